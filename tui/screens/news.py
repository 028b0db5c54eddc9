"""News: answers to me, what changed in the plays, what must be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable

from playbook.feed import NewsLine, folded, news_lines, unread
from tui.commands import Command
from tui.heard_rows import change_told
from tui.news_rows import cells, change_rows, detail_rows, others_cells, others_rows
from tui.rows import Row, fold
from tui.screens.mode import ModeScreen
from tui.screens.news_acts import Deed, NewsActs
from tui.screens.news_back import NewsBack, why_not_back
from tui.screens.news_sync import NewsSync
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

READING = "Reading what changed …"
NEEDS_LINE = ("news.open", "news.reply", "news.read", "news.thanks", "news.not-yet")
OTHERS = "others"
"""The key of the line that changes of pages which are not mine stand behind."""
NOTHING = "Nothing new. Answers to your feedback come here, and changes of the plays."


class NewsScreen(NewsSync, NewsBack, NewsActs, ModeScreen):
    """What is new for me; opening is what marks as read."""

    NAME = "News"
    ABOUT = (
        "What was said to you first, then reviews that wait for you, must-reads, and changes of pages you use or own; "
        "those of the others stand behind one line where they are many. Each newest first, what you have read last. "
        "Opening is what marks as read, never passing by."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("news.open", "enter", "read", "Read it in its place; marks it as read.", bar=True),
        Command("news.reply", "r", "reply", "Reply to marketing's question.", bar=True),
        Command("news.read", "y", "got it", "Mark it as read without opening it.", bar=True),
        Command("news.all", "R", "all read", "Mark everything but must-reads as read.", bar=True),
        Command("news.thanks", "t", "thanks", "Say thanks for the answer.", bar=True),
        Command(
            "news.not-yet", "n", "not yet", "Say what is not right yet; marketing has it again.", bar=True
        ),
        Command("news.undo", "u", "undo", "Take back what you did here last.", bar=True),
        Command(
            "news.pull",
            "ctrl+r",
            "refresh",
            "Get what others published, from the remote that all share.",
            bar=True,
        ),
        Command(
            "news.sync", "s", "sync", "Send what you recorded, and receive what others did, now.", bar=True
        ),
        Command(
            "news.page", "v", "detail", "Show the detail instead of the list, on a narrow screen.", bar=True
        ),
    )

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[NewsLine] = []
        self.known = False
        self.shown_for = ""
        self.deeds: list[Deed] = []
        self.whole = False
        """Changes of pages that are not mine are listed too."""
        self._changes: dict[NewsLine, list[Row]] = {}
        self._settled = False
        """What git says became of feedback has been put on record."""

    def body(self) -> Iterable[Widget]:
        """List and detail, or what there is to say when nothing is new."""
        with Horizontal(classes="two"):
            yield Table(id="news", classes="panel list")
            yield RowsView(id="news-empty", classes="panel list")
            yield RowsView(id="news-detail", classes="panel preview")

    def on_mount(self) -> None:
        """Name the columns."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_columns("read", "what", "when", "title")
        table.border_title = self.query_one("#news-empty").border_title = "News"
        self.query_one("#news-empty").add_class("-none")
        table.focus()

    def reload(self) -> None:
        """Read git's history and the desk's answers, in a thread."""
        if self.shown_for != self.workspace.me:
            self.shown_for, self.known, self.deeds = self.workspace.me, False, []
        if not self.known:
            self.hint(READING)
        self.load(lambda: news_lines(self.workspace), self._got)

    def _got(self, lines: list[NewsLine]) -> None:
        self.unhint(READING)
        self.known = True
        self.lines, self._changes = lines, {}
        self.playbook.counts["News"] = unread(lines)
        self.show_modes()
        table, empty = self.query_one(Table), self.query_one("#news-empty", RowsView)
        self._fill()
        if table.has_class("-none") is bool(lines):
            table.set_class(not lines, "-none")
            empty.set_class(bool(lines), "-none")
            (table if lines else empty).focus()
        self.refold()
        self.show_in_step()
        if not self._settled:
            self._settled = True
            self.settle()

    def _fill(self) -> None:
        """List what concerns me, and the others behind one line, or after it."""
        today, told = self.workspace.today, folded(self.lines)
        rows = [(_key(line), cells(line, today)) for line in told.shown]
        if told.behind:
            rows.append((OTHERS, others_cells(told.behind, whole=self.whole)))
        if self.whole:
            rows += [(_key(line), cells(line, today)) for line in told.behind]
        self.query_one(Table).fill(rows)

    @property
    def on_others(self) -> bool:
        """The cursor stands on the line that others' changes are behind."""
        return self.query_one(Table).current == OTHERS

    @property
    def line(self) -> NewsLine | None:
        """The line under the cursor."""
        key = self.query_one(Table).current
        return next((line for line in self.lines if _key(line) == key), None)

    def refold(self) -> None:
        """Fold the panes anew."""
        empty = self.query_one("#news-empty", RowsView)
        if not empty.has_class("-none"):
            empty.show([Row(spans) for spans in fold([(NOTHING, "")], empty.text_width)])
        self._changes = {}
        self._detail()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self._detail()

    def _detail(self) -> None:
        view, line = self.query_one("#news-detail", RowsView), self.line
        self.keys_changed()
        width = view.text_width
        if line is None:
            behind = folded(self.lines).behind if self.on_others else ()
            view.show(others_rows(behind, width, self.key) if behind else [])
            return
        rows = detail_rows(line, width, name_of=self.workspace.name_of, keys=self.key)
        known = self._changes.get(line)
        view.show([*rows, Row(()), *known] if known else rows)
        more = line.commit if line.feedback else line.must_read or (line.blob and line.old_blob)
        if known is None and more and view.display:
            self.load(lambda: self._read(line, width), lambda found: self._add(line, found), group="diff")

    def _read(self, line: NewsLine, width: int) -> list[Row]:
        """Return who has acknowledged a must-read, and what changed: the facts in words, the text word by word."""
        from playbook.became import became
        from playbook.library.changed_facts import changed_facts, without_facts
        from playbook.library.prose_diff import word_diff
        from playbook.plays.decode import decode

        if line.feedback:
            change = became(self.workspace, line.commit, line.page, line.step)
            return change_told(line.commit, change, width, self.workspace)[1:]
        who = self.who_rows(line, width) if line.must_read else []
        if not (line.blob and line.old_blob):
            return who
        repository = self.workspace.repository
        old, new = (decode(repository.read(blob))[0] for blob in (line.old_blob, line.blob))
        words = word_diff(without_facts(old), without_facts(new))
        return [*who, *change_rows(changed_facts(old, new), words, width)]

    def _add(self, line: NewsLine, found: list[Row]) -> None:
        self._changes[line] = found
        if self.line == line and found:
            self._detail()

    # Commands

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command in ("news.undo", "news.pull"):
            return self.why_not_act(command)
        if command == "news.sync":
            return self.why_not_sync()
        if command == "news.open" and self.on_others:
            return ""
        if command in NEEDS_LINE and self.line is None:
            if self.on_others:
                return "This line holds others; open it first."
            return "There is no news." if self.known else READING
        if command == "news.all" and not self.lines:
            return "There is no news." if self.known else READING
        if command == "news.reply" and self.line is not None and self.line.kind != "question":
            return "There is no question of marketing's in this line."
        if command in ("news.thanks", "news.not-yet") and self.line is not None:
            return why_not_back(self.line, command)
        if command == "news.read" and self.line is not None and self.line.read:
            return "It is read already."
        if command == "news.all" and not self._unread():
            return "Everything is read already."
        return super().why_not(command)

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys that fit the line under the cursor."""
        own = {command.id for command in self.KEYS}
        return [one for one in super().bar_commands() if one.id not in own or not self.why_not(one.id)]

    def _unread(self) -> list[NewsLine]:
        """Return what can be marked as read in one go: a must-read is acknowledged by itself."""
        return [line for line in self.lines if not line.read and not line.must_read]

    def do_open(self) -> None:
        """Read it in its place; on the line of the others, list them or put them away."""
        if not self.on_others:
            super().do_open()
            return
        self.whole = not self.whole
        self._fill()
        self._detail()

    def do_page(self) -> None:
        """Swap list and detail where there is no room for both."""
        self.toggle_class("-page")
        self._detail()

    def on_data_table_row_selected(self) -> None:
        """Enter opens."""
        self.run_worker(self.action_command("news.open"))


def _key(line: NewsLine) -> str:
    """Return what stays the same of a line from one reading to the next."""
    return line.mark or f"{line.kind}:{line.id}:{line.commit}"
