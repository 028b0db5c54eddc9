"""Plays: stages, the plays of a stage, and the page under the cursor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import DataTable, Static

from playbook.library.offered import why_not_offered
from playbook.plays.model import Summary
from playbook.text import one_line
from tui.commands import Command
from tui.page_text import page_rows
from tui.rows import short
from tui.screens.mode import ModeScreen
from tui.widgets.page_view import PageView
from tui.widgets.table import Table
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from playbook.library.catalog import Entry

UNSORTED = "unsorted"
OTHER = "other pages"
BIG = 60_000
"""Characters; a longer page is laid out in a thread."""


class PlaysScreen(ModeScreen):
    """The playbook, stage by stage."""

    NAME = "Plays"
    ABOUT = (
        "The plays of each stage of the sale, as marketing and sales wrote them. Choose one to prepare it, or call "
        "at once. The right side shows the page as it reads."
    )
    KEYS = (
        Command("plays.prep", "enter", "prep", "Prepare: the whole page with its background.", bar=True),
        Command("plays.call", "c", "call now", "Start a call with this play at once.", bar=True),
        Command("plays.debrief", "d", "debrief", "Log a conversation afterwards, on one screen."),
        Command("plays.right", "right,l,tab", "pane", "Go to the pane on the right.", bar=True),
        Command("plays.left", "left,h,shift+tab", "pane left", "Go to the pane on the left."),
        Command(
            "plays.page", "v", "page", "Show the page instead of the list, on a narrow screen.", bar=True
        ),
        Command("plays.outline", "o", "outline", "Jump to a heading of the page."),
        Command("plays.edit", "e", "edit", "Open the page in your editor."),
    )

    def __init__(self) -> None:
        super().__init__()
        self.summaries: list[Summary] = []
        self.stage = ""
        self.entry: Entry | None = None

    def body(self) -> Iterable[Widget]:
        """Stages, plays, page."""
        with Horizontal(id="plays-panes"):
            yield Table(id="stages", classes="panel")
            with Vertical(id="plays-middle"):
                yield Table(id="plays", classes="panel")
                yield Static(id="stage-exit", markup=False)
            yield PageView(id="page", classes="panel")

    def on_mount(self) -> None:
        """Name the panes."""
        super().on_mount()
        stages, plays = self.query_one("#stages", Table), self.query_one("#plays", Table)
        stages.add_columns("stage", "plays")
        plays.add_column("play")
        stages.border_title, plays.border_title = "Stages", "Plays"
        stages.focus()

    def reload(self) -> None:
        """Read the catalog: what is cached at once, what git says in a thread."""
        self.load(self.workspace.catalog.summaries, self._got)

    def _got(self, summaries: list[Summary]) -> None:
        self.summaries = summaries
        stages = self.query_one("#stages", Table)
        rows = [(key, (Text(short(name, 16)), Text(f"{count:>3}"))) for key, name, count in self._stages()]
        stages.fill(rows)
        self._show_stage(stages.current)
        if not summaries:
            self.hint("No pages here yet. Write plays/…/name.md, or try `playbook demo`.")

    def _stages(self) -> list[tuple[str, str, int]]:
        plays = [s for s in self.summaries if s.kind == "play" or (s.kind == "page" and s.runnable)]
        found = []
        for number, stage in enumerate(self.workspace.settings.stages, 1):
            found.append((stage.id, f"{number} {stage.name}", sum(play.stage == stage.id for play in plays)))
        known = {stage.id for stage in self.workspace.settings.stages}
        unsorted = sum(play.stage not in known for play in plays)
        if unsorted:
            found.append((UNSORTED, "Unsorted", unsorted))
        kinds = {
            "objection": "Objections",
            "battlecard": "Battlecards",
            "persona": "Personas",
            "scorecard": "Score cards",
        }
        for kind, name in kinds.items():
            if count := sum(s.kind == kind for s in self.summaries):
                found.append((f"kind:{kind}", name, count))
        rest = sum(self._is_other(s) for s in self.summaries)
        if rest:
            found.append((OTHER, "Other pages", rest))
        return found

    @staticmethod
    def _is_other(summary: Summary) -> bool:
        return summary.kind == "account-plan" or (summary.kind == "page" and not summary.runnable)

    def _of_stage(self, key: str) -> list[Summary]:
        known = {stage.id for stage in self.workspace.settings.stages}
        if key.startswith("kind:"):
            return [s for s in self.summaries if s.kind == key.removeprefix("kind:")]
        if key == OTHER:
            return [s for s in self.summaries if self._is_other(s)]
        plays = [s for s in self.summaries if s.kind == "play" or (s.kind == "page" and s.runnable)]
        if key == UNSORTED:
            return [s for s in plays if s.stage not in known]
        return [s for s in plays if s.stage == key]

    def _show_stage(self, key: str) -> None:
        self.stage = key
        table = self.query_one("#plays", Table)
        today = self.workspace.clock.now().date()
        rows = []
        found = self._of_stage(key)
        offered = {s.id: why_not_offered(s, self.workspace.me, today) for s in found}
        for summary in sorted(found, key=lambda s: bool(offered[s.id])):
            facts = facts_line(summary, today, offered[summary.id])
            style = "dim" if offered[summary.id] else "bold"
            cell = Text.assemble(
                (one_line(summary.title), style), "\n", (f"  {facts}", "dim"), overflow="ellipsis"
            )
            rows.append((summary.id, (cell,)))
        table.fill(rows, height=2)
        stage = next((s for s in self.workspace.settings.stages if s.id == key), None)
        exit_text = f"Exit: {one_line(stage.exit)}" if stage and stage.exit else ""
        self.query_one("#stage-exit", Static).update(exit_text)
        set_title(table, f"Plays · {stage.name}" if stage else "Plays")
        if not rows:
            self.entry = None
            self.query_one(PageView).show([])
            if self.summaries:
                self.hint(
                    "No plays in this stage yet. A page in plays/ with this stage in its front matter comes here."
                )

    # Moving shows at once

    def refold(self) -> None:
        """Fold the pane on the right anew."""
        self._preview(self.query_one("#plays", Table).current)

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        if event.data_table.id == "stages" and event.row_key.value and event.row_key.value != self.stage:
            self.say("")
            self._show_stage(event.row_key.value)
        elif event.data_table.id == "plays" and event.row_key.value:
            self._preview(event.row_key.value)

    def _preview(self, id_: str) -> None:
        if not id_:
            return
        self.load(lambda: self._laid_out(id_), self._show_page, group="preview")

    def _laid_out(self, id_: str) -> tuple[Entry, Any]:
        entry = self.workspace.page(id_)
        width = self.query_one(PageView).text_width
        return entry, page_rows(entry, width, self.workspace)

    def _show_page(self, found: tuple[Entry, Any]) -> None:
        entry, rows = found
        if entry.page.id != self.query_one("#plays", Table).current:
            return
        before, self.entry = self.entry, entry
        same = before is not None and (before.page.id, before.blob) == (entry.page.id, entry.blob)
        page = self.query_one(PageView)
        set_title(page, short(entry.page.title, 60))
        page.show(rows, keep=same)
        self.keys_changed()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter: from the stages into the plays, from the plays to prep."""
        if event.data_table.id == "stages":
            self.query_one("#plays", Table).focus()
        else:
            self.do_prep()

    # Commands

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command in ("plays.left", "plays.right"):
            return ""
        if command.startswith("plays.") and not self.query_one("#plays", Table).current:
            return "Choose a play first."
        entry = self.entry
        if command in ("plays.call", "plays.debrief") and entry is not None and not entry.page.runnable:
            return "This page has fewer than two steps, so it can be read but not run."
        return super().why_not(command)

    def do_prep(self) -> None:
        """Open prep."""
        from tui.screens.prep import PrepScreen

        self.app.push_screen(PrepScreen(self.query_one("#plays", Table).current))

    def do_call(self) -> None:
        """Start the call."""
        from tui.calls import start_call

        start_call(self.playbook, self.query_one("#plays", Table).current)

    def do_debrief(self) -> None:
        """Start a debrief."""
        from tui.calls import start_call

        start_call(self.playbook, self.query_one("#plays", Table).current, mode="debrief")

    def do_right(self) -> None:
        """Go to the pane on the right."""
        self._go_pane(1)

    def do_left(self) -> None:
        """Go to the pane on the left."""
        self._go_pane(-1)

    def _go_pane(self, by: int) -> None:
        panes: list[Widget] = [self.query_one("#stages"), self.query_one("#plays"), self.query_one(PageView)]
        panes = [pane for pane in panes if pane.region.width]
        here = next((place for place, pane in enumerate(panes) if pane.has_focus), 0)
        panes[max(0, min(here + by, len(panes) - 1))].focus()

    def do_page(self) -> None:
        """Swap list and page where there is no room for both."""
        self.toggle_class("-page")
        (self.query_one(PageView) if self.has_class("-page") else self.query_one("#plays", Table)).focus()

    def do_outline(self) -> None:
        """Jump to a heading."""
        self.query_one(PageView).action_outline()

    def do_edit(self) -> None:
        """Open the page in the editor."""
        from tui.editor import edit_page

        edit_page(self.playbook, self.query_one("#plays", Table).current)
        self.reload()

    def about(self) -> Any:
        """Return the line under the cursor of the page, with its revision."""
        from tui.screens.feedback import about_page

        view = self.query_one(PageView)
        return (
            about_page(self.entry, view.row, view.quote) if view.has_focus else about_page(self.entry, None)
        )


def facts_line(summary: Summary, today: Any, not_offered: str) -> str:
    """Return what a list says beside a play: why not offered, edited, minutes, freshness."""
    facts = []
    if not_offered:
        facts.append(not_offered)
    elif summary.status == "pilot":
        facts.append("pilot")
    if summary.edited:
        facts.append("edited")
    if summary.warnings:
        facts.append("! see page")
    if summary.minutes:
        facts.append(f"{summary.minutes:g} min")
    if summary.verified:
        facts.append(f"verified {ago((today - summary.verified).days)}")
    return " · ".join(facts)


def ago(days: int) -> str:
    """Return a number of days in words."""
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{days} days ago"
    if days < 70:
        return f"{days // 7} weeks ago"
    return f"{days // 30} months ago"
