"""Where a hub is and how one gets there: DSNs, services, variables; no password in the address, no record in clear."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.sync.postgres.address import (
    BadAddressError,
    NotEncryptedError,
    PasswordInAddressError,
    address_of,
    is_postgres,
)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a file of services that libpq reads; no variable says anything else."""
    for name in ("HOST", "HOSTADDR", "PORT", "USER", "DATABASE", "SERVICE", "SSLMODE", "OPTIONS", "PASSWORD"):
        monkeypatch.delenv(f"PG{name}", raising=False)
    services = tmp_path / "services.conf"
    services.write_text(
        "[northwind]\nhost=db.northwind.example\ndbname=sales\nuser=lee_sales\n"
        "[here]\nhost=localhost\ndbname=sales\n"
        "[strict]\nhost=db.northwind.example\nsslmode=verify-full\n"
        "[open]\nhost=db.northwind.example\nsslmode=disable\n"
    )
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    return services


@pytest.mark.parametrize(
    "hub",
    [
        "postgresql://db/northwind",
        "postgres://db",
        "postgresql:",
        "service=northwind",
        " host=db",
        "dbname=x",
    ],
)
def test_addresses_of_postgresql(hub: str) -> None:
    assert is_postgres(hub)


@pytest.mark.parametrize(
    "hub", ["", "origin", "git@host.example:records.git", "https://host/x.git", "../records"]
)
def test_addresses_of_git(hub: str) -> None:
    assert not is_postgres(hub)


@pytest.mark.parametrize(
    "hub",
    [
        "postgresql://lee:secret@db/northwind",
        "postgresql://db/northwind?password=secret",
        "host=db password=secret",
        "host=db sslpassword=secret",
    ],
)
def test_a_password_in_the_address_is_refused_and_not_repeated(hub: str) -> None:
    with pytest.raises(PasswordInAddressError) as caught:
        address_of(hub, "lee")
    assert "~/.pgpass" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_one_logs_in_as_oneself_unless_something_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert address_of("postgresql://db/x", "lee").parameters["user"] == "lee"
    assert address_of("postgresql://kim@db/x", "lee").parameters["user"] == "kim"
    assert "user" not in address_of("service=northwind", "lee").parameters
    assert address_of("service=here", "lee").parameters["user"] == "lee"
    assert "user" not in address_of("postgresql://db/x").parameters
    monkeypatch.setenv("PGUSER", "ann")
    assert address_of("postgresql://db/x", "lee").parameters["user"] == "ann"
    assert "user" not in address_of("service=northwind", "lee").parameters
    monkeypatch.setenv("PGSERVICE", "northwind")
    assert "user" not in address_of("postgresql:", "lee").parameters


def test_asking_leaves_the_variables_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setenv("PGSERVICE", "here")
    before = dict(os.environ)
    address_of("service=northwind", "lee")
    assert dict(os.environ) == before


@pytest.mark.parametrize(
    ("hub", "mode"),
    [
        ("postgresql://db.northwind.example/x", "require"),
        ("postgresql://db.northwind.example/x?sslmode=prefer", "require"),
        ("postgresql://db.northwind.example/x?sslmode=verify-ca", "verify-ca"),
        ("postgresql://192.168.1.5/x", "require"),
        ("host=localhost,db.northwind.example", "require"),
        ("host=localhost hostaddr=10.0.0.1", "require"),
        ("service=northwind", "require"),
        ("service=strict", None),
        ("service=here", None),
        ("postgresql://localhost/x", None),
        ("postgresql://127.0.0.1/x", None),
        ("postgresql://[::1]/x", None),
        ("host=/var/run/postgresql", None),
        ("postgresql:", None),
    ],
)
def test_another_machine_is_reached_with_tls_alone(hub: str, mode: str | None) -> None:
    assert address_of(hub, "lee").parameters.get("sslmode") == mode


@pytest.mark.parametrize(
    "hub",
    [
        "postgresql://db.northwind.example/x?sslmode=disable",
        "postgresql://db.northwind.example/x?sslmode=allow",
        "service=open",
    ],
)
def test_turning_tls_off_is_refused(hub: str) -> None:
    with pytest.raises(NotEncryptedError, match=r"db\.northwind\.example would not be encrypted"):
        address_of(hub, "lee")


def test_tls_turned_off_by_a_variable_is_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGSSLMODE", "disable")
    with pytest.raises(NotEncryptedError):
        address_of("postgresql://db.northwind.example/x", "lee")
    assert address_of("postgresql://localhost/x", "lee")


@pytest.mark.parametrize("hub", ["postgresql://db/x?nonsense=1", "host='db", "postgresql://[::1/x"])
def test_what_is_no_address_is_said_with_how_one_looks(hub: str) -> None:
    with pytest.raises(BadAddressError, match=r"postgresql://db\.example\.com/northwind"):
        address_of(hub, "lee")


@pytest.mark.parametrize(
    ("hub", "name"),
    [
        ("postgresql://lee@db.northwind.example/sales", "sales on db.northwind.example"),
        ("service=northwind", "sales on db.northwind.example"),
        ("dbname=sales", "sales on this machine"),
        ("postgresql://localhost/sales", "sales on this machine"),
    ],
)
def test_a_hub_has_a_name_for_people(hub: str, name: str) -> None:
    assert address_of(hub, "lee").name == name


def test_nothing_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    found = address_of("postgresql://db/x?options=-c%20work_mem%3D8MB&connect_timeout=3", "lee").parameters
    assert found["connect_timeout"] == "3"
    assert "statement_timeout=60s" in found["options"]
    assert found["options"].endswith("work_mem=8MB")
    monkeypatch.setenv("PGCONNECT_TIMEOUT", "7")
    assert "connect_timeout" not in address_of("postgresql://db/x", "lee").parameters
