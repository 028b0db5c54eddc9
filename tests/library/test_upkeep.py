"""Which pages need somebody, in which order, and whose it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from playbook.plays.model import Pilot, Summary
from playbook.plays.settings import parse_settings
from playbook.upkeep import Share, needs, share, summary_words

TODAY = date(2026, 11, 20)
SETTINGS = parse_settings(
    """
[review]
verify-every = "90 days"
[people.dana]
side = "marketing"
roles = ["liaison", "author"]
[people.lee]
side = "sales"
roles = ["rep"]
"""
)
OWNERS = {"marketing": "dana", "sales": "lee"}


def page(id_: str, **facts: Any) -> Summary:
    """Return a play that needs nothing, but for what is said."""
    known = {"owners": OWNERS, "verified": date(2026, 11, 1), **facts}
    return Summary(**{"id": id_, "path": f"{id_}.md", "title": id_, "kind": "play", "blob": "", **known})


def told(*pages: Summary, used: dict[str, float] | None = None) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.summary.id, one.why, one.people) for one in needs(pages, SETTINGS, TODAY, used)]


@pytest.mark.parametrize(
    ("facts", "why", "people"),
    [
        ({"verified": date(2026, 8, 21)}, "overdue", ("dana", "lee")),
        ({"verified": date(2026, 11, 1), "verify_every": "2 weeks"}, "overdue", ("dana", "lee")),
        ({"verified": None}, "never-verified", ("dana", "lee")),
        ({"owners": {"marketing": "dana", "sales": "pat"}}, "owner-left", ("dana",)),
        ({"owners": {"marketing": "ann", "sales": "pat"}, "verified": None}, "owner-left", ("dana",)),
        ({"status": "pilot", "pilot": Pilot(("lee",), date(2026, 11, 19))}, "pilot-ended", ("dana", "lee")),
        ({"status": "pilot", "pilot": Pilot((), date(2026, 11, 1)), "owners": {}}, "pilot-ended", ("dana",)),
    ],
)  # fmt: skip
def test_what_a_page_needs_and_whose_it_is(facts: dict[str, Any], why: str, people: tuple[str, ...]) -> None:
    assert told(page("a", **facts)) == [("a", why, people)]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"verified": date(2026, 8, 22)},
        {"verified": date(2020, 1, 1), "verify_every": "never"},
        {"verified": date(2020, 1, 1), "status": "retired"},
        {"verified": date(2020, 1, 1), "status": "draft"},
        {"verified": date(2020, 1, 1), "kind": "page"},
        {"verified": date(2020, 1, 1), "path": "plays/README.md"},
        {"verified": None, "owners": {}},
        {"status": "pilot", "pilot": Pilot((), TODAY)},
        {"status": "pilot", "pilot": Pilot((), None)},
    ],
)
def test_what_needs_nothing(facts: dict[str, Any]) -> None:
    assert told(page("a", **facts)) == []


def test_verdicts_come_first_then_owners_and_in_each_what_is_used_most() -> None:
    old = date(2026, 1, 1)
    pages = [
        page("a", verified=old),
        page("b", verified=old),
        page("c", verified=old, moved_from=("was-c",)),
        page("left", owners={"sales": "pat"}),
        page("trial", status="pilot", pilot=Pilot((), old)),
    ]
    found = told(*pages, used={"b": 2.0, "was-c": 3.0})
    assert [id_ for id_, _, _ in found] == ["trial", "left", "c", "b", "a"]


def test_where_nobody_is_listed_every_owner_is_there() -> None:
    lonely = parse_settings('[review]\nverify-every = "90 days"\n')
    (one,) = needs([page("a", verified=date(2026, 1, 1))], lonely, TODAY)
    assert (one.why, one.people) == ("overdue", ("dana", "lee"))


def test_the_share_counts_what_is_to_be_verified_alone() -> None:
    old = date(2026, 1, 1)
    pages = [
        page("fine"), page("old", verified=old), page("new", verified=None), page("text", kind="page"),
        page("gone", verified=old, status="retired"), page("never", verify_every="never", verified=old),
    ]  # fmt: skip
    assert share(pages, SETTINGS, TODAY) == Share(1, 3)
    assert share(pages, SETTINGS, TODAY).words == "1 of 3 pages are verified in time (33%)."
    assert share([], SETTINGS, TODAY).words == "No page has to be verified."


def test_several_pages_in_one_sentence() -> None:
    old = date(2026, 6, 1)
    found = needs([page("a", verified=old), page("b", verified=old)], SETTINGS, TODAY)
    assert summary_words(found) == "verified 5 months ago: is it still right? And 1 more page."
