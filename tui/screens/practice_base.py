"""What practising alone and with two share: the sitting, the card that is asked, grades, and taking one back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from textual.widget import Widget

from playbook.practice.memory import NotInstalledError
from playbook.practice.words import comes_again, nothing_due
from playbook.text import count_of
from tui.commands import Command
from tui.practice_rows import GRADES, grade_keys
from tui.rows import Row, fold
from tui.screens.base import PlaybookScreen
from tui.widgets.bars import Line
from tui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from playbook.practice.queue import Due
    from playbook.practising import Sitting

State = Literal["reading", "trouble", "empty", "asked", "shown"]
READING = "Reading the pages …"


class PracticeBase(PlaybookScreen[None]):
    """One card at a time."""

    HEADING = "Practice"

    def __init__(self) -> None:
        super().__init__()
        self.state: State = "reading"
        self.sitting: Sitting | None = None
        self.queue: list[Due] = []
        self.before: Mapping[str, str | None] = {}
        """Of changed cards, what the page said when they were graded last."""
        self.fields: Mapping[str, str] = {}
        self.trouble = ""
        self.graded: list[Any] = []
        """Records of grades given here, the latest last; only the writer thread takes from it."""
        self.told = ""
        """Id of the card that was graded last, until it was said when it comes again."""
        self.wanted = ""
        """Id of the card that is to be asked next."""
        self._saving = 0

    def body(self) -> Iterable[Widget]:
        """A title and the card."""
        yield Line(id="practice-title", classes="title-line")
        yield RowsView(id="practice-card", classes="panel")

    def on_mount(self) -> None:
        """Read the sitting."""
        super().on_mount()
        self.query_one(RowsView).focus()
        self.draw()
        self.reload()

    # Reading

    def reload(self) -> None:
        """Read what is due, in a thread."""
        from playbook.practising import earlier_words, sitting_of

        workspace, new = self.workspace, self.playbook.preferences.new_a_day

        def read() -> tuple[Sitting, dict[str, str | None], Mapping[str, str]] | str:
            try:
                sitting = sitting_of(workspace, new)
            except NotInstalledError as error:
                return str(error)
            changed = [due for due in sitting.queue.due if due.why == "changed"]
            return (
                sitting,
                {due.card.id: earlier_words(workspace, due) for due in changed},
                workspace.fields(),
            )

        self.load(read, self._got)

    def _got(self, found: tuple[Sitting, dict[str, str | None], Mapping[str, str]] | str) -> None:
        if isinstance(found, str):
            self.state, self.trouble = "trouble", found
            self.draw()
            return
        if self._saving:  # it is read again once that is on the disk
            return
        self.sitting, self.before, self.fields = found
        at = self.wanted or (self.queue[0].card.id if self.queue else "")
        due = [one for one in self.sitting.queue.due if self.fits(one)]
        self.queue = sorted(due, key=lambda one: one.card.id != at)
        if not self.queue:
            self.state = "empty"
        elif self.state != "shown" or self.queue[0].card.id != at or self.wanted:
            self.state = "asked"
        self.wanted = ""
        self._say_when()
        self.draw()

    def fits(self, due: Due) -> bool:
        """Say whether a card is asked here."""
        return True

    def _say_when(self) -> None:
        memory = self.sitting.memories.get(self.told) if self.sitting and self.told else None
        if memory is not None:
            again = comes_again(memory.due, self.workspace.clock.now())
            self.say(
                f"{memory.last.grade.capitalize()}. {again} {self.key_of('undo')} takes it back.", "good"
            )
        self.told = ""

    def key_of(self, verb: str) -> str:
        """Return how the key of a command of this screen is written."""
        return self.keymap.shown(next(one for one in self.KEYS if one.verb == verb))

    # Showing

    @property
    def due(self) -> Due | None:
        """The card that is asked."""
        return self.queue[0] if self.queue else None

    def refold(self) -> None:
        """Fold anew."""
        self.draw()

    def draw(self) -> None:
        """Paint the card, or why there is none."""
        view = self.query_one(RowsView)
        width = view.text_width
        self.query_one("#practice-title", Line).show(f" {self.title_words()}")
        due = self.due
        if self.state in ("asked", "shown") and due is not None:
            stage = self.stages.get(due.card.stage, due.card.stage)
            rows = self.card_rows(due, stage, width)
        else:
            rows = [Row(line) for line in fold([(self.nothing(), "")], min(width, 76))]
        view.show(rows)
        self.keys_changed()

    def card_rows(self, due: Due, stage: str, width: int) -> list[Row]:
        """Return the card as it stands now."""
        raise NotImplementedError

    @property
    def stages(self) -> Mapping[str, str]:
        """The stages' names."""
        return {stage.id: stage.name or stage.id for stage in self.workspace.settings.stages}

    def title_words(self) -> str:
        """Return how much there is to do, and what is known."""
        if self.sitting is None:
            return self.HEADING
        new = sum(one.why == "new" for one in self.queue)
        ready = self.sitting.ready
        left = f"{len(self.queue) - new} due · {new} new"
        return f"{self.HEADING} · {left} · {ready.known} of {count_of(ready.cards, 'card')} known"

    def nothing(self) -> str:
        """Return why no card is asked."""
        if self.state == "trouble":
            return self.trouble
        if self.sitting is None:
            return READING
        return nothing_due(self.sitting.queue, len(self.sitting.cards))

    # Doing

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys that mean something now: each grade with its digit."""
        own = {command.id for command in self.KEYS}
        return [
            each
            for one in super().bar_commands()
            if one.id not in own or not self.why_not(one.id)
            for each in (grade_keys(one) if one.each else (one,))
        ]

    def why_not_card(self, verb: str) -> str:
        """Return why something cannot be done with the card now."""
        if verb == "undo":
            graded = self.graded or self._saving
            return "" if graded else "There is nothing to take back: nothing was graded here."
        if self.due is None or self.state not in ("asked", "shown"):
            return self.nothing()
        if verb == "reveal" and self.state == "shown":
            return "It is shown: say by a digit how it went."
        if verb == "grade" and self.state != "shown":
            return f"Say it aloud first, then {self.key_of('reveal')} shows what the page says."
        return ""

    def put_down(self, digit: str, *, partner: str = "", well: str = "") -> None:
        """Grade the card by a digit: the next one is asked at once, the grade is saved behind."""
        from playbook.practising import grade

        due = self.due
        if due is None:
            return
        self.queue = self.queue[1:]
        self.state = "asked" if self.queue else "reading"
        self._saving += 1
        self.told = due.card.id
        self.draw()
        work = partial(grade, self.workspace, due.card, GRADES[int(digit) - 1], partner=partner, well=well)
        self.save(lambda: self.graded.append(work()), self._saved, self._failed)

    def _saved(self, _: object) -> None:
        self._saving -= 1
        self.reload()

    def _failed(self, error: Exception) -> None:
        self._saving -= 1
        self.told = ""
        self.reload()
        self.complain(error)

    def do_undo(self) -> None:
        """Take the latest grade back, and ask that card again."""
        from playbook.practising import take_back

        workspace = self.workspace
        self._saving += 1

        def undo() -> str:
            return take_back(workspace, self.graded.pop().ref).card

        def undone(card: str) -> None:
            self.wanted = card
            self._saved(None)
            self.say("Taken back.", "good")

        self.save(undo, undone, self._failed)

    def do_page(self) -> None:
        """Open the page over it."""
        from tui.screens.read import ReadScreen

        if self.due is not None:
            self.app.push_screen(ReadScreen(self.due.card.page))

    def do_back(self) -> None:
        """Back."""
        self.dismiss()
