"""Rules about the words that are said: PB005, PB012, PB013; and about merge fields: PB014."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.plays.evidence import footnotes_in
from playbook.plays.fields import fields_in
from playbook.plays.lint.context import Context
from playbook.plays.lint.facts_rules import as_of_age
from playbook.plays.lint.model import Finding
from playbook.plays.lint.source import Source
from playbook.plays.lint.spoken import WORDS_A_MINUTE, passages, seconds_aloud
from playbook.plays.markdown import plain
from playbook.plays.slug import slug

OPENER_SECONDS = 15
TRACK_SECONDS = 45
OLDEST_EVIDENCE = 12
"""Months."""

FILLABLE = frozenset([
    "account.name", "account.domain", "account.segment", "company.name",
    "contact.name", "contact.first_name", "contact.title", "contact.email",
    "rep.name", "rep.first_name", "rep.email",
])  # fmt: skip
"""Merge fields that a run can fill, besides the answers of its own play."""

_NUMBER = r"\d[\d.,   ]{0,12}"
_FIGURE = re.compile(
    rf"(?<![\w.,]){_NUMBER}(?:[-–—]{_NUMBER})?[  ]?(?:%|％|per[  ]?cent\b|percent\b|pct\b)"
    r"|(?<![\w.,$€£¥])\d+(?:[.,]\d+)?[  ]?[x×](?![\w])"
    rf"|[$€£¥][  ]?{_NUMBER}(?:[kmb]|bn|million|billion|thousand)?\b(?!X)"
    rf"|(?<![\w.,]){_NUMBER}[  ]?(?:k|m|bn|million|billion|thousand)?[  ]?"
    r"(?:€|\$|£|EUR|USD|GBP|CHF|JPY|euros?|dollars?|pounds?)(?!\w)"
    r"|\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)[  ]times[  ]"
    r"(?:as|the|faster|slower|more|less|fewer|cheaper|better|higher|lower)\b"
    r"|\b(?:twice|double|triple|half)[  ](?:as|the[  ](?:cost|price|time))\b"
    r"|\bby[  ](?:a|one|two|three)[ -](?:half|halves|third|thirds|quarter|quarters|fifth|fifths|tenth)\b",
    re.IGNORECASE,
)
"""Per cent, multiples, money, comparisons: what a customer may ask the source of."""
_BLANK = re.compile(r"\[[^\]\n]{0,200}\](?!\()|\*?\((?=The |An? )[^)\n]{0,200}\)")
"""Blanks to fill, and an author's aside; neither is said."""


def length(source: Source, context: Context) -> Iterator[Finding]:
    """PB005: an opener over 15 seconds aloud, or any words over 45, at 150 words a minute."""
    for passage in passages(source):
        seconds = seconds_aloud(passage.text)
        limit = OPENER_SECONDS if passage.opens else TRACK_SECONDS
        if seconds > limit:
            what = "An opener" if passage.opens else "A talk track"
            yield Finding(
                source.page.path, passage.line, "PB005",
                f"{what} takes about {seconds:.0f} s to say, more than {limit} s (at {WORDS_A_MINUTE} words a "
                f"minute). Cut it to {limit * WORDS_A_MINUTE // 60} words, or ask something in between.",
            )  # fmt: skip


def not_to_say(source: Source, context: Context) -> Iterator[Finding]:
    """PB012: a phrase from `do-not-say` in what is said."""
    phrases = context.settings.vocabulary.do_not_say
    if not phrases:
        return
    pattern = _phrases(phrases)
    for passage in passages(source):
        said = plain(passage.text.replace("\n", " "), {})
        for match in pattern.finditer(said):
            line, column = _place(source, passage.line, passage.text, match[0])
            yield Finding(
                source.page.path, line, "PB012",
                f"“{match[0]}” is not to be said. Say it in another way, or take it from do-not-say in playbook.toml.",
                column,
            )  # fmt: skip


def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    each = [r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in phrases if phrase.split()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)", re.IGNORECASE)


def _place(source: Source, line: int, text: str, words: str) -> tuple[int, int]:
    """Return the line and column where `words` stand in a passage that begins at `line`."""
    for number in range(line, line + text.count("\n") + 1):
        column = source.column_of(number, words)
        if column > 1:
            return number, column
    return line, 1


def evidence(source: Source, context: Context) -> Iterator[Finding]:
    """PB013: a figure that is said without a footnote, or whose footnote is over 12 months old."""
    known = {one.label: one for one in source.page.evidence}
    told: set[str] = set()
    for passage in passages(source):
        labels = [label for label in footnotes_in(passage.text) if label in known]
        for label in labels:
            one = known[label]
            if one.as_of and label not in told and as_of_age(one.as_of, context.today) > OLDEST_EVIDENCE:
                told.add(label)
                yield Finding(
                    source.page.path, one.line, "PB013",
                    f"The evidence [^{label}] is as of {one.as_of}, older than {OLDEST_EVIDENCE} months. Find a "
                    "newer figure, or say nothing of it.",
                )  # fmt: skip
        if labels:
            continue
        match = _FIGURE.search(_BLANK.sub(" ", plain_figures(passage.text)))
        if match:
            figure = match[0].strip()
            line, column = _place(source, passage.line, passage.text, figure)
            yield Finding(
                source.page.path, line, "PB013",
                f"“{figure}” is said without evidence. Add a footnote with its source, such as "
                "[^source]: …, as of 2026-06.",
                column,
            )  # fmt: skip


def plain_figures(markdown: str) -> str:
    """Return a passage on one line; marks stay, for blanks are told by their brackets."""
    return " ".join(markdown.split())


def fields(source: Source, context: Context) -> Iterator[Finding]:
    """PB014: a merge field that nothing can fill."""
    page = source.page
    if page.path.startswith("templates/") or not page.fields:
        return
    answers = {
        f"answer.{name}"
        for step in page.steps
        for question in step.questions
        for name in (question.id.rpartition("/")[2], slug(question.text))
    }
    known = FILLABLE | answers
    told: set[str] = set()
    for number, line in enumerate(source.shown, 1):
        if "{{" not in line:
            continue
        for name in fields_in(line):
            if name not in known and name not in told and name in page.fields:
                told.add(name)
                yield _unfilled(source, number, name, known)


def _unfilled(source: Source, line: int, name: str, known: frozenset[str]) -> Finding:
    from playbook.text import nearest

    meant = nearest(name, sorted(known), limit=1)
    hint = f" Did you mean {{{{{meant[0]}}}}}?" if meant else " It is shown as a blank in every call."
    return Finding(
        source.page.path, line, "PB014", f"Nothing fills {{{{{name}}}}}.{hint}", source.column_of(line, name)
    )
