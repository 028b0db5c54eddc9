"""Every page of the starter playbook, and of two handbooks nobody here wrote: shown whole, and as it runs."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from playbook.paths import content_folder
from playbook.plays.decode import decode
from playbook.plays.frontmatter import read_front
from playbook.plays.model import Hint, Notice, Page, TalkTrack
from playbook.plays.parse import parse_page
from tui.markdown_rows import markdown_rows
from tui.rows import Row, width_of

FOLDERS = ("content", "presales-playbook", "sourcegraph-handbook")
ADDED = {"Tip", "Note", "Important", "Warning", "Caution", "picture"}
"""Words that stand on the screen for a mark of the file."""


class Read(NamedTuple):
    """One page, and how it is shown."""

    path: Path
    text: str
    page: Page
    rows: list[Row]
    """At 74 cells."""

    @property
    def exact(self) -> bool:
        """Its words stand in the file as they are shown."""
        return "&" not in self.text


@cache
def read(root: Path) -> list[Read]:
    found = []
    for path in sorted(root.rglob("*.md")):
        text, _ = decode(path.read_bytes())
        page = parse_page(text, path.relative_to(root).as_posix())
        found.append(Read(path, text, page, shown(text, 74, page)))
    return found


def pages(folder: str) -> list[Read]:
    """Return every Markdown file as it is read and shown; skip where there are none at hand."""
    if folder == "content":
        return read(content_folder())
    named = os.environ.get("PLAYBOOK_CORPORA")
    if not named:
        pytest.skip("PLAYBOOK_CORPORA is not set: the real handbooks are not at hand")
    return read(Path(named) / folder)


def shown(text: str, width: int, page: Page) -> list[Row]:
    """Return a page as rows, with the lines of its file."""
    front = read_front(text).lines
    body = "\n".join(text.split("\n")[front:])
    return markdown_rows(body, width, first_line=front + 1, guide=page.kind == "scorecard")


def words(text: str) -> list[str]:
    """Return the words of a text: letters and digits only."""
    return re.findall(r"[^\W_]+", text)


@pytest.mark.corpora
@pytest.mark.parametrize("folder", FOLDERS)
def test_no_line_of_any_page_runs_out_of_its_pane(folder: str) -> None:
    for one in pages(folder):
        for width, rows in ((74, one.rows), (40, shown(one.text, 40, one.page))):
            wide = [row.text for row in rows if width_of(row.text) > width]
            assert not wide, (one.path, width, wide[0])


@pytest.mark.corpora
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_word_of_a_page_is_on_the_screen_and_none_is_invented(folder: str) -> None:
    for one in pages(folder):
        here = set(words(" ".join(row.text for row in one.rows)))
        joined = "".join(words("".join(row.text for row in one.rows)))
        prose = [
            line for step in one.page.steps for block in step.blocks if isinstance(block, TalkTrack)
            for text in block.texts for line in text.split("\n") if not re.search(r"[\[\]&<>|`\\_*~{]", line)
        ]  # fmt: skip
        for line in prose:
            assert all(word in joined for word in words(line)), (one.path, line)
        if one.exact:
            broken = {word for word in here - set(words(one.text)) if word not in one.text}
            assert broken <= ADDED | {word for word in broken if word.isdigit()}, one.path


@pytest.mark.corpora
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_line_of_the_screen_knows_its_line_of_the_file(folder: str) -> None:
    for one in pages(folder):
        lines = one.text.split("\n")
        rows = [row for row in one.rows if words(row.text)]
        for place, row in enumerate(rows):
            assert 1 <= row.line <= len(lines), (one.path, row)
            later = next((r.line for r in rows[place + 1 :] if r.line > row.line), len(lines) + 1)
            there = "\n".join(lines[row.line - 1 : max(later - 1, row.line)])
            if one.exact and "picture" not in words(row.text):
                # In a table too wide for columns, the head is said before each cell.
                assert any(word in there for word in words(row.text)[:8]), (one.path, row, there)


@pytest.mark.corpora
@pytest.mark.parametrize("folder", FOLDERS)
def test_words_to_say_hints_and_notices_look_on_the_page_as_they_are_taken_in_a_call(folder: str) -> None:
    for path, _, page, rows in pages(folder):
        style_at = {
            row.line: {name for _, names in row.spans for name in names.split()} for row in reversed(rows)
        }
        for step in page.steps:
            for block in step.blocks:
                if isinstance(block, TalkTrack):
                    found = [style_at.get(line, set()) for line in block.lines]
                    assert all("talk-bar" in styles for styles in found if styles), (path, block)
                elif isinstance(block, Hint):
                    assert "hint-bar" in style_at.get(block.line, {"hint-bar"}), (path, block)
                elif isinstance(block, Notice):
                    assert "notice-bar" in style_at.get(block.line, {"notice-bar"}), (path, block)
