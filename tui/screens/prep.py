"""Prep: before the call, the whole page with everything around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget

from playbook.desk.answers import heard_in
from tui.commands import Command
from tui.page_text import page_rows
from tui.rows import Row, fold, short
from tui.screens.base import PlaybookScreen
from tui.widgets.page_view import PageView
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.desk.model import Item
    from playbook.library.catalog import Entry


class PrepScreen(PlaybookScreen[None]):
    """One page, to read before a call."""

    ABOUT = (
        "The whole page with its background and hints, your earlier runs of it, and what the team has said about it. "
        "The cursor line is what feedback quotes."
    )
    KEYS = (
        Command("prep.call", "c,enter", "call now", "Start a call with this play.", bar=True),
        Command("prep.debrief", "d", "debrief", "Log a conversation afterwards, on one screen.", bar=True),
        Command("prep.account", "a", "account", "Say which account this is for.", bar=True),
        Command(
            "prep.feedback",
            "f4,f",
            "feedback",
            "Tell marketing something about the line under the cursor.",
            bar=True,
        ),
        Command("prep.outline", "o", "outline", "Jump to a heading.", bar=True),
        Command("prep.edit", "e", "edit", "Open the page in your editor."),
        Command("prep.find-objection", "f2", "objection", "Find the answer to an objection."),
        Command("prep.back", "escape", "back", "Back to where you came from.", bar=True),
    )

    def __init__(self, page: str, anchor: str = "", line: int = 0, account: str = "") -> None:
        super().__init__()
        self.page_id, self.start, self.line = page, anchor, line
        self.entry: Entry | None = None
        self.account = account

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield PageView(id="prep", classes="panel")

    def on_mount(self) -> None:
        """Read the page."""
        super().on_mount()
        self.query_one(PageView).focus()
        self.reload()

    def refold(self) -> None:
        """Fold anew."""
        if self.entry is not None:
            self.reload()

    def reload(self) -> None:
        """Read the page, my runs of it and what was said of it."""
        width = min(self.query_one(PageView).text_width, 100)
        self.load(lambda: self._read(width), self._show)

    def _read(self, width: int) -> tuple[Entry, list[Row]]:
        workspace = self.workspace
        entry = workspace.page(self.page_id)
        feedback = workspace.feedback()
        facts, liaison = entry.page.facts, workspace.has_role("liaison")
        known = (entry.page.id, *facts.moved_from)
        items = [item for item in feedback.values() if item.play in known]
        items = [item for item in items if item.is_for(workspace.me, liaison=liaison)]
        heard = heard_in(
            feedback,
            entry.page.id,
            viewer=workspace.me,
            liaison=liaison,
            moved=facts.moved,
            moved_from=facts.moved_from,
        )
        runs = [r for r in workspace.runs().values() if r.run.play in known and r.rep in workspace.names]
        rows = page_rows(entry, width, workspace, heard=heard)
        return entry, [*rows, *_earlier(runs[-5:], width), *_team(items, width)]

    def _show(self, found: tuple[Entry, list[Row]]) -> None:
        first = self.entry is None
        self.entry, rows = found
        view = self.query_one(PageView)
        account = f" · {short(self.account, 30)}" if self.account else ""
        set_title(view, short(self.entry.page.title, 70) + account)
        view.show(rows, keep=not first)
        if first:
            # The pane must know how long the page is before it can scroll to a place in it.
            self.call_after_refresh(self._go_to_start)
        self.keys_changed()

    def _go_to_start(self) -> None:
        """Go to the step, the objection or the line that one came for."""
        view, entry = self.query_one(PageView), self.entry
        if entry is not None and self.start and not view.go_to_anchor(self.start):
            objection = next((o for o in entry.page.objections if o.id == self.start), None)
            if objection:
                view.go_to_line(objection.line)
        if self.line:
            view.go_to_line(self.line)

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if self.entry is None:
            return "" if command == "prep.back" else "The page is being read."
        if command in ("prep.call", "prep.debrief") and not self.entry.page.runnable:
            return "This page has fewer than two steps, so it can be read but not run."
        return ""

    def do_call(self) -> None:
        """Start the call."""
        from tui.calls import start_call

        start_call(self.playbook, self.page_id, account=self.account)

    def do_debrief(self) -> None:
        """Start a debrief."""
        from tui.calls import start_call

        start_call(self.playbook, self.page_id, account=self.account, mode="debrief")

    def do_account(self) -> None:
        """Ask for the account."""
        from tui.screens.ask import AskScreen

        def named(account: str | None) -> None:
            if account is not None:
                self.account = account
                self.reload()

        self.app.push_screen(AskScreen("Which account?", self.account), named)

    def do_feedback(self) -> None:
        """Feedback on the line under the cursor."""
        from tui.screens.feedback import FeedbackScreen, about_page

        view = self.query_one(PageView)
        about = about_page(self.entry, view.row, view.quote)
        self.app.push_screen(FeedbackScreen(about), lambda told: self.say(told or "", "good" if told else ""))

    def do_outline(self) -> None:
        """Jump to a heading."""
        self.query_one(PageView).action_outline()

    def do_find_objection(self) -> None:
        """Look an objection up."""
        from tui.screens.finder import FinderScreen

        self.app.push_screen(FinderScreen(("objection",)))

    def do_edit(self) -> None:
        """Open the page in the editor, at the line under the cursor."""
        from tui.editor import edit_page

        row = self.query_one(PageView).row
        edit_page(self.playbook, self.page_id, row.line if row else 1)
        self.reload()

    def do_back(self) -> None:
        """Back."""
        self.dismiss()


def _earlier(runs: list[RunRow], width: int) -> list[Row]:
    if not runs:
        return []
    rows = [Row(()), Row((("Your earlier runs of this play", "h2"),))]
    for one in reversed(runs):
        run = one.run
        said = (run.started[:10], run.account, run.connect, run.result, run.next)
        line = " · ".join(part.replace("-", " ") if part is run.result else part for part in said if part)
        rows += [Row((("  ", ""), *spans)) for spans in fold([(line, "")], width - 2)]
    return rows


def _team(items: list[Item], width: int) -> list[Row]:
    open_items = [item for item in items if item.is_open]
    if not open_items:
        return []
    rows = [Row(()), Row((("What the team has said of it", "h2"),))]
    for item in open_items[:12]:
        text = f"{item.kind} · {item.text or item.quote}" + (f" (+{item.votes})" if item.votes else "")
        rows += [Row((("  ", ""), *spans)) for spans in fold([(text, "")], width - 2)]
    return rows
