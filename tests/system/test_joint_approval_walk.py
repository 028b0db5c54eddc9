"""Three people with a clone each and a bare remote, in real terminals: from a call to what everybody reads."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.review import conftest as clones
from tests.review.conftest import PATH, Clone, Team
from tests.system.conftest import Walker, playbook
from tests.system.test_settings_by_hand import editor
from tests.terminal import Terminal

pytestmark = pytest.mark.system
team, built = clones.team, clones.built

Open = Callable[..., Terminal]
WORDS = "Good morning, is now all right?"
BETTER = "Good morning. Is now all right for you?"


def at(terminals: Open, clone: Clone, *what: str, **env: str) -> Walker:
    """Open Playbook in somebody's clone."""
    return Walker(terminals("-C", clone.root, "--data", clone.data, "--as", clone.person, *what, **env))


def quit_(walker: Walker) -> None:
    """Leave, and leave well."""
    walker.terminal.settle()
    walker.terminal.press("ctrl+q")
    assert walker.terminal.wait() == 0


def say(environment: dict[str, str], clone: Clone, *arguments: str) -> tuple[int, str, str]:
    """Run a command in somebody's clone."""
    done = subprocess.run(
        playbook("-C", clone.root, "--data", clone.data, "--as", clone.person, *arguments),
        env={**environment, "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_from_a_call_to_what_everybody_reads(
    team: Team, terminals: Open, environment: dict[str, str], tmp_path: Path
) -> None:
    lee, dana, kim = (team.clone(name) for name in ("lee", "dana", "kim"))

    # The rep says on the call what worked, and proposes it when the call is recorded.
    rep = at(terminals, lee, "call", "first-call", "--account", "Acme")
    rep.sees("Who picked up?").press("1").sees("Thanks for making the time.")
    rep.press("f4").sees("1  worked").press("1").type(WORDS).press("enter").sees("saved")
    rep.press("enter").sees("Find the cost").terminal.press("e")
    rep.sees("How did it end?").press("1").sees("advance").terminal.press("f10")
    rep.sees("this is what will be recorded").press("enter").sees("Recap: First call", "Recorded")
    rep.press("p").sees("What worked better?", "Open: “Good morning, is no").press("1").sees(
        "Words for all · Open"
    ).press("enter")
    rep.sees("Where do your words belong?").press("1").sees("Proposed, as say-open-of-first-call")
    quit_(rep)

    # Marketing's owner reads it, edits it in their own editor, and approves.
    edit = editor(tmp_path, f"sed -i 's/{WORDS}/{BETTER}/' \"$1\"; sleep 1")
    owner = at(terminals, dana, EDITOR=edit)
    owner.sees("3 Desk").terminal.press("P")
    owner.sees("For me 1", "needs marketing, sales").press("enter")
    owner.sees(
        f"+{WORDS.split()[0]}", "marketing: waits for Dana Ortiz", "sales: waits for Lee Park or Kim Sato"
    )
    owner.press("e").sees("Amended. It still needs marketing and sales.", "Good morning. Is now all right")
    owner.press("a").sees("Approved. It still needs sales.", "✓ marketing: Dana Ortiz")

    # With one approval nobody can publish: not on the screen, not on the command line.
    owner.press("p").sees("It still needs sales.")
    review = "say-open-of-first-call-as-it-worked-on-a"
    code, _, err = say(environment, dana, "plays", "publish", review)
    assert (code, "It still needs sales." in err) == (2, True)

    # Sales approves and publishes.
    manager = at(terminals, kim)
    manager.sees("4 Coach").terminal.press("P")
    manager.sees("For me 1").press("enter").sees("Good morning. Is now all right").press("a")
    manager.sees("Everybody has: it can be published.").press("p").sees("Publish?", "1 piece of feedback")
    manager.press("1").sees("Published: ").press("escape")
    quit_(manager)
    quit_(owner)
    assert BETTER in kim.read()

    # The others see it as news; the rep hears what became of their words, and whose they are.
    rep = at(terminals, lee)
    rep.sees("1 Today").press("5").sees("News")
    rep.terminal.press("\x12")
    rep.sees("Your pages are as they are published.", "answer", "First call")
    rep.press("R").sees("marked as read").press("2").sees("Stages", "First call", BETTER[:20])
    assert BETTER in lee.read()
    rep.terminal.press("right")
    rep.sees("call now").terminal.press("B")
    rep.sees("Lines · First call", "F ", BETTER[:20])
    quit_(rep)
    code, out, _ = say(environment, lee, "feedback", "list", "--json")
    assert [(one["state"], one["text"]) for one in json.loads(out)] == [("published", WORDS)]
    code, out, _ = say(environment, lee, "plays", "blame", "first-call", "--json")
    [line] = [one for one in json.loads(out) if BETTER in one["text"]]
    assert line["accounts"] == ["Acme"]
    assert {one["for"] for one in line["approvals"]} == {"marketing", "sales"}
    code, out, _ = say(environment, dana, "plays", "pull")
    assert (code, BETTER in dana.read(PATH)) == (0, True)
    code, out, _ = say(environment, dana, "news", "--json")
    assert [one["title"] for one in json.loads(out) if one["kind"] == "changed"] == ["First call"]
