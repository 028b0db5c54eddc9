"""What a rep does in prep: call, fill in, leave out, take back, tell, find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.plays.fields import label
from playbook.plays.model import Step
from playbook.text import one_line
from tui.prep_keys import line_at, step_at, why_not_here
from tui.prep_text import fields_of
from tui.prepared import start_prepared
from tui.screens.edit_page import edit_or_propose

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.preparing import Preparation
    from tui.found import Found
    from tui.prepared import Prepared
    from tui.screens.base import PlaybookScreen
    from tui.widgets.page_view import PageView

    Host = PlaybookScreen[None]
else:
    Host = object


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

        def track(self) -> object: ...  # noqa: D102

        def words(self) -> object: ...  # noqa: D102

        def take_back_words(self, step: str, place: int, text: str) -> None: ...  # noqa: D102

    def __init__(self) -> None:
        super().__init__()
        self._undo: list[tuple[str, Any]] = []
        """What `u` takes back: `words` with step, place and text before; `step` with its id."""
        self._waiting = ""
        """The command whose key came before the page was read."""

    def why_not_act(self, command: str) -> str:
        """Return why one of these acts is not possible now."""
        if command == "prep.propose" and self.words() is None:
            return self.keyed("Put the talk track in your own words first: {prep.my-words}.")
        if command == "prep.undo" and not self._undo:
            return "Nothing has been changed here that could be undone."
        if command == "prep.people" and not self.account:
            return self.keyed("Say first which customer it is: {prep.account}.")
        return why_not_here(command, self.entry.page, self._line()) if self.entry is not None else ""

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

        self.app.push_screen(AskScreen(label(name).capitalize(), known.get(name, ""), does="fill in"), said)

    # Steps left out

    def _step(self) -> Step | None:
        return step_at(self.entry.page, self._line()) if self.entry is not None else None

    def _line(self) -> int:
        """Return the line of the file under the cursor, or above what stands between its lines; 0: none."""
        return line_at(self.view.rows, self.view.cursor)

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

    def do_undo(self) -> None:
        """Take the last change back."""
        what, how = self._undo.pop()
        if what == "step":
            self._toggle(*how)
            self.say(
                f"“{one_line(how[1])}”: {'left out' if how[0] in self.made.left_out else 'in the call again'}."
            )
            return
        self.take_back_words(*how)

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
        from tui.screens.read import ReadScreen

        def read(found: Found | None) -> None:
            if found is not None and found.opened:
                self.app.push_screen(ReadScreen(found.page))

        self.app.push_screen(FinderScreen((kind,), takes="read it"), read)

    def mark_seen(self) -> None:
        """Remember that I looked at this page, so that it is not told as new any more."""
        from playbook.feed import mark_read
        from playbook.offering import unseen_line

        def seen(line: Any) -> None:
            if line is not None:
                self.save(lambda: mark_read(self.workspace, line))

        self.load(lambda: unseen_line(self.workspace, self.page_id), seen, group="seen")
