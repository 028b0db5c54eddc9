"""What a demo holds: a repository, everybody's journals, the texts that were run, and an open call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from playbook.accounts.address_book import AddressBook
from playbook.clock import FixedClock
from playbook.demo import DATA, PERSON, REPOSITORY, Size
from playbook.demo.accounts import contacts_of
from playbook.demo.customers import CUSTOMERS, Customer
from playbook.demo.days import Days
from playbook.demo.deeds import Deed, Ledger
from playbook.demo.dice import Dice
from playbook.demo.gitfolder import lay_repository
from playbook.demo.history import Commit, commits
from playbook.demo.meetings import lay_calendars
from playbook.demo.shelf import Edition, Shelf
from playbook.demo.speaking import feedback_id
from playbook.demo.story import VOICES, tell
from playbook.plays.settings import Settings, parse_settings
from playbook.progress import Progress
from playbook.runs.open_runs import OpenRuns


@dataclass(frozen=True)
class Past:
    """A history as it is to be written, and as its readers saw it."""

    settings: Settings
    commits: list[Commit]
    published: list[Commit]
    customers: Mapping[str, Customer] = field(default_factory=lambda: CUSTOMERS)


def write_contents(
    folder: Path,
    starter: dict[str, bytes],
    seed: int,
    now: datetime,
    progress: Progress,
    size: Size = "small",
) -> None:
    """Write the playbook of `starter` under git, and the records of its people, below `folder`.

    Raises what git's absence raises, OSError, and DemoContentError where the starter does not fit.
    """
    settings = parse_settings(starter["playbook.toml"].decode())
    days, dice = Days.around(now, settings.desk.holidays), Dice(seed)
    with progress.over("Writing the playbook and its history"):
        past = _past(starter, settings, days, dice, size)
        people = _people(past.settings)
        ids = lay_repository(folder / REPOSITORY, past.commits, people, PERSON)
    shelf = Shelf(past.published, ids, past.settings)
    chapters = {one.key: ids.get(f"{one.key}/published", ids[one.key]) for one in past.published}
    story = tell(shelf, days, dice, past.settings, chapters, progress)
    deeds: tuple[Deed, ...] = story.deeds
    editions = {edition.blob: edition for edition in story.editions}
    if size == "full":
        from playbook.demo.team.story import tell_team

        others = {key: one for key, one in past.customers.items() if key not in CUSTOMERS}
        team = tell_team(shelf, days, dice, past.settings, chapters, others, progress)
        deeds += team.deeds
        deeds += tuple(_elsewhere(folder, shelf, days, dice, past.settings))
        editions |= {edition.blob: edition for edition in team.editions}
    records = folder / DATA / past.settings.id
    ledger = Ledger(records, FixedClock(now), dice)
    try:
        ledger.write(deeds, progress)
    finally:
        ledger.close()
    for rep in dict.fromkeys(customer.rep for customer in past.customers.values()):
        AddressBook(records, rep).add(contacts_of(rep, past.customers))
    lay_calendars(records, days, past.settings.people)
    open_runs = OpenRuns(records)
    _keep_texts(open_runs, editions.values())
    open_runs.begin(story.parked, shelf.edition(story.parked.play, now).data)


def _elsewhere(folder: Path, shelf: Shelf, days: Days, dice: Dice, settings: Settings) -> Iterable[Deed]:
    """Lay a log from elsewhere beside the playbook, and yield it as it was imported."""
    from playbook.accounts.importing.mapping import mapping_path
    from playbook.demo.elsewhere import LOG, import_log, lay_log

    mapping = mapping_path(LOG, folder / DATA)
    lay_log(folder, mapping, days, dice)
    return import_log(folder, mapping, shelf, days, settings.people)


def _past(starter: dict[str, bytes], settings: Settings, days: Days, dice: Dice, size: Size) -> Past:
    feedback_ids = {voice.key: feedback_id(dice, voice.key) for voice in VOICES}
    if size == "small":
        made = commits(starter, days, _people(settings), feedback_ids)
        return Past(settings, made, made)
    from playbook.demo.team.companies import companies
    from playbook.demo.team.pages import with_extras
    from playbook.demo.team.reviewed import past_of

    extras = with_extras(starter, days)
    whole = parse_settings(extras.files["playbook.toml"].decode())
    past = past_of(extras, days, whole, feedback_ids)
    return Past(whole, past.commits, past.published, {**CUSTOMERS, **companies(dice)})


def _people(settings: Settings) -> dict[str, str]:
    """Return names with e-mail addresses by id."""
    return {person.id: f"{person.name} <{person.email}>" for person in settings.people.values()}


def _keep_texts(open_runs: OpenRuns, editions: Iterable[Edition]) -> None:
    open_runs.revisions.mkdir(parents=True)
    for edition in editions:
        (open_runs.revisions / edition.blob).write_bytes(edition.data)
