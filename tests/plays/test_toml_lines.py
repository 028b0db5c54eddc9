"""The line of every key of a settings file."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.plays.toml_lines import Place, key_lines

TEXT = """\
# [not.a.table]
top = 1
a.b."c d" = '''
x = 1
[no]
'''
[table] # comment = 1
"quoted \\"key\\"" = "# not a comment ] = }"
multi = [
  "one", # two = 2
  {deep = [1, {deeper = 2}]},
]
'lit.eral' = 2026-01-01

[table.sub]
x = \"\"\"
[no] \\\"\"\" y = 1
\"\"\"
[[list]]
n = 1
[[list]]
n = 2
[list.in]
m = {p.q = 1,
  r = 2}
[[list.more]]
z = 1
[[list.more]]
z = 2
"""


def test_keys_are_found_where_they_stand() -> None:
    text = TEXT.replace("m = {p.q = 1,\n  r = 2}", "m = {p.q = 1, r = 2}\n")
    tomllib.loads(text)
    assert key_lines(text) == {
        ("top",): 2,
        ("a",): 3,
        ("a", "b"): 3,
        ("a", "b", "c d"): 3,
        ("table",): 7,
        ("table", 'quoted "key"'): 8,
        ("table", "multi"): 9,
        ("table", "multi", 0): 10,
        ("table", "multi", 1): 11,
        ("table", "multi", 1, "deep"): 11,
        ("table", "multi", 1, "deep", 0): 11,
        ("table", "multi", 1, "deep", 1): 11,
        ("table", "multi", 1, "deep", 1, "deeper"): 11,
        ("table", "lit.eral"): 13,
        ("table", "sub"): 15,
        ("table", "sub", "x"): 16,
        ("list",): 19,
        ("list", 0): 19,
        ("list", 0, "n"): 20,
        ("list", 1): 21,
        ("list", 1, "n"): 22,
        ("list", 1, "in"): 23,
        ("list", 1, "in", "m"): 24,
        ("list", 1, "in", "m", "p"): 24,
        ("list", 1, "in", "m", "p", "q"): 24,
        ("list", 1, "in", "m", "r"): 24,
        ("list", 1, "more"): 26,
        ("list", 1, "more", 0): 26,
        ("list", 1, "more", 0, "z"): 27,
        ("list", 1, "more", 1): 28,
        ("list", 1, "more", 1, "z"): 29,
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "# x",
        "x",
        "=",
        "[",
        "[a",
        "a = [",
        "a = {",
        "a = {b",
        "[[a]",
        "a = [,,",
        'a = "',
        "a = [1 2]",
    ],
)
def test_what_is_no_toml_ends_the_scan(text: str) -> None:
    assert all(line == 1 for line in key_lines(text).values())


def test_keys_before_what_is_not_understood_stay() -> None:
    assert key_lines("a = 1\n!\nb = 2\n") == {("a",): 1}
    assert key_lines("a = " + "[" * 5_000) != {}


def places(value: Any, at: Place = ()) -> set[Place]:
    found = {at} if at else set()
    if isinstance(value, dict):
        for key, item in value.items():
            found |= places(item, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found |= places(item, (*at, index))
    return found


BARE = st.text(alphabet="abc-_1", min_size=1, max_size=3)
SCALARS = st.sampled_from(
    [
        "1",
        "true",
        "'a ] # ='",
        '"b \\" } ,"',
        "'''c\n= ]'''",
        '"""d\n\\" = """',
        "1979-05-27T07:32:00Z",
        "-1.5e3",
        "''",
        '""',
    ]
)
INLINE = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[" + ",\n ".join(items) + "]")
        | st.dictionaries(BARE, inner.filter(lambda item: "\n" not in item), max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key} = {item}" for key, item in pairs.items()) + "}"
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(BARE, st.dictionaries(BARE, INLINE, max_size=4), max_size=4))
def test_every_place_of_any_file_has_its_line(tables: dict[str, dict[str, str]]) -> None:
    text = "\n".join(
        f"[{name}]  # {name}\n" + "\n".join(f"{key} = {value}" for key, value in pairs.items())
        for name, pairs in tables.items()
    )
    found = key_lines(text)
    assert set(found) == places(tomllib.loads(text))
    lines = text.split("\n")
    for place, line in found.items():
        if len(place) == 1:
            assert lines[line - 1] == f"[{place[0]}]  # {place[0]}"
        elif len(place) == 2:
            assert lines[line - 1].startswith(f"{place[1]} = ")
