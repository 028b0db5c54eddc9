"""What I say back to marketing from a line of News: a reply, thanks, or that it is not right yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.desk.actions import DECLINED
from playbook.feed import NewsLine, mark_read
from playbook.today.acts import say_back, take_back
from tui.screens.news_acts import Deed

if TYPE_CHECKING:
    from playbook.today.acts import SaidBack
    from tui.screens.news_acts import NewsActs

    Host = NewsActs
else:
    Host = object


def why_not_back(line: NewsLine, command: str) -> str:
    """Return why a line cannot be thanked for, or be said not to be right yet."""
    if line.kind != "answer" or line.action == "close":
        return "There is no answer of marketing's in this line."
    if command == "news.not-yet" and line.action == "decline":
        return DECLINED
    return ""


class NewsBack(Host):
    """The part of News that speaks."""

    def do_reply(self) -> None:
        """Reply to marketing's question; it is read by that."""
        self._write("Reply to marketing", "reply", "Replied.", "The question waits again.")

    def do_not_yet(self) -> None:
        """Say what is not right yet; the item is open again."""
        self._write(
            "What is not right yet?", "reopen", "Open again: marketing reads why.", "It is as it was."
        )

    def do_thanks(self) -> None:
        """Say thanks."""
        line, workspace = self.line, self.workspace
        if line is None:
            return

        def work() -> None:
            record = say_back(workspace, line.feedback, "thanks")
            mark_read(workspace, line)
            self.deeds.append(Deed("The thanks are taken back.", lambda: take_back(workspace, record)))

        self.save(work, lambda _: self.told("Thanked."))

    def _write(self, title: str, action: SaidBack, said: str, undone: str) -> None:
        from tui.screens.write import WriteScreen

        line, workspace = self.line, self.workspace
        if line is None:
            return

        def save(words: str) -> None:
            record = say_back(workspace, line.feedback, action, words)
            mark_read(workspace, line)
            self.deeds.append(Deed(undone, lambda: take_back(workspace, record)))

        def done(words: str | None) -> None:
            if words:
                self.told(said)

        body = f"You said: {line.title}\n{line.text}"
        self.app.push_screen(WriteScreen(title, body=body, save=save, does="send"), done)
