"""The links of a page by letter, and the question before one leads out of the playbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from playbook.text import one_line
from tui.commands import Command
from tui.page_links import Link
from tui.rows import fit, short
from tui.screens.once import Dialog, told_line
from tui.widgets.bars import KeyBar
from tui.widgets.titles import set_title

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ123456789"


class LinksScreen(Dialog[str | None]):
    """Choose a link by its letter; returns where it leads."""

    ABOUT = "The links of this page, those on the line under the cursor first. A letter opens one."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            "links.open",
            ",".join(LETTERS),
            "opens the link",
            "Open the link of this letter.",
            bar=True,
            each=True,
        ),
    )
    INSIDE = ()

    def __init__(
        self, links: Sequence[Link], leads: Callable[[], Mapping[str, str]] = dict[str, str]
    ) -> None:
        """`leads` reads, in a thread, where addresses lead, in words."""
        super().__init__()
        self.leads = leads
        distinct = dict.fromkeys((link.text, link.href) for link in links)
        self.links = list(zip(LETTERS, distinct, strict=False))

    def compose(self) -> ComposeResult:
        """A line for each."""
        with Vertical(classes="panel dialog"):
            with VerticalScroll(classes="link-list"):
                yield Static(self._lines({}), id="links", markup=False)
            yield KeyBar(moves=False)

    def on_mount(self) -> None:
        """Name it."""
        super().on_mount()
        set_title(self.query_one(Vertical), "Links")
        self.playbook.load(self, self.leads, self._got, "links")

    def _got(self, leads: Mapping[str, str]) -> None:
        self.query_one("#links", Static).update(self._lines(leads))

    def _lines(self, leads: Mapping[str, str]) -> Text:
        lines = Text(no_wrap=True, overflow="ellipsis")
        for letter, (text, href) in self.links:
            lines.append(f" {letter}  ", "bold").append(fit(text or href, 34))
            lines.append(f"  {short(one_line(leads.get(href, href)), 30)}\n", "dim")
        lines.rstrip()
        return lines

    def commands(self) -> tuple[Command, ...]:
        """Return the letters that stand here."""
        letters = ",".join(letter for letter, _ in self.links)
        shown = Command("links.open", letters, "opens the link", self.KEYS[0].help, bar=True, each=True)
        return tuple(shown if command.id == shown.id else command for command in super().commands())

    def do_open(self, letter: str) -> None:
        """Open the link of a letter."""
        hit = next((href for known, (_, href) in self.links if known == letter), None)
        if hit is not None:
            self.dismiss(hit)


class OutsideScreen(Dialog[bool]):
    """Whether an address outside the playbook is to be opened."""

    ABOUT = "The whole address, so that you see where it leads before anything is opened."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            "outside.open", "enter,o", "open in the browser", "Open the address in your browser.", bar=True
        ),
        Command("outside.copy", "y", "copy the address", "Copy the address.", bar=True),
    )

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def compose(self) -> ComposeResult:
        """The address, whole."""
        with Vertical(classes="panel dialog"):
            yield Static("This leads out of the playbook:", markup=False, classes="dialog-body")
            yield Static(Text(one_line(self.url), style="bold", overflow="fold"), classes="dialog-body")
            yield told_line()
            yield KeyBar(moves=False)

    def on_mount(self) -> None:
        """Name it."""
        super().on_mount()
        set_title(self.query_one(Vertical), "Open outside?")

    def do_open(self) -> None:
        """Open it."""
        self.dismiss(True)

    def do_copy(self) -> None:
        """Copy it."""
        from tui.clipboard import copy

        self.say(copy(self.app, self.url), "good")
