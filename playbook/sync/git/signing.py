"""Signatures of a journal's commits: made with the key that git is set up with, held against `people.<p>.keys`.

Each commit's tree holds the whole journal, so the newest commit that its owner's key signed vouches for all lines up
to it; what came after that is set aside. Whoever may push may still remove or withhold: evidence, not a lock.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playbook.sync.git.folder import GitFolder

_SURE = "signed"
"""Commits that were found signed by their journal's owner, one a line with the owner, in the hub's folder."""


class Signing:
    """Signs what I push and judges what others have pushed."""

    def __init__(
        self, folder: GitFolder, keys: Mapping[str, Sequence[str]], *, required: bool, key: Sequence[str] = ()
    ) -> None:
        """`keys` are the public SSH keys of people; `key` the options of git that name mine, empty without one."""
        self._folder, self._keys, self._required, self._key = folder, keys, required, key
        self._told: list[str] = []
        self._sure: set[str] | None = None

    def sign(self, commit: str, parent: str, who: str, at: int) -> str:
        """Return the commit signed, where I have a key; else as it is."""
        if not self._key:
            return commit
        name, _, address = who.rstrip(">").rpartition(" <")
        people = {
            f"GIT_{role}_{part}": value
            for role in ("AUTHOR", "COMMITTER")
            for part, value in (("NAME", name), ("EMAIL", address), ("DATE", f"{at} +0000"))
        }
        return self._folder.signed(commit, parent, people, self._key)

    def vouched(self, owner: str, tip: str) -> tuple[str, str]:
        """Return the newest commit that stands for its owner, and why what follows does not; empty: all is well."""
        keys = self._keys.get(owner, ())
        if not keys:
            return (tip, "") if not self._required else ("", self._doubt(owner, listed=False))
        sure = next((one for one in self._folder.commits(tip) if self._is_sure(owner, keys, one)), "")
        return (sure, "") if sure == tip else (sure, self._doubt(owner, listed=True))

    def _doubt(self, owner: str, *, listed: bool) -> str:
        if listed:
            self._told.append(f"Records in {owner}'s journals that no key of {owner} signed were set aside.")
            return f"no key that playbook.toml lists for {owner} signed it"
        self._told.append(
            f"Records of {owner} were set aside: playbook.toml requires signatures and lists no key of {owner}."
        )
        return f"playbook.toml requires signatures, and lists no key of {owner}"

    def _is_sure(self, owner: str, keys: Sequence[str], commit: str) -> bool:
        from hashlib import blake2b

        known = self._remembered()
        mark = f"{commit} {owner} {blake2b(chr(0).join(sorted(keys)).encode(), digest_size=8).hexdigest()}"
        if mark in known:
            return True
        if not self._is_signed_by(owner, keys, commit):
            return False
        known.add(mark)
        with (self._folder.path / _SURE).open("a", encoding="utf-8") as file:
            file.write(mark + "\n")
        return True

    def _remembered(self) -> set[str]:
        if self._sure is None:
            try:
                self._sure = set((self._folder.path / _SURE).read_text("utf-8").splitlines())
            except (OSError, ValueError):
                self._sure = set()
        return self._sure

    def _is_signed_by(self, owner: str, keys: Sequence[str], commit: str) -> bool:
        head = (self._folder.read(commit) or b"").partition(b"\n\n")[0]
        if b"\ngpgsig" not in head:
            return False
        with tempfile.TemporaryDirectory(prefix="playbook-keys-") as folder:
            allowed = Path(folder) / "allowed"
            allowed.write_text("".join(f"{_principal(owner)} {key}\n" for key in keys), encoding="utf-8")
            done = self._folder.asks(
                "-c", "gpg.format=ssh", "-c", f"gpg.ssh.allowedSignersFile={allowed}",
                "-c", "gpg.ssh.program=ssh-keygen", "log", "-1", "--no-show-signature", "--format=%G?%x00%GS", commit,
            )  # fmt: skip
        good, _, who = done.stdout.decode("utf-8", "replace").strip().partition("\0")
        return done.returncode == 0 and good == "G" and who == _principal(owner)

    def told(self) -> tuple[str, ...]:
        """Return what was noticed since this was asked last."""
        told, self._told = tuple(dict.fromkeys(self._told)), []
        return told


def _principal(owner: str) -> str:
    return "".join(one if one.isascii() and (one.isalnum() or one in "-_.") else "-" for one in owner)
