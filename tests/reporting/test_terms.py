"""Values of records as people say them: in lists, tables and exports, while programs keep the ids."""

from __future__ import annotations

import pytest

from playbook.coaching.mix import Mix, mix_words
from playbook.coaching.published_read import Together
from playbook.coaching.reports.published import published_report
from playbook.records.figures import PlayCount, StepCount, WordsCount
from playbook.reporting.html import report_html
from playbook.reporting.lines import report_lines
from playbook.reporting.markdown import report_markdown
from playbook.reporting.model import Column, Grid, Report, Section, cell_text
from playbook.text import spoken
from tui.report_rows import report_rows


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("new-warehouse", "new warehouse"),
        ("hard-to-say", "hard to say"),
        ("not_asked", "not asked"),
        ("no-show", "no-show"),
        ("customer-words", "customer's words"),
        ("advance", "advance"),
        ("", ""),
    ],
)
def test_an_id_is_said_as_people_say_it(id_: str, said: str) -> None:
    assert spoken(id_) == said
    assert cell_text(id_, "term") == said
    assert cell_text(id_) == id_


def report() -> Report:
    columns = (
        Column("text", "What was said"),
        Column("kind", "Kind", "term"),
        Column("people", "People", "count"),
    )
    grid = Grid("heard", columns, (("Nobody says whom", "hard-to-say", 2), ("We wait", "customer-words", 1)))
    return Report("Heard", "", (Section("All", (grid,)),))


def test_a_kind_is_said_so_wherever_people_read_it() -> None:
    shown = (
        "\n".join("".join(text for text, _ in line) for line in report_lines(report(), 80)),
        report_markdown(report()),
        report_html(report()),
        "\n".join(row.text for row in report_rows(report(), 80)),
    )
    for text in shown:
        assert "hard to say" in text
        assert "hard-to-say" not in text
        assert "words" in text
        assert "customer-words" not in text


def test_a_kind_stands_to_the_left_as_words_do() -> None:
    assert "| --- | --- | --: |" in report_markdown(report())
    lines = ["".join(text for text, _ in line) for line in report_lines(report(), 80)]
    heads = next(line for line in lines if "Kind" in line)
    below = next(line for line in lines if "hard to say" in line)
    assert heads.index("Kind") == below.index("hard to say")


def test_a_mix_says_its_triggers_and_keeps_the_names_of_segments() -> None:
    mix = Mix(
        10, (("renew-expand", 10),), (("single-site", 10),), (("new-logistics-head", 4), ("not said", 6))
    )
    assert mix_words(mix) == (
        "stage renew expand 100%; segment single-site 100%; trigger new logistics head 40%, not said 60%"
    )


def test_what_a_team_publishes_names_steps_and_weeks_as_one_reads_them() -> None:
    step = StepCount("before-you-dial", reps=5, reached=11, done=11, skipped=0, seconds=9.0)
    play = PlayCount("plays/connect/trigger", reps=5, runs=11, committed=5, kept=1, steps=(step,))
    words = tuple(WordsCount(play.play, place, "alternative 2", 5, 8) for place in ("open/0", "open/1"))
    titles = {"before-you-dial": "Before you dial", "open": "Open"}

    def report(*weeks: str) -> Report:
        found = Together(weeks, ("kim",), (play,), (), words)
        return published_report(
            found, str.title, lambda page: "Trigger-event call", lambda page, step: titles[step]
        )

    shown = "\n".join("".join(text for text, _ in line) for line in report_lines(report("2026-W46"), 100))
    assert "Before you dial" in shown
    assert "before-you-dial" not in shown
    assert "Trigger-event call" in shown, "a title keeps its hyphens"
    assert "Open, talk track 2" in shown
    assert "open/" not in shown
    assert report("2026-W46").about == "Week 46 of 2026; published by Kim."
    assert report("2025-W52", "2026-W01").about == (
        "2 weeks, week 52 of 2025 to week 1 of 2026; published by Kim."
    )
    assert [row[1] for grid in report("2026-W46").grids if grid.name == "steps" for row in grid.rows] == [
        "before-you-dial"
    ], "programs read the id"
