"""The one Markdown configuration, and its guards."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import mdurl._decode as mdurl_decode
import mdurl._encode as mdurl_encode
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from playbook.plays import markdown
from playbook.plays.markdown import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_LINE,
    MAX_LINES,
    Env,
    TooMuchError,
    blocks,
    inline,
    is_plain,
    is_words,
    parser,
    plain,
    tokens,
    words,
)
from playbook.plays.tree import grow, walk


def kinds(text: str) -> list[str]:
    return [token.type for token in tokens(text) if token.nesting >= 0]


def test_the_parser_is_made_once_and_knows_githubs_additions() -> None:
    assert parser() is parser()
    assert "table_open" in kinds("| a |\n|---|\n| b |\n")
    assert "s_open" in [child.type for child in tokens("~~x~~")[1].children or []]
    assert "footnote_reference_open" in kinds("x[^1]\n\n[^1]: y\n")
    assert [child.type for child in tokens("x[^1]\n\n[^1]: y\n")[1].children or []] == [
        "text",
        "footnote_ref",
    ]
    assert "html_block" in kinds("<div>\n")
    assert parser().render("a^[note]") == "<p>a^[note]</p>\n"


def test_lists_twenty_deep_are_read_whole() -> None:
    text = "".join("  " * depth + f"- item {depth}\n" for depth in range(40))
    tree = grow(text)
    assert tree.too_deep is None
    assert [node.text for node in walk(tree.nodes) if node.kind == "paragraph"] == [
        f"item {depth}" for depth in range(40)
    ]


def test_what_is_nested_deeper_is_left_and_its_line_told() -> None:
    text = "".join("  " * depth + f"- item {depth}\n" for depth in range(60))
    tree = grow(text)
    assert tree.too_deep == 49
    assert grow("> " * 98 + "x").too_deep is None
    assert grow("> " * 100 + "x").too_deep == 0


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\n" * MAX_LINES, f"it has {MAX_LINES + 1:,} lines, more than {MAX_LINES:,}"),
        ("|" * MAX_COLUMNS, f"it has a table of more than {MAX_COLUMNS:,} columns"),
        ("||||\n" * (MAX_CELLS // 4) + "|", f"it has tables of more than {MAX_CELLS:,} cells"),
        (
            ">" * 90 + "a\n" + "a\n" * 20_000,
            "its quotes and lists are nested in a way that takes too long to read",
        ),
    ],
    ids=["lines", "columns", "cells", "work"],
)
def test_too_much_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(TooMuchError) as caught:
        blocks(text, {})
    assert str(caught.value) == why


def test_just_enough_is_read() -> None:
    assert len(blocks("\n" * (MAX_LINES - 1) + "a", {})) == 3
    assert len(blocks("|" * (MAX_COLUMNS - 1), {})) == 3


def test_work_is_counted_in_proportion_to_the_text() -> None:
    """A text twice as long is allowed, and needs, about twice the work."""

    def work(text: str) -> int:
        env: Env = {}
        for token in blocks(text, env):
            if token.type == "inline":
                inline(token.content, env)
        return int(env["work"]) + int(env["inline work"])

    page = "## Head *x*\n\n> quote [a](b)\n\n- [ ] a `b`\n- c\n\n1. d\n\ntext **bold** text\n\n| a | b |\n|---|---|\n\n"
    once, twice = work(page * 50), work(page * 100)
    assert once * 1.9 < twice < once * 2.1
    assert once < 50 * page.count("\n") * 8


@pytest.mark.parametrize("sign", ["[", "![", "[a][", "[^a", "*a ", "`a``", "<![CDATA[", "&", "**a *", "_a"])
def test_inline_text_that_would_take_too_long_is_plain(sign: str) -> None:
    text = sign * (MAX_LINE // len(sign))
    env: Env = {"inline limit": 500}
    found = inline(text, env)
    assert env["inline work"] <= 504 or len(found) > 1
    assert "".join(token.content + token.markup for token in found if token.type != "x") != ""


def test_a_refused_text_is_one_plain_token() -> None:
    assert [(token.type, token.content) for token in inline("[" * 400, {"inline limit": 100})] == [
        ("text", "[" * 400)
    ]
    assert [token.type for token in inline("*a*" + "x" * MAX_LINE, {})] == ["text"]
    assert [token.type for token in inline("*a*" + "x" * (MAX_LINE - 3), {})][:2] == ["em_open", "text"]
    assert [token.type for token in inline("*a*", {})] == ["em_open", "text", "em_close"]


def test_the_parser_by_itself_has_no_limits() -> None:
    page = "[a](b) *c* `d`\n\n" * 20_000
    assert len(parser().parse(page)) == 60_000


def test_text_read_by_itself_is_limited_too() -> None:
    assert [token.type for token in inline("[" * 20_000, {})] == ["text"]
    assert [token.type for token in inline("*a* " * 2_000, {})][:2] == ["em_open", "text"]


def test_what_looks_ahead_counts_four_times() -> None:
    env: Env = {}
    inline("a [b](c) d", env)
    assert env["inline work"] == 8


def test_tokens_for_showing_never_fail() -> None:
    [open_, whole, close] = tokens("a\n" * MAX_LINES)
    assert (open_.type, whole.type, close.type) == ("paragraph_open", "inline", "paragraph_close")
    assert whole.map == [0, MAX_LINES + 1]
    assert [(child.nesting, child.content) for child in whole.children or []] == [(0, "a\n" * MAX_LINES)]
    assert [token.nesting for token in (open_, whole, close)] == [1, 0, -1]
    assert tokens("") == []


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("plain words ", "plain words"),
        ("**a** *b* ~~c~~ `d` [e](f) <g@h.example> &lt;", "a b c d e g@h.example <"),
        ("a\nb\\\nc", "a b c"),
        ("![alt *text*](x) <br> y", "alt text  y"),
        ("\\*a\\*", "*a*"),
        ("a\0b*c*", "a\ufffdbc"),
        ("", ""),
    ],
)
def test_plain_words(source: str, shown: str) -> None:
    assert plain(source, {}) == shown


def test_limits_are_generous_to_real_pages() -> None:
    assert (MAX_LINES, MAX_LINE, MAX_CELLS, MAX_COLUMNS) == (50_000, 100_000, 100_000, 1_000)
    assert markdown.MAX_NESTING == 100
    assert markdown.MAX_WORK == 200_000


@given(
    st.text(
        st.sampled_from(list("ab \t\n!]>{}()^#.-+1:\x0b\x0c\u2028\u00a0=")) | st.characters(codec="utf-8")
    )
)
@example("two  spaces  \n \t then\n\n a blank line\n")
def test_what_has_no_mark_is_read_as_the_parser_reads_it(text: str) -> None:
    assert plain(text, {}) == words(inline(text, {}))
    if is_plain(text):
        assert [token.type for token in inline(text, {})] in ([], ["text"])


def test_rules_that_are_tried_are_not_written_to_a_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        assert blocks("# Heading\n\n- item\n", {})
    assert [record for record in caplog.records if record.name.startswith("markdown_it.rules_block")] == []


@given(st.text(st.sampled_from("ab .:!|#>-+=()\"'{}]^/@\t\n\\*_`[<&~0é日"), max_size=30))
@example("https://example.com www.x.org a@b.c")
@example("Line 1 costs €490, once.")
@example(" edge ")
@example("")
def test_words_alone_are_what_the_parser_makes_of_them(text: str) -> None:
    if is_words(text):
        (only,) = inline(text, {})
        assert (only.type, only.content, only.children, only.level) == ("text", text, None, 0)
    else:
        assert text != text.strip() or not text or not is_plain(text)


def test_threads_that_read_their_first_pages_at_once_all_read_them_whole() -> None:
    text = "# A\n\nSee [b](c d%20é.md), <https://e.f/%41> and *g*.\n\n| h |\n|---|\n| `i` |\n" * 3

    def read() -> list[tuple[str, str, object]]:
        found = tokens(text)
        return [(t.type, t.content, [(c.type, c.content, c.attrs) for c in t.children or ()]) for t in found]

    whole, interval = read(), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(12):
            parser.cache_clear()
            mdurl_encode.encode_cache.clear()
            mdurl_decode.decode_cache.clear()
            begin = Barrier(6)
            with ThreadPoolExecutor(6, initializer=begin.wait) as pool:
                for job in [pool.submit(read) for _ in range(6)]:
                    assert job.result() == whole
    finally:
        sys.setswitchinterval(interval)
