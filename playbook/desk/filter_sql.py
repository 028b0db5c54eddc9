"""A filter asked of the index: the conditions of `playbook.desk.filters` over the rows that the index has."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from playbook.desk.filters import Condition, Filter, Known
from playbook.desk.impact import TREND
from playbook.desk.indexed import microseconds
from playbook.desk.promise import Promise
from playbook.desk.routing import OUT
from playbook.desk.sliced import members
from playbook.desk.states import OPEN

_FEW, _SOME = 500, 8_000
"""Items that are sooner looked at one by one than met where they stand in order: of words alone, and of words with
other conditions, which may hold of none that is met."""
_OPEN = ", ".join(f"'{state}'" for state in sorted(OPEN))
_OUT = ", ".join(f"'{route}'" for route in sorted(OUT))
_LABELS = "CASE labels WHEN '' THEN '[]' ELSE labels END"


class Facts(Protocol):
    """What rows hold that a filter can only choose from by its own rules."""

    def values(self, what: str) -> Iterable[str]:
        """Return all that stands anywhere as `play`, `step`, `route`, `assignee`, `person`, `account` or `label`."""
        ...

    def saying(self, words: str) -> int:
        """Return the set of the numbers of the items that say `words` (case-folded), as `playbook.desk.sliced`."""
        ...


@dataclass
class Where:
    """A condition on the table `item`, and the values it names."""

    sql: str = "1"
    values: dict[str, Any] = field(default_factory=dict)
    numbered: int | None = None
    """How many rows at most it holds of, where words say so."""
    worded: bool = False
    """Nothing but words is asked for."""

    @property
    def lists(self) -> bool:
        """Say whether it names the numbers of all rows that it may hold of."""
        return self.numbered is not None and self.numbered <= _listed(worded=self.worded)


def where(wanted: Filter, known: Known, facts: Facts, promise: Promise, now: datetime) -> Where:
    """Return what holds of the rows of the items that `wanted.fits`; that none is redacted is asked elsewhere."""
    found = Where(worded=all(not one.key for one in wanted.conditions))
    asking = _Asking(known, facts, promise, now, _listed(worded=found.worded), found.values)
    parts = [f"{'NOT ' if one.negated else ''}({asking.holds(one)})" for one in wanted.conditions]
    found.sql, found.numbered = " AND ".join(parts) or "1", min(asking.numbered, default=None)
    return found


@dataclass
class _Asking:
    known: Known
    facts: Facts
    promise: Promise
    now: datetime
    listed: int
    """Numbers that are put in a list."""
    given: dict[str, Any]
    numbered: list[int] = field(default_factory=list)
    """Of how many rows at most each condition holds that is a word."""

    def holds(self, one: Condition) -> str:
        """Return the SQL of one condition."""
        value = one.value
        if one.key == "":
            some = self.facts.saying(value)
            self.numbered += [] if one.negated else [some.bit_count()]
            return self._among_numbers(some)
        if one.key == "is":
            return self._is(value)
        if one.key in ("kind", "state"):
            return f"{one.key} = {self._name(value)}"
        if one.key == "severity":
            return f"severity = {int(value)}"
        if one.key == "play":
            return self._among("play", "play", lambda play: _is_play(play, value))
        if one.key == "stage":
            return self._among("play", "play", lambda play: self.known.stage(play).casefold() == value)
        if one.key == "label":
            chosen = self._chosen("label", _equals(value))
            return f"labels <> '' AND EXISTS (SELECT 1 FROM json_each({_LABELS}) l WHERE l.value IN {chosen})"
        if one.key == "rep":
            people = self._chosen("person", _equals(value))
            return f"rep IN {people} OR id IN (SELECT id FROM item_backer WHERE person IN {people})"
        if one.key in ("account", "segment"):
            return self._of_accounts(one)
        column = {"assigned": "assignee"}.get(one.key, one.key)
        return self._among(column, column, _equals(value))

    def _of_accounts(self, one: Condition) -> str:
        value, known = one.value, self.known
        if one.key == "account" and not value:
            return "accounts = 0"

        def fits(account: str) -> bool:
            if one.key == "segment":
                return known.segment(account).casefold() == value
            return value in f"{account}\n{known.account_name(account)}".casefold()

        return f"id IN (SELECT id FROM item_account WHERE account IN {self._chosen('account', fits)})"

    def _is(self, value: str) -> str:
        now = f"{microseconds(self.now)}"
        if value == "near":
            return f"due BETWEEN {now} AND {microseconds(self.promise.near_until(self.now))}"
        plain = {
            "overdue": f"due < {now}",
            "trend": f"people >= {TREND}",
            "out": "is_out",
            "back": f"state IN ({_OPEN}) AND route IN ({_OUT}) AND NOT is_out",
            "conflict": "conflict",
            "liaison-only": "liaison_only",
            "open": f"state IN ({_OPEN})",
        }
        return plain[value] if value in plain else f"assignee IN {self._list(sorted(self.known.me))}"

    def _among(self, column: str, what: str, fits: Callable[[str], bool]) -> str:
        return f"{column} IN {self._chosen(what, fits)}"

    def _chosen(self, what: str, fits: Callable[[str], bool]) -> str:
        return self._list([value for value in self.facts.values(what) if fits(value)])

    def _list(self, values: Collection[Any]) -> str:
        return f"(SELECT value FROM json_each({self._name(json.dumps(list(values)))}))"

    def _among_numbers(self, some: int) -> str:
        if some.bit_count() <= self.listed:
            return f"number IN {self._list(members(some))}"
        # One letter a number, looked at where it stands: SQLite would take long to read so many, and to sort them.
        letters = f"{some:b}"[::-1].encode("ascii")
        return f"substr({self._name(letters)}, number + 1, 1) = x'31'"

    def _name(self, value: Any) -> str:
        name = f"given{len(self.given)}"
        self.given[name] = value
        return f":{name}"


def _listed(*, worded: bool) -> int:
    return _FEW if worded else _SOME


def _equals(value: str) -> Callable[[str], bool]:
    return lambda one: one.casefold() == value


def _is_play(play: str, value: str) -> bool:
    folded = play.casefold()
    return folded == value or (bool(value) and folded.endswith(f"/{value}"))
