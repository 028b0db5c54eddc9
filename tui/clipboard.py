"""Copying: the terminal's clipboard and this machine's, and honest words about both."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from textual.app import App

    from tui.app import PlaybookApp

OSC52_BYTES = 74_994
"""The most that is sent to a terminal: many drop a copy of more than 100,000 bytes in base 64, without a word."""

SECONDS = 5.0
"""How long this machine's clipboard may take."""

# A process of its own: what xclip and its like write to the terminal, and how long they hang, never reaches the screen.
# It reads back what it copied, for the library does not say when the program behind it fails.
_PROGRAM = """
import sys
import pyperclip
text = sys.stdin.buffer.read().decode("utf-8", "surrogatepass")
pyperclip.copy(text)
sys.exit(pyperclip.paste().splitlines() != text.splitlines())
"""


def copy(app: App[Any], text: str, *, otherwise: str = "") -> str:
    """Copy `text` to the terminal's clipboard (OSC 52) and this machine's; return the sentence to say.

    Nobody answers whether a terminal took it, so the sentence says what to do if it did not: `otherwise`
    names the keys of the screen, such as "press w to write a file". This machine's clipboard is tried in a
    thread; only where the text was too long for a terminal is it told on the message line how that went.
    """
    if not text:
        return "There is nothing to copy."
    counted = f"{len(text):,} character{'s' if len(text) != 1 else ''}"
    fits = is_short_enough(text)
    if fits:
        app.copy_to_clipboard(_encodable(text))

    def try_system() -> None:
        reached = to_system(text)
        if not fits:
            said = (
                f"Copied {counted}."
                if reached
                else f"Not copied: this machine has no clipboard{_else(otherwise)}."
            )
            cast("PlaybookApp", app).call_from_thread_soon(
                lambda: _say(app, said, "good" if reached else "error")
            )

    app.run_worker(try_system, thread=True, group="clipboard", exit_on_error=False)
    if fits:
        return f"Copied {counted}. If paste brings nothing, the terminal refused it{_else(otherwise)}."
    return f"{counted} are too long for a terminal's clipboard; trying this machine's …"


def is_short_enough(text: str) -> bool:
    """Say whether terminals take a text of this length."""
    return len(text.encode("utf-8", "replace")) <= OSC52_BYTES


def to_system(text: str) -> bool:
    """Copy `text` to the clipboard of the machine this runs on; say whether it has one that took it."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            input=text.encode("utf-8", "surrogatepass"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            start_new_session=True,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _else(otherwise: str) -> str:
    return f"; {otherwise}" if otherwise else ""


def _say(app: App[Any], text: str, tone: str) -> None:
    say = getattr(app.screen, "say", None)
    if say is not None:
        say(text, tone)
