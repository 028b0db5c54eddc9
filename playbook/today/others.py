"""What waits for me because others do: the desk, my team's runs; and what I set out to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from playbook.text import count_of, spoken
from playbook.today.line import TodayLine

if TYPE_CHECKING:
    from playbook.coaching.indexed import RunLine
    from playbook.plays.model import Summary
    from playbook.workspace import Workspace

RECENT = timedelta(days=7)
"""How far back my team's runs are to be looked at."""


def desk_lines(workspace: Workspace) -> list[TodayLine]:
    """Return what waits on the desk, for a liaison: a line for each tab on which something is to be done."""
    if not workspace.has_role("liaison"):
        return []
    feedback, viewer = workspace.feedback_index, workspace.viewer
    numbers = feedback.counts(viewer)
    lines = []
    if numbers["overdue"]:
        item = feedback.item(feedback.overdue_first(viewer))
        first = workspace.promise.due(item) if item else None
        lines.append(
            TodayLine(
                kind="desk",
                due=first.astimezone().date().isoformat() if first else "",
                what=f"{count_of(numbers['overdue'], 'answer')} overdue",
                tab="overdue",
            )
        )
    if numbers["new"]:
        lines.append(TodayLine(kind="desk", what=f"{numbers['new']:,} new to look at", tab="new"))
    if numbers["mine"]:
        lines.append(TodayLine(kind="desk", what=f"{numbers['mine']:,} assigned to you", tab="mine"))
    if numbers["ready"]:
        changes = count_of(numbers["ready"], "change")
        lines.append(TodayLine(kind="desk", what=f"{changes} under way", tab="ready"))
    return lines


def sent_lines(workspace: Workspace) -> list[TodayLine]:
    """Return what waits for one person: for a reply, where it was sent on to them; for the desk, what came back.

    For whoever decides: what two decided apart.
    """
    from playbook.assigning import decides
    from playbook.desk.filters import parse_filter
    from playbook.desk.routing import OUT
    from playbook.queueing import desk_of

    asked = [
        (f"is:out route:{role}", f"for {role} to reply to")
        for role in sorted(OUT.intersection(workspace.person.roles))
    ]
    if workspace.has_role("liaison"):
        asked.append(("is:back", "came back with a reply"))
    if decides(workspace) or (not workspace.settings.desk.decider and workspace.has_role("liaison")):
        asked.append(("is:conflict", "decided twice, by two who had not seen it"))
    if not asked:
        return []
    desk, lines = desk_of(workspace), []
    for words, told in asked:
        if number := desk.number_found(parse_filter(words)):
            lines.append(TodayLine(kind="desk", what=f"{number:,} {told}", tab=f"filter:{words}"))
    return lines


def page_lines(workspace: Workspace, pages: Sequence[Summary]) -> list[TodayLine]:
    """Return what `pages` need of me: a line for each pilot that has ended, and one for each other thing."""
    from playbook.desk.staff import stood_in_for
    from playbook.offering import use_by_all
    from playbook.upkeep import ORDER, needs, summary_words

    if not workspace.people:
        return []
    mine = {workspace.me, *stood_in_for(workspace.me, workspace.people, workspace.today)}
    if not any(mine.intersection(page.owners.values()) for page in pages) and not workspace.has_role(
        "liaison"
    ):
        return []
    used = use_by_all(workspace)
    wanted = [
        one
        for one in needs(pages, workspace.settings, workspace.today, used)
        if workspace.me in one.people and one.why != "never-verified"
    ]
    found = []
    for why in ORDER:
        some = [one for one in wanted if one.why == why]
        for alike in [[one] for one in some] if why == "pilot-ended" else [some] if some else []:
            first = alike[0].summary
            found.append(
                TodayLine(kind="page", what=summary_words(alike), play=first.id, title=first.title, tab=why)
            )
    return found


def team_lines(workspace: Workspace, marks: frozenset[str]) -> list[TodayLine]:
    """Return a line for each of my people whose latest runs I have not looked at, for a manager."""
    from playbook.records.access import people_below

    if not workspace.has_role("manager"):
        return []
    earliest = (workspace.clock.now() - RECENT).isoformat()
    lines = []
    for rep in people_below(workspace.me, workspace.people):
        names = {rep, *workspace.person_of(rep).also}
        index = workspace.run_index
        if not index.lines(reps=names, since=earliest):
            continue  # whatever was before, it has been looked at or is of no interest any more
        runs = [run for run in index.lines(reps=names) if not run.redacted and not run.private]
        fresh = _since_looked_at(rep, runs, marks)
        fresh = [run for run in fresh if run.started >= earliest]
        if fresh:
            lines.append(
                TodayLine(
                    kind="runs",
                    what=f"{workspace.name_of(rep)}: {_how_they_went(fresh)}",
                    rep=rep,
                    run=fresh[-1].id,
                    mark=_mark(rep, fresh[-1].id),
                )
            )
    return lines


def _mark(rep: str, run: str) -> str:
    return f"runs:{rep}:{run}"


def _since_looked_at(rep: str, runs: list[RunLine], marks: frozenset[str]) -> list[RunLine]:
    """Return the runs after the last one that was there when I looked."""
    looked = [place for place, run in enumerate(runs) if _mark(rep, run.id) in marks]
    return runs[looked[-1] + 1 :] if looked else runs


def _how_they_went(runs: Iterable[RunLine]) -> str:
    """Return `4 new runs: 2 advance, 1 declined, 1 voicemail`."""
    went = Counter(spoken(run.result or run.connect) for run in runs)
    parts = ", ".join(f"{number} {how}" for how, number in went.most_common())
    return f"{count_of(went.total(), 'new run')}: {parts}"


def goal_lines(workspace: Workspace) -> list[TodayLine]:
    """Return what I set out to do and have not reached or dropped, each with how it stands."""
    from playbook.coaching.goals import to_show
    from playbook.goals import goals_of, said_of, stands

    return [
        TodayLine(
            kind="goal",
            due=one.goal.by,
            what=said_of(workspace, one.goal),
            text=stands(workspace, one).said,
            goal=one.goal.id,
        )
        for one in to_show(goals_of(workspace, workspace.me))
    ]
