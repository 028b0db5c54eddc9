"""A page over time: its history with approvals and feedback, blame, verifying, retiring, and emergencies."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from playbook.cli.main import main
from playbook.library.page_history import brought_by
from tests.review.conftest import PATH, Clone, Team, git
from tests.review.test_joint_approval import NEW, OLD

EMERGENCY = '[review]\nemergency = ["dana"]\n'


class Shell:
    """Somebody's shell in their clone."""

    def __init__(self, clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
        self.clone, self._capsys = clone, capsys

    def __call__(self, *arguments: str, now: str = "2026-11-23") -> tuple[int, str, str]:
        """Run a command; return its code, output and narration."""
        given = [
            "-C",
            str(self.clone.root),
            "--data",
            str(self.clone.data),
            "--now",
            now if "T" in now else f"{now}T10:00:00Z",
        ]
        code = main([*given, *arguments])
        out, err = self._capsys.readouterr()
        return code, out, err

    def ok(self, *arguments: str) -> str:
        """Run a command that must end well; return what it printed."""
        code, out, err = self(*arguments)
        assert code == 0, err
        return out


@pytest.fixture
def shells(team: Team, capsys: pytest.CaptureFixture[str]) -> dict[str, Shell]:
    """Everybody's shell; Dana may act alone in an emergency."""
    team.settings("[review]\n", EMERGENCY)
    return {name: Shell(team.clone(name), capsys) for name in ("lee", "dana", "kim")}


def published(shells: dict[str, Shell]) -> str:
    """Publish a change of Lee's that answers feedback; return the feedback's id."""
    lee, dana, kim = (shells[name] for name in ("lee", "dana", "kim"))
    lee.ok(
        "feedback",
        "add",
        "wrong",
        "Nobody asks it so",
        "--play",
        "plays/discover/first-call",
        "--account",
        "Acme",
    )
    item = json.loads(lee.ok("feedback", "list", "--json"))[0]["id"]
    lee.clone.write(OLD, NEW)
    lee.ok("plays", "propose", "-m", "Ask for the cost", "--feedback", item)
    dana.ok("plays", "approve", "ask-for-the-cost")
    kim.ok("plays", "approve", "ask-for-the-cost")
    kim.ok("plays", "publish", "ask-for-the-cost")
    lee.clone.git("pull", "-q")
    return str(item)


def test_history_says_who_why_and_with_whose_approval(shells: dict[str, Shell]) -> None:
    item = published(shells)
    newest, first = json.loads(shells["lee"].ok("plays", "history", "first-call", "--json"))
    assert (newest["by"], newest["subject"], newest["review"]) == (
        "Lee Park",
        "Ask for the cost",
        "ask-for-the-cost",
    )
    assert newest["approvals"] == [
        {"for": "marketing", "by": "Dana Ortiz"},
        {"for": "sales", "by": "Kim Sato"},
    ]
    assert (newest["feedback"], newest["accounts"]) == ([item], ["Acme"])
    assert (first["subject"], first["approvals"], first["feedback"]) == ("Begin", [], [])
    table = shells["lee"].ok("plays", "history", "first-call")
    assert "Dana Ortiz (marketing), Kim Sato (sales)" in table


def test_without_a_page_history_says_when_each_was_changed_last(shells: dict[str, Shell]) -> None:
    published(shells)
    rows = json.loads(shells["lee"].ok("plays", "history", "--json"))
    newest = rows[0]
    assert (newest["id"], newest["by"], newest["subject"]) == (
        "plays/discover/first-call",
        "Lee Park",
        "Ask for the cost",
    )
    assert [row["at"] for row in rows] == sorted((row["at"] for row in rows), reverse=True)
    assert "Ask for the cost" in shells["lee"].ok("plays", "history")


def test_history_of_a_step_is_what_changed_that_step(shells: dict[str, Shell]) -> None:
    item = published(shells)
    lee = shells["lee"]
    cost, first = json.loads(lee.ok("plays", "history", "first-call#find-the-cost", "--json"))
    assert (cost["subject"], cost["feedback"], cost["step"]) == (
        "Ask for the cost",
        [item],
        "find-the-cost",
    )
    assert cost["heading"] == "Find the cost"
    assert NEW in cost["text"]
    assert OLD in first["text"]
    (opening,) = json.loads(lee.ok("plays", "history", "first-call#open", "--json"))
    assert (opening["subject"], NEW in opening["text"]) == ("Begin", False)
    table = lee.ok("plays", "history", "first-call#find-the-cost")
    assert "HEADING" in table
    assert "Find the cost" in table
    code, _, err = lee("plays", "history", "first-call#find-the-costs")
    assert (code, "There is no step “find-the-costs”. Did you mean find-the-cost?" in err) == (2, True)


def test_blame_says_which_feedback_is_behind_a_line(shells: dict[str, Shell]) -> None:
    item = published(shells)
    lines = json.loads(shells["lee"].ok("plays", "blame", "first-call", "--json"))
    text = (shells["lee"].clone.root / PATH).read_text(encoding="utf-8").splitlines()
    assert [line["text"] for line in lines] == text
    assert [line["line"] for line in lines] == list(range(1, len(text) + 1))
    assert {line["text"]: line["feedback"] for line in lines if line["feedback"]} == {f"> {NEW}": [item]}
    changed = next(line for line in lines if line["text"] == f"> {NEW}")
    assert (changed["by"], changed["accounts"]) == ("Lee Park", ["Acme"])


def test_diff_is_in_words(shells: dict[str, Shell]) -> None:
    published(shells)
    lee = shells["lee"]
    assert lee("plays", "diff", "first-call")[2] == "Nothing differs.\n"
    assert "[-happens on the day the forecast is wrong?-]{+does a bad morning cost you?+}" in lee.ok(
        "plays", "diff", "first-call", "HEAD~1", "HEAD"
    )
    lee.clone.write("Thanks for", "Thank you for")
    assert "[-Thanks-]{+Thank you+} for making the time." in lee.ok("plays", "diff", "first-call")
    assert lee("plays", "diff", "first-call", "nowhere")[0] == 2


def test_an_owner_verifies_and_nobody_else(shells: dict[str, Shell]) -> None:
    dana, kim = shells["dana"], shells["kim"]
    code, _, err = kim("plays", "verify", "first-call")
    assert (code, "is Dana Ortiz or Lee Park's to verify" in err) == (2, True)
    commit = dana.ok("plays", "verify", "first-call").strip()
    assert "verified: 2026-11-23\n" in dana.clone.read()
    assert git(dana.clone.root, "show", "--stat", "--format=%s", commit).startswith("Verify First call")
    assert dana.clone.git("rev-parse", "origin/main") == commit
    dana("plays", "verify", "first-call", now="2026-12-01")
    assert "verified: 2026-12-01\n" in dana.clone.read()


def test_retiring_and_reviving_are_proposals(shells: dict[str, Shell]) -> None:
    lee, dana = shells["lee"], shells["dana"]
    name = lee.ok("plays", "retire", "first-call", "-m", "Nobody runs it").strip()
    assert name == "retire-first-call"
    assert "{+status: retired" in dana.ok("plays", "review", name).replace("\n", " ")
    assert "status" not in lee.clone.read(), "nothing changes before both sides agree"


def test_in_an_emergency_a_named_person_acts_alone_and_the_other_side_follows(
    shells: dict[str, Shell],
) -> None:
    dana, lee, kim = shells["dana"], shells["lee"], shells["kim"]
    code, _, err = lee("plays", "withdraw", "first-call", "-m", "Legal says so")
    assert (code, "Lee Park may not do that alone; dana may" in err) == (2, True)

    code, out, err = dana("plays", "withdraw", "first-call", "-m", "Legal says so")
    assert code == 0
    name = out.strip()
    assert "The approval of sales is to follow by 20" in err
    assert "status: retired" in dana.clone.read()
    [waiting] = json.loads(kim.ok("plays", "reviews", "--json"))
    assert (waiting["id"], waiting["state"], waiting["needed"], waiting["pages"]) == (
        name,
        "emergency",
        ["sales"],
        [PATH],
    )
    assert json.loads(dana.ok("plays", "reviews", "--mine", "--json")) == []
    assert dana("plays", "approve", name)[0] == 2
    assert kim("plays", "approve", name)[2] == "Approved: Withdraw “First call”.\n"
    assert json.loads(lee.ok("plays", "reviews", "--json")) == []


def test_a_notice_stands_on_the_page_until_its_day(shells: dict[str, Shell]) -> None:
    dana, lee = shells["dana"], shells["lee"]
    dana.ok("plays", "notice", "first-call", "Do not say: “free”. Ask Ada.", "--until", "2026-12-01")
    lee.clone.git("pull", "-q")
    [notice] = lee.clone.workspace.page("first-call").page.facts.notices
    assert (notice.text, str(notice.until), notice.by) == (
        "Do not say: “free”. Ask Ada.",
        "2026-12-01",
        "dana",
    )
    dana.ok("plays", "notice", "first-call", "And: [not this]", "--until", "+3")
    texts = [one.text for one in dana.clone.workspace.page("first-call").page.facts.notices]
    assert texts == ["Do not say: “free”. Ask Ada.", "And: [not this]"]


def test_which_merge_brought_a_commit() -> None:
    parents = {
        "m2": ("m1", "b2"), "m1": ("a", "b1"), "a": (), "b1": ("a",), "b2": ("b1x", "m1"), "b1x": ("a",),
    }  # fmt: skip
    assert brought_by("m2", parents) == {"b1": "m1", "b2": "m2", "b1x": "m2"}
    assert brought_by("", {}) == {}


# Around joint approval


def doctor(shell: Shell, now: str = "2026-11-23") -> list[str]:
    """Return what doctor says of joint approval."""
    _, out, _ = shell("doctor", "--json", now=now)
    return [one["message"] for one in json.loads(out) if one["check"] == "joint approval"]


def test_what_plain_git_publishes_is_shown_once_joint_approval_is_in_use(shells: dict[str, Shell]) -> None:
    lee, dana = shells["lee"], shells["dana"]
    assert doctor(lee) == ["Nothing was published around it."]
    published(shells)
    dana.ok("plays", "verify", "first-call")
    lee.clone.git("pull", "-q")
    assert doctor(lee) == ["Nothing was published around it."]
    lee.clone.write("Thanks for", "Thank you for")
    lee.clone.git("commit", "-qam", "Be polite")
    short = lee.clone.git("rev-parse", "HEAD")[:8]
    assert doctor(lee) == [
        f"{short} “Be polite” by Lee Park changed {PATH} without the approval of marketing and sales."
    ]


def test_a_merge_that_only_claims_approvals_is_shown(shells: dict[str, Shell]) -> None:
    lee = shells["lee"]
    published(shells)
    lee.clone.git("checkout", "-q", "-b", "side")
    lee.clone.write("Thanks for", "Thank you for")
    lee.clone.git("commit", "-qam", "Be polite")
    lee.clone.git("checkout", "-q", "main")
    claim = "Be polite\n\nApproved-by-marketing: Dana Ortiz <dana@northwind.example>\nReview: be-polite"
    lee.clone.git("merge", "-q", "--no-ff", "-m", claim, "side")
    [said] = doctor(lee)
    assert said.endswith(f"changed {PATH} without the approval of marketing and sales.")


def test_verifying_that_changes_more_than_the_day_is_shown(shells: dict[str, Shell]) -> None:
    dana = shells["dana"]
    published(shells)
    dana.clone.git("pull", "-q")
    dana.clone.write("stage: discover", "stage: discover\nverified: 2026-11-23")
    dana.clone.write("Thanks for", "Thank you for")
    dana.clone.git("commit", "-qam", "Verify First call")
    assert len(doctor(dana)) == 1
    assert "Verify First call" in doctor(dana)[0]


def test_an_emergency_without_its_second_approval_is_shown_until_it_has_it(shells: dict[str, Shell]) -> None:
    dana, kim = shells["dana"], shells["kim"]
    name = dana.ok("plays", "withdraw", "first-call", "-m", "Legal says so").strip()
    [said] = doctor(dana)
    assert "done at once by Dana Ortiz; the approval of sales is to follow" in said
    assert "overdue" not in said
    day = date.fromisoformat(said.partition("to follow by ")[2][:10])
    assert "overdue" not in doctor(dana, now=f"{day}T16:00:00Z")[0], "it is due that day"
    after = day + timedelta(days=1)
    assert "It is overdue." in doctor(dana, now=f"{after}T00:30:00Z")[0]
    for now, is_late in ((f"{day}T16:00:00Z", False), (f"{after}T00:30:00Z", True)):
        [line] = json.loads(dana("plays", "reviews", "--json", now=now)[1])
        assert ("overdue" in " ".join(line["notes"])) is is_late
    kim.ok("plays", "approve", name)
    dana.clone.git("pull", "-q")
    assert doctor(dana) == ["Nothing was published around it."]
