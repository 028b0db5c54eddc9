"""Reading many pages at once: in pieces, which this process and others take until none is left."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec

from playbook.library.crew import Crew, cores, serve, take
from playbook.library.page_cache import Kept

if TYPE_CHECKING:
    from playbook.library.looking import Look

WORTHWHILE = 100
"""Pages to each process: for fewer, starting it takes longer than it saves."""
MOST = 8
"""Processes, at most."""

_PIECES = 16
"""For each process: so small that all end at about the same time."""


class Share(msgspec.Struct, frozen=True, array_like=True):
    """Pages to read in one go."""

    reference_headings: tuple[str, ...]
    link_root: str
    pages: Sequence[tuple[str, bytes]]
    """Path and bytes of each."""
    look: Any = None
    """A `Look` where the linter looks at them in passing; read only where there is one."""

    def read(self) -> list[Kept]:
        """Return the pages, read here."""
        from playbook.library.documents import documents
        from playbook.plays.parse import parse

        look = self._look()
        found = []
        for path, data in self.pages:
            parsed = parse(data, path, reference_headings=self.reference_headings, link_root=self.link_root)
            kept = Kept.of(parsed.page, documents(parsed.page))
            if look:
                kept = replace(kept, surface=msgspec.msgpack.encode(look.at(parsed)))
            found.append(kept)
        return found

    def _look(self) -> Look | None:
        if self.look is None:
            return None
        from playbook.library.looking import Look

        return msgspec.convert(self.look, Look)


def read_pages(
    pages: Sequence[tuple[str, bytes]],
    reference_headings: tuple[str, ...],
    link_root: str,
    look: Look | None = None,
    crew: Crew | None = None,
) -> list[Kept]:
    """Return the pages that these files (path and bytes of each) hold, in their order; looked at if wanted.

    `crew` is what `crew_for` returned earlier; it is closed. Without it, it is asked for now.
    """
    with crew or crew_for(len(pages), looking=look is not None) as helping:
        runs = _runs([len(data) for _, data in pages], _PIECES * (helping.size + 1) if helping.size else 1)
        shares = [Share(reference_headings, link_root, [pages[place] for place in run], look) for run in runs]
        waiting = deque(range(len(shares)))
        others = helping.help(
            [msgspec.msgpack.encode(share) for share in shares] if helping.size else [], waiting
        )
        answers: dict[int, list[Kept]] = {}
        while (number := take(waiting)) is not None:
            answers[number] = shares[number].read()
        # Nobody is waited for: what another took and has not answered by now is read here too, the last first.
        for number in reversed(range(len(shares))):
            if number not in answers:
                answers[number] = _answered(others.get(number), shares[number]) or shares[number].read()
    found = [
        (place, kept)
        for number, run in enumerate(runs)
        for place, kept in zip(run, answers[number], strict=True)
    ]
    return [kept for _, kept in sorted(found, key=lambda each: each[0])]


def crew_for(count: int, *, looking: bool = False) -> Crew:
    """Return as many processes as are worthwhile for so many pages, perhaps none; `looking`: to be linted."""
    size = min(cores(), MOST, max(1, count // WORTHWHILE)) - 1
    return Crew(size, f"from playbook.library.parsing import help_out; help_out({looking!r})")


def help_out(looking: bool) -> None:
    """Read the shares on standard input and write their pages to standard output."""

    def prepare() -> None:
        Share((), ".", [("page.md", b"---\nstatus: live\n---\n# Page\n")]).read()
        if looking:
            import playbook.library.looking
            import playbook.plays.lint.run  # noqa: F401

    def work(piece: bytes) -> bytes:
        pages = msgspec.msgpack.decode(piece, type=Share).read()
        return msgspec.msgpack.encode([(kept.page, kept.documents, kept.surface) for kept in pages])

    serve(prepare, work)


def _answered(answer: bytes | None, share: Share) -> list[Kept] | None:
    """Return what another process answered; None where it did not, or says something else."""
    if answer is None:
        return None
    try:
        pages = msgspec.msgpack.decode(answer, type=list[tuple[bytes, bytes, bytes]])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
    return [Kept(*parts) for parts in pages] if len(pages) == len(share.pages) else None


def _runs(sizes: Sequence[int], parts: int) -> list[list[int]]:
    """Return the places of `sizes` in at most `parts` runs of about the same sum, the largest sizes first."""
    least = sum(size + 1 for size in sizes) / parts
    runs: list[list[int]] = []
    room = 0.0
    for place in sorted(range(len(sizes)), key=lambda place: -sizes[place]):
        if room <= 0:
            runs.append([])
            room = least
        runs[-1].append(place)
        room -= sizes[place] + 1
    return runs
