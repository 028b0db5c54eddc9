"""Today: what a rep opens in the morning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable

from playbook.dates import parse_day
from playbook.errors import PlaybookError
from playbook.text import one_line
from playbook.today.kept import keep, last_known
from playbook.today.line import TodayLine
from playbook.today.reading import today_lines
from tui.commands import Command
from tui.rows import Row, fold
from tui.screens.mode import ModeScreen
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

GLYPHS = {
    "open-run": "▶ open call",
    "next-step": "→ next step",
    "commitment": "? promised",
    "answer": "✓ answer",
    "question": "? question",
    "must-read": "! must read",
}

WHAT_TO_DO = {
    "open-run": "⏎ goes on with it, at the same key press.",
    "next-step": "⏎ prepares the play, c calls. y says it was done, x that it fell through, m moves it.",
    "commitment": "Did the customer do it? y kept, x broken, m moved.",
    "answer": "⏎ reads it in its place in the play; then it leaves this list. t says thanks.",
    "question": "Marketing asks you something. r replies.",
    "must-read": "⏎ reads it.",
}


class TodayScreen(ModeScreen):
    """What is due, what is open, what was answered."""

    NAME = "Today"
    ABOUT = (
        "Next steps that are due, promises of customers to confirm, calls you left open, and answers to your "
        "feedback. Done lines leave."
    )
    KEYS = (
        Command("today.open", "enter", "open", "Do the obvious thing: resume, prepare, read.", bar=True),
        Command("today.call", "c", "call", "Call now with the play of this line.", bar=True),
        Command("today.kept", "y", "kept", "The promise was kept, or the next step is done.", bar=True),
        Command(
            "today.broken", "x", "broken", "The promise was broken, or the next step fell through.", bar=True
        ),
        Command("today.moved", "m", "moved", "It moved to another day.", bar=True),
        Command("today.reply", "r", "reply", "Reply to marketing's question."),
        Command("today.thanks", "t", "thanks", "Say thanks for the answer."),
    )

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[TodayLine] = []
        self.shown_for = ""
        """Whose lines these are."""

    def body(self) -> Iterable[Widget]:
        """List and detail."""
        with Horizontal(classes="two"):
            yield Table(id="today", classes="panel list")
            yield RowsView(id="today-detail", classes="panel preview")

    def on_mount(self) -> None:
        """Name the columns."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_column("line")
        table.border_title = "Today"
        table.focus()

    def reload(self) -> None:
        """Show what was known last, then read what is due, in a thread."""
        if self.shown_for != self.workspace.me:
            self.shown_for = self.workspace.me
            self._fill(last_known(self.workspace))
            # Painting comes first: a thread that reads would share the processor with it.
            self.call_after_refresh(self.load, self._read, self._got)
        else:
            self.load(self._read, self._got)

    def _read(self) -> list[TodayLine]:
        lines = today_lines(self.workspace)
        keep(self.workspace, lines)
        return lines

    def _got(self, lines: list[TodayLine]) -> None:
        self._fill(lines)
        if not lines:
            name = self.workspace.person.name.split(" ")[0]
            self.hint(f"Nothing is due{', ' + name if name else ''}. 2 opens the plays; / finds anything.")
        self.playbook.warm_up()

    def _fill(self, lines: list[TodayLine]) -> None:
        if lines == self.lines and lines:
            return
        self.lines = lines
        self.playbook.counts["Today"] = len(lines)
        self.show_modes()
        table = self.query_one(Table)
        today = self.workspace.clock.now().date().isoformat()
        rows = []
        for number, line in enumerate(lines):
            late = bool(line.due) and line.due[:10] < today
            due = "today" if line.due[:10] == today else f"{line.due[5:10]}{' late' if late else ''}"
            head = Text.assemble(
                (f"{GLYPHS.get(line.kind, line.kind):<14}", ""), (f"{due:<12}", "bold" if late else "")
            )
            about = " · ".join(part for part in (line.account, line.title) if part)
            rows.append(
                (
                    str(number),
                    (Text.assemble(head, (one_line(about), "dim"), "\n  ", (one_line(line.what), "bold")),),
                )
            )
        table.fill(rows, height=2)
        self._detail()

    @property
    def line(self) -> TodayLine | None:
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
        view = self.query_one("#today-detail", RowsView)
        line = self.line
        if line is None:
            view.show([])
            self.keys_changed()
            return
        width = view.text_width
        rows = [Row(spans) for spans in fold([(GLYPHS.get(line.kind, line.kind), "h2")], width)]
        by = self.workspace.name_of(line.by) if line.by else ""
        facts = (
            ("", line.what),
            ("Account", line.account),
            ("Play", line.title),
            ("Due", line.due[:10]),
            ("From", by),
        )
        for label, text in facts:
            if text:
                said = [(f"{label}: ", "dim"), (text, "")] if label else [(text, "")]
                rows += [Row(spans) for spans in fold(said, width)]
        rows.append(Row(()))
        rows += [Row(spans) for spans in fold([(WHAT_TO_DO.get(line.kind, ""), "dim")], width)]
        view.show(rows)
        self.keys_changed()

    # Commands

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if not command.startswith("today."):
            return super().why_not(command)
        line = self.line
        if line is None:
            return "Nothing is due. Choose a play with 2."
        verb = command.removeprefix("today.")
        if verb == "call" and not line.play:
            return "This line belongs to no play."
        if verb in ("kept", "broken", "moved") and line.kind not in ("commitment", "next-step"):
            return "Only promises and next steps can be kept, broken or moved."
        if verb == "reply" and line.kind != "question":
            return "There is no question of marketing's in this line."
        if verb == "thanks" and line.kind != "answer":
            return "There is no answer in this line."
        return ""

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys that fit the line under the cursor."""
        fitting = [command for command in self.KEYS if self.line is None or not self.why_not(command.id)]
        return [*fitting, *(c for c in super().bar_commands() if c not in self.KEYS)]

    def do_open(self) -> None:
        """Resume, prepare, read."""
        from tui.screens.prep import PrepScreen

        line = self.line
        if line is None:
            return
        if line.kind == "open-run":
            from tui.calls import resume_call

            resume_call(self.playbook, line.run)
            return
        if line.kind in ("answer", "must-read"):
            self._mark_read(line)
        if line.play:
            self.app.push_screen(PrepScreen(line.play, line.step, account=line.account))
        else:
            self.say(line.what)
            self.reload()

    def _mark_read(self, line: TodayLine) -> None:
        from playbook.today.acts import settle

        workspace = self.workspace
        self.save(lambda: settle(workspace, line, "kept"))

    def do_call(self) -> None:
        """Call now."""
        from tui.calls import resume_call, start_call

        line = self.line
        if line is None:
            return
        if line.kind == "open-run":
            resume_call(self.playbook, line.run)
        else:
            start_call(self.playbook, line.play, account=line.account)

    def do_kept(self) -> None:
        """Kept."""
        self._keep("kept")

    def do_broken(self) -> None:
        """Broken."""
        self._keep("broken")

    def _keep(self, state: Any, to: str = "") -> None:
        line, workspace = self.line, self.workspace
        if line is None:
            return
        from playbook.records.model import Kept

        body = Kept(line.run, "commitment" if line.kind == "commitment" else "next", state, to)
        private = line.run in workspace.runs() and workspace.runs()[line.run].private
        told = {"kept": "Kept.", "broken": "Broken; noted.", "moved": f"Moved to {to}."}[state]

        def done(_: Any) -> None:
            self.say(told, "good")
            self.reload()

        self.save(lambda: workspace.append(body, "self" if private else None), done)

    def do_moved(self) -> None:
        """Move to another day."""
        from tui.screens.ask import AskScreen

        def named(text: str | None) -> None:
            if not text:
                return
            try:
                to = parse_day(text, self.workspace.clock.now().date())
            except PlaybookError as error:
                self.say(str(error))
                return
            self._keep("moved", to.isoformat())

        self.app.push_screen(
            AskScreen("Moved to which day?", hint="tomorrow, fri, +7 or 2026-12-01   ⏎ save"), named
        )

    def do_reply(self) -> None:
        """Reply to marketing."""
        from playbook.desk.actions import audience_for, triage
        from tui.screens.write import WriteScreen

        line, workspace = self.line, self.workspace
        if line is None:
            return
        item = workspace.feedback()[line.feedback]

        def save(words: str) -> None:
            workspace.append(triage(item, "reply", workspace.person, text=words), audience_for(item))

        def done(words: str | None) -> None:
            if words:
                self.say("Replied.", "good")
                self.reload()

        self.app.push_screen(WriteScreen("Reply to marketing", body=line.what, save=save), done)

    def do_thanks(self) -> None:
        """Say thanks."""
        from playbook.desk.actions import audience_for, triage

        line, workspace = self.line, self.workspace
        if line is None:
            return
        item = workspace.feedback()[line.feedback]

        def work() -> None:
            workspace.append(triage(item, "thanks", workspace.person), audience_for(item))

        self.save(work, lambda _: self.say("Thanked.", "good"))

    def on_data_table_row_selected(self) -> None:
        """Enter opens."""
        self.run_worker(self.action_command("today.open"))
