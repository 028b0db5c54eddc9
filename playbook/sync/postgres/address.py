"""Where a PostgreSQL hub is: a DSN, a service or the `PG*` variables; never with a password, never in clear."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from playbook.errors import PlaybookError
from playbook.sync.postgres.named import SCHEMES, is_postgres

__all__ = [
    "Address",
    "BadAddressError",
    "NotEncryptedError",
    "PasswordInAddressError",
    "address_of",
    "is_postgres",
]

CONNECT_SECONDS = 10
STATEMENT_SECONDS = 60
LOCK_SECONDS = 20

_SECRET = ("password", "sslpassword", "scram_client_key", "scram_server_key", "oauth_client_secret")
_ENCRYPTED = ("require", "verify-ca", "verify-full")
_NOBODY = "\x01"
_environment = threading.Lock()


class PasswordInAddressError(PlaybookError):
    """An address of a hub that others can read holds a password."""

    def __init__(self) -> None:
        super().__init__(
            "The hub's address holds a password, which everyone who reads playbook.toml or your command line would "
            "have too. Take it out; put it into ~/.pgpass, into PGPASSWORD, or name a service that you keep in "
            "~/.pg_service.conf. Then change it: it has been seen."
        )


class BadAddressError(PlaybookError):
    """An address that PostgreSQL's own library does not read."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"The hub's address cannot be read: {said}. Write it like postgresql://db.example.com/northwind, or "
            "service=northwind for one of ~/.pg_service.conf."
        )


class NotEncryptedError(PlaybookError):
    """Records would cross the network in clear."""

    def __init__(self, host: str, sslmode: str) -> None:
        super().__init__(
            f"The connection to {host} would not be encrypted (sslmode={sslmode}), and records are not sent in clear. "
            "Say sslmode=verify-full, or leave it out."
        )


class Address(NamedTuple):
    """How to connect, and how to speak of it."""

    parameters: dict[str, str]
    """What libpq is given beside its own variables and services; no password."""
    name: str
    """For people: without a user."""


def address_of(hub: str, person: str = "") -> Address:
    """Return how to reach `hub` as `person`, unless the address, a service or `PGUSER` names the role.

    Without a person libpq's own default stands, as for whoever keeps the hub. Raises PasswordInAddressError,
    NotEncryptedError, or BadAddressError.
    """
    from psycopg import Error
    from psycopg.conninfo import conninfo_to_dict

    written = "" if hub in SCHEMES else hub
    try:
        given = {key: str(value) for key, value in conninfo_to_dict(written).items() if value is not None}
    except Error as error:
        raise BadAddressError(str(error).strip().rstrip(".")) from None
    if any(given.get(key) for key in _SECRET):
        raise PasswordInAddressError
    meant = {**_defaults(given.get("service", "")), **given}
    parameters = dict(given)
    if person and meant.get("user", _NOBODY) == _NOBODY:
        parameters["user"] = os.environ.get("PGUSER") or person
    _encrypt(parameters, meant)
    _set_times(parameters, meant)
    return Address(parameters, _name(meant, given))


@contextmanager
def _with(names: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _defaults(service: str) -> dict[str, str]:
    """Return what variables, a service and libpq itself say; the user is `_NOBODY` where only `PGUSER` names one."""
    from psycopg import pq

    # What a service says of the user goes before PGUSER, so that a value nobody writes tells the two apart.
    names = {"PGUSER": _NOBODY, **({"PGSERVICE": service} if service else {})}
    with _environment, _with(names):
        found = pq.Conninfo.get_defaults()
    return {one.keyword.decode(): one.val.decode("utf-8", "replace") for one in found if one.val is not None}


def _encrypt(parameters: dict[str, str], meant: Mapping[str, str]) -> None:
    """Ask for TLS wherever another machine is meant; raises NotEncryptedError where it is turned off."""
    hosts = [*meant.get("host", "").split(","), *meant.get("hostaddr", "").split(",")]
    away = [host for host in hosts if not _is_here(host)]
    mode = meant.get("sslmode", "prefer")
    if not away or mode in _ENCRYPTED:
        return
    if mode in ("disable", "allow"):
        raise NotEncryptedError(away[0], mode)
    parameters["sslmode"] = "require"


def _is_here(host: str) -> bool:
    """Say whether a host, or a socket's folder, is this machine."""
    return host in ("", "localhost", "::1") or host.startswith(("/", "@", "127."))


def _set_times(parameters: dict[str, str], meant: Mapping[str, str]) -> None:
    """Let no connection and no statement hang: a network that went away is noticed within half a minute."""
    own = {
        "connect_timeout": str(CONNECT_SECONDS),
        "application_name": "playbook",
        "keepalives_idle": "30",
        "keepalives_interval": "10",
        "keepalives_count": "3",
        "tcp_user_timeout": "30000",
    }
    parameters |= {key: value for key, value in own.items() if not meant.get(key)}
    limits = f"-c statement_timeout={STATEMENT_SECONDS}s -c lock_timeout={LOCK_SECONDS}s"
    parameters["options"] = f"{limits} {meant.get('options', '')}".strip()


def _name(meant: Mapping[str, str], given: Mapping[str, str]) -> str:
    database = meant.get("dbname") or given.get("user") or "the database"
    host = meant.get("host", "")
    where = "this machine" if _is_here(host.split(",")[0]) else host
    return f"{database} on {where}"
