"""Both: a page that somebody else changed while it was edited; one of the two is chosen, or both go together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from playbook.library.prose_diff import Segment, word_diff
from playbook.plays.decode import decode
from playbook.sheets import Both, Sheet, keep_mine, keep_theirs, merge
from playbook.text import one_line
from tui.commands import Command
from tui.diff_rows import diff_rows, marked_spans
from tui.rows import Row, fold
from tui.screens.base import PlaybookScreen
from tui.widgets.rows_view import RowsView
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from tui.screens.edit_page import Done

WIDEST = 100


class BothScreen(PlaybookScreen[Sheet]):
    """Both texts, as one diff; what is dismissed is a sheet with both, to be edited."""

    ABOUT = (
        "Somebody else, or git, changed the page while you had it in the editor, so nothing was overwritten. What they "
        "have and you have not is struck out behind a −, what you have and they have not underlined behind a +. "
        "Escape leaves it for later: your words are kept, and editing the page again takes them up."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("both.mine", "m", "mine", "Put your text in the place of theirs.", bar=True),
        Command("both.theirs", "t", "theirs", "Let their text stand, and throw yours away.", bar=True),
        Command("both.merge", "b", "both", "Put both changes together, and look at them in the editor.", bar=True),
        Command("both.later", "escape", "later", "Decide later; your words are kept.", bar=True, fixed=True),
    )  # fmt: skip
    INSIDE = (RowsView,)

    def __init__(self, both: Both, done: Done) -> None:
        super().__init__()
        self.both, self.done = both, done

    def body(self) -> Iterable[Widget]:
        """One pane."""
        yield RowsView(id="both", classes="panel")

    def on_mount(self) -> None:
        """Show it."""
        super().on_mount()
        view = self.query_one(RowsView)
        set_title(view, f"Changed twice: {one_line(self.both.sheet.path)}")
        view.focus()
        self.refold()
        self.say("Somebody else changed this page while you edited it. Nothing was overwritten.")

    def refold(self) -> None:
        """Compare, in a thread, and fold for the width there is."""
        width = min(self.query_one(RowsView).text_width, WIDEST)
        self.load(lambda: self._rows(width), lambda rows: self.query_one(RowsView).show(rows, keep=True))

    def _rows(self, width: int) -> list[Row]:
        theirs, mine = decode(self.both.theirs)[0], decode(self.both.mine)[0]
        told: list[Segment] = [
            ("removed", "theirs"), ("same", " stands in the file now, "),
            ("added", "yours"), ("same", " is on a sheet of its own."),
        ]  # fmt: skip
        head = [Row(spans) for spans in fold(marked_spans(told, "dim"), width)]
        return [*head, Row(()), *diff_rows(word_diff(theirs, mine), width)]

    def do_mine(self) -> None:
        """Mine."""
        workspace, both = self.workspace, self.both
        self.save(lambda: keep_mine(workspace, both), lambda _: self._over("Yours stands in its place now."))

    def do_theirs(self) -> None:
        """Theirs."""
        both = self.both
        self.save(lambda: keep_theirs(both), lambda _: self._over("Theirs stands; yours is thrown away."))

    def _over(self, told: str) -> None:
        self.dismiss(None)
        self.playbook.call_later(self.done, told)

    def do_merge(self) -> None:
        """Both."""
        workspace, both = self.workspace, self.both

        def merged(found: tuple[Sheet, bool]) -> None:
            self.dismiss(found[0])

        self.save(lambda: merge(workspace, both), merged)

    def do_later(self) -> None:
        """Later."""
        self.dismiss(None)
        told = "Yours is kept on a sheet of its own; editing the page again takes it up."
        self.playbook.call_later(self.playbook.say, told)
