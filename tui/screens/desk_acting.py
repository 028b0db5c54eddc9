"""One key of the desk, one record for each item that is marked; and a quick second key means the next item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from playbook.desk.actions import audience_for, batch
from playbook.desk.model import Item
from playbook.queueing import alike_in, clusters_since
from playbook.records.model import Action, Triage
from playbook.routes import route_words
from playbook.text import count_of, in_quotes, one_line
from tui.desk_text import cluster_words, enter_does, who_is_told
from tui.screens.base import PlaybookScreen

if TYPE_CHECKING:
    from playbook.desk.clusters import Cluster

DONE = {
    "accept": "Accepted", "answer": "Answered: {told}", "decline": "Declined: {told} why",
    "ask": "Asked; the clock is paused until the rep replies", "merge": "Merged", "label": "Labelled",
    "reopen": "Open again", "split": "Taken apart", "reply": "Replied: marketing sees it",
    "note": "Noted, for the liaisons", "decide": "Decided: both read the reason",
}  # fmt: skip


class DeskActing(PlaybookScreen[None]):
    """The part of the desk that marks and writes: for what is marked, else for the item under the cursor."""

    loaded: Any
    shown: list[Item]

    def __init__(self) -> None:
        super().__init__()
        self.marked: set[str] = set()
        """Ids of the items that the next key acts on."""
        self.mine: list[frozenset[str]] = []
        """Refs of what I did since the desk was opened: those of one key together, the latest first."""
        self.undoing = ""
        self.acted_on: set[str] = set()
        """Ids of the items that I did it to."""
        self._acting = self._saved = False
        """What was done last is on its way to the disk; the disk has it, the list not yet."""
        self._keys: list[str] = []
        """Commands that wait for it, so that a quick second key means the next item."""

    if TYPE_CHECKING:

        @property
        def item(self) -> Item | None: ...  # noqa: D102

        def paint_list(self) -> None: ...  # noqa: D102

        def reload(self) -> None: ...  # noqa: D102

        def go_to(self, id_: str) -> None: ...  # noqa: D102

    @property
    def targets(self) -> list[Item]:
        """What the next key acts on, in the order of the queue."""
        if self.marked and self.loaded is not None:
            known, order = self.loaded.known, {item.id: place for place, item in enumerate(self.shown)}
            marked = sorted(self.marked, key=lambda id_: (order.get(id_, len(order)), id_))
            return [known[id_] for id_ in marked if id_ in known]
        return [self.item] if self.item is not None else []

    # Keys in a row

    async def action_command(self, id_: str, *said: str) -> None:
        """Do a command, once what was done before it stands in the list."""
        if self._acting and id_.startswith("desk."):
            self._keys.append(id_)
        else:
            await super().action_command(id_, *said)

    def hold(self) -> None:
        """Let the keys that come now wait for the list that is about to be shown."""
        self._acting = self._saved = True

    async def _next_key(self) -> None:
        if self._keys and not self._acting:
            await self.action_command(self._keys.pop(0))
            self.call_next(self._next_key)

    def acted(self) -> None:
        """Go on with the keys that waited until the list shows what was done."""
        if self._saved:
            self._acting = self._saved = False
            self.call_next(self._next_key)

    def complain(self, error: Exception) -> None:
        """Say what went wrong; what waited for it is not done."""
        self._acting = self._saved = False
        self._keys.clear()
        super().complain(error)

    # Marking

    def do_mark(self) -> None:
        """Mark the item, or take the mark off."""
        if self.item is not None:
            self.marked ^= {self.item.id}
            self._show_marks()

    def do_mark_alike(self) -> None:
        """Mark the item and all of the tab that say the same; where they are, take the marks off."""
        item = self.item
        if item is None:
            return
        workspace, among = self.workspace, {one.id for one in self.shown}

        def show(found: list[str]) -> None:
            alike = {item.id, *(id_ for id_ in found if id_ in among)}
            self.marked = self.marked - alike if alike <= self.marked else self.marked | alike
            if self.marked == {item.id}:
                self.say("Nothing else in this tab says the same.")
            self._show_marks()
            self.acted()

        self.hold()
        self.load(lambda: [one.id for one in alike_in(workspace).alike(item)], show, group="alike")

    def do_clusters(self) -> None:
        """Choose one of the things that several people said this week, and mark all that say it."""
        from datetime import timedelta

        workspace = self.workspace

        def chosen(place: str) -> None:
            self.marked = set(found[int(place)].ids)
            self.hold()
            self.go_to(found[int(place)].ids[0])
            self._show_marks()

        def show(read: list[Cluster]) -> None:
            found[:] = read
            if not read:
                self.say("No two people said the same this week.")
                return
            options = [(str(place), cluster_words(one)) for place, one in enumerate(read[:9])]
            self.choose("Said this week: choose one, and the next key is for all of it", options, chosen)

        found: list[Cluster] = []
        week = workspace.clock.now() - timedelta(days=7)
        self.load(partial(clusters_since, workspace, week), show, group="clusters")

    def _show_marks(self) -> None:
        self.paint_list()
        elsewhere = len(self.marked - {item.id for item in self.shown})
        if len(self.marked) > 1 or elsewhere:
            other = f", {elsewhere} of them in other tabs" if elsewhere else ""
            self.say(f"{len(self.marked)} marked{other}: the next key acts on all of them.")
        self.keys_changed()

    def unmark(self) -> None:
        """Take all marks off."""
        self.marked.clear()
        self._show_marks()
        self.say("Nothing is marked any more.")

    # Writing

    def act(self, action: Action, **said: Any) -> None:
        """Do one thing with all of them."""
        items = self.targets
        if items:
            self.write(items, self._bodies(items, action, **said))

    def _bodies(self, items: Sequence[Item], action: Action, **said: Any) -> list[Triage]:
        people = self.workspace.people or None
        return batch(items, action, self.workspace.person, people=people, **said)

    def _append(self, items: Sequence[Item], bodies: Sequence[Triage]) -> None:
        """Write the records of one key; not for the event loop."""
        append = self.workspace.append
        refs = [append(body, audience_for(item, body)).ref for item, body in zip(items, bodies, strict=True)]
        self.mine.insert(0, frozenset(refs))
        self.acted_on.update(item.id for item in items)

    def write(self, items: Sequence[Item], bodies: Sequence[Triage]) -> None:
        """Write records, and read the desk anew."""
        self._acting = True
        self.save(lambda: self._append(items, bodies), lambda _: self._written(items, bodies))

    def _written(self, items: Sequence[Item], bodies: Sequence[Triage]) -> None:
        self._acting = self._saved = True
        self.marked.clear()
        action, to = bodies[0].action, bodies[0].to
        done = DONE.get(action, action).format(told=who_is_told(items))
        if action == "route":
            done = f"Sent on: {route_words(self.workspace, to)}"
        if action == "assign":
            done = f"Given to {self.workspace.name_of(to)}"
        if action == "note" and to:
            done = f"Brought back what {to} replied; {self.key('desk.answer')} answers the rep"
        many = f" ({count_of(len(bodies), 'item')})" if len(bodies) > 1 else ""
        told = f"{done}{many}.  {self.key('desk.undo')} undoes it."
        self.say(self.undoing if action == "undo" else told, "good")
        self.reload()

    def write_words(self, title: str, action: Action, *, initial: str = "", **said: Any) -> None:
        """Do one thing that takes words with all of them."""
        from tui.screens.write import WriteScreen

        items = self.targets
        if not items:
            return
        mark = "• " if len(items) > 1 else ""
        quoted = "\n".join(mark + in_quotes(one_line(item.text or item.quote)) for item in items[:3])
        more = f"\n… and {len(items) - 3} more" if len(items) > 3 else ""
        several = f" ({count_of(len(items), 'item')})" if len(items) > 1 else ""
        bodies: list[Triage] = []

        def save(words: str) -> None:
            bodies[:] = self._bodies(items, action, text=words, **said)
            self._append(items, bodies)

        def done(words: str | None) -> None:
            if words:
                self._written(items, bodies)

        does, title = enter_does(action), f"{title}{several}"
        asked = WriteScreen(title, initial, body=quoted + more, save=save, does=does)
        self.app.push_screen(asked, done)

    def choose(self, title: str, options: Sequence[tuple[str, str]], chosen: Callable[[str], None]) -> None:
        """Let one of several be chosen by one key."""
        from tui.screens.choose import ChooseScreen

        self.app.push_screen(ChooseScreen(title, options), lambda value: chosen(value) if value else None)
