"""The tables of a hub: numbered migrations, each made once, and rights that are laid anew each time."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.sync.postgres.connection import Connection

NEWEST = 1
"""The number of the last migration: what this program needs, and knows."""

OLDEST_SERVER = 14
LOCK = 0x504C4159
"""Two who create at once take turns."""


class Migration(NamedTuple):
    """One numbered change."""

    number: int
    name: str
    sql: str


class Roles(NamedTuple):
    """The roles of one hub that nobody logs in as, and the one for backups."""

    owner: str
    """Whose everything is."""
    people: str
    """What every person is a member of."""
    backup: str
    """What reads everything, for pg_dump."""


class ServerTooOldError(PlaybookError):
    """The server lacks what the schema needs."""

    def __init__(self, version: int) -> None:
        super().__init__(
            f"The server is PostgreSQL {version}, and a hub needs {OLDEST_SERVER} or later. Update it, or name another."
        )


class MayNotCreateError(PlaybookError):
    """Whoever runs `hub create` has not the rights for it."""

    def __init__(self, role: str, said: str) -> None:
        super().__init__(
            f"{role} may not lay a hub here: {said}. Log in as whoever runs the server, for example "
            "PGUSER=postgres playbook hub create; a role with CREATEROLE that owns the database does too."
        )


@cache
def migrations() -> tuple[Migration, ...]:
    """Return the packaged migrations in order; they count from 1 without gaps."""
    folder = resources.files(__package__) / "migrations"
    named = [
        (file, match)
        for file in folder.iterdir()
        if (match := re.fullmatch(r"(\d{4})_(\w+)\.sql", file.name))
    ]
    return tuple(sorted(Migration(int(match[1]), match[2], file.read_text("utf-8")) for file, match in named))


def laid(connection: Connection) -> int:
    """Return the number of the schema's last migration; 0: there is none."""
    there = connection.execute("select to_regclass('playbook.migration') is not null").fetchone()
    if there is None or not there[0]:
        return 0
    row = connection.execute("select max(number) from playbook.migration").fetchone()
    return int(str(row[0])) if row and row[0] is not None else 0


def lay(connection: Connection) -> list[str]:
    """Lay the schema, bring it up to date or mend its rights; return what was done, a sentence each.

    All of it or nothing. Raises ServerTooOldError, MayNotCreateError, or a psycopg error.
    """
    from psycopg import errors

    version = connection.info.server_version // 10_000
    if version < OLDEST_SERVER:
        raise ServerTooOldError(version)
    try:
        with connection.transaction():
            connection.execute("select pg_advisory_xact_lock(%s)", (LOCK,))
            return _lay(connection)
    except errors.InsufficientPrivilege as error:
        said = str(error).split("\n")[0]
        raise MayNotCreateError(connection.info.user, said) from error


def _lay(connection: Connection) -> list[str]:
    from psycopg import sql

    done: list[str] = []
    before = laid(connection)
    roles = roles_of(connection)
    done += [f"made the role {name}" for name in _make_roles(connection, roles)]
    owner = sql.Identifier(roles.owner)
    database = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("create schema if not exists playbook authorization {}").format(owner))
    for migration in migrations():
        if migration.number > before:
            connection.execute("set local search_path = playbook")
            connection.execute(migration.sql.encode())
            connection.execute(
                "insert into migration (number, name) values (%s, %s)", (migration.number, migration.name)
            )
            done.append(f"laid migration {migration.number}, {migration.name}")
    connection.execute("set local search_path = playbook")
    connection.execute("insert into roles select %s, %s, %s where not exists (select from roles)", roles)
    _take_over(connection, roles.owner)
    rights = (resources.files(__package__) / "rights.sql").read_text("utf-8")
    for statement in sql_statements(rights):
        connection.execute(
            sql.SQL(statement).format(
                people=sql.Identifier(roles.people), backup=sql.Identifier(roles.backup)
            )
        )
    connection.execute(sql.SQL("revoke connect, temporary on database {} from public").format(database))
    for role in (roles.people, roles.backup, roles.owner):
        connection.execute(
            sql.SQL("grant connect on database {} to {}").format(database, sql.Identifier(role))
        )
    return done


def sql_statements(text: str) -> list[str]:
    """Return the statements of a file without bodies of functions: each ends with a `;` at its line's end."""
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return [one.strip() for one in lines.split(";\n") if one.strip()]


def roles_of(connection: Connection) -> Roles:
    """Return the names of the hub's roles: those it was laid with, else names from the database's."""
    there = connection.execute("select to_regclass('playbook.roles') is not null").fetchone()
    if there and there[0]:
        row = connection.execute("select owner, people, backup from playbook.roles").fetchone()
        if row is not None:
            return Roles(*map(str, row))
    base = f"playbook_{connection.info.dbname}"[:50]
    return Roles(f"{base}_owner", f"{base}_people", f"{base}_backup")


def _make_roles(connection: Connection, roles: Roles) -> list[str]:
    from psycopg import errors, sql

    made = []
    for name, options in (
        (roles.owner, "nologin"),
        (roles.people, "nologin"),
        (roles.backup, "login bypassrls"),
    ):
        if connection.execute("select from pg_roles where rolname = %s", (name,)).fetchone() is not None:
            continue
        try:
            with connection.transaction():
                connection.execute(sql.SQL("create role {} " + options).format(sql.Identifier(name)))
        except errors.InsufficientPrivilege:
            if name != roles.backup:
                raise
            # Only a superuser, or who bypasses rights, may give that away; the owner can dump as well.
            connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(name)))
        made.append(name)
    superuser = connection.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()
    if not (superuser and superuser[0]):
        connection.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(roles.owner)))
    return made


def _take_over(connection: Connection, owner: str) -> None:
    """Have the owner own it all: also what a restored backup brought as somebody else's."""
    connection.execute("select set_config('playbook.owner', %s, true)", (owner,))
    connection.execute(
        """
        do $$
        declare
            thing record;
            to_owner text := format(' owner to %I', current_setting('playbook.owner'));
        begin
            execute 'alter schema playbook' || to_owner;
            for thing in
                select oid::regclass as name from pg_class
                where relnamespace = 'playbook'::regnamespace and relkind in ('r', 'p')
            loop
                execute format('alter table %s', thing.name) || to_owner;
            end loop;
            for thing in select oid::regprocedure as name from pg_proc where pronamespace = 'playbook'::regnamespace
            loop
                execute format('alter function %s', thing.name) || to_owner;
            end loop;
        end
        $$
        """
    )
