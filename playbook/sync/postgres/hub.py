"""The PostgreSQL hub: rights are the database's, by who logged in; this side only asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from playbook.sync.hub import SELF, Batch
from playbook.sync.postgres.address import Address, address_of
from playbook.sync.postgres.connection import WAITS, Connecting, Sleep
from playbook.sync.postgres.errors import (
    DriverMissingError,
    NewerSchemaError,
    OlderSchemaError,
    answered,
    no_hub,
)
from playbook.sync.postgres.schema import NEWEST

if TYPE_CHECKING:
    from playbook.sync.postgres.connection import Connection

Answer = TypeVar("Answer")

CHANNEL = "playbook"
PAGE_BYTES = 2_000_000
"""About how much is asked for at once, so that neither side holds a year in memory."""
_FIRST_PAGE = 500
_MOST = 5_000
"""Lines in one page."""

_VECTOR = """
select migration.number, journal.name, journal.last
from (select max(number) as number from playbook.migration) as migration
left join playbook.journal on journal.last > 0
"""
_PULL = """
select wanted.journal, records.seq, records.line
from unnest(%b::text[], %b::int8[]) with ordinality as wanted (journal, after, place)
cross join lateral (
    select seq, line from playbook.records
    where records.journal = wanted.journal and records.seq > wanted.after
    order by records.seq limit %b
) as records
order by wanted.place, records.seq
limit %b
"""
_PUSH = "select playbook.push(%b, %b, %b)"


class PostgresHub:
    """What one person on one device exchanges with a hub in PostgreSQL; for one thread at a time."""

    kind = "postgres"

    def __init__(
        self, address: Address, *, sleep: Sleep | None = None, waits: tuple[float, ...] = WAITS
    ) -> None:
        self.name = address.name
        self._connecting = Connecting(address, sleep=sleep, waits=waits)
        self._known: Mapping[str, int] = {}
        self._listens: Connection | None = None

    @classmethod
    def at(cls, hub: str, person: str) -> PostgresHub:
        """Return the hub at an address as `person`; nothing is asked of it yet. Raises as `address_of` does."""
        try:
            return cls(address_of(hub, person))
        except ImportError:
            raise DriverMissingError from None

    def why_not(self, audience: str) -> str:
        """Return why journals of this audience never leave: only what is for oneself alone does not."""
        return "it is for you alone, and stays on this device" if audience == SELF else ""

    def vector(self) -> Mapping[str, int]:
        """Return the last number of each journal there that I may read; one question, one round trip."""
        rows = self._ask(lambda connection: connection.execute(_VECTOR, prepare=False).fetchall())
        has = rows[0][0]
        if not isinstance(has, int):
            raise no_hub(self.name)
        if has < NEWEST:
            raise OlderSchemaError(self.name, has, NEWEST)
        if has > NEWEST:
            raise NewerSchemaError(self.name, has, NEWEST)
        self._known = {str(name): int(str(last)) for _, name, last in rows if name is not None}
        return self._known

    def push(self, *batches: Batch) -> None:
        """Give the hub lines of my own journals, each batch all or none; equal ones again in silence."""
        for batch in batches:
            given = (batch.journal, batch.first, list(batch.lines))
            self._ask(partial(_execute, statement=_PUSH, given=given), batch.journal, batch.first)

    def pull(self, have: Mapping[str, int]) -> Iterator[Batch]:
        """Yield what lies there after the numbers I have, journal by journal, in pages of about 2 MB."""
        lacking = {
            name: have.get(name, 0)
            for name, last in sorted(self.vector().items())
            if last > have.get(name, 0)
        }
        page = _FIRST_PAGE
        while lacking:
            rows = self._page(lacking, page)
            for journal, first, lines in _runs(rows):
                yield Batch(journal, first, tuple(lines))
                lacking[journal] = first + len(lines) - 1
            if len(rows) < page:
                return
            done = rows[-1][0]
            lacking = {name: after for name, after in lacking.items() if name >= done}
            bytes_ = sum(len(line) for _, _, line in rows)
            page = max(1, min(_MOST, PAGE_BYTES * len(rows) // max(bytes_, 1)))

    def _page(self, lacking: Mapping[str, int], page: int) -> list[tuple[str, int, bytes]]:
        given = (list(lacking), list(lacking.values()), page, page)
        return self._ask(lambda connection: connection.execute(_PULL, given, binary=True).fetchall())  # type: ignore[arg-type, return-value]

    def wait(self, seconds: float) -> bool:
        """Wait for a hint that a journal I may read has grown; one that is lost comes with the next question."""
        import psycopg

        try:
            connection = self._connecting()
            if self._listens is not connection:
                connection.execute(f"listen {CHANNEL}")
                self._listens = connection
                return True  # what came before nobody told
            return any(
                self._is_for_me(notice.payload)
                for notice in connection.notifies(timeout=seconds, stop_after=1)
            )
        except psycopg.Error as error:
            self._connecting.drop()
            raise answered(error, self.name) from error

    def _is_for_me(self, journal: str) -> bool:
        """Say whether a hint may be of a journal I read: one I know, everybody's, or one that is not named."""
        return not journal or journal in self._known or journal.endswith("/team")

    def close(self) -> None:
        """Let go of the connection."""
        self._connecting.close()

    def told(self) -> tuple[str, ...]:
        """Return nothing: what this hub has to say, it says by refusing."""
        return ()

    def _ask(self, question: Callable[[Connection], Answer], journal: str = "", first: int = 0) -> Answer:
        import psycopg

        try:
            return self._connecting.asking(question)
        except psycopg.Error as error:
            raise answered(error, self.name, journal, first) from error


def _execute(connection: Connection, *, statement: str, given: tuple[object, ...]) -> None:
    connection.execute(statement.encode(), given)


def _runs(rows: list[tuple[str, int, bytes]]) -> Iterator[tuple[str, int, list[bytes]]]:
    """Yield rows as journal, first number and lines: as much in a row as follows without a gap."""
    start = 0
    for place in range(1, len(rows) + 1):
        before = rows[place - 1]
        if place == len(rows) or (rows[place][0], rows[place][1]) != (before[0], before[1] + 1):
            yield rows[start][0], rows[start][1], [line for _, _, line in rows[start:place]]
            start = place
