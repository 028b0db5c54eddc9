"""How far a rep's words went: counted from what teams published of the weeks after the change."""

from __future__ import annotations

from datetime import date

import pytest

from playbook.credit import Credit, credit_words, row, together, used_since
from playbook.records.figures import Figures, PlayCount, StepCount

DAY = date(2026, 11, 18)
PAGE = "plays/discover/first-call"
BEFORE, SAME, AFTER, LATER = "2026-W46", "2026-W47", "2026-W48", "2026-W49"


def week(name: str, reps: int, runs: int, *, page: str = PAGE, **steps: int) -> Figures:
    """What one team did in a week: each step was done so often, by all of them."""
    counted = tuple(
        StepCount(step.replace("_", "-"), reps, runs, done, runs - done) for step, done in steps.items()
    )
    return Figures(name, (PlayCount(page, reps, runs, 0, 0, counted),))


def test_only_weeks_that_began_after_the_change_count() -> None:
    published = {("kim", one): week(one, 6, 20, open=10) for one in (BEFORE, SAME, AFTER, LATER)}
    assert used_since(published, [(PAGE, "open")], DAY) == (6, 20, (AFTER, LATER))
    assert used_since(published, [(PAGE, "open")], date(2026, 12, 31)) == (0, 0, ())


def test_the_step_that_was_changed_counts_and_no_other() -> None:
    published = {("kim", AFTER): week(AFTER, 6, 20, open=10, ask_for_it=7)}
    assert used_since(published, [(PAGE, "ask-for-it")], DAY) == (6, 7, (AFTER,))
    assert used_since(published, [(PAGE, "")], DAY) == (6, 20, (AFTER,)), (
        "where the page as a whole was meant"
    )
    assert used_since(published, [(PAGE, "gone")], DAY) == (0, 0, ())
    assert used_since(published, [("plays/other", "open")], DAY) == (0, 0, ())


def test_people_are_the_most_of_a_week_and_added_up_over_teams() -> None:
    published = {
        ("kim", AFTER): week(AFTER, 6, 20, open=10),
        ("kim", LATER): week(LATER, 5, 9, open=4),
        ("rae", AFTER): week(AFTER, 7, 30, open=12),
    }
    assert used_since(published, [(PAGE, "open")], DAY) == (13, 26, (AFTER, LATER))


def test_a_page_that_was_renamed_is_the_same_page() -> None:
    published = {("kim", AFTER): week(AFTER, 6, 20, page="plays/old", open=10)}
    assert used_since(published, [(PAGE, "open")], DAY, {"plays/old": PAGE})[1] == 10


@pytest.mark.parametrize("name", ["", "2026-W60", "last week"])
def test_what_is_no_week_is_not_counted(name: str) -> None:
    assert used_since({("kim", name): week(name, 6, 20, open=10)}, [(PAGE, "open")], DAY) == (0, 0, ())


def credit(
    id_: str = "a1", step: str = "open", page: str = PAGE, *, people: int = 0, calls: int = 0, mine: int = 0
) -> Credit:
    return Credit(id_, "Nobody asks it so", ((page, step),), "2026-11-18", people, calls, mine=mine)


def test_it_is_said_in_words_and_nothing_is_claimed_that_nobody_published() -> None:
    assert credit_words(credit(people=9, calls=140)) == "In 1 play: on 140 calls since, by at least 9 people."
    none = "In 1 play; how many use it is told once a team publishes its weeks."
    assert credit_words(credit()) == none
    assert credit_words(credit(mine=2)) == f"{none} 2 calls of yours since."


def test_several_are_one_and_a_place_counts_once() -> None:
    found = [
        credit("a1", people=9, calls=140),
        credit("a2", people=9, calls=140),
        credit("a3", page="plays/other", people=5, calls=10),
    ]
    whole = together(found)
    assert whole is not None
    assert (len(whole.plays), whole.people, whole.calls) == (2, 9, 150)
    assert credit_words(whole) == "In 2 plays: on 150 calls since, by at least 9 people."
    assert together([]) is None


def test_what_programs_read() -> None:
    assert row(credit(people=9, calls=140)) == {
        "id": "a1", "text": "Nobody asks it so", "plays": [PAGE], "since": "2026-11-18",
        "people": 9, "calls": 140, "mine": 0, "weeks": [],
    }  # fmt: skip
