from __future__ import annotations

from playbook.library.documents import LONGEST_ANSWER, LONGEST_PART, Part, document, documents
from playbook.plays.parse import parse_page

PLAY = """---
title: First discovery call
stage: discover
tags: [intro]
triggers: [new-funding]
---

For someone who **asked** to talk.

## Open (1 min)

> Thanks for making the time. See [the deck](../deck.md?x=1).

- [ ] Confirm `how long`

### How do you forecast?

- Spreadsheets
- They don't → [Out](#out)

## Out (branch)

> A third[^third] is normal.

## Objections

### "We already have a tool"

> Most teams did.

[^third]: Median of 41 customers.
"""


def test_a_play_is_found_by_itself_and_by_each_objection_in_it() -> None:
    play, objection = documents(parse_page(PLAY, "plays/discover/first-call.md"))
    assert (play.id, play.kind, play.title, play.page) == (
        "plays/discover/first-call",
        "play",
        "First discovery call",
        "",
    )
    assert play.names == "intro first-call"
    in_title, in_names, in_headings, _ = (field.split() for field in play.terms)
    assert in_title == ["first", "discovery", "call"]
    assert in_names == ["intro"]
    assert in_headings == ["discover", "new", "funding", "open", "out"]
    assert play.answer == "For someone who **asked** to talk."
    assert (objection.kind, objection.title, objection.page) == (
        "objection",
        '"We already have a tool"',
        "First discovery call",
    )
    assert objection.id == "plays/discover/first-call#we-already-have-a-tool"
    assert objection.answer == "> Most teams did."
    assert objection.parts == (Part("", "", "Most teams did."),)


def test_the_parts_are_plain_text_by_step() -> None:
    play = documents(parse_page(PLAY, "plays/discover/first-call.md"))[0]
    texts = {part.step: part.text for part in play.parts if part.step}
    assert list(texts) == ["open", "out"]
    assert texts["open"].startswith("Thanks for making the time. See the deck.")
    assert "Confirm how long" in texts["open"]
    assert "How do you forecast?" in texts["open"]
    assert "Spreadsheets" in texts["open"]
    assert "A third is normal." in texts["out"]
    assert play.parts[0] == Part("", "", "For someone who asked to talk.")
    assert play.parts[-1] == Part("", "", "Median of 41 customers.")
    assert [part.title for part in play.parts if part.step] == ["Open", "Out"]


def test_each_term_stands_in_the_first_field_that_has_it() -> None:
    made = document(
        "a",
        "play",
        "Price call",
        [Part("s", "The price step", "call about price and money")],
        names="call intro",
    )
    assert made.terms == ("price call", "intro", "the step", "about and money")


def test_an_objection_page_answers_with_its_first_words() -> None:
    page = parse_page(
        "---\ntitle: Too expensive\n---\n\n> Compared with what?\n\n## Mind\n\n- Wait.\n", "objections/x.md"
    )
    [found] = documents(page)
    assert (found.kind, found.answer) == ("objection", "> Compared with what?")


def test_a_page_without_a_brief_answers_with_its_first_step() -> None:
    page = parse_page("# T\n\n## One\n\n> Say this.\n> And this.\n\nThen stop.\n\n## Two\n\nMore.\n", "x.md")
    assert documents(page)[0].answer == "> Say this.\n> And this.\n\nThen stop."


def test_a_long_answer_ends_at_a_paragraph() -> None:
    text = "# T\n\n" + "A paragraph of some length.\n\n" * 100 + "## One\n\n## Two\n"
    answer = documents(parse_page(text, "x.md"))[0].answer
    assert len(answer) <= LONGEST_ANSWER
    assert answer.endswith("A paragraph of some length.")


def test_an_endless_section_is_found_by_its_beginning() -> None:
    text = "# T\n\n## One\n\n" + "word " * 20_000 + "\n\n## Two\n\nx\n"
    made = documents(parse_page(text, "x.md"))[0]
    assert max(len(part.text) for part in made.parts) <= LONGEST_PART


def test_an_empty_page_is_found_by_its_name() -> None:
    [made] = documents(parse_page("", "notes/empty page.md"))
    assert made.parts == ()
    assert made.answer == ""
    assert "empty" in made.terms[0]
