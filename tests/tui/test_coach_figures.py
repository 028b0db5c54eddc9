"""Coach and the figures of a week: a manager is told quietly, publishes with a key, and others read them."""

from __future__ import annotations

from playbook.records.figures import Figures
from tests.tui.test_coach_screen import ALL, coach, listed
from tests.tui.world import World

REPS = ("amir", "bea", "dov", "lee", "mia")


def five(world: World, days_ago: int = 7) -> None:
    """Five reps who each had a call last week."""
    settings = world.root / "playbook.toml"
    said = settings.read_text("utf-8")
    more = [
        f'\n[people.{rep}]\nname = "{rep.title()}"\nroles = ["rep"]\nmanager = "kim"\n'
        for rep in REPS
        if f"[people.{rep}]" not in said
    ]
    settings.write_text(said + "".join(more), "utf-8")
    for rep in REPS:
        world.ran(*ALL, by=rep, account="Halden Timber", result="advance", days_ago=days_ago)


async def test_a_manager_is_told_quietly_looks_and_publishes_with_enter(world: World) -> None:
    five(world)
    async with coach(world) as driver:
        await driver.until("○ week 46")
        await driver.press("end")
        await driver.until("Figures of week 46 are ready for everybody")
        driver.sees("No week was published before.").sees_no("No figures yet")
        await driver.press("p")
        await driver.until("Publish the figures of week 46?")
        driver.sees("Week 46, of your 5 reps; not published yet.", "First discovery", "cannot be taken back")
        driver.sees_no("Amir", "Bea")
        await driver.press("enter")
        await driver.until("Published to everybody")
        await driver.until("published by Kim")
        driver.sees("1 week")
        driver.sees_no("ready for everybody", "○ week")
        await driver.press("p")
        driver.sees("There is no week of yours to publish")


async def test_who_looks_and_goes_back_publishes_nothing(world: World) -> None:
    five(world)
    async with coach(world) as driver:
        await driver.until("○ week 46")
        await driver.press("p")
        await driver.until("Publish the figures of week 46?")
        await driver.press("escape")
        await driver.until("○ week 46")
    assert world.of("kim").records("figures") == []


async def test_a_call_that_is_taken_back_meanwhile_is_not_published_unseen(world: World) -> None:
    five(world)
    world.ran(*ALL, by="lee", account="Halden Timber", result="advance", days_ago=7)
    async with coach(world) as driver:
        await driver.until("○ week 46")
        await driver.press("p")
        await driver.until("Publish the figures of week 46?")
        world.ran(*ALL, by="mia", account="Halden Timber", result="advance", days_ago=7)
        await driver.press("enter")
        await driver.until("others than you have looked at")
        await driver.until("○ week 46")
        assert world.of("kim").records("figures") == []
        await driver.press("p")
        await driver.until("Publish the figures of week 46?")
        await driver.press("enter")
        await driver.until("Published to everybody")
    [body] = [record.body for record in world.of("kim").records("figures")]
    assert isinstance(body, Figures)
    assert body.plays[0].runs == 7


async def test_others_read_them_and_may_not_publish(world: World) -> None:
    from playbook.publishing_figures import publish

    five(world)
    publish(world.of("kim"))
    async with coach(world, "dana") as driver:
        await driver.until("Figures of the teams")
        await driver.press("end")
        await driver.until("published by Kim")
        driver.sees("Connected runs, counted week by week", "First discovery")
        driver.sees_no("Amir", "Bea")
        await driver.press("p")
        driver.sees("There is no week of yours to publish")


async def test_a_small_team_is_not_asked(world: World) -> None:
    world.ran(*ALL, account="Halden Timber", result="advance", days_ago=7)
    async with coach(world) as driver:
        assert not any("Figures of the teams" in line for line in listed(driver))
        driver.sees_no("· p")
