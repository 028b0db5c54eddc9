"""Folding records into items: a pure function of the records in their order, never of `playbook.toml`."""

from __future__ import annotations

from collections.abc import Iterable

from playbook.desk.files import File, fold_files
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

    def __init__(self) -> None:
        self.items: dict[str, Item] = {}
        self._files: dict[str, File] = {}
        self._known: set[tuple[str, int]] = set()
        self._horizons = Horizons()
        self._joined: dict[str, set[str]] = {}
        """Ids tied to each other by any merge, whether it stands or not."""

    def add(self, records: Iterable[Record]) -> set[str]:
        """Fold `records` in; return the ids of the items that may have changed."""
        touched: set[str] = set()
        late = False
        for record in records:
            if record.kind not in KINDS or (key := (record.journal, record.seq)) in self._known:
                continue
            self._known.add(key)
            late |= self._horizons.add(record)
            self._put_away(record, touched)
        if late:
            touched |= {id_ for id_, file in self._files.items() if len(file.actions) > 1}
        self._refold(touched)
        return touched

    def _file(self, id_: str) -> File:
        file = self._files.get(id_)
        if file is None:
            file = self._files[id_] = File(id_)
        return file

    def _put_away(self, record: Record, touched: set[str]) -> None:
        body = record.body
        if isinstance(body, Feedback):
            file = self._file(body.id)
            file.captures.append(record)
        elif isinstance(body, Triage):
            file = self._file(body.feedback)
            file.actions.append(record)
            if body.action == "merge" and body.to:
                self._join(body.feedback, body.to)
        elif isinstance(body, Vote):
            file = self._file(body.feedback)
            file.votes.append(record)
        elif isinstance(body, Redact) and body.what.startswith(_REDACTS):
            file = self._file(body.what.removeprefix(_REDACTS))
            file.redactors.add(record.person)
        else:
            return
        touched.add(file.id)

    def _join(self, one: str, other: str) -> None:
        group = self._joined.get(one, {one}) | self._joined.get(other, {other})
        for id_ in group:
            self._joined[id_] = group

    def _refold(self, touched: set[str]) -> None:
        last = next(reversed(self.items.values())).order if self.items else (-1, "", -1)
        sorted_still = True
        done: set[str] = set()
        for id_ in list(touched):
            if id_ in done:
                continue
            group = self._joined.get(id_)
            if group:
                done |= group
            files = [self._file(one) for one in sorted(group)] if group else [self._files[id_]]
            for item in fold_files(files, self._horizons):
                known = self.items.get(item.id)
                sorted_still &= known.order == item.order if known else item.order > last
                last = item.order if known is None else last
                self.items[item.id] = item
        touched |= done
        if not sorted_still:
            self.items = dict(sorted(self.items.items(), key=lambda pair: pair[1].order))
