"""What a published change made of the place that feedback was about: who, when, and the words before and after."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from collections.abc import Collection

    from playbook.library.changed_facts import Fact
    from playbook.library.prose_diff import Segment
    from playbook.library.repository import Repository
    from playbook.plays.model import Page
    from playbook.workspace import Workspace


class Became(msgspec.Struct, frozen=True):
    """One published change, as far as it concerns a step of a page, or the page."""

    commit: str
    subject: str
    """What the change is called."""
    by: str
    """The id of the person whose address it carries, else the author's name in git."""
    at: str
    """UTC, ISO 8601."""
    step: str = ""
    """The step whose words are told; empty: those of the whole page."""
    facts: tuple[Fact, ...] = ()
    """What the front matter says otherwise, in words."""
    words: tuple[Segment, ...] = ()
    """What was said before and is said now, word by word; empty where this page was not changed by it."""

    @property
    def changes(self) -> tuple[Segment, ...]:
        """Only what was taken out and what was put in."""
        return tuple(segment for segment in self.words if segment[0] != "same")


def became(workspace: Workspace, commit: str, play: str, step: str = "") -> Became | None:
    """Return what the commit that published a change made of a step (or the page, where the step was left as it was).

    None where the commit has not come to this folder yet, or there is no git. Reads git, so not for the event loop.
    """
    try:
        repository = workspace.repository
        known = repository.resolve(commit) if commit else None
        told = _told(workspace, repository, known) if known else None
        if told is None or not play:
            return told
        before, after = _texts(workspace, repository, told.commit, play)
    except PlaybookError:
        return None
    return _compared(told, before, after, step) if before is not None and after is not None else told


def _told(workspace: Workspace, repository: Repository, commit: str) -> Became:
    from datetime import datetime

    from playbook.clock import stamp
    from playbook.library.git_telling import GitTelling

    printed = GitTelling(repository).log("-1", "--format=%aN%x00%aE%x00%cI%x00%s", commit)
    name, email, at, subject = printed.decode("utf-8", "replace").rstrip("\n").split("\0")
    known = workspace.settings.person(email) if email else None
    return Became(commit, subject, known.id if known else name, stamp(datetime.fromisoformat(at)))


def _texts(
    workspace: Workspace, repository: Repository, commit: str, play: str
) -> tuple[str | None, str | None]:
    """Return the text of a page before and after a commit, under the path it has now or had by its id."""
    from playbook.plays.decode import decode

    paths = [f"{play}.md"]
    with suppress(PlaybookError):  # gone since; then it lay where its id says
        paths.insert(0, workspace.page(play).page.path)
    for path in dict.fromkeys(paths):
        blobs = [repository.blob_at(path, one) for one in (f"{commit}^1", commit)]
        if all(blobs):
            old, new = (decode(repository.read(blob))[0] for blob in blobs if blob)
            return old, new
    return None, None


def _compared(told: Became, before: str, after: str, step: str) -> Became:
    from playbook.library.changed_facts import changed_facts, without_facts
    from playbook.library.prose_diff import word_diff

    old, new = _section(before, step), _section(after, step)
    if old and new and old != new:
        return msgspec.structs.replace(told, step=step, words=tuple(word_diff(old, new)))
    if before == after:
        return told
    words = tuple(word_diff(without_facts(before), without_facts(after)))
    return msgspec.structs.replace(told, facts=tuple(changed_facts(before, after)), words=words)


def _section(text: str, step: str) -> str:
    """Return the text of a step, under the id that it has or had; empty where the page has none."""
    from playbook.plays.parse import parse_page

    if not step:
        return ""
    page: Page = parse_page(text, "page.md")
    found = page.step(page.facts.moved.get(step, step))
    return "\n".join(text.split("\n")[found.line - 1 : found.end_line]).strip() if found else ""


def row(told: Became | None) -> dict[str, Any] | None:
    """Return the object of `change` in `feedback show --json`; null where nothing is known of it."""
    if told is None:
        return None
    from playbook.library.prose_diff import in_plain

    return {
        "commit": told.commit,
        "subject": told.subject,
        "by": told.by,
        "at": told.at,
        "step": told.step,
        "facts": [in_plain(fact) for fact in told.facts],
        "words": [{"op": op, "text": text} for op, text in told.changes],
    }


MOST = 3
"""Changes whose words are told inside one page: the latest; of those before, only that they were."""


def became_in(workspace: Workspace, play: str, places: Collection[tuple[str, str]]) -> dict[str, Became]:
    """Return what these `(commit, step)` made of a page, keyed by `commit:step`: of the first few of them."""
    wanted = [place for place in dict.fromkeys(places) if place[0]][:MOST]
    found = {f"{commit}:{step}": became(workspace, commit, play, step) for commit, step in wanted}
    return {key: one for key, one in found.items() if one is not None}
