"""What worked on a call becomes a proposal: the words in their place, or a new play as the call went."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from playbook.plays.parse import parse_page
from tests.review.conftest import PATH, Clone, Team
from tests.review.test_cli_reviews import Terminal

PLAY = "plays/discover/first-call"
OLD = "> Thanks for making the time."
MINE = "Good morning, is now all right?"


class Rep(Terminal):
    """A rep's shell, who has been on a call."""

    def call(self, *, private: bool = False) -> str:
        """Run the play to its end, with words of my own in the first step; return the run's id."""
        self("plays", "words", PLAY, "--step", "open", "--say", MINE)
        run = self("runs", "start", PLAY)[1].strip()
        for verb in (
            ["connect", run, "connected"],
            ["next", run],
            ["skip", run, "find-the-cost", "--because", "no time"],
        ):
            code, _, err = self("runs", *verb)
            assert code == 0, err
        assert self("runs", "next", run)[0] == 0
        finish = ["runs", "finish", run, "--result", "advance", "--commitment", "done"]
        assert self(*finish, *(["--private"] if private else []))[0] == 0
        return run

    def branch(self, review: str, path: str = PATH) -> str:
        """Return a page as a proposal has it."""
        return self.clone.git("show", f"proposals/{review}:{path}")

    def propose(self, *arguments: str) -> dict[str, object]:
        """Propose; return the review."""
        code, out, err = self("runs", "propose", *arguments, "--json")
        assert code == 0, err
        made: dict[str, object] = json.loads(out)
        return made


@pytest.fixture
def lee(team: Team, capsys: pytest.CaptureFixture[str]) -> Rep:
    return Rep(team.clone("lee"), capsys)


def test_my_words_stand_in_the_play_and_nothing_else_of_it_changes(lee: Rep) -> None:
    run = lee.call()
    (lee.clone.root / PATH).write_text("Half done in the editor.\n")
    made = lee.propose(run)
    assert (
        lee.branch(str(made["id"])) + "\n"
        == lee.clone.git("show", f"main:{PATH}").replace(OLD, f"> {MINE}") + "\n"
    )
    assert (made["author"], made["needed"], made["shared"]) == ("Lee Park", ["marketing", "sales"], True)
    assert lee.clone.read() == "Half done in the editor.\n"
    code, out, _ = lee("plays", "review", str(made["id"]))
    assert code == 0
    assert "It worked better on a call of 2026-11-23, which ended in advance." in out


def test_before_anything_is_made_it_is_shown(lee: Rep) -> None:
    run = lee.call()
    _, out, _ = lee("runs", "propose", run, "--list", "--json")
    [one] = json.loads(out)
    assert one == {
        "step": "open", "place": 1, "source": "my words", "now": OLD[2:], "words": MINE, "feedback": "",
    }  # fmt: skip
    code, out, _ = lee("runs", "propose", run, "--dry-run")
    assert code == 0
    assert "[-Thanks" in out
    assert json.loads(lee("plays", "reviews", "--json")[1]) == []


def test_feedback_of_the_call_is_answered_by_the_proposal(lee: Rep) -> None:
    run = lee.call()
    lee("plays", "words", PLAY, "--step", "open", "--remove")
    lee(
        "feedback", "add", "hard-to-say", "What did the last bad day cost?", "--play", PLAY, "--step", "find-the-cost",
        "--quote", "What happens on the day", "--run", run,
    )  # fmt: skip
    [item] = json.loads(lee("feedback", "list", "--json")[1])
    made = lee.propose(run)
    assert made["feedback"] == [item["id"]]
    assert "> What did the last bad day cost?" in lee.branch(str(made["id"]))


def test_feedback_to_the_liaisons_alone_is_named_nowhere(lee: Rep) -> None:
    run = lee.call()
    lee("plays", "words", PLAY, "--step", "open", "--remove")
    lee(
        "feedback", "add", "hard-to-say", "Say it softly", "--play", PLAY, "--step", "open", "--run", run,
        "--liaison-only",
    )  # fmt: skip
    assert lee.propose(run)["feedback"] == []


def test_where_several_words_worked_one_says_which(lee: Rep) -> None:
    lee("plays", "words", PLAY, "--step", "open", "--say", MINE)
    run = lee.call()
    told = (
        "feedback",
        "add",
        "worked",
        "It costs you a day",
        "--play",
        PLAY,
        "--step",
        "find-the-cost",
        "--run",
        run,
    )
    lee(*told)
    code, _, err = lee("runs", "propose", run)
    assert (code, "Choose one: --step open --place 1, --step find-the-cost --place 1" in err) == (2, True)
    made = lee.propose(run, "--step", "find-the-cost", "--beside")
    text = parse_page(lee.branch(str(made["id"])), PATH)
    assert text.steps[1].talk_tracks[0].texts == (
        "What happens on the day the forecast is wrong?", "It costs you a day",
    )  # fmt: skip


