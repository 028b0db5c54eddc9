"""What git says became of feedback reaches who said it, whoever published it and however."""

from __future__ import annotations

import json

import pytest

from playbook.published import to_record
from tests.review.conftest import Team, as_
from tests.review.test_joint_approval import NEW, OLD
from tests.review.test_page_over_time import Shell, published


@pytest.fixture
def shells(team: Team, capsys: pytest.CaptureFixture[str]) -> dict[str, Shell]:
    return {name: Shell(team.clone(name), capsys) for name in ("lee", "dana", "kim")}


def state(shell: Shell) -> tuple[str, str]:
    """Return the state and commit of the one piece of feedback in somebody's folder."""
    [item] = json.loads(shell.ok("feedback", "list", "--json"))
    return item["state"], item["commit"]


def test_a_rep_hears_that_the_play_says_it_now(shells: dict[str, Shell]) -> None:
    lee = shells["lee"]
    item = published(shells)
    assert state(lee)[0] == "new", "plain git pulls pages, and says nothing"
    code, _, err = lee("plays", "pull")
    assert (code, "1 piece of feedback led to what is published" in err) == (0, True)
    assert state(lee) == ("published", lee.clone.git("rev-parse", "main"))
    [line] = [one for one in json.loads(lee.ok("news", "--json")) if one["kind"] == "answer"]
    assert (line["id"], line["read"]) == (item, False)
    assert "Kim Sato published: Ask for the cost" in lee.ok("news")
    assert lee("plays", "pull")[2] == "Your pages are as they are published.\n", "once is enough"


def test_a_rep_who_is_an_author_too_hears_of_it_as_any_rep(
    team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    team.settings('roles = ["rep"]', 'roles = ["rep", "author"]')
    shells = {name: Shell(team.clone(name), capsys) for name in ("lee", "dana", "kim")}
    lee, item = shells["lee"], published(shells)
    lee.ok("plays", "pull")
    [line] = [one for one in json.loads(lee.ok("news", "--json")) if one["kind"] == "answer"]
    assert (line["id"], line["read"]) == (item, False)
    thread = lee.ok("feedback", "show", item)
    assert "Lee Park put on record that it was published: Kim Sato published: Ask for the cost" in thread


def test_a_change_merged_elsewhere_counts_by_its_trailer(shells: dict[str, Shell]) -> None:
    lee, dana = shells["lee"], shells["dana"]
    lee.ok("feedback", "add", "wrong", "Nobody asks it so", "--play", "plays/discover/first-call")
    [item] = json.loads(lee.ok("feedback", "list", "--json"))
    dana.clone.write(OLD, NEW)
    dana.clone.git(*as_("dana"), "commit", "-qam", f"Ask for the cost (#7)\n\nFeedback: {item['id']}")
    dana.clone.git("push", "-q")
    lee.ok("plays", "pull")
    assert state(lee) == ("published", dana.clone.git("rev-parse", "HEAD"))


def test_what_only_looks_like_a_trailer_is_not_one(shells: dict[str, Shell]) -> None:
    lee, dana = shells["lee"], shells["dana"]
    lee.ok("feedback", "add", "wrong", "Nobody asks it so", "--play", "plays/discover/first-call")
    [item] = json.loads(lee.ok("feedback", "list", "--json"))
    dana.clone.write(OLD, NEW)
    dana.clone.git(*as_("dana"), "commit", "-qam", f"Ask\n\nFeedback: {item['id']}\nand more of it in words.")
    dana.clone.git("push", "-q")
    lee.ok("plays", "pull")
    assert state(lee)[0] == "new"


def test_feedback_of_somebody_elses_is_the_desks_to_record(shells: dict[str, Shell]) -> None:
    published(shells)
    lee = shells["lee"]
    lee.clone.git("config", "user.name", "Kim Sato")
    lee.clone.git("config", "user.email", "kim@northwind.example")
    workspace = lee.clone.workspace
    assert workspace.me == "kim"
    from playbook.proposing import open_reviews

    assert to_record(workspace, open_reviews(workspace)) == []
