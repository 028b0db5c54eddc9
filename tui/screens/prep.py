"""Prep: before the call, the whole page with everything around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.widget import Widget

from playbook.preparing import prepare
from tui.commands import Command
from tui.following import GONE
from tui.page_links import no_such_part
from tui.prep_keys import ACTS, BACK
from tui.prep_laid import Laid, glance, laid_out
from tui.prepared import Prepared, prepared_for
from tui.rows import short
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
    from playbook.preparing import Preparation

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
    KEYS: ClassVar[tuple[Command, ...]] = (*ACTS, *TENDING, BACK)
    INSIDE = (PageView,)

    def __init__(
        self,
        page: str,
        anchor: str = "",
        line: int = 0,
        account: str | None = None,
        laid: Laid | None = None,
    ) -> None:
        super().__init__()
        self._laid = laid
        """The page as it was laid out before this screen was loaded."""
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
        if self._laid is None:
            self.read_soon(self.reload)
        else:
            self._show_laid(self._laid)

    def refold(self) -> None:
        """Fold anew."""
        if self.entry is not None:
            self.reload()

    # Reading

    def reload(self) -> None:
        """Read the page, what was said and done before, and what has changed: the beginning of a long page first."""
        width, beside = self._widths()
        if self.entry is None:
            lines = self.size.height
            self.load(
                lambda: glance(self.workspace, self.page_id, self.account, self.made, width, lines),
                self._show_first,
            )
        else:
            self.load(lambda: self._read(width, beside), self._show)

    def _widths(self) -> tuple[int, int]:
        """Return the cells of the page, and of what stands beside it; 0: there is no room beside."""
        wide = self.has_class("-wide")
        return self.view.text_width, self.around.text_width if wide else 0

    def _read(self, width: int, beside: int) -> Laid:
        workspace, made = self.workspace, self.made
        found = prepare(workspace, self.page_id, self.account, made.contacts)
        return laid_out(workspace, found, self.account, made, width, beside, self.key)

    def _show_laid(self, laid: Laid) -> None:
        """Show the page as it was laid out before; it is read anew where there is not as much room as was thought."""
        # The pane must know how long the page is before it can scroll to a place in it.
        self._laid, start, self.start = None, self.start, ""
        self._show(laid)
        self.start = start
        self.view.was_folded_for(laid.width)
        if laid.beside:
            self.around.was_folded_for(laid.beside)
        self.call_after_refresh(self._go_to_start)
        self.call_after_refresh(self.mark_seen)

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
            elif self.found is not None and not self.line:
                self.say(no_such_part(view.rows, self.start, self.key("prep.outline")))
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