def test_words_can_be_said_for_any_step_and_a_step_that_is_not_there_is_told(lee: Rep) -> None:
    run = lee.call()
    made = lee.propose(run, "--step", "close", "--say", "Thursday, with your numbers?")
    assert "## Close\n\n> Thursday, with your numbers?\n\n- [ ] Agree" in lee.branch(str(made["id"]))
    code, _, err = lee("runs", "propose", run, "--step", "closing", "--say", "x")
    assert (code, "close" in err) == (2, True)


def test_words_that_would_be_something_else_in_markdown_are_refused(lee: Rep) -> None:
    run = lee.call()
    code, _, err = lee("runs", "propose", run, "--step", "open", "--say", "[!NOTE] Say hello")
    assert (code, "Leave the marks out" in err) == (2, True)
    assert json.loads(lee("plays", "reviews", "--json")[1]) == []


def test_the_words_go_where_the_step_is_published_now(lee: Rep, team: Team) -> None:
    run = lee.call()
    dana = team.clone("dana")
    dana.write("## Open", "## Say hello")
    dana.write("owners:", "moved: {open: say-hello}\nowners:")
    dana.write(OLD, f"> First something else.\n\n- [ ] Smile\n\n{OLD}")
    dana.git("commit", "-qam", "Rename")
    dana.git("push", "-q")
    lee.clone.git("pull", "-q")
    made = lee.propose(run)
    assert f"> First something else.\n\n- [ ] Smile\n\n> {MINE}\n" in lee.branch(str(made["id"]))


def test_of_a_private_call_the_proposal_says_nothing(lee: Rep) -> None:
    run = lee.call(private=True)
    made = lee.propose(run)
    _, out, _ = lee("plays", "review", str(made["id"]))
    assert "It worked better on a call.\n" in out
    assert "advance" not in out


def test_somebody_elses_run_is_theirs_to_propose_from(lee: Rep, team: Team) -> None:
    run = lee.call()
    kim = Terminal(Clone(lee.clone.root, "kim", lee.clone.data), lee._capsys)
    code, _, err = kim("--as", "kim", "runs", "propose", run)
    assert code == 2
    assert err


def test_a_new_play_is_the_call_as_it_went(lee: Rep) -> None:
    run = lee.call()
    made = lee.propose(run, "--new", "Short first call")
    assert made["pages"] == ["plays/discover/short-first-call.md"]
    page = parse_page(lee.branch(str(made["id"]), "plays/discover/short-first-call.md"), "plays/x.md")
    assert (page.title, page.facts.stage, page.facts.status) == ("Short first call", "discover", "draft")
    assert dict(page.facts.owners) == {"marketing": "dana", "sales": "lee"}
    assert [step.title for step in page.run_steps] == ["Open", "Close"]
    assert page.run_steps[0].talk_tracks[0].texts == (MINE,)
    assert [todo.text for todo in page.run_steps[1].todos] == ["Agree the next step"]
    assert "Begun from a run of “First call” on 2026-11-23: advance." in lee.branch(
        str(made["id"]), "plays/discover/short-first-call.md"
    )
    assert not (lee.clone.root / "plays/discover/short-first-call.md").exists()


def test_a_playbooks_own_template_comes_first(lee: Rep) -> None:
    own = lee.clone.root / "templates/new/play.md"
    own.parent.mkdir(parents=True)
    own.write_text("---\ntitle: [title]\n---\n\n## Our way\n\n> So.\n\n## And so\n\n> On.\n")
    run = lee.call()
    _, out, _ = lee("runs", "propose", run, "--new", "Ours", "--dry-run", "--json")
    page = parse_page(json.loads(out)["after"], "plays/x.md")
    assert [step.title for step in page.run_steps] == ["Our way", "And so"]
    assert page.facts.owners["sales"] == "lee"


def test_a_title_that_is_taken_is_told(lee: Rep) -> None:
    run = lee.call()
    code, _, err = lee("runs", "propose", run, "--new", "First call")
    assert (code, "is there already" in err) == (2, True)


def test_offline_it_is_kept_here(lee: Rep, team: Team) -> None:
    run = lee.call()
    team.bare.rename(Path(f"{team.bare}.away"))
    code, out, err = lee("runs", "propose", run)
    assert code == 0
    assert "Kept here, not shared yet" in err
    assert MINE in lee.branch(out.strip())
