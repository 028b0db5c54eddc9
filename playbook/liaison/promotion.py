"""What enough people hear and no page answers: objections that are to become pages, if the liaison says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice

from playbook.desk.clusters import Cluster, put_together
from playbook.desk.impact import weight
from playbook.desk.model import Item
from playbook.desk.similar import SimilarIndex, about
from playbook.liaison.heard import Heard, heard
from playbook.records.model import Record

NOT_A_PAGE = "no-page"
"""The label of what a liaison has looked at, and wants no page of."""
MOST_WORDINGS = 12
"""Wordings of one objection that are worth quoting."""
_NEAR = 0.35
"""From here on two items that share two words are put side by side. Less than what one joins another's by: a person
reads the wordings before anything is made of them."""
_NEIGHBOURS = 12
"""That are looked at for each item; those of its neighbours come to them."""
_QUESTIONS = 600
"""Items whose neighbours are looked for, the weightiest first: a heap of thousands takes seconds, and those that weigh
most are decided on first."""
_BACKGROUND = 2_000
"""Other items that the index holds."""
_MOST_TOGETHER = 400


@dataclass(frozen=True)
class Answered:
    """What the playbook answers already: an objection by its title and the words it is found by."""

    id: str
    """The page's, with `#objection` for one inside a page."""
    title: str
    words: str = ""


@dataclass(frozen=True)
class Promotable:
    """An objection that enough people heard, and that no page answers."""

    cluster: Cluster
    """The items, the one that weighs most first, with their accounts and open amount."""
    people: tuple[str, ...]
    """Everybody who heard it in these days, in the order of their names."""
    wordings: tuple[str, ...]
    """How it was said: each once, those of what was merged as well; never those given to the liaisons alone."""
    near: Answered | None = None
    """The nearest thing that is answered, where there is one; not near enough to be the answer."""

    @property
    def items(self) -> tuple[Item, ...]:
        """What was told."""
        return self.cluster.items

    @property
    def text(self) -> str:
        """What is said."""
        return self.cluster.text


def promotable(
    items: Mapping[str, Item],
    votes: Iterable[Record],
    answered: Iterable[Answered],
    *,
    people: int,
    since: str,
    until: str,
    others: Iterable[Item] | None = None,
) -> tuple[Promotable, ...]:
    """Return the objections that at least `people` heard from `since` up to `until` (stamps), the widest first.

    `others` is all feedback in its order, where `items` is but what may have been heard in that time.

    What was declined, withdrawn or labelled `NOT_A_PAGE` is not counted, nor what is about an objection's own page; of
    what somebody is changing a page for already, nothing that says the same is proposed again.
    """
    known = {one.id: one for one in answered}
    told = {
        one.item.id: within
        for one in heard(items, votes)
        if _counts(one.item, known) and (within := one.within(since, until)).sayings
    }
    index = _index(told, items.values() if others is None else others, known)
    used: set[str] = set()
    found, asked = [], 0
    for id_ in sorted(told, key=lambda id_: _by_weight(told[id_].item)):
        if id_ in used:
            continue
        if asked >= _QUESTIONS:
            break
        together = _together(told, id_, index, told.keys() - used)
        asked += len(together)
        group = [told[one] for one in together]
        if len({person for one in group for person in one.people}) < people:
            continue
        used.update(together)
        if not any(one.item.state in ("ready", "published") for one in group) and not _is_answered(
            group, index, known
        ):
            found.append(_made(group, items, index, known))
    return tuple(sorted(found, key=lambda one: (-len(one.people), -one.cluster.accounts, one.text)))


def _counts(item: Item, known: Mapping[str, Answered]) -> bool:
    place = f"{item.play}#{item.step}" if item.step else item.play
    return (
        item.kind == "objection"
        and item.state not in ("declined", "withdrawn")
        and not item.commit
        and NOT_A_PAGE not in item.labels
        and item.play not in known
        and place not in known
        and bool(about(item).strip())
    )


def _index(told: Mapping[str, Heard], every: Iterable[Item], known: Mapping[str, Answered]) -> SimilarIndex:
    """Return what is told and what is answered in one index: the more it holds, the better it knows a rare word."""
    index = SimilarIndex(one.item for one in told.values())
    for page in known.values():
        index.add(page.id, f"{page.title}\n{page.words}")
    others = (item for item in every if item.id not in told and not item.redacted)
    for item in islice(others, _BACKGROUND):
        index.put(item)
    return index


def _together(
    told: Mapping[str, Heard], first: str, index: SimilarIndex, left: AbstractSet[str]
) -> list[str]:
    """Return which of those that are `left` seem to be one objection: like the first, or like what is like it."""
    found, rest = [first], [first]
    while rest and len(found) < _MOST_TOGETHER:
        near = index.like(told[rest.pop()].item, _NEIGHBOURS, wanted=(left - set(found)).__contains__)
        alike = [one.id for one in near if one.score >= _NEAR and len(one.shared) > 1]
        found += alike
        rest += alike
    return found


def _by_weight(item: Item) -> tuple[object, ...]:
    return (*(-number for number in weight(item)), item.order)


def _is_answered(group: list[Heard], index: SimilarIndex, known: Mapping[str, Answered]) -> bool:
    """Return whether the playbook seems to answer at least half of what they said."""
    said = [text for one in group if (text := one.item.text.strip())]
    met = sum(bool(index.same(text, 1, wanted=known.__contains__)) for text in said)
    return 2 * met >= len(group)


def _made(
    group: list[Heard], items: Mapping[str, Item], index: SimilarIndex, known: Mapping[str, Answered]
) -> Promotable:
    kept = tuple(one.item for one in group)
    people = {person for one in group for person in one.people}
    nearest = index.find(about(kept[0]), 1, wanted=known.__contains__)
    return Promotable(
        put_together(kept, len(people)),
        tuple(sorted(people)),
        wordings(kept, items),
        known[nearest[0].id] if nearest else None,
    )


def wordings(group: Iterable[Item], items: Mapping[str, Item]) -> tuple[str, ...]:
    """Return how some items and what was merged into them were said, each wording once; at most `MOST_WORDINGS`."""
    found: dict[str, str] = {}
    for item in group:
        for part in (item, *(items[id_] for id_ in item.merged if id_ in items)):
            said = " ".join(part.text.split())
            if said and not part.liaison_only and not part.redacted and part.state != "withdrawn":
                found.setdefault(said.casefold(), said)
    return tuple(found.values())[:MOST_WORDINGS]
