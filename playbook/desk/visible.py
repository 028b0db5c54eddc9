"""The feedback that somebody may see, by id: one item is read from the index, all of them are folded at once."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from functools import cached_property

from playbook.desk.asking import IndexedFeedback
from playbook.desk.model import Item


class VisibleFeedback(Mapping[str, Item]):
    """As the index was when this was made; reads when it is asked, so not for the event loop."""

    def __init__(
        self, feedback: IndexedFeedback, person: str, *, liaison: bool, fold: Callable[[], Mapping[str, Item]]
    ) -> None:
        """`fold` returns all items from their records: reading each by its place would take longer."""
        self._feedback, self._person, self._liaison = feedback, person, liaison
        self._fold = fold
        self._ids = feedback.ids(person, liaison=liaison)
        self._read: dict[str, Item] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._known

    def __getitem__(self, id_: str) -> Item:
        if id_ not in self._known:
            raise KeyError(id_)
        if id_ not in self._read:
            self._read |= self._feedback.items([id_])
        return self._read[id_]

    def values(self) -> ValuesView[Item]:
        """Return all items, in the order they were captured."""
        return self._every.values()

    def items(self) -> ItemsView[str, Item]:
        """Return all items by id, in the order they were captured."""
        return self._every.items()

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._ids)

    @cached_property
    def _every(self) -> dict[str, Item]:
        return {
            id_: item
            for id_, item in self._fold().items()
            if item.is_for(self._person, liaison=self._liaison)
        }
