"""From feedback to a proposal in one sitting: its page on a bench of its own, open at the line that is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.desk.actions import NotAllowedError, allowed, shown
from playbook.desk.answered import folded, quoted_now
from playbook.errors import PlaybookError
from playbook.library.review.errors import NothingToProposeError
from playbook.plays.parse import parse_page
from playbook.proposing import tell_desk, who_am_i
from playbook.reviewing.amending import FOLDER, Bench, changed_on, clear
from playbook.text import first_words

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.desk.model import Item
    from playbook.library.review.model import Proposal
    from playbook.library.review.reviews import Reviews
    from playbook.plays.model import Page
    from playbook.workspace import Workspace

LONGEST = 60
"""Letters of what was said in the title of a proposal."""


class NoPageError(PlaybookError):
    """Feedback is about no page, or about one that is not in the published playbook."""


class UnderWayError(PlaybookError):
    """A proposal because of this feedback waits for its approvals already."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal
        super().__init__(
            f"A change is under way: “{proposal.title}”. `playbook plays amend {proposal.id}` goes on with it."
        )


@dataclass(frozen=True)
class Change:
    """A page that is being changed because of feedback."""

    bench: Bench
    path: str
    line: int
    """Of the published text, where the words stand that the feedback is about; at least 1."""
    feedback: tuple[str, ...]
    unfinished: bool = False
    """The page was changed there before, and that was not proposed."""

    @property
    def file(self) -> Path:
        """What the editor opens."""
        return self.bench.file(self.path)


def begin(workspace: Workspace, reviews: Reviews, items: Sequence[Item]) -> Change:
    """Lay the page of `items` out as it is published, for all of them to be answered by one change.

    Nobody's folder is touched; what was left there unfinished, of the same published text, stays. Raises NoPageError,
    NotAllowedError, or UnderWayError where all of them wait for one proposal.
    """
    item = items[0]
    check_allowed(workspace, items)
    if all(one.state == "ready" for one in items) and (open_ := under_way(reviews, items)) is not None:
        raise UnderWayError(open_)
    if not item.play:
        raise NoPageError(
            "This feedback is about no page. Propose a page of your own, and name the feedback there."
        )
    page = workspace.page(item.play).page
    bench = bench_of(workspace, reviews, item)
    file = bench.file(page.path)
    if not file.is_file():
        clear(reviews, bench)
        raise NoPageError(f"{page.path} is not published yet: edit it where it lies, and propose it.")
    text = file.read_text(encoding="utf-8", errors="replace")
    line = meant_line(item, parse_page(text, page.path), text)
    return Change(bench, page.path, line, tuple(one.id for one in items), bool(changed_on(bench)))


def meant_line(item: Item, page: Page, text: str) -> int:
    """Return the line of `text` that an item is about: of its quote, of what became of it, of its step; at least 1."""
    step = page.step(page.facts.moved.get(item.step, item.step)) if item.step else None
    for quote in (item.quote, quoted_now(item, page, text, "").now):
        if step is not None and (line := line_of(text, quote, step.line, step.end_line)):
            return line
        if line := line_of(text, quote):
            return line
    return (step.line if step else item.feedback.line) or 1


def under_way(reviews: Reviews, items: Sequence[Item]) -> Proposal | None:
    """Return the latest open proposal that answers all of `items`; asks git."""
    ids = {item.id for item in items}
    found = [one for one in reviews.all() if ids <= set(one.feedback)]
    return max(found, key=lambda one: one.at, default=None)


def check_allowed(workspace: Workspace, items: Sequence[Item]) -> None:
    """Raise NotAllowedError where I cannot begin a change because of one of `items`."""
    for one in items:
        if reason := allowed(one, "change", workspace.person):
            raise NotAllowedError(f"{shown(one)}: {reason}" if len(items) > 1 else reason)


def bench_of(workspace: Workspace, reviews: Reviews, item: Item) -> Bench:
    """Return the working tree of its own for what is changed because of `item`, as it was left or laid out anew."""
    from playbook.library.repository import Repository

    parent, head = workspace.folder / FOLDER, reviews.published
    parent.mkdir(parents=True, exist_ok=True)
    reviews.writer.prune_worktrees()
    name, number = f"change-{item.id[:10].lower()}", 1
    top = parent / name
    while top.exists():
        try:
            if (Repository.open(top).head() or "") == head:
                break
        except PlaybookError:
            pass
        number += 1
        top = parent / f"{name}-{number}"
    else:
        reviews.writer.add_worktree(top, head)
    return Bench(name, head, top, top / reviews.repository.prefix)


def line_of(text: str, quote: str, first: int = 1, last: int | None = None) -> int:
    """Return the line at which `quote` begins in `text`, whatever marks and line breaks it has there; else 0.

    Only lines from `first` to `last` are looked at.
    """
    wanted = folded(quote)
    if not wanted:
        return 0
    lines = text.split("\n")
    for number, line in enumerate(lines[first - 1 : last], start=first):
        said = folded(line)
        if not said:
            continue
        if wanted in said or (
            wanted.startswith(said) and wanted in folded(" ".join(lines[number - 1 : number + 8]))
        ):
            return number
    return 0


def title_of(items: Sequence[Item]) -> str:
    """Return how a proposal is called that nobody named; never by what was said to the liaisons alone."""
    said = "" if items[0].liaison_only else items[0].text
    short = first_words(said or items[0].quote or items[0].kind, LONGEST)
    more = f" and {len(items) - 1} more" if len(items) > 1 else ""
    return f"Answer “{short}”{more}"


def drop(reviews: Reviews, change: Change) -> None:
    """Throw away what was changed there."""
    clear(reviews, change.bench)


def finish(workspace: Workspace, reviews: Reviews, change: Change, title: str, *, text: str = "") -> Proposal:
    """Propose what was changed, with trailers that name the feedback, and tell the desk that a change is under way.

    Raises NothingToProposeError, or what committing raises; then what was typed stays where it is.
    """
    changes = changed_on(change.bench)
    if not changes:
        clear(reviews, change.bench)
        raise NothingToProposeError
    made = reviews.propose(
        changes, title, who_am_i(workspace), base=change.bench.head, text=text, feedback=change.feedback
    )
    clear(reviews, change.bench)
    tell_desk(workspace, change.feedback, title)
    return made
