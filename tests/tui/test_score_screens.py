"""Score cards from the keys: a run scored blind by both, looked at, given to a colleague; the cards with agreement."""

from __future__ import annotations

import pytest

from playbook.records.coaching import Score
from playbook.records.model import Run
from playbook.scoring import card_of, score
from tests.tui.driver import Driver, opened
from tests.tui.world import World
from tui.screens.person import RunsScreen
from tui.widgets.rows_view import RowsView

CARD = """\
---
kind: scorecard
---

# Call review

For [First discovery](../plays/discover/first-discovery.md).

## Consent asked? (yes/no, auto-fail)

> A nod is [bold]no[/bold].

## Listened (1–5)

> 1: talked. 5: heard the end.

## What was a cost?

- [ ] Overtime
- [ ] Waiting

## Depth (0–100)

## One thing to keep
"""
ALL = (("acknowledge",), *[("next_step",)] * 6)


@pytest.fixture
def run(world: World) -> Run:
    """A run of Lee's in a playbook with a small card beside the starter's."""
    (world.root / "scorecards" / "review.md").write_text(CARD, encoding="utf-8")
    return world.ran(*ALL, account="Halden Timber", result="advance")


def said(world: World, by: str, run: Run, **answers: str) -> None:
    """Score the run by somebody on the small card: c, l and d are its first two questions and the fourth."""
    from playbook.coaching.cards import answered

    workspace = world.of(by)
    card = card_of(workspace, "scorecards/review")
    wanted = {"c": 0, "l": 1, "d": 3}
    given = [answered(card.questions[wanted[key]], [value]) for key, value in answers.items()]
    row = workspace.run_index.row(run.id)
    assert row is not None
    score(workspace, row, card, {one.question: one for one in given})


async def at_run(driver: Driver, rep: str = "lee") -> None:
    driver.app.push_screen(RunsScreen(rep=rep))
    await driver.settle()


def scores(world: World, by: str) -> list[Score]:
    return [record.body for record in world.of(by).records("score") if isinstance(record.body, Score)]


async def test_a_rep_scores_their_own_run_and_sees_the_managers_only_then(world: World, run: Run) -> None:
    said(world, "kim", run, c="yes", l="2", d="40")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(120, 50)) as driver:
        await at_run(driver)
        driver.sees("Kim Adeyemi has scored it: shown once your own scores").sees_no("Kim 2")
        await driver.press("c")
        driver.sees("On which card?", "1  Call review")
        await driver.press("1")
        driver.sees(
            "Only you and Kim Adeyemi may read this. It stays on this device", "A nod is [bold]no[/bold]."
        )
        driver.sees("1: talked. 5: heard the end.", "3 questions left", "1 ○   2 ○   3 ○   4 ○   5 ○")
        driver.sees("Call review: Lee Park, Halden Timber, 20 Nov · First discovery")
        driver.sees("What was a cost? (optional)", "One thing to keep (optional)").sees_no(
            "Listened (optional)"
        )
        await driver.press("enter")
        driver.sees("Not answered yet: “Consent asked?” and 2 more.")
        await driver.press("1", "4", "2", "down")
        driver.sees("1 question left · 4 on 1–5; 1 of 1 yes")
        await driver.type("101")
        await driver.press("enter")
        driver.sees("“101” is no answer to “Depth”: 0 to 100.")
        await driver.press("backspace")
        await driver.press("enter")
        await driver.type("Keep the silence")
        await driver.press("enter")
        driver.sees("Your scores are in.", "Listened Lee 4 · Kim 2", "Depth Lee 10 · Kim 40")
        driver.sees("What was a cost? Lee Waiting")
    (mine,) = [one for one in scores(world, "lee") if one.answers[-1].values == ("Keep the silence",)]
    assert mine.blind


async def test_said_anew_it_begins_with_what_was_said_and_escape_asks_twice(world: World, run: Run) -> None:
    said(world, "lee", run, c="yes", l="2", d="40")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(120, 50)) as driver:
        await at_run(driver)
        await driver.press("c", "1")
        driver.sees("1 ○   2 ●   3 ○", "All is answered that must be")
        await driver.press("2")
        driver.sees("failed by 1 answer")
        await driver.press("escape")
        driver.sees("again drops what you answered")
        await driver.press("escape")
        driver.sees("Runs: Lee Park").sees_no("failed by")
        await driver.press("c", "1", "down", "5", "up", "up", "enter")
        driver.sees("Your scores are in.", "said anew 1 time", "Listened Lee 5")


async def test_saved_too_early_it_goes_to_the_first_question_that_is_left(world: World, run: Run) -> None:
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(80, 16)) as driver:
        await at_run(driver)
        await driver.press("c", "1", "1", "down", "down", "down", "end", "down")
        await driver.type("The silence")
        driver.sees("▸ One thing to keep", "2 questions left")
        await driver.press("enter")
        driver.sees("Not answered yet: “Listened” and 1 more.", "▸ Listened")
        await driver.press("4", "down")
        await driver.type("40")
        await driver.press("enter", "enter")
        driver.sees("Your scores are in.")
    (mine,) = scores(world, "kim")
    assert [one.values for one in mine.answers][-1] == ("The silence",)


