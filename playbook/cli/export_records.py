"""`playbook export-records`: everything that happened, as JSON lines; the way out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from playbook.cli.common import find_person, open_workspace, since
from playbook.cli.output import counted, narrate
from playbook.errors import PlaybookError


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("file", metavar="FILE", nargs="?", default="-", help="a new file; else stdout")
    parser.add_argument("--person", metavar="P", help="only this person's journals")
    parser.add_argument("--since", metavar="D", help="only records made since a date or time")
    parser.add_argument("--force", action="store_true", help="overwrite FILE")
    parser.set_defaults(handler=_export)


def _export(options: argparse.Namespace) -> int:
    from playbook.records.exchange import export_records

    workspace = open_workspace(options)
    store = workspace.store
    person = None
    if options.person:
        person = find_person(workspace, options.person, {name.split("/")[0] for name in store.journals()})
    earliest = since(options)
    if options.file == "-":
        count = export_records(store, sys.stdout.buffer, person, earliest)
        sys.stdout.buffer.flush()
    else:
        path = Path(options.file)
        try:
            with path.open("wb" if options.force else "xb") as out:
                count = export_records(store, out, person, earliest)
        except FileExistsError:
            raise PlaybookError(
                f"{path} is there already. Name another file, or overwrite it with --force."
            ) from None
        except OSError as error:
            raise PlaybookError(f"{path} cannot be written: {error.strerror or error}.") from error
    narrate(f"{counted(count, 'record')}. `playbook import-records FILE` reads them in, anywhere.")
    return 0
