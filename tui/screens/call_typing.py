"""Typing an answer: the line takes letters and digits, Escape gives them back, and nothing typed is lost."""

from __future__ import annotations

from textual.widgets import Input

from playbook.runs import machine
from playbook.runs.views import QuestionView, RunView
from playbook.text import plain
from tui.call_rows import CallItem
from tui.screens.call_base import UNSAVED, CallBase
from tui.widgets.answer_input import AnswerInput

DRAFTS = 0.3
"""Seconds between two savings of what is being typed."""


class CallTyping(CallBase):
    """The part of the call screen in which answers are typed."""

    _given_back: set[str]
    """Questions of this step whose letters were given back."""
    _draft_waits = False
    """What is typed will be saved in a moment."""
    _untouched = False
    """Nothing was typed since the line was opened."""

    def show_input(self, view: RunView, items: list[CallItem]) -> None:
        """Let a text question that waits take the focus, unless its letters were given back before."""
        here = items[self.current] if 0 <= self.current < len(items) else None
        asked = here if isinstance(here, QuestionView) and here.question.choose == "text" else None
        if asked is None or view.ask_connect or view.hung_up or view.parked:
            self.close_input()
        elif (
            self.typing != asked.question.id
            and not asked.answered
            and asked.question.id not in self._given_back
        ):
            self.open_input(asked)

    def open_input(self, asked: QuestionView) -> None:
        """Type the answer to a question, from what was typed before."""
        box = self.box
        self.typing, self._untouched = asked.question.id, True
        with box.prevent(Input.Changed):
            box.value = plain(asked.draft or asked.text)
        box.cursor_position = len(box.value)
        box.display = True
        box.focus()

    def close_input(self) -> None:
        """Give the letters back to the keys; what was typed stays as a draft."""
        if self.typing:
            self._keep_draft()
            self.typing = ""
            self.box.display = False
            self.pane.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed with the run, in a moment."""
        event.stop()
        self.say("")
        self._untouched = False
        if self.typing and not self._draft_waits:
            self._draft_waits = True
            self.mark_saved(UNSAVED)
            self.set_timer(DRAFTS, self._keep_draft)

    def _keep_draft(self) -> None:
        """Put what is typed into the run, and save it, without repainting anything."""
        self._draft_waits = False
        if not self.typing or not self.is_attached:
            return
        text, given = self.box.value, self._given(self.typing)
        # What is answered already and stands there unchanged, or was wiped out on the way to other words, is no draft.
        draft = "" if text.strip() == given else text
        run = machine.draft(self.page, self.run, self.clock.seconds(), self.typing, draft)
        changed = run is not self.run
        self.run = run
        if changed or not self._saving:
            self.save_run()

    def _given(self, question: str) -> str:
        return next(
            (i.text for i in self.items if isinstance(i, QuestionView) and i.question.id == question), ""
        )

    async def on_answer_input_nothing(self, event: AnswerInput.Nothing) -> None:
        """Go back a step on the key that does so elsewhere; who wiped words out with it, or holds it, stays here."""
        event.stop()
        back = next(command for command in self.commands() if command.id == "call.back")
        if "backspace" in self.keymap.keys(back).split(","):
            if self._untouched:
                await self.action_command(back.id)
            else:
                self.say(f"esc, then {self.key(back.id)} goes back a step.")

    def on_answer_input_cut(self, event: AnswerInput.Cut) -> None:
        """Say how much of what was pasted an answer holds."""
        self.say(
            f"An answer holds 20,000 characters: {event.kept:,} of the {event.given:,} pasted were kept. "
            "Put the rest in a file, and say where it is."
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the typed answer and go on to the next item."""
        event.stop()
        self.keep_answer()

    def keep_answer(self) -> None:
        """Take what was typed as the answer; an emptied one takes the answer back. Then go on to the next item."""
        question, text = self.typing, self.box.value.strip()
        if not question:
            return
        given = self._given(question)
        self._given_back.add(question)
        if text != given:
            self._close_without_draft()
            self.act(machine.answer, question, [text] if text else [])
        else:
            self._close_without_draft()
            self.act(machine.draft, question, "")
        self.go_on()

    def _close_without_draft(self) -> None:
        self.typing = ""
        self.box.display = False
        self.pane.focus()

    def leave_input(self) -> None:
        """Give the letters back; what was typed is a draft, which `i` goes on with and going on keeps."""
        self._given_back.add(self.typing)
        self.close_input()
        self.draw()

    def go_on(self) -> None:
        """Put the cursor on the next open item of the step, if there is one after this."""
        self.to_next_item()
        self.draw()

    def do_type(self) -> None:
        """Type the answer of the text question here, or the first one."""
        items = self.items
        if not _is_typed(self.here):
            self.current = next(number for number, item in enumerate(items) if _is_typed(item))
        here = items[self.current]
        assert isinstance(here, QuestionView)
        self._given_back.discard(here.question.id)
        self.open_input(here)
        self.draw()


def _is_typed(item: CallItem | None) -> bool:
    return isinstance(item, QuestionView) and item.question.choose == "text"
