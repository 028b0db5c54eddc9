"""Plays: stages, the plays of a stage, and the page under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import DataTable, Static

from playbook.errors import PlaybookError
from playbook.library.staged import LOOK_AFTER, Group, Placed
from playbook.offering import owners_of, shelves_of
from playbook.text import one_line
from tui.commands import Command
from tui.play_rows import broken, empty_playbook, empty_stage, play_lines, shown_of, stage_cells
from tui.rows import Row
from tui.screens.mode import ModeScreen
from tui.screens.page_tending import TENDING
from tui.screens.plays_preview import PlaysPreview
from tui.widgets.lazy_list import LazyList, Lines
from tui.widgets.page_view import PageView
from tui.widgets.table import Table
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from playbook.library.page_watch import What


class PlaysScreen(PlaysPreview, ModeScreen):
    """The playbook, stage by stage."""

    NAME = "Plays"
    ABOUT = (
        "The plays of each stage of the sale, as marketing and sales wrote them. Those that fit the customer you chose "
        "({plays.account}) come first with the reason, then those you use often and lately: a use counts one, half "
        "after 30 days. Choose one to prepare it, or call at once. The right side shows the page as it reads."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("plays.prep", "enter", "prep", "Prepare: the whole page with its background.", bar=True),
        Command("plays.call", "c", "call now", "Start a call with this play at once.", bar=True),
        Command("plays.account", "a", "account", "Choose the customer that plays are for.", bar=True),
        Command("plays.debrief", "d", "debrief", "Log a conversation afterwards, on one screen."),
        Command("plays.right", "right,l,tab", "pane", "Go to the pane on the right.", bar=True),
        Command("plays.left", "left,h,shift+tab", "pane left", "Go to the pane on the left."),
        Command("plays.page", "v", "page", "Show the page instead of the list, on a narrow screen.", bar=True),
        Command("plays.outline", "o", "outline", "Jump to a heading of the page."),
        Command("plays.search", "ctrl+f", "search in page", "Search inside the page, from the lists too."),
        Command("plays.edit", "e", "edit", "Edit the page, or propose a change to those who write it."),
        *TENDING,
    )  # fmt: skip
    INSIDE = (Table, LazyList, PageView)

    def __init__(self) -> None:
        super().__init__()
        self.groups: dict[str, Group] = {}
        self.stage = ""
        self.items: tuple[Placed, ...] = ()
        self._every = ""
        self._read = False

    def body(self) -> Iterable[Widget]:
        """Stages, plays, page."""
        with Horizontal(id="plays-panes"):
            yield Table(id="stages", classes="panel")
            with Vertical(id="plays-middle"):
                yield LazyList(lines=2, id="plays", classes="panel")
                yield Static(id="stage-exit", markup=False)
            yield PageView(id="page", classes="panel")

    def on_mount(self) -> None:
        """Name the panes."""
        super().on_mount()
        stages = self.query_one("#stages", Table)
        stages.add_columns("stage", "plays")
        stages.border_title, self.query_one(LazyList).border_title = "Stages", "Plays"
        stages.focus()

    # Reading

    def reload(self) -> None:
        """Read what is there at once, then what is new in it, in a thread."""
        self.preview_anew()
        account, workspace = self.playbook.account, self.workspace

        def read() -> tuple[list[Group], Mapping[str, str], str]:
            # The first look asks git for nothing but names; what is new is told as soon as it is known.
            found = shelves_of(workspace, account, look_for_news=self._read)
            return found, workspace.fields(account), workspace.settings.review.verify_every

        self.load(read, self._got)

    def _got(self, found: tuple[list[Group], Mapping[str, str], str]) -> None:
        groups, self.filled_with, self._every = found
        self.groups = {group.key: group for group in groups}
        stages = self.query_one("#stages", Table)
        stages.fill([(group.key, stage_cells(group)) for group in groups])
        if not any(group.items for group in groups):
            self._say_instead(empty_playbook(str(self.workspace.root), self._list_width))
        else:
            self._show_stage(stages.current)
        if not self._read:
            self._read = True
            self.load(lambda: shelves_of(self.workspace, self.playbook.account), self._got_news, group="news")

    def _got_news(self, groups: list[Group]) -> None:
        self._got((groups, self.filled_with, self._every))
        if told := shown_of(groups):
            self.hint(f"{told}: marked ●. Opening a page in prep marks it as seen.")

    def complain(self, error: Exception) -> None:
        """Say what went wrong: on the list itself where there is nothing else to show."""
        super().complain(error)
        if not self.groups:
            text = str(error) if isinstance(error, PlaybookError) else repr(error)
            self._say_instead(broken(one_line(text), self._list_width))

    @property
    def _list_width(self) -> int:
        return max(self.query_one(LazyList).size.width - 2, 24)

    def _say_instead(self, rows: list[Row]) -> None:
        self.entry, self.items = None, ()
        self.query_one(LazyList).say_instead(rows)
        self.query_one(PageView).show([])
        set_title(self.query_one(PageView), "")

    def _show_stage(self, key: str) -> None:
        self.stage = key
        plays, group = self.query_one(LazyList), self.groups.get(key)
        self.items = group.items if group else ()
        account = self.workspace.account_name(self.playbook.account) if self.playbook.account else ""
        name = group.name.lstrip("0123456789 ") if group else "Plays"
        set_title(plays, f"{name} · {account}" if account else f"Plays · {name}")
        self.query_one("#stage-exit", Static).update(
            f"{'' if key == LOOK_AFTER else 'Exit: '}{one_line(group.exit)}" if group and group.exit else ""
        )
        if self.items:
            plays.fill([item.summary.id for item in self.items], self._lines)
        else:
            self._say_instead(empty_stage(group, self._list_width, self.key))

    def _lines(self, index: int, width: int) -> Lines:
        item = self.items[index]
        owners = owners_of(self.workspace, item.summary)
        return play_lines(
            item, owners, self.workspace.today, self._every, width - 1
        )  # one stays free at the frame

    # Moving shows at once

    def refold(self) -> None:
        """Fold the pane on the right anew."""
        self.preview()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Show the stage under the cursor."""
        if event.row_key.value and event.row_key.value != self.stage:
            self.say("")
            self._show_stage(event.row_key.value)

    def on_lazy_list_highlighted(self, event: LazyList.Highlighted) -> None:
        """Show the page under the cursor."""
        if event.key:
            self.preview()

    def page_saved(self, what: What) -> None:
        """Read the list and the page anew where something was saved elsewhere, a page came or went."""
        self.reload()

    def on_data_table_row_selected(self) -> None:
        """Enter: from the stages into the plays."""
        self.query_one(LazyList).focus()

    def on_lazy_list_chosen(self) -> None:
        """Enter: from the plays to prep."""
        self.run_worker(self.action_command("plays.prep"))

    # Commands

    @property
    def current(self) -> str:
        """Id of the page under the cursor."""
        return self.query_one(LazyList).current

    def labelled(self, command: Command) -> Command:
        """Return a command as the key bar names it now: Enter on a stage goes to its plays."""
        if command.id == "plays.prep" and isinstance(self.focused, Table):
            return replace(command, label="plays")
        return super().labelled(command)

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command in ("plays.left", "plays.right", "plays.account"):
            return ""
        if command.startswith("plays.") and not self.current:
            return "Choose a play first." if self.groups else "The playbook is still being read."
        entry = self.entry
        if command in ("plays.call", "plays.debrief") and entry is not None and not entry.page.runnable:
            return "This page has fewer than two steps, so it can be read but not run."
        return self.why_not_tend(command) if command.startswith("tend.") else super().why_not(command)
