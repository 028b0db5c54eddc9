"""A page in a pane: its facts first, then its text, and what became of what was said about it."""

from __future__ import annotations

from pathlib import Path

from playbook.desk.answers import Heard, heard_in
from playbook.library.catalog import Entry
from tests.tui.conftest import commit_all
from tests.tui.world import DISCOVERY, World
from tui.heard_rows import heard_rows
from tui.page_text import RAW_ABOVE, page_rows
from tui.rows import Row, width_of


def written(world: World, text: str, path: str = "plays/discover/new.md") -> Entry:
    """Write a page and return it as it is read."""
    file = world.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return world.of("lee").page(path.removesuffix(".md"))


def lines(rows: list[Row]) -> list[str]:
    return [row.text.rstrip() for row in rows]


def test_the_facts_a_rep_needs_stand_above_the_text(world: World) -> None:
    workspace = world.of("lee")
    shown = lines(page_rows(workspace.page(DISCOVERY), 120, workspace))
    assert shown[:5] == [
        "First discovery",
        "Discover · 27 min · verified 11 days ago by Dana Ortiz + Lee Park",
        "Exit      The customer names what the problem costs, in their own words.",
        "They get  Leaves with the cost of a bad morning on one page, whether they buy or not.",
        "Ask for   Brings last quarter's waiting charges and the person who pays them to the next talk.",
    ]
    assert shown[5] == ""
    assert shown[6].startswith("Half an hour with someone who said yes")


def test_a_long_fact_goes_on_below_itself(world: World) -> None:
    workspace = world.of("lee")
    shown = lines(page_rows(workspace.page(DISCOVERY), 50, workspace))
    place = next(i for i, line in enumerate(shown) if line.startswith("Exit"))
    assert shown[place : place + 2] == [
        "Exit      The customer names what the problem",
        "          costs, in their own words.",
    ]


def test_a_page_that_is_not_live_or_edited_says_so(world: World) -> None:
    entry = written(world, "---\nstatus: draft\nstage: discover\n---\n# New\n\n## A\n\n## B\n")
    shown = lines(page_rows(entry, 100, world.of("lee")))
    assert shown[:2] == ["New", "Discover · draft · edited, not committed"]


def test_a_stage_that_nobody_set_up_is_named_as_it_is_written(world: World) -> None:
    entry = written(world, "---\nstage: warm-up\n---\n# New\n")
    assert lines(page_rows(entry, 100, world.of("lee")))[1].startswith("warm-up")


def test_a_dated_notice_and_what_is_wrong_with_the_page_stand_on_top(world: World) -> None:
    entry = written(
        world,
        "---\ntitle: New\nstatus: lively\nnotices:\n  - {text: Prices rise, until: 2026-12-01}\n---\n\n## A\n",
    )
    rows = page_rows(entry, 100, world.of("lee"))
    assert "! Prices rise (until Tue 1 Dec 2026)" in lines(rows)
    problem = next(row for row in rows if "lively" in row.text)
    assert problem.text.startswith("! line 3: ")
    assert problem.line == 3


def test_the_title_is_not_said_twice(world: World) -> None:
    rows = page_rows(written(world, "# Ring them back today\n\nNow.\n"), 100, world.of("lee"))
    assert [line for line in lines(rows) if line] == ["Ring them back today", "edited, not committed", "Now."]
    narrow = page_rows(written(world, "# Ring them back today\n\nNow.\n"), 14, world.of("lee"))
    assert "".join(lines(narrow)).count("Ring") == 1


def test_a_first_heading_that_says_something_else_stays(world: World) -> None:
    rows = page_rows(
        written(world, "---\ntitle: Short\n---\n# The long title\n\nNow.\n"), 100, world.of("lee")
    )
    assert "The long title" in lines(rows)


def test_a_brief_page_has_its_title_and_no_facts(world: World) -> None:
    workspace = world.of("lee")
    shown = lines(page_rows(workspace.page(DISCOVERY), 100, workspace, brief=True))
    assert shown[:3] == ["First discovery", "", shown[2]]
    assert shown[2].startswith("Half an hour")
    assert not any(line.startswith("Exit") for line in shown)


def test_a_page_can_begin_at_a_step_and_end_after_some_letters(world: World) -> None:
    workspace = world.of("lee")
    entry = workspace.page(DISCOVERY)
    step = entry.page.step("a-bad-morning")
    assert step is not None
    rows = page_rows(entry, 100, workspace, brief=True, start=step.line, head=300)
    assert lines(rows)[2] == "A bad morning (8 min)"
    assert rows[2].line == step.line
    assert sum(len(line) for line in lines(rows)) < 400
    assert not any("How it works today" in line for line in lines(rows))


# Places


def test_a_step_is_found_by_the_id_that_records_know_it_by(world: World) -> None:
    workspace = world.of("lee")
    entry = workspace.page(DISCOVERY)
    at = {row.anchor: row for row in page_rows(entry, 100, workspace) if row.anchor}
    for step in entry.page.steps:
        assert at[step.id].line == step.line
        assert at[step.id].text.startswith(step.title)
    for objection in entry.page.objections:
        assert at[objection.id].line == objection.line


