"""You said, we did: the words before and after, beside what was said, and what the rep says back."""

from __future__ import annotations

import json

import pytest

from playbook.became import MOST, Became, became, became_in, row
from tests.review.conftest import PATH, Team, as_
from tests.review.test_joint_approval import NEW, OLD
from tests.review.test_page_over_time import Shell

PAGE = "plays/discover/first-call"
STEP = "find-the-cost"


@pytest.fixture
def lee(team: Team, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(team.clone("lee"), capsys)


def committed(shell: Shell, old: str, new: str, subject: str = "Ask for the cost", path: str = PATH) -> str:
    """Change words of the page and publish that, as Dana would; return the commit."""
    shell.clone.write(old, new, path)
    shell.clone.git(*as_("dana"), "commit", "-qam", subject)
    shell.clone.git("push", "-q", "origin", "main")
    return shell.clone.git("rev-parse", "HEAD")


def told(shell: Shell, commit: str, step: str = STEP, play: str = PAGE) -> Became:
    """Return what a commit made of a place."""
    found = became(shell.clone.workspace, commit, play, step)
    assert found is not None
    return found


def test_the_words_of_the_step_before_and_after(lee: Shell) -> None:
    found = told(lee, committed(lee, OLD, NEW))
    assert (found.subject, found.by, found.step) == ("Ask for the cost", "dana", STEP)
    gone, come = found.changes
    assert (gone[0], come[0]) == ("removed", "added")
    assert "happens on the day the forecast is wrong?" in gone[1] and "a bad morning cost you?" in come[1]
    assert "Thanks for making the time" not in "".join(text for _, text in found.words), (
        "the step, not the page"
    )


def test_a_change_beside_the_step_is_told_of_the_page(lee: Shell) -> None:
    found = told(lee, committed(lee, OLD, NEW), step="open")
    assert found.step == ""
    assert "Thanks for making the time" in "".join(text for _, text in found.words)


def test_facts_of_the_front_matter_are_told_in_words(lee: Shell) -> None:
    found = told(lee, committed(lee, "stage: discover\n", "stage: discover\nstatus: draft\n"))
    assert (found.facts, found.changes) == (((("same", "status: nothing → draft"),),), ())


def test_a_step_that_was_renamed_is_followed_and_so_is_a_page(lee: Shell) -> None:
    moved = "owners: {marketing: dana, sales: lee}\nmoved: {find-the-cost: the-cost}\n"
    lee.clone.write("## Find the cost", "## The cost")
    commit = committed(lee, "owners: {marketing: dana, sales: lee}\n", moved)
    assert "".join(text for _, text in told(lee, commit).changes) == "Find theThe"
    again = told(lee, committed(lee, OLD, NEW))
    assert (again.step, again.changes[1][0]) == (STEP, "added")


def test_a_merge_is_compared_with_what_was_published_before(lee: Shell) -> None:
    git = lee.clone.git
    git("checkout", "-q", "-b", "work")
    lee.clone.write(OLD, NEW)
    git(*as_("kim"), "commit", "-qam", "Words")
    git("checkout", "-q", "main")
    git(*as_("dana"), "merge", "-q", "--no-ff", "-m", "Ask for the cost", "work")
    found = told(lee, git("rev-parse", "HEAD"))
    assert (found.subject, found.by, len(found.changes)) == ("Ask for the cost", "dana", 2)


@pytest.mark.parametrize("commit", ["", "0" * 40, "--output=x", "HEAD:playbook.toml", "a\0b", "no such"])
def test_a_commit_that_is_not_here_or_is_none_says_nothing(lee: Shell, commit: str) -> None:
    assert became(lee.clone.workspace, commit, PAGE, STEP) is None


def test_a_page_that_came_or_was_left_alone_has_a_title_and_no_words(lee: Shell) -> None:
    commit = lee.clone.git("rev-parse", "HEAD")
    assert told(lee, commit).words == (), "the first commit has nothing before it"
    assert told(lee, committed(lee, "Text.", "More text.", path="know.md")).changes == ()
    assert told(lee, commit, play="plays/none").words == ()
    assert told(lee, commit, play="").subject == "Begin"


def test_of_many_changes_to_a_page_the_latest_are_told(lee: Shell) -> None:
    commits = [committed(lee, f"Agree the next step{' now' * n}", f"Agree the next step{' now' * (n + 1)}")
               for n in range(MOST + 2)]  # fmt: skip
    places = [(commit, "close") for commit in reversed(commits)]
    found = became_in(lee.clone.workspace, PAGE, [*places, places[0], ("", "close")])
    assert list(found) == [f"{commit}:close" for commit, _ in places[:MOST]]


def test_what_programs_read_of_it(lee: Shell) -> None:
    assert row(None) is None
    commit = committed(lee, OLD, NEW)
    found = row(told(lee, commit))
    assert found is not None
    assert list(found) == ["commit", "subject", "by", "at", "step", "facts", "words"]
    assert {one["op"] for one in found["words"]} == {"removed", "added"}


# On the command line


def said(shell: Shell) -> str:
    """Say something of the step; return its id."""
    return shell.ok("feedback", "add", "wrong", "Nobody asks so", "--play", PAGE, "--step", STEP).strip()


def test_the_rep_reads_the_change_beside_what_they_said_and_inside_the_play(lee: Shell) -> None:
    item = said(lee)
    commit = committed(lee, OLD, f"{NEW}", f"Ask for the cost\n\nFeedback: {item}")
    lee.ok("plays", "pull")
    shown = json.loads(lee.ok("feedback", "show", item, "--json"))
    assert (shown["state"], shown["change"]["commit"], shown["change"]["by"]) == ("published", commit, "dana")
    for text in (lee.ok("feedback", "show", item), lee.ok("plays", "prep", "first-call")):
        assert "[-happens on the day the forecast is wrong?-]{+does a bad morning cost you?+}" in text
    [heard] = json.loads(lee.ok("plays", "prep", "first-call", "--json"))["heard"]
    assert (heard["step"], heard["action"], heard["change"]["subject"]) == (
        STEP,
        "publish",
        "Ask for the cost",
    )


def test_not_yet_opens_it_again_with_the_reason(lee: Shell) -> None:
    item = said(lee)
    code, _, err = lee("feedback", "not-yet", item, "It", "still", "asks")
    assert (code, "There is no answer yet to say “not yet” to: it is new." in err) == (2, True)
    committed(lee, OLD, NEW, f"Ask for the cost\n\nFeedback: {item}")
    lee.ok("plays", "pull")
    lee.ok("feedback", "not-yet", item, "It", "still", "asks")
    shown = json.loads(lee.ok("feedback", "show", item, "--json"))
    assert (shown["state"], shown["thread"][-1]["text"]) == ("accepted", "It still asks")
    assert json.loads(lee.ok("today", "--json")) == []
