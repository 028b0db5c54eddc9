"""One line of Today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from datetime import date

TodayKind = Literal[
    "open-run", "meeting", "next-step", "commitment", "question", "answer", "credit", "must-read", "desk", "runs",
    "page", "goal", "calendar", "one-on-one", "agreed", "unread",
]  # fmt: skip


class TodayLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing to do today; done lines leave."""

    kind: TodayKind
    due: str = ""
    """ISO date; empty where nothing but now is meant."""
    what: str = ""
    """The step it stands in, the next step, what was promised, asked or answered, a meeting's title."""
    play: str = ""
    """Page id."""
    title: str = ""
    """The page's title."""
    account: str = ""
    """An account's id, or its name as it was typed."""
    account_name: str = ""
    """The account's name for people."""
    run: str = ""
    feedback: str = ""
    by: str = ""
    """Who asked or answered."""
    step: str = ""
    mark: str = ""
    """What a `seen` record of it says."""
    blob: str = ""
    """For a must-read: the revision to acknowledge."""
    private: bool = False
    """It belongs to a private run, so what becomes of it stays private too."""
    said: str = ""
    """What I said, where this answers it or asks about it."""
    rep: str = ""
    """Whose runs to look at; the other of a 1:1; whose feedback was answered, where I only said "me too"."""
    action: str = ""
    """Of what was said to my feedback: `answer`, `decline`, `close`, `publish` or `ask`."""
    commit: str = ""
    """The commit that changed the play because of it."""
    quote: str = ""
    """The words of the play that it was about."""
    start: str = ""
    """Of a meeting: ISO 8601 with the local offset; a date where it takes the whole day."""
    end: str = ""
    where: str = ""
    people: tuple[str, ...] = ()
    """Of a meeting: who else is invited."""
    contacts: tuple[str, ...] = ()
    """Ids of those of them who are in my address book."""
    text: str = ""
    """Of a meeting: the beginning of its description; of a goal how it stands."""
    opportunity: str = ""
    """Its id: the account's first open one."""
    why: str = ""
    """Why this play fits."""
    tab: str = ""
    """Of the desk: the tab to open."""
    goal: str = ""
    """Its id."""
    session: str = ""
    """Of a 1:1: its id."""
    agreed: str = ""
    """Of what was agreed in one and is to be done: its id."""

    @property
    def key(self) -> str:
        """What stays the same of it from one reading to the next."""
        whose = (self.rep, self.goal, self.session, self.agreed)
        about = (self.run, self.feedback, self.blob and self.play, self.mark, self.tab, *whose)
        return "|".join([self.kind, *(about if any(about) else (self.what,))])

    @property
    def customer(self) -> str:
        """The account as people say it."""
        return self.account_name or self.account


_PLACES = {"open-run": 0, "unread": 0, "meeting": 1, "one-on-one": 1, "goal": 4, "calendar": 5}
_LATER = 3


def in_order(lines: Iterable[TodayLine], today: date) -> list[TodayLine]:
    """Return lines in the order to work in; within a kind they stay as they are."""

    def place(line: TodayLine) -> int:
        if line.kind in ("meeting", "one-on-one") and line.due > today.isoformat():
            return _LATER
        return _PLACES.get(line.kind, 2)

    return sorted(lines, key=place)
