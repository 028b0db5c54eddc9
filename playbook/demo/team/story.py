"""Twelve weeks of the whole team, as deeds: the told three weeks lie within them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from playbook.demo.accounts import account_deeds
from playbook.demo.calls import Call
from playbook.demo.customers import Customer
from playbook.demo.days import Days
from playbook.demo.deeds import Deed
from playbook.demo.dice import Dice
from playbook.demo.finishing import Finished, Phones, of_a_call
from playbook.demo.followups import followups
from playbook.demo.shelf import Edition, Shelf
from playbook.demo.speaking import Speaking
from playbook.demo.team.chains import Ahead, chain
from playbook.demo.team.habits import habits
from playbook.demo.team.people import REPS
from playbook.demo.team.plans import FIRST_DAY
from playbook.demo.team.voices import voices
from playbook.demo.timetable import make_calls
from playbook.plays.model import Page
from playbook.plays.settings import Settings
from playbook.progress import Progress
from playbook.records.coaching import Note

_WORDS = (
    (
        "gita",
        6,
        "Listened to this one twice. You let her finish, every time. Tell the others how you do that.",
    ),
    (
        "finn",
        3,
        "Noor has been waiting for a mail from you for two weeks. It takes a minute, and she asked for a good reason.",
    ),
)
"""Rep, business days back, and what Sam writes to them."""


@dataclass(frozen=True)
class TeamStory:
    """What happened around the told story."""

    deeds: tuple[Deed, ...]
    editions: tuple[Edition, ...]
    """Every revision that was run, each once."""


def tell_team(
    shelf: Shelf, days: Days, dice: Dice, settings: Settings, commits: Mapping[str, str],
    customers: Mapping[str, Customer], progress: Progress,
) -> TeamStory:  # fmt: skip
    """Return what the whole team did in twelve weeks; `commits` are the ids of publications by chapter."""
    names = {person.id: person.name for person in settings.people.values()}
    phones = Phones(shelf, days, dice, names, customers, habits(dice))
    calls = _calls(shelf, days, dice, customers)
    made: list[Finished] = []
    with progress.over("Twelve people make their calls", sum(map(len, calls.values())), "calls") as under_way:
        for rep, mine in calls.items():
            for one in make_calls(rep, mine, phones, days, dice):
                made.append(one)
                under_way.step()
    speaking = Speaking(shelf, days, dice, settings.people, made, commits, customers)
    deeds = list(account_deeds(made, days, dice, customers, FIRST_DAY + 2, deals_for_all=True))
    deeds += [deed for one in made for deed in of_a_call(one)]
    deeds += [Deed(at, rep, body) for at, rep, body in followups(made, days)]
    deeds += [deed for voice in voices(made, dice) for deed in speaking.deeds(voice)]
    deeds += _coaching(made, days, dice)
    return TeamStory(tuple(deeds), phones.used)


def _coaching(made: Sequence[Finished], days: Days, dice: Dice) -> Iterator[Deed]:
    """Yield a word from Sam about one call of each of two reps, for the two of them alone."""
    for rep, back, text in _WORDS:
        talks = [
            one.run
            for one in made
            if one.run.rep == rep and one.run.connect == "connected" and one.call.back > back
        ]
        if talks:
            run = max(talks, key=lambda run: run.started)
            note = Note(dice.id("note", rep), rep, text, run.id)
            yield Deed(days.at(back, "15:45"), "sam", note, f"pair-{rep}")


def _calls(shelf: Shelf, days: Days, dice: Dice, customers: Mapping[str, Customer]) -> dict[str, list[Call]]:
    """Return everybody's calls, by rep."""
    pages = _Pages(shelf, days)
    found: dict[str, list[Call]] = {rep: [] for rep in REPS}
    for key, customer in customers.items():
        found[customer.rep] += chain(Ahead(key, customer, pages), dice)
    return found


class _Pages(Mapping[str, Page]):
    """The plays as they stand today, read when they are asked for."""

    def __init__(self, shelf: Shelf, days: Days) -> None:
        self._shelf, self._days = shelf, days

    def __getitem__(self, play: str) -> Page:
        return self._shelf.edition(play, self._days.now).page

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
