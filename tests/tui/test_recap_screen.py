"""Recap: the run in words, to be copied or kept; and the user's own command, which is in nobody's way."""

from __future__ import annotations

import json
import shlex
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from playbook import hooks, paths
from tests.tui.driver import Driver, opened
from tests.tui.test_call_screen import start
from tests.tui.world import World


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


@asynccontextmanager
async def recap(
    world: World, size: tuple[int, int] = (100, 30), *, told: bool = True
) -> AsyncIterator[Driver]:
    """Open the recap of a call that has just been recorded."""
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=size) as driver:
        await to_recap(driver, told=told)
        yield driver


async def to_recap(driver: Driver, *, private: bool = False, told: bool = True) -> None:
    await start(driver)
    await driver.press("enter", "e", "1", "4")
    await driver.type("Nine thousand a month")
    await driver.press("enter", "2")
    await driver.type("Send the numbers")
    await driver.press("enter")
    await driver.type("fri")
    await driver.press("enter")
    await driver.type("Her boss is leaving")
    await driver.press("f10", *(["p"] if private else []), "enter")
    driver.sees("Recap: First discovery", "✓ Recorded: First discovery." if told else "")


async def test_the_summary_stands_there_at_once_and_the_mail_is_one_key_away(world: World) -> None:
    async with recap(world, (80, 24)) as driver:
        driver.sees("1 recap", "2 mail", "Result: advance", "In their words: Nine thousand a month")
        tabs = [
            piece
            for strip in driver.app.screen._compositor.render_strips()
            for piece in strip
            if piece.text.strip() in ("1 recap", "2 mail")
        ]
        assert [piece.style.underline for piece in tabs if piece.style] == [None, None], "tabs, and no links"
        driver.sees("Next: Send the numbers, 2026-11-27", "- Her boss is leaving", "c copy", "w to a file")
        await driver.press("2")
        driver.sees("Subject: ", "Hello [contact first name],", "What we agreed: Send the numbers").sees_no(
            "Her boss"
        )
        await driver.press("t")
        driver.sees("Result: advance")
        await driver.press("9")
        driver.sees("There are 2 templates.")
        await driver.press("enter")
        driver.sees("1 Today")


async def test_it_is_copied_with_honest_words(world: World) -> None:
    async with recap(world) as driver:
        await driver.press("2", "c")
        driver.sees("Copied 278 characters. If paste brings", "nothing, the terminal refused it;")
        driver.sees("press w to write a file", "or s to show it.")
        assert driver.app.clipboard.startswith("Subject: ")
        assert "Hello [contact first name],\n" in driver.app.clipboard


async def test_it_goes_into_a_new_file_under_home_and_over_no_other(world: World, home: Path) -> None:
    async with recap(world) as driver:
        await driver.press("w")
        driver.sees("Write to which new file?", "First-discovery-2026-11-20.txt")
        await driver.press("enter")
        file = home / "First-discovery-2026-11-20.txt"
        assert "Result: advance" in file.read_text()
        driver.sees("✓ Written to")
        await driver.press("2", "w")
        driver.sees("First-discovery-2026-11-20-2.txt")
        await driver.type("First-discovery-2026-11-20.txt")
        await driver.press("enter")
        driver.sees("Write to which new file?", "another")
        await driver.type("mail.txt")
        await driver.press("enter")
        assert (home / "mail.txt").read_text().startswith("Subject: ")
        assert "Result: advance" in file.read_text()


async def test_it_is_shown_alone_to_be_marked_in_the_terminal(world: World) -> None:
    async with recap(world) as driver:
        await driver.press("s")
        assert driver.lines[0].startswith("First discovery · 2026-11-20")
        driver.sees("Shift and the mouse").sees_no("┃")
        await driver.press("escape")
        driver.sees("Recap: First discovery")


