"""Similar feedback among what a person may see, asked of the index: the answers of `playbook.desk.similar`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from playbook.desk.asking import IndexedFeedback, Viewer
from playbook.desk.model import Item
from playbook.desk.ranking import best
from playbook.desk.similar import (
    OFFERED,
    Asked,
    Similar,
    about,
    features,
    saying_the_same,
    shared,
)
from playbook.desk.stored import Stored


@dataclass(frozen=True)
class Alike:
    """What is like a text or an item, of what is learnt so far (`Stored.keep_up`); not for the event loop."""

    stored: Stored
    feedback: IndexedFeedback
    viewer: Viewer
    open_only: bool = True
    """Only what somebody still has to decide on."""

    def find(
        self, text: str | Asked, limit: int = OFFERED, *, without: Collection[str] = ()
    ) -> list[Similar]:
        """Return the `limit` items most like `text`, best first, but those `without`."""
        asked = Asked(text) if isinstance(text, str) else text
        said = features(asked.text)
        question = self.stored.question(said)

        def known(numbers: Sequence[int]) -> dict[int, str]:
            rows = self.feedback.numbered(numbers, self.viewer, open_only=self.open_only)
            return {number: id_ for number, id_ in rows.items() if id_ not in without}

        found = best(self.stored.rank(question, asked.kind, asked.play), limit, known)
        texts = self.feedback.texts_of([number for _, _, number in found])
        return [
            Similar(id_, likeness, shared(texts[number], said, question)) for likeness, id_, number in found
        ]

    def same(self, text: str | Asked, limit: int = 3, *, without: Collection[str] = ()) -> list[Similar]:
        """Return the items that seem to say the same as `text`: few, and never a mere relation of words."""
        return saying_the_same(self.find(text, 4 * limit, without=without))[:limit]

    def items_saying(self, text: str) -> list[Item]:
        """Return the whole items that seem to say the same as `text`."""
        ids = [one.id for one in self.same(text)]
        items = self.feedback.items(ids)
        return [items[id_] for id_ in ids if id_ in items]

    def like(self, item: Item, limit: int = OFFERED) -> list[Similar]:
        """Return the items most like `item`, without it and what was merged into it."""
        return self.find(_asked(item), limit, without=_own(item))

    def alike(self, item: Item, limit: int = 50) -> list[Similar]:
        """Return the items that seem to say the same as `item`, without it and what was merged into it."""
        return self.same(_asked(item), limit, without=_own(item))


def _asked(item: Item) -> Asked:
    return Asked(about(item), item.kind, item.play)


def _own(item: Item) -> set[str]:
    return {item.id, *item.merged}
