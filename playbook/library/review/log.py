"""The commits of a proposal, as git has them: who, when, what they say, and whether their signature is good."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playbook.library.git_writing import GitWriter
from playbook.library.review import trailers
from playbook.library.review.model import Signature, Voice
from playbook.plays.settings_model import Person, Settings

_FORMAT = "%H%x00%P%x00%T%x00%an%x00%ae%x00%ce%x00%cI%x00%B%x00%x01"


@dataclass(frozen=True)
class Entry:
    """One commit."""

    commit: str
    parents: tuple[str, ...]
    tree: str
    author: str
    email: str
    committer: str
    at: datetime
    message: str

    @property
    def before(self) -> str:
        """The commit it was made upon; empty for the first of all."""
        return self.parents[0] if self.parents else ""

    @property
    def trailers(self) -> tuple[tuple[str, str], ...]:
        """What its message says to programs."""
        return trailers.read(self.message)

    @property
    def subject(self) -> str:
        """The first line."""
        return self.message.strip().split("\n", 1)[0].strip()

    @property
    def text(self) -> str:
        """The message between the subject and the trailers."""
        body = self.message.strip().partition("\n")[2].strip()
        if self.trailers:
            body = body.rpartition("\n\n")[0].strip()
        return body


def publication(writer: GitWriter, published: str, id_: str) -> Entry | None:
    """Return the merge on the published branch that brought the proposal of that name, the newest; None for none."""
    if not id_ or not id_.isprintable():
        return None
    said = f"{trailers.REVIEW}: {id_}"
    options = ("--max-count=20", "--fixed-strings", f"--grep={said}")
    found = entries(writer, "", published, options=options)
    return next((one for one in reversed(found) if (trailers.REVIEW, id_) in one.trailers), None)


def entries(
    writer: GitWriter, base: str, head: str, *, limit: int = 0, options: Sequence[str] = ()
) -> list[Entry]:
    """Return the commits of `head` that `base` lacks, oldest first, those merged in from elsewhere left out.

    `limit`: at most so many, the newest; `options` of git log, made by the caller.
    """
    span = f"{base}..{head}" if base else head
    most = [f"--max-count={limit}"] if limit else []
    printed = writer.log(
        *most, *options, "--reverse", "--first-parent", "--topo-order", f"--format={_FORMAT}", span
    )
    found = []
    for part in printed.decode("utf-8", "replace").split("\x01"):
        fields = part.lstrip("\n").split("\0")
        if len(fields) >= 8:
            commit, parents, tree, author, email, committer, at, message = fields[:8]
            moment = datetime.fromisoformat(at).astimezone(UTC)
            found.append(
                Entry(commit, tuple(parents.split()), tree, author, email, committer, moment, message)
            )
    return found


def voices(writer: GitWriter, found: Sequence[Entry], settings: Settings) -> tuple[Voice, ...]:
    """Return the approvals and rejections among the commits, with their signatures checked where it matters."""
    said = [entry for entry in found if any(_is_voice(key) for key, _ in entry.trailers)]
    signed: dict[str, Signature] = {}
    if settings.review.signing != "off" and said:
        signed = signatures(writer, said, settings.people.values())
    heard = []
    for entry in said:
        pages = next((value for key, value in entry.trailers if key == trailers.PAGES), "")
        for key, value in entry.trailers:
            if not _is_voice(key):
                continue
            yes = key.startswith(trailers.APPROVED)
            name, email = trailers.person(value)
            what = key.removeprefix(trailers.APPROVED if yes else trailers.REJECTED).casefold()
            heard.append(
                Voice(
                    what,
                    yes,
                    name,
                    email,
                    entry.commit,
                    entry.at,
                    pages,
                    entry.email,
                    entry.committer,
                    signed.get(entry.commit, "none"),
                    entry.text,
                )
            )
    return tuple(heard)


def _is_voice(key: str) -> bool:
    return key.startswith((trailers.APPROVED, trailers.REJECTED))


def signatures(writer: GitWriter, found: Iterable[Entry], people: Iterable[Person]) -> dict[str, Signature]:
    """Return what the signatures of commits are worth: good is one by a key that `people` lists for the author."""
    kept: dict[str, Signature] = {}
    lines = [f"{person.email} {key}\n" for person in people for key in person.keys if person.email]
    with tempfile.TemporaryDirectory(prefix="playbook-keys-") as folder:
        file = Path(folder) / "signers"
        file.write_text("".join(lines), encoding="utf-8")
        for entry in found:
            if not writer.is_signed(entry.commit):
                kept[entry.commit] = "none"
            else:
                signer = writer.signer(entry.commit, file)
                kept[entry.commit] = (
                    "good" if signer.casefold() == entry.email.casefold() and signer else "bad"
                )
    return kept
