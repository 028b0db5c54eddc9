"""The README's tour, walked on the demo as it is written: each of its keys, in its order."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.system.conftest import Walker
from tests.terminal import Terminal

pytestmark = pytest.mark.system

Open = Callable[..., Terminal]

README = Path(__file__).parents[2] / "README.md"
NAMED = {"⏎": "enter", "⌫": "backspace", "esc": "escape"}


def points() -> list[str]:
    """Return the numbered points of the tour."""
    text = README.read_text(encoding="utf-8").partition("## A 60-second tour")[2].partition("Every key")[0]
    return [" ".join(point.split()) for point in re.split(r"(?m)^\d\. ", text)[1:]]


def keys(point: str) -> list[str]:
    """Return the keys that a point of the tour names, as they are pressed."""
    named = re.findall(r"`([^`]+)`", point)
    return [NAMED.get(key, key.lower() if key.startswith("F") else key) for key in named]


def become(walker: Walker, name: str) -> Walker:
    """Act as somebody else."""
    walker.press("A").sees("Act as", name)
    found = re.search(rf"(\d) +{name}", walker.terminal.settle())
    assert found, walker.terminal.text
    return walker.press(found[1])


def test_the_tour_can_be_walked_as_it_is_written(tmp_path: Path, terminals: Open) -> None:
    start, today, plays, call, feedback, end, others = points()
    lee = Walker(terminals("demo", "--dir", tmp_path / "demo"))
    lee.terminal.sees("Who are you?", "Lee Park", "Who sees what", seconds=90)

    assert keys(start) == ["1", "enter"]
    lee.press("1").press("enter").sees("1 Today", "▶ open call", "→ next step", "✓ answer")

    assert keys(today) == ["1", "enter"]
    lee.press("1").sees("Ostrander Paper", "⏎ resume")

    assert keys(plays) == ["2", "enter", "c"]
    lee.press("2").sees("Stages", "●").press("down").sees("First discovery", "Exit:").press("enter")
    lee.press("enter").sees("Brings last quarter's waiting charges").terminal.settle(1.0)
    lee.press("c").sees("Who picked up?", "First discovery")

    assert keys(call) == ["enter", "enter", "f2"]
    lee.press("enter").sees("1/6 Open").press("enter").sees("✓ understood").press("space").sees(
        "☑ Ask how long"
    )
    lee.press("1").sees("● Yes").press("enter").sees("2/6 A bad morning")
    lee.press("f2").sees("two or three letters").type("exp").sees("That's too expensive").press("enter")
    lee.sees("2/6 A bad morning").press("y")

    assert keys(feedback) == ["f4", "enter"]
    lee.press("f4").sees("1  worked", "Take me back to the last bad morning").press("2")
    lee.sees("how would you say it?").type("Nobody says whom any more").press("enter")
    lee.sees("Feedback F-", "saved", "2/6 A bad morning")

    assert keys(end) == ["e", "f10", "enter", "c"]
    lee.press("e").sees("How did it end?").press("2").sees("▸ Did they commit?").press("4")
    lee.press("f10").sees("this is what will be recorded").press("enter").sees("Recorded", "c copy")
    lee.press("c").sees("Copied").press("enter").sees("Recorded: First discovery", "2 Plays")

    assert keys(others) == ["A", "w", "4"]
    become(lee, "Dana Ortiz")
    lee.sees("Nobody says whom any more", "w answer").press("w").sees("Answer to Lee Park")
    lee.type("It says who rang first now.").press("enter").sees("Answered: both are told")
    become(lee, "Lee Park").sees("✓ answer", "It says who rang first")
    become(lee, "Kim Adeyemi")
    lee.sees("What to talk about", "Lee Park")
    lee.terminal.press("ctrl+q")
    assert lee.terminal.wait() == 0


def test_every_key_of_the_table_of_calls_is_a_key_of_the_call() -> None:
    from tui.call_keys import KEYS
    from tui.commands import key_name

    known = {key_name(key) for command in KEYS for key in command.keys.split(",")}
    text = README.read_text(encoding="utf-8").partition("| what happens | keys |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([^`]+)`", text))
    assert {"v", "F9", "w", "C", "q", "F2", "r", "u"} <= named <= known
