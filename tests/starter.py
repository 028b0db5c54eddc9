"""The part of the starter playbook that tests walk through page by page, so that it can grow without them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from playbook.library.catalog import Catalog
from playbook.library.settings_reading import load_settings
from playbook.paths import content_folder

PART = {
    "plays/connect": ("demo-request-callback", "trigger-event-call"),
    "plays/discover": ("first-discovery",),
    "plays/qualify": ("how-they-decide",),
    "plays/prove": ("three-problem-demo",),
    "plays/propose": ("mutual-action-plan",),
    "plays/commit": ("price-conversation",),
    "plays/renew": ("renewal-at-120-days",),
    "objections": (
        *("call-next-quarter", "discount-or-no-deal", "how-did-you-get-my-number", "must-ask-my-boss"),
        *("nobody-will-use-it", "not-interested", "send-an-email", "spreadsheets-work"),
        *("too-expensive", "where-is-our-data"),
    ),
    "battlecards": ("spreadsheet-and-phone", "velantis-suite"),
    "personas": ("cfo", "head-of-logistics"),
    "scorecards": ("first-discovery",),
    "templates": ("mail", "recap"),
}
"""Folder → its pages that are kept; `know/` is kept whole."""
WHOLE = ("know",)


def copy_part_of_starter(to: Path) -> Path:
    """Copy the settings of the starter and a fixed choice of its pages into the new folder `to`; return `to`."""
    content = content_folder()
    to.mkdir(parents=True)
    for name in ("playbook.toml", "README.md"):
        shutil.copy(content / name, to / name)
    for folder in WHOLE:
        shutil.copytree(content / folder, to / folder)
    for folder, pages in PART.items():
        (to / folder).mkdir(parents=True)
        for page in pages:
            shutil.copy(content / folder / f"{page}.md", to / folder / f"{page}.md")
    return to


@dataclass(frozen=True)
class ReadOnce:
    """A playbook whose pages were read once, for tests of what comes after: parsing them takes as long as a test."""

    root: Path
    pages: Path
    """What was read, as the cache keeps it."""

    @classmethod
    def of(cls, root: Path, cache: Path) -> ReadOnce:
        """Read the playbook in `root`, which is under git, into the folder `cache`."""
        catalog = Catalog(root, load_settings(root), cache)
        catalog.summaries()
        return cls(root, catalog.folder / "pages.sqlite3")

    def copy(self, to: Path, cache: Path) -> Path:
        """Copy it to the new folder `to`, and what was read into the folder `cache`; return `to`."""
        shutil.copytree(self.root, to)
        folder = Catalog(to, load_settings(to), cache).folder
        folder.mkdir(parents=True)
        shutil.copy(self.pages, folder / self.pages.name)
        return to
