"""`playbook settings`: my own settings on this machine, as the Settings screen has them."""

from __future__ import annotations

import argparse
from typing import Any

from playbook import preferences
from playbook.cli.output import emit, narrate
from playbook.cli.parser import add_json, add_verb, verbs_of
from playbook.errors import NotFoundError, PlaybookError
from playbook.text import nearest

COLUMNS = (("key", "SETTING"), ("value", "VALUE"), ("set", "CHANGED"))

NAMES = {
    "look.theme": "theme",
    "look.clock": "clock",
    "look.mouse": "mouse",
    "calendar.files": "calendars",
    "practice.new-a-day": "new_a_day",
    "hooks.run-finished": "run_finished",
    "hooks.seconds": "hook_seconds",
}
"""As it stands in the file → the preference."""


def register(parser: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    add_json(parser)
    parser.set_defaults(handler=_show, verb=None)
    verbs = verbs_of(parser, required=False)
    add_verb(verbs, "set", "change a setting", _set, ["KEY", "VALUE"])
    add_verb(verbs, "reset", "have a setting's default again", _reset, ["KEY"])
    add_verb(verbs, "path", "say which file they stand in", _path)


def _show(options: argparse.Namespace) -> int:
    mine, default = preferences.load(), preferences.Preferences()
    rows: list[dict[str, Any]] = []
    for key, name in NAMES.items():
        value = getattr(mine, name)
        rows.append({"key": key, "value": _plain(value), "set": value != getattr(default, name)})
    rows += [{"key": f"keys.{id_}", "value": keys, "set": True} for id_, keys in mine.keys.items()]
    if not options.json:
        for row in rows:
            value = row["value"]
            row["value"] = ", ".join(value) if isinstance(value, list) else _word(value)
            row["set"] = "●" if row["set"] else ""
    emit(rows, as_json=options.json, columns=COLUMNS, empty="")
    for problem in mine.problems:
        narrate(f"line {problem.line} of {preferences.path()}: {problem.message}")
    return 1 if mine.problems else 0


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _set(options: argparse.Namespace) -> int:
    group, key = _split(options.key)
    value = _value(options.key, options.value)
    preferences.change(group, key, value)
    narrate(f"{options.key} is now {options.value}.")
    return 0


def _reset(options: argparse.Namespace) -> int:
    group, key = _split(options.key)
    preferences.change(group, key, None)
    narrate(f"{options.key} is as it comes.")
    return 0


def _path(_: argparse.Namespace) -> int:
    print(preferences.path())
    return 0


def _split(key: str) -> tuple[str, str]:
    """Return the table and the key in it: `keys.call.skip` is `call.skip` in `keys`."""
    group, _, name = key.partition(".")
    if key not in NAMES and not (group == "keys" and name):
        near = nearest(key, list(NAMES))
        hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(NAMES)} and keys.COMMAND."
        raise PlaybookError(f"No setting is called “{key}”. {hint}")
    return group, name


def _value(key: str, typed: str) -> Any:
    """Return what was typed as the file holds it; raises with what is possible."""
    if key == "look.clock" and typed not in ("24h", "12h"):
        raise PlaybookError("The clock is 24h or 12h.")
    if key == "look.theme":
        from playbook.cli.tui import themes

        offered = themes()
        if typed not in offered:
            raise NotFoundError("theme", typed, nearest(typed, offered), offered)
    if key == "look.mouse":
        if typed not in ("true", "false"):
            raise PlaybookError("The mouse is true or false.")
        return typed == "true"
    if key == "hooks.seconds":
        if not typed.isdigit() or not int(typed):
            raise PlaybookError("The seconds are a whole number, 1 or more.")
        return int(typed)
    if key == "practice.new-a-day":
        if not typed.isdigit() or len(typed) > 3:
            raise PlaybookError("New cards a day are a whole number, 0 or more.")
        return int(typed)
    if key == "calendar.files":
        return tuple(part.strip() for part in typed.split(",") if part.strip())
    return typed
