"""A page's history, or one step's: every revision, what it changed and why, opened as it was or compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable

from playbook.dates import said
from playbook.library.page_history import Change, PageHistory
from playbook.library.step_history import StepChange, step_changes, steps_of
from playbook.paths import cache_folder
from playbook.reviewing.detail import Said, said_in
from tui.commands import Command
from tui.history_text import NONE, change_cells, change_rows, difference_rows
from tui.rows import Row, short
from tui.screens.base import PlaybookScreen
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table
from tui.widgets.titles import set_title

READING = "Reading the page's history …"
NO_STEPS = "This page has no steps."


class Told(NamedTuple):
    """A revision, or two, laid out for the pane on the right."""

    key: str
    rows: list[Row]


class HistoryScreen(PlaybookScreen[None]):
    """The revisions of one page, the newest first."""

    ABOUT = (
        "Who changed this page, when and why, which feedback led to it and who approved; across its renames. Beside "
        "the list stands what the revision changed, word by word; mark one and go to another to compare the two. Any "
        "revision opens as it was. One key leaves only what changed one step, under whatever heading it stood then."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("history.open", "enter", "as it was", "Read the page as it was in this revision.", bar=True),
        Command("history.mark", "space", "compare", "Mark this revision, to compare another with it.", bar=True),
        Command("history.step", "s", "step", "Only what changed one step; again for the whole page.", bar=True),
        Command("history.blame", "b", "lines", "Where each line of the page comes from.", bar=True),
        Command("history.page", "v", "detail", "Show the detail instead of the list, on a narrow screen.", bar=True),
        Command("history.back", "escape", "back", "Back to the page.", bar=True, fixed=True),
    )  # fmt: skip

    def __init__(self, path: str, title: str) -> None:
        super().__init__()
        self.path, self.heading = path, title
        self.changes: list[Change] | None = None
        """What is listed: every revision of the page, or those that changed the step."""
        self.step = ""
        self._whole: list[Change] = []
        self._texts: dict[str, str] = {}
        """The step as each commit left it."""
        self.marked = ""
        """The commit that others are compared with; empty: each with the one before it."""

    def body(self) -> Iterable[Widget]:
        """List and detail."""
        with Horizontal(classes="two"):
            yield Table(id="history", classes="panel list")
            yield RowsView(id="history-detail", classes="panel preview")

    def on_mount(self) -> None:
        """Read it in a thread."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_column("revision")
        set_title(table, f"History · {short(self.heading, 50)}")
        table.focus()
        self.hint(READING)
        self.load(
            lambda: PageHistory(self.workspace.repository, cache_folder()).changes(self.path), self._got
        )

    def _got(self, changes: list[Change]) -> None:
        self.unhint(READING)
        self.changes = self._whole = changes
        self._fill()
        if not changes:
            self.hint(NONE)

    def _fill(self) -> None:
        today, changes = self.workspace.today, self.changes or []
        rows = [
            (
                one.revision.commit,
                change_cells(one, today, marked=one.revision.commit == self.marked, first=place == 0),
            )
            for place, one in enumerate(changes)
        ]
        self.query_one(Table).fill(rows, height=2)
        self.refold()

    @property
    def place(self) -> int:
        """Where in the list the cursor stands; -1 for an empty one."""
        key = self.query_one(Table).current
        commits = [one.revision.commit for one in self.changes or []]
        return commits.index(key) if key in commits else -1

    def refold(self) -> None:
        """Tell of the revision under the cursor."""
        self.keys_changed()
        if self.changes and self.place >= 0:
            width, place = self.query_one(RowsView).text_width, self.place
            self.load(lambda: self._told(place, width), self._show, group="detail")

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self.refold()

    def _show(self, told: Told) -> None:
        if told.key == self.query_one(Table).current:
            self.query_one(RowsView).show(told.rows)

    def _told(self, place: int, width: int) -> Told:
        changes = self.changes or []
        change = changes[place]
        told: Sequence[Said] = said_in(self.workspace, change.feedback)
        now = " · now" if place == 0 else ""
        rows = change_rows(change, width, told, self.workspace.name_of, now)
        return Told(change.revision.commit, [*rows, *self._difference(changes, place, width)])

    def _difference(self, changes: list[Change], place: int, width: int) -> list[Row]:
        """Return what the revision changed, or how it differs from the one that is marked."""
        from playbook.library.changed_facts import changed_facts, without_facts
        from playbook.library.prose_diff import word_diff

        here = changes[place]
        other = next((one for one in changes if one.revision.commit == self.marked), None)
        if other is not None and other is not here:
            older, newer = sorted((here, other), key=changes.index, reverse=True)
            days = (said(one.revision.at.astimezone().date()) for one in (older, newer))
            told = "From {} to {}".format(*days)
            old, new = self._text(older), self._text(newer)
        else:
            before = changes[place + 1] if place + 1 < len(changes) else None
            began = "The step as it began" if self.step else "The page as it began"
            told = "What it changed" if before else began
            old, new = self._text(before) if before else "", self._text(here)
        facts = changed_facts(old, new) if old and new else []
        return difference_rows(told, facts, word_diff(without_facts(old), without_facts(new)), width)

    def _text(self, change: Change) -> str:
        from playbook.plays.decode import decode

        if self.step:
            return self._texts[change.revision.commit]
        blob = change.revision.blob
        return decode(self.workspace.repository.read(blob))[0] if blob else ""

    # Commands

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command in ("history.open", "history.mark", "history.step", "history.blame"):
            if self.changes is None:
                return READING
            if self.place < 0:
                return NONE
        if command == "history.open" and not (self.changes or [])[self.place].revision.blob:
            return "This revision took the page away, so there is none as it was."
        return ""

    def do_open(self) -> None:
        """Read the page as it was."""
        from tui.screens.then import ThenScreen

        change = (self.changes or [])[self.place]
        revision = change.revision
        day = said(revision.at.astimezone().date())
        now = "which is how it is committed now" if self.place == 0 else "not as it is now"
        told = f"As it was on {day}, by {revision.author}: {revision.subject} – {now}."
        self.app.push_screen(ThenScreen(revision.path, revision.blob, told, revision.commit))

    def do_mark(self) -> None:
        """Mark a revision, or take the mark off."""
        key = self.query_one(Table).current
        self.marked = "" if self.marked == key else key
        self._fill()
        self.say(
            "Go to another revision to compare it with this one." if self.marked else "Compared no longer."
        )

    def do_step(self) -> None:
        """Ask which step, or go back to the whole page."""
        from tui.screens.choose import ChooseScreen

        if self.step:
            self._narrow("", self.heading, {}, self._whole)
            return

        def asked(options: list[tuple[str, str]]) -> None:
            if not options:
                self.say(NO_STEPS)
                return
            self.app.push_screen(ChooseScreen("The history of which step?", options), chosen)

        def chosen(step: str | None) -> None:
            if step:
                self.load(
                    lambda: step_changes(self._whole, step, self.workspace.catalog.revision),
                    lambda found: self._step(step, found),
                )

        self.load(lambda: steps_of(self._whole, self.workspace.catalog.revision), asked)

    def _step(self, step: str, found: list[StepChange]) -> None:
        texts = {one.change.revision.commit: one.text for one in found}
        self._narrow(step, f"{self.heading} › {found[0].title}", texts, [one.change for one in found])

    def _narrow(self, step: str, heading: str, texts: dict[str, str], changes: list[Change]) -> None:
        self.step, self._texts, self.changes, self.marked = step, texts, changes, ""
        set_title(self.query_one(Table), f"History · {short(heading, 50)}")
        self._fill()

    def do_blame(self) -> None:
        """Show where each line comes from."""
        from tui.screens.blame import BlameScreen

        self.app.push_screen(BlameScreen(self.path, self.heading))

    def do_page(self) -> None:
        """Swap list and detail where there is no room for both."""
        self.toggle_class("-page")
        self.refold()

    def do_back(self) -> None:
        """Back."""
        self.dismiss()

    def on_data_table_row_selected(self) -> None:
        """Enter opens."""
        self.run_worker(self.action_command("history.open"))
