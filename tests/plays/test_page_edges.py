"""Where one more or one less makes the difference, and what holds when nothing is written."""

from __future__ import annotations

import pytest

from playbook.plays.markdown import parser
from playbook.plays.model import Answer, Hint, Page, Question, Step, Todo
from playbook.plays.parse import parse_page
from playbook.plays.settings import Experiment, Promote, Settings, SettingsError, parse_settings
from playbook.plays.slug import slug
from playbook.plays.toml_lines import key_lines
from playbook.plays.tree import grow


def titles(text: str) -> list[str]:
    return [step.title for step in parse_page(text, "plays/x.md").steps]


def test_a_step_of_a_list_is_titled_by_100_letters_and_no_more() -> None:
    exact, longer = "Say " + "x" * 96, "Say " + "x" * 97
    assert titles(f"# T\n\n1. {exact}\n2. Go\n") == [exact, "Go"]
    assert titles(f"# T\n\n1. {longer}\n2. Go\n") == ["Say…", "Go"]


def test_front_matter_is_read_up_to_its_limit_and_not_a_letter_more() -> None:
    def front(letters: int) -> str:
        lead = "---\ntitle: Read\nnote: "
        return f"{lead}{'x' * (letters - len(lead) - 4)}\n---\n# T\n"

    found = {letters: parse_page(front(letters), "x.md") for letters in (100_001, 100_002)}
    assert [page.facts.title for page in found.values()] == ["Read", ""]
    assert [problem.message for problem in found[100_002].problems] == [
        "The front matter that begins here is longer than 100,000 letters; it is not read."
    ]


def test_html_is_passed_on_as_data() -> None:
    assert [token.type for token in parser().parse("<div>x</div>\n")] == ["html_block"]


@pytest.mark.parametrize(
    ("letter", "stays"),
    [
        *((letter, True) for letter in "🄰🅉🅐🅩🅰🆉"),
        *((letter, False) for letter in "🄯🅊🅏🅪🅯🆊"),
    ],
)
def test_enclosed_letters_stay_from_the_first_to_the_last(letter: str, stays: bool) -> None:
    assert slug(f"a{letter}b") == (f"a{letter}b" if stays else "ab")


def test_the_last_line_of_a_part_that_is_blank_is_its_first() -> None:
    assert grow("\n\n\n").last(0, 3) == 1
    assert grow("a\n\n\n").last(0, 3) == 1
    assert grow("a\nb\n\n").last(0, 3) == 2
    assert grow("a\n\n\n", offset=7).last(1, 3) == 9


def test_a_narrow_scale_far_from_zero_is_offered_mark_by_mark() -> None:
    page = parse_page("# Card\n\n## Depth (50–53)\n", "scorecards/x.md")
    [question] = [block for step in page.steps for block in step.blocks if isinstance(block, Question)]
    assert [answer.text for answer in question.answers] == ["50", "51", "52", "53"]


def test_a_page_of_objections_without_a_heading_has_none() -> None:
    page = parse_page("# T\n\n## One\n\nx\n\n## Two\n\ny\n\n## Objections\n\nNone so far.\n", "plays/x.md")
    assert page.objections == ()
    assert [step.id for step in page.steps if not step.reference] == ["one", "two"]


def test_minutes_are_told_to_a_tenth() -> None:
    steps = (Step("a", "A", seconds=20), Step("b", "B", seconds=65))
    assert Page(id="x", path="x.md", title="X", kind="play", steps=steps).minutes == 1.4


@pytest.mark.parametrize(
    ("share", "good"), [("0", True), ("1", True), ("1.0", True), ("1.01", False), ("2", False)]
)
def test_a_share_is_at_most_one(share: str, good: bool) -> None:
    text = f'[experiments.a]\narms = ["x", "y"]\nbaseline = {share}\n'
    if good:
        assert parse_settings(text).experiments["a"].baseline == float(share)
    else:
        with pytest.raises(SettingsError, match="a number from 0 to 1"):
            parse_settings(text)


def test_what_holds_where_nothing_is_set() -> None:
    assert Settings().present is False
    assert parse_settings("").present is True
    assert (Settings().format, Settings().published, Settings().link_root) == (1, "main", ".")
    assert (Promote().people, Promote().days) == (3, 60)
    assert (Experiment("a").baseline, Experiment("a").smallest_lift, Experiment("a").accounts_per_arm) == (
        0.0,
        0.0,
        0,
    )
    assert [Hint("x").line, Todo("a", "A").line, Todo("a", "A").depth, Answer("a", "A").line] == [0, 0, 0, 0]


def test_a_newer_format_is_refused() -> None:
    assert parse_settings("[playbook]\nformat = 1\n").format == 1
    with pytest.raises(SettingsError, match="format"):
        parse_settings("[playbook]\nformat = 2\n")


def test_lines_of_keys_end_where_a_header_is_not_closed() -> None:
    lines = key_lines("[a]\nx = 1\n[b\ny = 2\n")
    assert lines[("a", "x")] == 2
    assert ("b", "y") not in lines
    assert ("b",) not in lines
