"""Clones of one branch alone, as `git clone --depth 1` makes them: what is proposed is seen there too."""

from __future__ import annotations

import pytest

from playbook.library.review.errors import ShallowError
from playbook.proposing import publish
from tests.review.conftest import PATH, Clone, Team, git
from tests.review.test_bad_input import published
from tests.review.test_joint_approval import NEW, approved, proposed


@pytest.fixture
def narrow(team: Team) -> Clone:
    """Dana's clone, of the published branch and its last commit only."""
    return cloned(team, "--depth", "1", "--single-branch")


def cloned(team: Team, *how: str) -> Clone:
    """Return a clone of Dana's, made by hand."""
    root = team.folder / "narrow" / "pb"
    git(team.folder, "clone", "-q", *how, f"file://{team.bare}", str(root))
    return Clone(root, "dana", team.folder / "narrow" / "data")


def ids(clone: Clone) -> list[str]:
    return [one.id for one in clone.reviews.all()]


def test_what_is_proposed_and_what_ended_is_seen(team: Team, narrow: Clone) -> None:
    assert ids(narrow) == []
    lee = team.clone("lee")
    proposed(lee)
    assert ids(narrow) == ["ask-for-the-cost"]
    lee.git("push", "-q", "origin", ":proposals/ask-for-the-cost")
    assert ids(narrow) == []


def test_whoever_has_one_branch_approves_and_the_other_publishes(team: Team, narrow: Clone) -> None:
    lee = team.clone("lee")
    proposed(lee)
    approved(narrow)
    approved(team.clone("kim"))
    publish(lee.workspace, lee.reviews.get("ask-for-the-cost"))
    assert ids(narrow) == []
    assert NEW in narrow.git("show", f"origin/main:{PATH}")


def test_other_branches_of_the_remote_stay_away(team: Team, narrow: Clone) -> None:
    lee = team.clone("lee")
    lee.git("push", "-q", "origin", "main:refs/heads/lees-own")
    proposed(lee)
    published(team, "know.md", b"# Know\n\nNew.\n")
    assert ids(narrow) == ["ask-for-the-cost"]
    seen = narrow.git("for-each-ref", "--format=%(refname:lstrip=3)", "refs/remotes/origin").split()
    assert sorted(set(seen) - {"HEAD"}) == ["main", "proposals/ask-for-the-cost"]


def test_the_published_branch_comes_to_a_clone_of_another(team: Team) -> None:
    lee = team.clone("lee")
    lee.git("push", "-q", "origin", "main:refs/heads/lees-own")
    proposed(lee)
    other = cloned(team, "--branch", "lees-own", "--single-branch")
    assert ids(other) == ["ask-for-the-cost"]


def test_a_usual_clone_asks_for_what_it_is_set_up_for_alone(team: Team) -> None:
    lee = team.clone("lee")
    mia = team.clone("mia")
    lee.git("push", "-q", "origin", "main:refs/heads/lees-own")
    assert ids(mia) == []
    assert mia.git("rev-parse", "--verify", "origin/lees-own")


def test_a_proposal_from_before_the_clones_history_says_how_to_get_it(team: Team) -> None:
    proposed(team.clone("lee"))
    published(team, "know.md", b"# Know\n\nNew.\n")
    late = cloned(team, "--depth", "1", "--single-branch")
    with pytest.raises(ShallowError, match="git fetch --unshallow"):
        late.reviews.all()
    late.git("fetch", "-q", "--unshallow")
    assert ids(late) == ["ask-for-the-cost"]
