"""One run in words, beside the revision that it ran."""

from __future__ import annotations

import re
from typing import Any

import pytest

from playbook.coaching.runs import RunRow
from playbook.plays.model import Page
from tests.tui.world import DISCOVERY, World
from tui.coach_text import run_rows
from tui.rows import Row, width_of

ALL = (
    ("acknowledge",),
    ("next_step",),
    ("next_step",),
    ("next_step",),
    ("next_step",),
    ("next_step",),
    ("next_step",),
)


def lines(rows: list[Row]) -> list[str]:
    return [row.text.rstrip() for row in rows]


def replay(world: World, by: str = "kim", width: int = 80) -> list[Row]:
    workspace = world.of(by)
    row = list(workspace.runs().values())[-1]
    return run_rows(row, _page(workspace, row), workspace, width)


def _page(workspace: Any, row: RunRow) -> Page | None:
    page: Page = workspace.page_at(row.run.play, row.run.blob)
    return page


# One run


def test_a_run_is_told_step_by_step_with_what_was_answered(world: World) -> None:
    world.ran(
        ("acknowledge",), ("next_step",),
        ("choose", "a-bad-morning/how-often-do-you-have-one", "every-week"),
        ("opened", "objections/too-expensive", "exp"), ("settle", "yes"), ("gap", "zeppelin"),
        ("note", "Ring before eight"), ("mark",), ("skip", "customer led"),
        account="Brenner Foods", next="Send the numbers", next_date="2026-11-23", exit_proof="Nine thousand",
        commitment="promised", commitment_by="2026-11-27",
    )  # fmt: skip
    shown = lines(replay(world))
    assert shown[:2] == ["First discovery", "Fri 20 Nov 2026, 10:00 · Lee Park · Brenner Foods · connected"]
    for said in (
        "Result: continuation",
        "Commitment: promised by Fri 27 Nov 2026",
        "Exit proof: Nine thousand",
        "Next: Send the numbers · Mon 23 Nov 2026",
        "Against the play: 1 skipped · 0 out of order · 0 repeated · 0 added",
        "              customer led",
        "              How often do you have one? Every week",
        "Looked up",
        "Notes",
        "Minute by minute",
    ):
        assert said in shown
    assert [line for line in shown if line.startswith(("✓ done", "– skipped"))] == [
        next(line for line in shown if line.startswith("✓ done        Open")),
        next(line for line in shown if line.startswith("– skipped     A bad morning")),
    ]
    assert any(line.endswith("That's too expensive (searched “exp”): settled yes") for line in shown)
    assert any("“zeppelin”: nothing found" in line for line in shown)
    assert "   4:00  Ring before eight" in shown
    assert any(line.endswith("marked") for line in shown)
    assert any(line.endswith("  looked up That's too expensive") for line in shown)
    assert shown[-1].startswith("Revision ") and shown[-1].endswith(" of First discovery")


def test_a_step_that_the_call_ended_in_says_so_once(world: World) -> None:
    world.ran(("acknowledge",), ("next_step",))
    shown = lines(replay(world))
    assert sum("ended here" in line for line in shown) == 1


def test_in_a_narrow_pane_nothing_touches_what_stands_beside_it(world: World) -> None:
    world.ran(
        *ALL[:2], ("opened", "objections/too-expensive", "more than the budget that we have for it this year"),
        ("note", "They ring before eight, and never on the first of a month"),
    )  # fmt: skip
    shown = lines(replay(world, width=40))
    timed = [line for line in shown if line.startswith("✓ done")]
    assert timed and all(re.search(r"[\w…] +\d+:\d\d of \d+:\d\d$", line) for line in timed)
    beside = shown[shown.index("Looked up") + 1 : shown.index("Minute by minute") - 1]
    moments = [line for line in beside if line and line != "Notes"]
    assert len(moments) > 4
    assert all(re.match(r" {2,6}\d+:\d\d  \S| {9}\S", line) for line in moments)


def test_what_was_never_reached_is_not_called_skipped(world: World) -> None:
    world.ran(("acknowledge",), ("next_step",), ("next_step",))
    shown = lines(replay(world))
    assert "· not reached Agree the next step" in shown
    assert not any(line.startswith("–") for line in shown)


def test_a_run_of_a_page_that_is_gone_is_told_by_its_ids(world: World) -> None:
    world.ran(
        ("acknowledge",), ("next_step",), ("choose", "a-bad-morning/how-often-do-you-have-one", "every-week")
    )
    workspace = world.of("kim")
    row = list(workspace.runs().values())[-1]
    shown = lines(run_rows(row, None, workspace, 90))
    assert any("a-bad-morning" in line for line in shown)
    assert any(line.endswith("a-bad-morning/how-often-do-you-have-one every-week") for line in shown)


def test_a_step_in_which_the_call_ended_says_so_once(world: World) -> None:
    world.ran(("acknowledge",), ("next_step",), account="Brenner Foods")
    assert [line for line in lines(replay(world)) if "ended here" in line] == ["· ended here  A bad morning"]


def test_a_redacted_run_says_that_and_nothing_else(world: World) -> None:
    from playbook.records.model import Redact

    run = world.ran(*ALL, account="Brenner Foods")
    world.of("lee").append(Redact(what=f"run:{run.id}"))
    workspace = world.of("kim")
    row = workspace.runs()[run.id]
    assert lines(run_rows(row, None, workspace, 80)) == [
        "Lee Park has redacted this run; only that there was one remains."
    ]


def test_what_was_filled_in_afterwards_is_said_beside_the_step(world: World) -> None:
    run = world.begin(("acknowledge",), days_ago=0)
    workspace = world.of("lee")
    from playbook.runs import machine

    page = workspace.page_of_run(run)
    for step in range(6):
        run = machine.next_step(page, run, 600.0 + step)
    run = machine.set_ending(page, run, 610.0, result="advance", commitment="not-asked")
    workspace.open_runs.save(run)
    workspace.finish_run(page, run, 610.0)
    assert any("filled in afterwards" in line for line in lines(replay(world)))


@pytest.mark.parametrize("width", [40, 46, 52, 76, 120])
def test_nothing_runs_out_of_a_narrow_pane(world: World, width: int) -> None:
    world.ran(("skip", "because " * 30), ("next_step",), account="Brenner Foods")
    assert max(width_of(row.text) for row in replay(world, width=width)) <= width


def test_a_steps_title_is_whole_in_a_narrow_pane_and_its_time_stands_below(world: World) -> None:
    page = world.root / f"{DISCOVERY}.md"
    page.write_text(
        page.read_text("utf-8").replace("## Open (1 min)", "## Open with a name (1 min)"), "utf-8"
    )
    world.ran(("acknowledge",), ("next_step",))
    shown = lines(replay(world, width=37))
    place = shown.index("✓ done        Open with a name")
    assert re.fullmatch(r" {14}\d+:\d\d of 1:00", shown[place + 1])
    assert max(map(width_of, shown)) <= 37
