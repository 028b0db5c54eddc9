"""Which arm an account is in: the same on every device, and evenly."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from playbook.plays.arms import arm_of

ARMS = ("plays/discover/first-call", "plays/discover/first-call-b")


@pytest.mark.parametrize(
    ("experiment", "account", "arm"),
    [
        ("opener-q4", "acme", 1),
        ("opener-q4", "globex", 0),
        ("opener-q4", "日本商事", 0),
        ("other", "acme", 0),
    ],
)
def test_the_rule_is_fixed_for_ever(experiment: str, account: str, arm: int) -> None:
    assert arm_of(experiment, account, ARMS) == ARMS[arm]


def test_another_process_says_the_same() -> None:
    accounts = [f"account-{number}" for number in range(50)]
    program = (
        "from playbook.plays.arms import arm_of\n"
        f"print([arm_of('opener-q4', one, {ARMS!r}) for one in {accounts!r}])"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONHASHSEED": "7"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout.strip() == str([arm_of("opener-q4", one, ARMS) for one in accounts])


def test_no_account_no_arm() -> None:
    assert arm_of("opener-q4", "", ARMS) == ""
    assert arm_of("opener-q4", "acme", ()) == ""


def test_accounts_fall_evenly_and_anew_in_each_experiment() -> None:
    accounts = [f"account-{number}" for number in range(4_000)]
    first = [arm_of("one", account, ARMS) for account in accounts]
    second = [arm_of("two", account, ARMS) for account in accounts]
    assert abs(Counter(first)[ARMS[0]] - 2_000) < 130  # four standard deviations
    assert abs(sum(a == b for a, b in zip(first, second, strict=True)) - 2_000) < 130
