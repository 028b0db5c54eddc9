"""From an item on the desk to a proposal: the editor, one look at what was written, a title."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playbook.proposing import open_reviews
from playbook.reviewing.changing import Change, begin
from tests.tui.driver import Driver, opened
from tests.tui.world import World

LINE = "who rang whom"


@asynccontextmanager
async def desk(world: World, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Driver]:
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=size) as driver:
        await driver.press("3")
        yield driver


def written(world: World, id_: str, old: str = LINE, new: str = "who rang you") -> Change:
    """Change the page because of an item, as if the editor had just been closed, or its terminal had died."""
    dana = world.of("dana")
    change = begin(dana, open_reviews(dana), [world.item(id_)])
    change.file.write_text(change.file.read_text("utf-8").replace(old, new), "utf-8")
    return change


def left(world: World) -> list[Path]:
    return list((world.of("dana").folder / "amending").glob("change-*"))


async def test_what_was_written_is_looked_over_before_anybody_is_asked(world: World) -> None:
    id_ = world.feedback("Nobody says whom any more")
    written(world, id_)
    async with desk(world, size=(80, 24)) as driver:
        await driver.press("e", "1")
        driver.sees("Your change, not proposed yet", "+you?", "Lint: ", "⏎ propose")
        await driver.press("enter")
        driver.sees("Propose the change as", "Answer “Nobody says whom any more”")
        hint = driver.line_with("the reps behind it hear")
        below = driver.lines[driver.lines.index(hint) + 1]
        assert hint.index("the reps") == below.index("keeps"), "its second line begins below the first"
        await driver.press("enter")
        driver.sees("✓ Proposed: the other side is asked, and when it is published the reps are")
        driver.sees("+you?", "marketing: waits for Dana Ortiz")
        await driver.press("escape")
        driver.sees(" Ready 1 ")
    assert world.item(id_).thread[-1].text == "Answer “Nobody says whom any more”"


async def test_what_the_linter_finds_is_said_before_it_is_proposed(world: World) -> None:
    id_ = world.feedback("Nobody says whom any more")
    written(world, id_, LINE, f"{LINE} [nowhere](#nowhere)")
    async with desk(world) as driver:
        await driver.press("e", "1")
        driver.sees("✗ The linter has found", "There is no heading “#nowhere” on this page")
        await driver.press("e")
        driver.sees("An editor cannot be opened from here")
    assert open_reviews(world.of("dana")).all() == []


async def test_a_look_may_end_with_later_or_with_nothing(world: World) -> None:
    id_ = world.feedback("Nobody says whom any more")
    written(world, id_)
    async with desk(world) as driver:
        await driver.press("e", "1", "escape")
        driver.sees("Not proposed, but kept: e goes on with it.")
        assert len(left(world)) == 1
        await driver.press("e", "1", "x")
        driver.sees("Thrown away; the page stays as it is.", " New 1 ")
    assert left(world) == []


async def test_closing_the_editor_without_a_change_asks_for_no_title(world: World) -> None:
    id_ = world.feedback("Nobody says whom any more")
    change = written(world, id_)
    async with desk(world) as driver:
        await driver.press("e")
        driver.sees("You changed this page before, and did not propose it")
        change.file.write_bytes((world.root / change.path).read_bytes())  # put back by hand
        await driver.press("1")
        driver.sees("Nothing was changed, so nothing is proposed.")
        driver.sees_no("Propose the change as")
    assert left(world) == []


async def test_the_same_key_on_what_is_proposed_already_opens_the_review(world: World) -> None:
    id_ = world.feedback("Nobody says whom any more")
    written(world, id_)
    async with desk(world) as driver:
        await driver.press("e", "1", "enter", "enter", "escape")
        await driver.press("]", "]", "]", "]")
        driver.sees("Nobody says whom any more")
        await driver.press("e")
        driver.sees("A change because of it is proposed already: this is its review.")
        driver.sees("+you?", "a approve", "e amend")
    assert len(open_reviews(world.of("dana")).all()) == 1


async def test_what_is_for_the_liaisons_alone_is_not_read_by_who_approves(world: World) -> None:
    id_ = world.feedback("My manager cannot say it either", audience="liaison")
    written(world, id_)
    async with desk(world) as driver:
        await driver.press("e", "1", "enter", "enter")
        driver.sees("My manager cannot say it either")
    assert world.item(id_).thread[-1].record.journal.endswith("/liaison"), (
        "neither is that it is being changed"
    )
    async with opened(world.root, world.data, person="kim", clock=world.clock) as driver:
        await driver.press("P", "enter")
        driver.sees("+you?", "not on this device, or not for you to read").sees_no("My manager")
