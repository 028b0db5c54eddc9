"""Each way a real call goes, in a real terminal of 80 × 24: only keys that are on the screen are pressed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.records.model import Run
from playbook.workspace import Workspace
from tests.system.conftest import Walker
from tests.terminal import Terminal

pytestmark = pytest.mark.system

ACCOUNT = "Brenner Foods"


@pytest.fixture
def call(starter: Path, terminals: Callable[..., Terminal]) -> Walker:
    """Lee, in a call with Brenner Foods that nobody has picked up yet."""
    page = starter / "plays/discover/first-discovery.md"
    page.write_text(
        page.read_text("utf-8").replace(
            "## Objections\n", "## Voicemail\n\n> Lee here, I ring again at ten.\n\n## Objections\n"
        ),
        "utf-8",
    )
    command = ("-C", starter, "--as", "lee", "call", "first-discovery", "--account", ACCOUNT)
    return Walker(terminals(*command, columns=80, lines=24)).sees("Who picked up?", ACCOUNT)


def recorded(starter: Path, environment: dict[str, str]) -> list[Run]:
    """Return what is on record, in order."""
    workspace = Workspace(starter, data=Path(environment["PLAYBOOK_DATA"]), person="lee")
    assert workspace.my_open_runs() == ()
    return [row.run for row in workspace.runs().values()]


def done(call: Walker) -> None:
    """Leave the program in order."""
    call.terminal.press("ctrl+q")
    assert call.terminal.wait() == 0


def test_voicemail(call: Walker, starter: Path, environment: dict[str, str]) -> None:
    call.press("v").sees(
        "Say to the machine", "Lee here, I ring again at ten.", "Nobody was reached: voicemail."
    )
    call.press("enter").sees("Logged: voicemail, Brenner Foods. On to the next.", "1 Today")
    done(call)
    (run,) = recorded(starter, environment)
    assert (run.connect, run.account, run.result) == ("voicemail", ACCOUNT, "")
    assert {step.state for step in run.steps} == {"not-reached", "not-taken"}


def test_no_show_with_a_day_to_try_again(call: Walker, starter: Path, environment: dict[str, str]) -> None:
    call.press("6").sees("Nobody was reached: no-show.").press("e").sees("tomorrow, fri, +7")
    call.type("+1").press("enter").sees("Anything to note?").type("Ring before nine").press("enter")
    call.sees("this is what will be recorded").press("enter").sees("Recorded")
    done(call)
    (run,) = recorded(starter, environment)
    assert (run.connect, [note.text for note in run.notes]) == ("no-show", ["Ring before nine"])


def test_three_minutes(call: Walker, starter: Path, environment: dict[str, str]) -> None:
    call.press("1").sees("1/6 Open").press("f9").sees("short of time", "What it costs")
    call.type("About nine thousand").press("enter").sees("About nine thousand").press("2", "enter")
    call.sees("2/2 Agree the next step").press("space").sees("☑ Agree a date", "⏎ keep")
    call.type("Ruth Adler").press("enter").sees("Ruth Adler").press("1")
    call.sees("● Yes, with a date").press("enter").sees("How did it end?").press("1")
    call.sees("Did they commit?").press("1").sees("Exit proven?").press("enter").sees("Cut short?").press("1")
    call.sees("Next step").press("enter").sees("Anything to note?").press("enter")
    call.sees("this is what will be recorded").press("enter").sees("Recorded")
    done(call)
    (run,) = recorded(starter, environment)
    assert (run.result, run.cut_short) == ("advance", True)
    states = {step.id: (step.state, step.reason) for step in run.steps}
    assert states["what-it-costs"] == ("done", "")
    assert states["how-it-works-today"] == ("skipped", "no time")


def test_the_wrong_play(call: Walker, starter: Path, environment: dict[str, str]) -> None:
    call.press("1").sees("1/6 Open").press_from_help("n", "note").sees("Note").type(
        "They are customers"
    ).press("enter").sees("Noted.")
    call.press_from_help("w", "wrong play").sees("go on with which one?").type("renewal").press("enter")
    call.sees("Renewal", ACCOUNT, "● saved").press("e").sees("How did it end?").press("2")
    call.sees("Did they commit?").press("4").press("enter").press("enter").press("enter").press("enter")
    call.sees("this is what will be recorded", "They are customers").press("enter").sees("Recorded")
    done(call)
    left, ran = recorded(starter, environment)
    assert (left.wrong_play, left.play) == (True, "plays/discover/first-discovery")
    assert (ran.wrong_play, ran.account, [note.text for note in ran.notes]) == (
        False,
        ACCOUNT,
        ["They are customers"],
    )


def test_two_people(call: Walker, starter: Path, environment: dict[str, str]) -> None:
    call.press("C").sees("Who is on the call?").type("Ada Berg").press("enter").sees("☑ Ada Berg")
    call.type("Bo Lin").press("enter").sees("☑ Bo Lin").press("enter")
    call.sees("people on the call: Ada Berg, Bo Lin").press("1").sees("Thanks for making time, Ada.")
    call.press("enter").sees("✓ understood").press("1").sees("● Yes").press_from_help("q", "said-by")
    call.sees("1  Ada Berg", "2  Bo Lin").press("2").sees("said by Bo Lin").press("e").sees("How did it end?")
    call.press("4").press("4").press("enter").press("enter").press("enter").press("enter")
    call.sees("this is what will be recorded").press("enter").sees("Recorded")
    done(call)
    (run,) = recorded(starter, environment)
    assert len(run.contacts) == 2
    assert [answer.by for answer in run.answers] == [run.contacts[1]]
    assert "Ada" not in str(run)


def test_an_objection_in_the_middle_of_typing(
    call: Walker, starter: Path, environment: dict[str, str]
) -> None:
    call.press("1").sees("1/6 Open").press("f9").sees("What it costs").type("about nine th")
    call.press("f2").sees("two or three letters").type("exp").sees("too expensive").press("enter")
    call.sees("about nine th", "⏎ keep").type("ousand").press("enter").sees(
        "about nine thousand", "settle it?"
    )
    call.press("h").sees("about nine thousand").terminal.sees_no("settle it?")
    call.press("e").sees("How did it end?").press("4").press("4").press("enter").press("enter").press("enter")
    call.press("enter").sees("this is what will be recorded", "about nine thousand").press("enter").sees(
        "Recorded"
    )
    done(call)
    (run,) = recorded(starter, environment)
    assert [(seen.page, seen.words, seen.settled) for seen in run.opened] == [
        ("objections/too-expensive", "exp", "partly")
    ]
    assert [answer.values for answer in run.answers] == [("about nine thousand",)]


def test_going_back_after_a_branch(call: Walker, starter: Path, environment: dict[str, str]) -> None:
    call.press("1").sees("1/6 Open").press("enter").sees("✓ understood").press("enter").sees(
        "2/6 A bad morning"
    )
    call.press("down").sees("4 ○ Hardly ever").press("4").sees("● Hardly ever").press("enter")
    call.sees("Part as friends", "What would change it?").type("A second site").press("enter").sees(
        "A second site"
    )
    call.press_from_help("backspace", "step before").sees("2/3 A bad morning")
    call.press("down").sees("1 ○ Every day").press("1").sees("● Every day").press("enter")
    call.sees("3/6 How it works today").press("e").sees("How did it end?").press("2").press("4")
    call.press("enter").press("enter").press("enter").press("enter").sees("this is what will be recorded")
    call.press("enter").sees("Recorded")
    done(call)
    (run,) = recorded(starter, environment)
    states = {step.id: step.state for step in run.steps}
    assert (states["a-bad-morning"], states["part-as-friends"]) == ("done", "left-out")
    assert ("a-bad-morning", "back") in [(step, event) for _, step, event in run.trace]
