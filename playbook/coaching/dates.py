"""What falls due: next steps, and commitments that customers promised."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from playbook.coaching.days import day_of
from playbook.coaching.runs import RunRow


@dataclass(frozen=True)
class Due:
    """One thing to do or to ask about, on a day."""

    kind: Literal["next", "commitment"]
    due: date | None
    """None: the run names a day that cannot be read, so it is due now."""
    what: str
    """The next step in the rep's words, or the play whose commitment was promised."""
    run: str
    play: str
    title: str
    """The play's title."""
    account: str
    rep: str
    moved: bool
    """It was put off before."""


def due(rows: Iterable[RunRow], me: Collection[str], today: date, *, days_ahead: int = 0) -> list[Due]:
    """Return what of my runs is due by `today` (or within `days_ahead`), the oldest first.

    A next step, a promise, and a customer's "not now until" stay until `kept` says what became of them:
    kept and broken end it, moved names the new day. Private runs are among them: they are mine.
    """
    found = [
        one
        for row in rows
        if row.rep in me and not row.redacted and not row.run.wrong_play
        for one in dated(row)
        if one.due is None or (one.due - today).days <= days_ahead
    ]
    return sorted(found, key=lambda one: (one.due or date.min, one.run, one.kind))


def dated(row: RunRow) -> list[Due]:
    """Return what of one run has a day and is not settled, whether due or not."""
    run = row.run
    found = []
    if run.commitment == "promised" and run.commitment_by:
        found.append(_due(row, "commitment", run.commitment_by, run.title or run.play))
    day = run.next_date or (run.result_until if run.result == "not-now" else "")
    if day:
        found.append(_due(row, "next", day, run.next or "Ask again"))
    return [one for one in found if row.kept_state(one.kind) not in ("kept", "broken")]


def _due(row: RunRow, kind: Literal["next", "commitment"], day: str, what: str) -> Due:
    run = row.run
    moved_to = row.kept_until(kind)
    return Due(
        kind=kind,
        due=day_of(moved_to or day),
        what=what,
        run=run.id,
        play=run.play,
        title=run.title,
        account=run.account,
        rep=row.rep,
        moved=bool(moved_to),
    )
