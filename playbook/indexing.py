"""The index of a workspace's records: which rows it is handed, and who asks it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from playbook import paths
from playbook.records.access import may_read

if TYPE_CHECKING:
    from datetime import date

    from playbook.clock import Clock
    from playbook.coaching.indexed import IndexedRuns
    from playbook.desk.asking import IndexedFeedback, Viewer
    from playbook.desk.clusters import Cluster
    from playbook.desk.model import Item
    from playbook.desk.promise import Promise
    from playbook.desk.spoken import Spoken
    from playbook.desk.stored import Stored
    from playbook.plays.settings_model import Person, Settings
    from playbook.progress import Progress
    from playbook.records.index import Index
    from playbook.records.model import Record

FILED = frozenset(
    [
        "ack",
        "account",
        "contact",
        "event",
        "figures",
        "goal",
        "imported",
        "note",
        "opportunity",
        "practice",
        "readiness",
        "score",
        "seen",
        "session",
        "touch",
        "wording",
    ]
)
"""Kinds that are found by their kind, and folded by who asks."""


class Indexed:
    """The part of a workspace that answers without reading the past."""

    hears: Callable[[Progress], object] | None
    clock: Clock
    _index: tuple[str, Index] | None = None
    """Whose it is, and the index."""
    clusters_last: tuple[tuple[Item, ...], list[Cluster]] | None = None
    """The items that were put together last, and what came of it."""
    _words: tuple[Index, Stored] | None = None
    """Of which index it learnt, and what."""
    _spoken: tuple[Index, Spoken] | None = None
    """Of which index it finds words, and where."""

    if TYPE_CHECKING:  # what a workspace has

        @property
        def me(self) -> str: ...  # noqa: D102

        @property
        @abstractmethod
        def names(self) -> frozenset[str]: ...  # noqa: D102

        @property
        @abstractmethod
        def people(self) -> Mapping[str, Person]: ...  # noqa: D102

        @property
        @abstractmethod
        def folder(self) -> Path: ...  # noqa: D102

        @property
        def settings(self) -> Settings: ...  # noqa: D102

        @property
        def promise(self) -> Promise: ...  # noqa: D102

        @property
        def today(self) -> date: ...  # noqa: D102

        @abstractmethod
        def has_role(self, *roles: str) -> bool: ...  # noqa: D102

        @abstractmethod
        def feedback(self) -> dict[str, Item]: ...  # noqa: D102

    @property
    def index(self) -> Index:
        """The index of what I may read, which keeps itself well; `refresh` brings it up to date."""
        if self._index is None or self._index[0] != self.me:
            self._index = (self.me, self._open_index())
        return self._index[1]

    @property
    def run_index(self) -> IndexedRuns:
        """What the index knows of finished runs now; looks into the folder of records, so not for the event loop."""
        from playbook.coaching.indexed import IndexedRuns

        self.index.refresh()
        return IndexedRuns(self.index)

    @property
    def feedback_index(self) -> IndexedFeedback:
        """What the index knows of feedback now; looks into the folder of records, so not for the event loop."""
        from playbook.desk.asking import IndexedFeedback

        self.index.refresh()
        return IndexedFeedback(self.index)

    @property
    def feedback_spoken(self) -> Spoken:
        """What finds the words of feedback, learnt or not."""
        from playbook.desk.spoken import Spoken

        index = self.index
        if self._spoken is None or self._spoken[0] is not index:
            self._spoken = (index, Spoken(index))
        return self._spoken[1]

    @property
    def feedback_words(self) -> Stored:
        """What finds similar feedback; it learns what is new when it is told to keep up."""
        from playbook.desk.stored import Stored

        index = self.index
        if self._words is None or self._words[0] is not index:
            self._words = (index, Stored(index))
        return self._words[1]

    @property
    def viewer(self) -> Viewer:
        """For whom, and when, feedback is listed; asks the index who is assigned what."""
        from playbook.desk.asking import Viewer
        from playbook.desk.staff import gone, stood_in_for

        names = self.names | stood_in_for(self.me, self.people, self.today)
        assigned = self.feedback_index.values("assignee") if self.people else []
        left = gone(assigned, self.people)
        return Viewer(self.me, names, self.has_role("liaison"), self.clock.now(), left)

    def visible_feedback(self) -> Mapping[str, Item]:
        """Return the feedback that is for me: what was given to liaisons alone only to them and its author."""
        from playbook.desk.visible import VisibleFeedback

        liaison = self.has_role("liaison")
        return VisibleFeedback(self.feedback_index, self.me, liaison=liaison, fold=self.feedback)

    def records_of_run(self, id_: str) -> list[Record]:
        """Return all records about a run, and its touches, as of the index's last refresh."""
        from playbook.records.model import Run

        about = self.index.about("run", [id_]).get(id_, ())
        accounts = {record.body.account for record in about if isinstance(record.body, Run)}
        return [*about, *self.index.records_about("touch", accounts)]

    def _open_index(self) -> Index:
        from playbook.coaching.indexed import RunShelf
        from playbook.coaching.indexed_calls import CallShelf
        from playbook.desk.indexed import FeedbackShelf
        from playbook.desk.public_holidays import edition
        from playbook.progress import Progress
        from playbook.records.customers import Touch
        from playbook.records.index import Filed, Index
        from playbook.records.index.rights import Rights
        from playbook.records.layout import RECORDS

        me, names, people, desk = self.me, self.names, self.people, self.settings.desk

        def mine_to_read(journal: str) -> bool:
            return journal.partition("/")[0] in names or may_read(me, journal, people)

        def account(record: Record) -> str:
            return record.body.account if isinstance(record.body, Touch) else ""

        promised = f"{desk.first_answer} {desk.resolution} {desk.working_hours} {desk.holidays}"
        promised += edition(desk.public_holidays)
        records = self.folder / RECORDS
        return Index(
            index_folder(records, me),
            records,
            Rights(mine_to_read, names),
            shelves=[RunShelf(), CallShelf(), FeedbackShelf(self.promise, promised)],
            filed=[Filed(kind, account) for kind in sorted(FILED)],
            progress=Progress(self._tell),
        )

    def _tell(self, progress: Progress) -> None:
        if self.hears is not None:
            self.hears(progress)


def index_folder(records: Path, person: str) -> Path:
    """Return where the index of a folder of records lies for a person: two data folders never share one."""
    where = blake2b(str(records.absolute()).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return paths.cache_folder() / "records" / f"{records.parent.name}-{where}" / person
