"""What is agreed in a 1:1: who does what by when, and that it is done; the screen has the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from playbook.text import one_line
from tui.rows import short
from tui.screens.base import PlaybookScreen

if TYPE_CHECKING:
    from datetime import date

    from playbook.coaching.sessions import Action, OneOnOne
    from playbook.one_on_ones import Pair


class SessionAgreed(PlaybookScreen[None]):
    """What the acts of a 1:1 know, and those about what is agreed."""

    pair: Pair | None = None
    reads = ""
    """Who may read it, and where it goes."""

    @property
    def one(self) -> OneOnOne | None:
        """The 1:1 under the cursor."""
        raise NotImplementedError

    @property
    def open_actions(self) -> list[Action]:
        """What is agreed between the two and not done."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read all anew."""
        raise NotImplementedError

    def _act(self, work: Callable[[], Any], told: str) -> None:
        def done(_: object) -> None:
            self.say(told, "good")
            self.reload()

        self.save(work, done)

    def do_agree(self) -> None:
        """Ask what is to be done, by whom, and by when."""
        from tui.screens.ask import AskScreen

        def said(text: str | None) -> None:
            if text:
                self._ask_who(text)

        self.app.push_screen(AskScreen("What is to be done?", body=self.reads, does="next"), said)

    def _ask_who(self, text: str) -> None:
        from tui.screens.choose import ChooseScreen

        one, name_of = self.one, self.workspace.name_of
        if one is None:
            return

        def chosen(who: str | None) -> None:
            if who:
                self._ask_day(one, text, who)

        people = [(who, name_of(who)) for who in (one.rep, one.coach)]
        self.app.push_screen(ChooseScreen("Who does it?", people, body=text), chosen)

    def _ask_day(self, one: OneOnOne, text: str, who: str) -> None:
        from playbook.one_on_ones import agree
        from tui.screens.ask_day import AskDayScreen

        def by(day: date | None) -> None:
            when = day.isoformat() if day else ""
            self._act(
                partial(agree, self.workspace, one, text, who, when), "Agreed: carried over until it is done."
            )

        self.app.push_screen(AskDayScreen("By when? Escape: no day", self.workspace.today, does="add"), by)

    def do_done(self) -> None:
        """Ask which is done, and what became of it."""
        from tui.screens.choose import ChooseScreen

        actions = {one.id: one for one in self.open_actions}

        def chosen(id_: str | None) -> None:
            if id_:
                self._ask_state(actions[id_])

        options = [(one.id, one_line(one.text)) for one in actions.values()]
        self.app.push_screen(ChooseScreen("Which one?", options), chosen)

    def _ask_state(self, action: Action) -> None:
        from playbook.one_on_ones import end_action
        from tui.screens.choose import ChooseScreen

        def chosen(state: str | None) -> None:
            if state:
                self._act(
                    partial(end_action, self.workspace, action, state), f"{short(action.text, 40)}: {state}."
                )

        states = [("done", "it is done"), ("dropped", "nobody will do it")]
        self.app.push_screen(ChooseScreen("What became of it?", states, body=action.text), chosen)
