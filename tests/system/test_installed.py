"""What `pipx install .` puts on a machine: both packages, the starter playbook, and the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The distribution as it is built from here, unpacked where nothing of the source lies."""
    folder = tmp_path_factory.mktemp("installed")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    built = subprocess.run(build, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    [wheel] = folder.glob("playbook-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def playbook(installed: Path, home: Path, *arguments: str) -> str:
    """Run the installed command in a home of its own; return what it printed."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(installed),
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    command = [sys.executable, "-P", "-m", "playbook", *arguments]
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_starter_comes_along_and_can_be_begun_and_run(installed: Path, tmp_path: Path) -> None:
    where = [sys.executable, "-P", "-c", "import playbook, tui; print(playbook.__file__, tui.__file__)"]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    found = subprocess.run(where, env=environment, capture_output=True, text=True, check=True).stdout.split()
    assert all(Path(path).is_relative_to(installed) for path in found)

    mine = tmp_path / "ours"
    who = ["--rep", "Lee Park <lee@acme.example>", "--marketing", "Dana Ito <dana@acme.example>"]
    playbook(installed, tmp_path, "init", str(mine), "--from", "starter", "--name", "Acme", *who, "--yes")
    pages = json.loads(playbook(installed, tmp_path, "-C", str(mine), "plays", "list", "--json"))
    assert sum(page["kind"] == "play" for page in pages) >= 32


def test_every_file_that_is_no_python_is_there_too(installed: Path) -> None:
    """Styles, pages, and whatever else the packages read beside their code."""
    for package in ("playbook", "tui"):
        beside = {
            path.relative_to(ROOT)
            for path in (ROOT / package).rglob("*")
            if path.is_file() and path.suffix != ".pyc" and "__pycache__" not in path.parts
        }
        assert [str(path) for path in sorted(beside) if not (installed / path).is_file()] == []
    pages = {path.relative_to(ROOT / "content") for path in (ROOT / "content").rglob("*") if path.is_file()}
    assert [
        str(path) for path in sorted(pages) if not (installed / "playbook" / "_content" / path).is_file()
    ] == []


def test_the_command_and_the_licence_are_named(installed: Path) -> None:
    [facts] = installed.glob("playbook-*.dist-info")
    assert "playbook = playbook.cli.main:run" in (facts / "entry_points.txt").read_text("utf-8")
    assert (facts / "licenses" / "LICENSE").is_file()
