"""Words inside a page, found across the lines they are folded to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.markdown_rows import markdown_rows
from tui.page_search import PageText, Piece, marked
from tui.rows import Row


def found(text: str, words: str, width: int = 40) -> list[str]:
    """Return what each hit says, its pieces joined by a stroke."""
    rows = markdown_rows(text, width)
    return ["|".join(rows[p.row].text[p.start : p.end] for p in hit) for hit in PageText(rows).find(words)]


def test_case_and_white_space_do_not_matter() -> None:
    assert found("Waiting charges, then waiting   CHARGES", "WAITING Charges", 80) == [
        "Waiting charges",
        "waiting   CHARGES",
    ]


def test_words_that_are_folded_to_two_lines_are_one_hit() -> None:
    assert found("One two three four five", "three four", 14) == ["three|four"]


def test_the_bars_of_a_quotation_are_not_between_its_words() -> None:
    assert found("> One two three four five", "three four", 16) == ["three|four"]
    assert found("- [ ] One two three four five", "three four", 16) == ["three|four"]


def test_text_without_spaces_is_found_across_lines() -> None:
    (hit,) = found("今日は在庫の話をします", "在庫の話", 12)
    assert "|" in hit
    assert hit.replace("|", "") == "在庫の話"


def test_two_paragraphs_are_not_one_sentence() -> None:
    assert found("One two\n\nthree four", "two three") == []


def test_marks_of_a_pattern_are_letters() -> None:
    assert found("Costs 5 (five) a.b", "5 (five)", 80) == ["5 (five)"]
    assert found("Costs axb", "a.b", 80) == []
    assert found("anything", "   ", 80) == []


@given(
    st.text(st.sampled_from("ab \n>-在庫"), max_size=80),
    st.text(st.sampled_from("ab在"), min_size=1, max_size=4),
)
def test_every_hit_says_the_words_whatever_the_page(text: str, words: str) -> None:
    rows = markdown_rows(text, 12)
    for hit in PageText(rows).find(words):
        said = "".join(rows[piece.row].text[piece.start : piece.end] for piece in hit)
        assert said.casefold() == words


def test_marking_keeps_every_letter_and_adds_the_style() -> None:
    row = Row((("one ", "h1"), ("two three", "strong")))
    spans = marked(row, [(2, 6, "found"), (8, 13, "found here")])
    assert "".join(text for text, _ in spans) == row.text
    assert spans == (
        ("on", "h1"), ("e ", "h1 found"), ("tw", "strong found"), ("o ", "strong"), ("three", "strong found here"),
    )  # fmt: skip
    assert Piece(0, 1, 2).row == 0
