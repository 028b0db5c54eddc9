"""What kind of page a file is, and what it is called when it does not say."""

from __future__ import annotations

from pathlib import PurePosixPath

from playbook.plays.facts import KINDS
from playbook.plays.links import page_id
from playbook.plays.model import Facts, Kind

_FOLDERS: dict[str, Kind] = {
    "plays": "play",
    "objections": "objection",
    "battlecards": "battlecard",
    "personas": "persona",
    "scorecards": "scorecard",
    "account-plans": "account-plan",
}
_ABOUT_FOLDER = frozenset({"readme", "index", "_index"})


def kind_of(facts: Facts, path: str) -> Kind:
    """Return the kind that the front matter states, else that of the top folder; a README is a plain page."""
    stated = next((kind for kind in KINDS if kind == facts.kind), None)
    if stated:
        return stated
    folders = PurePosixPath(path).parts[:-1]
    if not folders or PurePosixPath(path).stem.casefold() == "readme":
        return "page"
    return _FOLDERS.get(folders[0].casefold(), "page")


def name_in_words(path: str) -> str:
    """Return a file's name in words: `acme-forecast.md` → `Acme forecast`; an index has its folder's."""
    parts = PurePosixPath(page_id(path)).parts
    name = parts[-1] if parts else path
    if name.casefold() in _ABOUT_FOLDER and len(parts) > 1:
        name = parts[-2]
    words = " ".join(name.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] if words else name