def test_a_step_of_a_list_can_be_jumped_to(world: World) -> None:
    entry = written(world, "# Do\n\n1. Ring the dock\n2. Ask who waits\n", "plays/discover/list.md")
    assert [(row.anchor, row.text) for row in page_rows(entry, 60, world.of("lee")) if row.anchor] == [
        ("ring-the-dock", "1. Ring the dock"),
        ("ask-who-waits", "2. Ask who waits"),
    ]


def test_a_question_named_as_a_step_is_is_another_place(world: World) -> None:
    entry = written(world, "# Do\n\n## Ask (1 min)\n\n### Open?\n\n## Open\n\n### Ask\n")
    rows = [row for row in page_rows(entry, 60, world.of("lee")) if row.anchor]
    assert [row.anchor for row in rows if row.line in (3, 7)] == ["ask", "open"]
    assert len({row.anchor for row in rows}) == 4


# What became of what was said


def told(world: World, step: str = "a-bad-morning") -> list[Heard]:
    """Return one answer about the discovery play."""
    id_ = world.feedback("Nobody says whom any more", step=step)
    world.act("answer", id_, "It says who rang first now.")
    return heard_in(world.of("lee").feedback(), DISCOVERY, viewer="lee")


def test_an_answer_stands_below_the_heading_of_its_step(world: World) -> None:
    workspace = world.of("lee")
    shown = lines(page_rows(workspace.page(DISCOVERY), 100, workspace, heard=told(world)))
    place = shown.index("A bad morning (8 min)")
    assert shown[place + 1 : place + 4] == [
        "▎ You said: Nobody says whom any more",
        "▎ Dana Ortiz answered: It says who rang first now.",
        "",
    ]


def test_an_answer_stands_below_the_whole_of_a_heading_on_two_lines(world: World) -> None:
    workspace = world.of("lee")
    heard = told(world, step="agree-the-next-step")
    shown = lines(page_rows(workspace.page(DISCOVERY), 24, workspace, heard=heard))
    place = shown.index("Agree the next step (3")
    assert shown[place + 1] == "min, must)"
    assert shown[place + 2].startswith("▎ You said:")


def test_an_answer_about_the_page_or_a_step_that_is_gone_stands_below_the_facts(world: World) -> None:
    workspace = world.of("lee")
    for heard in (told(world, step=""), told(world, step="no-longer-there")):
        shown = lines(page_rows(workspace.page(DISCOVERY), 100, workspace, heard=heard))
        assert "▎ You said: Nobody says whom any more" in shown[5:8]
        assert shown.index("▎ You said: Nobody says whom any more") < shown.index("Open (1 min)")


def test_a_colleague_reads_who_said_it_and_how_many_agreed(world: World) -> None:
    id_ = world.feedback("", step="open", quote="Thanks for making time")
    world.me_too(id_)
    world.act("answer", id_, "Changed.")
    (one,) = heard_in(world.of("mia").feedback(), DISCOVERY, viewer="mia")
    assert lines(heard_rows(one, 80, world.of("kim")))[0] == "▎ Lee Park (+1) said: Thanks for making time"


def test_no_answer_runs_out_of_its_pane(world: World) -> None:
    (one,) = told(world)
    for width in (14, 20, 33, 80):
        assert max(width_of(row.text) for row in heard_rows(one, width, world.of("lee"))) <= width


# Whatever a page holds


def test_a_page_far_too_long_is_shown_raw_line_by_line(world: World) -> None:
    text = "# Long\n\n" + "wort " * (RAW_ABOVE // 4) + "\nlast line\n"
    rows = page_rows(written(world, text), 80, world.of("lee"))
    assert rows[-2].text == "last line"
    assert rows[-2].line == 4
    assert max(width_of(row.text) for row in rows) <= 80


def test_a_title_that_would_steer_the_terminal_is_harmless(world: World) -> None:
    entry = written(world, '---\ntitle: "a\\e[2J\\u202Eb [red]c[/]"\n---\n\n## A\n\n## B\n')
    assert "\x1b" in entry.page.title
    for brief in (True, False):
        rows = page_rows(entry, 60, world.of("lee"), brief=brief)
        assert not any(c in row.text for row in rows for c in "\x1b\u202e")
        assert "[red]c[/]" in rows[0].text


def test_pages_of_every_kind_stay_within_eighty_columns(world: World) -> None:
    workspace = world.of("lee")
    for summary in workspace.catalog.summaries():
        rows = page_rows(workspace.page(summary.id), 74, workspace)
        assert max(width_of(row.text) for row in rows) <= 74, summary.id


def test_a_committed_page_is_not_called_edited(world: World) -> None:
    entry = written(world, "# New\n")
    commit_all(Path(world.root))
    entry = world.of("lee").page(entry.page.id)
    assert "edited" not in " ".join(lines(page_rows(entry, 80, world.of("lee"))))
