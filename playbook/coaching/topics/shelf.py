"""Plays that nobody opens, that lead to no commitment, and new ones: who has acknowledged and used them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from playbook.coaching.columns import PLAY
from playbook.coaching.topics.model import Behind, Log, Topic, latest
from playbook.dates import short_day
from playbook.plays.model import Summary
from playbook.reporting.model import Block, Column, Grid, Words
from playbook.statistics.intervals import wilson
from playbook.text import count_of

WEEKS = 8
"""Weeks without a run after which a play counts as not opened."""
NO_COMMITMENT = 20
"""Connected runs from which on none with a commitment says something."""
NEW = 30
"""Days for which a play is new."""
UNOPENED_DEFINITION = (
    "Live plays without one run, nor one that reached nobody, in the last "
    f"{WEEKS} weeks; in a log at least as long."
)
NO_COMMITMENT_DEFINITION = (
    "Plays without one commitment in their connected runs, "
    f"of which there are at least {NO_COMMITMENT}; the interval is Wilson's, at 95%."
)
NEW_DEFINITION = (
    f"Plays that came in the last {NEW} days: who has acknowledged a must-read, as far as this device knows, and whose "
    "runs of it you may see. A private run leaves no trace."
)


@dataclass(frozen=True)
class NewPlay:
    """A play that came lately."""

    page: str
    title: str
    since: date
    offered: tuple[str, ...]
    """Reps it is offered to."""
    must_read: bool = False
    acknowledged: frozenset[str] = frozenset()


def unopened(log: Log, live: Iterable[Summary]) -> Topic | None:
    """Return the plays nobody opens, as one topic; None where there are none, or the log is too short to say."""
    since = (log.today - timedelta(weeks=WEEKS)).isoformat()
    first = min((use.first for use in log.uses if use.first), default="")
    if not first or first > since:
        return None
    ran = {use.play for use in log.uses if use.last >= since}
    shelf = [page for page in live if page.runnable and page.status == "live"]
    left = [page for page in shelf if ran.isdisjoint((page.id, *page.moved_from))]
    if not left:
        return None
    grid = Grid(
        "unopened",
        (*PLAY, Column("stage", "Stage")),
        tuple((page.id, page.title, page.stage) for page in left),
    )
    return Topic(
        kind="unopened",
        title=f"{count_of(len(left), 'play')} nobody opens",
        said=f"{len(left)} of {count_of(len(shelf), 'live play')} had no run in {WEEKS} weeks.",
        advice="Ask in the team: not needed, not found, or not believed in? Retire what is not needed.",
        definition=UNOPENED_DEFINITION,
        n=sum(use.runs for use in log.uses),
        behind=lambda: Behind((), (grid,)),
    )


def no_commitment(log: Log) -> list[Topic]:
    """Return the plays that lead to no commitment."""
    found = []
    for page in log.pages.values():
        ways = log.ways(page.id)
        n = sum(way.n for way in ways)
        if n < NO_COMMITMENT or any(way.committed for way in ways) or page.facts.status == "retired":
            continue
        high = wilson(0, n).high
        found.append(
            Topic(
                kind="no-commitment",
                title=f"{page.title}: no commitment",
                said=f"None of {n} connected runs ended in a commitment; the true share is below {high:.0%}.",
                advice="The play's problem, one for its owners: is what it asks for the right thing at that moment?",
                definition=NO_COMMITMENT_DEFINITION,
                n=n,
                reps=len({way.rep for way in ways}),
                tells="wrong",
                plainly="It has not led to a commitment yet.",
                play=page.id,
                looked_at=n,
                behind=partial(_runs, log, page.id),
            )
        )
    return found


def _runs(log: Log, play: str, *blocks: Block) -> Behind:
    return Behind(latest(log.counted(play)), blocks)


def new_plays(log: Log, new: Sequence[NewPlay]) -> list[Topic]:
    """Return the plays that are new, with who has acknowledged and used them, by name."""
    return [_new(log, one) for one in sorted(new, key=lambda one: (-one.since.toordinal(), one.page))]


def _new(log: Log, one: NewPlay) -> Topic:
    runs: Counter[str] = Counter()
    for way in log.ways(one.page):
        runs[way.rep] += way.n
    used = set(runs)
    asked = sorted((rep for rep in one.offered if rep in log.named), key=log.name_of)
    said = f"Used by {len(used & set(asked))} of {count_of(len(asked), 'rep')} it is offered to"
    if not asked:
        said = "Offered to nobody whose runs you may see"
    if one.must_read and asked:
        said += f", acknowledged by {len(one.acknowledged & set(asked))}"
    grid = Grid(
        "new_play",
        (
            Column("rep", "Rep"),
            Column("acknowledged", "Acknowledged"),
            Column("runs", "Connected runs", "count"),
        ),
        tuple(
            (
                log.name_of(rep),
                ("yes" if rep in one.acknowledged else "not yet") if one.must_read else "",
                runs[rep],
            )
            for rep in asked
        ),
    )
    blocks = (grid, Words("By name, not by number.", "dim")) if asked else ()
    return Topic(
        kind="new-play",
        title=f"{one.title}: new since {short_day(one.since, log.today)}",
        said=f"{said}.",
        advice="Ask who has not used it yet what keeps them; that is a question about the play.",
        definition=NEW_DEFINITION,
        n=runs.total(),
        play=one.page,
        looked_at=runs.total(),
        behind=partial(_runs, log, one.page, *blocks),
    )
