"""Who may do what on a hub: each statement tried as each role, as a table for the document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from psycopg import sql

from tests.postgres.northwind import STRANGER, Northwind, batch
from tests.postgres.server import ADMIN

ROLES = {
    "lee": "rep, the owner",
    "mia": "rep, a colleague",
    "kim": "Lee's manager",
    "ann": "Kim's manager",
    "sam": "manager of others",
    "dana": "liaison",
    "olga": "admin",
    STRANGER: "may log in to the server",
    "backup": "the role for dumps",
}
DEVICE = "00112233445566ff"
JOURNALS = {
    "team": f"lee/{DEVICE}/team",
    "liaison": f"lee/{DEVICE}/liaison",
    "line": f"lee/{DEVICE}/line",
    "line, under an earlier name": f"lpark/{DEVICE}/line",
    "pair": f"lee/{DEVICE}/pair-kim",
}
_TABLES = ("records", "journal", "person", "also", "above", "closed_device", "migration", "roles")
_CHANGES = {
    "insert": "insert into playbook.{0} select * from playbook.{0} limit 0",
    "update": "update playbook.{0} set {1} = {1} where false",
    "delete": "delete from playbook.{0} where false",
    "truncate": "truncate playbook.{0} cascade",
}
_COLUMN = {
    "records": "kind",
    "journal": "bytes",
    "person": "admin",
    "also": "person",
    "above": "person",
    "closed_device": "device",
    "migration": "name",
    "roles": "people",
}
Connection = psycopg.Connection[Any]
Try = Callable[[Connection], object]


def fill(northwind: Northwind) -> None:
    """Have Lee push two records for each audience."""
    for journal in JOURNALS.values():
        northwind.hub("lee").push(batch(journal, 2))


def _lets_in(northwind: Northwind, role: str) -> bool:
    try:
        return role == "backup" or not northwind.as_(role).closed
    except psycopg.OperationalError:
        return False


def connections(northwind: Northwind) -> dict[str, Connection]:
    """Return a connection for each role."""
    backup = backup_role(northwind)
    return {role: northwind.as_(backup if role == "backup" else role) for role in ROLES}


def backup_role(northwind: Northwind) -> str:
    """Return the name of the role for dumps."""
    row = northwind.admin.execute("select backup from playbook.roles").fetchone()
    assert row is not None
    return str(row[0])


def matrix(northwind: Northwind) -> dict[tuple[str, str], dict[str, bool]]:
    """Return by object and statement who may; everything that is tried is taken back."""
    fill(northwind)
    row = northwind.admin.execute("select owner from playbook.roles").fetchone()
    assert row is not None
    found: dict[tuple[str, str], dict[str, bool]] = {}
    found["database", "connect"] = {role: _lets_in(northwind, role) for role in ROLES}
    northwind.admin.execute(
        sql.SQL("grant connect on database {} to {}").format(
            sql.Identifier(northwind.parameters["dbname"]), sql.Identifier(STRANGER)
        )
    )  # to try what would then hold them off
    everybody = connections(northwind)
    for thing, statement, attempt in _attempts(row[0]):
        found[thing, statement] = {role: _may(attempt, one) for role, one in everybody.items()}
    return found


def _may(attempt: Try, connection: Connection) -> bool:
    """Say whether something is allowed and has any effect, without leaving one."""
    try:
        with connection.transaction(force_rollback=True):
            return bool(attempt(connection))
    except psycopg.Error:
        return False


def _sees(query: str, *given: object) -> Try:
    return lambda connection: connection.execute(query.encode(), given).fetchone() is not None


def _runs(query: str | sql.Composed, *given: object) -> Try:
    def run(connection: Connection) -> bool:
        connection.execute(query.encode() if isinstance(query, str) else query, given)
        return True

    return run


def _attempts(owner: str) -> Iterator[tuple[str, str, Try]]:
    for audience, journal in JOURNALS.items():
        yield (
            f"records: {audience}",
            "select",
            _sees("select from playbook.records where journal = %s", journal),
        )
    for audience, journal in JOURNALS.items():
        yield f"journal: {audience}", "select", _sees("select from playbook.journal where name = %s", journal)
    yield "person: oneself", "select", _sees("select from playbook.person where role = session_user")
    yield "person: others", "select", _sees("select from playbook.person where role <> session_user")
    yield "also: Lee's names", "select", _sees("select from playbook.also where person = 'lee'")
    yield "above: Lee's managers", "select", _sees("select from playbook.above where person = 'lee'")
    yield "closed_device", "select", _runs("select from playbook.closed_device")
    yield "migration", "select", _sees("select from playbook.migration")
    for name in _TABLES:
        for statement, text in _CHANGES.items():
            yield name, statement, _runs(text.format(name, _COLUMN[name]))
    yield "a partition of records", "select", _runs("select from playbook.records_0")
    for journal, what in (
        (f"lee/{DEVICE}/team", "push, Lee's journal"),
        (f"lee/{DEVICE}/self", "push, Lee's own self"),
    ):
        sent = batch(journal, 3)
        first = 1 if journal.endswith("self") else 3
        yield f"function {what}", "execute", _runs(
            "select playbook.push(%b, %b, %b)", journal, first, list(sent.lines[first - 1 :])
        )  # fmt: skip
    yield "function close_device, Lee's", "execute", _runs("select playbook.close_device('lee', %s)", DEVICE)
    yield "function journal_access", "execute", _runs("select playbook.journal_access()")
    yield "schema playbook", "create table", _runs("create table playbook.mine ()")
    yield (
        "schema playbook",
        "create function",
        _runs("create function playbook.f() returns int language sql return 1"),
    )
    yield "function push", "replace", _runs(
        "create or replace function playbook.push(text, bigint, bytea[]) returns bigint language sql return 1"
    )  # fmt: skip
    yield "database", "temporary table", _runs("create temporary table mine ()")
    yield "table records", "turn rights off", _runs("alter table playbook.records disable row level security")
    yield "table records", "drop", _runs("drop table playbook.records")
    yield "the hub's owner", "set role", _runs(sql.SQL("set local role {}").format(sql.Identifier(owner)))
    yield "whoever runs the server", "set session", _runs(f"set local session authorization {ADMIN}")
    yield "a file of the server", "copy", _runs("copy (select 1) to '/tmp/playbook-hub-copied'")


def table(found: dict[tuple[str, str], dict[str, bool]]) -> str:
    """Return the table of the document; rows in which nobody may are told in one line each object."""
    lines = [
        "| object | statement | " + " | ".join(ROLES) + " |",
        "|---|---|" + "---|" * len(ROLES),
    ]
    lines += [
        f"| {thing} | {statement} | " + " | ".join("yes" if may[role] else "·" for role in ROLES) + " |"
        for (thing, statement), may in found.items()
        if any(may.values())
    ]
    nobody: dict[str, list[str]] = {}
    for (thing, statement), may in found.items():
        if not any(may.values()):
            nobody.setdefault(thing, []).append(statement)
    lines += [
        f"| {thing} | {', '.join(statements)} | " + "· | " * len(ROLES)
        for thing, statements in nobody.items()
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"
