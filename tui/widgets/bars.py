"""The lines above and below every screen: modes, a message, keys. One widget each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.widget import Widget

from playbook.text import one_line
from tui.ink import style_of
from tui.rows import width_of
from tui.widgets.bare_lines import BareLine

if TYPE_CHECKING:
    from tui.commands import Command


class ModeBar(BareLine):
    """Where one is: the modes with their counts, and who one is."""

    def __init__(self) -> None:
        super().__init__()
        self.modes: Sequence[tuple[str, str, int]] = ()
        self.current = ""
        self.people: Sequence[str] = ()
        self.status = self.status_ink = ""

    def show(
        self,
        modes: Sequence[tuple[str, str, int]],
        current: str,
        people: Sequence[str],
        status: tuple[str, str] = ("", ""),
    ) -> None:
        """Show `(key, name, count)` of each mode, the current mode's name, and the longest of `people` that fits.

        `status` is a word before it, with its ink: it is dropped last.
        """
        before = (self.modes, self.current, self.people, self.status, self.status_ink)
        self.modes, self.current, self.people = modes, current, [one_line(text) for text in people]
        self.status, self.status_ink = status
        if before != (self.modes, self.current, self.people, self.status, self.status_ink):
            self.refresh()

    def render(self) -> Text:
        """Return the line."""
        line = Text(no_wrap=True, overflow="crop")
        for key, name, count in self.modes:
            here = name == self.current
            label = f" {key} {name}" + (f" {count} " if count else " ")
            action = Style(meta={"@click": f"app.mode('{name.lower()}')"})
            line.append(label, Style(bold=here, reverse=here) + action)
        room = self.size.width - line.cell_len
        status = f"{self.status} " if self.status else ""
        for person in (*self.people, ""):
            width = width_of(status) + width_of(person)
            if room > width + 1:
                line.append(" " * (room - width - 1))
                line.append(status, self._ink(self.status_ink))
                line.append(person, Style(dim=True))
                break
        return line

    def _ink(self, name: str) -> Style:
        if not name:
            return Style(dim=True)
        return style_of(name, Style(), self.background_colors[1], self.app.theme_variables)


class Message(Widget):
    """One line that says what just happened, or what to do."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tone = ""

    def say(self, text: str, tone: str = "") -> None:
        """Show `text`; tone `error` or `good` adds a word's worth of colour beside its glyph."""
        if (text, tone) != (self.text, self.tone):
            was_one_line = self._is_one_line
            if tone != self.tone:
                self.set_classes(f"tone-{tone}" if tone else "")
            self.text, self.tone = one_line(text), tone
            self.refresh(layout=not (was_one_line and self._is_one_line))

    @property
    def _is_one_line(self) -> bool:
        """It stands on one line, as it does with nothing to say: the rest of the screen can stay where it is."""
        return self.size.height == 1 and width_of(self._words) <= self.content_size.width

    @property
    def _words(self) -> str:
        glyph = {"error": "✗ ", "good": "✓ "}.get(self.tone, "")
        return f"{glyph}{self.text}" if self.text else ""

    def render(self) -> Text:
        """Return the line."""
        return Text(self._words)


class KeyBar(BareLine):
    """The four or five keys that matter here; the others are behind F1."""

    def __init__(self, *, moves: bool = True) -> None:
        super().__init__()
        self.commands: Sequence[tuple[Command, str, bool]] = ()
        self.moves = moves
        """Whether the arrows do something here."""

    def show(self, commands: Sequence[tuple[Command, str, bool]]) -> None:
        """Show each command's label with how its key is written; not bold where it is not possible now."""
        if list(commands) != list(self.commands):
            self.commands = tuple(commands)
            self.refresh()

    def render(self) -> Text:
        """Return the line: as many keys as fit, and always the way out and F1."""
        line = Text(no_wrap=True, overflow="crop")
        out = [one for one in self.commands if is_way_out(one[0])][:1]
        last = Text()
        for one in out:
            last.append_text(self._part(*one))
        arrows = Text.assemble((" ↑↓", Style(bold=True))) if self.moves else Text()
        help_ = Text.assemble((" F1", Style(bold=True)), " help ")
        help_.stylize(Style(meta={"@click": "screen.command('help')"}))
        last.append_text(arrows).append_text(help_)
        room = self.size.width - last.cell_len
        for command, key, possible in self.commands:
            if out and is_way_out(command) and key == out[0][1]:
                continue  # one key, however many of what is open here it leads out of
            part = self._part(command, key, possible)
            if part.cell_len > room:
                break
            line.append_text(part)
            room -= part.cell_len
        line.append(" " * max(room, 0))
        line.append_text(last)
        return line

    @staticmethod
    def _part(command: Command, key: str, possible: bool) -> Text:
        part = Text.assemble((f" {key}", Style(bold=possible)), f" {command.label} ")
        if not possible:
            part.stylize(Style(dim=True))
        said = f", '{command.keys}'" if command.each else ""
        if "," not in command.keys or not command.each:  # which of several keys was meant a click cannot say
            part.stylize(Style(meta={"@click": f"screen.command('{command.id}'{said})"}))
        return part


def is_way_out(command: Command) -> bool:
    """Return whether a command leads away from here: it is never dropped from the bar."""
    return "escape" in command.keys.split(",") or command.id == "app.quit"


class Line(BareLine):
    """A line of text that repaints itself alone, and only when it changes."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.text = Text()
        self._said: Text | str = ""

    def show(self, text: Text | str) -> None:
        """Show one line."""
        if isinstance(text, str) and text == self._said:
            return
        self._said = text
        margin = " " if isinstance(text, str) and text.startswith(" ") else ""
        new = Text(margin + one_line(text)) if isinstance(text, str) else text
        if new != self.text or new.spans != self.text.spans:
            self.text = new
            self.refresh()

    def render(self) -> Text:
        """Return the line."""
        line = self.text.copy()
        line.no_wrap, line.overflow = True, "ellipsis"
        return line
