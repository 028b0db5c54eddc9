"""Who sees what, in plain words: shown at first start and by `doctor --privacy`."""

from __future__ import annotations

from playbook.plays.settings_model import Settings
from playbook.records.access import managers_of
from playbook.text import one_line


def who_sees_what(settings: Settings, person: str, own_command: str = "") -> list[str]:
    """Return in plain words who reads what `person` records, one sentence a line.

    `own_command` is the one that the user's own settings name for finished runs.
    """
    people = settings.people
    managers = [people[m].name if m in people else m for m in managers_of(person, people)]
    above = " and ".join(managers)
    hub = settings.records.hub
    lines = [
        "Who sees what you do here:",
        "  Your runs        "
        + (f"you and {above}" if above else "you alone: nobody is named as your manager"),
        "  Private runs     you alone; they never leave this machine",
        "  Feedback         everyone here; or marketing's liaisons alone if you say so",
        "  Contacts         you alone: names stay in this device's address book",
        "  What you read    you alone, but what you look up on a call is in its run",
        "  That you called  everyone sees account and day, unless the run is private",
        "You read your own runs as your manager does, and may edit or keep private each one before it counts.",
    ]
    if own_command:
        lines.append(
            f"Your own command, {one_line(own_command)}, gets each finished run that is not private."
        )
    if hub:
        lines.append(
            f"A place to exchange with your team is named ({hub}), but this version sends nothing: "
            "all of it stays on this machine."
        )
    else:
        lines.append("Nothing leaves this machine: no place to exchange with your team is set up yet.")
    return lines
