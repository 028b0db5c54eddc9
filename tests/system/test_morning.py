"""A rep's morning at a real terminal: the calendar out of the settings, one thing done, taken back, and a call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.calendars.files import calendar, event
from tests.system.conftest import Walker
from tests.terminal import Terminal

pytestmark = pytest.mark.system


def test_meetings_of_the_calendar_in_my_settings_lead_to_a_call(
    starter: Path, environment: dict[str, str], terminals: Callable[..., Terminal], tmp_path: Path
) -> None:
    (tmp_path / "work.ics").write_bytes(
        calendar(
            event(
                "20261123T130000Z", "20261123T133000Z", "LOCATION:Teams", title="Brenner: numbers", uid="b"
            ),
            event("20261124T080000Z", "20261124T083000Z", title="Stand-up", uid="s"),
        )
    )
    settings = Path(environment["PLAYBOOK_CONFIG"]) / "settings.toml"
    settings.parent.mkdir()
    settings.write_text('[calendar]\nfiles = ["~/work.ics"]\n')
    start = ("-C", starter, "--as", "lee", "--now", "2026-11-23T09:00:00Z")
    rep = Walker(terminals(*start))
    rep.sees("■ meeting", "Brenner: numbers", "Stand-up", "Tue 0")
    rep.press("y").sees("✓ Ticked off. u takes it back.").press("u").sees("✓ Taken back: Ticked off.")
    rep.press("c").type("first disc").press("enter").sees("Who picked up?", "First discovery")
    rep.terminal.settle()
    # The next time, what was known is there with the first paint.
    again = Walker(terminals(*start))
    again.sees("▶ open call", "First discovery", "Brenner: numbers")
