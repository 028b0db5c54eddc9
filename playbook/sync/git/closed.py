"""Devices that were lost: a branch `closed/<person>/<device>` says how far their journals went.

Whatever is pushed to one of their journals later is set aside by everybody who reads it.
"""

from __future__ import annotations

from collections.abc import Mapping

from playbook.records.layout import is_journal
from playbook.sync.git.folder import GitFolder
from playbook.sync.git.segments import Writing
from playbook.sync.hub import device_of, owner_of

BRANCHES = "refs/heads/closed/"
_KNOWN = "refs/hub/closed/"
_FILE = "closed"


class Closed:
    """What is closed on one remote."""

    def __init__(self, folder: GitFolder) -> None:
        self._folder = folder
        self._ends: dict[str, dict[str, int]] = {}

    def look(self, branches: Mapping[str, str]) -> None:
        """Read which devices are closed, from the remote's branches."""
        there = {
            name.removeprefix(BRANCHES): one for name, one in branches.items() if name.startswith(BRANCHES)
        }
        new = [device for device, commit in there.items() if not self._folder.has(commit)]
        for device in new:
            self._folder.forget(_KNOWN + device)
        if new:
            self._folder.fetch((BRANCHES + device, _KNOWN + device) for device in new)
        self._ends = {device: self._read(commit) for device, commit in there.items()}

    def _read(self, commit: str) -> dict[str, int]:
        text = (self._folder.read(f"{commit}:{_FILE}") or b"").decode("utf-8", "replace")
        rows = [line.rpartition(" ") for line in text.splitlines()]
        return {name: int(last) for name, _, last in rows if is_journal(name) and last.isdecimal()}

    def end(self, journal: str) -> int | None:
        """Return the last number that is taken of a journal; None: its device is not closed."""
        ends = self._ends.get(f"{owner_of(journal)}/{device_of(journal)}")
        return None if ends is None else ends.get(journal, 0)

    def close(self, person: str, device: str, journals: Mapping[str, int], who: str, at: int) -> bool:
        """Close a device where its journals stand now; return whether it was open."""
        name = f"{person}/{device}"
        if name in self._ends:
            return False
        ends = {one: last for one, last in journals.items() if one.startswith(f"{name}/")}
        text = "".join(f"{one} {last}\n" for one, last in sorted(ends.items()))
        changes = Writing({_FILE: text.encode()}, ())
        self._push(self._folder.commit("", who, at, f"Close {name}\n", changes), name)
        self._ends[name] = ends
        return True

    def open(self, person: str, device: str) -> bool:
        """Take a device's records again; return whether it was closed."""
        name = f"{person}/{device}"
        if name not in self._ends:
            return False
        self._push("", name)
        del self._ends[name]
        return True

    def _push(self, commit: str, name: str) -> None:
        from playbook.sync.git.said import explain

        for why in self._folder.push([(commit, BRANCHES + name)]).values():
            raise explain(self._folder.name, f"push declined: {why}")
