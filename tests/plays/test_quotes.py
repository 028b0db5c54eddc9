"""Blockquotes: said, hinted, or to be acknowledged."""

from __future__ import annotations

from textwrap import dedent

import pytest

from playbook.plays.model import Answer, Block, Hint, Notice, Prose, Question, TalkTrack, Todo
from playbook.plays.parse import read_blocks
from playbook.plays.quotes import label_of, read_quote
from playbook.plays.slug import Slugs


def blocks(text: str) -> list[Block]:
    return list(read_blocks(dedent(text)))


def test_a_quote_is_said_without_its_marks() -> None:
    assert blocks(
        """\
        > Hi, **thanks** for the time.
        >Fair?
          >   Indented.
        lazy
        """
    ) == [TalkTrack(("Hi, **thanks** for the time.\nFair?\n  Indented.\nlazy",), 1, (1,))]


def test_quotes_that_follow_each_other_directly_are_alternatives() -> None:
    assert blocks("> one\n\n> two\n> more\n\n\n> three\n") == [
        TalkTrack(("one", "two\nmore", "three"), 1, (1, 3, 7))
    ]


@pytest.mark.parametrize(
    "between", ["and then", "<!-- -->", "---", "- a bullet", "- [ ] to do", "[^1]: A footnote."]
)
def test_quotes_with_something_between_are_said_in_order(between: str) -> None:
    found = [block for block in blocks(f"> one\n\n{between}\n\n> two\n") if isinstance(block, TalkTrack)]
    assert found == [TalkTrack(("one",), 1, (1,)), TalkTrack(("two",), 5, (5,))]


def test_a_hint_between_two_quotes_parts_them() -> None:
    assert blocks("> one\n\n> [!TIP]\n> Smile.\n\n> two\n\n> three\n") == [
        TalkTrack(("one",), 1, (1,)),
        Hint("Smile.", "Tip", 3),
        TalkTrack(("two", "three"), 6, (6, 8)),
    ]


def test_an_empty_quote_is_nothing() -> None:
    assert blocks(">\n> \n") == []
    assert blocks("> one\n\n>\n\n> two\n") == [TalkTrack(("one", "two"), 1, (1, 5))]


@pytest.mark.parametrize(("kind", "label"), [("NOTE", "Note"), ("tip", "Tip"), ("Example", "Example")])
def test_alerts_that_only_tell_are_hints(kind: str, label: str) -> None:
    assert blocks(f"> [!{kind}]\n> Count to four.\n>\n> Then go on.") == [
        Hint("Count to four.\n\nThen go on.", label, 1)
    ]


@pytest.mark.parametrize("level", ["important", "warning", "caution"])
def test_alerts_that_ask_for_care_are_notices(level: str) -> None:
    assert blocks(f"> [!{level.upper()}]\n> Say that we *record*.") == [
        Notice("say-that-we-record", "Say that we *record*.", level, 1)  # type: ignore[arg-type]
    ]


def test_an_alert_may_have_its_text_on_its_own_line_as_handbooks_do() -> None:
    assert blocks("> [!NOTE] Ask sales first.") == [Hint("Ask sales first.", "Note", 1)]
    assert blocks("> [!warning]- Terms first.\n> Always.") == [
        Notice("terms-first-always", "Terms first.\nAlways.", "warning", 1)
    ]


def test_notices_of_one_text_have_ids_of_their_own() -> None:
    found = blocks("> [!WARNING]\n> Same.\n\n> [!CAUTION]\n> Same.\n\n> [!WARNING]\n> …")
    assert [block.id for block in found if isinstance(block, Notice)] == ["same", "same-1", "notice"]


@pytest.mark.parametrize(
    ("quote", "label", "text"),
    [
        ("**War story:** It was late.", "War story", "It was late."),
        ("**War story**: It was late.", "War story", "It was late."),
        ("**War story** : It was late.", "War story", "It was late."),
        ("__Failure mode:__ None.", "Failure mode", "None."),
        ("***Careful:*** Hot.", "Careful", "Hot."),
        ("💡 **Top Tip!** See the handbook.", "Top Tip", "See the handbook."),
        (":bulb: **Idea:** Try.", "Idea", "Try."),
        ("⚠️ **Attention:** Hot.", "Attention", "Hot."),
        ("**注意：** 録音します。", "注意", "録音します。"),
        ("**Note**\nAsk first.", "Note", "Ask first."),
        ("**Pro tip** — ask first.", "Pro tip", "ask first."),
        ("**Warning** - hot.", "Warning", "hot."),
        ("**Subject:** Hello\n\nDear you,", "Subject", "Hello\n\nDear you,"),
        ("**Label:**", "Label", ""),
    ],
)
def test_a_bold_label_makes_a_hint(quote: str, label: str, text: str) -> None:
    assert label_of(quote) == (label, text)
    assert read_quote([f"> {line}" for line in quote.split("\n")], 7, Slugs()) == Hint(text, label, 7)


@pytest.mark.parametrize(
    "quote",
    [
        "Hi there: **this** is it.",
        "**Payback in 9 months.**",
        "**Payback in 9 months. Net: 3.**",
        "**Be delightful**\nalways",
        "**For managers**, we speak of time.",
        "**Note** that we record.",
        "“**We** said:” so.",
        '"**Quoted:** yes"',
        "*Story:* once",
        "Label: no bold",
        "**unclosed: bold",
        "** spaced:** bold" + "x" * 100,
        "****: nothing",
    ],
)
def test_other_quotes_are_said(quote: str) -> None:
    lines = [f"> {line}" for line in quote.split("\n")]
    assert read_quote(lines, 1, Slugs()) == TalkTrack((quote,), 1, (1,))


def test_a_quote_inside_an_item_is_said_there() -> None:
    assert blocks("1. Say hello:\n   > Hi there,\n   > you.\n2. Go on\n\n- Then\n  > Bye\n") == [
        Todo("say-hello", "Say hello:", ordered=True, line=1),
        TalkTrack(("Hi there,\nyou.",), 2, (2,)),
        Todo("go-on", "Go on", ordered=True, line=4),
        Prose("- Then", 6),
        TalkTrack(("Bye",), 7, (7,)),
    ]


def test_what_is_inside_a_quote_is_part_of_it() -> None:
    assert blocks("> Ask:\n>\n> - [ ] this?\n> - that?\n>\n> ### Why?\n\n- [ ] real\n") == [
        TalkTrack(("Ask:\n\n- [ ] this?\n- that?\n\n### Why?",), 1, (1,)),
        Todo("real", "real", line=8),
    ]


def test_quotes_under_a_question_are_said_and_not_its_body() -> None:
    assert blocks("### Why?\n\nListen.\n\n> Why?\n\n> Why not?\n\n- a\n") == [
        Question("why", "Why?", "one", (Answer("a", "a", line=9),), "Listen.", line=1),
        TalkTrack(("Why?", "Why not?"), 5, (5, 7)),
    ]
