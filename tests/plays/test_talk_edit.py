"""A talk track put in other words: its lines change, and no other byte of the page."""

from __future__ import annotations

import pytest

from playbook.plays.parse import parse_page
from playbook.plays.talk_edit import with_words

PAGE = """\
---
title: First call
---

## Open (1 min)

> Hi there,
> two lines.
>
> Second paragraph.

> Another way
goes on lazily
- [ ] Ask who else

> [!TIP]
> Wait.

- Inside a list
  > Indented
  > words

## Ask

- [ ] Write it down

## End

> Bye."""


def test_the_first_way_to_say_it_is_replaced_whole_and_nothing_else() -> None:
    assert put(0, "New\n\nwords.") == PAGE.replace(
        "> Hi there,\n> two lines.\n>\n> Second paragraph.", "> New\n>\n> words."
    )


def put(place: int, words: str) -> str:
    """Return the page with words in the first step."""
    found = parse_page(PAGE, "plays/a.md").step("open")
    assert found is not None
    return with_words(PAGE, found, place, words)


def test_beside_is_one_more_way_below_the_last_one() -> None:
    found = parse_page(PAGE, "plays/a.md").step("open")
    assert found is not None
    after = parse_page(with_words(PAGE, found, 0, "Third way", beside=True), "plays/a.md").step("open")
    assert after is not None
    assert after.talk_tracks[0].texts == (*found.talk_tracks[0].texts, "Third way")
    assert [todo.text for todo in after.todos] == ["Ask who else"]


def test_an_indented_quote_stays_indented() -> None:
    assert put(1, "Other") == PAGE.replace("  > Indented\n  > words", "  > Other")


def test_a_step_without_words_gets_them_below_its_heading() -> None:
    found = parse_page(PAGE, "plays/a.md").step("ask")
    assert found is not None
    assert "## Ask\n\n> Say this.\n\n- [ ] Write it down\n" in with_words(PAGE, found, 0, "Say this.")


def test_a_page_that_ends_without_a_line_end_still_does() -> None:
    found = parse_page(PAGE, "plays/a.md").step("end")
    assert found is not None
    assert with_words(PAGE, found, 0, "So long.").endswith("\n> So long.")
    assert with_words(PAGE, found, 0, "So long.", beside=True).endswith("\n> Bye.\n\n> So long.\n")


@pytest.mark.parametrize("words", ["New words.", "Two\nlines."])
def test_windows_line_ends_stay(words: str) -> None:
    text = PAGE.replace("\n", "\r\n")
    found = parse_page(PAGE, "plays/a.md").step("open")
    assert found is not None
    after = with_words(text, found, 0, words)
    assert "\n" not in after.replace("\r\n", "")
    assert after.replace("\r\n", "\n") == with_words(PAGE, found, 0, words)
