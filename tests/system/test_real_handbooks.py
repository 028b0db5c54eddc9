"""Handbooks that nobody here wrote, opened and run in a real terminal with keys only."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.system.conftest import Walker, playbook, under_git
from tests.terminal import Terminal

pytestmark = [pytest.mark.system, pytest.mark.corpora]


@pytest.fixture
def presales(corpora: Path, tmp_path: Path) -> Path:
    """The presales playbook in a fresh git repository, with no playbook.toml."""
    return under_git(Path(shutil.copytree(corpora / "presales-playbook", tmp_path / "presales")))


def ask(environment: dict[str, str], *arguments: str | Path) -> Any:
    """Return what the command line says in JSON."""
    done = subprocess.run(
        playbook(*arguments, "--json"), env={**os.environ, **environment}, capture_output=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("page", "words", "first"),
    [
        ("docs/13-templates/discovery-call-plan", "discovery call plan", "1/"),
        ("docs/06-poc/poc-execution-control", "poc execution control", "1/"),
        ("docs/05-demo-excellence/demo-strategy", "demo strategy", "1/"),
    ],
)
def test_a_page_is_run_from_its_first_step_to_its_record_with_keys_only(
    page: str,
    words: str,
    first: str,
    presales: Path,
    environment: dict[str, str],
    terminals: Callable[..., Terminal],
) -> None:
    listed = {row["id"]: row for row in ask(environment, "-C", presales, "plays", "list")}
    assert listed[page]["runnable"] is True
    rep = Walker(terminals("-C", presales, "--as", "lee"))
    rep.sees("1 Today", "Nothing is due").press("/").sees("Find anything").type(words)
    rep.sees(str(listed[page]["title"])[:30]).press("enter").sees("c call now")
    rep.press("c").sees("Who picked up?").press("1").sees(first)
    steps = int(str(listed[page]["steps"]))
    for number in range(1, steps + 1):
        rep.sees(f"{number}/{steps} ")
        screen = rep.terminal.settle()
        for _ in range(30):
            if "⏎ keep" in screen:
                rep.type("as agreed").press("escape")
            elif "understood (needed" in screen and "▸ ⏎" in screen:
                rep.press("enter")
            else:
                break
            screen = rep.terminal.settle()
        rep.press("enter")
    rep.sees("How did it end?").press("1").sees("▸ Cut short?").press("enter").sees("▸ Next step").press(
        "enter"
    )
    rep.sees("▸ Anything to note?").press("enter")
    rep.sees("this is what will be recorded").press("enter").sees("Recorded")
    rep.terminal.press("ctrl+q")
    assert rep.terminal.wait() == 0
    (run,) = ask(environment, "-C", presales, "--as", "lee", "runs", "list")
    shown = ask(environment, "-C", presales, "--as", "lee", "runs", "show", str(run["id"]))
    assert shown["play"] == page
    assert [step["state"] for step in shown["steps"] if step["required"]] == ["done"] * steps


@pytest.mark.parametrize("handbook", ["presales-playbook", "sourcegraph-handbook"])
def test_every_page_of_a_handbook_is_listed(
    handbook: str, corpora: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    root = under_git(Path(shutil.copytree(corpora / handbook, tmp_path / handbook)))
    listed = {str(row["path"]) for row in ask(environment, "-C", root, "plays", "list")}
    assert listed == {path.relative_to(root).as_posix() for path in root.rglob("*.md")}
