"""What a rep does in prep: call, fill in, leave out, reword, propose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.plays.fields import label
from playbook.plays.model import Step
from playbook.preparing import reword
from playbook.runs.wording import track_at
from playbook.text import one_line
from tui.prep_text import fields_of
from tui.prepared import start_prepared
from tui.screens.edit_page import edit_or_propose

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.plays.model import TalkTrack
    from playbook.preparing import Preparation
    from playbook.runs.wording import MyWords
    from tui.prepared import Prepared
    from tui.screens.base import PlaybookScreen
    from tui.widgets.page_view import PageView

    Host = PlaybookScreen[None]
else:
    Host = object

NO_TRACK = "There is no talk track on this page: words behind `>` that are said aloud."


class PrepActs(Host):
    """The acts of the prep screen."""

    page_id: str
    account: str
    entry: Entry | None
    found: Preparation | None

    if TYPE_CHECKING:  # what the screen has

        @property
        def made(self) -> Prepared: ...  # noqa: D102

        @property
        def view(self) -> PageView: ...  # noqa: D102

        def reload(self) -> None: ...  # noqa: D102

    def __init__(self) -> None:
        super().__init__()
        self._undo: list[tuple[str, Any]] = []
        self._waiting = ""
        """The command whose key came before the page was read."""
        """What `u` takes back: `words` with step, place and text before; `step` with its id."""

    def why_not_act(self, command: str) -> str:
        """Return why one of these acts is not possible now."""
        if command == "prep.my-words" and self._track() is None:
            return NO_TRACK
        if command == "prep.propose" and self._words() is None:
            return "Put the talk track in your own words first: w."
        if command == "prep.undo" and not self._undo:
            return "Nothing has been changed here that could be undone."
        if command == "prep.leave-out" and self._step() is None:
            return "Put the cursor on a step first."
        if command == "prep.fill" and self.entry is not None and not fields_of(self.entry.page):
            return "This page has no blanks to fill."
        if command == "prep.people" and not self.account:
            return "Say first which customer it is: a."
        return ""

    # The call

    def waits_for(self, command: str) -> bool:
        """Say whether a command waits for the page; it is then done as soon as that is read."""
        if self.entry is None:
            self._waiting = command
        return self.entry is None

    def do_call(self) -> None:
        """Start the call, with all that was prepared."""
        if not self.waits_for("prep.call"):
            start_prepared(self.playbook, self.page_id, self.account)

    def do_debrief(self) -> None:
        """Start a debrief."""
        if not self.waits_for("prep.debrief"):
            start_prepared(self.playbook, self.page_id, self.account, mode="debrief")

    def do_account(self) -> None:
        """Choose the customer."""
        from tui.screens.pick_account import PickAccountScreen

        def chosen(account: str | None) -> None:
            if account is not None:
                before = self.made
                self.account = self.playbook.account = account
                self.made.left_out = dict(before.left_out)
                self.reload()

        self.app.push_screen(PickAccountScreen(self.account), chosen)

    def do_people(self) -> None:
        """Choose who is on the call."""
        from tui.screens.pick_account import PickContactsScreen

        def chosen(contacts: Any) -> None:
            if contacts is not None:
                self.made.contacts = tuple(contacts)
                self.reload()

        self.app.push_screen(PickContactsScreen(self.account, self.made.contacts), chosen)

    # Blanks

    def do_fill(self) -> None:
        """Choose a blank to fill."""
        from tui.screens.choose import ChooseScreen

        assert self.entry is not None
        names = fields_of(self.entry.page)
        if len(names) == 1:
            self._ask(names[0])
            return
        known = {**(self.found.fields if self.found else {}), **self.made.fields}
        options = [(name, f"{label(name)}: {known.get(name) or '…'}") for name in names]
        self.app.push_screen(ChooseScreen("Fill in", options), lambda name: self._ask(name) if name else None)

    def _ask(self, name: str) -> None:
        from tui.screens.ask import AskScreen

        known = {**(self.found.fields if self.found else {}), **self.made.fields}

        def said(text: str | None) -> None:
            if text is not None:
                self.made.fields[name] = text
                self.reload()

        self.app.push_screen(AskScreen(label(name).capitalize(), known.get(name, "")), said)

    # Steps left out

    def _step(self) -> Step | None:
        line = self._line()
        if self.entry is None or not line:
            return None
        return next((s for s in self.entry.page.run_steps if s.line <= line <= s.end_line), None)

    def _line(self) -> int:
        """Return the line of the file under the cursor, or above what stands between its lines; 0: none."""
        view = self.view
        return next((row.line for row in reversed(view.rows[: view.cursor + 1]) if row.line), 0)

    def do_leave_out(self) -> None:
        """Leave the step under the cursor out of the call, or put it back."""
        step = self._step()
        assert step is not None
        self._toggle(step.id, step.title)
        self._undo.append(("step", (step.id, step.title)))
        if step.id in self.made.left_out:
            must = " It is a must: leave it out only if you know why." if step.must else ""
            self.say(f"“{one_line(step.title)}” is left out of the call; u puts it back.{must}")
        else:
            self.say(f"“{one_line(step.title)}” is in the call again.", "good")

    def _toggle(self, id_: str, title: str) -> None:
        if id_ in self.made.left_out:
            del self.made.left_out[id_]
        else:
            self.made.left_out[id_] = title
        self.reload()

    # My words

    def _track(self) -> tuple[Step, int, TalkTrack] | None:
        """Return the talk track under the cursor, else the next one."""
        if self.entry is None:
            return None
        return track_at(self.entry.page, self._line() or 1)

    def _words(self) -> MyWords | None:
        at = self._track()
        return self.found.worded.here.get((at[0].id, at[1])) if at and self.found else None

    def do_my_words(self) -> None:
        """Put a talk track in my own words."""
        from tui.screens.write import WriteScreen

        at = self._track()
        assert at is not None and self.entry is not None
        step, place, track = at
        words, page = self._words(), self.entry.page
        before = words.text if words else ""
        hint = "  ({{…}} stays a blank that each call fills.)" if "{{" in track.texts[0] else ""
        told = (
            "The talk track was reworded since you wrote this. It says now: "
            if words and words.changed
            else ""
        )
        self.app.push_screen(
            WriteScreen(
                f"My words · {one_line(step.title)}",
                before or track.texts[0],
                body=f"{told}{one_line(track.texts[0])}{hint}",
                save=lambda text: reword(self.workspace, page, step.id, place, text),
                may_be_empty=True,
            ),
            lambda text: self._reworded(step.id, place, before, text, is_own=text in track.texts),
        )

    def _reworded(self, step: str, place: int, before: str, text: str | None, *, is_own: bool) -> None:
        if text is None:
            return
        if is_own and not before:
            self.say("These are the page's own words, so there is nothing to keep.")
            return
        self._undo.append(("words", (step, place, before)))
        if text.strip() and not is_own:
            self.say(
                self.keyed(
                    "Kept for you alone. {prep.propose} proposes it to those who write the play, {prep.undo} takes it "
                    "back."
                ),
                "good",
            )
        else:
            self.say(f"Your words are taken away. {self.key('prep.undo')} brings them back.")
        self.reload()

    def do_propose(self) -> None:
        """Propose my words as feedback, with the text."""
        from dataclasses import replace

        from tui.screens.feedback import FeedbackScreen, about_page

        at, words = self._track(), self._words()
        assert at is not None and words is not None
        step, _, track = at
        about = replace(
            about_page(self.entry, None),
            step=step.id,
            step_title=step.title,
            quote=one_line(track.texts[0]),
            line=track.line,
            account=self.account,
        )
        self.app.push_screen(
            FeedbackScreen(about, kind="hard-to-say", text=one_line(words.text)),
            lambda told: self.say(told or "", "good" if told else ""),
        )

    def do_undo(self) -> None:
        """Take the last change back."""
        what, how = self._undo.pop()
        if what == "step":
            self._toggle(*how)
            self.say(
                f"“{one_line(how[1])}”: {'left out' if how[0] in self.made.left_out else 'in the call again'}."
            )
            return
        assert self.entry is not None
        step, place, text = how
        page = self.entry.page

        def done(_: object) -> None:
            self.say("Your words are as they were.", "good")
            self.reload()

        self.save(lambda: reword(self.workspace, page, step, place, text), done)

    # Telling and finding

    def do_feedback(self) -> None:
        """Feedback on the line under the cursor."""
        from tui.screens.feedback import FeedbackScreen

        self.app.push_screen(
            FeedbackScreen(self.about()), lambda told: self.say(told or "", "good" if told else "")
        )

    def about(self) -> Any:
        """Return the line under the cursor, with its revision."""
        from tui.screens.feedback import about_page

        return about_page(self.entry, self.view.row, self.view.quote)

    def do_edit(self) -> None:
        """Edit the page at the line under the cursor, or propose a change."""
        assert self.entry is not None
        row = self.view.row
        edit_or_propose(self, self.entry, row.line if row and row.line else 1, self.about(), self.reload)

    def do_find_objection(self) -> None:
        """Look an objection up."""
        self._find("objection")

    def do_find_battlecard(self) -> None:
        """Look a battlecard up."""
        self._find("battlecard")

    def _find(self, kind: str) -> None:
        from tui.screens.finder import FinderScreen

        self.app.push_screen(FinderScreen((kind,)))

    def mark_seen(self) -> None:
        """Remember that I looked at this page, so that it is not told as new any more."""
        from playbook.feed import mark_read
        from playbook.offering import unseen_line

        def seen(line: Any) -> None:
            if line is not None:
                self.save(lambda: mark_read(self.workspace, line))

        self.load(lambda: unseen_line(self.workspace, self.page_id), seen, group="seen")
