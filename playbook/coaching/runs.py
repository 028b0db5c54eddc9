"""Finished runs as rows: folded from run, correction, kept and redact records."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import cast

import msgspec

from playbook.coaching.adherence import Adherence
from playbook.coaching.outcomes import Outcome, count, counts_as_run, outcomes, run_adherence
from playbook.records.corrected import corrected
from playbook.records.model import Correction, Kept, Record, Redact, Run

KINDS = frozenset({"run", "correction", "kept", "redact"})
"""The kinds of record that are folded; others are passed over."""

_REDACTS = "run:"


class RunRow(msgspec.Struct, frozen=True, dict=True):
    """One finished run as it stands now; what is counted from it is counted when it is asked for."""

    run: Run
    """With its corrections; blank but for its id and rep where it was redacted."""
    rep: str
    """Whose journal it stands in."""
    at: str
    """When it was recorded."""
    order: tuple[int, str, int]
    """What sorts it among all records."""
    private: bool = False
    """It never leaves its rep's device."""
    corrected: bool = False
    redacted: bool = False
    kept: tuple[tuple[str, Kept], ...] = ()
    """What became of its `commitment` and its `next` step: the last that was said of each."""

    @property
    def id(self) -> str:
        """The run's id."""
        return self.run.id

    @property
    def counts(self) -> bool:
        """It is one of the play's runs: connected, the right play, not a look beforehand, not redacted."""
        return not self.redacted and counts_as_run(self.run)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What became of each step, as `run.steps`."""
        return outcomes(self.run)

    @cached_property
    def adherence(self) -> Adherence | None:
        """How it went against its play, where it says anything about that."""
        return None if self.redacted else run_adherence(self.run, self.outcomes)

    @property
    def steps_done(self) -> int:
        """How many steps were done."""
        return count(self.outcomes, "done")

    @property
    def steps_skipped(self) -> int:
        """How many steps were skipped: required, on the path, passed by."""
        return count(self.outcomes, "skipped")

    @property
    def steps_not_reached(self) -> int:
        """How many steps lie behind the furthest one reached."""
        return count(self.outcomes, "not-reached")

    def kept_state(self, what: str) -> str:
        """Return `kept`, `broken` or `moved` for the `commitment` or the `next` step, or nothing."""
        return next((kept.state for name, kept in self.kept if name == what), "")

    def kept_until(self, what: str) -> str:
        """Return the date that the `commitment` or `next` step was moved to last, or nothing."""
        return next((kept.to for name, kept in self.kept if name == what and kept.state == "moved"), "")

    @property
    def committed(self) -> bool:
        """The customer's commitment counts: done, or promised and not (yet) broken."""
        said = self.run.commitment
        return said == "done" or (said == "promised" and self.kept_state("commitment") != "broken")


class _File(msgspec.Struct, gc=False):
    """All records about one run; most have one and nothing else, so nothing is made before it is needed."""

    run: Record | None = None
    """The first in the records' order, where there are several."""
    corrections: list[Record] | None = None
    kept: list[Record] | None = None
    redactors: set[str] | None = None


def fold(records: Iterable[Record]) -> dict[str, RunRow]:
    """Return the finished runs by id, in their order.

    The records may come in any order and any number of times. Only the run's own rep corrects or
    redacts it and says what was kept.
    """
    rows = Folding()
    rows.add(records)
    return rows.rows


def alone(record: Record) -> RunRow | None:
    """Return the row of a run about which there is one record only; None where that is of another kind."""
    return _row(_File(record))


class Folding:
    """Rows that keep up with records as they arrive, refolding only what these touch."""

    def __init__(self) -> None:
        self.rows: dict[str, RunRow] = {}
        self._files: dict[str, _File] = {}
        self._known: set[tuple[str, int]] = set()

    def add(self, records: Iterable[Record]) -> set[str]:
        """Fold `records` in; return the ids of the runs that may have changed."""
        touched: dict[str, None] = {}  # in the order of arrival, which mostly is the records' own
        for record in records:
            if record.kind not in KINDS or (key := (record.journal, record.seq)) in self._known:
                continue
            self._known.add(key)
            if id_ := self._put_away(record):
                touched[id_] = None
        self._refold(touched)
        return set(touched)

    def _put_away(self, record: Record) -> str:
        body = record.body
        if isinstance(body, Run):
            file = self._file(body.id)
            if file.run is None or record.order < file.run.order:
                file.run = record
            return body.id
        if isinstance(body, Correction):
            file = self._file(body.run)
            file.corrections = [*(file.corrections or ()), record]
            return body.run
        if isinstance(body, Kept):
            file = self._file(body.run)
            file.kept = [*(file.kept or ()), record]
            return body.run
        if isinstance(body, Redact) and body.what.startswith(_REDACTS):
            id_ = body.what.removeprefix(_REDACTS)
            file = self._file(id_)
            file.redactors = {*(file.redactors or ()), record.person}
            return id_
        return ""

    def _file(self, id_: str) -> _File:
        file = self._files.get(id_)
        if file is None:
            file = self._files[id_] = _File()
        return file

    def _refold(self, touched: Iterable[str]) -> None:
        last = next(reversed(self.rows.values())).order if self.rows else (-1, "", -1)
        sorted_still = True
        for id_ in touched:
            row = _row(self._files[id_])
            if row is None:
                continue
            known = self.rows.get(id_)
            if known is None:
                sorted_still = sorted_still and row.order > last
                last = row.order
            elif known.order != row.order:
                sorted_still = False
            self.rows[id_] = row
        if not sorted_still:
            self.rows = dict(sorted(self.rows.items(), key=lambda pair: pair[1].order))


def _row(file: _File) -> RunRow | None:
    record = file.run
    if record is None or not isinstance(run := record.body, Run):
        return None
    rep = record.person
    private = record.journal.endswith("/self")
    if file.redactors and rep in file.redactors:
        blank = Run(id=run.id, play="", title="", blob="", started="", ended="", seconds=0.0, rep=rep)
        return RunRow(blank, rep, record.at, record.order, private, redacted=True)
    if not (file.corrections or file.kept):
        return RunRow(run, rep, record.at, record.order, private)
    corrections = [one.body for one in _theirs(file.corrections, rep) if isinstance(one.body, Correction)]
    kept = {one.what: one for one in _standing(_theirs(file.kept, rep))}
    return RunRow(
        corrected(run, corrections),
        rep,
        record.at,
        record.order,
        private,
        corrected=bool(corrections),
        kept=tuple(sorted(kept.items())),
    )


def _theirs(records: list[Record] | None, rep: str) -> list[Record]:
    return sorted((one for one in records or () if one.person == rep), key=lambda one: one.order)


def _standing(records: list[Record]) -> list[Kept]:
    """Return what was said of promises and was not taken back, in order."""
    return [record.body for record in _not_undone(records) if isinstance(record.body, Kept)]


def _not_undone(records: list[Record]) -> list[Record]:
    said = [(record, record.body) for record in records if isinstance(record.body, Kept)]
    undone = {body.undoes for _, body in said if body.state == "undone"}
    return [record for record, body in said if body.state != "undone" and record.ref not in undone]


def last_kept(records: Iterable[Record], row: RunRow, what: str) -> Record[Kept] | None:
    """Return what the rep of `row` said last of its `commitment` or `next` step and did not take back."""
    said: list[Record] = [
        one
        for one in records
        if isinstance(one.body, Kept) and (one.body.run, one.body.what) == (row.id, what)
    ]
    standing = _not_undone(_theirs(said, row.rep))
    return cast("Record[Kept]", standing[-1]) if standing else None
