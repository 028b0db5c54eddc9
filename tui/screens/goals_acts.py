"""What is done with a goal by one key: set, changed, shared, ended, and that taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from playbook.coaching.goals import Known
from tui.screens.base import PlaybookScreen
from tui.widgets.table import Table

if TYPE_CHECKING:
    from playbook.coaching.goals import Progress
    from playbook.goals import Wanted


class GoalsActs(PlaybookScreen[None]):
    """The acts; the screen has the list."""

    def __init__(self) -> None:
        super().__init__()
        self.rep = ""
        """Whose goals they are."""
        self.shown: list[tuple[Known, str, Progress]] = []
        self.ended: list[Any] = []
        """Records that ended a goal here, the latest last."""

    @property
    def mine(self) -> bool:
        """They are my own."""
        return self.rep in self.workspace.names

    @property
    def known(self) -> Known | None:
        """The goal under the cursor."""
        key = self.query_one(Table).current
        return next((one for one, _, _ in self.shown if one.goal.id == key), None)

    def reload(self) -> None:
        """Read them, in a thread."""
        raise NotImplementedError

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        from playbook.goals import why_not_set

        if not self.is_attached or command == "goals.back":
            return ""
        if command in ("goals.focus", "goals.page"):
            return "" if self.shown else "There is no goal to list yet."
        if command == "goals.set":
            return why_not_set(self.workspace, self.rep or self.workspace.me, together=False)
        if command == "goals.undo":
            return "" if self.ended else "There is nothing to take back: you have ended no goal here."
        if not command.startswith("goals."):
            return super().why_not(command)
        known = self.known
        if known is None:
            return f"There is no goal here. {self.key('goals.set')} sets one."
        if command == "goals.runs":
            progress = next(found for one, _, found in self.shown if one is known)
            return "" if progress.runs else "No call counts for it yet."
        if not known.is_open:
            return f"This goal was {known.goal.state}."
        if command == "goals.change" and not known.goal.figure:
            return "This goal counts nothing that could be changed: end it, and set another."
        if command == "goals.share":
            if not self.mine:
                return "It is between the two of you."
            return "It is shared." if known.pair else why_not_set(self.workspace, self.rep, together=True)
        return ""

    def do_runs(self) -> None:
        """Show the calls that count."""
        from tui.screens.person import RunsScreen

        for one, words, found in self.shown:
            if one is self.known:
                self.app.push_screen(RunsScreen(only=found.runs, title=words))

    def do_set(self) -> None:
        """Ask what is wanted, and set it."""
        from playbook.goals import set_goal
        from tui.screens.goal import GoalScreen

        def asked(found: tuple[Wanted, bool] | None) -> None:
            if found is not None:
                wanted, together = found
                self._write(
                    lambda: set_goal(self.workspace, self.rep, wanted, together=together),
                    "Set.",
                    together=together,
                )

        self.app.push_screen(GoalScreen(self.rep), asked)

    def do_change(self) -> None:
        """Ask anew, and change it."""
        from playbook.goals import change_goal
        from tui.screens.goal import GoalScreen

        known = self.known
        if known is None:
            return

        def asked(found: tuple[Wanted, bool] | None) -> None:
            if found is not None:
                self._write(lambda: change_goal(self.workspace, known, found[0]), "Changed.")

        self.app.push_screen(GoalScreen(self.rep, known.goal), asked)

    def do_share(self) -> None:
        """Ask once, and share it."""
        from playbook.goals import pair_leaves, share_goal
        from playbook.records.access import managers_of
        from tui.screens.choose import ChooseScreen

        known, workspace = self.known, self.workspace
        if known is None:
            return
        manager = workspace.name_of(managers_of(workspace.me, workspace.people)[0])

        def chosen(answer: str | None) -> None:
            if answer == "yes":
                self._write(lambda: share_goal(workspace, known), "Shared.", together=True)

        options = [("yes", f"Share it with {manager}, for good"), ("no", "Keep it for yourself")]
        self.app.push_screen(ChooseScreen("Share this goal", options, body=pair_leaves(workspace)), chosen)

    def do_reached(self) -> None:
        """Reached."""
        self._end("reached")

    def do_dropped(self) -> None:
        """Dropped."""
        self._end("dropped")

    def _end(self, how: Any) -> None:
        from playbook.goals import end_goal

        known = self.known
        if known is not None:
            said = "Reached. Well done." if how == "reached" else "Dropped."
            undo = f" {self.key('goals.undo')} takes it back."
            self._write(lambda: self.ended.append(end_goal(self.workspace, known, how)), said + undo)

    def do_undo(self) -> None:
        """Open again what was ended here last."""
        from playbook.today.acts import take_back

        self._write(lambda: take_back(self.workspace, self.ended.pop()), "Taken back.")

    def _write(self, work: Callable[[], object], said: str, *, together: bool = False) -> None:
        from playbook.goals import pair_leaves

        more = f" {pair_leaves(self.workspace)}" if together or not self.mine else ""

        def done(_: object) -> None:
            self.say(f"{said}{more}", "good")
            self.reload()

        self.save(work, done)
