"""What the settings are, in words; knows no Textual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.clock import shown_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playbook.preferences import Preferences
    from playbook.workspace import Workspace

GROUPS = {
    "theme": ("look", "theme"),
    "clock": ("look", "clock"),
    "mouse": ("look", "mouse"),
    "calendars": ("calendar", "files"),
}
"""Id of a setting → its table and key in the file."""


@dataclass(frozen=True)
class Setting:
    """One line of the settings."""

    id: str
    name: str
    value: str
    told: tuple[str, ...]
    """Paragraphs: what it means."""


def settings_of(
    mine: Preferences, workspace: Workspace, theme: str, problems: Sequence[str] = ()
) -> list[Setting]:
    """Return the settings as they are; `theme` is the one on the screen."""
    person = workspace.person
    roles = f" ({', '.join(person.roles)})" if person.roles else ""
    now = workspace.clock.now()
    changed = len(mine.keys)
    return [
        Setting(
            "me",
            "Who I am",
            (person.name or person.id) + roles,
            (
                "Whose runs, feedback and figures are yours on this machine.",
                "Change it only on a machine that has changed hands: what was recorded keeps its name.",
            ),
        ),
        Setting(
            "theme",
            "Theme",
            theme + ("" if mine.theme else ", as it comes"),
            (
                "The colours. {settings.change} lists the themes; moving through them shows each at once.",
                "Every text keeps a contrast of 4.5 to 1 or more in all of them.",
            ),
        ),
        Setting(
            "clock",
            "Clock",
            f"{mine.clock}: {shown_time(now, mine.clock)}",
            ("How times are written wherever one is shown: 14:05 or 2:05 pm.",),
        ),
        Setting(
            "mouse",
            "Mouse",
            "on" if mine.mouse else "off",
            (
                "On: click lines, keys and tabs, scroll with the wheel.",
                "Off: your terminal's own selecting and copying works as anywhere else. `playbook --no-mouse` does the "
                "same once.",
            ),
        ),
        Setting(
            "calendars",
            "Calendar",
            ", ".join(mine.calendars) or "none",
            (
                "A .ics file that your calendar exports, or a folder of them: today's meetings then stand in Today.",
                "They are only read, and nothing of them is recorded.",
            ),
        ),
        Setting(
            "keys",
            "Keys",
            f"{changed} changed" if changed else "as they come",
            (
                "{settings.change} lists every command with its keys; press a new key for any of them.",
                *(f"! {problem}" for problem in problems),
            ),
        ),
    ]
