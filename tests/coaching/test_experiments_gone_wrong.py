"""Experiments whose pages, arms, people or calls are not what was planned."""

from __future__ import annotations

import pytest

from playbook.coaching.experiments import Entry, dominating, entries, report, split
from playbook.coaching.topics.trials import experiment_topic, judged
from playbook.coaching.verdict import Arm, verdict
from playbook.plays.settings_model import Experiment
from tests.coaching.logs import facts, log, runs

# Experiments


def entry(
    number: int, arm: str = "a", revision: str = "1", rep: str = "lee", *, assigned: bool = True
) -> Entry:
    return Entry(f"acc-{number}", arm, rep, f"2026-11-{number:02}T09:00:00Z", revision, True, assigned)


def test_no_account_is_one_empty_part() -> None:
    (part,) = split([])
    assert part == ("", "", (), 0)
    assert dominating([]) == []


def test_each_edit_of_either_arm_begins_another_part() -> None:
    found = split(
        [
            entry(1),
            entry(2, "b"),
            entry(3, "a", "2"),
            entry(4, "b", "2"),
            entry(5, "a", "1"),
            entry(6, "a", "2"),
        ]
    )
    assert [(part.start[:10], part.edited, len(part.entries), part.late) for part in found] == [
        ("", "", 2, 0),
        ("2026-11-03", "a", 1, 0),
        ("2026-11-04", "b", 2, 1),
    ]


def test_who_ran_the_other_page_says_nothing_of_an_edit() -> None:
    (part,) = split([entry(1), entry(2, "a", "other", assigned=False), entry(3)])
    assert (len(part.entries), part.late) == (3, 0)


@pytest.mark.parametrize(("lees", "mias", "said"), [(5, 5, 0), (6, 4, 1), (6, 3, 0), (10, 0, 0)])
def test_more_than_half_of_ten_dominates(lees: int, mias: int, said: int) -> None:
    found = [entry(n, rep="lee") for n in range(lees)] + [entry(n, rep="mia") for n in range(mias)]
    assert len(dominating(found)) == said


@pytest.mark.parametrize("arms", [(), ("a",), ("a", "b", "c")])
def test_what_has_not_two_arms_is_not_judged(arms: tuple[str, ...]) -> None:
    found = report([], Experiment("opener", arms=arms))
    assert found.segments == ()
    assert found.words[0].startswith(f"An experiment of {len(arms)} arms is not judged")
    topic = experiment_topic(log([]), judged(log([]), Experiment("opener", arms=arms)))
    assert topic.title == "opener: not judged"


def test_arms_whose_pages_are_gone_stand_under_their_ids() -> None:
    plan = Experiment("opener", arms=("plays/a+b", "plays/a"), accounts_per_arm=10)
    topic = experiment_topic(log([]), judged(log([]), plan))
    assert (topic.title, topic.said, topic.n) == ("opener: no account yet", "No account has run it yet.", 0)
    assert entries(facts(runs(3, account="acme")), plan) == []


@pytest.mark.parametrize(
    ("now", "state"), [((0, 0), "waiting"), ((1, 0), "running"), ((0, 9), "running"), ((0, 11), "ratio")]
)
def test_a_split_is_only_wrong_when_chance_makes_it_once_in_a_thousand(
    now: tuple[int, int], state: str
) -> None:
    found = verdict([], now, 40)
    assert (found.state, found.better, found.arms, found.p) == (state, "", (), None)


@pytest.mark.parametrize(("successes", "share"), [(0, "0.0%"), (40, "100.0%")])
def test_all_or_none_in_both_arms_shows_no_difference(successes: int, share: str) -> None:
    looks = [(Arm("a", successes * n // 40, n), Arm("b", successes * n // 40, n)) for n in (10, 20, 30, 40)]
    found = verdict(looks, (40, 40), 40, 0.2)
    assert (found.state, found.difference, found.p) == ("undecided", 0.0, 1.0)
    each = f"{successes} of 40 accounts ({share})"
    assert found.words[0] == f"No difference was shown: a {each}, b {each}."
    assert found.words[-1] == "Fisher's exact p = 1, not adjusted for the looks."


def test_an_arm_of_nobody_has_a_share_of_nothing() -> None:
    assert Arm("a", 0, 0).share == 0.0
