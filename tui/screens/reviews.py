"""Reviews: what is proposed, first what waits for me."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable, Static

from playbook.progress import Progress
from playbook.proposing import open_reviews, pull, pulled_words
from playbook.published import settle
from playbook.reviewing.lines import WHICH, ReviewLine, Which, chosen, review_lines
from tui.commands import Command
from tui.review_text import EMPTY, beside, cells, rows_of, tab_line
from tui.screens.reviews_propose import ReviewsPropose
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

READING = "Reading what is proposed …"
ASKING = "Asking the remote what is new …"


class ReviewsScreen(ReviewsPropose):
    """Lists of proposals; one opens with all there is to decide by."""

    ABOUT = (
        "Changes of the plays that somebody has proposed: those that wait for your approval, those that you proposed, "
        "and all. A change is published once marketing and sales have approved exactly the words it has then; "
        "emergencies are published at once and wait here for their second approval."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("reviews.open", "enter", "open", "Read it, with all there is to decide by.", bar=True),
        Command("reviews.next-tab", "right_square_bracket,tab", "next list", "The next list.", bar=True),
        Command("reviews.previous-tab", "left_square_bracket,shift+tab", "list before", "The list before."),
        Command("reviews.propose", "p", "propose", "Propose what you edited in your folder; you look at it first.",
                bar=True),
        Command("reviews.pull", "ctrl+r", "refresh", "Ask the remote what others did, and bring your pages up to date.",
                bar=True),
        Command("reviews.page", "v", "detail", "Show the detail instead of the list, on a narrow screen.", bar=True),
        Command("reviews.back", "escape", "back", "Back to where you were.", bar=True, fixed=True),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.which: Which = "for-me"
        self.lines: list[ReviewLine] = []
        self.known = False
        self.asking = Progress()

    def body(self) -> Iterable[Widget]:
        """Tabs, list, and what stands beside it."""
        yield Static(id="reviews-tabs", markup=False)
        with Horizontal(classes="two"):
            yield Table(id="reviews", classes="panel list")
            yield RowsView(id="reviews-empty", classes="panel list")
            yield RowsView(id="reviews-detail", classes="panel preview")

    def on_mount(self) -> None:
        """Read what is here, then what the remote has."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_column("review")
        table.border_title = self.query_one("#reviews-empty").border_title = "Reviews"
        self.query_one("#reviews-empty").add_class("-none")
        table.focus()
        self.hint(READING)
        self.load(lambda: review_lines(self.workspace), self._got_first)

    def on_unmount(self) -> None:
        """Wait for no remote any longer."""
        super().on_unmount()
        self.asking.stop()

    def on_screen_resume(self, event: object) -> None:
        """Read anew: a review may have been acted on."""
        self.keys_changed()
        if self.known:
            self.load(lambda: review_lines(self.workspace), self._got)

    def _got_first(self, lines: list[ReviewLine]) -> None:
        self.unhint(READING)
        if not chosen(lines, "for-me") and lines:
            self.which = "all"
        self._got(lines)
        self.hint(ASKING)
        self.load(self._fetched, self._got_fetched, group="fetch")

    def _fetched(self) -> tuple[str, list[ReviewLine]]:
        with self.asking.over(ASKING):
            reviews = open_reviews(self.workspace, self.asking)
            return reviews.fetch(), review_lines(self.workspace, reviews)

    def _got_fetched(self, found: tuple[str, list[ReviewLine]]) -> None:
        offline, lines = found
        self.unhint(ASKING)
        self._got(lines)
        if offline:
            self.hint(f"Shown as last known: {offline}")

    def _got(self, lines: list[ReviewLine]) -> None:
        self.known, self.lines = True, lines
        self._show()

    def _show(self) -> None:
        shown, today = chosen(self.lines, self.which), self.workspace.today
        counts = {which: len(chosen(self.lines, which)) for which in WHICH}
        self.query_one("#reviews-tabs", Static).update(tab_line(counts, self.which))
        table, empty = self.query_one(Table), self.query_one("#reviews-empty", RowsView)
        table.fill([(line.id, cells(line, today)) for line in shown], height=2)
        if table.has_class("-none") is bool(shown):
            table.set_class(not shown, "-none")
            empty.set_class(bool(shown), "-none")
            (table if shown else empty).focus()
        self.refold()

    @property
    def line(self) -> ReviewLine | None:
        """The review under the cursor."""
        key = self.query_one(Table).current
        return next((line for line in self.lines if line.id == key), None)

    def refold(self) -> None:
        """Fold the panes anew."""
        empty = self.query_one("#reviews-empty", RowsView)
        if not empty.has_class("-none"):
            empty.show(rows_of([[(EMPTY[self.which], "")]], empty.text_width))
        view, line = self.query_one("#reviews-detail", RowsView), self.line
        doing = f"{self.key('reviews.open')} opens it, to approve, reject or amend."
        view.show(beside(line, view.text_width, self.workspace.name_of, doing) if line else [])
        self.keys_changed()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self.refold()

    def on_data_table_row_selected(self) -> None:
        """Enter opens."""
        self.run_worker(self.action_command("reviews.open"))

    # Commands

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command == "reviews.open" and self.line is None:
            return "Nothing is proposed in this list." if self.known else READING
        if command == "reviews.pull" and not self.known:
            return READING
        return ""

    def do_open(self) -> None:
        """Open it."""
        from tui.screens.proposal import ProposalScreen

        line = self.line
        assert line is not None
        order = [one.id for one in chosen(self.lines, self.which)]
        self.app.push_screen(ProposalScreen(line.id, order))

    def do_next_tab(self) -> None:
        """Show the next list."""
        self._turn(1)

    def do_previous_tab(self) -> None:
        """Show the list before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.which = WHICH[(WHICH.index(self.which) + by) % len(WHICH)]
        self._show()

    def do_pull(self) -> None:
        """Ask the remote, and bring the folder up to date."""

        def done(said: tuple[str, str]) -> None:
            self.say(pulled_words(*said), "" if any(said) else "good")
            self.save(lambda: settle(self.workspace, open_reviews(self.workspace)))
            self.load(lambda: review_lines(self.workspace), self._got)

        self.long("Asking the remote what is new", lambda progress: pull(self.workspace, progress), done)

    def do_page(self) -> None:
        """Swap list and detail where there is no room for both."""
        self.toggle_class("-page")
        self.refold()

    def do_back(self) -> None:
        """Back."""
        self.dismiss()
