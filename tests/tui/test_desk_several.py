"""Several items of the desk at once: marked or said this week, answered with one text, undone by one key."""

from __future__ import annotations

from tests.tui.test_desk_screen import desk, three
from tests.tui.world import World

# Several at once


async def test_several_that_are_marked_are_answered_with_one_text(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        await driver.press("x")
        driver.sees("● The list price is old")
        await driver.press("j", "space")
        driver.sees("2 marked: the next key acts on all of them.", "● Nobody says whom any more")
        await driver.press("w")
        driver.sees("Answer to ", " (2 items)", "“The list price is old”", "“Nobody says whom any more”")
        await driver.type("Both are mended.")
        await driver.press("enter")
        driver.sees("✓ Answered: both are told (2 items).", " New 1 ").sees_no("●")
        assert [world.item(id_).state for id_ in ids] == ["answered", "answered", "new"]
        await driver.press("u")
        driver.sees("Undone: the answer, of F-", " New 3 ")
    assert [world.item(id_).state for id_ in ids] == ["new", "new", "new"]


async def test_one_key_on_several_is_undone_at_once(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        await driver.press("a", "x", "j", "x", "a")
        driver.sees("Accepted (2 items).", " Mine 3 ")
        await driver.press("u")
        driver.sees(" New 2 ")
        assert [world.item(id_).state for id_ in ids] == ["accepted", "new", "new"]
        await driver.press("u")
        driver.sees(" New 3 ")


async def test_all_that_say_the_same_are_marked_by_one_key(world: World) -> None:
    for account, by in (("Brenner Foods", "lee"), ("Elbe Paper", "mia"), ("Halden Timber", "mia")):
        world.feedback(f"The list price on the quote is old, says {account}", account=account, by=by)
    world.feedback("Nobody says whom any more", "hard-to-say")
    async with desk(world) as driver:
        await driver.press("X")
        driver.sees("3 marked: the next key acts on all of them.")
        await driver.press("X")
        driver.sees_no("●")
        await driver.press("X", "m")
        driver.sees("Merge into", "1  wrong")
        await driver.press("1")
        driver.sees("✓ Merged (2 items).", " New 2 ", "3 accounts")
        await driver.press("G", "X")
        driver.sees("Nothing else in this tab says the same.")


async def test_of_several_what_does_not_fit_one_is_said_with_its_name(world: World) -> None:
    ids = three(world)
    world.act("answer", ids[0], "Corrected.")
    async with desk(world) as driver:
        await driver.press("[", "x", "j", "x", "a")
        driver.sees("Only what is new can be accepted: it has been answered")
    assert world.item(ids[1]).state == "new"


async def test_what_several_said_this_week_is_answered_once_for_all(world: World) -> None:
    three(world)
    for by, account in (("lee", "Brenner Foods"), ("mia", "Elbe Paper"), ("kim", "Halden Timber")):
        world.feedback("The works council fears tracking", "objection", by=by, account=account)
    async with desk(world) as driver:
        await driver.press("C")
        driver.sees("Said this week", "1  3 people, 3 accounts: The works council fears tracking")
        await driver.press("1")
        driver.sees("3 marked: the next key acts on all of them.", "● The works council fears tracking")
        await driver.press("w")
        await driver.type("There is a handout now.")
        await driver.press("enter")
        driver.sees("✓ Answered: all 3 are told (3 items).", " Answered 3 ")


async def test_where_no_two_say_the_same_it_is_said(world: World) -> None:
    world.feedback("The list price is old")
    async with desk(world) as driver:
        await driver.press("C")
        driver.sees("No two people said the same this week.")


async def test_escape_takes_the_marks_off_and_leads_back_to_the_list(world: World) -> None:
    three(world)
    async with desk(world, size=(80, 24)) as driver:
        await driver.press("x", "j", "x")
        driver.sees("2 marked: the next key acts on all of them.", "● ")
        await driver.press("escape")
        driver.sees("Nothing is marked any more.").sees_no("● ")
        await driver.press("v")
        driver.sees("Lee Park with Elbe Paper, ").sees_no("The list price is old")
        await driver.press("escape")
        driver.sees("The list price is old", "Nobody says whom any more")
        await driver.press("escape")
        driver.sees("Nothing is marked.")


async def test_what_is_marked_in_another_tab_is_told(world: World) -> None:
    ids = three(world)
    world.act("assign", ids[0], to="dana")
    async with desk(world) as driver:
        await driver.press("x", "]", "x")
        driver.sees("2 marked, 1 of them in other tabs: the next key acts on all of them.")


async def test_several_that_are_answered_stand_each_on_a_line(world: World) -> None:
    three(world)
    async with desk(world) as driver:
        await driver.press("x", "j", "x", "w")
        lines = [line.strip(" │┃") for line in driver.lines]
        assert sum(line.startswith("• ") for line in lines) == 2
