"""How a form lies on the screen: what can be chosen, what was said, and what a click means."""

from __future__ import annotations

from typing import Any

import pytest

from tui.form_rows import LONGEST, Form, Item, Option, form_of
from tui.rows import Row, width_of

YES_NO = (Option("yes", "Yes"), Option("no", "No"))


def choice(id_: str = "q", **facts: Any) -> Item:
    return Item(**({"id": id_, "kind": "choice", "about": "Is it so?", "options": YES_NO} | facts))


def shown(*items: Item, here: str = "", width: int = 60, **how: Any) -> list[str]:
    return [row.text for row in form_of(items, here, width, **how).rows]


def laid(*items: Item, here: str = "", width: int = 60) -> Form:
    return form_of(items, here, width)


def test_a_question_stands_above_its_answers_on_their_digits() -> None:
    assert shown(choice()) == ["  Is it so?", "  1 ○ Yes   2 ○ No"]


def test_where_one_is_has_a_mark_and_live_keys() -> None:
    rows = form_of([choice()], "q", 60).rows
    assert rows[0].text == "▸ Is it so?"
    assert ("1", "key") in rows[1].spans
    assert ("1", "dim") in form_of([choice()], "other", 60).rows[1].spans


def test_what_was_chosen_is_filled_and_several_are_boxes() -> None:
    assert shown(choice(chosen=frozenset({"no"})))[1] == "  1 ○ Yes   2 ● No"
    many = choice(kind="many", chosen=frozenset({"yes", "no"}))
    assert shown(many)[1] == "  1 ☑ Yes   2 ☑ No"
    assert shown(choice(kind="many"))[1] == "  1 ☐ Yes   2 ☐ No"


def test_more_than_nine_answers_go_by_the_key_that_lists_all() -> None:
    options = tuple(Option(str(number), f"a{number}") for number in range(1, 12))
    text = " ".join(shown(choice(options=options), width=200, more="F12"))
    assert "9 ○ a9" in text and "F12 ○ a10" in text and "F12 ○ a11" in text


def test_answers_that_do_not_fit_go_on_below_and_a_long_one_has_lines_of_its_own() -> None:
    options = (
        Option("a", "short"),
        Option("b", "a long answer that has to be folded somewhere"),
        Option("c", "end"),
    )
    rows = shown(choice(options=options), width=30)
    assert rows[1] == "  1 ○ short"
    assert rows[2].startswith("  2 ○ a long answer") and rows[3].startswith("      ")
    assert rows[-1] == "  3 ○ end"


@pytest.mark.parametrize("width", [16, 24, 40, 80])
def test_no_row_is_wider_than_the_form(width: int) -> None:
    items = (
        choice(options=(Option("a", "値段の話"), Option("b", "word " * 9))),
        Item("t", "text", about="What did they say, in their own words?", text="x" * 90, aside="kept"),
        Item("n", "notice", text="No recording without a spoken yes from everyone", mark="!"),
        Item("s", "step", text="Size the problem", mark="✓", aside="1:02"),
    )
    for here in ("q", "t", "n", "s"):
        assert max(width_of(text) for text in shown(*items, here=here, width=width)) <= max(width, 16)


def test_a_click_means_the_answer_under_it() -> None:
    form = laid(choice(), choice("r", about="And that?"))
    assert form.value_at(1, 2) == ("q", "yes")
    assert form.value_at(1, 8) == ("q", "yes")
    assert form.value_at(1, 9) == ("", "")  # between the two
    assert form.value_at(1, 12) == ("q", "no")
    assert form.value_at(3, 12) == ("r", "no")
    assert form.value_at(0, 2) == ("", "")


def test_a_row_belongs_to_its_item() -> None:
    form = form_of([choice(), choice("r", gap=True)], "q", 60, [Row((("Head", ""),))])
    assert [form.item_at(row) for row in range(6)] == ["", "q", "q", "", "r", "r"]
    assert form.places == {"q": 1, "r": 4} and form.ends == {"q": 3, "r": 6}


def test_a_text_leaves_its_row_free_while_it_is_typed_and_shows_it_afterwards() -> None:
    item = Item("t", "text", about="Why?", text="They said so")
    assert shown(item, here="t") == ["▸ Why?", "  "]
    assert shown(item, here="t", typed=False) == ["▸ Why?", "  They said so"]
    assert shown(item) == ["  Why?", "  They said so"]
    assert shown(Item("t", "text", about="Why?")) == ["  Why?", "  –"]
    assert form_of([item], "t", 60).inputs == {"t": (1, 2)}


def test_a_long_text_is_cut_with_a_sign() -> None:
    rows = shown(Item("t", "text", about="Why?", text="word " * 100), width=30)
    assert len(rows) == 1 + LONGEST and rows[-1] == "  …"


def test_a_label_stands_beside_what_is_asked() -> None:
    item = Item("d", "date", label="Next", text="2026-12-01", aside="in 8 days", indent=14)
    (row,) = shown(item)
    assert row.startswith("  Next") or row.startswith("Next")
    assert "2026-12-01  in 8 days" in row
    assert width_of(row.partition("2026")[0]) == 14


def test_a_notice_that_waits_looks_unlike_one_that_was_understood() -> None:
    waits = form_of([Item("n", "notice", text="Mind", mark="!")], "", 60).rows[0]
    done = form_of([Item("n", "notice", text="Mind", mark="✓")], "", 60).rows[0]
    assert waits.text == "  ! Mind" and done.text == "  ✓ Mind"
    assert ("Mind", "notice") in waits.spans
    assert ("Mind", "") in done.spans


def test_words_from_outside_are_harmless() -> None:
    items = (
        choice(about="a\x1b[2Jb", options=(Option("x", "\x1b[31mred"),)),
        Item("t", "text", text="\x07bell"),
    )
    assert not any(control in "".join(shown(*items)) for control in ("\x1b", "\x07"))
