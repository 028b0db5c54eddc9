"""A verdict by the plan that was written before: what is said when, and what is never said."""

from __future__ import annotations

from itertools import accumulate
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.coaching.verdict import Arm, Verdict, looks_taken, verdict
from playbook.statistics.intervals import newcombe
from playbook.statistics.looks import bound

A, B = "first", "second"


def arms(first: tuple[int, int], second: tuple[int, int]) -> tuple[Arm, Arm]:
    return Arm(A, *first), Arm(B, *second)


def judged(order: list[tuple[int, bool]], per_arm: int, lift: float = 0.1) -> Verdict:
    second = sum(arm for arm, _ in order)
    return verdict(
        looks_taken(order, (A, B), per_arm), (len(order) - second, second), per_arm, smallest_lift=lift
    )


def test_no_account_yet() -> None:
    found = verdict([], (0, 0), 100)
    assert (found.state, found.words) == ("waiting", ("No account has run it yet.",))


def test_between_looks_there_is_progress_and_no_winner() -> None:
    found = verdict([arms((5, 89), (20, 90))], (120, 118), 356)
    assert (found.state, found.look, found.better) == ("running", 1, "")
    assert (found.arms, found.difference, found.interval, found.p) == ((), None, None, None)
    assert found.words == (
        "120 and 118 of 356 accounts; look 2 of 4 comes with about 178 in each arm. "
        "Until then there is progress, not a winner.",
    )


def test_one_that_did_better_at_an_early_look() -> None:
    look_1, look_2 = arms((30, 89), (45, 89)), arms((61, 178), (92, 178))
    found = verdict([look_1, look_2], (180, 178), 356, smallest_lift=0.1)
    assert (found.state, found.look, found.better, found.arms) == ("better", 2, B, look_2)
    assert found.difference == pytest.approx(31 / 178)
    assert found.interval == newcombe(92, 178, 61, 178, z=bound(2))
    assert found.words == (
        "second did better: 92 of 178 accounts (51.7%), against 61 of 178 accounts (34.3%).",
        "second less first lies between +2.4 and +31.4 points, by look 2 of 4.",
        "Fisher's exact p = .0013, not adjusted for the looks.",
    )


def test_the_first_arm_may_do_better() -> None:
    found = verdict([arms((80, 90), (20, 90))], (90, 90), 356)
    assert (found.better, found.state) == (A, "better")
    assert found.difference == pytest.approx(-60 / 90)
    assert "between −" in found.words[1]
    assert found.words[-1] == "Fisher's exact p = below .0001, not adjusted for the looks."


def test_what_comes_after_a_verdict_changes_nothing() -> None:
    decided = [arms((10, 89), (45, 89))]
    later = [*decided, arms((80, 178), (80, 178)), arms((120, 267), (120, 267)), arms((160, 356), (160, 356))]
    assert verdict(decided, (89, 89), 356).words == verdict(later, (356, 356), 356).words


def test_no_difference_shown_is_no_proof_of_none() -> None:
    looks = [arms((n * 3 // 10, n), (n * 32 // 100, n)) for n in (89, 178, 267, 356)]
    found = verdict(looks, (400, 400), 356, smallest_lift=0.1)
    assert (found.state, found.look, found.better) == ("undecided", 4, "")
    assert found.words[0] == (
        "No difference was shown: first 106 of 356 accounts (29.8%), second 113 of 356 accounts (31.7%)."
    )
    assert found.words[2] == "A lift of 10 points, which the plan looked for, is ruled out."
    unsure = verdict(looks, (400, 400), 356, smallest_lift=0.05)
    assert unsure.words[2].endswith("is not ruled out: this is no proof of none.")


def test_an_uneven_split_withholds_the_verdict() -> None:
    found = verdict([arms((10, 89), (45, 89))], (300, 210), 356)
    assert (found.state, found.better, found.arms) == ("ratio", "", ())
    assert found.words[0].startswith("300 accounts in one arm and 210 in the other: chance alone splits")
    assert verdict([], (821_588, 815_482), 900_000).ratio_p == pytest.approx(1.83e-6, abs=5e-9)


def test_all_the_same_is_no_difference() -> None:
    for done in (0, 1):
        found = verdict([arms((n * done, n), (n * done, n)) for n in (25, 50, 75, 100)], (100, 100), 100)
        assert (found.state, found.p, found.difference) == ("undecided", 1, 0)


def test_a_plan_without_a_number_gives_no_verdict() -> None:
    found = judged([(0, True), (1, False)] * 50, per_arm=0)
    assert found.state == "running"
    assert found.words == (
        "50 and 50 accounts; the plan names no number of accounts, so there is no verdict.",
    )


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="90 of 89"):
        verdict([arms((90, 89), (3, 89))], (89, 89), 356)


@given(st.lists(st.tuples(st.integers(0, 1), st.booleans()), max_size=120))
def test_looks_are_the_same_whenever_they_are_looked_at(order: list[tuple[int, bool]]) -> None:
    whole = looks_taken(order, (A, B), 20)
    for count in range(0, len(order), 7):
        before = looks_taken(order[:count], (A, B), 20)
        assert whole[: len(before)] == before
    assert len(whole) <= 4


@given(st.lists(st.tuples(st.integers(0, 1), st.booleans()), max_size=120))
def test_a_decided_experiment_stays_decided(order: list[tuple[int, bool]]) -> None:
    said = [judged(order[:count], 20) for count in range(len(order) + 1)]
    decided = [one for one in said if one.state == "better"]
    assert len({(one.better, one.look, one.arms) for one in decided}) <= 1


def test_a_planted_lift_is_found_and_none_is_seldom_invented() -> None:
    chance = Random("experiments")

    def better(lift: float, trials: int) -> int:
        found = 0
        for _ in range(trials):
            order = [(arm, chance.random() < 0.3 + lift * arm) for _ in range(120) for arm in (0, 1)]
            found += judged(order, 120).better != ""
        return found

    assert better(0.3, 40) >= 39  # 99.7 % power
    assert better(0.0, 200) <= 20  # 5 % and four standard deviations


def test_each_look_is_at_the_first_account_with_which_it_is_due() -> None:
    order = [(0, True), (1, False)] * 8
    taken = looks_taken(order, (A, B), 8)
    assert [(first.n, second.n) for first, second in taken] == [(2, 2), (4, 4), (6, 6), (8, 8)]
    assert list(accumulate(first.successes for first, _ in taken)) == [2, 6, 12, 20]
