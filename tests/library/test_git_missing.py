"""Where git is missing, does not run, or its folder is gone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from playbook.library.repository import GitMissingError, Repository, RepositoryError
from tests.library.gitfolder import GitFolder


def test_without_git_it_says_so_even_before_gitpython_is_loaded(folder: GitFolder) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from playbook.library.repository import GitMissingError, Repository\n"
        "root = Path(sys.argv[1])\n"
        "for ask in (Repository.open, Repository(root, root, 'sha1').history):\n"
        "    try: ask(root)\n"
        "    except GitMissingError as error: print(error)\n"
    )
    command = [sys.executable, "-c", script, str(folder.path)]
    done = subprocess.run(command, env={"PATH": "/nowhere"}, capture_output=True, text=True, cwd=Path.cwd())
    assert done.stderr == ""
    said = done.stdout.splitlines()
    assert len(said) == 2
    assert all(line.startswith("Playbook reads its plays with git, and no git was found.") for line in said)


def test_a_git_that_does_not_run_counts_as_missing(folder: GitFolder, tmp_path: Path) -> None:
    broken = tmp_path / "bin" / "git"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    script = (
        "import sys; from pathlib import Path\n"
        "from playbook.library.repository import Repository\n"
        "try: Repository.open(Path(sys.argv[1]))\n"
        "except Exception as error: print(type(error).__name__)\n"
    )
    command = [sys.executable, "-c", script, str(folder.path)]
    environment = {"PATH": f"{broken.parent}:/bin"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=Path.cwd())
    assert (done.stdout, done.stderr) in {("GitMissingError\n", ""), ("RepositoryError\n", "")}


def test_git_that_vanishes_later_is_said_to_be_missing(
    folder: GitFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = Repository.open(folder.path)
    monkeypatch.setenv("PATH", "/nowhere")
    for ask in (repository.head, lambda: repository.history("one.md")):
        with pytest.raises(GitMissingError):
            ask()


def test_a_folder_that_went_away_is_not_taken_for_a_missing_git(folder: GitFolder, tmp_path: Path) -> None:
    repository = Repository.open(folder.path)
    folder.path.rename(tmp_path / "elsewhere")
    with pytest.raises(RepositoryError, match="git fsck"):
        repository.tracked()
