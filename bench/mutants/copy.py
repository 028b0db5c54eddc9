"""Copies of the project to break, so that the working tree is never touched; and running tests in them."""

from __future__ import annotations

import json
import math
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bench.mutants.mutate import Mutant
from bench.mutants.packages import ROOT
from bench.mutants.reach import INTO

Fate = Literal["killed", "survived", "timeout"]

COPIED = ("playbook", "tui", "content", "tests", "bench", "pyproject.toml")
_PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=7")
_UNUSABLE = (4, 5)
"""What pytest ends with when a test was not found, or none at all."""


WAIT = 3
"""The limit is of the processor's time, for a busy machine makes no mutant hang; on the clock it is so often that."""


class FailsUnbrokenError(Exception):
    """The tests fail before anything was broken."""


@dataclass(frozen=True)
class Reach:
    """What one test calls, and how long it takes."""

    test: str
    seconds: float
    functions: frozenset[tuple[str, int]]


class Copy:
    """One copy of the project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            source, target = ROOT / name, folder / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)

    def reach(self, tests: str) -> list[Reach]:
        """Run a folder of tests as they are; return what each reaches, the quickest first.

        Raises FailsUnbrokenError: what fails unbroken says nothing about what is broken.
        """
        into = self.folder / f"reach-{tests.replace('/', '-')}.json"
        command = [*_PYTEST, "-p", "bench.mutants.reach", tests]
        environment = {**self._environment(), INTO: str(into), "PYTHONDONTWRITEBYTECODE": ""}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise FailsUnbrokenError(f"{tests} fails unbroken:\n{done.stdout[-3_000:]}")
        found = [
            Reach(test, said["seconds"], frozenset((file, line) for file, line in said["functions"]))
            for test, said in json.loads(into.read_text(encoding="utf-8")).items()
        ]
        return sorted(found, key=lambda reach: reach.seconds)

    def fate(self, mutant: Mutant, tests: Sequence[str], limit: float) -> Fate:
        """Break the copy, run `tests` for at most `limit` seconds, and mend it again."""
        file = self.folder / mutant.file
        whole = file.read_text(encoding="utf-8")
        file.write_text(mutant.apply(whole), encoding="utf-8", newline="\n")
        for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
            compiled.unlink()  # it is trusted by its second and size, which a mutant may share
        try:
            return self._run(tests, limit)
        finally:
            file.write_text(whole, encoding="utf-8", newline="\n")

    def _run(self, tests: Sequence[str], limit: float) -> Fate:
        listed = self.folder / "tests.txt"  # names of tests may be too many and too long for a command line
        listed.write_text("\n".join(tests), encoding="utf-8")
        said = self.folder / "said.txt"
        with (
            said.open("wb") as output,
            subprocess.Popen(
                [*_PYTEST, "-x", f"@{listed}"],
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            ) as process,
        ):
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (math.ceil(limit), math.ceil(limit) + 5))
            try:
                code = process.wait(WAIT * limit)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                return "timeout"
        if code == -signal.SIGXCPU:
            return "timeout"
        if code in _UNUSABLE and b"ERROR: not found" in said.read_bytes():
            # The mutant has changed what tests are made of and called: run their files instead.
            files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
            if files == list(tests):
                raise FailsUnbrokenError(f"no such tests: {files}")
            return self._run(files, limit)
        return "killed" if code else "survived"

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
