"""A saved mapping: which column of an export is which, so that the next import needs no guess."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from playbook.accounts.importing.headings import FIELDS, Kind, Reading
from playbook.accounts.importing.values import DayOrder
from playbook.errors import PlaybookError
from playbook.files import write_atomic
from playbook.text import nearest, one_line

FOLDER = "mappings"

_HEAD = """\
# Which column of an export is which; `playbook accounts import FILE --mapping {name}` reads it.
# On the left are the fields of {kind}: {fields}.
# On the right stands the heading of the column, in any capitals. A line that is gone is not imported.

"""


class Mapping(msgspec.Struct, frozen=True):
    """What a mapping file says."""

    kind: Kind
    columns: dict[str, str]
    """Field → heading."""
    dates: DayOrder = ""
    currency: str = ""
    """Of amounts that have none."""


class MappingError(PlaybookError):
    """The mapping is not one."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path.name}: {why} Mend it, or name another file: it is written where there is none."
        )


def mapping_path(name: str, data: Path) -> Path:
    """Return the file that `--mapping NAME` means: a path as it stands, a bare name in the data folder."""
    path = Path(name)
    if path.parent != Path() or path.exists():
        return path
    return data / FOLDER / (name if path.suffix in (".toml", ".json") else f"{name}.toml")


def read_mapping(path: Path) -> Mapping | None:
    """Return the mapping in a file, None where there is no file; raises MappingError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(path, f"It cannot be read ({error}).") from error
    try:
        raw: Any = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
        found = msgspec.convert(raw, Mapping)
    except (ValueError, msgspec.ValidationError, RecursionError) as error:
        raise MappingError(path, f"It is no mapping ({one_line(str(error))}).") from error
    for field in found.columns:
        if field not in FIELDS[found.kind]:
            near = nearest(field, FIELDS[found.kind])
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise MappingError(path, f"“{one_line(field)}” is no field of {found.kind}.{hint}")
    return found


def write_mapping(path: Path, reading: Reading, headings: Sequence[str], currency: str = "") -> Mapping:
    """Write what was understood of a file's headings, to be put right and used again; raises CannotSaveError."""
    mapping = Mapping(
        reading.kind,
        {
            field: headings[place]
            for field, place in sorted(reading.columns.items(), key=lambda pair: pair[1])
        },
        currency=currency,
    )
    if path.suffix == ".json":
        text = json.dumps(msgspec.to_builtins(mapping), indent=2, ensure_ascii=False) + "\n"
    else:
        import tomlkit

        document = tomlkit.document()
        document["kind"] = mapping.kind
        document["dates"] = mapping.dates
        document["dates"].comment('"day-first" or "month-first", where a column of dates does not show it')
        document["currency"] = mapping.currency
        document["currency"].comment('such as "EUR", of amounts that have none')
        document["columns"] = mapping.columns
        fields = ", ".join(FIELDS[reading.kind])
        text = _HEAD.format(name=path.name, kind=reading.kind, fields=fields) + tomlkit.dumps(document)
    write_atomic(path, text.encode())
    return mapping
