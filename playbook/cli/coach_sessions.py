"""`playbook coach sessions|session|session-…`: 1:1s whose agenda writes itself."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.cli.common import day, find_id, find_person, find_run, open_workspace, words
from playbook.cli.output import emit, emit_json, narrate, say
from playbook.cli.parser import Verbs, add_json, add_verb
from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.coaching.scores import Standing
    from playbook.coaching.sessions import Action, OneOnOne
    from playbook.one_on_ones import Pair
    from playbook.workspace import Workspace

COLUMNS = (
    ("short", "1:1"),
    ("day", "DAY"),
    ("state", "STATE"),
    ("with", "WITH"),
    ("notes", "NOTES"),
    ("open", "OPEN"),
)
ACTIONS = (("short", "ACTION"), ("state", "STATE"), ("by", "BY"), ("name", "WHO"), ("text", "WHAT"))
NONE = "No 1:1 yet, as far as this device knows. `playbook coach session-plan P DAY` plans one."
NO_ACTIONS = "Nothing was agreed in a 1:1 yet. `playbook coach session-agree P TEXT` does."
LETTER = "A"


def register(verbs: Verbs) -> None:
    """Add the verbs to `coach`."""
    listed = add_verb(verbs, "sessions", "my 1:1s, the latest first", _sessions)
    listed.add_argument("p", metavar="P", nargs="?", default="", help="with one person")
    listed.add_argument("--all", action="store_true", help="also those that were withdrawn")
    add_json(listed)
    shown = add_verb(verbs, "session", "the agenda of the next 1:1 with somebody", _session, ["P"])
    shown.add_argument("--last", action="store_true", help="the one that was held last instead")
    shown.add_argument("--html", metavar="FILE", help="as a new HTML file, to take along")
    add_json(shown)
    planned = add_verb(
        verbs, "session-plan", "plan one, or move the one that is planned", _plan, ["P", "DAY"]
    )
    planned.add_argument("--another", action="store_true", help="plan one more, beside it")
    for verb, about in (("say", "what you want to speak about in the next one"), ("note", "a note on it")):
        said = add_verb(verbs, f"session-{verb}", about, _saying(verb), ["P"])
        said.add_argument("text", metavar="TEXT", nargs="+")
    pick = add_verb(verbs, "session-pick", "a run to look at in the next one", _pick, ["P", "RUN"])
    pick.add_argument("--not", dest="unpick", action="store_true", help="take it off again")
    agreed = add_verb(
        verbs, "session-agree", "what one of the two does; carried over until done", _agree, ["P"]
    )
    agreed.add_argument("text", metavar="TEXT", nargs="+")
    agreed.add_argument("--who", metavar="P", help="who does it; else the rep")
    agreed.add_argument("--by", metavar="D", help="by when")
    ended = add_verb(verbs, "session-done", "what was agreed is done", _done, ["ACTION"])
    ended.add_argument(
        "--state", choices=("done", "dropped", "open"), default="done", help="or what became of it"
    )
    for name, about in (
        ("close", "it was held"),
        ("withdraw", "it will not be; what was agreed in it stays"),
        ("reopen", "take the last one up again"),
    ):
        add_verb(verbs, f"session-{name}", about, _stating(name), ["P"])
    actions = add_verb(verbs, "actions", "what was agreed in my 1:1s, the open ones first", _actions)
    add_json(actions)


def _pair(options: argparse.Namespace) -> tuple[Workspace, Pair]:
    from playbook.one_on_ones import pair_with, sessions

    workspace = open_workspace(options)
    known = {one.other(workspace.names) for one in sessions(workspace).values()}
    return workspace, pair_with(workspace, find_person(workspace, options.p, known))


def _next(options: argparse.Namespace) -> tuple[Workspace, Pair, OneOnOne]:
    """Return the 1:1 that is planned; raises where none is."""
    from playbook.coaching.sessions import next_of
    from playbook.one_on_ones import sessions_with, who_reads_it

    workspace, pair = _pair(options)
    found = next_of(sessions_with(workspace, pair))
    if found is None:
        name = workspace.name_of(pair.other(workspace))
        raise PlaybookError(
            f"No 1:1 with {name} is planned. `playbook coach session-plan {pair.other(workspace)} DAY` plans one."
        )
    narrate(who_reads_it(workspace, pair))
    return workspace, pair, found


def _sessions(options: argparse.Namespace) -> int:
    from playbook.ids import shorten
    from playbook.one_on_ones import sessions

    workspace = open_workspace(options)
    found = sessions(workspace)
    if options.p:
        person = find_person(workspace, options.p, {one.other(workspace.names) for one in found.values()})
        found = {id_: one for id_, one in found.items() if person in (one.rep, one.coach)}
    theirs = sorted(found.values(), key=lambda one: (one.day, one.order), reverse=True)
    rows = [_row(one) for one in theirs if options.all or one.state != "withdrawn"]
    if not options.json:
        for row in rows:
            other = row["coach"] if row["rep"] in workspace.names else row["rep"]
            row |= {"short": shorten(row["id"], found), "with": workspace.name_of(other)}
    emit(rows, as_json=options.json, columns=COLUMNS, empty=NONE)
    return 0


def _row(one: OneOnOne) -> dict[str, Any]:
    return {
        "id": one.id,
        "rep": one.rep,
        "coach": one.coach,
        "day": one.on,
        "state": one.state,
        "planned_by": one.planned_by,
        "said": len(one.said),
        "notes": len(one.notes),
        "picks": list(one.picks),
        "agreed": len(one.actions),
        "open": sum(action.state == "open" for action in one.actions),
    }


def _session(options: argparse.Namespace) -> int:
    from playbook.coaching.sessions import last_held
    from playbook.one_on_ones import agenda_of, report_of, sessions_with

    workspace, pair = _pair(options)
    wanted = last_held(sessions_with(workspace, pair)) if options.last else None
    if options.last and wanted is None:
        raise PlaybookError(f"No 1:1 with {workspace.name_of(pair.other(workspace))} was held yet.")
    agenda = agenda_of(workspace, pair, wanted)
    report = report_of(workspace, pair, agenda)
    if options.html:
        from playbook.recapping import write_new
        from playbook.reporting.html import report_html

        narrate(
            f"Written to {write_new(Path(options.html), report_html(report))}. It holds what only the two may read."
        )
        return 0
    if not options.json:
        from playbook.cli.coach_told import print_report

        print_report(report)
        return 0
    one = agenda.session
    emit_json(
        {
            "rep": agenda.rep,
            "coach": agenda.coach,
            "session": _row(one) if one else None,
            "since": agenda.since.isoformat(),
            "calls": agenda.calls,
            "carried": [action_row(action) for action in agenda.carried],
            "ended": [action_row(action) for action in agenda.ended],
            "said": [_said(said) for said in one.said] if one else [],
            "notes": [_said(said) for said in one.notes] if one else [],
            "runs": [{"run": chosen.row.id, "why": chosen.why} for chosen in agenda.runs],
            "points": list(agenda.points),
            "scores": [_hidden(scored) for scored in agenda.scores],
            "goals": [{"words": over, "said": stands} for over, stands in agenda.goals],
            "answers": list(agenda.answers),
        }
    )
    return 0


def _hidden(one: Standing) -> dict[str, Any]:
    return {"run": one.run, "card": one.card, "hidden": bool(one.hidden)}


def _said(said: Any) -> dict[str, str]:
    return {"by": said.by, "at": said.at, "text": said.text}


def action_row(one: Action) -> dict[str, Any]:
    """Return an action for programs."""
    return {
        "id": one.id,
        "session": one.session,
        "rep": one.rep,
        "coach": one.coach,
        "text": one.text,
        "who": one.who,
        "by": one.by,
        "state": one.state,
        "agreed": one.agreed,
        "changed": one.changed,
    }


def _plan(options: argparse.Namespace) -> int:
    from playbook.coaching.sessions import next_of
    from playbook.one_on_ones import plan, sessions_with, who_reads_it

    workspace, pair = _pair(options)
    narrate(who_reads_it(workspace, pair))
    before = None if options.another else next_of(sessions_with(workspace, pair))
    when = day(options.day, workspace.today) or ""
    made = plan(workspace, pair, when, before)
    say(made.body.id)
    narrate(
        f"{'Moved to' if before else 'Planned for'} {when}. `playbook coach session {options.p}` shows its agenda."
    )
    return 0


def _saying(what: str) -> Callable[[argparse.Namespace], int]:
    def handler(options: argparse.Namespace) -> int:
        from playbook.one_on_ones import act

        workspace, _, found = _next(options)
        act(workspace, found, what, text=words(options.text))
        return 0

    return handler


def _pick(options: argparse.Namespace) -> int:
    from playbook.one_on_ones import act, run_of

    workspace, _, found = _next(options)
    row = run_of(workspace, found, find_run(workspace, options.run).id)
    act(workspace, found, "unpick" if options.unpick else "pick", run=row.id)
    return 0


def _agree(options: argparse.Namespace) -> int:
    from playbook.ids import shorten
    from playbook.one_on_ones import agree

    workspace, _, found = _next(options)
    who = find_person(workspace, options.who) if options.who else found.rep
    made = agree(workspace, found, words(options.text), who, day(options.by, workspace.today) or "")
    say(shorten(made.body.action, letter=LETTER))
    narrate("It is carried over until `playbook coach session-done` says that it is done.")
    return 0


def _done(options: argparse.Namespace) -> int:
    from playbook.one_on_ones import end_action, my_actions

    workspace = open_workspace(options)
    every = {one.id: one for one in my_actions(workspace)}
    id_ = find_id(options.action, every, "action", listing="playbook coach actions", letter=LETTER)
    state = "undone" if options.state == "open" else options.state
    end_action(workspace, every[id_], state)
    return 0


def _stating(what: str) -> Callable[[argparse.Namespace], int]:
    def handler(options: argparse.Namespace) -> int:
        from playbook.one_on_ones import act, sessions_with

        if what != "reopen":
            workspace, _, found = _next(options)
            act(workspace, found, what)
            return 0
        workspace, pair = _pair(options)
        theirs = [one for one in sessions_with(workspace, pair) if one.state != "planned"]
        if not theirs:
            raise PlaybookError("There is no 1:1 to take up again.")
        act(workspace, theirs[0], what)
        narrate(f"Open again: the 1:1 of {theirs[0].day}.")
        return 0

    return handler


def _actions(options: argparse.Namespace) -> int:
    from playbook.ids import shorten
    from playbook.one_on_ones import my_actions

    workspace = open_workspace(options)
    found = my_actions(workspace)
    rows = [action_row(one) for one in found]
    if not options.json:
        ids = [one.id for one in found]
        for row in rows:
            row |= {"short": shorten(row["id"], ids, letter=LETTER), "name": workspace.name_of(row["who"])}
    emit(rows, as_json=options.json, columns=ACTIONS, empty=NO_ACTIONS)
    return 0
