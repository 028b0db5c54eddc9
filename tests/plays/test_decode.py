"""Files of every encoding open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.plays.decode import decode, lines_only
from playbook.plays.model import Problem


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"# \xc3\x89t\xc3\xa9\n", "# Été\n"),
        (b"\xef\xbb\xbf# Title\n", "# Title\n"),
        (b"a\r\nb\rc\nd", "a\nb\nc\nd"),
        (b"a\x00b", "a\0b"),
        ("日本語\n".encode(), "日本語\n"),
    ],
)
def test_utf8_is_read_as_it_is(data: bytes, text: str) -> None:
    assert decode(data) == (text, None)


def test_what_is_not_utf8_names_the_first_line_that_shows_it() -> None:
    text, problem = decode(b"one\r\ntwo\n\x93Gr\xfc\xdfe\x94\n\xff")
    assert text == "one\ntwo\n“Grüße”\nÿ"
    assert problem == Problem(3, "The file is not UTF-8: some letters may be wrong. Save it as UTF-8.")


def test_bytes_that_mean_nothing_are_replaced() -> None:
    text, problem = decode(b"a\x81b")
    assert text == "a\ufffdb"
    assert problem is not None
    assert problem.line == 1


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_with_its_mark_is_read_and_said(encoding: str) -> None:
    mark = b"\xff\xfe" if encoding.endswith("le") else b"\xfe\xff"
    text, problem = decode(mark + "# Grüße\r\nx".encode(encoding))
    assert text == "# Grüße\nx"
    assert problem == Problem(1, "The file is UTF-16, not UTF-8. Save it as UTF-8.")


def test_lone_surrogates_become_a_sign_that_can_be_saved() -> None:
    assert lines_only("a\ud800b\udfff") == "a\ufffdb\ufffd"


@given(st.binary())
def test_any_bytes_become_text_that_can_be_saved_again(data: bytes) -> None:
    text, _ = decode(data)
    text.encode()
    assert "\r" not in text
