"""What is practised: cards out of pages, with ids that outlive a rename and a hash that knows what was reworded."""

from __future__ import annotations

from playbook.plays.model import Page
from playbook.plays.parse import parse
from playbook.practice.cards import cards_of, moved_id

PLAY = """\
---
title: First call
stage: discover
---

## Open

> Thanks for making time.

> [!TIP]
> Smile.

> One more thing.

## Customer decides (by: customer)

> They say this.

## Objections

### "We have a tool"

> Most teams did.
"""

OBJECTION = """\
---
title: "That's too dear"
stage: commit
---

> Compared with what?

## What it often means

- Against the budget

## If it stays too much

> Then let's not force it.
"""


def page(text: str, path: str) -> Page:
    return parse(text.encode(), path).page


def test_a_play_has_a_card_for_each_talk_track_of_ours_and_each_objection_in_it() -> None:
    cards = cards_of(page(PLAY, "plays/first-call.md"), blob="b1")
    ours = [card for card in cards if "customer" not in card.id]
    assert [card.id for card in ours] == [
        "plays/first-call#open/0",
        "plays/first-call#open/1",
        "plays/first-call#we-have-a-tool",
    ]
    first, second, objection = ours
    assert (first.kind, first.ask, first.title, first.stage) == (
        "talk-track", "Open", "First call · Open", "discover",
    )  # fmt: skip
    assert (first.answer, first.notes, first.blob) == ("> Thanks for making time.", "Smile.", "b1")
    assert second.ask == "Open, talk track 2"
    assert (objection.kind, objection.ask, objection.answer) == (
        "objection",
        "We have a tool",
        "> Most teams did.",
    )


def test_an_objection_page_is_one_card_with_the_rest_as_notes() -> None:
    (card,) = cards_of(page(OBJECTION, "objections/too-dear.md"))
    assert (card.id, card.ask, card.answer) == (
        "objections/too-dear",
        "That's too dear",
        "> Compared with what?",
    )
    assert card.notes.startswith("**What it often means**") and "Then let's not force it." in card.notes


def test_an_objection_page_that_begins_with_a_heading_is_answered_by_its_first_words_to_say() -> None:
    text = "# Too dear\n\n## Why\n\nMoney.\n\n## Say\n\n> Compared with what?\n"
    (card,) = cards_of(page(text, "objections/too-dear.md"))
    assert card.answer == "> Compared with what?"
    assert "Money." in card.notes


def test_a_page_without_anything_to_say_has_no_card() -> None:
    assert cards_of(page("# Notes\n\nJust text.\n", "know/notes.md")) == []
    assert cards_of(page("---\ntitle: Empty\n---\n", "objections/empty.md")) == []


def test_my_words_stand_in_the_place_of_the_pages_and_change_nothing_in_its_hash() -> None:
    read = page(PLAY, "plays/first-call.md")
    mine = cards_of(read, {("open", 0): "Hi.\nGot a minute?"})[0]
    assert (mine.answer, mine.mine) == ("> Hi.\n> Got a minute?", True)
    assert mine.words == cards_of(read)[0].words


def test_a_hash_knows_other_words_and_passes_over_other_line_breaks() -> None:
    def words(text: str) -> str:
        return cards_of(page(text, "objections/too-dear.md"))[0].words

    assert words(OBJECTION.replace("Compared with what?", "Compared\n> with what?")) == words(OBJECTION)
    assert words(OBJECTION.replace("stage: commit", "verified: 2026-11-20")) == words(OBJECTION)
    assert words(OBJECTION.replace("what?", "whom?")) != words(OBJECTION)


def test_a_card_keeps_its_name_through_moves_of_page_and_step() -> None:
    present, steps = {"plays/old": "plays/new"}, {"plays/new": {"hello": "open"}}
    assert moved_id("plays/old#hello/1", present, steps) == "plays/new#open/1"
    assert moved_id("plays/new#close/0", present, steps) == "plays/new#close/0"
    assert moved_id("plays/old#we-have-a-tool", present, steps) == "plays/new#we-have-a-tool"
    assert moved_id("objections/x", present, steps) == "objections/x"
