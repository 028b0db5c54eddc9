"""`playbook coach topics|show|tell|stages|objections|experiment|adopt|report`: what Coach finds, without a screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.cli.common import find_page, find_person, open_workspace, since
from playbook.cli.output import emit, emit_json, narrate, say
from playbook.errors import NotFoundError, PlaybookError

if TYPE_CHECKING:
    from playbook.coaching.briefing import Briefing
    from playbook.coaching.topics.model import Topic
    from playbook.coaching.topics.trials import Trial
    from playbook.reporting.model import Grid, Report
    from playbook.workspace import Workspace

NOTHING = "Nothing stands out in the runs you may see; what is left is within chance."


def _briefing(options: argparse.Namespace) -> tuple[Workspace, Briefing]:
    from playbook.briefed import brief

    workspace = open_workspace(options)
    return workspace, brief(workspace, since(options))


def topics(options: argparse.Namespace) -> int:
    """List what is more than chance."""
    from playbook.coaching.reports.team import CHANCE

    _, briefing = _briefing(options)
    columns = (("id", "TOPIC"), ("n", "N"), ("said", "FIGURES"))
    emit([_row(one) for one in briefing.topics], as_json=options.json, columns=columns, empty=NOTHING)
    if briefing.topics and not options.json:
        narrate(f"{CHANCE} `playbook coach show TOPIC` shows one.")
    return 0


def _row(topic: Topic) -> dict[str, Any]:
    return {
        "id": topic.id,
        "kind": topic.kind,
        "title": topic.title,
        "said": topic.said,
        "advice": topic.advice,
        "definition": topic.definition,
        "n": topic.n,
        "play": topic.play,
        "step": topic.step,
        "person": topic.rep,
        "page": topic.page,
        "experiment": topic.trial,
        "runs": list(topic.runs),
        "case_mix": _mixes(topic),
    }


def _mixes(topic: Topic) -> list[dict[str, Any]]:
    """Return the kind of calls on either side of what a topic compares; a name, and how many."""
    return [
        {
            "of": name,
            "n": mix.n,
            "stages": dict(mix.stages),
            "segments": dict(mix.segments),
            "triggers": dict(mix.triggers),
        }
        for name, mix in topic.mixes
    ]


def _topic(briefing: Briefing, typed: str) -> Topic:
    """Return the topic whose id was typed, or the only one whose id ends in it or holds it."""
    from playbook.text import nearest

    ids = [one.id for one in briefing.topics]
    for found in (
        [one for one in briefing.topics if one.id == typed],
        [one for one in briefing.topics if one.id.endswith(typed)],
        [one for one in briefing.topics if typed in one.id],
    ):
        if len(found) == 1:
            return found[0]
    near = nearest(typed, ids)
    if near:
        raise NotFoundError("topic", typed, near)
    raise PlaybookError(f"There is no topic “{typed}”. `playbook coach topics` lists what there is.")


def show(options: argparse.Namespace) -> int:
    """Show one topic with its charts."""
    from playbook.coaching.reports.parts import topic_report

    _, briefing = _briefing(options)
    topic = _topic(briefing, options.topic)
    if options.json:
        emit_json(_row(topic))
        return 0
    print_report(topic_report(topic, briefing.complete(topic.rep)))
    if topic.runs:
        narrate(
            f"The runs behind it, the latest first: {', '.join(topic.runs[:5])}. `playbook runs show RUN`."
        )
    return 0


def tell(options: argparse.Namespace) -> int:
    """Send a topic to the owners of its page."""
    from playbook.ids import shorten
    from playbook.telling import tell as tell_owners

    workspace, briefing = _briefing(options)
    body = tell_owners(workspace, _topic(briefing, options.topic), options.words)
    say(shorten(body.id, letter="F"))
    narrate(body.text)
    return 0


def stages(options: argparse.Namespace) -> int:
    """Show the stages by opportunity."""
    from playbook.coaching.reports.team import stages_report
    from playbook.coaching.topics.flow import stage_grid

    _, briefing = _briefing(options)
    return _emit(stages_report(briefing), stage_grid(briefing.stages, briefing.stage_titles or {}), options)


def objections(options: argparse.Namespace) -> int:
    """Show objections by how often they were opened."""
    from playbook.coaching.reports.team import objections_report
    from playbook.coaching.topics.settled import met_grid

    _, briefing = _briefing(options)
    return _emit(objections_report(briefing), met_grid(briefing.met), options)


def experiment(options: argparse.Namespace) -> int:
    """Show one experiment, or all."""
    from playbook.coaching.reports.parts import topic_report

    workspace, briefing = _briefing(options)
    wanted = [_trial(workspace, briefing, options.id)] if options.id else list(briefing.trials)
    if options.json:
        emit_json([_trial_row(one, _topic_of(briefing, one)) for one in wanted])
        return 0
    if not wanted:
        narrate("The playbook plans no experiment ([experiments.ID] in playbook.toml).")
    for one in wanted:
        topic = _topic_of(briefing, one)
        print_report(topic_report(topic, briefing.complete(topic.rep)))
    return 0


def _trial(workspace: Workspace, briefing: Briefing, id_: str) -> Trial:
    from playbook.text import nearest

    known = list(workspace.settings.experiments)
    found = next((one for one in briefing.trials if one.plan.id == id_), None)
    if found is None:
        raise NotFoundError("experiment", id_, nearest(id_, known) or known[:3])
    return found


def _topic_of(briefing: Briefing, trial: Trial) -> Topic:
    return next(topic for topic in briefing.topics if topic.trial == trial.plan.id)


def _trial_row(trial: Trial, topic: Topic) -> dict[str, Any]:
    """Return an experiment for programs: its plan, and each part between two edits of an arm."""
    plan = trial.plan
    parts = []
    for part in trial.report.segments:
        found = part.verdict
        parts.append(
            {
                "from": part.segment.start or None,
                "edited": part.segment.edited,
                "left_out": part.segment.late,
                "state": found.state,
                "look": found.look,
                "accounts": list(found.accounts),
                "ratio_p": found.ratio_p,
                "arms": [{"page": arm.name, "successes": arm.successes, "n": arm.n} for arm in found.arms],
                "better": found.better,
                "difference": found.difference,
                "low": found.interval.low if found.interval else None,
                "high": found.interval.high if found.interval else None,
                "p": found.p,
                "words": list(found.words),
            }
        )
    return {
        "id": plan.id,
        "arms": list(plan.arms),
        "measure": plan.measure,
        "accounts_per_arm": plan.accounts_per_arm,
        "losing": trial.losing,
        "parts": parts,
        "words": list(trial.report.words),
        "case_mix": _mixes(topic),
    }


def adopt(options: argparse.Namespace) -> int:
    """Propose the retirement of the losing arm."""
    from playbook.ending_experiment import propose_end

    workspace, briefing = _briefing(options)
    made = propose_end(workspace, _trial(workspace, briefing, options.id))
    say(made.id)
    narrate(f"Proposed: {made.title}. Both sides must approve: `playbook plays reviews`.")
    return 0


def report(options: argparse.Namespace) -> int:
    """Make a report: HTML, CSV, JSON, or on the terminal."""
    from playbook.briefed import brief, quarter
    from playbook.reporting.data import report_data
    from playbook.reporting.html import report_html
    from playbook.reports import report_on, write_tables

    workspace = open_workspace(options)
    if options.quarter is not None:
        name, start, end = quarter(options.quarter, workspace.today)
        briefing = brief(workspace, start, end)
    else:
        name, briefing = "", brief(workspace, since(options))
    made = report_on(workspace, briefing, _what(workspace, briefing, options), name)
    if options.html:
        from playbook.recapping import write_new

        narrate(f"Written to {write_new(Path(options.html), report_html(made))}.")
    if options.csv:
        for path in write_tables(made, Path(options.csv)):
            narrate(f"Written to {path}.")
    if options.json:
        emit_json(report_data(made))
    elif not (options.html or options.csv):
        print_report(made)
    return 0


def _what(workspace: Workspace, briefing: Briefing, options: argparse.Namespace) -> str:
    if options.person:
        from playbook.coaching.people import may_see

        person = find_person(workspace, options.person, briefing.readable)
        if person not in workspace.names and not may_see(workspace.me, person, workspace.people):
            raise PlaybookError(
                f"Only {workspace.name_of(person)} and the managers above may read those runs. "
                "`playbook doctor --privacy` says who sees what."
            )
        return f"person:{person}"
    return f"play:{find_page(workspace, options.play, play=True).page.id}" if options.play else "team"


def _emit(made: Report, grid: Grid, options: argparse.Namespace) -> int:
    from playbook.reporting.data import grid_rows

    if options.json:
        emit_json(grid_rows(grid))
    else:
        print_report(made)
    return 0


def print_report(made: Report) -> None:
    """Print a report as text, as wide as the terminal and no wider than is good to read."""
    import shutil

    from playbook.reporting.lines import report_lines

    width = min(max(shutil.get_terminal_size().columns, 40), 100) if sys.stdout.isatty() else 100
    say("\n".join(_plain(line) for line in report_lines(made, width)))


def _plain(line: Sequence[tuple[str, str]]) -> str:
    return "".join(text for text, _ in line).rstrip()
