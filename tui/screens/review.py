"""Review: what will be recorded, and who will see it, before it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import Widget

from playbook.clock import stamp
from playbook.records.access import managers_of
from playbook.runs import machine
from playbook.runs.review import REDACTED, Review, edit, review
from tui.commands import Command
from tui.review_left import Left, left_of, save_all, titles_of
from tui.review_rows import Reviewed, add_left, review_rows
from tui.run_holder import RunHolder
from tui.screens.base import PlaybookScreen
from tui.widgets.bars import Line
from tui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from playbook.records.model import Run

WIDEST = 96


class ReviewScreen(PlaybookScreen[str]):
    """Read, edit, take out, keep private, record."""

    ABOUT = (
        "Exactly what will be recorded, and who will see it. Texts can still be changed or taken out, and the whole "
        "run kept to yourself: then it never leaves this machine."
    )
    KEYS = (
        Command("review.record", "enter", "record", "Record the run.", bar=True),
        Command("review.edit", "e", "edit text", "Change the text under the cursor.", bar=True),
        Command(
            "review.take-out", "x", "take out", "Take the text under the cursor out of the record.", bar=True
        ),
        Command(
            "review.private", "p", "private", "Keep the run to yourself, or share it after all.", bar=True
        ),
        Command("review.undo", "u", "undo", "Take the last change here back.", bar=True),
        Command("review.next-text", "tab", "next text", "Go to the next text that can be changed."),
        Command("review.back", "escape", "back", "Back to the questions.", bar=True),
    )

    def __init__(self, call: RunHolder) -> None:
        super().__init__()
        self.call = call
        self.reviewed = Reviewed([], {})
        self.titles: dict[str, str] = {}
        self.left: tuple[Left, ...] = ()
        """Runs that were left for this one as the wrong play: recorded with it."""
        self._undo: list[Callable[[], bool]] = []
        self._recording = False

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Line(id="review-title", classes="title-line")
        yield RowsView(id="review", shows_cursor=True, classes="panel")

    def on_mount(self) -> None:
        """Show it; the titles of pages that were opened are read beside."""
        super().on_mount()
        self.query_one("#review-title", Line).show(" Review: this is what will be recorded")
        view = self.query_one(RowsView)
        view.focus()
        self.draw()
        view.cursor = min(self.reviewed.texts, default=0)  # the page stands at its top all the same
        opened = {seen.page for seen in self.call.view().opened}
        if opened:
            self.load(partial(titles_of, self.workspace, opened), self._know)
        if self.call.run.switched_from:
            self.load(partial(left_of, self.workspace, self.call.run), self._know_left, group="left")

    def _know(self, titles: dict[str, str]) -> None:
        self.titles = titles
        self.draw()

    def _know_left(self, left: tuple[Left, ...]) -> None:
        self.left = left
        self.draw()

    def refold(self) -> None:
        """Fold anew."""
        self.draw()

    def review(self) -> Review:
        """Return what would be recorded now."""
        workspace, call = self.workspace, self.call
        managers = [workspace.name_of(m) for m in managers_of(workspace.me, workspace.people)]
        ended = stamp(workspace.clock.now())
        return review(call.page, call.run, call.clock.seconds(), ended, managers)

    def draw(self) -> None:
        """Paint it."""
        view = self.query_one(RowsView)
        width = min(view.text_width, WIDEST)
        self.reviewed = review_rows(
            self.review(), self.call.page, self.call.names, self.titles, width, self.key
        )
        add_left(self.reviewed, [left.review() for left in self.left], width)
        view.show(self.reviewed.rows, keep=True)
        self.keys_changed()

    @property
    def key_here(self) -> str:
        """The text under the cursor; empty where there is none."""
        return self.reviewed.texts.get(self.query_one(RowsView).cursor, "")

    def text_of(self, key: str) -> str:
        """Return one of the texts as it stands."""
        place, _, own = key.rpartition(":")
        texts = self.left[int(place)].review().texts if place else self.review().texts
        return next((text.text for text in texts if text.key == own), "")

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if not self.is_attached:
            return ""
        if command in ("review.edit", "review.take-out", "review.next-text") and not self.reviewed.texts:
            return "This run has no text to edit."
        if command in ("review.edit", "review.take-out") and not self.key_here:
            return f"Put the cursor on one of your words first; {self.key('review.next-text')} goes there."
        if command == "review.take-out" and self.text_of(self.key_here) == REDACTED:
            return f"That text is taken out already; {self.key('review.undo')} brings it back."
        if command == "review.undo" and not self._undo:
            return "Nothing has been changed here yet."
        return "It is being recorded." if self._recording and command != "review.record" else ""

    def on_rows_view_moved(self) -> None:
        """What can be done depends on where the cursor is."""
        self.keys_changed()

    # Changing

    def do_private(self) -> None:
        """Keep it to oneself, or not."""
        private = not self.call.view().ending.private
        if self.call.act(machine.set_ending, private=private):
            self._undo.append(lambda: self.call.act(machine.set_ending, private=not private))
            self.draw()
            self.say(
                "Private: it stays on this machine, for you alone." if private else "Shared as said above."
            )

    def do_edit(self) -> None:
        """Change the text under the cursor."""
        from tui.screens.write import WriteScreen

        key = self.key_here
        before = self.text_of(key)

        def changed(words: str | None) -> None:
            if words is not None:
                self._change(key, words)

        title = "Your words: empty takes them out"
        initial = "" if before == REDACTED else before
        self.app.push_screen(WriteScreen(title, initial, may_be_empty=True), changed)

    def do_take_out(self) -> None:
        """Take the text under the cursor out."""
        self._change(self.key_here, "")

    def _change(self, key: str, words: str) -> None:
        before, run, left = self.text_of(key), self.call.run, self.left
        own = key.rpartition(":")[0] == ""
        if own and not self.call.act(edit, key, words):
            return
        # What was carried along from a play that was left stands in both runs.
        self.left = tuple(one.changed(before, words) for one in left)
        if self.call.run is run and self.left == left:
            return
        self._save_left()

        def restore() -> bool:
            self.left = left
            self._save_left()
            return not own or self._restore(key, before)

        self._undo.append(restore)
        self.draw()
        if not words.strip():
            self.say(f"Taken out: no record will hold it. {self.key('review.undo')} brings it back.")

    def _save_left(self) -> None:
        runs, open_runs = [one.run for one in self.left], self.workspace.open_runs
        if runs:
            self.save(lambda: save_all(open_runs, runs))

    def _restore(self, key: str, text: str) -> bool:
        if "/" in key:
            return self.call.act(edit, key, text)
        return self.call.act(machine.set_ending, **{key: text})

    def do_undo(self) -> None:
        """Take the last change back."""
        if self._undo.pop()():
            self.draw()
            self.say("Undone.")

    def do_next_text(self) -> None:
        """Go to the next text."""
        view = self.query_one(RowsView)
        keys = list(dict.fromkeys(self.reviewed.texts.values()))
        place = keys.index(self.key_here) + 1 if self.key_here in keys else 0
        view.go_to(self.reviewed.first_of(keys[place % len(keys)]))

    # Recording

    def do_record(self) -> None:
        """Record; the screen stays until the disk has it."""
        if self._recording:
            return
        self._recording = True
        call, workspace = self.call, self.workspace
        page, run, seconds, fields = call.page, call.run, call.clock.seconds(), dict(call.view().fields)

        def recorded(made: Run) -> None:
            from tui.finished import recorded as tell_command

            tell_command(self.playbook, made.id)
            if made.connect != "connected" or made.mode == "prep":
                self.dismiss("recorded")
                return
            from tui.screens.recap import RecapScreen

            self.app.push_screen(RecapScreen(made, page, fields), lambda _: self.dismiss("recorded"))

        def failed(error: Exception) -> None:
            self._recording = False
            self.complain(error)

        self.playbook.open_soon(lambda: workspace.finish_run(page, run, seconds), recorded, failed)

    def do_back(self) -> None:
        """Back."""
        self.dismiss("")
