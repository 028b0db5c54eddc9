"""The command line as people use it: `shell("runs start …", as_="lee")`, in this process and quick."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from playbook.cli.main import main

NOW = "2026-11-23T10:00:00Z"
"""A Monday, an hour after the desk opens."""

SETTINGS = """\
[playbook]
id = "northwind"
name = "Northwind"
published = "main"

[[stages]]
id = "discover"
name = "Discover"
exit = "The customer names the cost."

[[stages]]
id = "commit"
name = "Commit"
exit = "The customer signs."

[vocabulary]
triggers = ["demo-request", "renewal-due"]

[desk]
working-hours = "Mon-Fri 09:00-17:00 UTC"

[people.lee]
name = "Lee Park"
email = "lee@northwind.example"
side = "sales"
roles = ["rep"]
manager = "kim"
also = ["lpark"]

[people.mia]
name = "Mia Novak"
email = "mia@northwind.example"
side = "sales"
roles = ["rep"]
manager = "kim"

[people.dana]
name = "Dana Ortiz"
email = "dana@northwind.example"
side = "marketing"
roles = ["liaison", "author"]

[people.kim]
name = "Kim Adeyemi"
email = "kim@northwind.example"
side = "sales"
roles = ["manager"]
"""

PLAY = """\
---
title: First call
stage: discover
triggers: [demo-request]
owners: {marketing: dana, sales: lee}
verified: 2026-11-01
value: Leaves with a costed picture.
commitment: Introduces the budget owner.
---

To understand, not to pitch.

## Open (1 min, must)

> Hi {{contact.first_name}}, thanks for making the time.

- [ ] Confirm how long they have
- [ ] Ask who else should be here

## Find the cost (10 min)

> [!IMPORTANT]
> Say that the call is recorded.

### How do you forecast today?

- Spreadsheets
- A tool
- They don't → [Qualify out](#qualify-out)

### Who feels it?

- [ ] Sales
- [ ] Finance

### What does a wrong forecast cost you?

## Agree the next step (2 min)

> Shall we say Thursday?

## Send the study (optional)

> You will have it tonight.

## Qualify out (branch)

> It sounds like this isn't the year.

→ [End](#end)

## Objections

### We have a tool

> Most teams did. What made you take this call?
"""

OTHER = """\
---
title: Price call
stage: commit
---

## Say the price

> It starts at 12 a seat.

### How do you forecast today?

- Spreadsheets
- A tool

## Ask for the day

> Which day suits you?
"""

OBJECTION = """\
---
title: Too expensive
---

> Compared with what?
"""

DUTY = """\
---
title: What legal wants said
must-read: true
---

Say that the call is recorded.
"""


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What stdout holds as JSON."""
        return json.loads(self.out)

    @property
    def line(self) -> str:
        """The one line of stdout."""
        (line,) = self.out.splitlines()
        return line


class Shell:
    """Somebody's terminal, in a playbook."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.now = NOW
        self._capsys = capsys

    def __call__(self, command: str, *more: str, as_: str = "lee", now: str = "") -> Said:
        """Run a command line; `more` are whole arguments, whatever is in them."""
        arguments = ["-C", str(self.root), "--as", as_, "--now", now or self.now]
        code = main([*arguments, *shlex.split(command), *more])
        out, err = self._capsys.readouterr()
        return Said(code, out, err)

    def ok(self, command: str, *more: str, as_: str = "lee", now: str = "") -> Said:
        """Run a command that must end well."""
        said = self(command, *more, as_=as_, now=now)
        assert said.code == 0, said
        return said

    def bare(self, *arguments: str) -> Said:
        """Run exactly these arguments."""
        code = main(list(arguments))
        out, err = self._capsys.readouterr()
        return Said(code, out, err)

    def start(
        self, play: str = "first-call", *, as_: str = "lee", connect: bool = True, **options: str
    ) -> str:
        """Start a run, connected; return its id."""
        more = [part for key, value in options.items() for part in (f"--{key}", value)]
        run = self.ok(f"runs start {play}", *more, as_=as_).line
        if connect:
            self.ok(f"runs connect {run} connected", as_=as_)
        return run

    def finished(self, *, as_: str = "lee", finish: str = "--result continuation", **options: str) -> str:
        """Return the id of a finished run that did its first step."""
        run = self.start("first-call", as_=as_, connect=True, **options)
        self.ok(f"runs next {run}", as_=as_)
        self.ok(f"runs finish {run} {finish}", as_=as_)
        return run


def git(folder: Path, *arguments: str) -> str:
    """Run git as Dana."""
    who = {
        "GIT_AUTHOR_NAME": "Dana Ortiz",
        "GIT_AUTHOR_EMAIL": "dana@northwind.example",
        "GIT_COMMITTER_NAME": "Dana Ortiz",
        "GIT_COMMITTER_EMAIL": "dana@northwind.example",
        "GIT_AUTHOR_DATE": "2026-11-20T09:00:00+00:00",
        "GIT_COMMITTER_DATE": "2026-11-20T09:00:00+00:00",
    }
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=os.environ | who, capture_output=True, check=True
    )
    return done.stdout.decode()


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files below `folder`."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
