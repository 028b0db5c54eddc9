"""Choose one thing by one key, or by the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from playbook.text import one_line
from tui.commands import Command
from tui.rows import fit, fold, short
from tui.screens.once import Dialog
from tui.widgets.bars import KeyBar
from tui.widgets.titles import set_title

NARROW = 56
"""Cells of a label for which the small box is wide enough."""
WIDEST = 118
"""Cells of the wide box."""
EDGES = 10
"""Cells of a line that are no label: the frame, and the key before it."""
FRAME = 3
"""Lines of the box that are no options: the frame, and the keys."""
BEFORE = 4
"""Cells before a label: its key, and the space around it."""
KEYS = "123456789abcdefghijklmnopqrstuvwxyz"

Option = tuple[str, str, str]
"""Its key, its label, and what a click does."""


def options_text(options: Sequence[Option], room: int, lines: int) -> Text:
    """Return the options, a line each; in two columns where there are more than `lines` and their words fit.

    `room`: cells of a label in one column.
    """
    half = (room - BEFORE) // 2
    many = len(options) > lines and all(cell_len(one_line(label)) < half for _, label, _ in options)
    count = (len(options) + 1) // 2 if many else len(options)
    rows = []
    for place in range(count):
        row = Text()
        for key, label, action in options[place::count]:
            said = fit(label, half) if many else short(label, room)
            part = Text.assemble((f" {key}  ", "bold"), said)
            part.stylize(Style(meta={"@click": action}))
            row.append_text(part)
        rows.append(row)
    return Text("\n").join(rows)


class ChooseScreen(Dialog[str | None]):
    """Options on digits (then letters); one key chooses."""

    ABOUT = "Each option stands behind its key; one press chooses it."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            "choose.option",
            ",".join(KEYS),
            "choose",
            "Choose what stands behind this key.",
            bar=True,
            each=True,
        ),
        Command("choose.other", "0", "other", "Say it in your own words.", fixed=True),
    )
    INSIDE = ()

    def __init__(
        self,
        title: str,
        options: Sequence[tuple[str, str]],
        *,
        body: str | Sequence[str] = "",
        other: str = "",
        does: str = "choose",
    ) -> None:
        """Ask `title`; `body` is what there is to know before, one paragraph or one line each.

        `other` offers to say it in own words; `does` is what Enter does with them, as the key bar says it.
        """
        super().__init__()
        self.heading, self.other, self.does = title, other, does
        self.text = "\n".join(map(one_line, (body,) if isinstance(body, str) else body))
        self.options = [(key, value, label) for key, (value, label) in zip(KEYS, options, strict=False)]

    def compose(self) -> ComposeResult:
        """A box with one line per option."""
        wide = any(cell_len(one_line(label)) > NARROW for _, _, label in self.options)
        with Vertical(classes=f"panel dialog {'wide' if wide else 'small'}"):
            if self.text:
                yield Static(self.text, markup=False, classes="dialog-body")
            room = min(self.app.size.width * 92 // 100, WIDEST) - EDGES if wide else NARROW
            options = [
                (key, label, f"screen.command('choose.option', '{key}')") for key, _, label in self.options
            ]
            if self.other:
                options.append(("0", self.other, "screen.command('choose.other')"))
            above = len(fold([(self.text, "")], room)) if self.text else 0
            free = self.app.size.height * 9 // 10 - FRAME - above
            yield Static(options_text(options, max(room, NARROW), free), classes="options")
            yield KeyBar(moves=False)

    def on_mount(self) -> None:
        """Put the question on the frame."""
        set_title(self.query_one(Vertical), self.heading)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be chosen here."""
        keys = ",".join(key for key, _, _ in self.options)
        found = [command for command in super().commands() if command.id != "choose.other" or self.other]
        option = Command("choose.option", keys, "choose", self.KEYS[0].help, bar=True, each=True)
        return tuple(
            option if command.id == option.id else command for command in found if keys or not command.each
        )

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys that choose, 0 among them where it stands for own words."""
        shown = super().bar_commands()
        if not self.other:
            return shown
        if not self.options:
            return [next(one for one in self.commands() if one.id == "choose.other"), *shown]
        return [replace(one, keys=f"0,{one.keys}") if one.each else one for one in shown]

    def do_option(self, key: str) -> None:
        """Choose."""
        hit = next((value for known, value, _ in self.options if known == key), None)
        if hit is not None:
            self.dismiss(hit)

    def do_other(self) -> None:
        """Say it in own words."""
        from tui.screens.ask import AskScreen

        def said(text: str | None) -> None:
            if text:
                self.dismiss(text)

        self.app.push_screen(AskScreen(self.heading, does=self.does), said)
