"""Accounts, opportunities, contacts, touches and events as they stand now: what screens and listings show."""

from __future__ import annotations

from typing import Literal

import msgspec

State = Literal["open", "won", "lost"]


class AccountRow(msgspec.Struct, frozen=True):
    """A customer."""

    id: str
    name: str
    external_id: str = ""
    domain: str = ""
    segment: str = ""
    owner: str = ""
    """As imported: a person's id, e-mail or name."""
    tags: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Other ids that turned out to be the same account."""


class OpportunityRow(msgspec.Struct, frozen=True):
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
    state: State = "open"

    @property
    def is_open(self) -> bool:
        """Neither won nor lost."""
        return self.state == "open"


class ContactRow(msgspec.Struct, frozen=True):
    """A person at an account, out of this device's address book."""

    id: str
    name: str
    account: str = ""
    email: str = ""
    phone: str = ""
    title: str = ""
    channel: str = ""
    """How the person wants to be reached."""
    not_before: str = ""
    external_id: str = ""


class TouchRow(msgspec.Struct, frozen=True):
    """One attempt to reach somebody."""

    account: str
    contact: str
    channel: str
    connect: str
    date: str
    run: str
    rep: str
    """Who tried."""


class EventRow(msgspec.Struct, frozen=True):
    """A trigger that happened to an account."""

    id: str
    account: str
    trigger: str
    date: str
    text: str
    by: str
    """Who noticed it."""
