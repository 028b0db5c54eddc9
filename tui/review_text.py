"""Proposals as text: a line of the list, what stands beside it, and all there is to decide by; knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from playbook.dates import said, said_since
from playbook.ids import shorten
from playbook.reviewing.words import (
    figures_words,
    lint_words,
    reminder_words,
    said_words,
    standing_words,
)
from playbook.text import count_of, one_line
from tui.diff_rows import diff_rows, fact_rows
from tui.rows import Row, Span, fit, fold, short

if TYPE_CHECKING:
    from playbook.reviewing.detail import Changed, Detail
    from playbook.reviewing.draft import Draft
    from playbook.reviewing.lines import ReviewLine, Which
    from playbook.reviewing.standing import Standing

STATES = {
    "waiting": "○ waits",
    "ready": "✓ ready",
    "rejected": "✗ rejected",
    "conflict": "! conflict",
    "emergency": "! at once",
}
TABS: Mapping[Which, str] = {"for-me": "For me", "mine": "Mine", "all": "All"}
EMPTY: Mapping[Which, str] = {
    "for-me": "Nothing waits for you. What the other side proposes comes here.",
    "mine": "You have proposed nothing that is still open. e on a page edits it; p here proposes what you changed.",
    "all": "Nothing is proposed. e on a page edits it; p here proposes what you changed.",
}
INKS = {"given": "good", "stale": "warn", "refused": "bad", "rejected": "bad", "open": "", "spared": "dim"}

MARK = 4
"""Cells of the mark before what the linter says: `  + `."""

NameOf = Callable[[str], str]


def tab_line(counts: Mapping[Which, int], here: Which) -> Text:
    """Return the lists with their counts, the one that is shown marked."""
    line = Text(" ")
    for tab, name in TABS.items():
        number = counts.get(tab, 0)
        line.append(f" {name} {number or ''}".rstrip() + " ", "bold reverse" if tab == here else "")
        line.append("│" if tab != "all" else "", "dim")
    return line


def cells(line: ReviewLine, today: date) -> tuple[Text, ...]:
    """Return a line of the list: how it stands and since when, above its title."""
    reminded = any(one.turn != "asked" for one in line.reminders)
    needs = f"needs {', '.join(line.needed)} · " if line.needed else ""
    late = " · reminded" if reminded else ""
    head = f"{needs}{line.author} · {said_since(line.at.astimezone().date(), today)}{late}"
    state = STATES.get(line.state, line.state)
    bold = "bold" if line.waits_for_me else ""
    return (
        Text.assemble((fit(state, 12), bold), (one_line(head), "dim"), "\n", (one_line(line.title), bold)),
    )


def beside(line: ReviewLine, width: int, name_of: NameOf, doing: str) -> list[Row]:
    """Return what is known of a line without reading more, and what can be done with it."""
    parts: list[list[Span]] = [
        [(line.title, "h2")],
        [(f"{line.author} · {said(line.at.astimezone().date())} · {line.id}", "dim")],
        [],
        *([(path, "")] for path in line.pages),
        [],
        *([(f"✓ {one.what}: {one.name}", "good")] for one in line.given),
        *([(f"○ {what}", "")] for what in line.needed),
        *([(f"Not counted: {why}.", "warn")] for why in line.refused),
        *([(note, "warn")] for note in line.notes),
        *([(told, "warn")] for one in line.reminders if (told := reminder_words(one, name_of))),
    ]
    if not line.shared:
        parts.append([("It is on this machine only: what you did has not reached the others yet.", "warn")])
    parts += [[], [(doing, "dim")]]
    return rows_of(parts, width)


def rows_of(parts: Iterable[Sequence[Span]], width: int) -> list[Row]:
    """Return paragraphs folded; an empty one is an empty line, and two never follow each other."""
    rows: list[Row] = []
    for part in parts:
        if part:
            rows += [Row(spans) for spans in fold(part, width)]
        elif rows and rows[-1].spans:
            rows.append(Row(()))
    return rows


def detail_rows(detail: Detail, width: int, name_of: NameOf) -> list[Row]:
    """Return a review whole: who has approved, the words that change, lint, feedback, figures."""
    line = detail.line
    head: list[Sequence[Span]] = [
        [(line.title, "h1")],
        [(f"{line.author} · {said(line.at.astimezone().date())} · {line.id}", "dim")],
    ]
    if detail.text:
        head += [[], [(detail.text, "")]]
    head += [[], *(_standing(one, name_of, detail.signing) for one in detail.standings)]
    head += [[(note, "warn")] for note in line.notes]
    head += [[(told, "warn")] for one in line.reminders if (told := reminder_words(one, name_of))]
    if detail.touches_rules:
        head.append(
            [("It changes playbook.toml; it is judged by the rules as they are published now.", "warn")]
        )
    if not line.shared:
        head.append([("What you did has not reached the others yet.", "warn")])
    rows = rows_of(head, width)
    for page in detail.pages:
        rows += [Row(()), *_page(page, width)]
    rest: list[Sequence[Span]] = []
    if detail.feedback:
        rest += [[], [("It answers", "h3")]]
        rest += [[(said_words(one, name_of, shorten(one.id, letter="F")), "")] for one in detail.feedback]
    told, *findings = lint_words(detail.lint)
    rest += [[], [(told, "h3")], *_findings(findings, width)]
    for page in detail.pages:
        if page.figures is not None:
            first, *steps = figures_words(page.figures)
            rest += [[], [(f"The team with the old text of {page.title}", "h3")], [(first, "")]]
            rest += [[(step, "")] for step in steps]
    return (
        [*rows, *rows_of([[], *rest], width)]
        if not rest or rest[0]
        else [*rows, Row(()), *rows_of(rest, width)]
    )


def draft_rows(draft: Draft, width: int) -> list[Row]:
    """Return a change that is not proposed yet: the words that change, and what the linter says."""
    rows: list[Row] = []
    for page in draft.pages:
        rows += [*_page(page, width), Row(())]
    told, *findings = lint_words(draft.lint)
    return [*rows, *rows_of([[(told, "h3")], *_findings(findings, width)], width)]


def _standing(one: Standing, name_of: NameOf, signing: str) -> Sequence[Span]:
    return [(standing_words(one, name_of, signing=signing), INKS[one.how])]


def _findings(told: Sequence[str], width: int) -> Iterator[Sequence[Span]]:
    """Yield each finding's lines, what is folded below its words and not below its mark."""
    for one in told:
        ink, mark = _lint_ink(one), one[:MARK]
        for number, line in enumerate(fold([(one[MARK:], ink)], max(width - MARK, 10))):
            yield [(" " * MARK if number else mark, ink), *line]


def _lint_ink(said: str) -> str:
    return "bad" if said.startswith("  + ") else "good" if said.startswith("  - ") else "dim"


def _page(page: Changed, width: int) -> list[Row]:
    """Return what changes in one file, word by word."""
    how = "" if page.how == "changed" else f" · {page.how}"
    name = page.title if page.title == page.path else f"{page.title} · {page.path}"
    rows = [Row(spans) for spans in fold([(f"{name}{how}", "h2")], width)]
    rows += fact_rows(page.facts, width)
    changed = diff_rows(page.words, width)
    return [*rows, *changed] if changed or page.facts else [*rows, Row((("Nothing but its place.", "dim"),))]


def count_words(lines: Sequence[ReviewLine]) -> str:
    """Return how many reviews wait for me, for the message line; empty for none."""
    waiting = sum(line.waits_for_me for line in lines)
    return f"{count_of(waiting, 'review')} {'waits' if waiting == 1 else 'wait'} for you" if waiting else ""


def title_of(line: ReviewLine) -> str:
    """Return what stands on the frame of a review."""
    return short(line.title, 60)
