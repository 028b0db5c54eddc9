"""Objections, stages, plays on the shelf, experiments and pilots as something to talk about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from playbook.coaching.stages import StageFigures
from playbook.coaching.topics.flow import stage_grid, stage_topic
from playbook.coaching.topics.model import Topic
from playbook.coaching.topics.settled import met, met_grid, settled
from playbook.coaching.topics.shelf import NewPlay, new_plays, no_commitment, unopened
from playbook.coaching.topics.trials import experiment_topic, judged, pilot_topic
from playbook.plays.arms import arm_of
from playbook.plays.model import Pilot, Summary
from playbook.plays.settings_model import Experiment
from playbook.records.model import Opened, Run
from playbook.reporting.model import Grid, IntervalChart, Words
from playbook.statistics.durations import Durations
from tests.coaching.calls import page
from tests.coaching.logs import PLAY, TODAY, log, past, runs, team

# Objections


def heard(page: str, yes: int, no: int, silent: int = 0, words: str = "") -> list[Run]:
    def opened(count: int, settled: Any) -> list[Run]:
        return [
            run
            for n in range(count)
            for run in runs(
                1, "lee", opened=(Opened(page, 1.0, words, settled),), account=f"{page}{settled}{n}"
            )
        ]

    return opened(yes, "yes") + opened(no, "no") + opened(silent, None)


def objections(made: list[Run]) -> list[Topic]:
    read = log(made)
    return settled(read, met(read.past.openings(), str.upper))


def test_words_that_settle_more_than_others_are_to_be_read_aloud() -> None:
    (topic,) = [
        one
        for one in objections(heard("price", 18, 2, words="Too  Expensive") + heard("time", 10, 20))
        if one.page == "price"
    ]
    assert topic.title == "“PRICE”"
    assert topic.said == "Settled 18 of 20, all other objections 10 of 30. Looked for with “too expensive”."
    assert topic.tells == "worked"
    assert topic.n == 50
    assert topic.reps == 1


def test_words_that_settle_less_are_the_owners() -> None:
    topics = objections(heard("price", 1, 19) + heard("time", 20, 10))
    assert {topic.page: topic.tells for topic in topics} == {"price": "wrong", "time": "worked"}


@pytest.mark.parametrize(
    "made",
    [
        heard("price", 9, 0) + heard("time", 5, 25),
        heard("price", 20, 20) + heard("time", 20, 20),
        heard("price", 20, 0),
        [],
    ],
    ids=["nine judged", "alike", "nothing beside it", "none"],
)
def test_otherwise_an_objection_is_no_topic(made: list[Run]) -> None:
    assert objections(made) == []


def test_all_that_were_opened_are_in_the_table_the_most_opened_first() -> None:
    found = met(past(heard("price", 1, 1) + heard("time", 6, 5, 3, "busy")).openings(), str.upper)
    grid = met_grid(found)
    assert [row[1] for row in grid.rows] == ["TIME", "PRICE"]
    assert grid.rows[0][2:] == (14, 11, 6, 0, 5, 6 / 11, "busy")
    assert grid.rows[1][7] is None, "a share of two says nothing"


# Stages


def stage(id_: str, on: int, lost: int, days: int = 10) -> StageFigures:
    return StageFigures(
        id_, on + lost, 0, on, 0, lost, 0, on / (on + lost) if on + lost else None,
        Durations(on + lost, 0, float(days), None, 0), days * (on + lost), 0,
    )  # fmt: skip


def test_where_most_is_lost_and_where_the_days_go() -> None:
    found = [stage("connect", 80, 20, 3), stage("discover", 50, 30, 5), stage("decide", 40, 10, 40)]
    topic = stage_topic(found, {"discover": "Discover", "decide": "Decide"})
    assert topic is not None
    assert topic.title == "Discover: where most is lost"
    assert "30 of the 60 that were lost" in topic.said
    assert "Most days are spent in Decide: 2,000 of 2,700." in topic.said
    assert "40% would pass all stages" in topic.said
    assert topic.n == 230


@pytest.mark.parametrize(
    "found", [[], [stage("a", 5, 4)], [stage("a", 50, 0)]], ids=["none", "nine", "none lost"]
)
def test_too_little_names_no_bottleneck(found: list[StageFigures]) -> None:
    assert stage_topic(found, {}) is None


def test_a_conversion_of_few_is_not_shown() -> None:
    grid = stage_grid([stage("a", 5, 4), stage("b", 50, 50)], {})
    place = [column.key for column in grid.columns].index("conversion")
    assert [row[place] for row in grid.rows] == [None, 0.5]


# The shelf


def shelf(*ids: str, **facts: Any) -> list[Summary]:
    return [
        Summary(
            id=id_, path=f"{id_}.md", title=id_.title(), kind="play", blob="b", **{"runnable": True} | facts
        )
        for id_ in ids
    ]


LONG = runs(1, days_ago=100) + runs(1, days_ago=1)


def test_plays_nobody_opens_are_one_topic() -> None:
    topic = unopened(log(LONG), shelf(PLAY, "plays/old", "plays/older"))
    assert topic is not None
    assert topic.said == "2 of 3 live plays had no run in 8 weeks."
    (grid,) = topic.blocks
    assert isinstance(grid, Grid)
    assert [row[0] for row in grid.rows] == ["plays/old", "plays/older"]


def test_a_call_that_reached_nobody_opened_the_play_too() -> None:
    made = [*LONG, *runs(1, days_ago=2, play="plays/old", connect="no-answer")]
    assert unopened(log(made), shelf(PLAY, "plays/old")) is None


def test_a_short_log_says_nothing_of_what_nobody_opens() -> None:
    assert unopened(log(runs(3, days_ago=20)), shelf("plays/old")) is None
    assert unopened(log([]), shelf("plays/old")) is None


@pytest.mark.parametrize(
    "facts", [{"status": "draft"}, {"status": "retired"}, {"status": "pilot"}, {"runnable": False}]
)
def test_what_is_not_offered_to_all_need_not_be_opened(facts: dict[str, Any]) -> None:
    assert unopened(log(LONG), shelf("plays/old", **facts)) is None


def test_a_play_that_moved_was_opened_under_its_old_id() -> None:
    assert unopened(log(LONG), shelf("plays/new", moved_from=(PLAY,))) is None


def test_a_play_that_leads_to_no_commitment() -> None:
    (topic,) = no_commitment(log(team(4, commitment="refused")))
    assert "None of 20 connected runs ended in a commitment; the true share is below 16%." in topic.said
    assert topic.tells == "wrong"
    assert no_commitment(log(team(3, commitment="refused"))) == []
    assert no_commitment(log([*team(4, commitment="refused"), *runs(1, commitment="done")])) == []


def test_a_new_play_says_who_has_acknowledged_and_used_it_by_name() -> None:
    new = NewPlay(
        PLAY, "First call", TODAY - timedelta(days=3), ("mia", "lee", "dov"), True, frozenset({"mia"})
    )
    (topic,) = new_plays(log(runs(2, "lee")), [new])
    assert topic.said == "Used by 1 of 3 reps it is offered to, acknowledged by 1."
    # One that is offered to others alone: whoever looks may not see their runs.
    (elsewhere,) = new_plays(
        log(runs(2, "lee")), [NewPlay(PLAY, "First call", TODAY, ("zoe",), True, frozenset())]
    )
    assert elsewhere.said == "Offered to nobody whose runs you may see."
    grid = topic.blocks[0]
    assert isinstance(grid, Grid)
    assert grid.rows == (("Dov Adler", "not yet", 0), ("Lee Park", "not yet", 2), ("Mia Novak", "yes", 0))


def test_of_a_new_play_only_those_one_may_see_are_named() -> None:
    new = NewPlay(PLAY, "First call", TODAY, ("mia", "lee"))
    (topic,) = new_plays(log(runs(2, "lee"), named=()), [new])
    assert topic.blocks == ()


# Experiments


ARMS = ("plays/one", "plays/two")
PLAN = Experiment(
    "opener", ARMS, baseline=0.25, smallest_lift=0.35, accounts_per_arm=40, start=date(2026, 11, 1)
)


def trial_runs(per_arm: int, first: int, second: int) -> list[Run]:
    """Return one run an account, `first` and `second` of 20 accounts in an arm with a commitment."""
    made: list[Run] = []
    counts = dict.fromkeys(ARMS, 0)
    number = 0
    while min(counts.values()) < per_arm:
        number += 1
        arm = arm_of(PLAN.id, f"account {number}", ARMS)
        if counts[arm] == per_arm:
            continue
        yes = counts[arm] % 20 < (first if arm == ARMS[0] else second)
        counts[arm] += 1
        rep = ("lee", "mia", "dov")[number % 3]
        made += runs(1, rep, play=arm, account=f"account {number}", commitment="done" if yes else "refused")
    return made


def experiment(made: list[Run], **how: Any) -> Topic:
    pages = (page("a", "b", "c", id_=ARMS[0]), page("a", "b", "c", id_=ARMS[1]))
    read = log(made, *pages, **how)
    return experiment_topic(read, judged(read, PLAN))


def test_an_experiment_with_a_verdict_says_what_to_do() -> None:
    topic = experiment(trial_runs(40, 4, 13))
    assert topic.title == "opener: a verdict"
    assert topic.said.startswith("First call did better:")
    assert topic.advice == "End it and adopt: propose the retirement of “First call”."
    assert any(isinstance(block, IntervalChart) for block in topic.blocks)
    assert topic.n == 80


def test_between_looks_there_is_progress_and_no_chart() -> None:
    topic = experiment(trial_runs(12, 4, 13))
    assert topic.title == "opener: look 1 of 4 taken"
    assert "progress, not a winner" in topic.said
    assert not any(isinstance(block, IntervalChart) for block in topic.blocks)
    assert "Let it run" in topic.advice


def test_an_experiment_that_shows_nothing_is_over_all_the_same() -> None:
    topic = experiment(trial_runs(40, 8, 8))
    assert topic.title == "opener: no difference shown"
    assert "keep whichever is easier to say" in topic.advice


def test_nobody_yet_and_a_plan_without_arms() -> None:
    assert experiment([]).title == "opener: no account yet"
    read = log([])
    assert judged(read, Experiment("x")).losing == ""
    assert experiment_topic(read, judged(read, Experiment("x"))).title == "x: not judged"


def test_an_arm_that_was_edited_while_it_ran_is_told_and_split() -> None:
    made = trial_runs(20, 8, 8)
    later = [run for number, run in enumerate(trial_runs(40, 8, 8)) if number >= len(made)]
    edited = [
        type(run)(**{f: getattr(run, f) for f in run.__struct_fields__} | {"blob": "new"}) for run in later
    ]
    topic = experiment(made + edited)
    words = " ".join(block.text for block in topic.blocks if isinstance(block, Words))
    assert "was edited while the experiment ran" in words
    same = experiment(made + edited, text_of=lambda _: "the same words")
    assert "was edited" not in " ".join(block.text for block in same.blocks if isinstance(block, Words))


def test_an_experiment_with_two_titles_that_begin_alike_names_both() -> None:
    pages = (page("a", id_="plays/x"), page("a", id_="plays/x-b"))
    plan = Experiment("e", ("plays/x", "plays/x-b"), accounts_per_arm=4)
    made = [run for n in range(40) for run in runs(1, play=arm_of("e", f"a{n}", plan.arms), account=f"a{n}")]
    read = log(made, *pages)
    assert "-b" not in experiment_topic(read, judged(read, plan)).said


# Pilots


def pilot(made: list[Run], **facts: Any) -> Topic | None:
    until = facts.pop("until", TODAY + timedelta(days=9))
    (one,) = shelf("plays/pilot", **{"status": "pilot", "pilot": Pilot(("lee", "mia"), until), **facts})
    pages = (page("a", "b", "c", id_="plays/pilot"), page("a", "b", "c"))
    return pilot_topic(log(made, *pages), one, [PLAY, "plays/pilot"])


def tried(yes: int, no: int, play: str, rep: str = "lee", **facts: Any) -> list[Run]:
    return runs(yes, rep, play=play, commitment="done", **facts) + runs(
        no, rep, play=play, commitment="refused", **facts
    )


def test_a_pilot_says_what_happened_and_that_it_proves_nothing() -> None:
    topic = pilot(tried(18, 2, "plays/pilot") + tried(5, 25, PLAY))
    assert topic is not None
    assert topic.said.startswith(
        "18 of 20 connected runs end in a commitment; 5 of 30 runs of the other plays"
    )
    assert "proves nothing" in topic.said
    assert "went with more commitments" in topic.said


def test_within_chance_few_and_none() -> None:
    alike = pilot(tried(10, 10, "plays/pilot") + tried(10, 10, PLAY))
    assert alike is not None
    assert "within chance" in alike.said
    few = pilot(tried(2, 1, "plays/pilot"))
    assert few is not None
    assert "Too few runs to compare" in few.said
    assert any("of 2 reps it is offered to." in str(block) for block in few.blocks)
    alone = pilot(tried(2, 1, "plays/pilot"), pilot=Pilot(("lee",), TODAY))
    assert alone is not None
    assert any("of 1 rep it is offered to." in str(block) for block in alone.blocks)
    none = pilot([])
    assert none is not None
    assert none.said.startswith("Nobody has run it yet.")


def test_other_reps_and_earlier_runs_are_not_beside_it() -> None:
    topic = pilot(
        tried(9, 1, "plays/pilot", days_ago=5)
        + tried(0, 30, PLAY, "dov", days_ago=4)
        + tried(0, 30, PLAY, days_ago=60)
    )
    assert topic is not None
    assert topic.n == 10


def test_a_pilot_that_has_ended_waits_for_a_verdict() -> None:
    topic = pilot(tried(1, 1, "plays/pilot"), until=TODAY - timedelta(days=1))
    assert topic is not None
    assert "pilot ended" in topic.title
    assert "keep, change or retire" in topic.advice
    assert pilot([], status="live") is None
