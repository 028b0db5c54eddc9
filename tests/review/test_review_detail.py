"""What a review is decided by: lint before and after, the feedback it answers, and the team's figures with their n."""

from __future__ import annotations

import json

import pytest

from playbook.plays.lint.model import Finding
from playbook.reviewing.linted import Linted
from playbook.reviewing.words import lint_words
from tests.review.conftest import Team
from tests.review.test_from_runs import Rep
from tests.review.test_joint_approval import NEW, OLD


def finding(line: int, code: str = "PB004", message: str = "“value” is missing.") -> Finding:
    return Finding("plays/a.md", line, code, message, severity="error")


def test_a_finding_that_only_moved_is_left_and_told_where_it_stands_now() -> None:
    lint = Linted((finding(3), finding(9, "PB012")), (finding(5), finding(7, "PB002")))
    assert [one.code for one in lint.mended] == ["PB012"]
    assert [one.code for one in lint.new] == ["PB002"]
    assert [(one.code, one.line) for one in lint.left] == [("PB004", 5)]
    assert lint_words(lint)[0] == "Lint: 1 mended, 1 new, 1 left as it was."
    assert lint_words(Linted((), ())) == ["Lint: nothing to mend, before or after."]


def test_two_of_one_kind_of_which_one_is_mended() -> None:
    lint = Linted((finding(3), finding(9)), (finding(9),))
    assert (len(lint.mended), len(lint.left), lint.new) == (1, 1, ())


@pytest.fixture
def lee(team: Team, capsys: pytest.CaptureFixture[str]) -> Rep:
    return Rep(team.clone("lee"), capsys)


def test_the_command_line_tells_figures_lint_and_feedback(lee: Rep) -> None:
    lee.call()
    lee(
        "feedback",
        "add",
        "wrong",
        "Nobody asks it so",
        "--play",
        "plays/discover/first-call",
        "--account",
        "Acme",
    )
    [item] = json.loads(lee("feedback", "list", "--json")[1])
    lee.clone.write(OLD, NEW)
    lee.clone.write("stage: discover", "stage: nowhere")
    lee("plays", "propose", "-m", "Ask for the cost", "--feedback", item["id"])
    out = lee("plays", "review", "ask-for-the-cost")[1]
    assert "n = 1 connected run of this text by 1 rep; commitment 1 of 1. Fewer than 10 say little." in out
    assert "  Find the cost: reached 1, done 0, skipped 1 (no time 1)" in out
    assert "wrong: “Nobody asks it so” – Lee Park at Acme" in out
    assert "  + error PB002 line 3:" in out

    one = json.loads(lee("plays", "review", "ask-for-the-cost", "--json")[1])
    assert one["answers"] == [
        {"id": item["id"], "text": "Nobody asks it so", "quote": "", "by": "lee", "account": "Acme"}
    ]
    assert [found["code"] for found in one["lint"]["new"]] == ["PB002"]
    [figures] = one["figures"]
    assert (figures["page"], figures["runs"], figures["runs_of_all"]) == ("plays/discover/first-call", 1, 1)
    assert {step["step"]: (step["reached"], step["skipped"]) for step in figures["steps"]}[
        "find-the-cost"
    ] == (1, 1)
    assert [(one["for"], one["state"], one["may"]) for one in one["standing"]] == [
        ("marketing", "open", ["dana"]), ("sales", "open", ["lee", "kim"]),
    ]  # fmt: skip
    [diff] = one["diff"]
    assert diff["facts"] == ["stage: discover → nowhere"]


def test_runs_of_another_text_are_not_counted_for_this_one(lee: Rep) -> None:
    lee.call()
    lee.clone.write(OLD, NEW)
    lee.clone.git("commit", "-qam", "Plain git")
    lee.clone.git("push", "-q")
    lee.clone.write(NEW, "What would it cost?")
    lee("plays", "propose", "-m", "Shorter")
    out = lee("plays", "review", "shorter")[1]
    assert "Nobody whose runs you may count has run this text (1 run of other revisions)." in out
