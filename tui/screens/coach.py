"""Coach: what to talk about in the team, never who is best; and people by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable

from playbook.coaching.figures import PlayFigures, StepFigures, play_summary
from playbook.coaching.pages import pages_run
from playbook.coaching.people import comparable, to_talk_about, visible
from playbook.records.access import people_below
from playbook.text import count_of
from tui.coach_text import play_rows, talk_rows
from tui.commands import Command
from tui.rows import Row, short
from tui.screens.mode import ModeScreen
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table


@dataclass(frozen=True)
class Loaded:
    """What the screen read in one go."""

    plays: list[PlayFigures]
    talk: list[StepFigures]
    people: list[tuple[str, int, int]]
    """Person, connected runs, attempts; by name."""
    private: int
    """My own private runs, which count nowhere."""


READING = "Reading the runs …"


class CoachScreen(ModeScreen):
    """Plays and people, from the log of what was really done."""

    NAME = "Coach"
    ABOUT = (
        "What was really done, from the runs you may see. Steps that many leave out are the play's problem; steps "
        "that one person leaves out are for coaching. Nobody is ranked. Reps see of themselves what their manager sees."
    )
    KEYS = (
        Command("coach.open", "enter", "open", "A person's runs, or the play's steps.", bar=True),
        Command("coach.focus", "tab", "people/plays", "Go to the other list.", bar=True),
        Command(
            "coach.page",
            "v",
            "figures",
            "Show the figures instead of the lists, on a narrow screen.",
            bar=True,
        ),
    )

    def __init__(self) -> None:
        super().__init__()
        self.loaded: Loaded | None = None

    def body(self) -> Iterable[Widget]:
        """Lists left, figures right."""
        with Horizontal(classes="two", id="coach"):
            yield Table(id="coach-list", classes="panel list")
            yield RowsView(id="coach-figures", classes="panel preview")

    def on_mount(self) -> None:
        """Name the columns."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_columns("what", "n")
        table.border_title = "What to talk about"
        table.focus()

    def reload(self) -> None:
        """Fold the runs in a thread."""
        if self.loaded is None:
            self.hint(READING)
        self.load(self._read, self._got)

    def _read(self) -> Loaded:
        workspace = self.workspace
        rows = list(workspace.runs().values())
        shown = comparable(rows, workspace.me, workspace.people, also=workspace.names)
        pages = pages_run(shown, workspace.catalog)
        plays = [play_summary(shown, page) for page in pages.values()]
        steps = [step for play in plays for step in play.steps]
        mine = visible(rows, workspace.me, workspace.people, also=workspace.names)
        people = sorted({workspace.me, *people_below(workspace.me, workspace.people)}, key=workspace.name_of)
        counted = []
        for person in people:
            theirs = [row for row in mine if row.rep == person and not row.private]
            if theirs or (person == workspace.me and workspace.has_role("rep")):
                attempts = sum(row.run.mode != "prep" and not row.run.wrong_play for row in theirs)
                counted.append((person, sum(row.counts for row in theirs), attempts))
        private = sum(row.private for row in mine)
        return Loaded(plays, to_talk_about(steps), counted, private)

    def _got(self, loaded: Loaded) -> None:
        self.unhint(READING)
        self.loaded = loaded
        rows = [("talk", (Text("What to talk about", style="bold"), Text("")))]
        for person, runs, attempts in loaded.people:
            name = self.workspace.name_of(person) + (" (you)" if person == self.workspace.me else "")
            rows.append(
                (f"person:{person}", (Text(short(name, 40)), Text(f"{runs} of {attempts} connected", "dim")))
            )
        rows += [
            (
                f"play:{play.play}",
                (Text(short(play.title, 40)), Text(count_of(play.runs, "run"), style="dim")),
            )
            for play in loaded.plays
        ]
        self.query_one(Table).fill(rows)
        if not loaded.plays:
            self.hint("No runs here that you may see: a run is for its rep and the managers above.")
        self._figures()

    def refold(self) -> None:
        """Fold the pane on the right anew."""
        self._figures()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self._figures()

    def _figures(self) -> None:
        loaded = self.loaded
        if loaded is None:
            return
        view = self.query_one(RowsView)
        width = view.text_width
        kind, _, name = self.query_one(Table).current.partition(":")
        if kind == "play":
            play = next(play for play in loaded.plays if play.play == name)
            view.show(play_rows(play, self.workspace, width))
        elif kind == "person":
            from tui.coach_text import person_note

            workspace = self.workspace

            def show(rows: list[Row]) -> None:
                if self.query_one(Table).current == f"person:{name}":
                    view.show(rows)

            self.load(lambda: person_note(name, workspace, width, self.key), show, group="person")
        else:
            view.show(talk_rows(loaded.talk, loaded.plays, loaded.private, self.workspace, width))
        self.keys_changed()

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command == "coach.open" and not self.query_one(Table).current.startswith(("person:", "play:")):
            return "Choose a person or a play." if self.loaded else READING
        return super().why_not(command)

    def do_open(self) -> None:
        """Open a person's runs, or the runs of a play."""
        from tui.screens.person import RunsScreen

        kind, _, name = self.query_one(Table).current.partition(":")
        self.app.push_screen(RunsScreen(rep=name) if kind == "person" else RunsScreen(play=name))

    def do_focus(self) -> None:
        """Go between the list and the figures."""
        view, table = self.query_one(RowsView), self.query_one(Table)
        (table if view.has_focus else view).focus()

    def do_page(self) -> None:
        """Swap list and figures where there is no room for both."""
        self.toggle_class("-page")

    def on_data_table_row_selected(self) -> None:
        """Enter opens."""
        self.run_worker(self.action_command("coach.open"))
