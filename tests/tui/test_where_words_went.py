"""The credit: told once in Today, and kept beside what I said."""

from __future__ import annotations

from playbook.credit import credits_of
from playbook.records.figures import Figures, PlayCount, StepCount
from tests.tui.driver import opened
from tests.tui.test_you_said_we_did import SAID, STEP, published
from tests.tui.world import DISCOVERY, World

TOLD = "In 1 play: on 28 calls since, by at least 6 people."


def used(world: World, by: str = "kim") -> str:
    """Lee's words change a play, and two weeks later Kim's team has published a week of it; return the feedback."""
    id_ = published(world)
    world.clock.move(14 * 86_400)
    step = StepCount(STEP, reps=6, reached=30, done=28, skipped=2)
    play = PlayCount(DISCOVERY, reps=6, runs=31, committed=3, kept=1, steps=(step,))
    world.of(by).append(Figures("2026-W48", (play,)))
    return id_


async def test_it_is_told_once_and_stays_beside_what_i_said(world: World) -> None:
    id_ = used(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees("★ your words", "you: Nobody says", "In 1 play: on 28 calls")
        await driver.press("j")
        driver.sees("on 28 calls since, by at least 6", f"You said: {SAID}", "It is told once.")
        await driver.press("y")
        driver.sees("✓ Read.").sees_no("★ your words")
        await driver.press("u")
        driver.sees("★ your words")
        await driver.press("j", "enter")
        driver.sees("▎ You said: Nobody says whom any more")
        await driver.press("escape")
        driver.sees("1 Today").sees_no("★ your words")
        await driver.press("F")
        driver.sees("★ Where your words went", "on 28 calls since, by at least 6", f"★ {TOLD}")
    assert [one.feedback for one in credits_of(world.of("lee"))] == [id_]


async def test_nobody_else_gets_it_and_figures_of_somebody_who_leads_nobody_count_for_nothing(
    world: World,
) -> None:
    used(world, by="mia")
    assert credits_of(world.of("mia")) == []
    (mine,) = credits_of(world.of("lee"))
    assert (mine.calls, mine.people) == (0, 0)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees("✓ answer").sees_no("★ your words")
        await driver.press("F")
        driver.sees("how many use it is told once a team")


def test_what_was_reopened_or_never_changed_a_play_has_none(world: World) -> None:
    id_ = used(world)
    answered = world.feedback("Another thing", step=STEP)
    world.act("answer", answered, "It is said already")
    assert [one.feedback for one in credits_of(world.of("lee"))] == [id_]
    world.act("reopen", id_, "Not yet", by="lee")
    assert credits_of(world.of("lee")) == []


def test_my_own_calls_since_are_mine_to_know(world: World) -> None:
    used(world)
    world.ran(by="lee", play=DISCOVERY)
    (mine,) = credits_of(world.of("lee"))
    assert (mine.mine, mine.weeks) == (1, ("2026-W48",))
