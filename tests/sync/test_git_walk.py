"""The whole of it, over git: months apart, offline, at odds, killed, with a clock that lies; all end in step."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import pytest

from playbook.clock import FixedClock, stamp
from playbook.coaching.runs import fold as fold_runs
from playbook.desk.actions import audience_for, triage
from playbook.desk.fold import fold as fold_feedback
from playbook.desk.model import Item
from playbook.errors import PlaybookError
from playbook.plays.settings_model import Person
from playbook.records.model import Action, Feedback, Record, Run
from playbook.records.store import Store
from tests.counted import counted
from tests.records.support import torture
from tests.records.test_kills import Tell, heard, spawn
from tests.sync.field import NOON, PEOPLE, Somebody, bare, branches, git
from tests.sync.test_git_kills import kill, patiently

RUNS = 50
FEEDBACK = ("feedback", "triage", "vote", "redact")
RUN = ("run", "correction", "kept", "redact")


class Rep(Somebody):
    """Somebody who has calls, and says what came of them."""

    def calls(self, count: int, prefix: str) -> None:
        """Finish runs, a day's work apart from any network."""
        for number in range(count):
            self.clock.move(300)
            now = stamp(self.clock.now())
            id_ = f"{self.person}{prefix}{number:04d}"
            run = Run(id_, "plays/discover/first-call", "First call", "0" * 40, now, now, 240.0, self.person)
            self.store.append(run)

    def tells(self, id_: str, text: str) -> None:
        """Record feedback under an id."""
        self.store.append(Feedback(id=id_, kind="idea", text=text))

    def acts(self, id_: str, action: Action, text: str = "", to: str = "") -> None:
        """Do something with feedback on the desk."""
        item = self.items()[id_]
        body = triage(item, action, self.people[self.person], text=text, to=to, people=self.people)
        self.store.append(body, audience_for(item))

    def items(self) -> dict[str, Item]:
        """Return the desk as this person sees it."""
        return fold_feedback(self.mine(FEEDBACK))

    def mine(self, kinds: tuple[str, ...]) -> list[Record]:
        """Return what lies here and is this person's to read."""
        return self.readable(self.store, kinds)

    def readable(self, store: Store, kinds: tuple[str, ...]) -> list[Record]:
        """Return what of a store is this person's to read."""
        return [
            one for one in store.records(kinds) if one.person == self.person or self.may_read(one.journal)
        ]


def everything(people: list[Rep], folder: Path) -> Store:
    """Return a store that holds all journals of all devices, put together without any hub."""
    from playbook.records.exchange import exported, import_records

    store = Store(folder / "acme", "nobody", FixedClock(NOON))
    for one in people:
        journals = [name for name in one.store.journals() if not name.endswith("/self")]
        import_records(store, exported(one.store, journals))
    return store


def test_months_apart_and_at_odds_all_end_in_step(tmp_path: Path) -> None:
    remote = bare(tmp_path / "records.git")
    chance = random.Random(3)

    def rep(folder: str, person: str, days: int = 0) -> Rep:
        clock = FixedClock(NOON + timedelta(days=days))
        return Rep(tmp_path / folder, person, remote, clock=clock, line_on_git=True)

    # Three at work, one of them with a clock a year ahead; nobody online.
    lee, dana, ravi, kim = (
        rep("lee", "lee"),
        rep("dana", "dana"),
        rep("ravi", "ravi", days=365),
        rep("kim", "kim"),
    )
    lee.calls(RUNS, "a")
    lee.tells("f" * 16, "Nobody asks that any more")
    dana.calls(RUNS, "a")
    ravi.calls(RUNS, "a")
    ravi.tells("g" * 16, "From next year")

    # Each is killed in the middle of pushing, again and again.
    for one in (lee, dana, ravi):
        for turn in range(8 if torture() else 2):

            def pushing(tell: Tell, one: Rep = one) -> None:
                tell("begun")
                with suppress(PlaybookError):
                    one.sync()

            kill(*spawn(pushing), chance, with_git=turn % 2 == 0)
    people = [lee, dana, ravi, kim]
    for _ in range(2):
        for one in people:
            patiently(one)

    # Two liaisons act on one item, neither knowing of the other.
    dana.acts("f" * 16, "answer", "It says so now.")
    ravi.acts("f" * 16, "decline", "It is asked in every third call.")
    for one in (dana, ravi, dana, lee, kim):
        patiently(one)
    assert len({repr(one.items()["f" * 16]) for one in (lee, dana, ravi, kim)}) == 1
    assert len(lee.items()["f" * 16].thread) == 2

    # Lee's laptop is lost; another one takes its place, and has all that was sent.
    lost, laptop = lee, rep("laptop", "lee")
    patiently(laptop)
    laptop.calls(3, "b")
    patiently(laptop)
    tablet = rep("tablet", "lee")
    for one in (tablet, dana, ravi, kim, laptop):
        patiently(one)
    assert laptop.lines() == tablet.lines()
    assert {name: lines for name, lines in laptop.lines().items() if lost.store.device in name} == {
        name: lines for name, lines in lost.lines(of="lee").items() if lost.store.device in name
    }

    # Everybody's lists are the projection of the journals they may read; nothing is missing, nothing doubled.
    here = [laptop, dana, ravi, kim]
    whole = everything([*here, lost], tmp_path / "all")
    for one in here:
        assert one.items() == fold_feedback(one.readable(whole, FEEDBACK))
        assert fold_runs(one.mine(RUN)) == fold_runs(one.readable(whole, RUN))
        assert one.is_whole() and not one.aside()
    assert len(fold_runs(kim.mine(RUN))) == RUNS + 3
    assert len(fold_runs(laptop.mine(RUN))) == RUNS + 3
    assert len(fold_runs(dana.mine(RUN))) == RUNS


