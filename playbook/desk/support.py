"""Who is behind an item, and what that weighs: distinct accounts first, then their open amount."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from playbook.records.model import Record, Vote

Order = tuple[int, str, int]


class Backing(msgspec.Struct, frozen=True, gc=False):
    """One person saying, with one account or none, that it is so."""

    order: Order
    person: str
    account: str = ""
    amount: float | None = None
    currency: str = ""


def votes_standing(votes: Iterable[Record]) -> list[Backing]:
    """Return the me-toos that stand after `votes` (in order), one per person and account.

    Withdrawing names an account to take back that one, or none to take back all of the person's.
    """
    standing: dict[tuple[str, str], Backing] = {}
    for record in votes:
        vote = record.body
        if not isinstance(vote, Vote):
            continue
        person = record.person
        if not vote.withdrawn:
            backing = Backing(record.order, person, vote.account, vote.amount, vote.currency)
            standing[(person, vote.account)] = backing
        elif vote.account:
            standing.pop((person, vote.account), None)
        else:
            standing = {key: backing for key, backing in standing.items() if key[0] != person}
    return sorted(standing.values(), key=lambda backing: backing.order)


def people_behind(author: str, backings: Iterable[Backing]) -> tuple[str, ...]:
    """Return everybody behind an item once, its author first."""
    return tuple(dict.fromkeys([author, *(backing.person for backing in backings)]))


def impact(backings: Iterable[Backing]) -> tuple[tuple[str, ...], dict[str, float]]:
    """Return the distinct accounts, and their open amount by currency.

    `backings` in order. An account counts once, by the last amount said of it; an amount without an
    account counts nowhere.
    """
    said: dict[str, tuple[float, str] | None] = {}
    for backing in backings:
        if not backing.account:
            continue
        said.setdefault(backing.account, None)
        if backing.amount is not None:
            said[backing.account] = (backing.amount, backing.currency)
    amount: dict[str, float] = {}
    for one in said.values():
        if one is not None:
            amount[one[1]] = amount.get(one[1], 0.0) + one[0]
    return tuple(said), amount
