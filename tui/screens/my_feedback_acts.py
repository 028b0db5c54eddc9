"""What I can still do about what I said: add, reply, take it back, thank, say that it is not right yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.desk.actions import audience_for, triage
from playbook.desk.told import undone
from playbook.desk.undo import last_act, undo
from playbook.records.model import Action, Vote
from tui.desk_text import enter_does

if TYPE_CHECKING:
    from tui.screens.my_feedback_share import MyFeedbackShare

    Host = MyFeedbackShare
else:
    Host = object


class MyFeedbackActs(Host):
    """The acts of My feedback, each on the item under the cursor."""

    def do_add(self) -> None:
        """Add something, which the desk reads in the thread."""
        self._write("Add to what you said", "note", "Added.")

    def do_reply(self) -> None:
        """Reply to marketing."""
        self._write("Reply to marketing", "reply", "Replied.")

    def do_not_yet(self) -> None:
        """Say what is not right yet."""
        self._write("What is not right yet?", "reopen", "Open again: marketing reads why.")

    def _write(self, title: str, action: Action, told: str) -> None:
        from tui.screens.write import WriteScreen

        item, workspace = self.item, self.workspace
        assert item is not None

        def save(words: str) -> None:
            workspace.append(triage(item, action, workspace.person, text=words), audience_for(item))

        def done(words: str | None) -> None:
            if words:
                self._done(told)

        self.app.push_screen(
            WriteScreen(title, body=item.text or item.quote, save=save, does=enter_does(action)), done
        )

    def do_withdraw(self) -> None:
        """Take my feedback back, or my "me too"."""
        item, workspace = self.item, self.workspace
        assert item is not None
        if item.rep in workspace.names:
            self._act("withdraw", f"Withdrawn. {self.key('mine.undo')} brings it back.")
        else:
            body, told = Vote(item.id, withdrawn=True), "Your “me too” is taken back."
            self.save(lambda: workspace.append(body, audience_for(item)), lambda _: self._done(told))

    def do_thanks(self) -> None:
        """Say thanks."""
        self._act("thanks", "Thanked.")

    def do_undo(self) -> None:
        """Take back what I did last to it."""
        item, workspace = self.item, self.workspace
        assert item is not None
        last = last_act({item.id: item}, workspace.me)
        assert last is not None  # or it would have been refused
        (body,) = undo(last, workspace.person)
        told = undone(last, {item.id: item}, workspace.name_of, self.app.size.width - 4)
        self.save(lambda: workspace.append(body, audience_for(item)), lambda _: self._done(told))

    def _act(self, action: Action, told: str) -> None:
        item, workspace = self.item, self.workspace
        assert item is not None
        body = triage(item, action, workspace.person)
        self.save(lambda: workspace.append(body, audience_for(item)), lambda _: self._done(told))

    def _done(self, told: str) -> None:
        self.say(told, "good")
        self.reload()
