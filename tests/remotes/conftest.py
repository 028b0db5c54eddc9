"""Servers as hosts have them, on this machine: one of each for a worker's tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.remotes import sshd
from tests.remotes.https import Https
from tests.remotes.sshd import Sshd


@pytest.fixture(scope="session")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the repositories that are served."""
    return tmp_path_factory.mktemp("repositories")


@pytest.fixture(scope="session")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """A host reached by ssh."""
    if not sshd.program():
        why = "NO SSHD: install openssh-server, or name its program in PLAYBOOK_SSHD."
        if os.environ.get("PLAYBOOK_REMOTES") == "demanded":
            pytest.fail(why)
        pytest.skip(why)
    server = Sshd(tmp_path_factory.mktemp("sshd") / "etc")
    yield server
    server.close()


@pytest.fixture(scope="session")
def https(tmp_path_factory: pytest.TempPathFactory, repositories: Path) -> Iterator[Https]:
    """A host reached by https."""
    server = Https(tmp_path_factory.mktemp("https"), repositories)
    yield server
    server.close()


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Know no key, authority or helper of this machine."""
    for name in [name for name in os.environ if name.startswith(("GIT_SS", "GIT_ASK", "SSH_"))]:
        monkeypatch.delenv(name)
