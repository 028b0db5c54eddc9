"""The demo's three weeks, whole: calls, what became of them, voices, and a manager's word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from playbook.demo import calls_lee, calls_mia
from playbook.demo.accounts import account_deeds
from playbook.demo.between_two import between_two
from playbook.demo.calls import DECIDE, DISCOVERY, PRICE, Call
from playbook.demo.days import Days
from playbook.demo.deeds import Deed
from playbook.demo.dice import Dice
from playbook.demo.finishing import Finished, Phones, of_a_call
from playbook.demo.followups import followups
from playbook.demo.improving import goals, practice
from playbook.demo.shelf import Edition, Shelf
from playbook.demo.speaking import Speaking
from playbook.demo.timetable import make_calls
from playbook.demo.voices_open import OPEN
from playbook.demo.voices_told import SETTLED
from playbook.plays.settings import Settings
from playbook.progress import Progress
from playbook.records.coaching import Note
from playbook.records.model import Kept
from playbook.runs import machine
from playbook.runs.correct import correct
from playbook.runs.model import OpenRun

VOICES = (*SETTLED, *OPEN)

_PARKED = Call(
    account="ostrander", play=DECIDE, back=0, stop="the-last-time",
    said={
        "what-was-the-last": "The portal, in 2014. She has the file.",
        "how-did-it-go": "Nobody knows any more. “It was somebody's hobby.”",
        "what-nearly": "the-dock-didnt",
    },
    notes={"the-last-time": "A lorry stands in the wrong door, she had to run. Rings back."},
)  # fmt: skip
"""The call that is parked when the demo is opened."""

_PARKED_AGO = timedelta(minutes=37)


@dataclass(frozen=True)
class Story:
    """Everything that happened."""

    deeds: tuple[Deed, ...]
    editions: tuple[Edition, ...]
    """Every revision that was run, each once."""
    parked: OpenRun


def tell(
    shelf: Shelf, days: Days, dice: Dice, settings: Settings, commits: Mapping[str, str],
    progress: Progress,
) -> Story:  # fmt: skip
    """Return the three weeks before now, by chance of `dice`; `commits` are ids by chapter."""
    names = {person.id: person.name for person in settings.people.values()}
    phones = Phones(shelf, days, dice, names)
    made: list[Finished] = []
    for rep, table in (("lee", calls_lee.CALLS), ("mia", calls_mia.CALLS)):
        with progress.over(f"{names[rep]} makes their calls", len(table), "calls") as under_way:
            for one in make_calls(rep, table, phones, days, dice):
                made.append(one)
                under_way.step()
    speaking = Speaking(shelf, days, dice, settings.people, made, commits)
    deeds = list(account_deeds(made, days, dice))
    deeds += [deed for one in made for deed in of_a_call(one)]
    deeds += [Deed(at, rep, body) for at, rep, body in followups(made, days)]
    deeds += [deed for voice in VOICES for deed in speaking.deeds(voice)]
    deeds += _afterwards({one.call.key: one for one in made}, days, dice)
    deeds += between_two(made, shelf, days, dice)
    deeds += goals(days, dice)
    deeds += practice(shelf, days)
    return Story(tuple(deeds), phones.used, _parked(phones, days))


def _afterwards(calls: Mapping[tuple[str, str, int], Finished], days: Days, dice: Dice) -> Iterator[Deed]:
    """Yield a correction, a manager's word, and that the rescheduled call is under way."""
    rosk = calls[("rosk", DISCOVERY, 3)].run
    promised = {"commitment": "promised", "commitment_by": days.today.isoformat()}
    yield Deed(days.at(2, "07:55"), rosk.rep, correct(rosk, promised))
    price = calls[("morrow", PRICE, 2)].run
    text = (
        "Heard your price talk with Helen. The silence after the 890 was yours, not hers: keep it. One thing to "
        "try: read the cost back to her in discovery, she would have signed a week earlier."
    )
    yield Deed(
        days.at(1, "15:35"), "kim", Note(dice.id("note"), price.rep, text, price.id), f"pair-{price.rep}"
    )
    rescheduled = calls[("ostrander", DECIDE, 1)].run
    yield Deed(days.now - _PARKED_AGO, rescheduled.rep, Kept(rescheduled.id, "next", "kept"))


def _parked(phones: Phones, days: Days) -> OpenRun:
    holding = phones.hold(_PARKED, days.now - _PARKED_AGO)
    holding.wait(4)
    holding.act(machine.park)
    return holding.run
