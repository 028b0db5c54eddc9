"""The rule about headings that records are tied to: PB010."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from playbook.plays.lint.context import Context
from playbook.plays.lint.model import Edit, Finding
from playbook.plays.lint.source import Source
from playbook.plays.model import Page, Step

ALIKE = 0.6
"""How much of two bodies must be the same text for the heading between them to count as reworded."""
_LONGEST = 4_000
"""Letters of a body that are compared."""

Headed = tuple[str, str, int, str]
"""Id, title, line, and what stands under it."""


def reworded(source: Source, context: Context) -> Iterator[Finding]:
    """PB010: a heading reworded since the page was last published, without `moved` to keep its history."""
    page = source.page
    before = context.published.get(page.path)
    if before is None or not (page.runnable or page.objections or before.runnable):
        return
    kept = page.facts.moved
    for old, new in _renamed(_headed(before), _headed(page), kept):
        pair = f"{old[0]}: {new[0]}"
        yield Finding(
            page.path, new[2], "PB010",
            f"This was “{old[1]}” when it was last published; records of it are lost without moved: {{{pair}}} in the "
            "front matter.",
            fix=f"moved: {{{pair}}}",
            edits=_edit(source, old[0], new[0]),
        )  # fmt: skip


def _headed(page: Page) -> list[Headed]:
    found = [(step.id, step.title, step.line, _body(step)) for step in page.run_steps]
    return found + [(one.id, one.title, one.line, one.text) for one in page.objections]


def _body(step: Step) -> str:
    parts = []
    for block in step.blocks:
        texts = getattr(block, "texts", None) or (getattr(block, "text", ""),)
        parts += [*texts, *(answer.text for answer in getattr(block, "answers", ()))]
    return "\n".join(parts)[:_LONGEST]


def _renamed(
    before: Sequence[Headed], now: Sequence[Headed], kept: Mapping[str, str]
) -> Iterator[tuple[Headed, Headed]]:
    """Yield what went with what came in its place: the most alike first, each once."""
    ids_now, ids_before = {one[0] for one in now}, {one[0] for one in before}
    went = [one for one in before if one[0] not in ids_now and one[0] not in kept]
    came = [one for one in now if one[0] not in ids_before and one[0] not in kept.values()]
    pairs = sorted(
        ((_alike(old, new), i, j) for i, old in enumerate(went) for j, new in enumerate(came)), reverse=True
    )
    used_old: set[int] = set()
    used_new: set[int] = set()
    for alike, i, j in pairs:
        if alike >= ALIKE and i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            yield went[i], came[j]


def _alike(old: Headed, new: Headed) -> float:
    if not old[3].strip() or not new[3].strip():
        return SequenceMatcher(None, old[1].casefold(), new[1].casefold(), autojunk=False).ratio()
    matcher = SequenceMatcher(None, old[3].split(), new[3].split(), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0


def _edit(source: Source, old: str, new: str) -> tuple[Edit, ...]:
    """Return the edits that add `old: new` to `moved`; none where the front matter is written otherwise."""
    if not source.front.lines:
        return (Edit(1, "", f"---\nmoved: {{{old}: {new}}}\n---\n"),)
    if "moved" not in source.front.keys:
        return (Edit(source.front.lines, "", f"moved: {{{old}: {new}}}"),)
    line = source.line_of_key("moved")
    text = source.lines[line - 1]
    if text.rstrip().endswith("}"):
        inner = text.rstrip()[:-1].rstrip()
        comma = "" if inner.endswith("{") else ", "
        return (Edit(line, text, f"{inner}{comma}{old}: {new}}}"),)
    if text.partition(":")[2].strip() == "":
        return (Edit(line + 1, "", f"  {old}: {new}"),)
    return ()
