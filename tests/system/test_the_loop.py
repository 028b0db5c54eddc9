"""The whole loop in a real terminal: run, tell, answer, hear, coach. Only keys that are on the screen are pressed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.system.conftest import Walker, playbook
from tests.terminal import Terminal

pytestmark = pytest.mark.system


def test_a_rep_runs_a_play_marketing_answers_the_rep_hears_and_the_manager_sees(
    starter: Path, environment: dict[str, str], terminals: Callable[..., Terminal]
) -> None:
    # First start: who am I, who sees what
    lee = Walker(terminals("-C", starter))
    lee.sees("Welcome. Who are you?", "Lee Park", "Mia Novak", "Dana Ortiz", "Kim Adeyemi", "Who sees what")
    lee.press("1").sees("you and Kim Adeyemi").press("enter").sees("Nothing is due, Lee")

    # A play for a stage, prepared
    lee.press("2").sees("Demo-request callback").press("down").sees("First discovery", "Exit:")
    lee.press("right", "enter").sees("Ask for", "Brings last quarter's waiting charges")
    lee.press("a").sees("Which account?").type("Brenner Foods").press("enter").sees("· Brenner Foods")

    # The call: a notice, a to-do, an answer, a text
    lee.press("c").sees("Who picked up?", "First discovery · Brenner Foods").press("1").sees("1/6 Open")
    lee.press("enter").sees("✓ understood").press("space").sees("☑ Ask how long they have")
    lee.press("1").sees("● Yes").press("enter").sees("2/6 A bad morning")

    # An objection, found by three letters, and back where it was
    lee.press("f2").sees("two or three letters").type("exp").sees("That's too expensive", "Too expensive")
    lee.press("enter").sees("2/6 A bad morning", "settle it?").press("y")

    # Feedback about what is on the screen, without leaving the call
    lee.press("f4").sees("1  worked", "Take me back to the last bad morning").press("2").sees(
        "how would you say it?"
    )
    lee.type("Nobody says whom any more").press("enter").sees("saved", "2/6 A bad morning")

    # A branch: the answer leads there, and the run goes on to the end
    lee.press("1").sees("☑ Trucks came all at once").press("down").sees("4 ○ Hardly ever").press("4")
    lee.sees("● Hardly ever").press("enter").sees("Part as friends", "What would change it?")
    lee.type("A second site").press("enter").sees("A second site").press("enter")

    # Ending, review, saved
    lee.sees("How did it end?").press("2").sees("Did they commit?").press("4").sees("Exit proven?")
    lee.press("enter").sees("1 ○ yes   2 ● no").press("2").sees("Next step").type("Ring again").press("enter")
    lee.sees("When").type("+0").press("enter").sees("Anything to note?").press("enter")
    lee.sees("this is what will be recorded", "You and Kim Adeyemi.", "continuation", "Ring again")
    lee.press("enter").sees("Recorded", "Recap: First discovery").press("enter").sees("1 Today")
    lee.terminal.press("ctrl+q")
    assert lee.terminal.wait() == 0

    # The liaison sees it at its line, and answers
    dana = Walker(terminals("-C", starter, "--as", "dana"))
    dana.sees(
        "3 Desk", "New 1", "hard to say", "Nobody says whom any more", "Take me back to the last bad morning"
    )
    dana.sees("Lee Park, on a call with Brenner Foods", "1 account")
    dana.press("w").sees("Answer to Lee Park").type("It says who rang first now.").press("enter")
    dana.sees("Answered: the rep is told")
    dana.terminal.press("ctrl+q")
    assert dana.terminal.wait() == 0

    # The rep hears it: in Today, in News, inside the play
    again = Walker(terminals("-C", starter))
    again.sees("→ next step", "Ring again", "✓ answer", "It says who rang first")
    again.press("5").sees("R all read", "answer", "Nobody says whom any more")
    again.press("enter").sees(
        "A bad morning",
        "You said: Nobody says whom any more",
        "Dana Ortiz answered: It says who rang first now.",
    )
    again.press("escape").sees("News").press("1").sees("Today", "Ring again")
    again.terminal.settle()
    assert "✓ answer" not in again.terminal.text
    again.terminal.press("ctrl+q")

    # The manager sees the run, step by step
    kim = Walker(terminals("-C", starter, "--as", "kim"))
    kim.sees("What to talk about", "Lee Park").press("down").sees("By how often they were opened")
    kim.press("down").sees("1 connected run of 1").press("enter")
    kim.sees("Brenner Foods", "continuation", "✓ done", "What would change it? A second site", "settled")
    kim.terminal.press("ctrl+q")

    # And the record says the same to other programs
    told = subprocess.run(
        playbook("-C", starter, "--as", "kim", "runs", "list", "--json"),
        env={**environment, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=True,
    )
    (run,) = json.loads(told.stdout)
    assert (run["account"], run["result"], run["commitment"]) == (
        "Brenner Foods",
        "continuation",
        "not-asked",
    )
