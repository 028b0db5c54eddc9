"""From a line of Today to where it leads: the call, the play, the desk, somebody's runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playbook.today.acts import settle
from playbook.today.line import TodayLine
from tui.screens.today_acts import TodayActs


class TodayGoing(TodayActs):
    """The commands of Today that open something."""

    def about(self) -> Any:
        """Return what feedback would be about: the play and account of the line under the cursor."""
        from tui.screens.feedback import About

        line = self.line
        if line is None or not line.play:
            return About()
        return About(play=line.play, title=line.title, step=line.step, account=line.account)

    def do_open(self) -> None:
        """Do the obvious thing."""
        line = self.line
        if line is None:
            return
        doing: dict[str, Callable[[], None]] = {
            "open-run": self.do_call,
            "question": self.do_reply,
            "answer": self.read_it,
            "credit": self.read_it,
            "must-read": self.read_it,
            "desk": self.go_to_desk,
            "runs": self.replay,
            "goal": self.do_goals,
            "one-on-one": self.do_one_on_one,
            "agreed": self.do_one_on_one,
            "calendar": lambda: self.say(line.what),
            "unread": lambda: self.say(line.what),
        }
        doing.get(line.kind, self.do_prep)()

    def do_one_on_one(self) -> None:
        """Open the 1:1s with who is meant."""
        from tui.screens.sessions import SessionsScreen

        line = self.line
        if line is not None:
            self.app.push_screen(SessionsScreen(line.rep))

    def do_goals(self) -> None:
        """Open my goals, at the one under the cursor."""
        from tui.screens.goals import GoalsScreen

        line = self.line
        self.app.push_screen(GoalsScreen(goal=line.goal if line is not None else ""))

    def do_prep(self) -> None:
        """Prepare the play, or choose one where none fits."""
        from tui.screens.prep import PrepScreen

        line = self.line
        if line is not None:
            step = line.step if line.kind in ("question", "answer") else ""
            self._with_play(
                line, lambda play: self.app.push_screen(PrepScreen(play, step, account=line.account))
            )

    def do_call(self) -> None:
        """Call now."""
        from tui.calls import resume_call, start_call

        line = self.line
        if line is None:
            return
        if line.kind == "open-run":
            resume_call(self.playbook, line.run)
            return
        self._with_play(
            line,
            lambda play: start_call(
                self.playbook,
                play,
                account=line.account,
                opportunity=line.opportunity,
                contacts=line.contacts,
            ),
        )

    def _with_play(self, line: TodayLine, go: Callable[[str], Any]) -> None:
        if line.play:
            go(line.play)
            return
        from tui.found import Found
        from tui.screens.finder import FinderScreen

        def chosen(found: Found | None) -> None:
            if found is not None and found.opened:
                go(found.page.partition("#")[0])

        self.app.push_screen(FinderScreen(("play",), heading="With which play?", takes="this one"), chosen)

    def read_it(self) -> None:
        """Read it in its place; that is what marks it as read."""
        line, workspace = self.line, self.workspace
        if line is None:
            return
        self.settle_by(line, lambda: settle(workspace, line, "kept"), quietly=bool(line.play))
        if line.play:
            from tui.screens.prep import PrepScreen

            self.app.push_screen(PrepScreen(line.play, line.step, account=line.account))
        else:
            self.say(line.what)

    def go_to_desk(self) -> None:
        """Go to the tab of the desk that the line counts, or to what its filter finds."""
        from tui.screens.desk_filters import DeskFilters

        line = self.line
        self.playbook.action_mode("desk")
        screen = self.app.screen
        if line is not None and isinstance(screen, DeskFilters):  # it is read when it resumes
            screen.show(line.tab)

    def replay(self) -> None:
        """Look at somebody's runs, the newest first."""
        from tui.screens.person import RunsScreen

        line, workspace = self.line, self.workspace
        if line is not None:
            self.settle_by(line, lambda: settle(workspace, line, "kept"), quietly=True)
            self.app.push_screen(RunsScreen(rep=line.rep, run=line.run))
