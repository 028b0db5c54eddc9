"""The starter as the commands see it: `plays list` and the whole lint, in a repository of its own."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from playbook.cli.main import main
from tests.content.pages import CONTENT, FACTS, NOW, PATHS, TEXTS

KINDS = {"play": 32, "objection": 24, "battlecard": 6, "persona": 6, "scorecard": 3, "account-plan": 1}
STAGES = {
    "connect": 6,
    "discover": 3,
    "qualify": 4,
    "prove": 3,
    "propose": 2,
    "commit": 4,
    "onboard": 2,
    "adopt": 4,
    "renew": 4,
}


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter under git, as it stands."""
    folder = tmp_path_factory.mktemp("starter") / "book"
    shutil.copytree(CONTENT, folder)
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@x.example", "-c", "commit.gpgSign=false")
    for arguments in (("init", "-q", "-b", "main"), ("add", "-A"), (*who, "commit", "-qm", "Begin")):
        subprocess.run(["git", "-C", str(folder), *arguments], check=True)
    return folder


@pytest.fixture
def listed(starter: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What `plays list --json` prints."""
    assert main(["-C", str(starter), "plays", "list", "--json"]) == 0
    found: list[dict[str, Any]] = msgspec.json.decode(capsys.readouterr().out)
    return found


def test_there_is_enough_of_every_kind(listed: list[dict[str, Any]]) -> None:
    counts = Counter(row["kind"] for row in listed)
    assert {kind: counts[kind] for kind, least in KINDS.items() if counts[kind] < least} == {}


def test_there_is_enough_in_every_stage(listed: list[dict[str, Any]]) -> None:
    assert [stage["id"] for stage in FACTS["stages"]] == list(STAGES)
    counts = Counter(row["stage"] for row in listed if row["kind"] == "play")
    assert {stage: counts[stage] for stage, least in STAGES.items() if counts[stage] < least} == {}


def test_every_play_is_offered_and_none_warns(listed: list[dict[str, Any]]) -> None:
    assert [row["id"] for row in listed if row["warnings"]] == []
    assert {row["status"] for row in listed if row["kind"] == "play"} == {"live"}


def test_the_whole_lint_finds_nothing_and_nothing_is_silenced(
    starter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["-C", str(starter), "--now", f"{NOW}T12:00:00Z", "plays", "lint"])
    out, err = capsys.readouterr()
    assert (code, out) == (0, "")
    assert err.splitlines()[-1] == f"Nothing to say about {len(PATHS)} pages."
    assert "lint" not in FACTS, "no rule is turned down"
    assert [path for path, text in TEXTS.items() if "<!-- lint" in text] == []
