"""What git sees of the environment: how to reach a remote, and nothing that leads it astray or asks anybody."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from playbook.library import git_environment
from tests.library.gitfolder import GitFolder


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)


@pytest.mark.parametrize(
    "name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_TRACE", "GIT_EXTERNAL_DIFF"]
)
def test_what_names_another_repository_or_program_is_left_out(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "x")
    assert name not in git_environment.environment()


@pytest.mark.parametrize(
    "name", ["GIT_CONFIG_GLOBAL", "GIT_SSH_COMMAND", "GIT_SSL_CAINFO", "GIT_PROXY_COMMAND", "HOME"]
)
def test_how_a_remote_is_reached_is_kept(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "mine")
    assert git_environment.environment()[name] == "mine"


def test_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_ASKPASS", "/usr/bin/a-window")
    found = git_environment.environment()
    asked = ("GIT_TERMINAL_PROMPT", "GIT_ASKPASS", "SSH_ASKPASS_REQUIRE", "GIT_EDITOR")
    assert [found[name] for name in asked] == ["0", "", "never", "true"]
    assert "BatchMode=yes" in found["GIT_SSH_COMMAND"]


def test_an_ssh_program_of_ones_own_is_not_put_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_SSH", "plink")
    found = git_environment.environment()
    assert found["GIT_SSH"] == "plink" and "GIT_SSH_COMMAND" not in found


def test_more_can_be_kept_or_nothing_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Lee")
    monkeypatch.setenv("GIT_SSH_COMMAND", "mine")
    assert "GIT_AUTHOR_NAME" not in git_environment.environment()
    assert git_environment.environment(also=("GIT_AUTHOR_",))["GIT_AUTHOR_NAME"] == "Lee"
    alone = git_environment.environment(also=("GIT_AUTHOR_",), alone=True)
    assert "GIT_AUTHOR_NAME" not in alone and alone["GIT_CONFIG_GLOBAL"] == os.devnull
    assert "GIT_SSH_COMMAND" not in alone


def test_the_program_may_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GIT_PYTHON_GIT_EXECUTABLE", raising=False)
    assert git_environment.program() == "git"
    monkeypatch.setenv("GIT_PYTHON_GIT_EXECUTABLE", "/opt/git/bin/git")
    assert git_environment.program() == "/opt/git/bin/git"


def test_the_ssh_of_ones_own_settings_is_used_and_that_of_a_repository_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = GitFolder(tmp_path / "book")
    folder.git("config", "core.sshCommand", "touch ran;")
    where = ("-C", str(folder.path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    assert "BatchMode=yes" in git_environment.reaching(*where)["GIT_SSH_COMMAND"]
    settings = tmp_path / "gitconfig"
    settings.write_text("[core]\n\tsshCommand = ssh -i ~/.ssh/work\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    assert git_environment.reaching(*where)["GIT_SSH_COMMAND"] == "ssh -i ~/.ssh/work"
    monkeypatch.setenv("GIT_SSH_COMMAND", "mine")
    assert git_environment.reaching(*where)["GIT_SSH_COMMAND"] == "mine"


def test_before_somebody_who_waits_git_asks_as_it_always_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_ASKPASS", "/usr/bin/a-window")
    monkeypatch.setenv("GIT_DIR", "/elsewhere")
    found = git_environment.asking()
    assert found["GIT_ASKPASS"] == "/usr/bin/a-window"
    assert not {"GIT_TERMINAL_PROMPT", "SSH_ASKPASS_REQUIRE", "GIT_SSH_COMMAND", "GIT_DIR"} & set(found)


def test_what_names_another_repository_is_forgotten_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_INDEX_FILE", "/elsewhere")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Lee")
    git_environment.forget_other_repositories()
    assert "GIT_INDEX_FILE" not in os.environ and os.environ["GIT_AUTHOR_NAME"] == "Lee"
