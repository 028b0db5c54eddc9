"""What works on every screen: modes, help, palette, being somebody else, light and dark."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.sheets import Both, Sheet
from tests.tui.coaching_screens import COACHING
from tests.tui.driver import Driver, opened
from tests.tui.screens import commands_of_screens
from tests.tui.world import DISCOVERY, World
from tui.screens.base import PlaybookScreen
from tui.screens.help import HelpScreen
from tui.widgets.rows_view import RowsView

# Modes


async def test_each_mode_is_on_its_number(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        for key, name in (("2", "plays"), ("3", "desk"), ("4", "coach"), ("5", "news"), ("1", "today")):
            await driver.press(key)
            assert driver.app.current_mode == name


async def test_digits_do_not_leave_a_call(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        from tui.calls import start_call

        start_call(driver.app, DISCOVERY)
        await driver.settle()
        await driver.press("1", "3")
        driver.sees("1/6 Open").sees_no("New │")


async def test_who_one_is_stands_at_the_right_and_shortens_on_a_narrow_screen(world: World) -> None:
    settings = world.root / "playbook.toml"
    settings.write_text(settings.read_text("utf-8").replace('"Lee Park"', '"Leopoldina Parkinson"'), "utf-8")
    for size, end in (
        (120, "Leopoldina Parkinson (rep, author) · Fernyard"),
        (100, "Leopoldina Parkinson (rep, author)"),
        (80, "Leopoldina Parkinson"),
    ):
        async with opened(world.root, world.data, person="lee", clock=world.clock, size=(size, 24)) as driver:
            assert driver.lines[0].endswith(end)
            assert len(driver.lines[0]) <= size


# Being somebody else


async def test_in_the_demo_one_key_makes_one_somebody_else(world: World) -> None:
    world.feedback("The list price is old")
    async with opened(world.root, world.data, person="lee", clock=world.clock, demo=True) as driver:
        driver.sees("A act as… · Lee Park")
        await driver.press("A")
        driver.sees("Act as…", "Lee Park", "marketing: liaison, author", "⏎ choose")
        await driver.press("j", "j", "enter")
        driver.sees("A act as… · Dana Ortiz", "The list price is old")
        assert driver.app.current_mode == "desk"
        await driver.press("a")
        driver.sees("✓ Accepted.")
        await driver.press("A", "j", "j", "j", "enter")
        driver.sees("Kim Adeyemi", "What to talk about")
        await driver.press("A", "escape")
        driver.sees("Kim Adeyemi")
        await driver.press("A", "enter")
        driver.sees("Lee Park", "1 Today")
    assert world.item(next(iter(world.of("dana").feedback()))).state == "accepted"


async def test_another_rep_sees_their_own_day_at_once(world: World) -> None:
    world.begin(("acknowledge",), account="Brenner Foods")
    async with opened(world.root, world.data, person="lee", clock=world.clock, demo=True) as driver:
        driver.sees("Brenner Foods")
        await driver.press("A", "j", "enter")
        driver.sees("Mia Novak").sees_no("Brenner Foods")
        await driver.press("A", "enter")
        driver.sees("Brenner Foods")


async def test_outside_the_demo_nobody_can_be_somebody_else(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("A")
        driver.sees("Only the demo lets you act as somebody else; start it with `playbook demo`.")
        driver.sees_no("A act as…")


# Help


async def at(driver: Driver, name: str) -> PlaybookScreen[Any]:
    """Open a screen by the name of its class."""
    from playbook.reporting.model import Report
    from playbook.reviewing.draft import Draft
    from playbook.reviewing.linted import Linted
    from tui.calls import start_call
    from tui.screens.alone import AloneScreen
    from tui.screens.blame import BlameScreen
    from tui.screens.both import BothScreen
    from tui.screens.check import CheckScreen
    from tui.screens.correct import CorrectScreen
    from tui.screens.draft import DraftScreen
    from tui.screens.ending import EndingScreen
    from tui.screens.history import HistoryScreen
    from tui.screens.person import RunsScreen
    from tui.screens.prep import PrepScreen
    from tui.screens.proposal import ProposalScreen
    from tui.screens.publish_figures import PublishFiguresScreen
    from tui.screens.recap import RecapScreen
    from tui.screens.review import ReviewScreen

    modes = {
        "TodayScreen": "1", "PlaysScreen": "2", "DeskScreen": "3", "CoachScreen": "4", "NewsScreen": "5",
        "AccountsScreen": "6", "SettingsScreen": "comma",
    }  # fmt: skip
    if name in modes:
        await driver.press(modes[name])
    elif name in COACHING:
        driver.app.push_screen(COACHING[name]())
    elif name == "PrepScreen":
        driver.app.push_screen(PrepScreen(DISCOVERY))
    elif name == "MyFeedbackScreen":
        await driver.press("F")
    elif name == "ReviewsScreen":
        await driver.press("P")
    elif name == "TogetherScreen":
        await driver.press("D")
    elif name == "AuditScreen":
        await driver.press("D", *["down"] * 5, "enter")
    elif name in ("HistoryScreen", "BlameScreen"):
        path = f"{DISCOVERY}.md"
        driver.app.push_screen(
            HistoryScreen(path, "Discovery") if name == "HistoryScreen" else BlameScreen(path, "Discovery")
        )
    elif name == "CheckScreen":
        driver.app.push_screen(CheckScreen(DISCOVERY))
    elif name == "BothScreen":
        sheet = Sheet(f"{DISCOVERY}.md", driver.app.workspace.root / f"{DISCOVERY}.md", b"Old\n")
        driver.app.push_screen(BothScreen(Both(sheet, b"Mine\n", b"Theirs\n"), driver.app.say))
    elif name == "DraftScreen":
        driver.app.push_screen(DraftScreen(Draft((), Linted((), ()))))
    elif name == "PublishFiguresScreen":
        driver.app.push_screen(PublishFiguresScreen("2026-W46", Report("Figures of the teams", "", ())))
    elif name == "ProposalScreen":
        driver.app.push_screen(ProposalScreen("nothing"))
    elif name == "KeysScreen":
        await driver.press("comma", "G", "enter")
    elif name == "RunsScreen":
        driver.app.push_screen(RunsScreen(rep="lee"))
    elif name == "CorrectScreen":
        row = next(iter(driver.app.workspace.runs().values()))
        driver.app.push_screen(CorrectScreen(row, None))
    elif name in ("RecapScreen", "AloneScreen"):
        run = next(row.run for row in driver.app.workspace.runs().values())
        driver.app.push_screen(RecapScreen(run, None) if name == "RecapScreen" else AloneScreen("Words"))
    elif name == "DebriefScreen":
        start_call(driver.app, DISCOVERY, mode="debrief")
    else:
        start_call(driver.app, DISCOVERY)
        await driver.settle()
        await driver.press("enter")
        call: Any = driver.app.screen
        if name == "EndingScreen":
            driver.app.push_screen(EndingScreen(call))
        elif name == "ReviewScreen":
            driver.app.push_screen(ReviewScreen(call))
    await driver.settle()
    screen = driver.app.screen
    assert type(screen).__name__ == name
    assert isinstance(screen, PlaybookScreen)
    return screen


@pytest.mark.parametrize("name", [screen.__name__ for screen in commands_of_screens()])
async def test_help_lists_every_command_of_the_screen_with_its_keys_and_why_not(
    world: World, name: str
) -> None:
    world.ran(("acknowledge",), ("next_step",), days_ago=3)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        screen = await at(driver, name)
        commands, reasons = screen.commands(), {c.id: screen.why_not(c.id) for c in screen.commands()}
        await driver.press("f1")
        assert isinstance(driver.app.screen, HelpScreen)
        driver.sees("Help", "esc close")
        rows = [row.text for row in driver.app.screen.query_one(RowsView).rows]
        text = " ".join(" ".join(rows).split())
        assert " ".join(screen.keyed(screen.ABOUT).split()) in text
        for command in commands:
            assert any(f"{row} ".startswith(command.all_shown + " ") for row in rows), command.id
            assert f" {command.id}" in text
            assert " ".join(command.help.split()) in text
            if reasons[command.id]:
                assert f"Not now: {' '.join(reasons[command.id].split())}" in text
        for everywhere in ("j ↓", "^p", "^o", "^q", "esc"):
            assert any(row.startswith(everywhere) for row in rows)
        await driver.press("escape")
        driver.sees_no("Keys here")


async def test_a_question_mark_opens_help_and_closes_it(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("question_mark")
        driver.sees("Keys here", "In this list or page")
        await driver.press("question_mark")
        driver.sees_no("Keys here")


async def test_every_key_in_the_key_bar_is_in_the_help_and_does_something(world: World) -> None:
    for screen, commands in commands_of_screens().items():
        for command in commands:
            if command.bar:
                assert command in screen.KEYS or command.id.startswith("mode."), (screen, command.id)


# Light and dark, sizes


async def test_light_and_dark_can_be_switched_and_everything_is_painted_anew(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("2")
        before = driver.app.theme
        driver.app.action_light_or_dark()
        await driver.settle()
        assert driver.app.theme != before
        driver.sees("Stages")
        driver.app.action_light_or_dark()
        assert driver.app.theme == before


async def test_quitting_keeps_an_open_call(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await at(driver, "CallScreen")
        await driver.press("enter", "space")
        driver.app.exit()
    (run,) = world.of("lee").my_open_runs()
    assert run.play == DISCOVERY


# Help, searched


async def test_what_is_typed_in_the_help_searches_the_keys(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("f1")
        await driver.type("reason")
        driver.sees("Say no, with a reason that the rep reads", "desk.decline").sees_no("Take it in")
        await driver.press("f1")
        driver.sees_no("Keys here")
        await driver.press("f1")
        await driver.type("zqzq")
        driver.sees("No key here is about “zqzq”. esc closes.")
        await driver.press("escape")
        driver.sees("a accept")


async def test_the_help_is_scrolled_while_one_types(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("f1")
        driver.sees("Feedback from the field")
        await driver.press("down", "down", "down", "down")
        driver.sees_no("Feedback from the field")
        await driver.press("up", "up", "up", "up")
        driver.sees("Feedback from the field")
        await driver.press("pagedown")
        driver.sees_no("Feedback from the field")
        await driver.press("pageup")
        driver.sees("Feedback from the field")


async def test_help_knows_the_line_of_text_and_the_dialog_one_is_in(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f4", "1", "f1")
        driver.sees("Keys here")
        await driver.type("paste")
        driver.sees("In this line of text", "Copy, cut and paste what is selected")
        await driver.press("escape")
        driver.sees("On the playbook as a whole")


# The message line


async def test_a_message_stays_until_the_next_key_that_does_something(world: World) -> None:
    world.feedback("The list price is old")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("a")
        driver.sees("✓ Accepted")
        await driver.press("z", "Z", "8")
        driver.sees("✓ Accepted")
        await driver.press("tab")
        driver.sees_no("✓ Accepted")


async def test_an_error_stays_too_until_then(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("2", "l")
        screen: Any = driver.app.screen
        screen.say("The disk is full.", "error")
        await driver.settle()
        await driver.press("z", "7")
        driver.sees("✗ The disk is full.")
        await driver.press("j")
        driver.sees_no("The disk is full")


# Numbers beside the modes


async def test_the_numbers_beside_the_modes_are_there_at_the_next_start(world: World) -> None:
    world.feedback("The list price is old")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        driver.sees("3 Desk 1")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees_no("3 Desk 1")
        await driver.press("3", "1")
        driver.sees("3 Desk 1")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees("1 Today", "3 Desk 1")


# Keys that work everywhere


async def test_control_c_says_what_quits(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("ctrl+c")
        driver.sees("Nothing is selected to copy. ^q quits.")


async def test_control_q_quits_out_of_a_line_of_text_too(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f4", "1")
        await driver.press("ctrl+q")
        assert driver.app._exit


async def test_the_key_bar_never_drops_the_way_out(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(40, 24)) as driver:
        for key in "123456":
            await driver.press(key)
            assert driver.lines[-1].endswith("^q quit  ↑↓ F1 help")
        await driver.press("comma")
        assert driver.lines[-1].endswith("esc back  ↑↓ F1 help")


async def test_the_mouse_works_on_the_key_bar_on_choices_and_on_people(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, demo=True) as driver:
        await driver.click("F1 help")
        driver.sees("Keys here")
        await driver.click("esc close")
        driver.sees_no("Keys here")
        await driver.click("3 Desk")
        assert driver.app.current_mode == "desk"
        await driver.press("A")
        await driver.click("2  Mia Novak")  # the first click points, the second chooses
        await driver.click("2  Mia Novak")
        driver.sees("A act as… · Mia Novak")
        chosen: list[str | None] = []
        from tui.screens.choose import ChooseScreen

        driver.app.push_screen(ChooseScreen("Which?", [("a", "apples"), ("b", "pears")]), chosen.append)
        await driver.settle()
        await driver.click("pears")
        assert chosen == ["b"]
