"""Tables and JSON."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from playbook.cli.output import cell, cells_in, csv_cell, pad, table, to_json, to_lines
from playbook.text import count_of

COLUMNS = (("a", "A"), ("b", "B"))


def test_columns_are_aligned_by_cells_and_empty_ones_left_out() -> None:
    rows: list[dict[str, object]] = [{"a": "日本", "b": "x", "c": ""}, {"a": "z", "b": "longer", "c": None}]
    assert table(rows, (*COLUMNS, ("c", "C"))) == "A     B\n日本  x\nz     longer"


def test_the_widest_column_gives_way() -> None:
    rows = [{"a": "x" * 100, "b": "short"}]
    lines = table(rows, COLUMNS, width=30).splitlines()
    assert lines[1] == "x" * 22 + "…  short"
    assert max(map(len, lines)) == 30


def test_columns_never_vanish_however_narrow() -> None:
    lines = table([{"a": "x" * 50, "b": "y" * 50}], COLUMNS, width=5).splitlines()
    assert lines[1] == "xxxxxxx…  yyyyyyy…"


def test_a_cell_of_a_million_letters_is_cut_at_once() -> None:
    rows = [{"a": "x" * 1_000_000, "b": "日" * 1_000_000}]
    assert max(map(cells_in, table(rows, COLUMNS, width=80).splitlines())) == 80


@given(st.text(), st.integers(min_value=2, max_value=40))
def test_a_padded_text_has_exactly_its_width(text: str, width: int) -> None:
    assert cells_in(pad(cell(text), width)) == width


def test_values_as_people_read_them() -> None:
    assert [cell(value) for value in (None, True, False, 0, 7, 1.0, 2.5, 48000.0)] == [
        "", "yes", "", "0", "7", "1", "2.5", "48,000",
    ]  # fmt: skip
    assert cell({"EUR": 48000.0, "USD": 5}) == "48,000 EUR, 5 USD"
    assert cell(["a", "b\nc"]) == "a, b c"
    assert cell("a\x1b[2J\n b") == "a␛[2J b"
    assert (count_of(1, "run"), count_of(2, "run"), count_of(0, "run")) == ("1 run", "2 runs", "0 runs")


def test_json_is_read_back_as_it_was_and_holds_no_control_character() -> None:
    said = {"text": "a\x1b\x7f\x9b\u202e\ufeff\u2028 é 日 😀", "n": [1, None, True, 0.5]}
    for text in (to_json(said), to_lines(said)):
        assert json.loads(text) == said
        assert not set(text) & set("\x1b\x7f\x9b\u202e\ufeff\u2028")
    assert to_lines(said).count("\n") == 0
    assert "é 日 😀" in to_json(said)


@given(
    st.recursive(st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(), st.lists, max_leaves=5)
)
def test_any_json_round_trips(value: object) -> None:
    assert json.loads(to_json(value)) == value


def test_half_a_character_of_a_broken_file_name_is_escaped() -> None:
    assert json.loads(to_json({"path": "x\udc80"})) == {"path": "x\udc80"}


def test_spreadsheets_get_no_formula() -> None:
    assert [csv_cell(value) for value in ("=1+1", "+1", "-1", "@x", "ok", -1, 2.5, None, ["=a"])] == [
        "'=1+1", "'+1", "'-1", "'@x", "ok", "-1", "2.5", "", "'=a",
    ]  # fmt: skip
    assert csv_cell("＝1+1") == "'＝1+1", "some spreadsheets take the full width sign for one"
