"""What is due between two: a 1:1 that is near, what I agreed to do, and what the other has done since I looked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from playbook.coaching.days import day_of
from playbook.coaching.sessions import Action, OneOnOne, actions_of
from playbook.dates import working_day_after
from playbook.today.line import TodayLine

if TYPE_CHECKING:
    from playbook.workspace import Workspace

RECENT = 14
"""Days for which it is told that the other has done something."""
SOON = 7
"""Days before its own on which something agreed begins to stand on Today."""


def two_lines(workspace: Workspace, marks: Collection[str]) -> list[TodayLine]:
    """Return the lines of my 1:1s; `marks`: what I have looked at."""
    from playbook.one_on_ones import sessions

    found = sessions(workspace)
    if not found:
        return []
    today = workspace.today
    lines = [_meeting(workspace, one) for one in found.values() if _is_near(one, today)]
    return [*lines, *_agreed(workspace, actions_of(found.values()), marks, today)]


def _is_near(one: OneOnOne, today: date) -> bool:
    """Say whether a 1:1 is today, on the next working day, or was to be and nobody said what became of it."""
    day = day_of(one.day)
    return one.state == "planned" and day is not None and day <= working_day_after(today)


def _meeting(workspace: Workspace, one: OneOnOne) -> TodayLine:
    other = one.other(workspace.names)
    said = len(one.said)
    text = f"{said} to speak about" if said else "its agenda has written itself"
    what = f"1:1 with {workspace.name_of(other)}"
    return TodayLine(kind="one-on-one", due=one.day, what=what, text=text, rep=other, session=one.id)


def _agreed(
    workspace: Workspace, actions: Iterable[Action], marks: Collection[str], today: date
) -> Iterable[TodayLine]:
    for action in actions:
        mine = action.who in workspace.names
        other = action.coach if action.rep in workspace.names else action.rep
        if action.state == "open" and mine and _is_due(action, today):
            yield TodayLine(
                kind="agreed",
                due=action.by,
                what=action.text,
                text=f"agreed with {workspace.name_of(other)}",
                rep=other,
                agreed=action.id,
            )
        elif action.state == "done" and not mine and action.changed_by not in workspace.names:
            mark = f"agreed:{action.id}:{action.changed}"
            if mark not in marks and (day_of(action.changed) or date.min) > today - timedelta(days=RECENT):
                first = workspace.name_of(action.who).split(" ")[0]
                yield TodayLine(
                    kind="agreed", what=action.text, text=f"{first} has done it", rep=other, mark=mark
                )


def _is_due(action: Action, today: date) -> bool:
    day = day_of(action.by)
    return day is None or day <= today + timedelta(days=SOON)
