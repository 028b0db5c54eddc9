"""`playbook plays`: list, show, search, edit."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from playbook.cli import lint, new, pages, preparing, reviews, upkeep
from playbook.cli.common import find_page, open_workspace, words
from playbook.cli.output import emit, emit_json, narrate, say, to_line
from playbook.cli.parser import add_json, add_verb, verbs_of
from playbook.errors import NotFoundError, PlaybookError

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.plays.model import Block, Page, Step, Summary
    from playbook.workspace import Workspace

UNSORTED = "unsorted"
"""The stage of a play that names none."""

COLUMNS = (
    ("stage", "STAGE"),
    ("kind", "KIND"),
    ("id", "ID"),
    ("title", "TITLE"),
    ("minutes", "MIN"),
    ("steps", "STEPS"),
    ("status", "STATUS"),
    ("edited", "EDITED"),
)
FOUND = (("kind", "KIND"), ("id", "ID"), ("step", "STEP"), ("title", "TITLE"), ("excerpt", "EXCERPT"))


def register(parser: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    verbs = verbs_of(parser)
    listing = add_verb(verbs, "list", "the pages of the playbook", _list)
    listing.add_argument("--stage", metavar="STAGE", help="only of this stage")
    listing.add_argument("--trigger", metavar="TRIGGER", help="only what this trigger calls for")
    listing.add_argument("--status", metavar="STATUS", help="draft, pilot, live or retired")
    listing.add_argument("--kind", metavar="KIND", help="play, objection, battlecard, persona, page …")
    add_json(listing)
    show = add_verb(verbs, "show", "one page, as it is understood", _show, ["ID"])
    show.add_argument("--revision", metavar="REV", help="as it was: a commit, branch, tag or blob id")
    add_json(show)
    search = add_verb(verbs, "search", "find plays, steps, objections, battlecards and personas", _search)
    search.add_argument("words", metavar="WORDS", nargs="+")
    search.add_argument("--kind", metavar="KIND", help="only this kind of hit, such as objection or step")
    search.add_argument("--limit", metavar="N", type=int, default=10)
    add_json(search)
    edit = add_verb(verbs, "edit", "open a page in your editor ($VISUAL or $EDITOR)", _edit, ["ID"])
    edit.add_argument("--step", metavar="STEP", help="at this step")
    edit.add_argument("--line", metavar="N", type=int, default=0, help="at this line")
    new.register(verbs)
    lint.register(verbs)
    reviews.register(verbs)
    pages.register(verbs)
    upkeep.register(verbs)
    preparing.register(verbs)


# List


def _list(options: argparse.Namespace) -> int:
    workspace = open_workspace(options)
    summaries = workspace.catalog.summaries()
    _check_asked(workspace, options)
    rows = [row(summary) for summary in summaries if _wanted(summary, options)]
    order = {stage.id: place for place, stage in enumerate(workspace.settings.stages)}
    rows.sort(key=lambda one: order.get(one["stage"], len(order)))
    if not options.json and (left_out := workspace.catalog.left_out):
        narrate(f"{len(left_out)} left out; `playbook doctor` says why.")
    emit(rows, as_json=options.json, columns=COLUMNS, empty=_nothing(options))
    return 0


def _check_asked(workspace: Workspace, options: argparse.Namespace) -> None:
    """Raise NotFoundError for a stage, status or kind that no page can have here."""
    from playbook.plays.model import Kind, Status
    from playbook.text import nearest

    stages = [one.id for one in workspace.settings.stages]
    known = {
        "stage": [*stages, UNSORTED] if stages else [],
        "status": list(get_args(Status)),
        "kind": list(get_args(Kind)),
    }
    for what, names in known.items():
        asked = getattr(options, what)
        if asked and names and asked not in names:
            raise NotFoundError(what, asked, nearest(asked, names), names)


def _wanted(summary: Summary, options: argparse.Namespace) -> bool:
    return (
        (not options.stage or _stage(summary) == options.stage)
        and (not options.trigger or options.trigger in summary.triggers)
        and (not options.status or summary.status == options.status)
        and (not options.kind or summary.kind == options.kind)
    )


def _nothing(options: argparse.Namespace) -> str:
    if options.stage or options.trigger or options.status or options.kind:
        return "No page fits. `playbook plays list` shows them all."
    return "There is no page yet. Write one into plays/STAGE/NAME.md, or start with `playbook init DIR`."


def _stage(summary: Summary) -> str:
    return summary.stage or UNSORTED


def row(summary: Summary) -> dict[str, Any]:
    """Return one object of `plays list`, with the keys of cli.md."""
    return {
        "id": summary.id,
        "title": summary.title,
        "kind": summary.kind,
        "stage": _stage(summary),
        "segments": list(summary.segments),
        "personas": list(summary.personas),
        "channels": list(summary.channels),
        "triggers": list(summary.triggers),
        "status": summary.status,
        "minutes": summary.minutes,
        "steps": summary.steps,
        "verified": _date(summary.verified),
        "owners": dict(summary.owners),
        "runnable": summary.runnable,
        "warnings": summary.warnings,
        "path": summary.path,
        "blob": summary.blob,
        "edited": summary.edited,
    }


def _date(day: date | None) -> str | None:
    return day.isoformat() if day else None


# Show


def _show(options: argparse.Namespace) -> int:
    workspace = open_workspace(options)
    entry = find_page(workspace, options.id, play=True)
    if options.revision:
        entry = _at(workspace, entry, options.revision)
    if options.json:
        emit_json(row(entry.summary) | details(entry.page))
        return 0
    for problem in entry.page.problems:
        narrate(f"{entry.page.path}:{problem.line}: {problem.message}")
    say(entry.text.rstrip("\n"))
    return 0


def _at(workspace: Workspace, entry: Entry, revision: str) -> Entry:
    repository = workspace.repository
    path = entry.page.path
    commit = repository.resolve(revision)
    blob = repository.blob_at(path, commit) if commit else revision
    if commit and blob is None:
        former = {one.commit: one for one in repository.history(path)}
        raise NotFoundError(f"revision of {path}", revision, [one[:10] for one in list(former)[:3]])
    return workspace.catalog.revision(path, blob or revision)


def details(page: Page) -> dict[str, Any]:
    """Return what `plays show` adds to the row; `steps` are the steps themselves there."""
    return {
        "brief": page.brief,
        "value": page.facts.value,
        "commitment": page.facts.commitment,
        "steps": [_step(step) for step in page.steps],
        "objections": [{"id": one.id, "title": one.title, "text": one.text} for one in page.objections],
        "fields": list(page.fields),
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "title": step.title,
        "minutes": step.seconds / 60 if step.seconds is not None else None,
        "optional": step.optional,
        "must": step.must,
        "branch": step.branch,
        "reference": step.reference,
        "by": step.by,
        "talk_tracks": [list(track.texts) for track in step.talk_tracks],
        "todos": [{"id": todo.id, "text": todo.text, "ordered": todo.ordered} for todo in step.todos],
        "questions": [_question(question) for question in step.questions],
        "notices": [{"id": one.id, "text": one.text, "level": one.level} for one in step.notices],
        "hints": [{"text": hint.text, "label": hint.label} for hint in step.hints],
    }


def _question(question: Block) -> dict[str, Any]:
    from playbook.plays.model import Question

    assert isinstance(question, Question)
    return {
        "id": question.id,
        "text": question.text,
        "choose": question.choose,
        "answers": [
            {"id": answer.id, "text": answer.text, "leads_to": answer.leads_to} for answer in question.answers
        ],
    }


# Search


def _search(options: argparse.Namespace) -> int:
    from shlex import quote

    if not words(options.words):
        raise PlaybookError("Say a word or two to look for, such as `playbook plays search too expensive`.")
    workspace = open_workspace(options)
    kinds = (options.kind,) if options.kind else None
    hits = workspace.search_index.find(words(options.words), kinds, limit=max(1, options.limit))
    rows = [
        {
            "id": hit.id,
            "title": hit.title,
            "kind": hit.kind,
            "step": hit.step,
            "excerpt": hit.excerpt,
            "score": hit.score,
        }
        for hit in hits
    ]
    said = quote(to_line(words(options.words)))
    empty = f"Nothing found. Try fewer words, or tell marketing: `playbook feedback add missing {said}`."
    emit(rows, as_json=options.json, columns=FOUND, empty=empty)
    return 0


# Edit


def _edit(options: argparse.Namespace) -> int:
    from playbook.cli.edit import edit

    workspace = open_workspace(options)
    entry = find_page(workspace, options.id, play=True)
    return edit(workspace, entry, options.line or _line(entry, options.step))


def _line(entry: Entry, step: str | None) -> int:
    if not step:
        return 0
    from playbook.text import nearest

    found = entry.page.step(step.removeprefix("#"))
    if found is None:
        raise NotFoundError("step", step, nearest(step, [one.id for one in entry.page.steps]))
    return found.line
