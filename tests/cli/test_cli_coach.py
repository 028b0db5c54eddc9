"""What was really done: by the team, one person, in one play; and who may see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cli.shell import PLAY, SETTINGS, Shell, write

PAGE = "plays/discover/first-call"


def steps(shell: Shell, command: str, *, as_: str = "kim") -> dict[str, dict[str, Any]]:
    return {row["step"]: row for row in shell.ok(f"coach {command} --json", as_=as_).data}


def run_to_the_cost(shell: Shell, *, as_: str = "lee", skip: str = "") -> str:
    run = shell.start(as_=as_)
    if skip:
        shell.ok(f"runs skip {run} open --because '{skip}'", as_=as_)
    else:
        shell.ok(f"runs next {run}", as_=as_)
    shell.ok(f"runs acknowledge {run}", as_=as_)
    shell.ok(f"runs next {run}", as_=as_)
    shell.ok(f"runs finish {run} --result continuation", as_=as_)
    return run


def test_reached_done_skipped_and_why(shell: Shell) -> None:
    run_to_the_cost(shell)
    run_to_the_cost(shell, as_="mia", skip="already known")
    found = steps(shell, "team")
    assert list(found) == ["open", "find-the-cost", "agree-the-next-step", "send-the-study", "qualify-out"]
    assert {key: found["open"][key] for key in ("reached", "done", "skipped", "not_reached", "reasons", "minutes")} == {
        "reached": 2, "done": 1, "skipped": 1, "not_reached": 0, "reasons": {"already known": 1}, "minutes": 1.0,
    }  # fmt: skip
    assert (found["find-the-cost"]["done"], found["send-the-study"]["not_reached"]) == (2, 2)
    assert steps(shell, "play first-call")["open"] == found["open"]
    assert steps(shell, "person lee")["open"]["done"] == 1
    assert steps(shell, "person mia")["open"]["skipped"] == 1


def test_calls_that_reached_nobody_and_private_ones_count_nowhere(shell: Shell) -> None:
    run_to_the_cost(shell)
    run = shell.start(connect=False)
    shell.ok(f"runs connect {run} no-answer")
    shell.ok(f"runs finish {run}")
    shell.finished(finish="--result declined --private")
    assert steps(shell, "team")["open"]["reached"] == 1
    own = steps(shell, "person lee", as_="lee")["open"]
    assert (own["n"], own["reached"]) == (1, 1)
    told = shell.ok("coach person lee", as_="kim")
    assert "Lee Park: 1 connected run of 2 calls." in told.err


def test_a_rep_sees_of_themselves_what_their_manager_sees_and_of_others_nothing(shell: Shell) -> None:
    run_to_the_cost(shell)
    run_to_the_cost(shell, as_="mia")
    assert shell.ok("coach person lee --json").data == shell.ok("coach person lee --json", as_="kim").data
    refused = shell("coach person mia", as_="lee")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("playbook: Only Mia Novak and the managers above may read those runs.")
    assert shell("coach person lee", as_="dana").code == 2
    assert steps(shell, "team", as_="lee")["open"]["reached"] == 1
    assert shell.ok("coach team --json", as_="dana").data == []


def test_a_manager_above_sees_the_whole_line_and_a_stranger_to_it_nothing(own: Shell) -> None:
    boss = '\n[people.pat]\nname = "Pat"\nside = "sales"\nroles = ["manager"]\n'
    write(
        own.root,
        {
            "playbook.toml": SETTINGS.replace('roles = ["manager"]', 'roles = ["manager"]\nmanager = "pat"')
            + boss
        },
    )
    run_to_the_cost(own)
    run_to_the_cost(own, as_="mia")
    assert steps(own, "team", as_="pat")["open"]["reached"] == 2
    assert own.ok("coach team --json", as_="dana").data == []


def test_since_leaves_older_runs_out(shell: Shell) -> None:
    run_to_the_cost(shell)
    for command in ("team", "play first-call", "person lee"):
        assert shell.ok(f"coach {command} --since 2026-11-24 --json", as_="kim").data == []
        assert shell.ok(f"coach {command} --since 2026-11-23 --json", as_="kim").data != []


def test_a_page_that_moved_keeps_its_runs(own: Shell, commit: Callable[[dict[str, str], str], str]) -> None:
    run_to_the_cost(own)
    own.ok(f"feedback add idea Ask earlier --play {PAGE}")
    (own.root / f"{PAGE}.md").unlink()
    moved = PLAY.replace("stage: discover", f"stage: discover\nmoved-from: [{PAGE}]")
    commit({"plays/discover/opening.md": moved}, "Move")
    found = steps(own, "team")
    assert (found["open"]["play"], found["open"]["done"]) == ("plays/discover/opening", 1)
    assert steps(own, "play opening")["open"]["done"] == 1
    assert steps(own, "person lee")["open"]["done"] == 1
    assert [run["play"] for run in own.ok("runs list --play opening --json").data] == [PAGE]
    assert [one["play"] for one in own.ok("feedback list --play opening --json").data] == [PAGE]


def test_a_page_that_is_gone_leaves_the_runs_readable(own: Shell) -> None:
    run = run_to_the_cost(own)
    (own.root / f"{PAGE}.md").unlink()
    assert own.ok("coach team --json", as_="kim").data == []
    assert own.ok(f"runs list --play {PAGE} --json", as_="kim").data[0]["id"] == run
    assert "Forecast" not in own.ok(f"runs recap {run}").err
    assert "There is no page" in own("coach play first-call", as_="kim").err


def test_the_tables_read_well(shell: Shell) -> None:
    run_to_the_cost(shell)
    said = shell.ok("coach play first-call", as_="kim")
    assert said.err == (
        "First call: 1 connected run by 1 rep; commitment 0, kept 0, broken 0. "
        "Skipped 0, out of order 0, repeated 0, added 0.\n"
    )
    head, first, *_ = said.out.splitlines()
    assert head.split()[:4] == ["PLAY", "STEP", "REACHED", "DONE"]
    assert first.split()[:4] == [PAGE, "open", "1", "1"]
    assert first.rstrip().endswith("/1")


def test_what_is_no_play_and_nobody_is_told(shell: Shell) -> None:
    refused = shell("coach play too-expensive", as_="kim")
    assert refused.code == 2
    assert "Did you mean plays/commit/price-call" in refused.err
    assert "Did you mean lee?" in shell("coach person lea", as_="kim").err
