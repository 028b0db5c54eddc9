"""What is done with news: read, acknowledged, taken back, and brought here from the remote."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from playbook.acknowledging import who_has, words
from playbook.errors import PlaybookError
from playbook.feed import NewsLine, mark_read, mark_unread
from playbook.progress import Progress
from playbook.proposing import open_reviews, pull, pulled_words
from playbook.published import settle
from playbook.text import count_of
from tui.rows import Row, fold

if TYPE_CHECKING:
    from tui.screens.base import PlaybookScreen

    Host = PlaybookScreen[None]
else:
    Host = object


class Deed(NamedTuple):
    """Something that was done here, as far as it takes to undo it."""

    undone: str
    """What to say once it is."""
    undo: Callable[[], None]


class NewsActs(Host):
    """The acts of News."""

    lines: list[NewsLine]
    deeds: list[Deed]
    """What was done here, the latest last."""
    pulling = False

    if TYPE_CHECKING:  # what the screen has

        @property
        def line(self) -> NewsLine | None: ...  # noqa: D102

        def reload(self) -> None: ...  # noqa: D102
        def _unread(self) -> list[NewsLine]: ...

    def why_not_act(self, command: str) -> str:
        """Return why one of these acts is not possible now."""
        if command == "news.pull":
            return "That is under way; esc stops it." if self.pulling else ""
        return "" if self.deeds else "There is nothing to take back: you have done nothing here."

    def do_pull(self) -> None:
        """Get what others published."""
        self.pulling = True

        def work(progress: Progress) -> tuple[str, str]:
            return pull(self.workspace, progress)

        def done(said: tuple[str, str]) -> None:
            self.pulling = False
            self.say(pulled_words(*said), "" if any(said) else "good")
            self.settle()
            self.reload()

        self.long("Getting what others published", work, done, group="pull")

    def complain(self, error: Exception) -> None:
        """Say what went wrong; nothing is under way any more."""
        self.pulling = False
        super().complain(error)

    def settle(self) -> None:
        """Put on record what git says became of feedback; a repository that is not kept this way says nothing."""

        def work() -> tuple[str, ...]:
            try:
                return settle(self.workspace, open_reviews(self.workspace))
            except PlaybookError:
                return ()

        def done(ids: tuple[str, ...]) -> None:
            if ids:
                self.reload()

        self.save(work, done)

    def who_rows(self, line: NewsLine, width: int) -> list[Row]:
        """Return who has acknowledged a must-read, and who has not."""
        try:
            told = words(self.workspace, who_has(self.workspace, line.page))
        except PlaybookError:
            return []
        return [Row(spans) for one in told for spans in fold([(one, "")], width)] + [Row(())]

    def _mark(self, lines: list[NewsLine], done: Callable[[], object]) -> None:
        workspace = self.workspace

        def work() -> None:
            for line in lines:
                mark_read(workspace, line)

        def unread(lines: list[NewsLine]) -> None:
            for line in lines:
                mark_unread(workspace, line)

        def saved(_: object) -> None:
            if lines:
                self.deeds.append(Deed("Unread again.", lambda: unread(lines)))
            done()

        self.save(work, saved)

    def do_open(self) -> None:
        """Read it in its place."""
        from tui.screens.prep import PrepScreen

        line = self.line
        if line is None:
            return
        self._mark([] if line.read else [line], self.reload)
        if line.review:
            from tui.screens.proposal import ProposalScreen

            self.app.push_screen(ProposalScreen(line.review))
        elif line.page and line.kind != "removed":
            self.app.push_screen(PrepScreen(line.page, line.step))

    def do_read(self) -> None:
        """Mark it as read."""
        line = self.line
        if line is not None:
            self._mark([line], lambda: self.told("Acknowledged." if line.must_read else "Read."))

    def do_all(self) -> None:
        """Mark everything as read."""
        lines = self._unread()
        self._mark(lines, lambda: self.told(f"{count_of(len(lines), 'line')} marked as read."))

    def told(self, said: str) -> None:
        """Say what was done, and how it is taken back."""
        self.say(f"{said} {self.key('news.undo')} takes it back.", "good")
        self.reload()

    def do_undo(self) -> None:
        """Take back what was done last."""
        deed = self.deeds.pop()

        def done(_: object) -> None:
            self.say(deed.undone, "good")
            self.reload()

        def failed(error: Exception) -> None:
            self.deeds.append(deed)
            self.complain(error)

        self.save(deed.undo, done, failed)
