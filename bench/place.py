"""A temporary folder with generated playbooks, each made when it is first asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench.generate import records
from bench.generate.handbook import handbook
from bench.generate.pages import STAGES, long_call, long_page, pages, small_play, ten_steps
from bench.generate.people import MANAGERS, ME, settings
from bench.generate.playbook import lay
from bench.generate.records import NOW, Play
from bench.sizes import SEED, Size
from playbook.clock import FixedClock
from playbook.workspace import Workspace

_PLAYS = 60
"""So many of a playbook's plays are the ones that are used."""


@dataclass
class Made:
    """One generated playbook on this machine."""

    root: Path
    data: Path
    cache: Path

    @property
    def env(self) -> dict[str, str]:
        """What a program needs to see this playbook's folders and none of the user's."""
        return {
            "PLAYBOOK_DATA": str(self.data),
            "PLAYBOOK_CACHE": str(self.cache),
            "PLAYBOOK_CONFIG": str(self.data.parent / "config"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }

    def command(self, *arguments: str) -> list[str]:
        """Return the command line that opens this playbook as one of its reps, on the day it was made for."""
        return [
            *program(),
            "-C",
            str(self.root),
            "--as",
            ME,
            "--now",
            f"{NOW:%Y-%m-%dT%H:%M:%SZ}",
            *arguments,
        ]

    def warm(self) -> None:
        """Have every page read and what finds them kept, as they are after the first start."""
        workspace = self.workspace()
        workspace.catalog.summaries()
        workspace.finding.current()

    def workspace(self, person: str = ME) -> Workspace:
        """Return the playbook opened in this process."""
        os.environ.update(self.env)
        return Workspace(self.root, data=self.data, person=person, clock=FixedClock(NOW))


@dataclass
class Place:
    """Where everything that is measured lies."""

    folder: Path
    say: Callable[[str], None]
    """Tells what is being made."""
    _made: dict[str, Made] = field(default_factory=dict)

    def playbook(self, size: Size, *, with_records: bool = True) -> Made:
        """Return a playbook of that size, committed, with its records unless they are not wanted."""
        name = f"{size.name}-{'records' if with_records else 'pages'}"
        if name not in self._made:
            self.say(f"laying {size.pages:,} pages")
            made = self._lay(name, [*pages(size.pages - 2, SEED), long_call(), long_page()])
            made.warm()
            if with_records:
                self.say(f"writing {size.records:,} records")
                workspace = made.workspace()
                records.write(workspace.folder, size.records, SEED, plays_of(workspace))
        return self._made[name]

    def plays(self, count: int) -> Made:
        """Return a playbook of that many small plays in one stage, and nothing else."""
        name = f"plays-{count}"
        if name not in self._made:
            self.say(f"laying {count:,} plays in one stage")
            self._lay(name, [small_play(number) for number in range(1, count + 1)]).warm()
        return self._made[name]

    def team(self, runs: int) -> Made:
        """Return a playbook of sixty plays of ten steps, and so many connected runs by one manager's people."""
        name = f"team-{runs}"
        if name not in self._made:
            self.say(f"writing {runs:,} runs of ten steps")
            one_team = settings(STAGES).replace(f'manager = "{MANAGERS[1]}"', f'manager = "{MANAGERS[0]}"')
            made = self._lay(name, [ten_steps(number) for number in range(1, _PLAYS + 1)], config=one_team)
            made.warm()
            workspace = made.workspace()
            records.write_runs(workspace.folder, runs, SEED, plays_of(workspace))
        return self._made[name]

    def handbook(self, count: int) -> Made:
        """Return a repository that holds a handbook of that many pages and nothing else."""
        return self._lay(f"handbook-{count}", [*handbook(SEED, count)], own=False)

    def _lay(self, name: str, files: list[tuple[str, str]], *, own: bool = True, config: str = "") -> Made:
        home = self.folder / name
        made = self._made[name] = Made(home / "pages", home / "data", home / "cache")
        for folder in (made.root, made.data, made.cache):
            folder.mkdir(parents=True)
        lay(made.root, [*files, ("playbook.toml", config or settings(STAGES))] if own else files)
        return made


def plays_of(workspace: Workspace) -> list[Play]:
    """Return the plays that records are made of."""
    found: list[Play] = []
    for summary in workspace.catalog.summaries():
        if summary.kind == "play" and len(found) < _PLAYS:
            steps = tuple(step.id for step in workspace.page(summary.id).page.path_steps)
            found.append(Play(summary.id, summary.title, summary.blob, steps))
    return found


def program() -> list[str]:
    """Return the command `playbook` of this Python, as people call it."""
    script = Path(sys.executable).with_name("playbook")
    return [str(script)] if script.is_file() else [sys.executable, "-m", "playbook"]
