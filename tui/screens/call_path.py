"""Going through a play: on, back, answers, ticks, undo, short of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.desk.offers import of_detour
from playbook.runs import machine
from playbook.runs.views import NoticeView, QuestionView, TodoView
from playbook.text import one_line
from tui.call_keys import REASONS, spoken_in_ways
from tui.call_lines import clock_text, stands_text
from tui.call_rows import CallItem, digits_go_to, is_open
from tui.call_states import CONNECTS
from tui.screens.call_typing import CallTyping
from tui.widgets.call_pane import CallPane

if TYPE_CHECKING:
    from tui.feedback_about import About


class CallPath(CallTyping):
    """The part of the call screen that moves along the path."""

    if TYPE_CHECKING:

        def about(self) -> About: ...  # noqa: D102

    # On and back

    def do_next(self) -> None:
        """Go on: connected, understood, done; while one types, the answer is kept."""
        view = self.view()
        if self.typing:
            self.keep_answer()
        elif view.ask_connect:
            self.connect("connected")
        elif view.connect not in ("", "connected"):
            self.log_nobody()
        elif not view.at:
            self.open_ending()
        elif isinstance(item := self.here, NoticeView) and not item.acknowledged:
            self._understood(item)
        elif view.waiting:
            self.current = next(
                i for i, it in enumerate(self.items) if isinstance(it, NoticeView) and not it.acknowledged
            )
            self.draw()
            self.say(f"This notice first: {self.key('call.next')} says that you have understood it.")
        elif self.act(machine.next_step) and not self.view().at:
            self.open_ending()

    def _understood(self, notice: NoticeView) -> None:
        self.act(machine.acknowledge, notice.notice.id, goes_on=True)

    def do_back(self) -> None:
        """Go back a step."""
        self.act(machine.back)

    def do_jump(self) -> None:
        """Jump to any step."""
        from tui.screens.choose import ChooseScreen

        steps = [(s.id, s.title + stands_text(s)) for s in self.view().steps]
        self.app.push_screen(ChooseScreen("Go to step", steps), self._go_to)

    def _go_to(self, step: str | None) -> None:
        if step and step != self.view().at:
            self.act(machine.go_to, step)

    def do_skip(self) -> None:
        """Skip this step; one digit says why."""
        from tui.screens.choose import ChooseScreen

        reasons = self.workspace.settings.vocabulary.skip_reasons or REASONS
        title = f"Skip “{self.view().step_title}”: why?"

        about, step = self.about(), self.view().step_title

        def because(reason: str | None) -> None:
            if not reason or not self.act(machine.skip, reason):
                return
            if not self.view().at:
                self.open_ending()
            elif offer := of_detour(reason):
                self.offer(offer, about, f"Skipped “{one_line(step)}”.")

        self.app.push_screen(
            ChooseScreen(title, [(r, r) for r in reasons], other="another reason …", does="skip"), because
        )

    def do_short(self) -> None:
        """Keep only the steps that must be."""
        if self.act(machine.short):
            typing = "esc, u" if self.typing else "u"
            self.say(f"Short of time: only the steps that must be are left.  {typing} takes it back.")
            if not self.view().at:
                self.open_ending()

    def do_undo(self) -> None:
        """Take the last act back, and say which."""
        label = self.view().undo_label
        if self.act(machine.undo):
            self.say(label.replace("undo: ", "Undone: ", 1))

    # Within the step

    def move(self, by: int) -> None:
        """Move the cursor from item to item; from a line of text too, whose words stay as a draft."""
        count = len(self.items)
        if self.view().ask_connect or not count:
            self.pane.action_move(by)
            return
        to = max(0, min(self.current + by, count - 1))
        if self.typing:
            if to == self.current:
                return  # nothing lies beyond: the letters stay with the answer
            self._given_back.add(self.typing)
            self.close_input()
        self.current = to
        self.draw()

    def do_down(self) -> None:
        """Go to the next item."""
        self.move(1)

    def do_up(self) -> None:
        """Go to the item before."""
        self.move(-1)

    def do_answer(self, key: str) -> None:
        """Choose the answer of this digit, or how the call was picked up."""
        view, digit = self.view(), int(key)
        if view.ask_connect:
            if digit <= len(CONNECTS):
                self.connect(CONNECTS[digit - 1])
            return
        items = self.items
        target = digits_go_to(items, self.current)
        if target < 0:
            self.say("This step has no question with answers to choose.")
            return
        self._answer(target, digit)

    def _answer(self, target: int, digit: int) -> None:
        here = self.items[target]
        if not isinstance(here, QuestionView):
            return
        self.current = target
        if digit > len(here.answers):
            self.say(f"This question has {len(here.answers)} answers.")
            return
        one = here.question.choose == "one"
        self.act(machine.choose, here.question.id, here.answers[digit - 1].id, goes_on=one)

    def do_more_answers(self) -> None:
        """Choose among all answers of a question with more than nine."""
        from tui.screens.choose import ChooseScreen

        waiting = self.here if _has_many(self.here) else next(filter(_has_many, self.items))
        assert isinstance(waiting, QuestionView)
        place, question = self.items.index(waiting), waiting.question
        fill = self.filled(self.view())
        options = [(str(answer.number), fill(answer.text)) for answer in waiting.answers]

        def chosen(number: str | None) -> None:
            if number:
                self._answer(place, int(number))

        self.app.push_screen(ChooseScreen(one_line(fill(question.text)), options), chosen)

    def connect(self, how: str) -> None:
        """Say how the call was picked up."""
        self.act(machine.connect, how)

    def do_voicemail(self) -> None:
        """A machine picked up."""
        self.connect("voicemail")

    def do_tick(self) -> None:
        """Tick the to-do under the cursor, else the first open one."""
        items = self.items
        item = self.here
        if not isinstance(item, TodoView):
            todos = [i for i, it in enumerate(items) if isinstance(it, TodoView)]
            self.current = next((i for i in todos if is_open(items[i])), todos[0])
        self._tick(self.current)

    def _tick(self, number: int) -> None:
        item = self.items[number]
        assert isinstance(item, TodoView)
        self.current = number
        self.act(machine.tick, "", item.todo.id, goes_on=not item.ticked)

    def do_mark(self) -> None:
        """Mark the moment."""
        if self.act(machine.mark):
            self.say("Marked at " + clock_text(self.view().call_seconds) + ".", "good")

    def do_another(self) -> None:
        """Show the next way to say it, and remember which was on the screen."""
        talk = spoken_in_ways(self.view())
        assert talk is not None  # or it would have been refused
        _, used, _ = talk.wordings[(talk.shown + 1) % len(talk.wordings)]
        self.act(machine.reword, talk.place, used)

    # By mouse

    async def on_call_pane_pressed(self, event: CallPane.Pressed) -> None:
        """Do what the key that stands there does."""
        event.stop()
        self.say("")
        match event.what:
            case ("answer", item, number):
                self._from_box()
                self._answer(int(item), int(number))
            case ("tick", item):
                self._from_box()
                self._tick(int(item))
            case ("item" | "type", item):
                self._from_box()
                self.current = int(item)
                self.draw()
                if event.what[0] == "type":
                    self.do_type()
            case ("understood", item) if isinstance(notice := self.items[int(item)], NoticeView):
                self.current = int(item)
                self._understood(notice)
            case ("connect", number):
                self.connect(CONNECTS[int(number) - 1])
            case ("step", step):
                self._go_to(step)
            case ("settled", key):
                await self.action_command("call.settled", key)
            case ("log",):
                self.log_nobody()
            case ("people on the call",):
                await self.action_command("call.people")
            case (command,):
                await self.action_command(f"call.{command}")

    def _from_box(self) -> None:
        """Leave the line of text for what was pressed."""
        if self.typing:
            self._given_back.add(self.typing)
            self.close_input()


def _has_many(item: CallItem | None) -> bool:
    return isinstance(item, QuestionView) and len(item.answers) > 9
