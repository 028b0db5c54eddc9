"""Yields, days in stage, and the bottleneck."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.coaching.bottleneck import Bottleneck, Part, bottleneck, of_stages, of_steps
from playbook.coaching.stages import StageFigures, Visit, stage_figures, visits
from playbook.coaching.yields import rolled_yield, step_yields, yield_of
from playbook.records.customers import Opportunity
from playbook.records.model import Record
from tests.coaching.calls import Log, page
from tests.coaching.logs import play_figures

STAGES = ("connect", "discover", "decide")
TODAY = date(2026, 11, 20)


def opportunities(*said: tuple[str, str, Any]) -> list[Record]:
    """Return records of (day, opportunity, stage or won or lost), in the order of the log."""
    return [
        Record(
            "lee/phone/team",
            clock,
            clock,
            f"2026-{day}T09:00:00.000Z",
            "opportunity",
            Opportunity(id_, "acme", id_, stage=stage) if stage in (*STAGES, "somewhere")
            else Opportunity(id_, "acme", id_, stage=STAGES[-1], state=stage),
        )
        for clock, (day, id_, stage) in enumerate(said, 1)
    ]  # fmt: skip


def figures(*said: tuple[str, str, Any]) -> dict[str, StageFigures]:
    return {one.stage: one for one in stage_figures(visits(opportunities(*said), STAGES), STAGES, TODAY)}


# Yields


def test_rolled_yield_is_the_product_of_what_passes_each_part() -> None:
    assert rolled_yield([yield_of("a", 9, 10), yield_of("b", 8, 9), yield_of("c", 4, 8)]) == pytest.approx(
        0.4
    )


def test_a_part_that_nobody_reached_says_nothing_of_the_whole() -> None:
    assert yield_of("a", 0, 0).share is None
    assert yield_of("a", 0, 0).interval == (0, 1)
    assert rolled_yield([yield_of("a", 9, 10), yield_of("b", 0, 0)]) is None
    assert rolled_yield([]) is None
    with pytest.raises(ValueError, match="3 of 2"):
        yield_of("a", 3, 2)


def test_yields_of_a_play_are_of_its_required_steps(log: Log) -> None:
    log.run("r1", "lee", "a+ B- c+ d+")
    log.run("r2", "lee", "a+ B+ c- d.", result="no")
    found = step_yields(play_figures(log.facts, page("a", "B", "c", "d")))
    assert [(one.name, one.done, one.reached) for one in found] == [("a", 2, 2), ("c", 1, 2), ("d", 1, 1)]


# Days in stage


def test_an_opportunity_on_its_way() -> None:
    found = figures(
        ("11-01", "old", "discover"), ("11-02", "new", "connect"), ("11-06", "new", "discover"),
        ("11-10", "old", "decide"), ("11-12", "new", "decide"), ("11-18", "new", "won"),
    )  # fmt: skip
    assert found["connect"].days[:3] == (1, 0, 4)
    assert (found["discover"].entered, found["discover"].unseen, found["discover"].days[:3]) == (
        2,
        1,
        (1, 0, 6),
    )
    assert found["decide"].moved_on == 1
    assert found["decide"].open == 1
    assert found["decide"].conversion == 1.0
    assert found["decide"].days[:3] == (1, 1, 6)
    assert found["decide"].days_spent == 16


def test_lost_and_gone_back_and_reopened() -> None:
    found = figures(
        ("11-01", "seed", "connect"), ("11-02", "a", "discover"), ("11-05", "a", "connect"),
        ("11-06", "a", "lost"), ("11-02", "b", "connect"), ("11-03", "b", "lost"), ("11-10", "b", "connect"),
    )  # fmt: skip
    assert found["discover"].went_back == 1
    assert found["discover"].conversion is None
    assert (found["connect"].entered, found["connect"].lost, found["connect"].open) == (3, 1, 2)
    assert found["connect"].conversion == 0.0
    assert found["connect"].days_spent == 1 + 1 + 10  # b was there twice


def test_clocks_out_of_order_are_told_and_not_counted() -> None:
    found = figures(("11-01", "seed", "connect"), ("11-09", "a", "connect"), ("11-03", "a", "discover"))
    assert found["connect"].days.impossible == 1
    assert found["connect"].days.median is None
    assert found["connect"].days_spent == 0
    assert found["connect"].moved_on == 1


def test_a_day_that_cannot_be_read_is_as_one_not_seen() -> None:
    records = opportunities(("11-01", "seed", "connect"), ("11-02", "a", "connect"), ("11-04", "a", "decide"))
    broken = [*records[:1], Record("j", 9, 2, "soon", "opportunity", records[1].body), *records[2:]]
    found = visits(broken, STAGES)
    assert Visit("a", "connect", None, date(2026, 11, 4), "moved on") in found
    assert stage_figures(found, STAGES, TODAY)[0].unseen == 2


def test_stages_that_the_playbook_does_not_know_come_last() -> None:
    found = figures(("11-01", "a", "somewhere"), ("11-03", "a", "connect"))
    assert list(found) == [*STAGES, "somewhere"]
    assert found["somewhere"].moved_on == 1
    assert found["decide"] == ("decide", 0, 0, 0, 0, 0, 0, None, (0, 0, None, None, 0), 0, 0, ())


def test_opportunities_that_turned_out_to_be_one_are_one() -> None:
    records = opportunities(
        ("11-01", "seed", "connect"), ("11-02", "a", "connect"), ("11-04", "b", "discover")
    )
    found = visits(records, STAGES, same={"b": "a"})
    assert [(one.opportunity, one.stage, one.fate) for one in found[1:]] == [
        ("a", "connect", "moved on"),
        ("a", "discover", "open"),
    ]


def test_an_exit_is_proven_by_a_run_with_the_customers_words(log: Log) -> None:
    log.run("r1", opportunity="a", deal_stage="connect", exit_proof="“Let us meet the board.”")
    log.run("r2", opportunity="b", deal_stage="connect")
    log.run("r3", opportunity="c", deal_stage="connect", exit_proof="Yes", private=True)
    records = opportunities(("11-01", "a", "connect"), ("11-02", "b", "connect"), ("11-02", "c", "connect"))
    (connect, *_) = stage_figures(visits(records, STAGES), STAGES, TODAY, log.past.exits())
    assert (connect.entered, connect.proven) == (3, 1)


def test_nothing_recorded_has_no_visits() -> None:
    assert visits([], STAGES) == []
    assert stage_figures([], (), TODAY) == []


FATES = st.sampled_from([*STAGES, "won", "lost"])


@given(st.lists(st.tuples(st.sampled_from(["11-01", "11-05", "11-19"]), st.sampled_from("abc"), FATES)))
def test_every_opportunity_has_one_fate_in_each_stage_it_entered(said: list[tuple[str, str, str]]) -> None:
    for one in figures(*said).values():
        assert one.moved_on + one.went_back + one.lost + one.open == one.entered
        assert one.days.over + one.days.going_on + one.days.impossible + one.unseen == one.entered
        assert one.days_spent >= 0


# The bottleneck


def test_where_most_is_lost_and_where_most_time_goes() -> None:
    found = bottleneck(
        [Part("open", 40, 4, 900.0), Part("ask", 36, 16, 4_000.0), Part("close", 20, 2, 600.0)]
    )
    assert found == (("ask",), 16, 22, ("ask",), 4_000.0, 5_500.0, "")


def test_equal_parts_are_all_named() -> None:
    assert bottleneck([Part("a", 9, 3, 5.0), Part("b", 6, 3, 5.0)])[::3] == (("a", "b"), ("a", "b"), "")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([], "Nobody has been here yet: nothing says where most is lost."),
        ([Part("a", 0, 0, 0.0)], "Nobody has been here yet: nothing says where most is lost."),
        ([Part("a", 9, 0, 30.0)], "Nothing is lost on the way."),
        ([Part("a", 9, 3, 0.0)], "No time was recorded: nothing says where most of it goes."),
    ],
)
def test_what_a_bottleneck_cannot_say(parts: list[Part], said: str) -> None:
    assert bottleneck(parts).said == said


def test_negative_times_are_none() -> None:
    assert bottleneck([Part("a", 5, 1, -40.0)]) == Bottleneck(
        ("a",), 1, 1, (), 0.0, 0.0, "No time was recorded: nothing says where most of it goes."
    )


def test_bottleneck_of_a_play_and_of_the_stages(log: Log) -> None:
    log.run("r1", "lee", "a+ b- c+")
    log.run("r2", "mia", "a+ b- c+")
    found = of_steps(play_figures(log.facts, page("a", "b", "c")))
    assert (found.most_lost, found.lost, found.all_lost) == (("b",), 2, 2)
    stages = figures(("11-01", "seed", "decide"), ("11-02", "a", "connect"), ("11-04", "a", "lost")).values()
    assert of_stages(stages).most_lost == ("connect",)
    assert of_stages(stages).time == 2
