"""What goes wrong around a call: killed in the middle of a word, a tiny window, a page that vanishes, two windows …"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.system.conftest import OnDisk, Walker, playbook
from tests.terminal import Terminal

pytestmark = pytest.mark.system

Open = Callable[..., Terminal]
Told = Callable[..., Any]


@pytest.fixture
def told(starter: Path, environment: dict[str, str]) -> Told:
    """What the command line says to Lee."""

    def ask(*arguments: str) -> Any:
        done = subprocess.run(
            playbook("-C", starter, "--as", "lee", *arguments, "--json"),
            env={**environment, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            check=True,
        )
        return json.loads(done.stdout)

    return ask


def discovery(rep: Walker) -> Walker:
    """Open the first discovery, connected, at the question that takes a text."""
    rep.press("2").sees("Demo-request callback").press("down").sees("First discovery", "Exit:")
    rep.press("right", "c").sees("Who picked up?", "First discovery").press("1").sees("1/6 Open")
    rep.press("enter").sees("✓ understood").press("enter").sees("2/6").press("enter").sees(
        "3/6 How it works today"
    )
    return rep.press("down").sees("esc keys")


def callback(rep: Walker) -> Walker:
    """Open the first call that Plays offers, connected."""
    rep.press("2").sees("Demo-request callback").press("right", "c").sees("Who picked up?")
    return rep.press("1").sees("1/5 Open", "1 ○ Yes")


def test_killed_in_the_middle_of_a_word_it_goes_on_there(
    starter: Path, terminals: Open, on_disk: OnDisk
) -> None:
    rep = discovery(Walker(terminals("-C", starter, "--as", "lee")))
    rep.type("The gate man deci").sees("The gate man deci")
    on_disk("The gate man deci")
    rep.sees("● saved").terminal.kill()
    again = Walker(terminals("-C", starter, "--as", "lee"))
    again.sees("▶ open call", "First discovery").press("enter").sees(
        "3/6 How it works today", "The gate man deci"
    )
    again.type("des").sees("The gate man decides").press("enter")
    again.terminal.sees_no("esc keys")
    again.sees("The gate man decides", "● saved")


def test_a_window_of_20_by_5_says_so_and_keeps_the_call(starter: Path, terminals: Open) -> None:
    rep = discovery(Walker(terminals("-C", starter, "--as", "lee")))
    rep.type("The gate man")
    rep.terminal.resize(20, 5)
    rep.sees("Too small")
    rep.terminal.press("enter", "f6", "down")
    rep.terminal.settle()
    rep.terminal.resize(100, 30)
    rep.sees("3/6 How it works today", "The gate man").type(" decides").sees("The gate man decides").press(
        "enter"
    )
    rep.sees("The gate man decides", "3/6 How it works today")


def test_a_play_that_is_deleted_while_it_is_run_is_run_to_its_end(
    starter: Path, terminals: Open, told: Told, on_disk: OnDisk
) -> None:
    rep = callback(Walker(terminals("-C", starter, "--as", "lee")))
    (starter / "plays" / "connect" / "demo-request-callback.md").unlink()
    rep.press("1").sees("● Yes").press("enter").sees("2/5 What made them look", "● saved")
    on_disk('"kind":"next","step":"open"')
    rep.terminal.kill()
    again = Walker(terminals("-C", starter, "--as", "lee"))
    again.sees("▶ open call", "Demo-request callback").press("enter").sees(
        "2/5 What made them look", "✓ Open"
    )
    again.press("e").sees("How did it end?").press("2").sees("▸ Did they commit?").press("4")
    again.press("f10").sees("this is what will be recorded").press("enter").sees("Recorded")
    (run,) = told("runs", "list")
    assert (run["play"], run["title"]) == ("plays/connect/demo-request-callback", "Demo-request callback")


def test_a_play_that_is_rewritten_while_it_is_run_keeps_its_words(starter: Path, terminals: Open) -> None:
    rep = callback(Walker(terminals("-C", starter, "--as", "lee")))
    page = starter / "plays" / "connect" / "demo-request-callback.md"
    page.write_text(
        "# Demo-request callback\n\n## Other\n\n> Other words.\n\n## More\n\n> More.\n", encoding="utf-8"
    )
    rep.press("1").sees("● Yes").press("enter").sees("2/5 What made them look")
    assert "Other words" not in rep.terminal.text


def test_five_pasted_megabytes_are_cut_with_a_word_and_the_call_goes_on(
    starter: Path, terminals: Open, told: Told
) -> None:
    rep = discovery(Walker(terminals("-C", starter, "--as", "lee")))
    rep.type("Before ")
    rep.terminal.paste("truck " * 873_814)
    rep.terminal.settle(1.0, 60)
    rep.terminal.press("enter")
    rep.terminal.settle(1.0, 60)
    assert rep.terminal.process.poll() is None
    rep.terminal.press("escape")
    rep.sees("3/6 How it works today", "First discovery")
    (run,) = told("runs", "list", "--open")
    assert len(json.dumps(told("runs", "show", run["id"]))) < 400_000


def test_two_windows_of_one_person_lose_nothing_of_each_other(
    starter: Path, terminals: Open, told: Told, on_disk: OnDisk
) -> None:
    one = callback(Walker(terminals("-C", starter, "--as", "lee")))
    one.press("1").sees("● Yes").press("enter").sees("2/5 What made them look", "● saved")
    on_disk('"kind":"next","step":"open"')
    two = Walker(terminals("-C", starter, "--as", "lee"))
    two.sees("▶ open call", "Demo-request callback").press("enter").sees("2/5 What made them look")
    two.press("3").sees("● The phone never stops", "● saved")
    on_disk("the-phone-never-stops")
    one.press("f5").type("They sound tired").press("enter").sees("saved")
    on_disk("They sound tired")
    (run,) = told("runs", "list", "--open")
    shown = json.dumps(told("runs", "show", run["id"]))
    assert "They sound tired" in shown
    assert "the-phone-never-stops" in shown


def test_a_broken_calendar_is_said_with_its_line_and_today_stands(
    starter: Path, environment: dict[str, str], terminals: Open
) -> None:
    calendar = Path(environment["HOME"]) / "work.ics"
    calendar.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:yesterday\nSUMMARY:Broken\n", encoding="utf-8"
    )
    config = Path(environment["PLAYBOOK_CONFIG"])
    config.mkdir(parents=True, exist_ok=True)
    (config / "settings.toml").write_text(f'[calendar]\nfiles = ["{calendar}"]\n', encoding="utf-8")
    rep = Walker(terminals("-C", starter, "--as", "lee"))
    rep.sees("1 Today", "work.ics")
    assert "Traceback" not in rep.terminal.text
    callback(rep)