async def test_templates_of_the_playbook_can_be_chosen_and_a_broken_one_says_why(world: World) -> None:
    folder = world.root / "templates"
    (folder / "recap-short.md").write_text("{{run.result}} / {{run.reslt}}\n")
    (folder / "thanks.md").write_text("Subject: Thanks\n\nUntil {{run.next_date}}.\n")
    (folder / "away.md").symlink_to("/etc/hostname")
    async with recap(world) as driver:
        driver.sees("1 recap", "2 away", "3 recap short", "4 mail", "5 thanks (mail)")
        await driver.press("3")
        driver.sees("! templates/recap-short.md:1: nothing fills “{{run.reslt}}”. Did you mean run.result?")
        await driver.press("5")
        driver.sees("Subject: Thanks", "Until 2026-11-27.")
        await driver.press("2")
        driver.sees("! templates/away.md cannot be read: is a link, and links are not followed.")
        await driver.press("c")
        driver.sees("links are not followed")
        assert driver.app.clipboard == ""


async def test_whoever_copies_a_mail_hears_what_is_still_to_be_filled_in(world: World) -> None:
    async with recap(world) as driver:
        await driver.press("c")
        driver.sees_no("Still to fill in")
        await driver.press("2")
        driver.sees("Subject: ", "[")
        await driver.press("c")
        driver.sees("Still to fill in: [account name], [contact first name]. Copied")


# The user's own command


def hook(tmp_path: Path, script: str, seconds: int = 20) -> Path:
    out = tmp_path / "out.json"
    command = f"{shlex.quote(sys.executable)} -c {shlex.quote(script.replace('OUT', repr(str(out))))}"
    folder = paths.config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text(
        f"[hooks]\nrun-finished = {json.dumps(command)}\nseconds = {seconds}\n"
    )
    return out


async def eventually(driver: Driver, holds: Callable[[], bool]) -> None:
    """Wait for what a process of the user's own does."""
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end, driver.text
        await driver.pilot.pause(0.02)
        await driver.settle()


TAKE = "import sys; open(OUT, 'ab').write(sys.stdin.buffer.read() + b'\\n')"


async def test_the_users_command_gets_the_run_and_can_have_it_again(world: World, tmp_path: Path) -> None:
    out = hook(tmp_path, TAKE)
    async with recap(world) as driver:
        await eventually(driver, lambda: not hooks.under_way())
        assert json.loads(out.read_text())["next"] == "Send the numbers"
        driver.sees("x my command").sees_no("Your command")
        await driver.press("x")
        await eventually(driver, lambda: "Your command took the run" in driver.text)
        assert len(out.read_text().splitlines()) == 2


async def test_a_command_that_fails_is_one_line(world: World, tmp_path: Path) -> None:
    hook(tmp_path, "import sys; print('no such customer', file=sys.stderr); sys.exit(4)")
    async with recap(world, told=False) as driver:
        await eventually(driver, lambda: "no such customer" in driver.text)
        driver.sees("✗ Your run-finished command failed with exit code 4: no such customer.", "Recap:")


async def test_a_slow_command_is_in_nobodys_way_and_is_told_after_the_next_call(
    world: World, tmp_path: Path
) -> None:
    go, pid = tmp_path / "go", tmp_path / "pid"
    script = (
        f"import os, sys, time\nopen({str(pid)!r}, 'w').write(str(os.getpid()))\n"
        f"while not os.path.exists({str(go)!r}): time.sleep(0.02)\nsys.exit(5)"
    )
    hook(tmp_path, script)
    async with recap(world) as driver:
        await driver.press("enter")
        driver.sees("1 Today")
        await start(driver)
        await driver.press("enter", "enter")
        assert hooks.under_way()  # or somebody would have waited for it
        go.touch()
        await eventually(driver, lambda: not hooks.under_way())
        driver.sees_no("exit code 5")
        await driver.press("escape", "2")
        await eventually(driver, lambda: "failed with exit code 5" in driver.text)


async def test_a_private_run_goes_to_no_command(world: World, tmp_path: Path) -> None:
    out = hook(tmp_path, TAKE)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(100, 30)) as driver:
        await to_recap(driver, private=True)
        await eventually(driver, lambda: not hooks.under_way())
        await driver.press("x")
        driver.sees("or the run is private.")
    assert not out.exists()


async def test_a_call_that_reached_nobody_has_no_recap(world: World, tmp_path: Path) -> None:
    out = hook(tmp_path, TAKE)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await start(driver)
        await driver.press("2", "enter")
        driver.sees("1 Today").sees_no("Recap:")
        await eventually(driver, lambda: not hooks.under_way())
    assert json.loads(out.read_text())["connect"] == "no-answer"
