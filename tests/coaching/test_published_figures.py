"""What a manager publishes of a week: of many or not at all, once, and of nobody twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from playbook.coaching.published import days_of, figures, groups, is_of_many, week_before, week_of
from playbook.coaching.published_read import is_empty, standing, together
from playbook.coaching.runs import RunRow
from playbook.plays.settings_model import Person
from playbook.records.figures import Figures, MetCount, PlayCount, StepCount, WordsCount
from playbook.records.model import Opened, Record, Run
from tests.coaching.logs import PLAY, REPS, rows, runs, team

WEEK = "2026-W46"
"""In which `runs(…, days_ago=10)` are: Monday the 9th to Sunday the 15th of November."""


def people(*reps: str, manager: str = "kim", **more: str) -> Mapping[str, Person]:
    """Return reps of a manager, and further people with theirs."""
    listed = {rep: Person(rep, roles=("rep",), manager=manager) for rep in reps}
    listed |= {name: Person(name, roles=("rep",), manager=above) for name, above in more.items()}
    return listed | {"kim": Person("kim", roles=("manager",))}


TEAM = people(*REPS)


def made(found: Iterable[Run] | Iterable[RunRow], week: str = WEEK) -> Figures:
    given = [one if isinstance(one, RunRow) else rows([one])[0] for one in found]
    return figures(given, week, groups(TEAM)["kim"], TEAM)


# Weeks


def test_a_week_is_named_by_its_year_and_has_seven_days() -> None:
    assert week_of(date(2026, 11, 20)) == "2026-W47"
    assert week_of(date(2027, 1, 2)) == "2026-W53"
    assert week_before(date(2026, 11, 23)) == "2026-W47"
    assert days_of("2026-W47") == (date(2026, 11, 16), date(2026, 11, 22))


@pytest.mark.parametrize(
    "wrong", ["", "2026", "2026-W54", "2026-W00", "2026-47", "x-W1", "2026-W1", "02026-W47"]
)
def test_what_is_no_week(wrong: str) -> None:
    assert days_of(wrong) is None


# What is counted


def test_a_play_its_steps_and_seconds_over_a_weeks_connected_runs() -> None:
    body = made(team(2, "a+ b- c+", commitment="done"))
    (play,) = body.plays
    assert (play.play, play.reps, play.runs, play.committed, play.kept) == (PLAY, 5, 10, 10, 0)
    assert [(one.step, one.reached, one.done, one.skipped, one.seconds) for one in play.steps] == [
        ("a", 10, 10, 0, 10.0), ("b", 10, 0, 10, None), ("c", 10, 10, 0, 10.0),
    ]  # fmt: skip


def test_other_weeks_other_peoples_private_and_unconnected_runs_are_not_counted() -> None:
    ours = team(1)
    others = [*runs(3, "stranger"), *runs(3, "kim"), *team(1, days_ago=3), *team(1, days_ago=17)]
    others += team(1, connect="voicemail") + team(1, mode="prep") + team(1, wrong_play=True)
    hidden = [structs.replace(row, private=True) for row in rows(team(4))]
    hidden += [structs.replace(row, redacted=True) for row in rows(team(4))]
    assert made([*rows(ours), *rows(others), *hidden]) == made(ours)


def test_promises_kept_are_counted() -> None:
    body = made(rows(team(1, commitment="promised"), kept="kept"))
    assert (body.plays[0].committed, body.plays[0].kept) == (5, 5)


def test_objections_that_many_met_and_what_they_said_of_them() -> None:
    met = (Opened("objections/price", 3.0, settled="yes"), Opened("objections/time", 4.0))
    body = made([*team(1, opened=met), *runs(1, "lee", opened=(Opened("objections/rare", 1.0),))])
    assert body.met == (MetCount("objections/price", 5, 5, 5), MetCount("objections/time", 5, 5))
    fewer = made(
        [*team(1, opened=met[:1], but=["lee"]), *runs(1, "lee", opened=(Opened("objections/price", 1.0),))]
    )
    assert fewer.met == (MetCount("objections/price", 5, 5, 0, 0, 0),)


def test_wordings_are_named_by_their_number_and_their_words_are_not_in_it() -> None:
    body = made([*team(1, wording={"a/0": "alternative 1"}), *runs(1, "lee", wording={"a/0": "my words"})])
    assert body.wording == (WordsCount(PLAY, "a/0", "alternative 1", 5, 5),)


# Of many, or not at all


def test_four_reps_are_too_few_and_so_is_a_step_that_four_reached() -> None:
    assert is_empty(made(team(9, but=["lee"])))
    body = made(
        [*team(1, "a+ b+", result="declined", but=["lee"]), *runs(1, "lee", "a+ b.", result="declined")]
    )
    assert [one.step for one in body.plays[0].steps] == ["a"]


def test_where_one_gives_more_than_half_it_would_be_about_them() -> None:
    assert is_empty(made([*team(1), *runs(9, "lee")]))
    assert not is_empty(made([*team(1), *runs(3, "lee")]))


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 9)))
def test_what_is_of_many_has_enough_reps_and_none_with_more_than_half(by: dict[str, int]) -> None:
    said = is_of_many(Counter(by))
    assert said == (
        len(by) >= 5 and max(by.values(), default=0) <= sum(by.values()) - max(by.values(), default=0)
    )


def test_the_seconds_of_a_few_are_left_out_while_their_counts_stand() -> None:
    quick, slow = team(1, mode="debrief", but=["lee"]), runs(1, "lee")
    (play,) = made([*quick, *slow]).plays
    assert play.steps[0].done == 5 and play.steps[0].seconds is None


# Nobody can be made out by comparing


def test_each_rep_is_counted_by_one_manager_also_where_teams_are_too_small() -> None:
    listed = {
        **people("a", "b", "c", "d", "e"),
        "ann": Person("ann", roles=("manager",)),
        "kim": Person("kim", roles=("manager",), manager="ann"),
        "sam": Person("sam", roles=("rep", "manager"), manager="ann"),
        **{name: Person(name, roles=("rep",), manager="sam") for name in ("f", "g")},
        **{name: Person(name, roles=("rep",), manager="ann") for name in ("h", "i")},
        "dana": Person("dana", roles=("liaison",), manager="ann"),
    }
    assert groups(listed) == {"kim": frozenset("abcde"), "ann": frozenset({"f", "g", "h", "i", "sam"})}


def test_a_small_team_with_nobody_above_is_counted_by_nobody() -> None:
    assert groups(people("a", "b", "c", "d")) == {}
    assert groups({}) == {}


def test_managers_in_a_circle_and_one_who_is_not_listed() -> None:
    circle = {name: Person(name, roles=("rep",), manager=above) for name, above in ("ab", "ba")}
    assert groups(circle) == {}
    assert groups({"a": Person("a", roles=("rep",), manager="gone")}) == {}


@given(st.dictionaries(st.sampled_from("abcdefghijklmn"), st.sampled_from("abcdefghijklmn"), min_size=5))
def test_whatever_the_tree_of_people_no_two_groups_have_anybody_in_common(above: dict[str, str]) -> None:
    listed = {name: Person(name, roles=("rep",), manager=manager) for name, manager in above.items()}
    found = groups(listed)
    counted = [rep for reps in found.values() for rep in reps]
    assert len(counted) == len(set(counted))
    assert all(len(reps) >= 5 and manager not in reps for manager, reps in found.items())


def test_a_rep_more_or_fewer_in_another_week_says_nothing_of_them() -> None:
    """Weeks have no run in common, so that a difference of two is nobody's record."""
    first = team(2, "a+ b+ c+", days_ago=10)
    later = [*team(2, "a+ b+ c+", days_ago=3), *runs(2, "zoe", "a- b- c-", days_ago=3)]
    grown = people(*REPS, "zoe")
    both = rows([*first, *later])
    one = figures(both, "2026-W46", groups(grown)["kim"], grown)
    other = figures(both, "2026-W47", groups(grown)["kim"], grown)
    assert (one.plays[0].runs, other.plays[0].runs) == (10, 12)
    assert one == figures(rows(first), "2026-W46", groups(TEAM)["kim"], TEAM)


