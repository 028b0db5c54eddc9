"""Similar feedback: found by its words, whatever their endings, and in scripts without spaces."""

from __future__ import annotations

from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.desk.similar import SimilarIndex, about
from playbook.desk.words import COMMON, stem, terms
from tests.desk.field import Field

TEXTS = {
    "price": "The price on the page is wrong, our quote says 14 a seat",
    "price2": "Customer says pricing differs from the quote",
    "rival": "Acme Forecast now offers a free trial",
    "rival2": "They compare us to Acme's trial offers",
    "legal": "Legal wants the data processing agreement sooner",
    "opener": "The opener is too long to say aloud",
    "tokyo": "価格が高すぎると言われました",
    "tokyo2": "お客様に価格が高いと言われた",
    "osaka": "導入事例を見たいそうです",
}


@pytest.fixture
def index() -> SimilarIndex:
    found = SimilarIndex()
    for id_, text in TEXTS.items():
        found.add(id_, text)
    return found


def ids(index: SimilarIndex, text: str, limit: int = 5) -> list[str]:
    return [found.id for found in index.find(text, limit)]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("wrong price", ["price", "price2"]),
        ("prices quoted wrongly", ["price", "price2"]),
        ("PRICING", ["price2", "price"]),
        ("trials offered by acme", ["rival2", "rival"]),
        ("agreements", ["legal"]),
        ("openers", ["opener"]),
        ("価格が高い", ["tokyo2", "tokyo"]),
        ("事例", []),
        ("導入事例", ["osaka"]),
    ],
)
def test_the_like_is_found(index: SimilarIndex, text: str, best: list[str]) -> None:
    assert ids(index, text)[: max(1, len(best))] == best


@pytest.mark.parametrize("text", ["", "  \n", "the and of", "zebra", "!!! ??? ---", "\x00\x1b[31m"])
def test_nothing_is_like_nothing(index: SimilarIndex, text: str) -> None:
    assert ids(index, text) == []


def test_what_is_shared_is_named_as_it_was_written_most_telling_first(index: SimilarIndex) -> None:
    best = index.find("Quoted a wrong price twice")[0]
    assert best.id == "price"
    assert set(best.shared) == {"quoted", "wrong", "price"}
    assert best.shared[0] == "wrong"


def test_scores_are_cosines(index: SimilarIndex) -> None:
    itself = index.find(TEXTS["legal"])[0]
    assert itself.id == "legal"
    assert itself.score == pytest.approx(1.0)
    assert 0 < index.find("legal zebra")[0].score < index.find("legal")[0].score < 1


def test_a_score_worked_out_by_hand() -> None:
    index = SimilarIndex()
    index.add("one", "zinc zinc tin")
    index.add("two", "tin")
    often, rare = log(3 / 3) + 1, log(3 / 2) + 1  # of two texts, both have tin and one has zinc
    (first, second) = index.find("tin zebra zebra")
    asked = sqrt(often**2 + rare**2)  # an unknown word weighs as much as the rarest; a word counts once
    assert (first.id, second.id) == ("two", "one")
    assert first.score == pytest.approx(often * often / (asked * often))
    assert second.score == pytest.approx(often * often / (asked * sqrt(rare**2 + often**2)))


def test_at_most_so_many_are_offered(index: SimilarIndex) -> None:
    for number in range(20):
        index.add(f"more-{number:02}", "wrong price")
    assert len(index.find("wrong price")) == 5
    assert ids(index, "wrong price", 3) == ["more-00", "more-01", "more-02"]
    assert len(index) == 29


def test_only_what_is_wanted_is_offered(index: SimilarIndex) -> None:
    found = index.find("wrong price quote", wanted=lambda id_: id_ != "price")
    assert [one.id for one in found] == ["price2"]


def test_texts_come_change_and_go(index: SimilarIndex) -> None:
    index.add("price", "now about zebras")
    assert ids(index, "zebra") == ["price"]
    assert ids(index, "wrong price") == ["price2"]
    index.remove("price")
    index.remove("never there")
    assert ids(index, "zebra") == []
    assert len(index) == 8


def test_an_index_of_nothing_finds_nothing() -> None:
    assert SimilarIndex().find("price") == []
    assert len(SimilarIndex()) == 0


def test_items_are_compared_by_what_was_said_and_its_line(desk: Field) -> None:
    desk.capture("a1", text="says 12", quote="It starts at 14 a seat")
    desk.capture("a2", text="seats start where?", quote="")
    desk.capture("a3", text="unrelated")
    desk.capture("a4", "ray", text="seat")
    desk.act("dana", "merge", "a4", to="a1")
    items = desk.items
    index = SimilarIndex(items.values())
    assert about(items["a1"]) == "says 12\nIt starts at 14 a seat"
    (found,) = index.like(items["a1"])
    assert found.id == "a2"
    assert set(found.shared) == {"starts", "seat"}
    assert index.like(items["a1"], wanted=lambda id_: id_ == "a3") == []
    assert {one.id for one in index.like(items["a2"])} == {"a1", "a4"}


