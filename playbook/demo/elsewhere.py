"""A log from elsewhere in the demo: the first talks of the year before, out of the CRM that Fernyard had then."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.demo.calls import DISCOVERY
from playbook.demo.days import Days
from playbook.demo.deeds import Deed
from playbook.demo.dice import Dice
from playbook.demo.shelf import Shelf

if TYPE_CHECKING:
    from playbook.plays.settings_model import Person

LOG, FILE = "old-crm", "old-crm.csv"
"""The log's name, which its mapping has too; the file lies beside the playbook."""
CASES = (("Won", 18), ("Lost", 24), ("", 8))
"""The CRM's words for how a talk came out, and how many did; those without one are open."""

_STEPS = ("Talk opened", "Story told", "Process noted", "Cost named", "Summary read", "Second talk agreed")
_MAPPING = f"""\
# The activities of the old CRM, read as the steps of the first discovery.
log = "{LOG}"
play = "{DISCOVERY}"

[columns]
case = "Deal"
activity = "Activity"
time = "Done at"
person = "Owner"
result = "Outcome"
account = "Company"

[activities]
"Talk opened" = "open"
"Story told" = "a-bad-morning"
"Process noted" = "how-it-works-today"
"Cost named" = "what-it-costs"
"Summary read" = "read-it-back"
"Second talk agreed" = "agree-the-next-step"
"Brochure sent" = "+"

[results]
Won = "closed"
Lost = "declined"
"""
_UNDONE = {"Process noted": 0.5, "Summary read": 0.4}
"""How often a talk that came so far left it out: the same in those that were won and those that were lost."""
_BROCHURE = {"Won": 0.15, "Lost": 0.7, "": 0.3}
_OWNERS = ("Lee Park", "Mia Novak", "Ella Brandt", "J. Ruiz")
"""The last has left; the log knows them by that name alone."""
_COMPANIES = ("Ostrander Paper", "Tolvane Building Supply", "Rosk Auto Parts", "Corrigan Steel Stock", "")
_IMPORTED = 6
"""Business days back."""


def lay_log(folder: Path, mapping: Path, days: Days, dice: Dice) -> None:
    """Write the CSV as the old CRM gave it, and the mapping that says what its words mean."""
    mapping.parent.mkdir(parents=True, exist_ok=True)
    mapping.write_text(_MAPPING, encoding="utf-8", newline="\n")
    with (folder / FILE).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("Deal", "Activity", "Done at", "Owner", "Outcome", "Company"))
        rows.writerows(_rows(days, dice))


def import_log(
    folder: Path, mapping: Path, shelf: Shelf, days: Days, people: Mapping[str, Person]
) -> Iterator[Deed]:
    """Yield each case as `import-records --mapping` would have read it six business days ago, by Kim."""
    from playbook.accounts.importing.table import Table
    from playbook.elsewhere.mapping import check_steps, read_mapping
    from playbook.importing_logs import cases_in, understood

    saved = read_mapping(mapping)
    assert saved is not None
    at = days.at(_IMPORTED, "16:05")
    edition = shelf.edition(saved.play, at)
    check_steps(mapping, saved, edition.page)
    found = understood(Table(folder / FILE), saved, mapping, edition.page, edition.blob)
    for case in cases_in(found, people):
        yield Deed(at, "kim", case)


def _rows(days: Days, dice: Dice) -> Iterator[tuple[str, ...]]:
    """Yield the activities of each deal, one deal after the other."""
    chance = dice.stream("elsewhere")
    outcomes = [outcome for outcome, count in CASES for _ in range(count)]
    chance.shuffle(outcomes)
    for number, outcome in enumerate(outcomes, 1):
        at = days.at(270 - 4 * number, "08:00") + timedelta(minutes=5 * chance.randrange(96))
        owner, company = chance.choice(_OWNERS), chance.choice(_COMPANIES)
        for activity in _activities(outcome, chance):
            yield f"D-{number:03}", activity, f"{at:%Y-%m-%d %H:%M}", owner, outcome, company
            at += timedelta(hours=chance.randint(2, 70))


def _activities(outcome: str, chance: random.Random) -> Iterator[str]:
    """Yield what was done of a deal: one that was lost stopped early, and one that is open is not at its end."""
    last = len(_STEPS) if outcome == "Won" else chance.randint(2, 4) if outcome else chance.randint(1, 3)
    for place, step in enumerate(_STEPS[:last]):
        if place == last - 1 or chance.random() >= _UNDONE.get(step, 0.0):
            yield step
        if place == 0 and chance.random() < _BROCHURE[outcome]:
            yield "Brochure sent"
