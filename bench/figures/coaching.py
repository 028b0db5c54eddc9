"""Coach over a million steps: what the team's screen and a report take, beside SQLite's own counting of the same."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bench.generate.pages import STEPS
from bench.generate.people import MANAGERS
from bench.place import Made, Place
from bench.row import Row, Target
from bench.sizes import Size
from bench.timing import medians, seconds_of
from playbook.briefed import brief
from playbook.coaching.facts import SKIPPED, SKIPPED_ON

RUNS = 100_000
TIMES = 5
_COUNT = "SELECT play, step, rep, outcome, count(*) FROM step GROUP BY play, step, rep, outcome"
_OPEN = "from playbook.records.index import Index; w.index.refresh(); w.catalog.summaries()"
_BRIEF = "from playbook.briefed import brief; brief(w)"


def team_view(place: Place, size: Size) -> Iterator[Row]:
    """Read all that Coach tells a manager, and count the same steps in a table of SQLite's that holds one row each."""
    runs = min(RUNS, size.records)
    made = place.team(runs)
    made.workspace(MANAGERS[0]).index.refresh()
    steps = f"{runs * STEPS:,} steps of {runs:,} runs"
    with closing(_steps(place, made)) as table:
        measured, floor = medians(
            TIMES,
            lambda: seconds_of(lambda: brief(made.workspace(MANAGERS[0]))),
            lambda: seconds_of(lambda: table.execute(_COUNT).fetchall()),
        )
    yield Row(
        figure="coach: the team's figures and topics",
        size=steps,
        measured=measured,
        unit="ms",
        floor=floor,
        floor_of="the same steps counted by play, step, rep and outcome in SQLite alone",
        target=Target(ratio=2, limit=1),
    )
    yield Row(
        figure="coach: memory at its peak, team's figures",
        size=steps,
        measured=_peak(made, _BRIEF),
        unit="MB",
        floor=_peak(made, _OPEN),
        floor_of="the same playbook and index opened, and nothing counted",
        target=Target(ratio=2),
    )


def report(place: Place, size: Size) -> Iterator[Row]:
    """Make the report on a team, and on one rep with all their runs, as HTML."""
    from playbook.reporting.html import report_html
    from playbook.reports import report_on

    runs = min(RUNS, size.records)
    made = place.team(runs)
    workspace = made.workspace(MANAGERS[0])
    briefing = brief(workspace)
    for what, about in (("team", "on the team"), ("play:plays/connect/call-01", "on a play")):
        [measured] = medians(
            TIMES,
            lambda what=what: seconds_of(lambda: report_html(report_on(workspace, briefing, what))),  # type: ignore[misc]
        )
        yield Row(
            figure=f"coach: report {about}",
            size=f"{runs:,} runs",
            measured=measured,
            unit="ms",
            target=Target(limit=2),
        )


def _steps(place: Place, made: Made) -> sqlite3.Connection:
    """Return a table with one row a step, as it would be counted without an index of ours."""
    db = sqlite3.connect(place.folder / f"steps-{made.root.parent.name}.db")
    db.execute("CREATE TABLE step (play TEXT, step TEXT, rep TEXT, outcome TEXT, reason TEXT, seconds REAL)")
    for play, rep, letters in made.workspace(MANAGERS[0]).index.query("SELECT play, rep, letters FROM run"):
        db.executemany(
            "INSERT INTO step VALUES (?, ?, ?, ?, ?, ?)",
            [
                (
                    play,
                    f"step-{place_}",
                    rep,
                    letter,
                    "no time" if letter in (SKIPPED, SKIPPED_ON) else "",
                    9.5,
                )
                for place_, letter in enumerate(letters)
            ],
        )
    db.commit()
    return db


def _peak(made: Made, then: str) -> int:
    """Return the most memory that a process of its own holds which opens the playbook and does this, in bytes."""
    program = (
        "import sys; from pathlib import Path; from bench.generate.records import NOW;"
        "from playbook.clock import FixedClock; from playbook.workspace import Workspace;"
        "w = Workspace(Path(sys.argv[1]), data=Path(sys.argv[2]), person=sys.argv[3], clock=FixedClock(NOW));"
        f"{then}; print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    )
    arguments = [sys.executable, "-c", program, str(made.root), str(made.data), MANAGERS[0]]
    env = {**os.environ, **made.env}
    done = subprocess.run(arguments, env=env, check=True, capture_output=True, text=True, cwd=Path.cwd())
    return int(done.stdout) * 1024
