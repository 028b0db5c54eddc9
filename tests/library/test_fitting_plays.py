"""Which play fits a customer and why, and why a play is not offered at all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from playbook.library.fit import NO_FIT, Fit, Happened, Situation, fit
from playbook.library.offered import why_not_offered
from playbook.plays.model import Pilot, Summary
from playbook.plays.settings_model import Stage

TODAY = date(2026, 11, 21)
STAGES = (Stage("discover", "Discovery"), Stage("prove", "Prove it"), Stage("commit"))


def play(**facts: Any) -> Summary:
    return Summary("plays/a", "plays/a.md", "A", "play", "0" * 40, **facts)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("away", "expected"),
    [
        (0, Fit(8, ("renewal due today",))),
        (-1, Fit(8, ("renewal due yesterday",))),
        (-30, Fit(8, ("renewal due 4 weeks ago",))),
        (-31, Fit(4, ("renewal due 4 weeks ago",))),
        (-90, Fit(4, ("renewal due 3 months ago",))),
        (-91, NO_FIT),
        (1, Fit(8, ("renewal due tomorrow",))),
        (30, Fit(8, ("renewal due in 30 days",))),
        (31, Fit(4, ("renewal due in 31 days",))),
        (120, Fit(4, ("renewal due in 17 weeks",))),
        (121, NO_FIT),
    ],
)
def test_what_happened_calls_for_a_play_while_it_is_near(away: int, expected: Fit) -> None:
    situation = Situation(events=(Happened("renewal-due", in_days(away)),))
    assert fit(play(triggers=("renewal-due",)), situation, TODAY) == expected


def test_the_nearest_of_several_events_counts_and_once() -> None:
    events = tuple(Happened("renewal-due", in_days(away)) for away in (-80, 100, 12, -200))
    assert fit(play(triggers=("renewal-due",)), Situation(events=events), TODAY) == Fit(
        8, ("renewal due in 12 days",)
    )


def test_of_two_events_as_near_the_one_that_happened_is_said() -> None:
    events = (Happened("funding", in_days(5)), Happened("funding", in_days(-5)))
    assert fit(play(triggers=("funding",)), Situation(events=events), TODAY).reasons == (
        "funding 5 days ago",
    )


@pytest.mark.parametrize("said", ["Renewal Due", " renewal-due ", "RENEWAL-DUE"])
def test_a_trigger_is_the_same_however_it_is_written(said: str) -> None:
    situation = Situation(events=(Happened(said, TODAY),))
    assert fit(play(triggers=("renewal-due",)), situation, TODAY).score == 8


@pytest.mark.parametrize(
    ("said", "score"),
    [("discover", 4), ("Discovery", 4), ("DISCOVERY ", 4), ("prove it", 0), ("", 0), ("Negotiation", 0)],
)
def test_a_deals_stage_is_known_by_id_and_by_name(said: str, score: int) -> None:
    assert fit(play(stage="discover"), Situation(stages=(said,)), TODAY, STAGES).score == score


def test_without_settings_a_stage_is_known_as_it_is_written() -> None:
    assert fit(play(stage="discover"), Situation(stages=("discover",)), TODAY).score == 4
    assert fit(play(stage="discover"), Situation(stages=("Discovery",)), TODAY).score == 0


def test_all_reasons_add_up_and_the_weightiest_is_said_first() -> None:
    situation = Situation("Mid Market", ("Prove it",), ("CFO", "VP Sales"), (Happened("funding", TODAY),))
    page = play(stage="prove", segments=("mid-market",), personas=("vp-sales", "cfo"), triggers=("funding",))
    assert fit(page, situation, TODAY, STAGES) == Fit(
        15, ("funding today", "stage of the deal", "persona vp sales", "segment mid market")
    )


def test_two_triggers_count_both_the_near_one_first() -> None:
    events = (Happened("funding", in_days(-60)), Happened("new-cfo", in_days(-2)))
    found = fit(play(triggers=("funding", "new-cfo")), Situation(events=events), TODAY)
    assert found == Fit(12, ("new cfo 2 days ago", "funding 8 weeks ago"))


@pytest.mark.parametrize(
    "page",
    [
        play(),
        play(stage="discover", segments=("small",), personas=("cfo",), triggers=("funding",)),
        play(segments=("",), personas=("",), triggers=("",)),
    ],
)
def test_of_nobody_nothing_is_known(page: Summary) -> None:
    assert fit(page, Situation(), TODAY, STAGES) == NO_FIT == Fit(0, ())


LEE = Pilot(("lee", "mia"), in_days(3))


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, ""),
        ({"status": "retired"}, "retired"),
        ({"status": "draft"}, "a draft"),
        ({"effective_from": TODAY}, ""),
        ({"effective_from": in_days(1)}, "valid from 22 Nov"),
        ({"expires": TODAY}, ""),
        ({"expires": in_days(-1)}, "expired on 20 Nov"),
        ({"status": "pilot"}, "a pilot with other reps"),
        ({"status": "pilot", "pilot": Pilot()}, "a pilot with other reps"),
        ({"status": "pilot", "pilot": Pilot(("mia",))}, "a pilot with other reps"),
        ({"status": "pilot", "pilot": LEE}, ""),
        ({"status": "pilot", "pilot": Pilot(("lee",), TODAY)}, ""),
        ({"status": "pilot", "pilot": Pilot(("lee",), in_days(-1))}, "a pilot that ended on 20 Nov"),
        ({"status": "pilot", "pilot": LEE, "expires": in_days(-1)}, "expired on 20 Nov"),
        ({"status": "retired", "effective_from": in_days(9)}, "retired"),
        ({"status": "live", "pilot": Pilot(("mia",), in_days(-9))}, ""),
    ],
)
def test_a_play_is_offered_while_it_is_live_valid_and_ones_own(facts: dict[str, Any], why: str) -> None:
    assert why_not_offered(play(**facts), "lee", TODAY) == why
