"""An experiment on a call: the account's arm is run, whichever page was opened, and nothing says so."""

from __future__ import annotations

import pytest

from playbook.plays.arms import arm_of
from tests.cli.shell import PLAY, SETTINGS, Shell, git, write

ONE, TWO = "plays/discover/first-call", "plays/discover/first-call-b"
ARMS = (ONE, TWO)


def plan(start: str = "") -> str:
    began = f"from = {start}\n" if start else ""
    return SETTINGS + f'\n[experiments.opener]\narms = ["{ONE}", "{TWO}"]\n{began}'


@pytest.fixture
def planned(own: Shell) -> Shell:
    """A playbook with an experiment of two pages."""
    write(
        own.root,
        {"playbook.toml": plan(), f"{TWO}.md": PLAY.replace("title: First call", "title: First call B")},
    )
    git(own.root, "add", "--all")
    git(own.root, "commit", "-qm", "Plan an experiment")
    return own


def accounts(arm: str, count: int = 3) -> list[str]:
    """Return accounts that are in an arm."""
    names = [f"Customer {number}" for number in range(40)]
    return [name for name in names if arm_of("opener", name, ARMS) == arm][:count]


def play_run(shell: Shell, opened: str, account: str = "") -> str:
    more = ["--account", account] if account else []
    run = shell.ok(f"runs start {opened} --json", *more)
    assert "experiment" not in run.err.casefold()
    play: str = run.data["play"]
    return play


@pytest.mark.parametrize("arm", ARMS)
@pytest.mark.parametrize("opened", ARMS)
def test_the_accounts_arm_is_run_whichever_page_is_opened(planned: Shell, arm: str, opened: str) -> None:
    for account in accounts(arm):
        assert play_run(planned, opened, account) == arm


def test_without_an_account_the_page_itself_is_run(planned: Shell) -> None:
    assert play_run(planned, ONE) == ONE
    assert play_run(planned, TWO) == TWO


def test_a_page_that_is_no_arm_is_left_alone(planned: Shell) -> None:
    (account,) = accounts(TWO, 1)
    assert play_run(planned, "plays/commit/price-call", account) == "plays/commit/price-call"


def test_before_the_plan_begins_nothing_is_assigned(planned: Shell) -> None:
    write(planned.root, {"playbook.toml": plan("2026-12-01")})
    (account,) = accounts(TWO, 1)
    assert play_run(planned, ONE, account) == ONE


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_an_arm_that_is_not_offered_is_not_forced_on_anybody(planned: Shell, status: str) -> None:
    page = planned.root / f"{TWO}.md"
    page.write_text(page.read_text().replace("stage: discover", f"stage: discover\nstatus: {status}"))
    (account,) = accounts(TWO, 1)
    assert play_run(planned, ONE, account) == ONE


def test_an_arm_that_is_gone_leaves_the_page_that_was_opened(planned: Shell) -> None:
    (planned.root / f"{TWO}.md").unlink()
    (account,) = accounts(TWO, 1)
    assert play_run(planned, ONE, account) == ONE


def test_every_device_decides_the_same(planned: Shell) -> None:
    (account,) = accounts(TWO, 1)
    assert {
        planned.ok(f"runs start {opened} --json", "--account", account, as_=rep).data["play"]
        for rep in ("lee", "mia")
        for opened in ARMS
    } == {TWO}


# What plays are chosen from


def offered(shell: Shell, who: str = "lee", account: str = "") -> set[str]:
    more = ["--account", account] if account else []
    found = shell.ok("plays offered --json", *more, as_=who).data
    return {row["id"] for row in found} & set(ARMS)


def test_a_rep_is_offered_just_the_play_and_with_an_account_its_own_arm(planned: Shell) -> None:
    assert offered(planned) == {ONE}
    for arm in ARMS:
        (account,) = accounts(arm, 1)
        assert offered(planned, account=account) == {arm}


def test_who_answers_or_manages_sees_both(planned: Shell) -> None:
    assert offered(planned, "kim") == offered(planned, "dana") == set(ARMS)


def test_before_the_plan_begins_and_where_an_arm_is_not_offered_nothing_is_hidden(planned: Shell) -> None:
    write(planned.root, {"playbook.toml": plan("2026-12-01")})
    assert offered(planned) == set(ARMS)
    write(planned.root, {"playbook.toml": plan()})
    page = planned.root / f"{ONE}.md"
    page.write_text(page.read_text().replace("stage: discover", "stage: discover\nstatus: draft"))
    assert offered(planned) == {TWO}
