"""What happens on real calls, each from the first key to the record; every key pressed stands on the screen before."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.system.conftest import Walker, playbook
from tests.terminal import Terminal

pytestmark = pytest.mark.system

Open = Callable[..., Terminal]


class Call:
    """Lee at a terminal, and what the command line says of it."""

    def __init__(self, root: Path, environment: dict[str, str], terminals: Open) -> None:
        self._root, self._environment, self._terminals = root, environment, terminals
        self.rep = self.open()

    def open(self) -> Walker:
        """Open Playbook in another terminal."""
        return Walker(self._terminals("-C", self._root, "--as", "lee"))

    def callback(self) -> Walker:
        """Open the first play that Plays offers, before anybody has picked up."""
        self.rep.press("2").sees("Demo-request callback").press("right", "c")
        return self.rep.sees("Who picked up?", "1/5 Open")

    def discovery(self) -> Walker:
        """Open the first discovery, connected, its notice understood."""
        self.rep.press("2").sees("Demo-request callback").press("down").sees("First discovery", "Exit:")
        self.rep.press("right", "c").sees("Who picked up?", "First discovery").press("1").sees("1/6 Open")
        return self.rep.press("enter").sees("✓ understood")

    def told(self, *arguments: str) -> Any:
        """Return what a command says."""
        done = subprocess.run(
            playbook("-C", self._root, "--as", "lee", *arguments, "--json"),
            env={**self._environment, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            check=True,
        )
        return json.loads(done.stdout)

    def recorded(self) -> Any:
        """Return the one run that is recorded, step by step."""
        (row,) = self.told("runs", "list")
        return self.told("runs", "show", row["id"])


@pytest.fixture
def call(starter: Path, environment: dict[str, str], terminals: Open) -> Call:
    """Lee, before the call."""
    return Call(starter, environment, terminals)


def states(run: Any) -> list[tuple[str, str]]:
    """Return each step with how it ended."""
    return [(step["id"], step["state"]) for step in run["steps"]]


def test_voicemail_is_logged_in_two_keys_with_its_script_read_aloud(call: Call) -> None:
    rep = call.callback()
    rep.press("v").sees("Say to the machine", "I'll try again tomorrow at", "Nobody was reached: voicemail")
    rep.press("enter").sees("Logged: voicemail", "Demo-request callback")
    run = call.recorded()
    assert (run["connect"], run["steps_done"]) == ("voicemail", 0)
    assert call.told("runs", "list", "--open") == []


def test_a_no_show_is_taken_back_when_they_come_late(call: Call) -> None:
    rep = call.callback()
    rep.press("6").sees("Nobody was reached: no-show").press("u").sees("Who picked up?")
    rep.press("1").sees("1 ○ Yes").press("1").sees("● Yes")
    (open_run,) = call.told("runs", "list", "--open")
    assert open_run["connect"] == "connected"


def test_a_no_show_with_a_next_step(call: Call) -> None:
    rep = call.callback()
    rep.press("6").sees("Nobody was reached: no-show").press("enter").sees("Logged: no-show")
    assert call.recorded()["connect"] == "no-show"


def test_three_minutes_leave_only_what_must_be(call: Call) -> None:
    rep = call.callback()
    rep.press("1").sees("1 ○ Yes").press("1").sees("● Yes").press("enter")
    rep.sees("2/5 What made them look").press("f9").sees("2/3 What made them look")
    rep.press("enter").sees("3/3 Book the demo").press("space").sees("☑ Ask for the dock lead").press("enter")
    rep.sees("How did it end?").press("2").sees("2 ● continuation", "▸ Did they commit?").press("4")
    rep.press("f10").sees("this is what will be recorded").press("enter").sees("Recorded")
    run = call.recorded()
    assert {(step["id"], step["reason"]) for step in run["steps"] if step["state"] == "skipped"} == {
        ("size-it", "no time"),
    }


def test_an_objection_in_the_middle_of_typing_and_back_to_the_cursor(call: Call) -> None:
    rep = call.discovery()
    rep.press("enter").sees("2/6 A bad morning").press("enter").sees("3/6 How it works today")
    rep.press("down").sees("esc keys").type("The gate man, unless ")
    rep.sees("The gate man, unless").press("f2").sees("two or three letters").type("exp")
    rep.sees("That's too expensive").press("enter").sees("3/6 How it works today", "The gate man, unless")
    rep.type("Maria is in").sees("The gate man, unless Maria is in").press("enter")
    rep.sees("settle it?").press("h").terminal.sees_no("settle it?")
    (open_run,) = call.told("runs", "list", "--open")
    shown = call.told("runs", "show", open_run["id"])
    assert "The gate man, unless Maria is in" in json.dumps(shown)


def test_going_back_after_a_branch_takes_the_other_way(call: Call) -> None:
    rep = call.callback()
    rep.press("1").sees("2 ○ Not now").press("2").sees("● Not now").press("enter").sees(
        "Find a better time", "2/2"
    )
    rep.press_from_help("backspace", "step before").sees("1/2 Open", "● Not now")
    rep.press("1").sees("● Yes").press("enter").sees("2/5 What made them look")
    (open_run,) = call.told("runs", "list", "--open")
    assert open_run["play"].endswith("demo-request-callback")


def test_the_wrong_play_is_left_for_another_and_what_was_said_goes_along(call: Call) -> None:
    rep = call.callback()
    rep.press("1").sees("1 ○ Yes").press("1").sees("● Yes").press("f5").type(
        "They want a price at once"
    ).press("enter")
    rep.press_from_help("w", "wrong play").sees("Price conversation").type("price con")
    rep.sees("esc back").press("enter").terminal.sees_no("esc back")
    rep.sees("Price conversation", "● saved")
    (open_run,) = call.told("runs", "list", "--open")
    assert open_run["play"].endswith("price-conversation")
    assert "They want a price at once" in json.dumps(call.told("runs", "show", open_run["id"]))
    # Both are recorded once the one that went on is reviewed; the one that was left does not count.
    rep.press("e").sees("How did it end?").press("2").sees("▸ Did they commit?").press("4")
    rep.press("f10").sees("this is what will be recorded").press("enter").sees("Recorded")
    rows = {row["play"].rpartition("/")[2]: row for row in call.told("runs", "list")}
    assert {name: row["wrong_play"] for name, row in rows.items()} == {
        "demo-request-callback": True,
        "price-conversation": False,
    }


def test_two_people_are_on_the_call_and_the_answer_says_whose_it_is(
    call: Call, environment: dict[str, str]
) -> None:
    rep = call.callback()
    rep.press("C").sees("Who is on the call?").type("Ann Lee").press("enter").sees("☑ Ann Lee")
    rep.type("Bo Ek").press("enter").sees("☑ Bo Ek").press("enter").sees(
        "on the call", "Ann Lee, Bo Ek", "Hello Ann"
    )
    rep.press("1").sees("1 ○ Yes").press("1").sees("● Yes")
    rep.press_from_help("q", "people on the call").sees("Who said it", "2  Bo Ek").press("2").sees(
        "● Yes", "Bo Ek"
    )
    rep.press("e").sees("How did it end?").press("2").sees("▸ Did they commit?").press("4")
    rep.press("f10").sees("this is what will be recorded", "Bo Ek").press("enter").sees("Recorded")
    run = call.recorded()
    (answer,) = run["answers"]
    assert answer["by"] == run["contacts"][1]
    # Their names stay in the device's address book.
    data = Path(environment["PLAYBOOK_DATA"])
    naming = [path for path in data.rglob("*") if path.is_file() and b"Bo Ek" in path.read_bytes()]
    assert [path.parent.name for path in naming] == ["address-book"]


def test_a_call_is_parked_for_another_and_taken_up_where_it_was(call: Call) -> None:
    rep = call.callback()
    rep.press("1").sees("1 ○ Yes").press("1").sees("● Yes").press("enter").sees("2/5 What made them look")
    rep.press_from_help("escape", "Park the call").sees("Leave this call?", "2  park it").press("2")
    rep.sees("Parked", "Trigger-event call").press("down").press("c").sees(
        "Trigger-event call", "Who picked up?"
    )
    rep.press("1").sees("1/5")
    rep.press_from_help("r", "other open call").sees("Go to which call?", "1  Demo-request callback").press(
        "1"
    )
    rep.sees("2/5 What made them look", "✓ Open")
    assert {row["title"] for row in call.told("runs", "list", "--open")} == {
        "Demo-request callback",
        "Trigger-event call",
    }
