"""How this device stands with the others, in words: for News, the line of modes and `doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from playbook.errors import PlaybookError
from playbook.text import count_of

if TYPE_CHECKING:
    from playbook.workspace import Workspace

Tone = Literal["", "good", "warn"]


class InStep(NamedTuple):
    """What there is to say."""

    word: str = ""
    """With its glyph, for a narrow place; empty: no hub, and nothing to say."""
    tone: Tone = ""
    sentences: tuple[str, ...] = ()
    """All of it, and what to do."""
    waiting: int = 0
    """Records of this device that have not reached the hub."""
    last: str = ""
    """When both were in step last, in words."""
    fails: int = 0
    """Tries in a row that did not reach the hub."""


def in_step(workspace: Workspace) -> InStep:
    """Return how syncing stands, from this disk alone; never raises for what is only broken."""
    from playbook.syncing import address_of, open_engine

    address = address_of(workspace)
    if not address.kind:
        return InStep(
            sentences=("Nothing is shared yet: `playbook hub use` says where your team's records meet.",)
        )
    if workspace.me not in workspace.people:
        return InStep(
            "○ not listed", "warn",
            ("You are not among the people of playbook.toml yet. Until you are, your records wait here.",),
        )  # fmt: skip
    try:
        engine = open_engine(workspace)
    except PlaybookError as error:
        return InStep("✗ no hub", "warn", (str(error),))
    waiting, state = engine.waiting(), engine.state
    engine.close()
    wait = f"{count_of(waiting, 'record')} of yours {'waits' if waiting == 1 else 'wait'} here"
    last = _ago(workspace, state.last)
    if state.trouble:
        word = f"✗ offline · {waiting}↑" if waiting else "✗ offline"
        sentences = (state.trouble, f"{wait}; last in step {last}.")
        return InStep(word, "warn", sentences, waiting, last, state.fails)
    if state.told:
        return InStep("! look", "warn", tuple(state.told), waiting, last)
    if waiting or not state.last:
        word = f"○ {waiting}↑" if waiting else "○ not yet"
        return InStep(word, "", (f"{wait}; last in step {last}.",), waiting, last)
    return InStep("● in step", "good", (f"In step with {address.name} since {last}.",), 0, last)


def there(workspace: Workspace) -> dict[str, int]:
    """Return how far the hub had each journal at the last sync; empty without a hub."""
    from playbook.sync.state import read_state
    from playbook.syncing import address_of, hub_name

    address = address_of(workspace)
    if not address.kind:
        return {}
    try:
        return dict(read_state(workspace.folder, hub_name(workspace)).there)
    except PlaybookError:
        return {}


def _ago(workspace: Workspace, stamp: str) -> str:
    from playbook.clock import parse_stamp

    if not stamp:
        return "never"
    seconds = (workspace.clock.now() - parse_stamp(stamp)).total_seconds()
    if seconds < 90:
        return "a moment ago"
    minutes, hours, days = int(seconds // 60), int(seconds // 3_600), int(seconds // 86_400)
    if days:
        return f"{count_of(days, 'day')} ago"
    return f"{count_of(hours, 'hour')} ago" if hours else f"{count_of(minutes, 'minute')} ago"
