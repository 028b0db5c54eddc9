"""Proposals meet the folders that people work in: uncommitted work, conflicts, remotes out of reach, two at once."""

from __future__ import annotations

import pytest

from playbook.errors import NotFoundError, PlaybookError
from playbook.library.git_writing import Who
from playbook.library.review.errors import NothingToProposeError
from playbook.proposing import edited, propose, publish
from tests.review.conftest import PATH, Team, git
from tests.review.test_joint_approval import NEW, OLD, approved, proposed

# Folders that people work in


def test_what_lies_uncommitted_elsewhere_is_never_touched(team: Team) -> None:
    lee, dana, kim = team.clone("lee"), team.clone("dana"), team.clone("kim")
    kim.write("Text.", "Half a thought", "know.md")
    (kim.root / "mine.md").write_text("# Mine\n", encoding="utf-8")
    proposed(lee)
    approved(dana)
    approved(kim)
    _, behind = publish(kim.workspace, kim.reviews.get("ask-for-the-cost"))
    assert behind == ""
    assert NEW in kim.read()
    assert "Half a thought" in kim.read("know.md")
    assert kim.read("mine.md") == "# Mine\n"


def test_a_folder_with_changes_in_the_same_page_stays_behind_and_says_so(team: Team) -> None:
    lee, dana, kim = team.clone("lee"), team.clone("dana"), team.clone("kim")
    kim.write("Thanks for making the time.", "Thanks!")
    proposed(lee)
    approved(dana)
    approved(kim)
    _, behind = publish(kim.workspace, kim.reviews.get("ask-for-the-cost"))
    assert "your folder still shows the older pages" in behind
    assert "Thanks!" in kim.read()
    assert NEW in git(team.bare, "show", f"main:{PATH}")


def test_a_new_page_and_one_that_goes(team: Team) -> None:
    lee = team.clone("lee")
    (lee.root / "plays/discover/second.md").write_text(
        "# Second\n\n## A\n\nx\n\n## B\n\ny\n", encoding="utf-8"
    )
    (lee.root / "know.md").unlink()
    made = propose(lee.workspace, edited(lee.workspace), "Come and go")
    assert [(page.path, bool(page.before), bool(page.after)) for page in made.pages] == [
        ("know.md", True, False), ("plays/discover/second.md", False, True),
    ]  # fmt: skip
    assert not (lee.root / "plays/discover/second.md").exists()


def test_nothing_to_propose_is_said(team: Team) -> None:
    lee = team.clone("lee")
    with pytest.raises(NothingToProposeError):
        propose(lee.workspace, edited(lee.workspace), "Nothing")
    with pytest.raises(NotFoundError, match="review"):
        lee.reviews.get("nothing")


def test_two_who_publish_at_once_both_arrive(team: Team) -> None:
    lee, dana, kim = team.clone("lee"), team.clone("dana"), team.clone("kim")
    proposed(lee)
    dana.write("Text.", "Other text.", "know.md")
    made = propose(dana.workspace, edited(dana.workspace), "Know more")
    dana.reviews.share(made)
    for clone, ids in ((dana, ["ask-for-the-cost", "know-more"]), (kim, ["ask-for-the-cost", "know-more"])):
        for id_ in ids:
            approved(clone, id_)
    late, early = kim.reviews, dana.reviews
    early.publish(early.get("know-more"), dana.who)
    late.publish(late.get("ask-for-the-cost"), kim.who)  # it last saw the remote before the other arrived
    assert NEW in git(team.bare, "show", f"main:{PATH}")
    assert "Other text." in git(team.bare, "show", "main:know.md")


def test_approvals_given_offline_by_two_people_come_together(team: Team) -> None:
    lee, dana, kim = team.clone("lee"), team.clone("dana"), team.clone("kim")
    proposed(lee)
    kims = kim.reviews
    kims.get("ask-for-the-cost")
    approved(dana)
    made = kims.approve(kims.get("ask-for-the-cost"), kim.who)  # without having seen Dana's
    assert "somebody else was quicker" in kims.share(made)
    again = kim.reviews
    made = again.approve(again.get("ask-for-the-cost"), kim.who)
    assert again.share(made) == ""
    assert {voice.what for voice in lee.reviews.verdict(lee.reviews.get("ask-for-the-cost")).counted} == {
        "marketing", "sales",
    }  # fmt: skip


def test_a_remote_out_of_reach_keeps_everything_here(team: Team) -> None:
    lee = team.clone("lee")
    lee.git("remote", "set-url", "origin", str(team.folder / "gone.git"))
    lee.write(OLD, NEW)
    made = propose(lee.workspace, edited(lee.workspace), "Ask for the cost")
    from playbook.proposing import open_reviews

    reviews = open_reviews(lee.workspace)
    assert "cannot be reached" in reviews.fetch()
    assert "cannot be reached" in reviews.share(made)
    assert [one.id for one in open_reviews(lee.workspace).all()] == ["ask-for-the-cost"]


def test_a_proposal_whose_branch_is_deleted_under_it_is_gone_in_a_sentence(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    proposed(lee)
    reviews = dana.reviews
    made = reviews.get("ask-for-the-cost")
    git(team.bare, "branch", "-D", "proposals/ask-for-the-cost")
    assert dana.reviews.all() == []
    with pytest.raises(PlaybookError):
        dana.reviews.publish(made, dana.who)


def test_without_a_remote_it_works_in_one_folder(team: Team) -> None:
    lee = team.clone("lee")
    lee.git("remote", "remove", "origin")
    lee.write(OLD, NEW)
    made = propose(lee.workspace, edited(lee.workspace), "Ask for the cost")
    from playbook.proposing import open_reviews

    for person in ("Dana Ortiz", "Kim Sato"):
        reviews = open_reviews(lee.workspace)
        reviews.approve(reviews.get(made.id), Who(person, f"{person.split()[0].lower()}@northwind.example"))
    publish(lee.workspace, open_reviews(lee.workspace).get(made.id))
    assert NEW in lee.read()
    assert lee.git("branch", "--list", "proposals/*") == ""
