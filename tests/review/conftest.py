"""Three people with a clone each, and a bare remote between them; git as it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from playbook.clock import FixedClock
from playbook.library.git_writing import Who
from playbook.library.review.reviews import Reviews
from playbook.workspace import Workspace

SETTINGS = """\
[playbook]
id = "northwind"
name = "Northwind"

[[stages]]
id = "discover"

[review]
approvals = ["marketing", "sales"]

[people.dana]
name = "Dana Ortiz"
email = "dana@northwind.example"
side = "marketing"
roles = ["liaison", "author"]

[people.lee]
name = "Lee Park"
email = "lee@northwind.example"
side = "sales"
roles = ["rep"]

[people.kim]
name = "Kim Sato"
email = "kim@northwind.example"
side = "sales"
roles = ["manager"]

[people.ada]
name = "Ada Berg"
email = "ada@northwind.example"
side = "service"
roles = ["legal"]
"""

PLAY = """\
---
title: First call
stage: discover
owners: {marketing: dana, sales: lee}
---

## Open

> Thanks for making the time.

## Find the cost

> What happens on the day the forecast is wrong?

## Close

- [ ] Agree the next step
"""

PATH = "plays/discover/first-call.md"
NAMES = {
    "dana": "Dana Ortiz", "lee": "Lee Park", "mia": "Mia Novak",
    "kim": "Kim Sato", "ada": "Ada Berg", "eve": "Eve Stray",
}  # fmt: skip


def git(folder: Path, *arguments: str, ok: bool = True) -> str:
    """Run git, with nobody's settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0 or not ok, done.stderr
    return done.stdout.strip()


@dataclass
class Clone:
    """Somebody's copy of the playbook."""

    root: Path
    person: str
    data: Path

    @property
    def workspace(self) -> Workspace:
        """The playbook as this person opens it."""
        from datetime import UTC, datetime

        clock = FixedClock(datetime(2026, 11, 23, 10, tzinfo=UTC))
        return Workspace(self.root, data=self.data, clock=clock)

    @property
    def reviews(self) -> Reviews:
        """The proposals, read anew, with what others pushed."""
        found = Reviews(self.workspace.repository, self.workspace.settings)
        assert found.fetch() == ""
        return found

    @property
    def who(self) -> Who:
        """As whom this person commits."""
        return Who(NAMES[self.person], f"{self.person}@northwind.example")

    def read(self, path: str = PATH) -> str:
        """Return a file's text."""
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, old: str, new: str, path: str = PATH) -> None:
        """Replace words in a file."""
        text = self.read(path)
        assert old in text
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")

    def git(self, *arguments: str, ok: bool = True) -> str:
        """Run git here."""
        return git(self.root, *arguments, ok=ok)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The remote, and a clone of it: made once, and copied for each test."""
    folder = tmp_path_factory.mktemp("team")
    git(folder, "init", "-q", "--bare", "-b", "main", "hub.git")
    clone = folder / "clone"
    git(folder, "clone", "-q", "hub.git", str(clone))
    (clone / PATH).parent.mkdir(parents=True)
    (clone / PATH).write_text(PLAY, encoding="utf-8")
    (clone / "playbook.toml").write_text(SETTINGS, encoding="utf-8")
    (clone / "know.md").write_text("# Know\n\nText.\n", encoding="utf-8")
    git(clone, "add", "-A")
    git(clone, *as_("dana"), "commit", "-qm", "Begin")
    git(clone, "push", "-q", "origin", "main")
    git(clone, "remote", "set-head", "origin", "main")
    return folder


class Team:
    """Everybody's clones."""

    def __init__(self, folder: Path, built: Path) -> None:
        self.folder, self._built = folder, built
        self._changed = False
        """The remote is not as it was built."""
        self.bare = Path(shutil.copytree(built / "hub.git", folder / "hub.git"))

    def clone(self, person: str) -> Clone:
        """Return a new clone of somebody's."""
        root = self.folder / person / "pb"
        shutil.copytree(self._built / "clone", root)
        config = root / ".git" / "config"
        text = config.read_text(encoding="utf-8").replace(str(self._built / "hub.git"), str(self.bare))
        text += f"[user]\n\tname = {NAMES[person]}\n\temail = {person}@northwind.example\n"
        config.write_text(text, encoding="utf-8")
        if self._changed:
            git(root, "pull", "-q", "--ff-only")
        return Clone(root, person, self.folder / person / "data")

    def settings(self, old: str, new: str) -> None:
        """Change the published playbook.toml by plain git, before anybody clones."""
        other = self.folder / f"settings-{len(list(self.folder.iterdir()))}"
        git(self.folder, "clone", "-q", str(self.bare), str(other))
        text = (other / "playbook.toml").read_text(encoding="utf-8")
        assert old in text
        (other / "playbook.toml").write_text(text.replace(old, new), encoding="utf-8")
        git(other, *as_("dana"), "commit", "-qam", "Settings")
        git(other, "push", "-q", "origin", "main")
        self._changed = True


def as_(person: str) -> tuple[str, ...]:
    """Return options that make git commit as somebody."""
    return ("-c", f"user.name={NAMES[person]}", "-c", f"user.email={person}@northwind.example")


@pytest.fixture
def team(tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    """A remote with a playbook of one play."""
    monkeypatch.setenv("PLAYBOOK_CACHE", str(tmp_path / "cache"))
    for name in [
        name for name in os.environ if name.startswith("GIT_") and not name.startswith("GIT_CONFIG")
    ]:
        monkeypatch.delenv(name)
    return Team(tmp_path, built)
