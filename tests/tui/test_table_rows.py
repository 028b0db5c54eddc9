"""A Markdown table at a width: in columns, or cell below cell where those could not be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rows import width_of
from tui.table_rows import shared, table_lines


def lines(grid: list[list[str]], width: int) -> list[list[str]]:
    made = table_lines([[[(cell, "")] for cell in row] for row in grid], width)
    return [["".join(text for text, _ in line) for line in row] for row in made]


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert lines([["who", "what"], ["Lee", "calls"]], 40) == [
        ["who │ what", "────┼──────"],
        ["Lee │ calls"],
    ]


def test_the_head_is_strong_and_the_rest_is_not() -> None:
    head, body = table_lines([[[("who", "")]], [[("Lee", "em")]]], 40)
    assert head[0][0] == ("who", "strong")
    assert body[0][0] == ("Lee", "em")


def test_a_cell_too_long_is_folded_beside_the_others() -> None:
    found = lines([["who", "what"], ["Lee", "calls them all the time"]], 20)
    assert found[1][0].startswith("Lee │ calls") and found[1][1].startswith("    │ ")
    assert all(width_of(line) <= 20 for row in found for line in row)


def test_too_narrow_for_columns_each_cell_stands_below_its_head() -> None:
    grid = [["who", "what", "when"], ["Lee Park", "calls them back", "tomorrow morning"]]
    assert lines(grid, 16)[1][:2] == ["who: Lee Park", "what: calls them"]


def test_a_table_of_a_head_alone_and_one_of_uneven_rows() -> None:
    assert lines([["only", "head"]], 40)[0][0] == "only │ head"
    assert lines([["a"], ["b", "c"]], 40)[1] == ["b │ c"]
    assert lines([["a much longer head", "b"]], 12)[0]


def test_wide_letters_keep_the_columns_apart() -> None:
    head, body = lines([["話", "x"], ["値段の話", "y"]], 40)
    assert width_of(head[0].partition("│")[0]) == width_of(body[0].partition("│")[0])


@given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.integers(1, 120))
def test_the_widest_give_way_and_all_the_room_is_used(wanted: list[int], room: int) -> None:
    got = shared(wanted, room)
    assert all(0 <= one <= want for one, want in zip(got, wanted, strict=True))
    if sum(wanted) <= room:
        assert got == wanted
    else:
        assert sum(got) <= room
        cut = [one for one, want in zip(got, wanted, strict=True) if one < want]
        whole = [one for one, want in zip(got, wanted, strict=True) if one == want]
        assert max(cut) - min(cut) <= 1
        assert not whole or max(whole) <= max(cut) + 1


@pytest.mark.parametrize("width", [8, 12, 20, 40])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    grid = [["topic", "who", "by when"], ["値段" * 9, "x" * 50, "two words"], ["", "a", ""]]
    assert all(width_of(line) <= width for row in lines(grid, width) for line in row)
