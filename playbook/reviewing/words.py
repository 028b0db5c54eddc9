"""What a review shows, in sentences: the same on the command line and on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from playbook.dates import said
from playbook.text import and_all, count_of, spoken

if TYPE_CHECKING:
    from playbook.reviewing.detail import Detail, Figures, Said
    from playbook.reviewing.linted import Linted
    from playbook.reviewing.reminding import Reminder
    from playbook.reviewing.standing import Standing

FEW = 10
"""Fewer runs than this say little."""
MARKS = {"given": "✓", "stale": "↺", "refused": "✗", "rejected": "✗", "open": "○", "spared": "–"}

NameOf = Callable[[str], str]


def standing_words(one: Standing, name_of: NameOf, *, signing: str = "when present") -> str:
    """Return where an approval stands: `✓ marketing: Dana Ortiz, Fri 20 Nov 2026, unsigned`."""
    head = f"{MARKS[one.how]} {one.what}: "
    day = f", {said(one.at.astimezone().date())}" if one.at else ""
    if one.how == "given":
        signed = "" if signing == "off" else ", signed" if one.signature == "good" else ", unsigned"
        why = f" ({one.why})" if one.why else ""
        return f"{head}{one.by}{day}{signed}{why}"
    may = " or ".join(name_of(id_) for id_ in one.may[:4]) or "nobody of the playbook's people"
    if one.how == "stale":
        return f"{head}{one.by} approved an earlier text{day}; the pages have changed since. It needs {may} again."
    if one.how in ("refused", "rejected"):
        return f"{head}not counted: {one.why}. It needs {may}."
    if one.how == "spared":
        return f"{head}not needed, only wording changes"
    return f"{head}waits for {may}"


def reminder_words(one: Reminder, name_of: NameOf) -> str:
    """Return whose turn it is, where who was asked first is away or has not answered in time; else nothing."""
    away = and_all(name_of(id_) for id_ in one.away)
    if one.turn == "asked":
        others = and_all(name_of(id_) for id_ in one.people)
        return (
            f"{away} {'are' if len(one.away) > 1 else 'is'} away: {others} is asked for {one.what}."
            if away
            else ""
        )
    late = and_all(name_of(id_) for id_ in one.late)
    new = and_all(name_of(id_) for id_ in one.people if id_ not in one.late)
    since = said(one.since.astimezone().date())
    role = "as deputy" if one.turn == "deputy" else "who decides"
    gone = f" ({away} {'are' if len(one.away) > 1 else 'is'} away)" if away else ""
    if not late:
        return f"Nobody could be asked for {one.what} since {since}; now {new} is, {role}."
    verb = "has not" if " and " not in late else "have not"
    waited = f"{late} {verb} answered for {one.what} since {since}{gone}"
    return f"{waited}; now {new} is asked, {role}." if new else f"{waited}, and nobody else can be asked."


def lint_words(lint: Linted) -> list[str]:
    """Return what the change makes better and worse, a line each, after a line that counts."""
    counted = [
        f"{len(found)} {word}"
        for found, word in ((lint.mended, "mended"), (lint.new, "new"), (lint.left, "left as it was"))
        if found
    ]
    if not counted:
        return ["Lint: nothing to mend, before or after."]
    lines = [f"Lint: {', '.join(counted)}."]
    for mark, found in (("+", lint.new), ("-", lint.mended), (" ", lint.left)):
        lines += [f"  {mark} {one.severity} {one.code} line {one.line}: {one.message}" for one in found]
    return lines


def figures_words(figures: Figures) -> list[str]:
    """Return what the team did with the text that is to be changed, a line a step, with how many runs that is."""
    if not figures.runs:
        of_all = f" ({count_of(figures.of_all, 'run')} of other revisions)" if figures.of_all else ""
        return [f"Nobody whose runs you may count has run this text{of_all}."]
    assert figures.play is not None
    few = f" Fewer than {FEW} say little." if figures.runs < FEW else ""
    others = f", of {figures.of_all} of the page in all" if figures.of_all > figures.runs else ""
    reps = count_of(len(figures.play.reps), "rep")
    lines = [
        f"n = {count_of(figures.runs, 'connected run')} of this text by {reps}{others}; "
        f"commitment {figures.play.commitments} of {figures.runs}.{few}"
    ]
    for step in figures.play.steps:
        reasons = ", ".join(f"{reason} {number}" for reason, number in step.reasons[:2])
        why = f" ({reasons})" if reasons else ""
        lines.append(f"  {step.title}: reached {step.reached}, done {step.done}, skipped {step.skipped}{why}")
    return lines


def said_words(one: Said, name_of: NameOf, short: str) -> str:
    """Return feedback that is answered: its words, who said them and at which account."""
    if not one.is_here:
        return f"{short}: not on this device, or not for you to read."
    who = " at ".join(part for part in (name_of(one.by) if one.by else "", one.account) if part)
    quote = f" about “{one.quote}”" if one.quote else ""
    return f"{short} {spoken(one.kind)}: “{one.text}”{quote}{f' – {who}' if who else ''}"


def outcome_words(detail: Detail) -> str:
    """Return what publishing would do, in one sentence, for who is asked to confirm it."""
    pages = count_of(len(detail.pages), "page")
    told = detail.line.feedback
    answers = (
        f"; {count_of(len(told), 'piece')} of feedback {'is' if len(told) == 1 else 'are'} answered"
        if told
        else ""
    )
    return f"{pages} will be what everybody reads{answers}. The proposal's branch is removed."
