"""A person's goals in a workspace: which there are, how they stand, and setting, changing, sharing, ending them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import msgspec

from playbook.coaching.goals import (
    BEFORE,
    FIGURES,
    Known,
    Pages,
    Progress,
    by_week,
    goal_words,
    goals_on_record,
    progress,
)
from playbook.errors import NotFoundError, PlaybookError
from playbook.page_names import place_names
from playbook.records.access import managers_of
from playbook.records.coaching import Goal
from playbook.records.model import Record

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.reporting.model import Report, Section
    from playbook.workspace import Workspace

End = Literal["reached", "dropped"]
_LONGEST = 300
"""Letters of a goal's own words."""


class GoalError(PlaybookError):
    """A goal cannot be set or changed like that."""


class Wanted(msgspec.Struct, frozen=True):
    """What somebody wants to set out to do."""

    figure: str
    """A key of `FIGURES`."""
    share: float
    """Of the calls, from 0 to 1."""
    by: date
    play: str = ""
    stage: str = ""
    step: str = ""
    text: str = ""
    """In words of one's own; empty: as it is counted."""


# Reading; of files, so not for the event loop


def goals_of(workspace: Workspace, person: str, *, alone: bool = True) -> list[Known]:
    """Return the goals of a person that I may see, in the order in which they were set.

    Without `alone` those that are between the person and a manager, which both see.
    """
    known = goals_on_record(workspace.records("goal"), workspace.people).values()
    names = workspace.names if person == workspace.me else {person}
    return [one for one in known if one.about in names and (alone or one.pair)]


def goal_of(workspace: Workspace, id_: str) -> Known:
    """Return a goal by its id; raises NotFoundError."""
    known = goals_on_record(workspace.records("goal"), workspace.people)
    if id_ not in known:
        raise NotFoundError("goal", id_)
    return known[id_]


def pages_for(workspace: Workspace, goal: Goal) -> Pages:
    """Return what the pages are called now, as far as `goal` asks."""
    present, stages = {}, {}
    for one in workspace.catalog.summaries():
        stages[one.id] = one.stage
        present.update(dict.fromkeys((one.id, *one.moved_from), one.id))
    steps: dict[str, str] = {}
    if goal.step and goal.play in present:
        steps = workspace.page(present[goal.play]).page.facts.moved
    return Pages(present, stages, steps)


def stands(workspace: Workspace, known: Known) -> Progress:
    """Return how a goal stands by its owner's runs, as far as I may read them."""
    goal = known.goal
    pages = pages_for(workspace, goal)
    rows = _runs(workspace, known, goal.since and _days_before(goal.since)) if goal.figure else ()
    found = progress(goal, rows, workspace.today, pages)
    if found.standing == "none" and known.about not in workspace.names and not _runs(workspace, known):
        return replace(found, said=f"No call of {workspace.name_of(known.about)}'s is here to be counted.")
    return found


def weeks_of(workspace: Workspace, known: Known) -> list[tuple[str, bool]]:
    """Return when each call of a goal's kind started and whether it did it, of all that are on record."""
    if not known.goal.figure:
        return []
    return by_week(known.goal, _runs(workspace, known), pages_for(workspace, known.goal))


def _runs(workspace: Workspace, known: Known, since: str = "") -> Sequence[RunRow]:
    names = {known.about, *workspace.person_of(known.about).also}
    index = workspace.run_index
    lines = index.lines(reps=names | (workspace.names if known.about == workspace.me else set()), since=since)
    return list(index.rows(line.id for line in lines if line.counts and not line.private).values())


def _days_before(since: str) -> str:
    try:
        return (date.fromisoformat(since[:10]) - timedelta(days=BEFORE + 1)).isoformat()
    except (ValueError, OverflowError):
        return ""


def said_of(workspace: Workspace, goal: Goal) -> str:
    """Return what a goal is over, in words."""
    if goal.text:
        return goal.text
    stages = {stage.id: stage.name or stage.id for stage in workspace.settings.stages}
    title, step = place_names(workspace.catalog, goal.play, goal.step)
    return goal_words(goal, title, stages.get(goal.stage, ""), step)


