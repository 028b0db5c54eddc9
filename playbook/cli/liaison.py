"""`playbook desk digest`, `directory`, `agenda`, `agree`, `done`, `previews`, `audit`: the liaison's other work."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.cli.common import day, find_person, open_workspace, since, words
from playbook.cli.output import emit, emit_json, narrate, say
from playbook.cli.parser import Verbs, add_json, add_verb
from playbook.errors import PlaybookError
from playbook.text import one_line

if TYPE_CHECKING:
    from playbook.liaison.directory import Topic
    from playbook.reporting.model import Report
    from playbook.workspace import Workspace

TOPICS = (("topic", "TOPIC"), ("kind", "KIND"), ("call", "CALL"), ("stale", "MIND"))


def register(verbs: Verbs) -> None:
    """Add the verbs to `desk`."""
    digest = add_verb(verbs, "digest", "what the market says, by segment: to send", _digest)
    digest.add_argument("--since", metavar="D", help="else the last seven days")
    _as_page(digest)
    directory = add_verb(
        verbs, "directory", "who to call about what, and where that may be out of date", _directory
    )
    directory.add_argument("topic", metavar="TOPIC", nargs="*", default=[])
    directory.add_argument("--stale", action="store_true", help="only topics to look after")
    add_json(directory)
    agenda = add_verb(verbs, "agenda", "what marketing and sales have to speak about", _agenda)
    agenda.add_argument("--since", metavar="D", help="the last meeting: what was done before it is left out")
    _as_page(agenda)
    agree = add_verb(verbs, "agree", "put on the agenda what was agreed, until it is done", _agree)
    agree.add_argument("text", metavar="TEXT", nargs="+")
    agree.add_argument("--who", metavar="P", help="who does it")
    agree.add_argument("--by", metavar="D", help="by when")
    done = add_verb(verbs, "done", "what was agreed is done", _done, ["A"])
    done.add_argument(
        "--state", choices=("done", "dropped", "open"), default="done", help="or what else became of it"
    )
    previews = add_verb(
        verbs, "previews", "what marketing has made and sales has not looked at yet", _previews
    )
    _as_page(previews)
    audit = add_verb(verbs, "audit", "how marketing and sales work together, answered blind by both", _audit)
    audit.add_argument("--quarter", metavar="Q", default="", help="such as 2026-Q4; else this one")
    audit.add_argument("--ask", action="store_true", help="answer it here, statement by statement")
    audit.add_argument("--answers", metavar="N,N…", help="answer it: twenty numbers from 1 to 5")
    _as_page(audit)


def _as_page(parser: Any) -> None:
    parser.add_argument(
        "--format", choices=("md", "html"), default="md", help="Markdown, or a page of its own"
    )
    parser.add_argument("--to", metavar="FILE", help="into a new file")
    add_json(parser)


def _show(options: argparse.Namespace, report: Report) -> int:
    """Print a report as it is asked for, or write it to a new file."""
    from playbook.recapping import write_new
    from playbook.reporting.data import report_data
    from playbook.reporting.html import report_html
    from playbook.reporting.markdown import report_markdown

    if options.json:
        emit_json(report_data(report))
        return 0
    text = report_html(report) if options.format == "html" else report_markdown(report)
    if not options.to:
        say(text.rstrip("\n"))
        return 0
    path = write_new(Path(options.to), text)
    narrate(f"Written to {path}.")
    return 0


def _digest(options: argparse.Namespace) -> int:
    from playbook.liaising import digest_of
    from playbook.liaison.reports import digest_report

    return _show(options, digest_report(*digest_of(open_workspace(options), since(options))))


def _directory(options: argparse.Namespace) -> int:
    from playbook.liaising import directory_of

    workspace = open_workspace(options)
    topics = directory_of(workspace, words(options.topic))
    if options.stale:
        topics = tuple(one for one in topics if one.stale)
    rows = [_topic(one) for one in topics]
    empty = (
        "No page is about that. `playbook plays search` finds words in pages."
        if options.topic
        else "Nothing here."
    )
    emit(rows, as_json=options.json, columns=TOPICS, empty=empty)
    return 0


def _topic(one: Topic) -> dict[str, Any]:
    found = [
        {
            "person": who.person,
            "name": who.name,
            "side": who.side,
            "email": who.email,
            "why": who.why,
            "last": who.last.isoformat() if who.last else None,
            "here": who.here,
        }
        for who in one.contacts
    ]
    call = ", ".join(dict.fromkeys(f"{who.name} ({who.side})" if who.side else who.name for who in one.known))
    return {
        "page": one.page,
        "topic": one.title,
        "kind": one.kind,
        "people": found,
        "stale": one.stale,
        "call": call,
    }


def _agenda(options: argparse.Namespace) -> int:
    from playbook.clock import stamp
    from playbook.liaising import agenda_of
    from playbook.liaison.reports import agenda_report

    workspace = open_workspace(options)
    earliest = since(options)
    found, waiting, names = agenda_of(workspace, stamp(earliest) if earliest else "")
    return _show(options, agenda_report(found, waiting, workspace.today, names))


def _previews(options: argparse.Namespace) -> int:
    from playbook.previewing import previews_page

    return _show(options, previews_page(open_workspace(options)))


def _agree(options: argparse.Namespace) -> int:
    from playbook.ids import shorten
    from playbook.liaising import agree

    workspace = open_workspace(options)
    who = find_person(workspace, options.who, workspace.people) if options.who else ""
    made = agree(workspace, words(options.text), who, day(options.by, workspace.today) or "")
    say(shorten(made.id, letter="A"))
    narrate("It stands on the agenda until `playbook desk done` says that it is.")
    return 0


def _done(options: argparse.Namespace) -> int:
    from playbook.liaising import end_task, task_of

    workspace = open_workspace(options)
    task = task_of(workspace, options.a)
    end_task(workspace, task, options.state)
    narrate(f"{one_line(task.text)}: {options.state}.")
    return 0


def _audit(options: argparse.Namespace) -> int:
    from playbook.liaising import answer_audit, audit_page

    workspace = open_workspace(options)
    if options.ask or options.answers is not None:
        scores = _asked(workspace) if options.answers is None else _numbers(options.answers)
        answer_audit(workspace, scores, options.quarter)
        narrate(
            "Saved. Until the quarter is over the latest answers count; nobody sees them by name on a screen."
        )
    elif workspace.person.side:
        narrate("`playbook desk audit --ask` asks you the twenty statements, one by one.")
    return _show(options, audit_page(workspace, options.quarter))


def _numbers(text: str) -> list[int]:
    return [
        int(part) if part.strip().isdigit() else 0
        for part in text.replace(" ", ",").split(",")
        if part.strip()
    ]


def _asked(workspace: Workspace) -> Sequence[int]:
    """Return the answers typed one by one; raises PlaybookError where nobody can be asked."""
    from playbook.liaison.statements import STATEMENTS

    narrate("How true is it? 1 not at all · 2 hardly · 3 partly · 4 mostly · 5 fully")
    scores: list[int] = []
    for number, statement in enumerate(STATEMENTS, 1):
        while True:
            sys.stderr.write(f"{number:>2}/{len(STATEMENTS)} {statement.text} ")
            sys.stderr.flush()
            typed = sys.stdin.readline()
            if not typed:
                raise PlaybookError("Stopped before the last statement, and nothing was saved.")
            if typed.strip() in ("1", "2", "3", "4", "5"):
                scores.append(int(typed))
                break
            narrate("A number from 1 to 5.")
    return scores
