"""The numbers beside the modes stand there before a mode is opened."""

from __future__ import annotations

from playbook.counting import mode_counts
from tests.tui.conftest import commit_all
from tests.tui.driver import opened
from tests.tui.world import World
from tui.counting import count_ahead


async def test_what_waits_elsewhere_is_counted_before_one_goes_there(world: World) -> None:
    world.feedback("Nobody says whom any more", by="mia")
    world.feedback("My manager said so", by="mia", audience="liaison")
    path = world.root / "plays/connect/trigger-event-call.md"
    path.write_text(path.read_text("utf-8") + "\nMore.\n", "utf-8")
    commit_all(world.root, "Add", at="2026-11-18T10:00:00Z")
    assert mode_counts(world.of("dana"))["Desk"] == 2
    assert mode_counts(world.of("lee")) == {"Desk": 1, "News": 1}
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        count_ahead(driver.app)
        await driver.settle()
        driver.sees("3 Desk 1", "5 News 1")


async def test_a_mode_that_was_opened_knows_better(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.app.counts = {"Desk": 7}
        count_ahead(driver.app)
        await driver.settle()
        assert driver.app.counts == {"Desk": 7, "News": 0} | {
            name: number for name, number in driver.app.counts.items() if name == "Today"
        }
