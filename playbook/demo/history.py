"""How the demo's playbook came about: ten commits over ten weeks, worked out backwards from the starter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from playbook.demo.days import Days
from playbook.errors import PlaybookError

_VERIFIED = re.compile(r"^verified:.*$", re.MULTILINE)
_EVERYTHING = ""
"""The beginning of every path."""


class DemoContentError(PlaybookError):
    """The starter playbook and the demo's history of it do not fit together."""

    def __init__(self, path: str, sought: str) -> None:
        super().__init__(
            f"The demo cannot be made: {path} has no line of its own that begins “{sought}”. Install "
            "Playbook anew; if you changed its starter playbook, change playbook/demo/history.py with it."
        )


class Undoable(Protocol):
    """A change of one file that can be taken back."""

    @property
    def path(self) -> str:
        """Which file."""
        ...

    def undo(self, text: str) -> str:
        """Return the file as it was before."""
        ...


@dataclass(frozen=True)
class Rewording:
    """What stood on a page before a chapter changed it."""

    path: str
    after: str
    """Beginning of the line before the changed ones."""
    until: str
    """Beginning of the line after them; empty for the end of the page."""
    before: str
    """The lines as they were."""

    def undo(self, text: str) -> str:
        """Return the page as it was before; raises DemoContentError where it has no such place."""
        lines = text.splitlines(keepends=True)
        start = self._find(lines, self.after, 0) + 1
        end = self._find(lines, self.until, start) if self.until else len(lines)
        return "".join([*lines[:start], self.before, *lines[end:]])

    def _find(self, lines: Sequence[str], sought: str, start: int) -> int:
        found = [at for at in range(start, len(lines)) if lines[at].startswith(sought)]
        if not found:
            raise DemoContentError(self.path, sought)
        return found[0]


@dataclass(frozen=True)
class Chapter:
    """One commit: who made it, what it brought or reworded, and because of what."""

    key: str
    by: str
    back: int
    """Business days before today."""
    subject: str
    because: str = ""
    brings: tuple[str, ...] = ()
    """Beginnings of the paths of new files."""
    rewords: tuple[Undoable, ...] = ()
    feedback: tuple[str, ...] = ()
    """Keys of the feedback that it answers (see `voices`)."""
    approved: tuple[str, ...] = ()


@dataclass(frozen=True)
class Commit:
    """A chapter as it is written down: whole files, whole message."""

    key: str
    by: str
    at: datetime
    message: str
    files: dict[str, bytes]
    """Path → the new text of each file that it touched."""
    onto: str = ""
    """Key of the commit that it follows; empty: the one before it in the list."""
    merges: str = ""
    """Key of the commit that it brings in."""
    branch: str = "main"


TRIGGER_CALL = "plays/connect/trigger-event-call.md"
DISCOVERY = "plays/discover/first-discovery.md"
DEMO = "plays/prove/three-problem-demo.md"
PRICE = "plays/commit/price-conversation.md"
VELANTIS = "battlecards/velantis-suite.md"
NOBODY = "objections/nobody-will-use-it.md"

CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        "begin",
        "dana",
        50,
        "Begin the playbook: stages, product, price and proof",
        "What a stage needs is something the customer does. Kim and I agreed on the nine exits first.",
        brings=("playbook.toml", "know/", "templates/"),
        approved=("kim",),
    ),
    Chapter(
        "first-calls",
        "lee",
        48,
        "Write down the two first calls as we make them",
        "Nothing in here that I haven't said to somebody.",
        brings=("plays/connect/", "objections/call-next", "objections/how-did", "objections/not-inter"),
        approved=("dana",),
    ),
    Chapter(
        "discovery",
        "dana",
        45,
        "Add discovery and how they decide, two personas and a score card",
        brings=(
            *("plays/discover/", "plays/qualify/", "personas/", "scorecards/"),
            *("objections/send-an", "objections/spreadsheets", "objections/must-ask"),
        ),
        approved=("lee",),
    ),
    Chapter(
        "late-stages",
        "mia",
        41,
        "Add the demo, the plan, the price talk and the renewal",
        "With what customers say against it, and the rivals we meet.",
        brings=(_EVERYTHING,),
        approved=("dana", "kim"),
    ),
    Chapter(
        "no-dates",
        "kim",
        30,
        "Promise no dates for features in the demo",
        "We said “in spring” twice, and were held to it twice.",
        rewords=(Rewording(DEMO, "## What is missing", "> Thanks, that", "\n"),),
        approved=("dana",),
    ),
    Chapter(
        "opener",
        "dana",
        9,
        "Say that it is the first call, and ask one question",
        "Reps were cut off at “congratulations”. One opener for each event, each with one question.",
        rewords=(
            Rewording(
                TRIGGER_CALL,
                "## Open",
                "### May you ask?",
                "\n> Hello {{contact.first_name}}, {{rep.name}} from Fernyard. Congratulations on the news "
                "about {{account.name}}! We help companies like yours with their docks. Do you have five "
                "minutes for a few questions?\n\n",
            ),
        ),
        feedback=("congratulations", "five-minutes"),
        approved=("lee",),
    ),
    Chapter(
        "nobody",
        "dana",
        6,
        "Answer “Nobody will use it”",
        "Heard on three calls in two weeks, and the finder had nothing.",
        brings=(NOBODY,),
        feedback=("drivers-never-book", "own-habits"),
        approved=("lee", "mia"),
    ),
    Chapter(
        "velantis",
        "dana",
        5,
        "Say what a haulier pays at Velantis, with the source",
        rewords=(
            Rewording(
                VELANTIS,
                "- Live in weeks",
                "- The dock lead",
                "- Hauliers book without an account. Theirs have to register.\n",
            ),
            Rewording(VELANTIS, "[^project]:", "", ""),
        ),
        feedback=("licence",),
        approved=("lee",),
    ),
    Chapter(
        "guess",
        "dana",
        4,
        "Ask for the cost by the month, and allow a guess",
        "“In a year, roughly” got a shrug. Lee asked by the month and had four numbers.",
        rewords=(
            Rewording(
                DISCOVERY,
                "## What it costs",
                "### What do hauliers charge",
                "\n> What does all of this cost you in a year, roughly?\n\n",
            ),
        ),
        feedback=("a-year-roughly",),
        approved=("lee",),
    ),
    Chapter(
        "trial",
        "dana",
        1,
        "Say what a trial costs and when it ends",
        "The page said “free of charge”; the price list says the set-up fee. The price list is right.",
        rewords=(
            Rewording(
                PRICE,
                "## Smaller start",
                "### Which site",
                "\n> Then start smaller. We could run a pilot at your worst site, free of charge, and see how "
                "it goes.\n\n",
            ),
        ),
        feedback=("free-pilot",),
        approved=("kim", "lee"),
    ),
)


def commits(
    starter: Mapping[str, bytes],
    days: Days,
    people: Mapping[str, str],
    feedback_ids: Mapping[str, str],
) -> list[Commit]:
    """Return the history that ends in the texts of `starter`, oldest first.

    `people` are names with e-mail addresses by id, `feedback_ids` the ids of feedback by key. Pages are
    verified on the day they were last touched. Raises DemoContentError where the starter has changed so
    that a page of the past cannot be worked out.
    """
    made: list[Commit] = []
    before: dict[str, bytes] = {}
    for chapter, state in zip(CHAPTERS, states_of(starter, CHAPTERS), strict=True):
        at = days.at(chapter.back, "07:40")
        touched = {path: text for path, text in sorted(state.items()) if before.get(path) != text}
        files = {path: verified(text, at.date()) for path, text in touched.items()}
        made.append(Commit(chapter.key, chapter.by, at, _message(chapter, people, feedback_ids), files))
        before = state
    return made


def states_of(last: Mapping[str, bytes], chapters: Sequence[Chapter]) -> list[dict[str, bytes]]:
    """Return the files as they were after each chapter, `last` after the last one.

    Raises DemoContentError where `last` has changed so that a page of the past cannot be worked out.
    """
    brought = {path: _brought(path, chapters) for path in last}
    texts = dict(last)
    states: list[dict[str, bytes]] = []
    for number, chapter in reversed(list(enumerate(chapters))):
        states.append({path: text for path, text in texts.items() if brought[path] <= number})
        for rewording in reversed(chapter.rewords):
            if rewording.path not in texts:
                raise DemoContentError(rewording.path, getattr(rewording, "after", ""))
            texts[rewording.path] = rewording.undo(texts[rewording.path].decode()).encode()
    return states[::-1]


def _brought(path: str, chapters: Sequence[Chapter]) -> int:
    """Return which chapter brings `path`: the one that names it most exactly."""
    claims = [
        (len(beginning), number)
        for number, chapter in enumerate(chapters)
        for beginning in chapter.brings
        if path.startswith(beginning)
    ]
    return max(claims)[1]


def verified(data: bytes, day: date) -> bytes:
    """Return a page with the day on which it was last found right."""
    text = data.decode()
    if not text.startswith("---\n"):
        return data
    return _VERIFIED.sub(f"verified: {day:%Y-%m-%d}", text, count=1).encode()


def _message(chapter: Chapter, people: Mapping[str, str], feedback_ids: Mapping[str, str]) -> str:
    trailers = [f"Feedback: {feedback_ids[key]}" for key in chapter.feedback]
    trailers += [f"Approved-by: {people[person]}" for person in chapter.approved]
    parts = [chapter.subject, chapter.because, "\n".join(trailers)]
    return "\n\n".join(part for part in parts if part) + "\n"
