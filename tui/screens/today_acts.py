"""What is done with a line of Today: it leaves at once, is saved behind, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from playbook.today.acts import Deed, State, not_yet, reply, settle, thank, undo
from playbook.today.line import TodayLine
from tui.today_keys import why_not_here

if TYPE_CHECKING:
    from datetime import date

    from playbook.workspace import Workspace
    from tui.screens.base import PlaybookScreen

    Base = PlaybookScreen[None]
else:
    Base = object  # a class of Textual's takes its time to make, and these are parts of one screen


class TodayActs(Base):
    """The commands of Today; mixed into its screen, which has the lines."""

    if TYPE_CHECKING:

        @property
        def line(self) -> TodayLine | None: ...  # noqa: D102
        @property
        def today(self) -> date: ...  # noqa: D102
        def reload(self) -> None: ...  # noqa: D102
        def show_lines(self, select: str = "") -> None: ...  # noqa: D102

    def __init__(self) -> None:
        super().__init__()
        self.leaving: set[str] = set()
        """Keys of lines that are done; the list read next will not have them."""
        self.deeds: list[Deed] = []
        """What was done here, the latest last; only the writer thread takes from it."""
        self.wanted = ""
        """Key of the line that is to have the cursor once it is there again."""
        self._saving = 0

    def forget(self) -> None:
        """Somebody else is here now: what was done before is not theirs to undo."""
        self.leaving, self.deeds = set(), []

    def settled(self) -> None:
        """Hear that the list has been read anew; what was still leaving then is told by the list."""
        if not self._saving:
            self.leaving = set()

    # What is possible

    def why_not_here(self, command: str) -> str:
        """Return why a command of Today is not possible now."""
        return why_not_here(command, self.line, undo=self.can_undo("today.undo"), keys=self.key)

    def can_undo(self, command: str) -> bool:
        """Say whether `command` is undo and there is something to undo."""
        return command == "today.undo" and bool(self.deeds or self._saving)

    # Ticking off

    def do_kept(self) -> None:
        """Kept, done, read."""
        self._settle("kept")

    def do_broken(self) -> None:
        """Broken, fallen through."""
        self._settle("broken")

    def do_moved(self) -> None:
        """Move to another day."""
        from tui.screens.ask_day import AskDayScreen

        line = self.line

        def named(day: date | None) -> None:
            if day is not None:
                self._settle("moved", day.isoformat(), line)

        self.app.push_screen(AskDayScreen("Moved to which day?", self.today, does="move"), named)

    def _settle(self, state: State, to: str = "", line: TodayLine | None = None) -> None:
        line, workspace = line or self.line, self.workspace
        if line is not None:
            self.settle_by(line, lambda: settle(workspace, line, state, to))

    def settle_by(
        self, line: TodayLine, work: Callable[[], Deed], *, leaves: bool = True, quietly: bool = False
    ) -> None:
        """Do something on the writer thread; the line leaves at once, and comes back where that fails."""
        if line.key in self.leaving:
            return
        self._saving += 1
        if leaves:
            self.leaving.add(line.key)
            self.show_lines()

        def work_and_remember() -> Deed:
            deed = work()
            self.deeds.append(deed)
            return deed

        def done(deed: Deed) -> None:
            self._saving -= 1
            self._told("" if quietly else deed.said)

        self.save(work_and_remember, done, partial(self._failed, line))

    def _told(self, said: str) -> None:
        """Say what was done and is saved, and read the list anew."""
        if said:
            self.say(f"{said} {self.key('today.undo')} takes it back.", "good")
        self.keys_changed()
        self.reload()

    def _failed(self, line: TodayLine, error: Exception) -> None:
        self._saving -= 1
        self.leaving.discard(line.key)
        self.show_lines(line.key)
        self.complain(error)

    def do_undo(self) -> None:
        """Take back what was done last."""
        workspace, deeds = self.workspace, self.deeds
        self._saving += 1

        def work() -> Deed | None:
            if not deeds:  # what came before could not be saved
                return None
            undo(workspace, deeds[-1])
            return deeds.pop()

        def done(deed: Deed | None) -> None:
            self._saving -= 1
            if deed is not None:
                self.leaving.discard(deed.line.key)
                self.say(f"Taken back: {deed.said}", "good")
                self.wanted = deed.line.key
            self.keys_changed()
            self.reload()

        def failed(error: Exception) -> None:
            self._saving -= 1
            self.complain(error)

        self.save(work, done, failed)

    # Words

    def do_reply(self) -> None:
        """Reply to marketing."""
        self._write("Reply to marketing", reply)

    def do_not_yet(self) -> None:
        """Say what is not right yet."""
        self._write("What is not right yet?", not_yet)

    def _write(self, title: str, act: Callable[[Workspace, TodayLine, str], Deed]) -> None:
        from tui.screens.write import WriteScreen

        line, workspace = self.line, self.workspace
        if line is None:
            return
        said: list[str] = []

        def save(words: str) -> None:
            deed = act(workspace, line, words)
            self.deeds.append(deed)
            said.append(deed.said)

        def done(words: str | None) -> None:
            if words:
                self.leaving.add(line.key)
                self.show_lines()
                self._told(said[-1])

        body = f"You said: {line.said}\n{line.what}" if line.said else line.what
        self.app.push_screen(WriteScreen(title, body=body, save=save, does="send"), done)

    def do_thanks(self) -> None:
        """Say thanks."""
        line, workspace = self.line, self.workspace
        if line is not None:
            self.settle_by(line, lambda: thank(workspace, line), leaves=False)
