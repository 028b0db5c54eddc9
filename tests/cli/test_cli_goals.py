"""Goals from the command line: set alone, together, by a manager; changed, shared, ended; who may do which."""

from __future__ import annotations

from tests.cli.shell import Shell

KEYS = (
    "id person words figure share play stage step since by state shared_with set_by met n low high met_before "
    "n_before standing said runs"
)


def test_a_goal_of_ones_own_is_counted_from_the_calls_that_follow(shell: Shell) -> None:
    told = shell.ok("coach goal lee commitment 60% --stage discover --by 2026-12-11")
    assert told.line.startswith("G-")
    assert "A commitment in 60% of Discover calls, by 2026-12-11." in told.err
    assert "For you alone: it never leaves this device." in told.err
    run = shell.finished(finish="--result advance --commitment done")
    (goal,) = shell.ok("coach goals --json").data
    assert list(goal) == KEYS.split()
    assert (goal["met"], goal["n"], goal["standing"], goal["share"]) == (1, 1, "few", 0.6)
    assert [one[:6].upper() for one in goal["runs"]] == [run.removeprefix("R-")[:6].upper()]
    assert "1 of 1 call (target 60%)" in shell.ok("coach goals").out
    assert shell.ok("coach goals lee --json", as_="kim").data == []


def test_a_goal_together_is_the_managers_to_see_and_to_end_too(shell: Shell) -> None:
    told = shell.ok("coach goal lee next-step 0.5 --by 2026-12-11 --together")
    assert "Between you and Kim" in told.err and "It stays on this device: there is no hub." in told.err
    (goal,) = shell.ok("coach goals lee --json", as_="kim").data
    assert (goal["set_by"], goal["shared_with"]) == ("lee", "kim")
    assert goal["said"] == "No call of Lee Park's is here to be counted."
    assert shell.ok("coach goals lee --json", as_="mia").data == []
    shell.ok(f"coach goal-end {told.line} reached", as_="kim")
    assert shell.ok("coach goals --json").data == []
    assert [one["state"] for one in shell.ok("coach goals --all --json").data] == ["reached"]
    again = shell(f"coach goal-end {told.line} dropped")
    assert (again.code, again.err) == (2, "playbook: This goal was reached before.\n")


def test_a_manager_sets_one_for_a_rep_and_the_rep_sees_it_today(shell: Shell) -> None:
    shell.ok("coach goal lee step 80% --play first-call --step open --by 2026-12-11", as_="kim")
    line = next(one for one in shell.ok("today --json").data if one["kind"] == "goal")
    assert line["what"] == "“Open” done in 80% of “First call” calls"
    refused = shell("coach goal kim step 80% --play first-call --step open --by 2026-12-11")
    assert refused.code == 2 and "set by themselves, or with a manager above them" in refused.err


def test_it_is_changed_by_another_record_and_goes_on_counting(shell: Shell) -> None:
    id_ = shell.ok("coach goal lee commitment 60% --by 2026-12-11").line
    shell.ok(f"coach goal-change {id_} --share 70% --words 'Ask each time'", now="2026-11-30T10:00:00Z")
    (goal,) = shell.ok("coach goals --json").data
    assert (goal["share"], goal["words"], goal["since"]) == (0.7, "Ask each time", "2026-11-23")
    shell.ok(f"coach goal-change {id_} --by 2026-12-24 --words ''")
    (goal,) = shell.ok("coach goals --json").data
    assert (goal["share"], goal["by"], goal["words"]) == (0.7, "2026-12-24", "A commitment in 70% of calls")


def test_one_that_was_mine_alone_can_be_shared_and_not_taken_back(shell: Shell) -> None:
    id_ = shell.ok("coach goal lee exit 40% --by 2026-12-11").line
    assert "Between you and Kim" in shell.ok(f"coach goal-share {id_}").err
    assert len(shell.ok("coach goals lee --json", as_="kim").data) == 1
    again = shell(f"coach goal-share {id_}")
    assert again.code == 2 and "Between you and Kim" in again.err


def test_what_cannot_be_a_goal_is_refused_with_the_reason(shell: Shell) -> None:
    for command, why in (
        ("lee commitment 150% --by 2026-12-11", "“150%” is no share of calls. Write it like 60%."),
        ("lee commitment none --by 2026-12-11", "“none” is no share of calls."),
        ("lee commitment 60% --by 2026-11-01", "is over. Name today or a day to come."),
        ("lee commitment 60% --by 2026-11-23", "A goal needs time: name a day to come."),
        ("lee commitment 60% --by 2026-12-11 --stage discovr", "There is no stage “discovr”."),
        ("lee step 60% --by 2026-12-11", "A step is one of a play: name the play too."),
        ("lee step 60% --by 2026-12-11 --play first-call --step opn", "There is no step “opn”."),
        ("lee talking 60% --by 2026-12-11", "“talking” is not a FIGURE."),
        ("kim commitment 60% --by 2026-12-11 --together", "set by themselves"),
    ):
        said = shell(f"coach goal {command}")
        assert said.code == 2 and why in said.err, (command, said)
    assert shell.ok("coach goals --json").data == []


def test_without_goals_it_says_how_to_set_one(shell: Shell) -> None:
    assert "`playbook coach goal lee next-step 60% --by fri` sets one." in shell.ok("coach goals").err
    assert "sets one" not in shell.ok("coach goals mia").err
    assert shell("coach goal-end G-7K3Q9M reached").code == 2


def test_a_managers_own_goal_together_needs_somebody_above(shell: Shell) -> None:
    refused = shell("coach goal kim commitment 60% --by 2026-12-11 --together", as_="kim")
    assert refused.code == 2 and "Nobody is named as your manager" in refused.err
