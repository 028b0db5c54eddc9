"""What Coach lists on the left, and which report belongs to each line; knows no Textual."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from playbook.briefed import person_told
from playbook.coaching.reports.parts import topic_report
from playbook.coaching.reports.play import play_report
from playbook.coaching.reports.team import (
    objections_report,
    overview,
    people_report,
    plays_report,
    stages_report,
)
from playbook.coaching.topics.model import LABELS
from playbook.reporting.model import Report
from playbook.text import count_of
from tui.rows import short, width_of

if TYPE_CHECKING:
    from playbook.coaching.briefing import Briefing
    from playbook.workspace import Workspace

Line = tuple[str, str, str, str]
"""Key, what it is, its look, and its n in words."""
NARROWEST = 24
"""Cells that a name has however narrow the list."""
BETWEEN = 5
"""Cells beside the two columns of the list: a space on either side of each, and the bar that scrolls it."""


def briefing_rows(briefing: Briefing, workspace: Workspace) -> list[Line]:
    """Return the lines of the list: topics, stages and objections, people by name, plays."""
    lines: list[Line] = [("talk", "What to talk about", "bold", "")]
    lines += [(f"topic:{topic.id}", f"  {topic.title}", "", LABELS[topic.kind]) for topic in briefing.topics]
    if any(one.entered for one in briefing.stages):
        lines.append(
            ("stages", "Stages", "bold", count_of(sum(one.entered for one in briefing.stages), "visit"))
        )
    if briefing.met:
        lines.append(("objections", "Objections", "bold", f"{len(briefing.met)} met"))
    if len(briefing.people) > 1:
        lines.append(("people", "People", "bold", f"{len(briefing.people)} by name"))
    indent, look = ("  ", "") if len(briefing.people) > 1 else ("", "bold")
    for one in briefing.people:
        name = workspace.name_of(one.person) + (" (you)" if one.person == workspace.me else "")
        lines.append((f"person:{one.person}", f"{indent}{name}", look, f"{one.runs} of {one.attempts}"))
    if briefing.plays:
        lines.append(("plays", "Plays", "bold", f"{len(briefing.plays)} used"))
    lines += [
        (f"play:{play.play}", f"  {play.title}", "", count_of(play.runs, "run")) for play in briefing.plays
    ]
    if briefing.elsewhere:
        lines.append(("elsewhere", "Imported logs", "bold", f"{len(briefing.elsewhere)}, apart"))
    lines += [
        (f"log:{name}", f"  ⇣ {name}", "", count_of(cases, "case")) for name, cases in briefing.elsewhere
    ]
    return lines


def fitted(lines: Sequence[Line], width: int) -> list[Line]:
    """Return the lines with their names cut to what `width` cells leave them beside the widest n."""
    room = max(width - BETWEEN - max((width_of(n) for *_, n in lines), default=0), NARROWEST)
    return [(key, short(what, room), look, n) for key, what, look, n in lines]


def runs_behind(briefing: Briefing, key: str) -> dict[str, Any] | None:
    """Return which runs stand behind a line, as the list of runs is asked for them; None where there are none."""
    kind, _, name = key.partition(":")
    topic = briefing.topic(name) if kind == "topic" else None
    if topic is not None and topic.looked_at:
        return {"only": lambda: topic.runs, "title": topic.title}
    if kind in ("person", "play"):
        return {"rep": name} if kind == "person" else {"play": name}
    if key == "objections":
        return {"among": "looked", "title": "with an objection or battlecard"}
    if topic is not None and topic.deals:
        return {"among": "deals", "deals": topic.deals, "title": topic.title}
    if key == "stages":
        return {"among": "deals", "title": "with an opportunity"}
    return (
        {"title": "all that you may read"} if kind in ("talk", "people", "plays") and briefing.plays else None
    )


def pane_report(workspace: Workspace, briefing: Briefing, key: str) -> Report:
    """Return the report of a line; where it is gone meanwhile, the overview."""
    kind, _, name = key.partition(":")
    if kind == "topic" and (topic := briefing.topic(name)):
        return topic_report(topic, briefing.complete(topic.rep))
    if kind == "person":
        return person_told(workspace, briefing, name)
    if kind == "play" and (play := briefing.play(name)):
        return play_report(briefing, play)
    if kind == "log" and name in dict(briefing.elsewhere):
        from playbook.imported_logs import report_of

        return report_of(workspace, name)
    if key == "stages":
        return stages_report(briefing)
    if key == "objections":
        return objections_report(briefing)
    if key == "people":
        return people_report(briefing)
    if key == "plays":
        return plays_report(briefing)
    return overview(briefing)
