"""What is counted where the index lies is what is counted in memory, whoever asks and however it was recorded."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from playbook.coaching.facts import AFTER, DONE_ON, SKIPPED, SKIPPED_ON, Fact, fact_of, facts_of
from playbook.coaching.indexed import RunShelf
from playbook.coaching.indexed_past import IndexedPast
from playbook.coaching.people import not_comparable
from playbook.coaching.runs import fold
from playbook.coaching.tallies import Held, Past, Took
from playbook.plays.settings_model import Person
from playbook.records.access import may_read
from playbook.records.model import Opened, Record, RunStep
from tests.coaching.calls import Log, call
from tests.records.arrivals import Folder, read_by

PEOPLE = {
    one.id: one
    for one in [Person("lee", manager="kim"), Person("ray", manager="kim"), Person("kim", manager="pat")]
}
REPS = ("lee", "ray", "kim")
PLAYS = ("plays/one", "plays/two")
SHAPES = ("a+ b+ c+", "a+ b- c+", "a- b+ C-", "a+ b. c.", "a+ b/ c+ d-", "")
STAMPS = (
    "2026-11-16T09:00:00.000Z", "2026-11-09T09:00:00.000Z", "2026-11-16T09:00:00+02:00", "2026-11-02", "never", "",
)  # fmt: skip
OPENED = (Opened("objections/price", 3.0, "Too  Dear", "yes"), Opened("battlecards/x", 4.0))

SOME = (
    Took(frozenset(PLAYS), frozenset({"b"}), SKIPPED + SKIPPED_ON),
    Took(frozenset(PLAYS[:1]), frozenset("ac"), DONE_ON),
    Took(frozenset(PLAYS), off=True), Took(frozenset(PLAYS), off=False), Took(frozenset(), frozenset("a"), DONE_ON),
)  # fmt: skip


def lived(chance: random.Random, count: int) -> list[Record]:
    """Return the journals of three people who finished `count` runs, in any order, and what they said of them later."""
    log = Log()
    for number in range(count):
        rep = chance.choice(REPS)
        log.run(
            f"r{number}", rep, chance.choice(SHAPES), chance.choice(["", "ab", "cba", "aabx"]),
            chance.choice(["advance", "declined", "not-now", ""]),
            private=chance.random() < 0.15,
            play=chance.choice(PLAYS), blob=chance.choice(["b1", "b2"]), started=chance.choice(STAMPS),
            connect=chance.choice(["connected"] * 4 + ["voicemail"]), mode=chance.choice(["call", "debrief", "prep"]),
            wrong_play=chance.random() < 0.1, commitment=chance.choice(["done", "promised", "refused", ""]),
            commitment_by="2026-12-01", account=chance.choice(["", "acme", "beta"]),
            opportunity=chance.choice(["", "o1"]), deal_stage=chance.choice(["", "discover"]),
            exit_proof=chance.choice(["", "They said so"]), triggers=chance.choice([(), ("new boss",), ("a", "b")]),
            opened=chance.choice([(), OPENED]),
        )  # fmt: skip
        said = chance.random()
        if said < 0.15:
            log.kept(f"r{number}", "commitment", chance.choice(["kept", "broken"]), "", rep)
        elif said < 0.25:
            log.correct(f"r{number}", rep, result="closed", account="gamma")
        elif said < 0.32:
            log.redact(f"r{number}", rep)
    return log.records


def unopened(facts: list[Fact]) -> list[Fact]:
    """Return facts without what was looked up, which the index counts by itself."""
    return [structs.replace(fact, opened=()) for fact in facts]


def same(index: Past, memory: Past) -> None:
    """Hold every answer of the two against each other."""
    assert index.uses() == memory.uses()
    assert index.openings() == memory.openings()
    assert index.exits() == memory.exits()
    assert {page: sorted(cases) for page, cases in index.judged_cases().items()} == {
        page: sorted(cases) for page, cases in memory.judged_cases().items()
    }
    every = [sorted(cases) for cases in memory.cases_of(*SOME)]
    assert [sorted(cases) for cases in index.cases_of(*SOME)] == every
    for which, cases in zip(SOME, every, strict=True):
        assert [sorted(alone) for alone in index.cases_of(which)] == [cases], "alone as beside others"
        for reps in (None, ("lee",), ()):
            assert index.took(which, reps, most=3) == memory.took(which, reps, most=3)
    for day in ("2026-11-09", "2026-11-16"):
        assert index.facts(PLAYS, since=day) == unopened(memory.facts(PLAYS, since=day))
    assert index.opened_on("objections/price", 2) == memory.opened_on("objections/price", 2)
    for plays in (None, PLAYS[:1], ("plays/gone",), ()):
        assert index.ways(plays) == memory.ways(plays)
        assert index.ends(plays) == memory.ends(plays)
        assert index.times(plays) == memory.times(plays)
        assert sorted(index.cases(plays)) == sorted(memory.cases(plays))
        by_rep = {rep: sorted(cases) for rep, cases in memory.cases_by_rep(plays).items()}
        assert {rep: sorted(cases) for rep, cases in index.cases_by_rep(plays).items()} == by_rep
        assert sum(one.n for cases in by_rep.values() for one in cases) == sum(
            one.n for one in index.cases(plays)
        )
        for reps in (None, ("lee",), ()):
            for private in (False, True):
                assert index.facts(plays, reps, private=private) == unopened(
                    memory.facts(plays, reps, private=private)
                )


def reads(person: str, people: Mapping[str, Person]) -> Callable[[str], bool]:
    """Return which journals somebody may read."""
    return lambda journal: may_read(person, journal, people)


@settings(max_examples=12, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(["lee", "ray", "kim", "pat", "dana"]))
def test_index_and_memory_count_alike_whoever_asks(chance: random.Random, person: str) -> None:
    records = lived(chance, chance.randint(0, 40))
    chance.shuffle(records)
    half = len(records) // 2
    with tempfile.TemporaryDirectory() as root:
        folder = Folder(Path(root))
        index = folder.index([RunShelf()], person=person, reads=reads(person, PEOPLE))
        for arrived in (records[:half], records[half:]):
            folder.arrive(arrived)
            index.refresh()
        memory = facts_of(fold(read_by(person, records, reads(person, PEOPLE))).values())
        same(IndexedPast(index), Held(memory))
        reps = {fact.rep for fact in memory}
        assert (
            reps
            <= {"lee": {"lee"}, "ray": {"ray"}, "kim": set(REPS), "pat": set(REPS), "dana": set()}[person]
        )
        assert all(fact.rep == person for fact in memory if fact.private)
        index.close()


@pytest.fixture
def lee_and_ray(tmp_path: Path) -> Folder:
    """Two reps' runs of two weeks."""
    log = Log()
    log.run("r1", "lee", started="2026-11-02T09:00:00.000Z")
    log.run("r2", "ray", started="2026-11-16T01:00:00+02:00")
    log.run("r3", "lee", started="2026-11-16T09:00:00.000Z", play="plays/two")
    log.run("r4", "ray", started="whenever")
    folder = Folder(tmp_path)
    folder.arrive(log.records)
    return folder


