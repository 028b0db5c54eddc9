"""News: answers to me, what changed in the plays, what must be read."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable

from playbook.feed import NewsLine, mark_read, news_lines
from playbook.library.prose_diff import word_diff
from playbook.plays.decode import decode
from playbook.text import one_line
from tui.commands import Command
from tui.diff_rows import diff_rows
from tui.rows import Row, fold, short
from tui.screens.mode import ModeScreen
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

KINDS = {
    "answer": "answer",
    "question": "question",
    "changed": "changed",
    "added": "new",
    "removed": "removed",
    "must-read": "must read",
}


READING = "Reading what changed …"


class NewsScreen(ModeScreen):
    """What is new for me; opening is what marks as read."""

    NAME = "News"
    ABOUT = (
        "Answers to your feedback and changes of the plays, newest first. Opening a line marks it as read."
    )
    KEYS = (
        Command("news.open", "enter", "read", "Read it in its place; marks it as read.", bar=True),
        Command("news.all", "R", "all read", "Mark everything as read.", bar=True),
        Command(
            "news.page", "v", "detail", "Show the detail instead of the list, on a narrow screen.", bar=True
        ),
    )

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[NewsLine] = []

    def body(self) -> Iterable[Widget]:
        """List and detail."""
        with Horizontal(classes="two"):
            yield Table(id="news", classes="panel list")
            yield RowsView(id="news-detail", classes="panel preview")

    def on_mount(self) -> None:
        """Name the columns."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_columns("read", "what", "when", "title")
        table.border_title = "News"
        table.focus()

    def reload(self) -> None:
        """Read git's history and the desk's answers, in a thread."""
        if not self.lines:
            self.hint(READING)
        self.load(lambda: news_lines(self.workspace), self._got)

    def _got(self, lines: list[NewsLine]) -> None:
        self.unhint(READING)
        if not lines:
            self.hint("Nothing new. Answers to your feedback come here, and changes of the plays.")
        self.lines = lines
        self.playbook.counts["News"] = sum(not line.read for line in lines)
        self.show_modes()
        rows = []
        for number, line in enumerate(lines):
            style = "" if line.read else "bold"
            cells = (
                " " if line.read else "●",
                KINDS.get(line.kind, line.kind),
                line.at[:10],
                one_line(line.title),
            )
            rows.append((str(number), tuple(Text(cell, style=style) for cell in cells)))
        self.query_one(Table).fill(rows)
        self._detail()

    @property
    def line(self) -> NewsLine | None:
        """The line under the cursor."""
        key = self.query_one(Table).current
        return self.lines[int(key)] if key and int(key) < len(self.lines) else None

    def refold(self) -> None:
        """Fold the pane on the right anew."""
        self._detail()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self._detail()

    def _detail(self) -> None:
        view, line = self.query_one("#news-detail", RowsView), self.line
        if line is None:
            view.show([])
            self.keys_changed()
            return
        width = view.text_width
        rows = [Row(spans) for spans in fold([(line.title, "h2")], width)]
        who = f"{self.workspace.name_of(line.by)} · {line.at[:10]}" if line.by else line.at[:10]
        rows += [Row(((short(who, width), "dim"),)), Row(())]
        rows += [Row(spans) for spans in fold([(line.text, "")], width)]
        view.show(rows)
        self.keys_changed()
        if line.blob:
            self.load(lambda: self._diff(line, width), lambda diff: self._add(line, rows, diff), group="diff")

    def _diff(self, line: NewsLine, width: int) -> list[Row]:
        """Return what changed, word by word; of a new page nothing, it is there to be read."""
        if not line.old_blob:
            return []
        repository = self.workspace.repository
        old, new = (decode(repository.read(blob))[0] for blob in (line.old_blob, line.blob))
        return diff_rows(word_diff(old, new), width)

    def _add(self, line: NewsLine, rows: list[Row], diff: list[Row]) -> None:
        if self.line is line and diff:
            self.query_one("#news-detail", RowsView).show([*rows, Row(()), *diff])

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command.startswith("news.") and self.line is None:
            return "There is no news."
        return super().why_not(command)

    def do_open(self) -> None:
        """Read it in its place."""
        from tui.screens.prep import PrepScreen

        line, workspace = self.line, self.workspace
        if line is None:
            return
        self.save(lambda: mark_read(workspace, line))
        item = workspace.feedback().get(line.feedback) if line.feedback else None
        if line.page:
            self.app.push_screen(PrepScreen(line.page, item.step if item else ""))
        else:
            self.reload()

    def do_all(self) -> None:
        """Mark everything as read."""
        workspace, unread = self.workspace, [line for line in self.lines if not line.read]

        def work() -> None:
            for line in unread:
                mark_read(workspace, line)

        self.save(work, lambda _: self.reload())

    def do_page(self) -> None:
        """Swap list and detail where there is no room for both."""
        self.toggle_class("-page")

    def on_data_table_row_selected(self) -> None:
        """Enter opens."""
        self.run_worker(self.action_command("news.open"))
