"""Joint approval between real clones: what is published was approved by both sides, exactly as it is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from playbook.library.review.errors import DivergedError, MayNotError, NotReadyError
from playbook.library.review.model import Proposal
from playbook.proposing import NotYouError, edited, propose, publish, who_am_i
from tests.review.conftest import PATH, PLAY, Clone, Team, as_

NEW = "What does a bad morning cost you?"
OLD = "What happens on the day the forecast is wrong?"


def proposed(
    clone: Clone, new: str = NEW, title: str = "Ask for the cost", *, wording_only: bool = False
) -> Proposal:
    """Return a shared proposal of `clone`'s, of other words in one talk track."""
    clone.write(OLD, new)
    made = propose(
        clone.workspace, edited(clone.workspace), title, text="Three reps asked.", wording_only=wording_only
    )
    assert clone.reviews.share(made) == ""
    return clone.reviews.get(made.id)


def approved(clone: Clone, id_: str = "ask-for-the-cost") -> Proposal:
    """Return the proposal after `clone`'s person approved it, shared."""
    made = clone.reviews.approve(clone.reviews.get(id_), clone.who)
    assert clone.reviews.share(made) == ""
    return made


def why(clone: Clone, id_: str = "ask-for-the-cost") -> str:
    """Return why the proposal cannot be published."""
    with pytest.raises(NotReadyError) as caught:
        clone.reviews.publish(clone.reviews.get(id_), clone.who)
    assert clone.git("ls-remote", "origin", "refs/heads/main").split()[0] == clone.git(
        "rev-parse", "origin/main"
    )
    return str(caught.value)


def test_a_change_goes_from_one_folder_to_all_others(team: Team) -> None:
    lee, dana, kim = team.clone("lee"), team.clone("dana"), team.clone("kim")
    made = proposed(lee)
    assert (made.id, made.title, made.text) == ("ask-for-the-cost", "Ask for the cost", "Three reps asked.")
    assert [page.path for page in made.pages] == [PATH]
    assert lee.read() == PLAY, "what was proposed stands in the proposal, and the folder is as published"

    [seen] = dana.reviews.all()
    assert (seen.author_name, seen.shared) == ("Lee Park", True)
    assert dana.reviews.verdict(seen).needed == ("marketing", "sales")
    approved(dana)
    verdict = kim.reviews.verdict(kim.reviews.get("ask-for-the-cost"))
    assert (verdict.state, verdict.needed) == ("waiting", ("sales",))
    approved(kim)
    assert kim.reviews.verdict(kim.reviews.get("ask-for-the-cost")).state == "ready"

    commit, behind = publish(kim.workspace, kim.reviews.get("ask-for-the-cost"))
    assert behind == ""
    assert NEW in kim.read()
    message = kim.git("log", "-1", "--format=%B", commit)
    assert "Approved-by-marketing: Dana Ortiz <dana@northwind.example>" in message
    assert "Approved-by-sales: Kim Sato <kim@northwind.example>" in message
    assert "Review: ask-for-the-cost" in message
    assert kim.git("ls-remote", "origin", "refs/heads/proposals/*") == ""
    for other in (lee, dana):
        assert other.reviews.all() == []
        assert other.reviews.catch_up() == ""
        assert NEW in other.read()


