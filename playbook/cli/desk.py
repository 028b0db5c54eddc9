"""`playbook desk`: marketing's queue of feedback."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING, Any

from playbook.cli import liaison
from playbook.cli.common import (
    find_feedback,
    find_person,
    open_workspace,
    words,
)
from playbook.cli.desk_change import add_change_verb
from playbook.cli.desk_clusters import add_cluster_verb
from playbook.cli.desk_figures import add_figure_verbs
from playbook.cli.desk_filters import add_filter_verbs, kept
from playbook.cli.desk_promote import add_promote_verb
from playbook.cli.desk_since import add_since_verb
from playbook.cli.output import emit, narrate
from playbook.cli.parser import Verbs, add_json, add_verb, verbs_of
from playbook.cli.triage import triage
from playbook.desk.states import ROUTES
from playbook.errors import PlaybookError
from playbook.named import named

if TYPE_CHECKING:
    from playbook.desk.model import Item
    from playbook.workspace import Workspace

COLUMNS = (
    ("short", "FEEDBACK"),
    ("left", "LEFT"),
    ("state", "STATE"),
    ("accounts", "ACCOUNTS"),
    ("amount", "AMOUNT"),
    ("kind", "KIND"),
    ("play", "PLAY"),
    ("said", "TEXT"),
    ("assignee", "ASSIGNED"),
)
LIKE = (("short", "FEEDBACK"), ("score", "LIKE"), ("shared", "SHARED"), ("state", "STATE"), ("text", "TEXT"))
TABS = ("new", "mine", "waiting", "overdue", "ready", "answered", "all")


def register(parser: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    verbs = verbs_of(parser)
    listing = add_verb(verbs, "list", "the queue: the least time left first", _list)
    listing.add_argument("--tab", choices=TABS, help="without it: all that is open")
    listing.add_argument(
        "--filter", metavar="WORDS", help="such as “kind:objection segment:smb -is:out portal”"
    )
    listing.add_argument("--kept", metavar="NAME", help="a filter of your own")
    listing.add_argument(
        "--check", action="store_true", help="exit code 1 when something is overdue; says what soon is"
    )
    add_json(listing)
    _deciding(verbs)
    _telling(verbs)
    add_filter_verbs(verbs)
    add_cluster_verb(verbs)
    add_change_verb(verbs)
    add_since_verb(verbs)
    add_promote_verb(verbs)
    add_figure_verbs(verbs)
    similar = add_verb(verbs, "similar", "feedback like an item, or like a text", _similar)
    similar.add_argument("what", metavar="F|TEXT", nargs="+")
    add_json(similar)
    liaison.register(verbs)


def _deciding(verbs: Verbs) -> None:
    _several(add_verb(verbs, "accept", "take it on", lambda o: triage(o, o.f, "accept")))
    route = add_verb(verbs, "route", "send it on", _route, ["F"])
    route.add_argument("where", metavar="WHERE", choices=ROUTES, help=" · ".join(ROUTES))
    assign = add_verb(verbs, "assign", "give it to somebody: without PERSON by the rules", _assign, ["F"])
    assign.add_argument("person", metavar="PERSON", nargs="?", default="")
    add_verb(
        verbs,
        "merge",
        "the same thing as another",
        lambda o: triage(o, [o.f], "merge", to=o.into),
        ["F", "INTO"],
    )
    add_verb(
        verbs, "split", "take it out of what it was merged into", lambda o: triage(o, [o.f], "split"), ["F"]
    )
    label = add_verb(verbs, "label", "put labels on it, or take them off", _label, ["F"])
    label.add_argument("labels", metavar="L", nargs="*", default=[])
    label.add_argument("--off", metavar="L", action="append", default=[], help="take this label off")
    add_verb(verbs, "reopen", "decide it anew", lambda o: triage(o, [o.f], "reopen"), ["F"])
    add_verb(verbs, "undo", "take back what I did last", _undo)
    decide = add_verb(verbs, "decide", "say which of two decisions made apart stands", _decide, ["F"])
    decide.add_argument("person", metavar="PERSON", help="whose decision stands")
    decide.add_argument("--because", metavar="TEXT", required=True)
    add_verb(verbs, "close", "close the questions that stayed unanswered; the reps are told", _close)


def _telling(verbs: Verbs) -> None:
    ask = add_verb(verbs, "ask", "ask the rep something", _ask, ["F"])
    ask.add_argument("text", metavar="TEXT", nargs="+")
    answer = add_verb(verbs, "answer", "answer one item, or several with the same words", _answer)
    answer.add_argument("f", metavar="F", nargs="+")
    answer.add_argument("text", metavar="TEXT")
    decline = add_verb(verbs, "decline", "say no, and why", _decline)
    _several(decline)
    decline.add_argument("--because", metavar="TEXT", required=True)
    heard = add_verb(verbs, "heard", "bring back what those replied to whom it was sent on", _heard, ["F"])
    heard.add_argument("text", metavar="TEXT", nargs="+")
    note = add_verb(
        verbs, "note", "a note in the thread; a liaison's is for the liaisons alone", _note, ["F"]
    )
    note.add_argument("text", metavar="TEXT", nargs="+")


def _several(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("f", metavar="F", nargs="+")


# Read


def _list(options: argparse.Namespace) -> int:
    from playbook.desk.filters import parse_filter
    from playbook.desk.rows import row
    from playbook.ids import short_ids
    from playbook.queueing import desk_of

    workspace = open_workspace(options)
    desk = desk_of(workspace)
    if options.filter is not None or options.kept:
        wanted = parse_filter(options.filter if options.filter is not None else kept(options.kept))
        ids = desk.found(wanted, options.tab or "all")
    else:
        ids = desk.ids(options.tab) if options.tab else desk.unfinished()
    shown, promise, now = desk.items(ids), desk.promise, desk.now
    rows = [named(workspace, row(item, promise, now)) for item in shown]
    if not options.json:
        short = short_ids(ids, desk.feedback.ids(), letter="F")
        rows = [
            one | _for_people(workspace, item, now) | {"short": short[item.id]}
            for one, item in zip(rows, shown, strict=True)
        ]
    empty = "Nothing here. Reps tell with `playbook feedback add`, or F4 in a call."
    emit(rows, as_json=options.json, columns=COLUMNS, empty=empty)
    if not options.check:
        return 0
    near, overdue = desk.number_found(parse_filter("is:near")), desk.numbers["overdue"]
    if near:
        narrate(f"{near} due within {workspace.settings.desk.warn}: `playbook desk list --filter is:near`.")
    if overdue:
        narrate(f"{overdue} overdue: `playbook desk list --tab overdue`.")
        return 1
    return 0


def _for_people(workspace: Workspace, item: Item, now: datetime) -> dict[str, Any]:
    from playbook.desk.rows import words_listed
    from playbook.desk.told import time_left

    return {
        "left": time_left(item, workspace.promise, now),
        "said": words_listed(item.text, item.quote),
    }


def _similar(options: argparse.Namespace) -> int:
    from playbook.desk.rows import row
    from playbook.ids import short_ids
    from playbook.queueing import alike_in

    workspace = open_workspace(options)
    alike = alike_in(workspace, open_only=False)
    ids = alike.feedback.listed("all", alike.viewer)
    item = alike.feedback.item(_id(ids, options.what))
    hits = alike.like(item) if item else alike.find(words(options.what))
    items, now = alike.feedback.items(hit.id for hit in hits), workspace.clock.now()
    rows = [
        named(workspace, row(items[hit.id], workspace.promise, now))
        | {"score": round(hit.score, 3), "shared": list(hit.shared)}
        for hit in hits
    ]
    if not options.json:
        short = short_ids(items, ids, letter="F")
        rows = [one | {"short": short[one["id"]]} for one in rows]
    emit(rows, as_json=options.json, columns=LIKE, empty="Nothing is like it.")
    return 0


def _id(ids: list[str], typed: list[str]) -> str:
    """Return the id of the item where one word was typed that names one; empty where it is a text."""
    if len(typed) != 1 or " " in typed[0]:
        return ""
    try:
        return find_feedback(ids, typed[0])
    except PlaybookError:
        if typed[0][:2].upper() == "F-":
            raise
        return ""


# Decide


def _route(options: argparse.Namespace) -> int:
    from playbook.routes import route_words

    code = triage(options, [options.f], "route", to=options.where)
    narrate(f"To {route_words(open_workspace(options), options.where)}.")
    return code


def _assign(options: argparse.Namespace) -> int:
    workspace = open_workspace(options)
    if options.person:
        return triage(options, [options.f], "assign", to=find_person(workspace, options.person))
    from playbook.assigning import reason_of, suggested_for

    items = workspace.visible_feedback()
    found = suggested_for(workspace, items[find_feedback(items, options.f)])
    if found is None:
        raise PlaybookError(
            "No rule of `[desk] assign` fits, nobody owns its play, and there is more than one liaison: say whom."
        )
    code = triage(options, [options.f], "assign", to=found.to)
    narrate(f"To {reason_of(workspace, found)}.")
    return code


def _decide(options: argparse.Namespace) -> int:
    from playbook.assigning import decides, why_not_decide

    workspace = open_workspace(options)
    if reason := why_not_decide(workspace):
        raise PlaybookError(reason)
    items = workspace.visible_feedback()
    item = items[find_feedback(items, options.f)]
    person = find_person(workspace, options.person)
    stands = next((act.ref for act in item.contested if act.person == person), "")
    named = decides(workspace)
    return triage(options, [options.f], "decide", to=stands, text=options.because, decides=named)


def _close(options: argparse.Namespace) -> int:
    from playbook.assigning import close_unanswered
    from playbook.ids import shorten

    workspace = open_workspace(options)
    closed = close_unanswered(workspace)
    named_ = ", ".join(shorten(id_, letter="F") for id_ in closed)
    span = workspace.settings.desk.unanswered
    narrate(f"Closed, unanswered for {span}: {named_}." if closed else f"No question is older than {span}.")
    return 0


def _label(options: argparse.Namespace) -> int:
    labels = [*options.labels, *(f"-{label}" for label in options.off)]
    return triage(options, [options.f], "label", labels=labels)


def _undo(options: argparse.Namespace) -> int:
    from playbook.desk.actions import audience_for
    from playbook.desk.told import check_fresh, undone
    from playbook.desk.undo import last_act, undo

    workspace = open_workspace(options)
    items = workspace.visible_feedback()
    last = last_act(items, workspace.me)
    if last is None:
        raise PlaybookError("You have done nothing on the desk yet that could be undone.")
    check_fresh(last, workspace.clock.now(), workspace.name_of)
    for body in undo(last, workspace.person):
        workspace.append(body, audience_for(items[body.feedback], body))
    narrate(undone(last, items, workspace.name_of))
    return 0


# Tell


def _ask(options: argparse.Namespace) -> int:
    return triage(options, [options.f], "ask", text=words(options.text))


def _heard(options: argparse.Namespace) -> int:
    workspace = open_workspace(options)
    items = workspace.visible_feedback()
    item = items[find_feedback(items, options.f)]
    if not item.route:
        raise PlaybookError("It has not been sent on to anybody: `playbook desk route F WHERE` first.")
    return triage(options, [options.f], "note", text=words(options.text), to=item.route)


def _answer(options: argparse.Namespace) -> int:
    return triage(options, options.f, "answer", text=options.text)


def _decline(options: argparse.Namespace) -> int:
    return triage(options, options.f, "decline", text=options.because)


def _note(options: argparse.Namespace) -> int:
    return triage(options, [options.f], "note", text=words(options.text))
