"""One key of the front matter, changed where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.plays.front_edit import set_key
from playbook.plays.parse import parse_page

PAGE = "---\ntitle: A\nverified: 2026-01-01\nowners:\n  marketing: dana\n  sales: lee\n---\n\n# A\n"


@pytest.mark.parametrize(
    ("text", "key", "value", "expected"),
    [
        (PAGE, "verified", "2026-11-21", PAGE.replace("2026-01-01", "2026-11-21")),
        (PAGE, "status", "retired", PAGE.replace("sales: lee\n---", "sales: lee\nstatus: retired\n---")),
        (PAGE, "verified", "", PAGE.replace("verified: 2026-01-01\n", "")),
        (PAGE, "owners", "{sales: lee}", PAGE.replace("\n  marketing: dana\n  sales: lee", " {sales: lee}")),
        (PAGE, "gone", "", PAGE),
        ("# A\n", "status", "draft", "---\nstatus: draft\n---\n\n# A\n"),
        ("", "status", "draft", "---\nstatus: draft\n---\n"),
        ("# A\n", "status", "", "# A\n"),
        ("---\r\na: 1\r\n---\r\nx\r\n", "a", "2", "---\r\na: 2\r\n---\r\nx\r\n"),
        ("\ufeff---\na: 1\n---\n", "a", "2", "\ufeff---\na: 2\n---\n"),
        ("---\na: 1 # why\n---\n", "a", "2", "---\na: 2 # why\n---\n"),
        ("---\na: 1\n# about b\nb: 2\n---\n", "a", "3", "---\na: 3\n# about b\nb: 2\n---\n"),
        ("---\na: 1\n# about b\nb: 2\n---\n", "b", "3", "---\na: 1\n# about b\nb: 3\n---\n"),
    ],
)  # fmt: skip
def test_the_key_is_changed_and_nothing_else(text: str, key: str, value: str, expected: str) -> None:
    assert set_key(text, key, value) == expected


@given(st.text(alphabet="ab:-\n #[]{}'\"é", max_size=80))
def test_whatever_stands_there_the_page_says_it_afterwards(text: str) -> None:
    changed = set_key(text, "status", "retired")
    assert parse_page(changed, "a.md").facts.status == "retired"
    assert set_key(changed, "status", "retired") == changed
