"""An author in a real terminal: into the editor and back at the same place; a save elsewhere shows by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.system.conftest import Walker
from tests.system.test_settings_by_hand import editor
from tests.terminal import Terminal

pytestmark = pytest.mark.system

Open = Callable[..., Terminal]
PAGE = "plays/discover/first-discovery.md"


BEGINS = "Half an hour with someone"


def prep(terminals: Open, starter: Path, **how: object) -> Walker:
    """Open the play in a real terminal."""
    return Walker(terminals("-C", starter, "--as", "dana", "open", "first-discovery", **how)).sees(BEGINS)


def test_a_page_is_edited_and_one_is_back_where_one_was(
    starter: Path, terminals: Open, tmp_path: Path
) -> None:
    program = editor(tmp_path, 'sed -i "s/^## A bad morning/## A really bad morning/" "$1"')
    dana = prep(terminals, starter, EDITOR=program, columns=80, lines=24)
    dana.terminal.press("]").press("]").press("e")
    dana.sees("A really bad morning", "Saved plays/discover/first-discovery.md")
    assert BEGINS not in dana.terminal.text  # one did not land on top of the page
    assert "## A really bad morning" in (starter / PAGE).read_text("utf-8")


def test_what_git_brought_while_one_was_in_the_editor_is_not_overwritten(
    starter: Path, terminals: Open, tmp_path: Path
) -> None:
    page = starter / PAGE
    script = f'sed -i "s/^## A bad/## A really bad/" "$1"; sed -i "s/^## A bad/## The worst/" "{page}"'
    dana = prep(terminals, starter, EDITOR=editor(tmp_path, script))
    dana.terminal.press("e")
    dana.sees("−The worst", "+A really bad")
    assert "## The worst morning" in page.read_text("utf-8")
    dana.press("m").sees("Yours stands in its place now.", "A really bad morning")


def test_a_page_saved_in_another_window_shows_by_itself(starter: Path, terminals: Open) -> None:
    dana = prep(terminals, starter)
    page = starter / PAGE
    page.write_text(page.read_text("utf-8").replace(BEGINS, "Twenty minutes with someone"), "utf-8")
    dana.sees("Twenty minutes with someone")
