"""Folding records into items: a pure function of the records in their order, never of `playbook.toml`."""

from __future__ import annotations

from collections.abc import Iterable

from playbook.desk.files import File, fold_acted_on, fold_tied
from playbook.desk.model import Item
from playbook.desk.seen import Horizons
from playbook.records.model import Feedback, Record, Redact, Triage, Vote

KINDS = frozenset({"feedback", "triage", "vote", "redact"})
"""The kinds of record that are folded; others are passed over."""

_REDACTS = "feedback:"


def fold(records: Iterable[Record]) -> dict[str, Item]:
    """Return the items by id, in the order they were captured.

    The records may come in any order and any number of times: only their own order counts.
    """
    desk = Folding()
    desk.add(records)
    return desk.items


class Folding:
    """Items that keep up with records as they arrive, refolding only what these touch."""

    def __init__(self, horizons: Horizons | None = None) -> None:
        """`horizons` are those of all records, where these are only some."""
        self.items: dict[str, Item] = {}
        self._files: dict[str, File] = {}
        self._known: set[tuple[str, int]] = set()
        self._horizons = Horizons() if horizons is None else horizons
        self._joined: dict[str, set[str]] = {}
        """Ids tied to each other by any merge, whether it stands or not."""

    def add(self, records: Iterable[Record]) -> set[str]:
        """Fold `records` in; return the ids of the items that may have changed."""
        touched: dict[str, None] = {}  # in the order of arrival, which mostly is the records' own
        late = False
        for record in records:
            if record.kind not in KINDS or (key := (record.journal, record.seq)) in self._known:
                continue
            self._known.add(key)
            late |= self._horizons.add(record)
            if id_ := self._put_away(record):
                touched[id_] = None
        if late:
            touched |= dict.fromkeys(id_ for id_, file in self._files.items() if file.actions)
        groups = {id(group): group for id_ in touched if (group := self._joined.get(id_))}
        for group in groups.values():
            touched |= dict.fromkeys(group)
        self._refold(touched)
        return set(touched)

    def _file(self, id_: str) -> File:
        file = self._files.get(id_)
        if file is None:
            file = self._files[id_] = File(id_)
        return file

    def _put_away(self, record: Record) -> str:
        body = record.body
        if isinstance(body, Feedback):
            self._file(body.id).put_capture(record)
            return body.id
        if isinstance(body, Triage):
            self._file(body.feedback).put_action(record)
            if body.action == "merge" and body.to:
                self._join(body.feedback, body.to)
            return body.feedback
        if isinstance(body, Vote):
            self._file(body.feedback).put_vote(record)
            return body.feedback
        if isinstance(body, Redact) and body.what.startswith(_REDACTS):
            id_ = body.what.removeprefix(_REDACTS)
            self._file(id_).put_redaction(record)
            return id_
        return ""

    def _join(self, one: str, other: str) -> None:
        group = self._joined.get(one) or {one}
        smaller = self._joined.get(other) or {other}
        if group is smaller:
            return
        if len(group) < len(smaller):
            group, smaller = smaller, group
        group |= smaller
        for id_ in (one, other, *smaller):
            self._joined[id_] = group

    def _refold(self, touched: Iterable[str]) -> None:
        last = next(reversed(self.items.values())).order if self.items else (-1, "", -1)
        sorted_still = True
        for item in self._refolded(touched):
            known = self.items.get(item.feedback.id)
            if known is None:
                sorted_still = sorted_still and item.order > last
                last = item.order
            elif known.order != item.order:
                sorted_still = False
            self.items[item.feedback.id] = item
        if not sorted_still:
            self.items = dict(sorted(self.items.items(), key=_by_order))

    def _refolded(self, touched: Iterable[str]) -> Iterable[Item]:
        """Yield the items of the touched files: of those that merges tie together, all at once."""
        done: set[str] = set()
        for id_ in touched:
            if group := self._joined.get(id_):
                if id_ not in done:
                    done |= group
                    yield from fold_tied({one: self._file(one) for one in sorted(group)}, self._horizons)
            elif (item := fold_acted_on(self._files[id_], self._horizons)) is not None:
                yield item


def _by_order(pair: tuple[str, Item]) -> tuple[int, str, int]:
    return pair[1].order
