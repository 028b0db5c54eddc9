"""What each of the people who approve together is told on the command line, at each turn of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.review.conftest import PATH, Clone, Team, git
from tests.review.test_joint_approval import NEW, OLD
from tests.review.test_page_over_time import Shell

PAGE = """\
---
title: Cold winter
stage: discover
owners: {marketing: dana, sales: lee}
status: live
---

## Open

> What did last winter cost?

- [ ] Ask how long they have

## Close

> Propose a day.
"""


@pytest.fixture
def shells(team: Team, capsys: pytest.CaptureFixture[str]) -> dict[str, Shell]:
    """Give everybody's shell."""
    return {name: Shell(team.clone(name), capsys) for name in ("lee", "dana", "kim")}


def test_every_line_of_a_new_page_is_shown_to_who_approves_it(shells: dict[str, Shell]) -> None:
    lee, dana = shells["lee"], shells["dana"]
    (lee.clone.root / "plays/discover/cold-winter.md").write_text(PAGE)
    _, out, err = lee("plays", "propose", "-m", "Cold winters")
    assert out == "cold-winters\n"
    assert "Until it is published your folder has these pages as they were." in err
    assert "`playbook plays review cold-winters` shows the proposal, `plays amend` changes it." in err
    shown = dana.ok("plays", "review", "cold-winters")
    for line in filter(None, PAGE.splitlines()):
        assert f"  {{+{line}+}}\n" in shown


def test_who_comes_after_it_was_published_is_told_so(shells: dict[str, Shell]) -> None:
    lee, dana, kim = (shells[name] for name in ("lee", "dana", "kim"))
    lee.clone.write(OLD, NEW)
    lee.ok("plays", "propose", "-m", "Ask for the cost")
    assert lee("plays", "approve", "ask-for-the-costs")[2].endswith("Did you mean ask-for-the-cost?\n")
    assert lee("plays", "approve", "zzz")[2].endswith("no review “zzz”. There are ask-for-the-cost.\n")
    for one in (dana, kim):
        one.ok("plays", "approve", "ask-for-the-cost")
    kim.ok("plays", "publish", "ask-for-the-cost")
    for verb in ("approve", "publish", "review"):
        code, _, err = dana("plays", verb, "ask-for-the-cost")
        assert code == 2
        assert err.startswith("playbook: “Ask for the cost” was published on ")
        assert "by Kim Sato, so nothing waits for you there. `playbook plays pull`" in err
    assert "There is no review “ask-for”." in dana("plays", "publish", "ask-for")[2]


def test_a_no_that_was_taken_back_does_not_come_again_with_the_next_words(shells: dict[str, Shell]) -> None:
    lee, dana = shells["lee"], shells["dana"]
    lee.clone.write(OLD, NEW)
    lee.ok("plays", "propose", "-m", "Ask for the cost")
    dana.ok("plays", "reject", "ask-for-the-cost", "-m", "Too strong")
    assert json.loads(lee.ok("plays", "reviews", "--json"))[0]["state"] == "rejected"
    dana.ok("plays", "approve", "ask-for-the-cost")
    other = lee.clone.root.parent / "softer.md"
    other.write_text(lee.clone.read().replace(OLD, "What does a bad week cost you?"))
    lee.ok("plays", "amend", "ask-for-the-cost", PATH, "--from", str(other))
    [one] = json.loads(lee.ok("plays", "reviews", "--json"))
    assert (one["state"], one["needed"], one["notes"]) == ("waiting", ["marketing", "sales"], [])


def test_what_is_no_wording_and_says_so_is_told_why_all_are_asked(shells: dict[str, Shell]) -> None:
    lee = shells["lee"]
    lee.clone.write("## Close", "## Ask for the owner")
    lee.ok("plays", "propose", "-m", "Only words", "--wording-only")
    [one] = json.loads(lee.ok("plays", "reviews", "--json"))
    assert one["needed"] == ["marketing", "sales"]
    assert one["notes"] == [
        "It is said to change only wording, and changes more, so every side has to approve it."
    ]


