"""What PostgreSQL says, in words for the person it happens to; no server is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import psycopg
else:
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")

from playbook.sync.hub import (
    HubRefusedError,
    HubUnreachableError,
    NotMineError,
)
from playbook.sync.postgres.errors import (
    DriverMissingError,
    NewerSchemaError,
    OlderSchemaError,
    answered,
    connecting,
    is_lost,
    no_hub,
)

NAME = "the hub at db.example"


def state(code: str, said: str = "it went wrong") -> psycopg.Error:
    """An error as the server sends it, with its SQLSTATE."""
    return psycopg.errors.lookup(code)(said)


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        ("connection failed: fe_sendauth: no password supplied", HubRefusedError, "~/.pgpass"),
        (
            'FATAL:  password authentication failed for user "lee"',
            HubRefusedError,
            "hub add lee --new-password",
        ),
        ('FATAL:  database "x" does not exist', HubRefusedError, "createdb"),
        ('FATAL:  role "lee" does not exist', HubRefusedError, "hub add lee"),
        ('FATAL:  permission denied for database "x"', HubRefusedError, "hub add lee"),
        (
            "server does not support SSL, but SSL was required",
            HubRefusedError,
            "Records are not sent in clear.",
        ),
        ('definition of service "sales" not found', HubRefusedError, "~/.pg_service.conf"),
        ("no pg_hba.conf entry for host", HubRefusedError, "let lee in from this network"),
        ("could not translate host name", HubUnreachableError, "could not translate host name"),
        ("Connection refused\n\tIs the server running?", HubUnreachableError, "Connection refused"),
    ],
)
def test_a_connection_that_fails_says_what_to_do(said: str, kind: type[Exception], words: str) -> None:
    found = connecting(psycopg.OperationalError(said), NAME, "lee")
    assert type(found) is kind
    assert words in str(found) and NAME in str(found)
    assert "\n" not in str(found)


def test_an_unreachable_hub_ends_with_3_and_says_that_local_work_is_safe() -> None:
    found = connecting(psycopg.OperationalError("Connection refused"), NAME, "lee")
    assert found.exit_code == 3


@pytest.mark.parametrize(
    ("code", "lost"),
    [
        ("08006", True), ("08003", True), ("57P01", True), ("57P03", True), ("40001", True), ("40P01", True),
        ("55P03", True), ("42501", False), ("57014", False), ("23505", False), ("53100", False),
    ],
)  # fmt: skip
def test_what_another_try_may_mend_is_told_from_what_it_cannot(code: str, lost: bool) -> None:
    assert is_lost(state(code)) is lost


def test_an_error_without_a_state_is_a_lost_connection_where_libpq_says_so() -> None:
    assert is_lost(psycopg.OperationalError("server closed the connection unexpectedly"))
    assert is_lost(psycopg.InterfaceError("the connection is closed"))
    assert not is_lost(psycopg.ProgrammingError("you did something odd"))


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        ("3F000", HubRefusedError, "hub create"),
        ("42P01", HubRefusedError, "hub create"),
        ("42883", HubRefusedError, "hub create"),
        ("42501", HubRefusedError, "whether you may"),
        ("57014", HubUnreachableError, "it took longer than it may"),
        ("53100", HubUnreachableError, "it is full"),
        ("08006", HubUnreachableError, "it went wrong"),
        ("0A000", HubRefusedError, "show them this sentence"),
    ],
)
def test_an_answer_that_is_no_is_told_with_whom_to_ask(code: str, kind: type[Exception], words: str) -> None:
    found = answered(state(code), NAME)
    assert type(found) is kind and words in str(found)


def test_a_schema_that_may_not_be_seen_is_no_hub() -> None:
    assert "hub add" in str(answered(state("42501", "permission denied for schema playbook"), NAME))
    assert "there is no hub in it for you" in str(no_hub(NAME))


def test_versions_say_who_has_to_update() -> None:
    assert "`playbook hub create`" in str(OlderSchemaError(NAME, 1, 3))
    assert "Update Playbook on this machine" in str(NewerSchemaError(NAME, 5, 3))
    assert "pip install 'playbook[postgres]'" in str(DriverMissingError())
    assert issubclass(NotMineError, Exception)
