"""Notes on a call: kept with the run while they are written, so that a closed window loses none."""

from __future__ import annotations

from playbook.errors import PlaybookError
from playbook.runs import machine
from playbook.runs.drafts import begin_note, note_begun
from tui.screens.call_base import CallBase


class CallNote(CallBase):
    """The part of a call that takes notes."""

    def do_note(self) -> None:
        """Take a note, or go on with the one that was begun."""
        from tui.screens.write import WriteScreen

        def keep(text: str) -> None:
            run = begin_note(self.run, text)
            if run is not self.run:
                self.run = run
                self.save_run()

        def noted(text: str | None) -> None:
            if not text:
                keep("")
                return
            self.run = begin_note(self.run, "")
            if self.act(machine.note, text):
                self.say("Noted.", "good")

        def why_not(text: str) -> str:
            try:
                machine.note(self.page, self.run, self.clock.seconds(), text)
            except PlaybookError as error:
                return str(error)
            return ""

        self.app.push_screen(
            WriteScreen("Note", begun=note_begun(self.run), keep=keep, why_not_take=why_not), noted
        )
