"""Whatever takes commands: a screen, a dialog, a list, a page. Each says what can be done and why something cannot."""

from __future__ import annotations

from inspect import isawaitable
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar, cast

from playbook.errors import PlaybookError
from tui.commands import Command, bindings, keyed

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.dom import DOMNode

    from tui.app import PlaybookApp
    from tui.keymap import Keymap


class CommandHost:
    """Takes the keys of its commands; mixed into screens and widgets, before Textual's own class."""

    KEYS: ClassVar[tuple[Command, ...]] = ()
    """What can be done here."""
    ALSO: ClassVar[tuple[Command, ...]] = ()
    """What can be done on all of its kind."""
    INSIDE: ClassVar[tuple[type[CommandHost], ...]] = ()
    """Widgets in it that take keys of their own: the keymap must not give one key to both."""
    BINDINGS: ClassVar[list[BindingType]]

    def __init_subclass__(cls, **arguments: Any) -> None:
        if "KEYS" in cls.__dict__ or "ALSO" in cls.__dict__:
            cls.BINDINGS = [*bindings((*cls.KEYS, *cls.ALSO)), *cls.__dict__.get("BINDINGS", ())]
        super().__init_subclass__(**arguments)

    @classmethod
    def all_commands(cls) -> tuple[Command, ...]:
        """Return every command that can ever be done here."""
        return (*cls.KEYS, *cls.ALSO)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here now, first what matters most."""
        return self.all_commands()

    def why_not(self, command: str) -> str:
        """Return why the command with this id is not possible now, or an empty text."""
        return ""

    async def action_command(self, id_: str, *said: str) -> None:
        """Do a command; `said` is the key of one that is told its key."""
        command = next((command for command in self.commands() if command.id == id_), None)
        if command is None:
            return
        if reason := self.why_not(id_):
            self.refuse(reason)
            return
        self.app_of_host.did(id_)
        try:
            outcome = getattr(self, f"do_{command.verb}")(*said)
            if isawaitable(outcome):
                await outcome
        except PlaybookError as error:
            self.fail(error)

    @property
    def app_of_host(self) -> PlaybookApp:
        """The app, by its own type."""
        return cast("PlaybookApp", cast("DOMNode", self).app)

    @property
    def keymap(self) -> Keymap:
        """Which keys this person has given to what."""
        return self.app_of_host.my_keys

    def key(self, id_: str) -> str:
        """Return how the key of a command of mine, or of what lies in me or around me, is written; else its id."""
        app = self.app_of_host
        inside = (command for host in self.INSIDE for command in host.all_commands())
        below: list[CommandHost] = [one for one in app.screen_stack if isinstance(one, CommandHost)]
        around = (command for host in (app, *below) for command in host.all_commands())
        every = chain(self.commands(), inside, around)
        command = next((command for command in every if command.id == id_), None)
        return self.keymap.shown(command) if command else id_

    def keyed(self, text: str) -> str:
        """Return one of our own texts with each `{area.verb}` in it as the key that does it now."""
        return keyed(text, self.key)

    def refuse(self, reason: str) -> None:
        """Say why a command is not possible now."""
        self.app_of_host.say(reason)

    def fail(self, error: Exception) -> None:
        """Say what went wrong."""
        self.app_of_host.say(str(error), "error")
