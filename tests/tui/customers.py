"""Customers that a team knows, for the tests of the screens that choose plays by them."""

from __future__ import annotations

from datetime import timedelta

from playbook.accounts.rows import ContactRow
from playbook.ids import new_id
from playbook.records.customers import Account, Connect, Event, Opportunity, Touch
from tests.tui.world import World


def account(world: World, name: str = "Brenner Foods", *, segment: str = "regional", by: str = "lee") -> str:
    """Let the team know an account; return its id."""
    id_ = name.casefold().replace(" ", "-")
    world.of(by).append(Account(id_, name, segment=segment))
    return id_


def event(world: World, account_id: str, trigger: str, *, days_ago: int, by: str = "mia") -> None:
    """Let something have happened at an account; in the future with fewer than 0 days."""
    day = (world.clock.now() - timedelta(days=days_ago)).date().isoformat()
    world.of(by).append(Event(new_id(), account_id, trigger, day))


def deal(world: World, account_id: str, stage: str) -> None:
    """Let there be an open opportunity in a stage."""
    world.of("lee").append(
        Opportunity(new_id(), account_id, "A deal", stage=stage, amount=48_000.0, currency="EUR")
    )


def contact(world: World, account_id: str, name: str, **details: str) -> str:
    """Put somebody into Lee's address book; return the id."""
    id_ = name.casefold().replace(" ", "-")
    world.of("lee").address_book.add([ContactRow(id_, name, account_id, **details)])
    return id_


def touch(
    world: World,
    account_id: str,
    who: str = "",
    *,
    days_ago: int,
    connect: Connect = "voicemail",
    by: str = "mia",
) -> None:
    """Let somebody have tried to reach an account."""
    day = (world.clock.now() - timedelta(days=days_ago)).date().isoformat()
    world.of(by).append(Touch(account_id, who, "phone", connect, day))
