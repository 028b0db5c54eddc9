"""The settings: who I am, theme, clock, mouse, calendar, keys; written at once, taken back by one key."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook import preferences
from playbook.preferences import Preferences
from playbook.workspace import Workspace
from tests.tui.driver import Driver, opened
from tests.tui.world import World

LISTED = ["me", "theme", "clock", "mouse", "calendars", "keys"]


async def at(driver: Driver, setting: str) -> Driver:
    """Open the settings with the cursor on one of them."""
    await driver.press("comma", *["j"] * LISTED.index(setting))
    return driver


async def test_the_settings_open_on_a_comma_and_say_where_they_are_kept(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("comma")
        driver.sees(
            "Settings", "settings.toml", "Who I am", "Lee Park (rep, author)", "Theme", "Clock", "Mouse"
        )
        driver.sees(
            "Calendar", "Keys", "⏎ change", "u undo", "esc back", "Whose runs, feedback and figures are yours"
        )
        await driver.press("escape")
        driver.sees("1 Today").sees_no("Who I am")


async def test_a_narrow_screen_says_below_the_list_what_a_setting_means(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await at(driver, "mouse")
        driver.sees(
            "Who I am", "Keys", "Off: your terminal's own selecting and copying works as anywhere else."
        )
        await driver.press("down")
        driver.sees("A .ics file that your calendar exports").sees_no("Off: your terminal's")


async def test_the_clock_changes_and_is_taken_back(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await at(driver, "clock")
        driver.sees("24h: 10:00")
        await driver.press("enter")
        driver.sees("12h: 10:00 am", "✓ Clock: saved. u undoes it.")
        assert preferences.load().clock == "12h"
        assert driver.app.preferences.clock == "12h"
        await driver.press("u")
        driver.sees("24h: 10:00", "✓ Taken back.")
        assert preferences.load().clock == "24h"
        assert "# theme =" in preferences.path().read_text("utf-8")


async def test_a_theme_is_seen_while_moving_and_kept_by_enter(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        assert driver.app.theme == "playbook-dark"
        await at(driver, "theme")
        await driver.press("enter")
        driver.sees("playbook-light", "textual-dark", "nord", "light")
        await driver.press("j")
        assert driver.app.theme == "playbook-light"
        await driver.press("escape")
        assert driver.app.theme == "playbook-dark"
        await driver.press("enter", "j", "j", "j", "enter")
        driver.sees("✓ Theme: saved", "textual-light")
        assert (driver.app.theme, preferences.load().theme) == ("textual-light", "textual-light")
        await driver.press("r")
        driver.sees("playbook-dark, as it comes")
        assert (driver.app.theme, preferences.load().theme) == ("playbook-dark", "")


async def test_the_mouse_is_switched(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await at(driver, "mouse")
        await driver.press("enter")
        driver.sees("Mouse             off")
        assert preferences.load().mouse is False


async def test_somebody_else_sits_down_at_the_machine(world: World) -> None:
    async with opened(world.root, world.data, clock=world.clock) as driver:
        await driver.press("1", "enter", "comma", "enter")
        driver.sees("Who are you?", "Mia Novak")
        await driver.press("2")
        driver.sees("You are Mia Novak on this machine from now on. u undoes it.", "Mia Novak (rep, author)")
        assert Workspace(world.root, data=world.data).me == "mia"
        await driver.press("u")
        assert Workspace(world.root, data=world.data).me == "lee"
        await driver.press("enter", "2", "escape")
        driver.sees("Mia Novak", "1 Today")


async def test_a_calendar_is_named_and_one_that_is_not_there_is_refused(world: World, tmp_path: Path) -> None:
    file = tmp_path / "mine.ics"
    file.write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await at(driver, "calendars")
        await driver.press("enter")
        driver.sees("Calendar files", "comma between several")
        await driver.type("/nowhere/at-all.ics")
        await driver.press("enter")
        driver.sees("✗ There is no /nowhere/at-all.ics: nothing was changed.")
        assert preferences.load().calendars == ()
        await driver.press("enter")
        await driver.type(f"{file}, {tmp_path}")
        await driver.press("enter")
        assert preferences.load().calendars == (str(file), str(tmp_path))
        driver.sees("Calendar: saved; 0 meetings today and on the next working day.")
        await driver.press("delete")
        driver.sees("none")
        assert preferences.load().calendars == ()


async def test_a_calendar_that_cannot_be_read_is_told_where_it_is_named(world: World, tmp_path: Path) -> None:
    file = tmp_path / "work.ics"
    file.write_text("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:yesterday\nSUMMARY:Broken\n")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await at(driver, "calendars")
        await driver.press("enter")
        await driver.type(str(file))
        await driver.press("enter")
        driver.sees("✗ Calendar: saved, but not all of it can be read: ", "line 2", "undoes it.")
        await driver.press("u")
        driver.sees("Taken back.")
        assert preferences.load().calendars == ()


async def test_the_file_is_edited_by_hand_and_holds_at_once(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "[look]\\nclock = \\"12h\\"\\ntheem = \\"nord\\"\\n" > "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("comma", "e")
        # A headless screen cannot be handed over; in a real terminal it can (tests/system).
        driver.sees("✗ An editor cannot be opened from here")
        assert "# Playbook: your own settings" in preferences.path().read_text("utf-8")


async def test_a_file_that_is_no_toml_is_said_and_never_overwritten(world: World) -> None:
    preferences.path().parent.mkdir(parents=True, exist_ok=True)
    preferences.path().write_text("[look\n")
    async with opened(
        world.root, world.data, person="lee", clock=world.clock, preferences=preferences.load()
    ) as driver:
        await at(driver, "me")
        driver.sees("In your settings: line 1: ")
        await driver.press("j", "j", "enter")
        driver.sees("✗ Your settings cannot be understood", "24h")
    assert preferences.path().read_text() == "[look\n"


async def test_what_the_file_says_wrong_is_told_with_the_nearest_command(world: World) -> None:
    mine = Preferences(keys={"call.skp": "x", "call.skip": "escape", "desk.undo": "hyper"})
    async with opened(world.root, world.data, person="lee", clock=world.clock, preferences=mine) as driver:
        await at(driver, "me")
        driver.sees("No command is called “call.skp”; perhaps “call.skip” is meant.", "2 more beside “Keys”")
        await driver.press("G")
        driver.sees("call.skip: Escape always", "No terminal sends a key")


async def test_nothing_can_be_taken_back_before_anything_was_changed(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("comma", "u")
        driver.sees("Nothing was changed here yet.")
        await driver.press("r")
        driver.sees("Who you are has no default; ⏎ chooses.")


# Keys


async def keys(driver: Driver, words: str) -> Driver:
    """Open the keys with the cursor on the first command that holds `words`."""
    await at(driver, "keys")
    await driver.press("enter", "slash")
    await driver.type(words)
    await driver.press("enter")
    return driver


async def test_a_new_key_is_pressed_and_works_and_is_shown_everywhere(world: World) -> None:
    world.feedback("The list price is old")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await keys(driver, "desk.accept")
        driver.sees("with “desk.accept”", "Take it in")
        await driver.press("enter")
        driver.sees("Press the new key. Now: a", "accept · desk.accept", "Take it in: marketing will deal")
        await driver.press("z")
        driver.sees("✓ accept: z. u undoes it.", "●")
        assert preferences.load().keys == {"desk.accept": "z"}
        await driver.press("escape", "escape", "escape")
        driver.sees("z accept").sees_no("a accept")
        await driver.press("f1")
        driver.sees("z             Take it in")
        await driver.press("escape", "a")
        driver.sees_no("Accepted")
        await driver.press("z")
        driver.sees("✓ Accepted")


async def test_a_key_that_means_something_in_the_same_place_is_refused(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await keys(driver, "desk.accept")
        await driver.press("enter", "w")
        driver.sees("✗ w already means “answer” (desk.answer) in the same")
        await driver.press("j")
        driver.sees("✗ j already means “down” (list.down)")
        await driver.press("ctrl+s")
        driver.sees("✗ ^s is kept by many terminals")
        await driver.press("a")
        driver.sees("a is its key already")
        await driver.press("escape")
        driver.sees("Take it in").sees_no("Press the new key")
        assert preferences.load().keys == {}


async def test_a_key_of_another_screen_may_be_taken(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await keys(driver, "desk.accept")
        await driver.press("enter", "h")
        driver.sees("✓ accept: h.")


async def test_a_second_key_default_and_all_default_each_with_undo(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await keys(driver, "desk.accept")
        await driver.press("a", "f10")
        driver.sees("✓ accept: a F10.")
        assert preferences.load().keys == {"desk.accept": "a,f10"}
        await driver.press("r")
        driver.sees("✓ accept: a.")
        assert preferences.load().keys == {}
        await driver.press("u")
        assert preferences.load().keys == {"desk.accept": "a,f10"}
        await driver.press("R")
        driver.sees("All keys are as they come.")
        assert preferences.load().keys == {}
        await driver.press("u")
        driver.sees("✓ Taken back.", "a F10")
        await driver.press("escape")
        driver.sees("1 changed (●)")


async def test_words_that_no_command_holds(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await keys(driver, "zqzq")
        driver.sees("No command holds “zqzq”. esc shows all.", "0 commands")
        await driver.press("enter", "r", "R", "u")
        driver.sees("Nothing was changed here yet.")
        await driver.press("escape")
        driver.sees("app.jump")


async def test_keys_of_the_settings_hold_from_the_start(world: World) -> None:
    mine = Preferences(keys={"mode.find": "f10", "list.down": "ctrl+g"})
    async with opened(world.root, world.data, person="lee", clock=world.clock, preferences=mine) as driver:
        await driver.press("2", "j")
        assert driver.app.screen.query_one("#stages").cursor_row == 0  # type: ignore[attr-defined]
        await driver.press("ctrl+g")
        assert driver.app.screen.query_one("#stages").cursor_row == 1  # type: ignore[attr-defined]
        await driver.press("slash")
        driver.sees_no("Find anything")
        await driver.press("f10")
        driver.sees("Find anything")
