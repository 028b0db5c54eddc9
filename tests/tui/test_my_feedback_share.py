"""What was given to the liaisons alone: added to, withdrawn, and given to everyone by its author."""

from __future__ import annotations

from tests.tui.driver import opened
from tests.tui.world import World


async def test_it_is_given_to_everyone_after_a_second_thought(world: World) -> None:
    id_ = world.feedback("About my manager", audience="liaison")
    world.act("ask", id_, "Which meeting?")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("F")
        driver.sees("to the liaisons alone")
        await driver.press("s")
        driver.sees("It cannot be taken back once others have it")
        await driver.press("2")
        driver.sees("to the liaisons alone")
        await driver.press("s", "1")
        driver.sees("Everyone of the playbook sees it now").sees_no("to the liaisons alone")
        await driver.press("s")
        driver.sees("Everyone of the playbook sees it already.")
    item = world.item(id_, by="mia")
    assert (item.text, item.rep, item.people, item.liaison_only) == (
        "About my manager",
        "lee",
        ("lee",),
        False,
    )


async def test_what_is_added_and_withdrawn_stays_with_the_liaisons(world: World) -> None:
    id_ = world.feedback("About my manager", audience="liaison")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("F", "a")
        await driver.type("Twice now")
        await driver.press("enter")
        driver.sees("✓ Added.", "Twice now")
        await driver.press("x")
        driver.sees("– withdrawn")
    assert [act.record.audience for act in world.item(id_).thread] == ["liaison", "liaison"]
    assert id_ not in {item.id for item in world.of("mia").visible_feedback().values()}
