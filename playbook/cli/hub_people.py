"""`playbook hub create|add|remove|people|rights`: what whoever keeps a hub in PostgreSQL does."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import TYPE_CHECKING, Any

from playbook.cli.common import find_person, open_workspace
from playbook.cli.output import emit, narrate, say
from playbook.cli.parser import Verbs, add_json, add_verb
from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playbook.sync.postgres.keeping import Added, Keeper, Member
    from playbook.workspace import Workspace

COLUMNS = (("id", "PERSON"), ("role", "LOGS IN AS"), ("rights", "READS BESIDE THE TEAM'S"), ("names", "ALSO"))


class NothingToKeepError(PlaybookError):
    """The hub is on git, or there is none: nobody has to keep it."""

    def __init__(self) -> None:
        super().__init__(
            "That is for a hub in PostgreSQL, and this playbook's is none. Name one with --hub, such as "
            "postgresql://db.example.com/northwind, or with `playbook hub use`. A hub on git needs nobody to keep it."
        )


def register(verbs: Verbs) -> None:
    """Add the verbs to `hub`."""
    add_verb(verbs, "create", "lay a hub in a database, bring it up to date, or mend its rights", _create)
    add = add_verb(verbs, "add", "let a person of playbook.toml log in", _add)
    add.add_argument("person", metavar="PERSON", nargs="?", default="", help="whom; or --all")
    add.add_argument("--all", action="store_true", help="everyone of playbook.toml who is not there yet")
    add.add_argument("--role", metavar="NAME", default="", help="log in as this role of the database")
    add.add_argument(
        "--no-password", action="store_true", help="they log in by certificate, LDAP or the like"
    )
    add.add_argument("--new-password", action="store_true", help="make a new one, the old one ends")
    add.epilog = "A new password is printed once, as the line of ~/.pgpass that its owner needs."
    add_verb(verbs, "remove", "let a person log in no more; their records stay", _remove, ["PERSON"])
    add_json(add_verb(verbs, "people", "who is on the hub, and what they read", _people))
    rights = add_verb(verbs, "rights", "have the hub follow the people of playbook.toml", _rights)
    rights.add_argument("--check", action="store_true", help="change nothing; exit code 1 when they differ")


def keeper(workspace: Workspace, *, as_me: bool = False) -> Keeper:
    """Return who keeps the workspace's hub: the role that PGUSER or the address name, `as_me`: else mine.

    Raises NothingToKeepError.
    """
    from playbook.sync.postgres.keeping import Keeper
    from playbook.syncing import address_of

    address = address_of(workspace)
    if address.kind != "postgres":
        raise NothingToKeepError
    return Keeper.at(address.said, workspace.me if as_me else "")


def _create(options: argparse.Namespace) -> int:
    with closing(keeper(open_workspace(options))) as hub:
        done = hub.create()
        _tell(done or ["the hub is as it should be"])
        if done:
            narrate("Next: playbook hub add --all")
    return 0


def _add(options: argparse.Namespace) -> int:
    workspace = open_workspace(options)
    if bool(options.person) == options.all:
        raise PlaybookError("Say whom to add, or --all for everyone of playbook.toml: playbook hub add lee.")
    with closing(keeper(workspace)) as hub:
        if options.all:
            if options.role:
                raise PlaybookError(
                    "Each person logs in as a role of their own, so --role goes with one person."
                )
            there = {one.id for one in hub.people() if one.role}
            found = [id_ for id_ in workspace.people if id_ not in there or options.new_password]
        else:
            found = [find_person(workspace, options.person)]
        done = 0
        for person in found:
            added = hub.add(
                person,
                workspace.people,
                role=options.role,
                password=not options.no_password,
                new_password=options.new_password,
            )
            _tell(added.done)
            done += bool(added.done)
            if added.password:
                say(_passfile_line(hub, added))
        if not done:
            narrate(
                "Everybody is there already." if options.all else "Nothing to do: they are there already."
            )
    return 0


def _passfile_line(hub: Keeper, added: Added) -> str:
    """Return the line of ~/.pgpass that lets its owner in."""
    parts = [*hub.where(), added.role, added.password]
    return ":".join(part.replace("\\", "\\\\").replace(":", "\\:") for part in parts)


def _remove(options: argparse.Namespace) -> int:
    workspace = open_workspace(options)
    with closing(keeper(workspace)) as hub:
        _tell(hub.remove(find_person(workspace, options.person, (one.id for one in hub.people()))))
    narrate("What they recorded stays on the hub, for those who may read it.")
    return 0


def _people(options: argparse.Namespace) -> int:
    with closing(keeper(open_workspace(options), as_me=True)) as hub:
        found = hub.people()
    below = {one.id: [other.id for other in found if one.id in other.managers] for one in found}
    rows = [_row(one, below[one.id]) for one in found]
    shown = rows if options.json else [{**row, "rights": _reads(row)} for row in rows]
    emit(shown, as_json=options.json, columns=COLUMNS, empty="Nobody is on the hub: playbook hub add --all.")
    return 0


def _row(one: Member, below: list[str]) -> dict[str, Any]:
    names = [name for name in one.names if name != one.id]
    return {
        "id": one.id,
        "role": one.role,
        "names": names,
        "liaison": one.liaison,
        "admin": one.admin,
        "reads": below,
    }


def _reads(row: dict[str, Any]) -> str:
    said = [f"runs of {', '.join(row['reads'])}"] if row["reads"] else []
    said += ["what is for liaisons"] if row["liaison"] else []
    said += ["names and sizes of all journals"] if row["admin"] else []
    return "; ".join(said)


def _rights(options: argparse.Namespace) -> int:
    workspace = open_workspace(options)
    with closing(keeper(workspace)) as hub:
        found = hub.rights(workspace.people, write=not options.check)
        gone = [one.id for one in hub.people() if one.role and one.id not in workspace.people]
    _tell(found or ["the hub knows the people as playbook.toml does"])
    for person in gone:
        narrate(f"{person} is no longer in playbook.toml and can still log in: playbook hub remove {person}")
    return 1 if options.check and (found or gone) else 0


def _tell(done: Iterable[str]) -> None:
    for one in done:
        narrate(f"{one[:1].upper()}{one[1:]}.")