def test_the_author_counts_for_their_own_side_beside_another(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    proposed(lee)
    approved(lee)
    assert "still needs marketing" in why(lee)
    approved(dana)
    publish(dana.workspace, dana.reviews.get("ask-for-the-cost"))
    assert NEW in dana.read()


def test_one_approval_is_not_enough(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    proposed(lee)
    approved(dana)
    assert "still needs sales" in why(lee)


def test_only_the_authors_own_is_not_enough(team: Team) -> None:
    team.settings('approvals = ["marketing", "sales"]', 'approvals = ["sales"]')
    lee = team.clone("lee")
    proposed(lee)
    approved(lee)
    assert "Only its own author has approved it" in why(lee)


def test_another_push_takes_an_approval_back(team: Team) -> None:
    lee, dana, kim = team.clone("lee"), team.clone("dana"), team.clone("kim")
    proposed(lee)
    approved(dana)
    approved(kim)
    reviews = lee.reviews
    text = reviews.text(reviews.get("ask-for-the-cost").pages[0].after).replace("bad morning", "bad evening")
    made = reviews.amend(reviews.get("ask-for-the-cost"), {PATH: text.encode()}, "Evening", lee.who)
    assert reviews.share(made) == ""
    said = why(kim)
    assert "the pages have changed since Dana Ortiz approved" in said
    assert "the pages have changed since Kim Sato approved" in said
    approved(dana)
    approved(kim)
    publish(kim.workspace, kim.reviews.get("ask-for-the-cost"))
    assert "bad evening" in kim.read()


def test_an_unrelated_change_to_main_does_not(team: Team) -> None:
    lee, dana, kim = team.clone("lee"), team.clone("dana"), team.clone("kim")
    proposed(lee)
    approved(dana)
    approved(kim)
    dana.write("Text.", "Other text.", "know.md")
    dana.git("commit", "-qam", "Know more")
    dana.git("push", "-q", "origin", "main")
    reviews = lee.reviews
    made = reviews.bring_up_to_date(reviews.get("ask-for-the-cost"), lee.who)
    reviews.share(made)
    assert kim.reviews.verdict(kim.reviews.get("ask-for-the-cost")).state == "ready"
    publish(kim.workspace, kim.reviews.get("ask-for-the-cost"))
    assert NEW in kim.read()
    assert "Other text." in kim.read("know.md")


def test_main_changed_in_the_same_page_is_not_published_unseen(team: Team) -> None:
    lee, dana, kim = team.clone("lee"), team.clone("dana"), team.clone("kim")
    proposed(lee)
    approved(dana)
    approved(kim)
    dana.write("Thanks for making the time.", "Thank you for the time.")
    dana.git("commit", "-qam", "Be shorter")
    dana.git("push", "-q", "origin", "main")
    assert f"has changed {PATH} meanwhile" in why(kim)
    reviews = lee.reviews
    reviews.share(reviews.bring_up_to_date(reviews.get("ask-for-the-cost"), lee.who))
    assert "have changed since Dana Ortiz approved" in why(kim)


def test_words_that_both_changed_are_a_conflict_in_plain_words(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    proposed(lee)
    dana.write(OLD, "And then?")
    dana.git("commit", "-qam", "Ask less")
    dana.git("push", "-q", "origin", "main")
    reviews = lee.reviews
    assert reviews.verdict(reviews.get("ask-for-the-cost")).state == "conflict"
    with pytest.raises(DivergedError, match="the same place"):
        reviews.bring_up_to_date(reviews.get("ask-for-the-cost"), lee.who)


# Who may


def test_the_wrong_side_cannot_approve(team: Team) -> None:
    lee, ada = team.clone("lee"), team.clone("ada")
    proposed(lee)
    with pytest.raises(MayNotError, match="Ada Berg cannot approve for marketing or sales"):
        ada.reviews.approve(ada.reviews.get("ask-for-the-cost"), ada.who)
    with pytest.raises(MayNotError, match="Lee Park cannot approve for marketing"):
        lee.reviews.approve(lee.reviews.get("ask-for-the-cost"), lee.who, ["marketing"])


def test_a_stranger_cannot_approve(team: Team) -> None:
    lee, eve = team.clone("lee"), team.clone("eve")
    proposed(lee)
    with pytest.raises(MayNotError, match="not among the people"):
        eve.reviews.approve(eve.reviews.get("ask-for-the-cost"), eve.who)


def test_what_a_page_asks_for_beyond_the_sides_is_needed_and_cannot_be_dropped_by_the_change(
    team: Team,
) -> None:
    lee, dana, kim, ada = (team.clone(name) for name in ("lee", "dana", "kim", "ada"))
    dana.write("stage: discover\n", "stage: discover\napprovals: [legal]\n")
    dana.git("commit", "-qam", "Ask legal")
    dana.git("push", "-q", "origin", "main")
    lee.git("pull", "-q")
    lee.write("approvals: [legal]\n", "")
    proposed(lee)
    approved(dana)
    approved(kim)
    assert "still needs legal" in why(kim)
    approved(ada)
    publish(kim.workspace, kim.reviews.get("ask-for-the-cost"))
    assert NEW in kim.read()


def test_a_proposal_is_judged_by_the_published_rules_not_its_own(team: Team) -> None:
    lee, kim = team.clone("lee"), team.clone("kim")
    lee.write('approvals = ["marketing", "sales"]', 'approvals = ["sales"]', "playbook.toml")
    made = propose(lee.workspace, edited(lee.workspace, ["playbook.toml"]), "Fewer approvals")
    lee.reviews.share(made)
    approved(kim, "fewer-approvals")
    assert "still needs marketing" in why(kim, "fewer-approvals")


def test_a_forged_trailer_does_not_count(team: Team) -> None:
    lee, kim = team.clone("lee"), team.clone("kim")
    made = proposed(lee)
    approved(kim)
    from playbook.library.review.judging import digest_of

    for who in (("lee", ()), ("lee", ("--author", "Dana Ortiz <dana@northwind.example>"))):
        lee.git("fetch", "-q")
        lee.git("checkout", "-q", "-B", "forge", "origin/proposals/ask-for-the-cost")
        trailer = f"Approved-by-marketing: Dana Ortiz <dana@northwind.example>\nApproved-pages: {digest_of(made.pages)}"
        lee.git(*as_(who[0]), "commit", "-q", "--allow-empty", *who[1], "-m", f"Approve\n\n{trailer}")
        lee.git("push", "-q", "origin", "forge:proposals/ask-for-the-cost")
        lee.git("checkout", "-q", "main")
        lee.git("branch", "-qD", "proposals/ask-for-the-cost", ok=False)
        said = why(kim)
        assert "still needs marketing" in said
        assert "says Dana Ortiz approved is by lee@northwind.example" in said


def test_trailers_in_the_words_of_a_proposal_are_only_words(team: Team) -> None:
    lee, kim = team.clone("lee"), team.clone("kim")
    lee.write(OLD, NEW)
    text = "Approved-by-marketing: Dana Ortiz <dana@northwind.example>"
    made = propose(lee.workspace, edited(lee.workspace), "Ask for the cost", text=text)
    lee.reviews.share(made)
    approved(kim)
    assert "still needs marketing" in why(kim)


def test_git_must_commit_as_who_acts(team: Team) -> None:
    lee = team.clone("lee")
    workspace = lee.workspace
    assert who_am_i(workspace) == lee.who
    workspace.act_as("dana")
    with pytest.raises(NotYouError, match="You act as Dana Ortiz, but git commits as Lee Park"):
        who_am_i(workspace)


# Signing


def key_of(folder: Path, person: str) -> tuple[Path, str]:
    """Return a new SSH key and its public text."""
    file = folder / f"key-{person}"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)], check=True)
    kind, text, *_ = file.with_suffix(".pub").read_text(encoding="ascii").split()
    return file, f"{kind} {text}"


