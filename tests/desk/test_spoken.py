"""Words are found wherever they stand, learnt or not: what is looked up is what a look through all texts would find."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.desk import spoken as module
from playbook.desk.indexed import FeedbackShelf
from playbook.desk.promise import parse_promise
from playbook.desk.sliced import gathered, members
from playbook.desk.spoken import Pieces, Spoken, parts, pieces
from playbook.desk.stored import Stored
from playbook.records.index import Index
from tests.desk.field import Field
from tests.records.arrivals import Folder

LETTERS = "abPß ,.-_%'\n\t0é\u0301価格がทำ한😀\x00\u3000\u200b"
TEXTS = st.text(LETTERS, max_size=12)


class Heard:
    """A folder that feedback arrives in, its index, and what knows its words."""

    def __init__(self, root: Path) -> None:
        self.field = Field()
        self._folder = Folder(root)
        self.index: Index = self._folder.index([FeedbackShelf(parse_promise(), "")])
        self.stored, self.spoken = Stored(self.index), Spoken(self.index)
        self.number = 0

    def say(self, *texts: str, learn: bool = True) -> None:
        for text in texts:
            self.number += 1
            self.field.capture(f"i{self.number:04}", text=text)
        self._folder.arrive(self.field.records)
        self.field.records = []
        self.index.refresh()
        if learn:
            self.stored.keep_up()

    def found(self, words: str) -> list[str]:
        numbers = members(self.spoken.saying(words.casefold()))
        rows = dict(self.index.query("SELECT number, id FROM item"))
        return sorted(rows[number] for number in numbers)

    def close(self) -> None:
        for one in (self.stored, self.spoken, self.index):
            one.close()


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[Heard]:
    with closing(Heard(tmp_path)) as heard:
        yield heard


def plainly(texts: list[str], words: str) -> list[str]:
    said = [f"{text}\n\n".casefold() for text in texts]  # a quote and what was tried come after it
    return [f"i{place:04}" for place, one in enumerate(said, 1) if words.casefold() in one]


@pytest.mark.parametrize("few", [200, -1], ids=["few are read", "all pieces are looked up"])
@pytest.mark.parametrize("learnt", [0, 40, 60])
def test_whatever_is_said_is_found_by_any_part_of_it(
    heard: Heard, learnt: int, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FEW", few)
    chance = random.Random(learnt)

    def anything(most: int) -> str:
        return "".join(chance.choices(LETTERS, k=chance.randint(0, most)))

    texts = [anything(14) for _ in range(60)]
    heard.say(*texts[:learnt])
    heard.say(*texts[learnt:], learn=False)
    for _ in range(150):
        one = chance.choice(texts)
        start = chance.randint(0, len(one))
        cut = one[start : start + chance.randint(0, 5)]
        for words in (cut, cut.upper(), anything(3)):
            assert heard.found(words) == plainly(texts, words), words


@given(TEXTS, TEXTS)
def test_a_text_is_found_by_the_pieces_of_all_that_it_holds(before: str, words: str) -> None:
    text = f"{before}{words}{before}".casefold()
    known = pieces(text)
    for part in parts(words.casefold()):
        assert part in known if len(part) == 1 else any(part in piece for piece in known)
    assert not any(letter.isspace() for piece in known for letter in piece)


def test_texts_are_cut_where_letters_signs_and_scripts_meet() -> None:
    assert parts("sign-on: 100% api連携です") == {
        "sign",
        "-",
        "on",
        ":",
        "100",
        "%",
        "api",
        "連携",
        "携で",
        "です",
    }
    assert parts("") == parts(" \n\t") == set()
    assert pieces("to 高") == {"to", "t", "o", "高"}


def test_pieces_are_found_by_their_middle_and_single_letters_by_themselves() -> None:
    known = Pieces()
    known.take_in([(3, "overpriced"), (4, "price"), (7, "c")])
    assert (known.holding("price"), known.holding("c"), known.holding("rp")) == ([3, 4], [7], [3])
    known.take_in([(9, "pricing"), (12, "r")])
    assert (known.holding("pric"), known.holding("r"), known.holding("ricing")) == ([3, 4, 9], [12], [9])
    assert (known.holding("zz"), known.holding("x"), known.last) == ([], [], 12)
    assert Pieces().holding("a") == Pieces().holding("ab") == []


def test_a_piece_that_says_it_twice_is_met_once() -> None:
    known = Pieces()
    known.take_in([(1, "papaya"), (2, "pa")])
    assert known.holding("pa") == [1, 2]


def test_what_is_learnt_while_somebody_looks_is_found_and_what_is_not_is_read(heard: Heard) -> None:
    heard.say("The portal is slow", "Portals everywhere", learn=False)
    assert heard.found("portal") == ["i0001", "i0002"]
    heard.stored.keep_up()
    assert heard.found("portal") == ["i0001", "i0002"]
    heard.say("One more portal", learn=False)
    assert heard.found("portal") == ["i0001", "i0002", "i0003"]
    heard.stored.keep_up()
    assert heard.found("portal") == ["i0001", "i0002", "i0003"]
    assert heard.found("more portal") == ["i0003"]
    assert heard.found("rtal i") == ["i0001"]


def test_what_lies_beside_the_index_may_be_damaged_or_gone(heard: Heard, tmp_path: Path) -> None:
    heard.say(*(f"portal {number}" for number in range(30)))
    assert len(heard.found("portal")) == 30
    (file,) = tmp_path.rglob("*-words-?")
    heard.stored.close()
    heard.spoken.close()
    file.write_bytes(b"not a database at all" * 400)
    assert len(heard.found("portal")) == 30
    heard.stored.keep_up()
    assert heard.found("portal 29") == ["i0030"]
    for path in tmp_path.rglob("*-words-?*"):
        path.unlink()
    assert heard.found("portal 29") == ["i0030"]


def test_an_index_that_is_made_anew_numbers_its_texts_anew(heard: Heard, tmp_path: Path) -> None:
    heard.say("a slow portal", "the price")
    assert heard.found("price") == ["i0002"]
    heard.index.close()
    for path in tmp_path.rglob("index-*"):
        path.unlink()
    heard.say("a price again", learn=False)
    assert heard.found("price") == ["i0002", "i0003"]
    heard.stored.keep_up()
    assert heard.found("price") == ["i0002", "i0003"]


def test_where_the_disk_takes_nothing_the_texts_are_read(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder of the index should be")
    with closing(Heard(tmp_path)) as heard:
        heard.say("the price", "the portal")
        assert heard.index.in_memory
        assert heard.found("price") == ["i0001"]


@given(st.sets(st.integers(0, 40_000), max_size=40))
def test_numbers_gathered_are_those_given(numbers: set[int]) -> None:
    assert members(gathered(numbers)) == sorted(numbers)
