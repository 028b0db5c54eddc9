"""The steps of a debrief: ticked, all done at once, skipped with a reason, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.desk.offers import of_detour
from playbook.runs import machine
from playbook.runs.debrief import AllDone, all_done
from playbook.text import one_line
from tui.call_keys import REASONS
from tui.debrief_items import inside_of, step_of, told_of

if TYPE_CHECKING:
    from playbook.plays.model import Page
    from playbook.runs.model import OpenRun
    from tui.screens.call_asides import CallAsides
    from tui.screens.form import FormScreen

    class Host(FormScreen[None], CallAsides):
        """What the screen has."""

        def do_next_step(self) -> None: ...  # noqa: D102
else:
    Host = object


class DebriefSteps(Host):
    """What became of each step."""

    _batch = (0, 0)
    """How many events the run had after “all done”, and how many of them that made."""

    def do_tick(self) -> None:
        """Tick what is under the cursor; go on from what was just ticked."""
        item, step = self.asking, step_of(self.at)
        if item.kind == "notice":
            before = item.mark
            if before != "☑" and self.act(machine.acknowledge, inside_of(item.id)):
                self.move(1)
        elif self.act(machine.tick, step, "" if item.kind == "step" else inside_of(item.id)):
            if item.mark == "☐" and item.kind == "step":
                self.do_next_step()
            elif item.mark == "☐":
                self.move(1)

    def do_all_done(self) -> None:
        """Make every step done that can be."""
        made: list[AllDone] = []

        def act(page: Page, run: OpenRun, seconds: float) -> OpenRun:
            made.append(all_done(page, run, seconds))
            return made[-1].run

        if not self.act(act):
            return
        self._batch = (len(self.run.events), len(made[0].done))
        self.say(told_of(made[0], self.view()))

    def do_skip(self) -> None:
        """Say that the step was skipped, and why."""
        from tui.screens.choose import ChooseScreen

        step = step_of(self.at)
        title = next(one.title for one in self.view().steps if one.id == step)
        reasons = self.workspace.settings.vocabulary.skip_reasons or REASONS

        def skip(page: Page, run: OpenRun, seconds: float, reason: str) -> OpenRun:
            done = any(one.id == step and one.state == "done" for one in self.view().steps)
            run = machine.tick(page, run, seconds, step) if done else run  # all were done, but this one
            return machine.skip(page, run, seconds, reason, step)

        about = self.about()

        def because(reason: str | None) -> None:
            if reason and self.act(skip, reason):
                self.at = f"step:{step}"
                self.do_next_step()
                if offer := of_detour(reason):
                    self.offer(offer, about, f"Skipped “{one_line(title)}”.")

        options = [(reason, reason) for reason in reasons]
        self.app.push_screen(
            ChooseScreen(f"“{title}” was skipped: why?", options, other="another reason …", does="skip"),
            because,
        )

    def do_undo(self) -> None:
        """Take the last act back; “all done” is one act."""
        events, count = self._batch
        many = count if events == len(self.run.events) else 1
        label = self.view().undo_label
        for _ in range(many):
            self.act(machine.undo)
        self.say(f"Undone: {count} steps." if many > 1 else label.replace("undo: ", "Undone: "))