def whose_words(workspace: Workspace, known: Known) -> str:
    """Return who sees a goal, and who set it, in a sentence."""
    about = "you" if known.about in workspace.names else workspace.name_of(known.about)
    if not known.pair:
        return "For you alone: it never leaves this device."
    other = workspace.name_of(known.pair) if known.pair not in workspace.names else "you"
    by = "you" if known.set_by in workspace.names else workspace.name_of(known.set_by)
    pair = (
        f"you and {about if other == 'you' else other}" if "you" in (about, other) else f"{about} and {other}"
    )
    return f"Between {pair}, set by {by}."


def pair_leaves(workspace: Workspace) -> str:
    """Return where what is between two people goes, in words."""
    from playbook.between import how_it_travels

    return how_it_travels(workspace)


# Writing


def why_not_set(workspace: Workspace, person: str, *, together: bool) -> str:
    """Return why I cannot set a goal for somebody, or `together` with my manager; empty where I can."""
    if person not in workspace.names:
        if workspace.me in managers_of(person, workspace.people):
            return ""
        return f"A goal of {workspace.name_of(person)}'s is set by themselves, or with a manager above them."
    if together and not managers_of(workspace.me, workspace.people):
        return "Nobody is named as your manager in playbook.toml; set it for yourself alone."
    return ""


def set_goal(workspace: Workspace, person: str, wanted: Wanted, *, together: bool = False) -> Goal:
    """Put a new goal on record; durable when this returns. Raises GoalError, NotFoundError, CannotSaveError.

    One's own stays on the device, `together` goes to oneself and one's manager; a manager's for somebody below goes
    to the two.
    """
    from playbook.ids import new_id

    if reason := why_not_set(workspace, person, together=together):
        raise GoalError(reason)
    mine = person in workspace.names
    goal = _checked(
        workspace, wanted, new_id(), workspace.me if mine else person, workspace.today.isoformat()
    )
    audience = "self"
    if not mine:
        audience = f"pair-{person}"
    elif together:
        audience = f"pair-{managers_of(workspace.me, workspace.people)[0]}"
    workspace.append(goal, audience)
    return goal


def change_goal(workspace: Workspace, known: Known, wanted: Wanted) -> Goal:
    """Put a changed goal on record, which goes on counting from its first day; raises as `set_goal` does."""
    before = known.goal
    goal = _checked(workspace, wanted, before.id, before.about, before.since or workspace.today.isoformat())
    if goal.figure != before.figure or (goal.play, goal.stage, goal.step) != (
        before.play,
        before.stage,
        before.step,
    ):
        goal = msgspec.structs.replace(goal, since=workspace.today.isoformat())
    workspace.append(goal, audience_of(workspace, known))
    return goal


def wanted_of(goal: Goal) -> Wanted:
    """Return a goal as it stands, to be changed; raises GoalError for one that counts nothing."""
    if goal.figure not in FIGURES:
        raise GoalError("This goal counts nothing that could be changed: end it, and set another.")
    by = date.fromisoformat(goal.by[:10])
    return Wanted(goal.figure, goal.share, by, goal.play, goal.stage, goal.step, goal.text)


def end_goal(workspace: Workspace, known: Known, how: End) -> Record:
    """Put on record that a goal was reached or dropped; raises GoalError where it ended before."""
    if not known.is_open:
        raise GoalError(f"This goal was {known.goal.state} before.")
    return workspace.append(msgspec.structs.replace(known.goal, state=how), audience_of(workspace, known))


def share_goal(workspace: Workspace, known: Known) -> Record:
    """Give my manager a goal that was mine alone; from then on it is the two's. Raises GoalError."""
    if known.pair:
        raise GoalError(whose_words(workspace, known))
    if reason := why_not_set(workspace, workspace.me, together=True):
        raise GoalError(reason)
    return workspace.append(known.goal, f"pair-{managers_of(workspace.me, workspace.people)[0]}")


def audience_of(workspace: Workspace, known: Known) -> str:
    """Return where what I say of a goal goes: it stays with those who have it."""
    if not known.pair:
        return "self"
    return f"pair-{known.pair}" if known.about in workspace.names else f"pair-{known.about}"


