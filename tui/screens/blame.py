"""Where each line of a page comes from: the change, the feedback behind it, and the accounts that said so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.containers import Horizontal
from textual.widget import Widget

from playbook.dates import said
from playbook.library.page_history import Line, PageHistory
from playbook.paths import cache_folder
from playbook.reviewing.detail import said_in
from tui.commands import Command
from tui.history_text import NONE, blame_rows, line_rows
from tui.rows import Row, short
from tui.screens.base import PlaybookScreen
from tui.widgets.rows_view import RowsView
from tui.widgets.titles import set_title

READING = "Reading where each line comes from …"


class BlameScreen(PlaybookScreen[None]):
    """A page line by line, each behind whose it is."""

    ABOUT = (
        "The page as it is committed, line by line, behind the day and the author of the change that brought the "
        "line; F marks one that feedback led to. Beside it, or behind v, stands that change with its reason, who "
        "approved it, the feedback, and the accounts that it was heard at."
    )
    OTHER_PANE = "page"
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("blame.open", "enter", "as it was", "Read the page as this line's change left it.", bar=True),
        Command("blame.next", "n", "next change", "Go to the next line of another change.", bar=True),
        Command("blame.previous", "N", "change before", "Go to the line of another change before this one."),
        Command("blame.page", "v", "detail", "Show the detail instead of the page, on a narrow screen.", bar=True),
        Command("blame.back", "escape", "back", "Back to where you were.", bar=True, fixed=True),
    )  # fmt: skip

    def __init__(self, path: str, title: str) -> None:
        super().__init__()
        self.path, self.heading = path, title
        self.lines: list[Line] = []
        self.known = False

    def body(self) -> Iterable[Widget]:
        """The page and the detail."""
        with Horizontal(classes="two"):
            yield RowsView(shows_cursor=True, id="blame", classes="panel list")
            yield RowsView(id="blame-detail", classes="panel preview")

    @property
    def view(self) -> RowsView:
        """The page."""
        return self.query_one("#blame", RowsView)

    def on_mount(self) -> None:
        """Read it in a thread."""
        super().on_mount()
        set_title(self.view, f"Lines · {short(self.heading, 50)}")
        self.view.focus()
        self.hint(READING)
        self.load(lambda: PageHistory(self.workspace.repository, cache_folder()).lines(self.path), self._got)

    def _got(self, lines: list[Line]) -> None:
        self.unhint(READING)
        self.known, self.lines = True, lines
        self.view.show(blame_rows(lines, self.view.text_width, self.workspace.today))
        self.refold()

    def refold(self) -> None:
        """Fold both panes anew."""
        line = self.line
        view = self.view
        place = line.number if line else 0
        rows = blame_rows(self.lines, view.text_width, self.workspace.today)
        if [row.text for row in rows] != [row.text for row in view.rows]:
            view.show(rows, keep=True)
            if place:
                view.go_to_line(place)
        self._detail()

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        row = self.view.row
        return self.lines[row.line - 1] if row is not None and 0 < row.line <= len(self.lines) else None

    def on_rows_view_moved(self, moved: RowsView.Moved) -> None:
        """Follow the cursor."""
        if moved.view is self.view:
            self._detail()

    def _detail(self) -> None:
        self.keys_changed()
        line, pane = self.line, self.query_one("#blame-detail", RowsView)
        if line is None:
            return
        width = pane.text_width

        def show(found: tuple[int, list[Row]]) -> None:
            if self.line is not None and self.line.number == found[0]:
                pane.show(found[1])

        self.load(lambda: self._told(line, width), show, group="detail")

    def _told(self, line: Line, width: int) -> tuple[int, list[Row]]:
        told = said_in(self.workspace, line.change.feedback)
        accounts = dict.fromkeys((one.account for one in told if one.account), 1)
        return line.number, line_rows(line, width, told, self.workspace.name_of, accounts)

    # Commands

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command.startswith("blame.") and command not in ("blame.back", "blame.page") and self.line is None:
            return NONE if self.known else READING
        return ""

    def do_open(self) -> None:
        """Read the page as the line's change left it."""
        from tui.screens.then import ThenScreen

        line = self.line
        assert line is not None
        revision = line.change.revision
        told = (
            f"As it was on {said(revision.at.astimezone().date())}, by {revision.author}: {revision.subject}."
        )

        def show(blob: str | None) -> None:
            self.app.push_screen(ThenScreen(revision.path, blob or "", told, revision.commit))

        self.load(
            lambda: self.workspace.repository.blob_at(revision.path, revision.commit), show, group="open"
        )

    def do_next(self) -> None:
        """Go to the next line of another change."""
        self._go(1)

    def do_previous(self) -> None:
        """Go to the line of another change before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        line = self.line
        assert line is not None
        commits = [one.change.revision.commit for one in self.lines]
        places = range(line.number - 1 + by, len(commits) if by > 0 else -1, by)
        other = next((place for place in places if commits[place] != commits[line.number - 1]), None)
        if other is None:
            self.say("There is no other change further on." if by > 0 else "There is no other change before.")
        else:
            self.view.go_to_line(other + 1)

    def do_page(self) -> None:
        """Swap page and detail where there is no room for both."""
        self.toggle_class("-page")
        self._detail()

    def do_back(self) -> None:
        """Back."""
        self.dismiss()
