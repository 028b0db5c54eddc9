"""`playbook coach`: what was really done, by the team, by one person, in one play."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from playbook.cli.common import find_page, find_person, open_workspace, since
from playbook.cli.output import emit, narrate
from playbook.cli.parser import add_json, add_verb, verbs_of
from playbook.errors import NotFoundError, PlaybookError
from playbook.text import count_of

if TYPE_CHECKING:
    from playbook.coaching.tallies import Past
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
    from playbook.cli import coach_cards, coach_goals, coach_logs, coach_published, coach_sessions

    verbs = verbs_of(parser)
    coach_cards.register(verbs)
    coach_sessions.register(verbs)
    team = add_verb(verbs, "team", "per play and step: reached, done, skipped and why", _team)
    person = add_verb(verbs, "person", "what one rep did, step by step", _person, ["P"])
    play = add_verb(verbs, "play", "one play, over all its runs that I may see", _play, ["ID"])
    topics = add_verb(
        verbs, "topics", "what to talk about: what is more than chance", lambda o: _more("topics", o)
    )
    show = add_verb(
        verbs, "show", "one of them with its charts, n and definition", lambda o: _more("show", o), ["TOPIC"]
    )
    tell = add_verb(
        verbs, "tell", "send it to the owners of its page as feedback", lambda o: _more("tell", o), ["TOPIC"]
    )
    tell.add_argument("--words", default="", metavar="TEXT", help="words of your own after the figures")
    stages = add_verb(
        verbs, "stages", "by opportunity: entered, proven, moved on, days", lambda o: _more("stages", o)
    )
    met = add_verb(
        verbs, "objections", "how often they were opened and settled", lambda o: _more("objections", o)
    )
    trial = add_verb(verbs, "experiment", "one experiment, or all", lambda o: _more("experiment", o))
    trial.add_argument("id", metavar="ID", nargs="?", default="")
    adopt = add_verb(
        verbs, "adopt", "propose the retirement of the losing arm", lambda o: _more("adopt", o), ["ID"]
    )
    report = add_verb(verbs, "report", "a report to keep, print or take along", lambda o: _more("report", o))
    report.add_argument("--person", metavar="P", help="on one person, for the 1:1")
    report.add_argument("--play", metavar="ID", help="on one play")
    report.add_argument("--quarter", metavar="Q", help="of one quarter: 2026Q4, Q4")
    report.add_argument("--html", metavar="FILE", help="as one new HTML file")
    report.add_argument("--csv", metavar="DIR", help="each table as a new CSV file in a folder")
    coach_goals.register(verbs)
    coach_published.register(verbs)
    coach_logs.register(verbs)
    for verb in (team, person, play, topics, show, stages, met, trial, report):
        verb.add_argument("--since", metavar="D", help="a date or time")
        add_json(verb)
    for verb in (tell, adopt):
        verb.add_argument("--since", metavar="D", help="a date or time")


def _more(verb: str, options: argparse.Namespace) -> int:
    from playbook.cli import coach_told

    handler: Callable[[argparse.Namespace], int] = getattr(coach_told, verb)
    return handler(options)


def _team(options: argparse.Namespace) -> int:
    from playbook.coaching.pages import pages_run
    from playbook.coaching.people import team_figures
    from playbook.coaching.rows import step_row

    workspace = open_workspace(options)
    past = _past(workspace, options)
    ran = {use.play for use in past.uses() if not use.private}
    steps = [step_row(step) for step in team_figures(past, pages_run(ran, workspace.catalog))]
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
    summary = play_summary(_past(workspace, options), page)
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
    past = _past(workspace, options)
    rep = find_person(workspace, options.p, {use.rep for use in past.uses()})
    if rep not in workspace.names and not may_see(workspace.me, rep, workspace.people):
        raise PlaybookError(
            f"Only {workspace.name_of(rep)} and the managers above may read those runs. "
            "`playbook doctor --privacy` says who sees what."
        )
    rows = past.facts(reps=[rep])
    figures = person_figures(rows, rep, pages_run({row.play for row in rows}, workspace.catalog))
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


def _past(workspace: Workspace, options: argparse.Namespace) -> Past:
    """Return the runs that figures shown to me may be made of."""
    from playbook.briefed import past_of

    return past_of(workspace, since(options))
