"""One person, one device, one playbook: opens everything else, and only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from playbook import paths
from playbook.accounts.known import KnownAccounts
from playbook.clock import Clock, SystemClock
from playbook.device import UNBORN, find_root, login_id, person_id, read_device, remember, unborn_id, written
from playbook.errors import PlaybookError
from playbook.indexing import FILED, Indexed
from playbook.plays.settings_model import Person, Settings
from playbook.records.access import may_read

if TYPE_CHECKING:
    from datetime import date

    from playbook.coaching.runs import RunRow
    from playbook.desk.model import Item
    from playbook.desk.promise import Promise
    from playbook.library.catalog import Catalog, Entry
    from playbook.library.finding import Finding
    from playbook.library.linting import Linter
    from playbook.library.repository import Repository
    from playbook.library.search import SearchIndex
    from playbook.plays.lint.model import Report
    from playbook.plays.model import Page
    from playbook.progress import Progress
    from playbook.records.model import Body, Record, Run
    from playbook.records.store import Store
    from playbook.runs.model import OpenRun
    from playbook.runs.open_runs import OpenRuns
    from playbook.runs.recording import Recorded
    from playbook.runs.windows import Windows


class Workspace(KnownAccounts, Indexed):
    """What the command line and the TUI talk to."""

    def __init__(
        self,
        root: Path,
        *,
        data: Path | None = None,
        person: str = "",
        clock: Clock | None = None,
        hub: str = "",
    ) -> None:
        self.root = root
        self.hub_named = hub
        """The hub named on the command line, instead of the playbook's."""
        self.data = paths.data_folder(data)
        self.clock = clock or SystemClock()
        self._named = person
        self._stores: dict[str, Store] = {}
        self.hears: Callable[[Progress], object] | None = None
        """Who is told how far long work of the core's own accord has come: the reading of many pages."""
        self.wrote: Callable[[], object] | None = None
        """Who is told, in whatever thread, that a record was made."""

    @classmethod
    def open(
        cls,
        folder: Path | None = None,
        *,
        data: Path | None = None,
        person: str = "",
        clock: Clock | None = None,
        hub: str = "",
    ) -> Workspace:
        """Return the workspace of `folder`, or of the nearest or last playbook; raises NoPlaybookError."""
        return cls(find_root(folder, paths.data_folder(data)), data=data, person=person, clock=clock, hub=hub)

    # What the playbook is

    @cached_property
    def settings(self) -> Settings:
        """What `playbook.toml` says; raises SettingsError where it is wrong."""
        from playbook.library.settings_reading import load_settings

        return load_settings(self.root, paths.cache_folder())

    @cached_property
    def repository(self) -> Repository:
        """The git repository; raises a plain error when there is none or git is missing."""
        from playbook.library.repository import Repository

        return Repository.open(self.root)

    @cached_property
    def catalog(self) -> Catalog:
        """The pages of the working tree."""
        from playbook.library.catalog import Catalog
        from playbook.progress import Progress

        return Catalog(self.root, self.settings, paths.cache_folder(), Progress(self._tell))

    @cached_property
    def id(self) -> str:
        """Name of the data folder: `[playbook] id`, else the root commit's, else one of the folder's path."""
        remembered = read_device(self.data).ids.get(written(self.root), "")
        if self.settings.id:
            wanted = self.settings.id
        elif remembered and not remembered.startswith(UNBORN):
            return remembered
        else:
            wanted = self.repository.root_commit() or unborn_id(self.root)
        if wanted != remembered:
            self._adopt(remembered, wanted)
        return wanted

    def _adopt(self, old: str, new: str) -> None:
        """Keep the records of a playbook that got its id after they were made."""
        before, after = self.data / old, self.data / new
        if old.startswith(UNBORN) and before.is_dir() and not after.exists():
            before.rename(after)
        remember(self.data, ids={written(self.root): new})

    @property
    def folder(self) -> Path:
        """Where this playbook's records lie on this machine."""
        return self.data / self.id

    # Who I am

    @property
    def people(self) -> Mapping[str, Person]:
        """The people of the playbook, by id."""
        return self.settings.people

    @property
    def chosen(self) -> bool:
        """Somebody has said who they are: by `--as`, or at first start."""
        return bool(self._named or read_device(self.data).me.get(self.id))

    @property
    def asks_who(self) -> bool:
        """Nobody has said yet who they are, and the playbook knows people."""
        return not self.chosen and bool(self.people)

    @cached_property
    def me(self) -> str:
        """Id of the person at this device: named, chosen at first start, by git's e-mail, or the login name."""
        if self._named:
            return self._person_named(self._named)
        chosen = read_device(self.data).me.get(self.id)
        return chosen or self.guess_me()

    def guess_me(self) -> str:
        """Return who git's e-mail says I am, else the login name."""
        email = (self.repository.user_email() or "").casefold()
        for person in self.people.values():
            if email and person.email.casefold() == email:
                return person.id
        login = login_id()
        return next((person.id for person in self.people.values() if login in person.also), login)

    def _person_named(self, name: str) -> str:
        from playbook.errors import NotFoundError
        from playbook.text import nearest

        if not self.people or name in self.people:
            return person_id(name)
        for person in self.people.values():
            if name.casefold() in (person.name.casefold(), person.email.casefold()):
                return person.id
        raise NotFoundError("person", name, nearest(name, self.people), self.people)

    def choose_me(self, person: str) -> None:
        """Remember on this device who I am."""
        remember(self.data, me={self.id: person})
        self.act_as("")  # from now on whoever the device remembers, listed or not

    def act_as(self, person: str) -> None:
        """Be `person` from now on, without remembering it; with no name, who the device says I am."""
        self._named = person
        self.__dict__.pop("me", None)

    @property
    def person(self) -> Person:
        """Me, as the playbook knows me; a stranger is a rep of no team."""
        return self.person_of(self.me)

    def person_of(self, id_: str) -> Person:
        """Return the person with that id; somebody unknown is a rep, and has every role where nobody is listed."""
        roles = ("rep",) if self.people else ("rep", "liaison", "author", "manager")
        return self.people.get(id_) or Person(id=id_, name=id_, roles=roles, side="sales")

    def name_of(self, id_: str) -> str:
        """Return a person's name for people."""
        return self.person_of(id_).name or id_

    def has_role(self, *roles: str) -> bool:
        """Say whether I have one of these roles; where nobody is listed, one person has them all."""
        return any(role in self.person.roles for role in roles)

    def remember_root(self) -> None:
        """Open this playbook next time when no folder is named."""
        if read_device(self.data).last != written(self.root):
            remember(self.data, last=written(self.root))

    # What happened

    @property
    def store(self) -> Store:
        """My journals, and all that this device holds of others'."""
        store = self._stores.get(self.me)
        if store is None:
            from playbook.records.store import Store

            store = self._stores[self.me] = Store(self.folder, self.me, self.clock)
        return store

    def records(self, *kinds: str) -> list[Record]:
        """Return the records of these kinds that I may read, in their order."""
        if FILED.issuperset(kinds):
            self.index.refresh()
            return self.index.records(kinds)
        from playbook.records.readable import readable

        return readable(self.store.records(kinds), self.may_read, self._own_feedback)

    def may_read(self, journal: str) -> bool:
        """Say whether a journal (`person/device/audience`) is mine, also under an earlier name, or mine to read."""
        return journal.partition("/")[0] in self.names or may_read(self.me, journal, self.people)

    def _own_feedback(self) -> frozenset[str]:
        from playbook.records.model import Feedback

        own = (record for record in self.store.records(("feedback",)) if record.person in self.names)
        return frozenset(record.body.id for record in own if isinstance(record.body, Feedback))

    def append(self, body: Body, audience: str | None = None) -> Record:
        """Write a record of mine; durable when this returns; raises CannotSaveError."""
        record = self.store.append(body, audience)
        if self.wrote is not None:
            self.wrote()
        return record

    @cached_property
    def open_runs(self) -> OpenRuns:
        """The runs on this device that are not finished."""
        from playbook.runs.open_runs import OpenRuns

        return OpenRuns(self.folder)

    @cached_property
    def windows(self) -> Windows:
        """Which open runs this window has open."""
        from playbook.runs.windows import Windows

        return Windows(self.open_runs.folder)

    def my_open_runs(self) -> tuple[OpenRun, ...]:
        """Return my runs that are not finished, oldest first; a crash half way through finishing is completed."""
        mine = tuple(run for run in self.open_runs.load().runs if run.rep in self.names)
        if not mine:
            return ()
        from playbook.runs.recording import put_on_record

        recorded = self.recorded()
        still_open = []
        for run in mine:
            before = recorded(run.id)
            if before is None:
                still_open.append(run)
            else:
                put_on_record(self.open_runs, before.run, self.append, recorded, private=before.private)
        from playbook.leaving import without_left

        return without_left(self, still_open)

    def page_of_run(self, run: OpenRun) -> Page:
        """Return the page of the revision that `run` began with; raises PlaybookError when it is gone."""
        return self._read(self.open_runs.text(run.blob), run.path or f"{run.play}.md")

    def finish_run(self, page: Page, run: OpenRun, seconds: float) -> Run:
        """Put a run on record, durably, and close it; raises RunError or CannotSaveError, and it stays open."""
        from playbook.clock import stamp
        from playbook.leaving import record_left
        from playbook.runs import machine
        from playbook.runs.finish import finish
        from playbook.runs.recording import put_on_record

        made = finish(page, run, seconds, stamp(self.clock.now()))
        self.open_runs.save(run)  # raises where another window went on with it: its words would be lost
        private = machine.view(page, run, seconds).ending.private
        record_left(self, run, private=private)
        return put_on_record(self.open_runs, made, self.append, self.recorded(), private=private)

    def recorded(self) -> Recorded:
        """Return how to ask my journals for a run by its id."""
        from playbook.runs.recording import recorded_in

        self.index.refresh()

        return lambda id_: recorded_in(self.records_of_run(id_))(id_)

    def fields(self, account: str = "", contacts: Sequence[str] = ()) -> dict[str, str]:
        """Return what fills the merge fields of a run: who I am, the account, and the first contact."""
        from playbook.accounts.deal import merge_fields

        person = self.person
        name = person.name or person.id
        found = {"rep.name": name, "rep.first_name": name.split(" ")[0], "rep.email": person.email}
        found["company.name"] = self.settings.name
        if account or contacts:
            book = self.accounts_last_read
            known = tuple(row for id_ in contacts if (row := book.contact(id_)))
            found |= merge_fields(book, account, known)
        return {name: value for name, value in found.items() if value}

    @property
    def today(self) -> date:
        """The day it is where this person sits."""
        return self.clock.now().astimezone().date()

    @property
    def names(self) -> frozenset[str]:
        """The ids my journals stand under: mine, and those I had before."""
        return frozenset({self.me, *self.person.also})

    @cached_property
    def promise(self) -> Promise:
        """By when the desk answers."""
        from playbook.desk.promise import parse_promise

        desk = self.settings.desk
        return parse_promise(
            desk.first_answer,
            desk.resolution,
            desk.working_hours,
            desk.holidays,
            warn=desk.warn,
            region=desk.public_holidays,
        )

    def feedback(self) -> dict[str, Item]:
        """Return all feedback that I may read, folded, by id."""
        from playbook.desk.fold import fold

        return fold(self.records("feedback", "triage", "vote", "redact"))

    def runs(self) -> dict[str, RunRow]:
        """Return all finished runs that I may read, by id, in their order."""
        from playbook.coaching.runs import fold

        return fold(self.records("run", "correction", "kept", "redact"))

    # The pages

    def page(self, id_: str) -> Entry:
        """Return a page with its text and revision; raises NotFoundError with the nearest ids."""
        return self.catalog.get(id_)

    def page_at(self, id_: str, blob: str) -> Page:
        """Return the page in the revision `blob`; raises PlaybookError."""
        return self._read(self.data_at(blob), f"{id_}.md")

    def data_at(self, blob: str) -> bytes:
        """Return the bytes of a page's revision: kept beside a run, else from git; raises PlaybookError."""
        try:
            return self.open_runs.text(blob)
        except PlaybookError:
            return self.repository.read(blob)

    def _read(self, data: bytes, path: str) -> Page:
        from playbook.plays.parse import read_page

        headings, link_root = self.settings.vocabulary.reference_headings, self.settings.link_root
        return read_page(data, path, reference_headings=headings, link_root=link_root)

    def lint(self, progress: Progress | None = None) -> Report:
        """Return what is wrong with the pages, as they stand in the working tree; raises WasStoppedError."""
        return self.linter.report(self.today, progress)

    @property
    def linter(self) -> Linter:
        """What looks at the pages of the working tree."""
        from playbook.library.linting import Linter

        return Linter(self.root, self.settings, self.catalog, lambda: self.repository, paths.cache_folder())

    @cached_property
    def finding(self) -> Finding:
        """What finds while typing: as it was known last, and as the pages are now."""
        from playbook.library.finding import Finding

        return Finding(self.catalog)

    @property
    def search_index(self) -> SearchIndex:
        """The index of the pages as they are now."""
        return self.finding.current()
