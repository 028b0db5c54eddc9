"""News as text: a line of the list, and what stands beside it; knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from rich.text import Text

from playbook.clock import parse_stamp
from playbook.dates import said, said_since
from playbook.desk.answers import VERBS
from playbook.feed import NewsLine
from playbook.library.changed_facts import Fact
from playbook.library.prose_diff import Segment
from playbook.text import count_of, one_line
from tui.diff_rows import as_it_reads, diff_rows, fact_rows
from tui.rows import Row, Span, fold

KINDS = {
    "answer": "answer",
    "question": "question",
    "changed": "changed",
    "added": "new",
    "removed": "removed",
    "must-read": "must read",
    "review": "review",
}

WHAT_TO_DO = {
    "answer": "{open} reads it in its place in the play; {thanks} says thanks, {not-yet} that it is not right yet; "
    "{read} takes it as read.",
    "question": "{reply} replies; {open} shows its place in the play.",
    "changed": "{open} reads the page; {read} takes it as read.",
    "added": "{open} reads the page; {read} takes it as read.",
    "removed": "{open} or {read} takes it as read.",
    "must-read": "{open} reads it, and tells marketing that you did.",
    "review": "{open} shows all there is to decide by; {read} takes it as read.",
}


def day_of(line: NewsLine) -> date | None:
    """Return the day of a line where one is."""
    try:
        return parse_stamp(line.at).astimezone().date()
    except ValueError:
        return None


def cells(line: NewsLine, today: date) -> tuple[Text, ...]:
    """Return a line of the list: whether it is unread, what, when and its title."""
    style = "" if line.read else "bold"
    day = day_of(line)
    when = said_since(day, today) if day else ""
    title = one_line(line.title)
    if line.feedback:
        title = f"{one_line(line.text)} ← {'you too' if line.rep else 'you'}: {title}"
    words = (" " if line.read else "●", KINDS.get(line.kind, line.kind), when, title)
    return tuple(Text(word, style=style) for word in words)


def others_cells(behind: Sequence[NewsLine], *, whole: bool) -> tuple[Text, ...]:
    """Return the line that changes of pages which are not mine stand behind, or after."""
    sign, count = ("▾", "") if whole else ("▸", str(len(behind)))
    return tuple(Text(word, style="dim") for word in (sign, "others", count, "Pages you neither use nor own"))


def others_rows(behind: Sequence[NewsLine], width: int, keys: Callable[[str], str]) -> list[Row]:
    """Return what stands behind that line, by titles."""
    parts: list[list[Span]] = [
        [(f"{count_of(len(behind), 'change')} of pages that you neither use nor own", "h2")],
        [
            (
                f"{keys('news.open')} lists them, and puts them away again; {keys('news.all')} takes all as read.",
                "dim",
            )
        ],
        [],
        *([(f"{KINDS.get(line.kind, line.kind)}: ", "dim"), (one_line(line.title), "")] for line in behind),
    ]
    return [Row(spans) for part in parts for spans in (fold(part, width) if part else [()])]


def detail_rows(
    line: NewsLine, width: int, *, name_of: Callable[[str], str], keys: Callable[[str], str]
) -> list[Row]:
    """Return what is known of a line before anything is read, and what can be done with it."""
    by, day = name_of(line.by) if line.by else "", day_of(line)
    when = said(day) if day else ""
    if line.feedback:
        verb = VERBS.get(line.action) or VERBS["ask" if line.kind == "question" else "answer"]
        whose = f"{name_of(line.rep)} said, and you too" if line.rep else "You said"
        made: list[list[Span]] = [[(f"{whose}: {line.title}", "h2")]]
        if line.quote and line.quote != line.title:
            made.append([("About: ", "dim"), (f"“{line.quote}”", "")])
        made += [
            [],
            [(" · ".join(part for part in (f"{by} {verb}".strip(), when) if part), "dim")],
            [(line.text, "strong")],
        ]
    else:
        made = [
            [(line.title, "h2")],
            [(" · ".join(part for part in (by, when) if part), "dim")],
            [],
            [(line.text, "")],
        ]
    verbs = ("open", "read", "reply", "thanks", "not-yet")
    doing = WHAT_TO_DO[line.kind].format(**{verb: keys(f"news.{verb}") for verb in verbs})
    if line.read:
        doing = f"{keys('news.open')} opens it."
        if line.kind == "answer":
            doing += f" {keys('news.thanks')} says thanks"
            doing += (
                "." if line.action == "decline" else f", {keys('news.not-yet')} that it is not right yet."
            )
    made += [[], [(doing, "dim")]]
    return [Row(spans) for part in made for spans in (fold(part, width) if part else [()])]


def change_rows(facts: Sequence[Fact], segments: Sequence[Segment], width: int) -> list[Row]:
    """Return what changed in a page: its facts in words, then its text word by word."""
    rows = fact_rows(facts, width)
    changed = diff_rows(as_it_reads(segments), width)
    return [*rows, *([Row(())] if rows and changed else []), *changed]
