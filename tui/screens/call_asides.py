"""What a rep reaches for beside the path: objections, feedback, notes, another step, another play."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

from playbook.clock import stamp
from playbook.errors import PlaybookError
from playbook.ids import new_id
from playbook.plays.model import Page
from playbook.runs import machine
from playbook.runs.model import OpenRun
from playbook.runs.views import QuestionView, RunView, TalkView, TodoView
from tui.call_rows import CallItem

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from tui.app import PlaybookApp
    from tui.screens.call import CallScreen
    from tui.screens.feedback import About
    from tui.screens.finder import Found

    Base = Screen[None]
else:
    Base = object

REASONS = ("no time", "not relevant", "customer led", "already known", "did not work before")
"""Why a step is skipped, where the playbook names no reasons of its own."""


class CallAsides(Base):
    """The part of the call screen that opens other things."""

    if TYPE_CHECKING:
        page: Page
        run: OpenRun
        playbook: PlaybookApp
        workspace: Any
        clock: Any

        @property
        def here(self) -> CallItem | None: ...  # noqa: D102
        def act(self, act: Callable[..., OpenRun], *said: Any, **named: Any) -> bool: ...  # noqa: D102
        def view(self) -> RunView: ...  # noqa: D102
        def say(self, text: str, tone: str = "") -> None: ...  # noqa: D102
        def save(self, work: Callable[[], Any], done: Any = None, failed: Any = None) -> None: ...  # noqa: D102
        def draw(self) -> None: ...  # noqa: D102

    # Finding

    def do_find_objection(self) -> None:
        """Find the answer to an objection; Escape is back exactly here."""
        self._find(("objection",))

    def do_find_battlecard(self) -> None:
        """Find a battlecard."""
        self._find(("battlecard",))

    def _find(self, kinds: tuple[str, ...]) -> None:
        from tui.screens.finder import FinderScreen

        def came_back(found: Found | None) -> None:
            if found is None:
                return
            if found.gap:
                self.act(machine.gap, found.words)
                self.say(f"Nothing found for “{found.words}”: noted as a gap. F4 tells marketing more.")
            else:
                self.act(machine.opened, found.page, found.words)

        self.app.push_screen(FinderScreen(kinds, in_call=True), came_back)

    def page_title(self, id_: str) -> str:
        """Return the title of a page or of an objection inside one."""
        page, _, inside = id_.partition("#")
        try:
            entry: Entry = self.workspace.page(page)
        except PlaybookError:
            return id_
        objection = next((o for o in entry.page.objections if o.id == inside), None)
        return objection.title if objection else entry.page.title

    def do_link(self) -> None:
        """Open the page that the answer leads to."""
        from tui.screens.read import ReadScreen

        offer = next((o for o in self.view().offers if not o.opened), self.view().offers[0])
        self.act(machine.opened, offer.page)
        self.app.push_screen(ReadScreen(offer.page))

    # Saying

    def do_feedback(self) -> None:
        """Feedback about what is on the screen, with this run and account."""
        from tui.screens.feedback import FeedbackScreen

        def told(text: str | None) -> None:
            if text:
                self.say(text, "good")

        self.app.push_screen(FeedbackScreen(self.about()), told)

    def about(self) -> About:
        """Return what feedback would be about: the to-do under the cursor, else what is said."""
        from tui.screens.feedback import About

        view, run = self.view(), self.run
        (quote, line), *others = _quotable(self.here, view)
        return About(
            play=run.play,
            title=run.title,
            step=view.at,
            step_title=view.step_title,
            quote=quote,
            line=line,
            others=tuple(others),
            blob=run.blob,
            commit=run.commit,
            run=run.id,
            account=run.account,
            opportunity=run.opportunity,
            deal_stage=run.deal_stage,
            amount=run.amount,
            currency=run.currency,
        )

    def do_note(self) -> None:
        """Take a note."""
        from tui.screens.write import WriteScreen

        def noted(text: str | None) -> None:
            if text and self.act(machine.note, text):
                self.say("Noted.", "good")

        self.app.push_screen(WriteScreen("Note"), noted)

    def do_account(self) -> None:
        """Say which account this is."""
        from tui.screens.ask import AskScreen

        def named(account: str | None) -> None:
            if account is not None and account != self.run.account:
                fields = self.workspace.fields(account)
                self.act(lambda page, run, seconds: machine.about(run, account=account))
                for field, value in fields.items():
                    self.act(machine.fill_in, field, value)

        self.app.push_screen(AskScreen("Which account?", self.run.account), named)

    # Moving

    def do_skip(self) -> None:
        """Skip this step; one digit says why."""
        from tui.screens.choose import ChooseScreen

        reasons = self.workspace.settings.vocabulary.skip_reasons or REASONS
        title = f"Skip “{self.view().step_title}”: why?"

        def because(reason: str | None) -> None:
            if reason and self.act(machine.skip, reason) and not self.view().at:
                self.open_ending()

        self.app.push_screen(
            ChooseScreen(title, [(r, r) for r in reasons], other="another reason …"), because
        )

    def do_jump(self) -> None:
        """Jump to any step."""
        from tui.screens.choose import ChooseScreen

        def go(step: str | None) -> None:
            if step:
                self.act(machine.go_to, step)

        steps = [(s.id, s.title + (f" ({s.state})" if s.state != "open" else "")) for s in self.view().steps]
        self.app.push_screen(ChooseScreen("Go to step", steps), go)

    def do_wrong_play(self) -> None:
        """Switch to another play, carrying what was said."""
        from tui.screens.finder import FinderScreen

        def switch(found: Found | None) -> None:
            if found is not None and found.opened:
                self._switch_to(found.page.partition("#")[0])

        self.app.push_screen(FinderScreen(("play", "page")), switch)

    def _switch_to(self, page: str) -> None:
        from tui.screens.call import CallScreen

        workspace, clock, run, old_page = self.workspace, self.clock, self.run, self.page

        def work() -> tuple[Page, OpenRun]:
            entry: Entry = workspace.page(page)
            started = stamp(workspace.clock.now())
            left, new = machine.switch(
                old_page, run, clock.seconds(), entry.page, id=new_id(), blob=entry.blob, started=started,
                commit=entry.commit,
            )  # fmt: skip
            workspace.open_runs.begin(new, entry.text.encode())
            workspace.open_runs.save(left)
            workspace.finish_run(old_page, left, clock.seconds())
            return entry.page, new

        def switched(found: tuple[Page, OpenRun]) -> None:
            self.app.switch_screen(CallScreen(*found))

        self.save(work, switched)

    # Ending

    def open_ending(self) -> None:
        """Ask how it ended."""
        from tui.screens.ending import EndingScreen

        self.app.push_screen(EndingScreen(cast("CallScreen", self)), self._ended)

    def _ended(self, outcome: str | None) -> None:
        if outcome == "recorded":
            self._leave_saying(f"Recorded: {self.run.title}. `playbook runs correct` changes what is wrong.")
        else:
            self.draw()

    def do_end(self) -> None:
        """End the call here."""
        self.open_ending()

    def do_leave(self) -> None:
        """Park, end, or go on."""
        from tui.screens.choose import ChooseScreen

        options = [
            ("on", "go on with the call"),
            ("park", "park it: it waits on Today"),
            ("end", "end it: say how it went"),
        ]

        def chosen(what: str | None) -> None:
            if what == "end":
                self.open_ending()
            elif what == "park":
                self._park()

        self.app.push_screen(ChooseScreen("Leave this call?", options), chosen)

    def _park(self) -> None:
        if self.view().can.park == "" and not self.act(machine.park):
            return
        run, open_runs = self.run, self.workspace.open_runs
        self.save(lambda: open_runs.save(run), lambda _: self._leave_saying("Parked. It waits on Today."))

    def _leave_saying(self, text: str) -> None:
        """Go back to the screen below, and say there what became of the call."""
        app = self.playbook
        self.dismiss()

        def say() -> None:
            told = getattr(app.screen, "say", None)
            if told is not None:
                told(text, "good")

        app.call_later(say)


def _quotable(item: CallItem | None, view: RunView) -> list[tuple[str, int]]:
    """Return the lines that feedback could quote, the one most likely meant first, and at last none."""
    lines = [(" ".join(b.talk.texts[0].split()), b.talk.line) for b in view.blocks if isinstance(b, TalkView)]
    if isinstance(item, TodoView):
        lines.insert(0, (item.todo.text, item.todo.line))
    elif isinstance(item, QuestionView):
        lines.insert(1, (item.question.text, item.question.line))
    return [*lines, ("", 0)]
