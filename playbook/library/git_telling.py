"""What a repository's objects say: messages, parents, signatures and texts of many commits in one call."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from playbook.library.blobs import is_object_id
from playbook.library.git_running import GitRunner


class GitTelling(GitRunner):
    """Asks one repository what its commits and blobs say."""

    def log(self, *arguments: str) -> bytes:
        """Return what `git log` prints with these options, made by the caller."""
        return self._run("log", "--no-show-signature", "--no-color", "--encoding=UTF-8", *arguments)

    def ancestry(self, head: str, known: str = "") -> bytes:
        """Return every commit that `head` contains and `known` does not, one a line, with its parents after it."""
        without = (
            [f"^{known}"]
            if known and self._do("cat-file", "-e", f"{known}^{{commit}}").returncode == 0
            else []
        )
        return self._run("rev-list", "--parents", head, *without)

    def messages(self, commits: Sequence[str]) -> dict[str, str]:
        """Return what these commits say, whole."""
        if not commits:
            return {}
        asked = "\n".join(commits).encode() + b"\n"
        options = ("--no-walk=unsorted", "--stdin", "--no-show-signature", "--encoding=UTF-8")
        printed = self._run("log", *options, "--format=%H%x00%B%x01", stdin=asked).decode("utf-8", "replace")
        parts = (part.lstrip("\n").partition("\0") for part in printed.split("\x01"))
        return {commit: message for commit, _, message in parts if commit}

    def is_signed(self, commit: str) -> bool:
        """Say whether a commit carries a signature, of whatever worth."""
        head = self._run("cat-file", "commit", commit).partition(b"\n\n")[0]
        return b"\ngpgsig" in head

    def signer(self, commit: str, allowed: Path) -> str:
        """Return the address whose listed SSH key signed a commit well; empty for any other signature."""
        options = (
            "-c",
            "gpg.format=ssh",
            "-c",
            f"gpg.ssh.allowedSignersFile={allowed}",
            "-c",
            "gpg.ssh.program=ssh-keygen",
        )
        done = self._do(*options, "log", "-1", "--no-show-signature", "--format=%G?%x00%GS", commit)
        good, _, who = done.stdout.decode("utf-8", "replace").strip().partition("\0")
        return who if done.returncode == 0 and good == "G" else ""

    def changed_paths(self, old: str, new: str) -> list[str]:
        """Return all paths of the repository, under its top, that differ between two commits in whatever way."""
        printed = self._run(
            "diff-tree", "-r", "-z", "--name-only", "--no-renames", "--no-commit-id", "--full-index", old, new
        )
        return [os.fsdecode(name) for name in printed.split(b"\0") if name]

    def differing(self) -> list[str]:
        """Return the files under the playbook's root that differ from the commit that is checked out."""
        printed = self._run(
            "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "HEAD"
        )
        prefix = self.repository.prefix
        names = [os.fsdecode(name) for name in printed.split(b"\0") if name]
        return [name[len(prefix) :] for name in names if name.startswith(prefix)]

    def texts(self, blobs: Collection[str]) -> dict[str, bytes]:
        """Return the bytes of these blobs, in one call; what is none, or is missing, is left out."""
        asked = [blob for blob in dict.fromkeys(blobs) if is_object_id(blob)]
        if not asked:
            return {}
        printed = self._run("cat-file", "--batch", stdin="\n".join(asked).encode() + b"\n")
        found: dict[str, bytes] = {}
        place = 0
        for blob in asked:
            end = printed.index(b"\n", place)
            said = printed[place:end].split(b" ")
            place = end + 1
            if len(said) == 3:
                size = int(said[2])
                if said[1] == b"blob":
                    found[blob] = printed[place : place + size]
                place += size + 1
        return found
