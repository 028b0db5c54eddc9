"""A hub over https with a certificate of our own and a password that git's credential helper knows, or does not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from playbook.errors import PlaybookError
from playbook.joining import CannotJoinError, join
from playbook.sync.hub import HubRefusedError, HubUnreachableError
from tests.remotes import before_a_terminal
from tests.remotes.https import USER, Https
from tests.sync.field import Somebody, bare, git


@pytest.fixture
def address(https: Https, repositories: Path, tmp_path: Path) -> str:
    """A bare repository on the host, which may be pushed to."""
    remote = bare(repositories / f"{tmp_path.name}.git")
    git("config", "http.receivepack", "true", cwd=remote)
    return https.address(remote.name)


def refused(somebody: Somebody, kind: type[PlaybookError] = HubRefusedError) -> str:
    with pytest.raises(kind) as caught:
        somebody.sync()
    assert "What you recorded is safe here" in str(caught.value)
    return str(caught.value)


def test_two_people_exchange_with_what_the_credential_helper_knows(
    https: Https, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(https.settings()))
    lee, dana = Somebody(tmp_path / "lee", "lee", address), Somebody(tmp_path / "dana", "dana", address)
    lee.says("shorter", "longer")
    assert lee.sync().pushed == 2
    assert dana.sync().pulled == 2
    assert set(https.asked) == {USER}
    assert lee.lines() == dana.lines()


def test_more_than_git_sends_in_one_piece_goes_too(
    https: Https, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(https.settings()))
    lee, dana = Somebody(tmp_path / "lee", "lee", address), Somebody(tmp_path / "dana", "dana", address)
    lee.says(*(f"{number} {os.urandom(200_000).hex()}" for number in range(4)))
    assert lee.sync().pushed == 4
    assert dana.sync().pulled == 4
    assert lee.lines() == dana.lines()


def test_a_wrong_password_and_none_at_all_are_said_and_nobody_is_asked(
    https: Https, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lee = Somebody(tmp_path / "lee", "lee", address)
    lee.says("shorter")
    for settings in (https.settings(password="guessed"), https.settings(helper=False)):
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
        assert "Let git sign in there once, outside of Playbook" in refused(lee)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(https.settings()))
    assert lee.sync().pushed == 1


def test_a_certificate_that_nobody_vouches_for_here(
    https: Https, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(https.settings(trusted=False)))
    before = len(https.asked)
    said = refused(Somebody(tmp_path / "lee", "lee", address))
    assert "certificate" in said and "Nothing here vouches that it is the right one" in said
    assert len(https.asked) == before


def test_a_certificate_for_another_name(
    https: Https, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(https.settings()))
    elsewhere = address.replace("localhost", "127.0.0.1")
    assert "Nothing here vouches" in refused(Somebody(tmp_path / "lee", "lee", elsewhere))


def test_a_host_that_is_not_there_and_a_repository_that_is_not_there(
    https: Https, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(https.settings()))
    away = Somebody(tmp_path / "lee", "lee", "https://localhost:1/x.git")
    assert "Try again when you are online" in refused(away, HubUnreachableError)
    wrong = Somebody(tmp_path / "mia", "mia", https.address("no.git"))
    assert "Check the address under [records] hub" in refused(wrong, HubUnreachableError)


def test_joining_before_a_terminal_asks_for_no_password_there(
    https: Https, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(https.settings(helper=False)))
    monkeypatch.setenv("SSH_ASKPASS", "/bin/false")
    code, said = before_a_terminal.run(
        [sys.executable, "-m", "playbook", "join", address, tmp_path / "joined"], os.environ
    )
    assert (code, "Let git sign in there once" in said) == (3, True), said
    assert not said.startswith("Username")
    with pytest.raises(CannotJoinError, match="Let git sign in there once"):
        join(address, tmp_path / "joined")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(https.settings()))
    join(address, tmp_path / "joined")
    assert (tmp_path / "joined/.git").is_dir()
