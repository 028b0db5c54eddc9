"""Notes in plain text as feedback: one item a paragraph or bullet, its kind by the word that leads it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playbook.records.model import FeedbackKind

KIND_WORDS: dict[str, FeedbackKind] = {
    "worked": "worked",
    "works": "worked",
    "what worked": "worked",
    "hard to say": "hard-to-say",
    "wrong": "wrong",
    "missing": "missing",
    "objection": "objection",
    "objections": "objection",
    "competitor": "competitor",
    "competitors": "competitor",
    "competition": "competitor",
    "customer words": "customer-words",
    "customers words": "customer-words",
    "customer": "customer-words",
    "quote": "customer-words",
    "quotes": "customer-words",
    "idea": "idea",
    "ideas": "idea",
}
"""Words that lead a note, small and without marks, and the kind they mean."""

_BULLET = re.compile(r"[ \t]*(?:[-*+•·‣–—]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(.*)")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+(.*)")
_LEAD = re.compile(
    r"(?P<word>[^\W\d_][^\W\d_'’ -]*(?:[ '’-][^\W\d_]+){0,3})[ \t]*(?:\((?P<answer>[^()\n]{1,400})\))?"
    r"[ \t]*(?::|(?<=[ \t)])[-–—](?=[ \t]))[ \t]*(?P<rest>.*)",
    re.DOTALL,
)
_LEAD_REACH = 600
"""Characters at the beginning in which a kind must stand."""


@dataclass(frozen=True)
class Noted:
    """One note."""

    line: int
    """Where it begins, 1 the first."""
    text: str
    kind: FeedbackKind | None = None
    """None where neither a word of its own nor the heading above it says."""
    tried: str = ""
    """What stood in brackets behind the kind: who, what was tried, why."""


def read_notes(text: str) -> tuple[Noted, ...]:
    """Return the notes of a text in their order.

    `competitor (Velantis): a free year` is led by its kind. A heading that is a kind, as `# Objections` or `Ideas:`,
    is that of all below it, up to the next heading; any other heading is no note.
    """
    found: list[Noted] = []
    above: FeedbackKind | None = None
    for line, said in _blocks(text):
        heading = _HEADING.fullmatch(said)
        if heading or (said.endswith(":") and kind_named(said) is not None):
            above = kind_named(heading[1] if heading else said)
        elif said:
            found.append(_noted(line, said, above))
    return tuple(found)


def kind_named(words: str) -> FeedbackKind | None:
    """Return the kind that `words` name, however it is written; None where they are other words."""
    folded = words.casefold().replace("’", "").replace("'", "").replace("-", " ").strip(" \t*_:")
    return KIND_WORDS.get(" ".join(folded.split()))


def _noted(line: int, said: str, above: FeedbackKind | None) -> Noted:
    plain = said.replace("**", "").replace("__", "") if said.startswith(("**", "__")) else said
    lead = _LEAD.match(plain, 0, _LEAD_REACH)
    kind = kind_named(lead["word"]) if lead else None
    if lead is None or kind is None:
        return Noted(line, said, above)
    return Noted(line, plain[lead.start("rest") :].strip(), kind, (lead["answer"] or "").strip())


def _blocks(text: str) -> list[tuple[int, str]]:
    """Return each paragraph and bullet as one line, with the line where it begins; headings stand alone."""
    blocks: list[tuple[int, list[str]]] = []
    goes_on = False
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        line = line.removeprefix(">").strip() if line.startswith(">") else line
        bullet = _BULLET.fullmatch(line)
        if not any(letter.isalnum() for letter in line):  # nothing, or a rule
            goes_on = False
        elif bullet or _HEADING.fullmatch(line):
            blocks.append((number, [bullet[1] if bullet else line]))
            goes_on = bullet is not None
        elif goes_on and blocks:
            blocks[-1][1].append(line)
        else:
            blocks.append((number, [line]))
            goes_on = kind_named(line) is None or not line.endswith(":")
    return [(number, " ".join(" ".join(lines).split())) for number, lines in blocks]
