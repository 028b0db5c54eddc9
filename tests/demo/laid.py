"""A demo that lies on disk, read with the product's own parts."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from playbook.clock import FixedClock
from playbook.coaching.facts import facts_of
from playbook.coaching.runs import RunRow
from playbook.coaching.runs import fold as fold_runs
from playbook.coaching.tallies import Held
from playbook.demo.lay import Demo
from playbook.desk.fold import fold
from playbook.desk.model import Item
from playbook.library.settings_reading import load_settings
from playbook.plays.model import Page
from playbook.plays.parse import read_page
from playbook.plays.settings import Settings
from playbook.records.model import Body, Record
from playbook.records.store import Store
from playbook.workspace import Workspace

NOW = datetime(2026, 11, 19, 10, 30, tzinfo=UTC)
"""A Thursday, in the middle of the morning."""

Said = TypeVar("Said", bound=Body)


@dataclass(frozen=True)
class Laid:
    """What a test asks of a demo."""

    demo: Demo
    now: datetime = NOW
    as_laid: dict[str, bytes] = field(default_factory=dict)
    """All files of the data folder, as they were before anybody opened it."""

    @property
    def folder(self) -> Path:
        """The playbook's own data folder."""
        return self.demo.data / "fernyard"

    def store(self, person: str = "kim") -> Store:
        return Store(self.folder, person, FixedClock(self.now))

    def workspace(self, person: str) -> Workspace:
        return Workspace(self.demo.root, data=self.demo.data, person=person, clock=FixedClock(self.now))

    @cached_property
    def settings(self) -> Settings:
        return load_settings(self.demo.root)

    @cached_property
    def records(self) -> list[Record]:
        return self.store().records()

    def bodies(self, kind: type[Said]) -> list[Said]:
        return [record.body for record in self.records if isinstance(record.body, kind)]

    @cached_property
    def items(self) -> dict[str, Item]:
        return fold(self.records)

    @cached_property
    def rows(self) -> list[RunRow]:
        return list(fold_runs(self.records).values())

    @cached_property
    def past(self) -> Held:
        """The runs, as they are asked for."""
        return Held(facts_of(self.rows))

    def item(self, words: str) -> Item:
        """Return the feedback whose text has these words."""
        [found] = [item for item in self.items.values() if words in item.text]
        return found

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", "-C", self.demo.root, *arguments], check=True, capture_output=True, text=True
        )
        return done.stdout

    def text(self, blob: str) -> str:
        """Return the text of a revision, as git has it."""
        if blob not in self._texts:
            self._texts[blob] = self.git("cat-file", "blob", blob)
        return self._texts[blob]

    def page(self, id_: str, blob: str) -> Page:
        """Return a page in the revision `blob`."""
        if blob not in self._pages:
            headings = self.settings.vocabulary.reference_headings
            data = self.text(blob).encode()
            self._pages[blob] = read_page(data, f"{id_}.md", reference_headings=headings)
        return self._pages[blob]

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {}

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return {}


Lay = Callable[..., Laid]


def files_below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
