"""What Coach tells a reader, asked for at once, is what it tells play by play."""

from __future__ import annotations

from playbook.coaching.briefing import Briefing
from playbook.coaching.figures import play_summary, summary_of
from playbook.plays.model import Facts
from tests.coaching.calls import page
from tests.coaching.logs import PLAY, log, runs

OTHER = "plays/other"


def briefing() -> Briefing:
    """Return what is told of two plays, one of which was renamed and had a step of another name."""
    moved = page("a", "b", "new", facts=Facts(moved={"c": "new"}))
    made = [
        *runs(4, "lee", "a+ b- c+"),
        *runs(3, "mia", "a+ b+ new+"),
        *runs(2, "lee", "a+ b+", play=OTHER),
    ]
    read = log(made, moved, page("a", "b", id_=OTHER))
    plays = [summary_of(read.ways(one.id), [], [], one) for one in read.pages.values()]
    return Briefing(read, (), tuple(plays), ())


def test_the_times_of_all_plays_at_once_are_those_of_each() -> None:
    told = briefing()
    assert told.timed_steps() == [step for play in told.plays for step in told.timed(play).steps]
    assert told.timed_steps() == [
        step for one in told.log.pages.values() for step in play_summary(told.log.past, one).steps
    ]
    assert {step.median_seconds for step in told.timed_steps()} == {10.0}


def test_a_play_that_nobody_ran_and_a_topic_that_is_gone_are_none() -> None:
    told = briefing()
    assert (told.play("plays/gone"), told.topic("detour:plays/gone")) == (None, None)
    assert told.play(PLAY) is told.plays[0]
    assert str(told.complete("nobody")) == str(told.complete())