def parse_share(text: str) -> float:
    """Return the share that `60%`, `60` or `0.6` means; raises GoalError."""
    bare = text.strip().replace(",", ".").removesuffix("%").strip()
    try:
        value = float(bare)
    except ValueError:
        value = -1.0
    share = value if value <= 1 and "%" not in text else value / 100
    if not 0.01 <= share <= 1:
        raise GoalError(f"“{text}” is no share of calls. Write it like 60%.")
    return round(share, 4)


def steps_of(workspace: Workspace, play: str) -> list[tuple[str, str]]:
    """Return id and title of the steps of a play that a goal can be over."""
    return [(step.id, step.title) for step in workspace.page(play).page.run_steps]


def _checked(workspace: Workspace, wanted: Wanted, id_: str, about: str, since: str) -> Goal:
    from playbook.text import nearest, one_line

    if wanted.figure not in FIGURES:
        raise GoalError(f"“{wanted.figure}” is nothing that is counted. Say one of: {', '.join(FIGURES)}.")
    if not 0 < wanted.share <= 1:
        raise GoalError("A goal is a share of calls: from 1% to 100%.")
    if wanted.by <= workspace.today:
        raise GoalError("A goal needs time: name a day to come.")
    play, step = wanted.play, ""
    if play:
        page = workspace.page(play).page
        if not page.runnable:
            raise GoalError(f"“{page.title}” is no play: there are no calls of it.")
        play = page.id
        if wanted.figure == "step":
            found = page.step(wanted.step)
            if found is None or found.reference:
                known = [one.id for one in page.run_steps]
                raise NotFoundError("step", wanted.step, nearest(wanted.step, known) or known[:3])
            step = found.id
    elif wanted.figure == "step":
        raise GoalError("A step is one of a play: name the play too.")
    stages = [stage.id for stage in workspace.settings.stages]
    if wanted.stage and not play and wanted.stage not in stages:
        raise NotFoundError("stage", wanted.stage, nearest(wanted.stage, stages) or stages[:3])
    return Goal(
        id=id_,
        about=about,
        text=one_line(wanted.text)[:_LONGEST],
        by=wanted.by.isoformat(),
        figure=wanted.figure,
        share=wanted.share,
        play=play,
        stage="" if play else wanted.stage,
        step=step,
        since=since,
    )


# Told


def row_of(workspace: Workspace, known: Known) -> dict[str, object]:
    """Return a goal for programs, with the keys of docs/practice.md."""
    goal, found = known.goal, stands(workspace, known)
    return {
        "id": goal.id,
        "person": known.about,
        "words": said_of(workspace, goal),
        "figure": goal.figure,
        "share": goal.share or None,
        "play": goal.play,
        "stage": goal.stage,
        "step": goal.step,
        "since": goal.since,
        "by": goal.by,
        "state": goal.state,
        "shared_with": known.pair,
        "set_by": known.set_by,
        "met": found.now.met,
        "n": found.now.n,
        "low": found.interval.low if found.interval else None,
        "high": found.interval.high if found.interval else None,
        "met_before": found.before.met,
        "n_before": found.before.n,
        "standing": found.standing,
        "said": found.said,
        "runs": list(found.runs),
    }


def report_of(workspace: Workspace, known: Known) -> Report:
    """Return all that is known of one goal, with its charts."""
    from playbook.coaching.reports.goals import goal_report

    return goal_report(
        said_of(workspace, known.goal),
        known,
        stands(workspace, known),
        whose_words(workspace, known),
        weeks_of(workspace, known),
    )


def section_of(workspace: Workspace, person: str, *, alone: bool) -> Section | None:
    """Return a person's open goals as a part of the report on them; None where there is none.

    Without `alone` only those that rep and manager both have.
    """
    from playbook.coaching.goals import to_show
    from playbook.coaching.reports.goals import goal_lines
    from playbook.reporting.model import Section

    known = to_show(goals_of(workspace, person, alone=alone))
    blocks = [
        block
        for one in known
        for block in goal_lines(
            said_of(workspace, one.goal), one, stands(workspace, one), whose_words(workspace, one)
        )
    ]
    return Section("Goals", tuple(blocks)) if blocks else None
