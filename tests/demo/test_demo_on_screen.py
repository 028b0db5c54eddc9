"""A liaison finds by screens and commands what the demo hides: the cluster, the stale card, the open ask."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from playbook.cli.main import main
from playbook.clock import FixedClock
from tests.demo.laid import NOW, Laid
from tests.tui.driver import Driver, opened

CLUSTER = "They clear customs at the dock."
ASK = "Bluehall promises them a price for five years."
STALE = "Built in house"


@pytest.fixture(scope="module")
def copy(team: Laid, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, to be opened; what one test reads does not change what another sees."""
    folder = tmp_path_factory.mktemp("opened") / "seven"
    shutil.copytree(team.demo.root.parent, folder)
    return folder


def desk(copy: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """Return what a command of the desk prints as JSON, for Noor."""
    given = ["-C", str(copy / "playbook"), "--data", str(copy / "data"), "--as", "noor"]
    now = NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert main([*given, "--now", now, "desk", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


async def page(driver: Driver, downs: int) -> str:
    """Return one of the pages of Together, whole."""
    await driver.press("D", *["down"] * downs)
    await driver.press("tab")
    told = driver.text
    for _ in range(12):
        before = driver.text
        await driver.press("pagedown")
        if driver.text == before:
            break
        told += driver.text
    await driver.press("escape")
    return " ".join(told.replace("│", " ").split())


async def test_a_liaison_finds_them_on_the_screens(copy: Path) -> None:
    clock = FixedClock(NOW)
    async with opened(copy / "playbook", copy / "data", person="noor", clock=clock, size=(160, 50)) as driver:
        await driver.press("3")
        await driver.press("right_square_bracket")
        driver.sees("9 accounts", CLUSTER)
        await driver.press("right_square_bracket")
        driver.sees(ASK, "Noor Haddad asked")
        digest = await page(driver, 0)
        assert CLUSTER in digest and "rising" in digest
        directory = await page(driver, 1)
        assert STALE in directory and "no sign of its owners for" in directory
        agenda = await page(driver, 2)
        assert ASK in agenda.partition("Asked, and no answer")[2]
        audit = await page(driver, 5)
        assert "0 of 2 in marketing and 0 of 14 in sales have answered" in audit


def test_the_commands_say_the_same(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = desk(copy, capsys, "list", "--tab", "mine")
    (cluster,) = [one for one in mine if one["text"].startswith(CLUSTER)]
    assert cluster["accounts"] == 9
    waiting = desk(copy, capsys, "list", "--tab", "waiting")
    assert waiting[0]["text"].startswith(ASK)
    (stale,) = desk(copy, capsys, "directory", "--stale")
    assert stale["topic"] == STALE
    tables = desk(copy, capsys, "digest")["tables"]
    assert any(one["text"].startswith(CLUSTER) for one in tables["rising"])
    agenda = desk(copy, capsys, "agenda")["tables"]
    assert any(one["text"].startswith(ASK) for one in agenda["asked"])
    assert any(one["text"].startswith(CLUSTER) for one in agenda["overdue"] + agenda.get("heaviest", []))
    assert desk(copy, capsys, "audit")["title"] == "How marketing and sales work together, Q4 2026"
    assert [one["title"] for one in desk(copy, capsys, "previews")["tables"]["proposed"]]
