"""What Today loads before somebody needs it: speed is the feature."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.calendars.files import event
from tests.tui.world import World

HEAVY = ("icalendar", "recurring_ical_events", "dateutil", "playbook.typed_days", "playbook.calendars", "git")

SCREEN = "import sys, tui.screens.today, tui.screens.news"
COMMAND = """
import sys
from playbook.cli.main import main
main(sys.argv[1:])
"""


def loaded(program: str, *arguments: str | Path) -> set[str]:
    look = f"\nsys.stderr.write('\\n' + ' '.join(name for name in {HEAVY!r} if name in sys.modules))"
    command = [sys.executable, "-c", program + look, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split())


def test_the_screens_load_no_calendar() -> None:
    assert loaded(SCREEN) == set()


def test_a_calendar_is_loaded_only_where_one_is_named_and_changed(
    world: World, write_calendar: Callable[..., str]
) -> None:
    start = ("-C", world.root, "--data", world.data, "--as", "lee", "--now", "2026-11-20T10:00:00Z", "today")
    calendars = {"icalendar", "recurring_ical_events", "dateutil", "playbook.calendars"}
    assert not loaded(COMMAND, *start) & calendars
    name = write_calendar(event("20200101T100000", "20200101T110000"))
    assert loaded(COMMAND, *start, "--calendar", name) & calendars == {"playbook.calendars"}
    name = write_calendar(event("20261120T100000Z", "20261120T110000Z"))
    assert loaded(COMMAND, *start, "--calendar", name) & calendars == calendars
    assert loaded(COMMAND, *start, "--calendar", name) & calendars == {"playbook.calendars"}
