"""From the table of voices to deeds: captures with their quotes, me-toos, threads, and what was seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from playbook.demo.customers import CURRENCY, CUSTOMERS, Customer
from playbook.demo.days import Days
from playbook.demo.deeds import Deed, Ledger
from playbook.demo.dice import Dice
from playbook.demo.finishing import Finished
from playbook.demo.shelf import Shelf
from playbook.demo.voices import On, Turn, Voice
from playbook.desk.actions import triage
from playbook.desk.answers import answer_mark
from playbook.plays.settings import Person
from playbook.records.model import Body, Feedback, Seen, Vote

_LOOKED = "16:30"
"""When somebody reads the answers, in UTC."""

_TYPING = timedelta(seconds=9)

_FROM_THE_CALL = ("account", "opportunity", "deal_stage", "amount", "currency")


class Speaking:
    """What is needed to turn a voice into records."""

    def __init__(
        self,
        shelf: Shelf,
        days: Days,
        dice: Dice,
        people: Mapping[str, Person],
        calls: Iterable[Finished],
        commits: Mapping[str, str],
        customers: Mapping[str, Customer] = CUSTOMERS,
    ) -> None:
        """`commits` are the ids of publications by chapter."""
        self.shelf, self.days, self.dice, self.people, self.commits = shelf, days, dice, people, commits
        self.customers = {customer.name: customer for customer in customers.values()}
        self.calls = {one.call.key: one for one in calls}

    def deeds(self, voice: Voice) -> Iterator[Deed]:
        """Yield everything that was done about one piece of feedback."""
        at, feedback = self._capture(voice)
        audience = "liaison" if voice.liaison_only else None
        yield Deed(at, voice.by, feedback, audience)
        for too in voice.too:
            vote = self._me_too(feedback.id, too.account)
            yield Deed(self.days.at(too.back, too.clock), too.by, vote)
        for turn in voice.thread:
            when = self.days.at(turn.back, turn.clock)
            yield Deed(when, turn.by, self._act(feedback.id, turn), audience)
        if voice.seen is not None:
            yield Deed(self.days.at(voice.seen, _LOOKED), voice.by, _seen(feedback.id))

    def _capture(self, voice: Voice) -> tuple[datetime, Feedback]:
        """Return when something was said, and what: on a call with all that the call was about."""
        where = voice.where
        about: dict[str, Any] = {}
        step = where.step
        if isinstance(where, On):
            step = where.of or step
            call = self.calls[(where.account, where.play, where.back)]
            at, edition = call.moments[where.step] + _TYPING, call.edition
            about = {"run": call.run.id} | {name: getattr(call.run, name) for name in _FROM_THE_CALL}
        else:
            at = self.days.at(where.back, where.clock)
            edition = self.shelf.edition(where.page, at)
        quote, line = edition.line_of(voice.quote) if voice.quote else ("", 0)
        return at, Feedback(
            id=self.id(voice.key),
            kind=voice.kind,
            text=voice.text,
            severity=voice.severity,
            play=edition.page.id,
            step=step,
            quote=quote,
            line=line,
            blob=edition.blob,
            commit=edition.commit,
            tried=voice.tried,
            **about,
        )

    def _me_too(self, feedback: str, account: str) -> Vote:
        if not account:
            return Vote(feedback)
        customer = self.customers[account]
        return Vote(feedback, customer.id, customer.amount, CURRENCY)

    def id(self, key: str) -> str:
        """Return the id of the feedback of that key."""
        return feedback_id(self.dice, key)

    def _act(self, feedback: str, turn: Turn) -> Callable[[Ledger], Body]:
        to = self.id(turn.to) if turn.action == "merge" else turn.to
        commit = self.commits[turn.chapter] if turn.chapter else ""

        def body(ledger: Ledger) -> Body:
            item = ledger.desk.items[feedback]
            who = self.people[turn.by]
            return triage(
                item,
                turn.action,
                who,
                text=turn.text,
                to=to,
                labels=turn.labels,
                commit=commit,
                people=self.people,
            )

        return body


def feedback_id(dice: Dice, key: str) -> str:
    """Return the id of a piece of feedback, known before it is captured: commits name it."""
    return dice.id("feedback", key)


def _seen(feedback: str) -> Callable[[Ledger], Body]:
    """Return how the mark is made that the answer to `feedback` was looked at."""

    def body(ledger: Ledger) -> Body:
        item = ledger.desk.items[feedback]
        return Seen(answer_mark(item.merged_into or item.id, item.answer_ref))

    return body
