"""From inside the play to what was said and done about the step one stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.desk.answers import Heard

if TYPE_CHECKING:
    from playbook.preparing import Preparation
    from tui.screens.prep_acts import PrepActs

    Host = PrepActs
else:
    Host = object


class PrepHeard(Host):
    """The part of prep that says something back."""

    found: Preparation | None

    @property
    def heard(self) -> Heard | None:
        """What was answered of the step under the cursor; of no step here, what was answered of the page first."""
        told: tuple[Heard, ...] = self.found.heard if self.found is not None else ()
        step = self._step()
        of_step = (one for one in told if step is not None and one.step == step.id)
        return next(of_step, next(iter(told), None))

    def do_heard(self) -> None:
        """Show it with its thread, where thanks and “not yet” are a key each."""
        from tui.screens.my_feedback import MyFeedbackScreen

        heard = self.heard
        if heard is not None:
            self.app.push_screen(MyFeedbackScreen(heard.feedback), lambda _: self.reload())
