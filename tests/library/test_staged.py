"""By stage and kind: what serves now stands first, and says why; what is not offered stands last."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from playbook.library.fit import NO_FIT, Fit, Happened, Situation, fit
from playbook.library.frecency import frecency, weight
from playbook.library.freshness import ago, ahead, freshness
from playbook.library.staged import Group, groups
from playbook.plays.model import Pilot, Summary
from playbook.plays.settings_model import Stage

TODAY = date(2026, 11, 20)
STAGES = (Stage("discover", "Discover", exit="They name the cost."), Stage("renew", "Renew and expand"))


def play(id_: str, stage: str = "discover", **facts: object) -> Summary:
    facts = {"title": id_.title(), "kind": "play", "blob": "b", "runnable": True} | facts
    return Summary(id=id_, path=f"{id_}.md", stage=stage, **facts)  # type: ignore[arg-type]


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


# Frecency


def test_a_use_counts_half_after_thirty_days_and_a_quarter_after_sixty() -> None:
    assert [weight(days) for days in (0, 30, 60, -5)] == [1.0, 0.5, 0.25, 1.0]
    used = frecency([("a", TODAY), ("a", in_days(-30)), ("b", in_days(-60))], TODAY)
    assert used == {"a": 1.5, "b": 0.25}


@given(st.lists(st.integers(0, 3_000), max_size=20), st.integers(0, 3_000))
def test_one_more_use_never_counts_less(days: list[int], more: int) -> None:
    before = frecency([("a", in_days(-day)) for day in days], TODAY).get("a", 0.0)
    after = frecency([("a", in_days(-day)) for day in (*days, more)], TODAY)["a"]
    assert after >= before
    assert after <= len(days) + 1


# Freshness


def test_freshness_is_said_with_who_verified_it_and_when_it_is_overdue() -> None:
    day = in_days(-21)
    assert freshness(day, TODAY, "90 days", ["Dana", "Lee"]) == ("verified 3 weeks ago by Dana + Lee", False)
    assert freshness(day, TODAY, "20 days") == ("overdue: verified 3 weeks ago", True)
    assert freshness(day, TODAY, "21 days").overdue is False
    assert freshness(in_days(-900), TODAY, "never") == ("verified 2 years ago", False)
    assert freshness(None, TODAY, "90 days", ["Dana"]) == ("", False)


def test_days_are_said_in_words() -> None:
    said = {0: "today", -3: "today", 1: "yesterday", 2: "2 days ago", 13: "13 days ago", 14: "2 weeks ago"}
    said |= {69: "9 weeks ago", 70: "2 months ago", 400: "13 months ago", 800: "2 years ago"}
    assert {days: ago(days) for days in said} == said
    to_come = {
        0: "today",
        1: "tomorrow",
        30: "in 30 days",
        69: "in 69 days",
        70: "in 10 weeks",
        150: "in 5 months",
    }
    assert {days: ahead(days) for days in to_come} == to_come
    assert ahead(-3) == "3 days ago"


# Fit


def test_an_event_weighs_most_and_says_how_far_away_it_is() -> None:
    situation = Situation(events=(Happened("renewal-due", in_days(30)), Happened("new-funding", in_days(-3))))
    assert fit(play("a", triggers=("renewal-due",)), situation, TODAY) == Fit(8, ("renewal due in 30 days",))
    assert fit(play("b", triggers=("new-funding",)), situation, TODAY) == Fit(8, ("new funding 3 days ago",))
    assert fit(play("c", triggers=("usage-drop",)), situation, TODAY) == NO_FIT


def test_an_event_weighs_less_the_further_away_and_then_nothing() -> None:
    def score(days: int) -> int:
        return fit(play("a", triggers=("x",)), Situation(events=(Happened("x", in_days(days)),)), TODAY).score

    assert [score(day) for day in (-91, -90, -31, -30, 0, 30, 31, 120, 121)] == [0, 4, 4, 8, 8, 8, 4, 4, 0]


def test_of_two_events_of_one_kind_the_nearer_is_told() -> None:
    situation = Situation(events=(Happened("x", in_days(-80)), Happened("x", in_days(10))))
    assert fit(play("a", triggers=("x",)), situation, TODAY).reasons == ("x in 10 days",)


def test_stage_person_and_segment_fit_whatever_way_they_are_written() -> None:
    situation = Situation(segment="Mid Market", stages=("Renew and Expand",), titles=("VP Sales", ""))
    found = fit(
        play("a", "renew", segments=("mid-market",), personas=("cfo", "vp-sales")), situation, TODAY, STAGES
    )
    assert found == Fit(7, ("stage of the deal", "persona vp sales", "segment mid market"))
    assert fit(play("b", "renew"), Situation(stages=("renew",)), TODAY, STAGES).score == 4
    assert fit(play("c", "", segments=("smb",)), Situation(), TODAY, STAGES) == NO_FIT


# Groups


def group(found: list[Group], key: str) -> list[str]:
    return [item.summary.id for one in found if one.key == key for item in one.items]


def test_every_stage_has_a_group_and_other_kinds_only_where_there_are_some() -> None:
    pages = [
        play("a"), play("b", "nowhere"), play("c", kind="objection", runnable=False),
        play("d", kind="page", runnable=False), play("e", kind="page"), play("f", kind="account-plan"),
    ]  # fmt: skip
    found = groups(pages, STAGES, person="lee", today=TODAY)
    assert [(one.key, one.name, len(one.items)) for one in found] == [
        ("discover", "1 Discover", 2),
        ("renew", "2 Renew and expand", 0),
        ("unsorted", "Unsorted", 1),
        ("kind:objection", "Objections", 1),
        ("other pages", "Other pages", 2),
    ]
    assert found[0].exit == "They name the cost."


def test_what_fits_stands_before_what_i_use_and_that_before_the_alphabet() -> None:
    pages = [play(name) for name in "abcde"]
    pages[4] = play("e", triggers=("x",))
    situation = Situation(events=(Happened("x", TODAY),))
    used = {"c": 0.5, "d": 2.0, "old": 3.0}
    pages[1] = play("b", moved_from=("old",))
    found = groups(pages, STAGES, person="lee", today=TODAY, situation=situation, used=used)
    assert group(found, "discover") == ["e", "b", "d", "c", "a"]
    assert found[0].items[0].fit.reasons == ("x today",)
    assert found[0].items[1].used == 3.0


def test_what_is_not_offered_stands_last_with_the_reason_whatever_it_fits() -> None:
    pages = [
        play("draft", status="draft"),
        play("mine", status="pilot", pilot=Pilot(("lee",), None)),
        play("others", status="pilot", pilot=Pilot(("mia",), None)),
        play("later", effective_from=in_days(1)),
        play("over", expires=in_days(-1), triggers=("x",)),
        play("last-day", expires=TODAY),
        play("gone", status="retired"),
    ]
    situation = Situation(events=(Happened("x", TODAY),))
    new = {"draft": "new", "mine": "changed"}
    (found, _) = groups(pages, STAGES, person="lee", today=TODAY, situation=situation, new=new)
    assert [(item.summary.id, item.why_not) for item in found.items] == [
        ("last-day", ""),
        ("mine", ""),
        ("over", "expired on 19 Nov"),
        ("draft", "a draft"),
        ("gone", "retired"),
        ("later", "valid from 21 Nov"),
        ("others", "a pilot with other reps"),
    ]
    assert (found.offered, found.new) == (2, 1)
