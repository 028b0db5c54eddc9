"""What marketing and sales look at together: the market's digest, who to call, the agenda, the audit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable

from playbook.reporting.model import Report
from tui.clipboard import copy
from tui.commands import Command
from tui.desk_keys import DESK_KEYS
from tui.report_rows import report_rows
from tui.rows import short
from tui.screens.base import PlaybookScreen
from tui.screens.together_agreed import TogetherAgreed
from tui.together_pages import PAGES, Told, read_page
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table
from tui.widgets.titles import set_title

READING = "Reading what was heard …"
ENTER = ("audit", "previews")
"""Pages on which Enter leads on."""


class TogetherScreen(TogetherAgreed, PlaybookScreen[None]):
    """Pages that write themselves from what is on record."""

    ABOUT = (
        "What marketing and sales look at together. Each page is written anew from what is on record: what was heard "
        "this week, whom to call about what, what the next meeting has to speak about, what waits for a look by "
        "sales, what no page answers yet, and how both sides say they work together. Copy one as Markdown, or write "
        "it to a file for a browser, and send it."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("together.open", "enter", "open", "Answer the audit, go to the reviews; where it is narrow, the page.",
                bar=True),
        Command("together.agree", "n", "agree", "Put on the agenda what was agreed.", bar=True),
        Command("together.done", "d", "done", "Something agreed is done, or dropped.", bar=True),
        Command("together.copy", "y", "copy", "Copy the page as Markdown, to send it.", bar=True),
        Command("together.file", "w", "write", "Write the page to a file that a browser shows.", bar=True),
        Command("together.pane", "tab,right,left,l,h", "pane", "To the page, to scroll it, and back.", bar=True),
        Command("together.page", "v", "page", "Show the page instead of the list, on a narrow screen.", bar=True),
        Command("together.back", "escape", "back", "Back to where you were.", bar=True, fixed=True),
    )  # fmt: skip

    def __init__(self, at: str = "digest") -> None:
        super().__init__()
        self.at = at
        self.told: Told | None = None

    def body(self) -> Iterable[Widget]:
        """List and page."""
        with Horizontal(classes="two"):
            yield Table(id="together", classes="panel list")
            yield RowsView(id="together-page", classes="panel preview")

    def on_mount(self) -> None:
        """List the pages."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_column("page")
        set_title(table, "Together")
        table.fill(
            [(key, (Text.assemble((name, "bold"), "\n", (about, "dim")),)) for key, name, about in PAGES],
            height=2,
        )
        table.move_cursor(row=[key for key, _, _ in PAGES].index(self.at))
        self.set_focus(table)
        self.reload()

    def reload(self) -> None:
        """Read the page under the cursor anew."""
        key = self.query_one(Table).current
        if not key:
            return
        self.hint(READING)
        self.load(partial(read_page, self.workspace, key), self._got)

    def _got(self, told: Told) -> None:
        self.unhint(READING)
        if told.key != self.query_one(Table).current:
            return
        self.told = told
        self.refold()
        answers = self.keyed("{together.open} answers the twenty statements.")
        if told.key == "audit" and self.workspace.person.side:
            self.hint(answers)
        else:
            self.unhint(answers)

    def refold(self) -> None:
        """Lay the page out for this width."""
        self.keys_changed()
        if self.told is not None:
            view = self.query_one(RowsView)
            set_title(view, short(self.told.report.title, 50))
            view.show(report_rows(self.told.report, view.text_width))

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        if self.told is None or self.told.key != self.query_one(Table).current:
            self.told = None
            self.reload()
        self.keys_changed()

    def on_data_table_row_selected(self) -> None:
        """Enter answers."""
        self.run_worker(self.action_command("together.open"))

    # Commands

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys that do something on this page."""
        return [one for one in super().bar_commands() if self._is_for_bar(one.id)]

    def _is_for_bar(self, id_: str) -> bool:
        if id_ in ("together.page", "together.pane"):
            return self.has_class("-narrow") == (id_ == "together.page")
        if id_ == "together.open":
            return self.query_one(Table).current in ENTER
        return id_ in ("together.copy", "together.file") or not self.why_not(id_)

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        key = self.query_one(Table).current
        if command == "together.open" and key == "promote" and not self.has_class("-narrow"):
            promote = next(one for one in DESK_KEYS if one.id == "desk.promote")
            begins = self.keymap.shown(promote)
            return f"The desk makes a page of it: {self.key('go.desk')} goes there, and {begins} begins one."
        if command == "together.open" and key not in ENTER and not self.has_class("-narrow"):
            return "This page is only read. On the audit this key answers."
        if command in ("together.agree", "together.done") and key != "agenda":
            return "That is for the agenda: go to it first."
        if command in ("together.copy", "together.file", "together.done") and self.told is None:
            return READING
        if command == "together.done" and not self.open_tasks:
            return "Nothing is agreed that is not done."
        return ""

    def do_open(self) -> None:
        """Answer the audit, go to the reviews; where there is no room beside the list, show any other page."""
        from tui.screens.audit import AuditScreen
        from tui.screens.reviews import ReviewsScreen

        key = self.query_one(Table).current
        if key == "previews" and not self.has_class("-narrow"):
            self.app.push_screen(ReviewsScreen(), lambda _: self.reload())
            return
        if key != "audit":
            self.do_page()
            return

        def answered(scores: tuple[int, ...] | None) -> None:
            if scores is not None:
                from playbook.liaising import answer_audit

                self.save(
                    partial(answer_audit, self.workspace, scores), self.changed("Your answers are saved.")
                )

        self.app.push_screen(AuditScreen(), answered)

    def do_copy(self) -> None:
        """Copy the page."""
        from playbook.reporting.markdown import report_markdown

        assert self.told is not None  # or it would have been refused
        otherwise = f"press {self.key('together.file')} to write a file"
        self.say(copy(self.app, report_markdown(self.told.report), otherwise=otherwise))

    def do_file(self) -> None:
        """Ask for a name, and write to it."""
        assert self.told is not None  # or it would have been refused
        self._ask_file(f"{self.told.key}-{self.workspace.today.isoformat()}.html", self.told.report)

    def _ask_file(self, suggestion: str, report: Report, why: str = "") -> None:
        from playbook.recapping import write_new
        from playbook.reporting.html import report_html
        from playbook.reporting.markdown import report_markdown
        from tui.screens.ask import AskScreen

        def named(name: str | None) -> None:
            if not name:
                return
            text = report_markdown(report) if name.endswith(".md") else report_html(report)
            self.save(
                partial(write_new, name, text),
                lambda path: self.say(f"Written to {path}.", "good"),
                lambda error: self._ask_file(name, report, str(error)),
            )

        hint = "A name that ends in .md: as Markdown"
        self.app.push_screen(
            AskScreen("Write to which new file?", suggestion, hint=hint, body=why, does="write"), named
        )

    def do_pane(self) -> None:
        """Go to the other pane; where only one is shown, to the other one all the same."""
        view, table = self.query_one(RowsView), self.query_one(Table)
        if self.has_class("-narrow"):
            self.do_page()
        else:
            self.set_focus(table if view.has_focus else view)

    def do_page(self) -> None:
        """Swap list and page where there is no room for both."""
        self.toggle_class("-page")
        self.set_focus(self.query_one(RowsView) if self.has_class("-page") else self.query_one(Table))
        self.refold()

    def do_back(self) -> None:
        """Back."""
        self.dismiss()
