"""A hub over the network: under TLS, from a server that an authority vouches for, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook.sync.hub import HubRefusedError, HubUnreachableError
from playbook.sync.postgres.address import NotEncryptedError
from playbook.sync.postgres.hub import PostgresHub
from tests.certificates import Authority
from tests.postgres.northwind import Northwind, batch, pulled
from tests.postgres.somebody import AtPostgres
from tests.postgres.tls import Tls

HOST = "hub.northwind.example"
JOURNAL = "lee/00112233445566ff/team"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def tls(
    northwind: Northwind, postgres: dict[str, str], authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Tls]:
    """A server elsewhere, as far as anybody can see: a name of its own, and TLS."""
    front = Tls(int(postgres["port"]), *authority.vouches_for(HOST))
    monkeypatch.setenv("PGHOST", HOST)
    monkeypatch.setenv("PGHOSTADDR", "127.0.0.1")
    monkeypatch.setenv("PGPORT", str(front.port))
    for name in ("PGSSLROOTCERT", "PGREQUIRESSL", "PGCHANNELBINDING", "PGSSLNEGOTIATION"):
        monkeypatch.delenv(name, raising=False)
    yield front
    front.close()


def at(address: str) -> PostgresHub:
    return PostgresHub.at(address, "lee")


def refused(address: str) -> str:
    hub = at(address)
    with pytest.raises(HubRefusedError) as caught:
        hub.push(batch(JOURNAL, 1))
    assert "What you recorded is safe here" in str(caught.value)
    return str(caught.value)


def full(authority: Authority, more: str = "") -> str:
    return f"sslmode=verify-full sslrootcert={authority.certificate} {more}".strip()


def test_records_go_and_come_to_a_server_that_our_authority_vouches_for(
    tls: Tls, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = at(full(authority))
    hub.push(batch(JOURNAL, 3))
    assert pulled(hub) == {JOURNAL: list(batch(JOURNAL, 3).lines)}
    hub.close()
    mia, dana = AtPostgres(tmp_path / "mia", "mia"), AtPostgres(tmp_path / "dana", "dana")
    mia.says("shorter")
    with monkeypatch.context() as settings:
        settings.setenv("PGSSLMODE", "verify-full")
        settings.setenv("PGSSLROOTCERT", str(authority.certificate))
        assert (mia.sync().pushed, dana.sync().pulled) == (1, 4)
    assert tls.in_clear == 0 and len(tls.shaken) >= 3
    assert set(tls.shaken) <= {"TLSv1.2", "TLSv1.3"}


def test_a_service_may_say_so_too(
    tls: Tls, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = tmp_path / "services"
    services.write_text(f"[northwind]\nsslmode=verify-full\nsslrootcert={authority.certificate}\n")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    hub = at("service=northwind")
    hub.push(batch(JOURNAL, 1))
    hub.close()
    assert tls.shaken and not tls.in_clear


def test_an_authority_that_nobody_knows_here(tls: Tls, tmp_path: Path) -> None:
    other = Authority(tmp_path / "other")
    for address in (full(other), "sslmode=verify-full sslrootcert=system"):
        said = refused(address)
        assert "sslrootcert" in said and "ask whoever keeps the hub" in said
    assert tls.in_clear == 0


def test_a_certificate_for_another_name(tls: Tls, authority: Authority) -> None:
    said = refused(full(authority, "host=other.northwind.example"))
    assert "does not match host name" in said and "sslrootcert" in said


def test_without_a_word_about_it_a_server_elsewhere_is_spoken_to_encrypted(tls: Tls) -> None:
    hub = at("postgresql:")
    hub.push(batch(JOURNAL, 1))
    hub.close()
    assert len(tls.shaken) == 1 and not tls.in_clear


@pytest.mark.parametrize("mode", ["disable", "allow"])
def test_in_clear_nothing_is_sent_elsewhere_whoever_says_so(
    tls: Tls, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotEncryptedError, match="records are not sent in clear"):
        at(f"sslmode={mode}")
    monkeypatch.setenv("PGSSLMODE", mode)
    with pytest.raises(NotEncryptedError, match="sslmode=verify-full"):
        at("postgresql:")
    assert (tls.shaken, tls.in_clear) == ([], 0)


def test_a_server_that_offers_none_gets_nothing(
    tls: Tls, authority: Authority, postgres: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPORT", postgres["port"])
    for address in (full(authority), "postgresql:"):
        assert "Have the server offer TLS" in refused(address)


def test_a_server_that_goes_away_in_the_handshake_is_tried_later(tls: Tls, authority: Authority) -> None:
    tls.hangs_up = True
    hub = at(full(authority))
    with pytest.raises(HubUnreachableError, match="cannot be reached"):
        hub.vector()
    tls.hangs_up = False
    assert hub.vector() == {}
    hub.close()
