"""How far a rep's words went: who used the step that was changed because of them, counted from what teams publish."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from playbook.text import count_of

if TYPE_CHECKING:
    from playbook.desk.model import Item
    from playbook.records.figures import Figures
    from playbook.workspace import Workspace

SETTLED = ("answered", "published")


class Credit(msgspec.Struct, frozen=True):
    """What became of the words of one of my items, as far as it is published."""

    feedback: str
    said: str
    places: tuple[tuple[str, str], ...]
    """Page and step (empty: the page) that were changed because of it."""
    since: str
    """ISO day of the change; weeks that began after it count."""
    people: int = 0
    """At least so many used it: of each team the most of any week, which are never the same people."""
    calls: int = 0
    weeks: tuple[str, ...] = ()
    """Those of which something was published about these places."""
    mine: int = 0
    """Calls of my own with these plays since."""

    @property
    def plays(self) -> tuple[str, ...]:
        """The pages that were changed."""
        return tuple(dict.fromkeys(page for page, _ in self.places))

    @property
    def mark(self) -> str:
        """What a `seen` record of it says: it is told once."""
        return f"credit:{self.feedback}"


def credits_of(workspace: Workspace) -> list[Credit]:
    """Return what became of each of my items that changed a play, the latest first; reads records, so in a thread."""
    from playbook.coaching.published_read import standing

    found = workspace.feedback_index.behind(workspace.names)
    mine = [item for item in found.values() if _is_mine(item, workspace.names) and _changed(item)]
    if not mine:
        return []
    merged = workspace.feedback_index.items(id_ for item in mine for id_ in item.merged)
    published = standing(workspace.records("figures"), workspace.people)
    runs = [line for line in workspace.run_index.lines(reps=workspace.names) if line.counts]
    ids = {old: one.id for one in workspace.catalog.summaries() for old in (*one.moved_from, one.id)}
    credited = []
    for item in mine:
        places = _places([item, *(merged[id_] for id_ in item.merged if id_ in merged)], ids)
        day = _changed(item)
        people, calls, weeks = used_since(published, places, date.fromisoformat(day), ids)
        plays = {page for page, _ in places}
        own = sum(ids.get(run.play, run.play) in plays and run.started[:10] > day for run in runs)
        said = item.text or item.quote
        credited.append(Credit(item.id, said, places, day, people, calls, weeks, own))
    return sorted(credited, key=lambda one: one.since, reverse=True)


def used_since(
    published: Mapping[tuple[str, str], Figures],
    places: Collection[tuple[str, str]],
    day: date,
    ids: Mapping[str, str] | None = None,
) -> tuple[int, int, tuple[str, ...]]:
    """Return people, calls and weeks of `(page, step)` in what was published of weeks that began after a day.

    `published` by manager and week; `ids` are the present ids of pages by their former ones.
    """
    from playbook.coaching.published import days_of

    now, wanted = ids or {}, set(places)
    most: dict[str, int] = {}
    calls, weeks = 0, set()
    for (manager, week), body in published.items():
        days = days_of(week)
        if days is None or days[0] <= day:
            continue
        for play in body.plays:
            page = now.get(play.play, play.play)
            counted = [(play.reps, play.runs)] if (page, "") in wanted else []
            counted += [(step.reps, step.done) for step in play.steps if (page, step.step) in wanted]
            for reps, used in counted:
                most[manager] = max(most.get(manager, 0), reps)
                calls += used
                weeks.add(week)
    return sum(most.values()), calls, tuple(sorted(weeks))


def _is_mine(item: Item, names: Collection[str]) -> bool:
    return any(person in names for person in (item.rep, *item.authors))


def _changed(item: Item) -> str:
    """Return the day on which a change because of an item was published and still stands; else an empty text."""
    if item.state not in SETTLED or not item.commit or item.redacted:
        return ""
    acts = (act for act in item.thread if act.counts and act.commit == item.commit)
    return next((act.at[:10] for act in acts), "")


def _places(items: Iterable[Item], ids: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return where items are pinned to; of a page that is meant as a whole its steps are not counted once more."""
    places = dict.fromkeys((ids.get(item.play, item.play), item.step) for item in items if item.play)
    return tuple(place for place in places if not place[1] or (place[0], "") not in places)


def together(found: Sequence[Credit]) -> Credit | None:
    """Return all of it as one: each place once, of people the most that stood behind any of it; None for nothing."""
    if not found:
        return None
    by_places = {
        one.places: one for one in reversed(found)
    }.values()  # of one place the oldest, which counts the most
    return Credit(
        feedback="",
        said="",
        places=tuple(dict.fromkeys(place for one in found for place in one.places)),
        since=min(one.since for one in found),
        people=max(one.people for one in found),
        calls=sum(one.calls for one in by_places),
        weeks=tuple(sorted({week for one in found for week in one.weeks})),
        mine=max(one.mine for one in found),
    )


def credit_words(credit: Credit) -> str:
    """Return it in words: in how many plays, on how many calls since, by at least how many people."""
    plays = f"In {count_of(len(credit.plays), 'play')}"
    if credit.calls:
        people = count_of(credit.people, "person", "people")
        return f"{plays}: on {count_of(credit.calls, 'call')} since, by at least {people}."
    own = f" {count_of(credit.mine, 'call')} of yours since." if credit.mine else ""
    return f"{plays}; how many use it is told once a team publishes its weeks.{own}"


def row(credit: Credit) -> dict[str, Any]:
    """Return one object of `feedback credit --json`."""
    return {
        "id": credit.feedback,
        "text": credit.said,
        "plays": list(credit.plays),
        "since": credit.since,
        "people": credit.people,
        "calls": credit.calls,
        "mine": credit.mine,
        "weeks": list(credit.weeks),
    }
