"""A proposal that somebody rejected: whose turn it is, and what becomes of the rejection when the text is changed."""

from __future__ import annotations

import pytest

from playbook.library.review.errors import NotReadyError
from playbook.reviewing.lines import chosen, review_lines
from tests.review.conftest import PATH, Clone, Team
from tests.review.test_joint_approval import NEW, OLD, approved, proposed
from tests.review.test_page_over_time import Shell
from tests.review.test_told_to_each import shells

__all__ = ["shells"]

ID = "ask-for-the-cost"
AGAIN = (
    "Dana Ortiz rejected an earlier text: Too blunt. It has been changed since, and waits for Dana Ortiz "
    "to look again."
)


def rejected(team: Team) -> tuple[Clone, Clone, Clone]:
    """Return Lee, Dana and Kim, of whom Dana has rejected what Lee proposed."""
    lee, dana, kim = (team.clone(name) for name in ("lee", "dana", "kim"))
    proposed(lee)
    reviews = dana.reviews
    reviews.share(reviews.reject(reviews.get(ID), dana.who, "Too blunt"))
    return lee, dana, kim


def softened(lee: Clone) -> None:
    """Let Lee change what was rejected."""
    reviews = lee.reviews
    text = lee.read().replace(OLD, "What would it cost you?").encode()
    made = reviews.amend(reviews.get(ID), {PATH: text}, "Softer", lee.who)
    assert reviews.share(made) == ""


def waiting(clone: Clone) -> list[str]:
    """Return what waits for somebody."""
    return [line.id for line in chosen(review_lines(clone.workspace, clone.reviews), "for-me")]


def test_what_was_rejected_is_for_its_author_to_change(team: Team) -> None:
    lee, dana, kim = rejected(team)
    assert (waiting(lee), waiting(dana), waiting(kim)) == ([ID], [], [])


def test_once_changed_it_waits_for_whoever_rejected_it_too(team: Team) -> None:
    lee, dana, kim = rejected(team)
    softened(lee)
    verdict = dana.reviews.verdict(dana.reviews.get(ID))
    assert (verdict.state, verdict.notes, verdict.look_again) == ("waiting", (AGAIN,), (dana.who.email,))
    assert (waiting(dana), waiting(kim)) == ([ID], [ID])


def test_nobody_else_of_that_side_can_pass_over_the_one_who_rejected_it(team: Team) -> None:
    team.settings('roles = ["legal"]', 'roles = ["legal", "marketing"]')
    lee, dana, kim = rejected(team)
    softened(lee)
    for other in (kim, team.clone("ada")):
        approved(other)
    verdict = kim.reviews.verdict(kim.reviews.get(ID))
    assert (verdict.state, verdict.needed) == ("waiting", ())
    with pytest.raises(NotReadyError, match="waits for Dana Ortiz to look again"):
        kim.reviews.publish(kim.reviews.get(ID), kim.who)
    assert waiting(dana) == [ID]
    approved(dana)
    assert kim.reviews.verdict(kim.reviews.get(ID)).state == "ready"


def test_rejected_again_it_is_the_authors_turn_again(team: Team) -> None:
    lee, dana, _ = rejected(team)
    softened(lee)
    reviews = dana.reviews
    reviews.share(reviews.reject(reviews.get(ID), dana.who, "Still too blunt"))
    verdict = lee.reviews.verdict(lee.reviews.get(ID))
    assert (verdict.state, verdict.notes) == ("rejected", ("Dana Ortiz rejected it: Still too blunt",))
    assert (waiting(lee), waiting(dana)) == ([ID], [])


def test_news_tells_the_author_why_and_the_others_what_it_waits_for(shells: dict[str, Shell]) -> None:
    lee, dana = shells["lee"], shells["dana"]
    lee.clone.write(OLD, NEW)
    lee.ok("plays", "propose", "-m", "Ask for the cost")
    dana.ok("plays", "reject", ID, "-m", "Too blunt")
    lee.ok("plays", "reviews")
    assert "Dana Ortiz rejected it: Too blunt" in lee.ok("news")
    softened(lee.clone)
    dana.ok("plays", "reviews")
    assert f"It needs marketing and sales. {AGAIN}" in dana.ok("news")
