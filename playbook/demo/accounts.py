"""The demo's accounts: what the reps imported three weeks ago, how the deals moved since, and who is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from playbook.accounts.rows import ContactRow
from playbook.demo.customers import CURRENCY, CUSTOMERS, Customer
from playbook.demo.days import Days
from playbook.demo.deeds import Deed
from playbook.demo.dice import Dice
from playbook.demo.finishing import Finished
from playbook.records.customers import Account, Event, Opportunity

_IMPORTED = 15
"""Business days back: before the first call."""
_CLOSES_IN = {
    "discover": 70,
    "qualify": 56,
    "prove": 42,
    "propose": 28,
    "commit": 14,
    "renew": 90,
    "connect": 90,
}
"""Stage → days until a deal is expected to close."""
_JUST_BEFORE = timedelta(minutes=3)

HAPPENED = {
    "new-warehouse": "Opens a warehouse; it stood in the trade press.",
    "new-logistics-head": "New head of logistics, announced by themselves.",
    "dock-hiring": "Looks for people at the docks.",
    "tool-contract-ending": "Their booking tool's contract ends within half a year.",
    "demo-request": "Asked for a demo on the website.",
    "renewal-due": "The contract is up for renewal in about 120 days.",
    "event-visit": "Left a card at our stand.",
    "referral": "A customer of ours named them.",
    "first-month": "A month since the first truck with a slot.",
    "review-due": "Half a year since the goal was set.",
    "usage-drop": "A fifth fewer slots booked than the month before.",
}
"""Trigger → what was noticed."""


def account_deeds(
    made: Iterable[Finished],
    days: Days,
    dice: Dice,
    customers: Mapping[str, Customer] = CUSTOMERS,
    imported_on: int = _IMPORTED,
    deals_for_all: bool = False,
) -> Iterator[Deed]:
    """Yield the records of accounts, events and opportunities; `made` are the calls, whose stages the deals follow.

    `deals_for_all`: also who has not talked about one yet has a deal, where it may begin.
    """
    calls_of: dict[str, list[Finished]] = {}
    for one in sorted(made, key=lambda one: one.started):
        calls_of.setdefault(one.call.account, []).append(one)
    for number, (key, customer) in enumerate(customers.items()):
        imported = days.at(imported_on, "06:40") + timedelta(seconds=number)
        calls = calls_of.get(key, [])
        yield Deed(imported, customer.rep, _account(customer))
        yield _event(key, customer, calls, days, dice, imported)
        yield from _deals(customer, calls, imported)
        if deals_for_all and not any(one.run.opportunity for one in calls):
            yield Deed(imported + timedelta(minutes=20), customer.rep, _untouched(customer, imported.date()))


def contacts_of(rep: str, customers: Mapping[str, Customer] = CUSTOMERS) -> list[ContactRow]:
    """Return the people in a rep's address book."""
    return [
        ContactRow(
            customer.contact_id,
            customer.contact,
            customer.id,
            f"{customer.first_name.casefold()}@{customer.domain}",
            title=customer.title,
        )
        for customer in customers.values()
        if customer.rep == rep
    ]


def _account(customer: Customer) -> Account:
    return Account(
        customer.id, customer.name, domain=customer.domain, segment=customer.segment, owner=customer.rep
    )


def _event(
    key: str, customer: Customer, calls: Sequence[Finished], days: Days, dice: Dice, imported: datetime
) -> Deed:
    """Return what happened there: it was noticed a few days before the first call, or when they were imported."""
    first = calls[0].started.date() if calls else days.today
    ago = dice.stream("event", key).randint(2, 6)
    day = max(first - timedelta(days=ago), imported.date() - timedelta(days=9))
    at = max(datetime.combine(day, imported.timetz()), imported + timedelta(minutes=5))
    body = Event(
        dice.id("event", key), customer.id, customer.trigger, day.isoformat(), HAPPENED[customer.trigger]
    )
    return Deed(at, customer.rep, body)


def _deals(customer: Customer, calls: Iterable[Finished], imported: datetime) -> Iterator[Deed]:
    """Yield the opportunity as it stands when a call with a deal begins, and what became of it in the end."""
    said = ""
    for one in calls:
        run = one.run
        if not run.opportunity:
            continue
        if run.deal_stage != said:
            at = one.started - _JUST_BEFORE if said else imported + timedelta(minutes=20)
            yield Deed(at, customer.rep, _opportunity(customer, run.deal_stage, one.started.date()))
            said = run.deal_stage
        lost = run.result in ("declined", "disqualified")
        if lost or run.result == "closed":
            state = "lost" if lost else "won"
            body = _opportunity(customer, run.deal_stage, one.ended.date(), state=state)
            yield Deed(one.ended + timedelta(seconds=40), customer.rep, body)


def _untouched(customer: Customer, day: date) -> Opportunity:
    return _opportunity(customer, "renew" if customer.is_one else "connect", day)


def _opportunity(customer: Customer, stage: str, day: date, *, state: str = "open") -> Opportunity:
    over = state != "open"
    closes = day if over else day + timedelta(days=_CLOSES_IN.get(stage, 60))
    return Opportunity(
        customer.opportunity_id,
        customer.id,
        customer.opportunity,
        stage=stage,
        amount=customer.amount,
        currency=CURRENCY,
        owner=customer.rep,
        close_date=closes.isoformat(),
        state="won" if state == "won" else "lost" if over else "open",
    )
