"""The desk: a queue where one acts and moves on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable, Static

from playbook.desk.actions import allowed, audience_for, shown, triage
from playbook.desk.model import Item
from playbook.desk.similar import SimilarIndex
from playbook.desk.states import ROUTES
from playbook.desk.tabs import TABS, Tab, counts, listed
from playbook.desk.undo import LastAct, last_act, undo
from playbook.records.model import Action, Triage
from tui.commands import Command
from tui.desk_text import Shown, item_cells, preview_rows
from tui.screens.mode import ModeScreen
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

TAB_NAMES: dict[Tab, str] = {
    "new": "New",
    "mine": "Mine",
    "waiting": "Waiting for rep",
    "overdue": "Overdue",
    "ready": "Ready",
    "answered": "Answered",
}

EMPTY: dict[Tab, str] = {
    "new": "Nothing new: every item has been looked at.",
    "mine": "Nothing is assigned to you.",
    "waiting": "No question to a rep is open.",
    "overdue": "Nothing is overdue now.",
    "ready": "No change is under way.",
    "answered": "Nothing has been answered yet.",
}


@dataclass(frozen=True)
class Loaded:
    """What the screen read in one go."""

    items: dict[str, Item]
    numbers: dict[Tab, int]
    similar: SimilarIndex


class DeskScreen(ModeScreen):
    """The liaison's queue."""

    NAME = "Desk"
    ABOUT = (
        "Feedback from the field, the most urgent first: by the promise, then by how many accounts are behind it. "
        "One key acts, and the cursor is on the next."
    )
    KEYS = (
        Command("desk.accept", "a", "accept", "Take it in: marketing will deal with it.", bar=True),
        Command("desk.answer", "w", "answer", "Write the rep the answer.", bar=True),
        Command("desk.decline", "d", "decline", "Say no, with a reason that the rep reads.", bar=True),
        Command("desk.ask", "q", "ask", "Ask the rep a question; the promise's clock pauses.", bar=True),
        Command(
            "desk.merge",
            "m",
            "merge",
            "Put it together with a similar one; its supporters go along.",
            bar=True,
        ),
        Command("desk.undo", "u", "undo", "Take back what you did last.", bar=True),
        Command("desk.route", "r", "route", "Send it on: product, price, process, legal …"),
        Command("desk.assign", "s", "assign", "Give it to somebody."),
        Command("desk.label", "l", "label", "Label it; -name takes a label away."),
        Command("desk.reopen", "O", "reopen", "Open it again."),
        Command("desk.split", "S", "split", "Take a merged item apart again."),
        Command("desk.reply", "y", "reply", "Reply to the desk's question (the rep)."),
        Command("desk.open", "enter,o", "open", "Open the play at the line it is about.", bar=True),
        Command("desk.edit", "e", "edit play", "Open the page in your editor at the line it is about."),
        Command("desk.next-tab", "right_square_bracket,tab", "next tab", "The next tab.", bar=True),
        Command("desk.previous-tab", "left_square_bracket,shift+tab", "tab before", "The tab before."),
        Command(
            "desk.page", "v", "preview", "Show the preview instead of the list, on a narrow screen.", bar=True
        ),
    )

    def __init__(self) -> None:
        super().__init__()
        self.tab: Tab = "new"
        self.loaded: Loaded | None = None
        self.shown: list[Item] = []
        self.mine: set[str] = set()
        """Refs of what I did since the desk was opened."""
        self.wanted = ""
        """Id of the item that is to stand under the cursor once the desk is read."""
        self.undoing = ""
        self._acting = self._saved = False
        """What was done last is on its way to the disk; the disk has it, the list not yet."""
        self._keys: list[str] = []
        """Commands that wait for it, so that a quick second key means the next item."""

    def body(self) -> Iterable[Widget]:
        """Tabs, list, preview."""
        yield Static(id="desk-tabs", markup=False)
        with Horizontal(classes="two"):
            yield Table(id="items", classes="panel list")
            yield RowsView(id="preview", classes="panel preview")

    def on_mount(self) -> None:
        """Name the columns."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_column("item")
        table.focus()

    def reload(self) -> None:
        """Fold the feedback in a thread."""
        self.load(self._read, self._got)

    def _read(self) -> Loaded:
        workspace = self.workspace
        items = workspace.feedback()
        liaison = workspace.has_role("liaison")
        items = {id_: item for id_, item in items.items() if item.is_for(workspace.me, liaison=liaison)}
        numbers = counts(items, workspace.names, workspace.promise, workspace.clock.now())
        return Loaded(items, numbers, SimilarIndex(item for item in items.values() if item.is_open))

    def _got(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.playbook.counts["Desk"] = loaded.numbers["new"]
        self.show_modes()
        self._turn_to_wanted(loaded)
        self._show_tab()
        if self.wanted in [item.id for item in self.shown]:
            table = self.query_one(Table)
            table.move_cursor(row=table.get_row_index(self.wanted), animate=False)
        self.wanted = ""
        if self._saved:
            self._acting = self._saved = False
            self.call_next(self._next_key)

    def go_to(self, id_: str) -> None:
        """Put the cursor on an item, in the tab that has it."""
        self.wanted = id_
        self.reload()

    def _turn_to_wanted(self, loaded: Loaded) -> None:
        workspace, now = self.workspace, self.workspace.clock.now()
        for tab in (self.tab, *TABS) if self.wanted else ():
            found = listed(loaded.items, tab, workspace.names, workspace.promise, now)
            if any(item.id == self.wanted for item in found):
                self.tab = tab
                return

    def _show_tab(self) -> None:
        if self.loaded is None:
            return
        workspace, now = self.workspace, self.workspace.clock.now()
        tabs = Text(" ")
        for tab in TABS:
            here = tab == self.tab
            number = self.loaded.numbers[tab]
            tabs.append(f" {TAB_NAMES[tab]} {number or ''}".rstrip() + " ", "bold reverse" if here else "")
            tabs.append("│" if tab != TABS[-1] else "", "dim")
        self.query_one("#desk-tabs", Static).update(tabs)
        self.shown = listed(self.loaded.items, self.tab, workspace.names, workspace.promise, now)
        table = self.query_one(Table)
        cells = [(item.id, item_cells(item, workspace.promise, now)) for item in self.shown]
        table.fill(cells, height=2)
        if not self.shown:
            self.query_one(RowsView).show([])
            self.hint(EMPTY[self.tab])
        self._preview()

    def refold(self) -> None:
        """Fold the pane on the right anew."""
        self._preview()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self._preview()

    def _preview(self) -> None:
        item, loaded = self.item, self.loaded
        if item is None or loaded is None:
            self.keys_changed()
            return
        view = self.query_one(RowsView)
        width = view.text_width
        workspace = self.workspace

        def read() -> list[Any]:
            shown = Shown.read(item, workspace)
            alike = [(loaded.items[s.id], s.shared) for s in loaded.similar.like(item, 4)]
            return preview_rows(item, shown, alike, workspace, width)

        def show(rows: list[Any]) -> None:
            if self.item is item:
                view.show(rows)
                self.keys_changed()

        self.load(read, show, group="preview")

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        key = self.query_one(Table).current
        return next((item for item in self.shown if item.id == key), None)

    # Commands

    async def action_command(self, id_: str, *said: str) -> None:
        """Do a command, once what was done before it stands in the list."""
        if self._acting and id_.startswith("desk."):
            self._keys.append(id_)
        else:
            await super().action_command(id_, *said)

    async def _next_key(self) -> None:
        if self._keys and not self._acting:
            await self.action_command(self._keys.pop(0))
            self.call_next(self._next_key)

    def complain(self, error: Exception) -> None:
        """Say what went wrong; what waited for it is not done."""
        self._acting = self._saved = False
        self._keys.clear()
        super().complain(error)

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        verb = command.removeprefix("desk.")
        if not command.startswith("desk.") or verb in ("next-tab", "previous-tab", "page"):
            return super().why_not(command)
        if verb == "undo":
            return "" if self._last() else "Nothing done since you opened the desk is left to undo."
        item = self.item
        if item is None:
            return "There is nothing in this tab."
        if verb in ("open", "edit"):
            return "" if item.play else "This feedback is about no page."
        return allowed(item, verb, self.workspace.person)

    def _act(self, action: Action, **said: Any) -> None:
        item = self.item
        if item is not None:
            body = triage(item, action, self.workspace.person, people=self.workspace.people or None, **said)
            self._write([body], audience_for(item))

    def _write(self, bodies: Sequence[Triage], audience: str | None) -> None:
        workspace = self.workspace

        def work() -> None:
            for body in bodies:
                self.mine.add(workspace.append(body, audience).ref)

        self._acting = True
        self.save(work, lambda _: self._written(bodies))

    def _written(self, bodies: Sequence[Triage]) -> None:
        self._acting = self._saved = True
        action, to = bodies[0].action, bodies[0].to
        done = {
            "accept": "Accepted", "answer": "Answered: the rep is told", "decline": "Declined: the rep is told why",
            "ask": "Asked; the clock is paused until the rep replies", "merge": "Merged", "route": f"Sent on: {to}",
            "assign": f"Given to {self.workspace.name_of(to)}", "label": "Labelled", "reopen": "Open again",
            "split": "Taken apart", "reply": "Replied: marketing sees it",
        }  # fmt: skip
        undo = f"{done.get(action, action)}.  {self.key('desk.undo')} undoes it."
        self.say(self.undoing if action == "undo" else undo, "good")
        self.reload()

    def _write_words(self, title: str, action: Action) -> None:
        from tui.screens.write import WriteScreen

        item, workspace = self.item, self.workspace
        if item is None:
            return
        quoted = f"“{item.text or item.quote}”"
        bodies: list[Triage] = []

        def save(words: str) -> None:
            bodies.append(triage(item, action, workspace.person, text=words))
            self.mine.add(workspace.append(bodies[-1], audience_for(item)).ref)

        def done(words: str | None) -> None:
            if words:
                self._written(bodies[-1:])

        self.app.push_screen(WriteScreen(title, body=quoted, save=save), done)

    def do_accept(self) -> None:
        """Accept."""
        self._act("accept")

    def do_answer(self) -> None:
        """Answer."""
        self._write_words("Answer to the rep", "answer")

    def do_decline(self) -> None:
        """Decline with a reason."""
        self._write_words("Decline: why? The rep reads this", "decline")

    def do_ask(self) -> None:
        """Ask the rep."""
        self._write_words("Question to the rep", "ask")

    def do_reply(self) -> None:
        """Reply to the desk."""
        self._write_words("Reply to marketing", "reply")

    def _choose(self, title: str, options: Sequence[tuple[str, str]], chosen: Callable[[str], None]) -> None:
        from tui.screens.choose import ChooseScreen

        self.app.push_screen(ChooseScreen(title, options), lambda value: chosen(value) if value else None)

    def do_route(self) -> None:
        """Send on."""
        self._choose("Route to", [(route, route) for route in ROUTES], lambda to: self._act("route", to=to))

    def do_assign(self) -> None:
        """Give to somebody."""
        people = sorted(self.workspace.people.values(), key=lambda p: "liaison" not in p.roles)
        options = [(p.id, f"{p.name} ({', '.join(p.roles)})") for p in people]
        self._choose("Assign to", options, lambda to: self._act("assign", to=to))

    def do_label(self) -> None:
        """Label."""
        from tui.screens.ask import AskScreen

        def said(text: str | None) -> None:
            if text:
                self._act("label", labels=[label for label in text.replace(",", " ").split() if label])

        self.app.push_screen(AskScreen("Labels (space between; -name takes one away)"), said)

    def do_merge(self) -> None:
        """Merge into a similar open item."""
        item, loaded = self.item, self.loaded
        if item is None or loaded is None:
            return
        alike = [loaded.items[s.id] for s in loaded.similar.like(item, 8)]
        if not alike:
            self.say("No open item shares enough words with this one to merge them.")
            return
        options = [(other.id, f"{other.kind} · {other.text or other.quote}") for other in alike]
        self._choose("Merge into", options, lambda to: self._act("merge", to=to))

    def do_split(self) -> None:
        """Split."""
        self._act("split")

    def do_reopen(self) -> None:
        """Reopen."""
        self._act("reopen")

    def do_undo(self) -> None:
        """Take back what I did last, wherever it was."""
        if self.loaded is None:
            return
        last = self._last()
        if last is not None:
            items = [self.loaded.items[id_] for id_ in last.feedback]
            self.undoing = f"Undone: {last.action} of {', '.join(shown(item) for item in items)}."
            self._write(undo(last, self.workspace.person), audience_for(items[0]))

    def _last(self) -> LastAct | None:
        """Return what I did last, if I did it since the desk was opened: what was done before has its own keys."""
        last = last_act(self.loaded.items, self.workspace.me) if self.loaded else None
        return last if last and all(act.ref in self.mine for _, act in last.acts) else None

    def do_open(self) -> None:
        """Open the play at the line."""
        from tui.screens.prep import PrepScreen

        item = self.item
        if item is not None:
            self.app.push_screen(PrepScreen(item.play, item.step, line=item.feedback.line))

    def do_edit(self) -> None:
        """Open the page in the editor at the line."""
        from tui.screens.edit_page import edit_at

        item = self.item
        if item is not None:
            edit_at(self, item.play, item.feedback.line or 1, self.reload)

    def do_next_tab(self) -> None:
        """Go to the next tab."""
        self._turn(1)

    def do_previous_tab(self) -> None:
        """Go to the tab before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.tab = TABS[(TABS.index(self.tab) + by) % len(TABS)]
        self._show_tab()

    def do_page(self) -> None:
        """Swap list and preview where there is no room for both."""
        self.toggle_class("-page")

    def on_data_table_row_selected(self) -> None:
        """Enter opens."""
        self.run_worker(self.action_command("desk.open"))
