"""Which hub a playbook has, and syncing with it: what the command line and the screens call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.progress import Progress
    from playbook.sync.engine import Engine, Report
    from playbook.sync.git.hub import HubOnGit
    from playbook.sync.hub import Hub
    from playbook.workspace import Workspace

_OWN = "git"
_SECRET = re.compile(r"\b\w*password\s*=\s*(?:'(?:[^'\\]|\\.)*'|\S*)\s*")
"""What a list of libpq's keys must not hold; see `check_address`."""
NO_HUB = "none"
"""What is said instead of an address to share nothing."""
"""What stands for the remote that the playbook itself comes from."""


class NoHubError(PlaybookError):
    """Nothing says where journals meet."""

    def __init__(self) -> None:
        super().__init__(
            "No hub is set up, so everything stays on this device. Name one with `playbook hub use git` (the "
            "playbook's own remote), `playbook hub use URL` (a records repository) or a PostgreSQL address."
        )


class Address(NamedTuple):
    """Where journals meet."""

    kind: str
    """`git`, `postgres`, or empty: nowhere."""
    said: str
    """As it was set."""

    @property
    def name(self) -> str:
        """As people see it: without a password."""
        return shown(self.said)


def address_of(workspace: Workspace) -> Address:
    """Return what `--hub`, `PLAYBOOK_HUB` or `[records] hub` says."""
    import os

    said = workspace.hub_named or os.environ.get("PLAYBOOK_HUB", "") or workspace.settings.records.hub
    return Address(kind_of(said), said)


def kind_of(said: str) -> str:
    """Return what kind of hub an address names: `git`, `postgres`, or empty for none."""
    from playbook.sync.postgres.named import is_postgres

    return "postgres" if is_postgres(said) else "git" if said else ""


def shown(address: str) -> str:
    """Return an address without the password and the questions that may stand in it."""
    parts = urlsplit(address) if "://" in address else None
    if parts is None or not parts.hostname:
        return _SECRET.sub("", address).strip()
    host = f"{parts.username}@{parts.hostname}" if parts.username else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit((parts.scheme, host + port, parts.path, "", ""))


def open_hub(workspace: Workspace, progress: Progress | None = None) -> Hub:
    """Return the playbook's hub; raises NoHubError or what says why it cannot be used."""
    address = address_of(workspace)
    if not address.kind:
        raise NoHubError
    if address.kind == "postgres":
        from playbook.sync.postgres.hub import PostgresHub

        return PostgresHub.at(address.said, workspace.me)
    return _on_git(workspace, address.said, progress)


def hub_name(workspace: Workspace) -> str:
    """Return how the hub is called in what is kept of it; raises as `open_hub` does."""
    address = address_of(workspace)
    return shown(_url(workspace, address.said)) if address.kind == "git" else address.name


def check_address(workspace: Workspace, said: str) -> None:
    """Raise PlaybookError where `said` cannot be a hub's address, or holds a password."""
    parts = urlsplit(said) if "://" in said else None
    if parts is not None and parts.password:
        raise PlaybookError(
            "A password does not belong into playbook.toml, which everybody reads. Leave it out of the address: git's "
            "credential helper, or PostgreSQL's password file, knows it."
        )
    if kind_of(said) == "postgres":
        from playbook.sync.postgres.hub import PostgresHub

        PostgresHub.at(said, workspace.me).close()
    elif said:
        _url(workspace, said)


def open_git_hub(workspace: Workspace) -> HubOnGit:
    """Return the playbook's hub on git."""
    return _on_git(workspace, address_of(workspace).said, None)


def _on_git(workspace: Workspace, said: str, progress: Progress | None) -> HubOnGit:
    from playbook.sync.git.folder import GitFolder
    from playbook.sync.git.hub import HubOnGit, folder_of
    from playbook.sync.git.signing import Signing

    url = _url(workspace, said)
    folder = GitFolder(folder_of(workspace.folder, url), url, shown(url), progress)
    records, people = workspace.settings.records, workspace.people
    keys = {person.id: person.keys for person in people.values() if person.keys}
    required = records.signing == "required"
    key = _my_key(workspace) if required or workspace.me in keys else ()
    return HubOnGit(
        folder,
        names=workspace.names,
        who=_who(workspace),
        clock=workspace.clock,
        may_read=workspace.may_read,
        line_on_git=records.line_on_git,
        signing=Signing(folder, _of_all_names(keys, people), required=required, key=key),
    )


def _of_all_names(
    keys: Mapping[str, tuple[str, ...]], people: Mapping[str, object]
) -> dict[str, tuple[str, ...]]:
    """Return the keys by every name that journals may stand under."""
    found = dict(keys)
    for id_, person in people.items():
        for name in getattr(person, "also", ()):
            if id_ in keys and name not in people:
                found[name] = keys[id_]
    return found


def _url(workspace: Workspace, said: str) -> str:
    """Return the address that git is to talk to."""
    if "/" not in said and ":" not in said:
        remote = "origin" if said == _OWN else said
        url = workspace.repository.setting(f"remote.{remote}.url")
        if not url and said == _OWN:
            raise PlaybookError(
                "The hub is “git”, the playbook's own remote, and there is none. Add one with `git remote add origin "
                "URL`, or name a records repository with `playbook hub use URL`."
            )
        said = url or said
    if said.startswith("-"):
        raise PlaybookError(f"“{said}” is no address of a hub. Correct [records] hub in playbook.toml.")
    if "://" in said or ":" in said.partition("/")[0]:
        return said
    return str((workspace.root / Path(said).expanduser()).resolve())


def _who(workspace: Workspace) -> str:
    person = workspace.person
    name, email = (
        "".join(one for one in text if one not in "<>\n\r\0").strip()
        for text in (person.name or person.id, person.email or f"{person.id}@playbook")
    )
    return f"{name} <{email}>"


def _my_key(workspace: Workspace) -> tuple[str, ...]:
    """Return git's options that name my SSH key; none where git is not set up to sign with one."""
    setting = workspace.repository.setting
    key = setting("user.signingkey")
    if setting("gpg.format") != "ssh" or not key:
        return ()
    return ("-c", "gpg.format=ssh", "-c", f"user.signingkey={key}")


def open_engine(workspace: Workspace, progress: Progress | None = None) -> Engine:
    """Return what syncs; raises as `open_hub` does."""
    from playbook.sync.engine import Engine

    return Engine(
        workspace.store,
        open_hub(workspace, progress),
        names=workspace.names,
        listed=workspace.me in workspace.people,
        may_read=workspace.may_read,
        progress=progress,
    )


def sync_quietly(workspace: Workspace, progress: Progress) -> Report | None:
    """Sync where there is a hub; None where it did not come to it: what stands in the way is kept to be told."""
    try:
        engine = open_engine(workspace, progress)
    except PlaybookError:
        return None
    try:
        return engine.sync(again=False)
    except PlaybookError:
        return None
    finally:
        engine.close()


def every(workspace: Workspace) -> float:
    """Return the seconds between two syncs in the background; 0 where there is no hub."""
    from playbook.sync.pace import interval

    kind = address_of(workspace).kind
    return interval(kind, len(workspace.people)) if kind else 0.0
