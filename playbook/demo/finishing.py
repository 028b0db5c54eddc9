"""From a call of the demo's table to a run on record: begun, held, ended, finished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from playbook.clock import stamp
from playbook.demo.calls import Call
from playbook.demo.customers import CURRENCY, CUSTOMERS, Customer
from playbook.demo.days import Days
from playbook.demo.deeds import Deed
from playbook.demo.dice import Dice
from playbook.demo.field import BEFORE_DIALLING, Holding
from playbook.demo.habits import HABITS, Habit
from playbook.demo.shelf import Edition, Shelf
from playbook.records.model import Run
from playbook.runs import machine
from playbook.runs.finish import audience, finish, touches
from playbook.runs.model import OpenRun
from playbook.runs.plan import plan_of

_ASKED_FOR_A_DEMO = ("open/may-you-ask", "they-asked-for-a-demo-themselves")
"""The answer that says that it is the wrong play."""

_CHANNELS = {"connect": "phone", "qualify": "phone", "commit": "phone"}
"""Stage → how it is talked about; by video where nothing else is said."""

_NO_DEAL_YET = "connect"


@dataclass(frozen=True)
class Finished:
    """A call that is over."""

    call: Call
    edition: Edition
    run: Run
    started: datetime
    ended: datetime
    moments: dict[str, datetime]
    """Step → when feedback about it was typed."""
    left: Run | None = None
    """The run of the wrong play that it was begun with."""


def of_a_call(one: Finished) -> Iterator[Deed]:
    """Yield the record of a call, and the touch that counts as having reached out."""
    private = one.call.private
    if one.left is not None:
        yield Deed(one.started, one.run.rep, one.left, audience(private))
    yield Deed(one.ended, one.run.rep, one.run, audience(private))
    for touch in touches(one.run):
        yield Deed(one.ended, one.run.rep, touch, "self" if private else None)


class Phones:
    """Who calls in the demo, and with what."""

    def __init__(
        self,
        shelf: Shelf,
        days: Days,
        dice: Dice,
        names: dict[str, str],
        customers: Mapping[str, Customer] = CUSTOMERS,
        habits: Mapping[str, Habit] = HABITS,
    ) -> None:
        self.shelf, self.days, self.dice, self.names = shelf, days, dice, names
        self.customers, self.habits = customers, habits
        self._used: dict[str, Edition] = {}

    @property
    def used(self) -> tuple[Edition, ...]:
        """Every revision that was run so far, each once."""
        return tuple(self._used.values())

    def hold(self, call: Call, started: datetime, *, by_the_book: bool = False) -> Holding:
        """Return a call that was held from the first ring until it was over (or parked)."""
        customer = self.customers[call.account]
        edition = self._take(call.began or call.play, started)
        run = self._begin(call, edition, customer, started)
        chance = self.dice.stream("call", *call.key)
        holding = Holding(call, edition, run, customer, self.habits[customer.rep], chance, by_the_book)
        holding.ring()
        if call.connect == "connected" and not call.began:
            holding.talk()
        return holding

    def make(self, call: Call, started: datetime, *, by_the_book: bool = False) -> Finished:
        """Return a call with its record."""
        holding = self.hold(call, started, by_the_book=by_the_book)
        begun, left = started, None
        if call.began:
            left, begun = self._switch(holding, started)
        holding.wait(holding.chance.uniform(6, 20))
        holding.act(machine.set_ending, **self._ending(call))
        holding.wait(holding.chance.uniform(3, 12))
        ended = begun + timedelta(seconds=holding.seconds)
        return Finished(
            call=call,
            edition=holding.edition,
            run=finish(holding.edition.page, holding.run, holding.seconds, stamp(ended)),
            started=begun,
            ended=ended,
            moments={step: begun + timedelta(seconds=at) for step, at in holding.moments.items()},
            left=left,
        )

    def _take(self, play: str, at: datetime) -> Edition:
        edition = self.shelf.edition(play, at)
        return self._used.setdefault(edition.blob, edition)

    def _begin(self, call: Call, edition: Edition, customer: Customer, started: datetime) -> OpenRun:
        stage = edition.page.facts.stage
        deal = stage != _NO_DEAL_YET or customer.is_one
        return machine.start(
            edition.page,
            id=self.dice.id("run", *call.key, call.began),
            rep=customer.rep,
            started=stamp(started),
            blob=edition.blob,
            commit=edition.commit,
            mode=call.mode,
            channel=_CHANNELS.get(stage, "video"),
            direction="outbound",
            account=customer.id,
            opportunity=customer.opportunity_id if deal else "",
            deal_stage=stage if deal else "",
            amount=customer.amount if deal else None,
            currency=CURRENCY if deal else "",
            contacts=[customer.contact_id],
            triggers=[customer.trigger] if customer.trigger in edition.page.facts.triggers else [],
            fields={
                "account.name": customer.name,
                "contact.first_name": customer.first_name,
                "rep.name": self.names[customer.rep],
            },
        )

    def _switch(self, holding: Holding, started: datetime) -> tuple[Run, datetime]:
        """Leave the wrong play for the right one; return its record, and when the right one began."""
        page = holding.edition.page
        holding.visit(plan_of(page).steps[BEFORE_DIALLING])
        holding.act(machine.next_step)
        holding.wait(holding.chance.uniform(9, 20))
        question, answer = _ASKED_FOR_A_DEMO
        holding.act(machine.answer, question, [answer])
        holding.wait(2)
        at = started + timedelta(seconds=holding.seconds)
        right = self._take(holding.call.play, at)
        old, new = machine.switch(
            page,
            holding.run,
            holding.seconds,
            right.page,
            id=self.dice.id("run", *holding.call.key),
            blob=right.blob,
            started=stamp(at),
            commit=right.commit,
        )
        left = finish(page, old, holding.seconds, stamp(at))
        holding.edition, holding.run, holding.seconds = right, new, 0.0
        holding.moments.clear()
        holding.talk()
        return left, at

    def _ending(self, call: Call) -> dict[str, str | bool | None]:
        """Return what is said about the end of a call, as `set_ending` takes it."""
        days = self.days
        return {
            "result": call.result,
            "result_until": None if call.until is None else days.ahead(call.until).isoformat(),
            "commitment": call.commitment,
            "commitment_by": None if call.by is None else days.day(call.by).isoformat(),
            "exit_proof": call.proof or None,
            "next": call.next or None,
            "next_date": None if call.due is None else days.day(call.due).isoformat(),
            "cut_short": True if call.short else None,
            "private": True if call.private else None,
        }
