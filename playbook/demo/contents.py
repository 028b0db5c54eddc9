"""What a demo holds: a repository, everybody's journals, the texts that were run, and an open call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from playbook.accounts.address_book import AddressBook
from playbook.clock import FixedClock
from playbook.demo import DATA, PERSON, REPOSITORY
from playbook.demo.accounts import contacts_of
from playbook.demo.customers import CUSTOMERS
from playbook.demo.days import Days
from playbook.demo.deeds import Ledger
from playbook.demo.dice import Dice
from playbook.demo.gitfolder import lay_repository
from playbook.demo.history import commits
from playbook.demo.shelf import Shelf
from playbook.demo.speaking import feedback_id
from playbook.demo.story import VOICES, tell
from playbook.plays.settings import parse_settings
from playbook.runs.open_runs import OpenRuns


def write_contents(
    folder: Path, starter: dict[str, bytes], seed: int, now: datetime, progress: Callable[[str], None]
) -> None:
    """Write the playbook of `starter` under git, and the records of its people, below `folder`.

    Raises what git's absence raises, OSError, and DemoContentError where the starter does not fit.
    """
    progress("Writing the playbook and its history")
    settings = parse_settings(starter["playbook.toml"].decode())
    people = {person.id: f"{person.name} <{person.email}>" for person in settings.people.values()}
    days, dice = Days.around(now, settings.desk.holidays), Dice(seed)
    made = commits(starter, days, people, {voice.key: feedback_id(dice, voice.key) for voice in VOICES})
    ids = lay_repository(folder / REPOSITORY, made, people, PERSON)
    shelf = Shelf(made, ids, settings)
    story = tell(shelf, days, dice, settings, ids, progress)
    progress("Writing down what everybody did")
    records = folder / DATA / settings.id
    ledger = Ledger(records, FixedClock(now), dice)
    try:
        ledger.write(story.deeds)
    finally:
        ledger.close()
    for rep in dict.fromkeys(customer.rep for customer in CUSTOMERS.values()):
        AddressBook(records, rep).add(contacts_of(rep))
    open_runs = OpenRuns(records)
    open_runs.revisions.mkdir(parents=True)
    for edition in story.editions:
        (open_runs.revisions / edition.blob).write_bytes(edition.data)
    open_runs.begin(story.parked, shelf.edition(story.parked.play, now).data)
