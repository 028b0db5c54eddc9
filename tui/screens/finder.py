"""Find while typing: results within the key press, the best hit's answer readable without opening it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import DataTable, Input

from playbook.things import Things, settled, things
from tui.commands import Command
from tui.finder_rows import hit_cell, hits_for, settled_of
from tui.found import Found
from tui.screens.finder_answer import FinderAnswer
from tui.screens.once import told_line
from tui.widgets.answer_input import AnswerInput
from tui.widgets.bars import KeyBar
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from playbook.library.passages import Hit
    from playbook.library.search import SearchIndex

LONGEST_WORDS = 400
"""Letters of what is looked for; of more, the beginning counts."""

TITLES = {
    (): "Find anything",
    ("objection",): "Objection",
    ("battlecard",): "Battlecard",
}


class FinderScreen(FinderAnswer):
    """A line to type in, hits, and the answer."""

    ABOUT = (
        "Two or three letters are enough, typing errors are forgiven, and the answer of the best hit stands beside "
        "the list: there is no need to open it. Escape is back exactly where you were."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("finder.take", "enter", "open", "Open what is under the cursor.", bar=True, fixed=True, first=True),
        Command("finder.missing", "f4", "it is missing", "Tell marketing that what you look for is missing.", bar=True),
        Command("finder.read-on", "pagedown", "read on", "Scroll the answer.", bar=True, first=True),
        Command("finder.read-back", "pageup", "read back", "Scroll the answer back.", first=True),
        Command("finder.next", "down,ctrl+n", "next", "The next hit.", first=True),
        Command("finder.previous", "up", "previous", "The hit before.", first=True),
    )  # fmt: skip

    def __init__(
        self,
        kinds: tuple[str, ...] = (),
        *,
        in_call: bool = False,
        heading: str = "",
        takes: str = "",
        among: Callable[[], Collection[str]] | None = None,
    ) -> None:
        """Find pages of `kinds` (all where none is said); `heading` says what for, `takes` what Enter does with one.

        `among` reads, in a thread, the ids of those that may be found, where these are not all of their kinds.
        """
        super().__init__()
        self.kinds, self.in_call, self.heading = kinds, in_call, heading
        self.takes = "back with it" if in_call else takes
        self.among = among
        self.hits: list[Hit] = []
        self.words = ""
        self._may_be_found: Collection[str] | None = None
        """What `among` read."""

    def compose(self) -> ComposeResult:
        """Words, hits, answer."""
        with Vertical(classes="panel dialog tall", id="finder"):
            yield AnswerInput(id="words", limit=LONGEST_WORDS, placeholder="two or three letters are enough")
            with Container(id="finder-panes"):
                yield Table(id="hits")
                yield RowsView(id="answer")
            yield told_line()
            yield KeyBar()

    def on_mount(self) -> None:
        """Show what is known at once; read what is new in a thread."""
        super().on_mount()
        self.query_one("#finder", Vertical).border_title = self.heading or TITLES.get(self.kinds, "Find")
        table = self.query_one(Table)
        table.add_column("hit")
        table.can_focus = False
        self.query_one("#answer", RowsView).can_focus = False
        app = self.playbook
        self._find()
        app.load(self, lambda: app.workspace.finding.known(), self._got_known, "known")
        app.load(self, lambda: app.workspace.search_index, self._got_index, "pages")
        if self.among is not None:
            app.load(self, self.among, self._got_among, "among")
        if not self.kinds:
            app.load(self, lambda: things(app.workspace), self._got_things, "things")
        if not (self.in_call and app.settled):  # on a call what was known is enough
            app.load(self, lambda: settled(app.workspace), self._got_settled, "settled")

    # What there is to find

    def _got_known(self, index: SearchIndex | None) -> None:
        if self.playbook.index is None:  # else what is read anew came first, and is newer
            self._got_index(index)

    def _got_index(self, index: SearchIndex | None) -> None:
        if index is not None and index is not self.playbook.index:
            self.playbook.index = index
            self._read.clear()
            self._find()

    def _got_among(self, ids: Collection[str]) -> None:
        self._may_be_found = ids
        self._find()

    def _got_things(self, found: Things) -> None:
        self.playbook.things = found
        self._find()

    def _got_settled(self, found: Any) -> None:
        if found != self.playbook.settled:
            self.playbook.settled = found
            self._find()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find with every letter."""
        self.words = event.value.strip()
        self._find()

    def _find(self) -> None:
        app = self.playbook
        others, among = None if self.kinds else app.things, self._may_be_found
        index = app.index if self.among is None or among is not None else None
        self.hits = hits_for(self.words, self.kinds, index, others, app.settled, among)
        unread = index is None or (others is None and not self.kinds)
        self.say(
            "Reading the playbook …" if index is None else "Reading accounts and feedback …" if unread else ""
        )
        self._list()
        self.keys_changed()

    # Painting

    def refold(self) -> None:
        """Fold the answer for the width there is."""
        self._list()

    def _list(self) -> None:
        table = self.query_one(Table)
        width = (table.size.width or 64) - 3
        several = len(self.kinds) != 1
        rows = [
            (str(number), (hit_cell(hit, width, settled_of(self.playbook.settled, hit), kinds=several),))
            for number, hit in enumerate(self.hits)
        ]
        with self.prevent(DataTable.RowHighlighted):
            table.fill(rows, keep=False)
        self._show()

    def _hit(self) -> Hit | None:
        key = self.query_one(Table).current
        return self.hits[int(key)] if key and int(key) < len(self.hits) else None

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Show the answer of the hit under the cursor."""
        self._show()

    # Commands

    def bar_commands(self) -> list[Command]:
        """Return the keys; in a call Enter opens nothing: what was read is on the screen."""
        told = {"finder.take": self.takes} if self.takes else {}
        return [
            replace(command, label=told.get(command.id, command.label)) for command in super().bar_commands()
        ]

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command == "finder.take" and self._hit() is None:
            return "There is nothing to open: nothing was found."
        if command == "finder.missing" and not self.words:
            return "Type first what you are looking for."
        return super().why_not(command)

    def refuse(self, reason: str) -> None:
        """Enter on nothing found says nothing: the screen says it already."""
        if not self.words:
            super().refuse(reason)

    def do_next(self) -> None:
        """Go to the next hit; the words keep the focus."""
        self._move(1)

    def do_previous(self) -> None:
        """Go to the hit before."""
        self._move(-1)

    def _move(self, by: int) -> None:
        table = self.query_one(Table)
        table.move_cursor(row=table.cursor_row + by, animate=False)

    def do_read_on(self) -> None:
        """Scroll the answer."""
        self.query_one("#answer", RowsView).action_page(1)

    def do_read_back(self) -> None:
        """Scroll the answer back."""
        self.query_one("#answer", RowsView).action_page(-1)

    def do_take(self) -> None:
        """Take the hit."""
        self._leave(opened=True)

    def on_data_table_row_selected(self, _: DataTable.RowSelected) -> None:
        """Take what the mouse points at."""
        self._leave(opened=True)

    def do_back(self) -> None:
        """Go back to exactly where one was; what was on the screen counts as read."""
        self._leave(opened=False)

    def _leave(self, *, opened: bool) -> None:
        hit = self._hit()
        if not opened and not self.words:
            self.dismiss(None)
        elif hit is None:
            self.dismiss(Found(self.words))
        else:
            seconds = self.playbook.workspace.clock.seconds() - self._seen[1]
            self.dismiss(Found(self.words, hit.id, hit.title, opened, seconds, hit.kind, hit.step))

    def do_missing(self) -> None:
        """Tell marketing that what was searched is missing; then back to where one was."""
        from tui.screens.feedback import About, FeedbackScreen

        below = self.app.screen_stack[-2]
        about: About = below.about() if hasattr(below, "about") else About()
        words = self.words

        def told(said: str | None) -> None:
            if said:
                self.dismiss(Found(words, told=said))

        self.app.push_screen(FeedbackScreen(about.whole_page(), kind="missing", text=words), told)