def test_since_and_until_are_moments_whatever_zone_they_were_written_in(lee_and_ray: Folder) -> None:
    index = lee_and_ray.index([RunShelf()])
    index.refresh()

    def ids(since: datetime | None = None, until: datetime | None = None) -> list[str]:
        return [one.id for one in IndexedPast(index, since=since, until=until).facts()]

    assert ids() == ["r1", "r3", "r2", "r4"] or ids() == ["r1", "r2", "r3", "r4"]
    assert ids(datetime(2026, 11, 16, tzinfo=UTC)) == ["r3"], "23:00 the day before, in UTC"
    assert ids(datetime(2026, 11, 15, 23, tzinfo=UTC)) == ["r2", "r3"]
    assert ids(until=datetime(2026, 11, 15, 23, tzinfo=UTC)) == ["r1"]
    index.close()


def test_what_no_figure_may_be_made_of_is_in_none(lee_and_ray: Folder) -> None:
    index = lee_and_ray.index([RunShelf()])
    index.refresh()
    without = not_comparable(IndexedPast(index).uses(), "lee", PEOPLE)
    assert without == {("plays/first-call", "ray")}
    left = IndexedPast(index, without=without)
    assert {use.rep for use in left.uses()} == {way.rep for way in left.ways()} == {"lee"}
    assert [fact.id for fact in left.facts()] == ["r1", "r3"]
    assert left.openings() == []
    index.close()


