"""What is between Kim and Lee in the demo: runs that both scored blind, a 1:1 that was held and one that comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from playbook.coaching.cards import CardQuestion, answered, questions_of
from playbook.demo.calls import DISCOVERY, PRICE, TRIGGER
from playbook.demo.days import Days
from playbook.demo.deeds import Deed
from playbook.demo.dice import Dice
from playbook.demo.finishing import Finished
from playbook.demo.shelf import Edition, Shelf
from playbook.records.coaching import Score, ScoreAnswer, Session
from playbook.records.model import Run

REP, COACH = "lee", "kim"
CARDS = {
    DISCOVERY: "scorecards/first-discovery",
    TRIGGER: "scorecards/first-minute",
    PRICE: "scorecards/price-conversation",
}
MOST = 14
"""Runs of a play that both scored: enough for agreement beyond chance to be told, where there are as many."""
APART = ("how-much-did-the-customer-talk", "was-the-question-one-and-open")
"""Questions on which Lee hears more than Kim: planted."""
KEEP = ("The silence after the number", "How you asked for the one morning", "Reading it back in their words")
LATER = timedelta(hours=5)
"""After a call until it was scored."""


def between_two(made: Sequence[Finished], shelf: Shelf, days: Days, dice: Dice) -> Iterator[Deed]:
    """Yield the scores and the 1:1s of the two, each for the two alone."""
    talks = [
        one
        for one in made
        if one.run.rep == REP
        and one.run.connect == "connected"
        and not one.call.private
        and one.ended + LATER < days.now
    ]
    talks.sort(key=lambda one: one.started)
    for play, card in CARDS.items():
        theirs = [one for one in talks if one.run.play == play and not one.run.wrong_play][-MOST:]
        edition = shelf.edition(card, days.now)
        for one in theirs:
            mine, kims = _marks(one.run, edition, dice)
            if play != PRICE:
                yield _scored(one, edition, REP, mine, dice)
            if one is not theirs[-1] or play == PRICE:  # the last of each waits for the other
                yield _scored(one, edition, COACH, kims, dice)
    yield from _sessions([one for one in talks if one.run.play == DISCOVERY], days, dice)


def _marks(run: Run, card: Edition, dice: Dice) -> tuple[tuple[ScoreAnswer, ...], tuple[ScoreAnswer, ...]]:
    """Return what Lee and what Kim heard in a run: mostly the same, but for one question."""
    chance = dice.stream("score", run.id, card.page.id)
    mine: list[ScoreAnswer] = []
    kims: list[ScoreAnswer] = []
    for question in questions_of(card.page):
        if question.scale:
            low, high = question.scale
            heard = chance.randint(low, high)
            own = min(high, heard + chance.choice((1, 1, 2))) if question.id in APART else heard
            near = max(low, min(high, heard + chance.choice((0, 0, 0, 0, -1))))
            values = ([str(own)], [str(near)])
        else:
            values = _said(question, chance.random(), chance.randrange(1 << 16))
        mine.append(answered(question, values[0]))
        kims.append(answered(question, values[1]))
    return tuple(one for one in mine if one.values), tuple(one for one in kims if one.values)


def _said(question: CardQuestion, share: float, pick: int) -> tuple[list[str], list[str]]:
    if question.kind == "text":
        return [], [KEEP[pick % len(KEEP)]]
    options = [value for value, _ in question.options]
    if question.kind == "yes-no":
        own = "yes" if question.auto_fail or share < 0.7 else "no"
        return [own], [own]
    first = options[pick % len(options)]
    other = first if share < 0.8 else options[(pick + 1) % len(options)]
    return [first], [other]


def _scored(one: Finished, card: Edition, by: str, answers: tuple[ScoreAnswer, ...], dice: Dice) -> Deed:
    run = one.run
    body = Score(
        dice.id("score", by, run.id),
        run.id,
        run.rep,
        card.page.id,
        card.blob,
        card.page.title,
        answers,
        blind=True,
    )
    other = COACH if by == REP else REP
    return Deed(one.ended + (LATER if by == COACH else LATER / 2), by, body, f"pair-{other}")


def _sessions(discoveries: Sequence[Finished], days: Days, dice: Dice) -> Iterator[Deed]:
    held, coming = dice.id("session", "held"), dice.id("session", "coming")
    done, still = dice.id("action", "done"), dice.id("action", "open")

    def said(back: int, clock: str, by: str, id_: str, **act: str) -> Deed:
        body = Session(id_, REP, COACH, **act)  # type: ignore[arg-type]  # one of the acts
        return Deed(days.at(back, clock), by, body, f"pair-{COACH if by == REP else REP}")

    yield said(12, "15:00", COACH, held, act="plan", day=days.day(9).isoformat())
    yield said(9, "06:50", REP, held, act="say", text="I lose them when the buyer says a committee decides.")
    yield said(
        9,
        "13:10",
        COACH,
        held,
        act="note",
        text="Reads back too early: they are still telling. Wait for the day.",
    )
    yield said(9, "13:20", COACH, held, act="action", action=done, who=REP, text="Listen to two demos of Mia's",
               day=days.day(4).isoformat())  # fmt: skip
    yield said(9, "13:22", COACH, held, act="action", action=still, who=COACH,
               text="Ask Dana for a page on how committees decide", day=days.day(1).isoformat())  # fmt: skip
    yield said(9, "13:25", COACH, held, act="close")
    yield said(5, "14:40", REP, held, act="done", action=done)
    yield said(2, "15:10", COACH, coming, act="plan", day=days.day(-1).isoformat())
    if discoveries:
        yield said(2, "15:12", COACH, coming, act="pick", run=discoveries[-1].run.id)
    yield said(
        1, "15:20", REP, coming, act="say", text="The price talk: I want to hear where I filled the silence."
    )
