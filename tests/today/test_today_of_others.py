"""A liaison's and a manager's day."""

from __future__ import annotations

from datetime import timedelta

from playbook.today.acts import settle, undo
from playbook.today.line import TodayLine
from playbook.today.reading import today_lines
from tests.tui.world import World


def lines(world: World, by: str, kind: str) -> list[TodayLine]:
    return [line for line in today_lines(world.of(by)) if line.kind == kind]


def test_a_liaison_sees_what_waits_on_the_desk(world: World) -> None:
    first = world.feedback("The price is old")
    world.feedback("The opener is long")
    world.act("accept", first)
    assert [(line.what, line.tab) for line in lines(world, "dana", "desk")] == [
        ("1 new to look at", "new"),
        ("1 assigned to you", "mine"),
    ]
    world.clock.at += timedelta(days=30)
    late = lines(world, "dana", "desk")[0]
    assert (late.what, late.tab) == ("2 answers overdue", "overdue")
    assert late.due < "2026-12-20"
    assert lines(world, "lee", "desk") == []


def test_an_empty_desk_is_no_line(world: World) -> None:
    assert today_lines(world.of("dana")) == []


def test_a_change_under_way_is_to_be_told(world: World) -> None:
    id_ = world.feedback("The price is old")
    world.act("change", id_)
    assert [(line.what, line.tab) for line in lines(world, "dana", "desk")] == [
        ("1 change under way", "ready")
    ]


def test_a_manager_sees_whose_runs_are_new_until_they_were_looked_at(world: World) -> None:
    world.ran(("acknowledge",), account="Brenner Foods", result="advance")
    last = world.ran(("acknowledge",), account="Halden Timber", result="declined")
    world.ran(("acknowledge",), account="Secret", private=True)
    (line,) = lines(world, "kim", "runs")
    assert (line.rep, line.run) == ("lee", last.id)
    assert line.what == "Lee Park: 2 new runs: 1 advance, 1 declined"
    assert lines(world, "lee", "runs") == []
    deed = settle(world.of("kim"), line, "kept")
    assert lines(world, "kim", "runs") == []
    world.ran(("acknowledge",), result="advance")
    assert [one.what for one in lines(world, "kim", "runs")] == ["Lee Park: 1 new run: 1 advance"]
    undo(world.of("kim"), deed)
    assert [one.what[:20] for one in lines(world, "kim", "runs")] == ["Lee Park: 3 new runs"]


def test_runs_of_weeks_ago_are_no_news(world: World) -> None:
    world.ran(("acknowledge",), days_ago=8)
    assert lines(world, "kim", "runs") == []
