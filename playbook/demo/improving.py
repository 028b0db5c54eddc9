"""What Lee and Mia set out to do in the demo, and what Lee says aloud before the calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.demo.calls import DISCOVERY, TRIGGER
from playbook.demo.days import Days
from playbook.demo.deeds import Deed
from playbook.demo.dice import Dice
from playbook.demo.shelf import Shelf
from playbook.practice.cards import cards_of
from playbook.records.coaching import Goal, Practice

if TYPE_CHECKING:
    from playbook.records.coaching import Grade

REWORDED = f"{TRIGGER}#open/0"
"""A talk track that Lee practised before its words changed."""


@dataclass(frozen=True)
class Aloud:
    """One card, and how Lee said it each time: the first times minutes apart, then days."""

    card: str
    graded: tuple[tuple[int, str, Grade], ...]
    """Business days back, time of day (UTC), grade."""
    partner: str = ""
    """Who played the buyer the last time."""
    well: str = ""


PRACTISED: tuple[Aloud, ...] = (
    Aloud(REWORDED, ((13, "07:20", "good"), (13, "07:31", "good"), (11, "07:20", "good"))),
    Aloud("objections/not-interested", (
        (13, "07:22", "hard"), (13, "07:33", "good"), (11, "07:22", "good"), (8, "07:20", "easy"),
    )),
    Aloud("objections/send-an-email", ((13, "07:24", "again"), (13, "07:26", "good"), (13, "07:37", "good"),
                                       (12, "07:21", "hard"), (9, "07:21", "good"))),
    Aloud("objections/spreadsheets-work", ((10, "07:20", "good"), (10, "07:31", "good"), (7, "07:20", "good"))),
    Aloud("objections/too-expensive", ((10, "07:22", "hard"), (10, "07:33", "good"), (10, "07:45", "good"),
                                       (6, "07:18", "hard"))),
    Aloud("objections/a-committee-decides", ((6, "07:20", "again"), (6, "07:22", "hard"), (6, "07:35", "good"),
                                             (4, "07:20", "good")),
          "mia", "You asked who sits on it before you answered. Wait longer after that."),
    Aloud(f"{DISCOVERY}#a-bad-morning/0", ((6, "07:24", "easy"),)),
    Aloud(f"{DISCOVERY}#read-it-back/0", ((6, "07:26", "again"), (6, "07:28", "good"), (6, "07:39", "good"),
                                          (3, "07:20", "hard"))),
    Aloud("objections/call-next-quarter", ((1, "07:20", "good"), (1, "07:31", "good"))),
)  # fmt: skip


def goals(days: Days, dice: Dice) -> Iterator[Deed]:
    """Yield the goals of Lee and Mia: one from the last 1:1, one of Lee's own, one that Lee reached, one of Mia's."""
    until = days.ahead(19).isoformat()
    read_it_back = Goal(
        dice.id("goal", "lee", "read"),
        "lee",
        "",
        by=until,
        figure="step",
        share=0.9,
        play=DISCOVERY,
        step="read-it-back",
        since=days.day(9).isoformat(),
    )
    yield Deed(days.at(9, "13:26"), "kim", read_it_back, "pair-lee")
    own = Goal(
        dice.id("goal", "lee", "own"),
        "lee",
        "",
        by=until,
        figure="next-step",
        share=0.7,
        stage="connect",
        since=days.day(14).isoformat(),
    )
    yield Deed(days.at(14, "07:45"), "lee", own, "self")
    yield from _reached(days, dice)
    mias = Goal(
        dice.id("goal", "mia"),
        "mia",
        "",
        by=days.ahead(12).isoformat(),
        figure="commitment",
        share=0.6,
        play=TRIGGER,
        since=days.day(9).isoformat(),
    )
    yield Deed(days.at(9, "07:10"), "mia", mias, "pair-kim")


def _reached(days: Days, dice: Dice) -> Iterator[Deed]:
    """Yield a goal in words alone, which Lee said was reached."""
    id_ = dice.id("goal", "lee", "reached")
    words = "Let the silence after the price stand"
    target = "Three price talks in a row"
    by = days.day(2).isoformat()
    yield Deed(days.at(14, "07:50"), "lee", Goal(id_, "lee", words, target, by, since=days.day(14).isoformat()),
               "pair-kim")  # fmt: skip
    yield Deed(days.at(2, "16:40"), "lee",
               Goal(id_, "lee", words, target, by, "reached", since=days.day(14).isoformat()), "pair-kim")  # fmt: skip


def practice(shelf: Shelf, days: Days) -> Iterator[Deed]:
    """Yield what Lee said aloud, each time in the words that the page had then, for Lee alone.

    Raises LookupError where a page had no such card.
    """
    for one in PRACTISED:
        for place, (back, clock, said) in enumerate(one.graded, 1):
            at = days.at(back, clock)
            edition = shelf.edition(one.card.partition("#")[0], at)
            card = next((card for card in cards_of(edition.page) if card.id == one.card), None)
            if card is None:
                raise LookupError(f"{edition.page.path} has no card “{one.card}”")
            last = place == len(one.graded)
            body = Practice(
                card.id,
                said,
                card.words,
                edition.blob,
                one.partner if last else "",
                one.well if last else "",
            )
            yield Deed(at, "lee", body)
