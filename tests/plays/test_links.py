"""Where links lead."""

from __future__ import annotations

import pytest

from playbook.plays.links import Anchors, page_id, page_links

HERE = "plays/discover/first-call.md"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("plays/discover/first-call.md", "plays/discover/first-call"),
        ("README.MD", "README"),
        ("a b/c d.md", "a b/c d"),
        ("notes.txt", "notes.txt"),
        ("a.md/b.md", "a.md/b"),
    ],
)
def test_a_page_is_called_by_its_path_without_suffix(path: str, expected: str) -> None:
    assert page_id(path) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../../battlecards/acme-forecast.md", ("battlecards/acme-forecast",)),
        ("../../battlecards/acme-forecast.md#price", ("battlecards/acme-forecast",)),
        ("../../battlecards/acme-forecast", ("battlecards/acme-forecast",)),
        ("./second-call.md", ("plays/discover/second-call",)),
        ("second-call.md", ("plays/discover/second-call", "second-call")),
        ("/battlecards/acme.md", ("battlecards/acme",)),
        ("plays/qualify/x.md", ("plays/qualify/x", "plays/discover/plays/qualify/x")),
        ("other/x.md?id=part", ("other/x", "plays/discover/other/x")),
        ("#/personas/vp-sales", ("personas/vp-sales",)),
        ("a%20b.md", ("plays/discover/a b", "a b")),
        ("..\\qualify\\x.md", ("plays/qualify/x",)),
        ("../../../outside.md", ()),
        ("/../outside.md", ()),
        ("../../..", ()),
        ("../..", ()),
        ("https://example.com/x.md", ()),
        ("//example.com/x.md", ()),
        ("mailto:lee@example.com", ()),
        ("javascript:alert(1)", ()),
        ("picture.png", ()),
        ("../deck.pdf", ()),
        ("#open", ()),
        ("", ()),
        ("?x=1", ()),
        ("a\0b.md", ()),
    ],
)
def test_links_mean_pages(href: str, expected: tuple[str, ...]) -> None:
    assert page_links(href, HERE) == expected


def test_a_link_root_is_where_site_links_start() -> None:
    assert page_links("03-discovery/pain.md", "docs/13-templates/plan.md", "docs") == (
        "docs/03-discovery/pain",
        "docs/13-templates/03-discovery/pain",
    )
    assert page_links("/03-discovery/pain.md", "docs/13-templates/plan.md", "docs/") == (
        "docs/03-discovery/pain",
    )
    assert page_links("./pain.md", "docs/13-templates/plan.md", "docs") == ("docs/13-templates/pain",)


def test_a_page_in_the_root_links_to_its_neighbours() -> None:
    assert page_links("plays/x.md", "index.md") == ("plays/x",)
    assert page_links("x.md", "index.md") == ("x",)


def anchors() -> Anchors:
    found = Anchors(HERE)
    found.add("qualify-out", "#qualify-out")
    found.add("qualify--out-branch", "#other")
    found.add("\u00e9t\u00e9", "#\u00e9t\u00e9")
    found.add("", "#nowhere")
    return found


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("#qualify-out", "#qualify-out"),
        ("#Qualify-Out", "#qualify-out"),
        ("#qualify-out-branch", "#other"),
        ("#qualify--out--branch-", "#other"),
        ("#%C3%A9t%C3%A9", "#été"),
        ("#end", "#end"),
        ("#END", "#end"),
        ("#", ""),
        ("#missing", None),
        ("first-call.md#qualify-out", "#qualify-out"),
        ("first-call.md#missing", None),
        ("first-call.md", "plays/discover/first-call"),
        ("../qualify/x.md#part%20one", "plays/qualify/x#part one"),
        ("#/plays/x", "plays/x"),
        ("https://example.com#qualify-out", ""),
    ],
)
def test_links_resolve(href: str, expected: str | None) -> None:
    assert anchors().resolve(href) == expected


def test_the_first_meaning_of_an_anchor_counts() -> None:
    found = anchors()
    found.add("qualify-out", "#later")
    assert found.find("qualify-out") == "#qualify-out"
    assert found.find("Qualify Out") == "#qualify-out"
    assert found.find("") == ""
