"""The line of tabs: all of them where there is room, those around the one shown where there is none."""

from __future__ import annotations

import pytest

from playbook.desk.tabs import QueueTab
from tui.desk_text import tabs_text

TITLES = ("New", "Mine", "Waiting for rep", "Overdue", "Ready", "Answered", "All")


def tabs(number: int, *own: str) -> list[QueueTab]:
    found = [QueueTab(title, title, number) for title in TITLES]
    return [*found, *(QueueTab(f"filter:{name}", name, number) for name in own)]


def test_a_tab_without_items_has_no_number() -> None:
    shown = tabs_text(tabs(0), "New", 120).plain
    assert shown == "  New │ Mine │ Waiting for rep │ Overdue │ Ready │ Answered │ All "


def test_on_a_narrow_screen_the_words_are_fewer_and_the_numbers_stay() -> None:
    assert " Waiting for rep 51 " in tabs_text(tabs(51), "New", 120).plain
    shown = tabs_text(tabs(51), "New", 80).plain
    assert shown.endswith(" Answered 51 │ All 51 ")
    assert " Waiting 51 " in shown
    assert len(shown) <= 80


@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_tab_that_is_shown_is_always_there(width: int) -> None:
    many = tabs(1234, *(f"filter of mine {number}" for number in range(12)))
    for tab in many:
        text = tabs_text(many, tab.key, width)
        marked = [text.plain[span.start : span.end] for span in text.spans if "reverse" in str(span.style)]
        assert [one.strip() for one in marked] == [f"{tab.title} 1234".replace(" for rep", "")]
        assert text.plain.index(marked[0]) + len(marked[0]) <= width


def test_a_name_that_has_no_room_is_cut_with_an_ellipsis_and_more_tabs_are_told() -> None:
    many = tabs(0, "everything under the sun with purchasing", "second")
    shown = tabs_text(many, "New", 80).plain
    assert shown.endswith(" All │ everything under t…›")
    assert len(shown) <= 80
    assert "second" in tabs_text(many, "filter:second", 80).plain
    one = tabs_text(many[:-1], "New", 80).plain
    assert one.endswith("everything under t…")
