"""Sharing over git: a sync with nothing new, and twenty people who push, beside git doing the same bare."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.generate.records import NOW
from bench.place import Place
from bench.row import Row, Target
from bench.sizes import Size
from bench.timing import in_turns, medians, p95, run, seconds_of
from playbook.clock import FixedClock
from playbook.records.model import Feedback
from playbook.records.store import Store
from playbook.sync.engine import Engine
from playbook.sync.git.folder import GitFolder
from playbook.sync.git.hub import HubOnGit

TIMES = 15
PEOPLE, PUSHES = 20, 10


class _Rep:
    """Somebody with a store, a hub, and a clone of it to push to by hand."""

    def __init__(self, folder: Path, person: str, remote: Path) -> None:
        self._person, self._remote, self._folder = person, remote, folder
        self._store = Store(folder / "acme", person, FixedClock(NOW))
        self.clone = folder / "clone"
        self._count = 0

    def says(self) -> None:
        """Record one thing."""
        self._count += 1
        self._store.append(Feedback(id=f"{self._person}{self._count}", kind="idea", text="Shorter, please"))

    def sync(self) -> None:
        """Sync as the background does."""
        folder = GitFolder(self._folder / "hub", str(self._remote), "hub")
        hub = HubOnGit(
            folder, names=frozenset({self._person}), who=f"{self._person} <{self._person}@x>",
            clock=FixedClock(NOW), may_read=lambda journal: journal.startswith(self._person),
        )  # fmt: skip
        engine = Engine(
            self._store, hub, names=frozenset({self._person}), listed=True,
            may_read=lambda journal: journal.startswith(self._person),
        )  # fmt: skip
        engine.sync()
        engine.close()

    def commit(self) -> None:
        """Commit one file in the clone."""
        self._count += 1
        (self.clone / f"{self._count}.jsonl").write_text("x" * 300)
        _git(self.clone, "add", ".")
        _git(self.clone, "commit", "--quiet", "--message", "x")

    def push(self) -> None:
        """Push it bare."""
        _git(self.clone, "push", "--quiet", "origin", f"HEAD:refs/heads/bare/{self._person}")


def sharing(place: Place, size: Size) -> Iterator[Row]:
    """Measure an empty sync, and many that push at once."""
    remote = place.folder / "sharing.git"
    _git(place.folder, "init", "--quiet", "--bare", str(remote))
    reps = [
        _Rep(place.folder / "sharing" / f"rep{number}", f"rep{number}", remote) for number in range(PEOPLE)
    ]
    for one in reps:
        one.says()
        one.sync()
        _git(place.folder, "clone", "--quiet", str(remote), str(one.clone))
        one.commit()
        one.push()
    first, env = reps[0], _env()
    bare = run(["git", "-C", str(first.clone), "fetch", "--quiet"], env)
    push = run(["git", "-C", str(first.clone), "push", "--quiet", "origin", "HEAD:refs/heads/bare/rep0"], env)
    measured, floor = medians(TIMES, lambda: seconds_of(first.sync), lambda: bare() + push())
    yield Row(
        figure="sync with nothing new, git", size=f"{PEOPLE} journals, median of {TIMES}", measured=measured,
        unit="ms", floor=floor, floor_of="git fetch + git push", target=Target(ratio=1.5),
    )  # fmt: skip
    place.say(f"{PEOPLE} people push {PUSHES} times each")
    rounds = in_turns(
        PUSHES,
        lambda: _all(reps, _Rep.says, _Rep.sync),
        lambda: _all(reps, _Rep.commit, _Rep.push),
    )
    times, floors = ([each for one in found for each in one] for found in rounds)
    yield Row(
        figure=f"{PEOPLE} people push {PUSHES} times each, p95", size=f"{PEOPLE * PUSHES} pushes", measured=p95(times),
        unit="s", floor=p95(floors), floor_of=f"{PEOPLE} bare git push", target=Target(ratio=2),
    )  # fmt: skip


def _all(reps: list[_Rep], prepare: Callable[[_Rep], None], work: Callable[[_Rep], None]) -> list[float]:
    """Return how long `work` took each of them, all at one moment."""
    for one in reps:
        prepare(one)
    with ThreadPoolExecutor(len(reps)) as pool:
        return list(pool.map(lambda one: seconds_of(lambda: work(one)), reps))


def _env() -> dict[str, str]:
    who = {f"GIT_{role}_{part}": "x@x" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    return {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, env=_env(), check=True, capture_output=True)
