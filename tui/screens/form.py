"""A form on one screen: up and down move, a digit chooses, text is typed where it will stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from playbook.text import one_line
from tui.commands import Command
from tui.form_days import MOVING, read_day, said_back
from tui.form_rows import ALL, MANY, Form, Item, form_of
from tui.screens.base import HELP
from tui.screens.form_asked import FormAsked, Result
from tui.widgets.bars import Line
from tui.widgets.form_line import FormLine
from tui.widgets.rows_view import RowsView

WIDEST = 96
"""Cells of a form; a longer line of options is hard to take in."""


class FormScreen(FormAsked[Result]):
    """Asks several things at once; each answer is kept at its key press."""

    ALSO: ClassVar[tuple[Command, ...]] = (*MOVING, HELP)

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self._given_back = ""
        """The item whose letters were given back to the keys; typed in again when one comes to it again."""
        self._over = ""
        """The day that was typed and is over: a second Enter keeps it."""

    def body(self) -> Iterable[Widget]:
        """A title and the form."""
        yield Line(id="form-title", classes="title-line")
        yield from self.form_body()

    def form_body(self) -> ComposeResult:
        """The rows, the line that is typed in laid over them, and a sentence about what is asked."""
        with Vertical(id="form"):
            yield RowsView(id="form-view", around=2)
            yield FormLine(id="form-input")
        yield Line(id="form-hint")

    def on_mount(self) -> None:
        """Ask."""
        super().on_mount()
        self.watch(self.query_one(RowsView), "scroll_y", self._place_input, init=False)
        self.query_one(RowsView).focus()
        self.draw()

    def refold(self) -> None:
        """Fold anew; what is being typed stays."""
        self.draw(typing=True)

    def draw(self, *, typing: bool = False) -> None:
        """Paint what is asked and what was said; `typing` keeps the line that is being typed as it is."""
        view = self.query_one(RowsView)
        width = min(view.text_width, WIDEST)
        item = self.asking
        self.at = item.id
        typed = self._given_back != self.at
        self.form = form_of(
            self.asked(), self.at, width, self.head(width), typed=typed, more=self.key("form.more")
        )
        view.show(self.form.rows, keep=True)
        view.go_to(min(self.form.ends[self.at] + 1, len(self.form.rows) - 1))
        view.go_to(0 if self.form.places[self.at] < 3 else self.form.places[self.at])
        self._show_input(item, typing=typing)
        self._hint(item)
        self.keys_changed()

    def _show_input(self, item: Item, *, typing: bool) -> None:
        line = self.query_one(FormLine)
        typed = item.takes_text and self._given_back != self.at
        line.set_class(typed, "-shown")
        if not typed:
            self.query_one(RowsView).focus()
            return
        if not typing:
            line.take(item)
        self._place_input()
        line.focus()

    def _place_input(self) -> None:
        row, column = self.form.inputs.get(self.at, (0, 0))
        view = self.query_one(RowsView)
        top = max(0, min(row - view.scroll_offset.y, max(view.size.height - 1, 0)))
        self.query_one(FormLine).lay(self.asking, column, top, min(view.text_width, WIDEST))

    def _hint(self, item: Item) -> None:
        self.query_one("#form-hint", Line).show(f"  {self.hint_of(item)}")

    # Moving and answering

    def on_key(self, event: events.Key) -> None:
        """Move by letters too, where no text takes them."""
        if event.key in ("j", "k") and not isinstance(self.focused, FormLine):
            event.stop()
            event.prevent_default()
            self.move(1 if event.key == "j" else -1)

    def do_up(self) -> None:
        """Go to the item above, also out of a line of text."""
        if not self.is_typing or self._keep_text():
            self.move(-1)

    def do_down(self) -> None:
        """Go to the item below."""
        if not self.is_typing or self._keep_text():
            self.move(1)

    def do_choose(self, digit: str) -> None:
        """Choose."""
        item = self.asking
        if int(digit) <= len(item.options):
            self._choose(item, item.options[int(digit) - 1].value)
        else:
            self.say(f"{digit} is nothing that can be chosen here.")

    def do_more(self) -> None:
        """Choose among all answers, where there are more than the digits reach."""
        item = self.asking
        if len(item.options) < 10:
            self.say("The digits reach everything that can be chosen here.")
            return

        def chosen(value: str | None) -> None:
            if value is not None:
                self._choose(item, value)

        title = one_line(item.label or item.about)
        if len(item.options) > MANY:
            from tui.screens.pick_option import PickOptionScreen

            self.app.push_screen(PickOptionScreen(title, item.options, next(iter(item.chosen), "")), chosen)
        else:
            from tui.screens.choose import ChooseScreen

            self.app.push_screen(ChooseScreen(title, item.options), chosen)

    @property
    def is_typing(self) -> bool:
        """A line of text has the letters."""
        return isinstance(self.focused, FormLine)

    def _choose(self, item: Item, value: str) -> None:
        if self.choose(item, value):
            self.draw()
            if item.kind == "choice":
                self.move(1)

    def move(self, by: int) -> None:
        """Go to another item, seen from this one: what was just said may have brought new ones."""
        ids = [item.id for item in self.asked()]
        place = ids.index(self.at) if self.at in ids else 0
        self.go_to(ids[max(0, min(place + by, len(ids) - 1))])

    def go_to(self, id_: str) -> None:
        """Go to the item with that id."""
        self.at = id_
        self._over = self._given_back = ""
        self.draw()

    def give_back(self) -> None:
        """Keep what was typed, and give the letters back to the keys."""
        if self._keep_text():
            self._given_back = self.at
            self.draw()

    def go_on(self) -> None:
        """Go to the next item; from the last one, on."""
        if self.asked()[-1].id == self.at:
            self.done()
        else:
            self.move(1)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the text and go on."""
        event.stop()
        if self._keep_text():
            self.go_on()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say how a day is read while it is typed."""
        item = self.asking
        text = event.value.strip()
        if item.kind != "date" or not text or not event.input.has_focus:
            return
        if told := said_back(text, self.workspace.today):
            self.query_one("#form-hint", Line).show(f"  = {told}")
        else:
            self._hint(item)

    def _keep_text(self) -> bool:
        """Keep what stands in the line; say why when it cannot be, and ask twice for a day that is over."""
        item, text = self.asking, self.query_one(FormLine).value.strip()
        if item.kind == "date" and text:
            day, told = read_day(text, self.workspace.today, known=text in (item.text, self._over))
            if day is None:
                self._over = text
                self.say(told)
                return False
            text = day.isoformat()
        if text != item.text and not self.keep(item, text):
            return False
        self.say("")
        return True

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Choose what the mouse points at, or go to the item there."""
        view = self.query_one(RowsView)
        if not view.region.contains(event.screen_x, event.screen_y):
            return
        row = event.screen_y - view.content_region.y + view.scroll_offset.y
        item_id, value = self.form.value_at(row, event.screen_x - view.content_region.x)
        target = item_id or self.form.item_at(row)
        typing = self.asking.takes_text and not self._given_back  # the button has taken the focus already
        if not target or (typing and target != self.at and not self._keep_text()):
            return
        if typing and target == self.at:
            self.query_one(FormLine).focus()
            return
        item = next((item for item in self.asked() if item.id == target), None)
        if item is None:  # what was just kept has taken it away
            self.draw()
            return
        self.at, self._given_back = target, ""
        if value == ALL:
            self.draw()
            self.do_more()
        elif item_id:
            self._choose(item, value)
        else:
            self.draw()
            self.clicked(item)
