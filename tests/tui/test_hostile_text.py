"""Text from outside is data: shown harmlessly on every screen that shows it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from textual.events import Paste

from tests.tui.conftest import commit_all
from tests.tui.driver import Driver, opened
from tests.tui.test_palette import found
from tests.tui.world import World

MARKUP = "[red]x[/] [/] [bold [@click=app.quit]q[/] [link=file:///etc]l[/link]"
ESCAPES = "\x1b[2J\x1b]52;c;aGk=\x07\x9b31m\x00\x7f"
TURNED = "\u202egnp.exe\u2066 \u200f"
NASTY = f"{MARKUP} {ESCAPES} {TURNED}"
PAGE = "plays/connect/nasty"


def yaml(text: str) -> str:
    """Return `text` as YAML's (and JSON's) quoted string, so that it may hold anything."""
    return json.dumps(text)


def nasty(world: World, text: str = NASTY) -> World:
    """Write `text` wherever somebody may write something."""
    settings = world.root / "playbook.toml"
    toml = settings.read_text("utf-8")
    quoted = json.dumps(text).replace("\x7f", "\\u007f")
    toml = toml.replace('"Lee Park"', quoted).replace('"Dana Ortiz"', quoted).replace('"Kim Adeyemi"', quoted)
    toml = toml.replace('name = "Fernyard"', f"name = {quoted}").replace(
        'name = "Connect"', f"name = {quoted}"
    )
    toml = toml.replace('exit = "The customer accepts a talk with a date."', f"exit = {quoted}")
    toml = toml.replace('skip-reasons = ["no time",', f"skip-reasons = [{quoted},")
    settings.write_text(toml, "utf-8")
    body = text.replace("\n", " ").replace("\x00", "")
    page = world.root / f"{PAGE}.md"
    page.write_text(
        f"---\ntitle: {yaml(text)}\nstage: connect\nvalue: {yaml(text)}\ncommitment: {yaml(text)}\n"
        f"notices:\n  - {{text: {yaml(text)}, until: 2026-12-01}}\nodd: {yaml(text)}\nstatus: live\n---\n\n"
        f"{body}\n\n## One {body} (1 min)\n\n> Say {body}\n\n> Or {body}\n\n> [!TIP]\n> {body}\n\n"
        f"> **Label {body}:** {body}\n\n> [!IMPORTANT]\n> {body}\n\n- [ ] Do {body}\n\n### Ask {body}?\n\n"
        f"- Yes {body}\n- No {body}\n\n### What {body}?\n\n## Two {body}\n\n> Bye {body}[^n]\n\n"
        f"| a {body} | b |\n|---|---|\n| {body} | c |\n\n```\n{body}\n```\n\n<b>{body}</b>\n\n"
        f"## Objections\n\n### No {body}\n\n> Because {body}\n\n[^n]: {body}\n",
        "utf-8",
    )
    name = "[red]n[/".replace("/", "") + "] \x1b[2J\u202e.md"
    (world.root / "plays/connect" / name).write_text("## A\n\n> a\n\n## B\n\n> b\n", "utf-8")
    (world.root / "objections" / "[@click=app.quit]o.md").write_text(f"# {body}\n\n> {body}\n", "utf-8")
    (world.root / "battlecards" / "[bold].md").write_text(f"# Card {body}\n\n> {body}\n", "utf-8")
    commit_all(world.root, f"Write {body[:200]}")
    page.write_text(page.read_text("utf-8") + f"\n{body}\n", "utf-8")
    commit_all(world.root, f"Change {body[:200]}", at="2026-11-19T10:00:00Z")
    first = world.feedback(text, play=PAGE, step="", quote=text, account=text, deal_stage=text)
    world.me_too(first, account=text)
    world.act("note", first, text)
    world.act("label", first, labels=[text])
    world.feedback(text + " again", play=PAGE, quote=text, by="mia")
    for answer in ("answer", "ask"):
        world.act(answer, world.feedback(text, play=PAGE), text)
    world.ran(
        ("skip", text[:300]), ("opened", PAGE, text[:100]), ("gap", text[:100]), ("note", text[:300]), play=PAGE,
        account=text, next=text[:200], next_date="2026-11-19", exit_proof=text[:200], days_ago=3,
        commitment="promised", commitment_by="2026-11-19",
    )  # fmt: skip
    world.begin(("acknowledge",), play=PAGE, account=text, days_ago=1)
    return world


def clicks(driver: Driver) -> Iterator[str]:
    """Yield what clicking on the screen would do."""
    for strip in driver.app.screen._compositor.render_strips():
        for segment in strip:
            if segment.style is not None and segment.style.meta:
                yield str(segment.style.meta.get("@click", ""))


def safe(driver: Driver) -> None:
    """Assert what holds after any key: nothing on the screen steers, hides or can be clicked that is not ours."""
    driver.harmless()
    assert {
        click for click in clicks(driver) if click and not click.startswith(("app.mode(", "screen.command("))
    } == set()


def in_any_thread(world: World, person: str, **how: Any) -> Any:
    return opened(world.root, world.data, person=person, clock=world.clock, **how)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_markup_and_escapes_are_text_in_every_mode(world: World, size: tuple[int, int]) -> None:
    nasty(world)
    for person in ("lee", "dana", "kim"):
        async with in_any_thread(world, person, size=size, demo=True) as driver:
            if person == "dana":
                driver.sees("[red]x[/] [/] [bold")
            for mode in "12345":
                await driver.press(mode)
                safe(driver)
                for key in ("v", "j", "j", "tab", "v", "k", "f1", "escape"):
                    await driver.press(key)
                    safe(driver)


async def test_markup_and_escapes_are_text_in_plays_prep_and_their_dialogs(world: World) -> None:
    nasty(world)
    async with in_any_thread(world, "lee", demo=True) as driver:
        await driver.press("2")
        driver.sees("[red]x[/] [/] [bold", "Plays · [red]x[/] [/]")
        for keys in (
            ("right",),
            ("j",),
            ("j",),
            ("k",),
            ("o", "escape"),
            ("enter",),
            ("o", "escape"),
            ("a",),
        ):
            await driver.press(*keys)
            safe(driver)
        await driver.type("[red]Brenner[/] [/]")
        await driver.press("enter")
        safe(driver)
        for key in ("f", "1", "escape", "ctrl+f"):
            await driver.press(key)
            safe(driver)
        await driver.type("[red]")
        await driver.press("enter")
        driver.sees("1 of ", "“[red]”")
        await driver.press("escape", "escape", "A")
        driver.sees("[red]x[/]")
        safe(driver)


async def test_markup_and_escapes_are_text_in_the_finder(world: World) -> None:
    nasty(world)
    async with in_any_thread(world, "lee") as driver:
        for key in ("slash", "f2", "f3"):
            await driver.press(key)
            await driver.type("red")
            for _ in range(4):
                await driver.press("down")
                safe(driver)
            await driver.type("[/] [@click")
            safe(driver)
            await driver.press("escape")


async def test_markup_and_escapes_are_text_in_a_call_to_its_record(world: World) -> None:
    nasty(world)
    async with in_any_thread(world, "lee") as driver:
        from tui.calls import start_call

        start_call(driver.app, PAGE, account=NASTY)
        await driver.settle()
        driver.sees("[red]x[/]", "Who picked up?")
        for keys in (
            ("1",), ("enter",), ("space",), ("1",), ("escape",), ("a",), ("t", "escape"), ("s", "escape"),
            ("f2", "enter"), ("y",), ("f4", "1", "escape", "escape"), ("c", "escape"), ("w", "escape"),
            ("s", "1"), ("backspace",), ("enter",), ("escape",), ("escape", "escape"), ("e",), ("2",), ("4",),
            ("escape",),
        ):  # fmt: skip
            await driver.press(*keys)
            safe(driver)
        await driver.press("e")
        safe(driver)


async def test_markup_and_escapes_are_text_in_runs_and_reviews(world: World) -> None:
    nasty(world)
    async with in_any_thread(world, "kim") as driver:
        from tui.screens.person import RunsScreen

        for screen in (RunsScreen(rep="lee"), RunsScreen(play=PAGE)):
            driver.app.push_screen(screen)
            await driver.settle()
            driver.sees("[red]x[/]")
            safe(driver)
            await driver.press("enter", "G")
            safe(driver)
            await driver.press("escape")


async def test_markup_and_escapes_are_text_on_the_desk_and_in_its_dialogs(world: World) -> None:
    nasty(world)
    async with in_any_thread(world, "dana") as driver:
        for key in ("w", "d", "q", "m", "r", "s", "l"):
            await driver.press(key)
            safe(driver)
            await driver.press("escape")
        for _ in range(5):
            await driver.press("]")
            safe(driver)


async def test_markup_and_escapes_are_text_on_the_first_screen(world: World) -> None:
    nasty(world)
    async with opened(world.root, world.data, clock=world.clock) as driver:
        driver.sees("[red]x[/]", "Welcome. Who are you?")
        safe(driver)
        for _ in range(4):
            await driver.press("j")
            safe(driver)


async def test_markup_and_escapes_are_text_in_the_palette(world: World) -> None:
    nasty(world)
    async with in_any_thread(world, "lee") as driver:
        await driver.press("2", "right")
        entries = await found(driver)
        assert not [pair for pair in entries.items() if "\x1b" in "".join(pair)]
        await driver.press("ctrl+p")
        for _ in range(3):
            await driver.press("down")
        safe(driver)
        await driver.press("escape")


@pytest.mark.parametrize(
    "said",
    [
        lambda screen: screen.say(NASTY),
        lambda screen: screen.say(NASTY, "error"),
        lambda screen: screen.hint(NASTY),
        lambda screen: screen.complain(ValueError(NASTY)),
    ],
    ids=["said", "error", "hint", "failure"],
)
async def test_what_is_said_on_the_message_line_is_text(world: World, said: Callable[[Any], None]) -> None:
    async with in_any_thread(world, "lee") as driver:
        screen: Any = driver.app.screen
        screen.say("")
        said(screen)
        await driver.settle()
        driver.sees("[red]x[/] [/]")
        safe(driver)


async def test_titles_of_dialogs_are_text(world: World) -> None:
    from tui.screens.ask import AskScreen
    from tui.screens.choose import ChooseScreen
    from tui.screens.first_start import PeopleScreen
    from tui.screens.outline import OutlineScreen
    from tui.screens.write import WriteScreen

    async with in_any_thread(world, "lee") as driver:
        for dialog in (
            AskScreen(NASTY, NASTY, body=NASTY, hint=NASTY),
            ChooseScreen(NASTY, [("a", NASTY)], body=NASTY, other=NASTY),
            PeopleScreen(NASTY),
            OutlineScreen([("a", NASTY)]),
            WriteScreen(NASTY, NASTY, body=NASTY),
        ):
            driver.app.push_screen(dialog)
            await driver.settle()
            driver.sees("[red]x[/]")
            safe(driver)
            await driver.press("escape")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_ten_thousand_letters_anywhere_are_shown_at_once(world: World, size: tuple[int, int]) -> None:
    nasty(world, "Wortungetüm " * 850)
    world.clock.at += timedelta(days=1)
    for person in ("lee", "dana", "kim"):
        async with in_any_thread(world, person, size=size) as driver:
            for mode in "12345":
                await driver.press(mode, "j", "v", "k", "v")
                safe(driver)
            await driver.press("2", "right", "enter", "c")
            safe(driver)
            await driver.press("1", "enter", "e")
            safe(driver)


async def test_what_is_pasted_cannot_steer_the_terminal(world: World) -> None:
    async with in_any_thread(world, "lee") as driver:
        for keys in (("f4", "8"), ("2", "right", "enter", "a"), ("escape", "c", "1", "f5")):
            await driver.press(*keys)
            assert driver.app._driver is not None
            driver.app._driver.send_message(Paste("pasted\x1b[2J\x1b]52;c;aGk=\x07 \u202etext"))
            await driver.settle()
            driver.sees("pasted␛[2J")
            await driver.press("escape", "escape")
