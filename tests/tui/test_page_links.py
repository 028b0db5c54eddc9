"""Where the links of a page lead."""

from __future__ import annotations

import pytest

from playbook.plays.parse import read_page
from tui.markdown_rows import markdown_rows
from tui.page_links import Goal, goal_of, leads_to, links_of, no_such_part, row_of_anchor

PAGE = read_page(
    b"# T\n\n## Open (1 min)\n\n> Hi\n\n## Qualify out (branch)\n\n> Bye\n", "plays/discover/first.md"
)


def links(text: str, width: int = 40) -> list[tuple[str, str]]:
    return [(link.text, link.href) for link in links_of(markdown_rows(text, width))]


def test_links_are_found_with_their_words_and_addresses() -> None:
    text = "See [the card](../x.md) and <https://e.example/a>, not `[code](y)`.\n\n> Ask [them](#open)"
    assert links(text, 90) == [
        ("the card", "../x.md"),
        ("https://e.example/a", "https://e.example/a"),
        ("them", "#open"),
    ]


def test_a_link_that_is_folded_is_one_and_two_that_follow_are_two() -> None:
    assert links("> [one two three four five](x.md)", 14) == [("one two three four five", "x.md")]
    assert links("[a](x.md) [b](x.md)", 40) == [("a", "x.md"), ("b", "x.md")]
    assert links("[a](x.md)\n\n[a](x.md)") == [("a", "x.md"), ("a", "x.md")]


@pytest.mark.parametrize(
    ("href", "goal"),
    [
        ("#open", Goal("here", ("open",))),
        ("#open-1-min", Goal("here", ("open-1-min",))),
        ("first.md#open", Goal("here", ("open",))),
        ("../../battlecards/acme.md", Goal("page", ("battlecards/acme",))),
        ("../../battlecards/acme.md#price", Goal("page", ("battlecards/acme#price",))),
        ("https://e.example/x?y=1", Goal("outside", ("https://e.example/x?y=1",))),
        ("MAILTO:a@b.example", Goal("outside", ("MAILTO:a@b.example",))),
    ],
)
def test_where_a_link_leads(href: str, goal: Goal) -> None:
    assert goal_of(href, PAGE) == goal


@pytest.mark.parametrize(
    ("href", "words"),
    [
        ("../../battlecards/acme.md#price", "Acme Suite"),
        ("../../battlecards/gone.md", "../../battlecards/gone.md"),
        ("#open", "on this page"),
        ("https://e.example/x", "https://e.example/x"),
    ],
)
def test_where_a_link_leads_is_said_by_the_title_of_a_page_that_there_is(href: str, words: str) -> None:
    assert leads_to(href, PAGE, {"battlecards/acme": "Acme Suite"}) == words


@pytest.mark.parametrize(
    ("href", "why"),
    [
        ("javascript:alert(1)", "Links that begin with “javascript:” are not opened."),
        ("file:///etc/passwd", "Links that begin with “file:” are not opened."),
        ("vscode://x", "Links that begin with “vscode:” are not opened."),
        ("//evil.example/x", "Links that begin with “//” are not opened."),
        ("../../../outside.md", "Not a page of this playbook"),
        ("study.pdf", "Not a page of this playbook"),
        ("#end", "This answer ends the run"),
        ("#", "This link is empty."),
    ],
)
def test_what_is_not_followed_says_why(href: str, why: str) -> None:
    goal = goal_of(href, PAGE)
    assert (goal.kind, goal.to) == ("nowhere", ())
    assert goal.why.startswith(why)


def test_an_address_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in goal_of("https://e.example/\x1b[2J", PAGE).to[0]
    assert "\x1b" not in goal_of("ftp://e.example/\x1b[2J", PAGE).why


def test_anchors_are_read_generously() -> None:
    rows = markdown_rows("## Open (1 min)\n\ntext\n\n## What's next?\n", 40)
    assert row_of_anchor(rows, "open-1-min") == 0
    assert row_of_anchor(rows, "What's next?") == next(i for i, row in enumerate(rows) if "next" in row.text)
    steps = [row._replace(anchor="open") if row.anchor == "open-1-min" else row for row in rows]
    assert row_of_anchor(steps, "open-1-min") == 0
    assert row_of_anchor(rows, "nowhere") is None
    assert row_of_anchor(rows, "") is None


def test_a_part_that_a_page_has_not_is_told_with_the_nearest_one() -> None:
    rows = markdown_rows("## Open\n\n## What it costs\n", 40)
    assert no_such_part(rows, "what-it-cost", "o") == (
        "This page has no part “what-it-cost”; this is its beginning. Did you mean #what-it-costs? "
        "o jumps to a heading."
    )
    assert "Did you mean" not in no_such_part(rows, "zzz", "o")
    assert "Did you mean" not in no_such_part([], "open", "o")
