"""`playbook plays offered`, `prep` and `words`: what fits, what to know before a call, and my own words."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from playbook.cli.common import account_meant, find_page, open_workspace
from playbook.cli.output import emit, emit_json, narrate, say, to_line
from playbook.cli.parser import add_json, add_verb
from playbook.errors import NotFoundError, PlaybookError

if TYPE_CHECKING:
    from playbook.became import Became
    from playbook.desk.answers import Heard
    from playbook.library.staged import Placed
    from playbook.preparing import Earlier, Preparation, Reach
    from playbook.runs.wording import Worded
    from playbook.workspace import Workspace

OFFERED = (
    ("stage", "STAGE"),
    ("id", "ID"),
    ("title", "TITLE"),
    ("why_not", "NOT OFFERED"),
    ("reasons", "FITS"),
    ("new", "NEW"),
    ("minutes", "MIN"),
    ("freshness", "FRESH"),
)
WORDS = (("step", "STEP"), ("place", "PLACE"), ("changed", "CHANGED"), ("text", "TEXT"))


def register(verbs: Any) -> None:
    """Add the verbs to `plays`."""
    offered = add_verb(verbs, "offered", "the plays for me now: what fits and what I use first", _offered)
    offered.add_argument("--account", metavar="ACCOUNT", default="", help="for this customer")
    offered.add_argument("--stage", metavar="STAGE", help="only of this stage")
    offered.add_argument("--all", action="store_true", help="those that are not offered too, with the reason")
    add_json(offered)
    prep = add_verb(verbs, "prep", "what to know before a call", _prep, ["ID"])
    prep.add_argument("--account", metavar="ACCOUNT", default="", help="with this customer")
    add_json(prep)
    mine = add_verb(verbs, "words", "my own words for a play's talk tracks, for me alone", _words, ["ID"])
    mine.add_argument("--step", metavar="STEP", default="", help="the talk track's step")
    mine.add_argument("--place", metavar="N", type=int, default=1, help="which talk track of the step (1)")
    mine.add_argument("--say", metavar="TEXT", default="", help="the words to keep")
    mine.add_argument("--remove", action="store_true", help="take my words back")
    add_json(mine)


# Offered


def _offered(options: argparse.Namespace) -> int:
    from playbook.library.staged import is_play
    from playbook.offering import groups_of
    from playbook.text import nearest

    workspace = open_workspace(options)
    groups = groups_of(workspace, account_meant(workspace, options.account))
    known = [group.key for group in groups]
    if options.stage and options.stage not in known:
        raise NotFoundError("stage", options.stage, nearest(options.stage, known))
    rows = [
        _row(workspace, group.key, item)
        for group in groups
        if not options.stage or group.key == options.stage
        for item in group.items
        if is_play(item.summary) and (options.all or not item.why_not)
    ]
    if options.account:  # for one customer the stages are one list
        rows.sort(key=lambda row: (bool(row["why_not"]), -row["score"]))
    if options.json:
        emit_json([{key: value for key, value in row.items() if key != "reasons"} for row in rows])
        return 0
    emit(
        rows,
        as_json=False,
        columns=OFFERED,
        empty="No play is offered. `playbook plays list` shows all pages.",
    )
    return 0


def _row(workspace: Workspace, stage: str, item: Placed) -> dict[str, Any]:
    from playbook.library.freshness import freshness
    from playbook.offering import owners_of

    summary = item.summary
    every = summary.verify_every or workspace.settings.review.verify_every
    fresh = freshness(summary.verified, workspace.today, every, owners_of(workspace, summary))
    return {
        "id": summary.id,
        "title": summary.title,
        "stage": stage,
        "why_not": item.why_not,
        "fit": list(item.fit.reasons),
        "score": item.fit.score,
        "used": round(item.used, 3),
        "new": item.new,
        "minutes": summary.minutes,
        "freshness": fresh.words,
        "overdue": fresh.overdue,
        "reasons": ", ".join(item.fit.reasons),
    }


# Prep


def _last(reach: Reach) -> str:
    return f"{reach.last}, {reach.last_day}" if reach.last else ""


def _prep(options: argparse.Namespace) -> int:
    from playbook.preparing import prepare

    workspace = open_workspace(options)
    page = find_page(workspace, options.id, play=True).page
    account = account_meant(workspace, options.account)
    found = prepare(workspace, page.id, account)
    if options.json:
        emit_json(_facts(workspace, found, account))
        return 0
    _tell(found, workspace.account_name(account) if account else "")
    return 0


def _facts(workspace: Workspace, found: Preparation, account: str) -> dict[str, Any]:
    from playbook.became import row as row_of_change

    page = found.entry.page
    return {
        "id": page.id,
        "title": page.title,
        "account": workspace.account_id(account) if account else "",
        "account_name": workspace.account_name(account) if account else "",
        "why_not": found.why_not,
        "changed_since": found.before_day,
        "touches": found.touches,
        "reach": [
            {"name": one.name, "touches": one.touches, "last": _last(one), "channel": one.channel,
             "not_before": one.not_before}
            for one in found.reach
        ],
        "runs_here": [_run(one) for one in found.here],
        "runs": [_run(one) for one in found.elsewhere],
        "heard": [
            {"id": one.feedback, "step": one.step, "said": one.said or one.quote, "action": one.action,
             "answer": one.answer, "by": one.answered_by, "at": one.at,
             "change": row_of_change(found.became.get(f"{one.commit}:{one.step}"))}
            for one in found.heard
        ],
        "team": [{"id": one.id, "kind": one.kind, "text": one.text or one.quote} for one in found.team],
        "words": _worded(found.worded),
        "blanks": [name for name in page.fields if not found.fields.get(name)],
    }  # fmt: skip


def _run(one: Earlier) -> dict[str, Any]:
    return {
        "run": one.run,
        "day": one.day,
        "account": one.account,
        "connect": one.connect,
        "result": one.result,
        "next": one.next,
        "said": [{"asked": asked, "answer": answer} for asked, answer in one.said],
    }


def _tell(found: Preparation, account: str) -> None:
    page = found.entry.page
    say(page.title)
    if found.why_not:
        say(f"! Not offered to you: {found.why_not}.")
    if found.before is not None:
        say(f"± Changed since your run on {found.before_day}: `playbook news` says what.")
    blanks = [name for name in page.fields if not found.fields.get(name) and not name.startswith("answer.")]
    if blanks:
        say(f"[ ] To fill: {', '.join(blanks)}")
    if account:
        say(f"\nHow to reach {account}: {_touches(found.touches)} in 30 days")
        for reach in found.reach:
            wishes = [f"wants {reach.channel}"] if reach.channel else []
            wishes += [f"not before {reach.not_before}"] if reach.not_before else []
            wishes += [f"{_touches(reach.touches)}, last: {_last(reach)}"] if reach.touches else []
            say(f"  {reach.name or 'nobody by name'}: {', '.join(wishes) or 'nothing noted'}")
    _tell_runs(f"Your runs with {account}", found.here, said=True)
    _tell_runs("Your runs of it with others" if account else "Your earlier runs of it", found.elsewhere)
    if found.heard:
        say("\nYou said, we did")
        for one in found.heard:
            _tell_heard(one, found.became.get(f"{one.commit}:{one.step}"))
    if found.team:
        say("\nWhat the team has said of it")
        for item in found.team:
            say(f"  {item.kind}: {' '.join((item.text or item.quote).split())}")


def _tell_heard(heard: Heard, change: Became | None) -> None:
    from playbook.desk.answers import VERBS

    where = f"{heard.step}: " if heard.step else ""
    told = heard.answer or (change.subject if change else "")
    who = f"{heard.answered_by} {VERBS[heard.action]}: " if heard.answered_by else ""
    say(f"  {where}“{to_line(heard.said or heard.quote)}” → {who}{to_line(told)}")
    if change is not None and change.words:
        from playbook.cli.reviews import marked_words

        say(marked_words(change.words))


def _touches(number: int) -> str:
    from playbook.text import count_of

    return count_of(number, "touch", "touches")


def _tell_runs(title: str, runs: tuple[Earlier, ...], *, said: bool = False) -> None:
    if runs:
        say(f"\n{title}")
    for run in runs:
        facts = (run.day, run.account, run.connect, run.result, run.next)
        say("  " + " · ".join(" ".join(fact.split()) for fact in facts if fact))
        for asked, answer in run.said if said else ():
            say(f"    {' '.join(asked.split())} — {' '.join(answer.split())}")


# My words


class NothingToKeepError(PlaybookError):
    """Words, and no talk track that they are for."""

    def __init__(self, id_: str) -> None:
        super().__init__(
            f"Say which talk track is meant: `playbook plays words {id_} --step STEP --say TEXT`, "
            "with --place 2 for the second of the step."
        )


def _words(options: argparse.Namespace) -> int:
    from playbook.preparing import reword, worded

    workspace = open_workspace(options)
    page = find_page(workspace, options.id, play=True).page
    text = options.say.strip()
    if text or options.remove:
        if not options.step:
            raise NothingToKeepError(page.id.rpartition("/")[2])
        if options.place < 1:
            raise PlaybookError("--place counts talk tracks from 1.")
        reword(
            workspace, page, options.step.removeprefix("#"), options.place - 1, "" if options.remove else text
        )
        narrate(
            "Taken back." if options.remove else "Kept for you alone; a call shows it beside the talk track."
        )
    rows = _worded(worded(workspace, page))
    if options.json:
        emit_json(rows)
    elif not (text or options.remove):
        emit(rows, as_json=False, columns=WORDS, empty="You say this play as it is written.")
    return 0


def _worded(found: Worded) -> list[dict[str, Any]]:
    rows = [
        {"step": step, "place": place + 1, "text": mine.text, "changed": mine.changed, "lost": False}
        for (step, place), mine in found.here.items()
    ]
    return rows + [
        {"step": lost.step, "place": lost.place + 1, "text": lost.text, "changed": True, "lost": True}
        for lost in found.lost
    ]
