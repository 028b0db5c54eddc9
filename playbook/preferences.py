"""The user's own settings: how the program looks and sounds on this machine; never part of a playbook.

Only here can a command of the user's own be named; nothing that comes with a playbook can run a program.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from playbook.paths import config_folder

if TYPE_CHECKING:
    from playbook.plays.model import Problem

Clock = Literal["24h", "12h"]

FILE = "settings.toml"

HEAD = """\
# Playbook: your own settings, for this machine only.
# The screen behind Ctrl+P, Settings, writes this file; what you write by hand stays, comments too.
# Every key is optional; a line that is gone means the default again.

[look]
# theme = "playbook-dark"     # a name from the Settings screen; without it, dark
# clock = "24h"               # or "12h"
# mouse = true                # false gives the terminal its own selection back

[keys]
# "call.skip" = "f6,s"        # the id of a command = its keys; the help (F1) lists the ids

[calendar]
# files = ["~/calendar.ics"]  # .ics files, or folders of them: your meetings in Today

[filters]
# smb = "segment:smb is:open"  # tabs of your own on the desk: a name = what is looked for

[practice]
# new-a-day = 5               # how many new objections and talk tracks Practice begins a day

[hooks]
# run-finished = "my-crm-script --quiet"   # gets the finished run as JSON on its standard input
# seconds = 10                             # how long it may take
"""


class Preferences(msgspec.Struct, frozen=True):
    """What one user prefers."""

    theme: str = ""
    """Empty: the default one."""
    clock: Clock = "24h"
    mouse: bool = True
    keys: dict[str, str] = {}
    """Id of a command → its keys, comma between, as Textual names them."""
    filters: dict[str, str] = {}
    """Name of a tab of one's own on the desk → what it shows, in the words of `playbook.desk.filters`."""
    calendars: tuple[str, ...] = ()
    """Files and folders of `.ics`, as they were written; `~` is the home folder."""
    new_a_day: int = 5
    """New cards that practice begins a day."""
    run_finished: str = ""
    """A command line of the user's own."""
    hook_seconds: int = 10
    problems: tuple[Problem, ...] = ()
    """What the file says that is not understood; the rest holds."""


def path() -> Path:
    """Return the file that the preferences lie in."""
    return config_folder() / FILE


def load(file: Path | None = None) -> Preferences:
    """Return the user's preferences: the defaults where there is no file, and for each key that is wrong."""
    try:
        text = (file or path()).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Preferences()
    except (OSError, UnicodeDecodeError) as error:
        from playbook.plays.model import Problem

        return Preferences(problems=(Problem(1, f"the file cannot be read: {_why(error)}."),))
    return parse(text)


def parse(text: str) -> Preferences:
    """Return what a preferences file says."""
    import tomllib

    from playbook.plays.model import Problem
    from playbook.plays.settings_check import (
        Check,
        a_count,
        a_flag,
        a_text,
        list_of,
        map_of,
        one_of,
        table,
        unknown,
    )
    from playbook.plays.toml_lines import fault, key_lines

    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line, what = fault(text, error)
        return Preferences(
            problems=(Problem(line, f"{what}. Until it is mended, nothing of the file holds."),)
        )
    groups = {
        "look": table(
            dict,
            {
                "theme": ("theme", a_text),
                "clock": ("clock", one_of("24h", "12h")),
                "mouse": ("mouse", a_flag),
            },
        ),
        "keys": map_of(a_text, a_text),
        "filters": map_of(a_text, a_text),
        "calendar": table(dict, {"files": ("calendars", list_of(a_text))}),
        "practice": table(dict, {"new-a-day": ("new_a_day", a_count)}),
        "hooks": table(
            dict, {"run-finished": ("run_finished", a_text), "seconds": ("hook_seconds", a_count)}
        ),
    }
    check = Check(key_lines(text))
    found: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in groups:
            unknown(check, (name,), groups)
            continue
        read = groups[name](check, (name,), value) or {}
        found |= {name: read} if name in ("keys", "filters") else read
    return Preferences(**found, problems=tuple(check.problems))


def ensure(file: Path | None = None) -> Path:
    """Return the file, made with its explanations where there was none; raises CannotSaveError."""
    from playbook.files import write_atomic

    file = file or path()
    if not file.exists():
        write_atomic(file, HEAD.encode())
    return file


def _why(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else "it is no UTF-8 text"


def change(group: str, key: str, value: Any, file: Path | None = None) -> None:
    """Write one setting, or remove it where `value` is None; the rest of the file stays as it stands, comments too.

    Raises CannotSaveError, and PlaybookError where the file is no TOML: it is never overwritten then.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    from playbook.errors import PlaybookError
    from playbook.files import write_atomic

    file = file or path()
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        text = HEAD
    except (OSError, UnicodeDecodeError) as error:
        raise PlaybookError(
            f"Your settings cannot be read: {_why(error)}. Nothing was changed; mend or move {file} first."
        ) from error
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        found = parse(text).problems
        where = f" from line {found[0].line} on" if found else ""
        raise PlaybookError(
            f"Your settings cannot be understood{where}. Nothing was changed; mend or move {file} first."
        ) from error
    if not isinstance(document.get(group, {}), dict):
        raise PlaybookError(
            f"Your settings should have a line [{group}], and have “{group} = …” instead. Nothing was changed; "
            f"mend {file} first."
        )
    part = document.setdefault(group, tomlkit.table())
    if value is None:
        part.pop(key, None)
    else:
        part[key] = list(value) if isinstance(value, tuple) else value
    write_atomic(file, tomlkit.dumps(document).encode())
