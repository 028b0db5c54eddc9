"""Who sees what, in plain words: shown at first start and by `doctor --privacy`."""

from __future__ import annotations

from playbook.plays.settings_model import Settings
from playbook.records.access import managers_of
from playbook.text import and_all, one_line


def who_sees_what(settings: Settings, person: str, own_command: str = "") -> list[str]:
    """Return in plain words who reads what `person` records, one sentence a line.

    `own_command` is the one that the user's own settings name for finished runs.
    """
    people = settings.people
    managers = [people[m].name if m in people else m for m in managers_of(person, people)]
    above = and_all(managers)
    lines = [
        "Who sees what you do here:",
        "  Your runs        "
        + (f"you and {above}" if above else "you alone: nobody is named as your manager"),
        "  Private runs     you alone; they never leave this machine",
        "  Feedback         everyone here; or marketing's liaisons alone if you say so",
        "  Contacts         you alone: names stay in this device's address book",
        "  What you read    you alone, but what you look up on a call is in its run",
        f"  Goals, practice  you alone{', and your manager what you share' if managers else ''}",
        f"  Scores, 1:1s     you and {above}, each what is between the two of you"
        if above
        else "  Scores, 1:1s     you alone: nobody is named as your manager",
        "  That you called  everyone sees account and day, unless the run is private",
        # Before the rest: the foot of a long list is what a small terminal cuts.
        *_leaving(settings, person),
        "You read your own runs as your manager does, and may edit or keep private each one before it counts.",
        "Of a week's runs everyone may see figures: counts of five reps or more, of nobody in particular.",
    ]
    if own_command:
        lines.append(
            f"Your own command, {one_line(own_command)}, gets each finished run that is not private."
        )
    return lines


def _leaving(settings: Settings, person: str) -> list[str]:
    """Return what leaves this machine, where to, and who could read it there."""
    hub = settings.records.hub
    if not hub:
        return ["Nothing leaves this machine: no place to exchange with your team is set up yet."]
    from playbook.syncing import Address, kind_of

    name = one_line(Address(kind_of(hub), hub).name)
    if settings.people and person not in settings.people:
        return [f"Nothing of yours goes to {name} before you are among the people of playbook.toml."]
    if kind_of(hub) == "postgres":
        return [
            f"Your team exchanges records by a database ({name}). It gives each record only to those named above;",
            "whoever administers it could read all but what is for you alone, which never leaves this machine.",
        ]
    lines = [
        f"Your team exchanges records by git ({name}). Whoever may read that repository could read in it:"
    ]
    lines.append(
        "  feedback, also what is for liaisons alone (hidden on other people's screens); accounts and calls"
    )
    if settings.records.line_on_git:
        lines.append("  YOUR RUNS, word by word: playbook.toml says line-on-git = true")
    else:
        lines.append(
            "Your runs stay on this machine: on git they could not be kept to you and those above you."
        )
    lines.append("What is private, or between you and your manager, never leaves this machine.")
    return lines
