"""What is alike is the same from the disk as worked out plainly in memory, whatever came, changed and went."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.desk import stored as module
from playbook.desk.alike import Alike
from playbook.desk.asking import IndexedFeedback, Viewer
from playbook.desk.fold import fold
from playbook.desk.indexed import FeedbackShelf
from playbook.desk.model import Item
from playbook.desk.promise import parse_promise
from playbook.desk.similar import Asked, Similar, SimilarIndex
from playbook.desk.sliced import CHUNK, Lengths, Sums, members, packed, reaching, sums, together
from playbook.desk.stored import Stored
from playbook.records.index import Index
from playbook.records.model import FeedbackKind, Record
from tests.desk.field import START, Field
from tests.desk.paraphrases import labelled
from tests.records.arrivals import Folder

SAID = labelled()
KINDS: tuple[FeedbackKind, ...] = ("wrong", "idea", "competitor")
PLAYS = ("", "plays/a", "plays/b")
PEOPLE = ("lee", "ray", "mia")


class Desk:
    """A folder that feedback arrives in, its index, and what finds what is alike."""

    def __init__(self, root: Path) -> None:
        self.field = Field()
        self.arrived: list[Record] = []
        self._folder = Folder(root)
        self.index: Index = self._folder.index([FeedbackShelf(parse_promise(), "")])
        self.stored = Stored(self.index)

    def arrive(self) -> None:
        self._folder.arrive(self.field.records)
        self.arrived += self.field.records
        self.field.records = []
        self.index.refresh()
        self.stored.keep_up()

    @property
    def items(self) -> dict[str, Item]:
        return fold(self.arrived)

    def asked(self, person: str = "dana", *, liaison: bool = True, open_only: bool = True) -> Alike:
        viewer = Viewer(person, frozenset({person}), liaison, START)
        return Alike(self.stored, IndexedFeedback(self.index), viewer, open_only)


def agree(one: list[Similar], other: list[Similar]) -> None:
    """Hold two answers against each other; where two are equally like to a hair, either may be first."""
    assert [found.score for found in one] == pytest.approx([found.score for found in other])
    for mine, theirs in zip(one, other, strict=True):
        if mine.id != theirs.id:
            near = [found for found in other if found.score == pytest.approx(mine.score)]
            assert len(near) > 1 or mine.score == pytest.approx(other[-1].score)
        else:
            assert mine.shared == theirs.shared


def fill(desk: Desk, chance: random.Random, number: int, first: int = 0) -> None:
    for place in range(first, first + number):
        base = chance.choice(SAID)
        words = base.text.split()
        cut = " ".join(words[: chance.randint(2, len(words))])
        desk.field.capture(
            f"i{place:04}", chance.choice(PEOPLE), chance.choice(KINDS),
            text=f"{cut} topic{chance.randint(0, 40)}", play=chance.choice(PLAYS),
            audience="liaison" if chance.random() < 0.1 else "",
        )  # fmt: skip


def change(desk: Desk, chance: random.Random) -> None:
    for id_ in chance.sample(sorted(desk.items), len(desk.items) // 8):
        what = chance.random()
        if what < 0.5:
            desk.field.act("dana", "answer", id_, "Mended.")
        elif what < 0.75:
            desk.field.redact(desk.items[id_].rep, id_)
        else:
            desk.field.act("dana", "accept", id_)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("chunk", [16, CHUNK])
def test_the_answers_are_those_of_the_plain_computation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, chunk: int
) -> None:
    monkeypatch.setattr(module, "CHUNK", chunk)
    monkeypatch.setattr("playbook.desk.sliced.CHUNK", chunk)
    monkeypatch.setattr("playbook.desk.sliced._BYTES", chunk // 8)
    monkeypatch.setattr(module, "_AT_ONCE", 70)
    monkeypatch.setattr(module, "DRIFT", 0.0)
    chance, desk = random.Random(seed), Desk(tmp_path)
    for first in (0, 150, 220):
        fill(desk, chance, 150 if not first else 60, first)
        desk.arrive()
        change(desk, chance)
        desk.arrive()
        items = desk.items
        there = {id_ for id_, item in items.items() if not item.redacted}
        open_ = {id_ for id_ in there if items[id_].is_open}
        lees = {id_ for id_ in open_ if items[id_].is_for("lee", liaison=False)}
        plain = SimilarIndex(items.values())
        for item in chance.sample(list(items.values()), 12):
            agree(desk.asked(open_only=False).like(item, 5), plain.like(item, 5, wanted=there.__contains__))
            agree(desk.asked().like(item, 3), plain.like(item, 3, wanted=open_.__contains__))
            text = " ".join(item.text.split()[:3])
            agree(desk.asked("lee", liaison=False).find(text), plain.find(text, wanted=lees.__contains__))


def test_recall_is_that_of_the_plain_computation_on_what_people_labelled(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for one in SAID:
        desk.field.capture(one.id, kind=one.feedback.kind, text=one.text, play=one.feedback.play)
    desk.arrive()
    plain = SimilarIndex()
    for one in SAID:
        plain.add(one.id, Asked(one.text, one.feedback.kind, one.feedback.play))
    for one in SAID[::5]:
        asked = Asked(one.text, one.feedback.kind, one.feedback.play)
        agree(
            desk.asked().find(asked, 5, without={one.id}),
            plain.find(asked, 5, wanted=one.id.__ne__),
        )


# Keeping it


def test_what_is_learnt_is_there_for_the_next_who_starts_and_goes_with_its_index(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    fill(desk, random.Random(3), 20)
    desk.arrive()
    another = Stored(desk.index)
    assert (another.waits(), another.keep_up()) == (0, False)
    item = desk.items["i0003"]
    first = desk.asked().like(item)
    assert Alike(another, desk.asked().feedback, desk.asked().viewer).like(item) == first
    (file,) = tmp_path.rglob("*-words-?")
    desk.index.close()
    for path in tmp_path.rglob("index-*.sqlite"):
        path.unlink()
    desk.index.refresh()
    assert (another.waits(), another.keep_up()) == (20, True)
    assert Alike(another, desk.asked().feedback, desk.asked().viewer).like(item) == first
    assert file.parent == next(tmp_path.rglob("*-words-?")).parent


def test_two_who_learn_at_once_learn_it_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    other = Stored(desk.index)
    fill(desk, random.Random(4), 20)
    desk.arrive()
    assert other.keep_up() is False
    fill(desk, random.Random(5), 10, 20)
    desk.field.act("dana", "answer", "i0001", "Yes.")
    desk._folder.arrive(desk.field.records)
    desk.index.refresh()
    assert other.keep_up() is True
    assert desk.stored.keep_up() is False
    assert desk.stored.waits() == 0


def test_one_that_is_damaged_is_made_anew(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    fill(desk, random.Random(6), 20)
    desk.arrive()
    item = desk.items["i0002"]
    first = desk.asked().like(item)
    (file,) = tmp_path.rglob("*-words-?")
    desk.stored.close()
    for beside in file.parent.glob("*-words-?-*"):
        beside.unlink()
    file.write_bytes(b"not a database at all" * 400)
    again = Stored(desk.index)
    again.keep_up()
    assert Alike(again, desk.asked().feedback, desk.asked().viewer).like(item) == first


def test_nothing_is_like_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert desk.asked().find("price") == []
    desk.field.capture("a", text="")
    desk.field.capture("b", text="the of and")
    desk.arrive()
    assert desk.asked().find("price") == []
    assert desk.asked().find("") == []


# Sets as bits

SOME = st.sets(st.integers(0, 3 * CHUNK), max_size=30)


@given(SOME, SOME)
def test_numbers_come_back_from_how_they_are_kept(first: set[int], later: set[int]) -> None:
    rows = []
    for chunk in range(4):
        one = sorted(n for n in first if n // CHUNK == chunk)
        two = sorted(n for n in later - first if n // CHUNK == chunk)
        if one or two:
            rows.append((chunk, packed(two, chunk, packed(one, chunk))))
    assert members(together(rows)) == sorted(first | later)


def test_many_numbers_take_no_more_than_their_bits() -> None:
    numbers = range(0, CHUNK, 3)
    data = packed(numbers, 0)
    assert len(data) == CHUNK // 8
    assert members(together([(0, packed([1], 0, data))])) == sorted([1, *numbers])


@given(
    st.lists(st.tuples(st.sets(st.integers(0, 40), max_size=12), st.integers(1, 300)), max_size=8),
    st.integers(1, 900),
)
def test_sums_are_sums(weighted: list[tuple[set[int], int]], least: int) -> None:
    planes = sums((sum(1 << number for number in some), weight) for some, weight in weighted)
    expected = {n: sum(weight for some, weight in weighted if n in some) for n in range(41)}
    by_number = Sums(planes)
    for number, total in expected.items():
        if total:
            assert by_number.of(number) == total
    everyone = (1 << 41) - 1
    assert members(reaching(planes, least) & everyone) == [
        n for n, total in expected.items() if total >= least
    ]


@given(st.lists(st.floats(0.5, 50), min_size=1, max_size=40), st.floats(0.1, 1.0), st.data())
def test_no_text_that_reaches_a_level_is_left_out(
    values: list[float], level: float, data: st.DataObject
) -> None:
    lengths = Lengths(values)
    planes = sums([((1 << len(values)) - 1, 7)])
    lengths.reaching(planes, 1.0, level)
    number = data.draw(st.integers(0, len(values) + 2))
    lengths.put(number, data.draw(st.floats(0.1, 60)))
    found = set(members(lengths.reaching(planes, 1.0, level)))
    assert {
        n for n, one in enumerate(lengths.values) if one and n < len(values) and 7 / one >= level
    } <= found