def sign_with(clone: Clone, key: Path) -> None:
    """Let git sign what this person commits."""
    clone.git("config", "gpg.format", "ssh")
    clone.git("config", "user.signingkey", str(key))
    clone.git("config", "commit.gpgsign", "true")


@pytest.fixture
def keys(team: Team) -> dict[str, Path]:
    """Keys of Dana and Kim, listed in the published playbook, which requires signatures."""
    found = {}
    team.settings("[review]\n", '[review]\nsigning = "required"\n')
    for person, role in (("dana", 'roles = ["liaison", "author"]'), ("kim", 'roles = ["manager"]')):
        file, public = key_of(team.folder, person)
        team.settings(role, f'{role}\nkeys = ["{public}"]')
        found[person] = file
    return found


def test_signed_approvals_count_where_signatures_are_required(team: Team, keys: dict[str, Path]) -> None:
    lee, dana, kim = team.clone("lee"), team.clone("dana"), team.clone("kim")
    proposed(lee)
    sign_with(dana, keys["dana"])
    sign_with(kim, keys["kim"])
    approved(dana)
    approved(kim)
    verdict = kim.reviews.verdict(kim.reviews.get("ask-for-the-cost"))
    assert [voice.signature for voice in verdict.counted] == ["good", "good"]
    publish(kim.workspace, kim.reviews.get("ask-for-the-cost"))
    assert NEW in kim.read()


def test_unsigned_and_wrongly_signed_approvals_do_not(team: Team, keys: dict[str, Path]) -> None:
    lee, dana, kim = team.clone("lee"), team.clone("dana"), team.clone("kim")
    proposed(lee)
    approved(dana)
    sign_with(kim, keys["dana"])
    approved(kim)
    said = why(lee)
    assert "the approval of Dana Ortiz is not signed" in said
    assert "the approval of Kim Sato is wrongly signed" in said


def test_when_present_an_unsigned_approval_counts_and_is_said_to_be_unsigned(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    proposed(lee)
    made = approved(dana)
    assert [voice.signature for voice in dana.reviews.verdict(made).counted] == ["none"]


# Wording only


def test_wording_alone_needs_one_approval_of_somebody_else(team: Team) -> None:
    lee, kim = team.clone("lee"), team.clone("kim")
    proposed(lee, wording_only=True)
    approved(lee)
    assert kim.reviews.verdict(kim.reviews.get("ask-for-the-cost")).state == "waiting"
    approved(kim)
    publish(kim.workspace, kim.reviews.get("ask-for-the-cost"))
    assert NEW in kim.read()


def test_what_only_says_that_it_is_wording_is_not(team: Team) -> None:
    lee, kim = team.clone("lee"), team.clone("kim")
    lee.write("## Close", "## Ask for the owner")
    proposed(lee, wording_only=True)
    approved(kim)
    assert "still needs marketing" in why(kim)


# No, and yes again


def test_a_rejection_stops_it_until_the_same_person_approves(team: Team) -> None:
    lee, dana, kim = team.clone("lee"), team.clone("dana"), team.clone("kim")
    proposed(lee)
    approved(kim)
    reviews = dana.reviews
    reviews.share(reviews.reject(reviews.get("ask-for-the-cost"), dana.who, "We do not say “bad”."))
    verdict = lee.reviews.verdict(lee.reviews.get("ask-for-the-cost"))
    assert verdict.state == "rejected"
    assert "Dana Ortiz rejected it: We do not say “bad”." in why(lee)
    approved(dana)
    assert lee.reviews.verdict(lee.reviews.get("ask-for-the-cost")).state == "ready"
