"""What became of the words that feedback is about: then and now, and which revisions since may have answered it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.clock import stamp
from playbook.dates import said
from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.desk.model import Item
    from playbook.library.page_history import Change
    from playbook.library.step_history import Read, Written
    from playbook.plays.model import Page, Step

_MARKS = re.compile(r"[>#*+\s-]*(?:\d{1,3}[.)] )?(?:\[[ xX]\] )?")
"""What stands before the words of a line in Markdown."""
_UNREAD = re.compile(r"\[\^[^\]\s]+\]|(?<=\])\([^()\s]*\)|<!--.*?-->|&#?\w{1,32};", re.DOTALL)
"""What is written in Markdown and not read as words: marks of footnotes, where links go, comments, entities."""
_BEGINS = re.compile(r"\s*>?\s*(?:#|[-*+] |\d{1,3}[.)] )")
"""A line that begins something, and goes on with nothing: a heading, an item."""
MOST = 9
"""Revisions that are offered, the newest first: one for each digit."""
GONE = "(this line is gone)"
"""What stands in place of a line that nothing resembles any more."""
_OF_THE_STEP = frozenset({"wrong", "hard-to-say"})
"""Kinds that are about the words of a step also where no line is quoted."""
_FEW = 3
"""Words below which letters are compared."""
_FAR = 0.45
"""Below it a line is not what became of another."""


@dataclass(frozen=True)
class Quoted:
    """The quote in its place: then and now."""

    title: str = ""
    step: str = ""
    """The step's title."""
    now: str = ""
    """The line that stands there now, or `GONE`; empty where it is the same."""
    gone: bool = False
    """The page or the step is no more."""


@dataclass(frozen=True)
class Since:
    """A revision of the page, later than the feedback, that may have answered it."""

    change: Change
    then: str = ""
    """The line as it stood before it; empty where it left the line as it was."""
    now: str = ""
    """What it made of it; `GONE` where nothing resembles it."""
    feedback: tuple[str, ...] = ()
    """Ids of feedback that it names and that seems to say the same."""

    @property
    def commit(self) -> str:
        """Which revision it is."""
        return self.change.revision.commit

    @property
    def words(self) -> str:
        """What the rep is told: who changed what, and why."""
        revision = self.change.revision
        day = said(revision.at.astimezone().date())
        told = f"{revision.author} changed it on {day}: “{revision.subject}”."
        why = " ".join(self.change.why.split())
        if why:
            told += f" {why}"
        if self.then and self.now == GONE:
            told += f" “{self.then}” is no longer in it."
        elif self.then:
            told += f" It said “{self.then}”, and now says “{self.now}”."
        return told


def quoted_now(item: Item, page: Page, text: str, blob: str) -> Quoted:
    """Return how the quote of an item stands in the page as it is now."""
    step = _step(page, item.step)
    title = step.title if step else item.step
    gone = bool(item.step) and step is None
    if not item.quote or blob == item.blob or folded(item.quote) in folded(text):
        return Quoted(page.title, title, gone=gone)
    return Quoted(page.title, title, _became(item.quote, step, text), gone)


def later_than(item: Item, changes: Sequence[Change]) -> list[Change]:
    """Return those of a page's changes (newest first) that came after what the item is about, the oldest first.

    Where git no longer has that revision, the time of capture decides.
    """
    since: list[Change] = []
    for change in changes:
        revision = change.revision
        if (item.blob and revision.blob == item.blob) or revision.commit == item.feedback.commit:
            return since[::-1]
        since.append(change)
    return [change for change in reversed(since) if stamp(change.revision.at) > item.at]


def may_answer(
    item: Item,
    changes: Sequence[Change],
    read: Read,
    alike: Callable[[Sequence[str]], Collection[str]],
) -> tuple[Since, ...]:
    """Return the revisions since then that changed the quoted line or name feedback like this, the newest first.

    `changes` are all of its page, newest first; `alike` says which of some ids of feedback say much the same. Without
    a quote, a revision counts that changed the step, where the step's words are what the feedback is about.
    """
    found = []
    quote = item.quote
    before = _read(read, changes, item)
    for change in later_than(item, changes):
        after = _text_of(read, change)
        then, now = _changed(item, quote, before, after)
        if then:
            quote = "" if now == GONE else now
        named = tuple(id_ for id_ in change.feedback if id_ != item.id)
        same = tuple(id_ for id_ in named if id_ in alike(named)) if named else ()
        if then or now or same:
            found.append(Since(change, then, now, same))
        before = after or before
    return tuple(found[: -MOST - 1 : -1])


def _changed(item: Item, quote: str, before: Written | None, after: Written | None) -> tuple[str, str]:
    """Return the line before and after a revision; two empty texts where it left the line alone.

    Of a step without a quoted line: its title after it, where its text is another.
    """
    if quote:
        if before is not None and folded(quote) not in folded(before.text):
            return "", ""
        if after is None:
            return quote, GONE
        same = folded(quote) in folded(after.text)
        return ("", "") if same else (quote, _became(quote, _step(after.page, item.step), after.text))
    whole = not item.quote and item.kind in _OF_THE_STEP
    was = _step(before.page, item.step) if before is not None and whole else None
    if before is None or was is None:
        return "", ""
    step = _step(after.page, item.step) if after is not None else None
    if after is None or step is None:
        return "", GONE
    return ("", "") if _lines(was, before.text) == _lines(step, after.text) else ("", step.title)


def _read(read: Read, changes: Sequence[Change], item: Item) -> Written | None:
    """Return the page as the feedback saw it; None where nobody has that text any more."""
    later = later_than(item, changes)
    older = [change for change in changes if change not in later]
    return _text_of(read, older[0]) if older else None


def _text_of(read: Read, change: Change) -> Written | None:
    if not change.revision.blob:
        return None
    try:
        return read(change.revision.path, change.revision.blob)
    except PlaybookError:
        return None


def _step(page: Page, wanted: str) -> Step | None:
    return page.step(page.facts.moved.get(wanted, wanted)) if wanted else None


def _lines(step: Step | None, text: str) -> list[str]:
    """Return the lines of a step; without one, those of the page."""
    lines = text.split("\n")
    return lines[step.line - 1 : step.end_line] if step else lines


def _became(quote: str, step: Step | None, text: str) -> str:
    """Return the line that is nearest to the quote, by its words in their order; `GONE` where none is near."""
    from difflib import SequenceMatcher

    wanted = folded(quote).split()
    best, nearest = _FAR, GONE
    for line in _pieces(_lines(step, text)):
        words = folded(line).split()
        if (
            min(len(words), len(wanted)) < _FEW
        ):  # too few to be told by: a short line, or a script without spaces
            matcher = SequenceMatcher(None, folded(quote), folded(line), autojunk=False)
        else:
            matcher = SequenceMatcher(None, wanted, words, autojunk=False)
        if words and matcher.real_quick_ratio() > best and (near := matcher.ratio()) > best:
            best, nearest = near, line
    return nearest


def _pieces(lines: Sequence[str]) -> Iterator[str]:
    """Yield what may have become of a quote, without marks: each line, and each paragraph of several lines."""
    whole: list[str] = []
    for raw in [*lines, ""]:
        line = " ".join(_MARKS.sub("", raw, count=1).split())
        if line:
            yield line
        if not line or _BEGINS.match(raw):
            if len(whole) > 1:
                yield " ".join(whole)
            whole = []
        if line:
            whole.append(line)


def folded(text: str) -> str:
    """Return letters and digits alone, small: a quote is the same whatever marks, links and breaks stand in it."""
    read = _UNREAD.sub(" ", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in read).split())
