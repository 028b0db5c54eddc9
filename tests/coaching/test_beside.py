"""The kind of calls on either side of a comparison stands beside it, and is said where it differs."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.coaching.topics.beside import DIFFERENT, mixes_beside
from playbook.coaching.topics.changed import changed
from playbook.coaching.topics.detours import detours
from playbook.coaching.topics.left_out import left_out
from playbook.coaching.topics.model import Topic
from playbook.coaching.topics.trials import pilot_topic
from playbook.plays.model import Page, Pilot, Summary, summarize
from playbook.records.model import Run
from playbook.reporting.model import Words
from tests.coaching.calls import page
from tests.coaching.logs import PLAY, log, past, runs, steps, team

YES: dict[str, Any] = {"commitment": "done"}
NO: dict[str, Any] = {"commitment": "refused"}


def said(topic: Topic) -> list[str]:
    """Return the words that stand below a topic's charts."""
    return [block.text for block in topic.blocks if isinstance(block, Words)]


def test_one_rep_against_the_others_with_their_calls() -> None:
    made = [
        *runs(12, "lee", "a+ b- c+", deal_stage="decide"),
        *team(8, but=["lee"], deal_stage="discover"),
    ]
    read = log(made)
    (topic,) = left_out(read, steps(read))
    assert said(topic) == [
        "Case mix, Lee Park: stage decide 100%.",
        "Case mix, the others: stage discover 100%.",
        DIFFERENT,
    ]


def detour(**of: Any) -> list[Run]:
    return [
        *runs(18, "lee", "a+ b- c+", **YES, **of),
        *runs(2, "mia", "a+ b- c+", **NO),
        *runs(40, "dov", **NO),
    ]


def test_a_detour_with_the_calls_that_took_it_and_those_that_did_not() -> None:
    (topic,) = detours(log(detour(triggers=("new boss",))))
    assert said(topic) == [
        "Case mix, without “B”: trigger new boss 90%, not said 10%.",
        DIFFERENT,
    ]
    assert len(topic.runs) == 20


def test_another_order_with_the_calls_of_either_order() -> None:
    made = [
        *runs(20, "lee", "a+ b+ c+", done="acb", deal_stage="x", **YES),
        *runs(30, "mia", deal_stage="x", **NO),
    ]
    (topic,) = detours(log(made))
    assert said(topic) == [
        "Case mix, with steps out of order: stage x 100%.",
        "Case mix, in the play's order: stage x 100%.",
    ]
    assert len(topic.runs) == 20


def test_before_and_since_a_change() -> None:
    made = [
        *runs(40, "lee", days_ago=40, blob="old", deal_stage="discover", **NO),
        *runs(40, "lee", days_ago=5, blob="new", deal_stage="discover", **YES),
    ]
    (topic,) = changed(log(made))
    assert said(topic) == [
        "Case mix, before: stage discover 100%.",
        "Case mix, since: stage discover 100%.",
    ]
    assert len(topic.runs) == 40


def test_a_pilot_with_the_other_plays_of_its_stage() -> None:
    other = "plays/other"
    made = [
        *runs(12, "lee", deal_stage="connect", **YES),
        *runs(12, "lee", play=other, deal_stage="decide", **NO),
    ]
    read = log(made, page("a", "b", "c"), page("a", "b", "c", id_=other))
    topic = pilot_topic(read, _pilot(page("a", "b", "c"), ("lee",)), [PLAY, other])
    assert topic is not None
    assert said(topic)[-3:] == [
        "Case mix, the pilot: stage connect 100%.",
        "Case mix, other plays: stage decide 100%.",
        DIFFERENT,
    ]


def _pilot(of: Page, reps: tuple[str, ...]) -> Summary:
    from msgspec.structs import replace

    return replace(summarize(of, "b10b"), status="pilot", pilot=Pilot(reps))


@pytest.mark.parametrize(
    "sides", [[], [("one", 0)], [("one", 3), ("other", 3)]], ids=["none", "no runs", "not recorded"]
)
def test_where_nothing_was_recorded_nothing_is_said(sides: list[tuple[str, int]]) -> None:
    made = [(name, past(runs(count)).cases()) for name, count in sides]
    assert mixes_beside(log([]), *made) == ()


def test_segments_are_those_of_the_accounts() -> None:
    read = log([], segment_of={"acme": "network"}.get)
    mine, theirs = past(runs(3, account="acme")).cases(), past(runs(3, account="byte")).cases()
    said_of = [words.text for words in mixes_beside(read, ("mine", mine), ("theirs", theirs))]
    assert said_of == ["Case mix, mine: segment network 100%.", DIFFERENT]
