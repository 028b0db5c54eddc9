"""Killed in the middle: clients, the server, the wire between them. What was acknowledged is there, once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from playbook.sync.hub import Batch, HubUnreachableError
from playbook.sync.postgres.hub import PostgresHub
from playbook.sync.postgres.keeping import Keeper
from tests.counted import counted
from tests.postgres.northwind import ADDRESS, PEOPLE, Northwind, batch, pulled
from tests.postgres.proxy import Wire
from tests.postgres.server import ADMIN, PASSWORD, Server
from tests.records.support import torture

KILLS = 150 if torture() else 10
JOURNAL = "lee/00112233445566ff/team"


def test_clients_that_are_killed_while_they_push_lose_nothing_and_double_nothing(
    northwind: Northwind,
) -> None:
    dice = random.Random(5)
    acknowledged = 0
    mia = northwind.hub("mia")
    for kill in range(KILLS):
        count = 40 * (kill + 1)
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.postgres.pusher", JOURNAL, str(count)],
            stdout=subprocess.PIPE,
            env={**os.environ},
        )
        assert program.stdout is not None
        lives = dice.randrange(8)
        for line in program.stdout:
            acknowledged = acknowledged if line == b"begins\n" else int(line)
            lives -= 1
            if lives < 0:
                break
        program.kill()  # somewhere between its last word and its next
        for line in program.stdout:
            acknowledged = int(line)  # what it had said before it died
        program.wait()
        program.stdout.close()
        there = mia.vector().get(JOURNAL, 0)
        assert there >= acknowledged
        assert there % 5 == 0  # a batch is there or it is not
    lines = pulled(mia)[JOURNAL]
    assert lines == list(batch(JOURNAL, len(lines)).lines)
    counted("pushing to PostgreSQL", kills=KILLS, acknowledged=acknowledged, lost=0, doubled=0)


def test_an_acknowledgement_that_is_lost_on_the_way_is_asked_for_again(
    northwind: Northwind, postgres: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = Wire(int(postgres["port"]))
    monkeypatch.setenv("PGHOST", "127.0.0.1")
    monkeypatch.setenv("PGPORT", str(wire.port))
    lee = northwind.hub("lee", waits=(0.0,))
    lee.vector()
    sent = batch(JOURNAL, 3)
    wire.cut_answer_after = b"playbook.push"
    lee.push(sent)
    assert wire.asked.wait(30)
    lee.push(batch(JOURNAL, 4, first=4))
    wire.close()
    assert pulled(lee) == {JOURNAL: list(batch(JOURNAL, 4).lines)}


def test_a_connection_that_the_server_ended_is_made_again(northwind: Northwind) -> None:
    slept: list[float] = []
    lee = northwind.hub("lee", sleep=slept.append)
    lee.push(batch(JOURNAL, 1))
    northwind.admin.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'lee' and datname = current_database()"
    )
    lee.push(batch(JOURNAL, 2, first=2))
    assert lee.vector() == {JOURNAL: 2}
    assert len(slept) == 1


@pytest.fixture
def falling(frail: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Northwind]:
    """A hub on a server that is going to be killed."""
    for key, value in frail.address.items():
        monkeypatch.setenv(f"PG{key.upper()}", value)
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    monkeypatch.delenv("PGUSER", raising=False)
    monkeypatch.setenv("PGDATABASE", "falling")
    with psycopg.connect(**frail.address, user=ADMIN, dbname="postgres", autocommit=True) as server:  # type: ignore[arg-type]
        server.execute("drop database if exists falling with (force)")
        server.execute("create database falling")
        for person in PEOPLE:
            if server.execute("select from pg_roles where rolname = %s", (person,)).fetchone() is None:
                server.execute(sql.SQL("create role {} login").format(sql.Identifier(person)))
    keeper = Keeper.at(f"user={ADMIN}")
    keeper.create()
    for person in PEOPLE:
        keeper.add(person, PEOPLE)
    keeper.close()
    northwind = Northwind({**frail.address, "dbname": "falling"})
    yield northwind
    northwind.close()


def test_a_server_that_is_killed_while_it_takes_lines_in_has_all_of_a_batch_or_none(
    falling: Northwind, frail: Server
) -> None:
    whole = batch(JOURNAL, 6_000).lines
    acknowledged = [0]
    begun = threading.Event()

    def push() -> None:
        hub = PostgresHub.at(ADDRESS, "lee")
        try:
            for first in range(0, 6_000, 50):
                hub.push(Batch(JOURNAL, first + 1, whole[first : first + 50]))
                acknowledged[0] = first + 50
                begun.set()
        except HubUnreachableError:
            pass
        finally:
            begun.set()
            hub.close()

    pushing = threading.Thread(target=push)
    pushing.start()
    assert begun.wait(60)
    frail.kill()
    pushing.join()
    frail.start()
    lee = falling.hub("lee")
    there = lee.vector().get(JOURNAL, 0)
    assert there >= acknowledged[0]
    assert there % 50 == 0
    assert pulled(lee)[JOURNAL] == list(whole[:there])
    lee.push(Batch(JOURNAL, 1, whole))  # from the start: what is there counts once
    assert pulled(falling.hub("mia")) == {JOURNAL: list(whole)}


def test_one_process_of_the_server_that_is_killed_takes_the_others_along_and_all_come_back(
    falling: Northwind,
) -> None:
    import psutil

    patient = (0.2,) * 300  # a crash is mended when the server has mended it
    lee, mia = falling.hub("lee", waits=patient), falling.hub("mia", waits=patient)
    lee.push(batch(JOURNAL, 2))
    assert mia.vector() == {JOURNAL: 2}
    row = falling.admin.execute("select pid from pg_stat_activity where usename = 'lee'").fetchone()
    assert row is not None
    psutil.Process(row[0]).kill()
    lee.push(batch(JOURNAL, 4, first=3))
    assert pulled(mia) == {JOURNAL: list(batch(JOURNAL, 4).lines)}


def test_a_server_that_stays_away_is_said_and_nothing_is_lost(falling: Northwind, frail: Server) -> None:
    slept: list[float] = []
    lee = falling.hub("lee", sleep=slept.append)
    lee.push(batch(JOURNAL, 1))
    frail.kill()
    try:
        with pytest.raises(HubUnreachableError, match="cannot be reached") as caught:
            lee.push(batch(JOURNAL, 2, first=2))
        assert caught.value.exit_code == 3
        with pytest.raises(HubUnreachableError):
            lee.wait(0)
    finally:
        frail.start()
    lee.push(batch(JOURNAL, 2, first=2))
    assert lee.vector() == {JOURNAL: 2}


def test_an_old_backup_of_the_hub_is_filled_again_from_the_devices(falling: Northwind, frail: Server) -> None:
    lee = falling.hub("lee")
    lee.push(batch(JOURNAL, 3))
    with psycopg.connect(**frail.address, user=ADMIN, dbname="postgres", autocommit=True) as server:  # type: ignore[arg-type]
        lee.close()
        falling.close()
        server.execute("drop database if exists backed_up with (force)")
        server.execute("create database backed_up template falling")
    again = falling.hub("lee")
    again.push(batch(JOURNAL, 9, first=4))
    os.environ["PGDATABASE"] = "backed_up"
    old = PostgresHub.at(ADDRESS, "lee")
    there = old.vector()[JOURNAL]
    assert there == 3
    old.push(batch(JOURNAL, 9, first=there + 1))
    assert pulled(old) == pulled(again)
    old.close()
