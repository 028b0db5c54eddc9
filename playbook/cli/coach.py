"""`playbook coach`: what was really done, by the team, by one person, in one play."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from playbook.cli.common import find_page, find_person, is_since, open_workspace, since
from playbook.cli.output import emit, narrate
from playbook.cli.parser import add_json, add_verb, verbs_of
from playbook.errors import NotFoundError, PlaybookError
from playbook.text import count_of

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.workspace import Workspace

COLUMNS = (
    ("play", "PLAY"),
    ("step", "STEP"),
    ("reached", "REACHED"),
    ("done", "DONE"),
    ("skipped", "SKIPPED"),
    ("not_reached", "NOT REACHED"),
    ("reasons", "REASONS"),
    ("median", "MEDIAN"),
    ("box", "BOX"),
)
NOTHING = "No connected run that you may read yet. `playbook doctor --privacy` says who sees what."


def register(parser: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    verbs = verbs_of(parser)
    team = add_verb(verbs, "team", "per play and step: reached, done, skipped and why", _team)
    person = add_verb(verbs, "person", "what one rep did, step by step", _person, ["P"])
    play = add_verb(verbs, "play", "one play, over all its runs that I may see", _play, ["ID"])
    for verb in (team, person, play):
        verb.add_argument("--since", metavar="D", help="a date or time")
        add_json(verb)


def _team(options: argparse.Namespace) -> int:
    from playbook.coaching.pages import pages_run
    from playbook.coaching.people import team_figures
    from playbook.coaching.rows import step_row

    workspace = open_workspace(options)
    rows = _comparable(workspace, options)
    steps = [step_row(step) for step in team_figures(rows, pages_run(rows, workspace.catalog))]
    return _emit(steps, options)


def _play(options: argparse.Namespace) -> int:
    from playbook.coaching.figures import play_summary
    from playbook.coaching.rows import step_row

    workspace = open_workspace(options)
    page = find_page(workspace, options.id, play=True).page
    if not page.runnable:
        raise NotFoundError(
            "play", options.id, [one.id for one in workspace.catalog.summaries() if one.runnable][:3]
        )
    summary = play_summary(_comparable(workspace, options), page)
    if summary.runs and not options.json:
        narrate(
            f"{summary.title}: {count_of(summary.runs, 'connected run')} by {count_of(len(summary.reps), 'rep')}; "
            f"commitment {summary.commitments}, kept {summary.kept}, broken {summary.broken}. "
            f"Skipped {summary.skipped}, out of order {summary.out_of_order}, repeated {summary.repeated}, "
            f"added {summary.added}."
        )
    return _emit([step_row(step) for step in summary.steps] if summary.runs else [], options)


def _person(options: argparse.Namespace) -> int:
    from playbook.coaching.pages import pages_run
    from playbook.coaching.people import may_see, person_figures
    from playbook.coaching.rows import person_rows

    workspace = open_workspace(options)
    rows = _since(workspace, options)
    rep = find_person(workspace, options.p, {row.rep for row in rows})
    if rep not in workspace.names and not may_see(workspace.me, rep, workspace.people):
        raise PlaybookError(
            f"Only {workspace.name_of(rep)} and the managers above may read those runs. "
            "`playbook doctor --privacy` says who sees what."
        )
    figures = person_figures(rows, rep, pages_run([row for row in rows if row.rep == rep], workspace.catalog))
    if not options.json and figures.runs:
        narrate(
            f"{workspace.name_of(rep)}: {count_of(figures.n, 'connected run')} of {count_of(figures.attempts, 'call')}."
        )
    code = _emit(person_rows(figures), options)
    if not options.json and figures.runs:
        narrate(f"`playbook runs list --rep {rep}` lists them, `playbook runs show RUN` replays one.")
    return code


def _emit(rows: list[dict[str, Any]], options: argparse.Namespace) -> int:
    if not options.json:
        rows = [
            one | {"median": _minutes(one["median_seconds"]), "box": _box(one["minutes"])} for one in rows
        ]
    emit(rows, as_json=options.json, columns=COLUMNS, empty=NOTHING)
    return 0


def _minutes(seconds: float | None) -> str:
    return "" if seconds is None else f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _box(minutes: float | None) -> str:
    return "" if minutes is None else f"/{minutes:g}"


def _since(workspace: Workspace, options: argparse.Namespace) -> list[RunRow]:
    earliest = since(options)
    return [row for row in workspace.runs().values() if is_since(row.run.started or row.at, earliest)]


def _comparable(workspace: Workspace, options: argparse.Namespace) -> list[RunRow]:
    """Return the runs that figures shown to me may be made of."""
    from playbook.coaching.people import comparable

    return comparable(_since(workspace, options), workspace.me, workspace.people, also=workspace.person.also)