def test_a_page_that_changed_meanwhile_says_what_to_do(shells: dict[str, Shell]) -> None:
    lee, dana, kim = (shells[name] for name in ("lee", "dana", "kim"))
    lee.clone.write(OLD, NEW)
    lee.ok("plays", "propose", "-m", "Ask for the cost")
    kim.clone.write(OLD, "What would a calm week be worth?")
    kim.ok("plays", "propose", "-m", "A calm week")
    for one in (dana, kim):
        one.ok("plays", "approve", "a-calm-week")
    kim.ok("plays", "publish", "a-calm-week")
    assert "bring the proposal up to date: `playbook plays update ask-for-the-cost`." in dana(
        "plays", "approve", "ask-for-the-cost"
    )[2]  # fmt: skip


def test_news_names_people(shells: dict[str, Shell]) -> None:
    lee, dana, kim = (shells[name] for name in ("lee", "dana", "kim"))
    lee.clone.write(OLD, NEW)
    lee.ok("plays", "propose", "-m", "Ask for the cost")
    for one in (dana, kim):
        one.ok("plays", "approve", "ask-for-the-cost")
    kim.ok("plays", "publish", "ask-for-the-cost")
    dana.ok("plays", "pull")
    [line] = [one for one in dana.ok("news", "--all").splitlines() if "first-call" in one]
    assert "  Lee Park  " in line
    assert line.rstrip().endswith("Ask for the cost")


def test_after_editing_the_way_to_both_sides_is_named(
    shells: dict[str, Shell], monkeypatch: pytest.MonkeyPatch
) -> None:
    lee = shells["lee"]
    monkeypatch.setenv("EDITOR", f"sed -i 's/{OLD[:-1]}/{NEW[:-1]}/'")
    _, _, err = lee("plays", "edit", "plays/discover/first-call")
    assert f"Saved {PATH}. `playbook plays diff plays/discover/first-call` shows what changed; " in err
    assert f"`plays propose {PATH}` asks both sides to approve it." in err


def test_what_i_committed_and_did_not_push_is_not_published_with_something_else(
    shells: dict[str, Shell],
) -> None:
    lee, dana, kim = (shells[name] for name in ("lee", "dana", "kim"))
    lee.clone.write("## Close", "## Ask for the owner")
    lee.ok("plays", "propose", "-m", "Ask for the owner")
    kim.clone.write(OLD, NEW)
    kim.clone.git("commit", "-qam", "My own words")
    for one in (dana, kim):
        one.ok("plays", "approve", "ask-for-the-owner")
    code, _, err = kim("plays", "publish", "ask-for-the-owner")
    assert code == 0
    assert "has commits that “origin” lacks" in err and "git rebase origin/main" in err
    dana.ok("plays", "pull")
    assert "## Ask for the owner" in dana.clone.read()
    assert NEW not in dana.clone.read()
    assert NEW in kim.clone.read()
    # It is proposed as everything else is, committed or not.
    kim.clone.git("rebase", "-q", "origin/main")
    assert kim.ok("plays", "propose", "-m", "Ask for the cost") == "ask-for-the-cost\n"
    assert "{+does a bad morning cost you?+}" in dana.ok("plays", "review", "ask-for-the-cost")
    for one in (dana, kim):
        one.ok("plays", "approve", "ask-for-the-cost")
    dana.ok("plays", "publish", "ask-for-the-cost")
    assert NEW in dana.clone.read()


def test_where_the_history_at_hand_ends_is_said(
    team: Team, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = Shell(team.clone("lee"), capsys)
    root = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", team.bare.as_uri(), str(root))
    part = Shell(Clone(root, "lee", tmp_path / "data"), capsys)
    for verb in ("history", "blame"):
        assert "git fetch --unshallow" in part("plays", verb, "plays/discover/first-call")[2]
        assert whole("plays", verb, "plays/discover/first-call")[2] == ""


def test_a_pointer_of_git_lfs_is_not_proposed(shells: dict[str, Shell]) -> None:
    lee = shells["lee"]
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    (lee.clone.root / "plays/discover/big.md").write_text(pointer)
    code, _, err = lee("plays", "propose", "-m", "Big")
    assert code == 2
    assert "plays/discover/big.md is kept by git LFS" in err
    assert json.loads(lee.ok("plays", "reviews", "--json")) == []
