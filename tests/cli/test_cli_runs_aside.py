"""What stands beside the path of a run, on the command line: who, about what, over, a mistake after all."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.shell import Shell


def finished(shell: Shell, run: str, *, now: str = "") -> dict[str, Any]:
    """Finish a run, and return it as a program reads it."""
    told: dict[str, Any] = shell.ok(f"runs finish {run} --result declined --json", now=now).data
    return told


def test_the_time_after_hanging_up_is_none_of_the_calls(shell: Shell) -> None:
    run = shell.start()
    said = shell.ok(f"runs hang-up {run}", now="2026-11-23T10:05:00Z")
    assert (
        said.err == f"Nothing is left but to finish: `playbook runs finish {run[:6].upper()} --result …`.\n"
    )
    made = finished(shell, run, now="2026-11-23T10:09:00Z")
    # The machine's own seconds pass while the tests run.
    assert 295 <= made["seconds"] < 310
    assert made["ended"].startswith("2026-11-23T10:05:")


def test_a_call_that_was_over_is_taken_up_again(shell: Shell) -> None:
    run = shell.start()
    shell.ok(f"runs hang-up {run}", now="2026-11-23T10:05:00Z")
    again = shell(f"runs hang-up {run}", now="2026-11-23T10:05:30Z")
    assert (again.code, again.err) == (2, "playbook: This call is over already.\n")
    shell.ok(f"runs resume {run}", now="2026-11-23T10:06:00Z")
    assert 355 <= finished(shell, run, now="2026-11-23T10:07:00Z")["seconds"] < 375


def test_whether_it_settled_is_said_of_the_newest_or_of_a_page(shell: Shell) -> None:
    run = shell.start()
    shell.ok(f"runs opened {run} too-expensive --words dear")
    shell.ok(f"runs opened {run} first-call#we-have-a-tool")
    shell.ok(f"runs settle {run} no")
    shell.ok(f"runs settle {run} partly too-expensive")
    assert [(one["page"], one["settled"]) for one in finished(shell, run)["opened"]] == [
        ("objections/too-expensive", "partly"), ("plays/discover/first-call#we-have-a-tool", "no"),
    ]  # fmt: skip


def test_what_was_searched_in_vain_and_who_was_there_is_on_record(shell: Shell) -> None:
    run = shell.start(account="Kallio")
    shell.ok(f"runs gap {run} sap interface")
    shell.ok(f"runs people {run} ada bo")
    made = finished(shell, run)
    assert [gap["words"] for gap in made["gaps"]] == ["sap interface"]
    assert made["contacts"] == ["ada", "bo"]


def test_the_account_can_be_said_later(shell: Shell) -> None:
    run = shell.start()
    nothing = shell(f"runs about {run}")
    assert (nothing.code, nothing.err) == (2, "playbook: Say --account, --opportunity or both.\n")
    shell.ok(f"runs about {run} --account Kallio --opportunity K-1")
    made = finished(shell, run)
    assert (made["account"], made["opportunity"]) == ("Kallio", "K-1")


def test_which_words_were_used_is_recorded(shell: Shell) -> None:
    run = shell.start()
    shell.ok(f"runs reword {run} open mine")
    shell.ok(f"runs reword {run} agree-the-next-step 1")
    assert shell(f"runs reword {run} open 2").code == 2
    assert (
        shell(f"runs reword {run} open loud").err == "playbook: “loud” is no wording. Say 1, 2, … or mine.\n"
    )
    assert finished(shell, run)["wording"] == {"open/0": "my words", "agree-the-next-step/0": "alternative 1"}


def test_a_run_started_by_mistake_is_discarded_and_restored(shell: Shell) -> None:
    run = shell.start()
    told = shell.ok(f"runs discard {run} --yes").err
    assert (
        told
        == f"Discarded “First call”. `playbook runs restore {run[:6].upper()}` brings it back for two days.\n"
    )
    assert shell.ok("runs list --open --json").data == []
    assert [one["id"] for one in shell.ok("runs list --discarded --json").data] == [run]
    assert shell(f"runs next {run}").code == 2
    assert shell("runs list --discarded --json", as_="mia").data == []
    assert shell(f"runs restore {run}", as_="mia").code == 2
    assert shell.ok(f"runs restore {run[:7]}").out == f"{run}\n"
    shell.ok(f"runs next {run}")


def test_a_discarded_run_is_gone_after_two_days(shell: Shell) -> None:
    run = shell.start()
    shell.ok(f"runs discard {run} --yes")
    late = shell(f"runs restore {run}", now="2026-11-25T10:01:00Z")
    assert late.code == 2
    assert "`playbook runs list --discarded` shows what there is." in late.err
    assert (
        "No run was discarded in the last two days."
        in shell.ok("runs list --discarded", now="2026-11-25T10:01:00Z").err
    )


@pytest.mark.parametrize(("typed", "kept"), [("y", False), ("n", True), ("", True)])
def test_on_a_terminal_discarding_asks(
    shell: Shell, typed: str, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = shell.start()
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: typed)
    shell.ok(f"runs discard {run}")
    assert bool(shell.ok("runs list --open --json").data) is kept
