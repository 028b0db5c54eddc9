"""`playbook desk filters`: one's own filters of the desk, kept by name in one's own settings."""

from __future__ import annotations

import argparse

from playbook import preferences
from playbook.cli.common import words
from playbook.cli.output import emit, narrate
from playbook.cli.parser import Verbs, add_json, add_verb
from playbook.errors import NotFoundError
from playbook.text import nearest

COLUMNS = (("name", "FILTER"), ("filter", "SHOWS"))


def add_filter_verbs(verbs: Verbs) -> None:
    """Add the verbs that list, keep and drop filters."""
    add_json(add_verb(verbs, "filters", "your own filters, each a tab of the desk", _list))
    keep = add_verb(verbs, "keep", "keep a filter by name, or drop it", _keep, ["NAME"])
    keep.add_argument("words", metavar="WORDS", nargs="*", default=[])
    keep.add_argument("--off", action="store_true", help="drop it")


def kept(name: str) -> str:
    """Return the filter kept under `name`; raises NotFoundError with the nearest names."""
    filters = preferences.load().filters
    if name not in filters:
        raise NotFoundError("filter", name, nearest(name, filters))
    return filters[name]


def _list(options: argparse.Namespace) -> int:
    rows = [{"name": name, "filter": filter_} for name, filter_ in preferences.load().filters.items()]
    emit(rows, as_json=options.json, columns=COLUMNS, empty="None yet: `playbook desk keep NAME WORDS`.")
    return 0


def _keep(options: argparse.Namespace) -> int:
    from playbook.desk.filters import parse_filter

    if options.off:
        kept(options.name)
        preferences.change("filters", options.name, None)
        narrate(f"Dropped: {options.name}.")
        return 0
    said = words(options.words)
    parse_filter(said)
    preferences.change("filters", options.name, said)
    narrate(f"Kept: `playbook desk list --kept {options.name}`, and a tab of the desk.")
    return 0
