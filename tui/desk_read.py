"""What the desk shows of one tab, read from the index in one go; knows no Textual."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.desk.lapsing import closings, latest
from playbook.queueing import SOON, alike_in, desk_of, learn_words

if TYPE_CHECKING:
    from playbook.desk.indexed_queue import IndexedQueue
    from playbook.desk.model import Item
    from playbook.desk.tabs import QueueTab
    from playbook.workspace import Workspace

FIRST = 60
"""Rows that are read before anything is shown: more than a screen has."""
MOST = 500
"""Rows of the list; what lies behind them is found by a filter."""


@dataclass(frozen=True)
class Loaded:
    """One tab, as it was read."""

    queue: IndexedQueue
    tab: str
    tabs: list[QueueTab]
    shown: tuple[Item, ...]
    """The first items of the tab."""
    known: Mapping[str, Item]
    """What is shown, and what else was asked for: what is marked, and what I did last."""
    lapsed: bool
    """Questions stayed unanswered for too long, and are mine to close."""

    @property
    def number(self) -> int:
        """How many items the tab has."""
        return next(tab.number for tab in self.tabs if tab.key == self.tab)

    @property
    def any(self) -> bool:
        """Whether there is any feedback at all."""
        return any(tab.number for tab in self.tabs if tab.key == "all")

    @property
    def more(self) -> bool:
        """Whether there are further rows to be read."""
        return len(self.shown) < min(self.number, MOST)


def read_desk(
    workspace: Workspace,
    filters: Mapping[str, str],
    tab: str,
    *,
    wanted: str = "",
    rows: int = FIRST,
    also: Collection[str] = (),
) -> Loaded:
    """Return a tab as it is now, or the tab that has the `wanted` item; not for the event loop.

    `also` are ids of items that are asked for besides the first `rows`.
    """
    queue = desk_of(workspace, filters)
    tabs = queue.tabs
    keys = [one.key for one in tabs]
    here = tab if tab in keys else keys[0]
    if wanted:
        others = (here, *keys)
        here, rows = next(((key, MOST) for key in others if queue.has(key, wanted)), (here, rows))
    shown = queue.items(queue.ids(here, min(rows, MOST)))
    known = {item.id: item for item in shown}
    known |= {item.id: item for item in queue.items(id_ for id_ in also if id_ not in known)}
    known = {id_: item for id_, item in known.items() if queue.shows(item)}
    return Loaded(queue, here, tabs, tuple(shown), known, _lapsed(workspace, queue))


def read_rest(loaded: Loaded) -> tuple[Item, ...]:
    """Return the rows of a tab that are shown below those that were read first."""
    first = len(loaded.shown)
    return tuple(loaded.queue.items(loaded.queue.ids(loaded.tab, MOST - first, first)))


def read_alike(workspace: Workspace, item: Item, most: int) -> list[tuple[Item, tuple[str, ...]]]:
    """Return the open items most like one, each with the words that they share."""
    alike = alike_in(workspace, patient=False)
    found = alike.like(item, most)
    items = alike.feedback.items(one.id for one in found)
    return [(items[one.id], one.shared) for one in found if one.id in items]


def learn(workspace: Workspace) -> bool:
    """Learn the words of feedback where that takes longer than a blink; return whether anything was."""
    return workspace.feedback_words.waits() > SOON and learn_words(workspace)


def _lapsed(workspace: Workspace, queue: IndexedQueue) -> bool:
    span = workspace.settings.desk.unanswered
    items = queue.feedback.waiting_since(latest(queue.now, span))
    return bool(closings(items.values(), workspace.person, queue.now, span))
