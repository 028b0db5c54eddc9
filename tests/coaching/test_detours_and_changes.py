"""Detours that go with more commitments; and what came with new words of a play."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from playbook.coaching.topics.changed import changed, halves, revisions, trend
from playbook.coaching.topics.detours import detours
from playbook.records.model import Run
from tests.coaching.calls import page
from tests.coaching.logs import PLAY, TODAY, log, runs, team

WITHOUT_B = "a+ b- c+"
YES: dict[str, Any] = {"commitment": "done"}
NO: dict[str, Any] = {"commitment": "refused"}


def ways(without_yes: int, without_no: int, with_yes: int, with_no: int) -> list[Run]:
    return [
        *runs(without_yes, "lee", WITHOUT_B, **YES),
        *runs(without_no, "mia", WITHOUT_B, **NO),
        *runs(with_yes, "lee", **YES),
        *runs(with_no, "mia", **NO),
    ]


def test_a_detour_that_goes_with_more_commitments_is_a_proposal() -> None:
    (topic,) = detours(log(ways(18, 2, 6, 34)))
    assert (topic.kind, topic.play, topic.step, topic.n) == ("detour", PLAY, "b", 60)
    assert topic.title == "First call without “B”"
    assert topic.said == "18 of 20 runs without “B” end in a commitment, 6 of 40 with it."
    assert "It is no proof" in topic.advice
    assert topic.tells == "idea"
    assert len(topic.runs) == 20


@pytest.mark.parametrize(
    "counts",
    [(6, 14, 6, 34), (2, 18, 30, 10), (9, 0, 6, 34), (18, 2, 9, 0), (0, 0, 0, 0)],
    ids=["within chance", "goes with fewer", "nine without", "nine with", "none"],
)
def test_otherwise_nothing_is_said(counts: tuple[int, int, int, int]) -> None:
    assert detours(log(ways(*counts))) == []


def test_a_run_that_ended_before_a_later_step_says_nothing_of_the_detour() -> None:
    """An advance marks all that was left as skipped, a decline does not: only runs that went on are held together."""
    early = runs(30, "lee", "a+ b- c-", **YES) + runs(30, "mia", "a+ b. c.", result="declined", **NO)
    assert detours(log([*early, *runs(20, "dov", **NO)])) == []


def test_another_order_can_be_the_better_one() -> None:
    made = [
        *runs(20, "lee", "a+ b+ c+", done="acb", **YES),
        *runs(4, "mia", **YES),
        *runs(26, "mia", **NO),
    ]
    (topic,) = detours(log(made))
    assert (topic.step, topic.title) == ("", "First call with steps out of order")
    assert "20 of 20 runs with steps out of order" in topic.said


# Changes


def season(before: tuple[int, int], since: tuple[int, int], weeks: int = 10, after: int = 3) -> list[Run]:
    """Return (yes, no) runs a week before a change, and as many weeks since."""
    made = []
    for week in range(weeks + after):
        ago = 7 * (weeks + after - week)
        yes, no = before if week < weeks else since
        blob = "old" if week < weeks else "new"
        made += runs(yes, "lee", days_ago=ago, blob=blob, **YES) + runs(
            no, "mia", days_ago=ago, blob=blob, **NO
        )
    return made


def test_a_play_that_got_better_with_its_words() -> None:
    (topic,) = changed(log(season((2, 8), (7, 3))))
    assert (topic.kind, topic.play, topic.n) == ("changed", PLAY, 130)
    assert topic.said.startswith(
        "21 of 30 runs with the new words end in a commitment, 20 of 100 did before;"
    )
    assert "It goes better since its words changed (30 Oct). This is not an experiment" in topic.advice
    assert topic.tells == "worked"
    line = topic.blocks[0]
    assert [mark.label for mark in line.marks] == ["30 Oct"]  # type: ignore[union-attr]
    assert line.marks[0].place == 10  # type: ignore[union-attr]


def test_one_that_got_worse_is_told_as_wrong() -> None:
    (topic,) = changed(log(season((7, 3), (1, 9))))
    assert "worse" in topic.advice
    assert topic.tells == "wrong"


@pytest.mark.parametrize(
    "made",
    [season((3, 7), (3, 7)), season((0, 0), (5, 5)), season((5, 5), (1, 2)), [], team(20)],
    ids=["no change", "nothing before", "nine since", "no runs", "one text"],
)
def test_a_change_that_shows_nothing_is_no_topic(made: list[Run]) -> None:
    assert changed(log(made)) == []


def test_new_facts_with_the_same_words_are_no_change() -> None:
    made = season((2, 8), (7, 3))
    assert changed(log(made, text_of=lambda _: "the same words")) == []


def test_words_that_come_back_are_the_old_ones() -> None:
    made = season((2, 8), (7, 3), 4, 3)
    again = runs(12, "dov", days_ago=1, blob="old", **YES)
    found = halves(log([*made, *again]), PLAY)
    assert found is not None
    assert (found.last.blob, found.before.n, found.since.n) == ("new", 52, 30)


def test_revisions_are_in_the_order_of_their_first_runs() -> None:
    read = log(season((1, 1), (1, 1), 2, 1))
    assert [one.blob for one in revisions(read, PLAY)] == ["old", "new"]
    assert revisions(log([]), PLAY) == []


def test_the_trend_has_a_value_a_week_and_its_n() -> None:
    chart = trend(log(season((2, 8), (7, 3))), PLAY)
    assert chart.values == (0.2,) * 10 + (0.7,) * 3
    assert chart.sizes == (10,) * 13
    assert chart.labels[0] == (TODAY - timedelta(days=91 + (TODAY - timedelta(days=91)).weekday())).strftime(
        "%-d %b"
    )
    assert "All 10 values are the same" in chart.said
    assert "This is not an experiment" in chart.said


def test_the_trend_of_a_play_that_never_changed_has_no_mark() -> None:
    chart = trend(
        log([run for week in range(6) for run in runs(3 + week % 2, days_ago=7 * week, **YES)]), PLAY
    )
    assert chart.marks == ()
    assert len(chart.values) == 6


def test_one_week_and_none_draw_no_limits() -> None:
    assert trend(log(runs(3, **YES)), PLAY).mean is None
    assert trend(log([]), PLAY).values == ()


def test_a_clock_that_nobody_can_read_is_in_no_week() -> None:
    broken = runs(3, **YES)
    made = [
        type(run)(**{**{f: getattr(run, f) for f in run.__struct_fields__}, "started": "never"})
        for run in broken
    ]
    assert trend(log(made), PLAY).values == ()
    assert revisions(log(made), PLAY) == []


def test_runs_of_a_page_under_its_earlier_id_are_its_own() -> None:
    from playbook.plays.model import Facts

    now = page("a", "b", "c", id_="plays/new-name", facts=Facts(moved_from=(PLAY,)))
    read = log(season((2, 8), (7, 3)), now)
    assert [topic.play for topic in changed(read)] == ["plays/new-name"]
