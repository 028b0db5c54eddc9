"""Score cards that cannot be answered, found by the linter."""

from __future__ import annotations

from datetime import date

import pytest

from playbook.plays.lint.context import Context
from playbook.plays.lint.run import look_at, report
from playbook.plays.lint.source import Source
from playbook.plays.parse import parse_page
from playbook.plays.settings import parse_settings
from tests.content.pages import CONTENT

TODAY = date(2026, 11, 21)


def found(text: str, path: str = "scorecards/call.md") -> list[tuple[int, str, str]]:
    """Return line, code and first words of what is found in a card."""
    context = Context(parse_settings("[playbook]\nname = 'A'\n"), TODAY, frozenset({path}))
    linted = report([look_at(Source(parse_page(text, path), text), context)], context).findings
    return [(one.line, one.code, one.message) for one in linted if one.code in ("PB006", "PB009")]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("# Call\n\nNothing yet.\n", 1, "asks nothing"),
        ("# Call\n\n## Background\n\nWhy we score.\n", 1, "asks nothing"),
        ("# Call\n\n## Listened (5–1)\n", 3, "(5–1) is no scale"),
        ("# Call\n\n## Listened (1–1)\n", 3, "no scale"),
        ("# Call\n\n## Depth (0–1000)\n", 3, "at most three digits"),
        ("# Call\n\n## Who?\n\n- They did\n", 3, "one answer to choose from"),
        ("# Call\n\n## Who? (auto-fail)\n\n- They\n- We\n", 3, "can fail nobody"),
        ("# Call\n\n## Words (auto-fail)\n", 3, "can fail nobody"),
    ],
)
def test_what_cannot_be_answered_is_found_where_it_stands(text: str, line: int, words: str) -> None:
    ((at, code, message),) = found(text)
    assert (at, code) == (line, "PB006")
    assert words in message


def test_two_questions_of_one_name_are_found() -> None:
    ((at, code, _),) = found("# Call\n\n## Tone (1–5)\n\n## tone (yes/no)\n")
    assert (at, code) == (5, "PB009")


@pytest.mark.parametrize(
    "text",
    [
        "# C\n\n## A (1–5)\n\n## B (yes/no, auto-fail)\n\n## C (1–3, auto-fail)\n\n## D\n\n- x\n- y\n\n"
        "## E\n\n- [ ] x\n\n## F (2026)\n",
        "# C\n\n## Only in words\n",
    ],
)
def test_a_card_of_all_five_kinds_has_nothing_to_mend(text: str) -> None:
    assert found(text) == []


def test_the_same_headings_in_a_play_are_none_of_these_rules() -> None:
    assert found("# C\n\n## A (5–1)\n\n> Say.\n\n## B\n\n> Say.\n", "plays/c.md") == []


def test_the_starters_cards_have_nothing_to_mend() -> None:
    for file in sorted((CONTENT / "scorecards").glob("*.md")):
        assert found(file.read_text(encoding="utf-8"), f"scorecards/{file.name}") == [], file.name
