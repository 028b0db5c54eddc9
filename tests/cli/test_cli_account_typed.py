"""`--account NAME` with a name that nobody has: the call begins all the same, and whoever typed it is told."""

from __future__ import annotations

import pytest

from playbook.clock import FixedClock, parse_stamp
from playbook.workspace import Workspace
from tests.cli.shell import NOW, Shell
from tests.cli.test_cli_accounts import data_folder
from tests.tui.driver import opened

PLAY = "plays/discover/first-call"
NEW = "No account is called “Kalio Timberframe” yet: it is taken as typed. Did you mean Kallio Timberframe?"


@pytest.fixture
def known(shell: Shell) -> str:
    """An account that there is; its id."""
    return shell.ok('accounts add "Kallio Timberframe"').out.strip()


def accounts_called(shell: Shell) -> list[str]:
    """Return the accounts of the open runs, as they are recorded."""
    workspace = Workspace.open(shell.root, person="lee", clock=FixedClock(parse_stamp(NOW)))
    return [run.account for run in workspace.my_open_runs()]


def test_a_run_begins_with_a_misspelt_name_says_so_and_how_it_is_put_right(shell: Shell, known: str) -> None:
    begun = shell.ok(f"runs start {PLAY} --account 'Kalio Timberframe'")
    run = begun.out.strip()
    assert accounts_called(shell) == ["Kalio Timberframe"]
    told = begun.err.splitlines()[-1]
    short = run[:6].upper()
    assert told == f"{NEW} `playbook runs about {short} --account NAME` puts it right."
    assert shell.ok(f"runs about {short} --account 'Kallio Timberframe'").err.count("No account") == 0
    assert accounts_called(shell) == [known]


def test_the_beginning_of_a_name_is_that_account_as_it_is_among_the_accounts(
    shell: Shell, known: str
) -> None:
    begun = shell.ok(f"runs start {PLAY} --account kallio --json")
    assert begun.data["play"] == PLAY
    assert "“kallio” is taken as Kallio Timberframe" in begun.err
    assert accounts_called(shell) == [known]


@pytest.mark.parametrize(
    "typed",
    [
        f"plays prep {PLAY} --account 'Kalio Timberframe'",
        "plays offered --account 'Kalio Timberframe'",
        f"feedback add wrong 'Old price' --play {PLAY} --account 'Kalio Timberframe'",
    ],
)
def test_whatever_takes_an_account_says_that_nobody_has_the_name(
    shell: Shell, known: str, typed: str
) -> None:
    assert known
    assert NEW in shell.ok(typed).err
    assert NEW not in shell.ok(typed.replace("Kalio", "Kallio")).err


def test_what_a_run_is_about_already_is_not_doubted_again(shell: Shell, known: str) -> None:
    assert known
    run = shell.ok(f"runs start {PLAY} --account Zwingli").out.strip()
    assert "No account" not in shell.ok(f"runs about {run} --opportunity Yard").err


async def test_the_call_on_the_screen_says_it_and_its_key_chooses_the_right_one(
    shell: Shell, known: str
) -> None:
    def start(app: object) -> None:
        app.open_at("call", PLAY, account="Kalio Timberframe")  # type: ignore[attr-defined]

    clock = FixedClock(parse_stamp(NOW))
    async with opened(
        shell.root, data_folder(), person="lee", clock=clock, size=(80, 24), start=start
    ) as driver:
        driver.sees("No account is called “Kalio Timberframe” yet: it is taken as typed. Did you")
        driver.sees("mean Kallio Timberframe? c chooses another.", "Who picked up?")
        await driver.press("c")
        await driver.type("kallio")
        await driver.press("enter")
        driver.sees("account: Kallio Timberframe")
    assert accounts_called(shell) == [known]


async def test_a_call_with_a_name_that_is_known_says_nothing(shell: Shell, known: str) -> None:
    def start(app: object) -> None:
        app.open_at("call", PLAY, account="kallio timberframe")  # type: ignore[attr-defined]

    clock = FixedClock(parse_stamp(NOW))
    async with opened(
        shell.root, data_folder(), person="lee", clock=clock, size=(80, 24), start=start
    ) as driver:
        driver.sees("account: Kallio Timberframe").sees_no("No account", "taken as")
    assert accounts_called(shell) == [known]
