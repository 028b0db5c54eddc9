"""Prep: before the call, the whole page with everything around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import Horizontal
from textual.widget import Widget

from playbook.library.staged import is_play
from playbook.preparing import Preparation, prepare
from tui.change_marks import Marks
from tui.commands import Command
from tui.following import GONE
from tui.page_text import changes_since, page_rows
from tui.prep_text import around_rows, top_rows
from tui.prepared import Prepared, prepared_for
from tui.rows import Row, short
from tui.screens.base import PlaybookScreen
from tui.screens.page_tending import TENDING, PageTending
from tui.screens.prep_acts import PrepActs
from tui.screens.prep_heard import PrepHeard
from tui.screens.prep_words import PrepWords
from tui.widgets.page_view import PageView
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.library.page_watch import What

UNCHANGED = Marks({}, {})
WIDEST = 100
"""Cells of a page; longer lines are hard to read."""


class Laid(NamedTuple):
    """A page laid out, with what was found for it."""

    entry: Entry
    rows: list[Row]
    around: list[Row]
    found: Preparation | None


AT_ONCE = ("prep.call", "prep.debrief")
"""Commands whose keys are taken before the page is read."""


class PrepScreen(PrepHeard, PrepWords, PrepActs, PageTending, PlaybookScreen[None]):
    """One page, to read before a call."""

    ABOUT = (
        "The whole page with its background and hints: what changed in it since you last ran it, your own words for "
        "its talk tracks, your earlier runs, how the people there want to be reached, and what the team has said of "
        "it. What you fill in and leave out here goes along into the call. The line under the cursor is what "
        "feedback quotes and what is copied."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("prep.call", "c,enter", "call now", "Start a call with this play.", bar=True),
        Command("prep.account", "a", "account", "Say which customer this is for.", bar=True),
        Command("prep.my-words", "w", "my words", "Put the talk track under the cursor in your own words.", bar=True),
        Command("prep.leave-out", "x", "leave out", "Leave the step under the cursor out of the call.", bar=True),
        Command("prep.fill", "m", "fill in", "Fill in the blanks: names and the like.", bar=True),
        Command("prep.feedback", "f4,f", "feedback", "Tell marketing something about this line.", bar=True),
        Command("prep.outline", "o", "outline", "Jump to a heading.", bar=True),
        Command("prep.debrief", "d", "debrief", "Log a conversation afterwards, on one screen."),
        Command("prep.people", "i", "who", "Say who is on the call."),
        Command("prep.propose", "p", "propose", "Propose your words for this talk track to those who write it."),
        Command("prep.undo", "u", "undo", "Take back the last change of your words or of what is left out."),
        Command("prep.pane", "tab,shift+tab", "pane", "Go between the page and what stands beside it."),
        Command("prep.edit", "e", "edit", "Edit the page, or propose a change to those who write it."),
        Command("prep.find-objection", "f2", "objection", "Find the answer to an objection."),
        Command("prep.find-battlecard", "f3", "battlecard", "Find a battlecard."),
        Command("prep.heard", "s", "you said", "What was said of this step, and done: say thanks, or “not yet”."),
        *TENDING,
        Command("prep.back", "escape", "back", "Back to where you came from.", bar=True, fixed=True),
    )  # fmt: skip
    INSIDE = (PageView,)

    def __init__(self, page: str, anchor: str = "", line: int = 0, account: str | None = None) -> None:
        super().__init__()
        self.page_id, self.start, self.line = page, anchor, line
        self.entry: Entry | None = None
        self.found: Preparation | None = None
        self._account = account

    @property
    def account(self) -> str:
        """The customer it is for: the one this was opened with, else the one that was chosen for all."""
        return self.playbook.account if self._account is None else self._account

    @account.setter
    def account(self, account: str) -> None:
        self._account = account

    @property
    def made(self) -> Prepared:
        """What was filled in and left out so far."""
        return prepared_for(self.playbook, self.page_id, self.account)

    def body(self) -> Iterable[Widget]:
        """The page, and beside it where there is room what was said and done before."""
        with Horizontal(id="prep-panes"):
            yield PageView(id="prep", classes="panel")
            yield PageView(id="around", classes="panel")

    @property
    def view(self) -> PageView:
        """The page."""
        return self.query_one("#prep", PageView)

    @property
    def around(self) -> PageView:
        """What stands beside it."""
        return self.query_one("#around", PageView)

    def on_mount(self) -> None:
        """Read the page."""
        super().on_mount()
        self.around.border_title = "Before"
        self.view.focus()
        self.call_after_refresh(self.reload)

    def refold(self) -> None:
        """Fold anew."""
        if self.entry is not None:
            self.reload()

    # Reading

    def reload(self) -> None:
        """Read the page, what was said and done before, and what has changed: the beginning of a long page first."""
        width, beside = self._widths()
        if self.entry is None:
            self.load(lambda: self._glance(width), self._show_first)
        else:
            self.load(lambda: self._read(width, beside), self._show)

    def _widths(self) -> tuple[int, int]:
        """Return the cells of the page, and of what stands beside it; 0: there is no room beside."""
        wide = self.has_class("-wide")
        return min(self.view.text_width, WIDEST), self.around.text_width if wide else 0

    def _glance(self, width: int) -> Laid:
        entry = self.workspace.page(self.page_id)
        fields = self.workspace.fields(self.account, self.made.contacts) | self.made.fields
        # No more letters fit on the screen: the rest is laid out once these are seen.
        head = width * self.size.height
        return Laid(entry, page_rows(entry, width, self.workspace, head=head, fields=fields), [], None)

    def _read(self, width: int, beside: int) -> Laid:
        workspace, made = self.workspace, self.made
        found = prepare(workspace, self.page_id, self.account, made.contacts)
        entry: Entry = found.entry
        marks = UNCHANGED if found.before is None else changes_since(entry, found.before)
        rows = page_rows(
            entry,
            width,
            workspace,
            heard=found.heard,
            became=found.became,
            fields=found.fields | made.fields,
            marks=marks,
            worded=found.worded,
            left_out=tuple(made.left_out),
        )
        name = workspace.account_name(self.account) if self.account else ""
        around = around_rows(found, name, beside or width, workspace)
        top = top_rows(found, made, marks, width, self.key) if is_play(entry.summary) else []
        rows = [*rows[:1], *top, *rows[1:]]
        return Laid(entry, rows if beside else [*rows, Row(()), *around], around if beside else [], found)

    def _show_first(self, laid: Laid) -> None:
        self._show(laid)
        # The pane must know how long the page is before it can scroll to a place in it.
        self.call_after_refresh(self._go_to_start)
        # Painting comes first: a thread that reads would share the processor with it.
        self.call_after_refresh(self.reload)
        self.call_after_refresh(self.mark_seen)

    def _show(self, laid: Laid) -> None:
        first = self.entry is None
        self.entry, self.found = laid.entry, laid.found or self.found
        self.view.page = self.around.page = self.entry.page
        account = f" · {short(self.workspace.account_name(self.account), 30)}" if self.account else ""
        set_title(self.view, short(self.entry.page.title, 70) + account)
        self.view.show(laid.rows, keep=not first)
        self.around.show(laid.around, keep=not first)
        self.around.set_class(not laid.around, "-empty")
        if laid.found is not None and self.start:
            self._go_to_start()
        self.playbook.follow(self, self.entry)
        self.keys_changed()
        if self._waiting:
            waiting, self._waiting = self._waiting, ""
            self.run_worker(self.action_command(waiting))

    def page_saved(self, what: What) -> None:
        """Read the page anew where it was saved elsewhere; one stays where one was."""
        if what == "gone":
            self.say(GONE)
        else:
            self.reload()

    def _go_to_start(self) -> None:
        """Go to the step, the objection or the line that one came for."""
        view, entry = self.view, self.entry
        if entry is not None and self.start and not view.go_to_anchor(self.start):
            objection = next((o for o in entry.page.objections if o.id == self.start), None)
            if objection:
                view.go_to_line(objection.line)
        if self.line:
            view.go_to_line(self.line)
        if self.found is not None:
            self.start = ""

    # Commands

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command == "prep.back":
            return ""
        if self.entry is None:
            return "" if command in AT_ONCE else "The page is being read."
        if command in ("prep.call", "prep.debrief") and not self.entry.page.runnable:
            return "This page has fewer than two steps, so it can be read but not run."
        if command == "prep.heard":
            return (
                "" if self.heard is not None else "Nothing that was said of this page has been answered yet."
            )
        return self.why_not_tend(command) if command.startswith("tend.") else self.why_not_act(command)

    def do_back(self) -> None:
        """Back."""
        self.dismiss()

    def do_pane(self) -> None:
        """Go to the other pane, where there is one."""
        other = self.around if self.view.has_focus else self.view
        (other if other.region.width else self.view).focus()

    def do_outline(self) -> None:
        """Jump to a heading."""
        self.view.action_outline()
