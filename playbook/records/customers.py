"""Bodies about customers: accounts, opportunities, contacts, attempts to reach them, and what happened there."""

from __future__ import annotations

from typing import Literal

from playbook.records.frame import Body

Connect = Literal[
    "connected", "no-answer", "voicemail", "gatekeeper", "wrong-person", "no-show", "rescheduled"
]


class Account(Body, frozen=True):
    """A customer, as imported or edited."""

    id: str
    name: str
    external_id: str = ""
    domain: str = ""
    segment: str = ""
    owner: str = ""
    tags: tuple[str, ...] = ()


class Opportunity(Body, frozen=True):
    """A possible sale to an account."""

    id: str
    account: str
    name: str
    external_id: str = ""
    stage: str = ""
    amount: float | None = None
    currency: str = ""
    owner: str = ""
    close_date: str = ""
    state: Literal["open", "won", "lost"] = "open"


class Contact(Body, frozen=True):
    """A person at an account; stays on the device."""

    id: str
    name: str
    account: str = ""
    email: str = ""
    phone: str = ""
    title: str = ""
    channel: str = ""
    not_before: str = ""


class Touch(Body, frozen=True):
    """One attempt to reach somebody."""

    account: str
    contact: str = ""
    channel: str = ""
    connect: Connect = "connected"
    date: str = ""
    run: str = ""


class Event(Body, frozen=True):
    """A trigger that happened to an account."""

    id: str
    account: str
    trigger: str
    date: str
    text: str = ""
