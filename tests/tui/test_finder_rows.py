"""A line of the finder's list, and the answer beside it."""

from __future__ import annotations

import pytest

from playbook.coaching.objections import OpenedFigures
from playbook.library.documents import Part, document
from playbook.library.passages import Hit
from playbook.library.search import SearchIndex
from tui.finder_rows import answer_rows, head_rows, hit_cell, hits_for, nothing_rows, settled_of
from tui.rows import width_of

HIT = Hit("objections/dear", "That's too expensive", "objection", "", "", 1.0, "First discovery")
FIGURES = OpenedFigures("objections/dear", 20, 12, 3, 4)


@pytest.mark.parametrize(
    ("width", "kinds", "line"),
    [
        (66, True, "objection  That's too expensive                   settled 12 of 19"),
        (47, True, "objection  That's too expensive        12 of 19"),
        (47, False, "That's too expensive           settled 12 of 19"),
        (33, True, "objection  That's too e… 12 of 19"),
    ],
)
def test_the_title_is_whole_before_the_figures_are(width: int, kinds: bool, line: str) -> None:
    assert hit_cell(HIT, width, FIGURES, kinds=kinds).plain == line


def test_double_width_titles_are_cut_to_their_cells() -> None:
    hit = Hit("x", "値段が高いですと言われたとき", "objection", "", "", 1.0)
    line = hit_cell(hit, 24, FIGURES, kinds=False).plain
    assert width_of(line) == 24
    assert line.endswith("… 12 of 19")


def test_nothing_in_a_title_steers_the_terminal() -> None:
    hit = Hit("x", "a\x1b[2Jb\nc", "play", "", "", 1.0)
    assert "\x1b" not in hit_cell(hit, 40, None, kinds=True).plain
    assert all("\x1b" not in row.text for row in head_rows(hit, 40, None))


def test_the_head_says_where_it_stands_and_how_often_it_settled_it() -> None:
    title, facts, empty = head_rows(HIT, 70, FIGURES)
    assert title.text == "That's too expensive"
    assert facts.text == "objection · in “First discovery” · settled 12 of 19, 3 in part"
    assert empty.text == ""


def test_a_step_shows_its_words_and_a_page_its_answer_as_it_reads() -> None:
    step = Hit("p", "Anchor", "step", "anchor", "Our list price is *fair*.", 1.0)
    assert [row.text for row in answer_rows(step, 60)] == ["Our list price is *fair*."]
    page = Hit("p", "Price", "play", "", "", 1.0, answer="> Our **list** price.")
    assert answer_rows(page, 60)[0].text.strip() == "┃ Our list price."


def test_only_pages_are_said_to_settle_anything() -> None:
    figures = {"a": FIGURES, "b": OpenedFigures("b", 3, 0, 0, 0)}
    assert settled_of(figures, Hit("a", "", "objection", "", "", 1.0)) is FIGURES
    assert settled_of(figures, Hit("b", "", "objection", "", "", 1.0)) is None, "nobody said"
    assert settled_of(figures, Hit("a", "", "account", "", "", 1.0)) is None
    assert settled_of(figures, Hit("c", "", "battlecard", "", "", 1.0)) is None


def test_before_anything_is_typed_what_is_opened_most_stands_first() -> None:
    titles = ("Alpha", "Beta", "Gamma")
    index = SearchIndex(document(title, "objection", title, [Part("", "", "x")]) for title in titles)
    figures = {"Gamma": OpenedFigures("Gamma", 5, 1, 0, 0), "Beta": OpenedFigures("Beta", 9, 1, 0, 0)}
    listed = hits_for("", ("objection",), index, None, figures)
    assert [hit.title for hit in listed] == ["Beta", "Gamma", "Alpha"]
    assert hits_for("", (), index, None, figures) == []
    assert hits_for("alp", ("objection",), None, None, {}) == []


def test_nothing_found_says_what_to_do_about_it() -> None:
    said = [row.text for row in nothing_rows("zeppelin", 80, in_call=True, can_tell="F4")]
    assert said == [
        "Nothing found for “zeppelin”. It is noted as a gap for marketing.",
        "",
        "F4 tells marketing that it is missing.",
    ]
    assert nothing_rows("", 80, in_call=True, can_tell="F4")[0].text == "Type to find."
    none = nothing_rows("", 80, in_call=True, can_tell="F4", kind="battlecard")
    assert [row.text for row in none] == [
        "There is no battlecard in this playbook yet.",
        "",
        "Type what you miss: F4 tells marketing. Whoever writes it begins with `playbook",
        "plays new - TITLE --kind battlecard`.",
    ]
    assert "gap" not in nothing_rows("zeppelin", 80, in_call=False, can_tell="F4")[0].text
