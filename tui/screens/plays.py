"""Plays: stages, the plays of a stage, and the page under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import DataTable, Static

from playbook.errors import PlaybookError
from playbook.library.staged import LOOK_AFTER, Group, Placed
from playbook.offering import owners_of, shelves_of
from playbook.text import one_line
from tui.commands import Command
from tui.page_text import page_rows
from tui.play_rows import broken, empty_playbook, empty_stage, play_lines, shown_of, stage_cells, unreadable
from tui.rows import Row, short
from tui.screens.mode import ModeScreen
from tui.screens.page_tending import TENDING, PageTending
from tui.screens.plays_acts import PlaysActs
from tui.widgets.lazy_list import LazyList, Lines
from tui.widgets.page_view import PageView
from tui.widgets.table import Table
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.library.page_watch import What

GLANCE = 6_000
"""Letters of a page that are laid out at once while the cursor moves; the rest follows when it rests."""


class Preview(NamedTuple):
    """A page laid out for the pane on the right."""

    id: str
    entry: Entry | None
    rows: list[Row]
    width: int
    whole: bool = True


class PlaysScreen(PlaysActs, PageTending, ModeScreen):
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
        Command("plays.edit", "e", "edit", "Edit the page, or propose a change to those who write it."),
        *TENDING,
    )  # fmt: skip
    INSIDE = (Table, LazyList, PageView)

    def __init__(self) -> None:
        super().__init__()
        self.groups: dict[str, Group] = {}
        self.stage = ""
        self.entry: Entry | None = None
        self.items: tuple[Placed, ...] = ()
        self._fields: Mapping[str, str] = {}
        self._every = ""
        self._reading = False
        self._read = False
        self.waits_to_edit = False
        """The key came before the page was read."""

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
        self._reading = False
        account, workspace = self.playbook.account, self.workspace

        def read() -> tuple[list[Group], Mapping[str, str], str]:
            # The first look asks git for nothing but names; what is new is told as soon as it is known.
            found = shelves_of(workspace, account, look_for_news=self._read)
            return found, workspace.fields(account), workspace.settings.review.verify_every

        self.load(read, self._got)

    def _got(self, found: tuple[list[Group], Mapping[str, str], str]) -> None:
        groups, self._fields, self._every = found
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
        self._got((groups, self._fields, self._every))
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
        return play_lines(item, owners, self.workspace.today, self._every, width)

    # Moving shows at once

    def refold(self) -> None:
        """Fold the pane on the right anew."""
        self._preview()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Show the stage under the cursor."""
        if event.row_key.value and event.row_key.value != self.stage:
            self.say("")
            self._show_stage(event.row_key.value)

    def on_lazy_list_highlighted(self, event: LazyList.Highlighted) -> None:
        """Show the page under the cursor."""
        if event.key:
            self._preview()

    def _preview(self, *, whole: bool = False) -> None:
        """Lay out the page under the cursor; one at a time, so that a held key never piles up work."""
        id_ = self.query_one(LazyList).current
        if not id_ or self._reading:
            return
        self._reading = True
        width, fields = self.query_one(PageView).text_width, self._fields
        self.load(lambda: self._laid_out(id_, width, fields, whole), self._show_page, group="preview")

    def _laid_out(self, id_: str, width: int, fields: Mapping[str, str], whole: bool) -> Preview:
        try:
            entry = self.workspace.page(id_)
            long = not whole and len(entry.text) > GLANCE
            rows = page_rows(entry, width, self.workspace, fields=fields, head=GLANCE if long else 0)
            return Preview(id_, entry, rows, width, not long)
        except PlaybookError as error:
            return Preview(id_, None, unreadable(one_line(str(error)), width), width)

    def _show_page(self, found: Preview) -> None:
        self._reading = False
        if found.id != self.query_one(LazyList).current:
            self._preview()
            return
        before, self.entry = self.entry, found.entry
        view, entry = self.query_one(PageView), found.entry
        same = before is not None and entry is not None and before.page.id == entry.page.id
        view.page = entry.page if entry else None
        set_title(view, short(entry.page.title if entry else found.id, 60))
        view.show(found.rows, keep=same)
        self.playbook.follow(self, entry)
        self.keys_changed()
        if self.waits_to_edit and entry is not None:
            self.waits_to_edit = False
            self.do_edit()
        if (stale := not view.fits(found.width)) or not found.whole:  # the window became another meanwhile
            self._preview(whole=not stale)

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
