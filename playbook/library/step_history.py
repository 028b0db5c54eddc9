"""The history of one step: the revisions of its page that changed it, under whatever heading it stood then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from playbook.errors import NotFoundError
from playbook.library.page_history import Change
from playbook.plays.model import Page, Step
from playbook.text import nearest


class Written(Protocol):
    """A page as it was read, and its text."""

    @property
    def page(self) -> Page: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102


Read = Callable[[str, str], Written]
"""Path and blob id of a revision → the page as it was then; such as `Catalog.revision`."""


@dataclass(frozen=True)
class StepChange:
    """A revision of a page that changed one of its steps."""

    change: Change
    step: str
    """The step's id after it; where it was taken away, the id that it had."""
    title: str
    text: str
    """The step as it was written after it, heading and all; empty where it was taken away."""


@dataclass(frozen=True)
class _Section:
    step: str = ""
    title: str = ""
    text: str = ""


def step_changes(changes: Sequence[Change], step: str, read: Read) -> list[StepChange]:
    """Return those of a page's `changes` (newest first) that changed a step, newest first.

    The step is followed to its former headings by what any later revision says under `moved`. Raises NotFoundError
    for a step that the page never had.
    """
    sections = _sections(changes, step, read)
    found = []
    for place, change in enumerate(changes):
        after = sections[place]
        before = sections[place + 1] if place + 1 < len(sections) else _Section()
        if after.text != before.text:
            name = after if after.text else before
            found.append(StepChange(change, name.step, name.title, after.text))
    return found


def steps_of(changes: Sequence[Change], read: Read) -> list[tuple[str, str]]:
    """Return id and title of each step of a page in the newest of its `changes` that has a text."""
    for change in changes:
        if change.revision.blob:
            page = read(change.revision.path, change.revision.blob).page
            return [(step.id, step.title) for step in page.steps]
    return []


def _sections(changes: Sequence[Change], step: str, read: Read) -> list[_Section]:
    """Return the step as each revision has it; an empty section where it has none."""
    known: dict[tuple[str, str], Written] = {}
    moved: dict[str, str] = {}
    newest: Page | None = None
    sections: list[_Section] = []
    for change in changes:
        at = change.revision.path, change.revision.blob
        if not change.revision.blob:
            sections.append(_Section())
            continue
        if at not in known:
            known[at] = read(*at)
        page, text = known[at].page, known[at].text
        if newest is None:
            newest, step = page, page.facts.moved.get(step, step)
        moved = {**page.facts.moved, **moved}
        found = _find(page, step, moved)
        step = found.id if found else step
        sections.append(_section(found, text) if found else _Section())
    if not any(section.text for section in sections):
        raise NotFoundError("step", step, nearest(step, [one.id for one in newest.steps] if newest else ()))
    return sections


def _section(step: Step, text: str) -> _Section:
    lines = text.split("\n")[step.line - 1 : max(step.end_line, step.line)]
    return _Section(step.id, step.title, "\n".join(lines).rstrip() + "\n")


def _find(page: Page, wanted: str, moved: Mapping[str, str]) -> Step | None:
    """Return the step of that id, else the one that later became it."""
    by_id = {one.id: one for one in page.steps}
    if wanted in by_id:
        return by_id[wanted]
    names, seen = [wanted], {wanted}
    for name in names:
        for old, new in moved.items():
            if new == name and old not in seen:
                if old in by_id:
                    return by_id[old]
                names.append(old)
                seen.add(old)
    return None
