"""People with devices, and a real git remote between them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from playbook.clock import FixedClock
from playbook.plays.settings_model import Person
from playbook.records.access import may_read
from playbook.records.exchange import exported
from playbook.records.model import Feedback
from playbook.records.store import Store
from playbook.sync.engine import Engine, Report
from playbook.sync.git.folder import GitFolder
from playbook.sync.git.hub import HubOnGit, folder_of
from playbook.sync.git.signing import Signing
from tests.records.support import counted_bytes

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

PEOPLE: Mapping[str, Person] = {
    "lee": Person("lee", "Lee Park", "lee@x.example", "sales", ("rep",), "kim"),
    "mia": Person("mia", "Mia Novak", "mia@x.example", "sales", ("rep",), "kim"),
    "dana": Person("dana", "Dana Ortiz", "dana@x.example", "marketing", ("liaison",)),
    "ravi": Person("ravi", "Ravi Iyer", "ravi@x.example", "marketing", ("liaison",)),
    "kim": Person("kim", "Kim Adeyemi", "kim@x.example", "sales", ("manager",)),
}


def git(*arguments: str, cwd: Path | None = None, stdin: bytes = b"", check: bool = True) -> str:
    """Run git as nobody in particular, with no settings of this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = {f"GIT_{role}_{part}": "x@x" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    alone = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", *arguments], cwd=cwd, input=stdin, capture_output=True, check=False, env=kept | who | alone
    )
    assert not check or done.returncode == 0, done.stderr
    return done.stdout.decode()


def bare(path: Path) -> Path:
    """Make an empty remote."""
    git("init", "--quiet", "--bare", str(path))
    return path


class Somebody:
    """A person at a device."""

    def __init__(
        self,
        data: Path,
        person: str,
        remote: str | Path,
        *,
        seed: int = 0,
        clock: FixedClock | None = None,
        line_on_git: bool = False,
        keys: Mapping[str, tuple[str, ...]] | None = None,
        required: bool = False,
        key: Path | None = None,
        people: Mapping[str, Person] = PEOPLE,
    ) -> None:
        self.data, self.person, self.remote = data, person, str(remote)
        self.clock = clock or FixedClock(NOON)
        self.people = people
        self._line_on_git, self._keys, self._required, self._key = line_on_git, keys or {}, required, key
        self.store = Store(data / "acme", person, self.clock, random_bytes=counted_bytes(seed or _seed(data)))

    # What they do

    def says(self, *texts: str, audience: str = "team") -> None:
        """Record feedback."""
        for text in texts:
            self.store.append(Feedback(id=f"{self.person}-{text}", kind="idea", text=text), audience)

    def sync(self, *, again: bool = True) -> Report:
        """Sync as a new process would."""
        engine = self.engine()
        try:
            return engine.sync(again=again)
        finally:
            engine.close()

    def engine(self) -> Engine:
        """Return what syncs."""
        return Engine(
            self.store,
            self.hub(),
            names=frozenset({self.person}),
            listed=self.person in self.people,
            may_read=self.may_read,
        )

    def hub(self) -> HubOnGit:
        """Return this person's hub."""
        folder = GitFolder(folder_of(self.store.folder, self.remote), self.remote, "hub")
        key = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={self._key}") if self._key else ()
        return HubOnGit(
            folder,
            names=frozenset({self.person}),
            who=f"{self.person} <{self.person}@x.example>",
            clock=self.clock,
            may_read=self.may_read,
            line_on_git=self._line_on_git,
            signing=Signing(folder, self._keys, required=self._required, key=key),
        )

    def may_read(self, journal: str) -> bool:
        """Say whether a journal is this person's to read."""
        return may_read(self.person, journal, self.people)

    # What they have

    @property
    def journal(self) -> str:
        """Their journal for everyone."""
        return f"{self.person}/{self.store.device}/team"

    def texts(self) -> list[str]:
        """Return what all feedback here says, in the records' order."""
        found = self.store.records(["feedback"])
        return [one.body.text for one in found if isinstance(one.body, Feedback)]

    def lines(self, *, of: str = "") -> dict[str, list[bytes]]:
        """Return journal → lines, of all journals but those for oneself (or only of the person `of`)."""
        return {
            name: list(exported(self.store, [name]))
            for name in self.store.journals()
            if not name.endswith("/self") and name.startswith(of)
        }

    def aside(self) -> list[str]:
        """Return why lines were set aside."""
        return [one.reason for one in self.store.quarantine()]

    def is_whole(self) -> bool:
        """Say whether every journal here is."""
        return all(one.whole and not one.damage for one in self.store.check())


def _seed(data: Path) -> int:
    return 1 + int.from_bytes(blake2b(data.as_posix().encode(), digest_size=5).digest(), "big")


def branches(remote: Path) -> list[str]:
    """Return the names of a remote's branches."""
    return git("for-each-ref", "--format=%(refname:short)", cwd=remote).split()


def files(remote: Path, branch: str) -> dict[str, str]:
    """Return path → text of what a branch holds."""
    names = git("ls-tree", "-r", "--name-only", branch, cwd=remote).split()
    return {name: git("show", f"{branch}:{name}", cwd=remote) for name in names}
