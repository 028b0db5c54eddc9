"""What changed since somebody told of it, from the shell, and answering with that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.shell import OTHER, Shell

LINE = "It starts at 12 a seat."
NEW = "It starts at 14 a seat."
Commit = Callable[[dict[str, str], str], str]


@pytest.fixture
def told(own: Shell) -> str:
    return own.ok(
        "feedback add wrong 'our list price is 14' --play price-call --quote",
        LINE,
        now="2026-11-19T09:00:00Z",
    ).line


def test_then_and_now_and_the_revision_that_changed_it(own: Shell, told: str, commit: Commit) -> None:
    made = commit({"plays/commit/price-call.md": OTHER.replace("12", "14")}, "Say the new list price")
    data = own.ok(f"desk since {told} --json", as_="dana").data
    assert (data["feedback"], data["then"], data["now"], data["gone"]) == (told, LINE, NEW, False)
    (one,) = data["revisions"]
    assert {key: one[key] for key in ("commit", "by", "subject", "then", "now", "feedback")} == {
        "commit": made, "by": "Dana Ortiz", "subject": "Say the new list price", "then": LINE, "now": NEW,
        "feedback": [],
    }  # fmt: skip
    out = own.ok(f"desk since {told}", as_="dana").out
    assert f"then  {LINE}\nnow   {NEW}\n" in out
    assert f"{made[:10]}  2026-11-20  Dana Ortiz  Say the new list price" in out


def test_one_command_answers_with_it_and_the_rep_hears_why(own: Shell, told: str, commit: Commit) -> None:
    made = commit({"plays/commit/price-call.md": OTHER.replace("12", "14")}, "Say the new list price")
    assert "Did you mean" in own(f"desk since {told} --answer ffff", as_="dana").err
    assert "role “liaison”" in own(f"desk since {told} --answer {made[:7]}", as_="mia").err
    own.ok(f"desk since {told} --answer {made[:7]}", as_="dana")
    found = own.ok(f"feedback show {told} --json").data
    assert (found["state"], found["commit"]) == ("answered", made)
    assert found["answer"].endswith(f"It said “{LINE}”, and now says “{NEW}”.")
    (line,) = own.ok("today --json").data
    assert line["what"] == found["answer"]
    assert own.ok(f"desk since {told} --json", as_="dana").data["revisions"] == []
    own.ok("desk undo", as_="dana")
    assert own.ok(f"feedback show {told} --json").data["state"] == "new"


def test_a_revision_that_names_what_is_like_it(own: Shell, told: str, commit: Commit) -> None:
    twin = own.ok("feedback add wrong 'the list price is 14 now' --play price-call", as_="mia").line
    changed = OTHER.replace("Which day suits you?", "Thursday?")
    made = commit({"plays/commit/price-call.md": changed}, f"Name a day\n\nFeedback: {twin}")
    (one,) = own.ok(f"desk since {told} --json", as_="dana").data["revisions"]
    assert (one["commit"], one["feedback"], one["then"]) == (made, [twin], "")
    assert f"F-{twin[:6].upper()}" in own.ok(f"desk since {told}", as_="dana").out


@pytest.mark.parametrize("about", ["", "--play price-call", "--play first-call --step open"])
def test_where_nothing_changed_that_is_said(own: Shell, about: str) -> None:
    told = own.ok(f"feedback add idea shorter {about}").line
    assert "No revision since then" in own.ok(f"desk since {told}", as_="dana").err
    assert own.ok(f"desk since {told} --json", as_="dana").data["revisions"] == []


def test_a_page_that_is_gone_is_no_fault(own: Shell, told: str, commit: Commit) -> None:
    (own.root / "plays/commit/price-call.md").unlink()
    commit({}, "Drop the price call")
    data = own.ok(f"desk since {told} --json", as_="dana").data
    assert (data["gone"], data["revisions"]) == (True, [])
    assert "no longer in the playbook" in own.ok(f"desk since {told}", as_="dana").out
    own.ok(f"desk answer {told} 'We took it out'", as_="dana")
    assert own.ok("today --json").data[0]["what"] == "We took it out"
