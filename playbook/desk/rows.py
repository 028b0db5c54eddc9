"""Items as other programs read them: the keys of `feedback list` and `desk list`, and of `feedback show`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from playbook.clock import stamp
from playbook.desk.asked import read_back
from playbook.desk.model import Act, Item
from playbook.desk.promise import Promise, moment
from playbook.text import first_words

LISTED = 200
"""Letters of what was said in a list."""


def row(item: Item, promise: Promise, now: datetime) -> dict[str, Any]:
    """Return one object of `feedback list` and `desk list`, with the keys of cli.md.

    `age_seconds` runs by the wall clock; `due` is null while nothing is due; `accounts` and `votes` are
    counts; `amount` is a sum per currency.
    """
    due = promise.due(item)
    return {
        "id": item.id,
        "kind": item.kind,
        "text": item.text,
        "severity": item.severity,
        "play": item.play,
        "step": item.step,
        "quote": item.quote,
        "blob": item.blob,
        "rep": item.rep,
        "account": item.account,
        "at": item.at,
        "state": item.state,
        "assignee": item.assignee,
        "route": item.route,
        "labels": list(item.labels),
        "votes": item.votes,
        "accounts": len(item.accounts),
        "amount": dict(item.amount),
        "age_seconds": max(0.0, (now - moment(item.at)).total_seconds()),
        "due": None if due is None else stamp(due),
        "overdue": due is not None and now > due,
        "merged_into": item.merged_into,
        "answer": item.answer,
        "commit": item.commit,
    }


def words_listed(text: str, quote: str) -> str:
    """Return the first words of what was said, else of the quoted line: a table of them stays a table."""
    return first_words(text or f"“{quote}”", LISTED)


def details(item: Item, promise: Promise, now: datetime) -> dict[str, Any]:
    """Return the object of `feedback show`: the row, who is behind it, and the thread."""
    return row(item, promise, now) | {
        "run": item.run,
        "opportunity": item.feedback.opportunity,
        "deal_stage": item.feedback.deal_stage,
        "tried": item.feedback.tried,
        "besides": read_back(item.feedback),
        "line": item.feedback.line,
        "revision": item.feedback.commit,
        "people": list(item.people),
        "account_ids": list(item.accounts),
        "merged": list(item.merged),
        "conflict": item.conflict,
        "liaison_only": item.liaison_only,
        "redacted": item.redacted,
        "thread": [_entry(act) for act in item.thread],
    }


def _entry(act: Act) -> dict[str, Any]:
    return {
        "ref": act.ref,
        "at": act.at,
        "person": act.person,
        "role": act.body.role,
        "side": act.body.side,
        "action": act.action,
        "text": act.text,
        "to": act.body.to,
        "labels": list(act.body.labels),
        "commit": act.commit,
        "state": act.after,
        "applied": act.applied,
        "undone": act.undone,
        "undoes": act.body.undoes,
        "unseen": list(act.unseen),
    }
