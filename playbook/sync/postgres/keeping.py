"""What whoever keeps a hub does: people in and out, their rights, lost devices, and how it stands."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from playbook.errors import PlaybookError
from playbook.plays.settings_model import Person
from playbook.sync.postgres import schema
from playbook.sync.postgres.address import Address, address_of
from playbook.sync.postgres.connection import connect
from playbook.sync.postgres.errors import NewerSchemaError, OlderSchemaError, answered, no_hub
from playbook.sync.postgres.people import Listed, changes, structure
from playbook.sync.standing import OnHub

if TYPE_CHECKING:
    from playbook.sync.postgres.connection import Connection

_MOST_ROLE = 63
"""Bytes of a role's name."""


class NotListedError(PlaybookError):
    """Somebody is to be added whom playbook.toml does not know."""

    def __init__(self, person: str) -> None:
        super().__init__(
            f"“{person}” is not among the people of playbook.toml. Add [people.{person}] there first."
        )


class RoleTooMightyError(PlaybookError):
    """A role that rights do not bind cannot be a person's."""

    def __init__(self, role: str) -> None:
        super().__init__(
            f"The role {role} may read everything in the database, whatever rights say, so it cannot be a person's. "
            "Name another: playbook hub add PERSON --role NAME."
        )


class RoleTakenError(PlaybookError):
    """Two people cannot log in as one role."""

    def __init__(self, role: str, person: str) -> None:
        super().__init__(
            f"{person} logs in as {role} already. Name another: playbook hub add PERSON --role NAME."
        )


class MayNotKeepError(PlaybookError):
    """Somebody who does not keep the hub tried to."""

    def __init__(self, role: str) -> None:
        super().__init__(
            f"{role} does not keep this hub, and may not do that. Log in as whoever laid it, for example "
            "PGUSER=postgres playbook hub add lee."
        )


class NotOnHubError(PlaybookError):
    """Somebody is to be removed who is not there."""

    def __init__(self, person: str) -> None:
        super().__init__(f"“{person}” is not on the hub. `playbook hub people` lists who is.")


class Added(NamedTuple):
    """What adding a person did."""

    role: str
    made: bool
    """The role is new."""
    password: str
    """Made by chance for it, known to nobody else; empty: as it was."""
    done: list[str]
    """In words."""


class Member(NamedTuple):
    """One person as the hub has them."""

    id: str
    role: str
    """Empty: they cannot log in."""
    liaison: bool
    admin: bool
    managers: tuple[str, ...]
    names: tuple[str, ...]


