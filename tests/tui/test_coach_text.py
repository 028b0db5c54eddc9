"""Figures in words: what to talk about, a play, a person, one run."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.coaching.figures import StepFigures, play_summary
from playbook.coaching.people import to_talk_about
from playbook.coaching.runs import RunRow
from playbook.plays.model import Page
from tests.tui.world import DISCOVERY, World
from tui.coach_text import person_note, play_rows, run_rows, talk_rows
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


def skipping(world: World, by: str, why: str = "no time", **said: Any) -> None:
    """Run the discovery play and skip its first step."""
    world.ran(("skip", why), ("next_step",), ("next_step",), by=by, **said)


def talk(world: World, by: str = "kim", width: int = 80, private: int = 0) -> list[Row]:
    workspace = world.of(by)
    rows = list(workspace.runs().values())
    plays = [play_summary(rows, workspace.page(DISCOVERY).page)]
    steps = to_talk_about([step for play in plays for step in play.steps])
    return talk_rows(steps, plays, private, workspace, width)


def replay(world: World, by: str = "kim", width: int = 80) -> list[Row]:
    workspace = world.of(by)
    row = list(workspace.runs().values())[-1]
    return run_rows(row, _page(workspace, row), workspace, width)


def _page(workspace: Any, row: RunRow) -> Page | None:
    page: Page = workspace.page_at(row.run.play, row.run.blob)
    return page


# What to talk about


def test_without_a_skipped_step_there_is_nothing_to_talk_about(world: World) -> None:
    world.ran(*ALL)
    assert "No required step was skipped in the runs you may see." in lines(talk(world))


def test_what_one_rep_skips_is_for_coaching_and_names_them(world: World) -> None:
    skipping(world, "lee")
    world.ran(*ALL, by="mia")
    shown = lines(talk(world))
    place = shown.index("First discovery · Open")
    assert shown[place + 1 : place + 4] == [
        "  skipped in 1 of 2 runs that reached it",
        "  by Lee Park: for coaching, not a verdict",
        "  why: no time 1",
    ]


def test_what_most_reps_skip_is_the_plays_problem_and_names_nobody(world: World) -> None:
    skipping(world, "lee")
    skipping(world, "mia", "not relevant")
    shown = lines(talk(world))
    place = shown.index("First discovery · Open")
    assert shown[place + 2] == "  most reps skip it: the play's problem, one for its owners"
    assert not any("Lee Park" in line or "Mia Novak" in line for line in shown)


def test_my_private_runs_are_said_to_count_nowhere(world: World) -> None:
    assert "Your 1 private run count nowhere." not in lines(talk(world))
    assert any("private run" in line for line in lines(talk(world, private=2)))


# A play


def test_a_play_is_counted_step_by_step(world: World) -> None:
    skipping(world, "lee")
    world.ran(*ALL, by="mia", result="advance")
    workspace = world.of("kim")
    figures = play_summary(list(workspace.runs().values()), workspace.page(DISCOVERY).page)
    shown = lines(play_rows(figures, workspace, 80))
    assert shown[:3] == [
        "First discovery",
        "2 connected runs of 2 attempts by 2 reps",
        "Results: advance 1, continuation 1",
    ]
    head = next(line for line in shown if line.startswith("step"))
    assert head.split() == ["step", "reached", "done", "skip", "rest", "n/r", "median", "box"]
    assert next(line for line in shown if line.startswith("Open")).split() == [
        "Open",
        "2",
        "1",
        "1",
        "0",
        "0",
        "1:00",
        "1m",
    ]
    assert "    skipped because: no time 1" in shown


@pytest.mark.parametrize("width", [40, 46, 52, 76, 120])
def test_no_figure_runs_out_of_a_narrow_pane(world: World, width: int) -> None:
    skipping(world, "lee", "because " * 30)
    workspace = world.of("kim")
    figures = play_summary(list(workspace.runs().values()), workspace.page(DISCOVERY).page)
    rows = [*play_rows(figures, workspace, width), *talk(world, width=width), *replay(world, width=width)]
    rows += person_note("lee", workspace, width, str)
    assert max(width_of(row.text) for row in rows) <= width
    head = next(row.text for row in rows if "reached" in row.text and "done" in row.text)
    assert ("box" in head) is (width >= 52)
    assert "skip" in head


# A person


def test_a_rep_reads_of_themselves_what_their_manager_reads(world: World) -> None:
    skipping(world, "lee")
    assert lines(person_note("lee", world.of("lee"), 80, str)) == lines(
        person_note("lee", world.of("kim"), 80, str)
    )


def test_a_person_with_few_runs_has_counts_and_no_rates(world: World) -> None:
    skipping(world, "lee")
    assert lines(person_note("lee", world.of("kim"), 80, lambda _: "⏎")) == [
        "Lee Park",
        "1 connected run of 1 attempt. ⏎ shows each, step by step.",
        "Lee Park and Kim Adeyemi see exactly this.",
        "Under ten runs: counts only, no rates.",
        "",
        "Steps left out",
        "First discovery · Open: 1 of 1",
        "  no time 1",
    ]


def test_a_person_who_skipped_nothing_is_told_so(world: World) -> None:
    world.ran(*ALL, by="mia")
    assert lines(person_note("mia", world.of("mia"), 80, str))[-1] == "No required step was skipped."


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
    assert shown[:2] == ["First discovery", "2026-11-20 10:00 · Lee Park · Brenner Foods · connected"]
    for said in (
        "Result: continuation",
        "Commitment: promised by 2026-11-27",
        "Exit proof: Nine thousand",
        "Next: Send the numbers 2026-11-23",
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
    assert any(line.endswith("objections/too-expensive (searched “exp”): settled yes") for line in shown)
    assert any("“zeppelin”: nothing found" in line for line in shown)
    assert "   4:00  Ring before eight" in shown
    assert any(line.endswith("marked") for line in shown)


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


def test_a_title_from_outside_is_harmless_in_the_figures(world: World) -> None:
    nasty = "a\x1b[2J\u202eb [red]c[/]"
    figures = play_summary([], Page("p", "p.md", nasty, kind="play"))
    step = StepFigures(
        "p", "s", nasty, 2, 2, 1, 1, 0, 0, 0, 0, ((nasty, 1),), None, None, None, True, 0, ("lee",), ("lee",)
    )  # fmt: skip
    workspace = world.of("kim")
    rows = [*play_rows(figures, workspace, 60), *talk_rows([step], [figures], 0, workspace, 60)]
    assert not any(c in row.text for row in rows for c in "\x1b\u202e")
