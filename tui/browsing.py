"""Opening an address outside: only when the user has said so, and never in this terminal."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.app import PlaybookApp

SECONDS = 10.0

# A process of its own, without this terminal: what a browser prints, and a browser that is itself a terminal
# program, never reaches the screen. It ends with 2 where there is no other kind.
_PROGRAM = """
import os, sys, webbrowser
try:
    browser = webbrowser.get()
except webbrowser.Error:
    sys.exit(2)
text = type(browser) is webbrowser.GenericBrowser and not os.environ.get("BROWSER")
sys.exit(2 if text else not browser.open(sys.argv[1], new=2))
"""


def open_outside(app: PlaybookApp, url: str) -> None:
    """Open an address in the user's browser; the message line says how that went."""
    driver = app._driver
    if driver is not None and driver.is_web:
        app.open_url(url)
        return

    def told(done: bool) -> None:
        say = getattr(app.screen, "say", None)
        if say is not None:
            if done:
                say("Opened in your browser.", "good")
            else:
                say("No browser could be opened from here (over SSH?). Copy the address instead.", "error")

    app.load(app, lambda: in_browser(url), told, "browser")


def in_browser(url: str) -> bool:
    """Hand `url` to the machine's browser; say whether one took it."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, url],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        return True  # it is still up
    except OSError:
        return False
    return done.returncode == 0
