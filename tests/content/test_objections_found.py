"""What a customer says is typed as it is heard; the starter's answer comes up first and is read while they talk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from playbook.library.search import SearchIndex
from playbook.plays.parse import parse_page

CONTENT = Path(__file__).resolve().parents[2] / "content"

HEARD = {
    "a-committee-decides": ("committee", "the board", "steering group", "several people decide"),
    "call-next-quarter": ("next quarter", "call later", "busy season", "next year"),
    "cutting-vendors": ("cutting vendors", "fewer suppliers", "consolidat", "savings programme"),
    "discount-or-no-deal": ("discount", "rebate", "negotiat"),
    "feature-missing": ("missing", "roadmap", "deal breaker", "can't do"),
    "go-through-procurement": ("procurement", "tender", "buying department", "supplier list"),
    "happy-with-our-tool": ("happy with", "current system", "satisfied", "all set"),
    "how-did-you-get-my-number": ("my number", "how did you get", "gdpr number"),
    "it-failed-before": ("failed", "tried that", "bad experience", "did not work"),
    "lock-in": ("locked in", "stuck", "cancel", "get out"),
    "must-ask-my-boss": ("ask my boss", "manager", "not my decision"),
    "never-heard-of-you": ("never heard", "references", "too small", "startup"),
    "no-budget": ("no budget", "no money", "budget freeze", "can't afford"),
    "nobody-will-use-it": ("nobody will use", "hauliers won't book", "adoption"),
    "not-interested": ("not interested", "no thanks", "brush"),
    "send-an-email": ("send me", "brochure", "send something"),
    "spreadsheets-work": ("spreadsheet", "excel", "good enough"),
    "theyre-cheaper": ("cheaper", "another quote", "half the price"),
    "too-busy-to-change": ("too busy", "short-staffed", "no capacity", "no people"),
    "too-expensive": ("exp", "too expensive", "pricey", "too much"),
    "we-built-our-own": ("built our own", "in-house", "own portal", "home-grown"),
    "where-is-our-data": ("our data", "hosting", "cloud", "security"),
    "why-did-the-price-go-up": ("price increase", "price go up", "raised", "inflation"),
    "wont-integrate": ("integration", "interface", "erp", "won't work with"),
}
"""Objection → some of what is typed when it is heard."""

READ_WHILE_THEY_TALK = 80
"""Words: twenty seconds of silent reading, at 240 a minute."""


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex.build(
        parse_page(path.read_text(encoding="utf-8"), path.relative_to(CONTENT).as_posix())
        for path in sorted(CONTENT.rglob("*.md"))
    )


def test_every_objection_has_words_that_it_is_known_by() -> None:
    assert set(HEARD) == {path.stem for path in (CONTENT / "objections").glob("*.md")}


@pytest.mark.parametrize(
    ("typed", "objection"),
    [(typed, objection) for objection, words in HEARD.items() for typed in words],
)
def test_what_was_heard_brings_up_its_answer(index: SearchIndex, typed: str, objection: str) -> None:
    first = index.find(typed, kinds=("objection",))[0]
    assert first.id == f"objections/{objection}"


@pytest.mark.parametrize("name", sorted(HEARD))
def test_the_answers_and_what_it_may_mean_are_read_in_twenty_seconds(name: str) -> None:
    body = (CONTENT / f"objections/{name}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    first = "\n## ".join(body.split("\n## ")[:2])
    seen = re.sub(r"^\[\^.*$|\[\^\w+\]|\]\([^)]*\)|^[>#-]+ ", "", first, flags=re.MULTILINE)
    assert len(seen.split()) <= READ_WHILE_THEY_TALK
