"""What Lee and Mia set out to do in the demo, what Lee says aloud, and a log out of the CRM of before."""

from __future__ import annotations

import csv

import pytest

from playbook.coaching.goals import to_show
from playbook.demo.elsewhere import CASES, FILE, LOG
from playbook.demo.improving import PRACTISED, REWORDED
from playbook.elsewhere.figures import classes
from playbook.goals import goals_of, stands
from playbook.imported_logs import log_of, pages_of
from playbook.importing_logs import take_in, understand
from playbook.practising import earlier_words, my_reviews, sitting_of
from playbook.records.coaching import Goal, Practice
from playbook.records.model import Imported, Run
from playbook.today.others import goal_lines
from tests.demo.laid import Laid, Lay

OPEN = "open"


def test_goals_stand_on_the_days_of_lee_and_mia(demo: Laid) -> None:
    lee, mia = demo.workspace("lee"), demo.workspace("mia")
    assert [line.what for line in goal_lines(lee)] == [
        "A next step with its day in 70% of Connect calls",
        "“Read it back” done in 90% of “First discovery” calls",
    ]
    assert [line.what for line in goal_lines(mia)] == ["A commitment in 60% of “Trigger-event call” calls"]


def test_a_goal_of_lees_own_stays_lees_and_kim_sees_what_is_between_the_two(demo: Laid) -> None:
    kim, lee = demo.workspace("kim"), demo.workspace("lee")
    hers = {one.goal.id: one for one in goals_of(lee, "lee")}
    kims = {one.goal.id for one in goals_of(kim, "lee")}
    assert {id_ for id_, one in hers.items() if one.pair} == kims
    [alone] = [one for id_, one in hers.items() if id_ not in kims]
    assert (alone.goal.figure, alone.is_open) == ("next-step", True)
    assert [one.goal.state for one in to_show(goals_of(kim, "lee"), ended=True)] == [OPEN, "reached"]
    assert [one.set_by for one in goals_of(kim, "lee") if one.is_open] == ["kim"]


def test_goals_are_counted_from_the_calls(team: Laid) -> None:
    lee = team.workspace("lee")
    own = next(one for one in goals_of(lee, "lee") if one.goal.figure == "next-step")
    found = stands(lee, own)
    assert found.standing in ("above", "at")
    assert found.interval is not None
    assert found.gained is not None
    assert found.gained.low > 0, "Lee asks for a day since the goal was set, and did not before"


def test_practice_is_due_for_lee_and_what_was_reworded_since_comes_first(demo: Laid) -> None:
    pytest.importorskip("fsrs")
    sitting = sitting_of(demo.workspace("lee"))
    waiting = [(one.why, one.card.id) for one in sitting.queue.due if one.why != "new"]
    assert waiting[0] == ("changed", REWORDED)
    assert sum(why == "due" for why, _ in waiting) >= 4
    assert sitting.ready.known < sitting.ready.practised == len(PRACTISED)


def test_the_words_that_lee_said_before_are_still_known(demo: Laid) -> None:
    pytest.importorskip("fsrs")
    lee = demo.workspace("lee")
    first = sitting_of(lee).queue.due[0]
    before = earlier_words(lee, first)
    assert before
    assert before != first.card.answer


def test_practice_is_lees_alone(demo: Laid) -> None:
    audiences = {record.audience for record in demo.records if isinstance(record.body, Practice)}
    assert audiences == {"self"}
    assert not my_reviews(demo.workspace("kim"))
    reviews = [one for many in my_reviews(demo.workspace("lee")).values() for one in many]
    assert [one.partner for one in reviews if one.well] == ["mia"]


def test_goals_and_grades_lie_before_now_whatever_the_day(lay: Lay) -> None:
    from datetime import UTC, datetime

    for name, now in (("sunday", datetime(2026, 11, 22, 9, 0, tzinfo=UTC)),
                      ("new-year", datetime(2027, 1, 4, 7, 0, tzinfo=UTC))):  # fmt: skip
        laid = lay(name, now=now)
        said = [record for record in laid.records if isinstance(record.body, (Goal, Practice))]
        assert len(said) > len(PRACTISED)
        assert max(record.at for record in said) < now.isoformat()


def test_the_log_of_before_is_counted_apart(team: Laid) -> None:
    kim = team.workspace("kim")
    log = log_of(kim, LOG)
    assert len(log.cases) == sum(count for _, count in CASES)
    [page] = pages_of(kim, log).values()
    found = {one.label: one for one in classes(log, page)}
    won, lost = found["Won"], found["Lost"]
    assert (won.play.runs, lost.play.runs) == (18, 24)
    cost = {label: next(step for step in one.play.steps if step.step == "what-it-costs")
            for label, one in found.items()}  # fmt: skip
    assert cost["Won"].done == 18
    assert cost["Lost"].done < 12, "those that were lost stopped early"
    assert cost["Lost"].skipped == 0, "and that is nothing left out"
    assert not {case.id for case in log.cases} & {run.id for run in team.bodies(Run)}


def test_reps_read_nothing_of_the_log_that_their_manager_imported(team: Laid) -> None:
    assert not team.workspace("lee").records("imported")


def test_importing_it_again_changes_nothing(team: Laid) -> None:
    kim = team.workspace("kim")
    found = understand(kim, team.demo.root.parent / FILE, LOG)
    assert not found.written
    taken = take_in(kim, found, dry_run=True)
    assert (taken.cases, taken.unchanged, taken.failed) == (50, 50, 0)
    assert not taken.activities, "the mapping names every activity"


def test_the_csv_is_one_that_a_person_can_read(team: Laid) -> None:
    with (team.demo.root.parent / FILE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert set(rows[0]) == {"Deal", "Activity", "Done at", "Owner", "Outcome", "Company"}
    assert max(row["Done at"] for row in rows) < min(run.started for run in team.bodies(Run))
    assert "J. Ruiz" in {case.rep for case in team.bodies(Imported)}, "who has left keeps their name"


def test_the_small_demo_has_no_log(demo: Laid) -> None:
    assert not demo.bodies(Imported)
    assert not (demo.demo.root.parent / FILE).exists()
