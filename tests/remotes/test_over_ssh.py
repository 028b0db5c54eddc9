"""A hub and a playbook over ssh, on a real sshd: keys, hosts that nobody vouches for, and nobody ever asked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from playbook.errors import PlaybookError
from playbook.joining import CannotJoinError, join
from playbook.library.git_running import UnreachableError
from playbook.library.git_writing import GitWriter
from playbook.library.repository import Repository
from playbook.sync.hub import HubRefusedError, HubUnreachableError
from tests.remotes import before_a_terminal
from tests.remotes.sshd import Sshd
from tests.sync.field import Somebody, bare, git


@pytest.fixture
def address(ssh: Sshd, tmp_path: Path) -> str:
    """A bare repository on the host."""
    return ssh.address(bare(tmp_path / "remote.git"))


def signs_in(monkeypatch: pytest.MonkeyPatch, folder: Path, command: str) -> None:
    """Have the user's own settings of git name an ssh, as people do who have several keys."""
    path = folder / "gitconfig"
    git("config", "--file", str(path), "core.sshCommand", command)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(path))


def refused(somebody: Somebody, kind: type[PlaybookError] = HubRefusedError) -> str:
    with pytest.raises(kind) as caught:
        somebody.sync()
    assert "What you recorded is safe here" in str(caught.value)
    return str(caught.value)


def test_two_people_exchange_with_a_key_that_their_own_settings_name(
    ssh: Sshd, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs_in(monkeypatch, tmp_path, ssh.command())
    lee, dana = Somebody(tmp_path / "lee", "lee", address), Somebody(tmp_path / "dana", "dana", address)
    lee.says("shorter", "longer")
    assert lee.sync().pushed == 2
    assert dana.sync().pulled == 2
    dana.says("thanks")
    dana.sync()
    assert lee.sync().pulled == 1
    assert lee.lines() == dana.lines()


def test_a_key_that_the_host_does_not_know(
    ssh: Sshd, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs_in(monkeypatch, tmp_path, ssh.command("stranger"))
    lee = Somebody(tmp_path / "lee", "lee", address)
    lee.says("shorter")
    said = refused(lee)
    assert "Permission denied" in said and "git ls-remote" in said
    signs_in(monkeypatch, tmp_path, ssh.command())
    assert lee.sync().pushed == 1


def test_a_key_behind_a_passphrase_is_not_asked_for(
    ssh: Sshd, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs_in(monkeypatch, tmp_path, ssh.command("locked"))
    assert "Permission denied" in refused(Somebody(tmp_path / "lee", "lee", address))


def test_a_host_that_nobody_vouches_for_and_one_that_changed(
    ssh: Sshd, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lee = Somebody(tmp_path / "lee", "lee", address)
    signs_in(monkeypatch, tmp_path, ssh.command(knows=""))
    assert "Nothing here vouches that it is the right one" in refused(lee)
    signs_in(monkeypatch, tmp_path, ssh.command(knows="other-host"))
    assert "Somebody may pose as it" in refused(lee)


def test_a_host_that_is_not_there_and_a_repository_that_is_not_there(
    ssh: Sshd, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs_in(monkeypatch, tmp_path, ssh.command())
    away = Somebody(tmp_path / "lee", "lee", "ssh://127.0.0.1:1/x.git")
    assert "Connection refused" in refused(away, HubUnreachableError)
    wrong = Somebody(tmp_path / "mia", "mia", ssh.address(tmp_path / "no.git"))
    assert "Check the address under [records] hub" in refused(wrong, HubUnreachableError)


def test_an_ssh_that_the_repository_itself_names_is_not_run(
    ssh: Sshd, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lee = Somebody(tmp_path / "lee", "lee", address)
    lee.hub()._folder.begin()
    folder = next((lee.store.folder / "sync").glob("git-*"))
    git("config", "core.sshCommand", f"touch {tmp_path}/ran;", cwd=folder)
    refused(lee)
    assert not (tmp_path / "ran").exists()


def test_before_a_terminal_nothing_is_asked_there(
    ssh: Sshd, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = [sys.executable, "-m", "playbook", "join", address, str(tmp_path / "joined")]
    for command, words in (
        (ssh.command(knows=""), "Nothing here vouches"),
        (ssh.command("locked"), "Permission denied"),
    ):
        signs_in(monkeypatch, tmp_path, command)
        code, said = before_a_terminal.run(program, os.environ)
        assert (code, words in said) == (3, True), said
        assert "passphrase for" not in said and "continue connecting" not in said
        assert not (tmp_path / "joined").exists()


# The playbook's own remote


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A playbook on the host."""
    work = tmp_path / "work"
    git("init", "--quiet", "--initial-branch=main", str(work))
    (work / "playbook.toml").write_text('[playbook]\nid = "acme"\nname = "Acme"\n')
    git("add", "--all", cwd=work)
    git("commit", "--quiet", "--message", "Begin", cwd=work)
    git("clone", "--quiet", "--bare", str(work), str(tmp_path / "book.git"))
    return tmp_path / "book.git"


def test_a_playbook_is_joined_and_brought_up_to_date(
    ssh: Sshd, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs_in(monkeypatch, tmp_path, ssh.command())
    join(ssh.address(book), tmp_path / "mine")
    assert (tmp_path / "mine/playbook.toml").is_file()
    writer = GitWriter(Repository.open(tmp_path / "mine"))
    writer.fetch("origin")
    writer.push("origin", "HEAD:refs/heads/proposals/one")
    assert "proposals/one" in git("branch", cwd=book)


def test_what_stands_in_its_way_is_said(
    ssh: Sshd, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs_in(monkeypatch, tmp_path, ssh.command())
    join(ssh.address(book), tmp_path / "mine")
    signs_in(monkeypatch, tmp_path, ssh.command("stranger"))
    with pytest.raises(UnreachableError, match=r"Permission denied .*git ls-remote"):
        GitWriter(Repository.open(tmp_path / "mine")).fetch("origin")
    with pytest.raises(CannotJoinError, match=r"Permission denied .*git ls-remote"):
        join(ssh.address(book), tmp_path / "other")
    with pytest.raises(CannotJoinError, match="Check the address"):
        signs_in(monkeypatch, tmp_path, ssh.command())
        (tmp_path / "empty").mkdir()
        join(ssh.address(tmp_path / "nothing.git"), tmp_path / "empty")
    assert list((tmp_path / "empty").iterdir()) == []


def test_where_a_person_waits_git_may_ask_them(
    ssh: Sshd, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs_in(monkeypatch, tmp_path, ssh.command("locked"))
    begin = (
        "from pathlib import Path; from datetime import date; from playbook.cli.beginning import folder_for;"
        f"print(folder_for('join', {ssh.address(book)!r}, Path({str(tmp_path)!r}) / 'here', date(2026, 11, 23)))"
    )
    (tmp_path / "here").mkdir()
    code, said = before_a_terminal.run(
        [sys.executable, "-c", begin], os.environ, answers=[("passphrase for", "a passphrase")]
    )
    assert code == 0, said
    assert (tmp_path / "here/book/playbook.toml").is_file()
