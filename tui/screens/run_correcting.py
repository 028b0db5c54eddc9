"""Correcting a run from wherever it is shown, and taking the correction back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook import correcting
from playbook.errors import PlaybookError
from tui.commands import Command
from tui.screens.base import PlaybookScreen

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.plays.model import Page
    from playbook.records.model import Correction, Run

CORRECTING = (
    Command("runs.correct", "e", "correct", "Put right what was recorded wrongly; times stay.", bar=True),
    Command("runs.undo", "u", "undo", "Take back the correction made here last."),
)

WORDS = {
    "result": "the result",
    "result_until": "the day from which",
    "commitment": "the commitment",
    "commitment_by": "the day promised",
    "next_date": "the day of the next step",
    "exit_proof": "the exit's proof",
    "next": "the next step",
    "cut_short": "whether it was cut short",
    "notes": "the notes",
    "answers": "the answers",
}


class RunCorrecting(PlaybookScreen[None]):
    """The acts; which run is meant is the screen's to say."""

    _corrected: list[tuple[str, Run, Correction]]
    """What was corrected here, the last at the end: the run's id, the run before, the correction."""

    def __init__(self) -> None:
        super().__init__()
        self._corrected = []

    def to_correct(self) -> tuple[str, str, bool]:
        """Return the run that is meant: its id (empty: none), whose it is, and whether it was redacted."""
        raise NotImplementedError

    def corrected(self) -> None:
        """Show the run anew."""

    def why_not(self, command: str) -> str:
        """Return why an act is not possible now."""
        if command == "runs.undo" and self.is_attached and not self._corrected:
            return "Nothing was corrected here yet."
        if command == "runs.correct" and self.is_attached:
            run, rep, redacted = self.to_correct()
            return (
                correcting.why_not(self.workspace, rep, redacted=redacted) if run else "There is no run here."
            )
        return super().why_not(command)

    def do_correct(self) -> None:
        """Open what was recorded as a form."""
        from tui.screens.correct import CorrectScreen

        workspace, (run, _, _) = self.workspace, self.to_correct()

        def read() -> tuple[RunRow, Page | None]:
            row = correcting.to_correct(workspace, run)
            _ = workspace.accounts  # whose names are shown
            try:
                return row, workspace.page_at(row.run.play, row.run.blob)
            except PlaybookError:  # the revision is gone: the end and the notes are there all the same
                return row, None

        def done(made: tuple[Run, Correction] | None) -> None:
            if made:
                self._corrected.append((run, *made))
                told = ", ".join(WORDS.get(key, key) for key in made[1].changes)
                self.say(f"Corrected: {told}. {self.key('runs.undo')} takes it back.", "good")
                self.corrected()

        def show(found: tuple[RunRow, Page | None]) -> None:
            self.app.push_screen(CorrectScreen(*found), done)

        self.load(read, show, group="correct")

    def do_undo(self) -> None:
        """Take the last correction back, by another."""
        workspace, (run, was, correction) = self.workspace, self._corrected[-1]

        def undo() -> None:
            row = correcting.to_correct(workspace, run)
            correcting.correct(workspace, row, correcting.before(was, correction))

        def undone(_: object) -> None:
            self._corrected.pop()
            self.say("Taken back: the run reads as before.", "good")
            self.corrected()

        self.save(undo, undone)
