"""Practice: say it aloud, reveal, grade by one key; how ready one is, and sharing that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.commands import Command
from tui.practice_rows import asked_rows, shown_rows
from tui.rows import Row
from tui.screens.practice_base import PracticeBase

if TYPE_CHECKING:
    from playbook.practice.queue import Due


class PracticeScreen(PracticeBase):
    """Alone."""

    ABOUT = (
        "Objections and talk tracks of the playbook, one at a time: say your answer aloud, reveal what the page says, "
        "grade yourself. Each comes again before you would forget it; what the page says otherwise since comes sooner. "
        "Your grades never leave this device, and how ready you are is yours until you share it."
    )
    KEYS = (
        Command("practice.reveal", "enter,space", "reveal", "Show what the page says.", bar=True),
        Command(
            "practice.grade",
            "1,2,3,4",
            "grade",
            "How it went: 1 again, 2 hard, 3 good, 4 easy.",
            bar=True,
            each=True,
        ),
        Command("practice.undo", "u", "undo", "Take your latest grade here back.", bar=True),
        Command(
            "practice.together", "r", "with two", "Somebody plays the buyer and holds the screen.", bar=True
        ),
        Command("practice.ready", "s", "how ready", "How ready you are, by your own grades.", bar=True),
        Command("practice.page", "p", "the page", "Read the whole page."),
        Command("practice.share", "h", "share", "Give your manager how ready you are, or take it back."),
        Command("practice.back", "escape", "back", "Back to where you came from.", bar=True),
    )

    def card_rows(self, due: Due, stage: str, width: int) -> list[Row]:
        """Return the card, covered or shown."""
        name_of = self.workspace.name_of
        if self.state == "asked":
            return asked_rows(due, stage, width, name_of)
        return shown_rows(due, stage, width, name_of, self.fields, self.before.get(due.card.id))

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        verb = command.removeprefix("practice.")
        if not self.is_attached or verb == command or verb == "back":
            return super().why_not(command)
        if verb in ("reveal", "grade", "undo", "page"):
            return self.why_not_card(verb)
        if self.sitting is None or self.state == "trouble":
            return self.nothing()
        if verb == "together" and self.due is None:
            return self.nothing()
        if verb == "share":
            from playbook.practising import why_not_share

            return why_not_share(self.workspace)
        return ""

    def do_reveal(self) -> None:
        """Show the answer."""
        self.state = "shown"
        self.draw()

    def do_grade(self, digit: str) -> None:
        """Grade it."""
        self.put_down(digit)

    def do_together(self) -> None:
        """Choose who plays the buyer, and begin."""
        from tui.screens.choose import ChooseScreen
        from tui.screens.practice_together import TogetherPracticeScreen, partners

        def chosen(partner: str | None) -> None:
            if partner:
                self.app.push_screen(TogetherPracticeScreen(partner), lambda _: self.reload())

        options = partners(self.workspace)
        self.app.push_screen(ChooseScreen("Who plays the buyer?", options, other="Somebody else"), chosen)

    def do_ready(self) -> None:
        """Show how ready I am."""
        from tui.screens.readiness import ReadinessScreen

        if self.sitting is not None:
            self.app.push_screen(ReadinessScreen(self.sitting))

    def do_share(self) -> None:
        """Ask, then share or take back."""
        from playbook.goals import pair_leaves
        from playbook.practising import share, shared_by, unshare
        from playbook.records.access import managers_of
        from tui.screens.choose import ChooseScreen

        workspace = self.workspace
        manager = workspace.name_of(managers_of(workspace.me, workspace.people)[0])

        def asked(stands: bool) -> None:
            options = [("share", f"Give {manager} the counts as they are now, no grades")]
            if stands:
                options.append(("unshare", "Take back what is shared"))
            options.append(("no", "Keep it for yourself"))
            self.app.push_screen(
                ChooseScreen("How ready you are", options, body=pair_leaves(workspace)), chosen
            )

        def chosen(answer: str | None) -> None:
            if answer == "share":
                self.save(lambda: share(workspace), lambda _: self.say(f"Shared with {manager}.", "good"))
            elif answer == "unshare":
                self.save(lambda: unshare(workspace), lambda _: self.say("Taken back.", "good"))

        self.load(lambda: shared_by(workspace, workspace.me) is not None, asked, group="share")
