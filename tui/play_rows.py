"""What the lists of Plays say: stages with their counts, plays with why they fit, how fresh they are, how long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from playbook.dates import short_day
from playbook.library.freshness import freshness
from playbook.library.staged import Group, Placed
from playbook.text import count_of, one_line, whole_minutes
from tui.commands import Keys
from tui.rows import Row, Span, fit, fold, short, width_of

NEW = {"new": "● new", "changed": "± changed", "must read": "! must read"}
"""Glyph and word of what I have not looked at."""


def stage_cells(group: Group) -> tuple[Text, Text]:
    """Return a stage's line: its name, how many plays are offered, how many of them are new to me."""
    new = f"●{group.new}" if group.new else ""
    return Text(short(group.name, 18)), Text.assemble(f"{group.offered:>2}", (f" {new:<2}", "bold"))


def play_lines(item: Placed, owners: Sequence[str], today: date, every: str, width: int) -> list[list[Span]]:
    """Return a play's two lines: its title with what is new; why it fits, or is not offered, and its facts."""
    summary = item.summary
    dim = " dim" if item.why_not else ""
    new = "" if item.why_not else NEW.get(item.new, "")
    room = max(width - (width_of(new) + 1 if new else 0), 8)
    title: list[Span] = [
        (fit(one_line(summary.title), room) if new else one_line(summary.title), f"title{dim}")
    ]
    if new:
        title += [(" ", ""), (new, "new")]
    reasons = [] if item.why_not else list(item.fit.reasons)
    first, style = (f"✗ {item.why_not}", "warn") if item.why_not else (_because(reasons), "good")
    facts = facts_of(item, owners, today, every)
    if _room(first, facts) > width:
        facts = facts_of(item, (), today, every)  # who verified it gives way first
    minutes = whole_minutes(summary.minutes) if summary.minutes else ""
    while first and facts and facts[-1] != minutes and _room(first, facts) > width:
        facts.pop()
    while len(reasons) > 1 and _room(first, facts) > width:
        reasons.pop()
        first = _because(reasons)
    while first and facts and _room(first, facts) > width:
        facts.pop()
    rest = " · ".join(facts)
    return [title, [("  ", ""), (first, style), (f" · {rest}" if first and rest else rest, "dim")]]


def _because(reasons: Sequence[str]) -> str:
    return f"◆ {' · '.join(reasons)}" if reasons else ""


def _room(first: str, facts: Sequence[str]) -> int:
    """Return the cells that a play's second line takes."""
    return 2 + width_of(" · ".join([first, *facts] if first else facts))


def facts_of(item: Placed, owners: Sequence[str], today: date, every: str) -> list[str]:
    """Return what a list says beside a play: pilot, edited, minutes, freshness."""
    summary = item.summary
    facts = []
    if summary.status == "pilot" and not item.why_not:
        until = summary.pilot.until if summary.pilot else None
        facts.append(f"pilot until {short_day(until, today)}" if until else "pilot")
    if summary.edited:
        facts.append("edited")
    if summary.warnings:
        facts.append("! see page")
    if summary.minutes:
        facts.append(whole_minutes(summary.minutes))
    if fresh := freshness(summary.verified, today, summary.verify_every or every, owners).words:
        facts.append(fresh)
    return facts


def empty_stage(group: Group | None, width: int, keys: Keys) -> list[Row]:
    """Return what to read where a stage has no plays."""
    return _paragraphs(
        [
            "No plays in this stage yet.",
            "A page in plays/ with this stage in its front matter comes here: `stage: "
            + (group.key if group else "…")
            + f"`. {keys('mode.feedback')} tells marketing that one is missing.",
        ],
        width,
    )


def empty_playbook(root: str, width: int) -> list[Row]:
    """Return what to read where there are no pages at all."""
    return _paragraphs(
        [
            "No pages here yet.",
            "Write plays/STAGE/NAME.md: every `##` in it is a step, what stands behind `>` is said aloud. "
            f"The playbook lies in {root}",
            "Or leave with ^q and type:",
            "`playbook demo` to look around in a living one,",
            "`playbook init DIR` to begin with a starter's plays,",
            "`playbook -C DIR` to open another folder,",
            "`git clone URL` to join your team's, then `playbook -C` its folder.",
        ],
        width,
    )


def broken(error: str, width: int) -> list[Row]:
    """Return what to read where the pages cannot be listed."""
    return _paragraphs([f"✗ {error}", "Nothing here is lost. Mend it, then come back here."], width, "bad")


def unreadable(error: str, width: int) -> list[Row]:
    """Return what to read where a page cannot be shown."""
    return _paragraphs([f"✗ {error}"], width, "bad")


def _paragraphs(texts: Sequence[str], width: int, style: str = "strong") -> list[Row]:
    rows: list[Row] = []
    for number, text in enumerate(texts):
        names = style if number == 0 else ""
        rows += [Row(spans) for spans in fold([(text, names)], max(width, 20))]
        rows.append(Row(()))
    return rows


def shown_of(groups: Sequence[Group]) -> str:
    """Return how many plays there are and how many are new, in words."""
    new = sum(group.new for group in groups)
    return f"{count_of(new, 'page')} new or changed since you last looked" if new else ""