async def test_a_choice_is_taken_back_by_the_same_digit_and_nothing_said_needs_no_second_escape(
    world: World, run: Run
) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(120, 50)) as driver:
        await at_run(driver)
        await driver.press("c", "1", "1", "up")
        driver.sees("1 ● Yes")
        await driver.press("1")
        driver.sees("1 ○ Yes", "3 questions left")
        await driver.press("escape")
        driver.sees("Runs: Lee Park")
    assert scores(world, "lee") == []


async def test_to_look_without_scoring_is_asked_first(world: World, run: Run) -> None:
    said(world, "lee", run, c="yes", l="2", d="40")
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(120, 50)) as driver:
        await at_run(driver)
        await driver.press("o")
        driver.sees("Look without scoring?", "mine would not be blind any more")
        await driver.press("2")
        driver.sees_no("Listened Lee 2")
        await driver.press("o", "1")
        driver.sees("Listened Lee 2", "You looked without scoring")
        await driver.press("o")
        driver.sees("Nothing of this run is hidden from you.")


async def test_a_run_is_given_to_a_colleague(world: World, run: Run) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(120, 50)) as driver:
        await at_run(driver)
        await driver.press("h")
        driver.sees("Give this run to whom?", "Mia Novak")
        await driver.press(driver.line_with("Mia Novak").partition("Mia Novak")[0].split()[-1])
        driver.sees("Mia Novak may read and score it.", "Only you and Mia Novak may read this.")
    assert world.of("mia").run_index.row(run.id) is not None


async def test_what_cannot_be_scored_says_why(world: World, run: Run) -> None:
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(120, 50)) as driver:
        await at_run(driver)
        await driver.press("h")
        driver.sees("Only the rep can give a run to a colleague")
        await driver.press("escape")
        await at_run(driver, "mia")
        await driver.press("c")
        driver.sees("There is no run here.")


async def test_the_cards_show_guide_and_agreement_and_below_them_what_was_scored(
    world: World, run: Run
) -> None:
    said(world, "lee", run, c="yes", l="2", d="40")
    said(world, "kim", run, c="yes", l="4", d="40")
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(120, 50)) as driver:
        await driver.press("4", "c")
        driver.sees("Score cards", "Call review", "by two", "First discovery score card")
        driver.sees("A nod is [bold]no[/bold].", "Agreement: 0 of 1 the same, 2.0 apart on average")
        await driver.press("c")
        driver.sees("Go to a run below a card")
        await driver.press("j")
        driver.sees("Listened Kim 4 · Lee 2").sees_no("A nod is")
        about = next(row.text for row in driver.app.screen.query_one("#scored", RowsView).rows if row.text)
        assert "Lee Halden Timber" in about  # which run it is, also where the list is not beside it
        await driver.press("c")
        driver.sees("Only you and Lee Park may read this.")
        await driver.press("down", "2", "up", "up", "enter")
        driver.sees("Your scores are in.", "Listened Kim 2 · Lee 2")
        await driver.press("enter")
        assert driver.focus == "scored"
        await driver.press("tab")
        assert driver.focus == "scores"
        await driver.press("escape")
        driver.sees("What to talk about")


async def test_scores_of_a_card_and_a_run_that_are_gone_are_still_told(world: World, run: Run) -> None:
    said(world, "kim", run, c="no")
    (world.root / "scorecards" / "review.md").unlink()
    for journal in world.data.rglob("lee/*/line/*.jsonl"):
        journal.unlink()
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(120, 50)) as driver:
        await driver.press("4", "c", "j")
        driver.sees("Call review", "Lee, a run that is not here", "There is no page")
        await driver.press("j")
        driver.sees("Consent asked? Kim No FAILED")


async def test_on_a_narrow_screen_v_swaps_list_and_page(world: World, run: Run) -> None:
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("4", "c")
        driver.sees("First discovery score card").sees_no("A nod is")
        await driver.press("v")
        driver.sees("A nod is").sees_no("First discovery score card")
        await driver.press("enter")
        driver.sees("First discovery score card").sees_no("A nod is")
        await driver.press("enter")
        driver.sees("A nod is")


async def test_a_card_that_asks_nothing_says_how_to_write_a_question(world: World, run: Run) -> None:
    (world.root / "scorecards" / "review.md").write_text("# Call review\n\nNothing yet.\n", encoding="utf-8")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(120, 50)) as driver:
        await at_run(driver)
        await driver.press("c")
        await driver.press(driver.line_with("Call review").partition("Call review")[0].split()[-1])
        driver.sees("has no question", "Runs: Lee Park")
