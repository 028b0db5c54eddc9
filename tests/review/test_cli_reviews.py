"""The same walk on the command line: propose, look, approve, publish; with what programs read."""

from __future__ import annotations

import json

import pytest

from playbook.cli.main import main
from playbook.plays.settings import parse_settings
from tests.review.conftest import PATH, SETTINGS, Clone, Team
from tests.review.test_joint_approval import NEW, OLD

KEYS = [
    "id",
    "title",
    "author",
    "pages",
    "approvals",
    "needed",
    "state",
    "refused",
    "notes",
    "feedback",
    "shared",
    "asked",
]


class Terminal:
    """Somebody's shell in their clone."""

    def __init__(self, clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
        self.clone, self._capsys = clone, capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Run a command; return its code, output and narration."""
        given = ["-C", str(self.clone.root), "--data", str(self.clone.data), "--now", "2026-11-23T10:00:00Z"]
        code = main([*given, *arguments])
        out, err = self._capsys.readouterr()
        return code, out, err


def test_the_walk(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    lee, dana, kim = (Terminal(team.clone(name), capsys) for name in ("lee", "dana", "kim"))
    assert lee("plays", "propose")[0] == 2
    lee("feedback", "add", "wrong", "Nobody asks it so", "--play", "plays/discover/first-call")
    [item] = json.loads(lee("feedback", "list", "--json")[1])
    lee.clone.write(OLD, NEW)
    code, out, err = lee(
        "plays", "propose", "-m", "Ask for the cost\n\nThree reps asked.", "--feedback", item["id"][:8]
    )
    assert (code, out) == (0, "ask-for-the-cost\n")
    assert err.startswith("Proposed 1 page. It needs the approval of marketing and sales.\n")

    code, out, _ = dana("plays", "reviews", "--json")
    [one] = json.loads(out)
    assert list(one) == KEYS
    assert (one["id"], one["author"], one["pages"], one["state"], one["needed"], one["feedback"]) == (
        "ask-for-the-cost", "Lee Park", [PATH], "waiting", ["marketing", "sales"], [item["id"]],
    )  # fmt: skip
    out = dana("plays", "review", "ask-for-the-cost")[1]
    assert "Three reps asked." in out
    assert "> What [-happens on the day the forecast is wrong?-]{+does a bad morning cost you?+}" in out

    code, _, err = kim("plays", "publish", "ask-for-the-cost")
    assert (code, "still needs marketing and sales" in err) == (2, True)
    assert dana("plays", "approve", "ask-for-the-cost")[2] == "Approved. It still needs sales.\n"
    assert json.loads(kim("plays", "reviews", "--mine", "--json")[1])[0]["id"] == "ask-for-the-cost"
    assert json.loads(dana("plays", "reviews", "--mine", "--json")[1]) == []
    assert "plays publish ask-for-the-cost" in kim("plays", "approve", "ask-for-the-cost")[2]
    code, out, err = kim("plays", "publish", "ask-for-the-cost")
    assert (code, err) == (0, "Published: Ask for the cost.\n")
    assert kim.clone.git("rev-parse", "main") == out.strip()
    assert NEW in kim.clone.read()
    assert kim("plays", "reviews")[2] == "Nothing is proposed. `playbook plays propose` begins.\n"


def test_a_rejection_and_an_amendment(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    lee, dana = (Terminal(team.clone(name), capsys) for name in ("lee", "dana"))
    lee.clone.write(OLD, NEW)
    lee("plays", "propose", "-m", "Ask for the cost")
    assert dana("plays", "reject", "ask-for-the-cost", "-m", "Too blunt")[0] == 0
    out = lee("plays", "review", "ask-for-the-cost")[1]
    assert "Dana Ortiz rejected it: Too blunt" in out
    softer = team.folder / "softer.md"
    softer.write_text(lee.clone.read().replace(OLD, "What would it cost you?"), encoding="utf-8")
    code, _, err = dana("plays", "amend", "ask-for-the-cost", "first-call", "--from", str(softer))
    assert (code, "It still needs marketing and sales" in err) == (0, True)
    [one] = json.loads(lee("plays", "reviews", "--json")[1])
    said = "Too blunt. It has been changed since, and waits for Dana Ortiz to look again."
    assert (one["state"], one["notes"]) == ("waiting", [f"Dana Ortiz rejected an earlier text: {said}"])
    dana("plays", "approve", "ask-for-the-cost")
    [one] = json.loads(lee("plays", "reviews", "--json")[1])
    assert (one["state"], one["needed"], one["notes"]) == ("waiting", ["sales"], [])


def test_what_cannot_be_is_said_in_a_sentence(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    lee = Terminal(team.clone("lee"), capsys)
    code, _, err = lee("plays", "approve", "nothing")
    assert (code, err) == (2, "playbook: There is no review “nothing”.\n")
    lee.clone.write(OLD, NEW)
    lee("plays", "propose", "-m", "Ask for the cost")
    code, _, err = lee("plays", "approve", "ask-for-the-coast")
    assert (code, "Did you mean ask-for-the-cost?" in err) == (2, True)
    code, _, err = lee("plays", "approve", "ask-for-the-cost", "--for", "marketing")
    assert (code, "Lee Park cannot approve for marketing" in err) == (2, True)


def test_a_title_is_made_of_the_pages_where_none_is_given(
    team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    lee = Terminal(team.clone("lee"), capsys)
    lee.clone.write(OLD, NEW)
    assert lee("plays", "propose")[1] == "change-first-call\n"


def test_the_settings_of_these_tests_are_sound() -> None:
    assert parse_settings(SETTINGS).warnings == ()
