"""What marketing and sales agreed: put on the agenda, done or dropped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from playbook.liaison.agenda import Task
from playbook.text import one_line
from tui.rows import short

if TYPE_CHECKING:
    from tui.screens.base import PlaybookScreen
    from tui.together_pages import Told

    Host = PlaybookScreen[None]
else:
    Host = object


class TogetherAgreed(Host):
    """The part of Together that keeps the agenda."""

    told: Told | None

    if TYPE_CHECKING:  # what the screen has

        def reload(self) -> None: ...  # noqa: D102

    @property
    def open_tasks(self) -> list[Task]:
        """What is agreed and not done."""
        return [one for one in self.told.tasks if one.state == "open"] if self.told else []

    def changed(self, told: str) -> Callable[[object], None]:
        """Return what says that something changed, and reads the page anew."""

        def after(_: object) -> None:
            self.say(told, "good")
            self.reload()

        return after

    def do_agree(self) -> None:
        """Ask what was agreed, who does it, and by when."""
        from tui.screens.ask import AskScreen

        def said(text: str | None) -> None:
            if text:
                self._ask_who(text)

        self.app.push_screen(AskScreen("What was agreed?", does="next"), said)

    def _ask_who(self, text: str) -> None:
        from tui.screens.choose import ChooseScreen

        people = [
            ("", "nobody yet"),
            *((id_, person.name or id_) for id_, person in self.workspace.people.items()),
        ]

        def chosen(who: str | None) -> None:
            if who is not None:
                self._ask_day(text, who)

        self.app.push_screen(ChooseScreen("Who does it?", people, body=text), chosen)

    def _ask_day(self, text: str, who: str) -> None:
        from playbook.liaising import agree
        from tui.screens.ask_day import AskDayScreen

        def by(day: object) -> None:
            when = str(day) if day else ""
            self.save(
                partial(agree, self.workspace, text, who, when), self.changed("It stands on the agenda.")
            )

        self.app.push_screen(AskDayScreen("By when? Escape: no day", self.workspace.today, does="add"), by)

    def do_done(self) -> None:
        """Ask which is done."""
        from tui.screens.choose import ChooseScreen

        tasks = {one.id: one for one in self.open_tasks}
        options = [(one.id, one_line(one.text)) for one in tasks.values()]

        def chosen(id_: str | None) -> None:
            if id_:
                self._ask_state(tasks[id_])

        self.app.push_screen(ChooseScreen("Which one?", options), chosen)

    def _ask_state(self, task: Task) -> None:
        from playbook.liaising import end_task
        from tui.screens.choose import ChooseScreen

        def chosen(state: str | None) -> None:
            if state:
                self.save(
                    partial(end_task, self.workspace, task, state),
                    self.changed(f"{short(task.text, 40)}: {state}."),
                )

        states = [("done", "it is done"), ("dropped", "nobody will do it")]
        self.app.push_screen(ChooseScreen("What became of it?", states, body=task.text), chosen)
