"""How syncing stands on this device: kept beside the records, for the screens, `doctor` and the next sync."""

from __future__ import annotations

from pathlib import Path

import msgspec

from playbook.files import write_atomic

FOLDER = "sync"
"""Beside the folder of records: what a sync keeps; deleting it loses nothing."""


class State(msgspec.Struct, frozen=True):
    """What is known since the last sync."""

    hub: str = ""
    last: str = ""
    """When a sync last went through; empty: never."""
    tried: str = ""
    """When one was last tried."""
    trouble: str = ""
    """What went wrong at the last try, and what to do; empty: nothing."""
    told: tuple[str, ...] = ()
    """What the last sync noticed that a person should know."""
    pushed: int = 0
    pulled: int = 0
    quarantined: int = 0
    fails: int = 0
    """Tries in a row that did not reach the hub."""
    agreed: dict[str, int] = {}
    """How far the hub is known to have the journals of this device."""
    there: dict[str, int] = {}
    """How far the hub had each journal at the last sync."""
    stuck: dict[str, tuple[int, int]] = {}
    """Journals of which what the hub has was not taken in: how far they went here and there."""


def read_state(folder: Path, hub: str) -> State:
    """Return how syncing with `hub` stands for the playbook whose data lie in `folder`; nothing is known of another."""
    try:
        state = msgspec.json.decode((folder / FOLDER / "state.json").read_bytes(), type=State)
    except (OSError, ValueError):
        return State(hub=hub)
    return state if state.hub == hub else State(hub=hub)


def keep_state(folder: Path, state: State) -> None:
    """Keep how syncing stands; raises CannotSaveError."""
    write_atomic(folder / FOLDER / "state.json", msgspec.json.encode(state))
