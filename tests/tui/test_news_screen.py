"""News: what was answered, what changed in words; opening marks as read, passing by never does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playbook.feed import FEW, news_lines
from tests.tui.conftest import commit_all
from tests.tui.driver import Driver, opened
from tests.tui.world import DISCOVERY, World

PRICE = "plays/commit/price-conversation"


@asynccontextmanager
async def news(world: World, person: str = "lee", **how: object) -> AsyncIterator[Driver]:
    async with opened(world.root, world.data, person=person, clock=world.clock, **how) as driver:  # type: ignore[arg-type]
        await driver.press("5")
        yield driver


def change(world: World, old: str = "and who rang whom?", new: str = "and who rang first?") -> None:
    """Change the discovery play, committed by Dana."""
    page = world.root / f"{DISCOVERY}.md"
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")
    commit_all(world.root, "Say who rang first", at="2026-11-18T10:00:00Z")


def unread(world: World) -> int:
    return sum(not line.read for line in news_lines(world.of("lee")))


async def test_no_news_says_what_will_come_here(world: World) -> None:
    async with news(world) as driver:
        driver.sees("Nothing new. Answers to your feedback come here, and", "changes of the plays.")
        await driver.press("enter")
        driver.sees("There is no news.")
        await driver.press("R")
        driver.sees("There is no news.")


async def test_a_change_is_told_word_by_word_with_who_and_why(world: World) -> None:
    change(world)
    async with news(world) as driver:
        driver.sees("5 News 1", "●  changed", "2 days ago", "First discovery")
        driver.sees("Dana Ortiz · Wed 18 Nov 2026", "Say who rang first", "−whom? +first?")


async def test_passing_by_is_not_reading_and_opening_is(world: World) -> None:
    price = world.root / f"{PRICE}.md"
    price.write_text(price.read_text("utf-8") + "\nOne more line.\n", "utf-8")
    commit_all(world.root, "Say one thing more", at="2026-11-18T10:00:00Z")
    id_ = world.feedback("Nobody says whom any more", step="a-bad-morning")
    world.act("answer", id_, "It says who rang first now.")
    async with news(world) as driver:
        driver.sees("5 News 2", "●  answer", "●  changed")
        await driver.press("j", "k", "1", "5")
        driver.sees("5 News 2")
        assert unread(world) == 2
        await driver.press("enter")
        driver.sees("▎ Dana Ortiz answered: It says who rang first now.", "A bad morning")
        await driver.press("escape")
        driver.sees("5 News 1")
        assert unread(world) == 1


async def test_all_can_be_marked_as_read_by_one_key(world: World) -> None:
    change(world)
    id_ = world.feedback("Nobody says whom any more", step="a-bad-morning")
    world.act("answer", id_, "It says who rang first now.")
    async with news(world) as driver:
        await driver.press("R")
        driver.sees("answer", "changed").sees_no("●", "5 News 2")
    assert unread(world) == 0


async def test_a_new_page_and_one_that_went_are_told(world: World) -> None:
    (world.root / "plays/connect/fresh.md").write_text("# Quite fresh\n\n## A\n\n## B\n", "utf-8")
    (world.root / "plays/connect/trigger-event-call.md").unlink()
    commit_all(world.root, "Swap two plays", at="2026-11-19T10:00:00Z")
    async with news(world) as driver:
        driver.sees("new", "Quite fresh", "removed", "rigger")
        for _ in range(2):
            await driver.press("enter", "escape")
            await driver.press("j")
        driver.sees("News")


async def test_what_i_changed_myself_is_no_news_to_me(world: World) -> None:
    change(world)
    async with news(world, "dana") as driver:
        driver.sees_no("●")


async def test_on_a_narrow_screen_v_shows_the_detail(world: World) -> None:
    change(world)
    async with news(world, size=(80, 24)) as driver:
        driver.sees("changed", "First discovery").sees_no("−whom?")
        await driver.press("v")
        driver.sees("−whom? +first?")


# Pages of others


def know(world: World, count: int) -> None:
    """Let Dana write pages that Lee neither uses nor owns."""
    for number in range(count):
        (world.root / f"know/fact-{number}.md").write_text(f"# Fact {number}\n\nOne.\n", "utf-8")
    commit_all(world.root, "Write facts", at="2026-11-19T10:00:00Z")


async def test_many_changes_that_do_not_concern_me_stand_behind_one_line(world: World) -> None:
    change(world)
    know(world, FEW + 2)
    async with news(world) as driver:
        driver.sees("5 News 1", "First discovery", "▸  others", "Pages you neither use nor own")
        driver.sees_no("Fact 1")
        await driver.press("r")
        driver.sees("There is no question of marketing's in this line.")
        await driver.press("j")
        driver.sees("7 changes of pages that you neither use nor own", "new: Fact 1", "lists them")
        await driver.press("y")
        driver.sees("This line holds others; open it first.")
        await driver.press("enter")
        driver.sees("▾  others", "●  new")
        await driver.press("j", "y")
        driver.sees("Read. u takes it back.", "5 News 1")
        await driver.press("g", "j", "enter")
        driver.sees("▸  others").sees_no("●  new")
        await driver.press("R")
        driver.sees("7 lines marked as read.").sees_no("●", "5 News 1")


async def test_a_few_changes_of_others_are_listed_as_they_are(world: World) -> None:
    know(world, FEW)
    async with news(world) as driver:
        driver.sees(f"5 News {FEW}", "Fact 0").sees_no("others")


async def test_when_nothing_concerns_me_the_one_line_stands_alone(world: World) -> None:
    know(world, FEW + 1)
    async with news(world) as driver:
        driver.sees("▸  others", "6 changes of pages").sees_no("5 News 6", "Nothing new")


async def test_a_page_that_was_only_verified_is_no_news(world: World) -> None:
    page = world.root / f"{DISCOVERY}.md"
    text = page.read_text("utf-8")
    before = next(line for line in text.splitlines() if line.startswith("verified:"))
    page.write_text(text.replace(before, "verified: 2026-11-18"), "utf-8")
    commit_all(world.root, "Verify First discovery", at="2026-11-18T10:00:00Z")
    async with news(world) as driver:
        driver.sees("Nothing new.")


# What is said


async def test_the_front_matter_is_told_in_words_and_the_text_word_by_word(world: World) -> None:
    page = world.root / f"{DISCOVERY}.md"
    text = page.read_text("utf-8")
    page.write_text(
        text.replace("status: live", "status: pilot").replace("rang whom?", "rang first?"), "utf-8"
    )
    commit_all(world.root, "Try it first", at="2026-11-18T10:00:00Z")
    async with news(world) as driver:
        driver.sees("status: live → pilot", "−whom? +first?").sees_no("−live", "---", "status: pilot")


async def test_only_facts_changed(world: World) -> None:
    page = world.root / f"{DISCOVERY}.md"
    page.write_text(page.read_text("utf-8").replace("status: live", "status: retired"), "utf-8")
    commit_all(world.root, "Retire it", at="2026-11-18T10:00:00Z")
    async with news(world) as driver:
        driver.sees("Retire it", "status: live → retired").sees_no("−", "+")


async def test_an_answer_stands_beside_what_i_said_and_was_about(world: World) -> None:
    id_ = world.feedback("Nobody says whom any more", step="a-bad-morning", quote="and who rang whom?")
    world.act("answer", id_, "It says who rang first now.")
    async with news(world, size=(140, 30)) as driver:
        driver.sees("It says who rang first now. ← you: Nobody say")
        driver.sees("You said: Nobody says whom any more", "About: “and who rang whom?”")
        driver.sees(
            "Dana Ortiz answered · Fri 20 Nov 2026",
            "⏎ reads it in its place in the play; t says",
            "y takes it as read.",
        )


async def test_what_was_said_to_me_comes_first_then_must_reads_each_newest_first(world: World) -> None:
    change(world)
    duty = world.root / "know/duty.md"
    duty.write_text("---\nmust-read: true\n---\n# A duty\n\nSay it.\n", "utf-8")
    commit_all(world.root, "Add a duty", at="2026-11-19T10:00:00Z")
    asked, older, newer = (world.feedback(text, play="") for text in ("Asked", "Older", "Newer"))
    for id_, action, text in (
        (older, "answer", "First"),
        (asked, "ask", "Which?"),
        (newer, "answer", "Second"),
    ):
        world.clock.move(60)
        world.act(action, id_, text)  # type: ignore[arg-type]
    async with news(world) as driver:
        kinds = [line[4:].split("  ")[0:2] for line in driver.lines if "●" in line]
        assert [kind[1].strip() if not kind[0].strip("● ") else kind[0] for kind in kinds] == [
            "question", "answer", "answer", "must read", "changed",
        ]  # fmt: skip
        text = driver.text
        assert text.index("Second") < text.index("First")


async def test_a_question_is_replied_to_here_too_and_u_takes_the_reply_back(world: World) -> None:
    id_ = world.feedback("The price is old")
    world.act("ask", id_, "Which price?")
    async with news(world, size=(80, 24)) as driver:
        driver.sees("5 News 1", "●  question", "r reply")
        await driver.press("v")
        driver.sees("r replies; ⏎ shows its place")
        await driver.press("v", "r")
        driver.sees("Reply to marketing", "You said: The price is old", "Which price?")
        await driver.type("The list price")
        await driver.press("enter")
        driver.sees("✓ Replied. u takes it back.").sees_no("question")
        assert world.item(id_).thread[-1].text == "The list price"
        await driver.press("u")
        driver.sees("✓ The question waits again.", "question")
        await driver.press("r")
        driver.sees("Reply to marketing")
    assert world.item(id_).state == "waiting"


async def test_what_is_no_question_is_not_replied_to(world: World) -> None:
    change(world)
    async with news(world) as driver:
        driver.sees_no("r reply")
        await driver.press("r")
        driver.sees("There is no question of marketing's in this line.")


# Read, and unread again


async def test_y_marks_as_read_without_opening_and_u_takes_it_back(world: World) -> None:
    change(world)
    async with news(world) as driver:
        await driver.press("y")
        driver.sees("✓ Read. u takes it back.").sees_no("●", "5 News 1")
        assert unread(world) == 0
        await driver.press("y")
        driver.sees("It is read already.")
        await driver.press("u")
        driver.sees("✓ Unread again.", "●  changed", "5 News 1")
        assert unread(world) == 1
        await driver.press("u")
        driver.sees("There is nothing to take back: you have done nothing here.")


async def test_all_read_leaves_must_reads_and_comes_back_as_one(world: World) -> None:
    change(world)
    duty = world.root / "know/duty.md"
    duty.write_text("---\nmust-read: true\n---\n# A duty\n\nSay it.\n", "utf-8")
    commit_all(world.root, "Add a duty", at="2026-11-19T10:00:00Z")
    id_ = world.feedback("Nobody says whom any more")
    world.act("answer", id_, "It says who rang first now.")
    async with news(world) as driver:
        driver.sees("5 News 3")
        await driver.press("R")
        driver.sees("✓ 2 lines marked as read. u takes it back.", "5 News 1", "●  must read")
        await driver.press("R")
        driver.sees("Everything is read already.")
        await driver.press("u")
        driver.sees("✓ Unread again.", "5 News 3")
        await driver.press("g", "j", "y")
        driver.sees("✓ Acknowledged. u takes it back.", "5 News 2").sees_no("●  must read")
        await driver.press("u")
        driver.sees("●  must read", "5 News 3")


async def test_what_opened_can_be_made_unread_again(world: World) -> None:
    change(world)
    async with news(world) as driver:
        await driver.press("enter", "escape")
        driver.sees_no("●")
        await driver.press("u")
        driver.sees("●  changed")


async def test_a_must_read_says_who_has_acknowledged_it(world: World) -> None:
    duty = world.root / "know/duty.md"
    duty.write_text("---\nmust-read: true\n---\n# A duty\n\nSay it.\n", "utf-8")
    commit_all(world.root, "Add a duty", at="2026-11-19T10:00:00Z")
    async with news(world, "mia", size=(120, 40)) as driver:
        driver.sees("Nobody has acknowledged it yet.", "Not yet, as far as this device knows: ")
        await driver.press("y")
        driver.sees("Acknowledged by Mia Novak.")
    async with news(world, "lee", size=(120, 40)) as driver:
        driver.sees("Acknowledged by Mia Novak.")
