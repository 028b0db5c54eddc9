"""A log from elsewhere in Coach: its mapping made first, tried and told, then taken in, apart from every run."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from playbook.imported_logs import logs_of
from tests.tui.driver import Driver, opened
from tests.tui.world import DISCOVERY, World
from tui.widgets.table import Table

LOG = """\
Case ID,Stage,Changed at,Owner,Outcome
D-1,Open,2026-11-02 09:00,Lee Park,
D-1,A bad morning,2026-11-02 09:20,Lee Park,Won
D-2,Open,2026-11-02 10:00,Mia Novak,Lost
D-3,Open,31.11.2026,Mia Novak,Lost
"""
MAPPING = f"""\
log = "Pipeline [bold]2025"
play = "{DISCOVERY}"
[columns]
case = "Case ID"
activity = "Stage"
time = "Changed at"
result = "Outcome"
[activities]
Open = "open"
"A bad morning" = "a-bad-morning"
[results]
Won = "closed"
Lost = "declined"
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "pipeline.csv"
    path.write_text(LOG, encoding="utf-8")
    return path


@asynccontextmanager
async def coach(world: World) -> AsyncIterator[Driver]:
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(120, 40)) as driver:
        await driver.press("4")
        yield driver


async def ask(driver: Driver, log: Path, mapping: Path) -> None:
    await driver.press("i")
    driver.sees("Import which log from elsewhere?")
    await driver.type(str(log))
    await driver.press("enter")
    driver.sees("Which mapping?")
    await driver.press(*["backspace"] * len(log.stem))
    await driver.type(str(mapping))
    await driver.press("enter")


async def test_a_log_is_tried_told_and_taken_in_and_stands_apart(
    world: World, log: Path, tmp_path: Path
) -> None:
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    async with coach(world) as driver:
        await ask(driver, log, tmp_path / "map.toml")
        driver.sees("Import pipeline.csv?", "4 rows, 2 cases", "Take it in, apart from all runs")
        assert logs_of(world.of("kim")) == {}
        await driver.press("1")
        driver.sees("2 cases: 2 created", "Imported logs", "⇣ Pipeline [bold]2025")
        assert driver.app.screen.query_one(Table).current == "log:Pipeline [bold]2025", (
            "the cursor goes there"
        )
        driver.sees("Imported from elsewhere: no run of yours", "All cases: 2 cases", "Lost: 1 case")
        await driver.press("enter")
        driver.sees("Its cases were imported from elsewhere: there is no call to replay.")
    assert [len(one.cases) for one in logs_of(world.of("kim")).values()] == [2]
    assert world.of("kim").run_index.ids() == []
    assert "31.11.2026" in log.with_name("pipeline-failed.csv").read_text(encoding="utf-8-sig")


async def test_a_mapping_that_is_not_there_is_made_for_a_play_and_nothing_is_taken_in(
    world: World, log: Path, tmp_path: Path
) -> None:
    async with coach(world) as driver:
        await ask(driver, log, tmp_path / "new.toml")
        driver.sees("Read it as which play?")
        await driver.type("first disc")
        await driver.press("enter")
        driver.sees("The mapping was written to")
    assert f'play = "{DISCOVERY}"' in (tmp_path / "new.toml").read_text(encoding="utf-8")
    assert logs_of(world.of("kim")) == {}


async def test_what_is_no_log_is_said_and_nothing_is_changed(world: World, log: Path, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(MAPPING.replace("Case ID", "Deal"), encoding="utf-8")
    async with coach(world) as driver:
        await ask(driver, log, tmp_path / "map.toml")
        driver.sees("It has no column for case")
        await ask(driver, tmp_path / "none.csv", tmp_path / "map.toml")
        driver.sees("cannot be read")
        await driver.press("i", "escape")
        driver.sees_no("Import which log")
    assert logs_of(world.of("kim")) == {}


async def test_a_log_that_says_nothing_new_is_not_asked_about_and_shown(
    world: World, log: Path, tmp_path: Path
) -> None:
    log.write_text("\n".join(LOG.splitlines()[:4]) + "\n", encoding="utf-8")
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    async with coach(world) as driver:
        await ask(driver, log, tmp_path / "map.toml")
        await driver.press("1")
        driver.sees("2 cases: 2 created", "by result")
        await driver.press("home")
        await ask(driver, log, tmp_path / "map.toml")
        driver.sees("Nothing in it is new: 2 cases here already, word for word.", "All cases: 2 cases")
        driver.sees_no("Take it in")
    assert [len(one.cases) for one in logs_of(world.of("kim")).values()] == [2]


async def test_what_would_change_is_said_line_by_line(world: World, log: Path, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    async with coach(world) as driver:
        await ask(driver, log, tmp_path / "map.toml")
        lines = [line.strip(" │┃╭╮") for line in driver.text.splitlines()]
        said = [line for line in lines if "understood: case" in line or "by result: " in line]
        assert any("understood: case" in line for line in said)
        assert any(line.split("│")[-1].strip().startswith("by result: Won 1, Lost 1") for line in said), said
        await driver.press("2")
        driver.sees_no("Imported logs")
