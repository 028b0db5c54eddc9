"""A call in a real browser: every key arrives, the browser keeps none for itself, and it looks as it should."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from tests.system.conftest import playbook
from tests.web.browser import Browser, Page
from tests.web.conftest import Serve, Served

FROM_THE_BROWSER = ("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10")


def told(served: Served, *arguments: str) -> Any:
    """Return what the command line says of the same data."""
    asked = subprocess.run(
        playbook("-C", served.root, "--as", "lee", "--data", served.home / "data", *arguments, "--json"),
        capture_output=True,
        check=True,
    )
    return json.loads(asked.stdout)


def pictures(tmp_path: Path) -> Path:
    """Return where pictures go: kept where `PLAYBOOK_PICTURES` says."""
    folder = Path(os.environ.get("PLAYBOOK_PICTURES", tmp_path / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def is_drawn(page: Page) -> None:
    """Wait until the terminal can be seen, and is more than one colour."""
    await page.shows("getComputedStyle(document.querySelector('#terminal')).opacity", "1")
    await page.shows("getComputedStyle(document.querySelector('#opening')).display", "none")


async def in_a_call(page: Page) -> None:
    """Choose a play and begin the call, with the keys that the screen names."""
    await page.sees("Nothing is due, Lee")
    await page.press("2")
    await page.sees("Demo-request callback")
    await page.press("down")
    await page.sees("First discovery", "Exit:")
    await page.press("right", "enter")
    await page.sees("Brings last quarter's waiting charges")
    await page.settle()
    await page.press("c")
    await page.sees("Who picked up?")


async def test_a_call_from_the_first_key_to_the_record(
    browser: Browser, serve: Serve, tmp_path: Path
) -> None:
    served = serve("--as", "lee")
    page = await browser.page(served.address)
    await in_a_call(page)
    await page.press("1")
    await page.sees("1/6 Open")
    await page.press("enter")
    await page.sees("✓ understood")
    await page.press("space")
    await page.sees("☑ Ask how long they have")

    # An answer by its digit, and one objection on the way
    await page.press("1")
    await page.sees("● Yes")
    await page.press("enter")
    await page.sees("2/6 A bad morning")
    await page.press("f2")
    await page.sees("two or three letters")
    await page.type("exp")
    await page.sees("That's too expensive", "⏎ back with it")
    await page.press("enter")
    await page.sees("settle it?")
    await page.press("y")
    await page.sees_no("settle it?")
    await is_drawn(page)
    await page.picture(pictures(tmp_path) / "browser-call.png")

    # Feedback, with a letter that no American keyboard has
    await page.press("f4")
    await page.sees("1  worked", "Take me back to the last bad morning")
    await page.press("2")
    await page.sees("how would you say it?")
    await page.type("Too stiff, say “früh”")
    await page.sees("Too stiff, say “früh”")
    await page.picture(pictures(tmp_path) / "browser-feedback.png")
    await page.press("enter")
    await page.sees("Feedback F-", "saved", "2/6 A bad morning")

    # A branch, and a text answer
    await page.press("1")
    await page.sees("☑ Trucks came all at once")
    await page.press("down")
    await page.sees("4 ○ Hardly ever")
    await page.press("4")
    await page.sees("● Hardly ever")
    await page.press("enter")
    await page.sees("Part as friends", "What would change it?")
    await page.type("A second site")
    await page.press("enter")
    await page.sees("A second site")
    await page.press("enter")
    await page.sees("How did it end?")

    # The end, the record, and the recap on the clipboard of the browser's machine
    await page.press("2")
    await page.sees("2 ● continuation", "▸ Did they commit?")
    await page.press("4")
    await page.sees("4 ● not asked")
    await page.press("f10")
    await page.sees("this is what will be recorded", "A second site")
    await page.picture(pictures(tmp_path) / "browser-review.png")
    await page.press("enter")
    await page.sees("Recorded", "c copy")
    await page.do(
        "Browser.grantPermissions",
        origin=served.address.rstrip("/"),
        permissions=["clipboardReadWrite", "clipboardSanitizedWrite"],
    )
    await page.do("Page.bringToFront")
    await page.press("c")
    await page.sees("Copied", "If paste brings nothing", "press w to write a file")
    await page.shows("navigator.clipboard.readText().then(text => text.includes('A second site'))")

    # What was typed is in the records, letter by letter
    (run,) = told(served, "runs", "list")
    assert (run["play"].rpartition("/")[2], run["result"]) == ("first-discovery", "continuation")
    (item,) = told(served, "feedback", "list", "--mine")
    assert (item["kind"], item["text"]) == ("hard-to-say", "Too stiff, say “früh”")
    assert page.complaints == []
    assert {address.split("/")[2] for address in page.asked} == {served.address.split("/")[2]}


async def test_function_keys_reach_the_call_and_not_the_browser(browser: Browser, serve: Serve) -> None:
    served = serve("--as", "lee")
    page = await browser.page(served.address)
    await in_a_call(page)
    await page.press("1")
    await page.sees("1/6 Open")
    await page.run(
        "window.kept = []; window.addEventListener('keydown', event => "
        "setTimeout(() => { if (event.defaultPrevented) window.kept.push(event.key) }), true); true"
    )
    # Each of them means something to a browser (help, search, reload, the address), and something else here.
    for key, seen in (("f1", "help"), ("f2", "two or three letters"), ("f4", "1  worked"), ("f6", "skip")):
        await page.press(key)
        await page.sees(seen)
        await page.press("escape")
        await page.sees("1/6 Open")
        await page.settle()
    for key in FROM_THE_BROWSER[4:]:
        if key != "f6":
            await page.press(key)
            await page.settle(0.15)
            await page.press("escape")
    kept = await page.run("[...new Set(window.kept)].filter(key => key.startsWith('F'))")
    assert set(kept) >= {"F1", "F2", "F4", "F5", "F6", "F7", "F8", "F9", "F10"}
    assert len([address for address in page.asked if address == served.address]) == 1
    assert page.sockets_open == 1


async def test_a_click_beside_the_text_takes_no_key_away(browser: Browser, serve: Serve) -> None:
    page = await browser.page(serve("--as", "lee").address)
    await page.sees("Nothing is due, Lee")
    await page.run("document.activeElement.blur(); true")
    await page.press("f1")
    await page.sees("esc")
    await page.shows("document.activeElement === document.querySelector('#terminal textarea')")


async def test_the_window_changes_its_size_during_a_call(browser: Browser, serve: Serve) -> None:
    page = await browser.page(serve("--as", "lee").address)
    await in_a_call(page)
    await page.press("1")
    await page.sees("1/6 Open")
    before = page.screen.columns
    await page.resize(780, 520)
    await page.settle()
    assert page.screen.columns < before
    await page.sees("1/6 Open")
    await page.resize(1180, 800)
    await page.settle()
    await page.sees("1/6 Open")


async def test_the_end_is_said_on_the_page_and_it_opens_again(
    browser: Browser, serve: Serve, tmp_path: Path
) -> None:
    served = serve("--as", "lee")
    page = await browser.page(served.address)
    await page.sees("Nothing is due, Lee")
    await page.press("ctrl+q")
    await page.shows("getComputedStyle(document.querySelector('#ended')).display", "flex")
    await page.shows("document.activeElement.textContent", "Open again")
    await page.picture(pictures(tmp_path) / "browser-ended.png")
    await page.press("enter")
    await page.shows("getComputedStyle(document.querySelector('#ended')).display", "none")
    await page.sees("Nothing is due, Lee")
    assert page.sockets_open == 1


async def test_closing_the_tab_in_a_call_keeps_the_call(browser: Browser, serve: Serve) -> None:
    served = serve("--as", "lee")
    page = await browser.page(served.address)
    await in_a_call(page)
    await page.press("1")
    await page.sees("1/6 Open")
    await page.press("space")
    await page.sees("☑ Ask how long they have")
    await page.sees("saved")
    await page.close()
    (run,) = told(served, "runs", "list", "--open")
    again = await browser.page(served.address)
    await again.sees("First discovery")
    assert run["play"].endswith("/first-discovery")
    assert served.process.poll() is None
