"""What all parts of the feedback box stand on: what it is about, what is typed, and writing it once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.widgets import Input

from playbook.desk.asked import QUESTIONS, Question
from playbook.page_names import place_names
from playbook.records.model import FeedbackKind
from tui.feedback_about import About
from tui.screens.once import Dialog
from tui.widgets.words import Words

if TYPE_CHECKING:
    from playbook.workspace import Workspace


class FeedbackBox(Dialog[str | None]):
    """One box with what was said so far. Returns what was done, for the message line."""

    def __init__(self, about: About, *, kind: FeedbackKind | None = None, text: str = "") -> None:
        super().__init__()
        self.about = about
        self.kind: FeedbackKind | None = kind
        self.initial = text
        self.liaison_only = False
        self.choice = ""
        """The answer chosen, where the question of the kind has its answers to choose from."""
        self.sending = False

    @abstractmethod
    def draw(self) -> None:
        """Paint the box as it stands."""

    @abstractmethod
    def draw_similar(self) -> None:
        """Paint what says the same, or what was begun."""

    @abstractmethod
    def write(self, work: Callable[[About], object], told: str) -> None:
        """Do `work` on the writer thread, told what it is about, and leave with `told`; once."""

    @property
    def workspace(self) -> Workspace:
        """The core."""
        return self.playbook.workspace

    @property
    def words(self) -> str:
        """What was typed."""
        return self.query_one(Words).text.strip()

    @property
    def question(self) -> Question | None:
        """What the kind asks besides."""
        return QUESTIONS.get(self.kind or "")

    @property
    def given(self) -> str:
        """The answer to it."""
        if self.question is None:
            return ""
        return self.choice if self.question.choices else self.query_one(Input).value.strip()

    def fill(self, words: str, given: str = "") -> None:
        """Put words and an answer into the box, as if they had been typed."""
        box = self.query_one(Words)
        box.load_text(words)
        box.move_cursor(box.document.end)
        if self.question is not None and self.question.choices:
            self.choice = given
        else:
            self.query_one(Input).value = given

    def complete(self, about: About) -> About:
        """Return what it is about with the account's open opportunity, where none is known; not for the event loop."""
        if not about.account or about.opportunity or about.amount is not None:
            return about
        return about.with_account(self.workspace.deal(about.account))

    def look_for_step(self) -> None:
        """Read what the step is called that it is about, where only its id is known."""
        about, workspace = self.about, self.workspace
        if about.step and not about.step_title:
            self.playbook.load(
                self,
                lambda: place_names(workspace.catalog, about.play, about.step)[1],
                self._got_step,
                "step",
            )

    def _got_step(self, title: str) -> None:
        self.about = replace(self.about, step_title=title)
        self.draw()

    def do_it(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        """Run `work` on the writer thread; where it fails all stays on the screen, to be sent again."""

        def failed(error: Exception) -> None:
            self.sending = False
            self.complain(error)

        self.playbook.submit(work, done, failed)