def test_what_was_done_under_an_earlier_name_is_counted_under_the_one_of_today(lee_and_ray: Folder) -> None:
    index = lee_and_ray.index([RunShelf()])
    index.refresh()
    past = IndexedPast(index, names={"ray": "lee"})
    assert {use.rep for use in past.uses()} == {way.rep for way in past.ways()} == {"lee"}
    assert {fact.rep for fact in past.facts(reps=["lee"])} == {"lee"}
    assert len(past.facts(reps=["lee"])) == len(past.latest(reps=["lee"], most=9)) == 4
    assert past.cases_by_rep().keys() == {"lee"}
    assert sorted(past.cases_by_rep()["lee"]) == sorted(past.cases())
    assert past.facts(reps=["ray"]) != [], "the name itself is still known"
    without = IndexedPast(index, without=[("plays/first-call", "lee")], names={"ray": "lee"})
    assert [fact.play for fact in without.facts()] == ["plays/two"]
    index.close()


def test_the_latest_few_and_of_private_ones_only_ones_own(tmp_path: Path) -> None:
    log = Log()
    for number in range(5):
        log.run(f"r{number}", "lee", started=f"2026-11-{10 + number}T09:00:00.000Z", private=number == 4)
    folder = Folder(tmp_path)
    folder.arrive(log.records)
    index = folder.index([RunShelf()])
    index.refresh()
    past = IndexedPast(index)

    def ids(**which: Any) -> list[str]:
        return [fact.id for fact in past.latest(**which)]

    assert ids(most=2) == ["r3", "r2"]
    assert ids(most=2, private_of=["lee"]) == ["r4", "r3"]
    assert ids(most=9, only=["r0", "r2", "r9"]) == ["r2", "r0"]
    assert ids(most=9, reps=[]) == ids(most=9, plays=["plays/gone"]) == []
    index.close()


def test_those_with_something_looked_up_or_with_a_deal(tmp_path: Path) -> None:
    log = Log()
    log.run("r1", "lee", opened=OPENED)
    log.run("r2", "lee", opportunity="o1")
    log.run("r3", "lee", opportunity="o2", connect="voicemail", opened=OPENED)
    folder = Folder(tmp_path)
    folder.arrive(log.records)
    index = folder.index([RunShelf()])
    index.refresh()
    past = IndexedPast(index)
    assert [fact.id for fact in past.latest(among="looked", most=9)] == ["r1"]
    assert [fact.id for fact in past.latest(among="deals", most=9)] == ["r2"]
    index.close()


# One fact


def letters(steps: str, result: str) -> str:
    log = Log()
    log.run("r1", "lee", steps, result=result)
    return fact_of(log.row("r1")).letters


@pytest.mark.parametrize(
    ("steps", "result", "said"),
    [
        ("a+ b- c+", "advance", "DSd"),
        ("a+ b+ c-", "advance", "Dds"),
        ("a- b- c-", "closed", "sss"),
        ("a+ Bo c/ d+", "advance", "Dltd"),
        ("a+ b. c.", "", "dnn"),
        ("", "advance", ""),
    ],
)
def test_a_letter_says_what_became_of_a_step_and_whether_the_run_went_on(
    steps: str, result: str, said: str
) -> None:
    assert letters(steps, result) == said


def test_what_was_filled_in_afterwards_is_told_and_takes_no_time() -> None:
    made = call(
        "a+ b+ c+ d+ e+ f+", trace=tuple((100.0 + n, step, "done") for n, step in enumerate("abcdef"))
    )
    log = Log()
    log.write("lee", made)
    fact = fact_of(log.row("r1"))
    assert (fact.letters, fact.filled_in, set(fact.seconds)) == ("FFFFFf", True, {0.0})


def test_reasons_keep_to_their_steps_whatever_they_say() -> None:
    steps = (
        RunStep("a", "skipped", f"no{AFTER}time\x1f!"), RunStep("b", "done", "", 3.0), RunStep("c", "skipped", ""),
        RunStep("d", "left-out", "later", required=False), RunStep("e", "left-out", "", required=False),
    )  # fmt: skip
    log = Log()
    log.write("lee", structs.replace(call(), steps=steps, trace=((1.0, "b", "done"),)))
    fact = fact_of(log.row("r1"))
    assert [fact.reason(step) for step in "abcde"] == ["no time !", "", "", "later", ""]
    assert fact.skipped == 2