# Many at once


def staff(count: int) -> dict[str, Person]:
    """Return so many reps."""
    return {f"rep{number}": PEOPLE["mia"] for number in range(count)}


def test_twenty_people_push_at_once_and_every_record_is_there_once(tmp_path: Path) -> None:
    count, times = 20, 10 if torture() else 1
    remote = bare(tmp_path / "remote.git")
    starts, starter = os.pipe()

    def pushing(number: int) -> Callable[[Tell], None]:
        def work(tell: Tell) -> None:
            os.close(starter)
            one = Somebody(tmp_path / f"rep{number}", f"rep{number}", remote, people=staff(count))
            os.read(starts, 1)  # until all are there
            for each in range(times):
                one.says(str(each))
                began = perf_counter()
                one.sync()
                tell(str(perf_counter() - began))

        return work

    pushers = [spawn(pushing(number)) for number in range(count)]
    os.close(starter)
    told = [word for _, pipe in pushers for word in heard(pipe)]
    ends = [os.waitpid(child, 0)[1] for child, _ in pushers]
    for pipe in (starts, *(pipe for _, pipe in pushers)):
        os.close(pipe)
    assert ends == [0] * count
    assert len(told) == count * times
    assert len(branches(remote)) == count
    reader = Somebody(tmp_path / "reader", "dana", remote)
    assert reader.sync().pulled == count * times
    assert sorted(reader.texts()) == sorted(str(number) for number in range(times) for _ in range(count))
    assert reader.is_whole()
    seconds = sorted(map(float, told))
    p95 = seconds[int(0.95 * len(seconds))]
    counted(
        "people who push to git at one moment", people=count, syncs=count * times, refused=0, seconds_p95=p95
    )


@pytest.mark.skipif(not torture(), reason="the long form alone")
def test_fifty_authors_of_two_thousand_records_each(tmp_path: Path) -> None:
    from playbook.records.draft import Draft

    remote = bare(tmp_path / "remote.git")
    people = staff(50)
    for number in range(50):
        one = Somebody(tmp_path / f"rep{number}", f"rep{number}", remote, people=people)
        one.store.append_many(
            [Draft(Feedback(id=f"{number}-{each}", kind="idea", text="x" * 200)) for each in range(2_000)]
        )
        one.sync()
    reader = Somebody(tmp_path / "reader", "dana", remote)
    began = perf_counter()
    assert reader.sync().pulled == 100_000
    first = perf_counter() - began
    began = perf_counter()
    assert reader.sync().pulled == 0
    size = sum(path.stat().st_size for path in remote.rglob("*") if path.is_file())
    empty = perf_counter() - began
    counted(
        "authors on git, read by somebody new", authors=50, records=100_000, seconds_to_read_all=first,
        seconds_with_nothing_new=empty, MB_on_the_remote=size // 1_000_000,
    )  # fmt: skip
    assert git("count-objects", cwd=remote)
