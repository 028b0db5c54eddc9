"""Recap: the run that was just recorded, in words for the CRM and for the customer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.widget import Widget

from playbook.correcting import to_correct
from playbook.errors import PlaybookError
from playbook.hooks import asked_for
from playbook.recapping import default_file, in_words, left_to_fill, recap_fields, write_new
from playbook.runs.recap_templates import Template, templates
from playbook.text import one_line
from tui.clipboard import copy
from tui.commands import Command
from tui.propose_run import ProposeRun, better_of, told_of_better
from tui.rows import Row, fold, short
from tui.screens.alone import AloneScreen
from tui.screens.run_correcting import CORRECTING, RunCorrecting
from tui.widgets.bars import Line
from tui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.from_runs import Better
    from playbook.plays.model import Page
    from playbook.records.model import Run
    from playbook.workspace import Workspace

WIDEST = 90


class RecapScreen(RunCorrecting):
    """Preview by template; copy, write to a file, or give to the user's own command."""

    ABOUT = (
        "The run in words, by one of the playbook's templates: a summary for the CRM, or a mail to the customer. "
        "Nothing is sent: copy it, write it to a file, or show it alone to mark it with the mouse."
    )
    KEYS = (
        Command("recap.copy", "c", "copy", "Copy the text.", bar=True),
        Command(
            "recap.propose",
            "p",
            "propose",
            "Propose what worked better: your words, or a new play.",
            bar=True,
        ),
        Command("recap.file", "w", "to a file", "Write the text to a new file.", bar=True),
        *CORRECTING,
        Command("recap.template", "t,tab", "next template", "Show it by the next template.", bar=True),
        Command("recap.choose", "1,2,3,4,5,6,7,8,9", "template", "Show it by this template.", each=True),
        Command(
            "recap.show", "s", "show alone", "Show the text alone, to mark it in the terminal.", bar=True
        ),
        Command("recap.command", "x", "my command", "Give the run to your own command again."),
        Command("recap.done", "enter,escape", "done", "Done; the run is recorded.", bar=True),
    )

    def __init__(self, run: Run, page: Page | None, fields: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.run, self.page, self.known = run, page, dict(fields or {})
        self.fields: dict[str, str] = {}
        self.templates: tuple[Template, ...] = ()
        self.current = 0
        self.text = ""
        self.broken = ""
        self.has_command = False

    def body(self) -> Iterable[Widget]:
        """What was recorded, which templates there are, and the text."""
        yield Line(id="recap-title", classes="title-line")
        yield Line(id="recap-templates")
        yield RowsView(id="recap", classes="panel")

    def on_mount(self) -> None:
        """Read the templates."""
        super().on_mount()
        self.query_one("#recap-title", Line).show(f" Recap: {self.run.title}")
        self.query_one(RowsView).focus()
        self.say(self._recorded, "good")
        self.load(partial(_read, self.workspace, self.run, self.known), self._show)
        self.load(partial(better_of, self.workspace, self.run.id), self._offer, group="better")

    @property
    def _recorded(self) -> str:
        return f"Recorded: {self.run.title}."

    def _offer(self, found: tuple[RunRow, tuple[Better, ...], Page]) -> None:
        if told := told_of_better(found[1], self.key("recap.propose")):
            self.unhint(self._recorded)  # what a key has said since then stays
            self.hint(f"Recorded. {told}", "good")

    def _show(self, found: tuple[tuple[Template, ...], dict[str, str], bool]) -> None:
        self.templates, self.fields, self.has_command = found
        account = self.fields.get("account.name", "")
        self.query_one("#recap-title", Line).show(
            f" Recap: {self.run.title}{f' · {account}' if account else ''}"
        )
        self.draw()

    def refold(self) -> None:
        """Fold anew."""
        if self.templates:
            self.draw()

    def draw(self) -> None:
        """Paint the text by the template that is chosen."""
        chosen = self.templates[self.current]
        self.text, self.broken = "", ""
        try:
            self.text = in_words(self.run, self.page, self.fields, chosen)
        except PlaybookError as error:
            self.broken = str(error)
        view = self.query_one(RowsView)
        width = min(view.text_width, WIDEST)
        problems = [self.broken] if self.broken else chosen.problems
        rows = [
            Row((("! ", "warn") if n == 0 else ("  ", ""), *spans))
            for problem in problems
            for n, spans in enumerate(fold([(problem, "warn")], width - 2))
        ]
        rows += [Row(())] if rows else []
        rows += [Row(spans) for spans in fold([(self.text.rstrip("\n"), "")], width)] if self.text else []
        view.show(rows)
        self._draw_templates()
        self.keys_changed()

    def _draw_templates(self) -> None:
        line = Text(" ")
        for number, one in enumerate(self.templates, 1):
            here = number - 1 == self.current
            what = "mail" if one.kind == "mail" and "mail" not in one.name else ""
            label = f" {number if number < 10 else ''} {short(one_line(one.title), 24)}{f' ({what})' if what else ''} "
            action = (
                Style(meta={"@click": f"screen.command('recap.choose', '{number}')"})
                if number < 10
                else Style()
            )
            line.append(label, Style(bold=here, reverse=here) + action)
        self.query_one("#recap-templates", Line).show(line)

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command in ("recap.done", "recap.propose") or not self.is_attached:
            return ""
        if not self.templates:
            return "The templates are being read."
        if command in ("recap.copy", "recap.file", "recap.show") and not self.text:
            return self.broken
        if command == "recap.template" and len(self.templates) == 1:
            return "There is one template."
        if command == "recap.command" and not self.has_command:
            return "Your settings name no command for finished runs ([hooks] run-finished), or the run is private."
        return super().why_not(command)

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys that matter here; the user's own command where there is one, before what can be dropped."""
        mine = [c for c in self.KEYS if c.id == "recap.command" and self.has_command]
        return [*(c for c in self.KEYS[:4] if c.bar), *mine, *(c for c in self.KEYS[4:] if c.bar)]

    def to_correct(self) -> tuple[str, str, bool]:
        """Return the run that was recorded."""
        return self.run.id, self.run.rep, False

    def corrected(self) -> None:
        """Tell the run as it reads now."""

        def read(row: RunRow) -> None:
            self.run = row.run
            self.draw()

        self.load(partial(to_correct, self.workspace, self.run.id), read, group="corrected")

    # Commands

    def do_template(self) -> None:
        """Show it by the next template."""
        self.current = (self.current + 1) % len(self.templates)
        self.draw()

    def do_choose(self, digit: str) -> None:
        """Show it by the template of that digit."""
        if int(digit) <= len(self.templates):
            self.current = int(digit) - 1
            self.draw()
        else:
            self.say(f"There are {len(self.templates)} templates.")

    def do_copy(self) -> None:
        """Copy."""
        keys = f"press {self.key('recap.file')} to write a file or {self.key('recap.show')} to show it"
        told = copy(self.app, self.text, otherwise=keys)
        blanks = left_to_fill(self.run, self.page, self.fields, self.templates[self.current])
        self.say(f"Still to fill in: {', '.join(blanks)}. {told}" if blanks else told)

    def do_file(self) -> None:
        """Ask for a name, and write to it."""
        self.load(partial(default_file, self.run, self.fields.get("account.name", "")), self._ask_file)

    def _ask_file(self, suggestion: object, why: str = "") -> None:
        from tui.screens.ask import AskScreen

        text = self.text

        def named(name: str | None) -> None:
            if name:
                self.save(
                    partial(write_new, name, text),
                    lambda path: self.say(f"Written to {path}.", "good"),
                    lambda error: self._ask_file(name, str(error)),
                )

        self.app.push_screen(
            AskScreen("Write to which new file?", str(suggestion), body=why, does="write"), named
        )

    def do_show(self) -> None:
        """Show the text alone."""
        self.app.push_screen(AloneScreen(self.text))

    def do_propose(self) -> None:
        """Propose what worked better on this call."""
        ProposeRun(self, self.run.id).start()

    def do_command(self) -> None:
        """Give the run to the user's command once more."""
        from tui.finished import recorded

        self.say("Your command gets the run …")
        recorded(self.playbook, self.run.id, asked=True)

    def do_done(self) -> None:
        """Done."""
        self.dismiss(None)


def _read(
    workspace: Workspace, run: Run, known: Mapping[str, str]
) -> tuple[tuple[Template, ...], dict[str, str], bool]:
    fields = recap_fields(workspace, run, run.rep, known)
    return templates(workspace.root), fields, asked_for(workspace, run.id)