class Keeper:
    """Whoever keeps a hub, logged in as somebody who may."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._connection: Connection | None = None

    @classmethod
    def at(cls, hub: str, person: str = "") -> Keeper:
        """Return the keeper of the hub at an address, as `person` or as libpq's default; raises as `address_of`."""
        from playbook.sync.postgres.errors import DriverMissingError

        try:
            return cls(address_of(hub, person))
        except ImportError:
            raise DriverMissingError from None

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()

    @contextmanager
    def _connected(self, *, laid: bool = True) -> Iterator[Connection]:
        """Give the connection; the database's refusals become sentences. `laid`: a hub of this version is there."""
        import psycopg
        from psycopg import errors

        if self._connection is None or self._connection.closed:
            self._connection = connect(self.address)
        try:
            if laid:
                self._check(self._connection)
            yield self._connection
        except errors.InsufficientPrivilege as error:
            if "schema" in str(error):
                raise no_hub(self.address.name) from error
            raise MayNotKeepError(self._connection.info.user) from error
        except psycopg.Error as error:
            raise answered(error, self.address.name) from error

    def _check(self, connection: Connection) -> None:
        has = schema.laid(connection)
        if not has:
            raise no_hub(self.address.name)
        if has < schema.NEWEST:
            raise OlderSchemaError(self.address.name, has, schema.NEWEST)
        if has > schema.NEWEST:
            raise NewerSchemaError(self.address.name, has, schema.NEWEST)

    def where(self) -> tuple[str, str, str]:
        """Return host, port and database as a line of ~/.pgpass names them."""
        with self._connected() as connection:
            info = connection.info
            host = "localhost" if info.host.startswith("/") else info.host
            return host, str(info.port), info.dbname

    # The schema

    def create(self) -> list[str]:
        """Lay the schema, bring it up to date, mend its rights; return what was done.

        Raises NewerSchemaError, ServerTooOldError or MayNotCreateError; then nothing was done.
        """
        with self._connected(laid=False) as connection:
            has = schema.laid(connection)
            if has > schema.NEWEST:
                raise NewerSchemaError(self.address.name, has, schema.NEWEST)
            return schema.lay(connection)

    # People

    def people(self) -> list[Member]:
        """Return everyone the hub knows that I may see: an admin all, others themselves."""
        with self._connected() as connection:
            rows = connection.execute(
                """
                select id, coalesce(role, ''), liaison, admin,
                    array(select manager from playbook.above where above.person = id order by 1),
                    array(select name from playbook.also where also.person = id order by 1)
                from playbook.person order by id
                """
            ).fetchall()
        return [Member(id_, role, l_, a, tuple(m), tuple(n)) for id_, role, l_, a, m, n in rows]  # type: ignore[arg-type]

    def rights(self, people: Mapping[str, Person], *, write: bool = True) -> list[str]:
        """Have the hub know the people of playbook.toml as they stand there; return what changes, in words.

        Who is no longer listed keeps their login and their journals, and reads what is the team's, until they are
        removed. Raises SharedNameError.
        """
        wanted = structure(people)
        with self._connected() as connection, connection.transaction():
            connection.execute("select pg_advisory_xact_lock(%s)", (schema.LOCK,))
            before = _structure_of(connection)
            # Journals keep their owner: a name that somebody had is theirs for good, unless it is another's now.
            taken = {name for one in wanted.values() for name in one.names}
            gone = {
                id_: Listed(id_, names=frozenset(one.names - taken | {id_}))
                for id_, one in before.items()
                if id_ not in wanted
            }
            wanted = {
                id_: one._replace(
                    names=one.names | (before[id_].names - taken if id_ in before else frozenset())
                )
                for id_, one in wanted.items()
            }
            found = changes(before, wanted | gone)
            if write:
                _write(connection, wanted | gone)
        return found

    def add(
        self,
        person: str,
        people: Mapping[str, Person],
        *,
        role: str = "",
        password: bool = True,
        new_password: bool = False,
    ) -> Added:
        """Let a person of playbook.toml log in: make the role where there is none, with a password made by chance.

        Again, it changes nothing but what `role` or `new_password` say. Raises NotListedError, RoleTooMightyError,
        RoleTakenError, SharedNameError.
        """
        if person not in people:
            raise NotListedError(person)
        role = role or person
        if len(role.encode()) > _MOST_ROLE:
            raise PlaybookError(f"A role's name has at most {_MOST_ROLE} bytes. Name another with --role.")
        done = self.rights(people)
        with self._connected() as connection, connection.transaction():
            return _add(connection, person, role, password=password, new_password=new_password, done=done)

    def remove(self, person: str) -> list[str]:
        """Let a person log in no more; what they recorded stays, for those who may read it. Raises NotOnHubError."""
        with self._connected() as connection, connection.transaction():
            done = _take_out(connection, person)
        if not done:
            raise NotOnHubError(person)
        return done

    # Devices and journals

    def open_device(self, person: str, device: str) -> bool:
        """Take records from a device again that was found; return whether it was closed. Only for who keeps the hub."""
        with self._connected() as connection:
            row = connection.execute(
                "delete from playbook.closed_device where person = %s and device = %s returning true",
                (person, device),
            ).fetchone()
        return row is not None

    def close_device(self, person: str, device: str) -> bool:
        """Take nothing more from a lost device; return whether it was open.

        Raises NotMineError for somebody else's, unless an admin asks.
        """
        with self._connected() as connection:
            row = connection.execute("select playbook.close_device(%s, %s)", (person, device)).fetchone()
        return bool(row and row[0])

    def journals(self) -> list[OnHub]:
        """Return the journals there: those I may read, or for an admin all."""
        with self._connected() as connection:
            rows = connection.execute(
                """
                select journal.name, last, bytes, pushed, closed_device.device is not null
                from playbook.journal
                left join playbook.also on also.name = journal.owner
                left join playbook.closed_device
                    on closed_device.person = coalesce(also.person, journal.owner)
                    and closed_device.device = journal.device
                order by journal.name
                """
            ).fetchall()
        return [OnHub(*row) for row in rows]  # type: ignore[arg-type]

    def size(self) -> int:
        """Return how many bytes the database takes on the server."""
        with self._connected() as connection:
            row = connection.execute("select pg_database_size(current_database())").fetchone()
        return int(str(row[0])) if row else 0


