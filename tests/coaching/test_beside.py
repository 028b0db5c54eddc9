"""The kind of calls on either side of a comparison stands beside it, and is said where it differs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from playbook.coaching.facts import Fact
from playbook.coaching.tallies import Held
from playbook.coaching.topics.beside import DIFFERENT, mixes_words
from playbook.coaching.topics.changed import changed
from playbook.coaching.topics.detours import detours
from playbook.coaching.topics.left_out import left_out
from playbook.coaching.topics.model import Topic
from playbook.coaching.topics.settled import met, settled
from playbook.coaching.topics.trials import experiment_topic, judged, pilot_topic
from playbook.plays.arms import arm_of
from playbook.plays.model import Page, Pilot, Summary, summarize
from playbook.plays.settings_model import Experiment
from playbook.records.model import Opened, Run
from playbook.reporting.model import Words
from tests.coaching.calls import page
from tests.coaching.logs import PLAY, facts, log, past, runs, steps, team

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


def judged_on(page_: str, yes: int, no: int, **of: Any) -> list[Run]:
    """Return calls on which an objection was looked up and judged, and one on which nobody said."""
    said: list[tuple[int, Any]] = [(yes, "yes"), (no, "no"), (1, None)]
    return [
        run
        for count, settled in said
        for run in runs(count, "lee", opened=(Opened(page_, 1.0, "", settled),), **of)
    ]


def test_an_objection_with_the_calls_on_which_all_others_were_judged() -> None:
    made = [
        *judged_on("price", 18, 2, deal_stage="decide"),
        *judged_on("time", 4, 12, deal_stage="discover"),
        *judged_on("size", 4, 12, deal_stage="decide"),
    ]
    read = log(made)
    (topic,) = [one for one in settled(read, met(read.past.openings(), str.title)) if one.page == "price"]
    assert said(topic) == [
        "Case mix, Price: stage decide 100%.",
        "Case mix, all others: stage decide 50%, discover 50%.",
        DIFFERENT,
    ]
    assert [mix.n for _, mix in topic.mixes] == [20, 32], "what nobody judged is in no comparison"
    assert len(topic.runs) == topic.looked_at == 21


ARMS = ("plays/one", "plays/two")
PLAN = Experiment("opener", ARMS, baseline=0.25, smallest_lift=0.35, accounts_per_arm=40)


def arms(accounts: int, **of: Any) -> list[Run]:
    """Return the first run of each account, in the arm that it was assigned to."""
    return [
        run
        for number in range(accounts)
        for run in runs(1, play=arm_of("opener", f"a{number}", ARMS), account=f"a{number}", **of)
    ]


def trial(made: list[Run]) -> Topic:
    read = log(made, *(page("a", "b", "c", id_=arm) for arm in ARMS))
    return experiment_topic(read, judged(read, PLAN))


def test_an_experiment_with_the_runs_that_count_in_each_arm() -> None:
    later = [*runs(30, play=ARMS[0], account="a0", days_ago=1, triggers=("new boss",))]
    topic = trial([*arms(20, deal_stage="discover"), *later])
    first, second = topic.mixes
    assert first[1].n + second[1].n == 20, "an account counts once, by its first run"
    assert [mix.stages for _, mix in (first, second)] == [
        (("discover", first[1].n),),
        (("discover", second[1].n),),
    ]
    assert [mix.triggers[0][0] for _, mix in (first, second)] == ["not said"] * 2
    assert said(topic)[-2:] == [f"Case mix, {name}: stage discover 100%." for name, _ in topic.mixes]


def test_after_an_edit_only_what_counts_since() -> None:
    before = arms(10, days_ago=20, deal_stage="discover", blob="old")
    since = [
        run
        for number in range(10, 60)
        for run in runs(
            1,
            play=arm_of("opener", f"a{number}", ARMS),
            account=f"a{number}",
            days_ago=5,
            deal_stage="decide",
            blob="new",
        )
    ]
    topic = trial([*before, *since])
    assert {name for _, mix in topic.mixes for name, _ in mix.stages} == {"decide"}


def test_an_experiment_that_nobody_ran_compares_nothing() -> None:
    assert [mix.n for _, mix in trial([]).mixes] == [0, 0]
    assert "Case mix" not in " ".join(said(trial([])))
    read = log([])
    assert experiment_topic(read, judged(read, Experiment("x"))).mixes == ()


class Counted(Held):
    """Runs that count how often they are read one by one, or their calls looked at."""

    asked = 0

    def facts(self, *args: Any, **of: Any) -> list[Fact]:
        self.asked += 1
        return super().facts(*args, **of)


def test_what_is_behind_a_topic_is_read_when_somebody_looks_at_it() -> None:
    made = [
        *runs(12, "lee", "a+ b- c+", days_ago=40, blob="old", **NO),
        *team(8, but=["lee"], blob="new", **YES),
        *judged_on("price", 18, 2, blob="new", **YES),
        *judged_on("time", 4, 12, blob="new", **YES),
    ]
    past = Counted(facts(made))
    read = replace(log([]), past=past)
    figures = steps(read)
    found = met(past.openings(), str)
    read.ways(PLAY)
    past.asked = 0
    topics = [*left_out(read, figures), *changed(read), *detours(read), *settled(read, found)]
    assert {topic.kind for topic in topics} == {"left-out-by-one", "changed", "objection"}
    assert past.asked == 0
    assert all(topic.runs and topic.blocks for topic in topics)
    assert past.asked > 0
    asked = past.asked
    assert all(topic.runs and topic.blocks for topic in topics)
    assert past.asked == asked, "and once"


def _pilot(of: Page, reps: tuple[str, ...]) -> Summary:
    from msgspec.structs import replace

    return replace(summarize(of, "b10b"), status="pilot", pilot=Pilot(reps))


@pytest.mark.parametrize(
    "sides", [[], [("one", 0)], [("one", 3), ("other", 3)]], ids=["none", "no runs", "not recorded"]
)
def test_where_nothing_was_recorded_nothing_is_said(sides: list[tuple[str, int]]) -> None:
    made = [(name, past(runs(count)).cases()) for name, count in sides]
    assert mixes_words(log([]).mixes(*made)) == ()


def test_segments_are_those_of_the_accounts() -> None:
    read = log([], segment_of={"acme": "network"}.get)
    mine, theirs = past(runs(3, account="acme")).cases(), past(runs(3, account="byte")).cases()
    said_of = [words.text for words in mixes_words(read.mixes(("mine", mine), ("theirs", theirs)))]
    assert said_of == ["Case mix, mine: segment network 100%.", DIFFERENT]
