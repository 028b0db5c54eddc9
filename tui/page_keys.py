"""The keys of a page that is read; knows no Textual."""

from __future__ import annotations

from tui.commands import Command

READING = (
    Command("page.search", "ctrl+f", "search in page", "Search inside the page."),
    Command(
        "page.next", "n", "next hit", "Go to the next hit of the search; without one, to the next change."
    ),
    Command("page.previous", "N", "hit before", "Go to the hit or the change before."),
    Command("page.next-heading", "right_square_bracket", "next heading", "Go to the next heading."),
    Command("page.previous-heading", "left_square_bracket", "heading before", "Go to the heading before."),
    Command("page.links", "L", "links", "Open the link on this line, or choose one of the page's by letter."),
    Command("page.copy", "y", "copy", "Copy the talk track or paragraph under the cursor."),
    Command("page.end-search", "escape", "end search", "End the search, back where it began.", fixed=True),
)
