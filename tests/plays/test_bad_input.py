"""Pages that were made to hurt: each opens, says why it is plain, and takes no longer than it should."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from playbook.plays.markdown import tokens
from playbook.plays.model import Page
from playbook.plays.parse import parse_page, read_blocks, read_page

MEGA = 1_000_000
NESTED = "What is nested more than 50 deep here is shown as plain text."
LONG = f"A line of {MEGA:,} letters is shown as plain text."

PAGES: dict[str, tuple[str, list[str]]] = {
    "1 MB of >": (">" * MEGA, [NESTED, LONG]),
    "1 MB of [": ("[" * MEGA, [LONG]),
    "1 MB of `": ("`" * MEGA, [LONG]),
    "1 MB of *": ("*" * MEGA, [LONG]),
    "1 MB of blanks": (" " * MEGA, ["The file is empty.", LONG]),
    "1 MB of NUL": ("\0" * MEGA, [LONG]),
    "1 MB of <a b b": ("<a " + "b " * (MEGA // 2 - 2) + "c", [LONG]),
    "1 MB of quoted lines": (
        "> a\n" * (MEGA // 4),
        ["The page is shown as plain text, because it has 250,001 lines, more than 50,000."],
    ),
    "lists 3,000 deep": ("".join("  " * depth + "- a\n" for depth in range(3_000)), [NESTED]),
    "lists 3,000 deep on one line": ("- " * 3_000 + "a", [NESTED]),
    "numbers 3,000 deep on one line": ("1. " * 3_000 + "a", [NESTED]),
    "quotes 3,000 deep": ("> " * 3_000 + "a", [NESTED]),
    "footnotes 3,000 deep": ("[^a]: " * 3_000 + "a", [NESTED]),
    "lazy lines below deep quotes": (
        ">" * 99 + "a\n" + "a\n" * 40_000,
        [
            "The page is shown as plain text, because its quotes and lists are nested in a way that takes "
            "too long to read."
        ],
    ),
    "a table of 250,000 columns": (
        "a|" * (MEGA // 4) + "\n" + "-|" * (MEGA // 4),
        ["The page is shown as plain text, because it has tables of more than 100,000 cells."],
    ),
    "a wide table": (
        "a|" * 2_000 + "\n" + "-|" * 2_000,
        ["The page is shown as plain text, because it has a table of more than 1,000 columns."],
    ),
    "a heading of [": ("## " + "[" * 90_000 + "\n\n## B\n", []),
    "headings of [": (("## " + "[" * 3_000 + "\n") * 100, []),
    "a heading of (": ("## a " + "(" * 90_000 + "\n\n## B\n", []),
    "a heading of blanks": ("## a" + " " * 90_000 + "b (1 min)\n\n## B\n", []),
    "answers of arrows": ("## A\n\n### b?\n- " + "→" * 50_000 + "\n- " + "-> " * 30_000 + "\n\n## C\n", []),
    "an item of due:": ("## A\n- [ ] " + "due: " * 19_000 + "\n## B\n", []),
    "an item of links": ("## A\n### Q?\n- " + "[a](#b)" * 12_000 + "\n## B\n", []),
    "20,000 equal headings": ("## a\n" * 10_000 + "## a-1\n" * 10_000, []),
    "10,000 quotes": ("## a\n## b\n" + "> a\n\n" * 10_000, []),
    "braces": ("{{a " * 20_000 + "{{" * 5_000, []),
    "a label that never ends": ("> **" + "a" * 90_000, []),
    "an alert that never ends": ("> [!" + "A" * 90_000, []),
    "brackets to fill": ("## A\n## B\n" + "[x" * 40_000, []),
    "right to left": ("\u202e## A\n\u2066\n## B\n" * 500, []),
    "html": ("<div " * 15_000, []),
    "comments": ("<!--\n" * 20_000, []),
    "fences": ("```md\n## a\n## b\n```\n" * 1_000, []),
    "ampersands": ("## " + "&" * 50_000, []),
}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_that_was_made_to_hurt_opens_and_says_why(name: str) -> None:
    text, said = PAGES[name]
    page = parse_page(text, "plays/x.md")
    assert [problem.message for problem in page.problems] == said
    lines = text.count("\n") + 1
    assert all(1 <= problem.line <= lines for problem in page.problems)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(page), type=Page) == page


def test_what_is_shown_as_plain_text_is_all_there() -> None:
    text = "---\ntitle: T\n---\n" + "> a\n" * 60_000 + "## B\n"
    page = parse_page(text, "plays/x.md")
    assert (page.title, page.kind, page.steps, page.runnable) == ("T", "play", (), False)
    assert page.brief == "> a\n" * 60_000 + "## B"
    assert page.problems[0].line == 4


def test_text_below_what_is_too_deep_is_kept() -> None:
    text = "## A\n\n" + "> " * 3_000 + "deep\n\n## B\n\n> Hi\n"
    page = parse_page(text, "plays/x.md")
    assert page.steps[0].talk_tracks[0].texts[0].endswith("deep")
    assert page.steps[1].talk_tracks[0].texts == ("Hi",)
    assert [(problem.line, problem.message) for problem in page.problems] == [(3, NESTED)]


def test_a_picture_inside_the_page_leaves_the_rest_a_play() -> None:
    text = "## A\n\n![x](data:image/png;base64," + "A" * 300_000 + ")\n\n- [ ] do\n\n## B\n"
    page = parse_page(text, "plays/x.md")
    assert page.runnable
    assert [todo.id for todo in page.steps[0].todos] == ["do"]
    assert [problem.line for problem in page.problems] == [3]


def test_a_page_of_a_megabyte_of_real_prose_is_read() -> None:
    part = (
        "## Step {} (2 min)\n\n> Say *this* to [them](x.md).\n\n- [ ] do\n- ask?\n\n"
        + "Words of prose. " * 60
    )
    text = "\n\n".join([part] * 1_000)
    assert len(text) > MEGA
    page = parse_page(text, "plays/x.md")
    assert page.problems == ()
    assert len(page.steps) == 1_000


CHILD = """
import json, sys, time, resource
from playbook.plays.parse import parse_page
from playbook.plays.markdown import tokens
text = {text}
began = time.process_time()
page = parse_page(text, "plays/x.md")
tokens(text)
print(json.dumps([time.process_time() - began, len(page.problems)]))
"""


@pytest.mark.parametrize(
    "text",
    [
        '">" * 1_000_000',
        '"[" * 1_000_000',
        '"## " + "[" * 99_000',
        '"- " * 3_000 + "a"',
        '">" * 99 + "a\\n" + "a\\n" * 400_000',
    ],
)
def test_a_fresh_process_needs_seconds_at_most(text: str) -> None:
    """A generous limit of the processor's time, so that a busy machine does not fail it."""
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", CHILD.format(text=text)],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.stderr == ""
    seconds, _ = json.loads(ran.stdout)
    assert seconds < 30


def test_a_deep_stack_is_no_reason_to_fail() -> None:
    """A screen may call from far down; what the stack has no room for is shown as plain text."""

    def down(depth: int) -> Page:
        return down(depth - 1) if depth else parse_page("> " * 90 + "a\n\n## A\n\n## B\n", "x.md")

    page = down(sys.getrecursionlimit() - 150)
    assert page.problems[0].message == (
        "The page is shown as plain text, because its quotes and lists are nested too deeply to read."
    )
    assert page.brief.endswith("## B")


@pytest.mark.parametrize("name", ["1 MB of >", "1 MB of [", "lists 3,000 deep on one line", "a heading of ["])
def test_the_same_texts_are_shown_without_failing(name: str) -> None:
    assert tokens(PAGES[name][0])
    assert read_blocks(PAGES[name][0])


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe", b"\xff\xfe\x00", b"\x00" * 100, b"\xef\xbb\xbf", b"\x80" * 1_000, bytes(range(256)) * 50],
    ids=[str(number) for number in range(6)],
)
def test_any_bytes_open(data: bytes) -> None:
    page = read_page(data, "plays/x.md")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(page), type=Page) == page