# What is read


def record(body: Figures, person: str = "kim", seq: int = 1) -> Record:
    return Record(f"{person}/aa/team", seq, seq, "2026-11-23T09:00:00Z", "figures", body)


def test_the_first_of_a_week_counts_and_a_second_changes_nothing() -> None:
    first, second = made(team(1)), made(team(3))
    found = standing([record(second, seq=2), record(first, seq=1)], TEAM)
    assert found == {("kim", WEEK): first}


@pytest.mark.parametrize(
    "wrong",
    [
        record(made(team(1)), "lee"), record(made(team(1)), "stranger"),
        record(structs.replace(made(team(1)), week="some day")),
    ],
    ids=["a rep's", "nobody's", "no week's"],
)  # fmt: skip
def test_what_nobody_may_publish_is_not_read(wrong: Record) -> None:
    assert standing([wrong], TEAM) == {}


def test_numbers_of_fewer_than_five_are_not_read_whoever_wrote_them() -> None:
    few = Figures(
        WEEK,
        (PlayCount("p", 4, 9, 1, 1), PlayCount("q", 5, 9, 1, 1, (StepCount("a", 1, 9, 9, 0),))),
        (MetCount("m", 2, 9),),
        (WordsCount("p", "a/0", "my words", 1, 9),),
    )
    assert standing([record(few)], TEAM)["kim", WEEK] == Figures(WEEK, (PlayCount("q", 5, 9, 1, 1),))


def test_weeks_and_teams_are_added_up() -> None:
    step = StepCount("a", 6, 10, 10, 0, 20.0)
    found = {
        ("kim", "2026-W45"): Figures(
            "2026-W45", (PlayCount("p", 6, 10, 4, 2, (step,)),), (MetCount("m", 5, 7, 3),)
        ),
        ("kim", "2026-W46"): Figures(
            "2026-W46", (PlayCount("p", 5, 30, 6, 1, (StepCount("a", 5, 30, 30, 0, 40.0),)),)
        ),
        ("sam", "2026-W46"): Figures("2026-W46", (PlayCount("q", 9, 99, 0, 0),), (MetCount("m", 8, 1, 1),)),
    }
    both = together(found)
    assert (both.weeks, both.managers) == (("2026-W45", "2026-W46"), ("kim", "sam"))
    assert [(one.play, one.reps, one.runs, one.committed) for one in both.plays] == [
        ("q", 9, 99, 0),
        ("p", 5, 40, 10),
    ]
    assert both.plays[1].steps == (StepCount("a", 5, 40, 40, 0, 35.0),)
    assert both.met == (MetCount("m", 5, 8, 4),)
    last = together(found, weeks=1)
    assert last.weeks == ("2026-W46",) and last.plays[1].runs == 30
    assert together({}).weeks == ()
