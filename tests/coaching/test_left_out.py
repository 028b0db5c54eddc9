"""What is left out: by most the play's problem, by one for coaching, and otherwise chance."""

from __future__ import annotations

import pytest

from playbook.coaching.topics.left_out import left_out, reasons_chart
from playbook.coaching.topics.model import Topic
from playbook.records.model import Run
from tests.coaching.calls import page
from tests.coaching.logs import REPS, log, runs, steps, team

SKIPS_B = "a+ b- c+"


def found(made: list[Run], **how: object) -> list[Topic]:
    read = log(made, **how)  # type: ignore[arg-type]
    return left_out(read, steps(read))


def test_nothing_skipped_is_nothing_to_talk_about() -> None:
    assert found(team(10)) == []
    assert found([]) == []


def test_what_most_reps_skip_is_the_plays_problem_with_its_figures() -> None:
    made = [run for rep in REPS[:4] for run in (*runs(3, rep, SKIPS_B), *runs(1, rep))] + runs(4, "amir")
    (topic,) = found(made)
    assert (topic.kind, topic.step, topic.rep, topic.n, topic.reps) == ("left-out-by-most", "b", "", 20, 5)
    assert topic.said == (
        "Skipped in 12 of 20 runs that reached it, by 4 of 5 reps; most often “no time” (12 of 12)."
    )
    assert "owners" in topic.advice
    assert topic.tells == "wrong"
    assert len(topic.runs) == 12


def test_it_names_nobody() -> None:
    (topic,) = found([run for rep in REPS for run in runs(3, rep, SKIPS_B)])
    said = f"{topic.title} {topic.said} {topic.advice} {topic.plainly}"
    assert not any(name in said for name in ("Lee", "Mia", "Dov", "Bea", "Amir"))


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (runs(3, "lee", SKIPS_B) + runs(3, "mia", SKIPS_B) + runs(3, "dov", SKIPS_B), "nine runs"),
        (runs(6, "lee", SKIPS_B) + runs(6, "mia", SKIPS_B), "two reps"),
        ([run for rep in REPS for run in (*runs(1, rep, SKIPS_B), *runs(3, rep))], "every fourth time"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_too_little_is_not_the_plays_problem(made: list[Run], why: str) -> None:
    assert [topic.kind for topic in found(made)] == [], why


def test_a_rep_who_came_by_once_says_nothing_about_a_play() -> None:
    made = (
        [run for rep in REPS[:3] for run in runs(5, rep)] + runs(1, "bea", SKIPS_B) + runs(1, "amir", SKIPS_B)
    )
    read = log(made)
    assert not any(step.is_the_plays for step in steps(read))


def test_an_optional_step_is_nobodys_problem() -> None:
    made = team(4, "a+ Bo c+")
    assert found(made) == []


def test_what_one_rep_skips_is_for_coaching_with_both_counts() -> None:
    made = team(10, but=("dov",)) + runs(8, "dov", "a+ b- c+")
    (topic,) = found(made)
    assert (topic.kind, topic.rep, topic.step, topic.n) == ("left-out-by-one", "dov", "b", 48)
    assert topic.title == "Dov Adler: B"
    assert topic.said == (
        "Dov Adler skips “B” of First call in 8 of 8 runs, the others in 0 of 40; most often “no time” (8)."
    )
    assert "for coaching, not a verdict" in topic.advice
    assert topic.tells == ""
    assert {id_.split("-")[0] for id_ in topic.runs} == {"dov"}


def test_somebody_the_reader_may_not_see_is_not_named() -> None:
    made = team(10, but=("dov",)) + runs(8, "dov", "a+ b- c+")
    assert found(made, named=("lee", "mia")) == []


def test_a_skip_now_and_then_is_chance() -> None:
    made = team(10, but=("dov",)) + runs(7, "dov") + runs(1, "dov", SKIPS_B)
    assert found(made) == []


def test_a_rep_who_skips_less_than_the_others_is_no_topic() -> None:
    made = [run for rep in REPS[:4] for run in (*runs(4, rep, SKIPS_B), *runs(6, rep))] + runs(20, "amir")
    assert [topic.rep for topic in found(made)] == []


def test_few_runs_of_one_rep_say_nothing() -> None:
    assert found(team(10, but=("dov",)) + runs(4, "dov", SKIPS_B)) == []
    assert found(runs(20, "dov", SKIPS_B) + runs(9, "lee")) == [], "fewer than ten of the others"


def test_the_more_is_looked_at_the_more_it_takes() -> None:
    """Three of five against none of ten is p < .05 alone, and chance among many steps."""
    made = runs(3, "dov", SKIPS_B) + runs(2, "dov") + runs(10, "lee")
    one = found(made)
    assert [topic.rep for topic in one] == []
    alone = runs(5, "dov", "a-") + runs(20, "lee", "a+")
    read = log(alone, page("a"))
    assert [topic.rep for topic in left_out(read, steps(read))] == ["dov"]


def test_a_run_that_ended_before_a_step_is_not_held_against_it() -> None:
    made = team(10, but=("dov",)) + runs(10, "dov", "a+ b. c.", result="declined")
    assert found(made) == []


def test_a_step_that_was_renamed_is_counted_under_its_present_name() -> None:
    from playbook.plays.model import Facts

    now = page("a", "new", "c", facts=Facts(moved={"b": "new"}))
    made = [run for rep in REPS for run in runs(3, rep, SKIPS_B)]
    read = log(made, now)
    (topic,) = left_out(read, steps(read))
    assert (topic.step, len(topic.runs)) == ("new", 15)


def test_a_step_that_is_gone_is_no_topic() -> None:
    read = log([run for rep in REPS for run in runs(3, rep, SKIPS_B)], page("a", "c"))
    assert left_out(read, steps(read)) == []


def test_reasons_add_up_to_all() -> None:
    made = [run for rep in REPS for run in runs(3, rep, SKIPS_B)]
    (step,) = [one for one in steps(log(made)) if one.step == "b"]
    chart = reasons_chart(step)
    assert [(bar.label, bar.shown) for bar in chart.bars] == [("no time", "15 · 100% so far")]
