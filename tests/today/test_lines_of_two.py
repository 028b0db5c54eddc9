"""1:1s on Today: near ones, what I agreed to do, what the other has done; ticked off and taken back."""

from __future__ import annotations

import pytest

from playbook.desk.answers import seen_marks
from playbook.one_on_ones import act, agree, end_action, my_actions, pair_with, plan, sessions_with
from playbook.today.acts import NothingToDoError, settle, undo
from playbook.today.line import TodayLine, in_order
from playbook.today.of_two import two_lines
from tests.tui.world import World


def lines(world: World, person: str) -> list[TodayLine]:
    workspace = world.of(person)
    return two_lines(workspace, seen_marks(workspace.records("seen"), workspace.names))


def planned(world: World, day: str) -> None:
    kim = world.of("kim")
    plan(kim, pair_with(kim, "lee"), day)


def agreed(world: World, text: str = "Listen to Mia", who: str = "lee", by: str = "") -> None:
    kim = world.of("kim")
    agree(kim, sessions_with(kim, pair_with(kim, "lee"))[0], text, who, by)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2026-11-20", True),
        ("2026-11-23", True),
        ("2026-11-24", False),
        ("2026-11-18", True),
        ("someday", False),
    ],
)
def test_a_one_on_one_is_there_from_the_working_day_before_until_it_was_held(
    world: World, day: str, shown: bool
) -> None:
    planned(world, day)
    for person, other in (("lee", "Kim Adeyemi"), ("kim", "Lee Park")):
        assert [one.what for one in lines(world, person)] == ([f"1:1 with {other}"] if shown else [])
    kim = world.of("kim")
    act(kim, sessions_with(kim, pair_with(kim, "lee"))[0], "close")
    assert lines(world, "lee") == []


def test_it_says_whether_there_is_something_to_speak_about_and_only_its_screen_ends_it(world: World) -> None:
    planned(world, "2026-11-20")
    lee = world.of("lee")
    act(lee, sessions_with(lee, pair_with(lee, "kim"))[0], "say", text="The CFO")
    (line,) = lines(world, "kim")
    assert (line.text, line.rep, line.due) == ("1 to speak about", "lee", "2026-11-20")
    with pytest.raises(NothingToDoError, match="close it there"):
        settle(world.of("kim"), line, "kept")


def test_what_i_agreed_stands_a_week_before_its_day_and_always_without_one(world: World) -> None:
    planned(world, "2026-12-24")
    for text, by in (
        ("soon", "2026-11-27"),
        ("late", "2026-11-01"),
        ("later", "2026-11-28"),
        ("some day", ""),
    ):
        agreed(world, text, by=by)
    agreed(world, "Kim's own", who="kim")
    assert [(one.what, one.due) for one in lines(world, "lee")] == [
        ("late", "2026-11-01"), ("soon", "2026-11-27"), ("some day", ""),
    ]  # fmt: skip
    assert [one.what for one in lines(world, "kim")] == ["Kim's own"]
    assert lines(world, "lee")[0].text == "agreed with Kim Adeyemi"


def test_done_dropped_and_taken_back(world: World) -> None:
    planned(world, "2026-12-24")
    agreed(world)
    lee = world.of("lee")
    (line,) = lines(world, "lee")
    deed = settle(lee, line, "kept")
    assert (deed.said, lines(world, "lee")) == ("Done.", [])
    undo(lee, deed)
    assert lines(world, "lee") == [line]
    assert settle(lee, line, "broken").said == "Dropped."
    assert [one.state for one in my_actions(world.of("kim"))] == ["dropped"]
    with pytest.raises(NothingToDoError):
        settle(lee, line, "moved", "2026-12-01")


def test_the_other_is_told_what_was_done_until_they_tick_it_off(world: World) -> None:
    planned(world, "2026-12-24")
    agreed(world)
    lee = world.of("lee")
    end_action(lee, my_actions(lee)[0], "done")
    assert lines(world, "lee") == []
    (line,) = lines(world, "kim")
    assert (line.what, line.text, line.agreed) == ("Listen to Mia", "Lee has done it", "")
    kim = world.of("kim")
    deed = settle(kim, line, "kept")
    assert lines(world, "kim") == []
    undo(kim, deed)
    assert lines(world, "kim") == [line]
    with pytest.raises(NothingToDoError):
        settle(kim, line, "broken")


def test_what_i_ended_for_the_other_is_no_news_to_me(world: World) -> None:
    planned(world, "2026-12-24")
    agreed(world)
    kim = world.of("kim")
    end_action(kim, my_actions(kim)[0], "done")
    assert lines(world, "kim") == []


def test_what_is_gone_meanwhile_says_so(world: World) -> None:
    with pytest.raises(NothingToDoError, match="not there any more"):
        settle(world.of("lee"), TodayLine(kind="agreed", agreed="gone"), "kept")


def test_they_stand_with_the_meetings_and_tomorrows_behind_what_is_due(world: World) -> None:
    planned(world, "2026-11-23")
    agreed(world)
    (meeting, action) = lines(world, "lee")
    step = TodayLine(kind="next-step", due="2026-11-20")
    now = TodayLine(kind="one-on-one", due="2026-11-20")
    order = in_order([meeting, action, step, now], world.of("lee").today)
    assert order == [now, action, step, meeting]
    assert len({one.key for one in order}) == 4


def test_who_has_no_one_on_ones_reads_nothing(world: World) -> None:
    assert lines(world, "dana") == []