def _structure_of(connection: Connection) -> dict[str, Listed]:
    rows = connection.execute(
        """
        select id, liaison, admin,
            array(select name from playbook.also where also.person = id),
            array(select manager from playbook.above where above.person = id)
        from playbook.person
        """
    ).fetchall()
    return {
        str(id_): Listed(str(id_), bool(liaison), bool(admin), frozenset(names), frozenset(managers))  # type: ignore[call-overload]
        for id_, liaison, admin, names, managers in rows
    }


def _write(connection: Connection, people: Mapping[str, Listed]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into playbook.person (id, liaison, admin) values (%s, %s, %s) "
            "on conflict (id) do update set liaison = excluded.liaison, admin = excluded.admin",
            [(one.id, one.liaison, one.admin) for one in people.values()],
        )
        cursor.execute("delete from playbook.also")
        cursor.execute("delete from playbook.above")
        cursor.executemany(
            "insert into playbook.also (name, person) values (%s, %s)",
            [(name, one.id) for one in people.values() for name in sorted(one.names)],
        )
        cursor.executemany(
            "insert into playbook.above (manager, person) values (%s, %s)",
            [(manager, one.id) for one in people.values() for manager in sorted(one.managers)],
        )


def _add(
    connection: Connection, person: str, role: str, *, password: bool, new_password: bool, done: list[str]
) -> Added:
    from psycopg import sql

    holder = connection.execute(
        "select id from playbook.person where role = %s and id <> %s", (role, person)
    ).fetchone()
    if holder is not None:
        raise RoleTakenError(role, str(holder[0]))
    known = connection.execute(
        "select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = %s", (role,)
    ).fetchone()
    made = known is None
    if known is not None and known[0]:
        raise RoleTooMightyError(role)
    name = sql.Identifier(role)
    chosen = secrets.token_urlsafe(18) if new_password or (made and password) else ""
    if made:
        connection.execute(sql.SQL("create role {} login").format(name))
        done.append(f"made the role {role}")
    if chosen:
        # The server gets the verifier only, so that no log of it ever holds the password.
        verifier = connection.pgconn.encrypt_password(chosen.encode(), role.encode(), b"scram-sha-256")
        connection.execute(sql.SQL("alter role {} password {}").format(name, sql.Literal(verifier.decode())))
        done.append(f"gave {role} a new password")
    if (
        connection.execute(
            "select from playbook.person where id = %s and role = %s", (person, role)
        ).fetchone()
        is None
    ):
        done += _take_out(connection, person)
        people = sql.Identifier(schema.roles_of(connection).people)
        connection.execute(sql.SQL("grant {} to {}").format(people, name))
        connection.execute(
            "update playbook.person set role = %s, role_made = %s where id = %s", (role, made, person)
        )
        done.append(f"{person} logs in as {role}")
    return Added(role, made, chosen, done)


def _take_out(connection: Connection, person: str) -> list[str]:
    """Let a person log in no more, and return what was done; nothing where they could not.

    A role that the hub made is dropped, unless the server needs it for something else by now.
    """
    from psycopg import errors, sql

    row = connection.execute(
        "select role, role_made from playbook.person where id = %s", (person,)
    ).fetchone()
    if row is None or not row[0]:
        return []
    role, made = str(row[0]), bool(row[1])
    connection.execute("update playbook.person set role = null, role_made = false where id = %s", (person,))
    name = sql.Identifier(role)
    people = sql.Identifier(schema.roles_of(connection).people)
    connection.execute(sql.SQL("revoke {} from {}").format(people, name))
    connection.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity "
        "where usename = %s and datname = current_database() and pid <> pg_backend_pid()",
        (role,),
    )
    if made:
        try:
            with connection.transaction():
                connection.execute(sql.SQL("drop role {}").format(name))
        except (errors.DependentObjectsStillExist, errors.InsufficientPrivilege):
            made = False
    return [f"dropped the role {role}" if made else f"{role} may do nothing here any more; the role stays"]
