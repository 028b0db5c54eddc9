"""A run has been put on record: the user's own command gets it, and nobody waits for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.hooks import Outcome, after_run_in_background
from playbook.runs.model import OpenRun

if TYPE_CHECKING:
    from tui.app import PlaybookApp

LATER = 2.0
"""Seconds after which it is tried again to tell what must not disturb a call."""


def recorded(app: PlaybookApp, run_id: str, *, asked: bool = False) -> None:
    """Give a finished run to the user's command, where there is one; a failure is one line, outside a call.

    `asked`: the user pressed a key for it, so that success is told too.
    """

    def told(outcome: Outcome) -> None:
        if outcome.reason:
            app.call_from_thread_soon(lambda: tell_outside_call(app, run_id, outcome.sentence, "error"))
        elif asked:
            text = f"Your command took the run ({outcome.seconds:.1f} s)."
            app.call_from_thread_soon(lambda: tell_outside_call(app, run_id, text, "good"))

    after_run_in_background(app.workspace, run_id, told)


def tell_outside_call(app: PlaybookApp, run_id: str, text: str, tone: str) -> None:
    """Say it on the screen that is open; while another call is on, nothing but the call is on the screen."""
    if not app.is_running:
        return
    on_a_call = any(_is_other(one, run_id) for one in app.screen_stack)
    say = getattr(app.screen, "say", None)
    if on_a_call or say is None:
        app.set_timer(LATER, lambda: tell_outside_call(app, run_id, text, tone))
    else:
        say(text, tone)


def _is_other(screen: object, run_id: str) -> bool:
    """Say whether a screen holds another open run."""
    run = getattr(screen, "run", None)
    return isinstance(run, OpenRun) and run.id != run_id
