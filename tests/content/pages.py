"""The starter playbook as its tests read it: pages, texts, and what in them is said aloud."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

from playbook.plays.model import Page, Step
from playbook.plays.parse import parse_page

CONTENT = Path(__file__).resolve().parents[2] / "content"
NOW = date(2026, 11, 21)
"""The day on which the starter counts as fresh; `init` sets `verified` to its own."""

PATHS = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.md"))
SAID = [path for path in PATHS if not path.startswith("scorecards/")]
"""Pages whose blockquotes are said aloud; those of a score card guide the scorer."""
TEXTS = {path: (CONTENT / path).read_text(encoding="utf-8") for path in PATHS}
TOML = (CONTENT / "playbook.toml").read_text(encoding="utf-8")
FACTS = tomllib.loads(TOML)
VOCABULARY = FACTS["vocabulary"]
PAGES: dict[str, Page] = {
    page.id: page
    for page in (
        parse_page(text, path, reference_headings=VOCABULARY["reference-headings"])
        for path, text in TEXTS.items()
    )
}
PLAYS = {id_: page for id_, page in PAGES.items() if page.kind == "play"}
OWNED = {id_: page for id_, page in PAGES.items() if id_ != "README" and not id_.startswith("templates/")}

WORDS_A_SECOND = 150 / 60
OPENER_SECONDS = 15
LONGEST_SECONDS = 45
OURS = 1 / 3
"""At most so much of a play's time is talk of ours: the rest is the customer's."""
SENTENCE_WORDS = 25
USUAL_SENTENCE_WORDS = 10
BATTLECARD_WORDS = 240
"""A minute of silent reading."""

SPOKEN = re.compile(r"(?:^>.*\n?)+", re.MULTILINE)
ALERT = re.compile(r"\[!\w+\]|\*\*[^*]+:\*\*")
"""A hint or a notice: never said."""
FIGURE = re.compile(r"\d|per cent|half of|a third|twice as|times as", re.IGNORECASE)
CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
FOOTNOTE = re.compile(r"\[\^([\w-]+)\](?!:)")
DEFINED = re.compile(r"^\[\^([\w-]+)\]: (.*)$", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[[^\]^]+\]\(([^)\s]+)\)")


def spoken(text: str) -> list[str]:
    """Return every blockquote of a page that is said aloud, as one line each."""
    quotes = [
        " ".join(line.lstrip("> ") for line in match[0].splitlines()) for match in SPOKEN.finditer(text)
    ]
    return [quote for quote in quotes if not ALERT.match(quote)]


def words(text: str) -> int:
    """Count the words of `text` as they are said: a merge field counts as two, a footnote as none."""
    said = LINK.sub(lambda match: match[0].split("](")[0], FOOTNOTE.sub("", text))
    return len(re.sub(r"\{\{.*?\}\}", "First Last", said).split())


def seconds(text: str) -> float:
    """Return how long `text` takes to say."""
    return words(text) / WORDS_A_SECOND


def aloud(step: Step) -> float:
    """Return how long the words of a step take, each in its longest wording, with what is asked."""
    talk = sum(max(seconds(text) for text in track.texts) for track in step.talk_tracks)
    return talk + sum(seconds(question.text) for question in step.questions)


def ways(page: Page) -> list[tuple[Step, str]]:
    """Return every place that an answer or a branch of `page` leads to, with its step."""
    found = [
        (step, answer.leads_to)
        for step in page.run_steps
        for question in step.questions
        for answer in question.answers
        if answer.leads_to
    ]
    return found + [(step, step.leads_to) for step in page.run_steps if step.leads_to]
