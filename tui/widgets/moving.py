"""The keys that move through every list and every page."""

from __future__ import annotations

from tui.commands import Command

MOVES = (
    Command("list.down", "j,down", "down", "Go to the next line."),
    Command("list.up", "k,up", "up", "Go to the line before."),
    Command("list.first", "g,home", "first", "Go to the start."),
    Command("list.last", "G,end", "last", "Go to the end."),
    Command("list.page-down", "pagedown,ctrl+d", "page down", "Go down by what is visible."),
    Command("list.page-up", "pageup,ctrl+u", "page up", "Go up by what is visible."),
)
