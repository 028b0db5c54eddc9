"""Leaving a call: ended, logged, parked, discarded, left for another play or another call."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from playbook.calling import switch_to
from playbook.clock import parse_stamp, stamp
from playbook.ids import shorten
from playbook.leaving import discard, discarded, restore
from playbook.plays.model import Page
from playbook.runs import machine
from playbook.runs.model import OpenRun
from playbook.runs.refusals import HOW
from playbook.text import one_line
from tui.calls import resume_call
from tui.finished import recorded
from tui.screens.call_base import CallBase
from tui.screens.run_correcting import CORRECTING

if TYPE_CHECKING:
    from playbook.records.model import Run
    from tui.found import Found
    from tui.screens.call import CallScreen

LEAVE = (
    ("on", "go on with the call"),
    ("park", "park it: it waits on Today"),
    ("end", "end it: say how it went"),
    ("discard", "discard it: it was started by mistake"),
)


class CallLeaving(CallBase):
    """The part of the call screen that leads away from it."""

    # Ending

    def open_ending(self) -> None:
        """Ask how it ended; from here on the call's time stands."""
        from tui.screens.ending import EndingScreen

        if not self.view().hung_up:
            self.act(machine.hang_up, stamp(self.workspace.clock.now()))
        self.app.push_screen(EndingScreen(cast("CallScreen", self)), self._ended)

    def _ended(self, outcome: str | None) -> None:
        if outcome == "recorded":
            mode, where = ("accounts", "at its account") if self.run.account else ("coach", "among your runs")
            way = f"{self.keymap.shown(CORRECTING[0])} on it {where} ({self.key(f'go.{mode}')}) corrects it."
            self._leave_saying(f"Recorded: {self.run.title}. Something wrong in it? {way}")
        elif self.view().hung_up:
            self.act(machine.resume)
        else:
            self.draw()

    def do_end(self) -> None:
        """End the call here."""
        self.open_ending()

    def log_nobody(self) -> None:
        """Log that nobody was there, and go on to the next account."""
        workspace, page = self.workspace, self.page
        self.act(machine.hang_up, stamp(workspace.clock.now()))
        run, seconds = self.run, self.clock.seconds()
        who = self.names.get(run.account, run.account)
        told = f"Logged: {HOW[self.view().connect]}{f', {who}' if who else ''}. On to the next."

        def logged(made: Run) -> None:
            recorded(self.playbook, made.id)
            self._leave_saying(told)

        self.playbook.open_soon(lambda: workspace.finish_run(page, run, seconds), logged, self.complain)

    # Leaving

    def do_leave(self) -> None:
        """Give the letters back while one types; else park, end, discard, or go on."""
        from tui.screens.choose import ChooseScreen

        if self.typing:
            self.leave_input()
            return

        def chosen(what: str | None) -> None:
            if what == "end":
                self.open_ending()
            elif what == "park":
                self._park("Parked. It waits on Today.")
            elif what == "discard":
                self._discard()

        self.app.push_screen(ChooseScreen("Leave this call?", LEAVE), chosen)

    def _park(self, told: str, then: str = "") -> None:
        if self.view().can.park == "" and not self.act(machine.park):
            return
        run, open_runs = self.run, self.workspace.open_runs
        self.playbook.open_soon(
            lambda: open_runs.save_both(run), lambda _: self._leave_saying(told, then), self.complain
        )

    def _discard(self) -> None:
        from tui.screens.choose import ChooseScreen

        run, workspace = self.run, self.workspace
        count = sum(event.kind != "connect" for event in run.events)
        what = f"{count} entries in it go too" if count > 1 else "nothing is recorded of it"
        body = (
            "The play that you left for it goes with it, and comes back with it." if run.switched_from else ""
        )
        options = [("keep", "no, go on with the call"), ("discard", f"yes, discard it: {what}")]
        back = f"`playbook runs restore {shorten(run.id)}` or `r` in a call brings it back for two days."

        def sure(answer: str | None) -> None:
            if answer == "discard":
                self.playbook.open_soon(
                    lambda: discard(workspace, run),
                    lambda _: self._leave_saying(f"Discarded: {run.title}. {back}"),
                    self.complain,
                )

        self.app.push_screen(ChooseScreen(f"Discard “{run.title}”?", options, body=body), sure)

    def _leave_saying(self, text: str, then: str = "") -> None:
        """Go back to where the call was chosen, say there what became of it, and open the next one if there is one."""
        app = self.playbook
        self.dismiss()

        def say() -> None:
            from tui.screens.prep import PrepScreen

            if isinstance(app.screen, PrepScreen):  # it was for this call
                app.screen.dismiss()
                app.call_later(say)
                return
            told = getattr(app.screen, "say", None)
            if told is not None:
                told(text, "good")
            if then:
                resume_call(app, then)

        app.call_later(say)

    # Another call, another play

    def do_others(self) -> None:
        """Choose another of my open calls, or bring back one that was discarded; this one is parked."""
        workspace, here = self.workspace, self.run.id

        def read() -> tuple[list[tuple[str, str]], list[OpenRun]]:
            def named(run: OpenRun, what: str) -> str:
                who = f", {workspace.account_name(run.account)}" if run.account else ""
                return f"{run.title}{who}, {what}"

            runs = [run for run in workspace.my_open_runs() if run.id != here]
            gone = discarded(workspace)
            known = [
                (run.id, named(run, f"began {self.playbook.time(parse_stamp(run.started))}"))
                for run in reversed(runs)
            ]
            return [
                *known,
                *((run.id, named(run, "discarded: bring it back")) for run in reversed(gone)),
            ], gone

        self.load(read, self._choose_other, group="others")

    def _choose_other(self, found: tuple[list[tuple[str, str]], list[OpenRun]]) -> None:
        from tui.screens.choose import ChooseScreen

        options, gone = found
        if not options:
            self.say("This is your only open call.")
            return

        def chosen(run_id: str | None) -> None:
            if run_id is None:
                return
            if any(run.id == run_id for run in gone):
                workspace = self.workspace
                self.save(
                    lambda: restore(workspace, run_id),
                    lambda _: self._park("Parked.", run_id),
                )
            else:
                self._park("Parked.", run_id)

        self.app.push_screen(ChooseScreen("Go to which call? This one is parked", options), chosen)

    def do_wrong_play(self) -> None:
        """Switch to another play, carrying what was said."""
        from playbook.offering import plays_instead
        from tui.screens.finder import FinderScreen

        workspace, run = self.workspace, self.run

        def switch(found: Found | None) -> None:
            if found is not None and found.opened:
                self._switch_to(found.page.partition("#")[0])

        asked = FinderScreen(
            ("play", "page"),
            heading="The wrong play: go on with which one?",
            takes="switch",
            among=lambda: plays_instead(workspace, run),
        )
        self.app.push_screen(asked, switch)

    def _switch_to(self, page: str) -> None:
        from tui.screens.call import CallScreen

        workspace, run, old_page, seconds = self.workspace, self.run, self.page, self.clock.seconds()

        def work() -> tuple[Page, OpenRun]:
            entry = workspace.page(page)
            _, new = switch_to(workspace, old_page, run, seconds, entry, reviewed=False)
            return entry.page, new

        def switched(found: tuple[Page, OpenRun]) -> None:
            call = CallScreen(*found)
            self.app.switch_screen(call)
            told = f"What was said came along. “{one_line(old_page.title)}” does not count as a run."
            call.call_after_refresh(call.say, told)

        self.playbook.open_soon(work, switched, self.complain)
