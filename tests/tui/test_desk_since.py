"""Already answered: the desk offers the revisions since then, and one key answers with one of them."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import commit_all
from tests.tui.driver import opened
from tests.tui.world import DISCOVERY, World

QUOTE = "Take me back to the last bad morning. When did it start, and who rang whom?"


def reword(world: World, before: str, after: str, message: str, day: int = 21) -> None:
    """Publish a change of the page."""
    page = Path(world.root) / f"{DISCOVERY}.md"
    text = page.read_text("utf-8")
    assert before in text
    page.write_text(text.replace(before, after), "utf-8")
    commit_all(world.root, message, at=f"2026-11-{day}T10:00:00Z")


async def test_one_key_answers_with_the_revision_that_changed_the_line(world: World) -> None:
    id_ = world.feedback("Nobody remembers who rang whom", step="a-bad-morning", quote=QUOTE)
    reword(world, "who rang whom?", "who noticed first?", "Ask who noticed\n\nNobody knew who rang.")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3")
        driver.sees("Already answered? (W answers with it)", "Ask who noticed", "Nobody knew who rang.")
        driver.sees("who noticed first?")
        await driver.press("W")
        driver.sees("Answered: the rep is told", "u undoes it")
    item = world.item(id_)
    assert item.state == "answered" and len(item.commit) == 40
    assert "Dana Ortiz changed it on Sat 21 Nov 2026: “Ask who noticed”. Nobody knew who rang." in item.answer
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees("you: Nobody remembers who rang whom → Dana Ortiz changed it", "“Ask who noticed”.")


async def test_of_several_one_digit_chooses(world: World) -> None:
    id_ = world.feedback("Nobody remembers who rang whom", step="a-bad-morning", quote=QUOTE)
    reword(world, "who rang whom?", "who noticed first?", "Ask who noticed")
    reword(world, "who noticed first?", "who noticed?", "Shorter", day=22)
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3", "W")
        driver.sees("Which one answered it?", "22 Nov Shorter", "21 Nov Ask who noticed")
        await driver.press("2")
        driver.sees("Answered: the rep is told")
        await driver.press("u")
        driver.sees("Undone: the answer")
    assert world.item(id_).state == "new"


async def test_where_nothing_has_changed_the_key_says_so(world: World) -> None:
    world.feedback("Nobody remembers who rang whom", step="a-bad-morning", quote=QUOTE)
    reword(world, "status: live", "status: live\nminutes: 30", "Say how long it takes")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3")
        driver.sees(QUOTE[:30]).sees_no("Already answered?")
        await driver.press("W")
        driver.sees("No revision since then seems to have answered it.")


async def test_who_is_no_liaison_is_refused(world: World) -> None:
    id_ = world.feedback("Nobody remembers who rang whom", step="a-bad-morning", quote=QUOTE)
    reword(world, "who rang whom?", "who noticed first?", "Ask who noticed")
    async with opened(world.root, world.data, person="mia", clock=world.clock) as driver:
        await driver.press("3", "W")
        driver.sees("That is for the marketing liaison")
    assert world.item(id_).state == "new"


async def test_a_revision_that_answers_what_is_like_it_is_named_and_each_item_has_its_own(
    world: World,
) -> None:
    twin = world.feedback("Nobody knows any more who rang whom", by="mia")
    world.act("answer", twin, "We ask otherwise now.")
    first = world.feedback("Nobody remembers who rang whom")
    world.feedback("The dock is called gate in Norway", step="a-bad-morning")
    reword(world, "status: live", "status: live\nminutes: 30", f"Say how long\n\nFeedback: {twin}")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3")
        if "Nobody remembers" not in driver.line_with("┃ ").partition("│")[0]:
            driver.sees("Norway")
        shown = driver.text
        await driver.press("j")
        assert (shown + driver.text).count("which says much the same") == 1
        driver.sees("Nobody remembers who rang whom")
    assert world.item(first).state == "new"
