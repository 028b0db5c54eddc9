"""The person's own editor, told where the line is."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.editor import NoEditorError, editor_command, run_editor

PAGE = Path("/books/plays/-odd name.md")


@pytest.mark.parametrize(
    ("told", "line", "command"),
    [
        ("vi", 7, ["vi", "+7", str(PAGE)]),
        ("vim", 7, ["vim", "+7", str(PAGE)]),
        ("/usr/bin/nvim -u NONE", 7, ["/usr/bin/nvim", "-u", "NONE", "+7", str(PAGE)]),
        ("nano", 7, ["nano", "+7", str(PAGE)]),
        ("emacs -nw", 7, ["emacs", "-nw", "+7", str(PAGE)]),
        ("code", 7, ["code", "--wait", "--goto", f"{PAGE}:7"]),
        ("code --wait", 7, ["code", "--wait", "--goto", f"{PAGE}:7"]),
        ("code -w --reuse-window", 7, ["code", "-w", "--reuse-window", "--goto", f"{PAGE}:7"]),
        ("subl", 7, ["subl", "--wait", f"{PAGE}:7"]),
        ("hx", 7, ["hx", f"{PAGE}:7"]),
        ("gvim", 7, ["gvim", "--nofork", "+7", str(PAGE)]),
        ("gvim -f", 7, ["gvim", "-f", "+7", str(PAGE)]),
        ("gedit", 7, ["gedit", "--wait", str(PAGE)]),
        ("ed", 7, ["ed", str(PAGE)]),
        ("vim", 0, ["vim", str(PAGE)]),
        ("code", 0, ["code", "--wait", str(PAGE)]),
        ("'/my editors/vim' -n", 7, ["/my editors/vim", "-n", "+7", str(PAGE)]),
        ("Code.exe", 7, ["Code.exe", "--wait", "--goto", f"{PAGE}:7"]),
    ],
)
def test_known_editors_open_at_the_line(told: str, line: int, command: list[str]) -> None:
    assert editor_command(PAGE, line, {"EDITOR": told}) == command


def test_visual_goes_first_and_vi_last() -> None:
    assert editor_command(PAGE, 1, {"VISUAL": "nano", "EDITOR": "vim"})[0] == "nano"
    assert editor_command(PAGE, 1, {"VISUAL": "  ", "EDITOR": "vim"})[0] == "vim"
    assert editor_command(PAGE, 1, {})[:2] == ["vi", "+1"]


def test_a_relative_path_becomes_absolute_so_that_no_name_is_an_option() -> None:
    assert editor_command(Path("-rf.md"), 0, {"EDITOR": "vim"}) == ["vim", str(Path("-rf.md").absolute())]


def test_what_cannot_be_an_editor_is_a_sentence() -> None:
    with pytest.raises(NoEditorError, match="a quote that is not closed"):
        editor_command(PAGE, 1, {"EDITOR": "vim 'x"})
    with pytest.raises(NoEditorError, match="set to nothing"):
        editor_command(PAGE, 1, {"EDITOR": '""'})
    with pytest.raises(NoEditorError, match="cannot be started"):
        run_editor(["/nowhere/editor", "x"])
    with pytest.raises(NoEditorError, match="ended with code 3"):
        run_editor(["sh", "-c", "exit 3"])
    run_editor(["true"])
