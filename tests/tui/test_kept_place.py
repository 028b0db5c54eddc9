"""Where one stands in a page that has changed."""

from __future__ import annotations

import pytest

from tui.kept_place import place_in
from tui.rows import Row

PAGE = (
    Row((("First call", "h1"),), 1),
    Row(()),
    Row((("Open", "h2"),), 3, "open"),
    Row((("Say it", ""),), 5),
    Row((("and once more", ""),), 5),
    Row(()),
    Row((("Ask", "h2"),), 7, "ask"),
    Row((("Say it", ""),), 9),
    Row((("What hurts?", ""),), 10),
)


def rows(*texts: str) -> list[Row]:
    """Return rows of a page; `# x` begins the section x."""
    return [
        Row(
            ((text.removeprefix("# "), ""),), number, text.removeprefix("# ") if text.startswith("# ") else ""
        )
        for number, text in enumerate(texts, 1)
    ]


@pytest.mark.parametrize("cursor", range(len(PAGE)))
def test_in_the_same_page_one_stays(cursor: int) -> None:
    assert place_in(PAGE, cursor, PAGE) == cursor


@pytest.mark.parametrize(
    ("before", "cursor", "after", "place"),
    [
        pytest.param("a|# b|c|d", 2, "a|x|y|# b|c|d", 4, id="lines above the section"),
        pytest.param("# b|c|d", 2, "# b|x|c|d", 3, id="a line above in the section"),
        pytest.param("# b|c|d", 1, "# b|C!|d", 1, id="this very line reworded"),
        pytest.param("# b|c|d|e", 2, "# b|c|e", 2, id="this very line removed"),
        pytest.param("# b|same|# c|same", 3, "# b|same|x|# c|same", 4, id="the same words in two sections"),
        pytest.param("# b|same|x|same", 3, "# b|same|x|y|same", 4, id="the same words twice: the nearer"),
        pytest.param("# b|c|d", 2, "# new|c|d", 2, id="the heading renamed"),
        pytest.param("# b|c|d", 2, "# z|q", 1, id="everything else"),
        pytest.param("# b|c|d", 2, "", 0, id="an empty page"),
    ],
)
def test_in_another_page_one_stands_at_the_same_words(
    before: str, cursor: int, after: str, place: int
) -> None:
    assert place_in(rows(*before.split("|")), cursor, rows(*after.split("|")) if after else []) == place


def test_folded_for_another_width_it_is_the_same_line() -> None:
    wide = [Row((("# b", ""),), 1, "b"), Row((("one two three four", ""),), 3), Row((("end", ""),), 5)]
    narrow = [wide[0], Row((("one two", ""),), 3), Row((("three four", ""),), 3), wide[2]]
    assert place_in(wide, 1, narrow) == 1
    assert place_in(narrow, 2, wide) == 1
    assert place_in(wide, 2, narrow) == 3
