"""`playbook hub status|close-device`: how far each journal is, here and there; and devices that were lost."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import TYPE_CHECKING, Any

from playbook.cli.common import find_person, open_workspace
from playbook.cli.output import emit, narrate
from playbook.cli.parser import Verbs, add_json, add_verb
from playbook.text import count_of

if TYPE_CHECKING:
    from playbook.sync.standing import OnHub, Standing
    from playbook.workspace import Workspace

COLUMNS = (
    ("journal", "JOURNAL"),
    ("hub", "HUB"),
    ("here", "HERE"),
    ("behind", "TO COME"),
    ("waiting", "TO GO"),
    ("size", "SIZE"),
    ("pushed", "LAST"),
    ("closed", "CLOSED"),
)


def register(verbs: Verbs) -> None:
    """Add the verbs to `hub`."""
    add_json(add_verb(verbs, "status", "every journal: how far it is here and on the hub, its size", _status))
    close = add_verb(
        verbs, "close-device", "take nothing more from a device that was lost", _close, ["PERSON", "DEVICE"]
    )
    close.add_argument("--undo", action="store_true", help="it was found: take its records again")
    close.epilog = (
        "On a PostgreSQL hub. DEVICE is its id, or the beginning, as `playbook hub status` lists it."
    )


def _status(options: argparse.Namespace) -> int:
    from playbook.sync.held import Held
    from playbook.sync.standing import standings
    from playbook.sync.state import FOLDER

    workspace = open_workspace(options)
    there, size = _there(workspace)
    store = workspace.store
    found = standings(Held(store.records_folder, store.folder / FOLDER / "held.json").vector(), there)
    rows = [_row(one) for one in found]
    shown = rows if options.json else [_for_people(row) for row in rows]
    emit(shown, as_json=options.json, columns=COLUMNS, empty="No journal here, none on the hub.")
    if not options.json and found:
        narrate(
            f"{count_of(len(found), 'journal')}{f', {_megabytes(size)} in the database' if size else ''}."
        )
    return 0


def _there(workspace: Workspace) -> tuple[list[OnHub], int]:
    """Return the journals on the hub, and the bytes it takes there where it says so."""
    from playbook.cli.hub_people import keeper
    from playbook.sync.standing import OnHub
    from playbook.syncing import address_of, open_hub

    if address_of(workspace).kind == "postgres":
        with closing(keeper(workspace, as_me=True)) as database:
            return database.journals(), database.size()
    with closing(open_hub(workspace)) as hub:
        return [OnHub(journal, last) for journal, last in hub.vector().items()], 0


def _row(one: Standing) -> dict[str, Any]:
    from playbook.clock import stamp

    return {
        "journal": one.journal,
        "person": one.person,
        "device": one.device,
        "audience": one.audience,
        "hub": one.there.last,
        "here": one.here,
        "behind": one.behind,
        "waiting": one.waiting,
        "bytes": one.there.bytes,
        "pushed": stamp(one.there.pushed) if one.there.pushed else None,
        "closed": one.there.closed,
    }


def _for_people(row: dict[str, Any]) -> dict[str, Any]:
    from playbook.cli.common import my_clock, shown_at

    pushed = shown_at(row["pushed"], my_clock()) if row["pushed"] else ""
    numbers = {key: row[key] or "" for key in ("behind", "waiting")}
    return {**row, **numbers, "size": _megabytes(row["bytes"]) if row["bytes"] else "", "pushed": pushed}


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.1f} kB"


def _close(options: argparse.Namespace) -> int:
    from playbook.cli.common import find_id
    from playbook.cli.hub_people import keeper
    from playbook.syncing import address_of

    workspace = open_workspace(options)
    if address_of(workspace).kind == "git":
        return _close_on_git(workspace, options)
    with closing(keeper(workspace, as_me=not options.undo)) as hub:
        known = {one.journal.split("/")[1] for one in hub.journals()}
        device = options.device
        if device not in known:
            device = find_id(device, known, "device", listing="playbook hub status")
        person = find_person(workspace, options.person, (one.id for one in hub.people()))
        changed = hub.open_device(person, device) if options.undo else hub.close_device(person, device)
    if not changed:
        narrate("It is open already." if options.undo else "It is closed already.")
    elif options.undo:
        narrate(f"Records are taken from {device} again.")
    else:
        narrate(
            f"Nothing more is taken from {device}; what it sent stays. Whoever has it may still know the password: "
            f"playbook hub add {person} --new-password"
        )
    return 0


def _close_on_git(workspace: Workspace, options: argparse.Namespace) -> int:
    from playbook.cli.common import find_id
    from playbook.syncing import open_git_hub

    with closing(open_git_hub(workspace)) as hub:
        journals = [one.split("/") for one in hub.vector()]
        person = find_person(workspace, options.person, {one[0] for one in journals})
        known = {one[1] for one in journals if one[0] == person}
        device = options.device
        if device not in known:
            device = find_id(device, known, "device", listing="playbook hub status")
        changed = hub.open_device(person, device) if options.undo else hub.close_device(person, device)
    if not changed:
        narrate("It is open already." if options.undo else "It is closed already.")
    elif options.undo:
        narrate(f"Records are taken from {device} again.")
    else:
        narrate(
            f"What {device} sent stays; whatever comes from it later is set aside by everybody. Take its right to push "
            "away as well: its key or token, at whoever hosts the repository."
        )
    return 0
