"""Take the README's pictures: the app on the demo, driven as in the tests, saved as SVG (`make pictures`)."""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playbook.clock import FixedClock
from playbook.demo.lay import lay_demo
from tests.tui.driver import Driver, opened
from tui.calls import start_call

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = (112, 32)


def save(driver: Driver, name: str) -> None:
    """Save what the screen shows, without a font from elsewhere."""
    svg = driver.app.export_screenshot(title="Playbook")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+", f"terminal-{name}", svg)
    svg = "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"
    (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")


async def take(root: Path, data: Path) -> None:
    """Walk to each screen and take its picture."""
    clock = FixedClock(NOW)
    async with opened(root, data, person="lee", clock=clock, size=SIZE) as driver:
        await driver.press("2", "j")
        save(driver, "plays")
        start_call(driver.app, "plays/discover/first-discovery", account="Vantry Pharma Logistics")
        await driver.settle()
        await driver.press("enter")
        clock.move(48)
        await driver.press("enter", "space", "space", "1", "enter")
        clock.move(75)
        await driver.press("1", "2")
        save(driver, "call")
        await driver.press("f2")
        await driver.type("expen")
        save(driver, "objection")
        await driver.press("enter", "y", "e", "2", "2")
        await driver.type("+5")
        save(driver, "ending")
    async with opened(root, data, person="dana", clock=clock, size=SIZE) as driver:
        await driver.settle()
        save(driver, "desk")
    async with opened(root, data, person="kim", clock=clock, size=SIZE) as driver:
        await driver.press("j")
        save(driver, "coach")


def main() -> None:
    """Lay a demo and take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        demo = lay_demo(Path(folder) / "demo", seed=7, size="full", clock=FixedClock(NOW))
        asyncio.run(take(demo.root, demo.data))


if __name__ == "__main__":
    main()
