"""What stays in memory for as long as somebody works: what the app loads by itself once it is open."""

from __future__ import annotations

import subprocess
import sys

from tests.tui.conftest import commit_all
from tests.tui.world import World

HEAVY = ("git", "gitdb", "markdown_it", "mdit_py_plugins", "yaml", "tinydb", "icalendar")
OPEN = """
import asyncio, sys
from datetime import datetime
from pathlib import Path
from playbook.clock import FixedClock
from tests.tui.driver import opened

root, data, now, *heavy = sys.argv[1:]

async def look() -> None:
    async with opened(Path(root), Path(data), person="lee", clock=FixedClock(datetime.fromisoformat(now))) as driver:
        driver.app.build_index()
        driver.app.count_modes()
        await driver.settle()
        print(driver.app.counts["News"], len(driver.app.index.find("price")) > 0)

asyncio.run(look())
print(*(name for name in heavy if name in sys.modules))
"""


def test_finding_and_counting_ahead_load_neither_gitpython_nor_a_parser(world: World) -> None:
    path = world.root / "plays/connect/trigger-event-call.md"
    path.write_text(path.read_text("utf-8") + "\nMore.\n", "utf-8")
    commit_all(world.root, "Say more", at="2026-11-18T10:00:00Z")
    world.of("lee").catalog.summaries()
    command = [
        sys.executable,
        "-c",
        OPEN,
        str(world.root),
        str(world.data),
        world.clock.now().isoformat(),
        *HEAVY,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["1 True", ""]
