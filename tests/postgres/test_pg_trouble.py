"""What a person is told when the hub is not there, does not know them, is slow, or would speak in clear."""

from __future__ import annotations

import pytest

from playbook.sync.hub import HubRefusedError, HubUnreachableError
from playbook.sync.postgres.address import address_of
from playbook.sync.postgres.hub import PostgresHub
from playbook.sync.postgres.schema import ServerTooOldError, lay
from tests.postgres.northwind import Northwind, batch
from tests.postgres.server import ADMIN, PASSWORD

JOURNAL = "lee/00112233445566ff/team"


def told(hub: PostgresHub) -> str:
    """Return what one is told, in one line that says what to do."""
    with pytest.raises((HubRefusedError, HubUnreachableError)) as caught:
        hub.vector()
    said = str(caught.value)
    assert "\n" not in said
    assert PASSWORD not in said
    assert said.endswith(".")
    assert caught.value.exit_code == 3
    return said


def at(address: str, person: str = "lee") -> PostgresHub:
    return PostgresHub(address_of(address, person), waits=())


def test_a_wrong_password(northwind: Northwind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "wrong")
    assert "does not take the password or the name lee" in told(at("host=127.0.0.1"))


def test_no_password(northwind: Northwind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGPASSWORD")
    monkeypatch.setenv("PGPASSFILE", "/nowhere")
    said = told(at("host=127.0.0.1"))
    assert "it wants a password for lee, and none was found" in said
    assert "~/.pgpass" in said


def test_no_server(northwind: Northwind) -> None:
    assert "cannot be reached (Connection refused)" in told(at("host=127.0.0.1 port=1"))
    assert "cannot be reached" in told(at("host=nowhere.invalid"))
    assert "cannot be reached" in told(at("host=/nowhere"))


def test_a_database_that_is_not_there(northwind: Northwind) -> None:
    said = told(at("dbname=nothing_here"))
    assert 'database "nothing_here" does not exist' in said
    assert "createdb" in said


def test_a_database_without_a_hub(database: str) -> None:
    assert "there is no hub in it for you" in told(at("postgresql:", ADMIN))


def test_a_role_that_is_not_there(northwind: Northwind) -> None:
    assert "playbook hub add nobody_here" in told(at("postgresql:", "nobody_here"))


def test_somebody_who_is_nobody_of_this_hub(own_northwind: Northwind) -> None:
    assert "permission denied for database" in told(at("postgresql:", "stranger"))


def test_a_service_that_is_nowhere(northwind: Northwind) -> None:
    assert "Look into ~/.pg_service.conf" in told(at("service=nothing_here"))


def test_a_question_that_takes_too_long(northwind: Northwind) -> None:
    slow, lee = northwind.as_("lee"), at("options='-c statement_timeout=100ms'")
    with slow.transaction():
        slow.execute("select playbook.push(%b, %b, %b)", (JOURNAL, 1, list(batch(JOURNAL, 1).lines)))
        with pytest.raises(HubUnreachableError, match="took longer than it may"):
            lee.push(batch(JOURNAL, 1))
    lee.close()
    patient = northwind.hub("lee")
    patient.push(batch(JOURNAL, 1))
    assert patient.vector() == {JOURNAL: 1}


def test_one_who_waits_for_a_lock_too_long_tries_again(northwind: Northwind) -> None:
    slow = northwind.as_("lee")
    slow.execute("begin")
    slow.execute("select playbook.push(%b, %b, %b)", (JOURNAL, 1, list(batch(JOURNAL, 1).lines)))
    hurried = address_of("options='-c lock_timeout=50ms'", "lee")
    lee = PostgresHub(hurried, sleep=lambda _: slow.execute("commit"))
    lee.push(batch(JOURNAL, 2))
    assert lee.vector() == {JOURNAL: 2}
    lee.close()


def test_a_hub_elsewhere_that_does_not_encrypt(northwind: Northwind, postgres: dict[str, str]) -> None:
    said = told(at(f"host=hub.northwind.example hostaddr=127.0.0.1 port={postgres['port']}"))
    assert "Records are not sent in clear" in said


def test_a_server_that_is_too_old_is_said() -> None:
    class Info:
        server_version = 130_004
        dbname = "x"

    class Connection:
        info = Info()

    with pytest.raises(ServerTooOldError, match="PostgreSQL 13, and a hub needs 14"):
        lay(Connection())  # type: ignore[arg-type]
