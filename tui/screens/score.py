"""One run scored on one card: its questions with their guide, a digit each, and who will read it on top."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from playbook.coaching.cards import (
    MAY_STAY_EMPTY,
    BadAnswerError,
    CardQuestion,
    answered,
    missing,
    points,
)
from playbook.text import count_of
from tui.coach_text import paragraph
from tui.commands import Command
from tui.form_rows import Item, Option
from tui.rows import Row
from tui.screens.form import FormScreen
from tui.widgets.bars import Line

if TYPE_CHECKING:
    from playbook.records.coaching import ScoreAnswer

Answers = dict[str, "ScoreAnswer"]


class ScoreScreen(FormScreen[bool]):
    """Asks the questions of a card; returns whether they were saved."""

    ABOUT = (
        "Score one run on one card. The lines below a question are the scorer's guide. Rep and manager score apart: "
        "what the other said is shown once your own scores are in. Texts and check boxes may stay empty; once an "
        "auto-fail has failed, so may all that comes after it."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("score.save", "enter", "save", "Save these scores.", bar=True),
        Command("score.back", "escape", "back", "Back without saving; what was answered asks for it twice.", bar=True,
                fixed=True),
    )  # fmt: skip

    def __init__(
        self,
        title: str,
        questions: Sequence[CardQuestion],
        answers: Answers,
        reads: str,
        work: Callable[[Answers], Any],
    ) -> None:
        """`answers` are those given before, `reads` who will read them, `work` saves them."""
        super().__init__()
        self.heading, self.questions, self.reads, self.work = title, tuple(questions), reads, work
        self.said: Answers = dict(answers)
        self.before = dict(answers)
        self.leaving = False

    def on_mount(self) -> None:
        """Ask."""
        super().on_mount()
        self.query_one("#form-title", Line).show(f" {self.heading}")

    def head(self, width: int) -> list[Row]:
        """Say who will read it, before anything is answered."""
        return [*paragraph(self.reads, width, "warn"), Row(())]

    def asked(self) -> Sequence[Item]:
        """Return the questions, each with its guide and what may be answered."""
        return [self._item(one, gap=place > 0) for place, one in enumerate(self.questions)]

    def _item(self, one: CardQuestion, *, gap: bool) -> Item:
        said = self.said.get(one.id)
        values = said.values if said else ()
        text = one.text + (" (auto-fail)" if one.auto_fail else "")
        text += " (optional)" if one.kind in MAY_STAY_EMPTY else ""
        if not one.options:
            about = f"{text} ({one.asks})" if one.scale else text
            return Item(
                one.id, "text", about=about, guide=one.guide, text=values[0] if values else "", gap=gap
            )
        options = tuple(Option(value, words) for value, words in one.options)
        kind = "many" if one.kind == "many" else "choice"
        chosen = frozenset(values)
        return Item(
            one.id,
            "many" if kind == "many" else "choice",
            about=text,
            guide=one.guide,
            options=options,
            chosen=chosen,
            gap=gap,
        )

    def hint_of(self, item: Item) -> str:
        """Return how far one has come, and what would be saved."""
        left = missing(self.questions, self.said)
        said = points(tuple(self.said.values())) if self.said else ""
        still = f"{count_of(len(left), 'question')} left" if left else "All is answered that must be"
        return f"{still}{f' · {said}' if said else ''}"

    def _question(self, item: Item) -> CardQuestion:
        return next(one for one in self.questions if one.id == item.id)

    def choose(self, item: Item, value: str) -> bool:
        """Take a choice; of many it is put in or taken out, any other is taken back by the same digit again."""
        before = self.said[item.id].values if item.id in self.said else ()
        if item.kind == "many":
            values = tuple(one for one in before if one != value) if value in before else (*before, value)
        else:
            values = () if before == (value,) else (value,)
        self._take(item, values)
        return True

    def keep(self, item: Item, text: str) -> bool:
        """Take a text, or a mark of a long scale; say what may be answered where it is none."""
        try:
            self._take(item, (text,) if text else ())
        except BadAnswerError as error:
            self.complain(error)
            return False
        return True

    def _take(self, item: Item, values: Sequence[str]) -> None:
        answer = answered(self._question(item), values)
        self.leaving = False
        self.said.pop(item.id, None)
        if answer.values or item.kind == "many":
            self.said[item.id] = answer

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        left = missing(self.questions, self.said)
        if command == "score.save" and left:
            return f"Not answered yet: “{left[0].text}”{f' and {len(left) - 1} more' if left[1:] else ''}."
        return super().why_not(command)

    def refuse(self, reason: str) -> None:
        """Say why, and where it is an answer that is missing, go to it: it may be out of sight."""
        left = missing(self.questions, self.said)
        if left and reason == self.why_not("score.save"):
            self.go_to(left[0].id)
        super().refuse(reason)

    def done(self) -> None:
        """Save after the last one, where all is answered that must be."""
        self.run_worker(self.action_command("score.save"))

    def do_save(self) -> None:
        """Save; where that fails all stays as it is."""
        said = dict(self.said)
        self.save(lambda: self.work(said), lambda _: self.dismiss(True))

    def do_back(self) -> None:
        """Back; what was answered stays for a second Escape."""
        if self.said != self.before and not self.leaving:
            self.leaving = True
            self.say(
                f"{self.key('score.back')} again drops what you answered   {self.key('score.save')} saves it"
            )
            return
        self.dismiss(False)
