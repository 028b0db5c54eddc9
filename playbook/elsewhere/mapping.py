"""A saved mapping: which column of a log is which, which activity is which step, and what each result means."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import msgspec

from playbook.accounts.importing.headings import bare
from playbook.accounts.importing.mapping import MappingError
from playbook.accounts.importing.values import DayOrder
from playbook.files import write_atomic
from playbook.plays.model import Page
from playbook.plays.slug import slug
from playbook.records.model import Result
from playbook.text import nearest, one_line

FIELDS: Mapping[str, tuple[str, ...]] = {
    "case": ("caseid", "case", "caseconceptname", "dealid", "opportunityid", "recordid", "traceid", "id"),
    "activity": ("activity", "activityname", "conceptname", "stage", "dealstage", "tostage", "newvalue", "event"),
    "time": (
        "timestamp", "time", "completetimestamp", "timetimestamp", "starttimestamp", "changedat", "editdate", "date",
        "createdate", "occurredat",
    ),
    "person": ("resource", "orgresource", "owner", "person", "user", "agent", "salesagent", "rep", "editedby"),
    "result": ("result", "outcome", "dealresult", "dealstatus", "status", "won"),
    "account": ("account", "accountname", "company", "companyname", "customer"),
}  # fmt: skip
"""What a column can be, and by which headings that is guessed; case, activity and time are needed."""
NEEDED = ("case", "activity", "time")
ADDED = "+"
"""What an activity means that the play has no step for, and that is to be counted as added."""
RESULTS: tuple[str, ...] = get_args(Result)
_GUESSED: Mapping[str, str] = {
    "won": "closed", "closedwon": "closed", "ordered": "closed", "true": "closed", "accepted": "closed",
    "lost": "declined", "closedlost": "declined", "declined": "declined", "rejected": "declined", "false": "declined",
    "cancelled": "declined", "canceled": "declined", "disqualified": "disqualified", "unqualified": "disqualified",
    "notnow": "not-now", "postponed": "not-now", "advance": "advance", "advanced": "advance",
}  # fmt: skip

_HEAD = """\
# A log from elsewhere, read as runs of a play: `playbook import-records FILE --mapping {name}`.
# columns: the heading of each column; case, activity and time are needed.
# activities: the step that each one means, by its id; "+" for something the play has no step for; "" passes it over.
#   The steps of this play: {steps}
# results: what each one means: {results}; "" for a case that is still open. Each is counted apart.
#   Without a column of results it is the last of these among a case's activities.
# people: the id of whom the log calls otherwise.

"""


class Times(msgspec.Struct, frozen=True):
    """How the log writes its times."""

    format: str = ""
    """As strptime has it; empty: as people and programs write them."""
    dates: DayOrder = ""
    """What `01/02/2026` means, where no row of the file shows it."""
    zone: str = "UTC"
    """Of times that do not say it: a name such as Europe/Berlin."""


class LogMapping(msgspec.Struct, frozen=True):
    """What a mapping file says."""

    log: str
    """The log's name: what is imported under another is another log."""
    play: str
    columns: dict[str, str]
    """Field → heading."""
    time: Times = Times()
    activities: dict[str, str] = {}
    """Activity → id of a step, ADDED, or empty."""
    results: dict[str, str] = {}
    """The log's word → one of RESULTS, or empty."""
    people: dict[str, str] = {}
    """The log's name of somebody → their id."""


def read_mapping(path: Path) -> LogMapping | None:
    """Return the mapping in a file, None where there is no file; raises MappingError."""
    try:
        raw: Any = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        found = msgspec.convert(raw, LogMapping)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(path, f"It cannot be read ({error}).") from error
    except (ValueError, msgspec.ValidationError, RecursionError) as error:
        raise MappingError(path, f"It is no mapping of a log ({one_line(str(error))}).") from error
    _check(path, found.columns, FIELDS, "column")
    for result in found.results.values():
        if result and result not in RESULTS:
            near = " or ".join(nearest(result, RESULTS)) or ", ".join(RESULTS)
            raise MappingError(path, f"“{one_line(result)}” is no result; there is {near}.")
    missing = [field for field in NEEDED if not found.columns.get(field)]
    if missing:
        raise MappingError(path, f"It names no column for {' and '.join(missing)}.")
    if not found.log.strip():
        raise MappingError(path, "The log has no name.")
    if not found.time.zone.strip():
        raise MappingError(
            path, "The zone of the times is empty; write UTC, or a name such as Europe/Berlin."
        )
    return found


def _check(path: Path, said: Iterable[str], known: Iterable[str], what: str) -> None:
    for name in said:
        if name not in known:
            near = nearest(name, known)
            hint = f" Did you mean {' or '.join(near)}?" if near else f" There are {', '.join(known)}."
            raise MappingError(path, f"“{one_line(name)}” is no {what} of a log.{hint}")


def check_steps(path: Path, mapping: LogMapping, page: Page) -> None:
    """Raise MappingError where an activity is said to be a step that the play does not have."""
    steps = [step.id for step in page.run_steps]
    for activity, step in mapping.activities.items():
        known = page.step(step)
        if step and step != ADDED and (known is None or known.reference):
            near = nearest(step, steps) or steps[:3]
            raise MappingError(
                path,
                f"“{one_line(activity)}” is “{one_line(step)}”, which is no step of {page.title}. "
                f"There is {', '.join(near)}.",
            )


def guess(
    name: str, page: Page, headings: Sequence[str], activities: Iterable[str], results: Iterable[str]
) -> LogMapping:
    """Return what a log seems to mean, to be looked through: `activities` and `results` are its words."""
    columns = guess_columns(headings)
    steps: dict[str, str] = {}
    for step in page.run_steps:
        steps |= {bare(step.title): step.id, bare(step.id): step.id, bare(slug(step.title)): step.id}
    found: dict[str, str] = {}
    for activity in activities:
        near = nearest(bare(activity), steps, 1)
        found[activity] = steps.get(bare(activity)) or (steps[near[0]] if near else "")
    meant = {result: _GUESSED.get(bare(result), "") for result in results}
    return LogMapping(name, page.id, columns, activities=found, results=meant)


def guess_columns(headings: Sequence[str]) -> dict[str, str]:
    """Return which heading is which field, as far as their names tell."""
    names = [bare(heading) for heading in headings]
    columns: dict[str, str] = {}
    for field, spellings in FIELDS.items():
        place = next((names.index(one) for one in spellings if one in names), None)
        if place is not None and headings[place] not in columns.values():
            columns[field] = headings[place]
    return columns


def write_mapping(path: Path, mapping: LogMapping, page: Page) -> None:
    """Write a mapping to be put right and used again; raises CannotSaveError."""
    import tomlkit

    document = tomlkit.document()
    for key, value in msgspec.to_builtins(mapping).items():
        document[key] = value
    for field in FIELDS:
        document["columns"].setdefault(field, "")
    document["time"] = {"format": mapping.time.format, "dates": mapping.time.dates, "zone": mapping.time.zone}
    head = _HEAD.format(
        name=path.name, steps=", ".join(step.id for step in page.run_steps), results=", ".join(RESULTS)
    )
    write_atomic(path, (head + tomlkit.dumps(document)).encode())