def test_a_word_that_most_texts_have_says_nothing_among_many() -> None:
    index = SimilarIndex()
    for number in range(300):
        index.add(f"{number:03}", f"customer topic{number}")
    assert ids(index, "customer") == ["000", "001", "002", "003", "004"]
    assert ids(index, "customer topic17")[0] == "017"
    assert len(ids(index, "customer topic17")) == 1


@pytest.mark.parametrize(
    ("words", "root"),
    [
        (("price", "prices", "priced", "pricing"), "pric"),
        (("quote", "quotes", "quoted", "quoting"), "quot"),
        (("stop", "stops", "stopped", "stopping"), "stop"),
        (("company", "companies"), "company"),
        (("agreement", "agreements", "agreed", "agree"), "agr"),
        (("personalization", "personalisation", "personalize"), "personaliz"),
        (("call", "calls", "called", "calling", "caller"), "call"),
        (("discuss", "discussed"), "discuss"),
        (("use", "uses"), "use"),
        (("as",), "as"),
        (("für",), "für"),
        (("b2b",), "b2b"),
    ],
)
def test_words_of_one_root_meet(words: tuple[str, ...], root: str) -> None:
    assert {stem(word) for word in words} == {root}


def test_terms_leave_out_what_says_nothing() -> None:
    assert terms("The prices of Acme") == [("pric", "prices"), ("acm", "acme")]
    assert terms("価格が高い") == [("価格が", "価格が"), ("格が高", "格が高"), ("が高い", "が高い")]
    assert terms("価格") == [("価格", "価格")]
    assert terms("Acme価格") == [("acm", "acme"), ("価格", "価格")]
    assert terms("Ｐｒｉｃｅ") == [("pric", "price")]
    assert "the" in COMMON


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=8))
def test_any_text_can_be_asked_and_scores_stay_in_bounds(asked: str, texts: list[str]) -> None:
    index = SimilarIndex()
    for number, text in enumerate(texts):
        index.add(str(number), text)
    found = index.find(asked)
    assert all(0 < one.score <= 1 for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(one.shared for one in found)


@given(st.lists(st.sampled_from(list(TEXTS.values())), max_size=6))
def test_the_order_of_adding_makes_no_difference(texts: list[str]) -> None:
    one, other = SimilarIndex(), SimilarIndex()
    numbered = list(enumerate(texts))
    for number, text in numbered:
        one.add(str(number), text)
    for number, text in reversed(numbered):
        other.add(str(number), "something else first")
        other.find("price")
        other.add(str(number), text)
    for text in TEXTS.values():
        mine, others = one.find(text), other.find(text)
        assert [found.id for found in mine] == [found.id for found in others]
        assert [found.score for found in mine] == pytest.approx([found.score for found in others])


def test_only_what_says_the_same_is_offered_to_be_joined() -> None:
    index = SimilarIndex()
    for id_, text in {
        "price": "The list price on the quote is old",
        "velantis": "Velantis gives the dock module away for a year when the suite is renewed",
        "breath": "Four prices in one breath. I stop after the first and wait",
        "works": "Nothing on the works council. It was the first thing Karin wrote on the plan",
    }.items():
        index.add(id_, text)
    assert [one.id for one in index.same("list price is old")] == ["price"]
    assert index.same("Velantis is cheaper than we are, says their buyer") == []
    assert index.same("price on the way") == []
    assert index.same("") == []
    assert index.same("list price is old", wanted=lambda id_: id_ != "price") == []


def test_no_more_than_a_glance_of_them_the_likest_first() -> None:
    index = SimilarIndex()
    for number in range(6):
        index.add(f"i{number}", f"The list price on the quote is old{' and late' * number}")
    found = index.same("The list price on the quote is old")
    assert [one.id for one in found][:1] == ["i0"]
    assert len(found) == 3


def test_bare_numbers_make_nothing_alike_and_are_never_named_as_what_is_shared() -> None:
    index = SimilarIndex()
    index.add("breath", "Four prices in one breath: 1, 490, 500, 890. I stop and wait")
    index.add("doors", "Nine doors: 1, 490, 500, 890. One is bricked up")
    index.add("size", "Prices of 890 are said in one breath")
    assert [one.id for one in index.find("They counted 1, 490, 500, 890 pallets")] == []
    [found] = index.find("At 890 the prices take my breath away")[:1]
    assert not [word for word in found.shared if word.isdecimal()]
    assert {"prices", "breath"} <= set(found.shared)
