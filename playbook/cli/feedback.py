"""`playbook feedback`: tell marketing what you learn in the field, and hear what became of it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, get_args

from playbook.cli.common import (
    account_meant,
    find_feedback,
    find_page,
    my_clock,
    open_workspace,
    shown_at,
    words,
)
from playbook.cli.output import emit, emit_json, narrate, say, to_line
from playbook.cli.parser import add_json, add_verb, verbs_of
from playbook.cli.triage import triage
from playbook.desk.states import State
from playbook.named import named
from playbook.records.model import FeedbackKind

if TYPE_CHECKING:
    from playbook.became import Became
    from playbook.desk.model import Item
    from playbook.workspace import Workspace

COLUMNS = (
    ("short", "FEEDBACK"),
    ("state", "STATE"),
    ("kind", "KIND"),
    ("rep", "REP"),
    ("play", "PLAY"),
    ("said", "TEXT"),
    ("votes", "ME TOO"),
    ("answer", "ANSWER"),
)


def register(parser: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    verbs = verbs_of(parser)
    add = add_verb(verbs, "add", "tell marketing something; prints the feedback's id", _add)
    add.epilog = "KIND: " + " · ".join(get_args(FeedbackKind))
    add.add_argument("kind", metavar="KIND", choices=get_args(FeedbackKind))
    add.add_argument("text", metavar="TEXT", nargs="*", default=[])
    add.add_argument("--play", metavar="ID", default="", help="the page it is about")
    add.add_argument("--step", metavar="S", default="")
    add.add_argument("--quote", metavar="Q", default="", help="the line of the page it is about")
    add.add_argument(
        "--run", metavar="RUN", default="", help="a run of yours: play, revision and account come along"
    )
    add.add_argument("--account", metavar="A", default="")
    add.add_argument("--severity", type=int, choices=(1, 2, 3), default=2, help="3 stops a sale")
    add.add_argument(
        "--tried", "--then", "--who", "--why", metavar="TEXT", default="", dest="tried",
        help="the one thing more: what was tried, what happened then, who it is, why they (buy, stay or leave)",
    )  # fmt: skip
    add.add_argument("--liaison-only", action="store_true", help="only marketing's liaisons see it")
    listing = add_verb(verbs, "list", "all feedback that I may see", _list)
    listing.add_argument("--mine", action="store_true", help="what I said, or said “me too” to")
    listing.add_argument("--state", choices=get_args(State))
    listing.add_argument("--play", metavar="ID")
    add_json(listing)
    add_json(add_verb(verbs, "show", "one item with its thread", _show, ["F"]))
    vote = add_verb(verbs, "vote", "me too", _vote, ["F"])
    vote.add_argument("--account", metavar="A", default="")
    vote.add_argument("--withdraw", action="store_true", help="take it back")
    reply = add_verb(verbs, "reply", "reply to the liaison's question", _reply, ["F"])
    reply.add_argument("text", metavar="TEXT", nargs="+")
    more = add_verb(verbs, "more", "add something to what was said", _more, ["F"])
    more.add_argument("text", metavar="TEXT", nargs="+")
    add_verb(verbs, "share", "give to everyone what I gave to the liaisons alone", _share, ["F"])
    add_verb(verbs, "withdraw", "take back what I said", _withdraw, ["F"])
    thanks = add_verb(verbs, "thanks", "say thanks for an answer", _thanks, ["F"])
    thanks.add_argument("text", metavar="TEXT", nargs="*", default=[])
    not_yet = add_verb(
        verbs, "not-yet", "say what is not right yet of an answer: it is open again", _not_yet, ["F"]
    )
    not_yet.add_argument("text", metavar="TEXT", nargs="+")
    add_json(add_verb(verbs, "credit", "how far my words went: plays, people, calls", _credit))
    notes = add_verb(
        verbs, "import", "notes as feedback of mine: text, CSV or JSON lines; again changes nothing", _import
    )
    notes.add_argument("file", metavar="FILE", nargs="?", default="-", help="- or nothing: what is piped in")
    notes.add_argument("--kind", metavar="KIND", default="", help="of notes that do not say")
    notes.add_argument(
        "--play", metavar="ID", default="", help="the page they are about, where they do not say"
    )
    notes.add_argument(
        "--account", metavar="A", default="", help="where they were heard, where they do not say"
    )
    notes.add_argument("--liaison-only", action="store_true", help="only marketing's liaisons see them")
    notes.add_argument("--dry-run", action="store_true", help="say what would come in; change nothing")
    add_json(notes)


# Say


def _add(options: argparse.Namespace) -> int:
    from playbook.cli.feedback_about import about
    from playbook.errors import PlaybookError
    from playbook.ids import new_id, shorten

    workspace = open_workspace(options)
    text = words(options.text)
    if not text and not options.quote:
        raise PlaybookError("Say a few words, or quote the line that is meant with --quote.")
    body = about(workspace, options, id=new_id(), text=text)
    similar = _similar(workspace, f"{text}\n{body.quote}")
    workspace.append(body, "liaison" if options.liaison_only else None)
    say(body.id)
    seen = "the liaisons alone" if options.liaison_only else "everyone of the playbook"
    narrate(f"Saved {shorten(body.id, letter='F')}, for {seen}. The answer comes to `playbook today`.")
    for id_, said in similar:
        short = shorten(id_, letter="F")
        narrate(f"Similar: {short} “{to_line(said)[:60]}” (`playbook feedback vote {short}` says me too)")
    return 0


def _similar(workspace: Workspace, text: str) -> list[tuple[str, str]]:
    """Return up to three open items that are like `text`, with what they say."""
    from playbook.queueing import alike_in

    alike = alike_in(workspace, patient=False)
    hits = alike.same(text)
    items = alike.feedback.items(hit.id for hit in hits)
    return [(hit.id, items[hit.id].text or items[hit.id].quote) for hit in hits]


# Read


def _list(options: argparse.Namespace) -> int:
    from playbook.desk.rows import LISTED, row, words_listed
    from playbook.ids import shorten
    from playbook.text import first_words

    workspace = open_workspace(options)
    plays = find_page(workspace, options.play, play=True).page.ids if options.play else ()
    items = [
        item
        for item in workspace.visible_feedback().values()
        if (not options.mine or any(person in workspace.names for person in item.people))
        and (not options.state or item.state == options.state)
        and (not plays or item.play in plays)
    ]
    now = workspace.clock.now()
    rows = [named(workspace, row(item, workspace.promise, now)) for item in reversed(items)]
    if not options.json:
        among = [one["id"] for one in rows]
        rows = [
            one
            | {
                "short": shorten(one["id"], among, letter="F"),
                "said": words_listed(one["text"], one["quote"]),
                "answer": first_words(one["answer"], LISTED),
            }
            for one in rows
        ]
    empty = "No feedback fits. Say something: `playbook feedback add KIND TEXT --play ID`."
    emit(rows, as_json=options.json, columns=COLUMNS, empty=empty)
    return 0


def _show(options: argparse.Namespace) -> int:
    from playbook.became import became
    from playbook.became import row as change_row
    from playbook.desk.rows import details

    workspace = open_workspace(options)
    items = workspace.visible_feedback()
    item = items[find_feedback(items, options.f)]
    found = named(workspace, details(item, workspace.promise, workspace.clock.now()))
    found["account_names"] = [workspace.account_name(account) for account in item.accounts]
    change = became(workspace, item.commit, item.play, item.step) if item.commit else None
    found["change"] = change_row(change)
    if options.json:
        emit_json(found)
    else:
        _say(found, item, workspace)
        if change is not None:
            _say_change(change)
    return 0


def _say_change(change: Became) -> None:
    from playbook.cli.reviews import marked_words
    from playbook.clock import shown_day
    from playbook.library.prose_diff import in_plain

    say(f"{'changed':<12}{to_line(change.subject)}, {shown_day(change.at)}")
    for fact in change.facts:
        say(f"  {to_line(in_plain(fact))}")
    if change.words:
        say(marked_words(change.words))


def _say(found: dict[str, Any], item: Item, workspace: Workspace) -> None:
    from playbook.desk.told import closing, conflict_words, did
    from playbook.ids import shorten

    clock, name_of = my_clock(), workspace.name_of

    where = " · step ".join(filter(None, (found["play"], found["step"])))
    facts = {
        "feedback": f"{shorten(found['id'], letter='F')}, {found['kind']}, severity {found['severity']}",
        "state": found["state"] + (f" ({found['route']})" if found["route"] else ""),
        "said by": ", ".join(map(name_of, item.people)),
        "at": shown_at(item.at, clock),
        "about": where,
        "quote": found["quote"],
        "text": found["text"],
        "besides": found["besides"],
        "accounts": ", ".join(found["account_names"]),
        "assigned": name_of(item.assignee) if item.assignee else "",
        "labels": ", ".join(found["labels"]),
        "due": shown_at(found["due"], clock) if found["due"] else "",
        "closes": closing(item, workspace.settings.desk.unanswered),
        "merged into": shorten(found["merged_into"], letter="F") if found["merged_into"] else "",
        "answer": found["answer"],
        "note": conflict_words(item, name_of),
    }
    for name, value in facts.items():
        if value:
            say(f"{name:<12}{to_line(value)}")
    for act in item.thread:
        undone = " (undone)" if act.undone else "" if act.applied else " (changed nothing)"
        text = f": {to_line(act.text)}" if act.text else ""
        say(
            f"{shown_at(act.at, clock)}  {to_line(f'{name_of(act.person)} {did(act, name_of)}')}{text}{undone}"
        )


# Act


def _vote(options: argparse.Namespace) -> int:
    from playbook.desk.actions import audience_for, shown
    from playbook.records.model import Vote

    workspace = open_workspace(options)
    items = workspace.visible_feedback()
    item = items[find_feedback(items, options.f)]
    typed = options.account
    # A vote of before the account was known stands under its name, and is taken back by it.
    account = typed if options.withdraw and typed in item.accounts else account_meant(workspace, typed)
    deal = workspace.deal(account)
    body = Vote(item.id, account, deal.amount, deal.currency, options.withdraw)
    workspace.append(body, audience_for(item))
    narrate(f"{'Taken back' if options.withdraw else 'Me too'}: {shown(item)}.")
    return 0


def _reply(options: argparse.Namespace) -> int:
    return triage(options, [options.f], "reply", text=words(options.text))


def _more(options: argparse.Namespace) -> int:
    return triage(options, [options.f], "note", text=words(options.text))


def _share(options: argparse.Namespace) -> int:
    from playbook.desk.actions import shown
    from playbook.desk.release import released

    workspace = open_workspace(options)
    items = workspace.visible_feedback()
    item = items[find_feedback(items, options.f)]
    workspace.append(released(item, workspace.names))
    narrate(
        f"Everyone of the playbook sees {shown(item)} now; what was said about it stays with the liaisons."
    )
    return 0


def _withdraw(options: argparse.Namespace) -> int:
    return triage(options, [options.f], "withdraw")


def _thanks(options: argparse.Namespace) -> int:
    return triage(options, [options.f], "thanks", text=words(options.text))


CREDIT = (("short", "FEEDBACK"), ("since", "SINCE"), ("calls", "CALLS"), ("people", "PEOPLE"), ("mine", "MINE"),
          ("plays", "PLAYS"), ("text", "TEXT"))  # fmt: skip


def _credit(options: argparse.Namespace) -> int:
    from playbook.credit import credit_words, credits_of, row, together
    from playbook.ids import shorten

    found = credits_of(open_workspace(options))
    rows = [row(one) for one in found]
    if not options.json:
        rows = [
            one | {"short": shorten(one["id"], letter="F"), "plays": ", ".join(one["plays"])} for one in rows
        ]
    emit(rows, as_json=options.json, columns=CREDIT, empty="None of your words has changed a play yet.")
    whole = together(found)
    if whole is not None and not options.json:
        narrate(credit_words(whole))
    return 0


def _not_yet(options: argparse.Namespace) -> int:
    return triage(options, [options.f], "reopen", text=words(options.text))


def _import(options: argparse.Namespace) -> int:
    from playbook.cli.feedback_import import import_notes

    return import_notes(options)
