from __future__ import annotations

import random
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.library.documents import Document, Part, document
from playbook.library.search import SearchIndex
from playbook.library.words import asked_terms, terms
from playbook.plays.parse import parse_page

DISCOVERY = """---
title: First discovery call
stage: discover
tags: [intro]
---

You are there to understand, not to pitch.

## Open (1 min)

> Thanks for making the time.

## Find the cost (10 min)

> What does a wrong forecast cost you? Ask about the budget.

## Objections

### "We already have a tool"

> Most teams we work with did. What made you take this call?
"""
PAGES = [
    (DISCOVERY, "plays/discover/first-call.md"),
    (
        "# Price conversation\n\n## Anchor\n\n> Our list price is fair.\n\n## Trade\n\n> We trade.\n",
        "plays/price.md",
    ),
    (
        "---\ntitle: Too expensive\ntags: [price, budget]\n---\n\n> Compared with what?\n",
        "objections/expensive.md",
    ),
    (
        "---\ntitle: Acme Forecast\n---\n\nThey win on price.\n\n## Where we win\n\n- Speed.\n",
        "battlecards/acme.md",
    ),
    ("---\ntitle: CFO\n---\n\nCares about the budget.\n", "personas/cfo.md"),
    ("# 価格交渉\n\n## 開始\n\n> 予算はいくらですか。\n\n## 終わり\n\n> では。\n", "plays/kakaku.md"),
    ("---\ntitle: Müllers Café\n---\n\nRückfrage don’t panic.\n", "battlecards/mueller.md"),
]


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex.build(parse_page(text, path) for text, path in PAGES)


def found(index: SearchIndex, typed: str, **options: object) -> list[tuple[str, str, str]]:
    return [(hit.id, hit.kind, hit.step) for hit in index.find(typed, **options)]  # type: ignore[arg-type]


def test_a_title_comes_before_a_name_a_heading_and_a_text(index: SearchIndex) -> None:
    assert found(index, "price") == [
        ("plays/price", "play", ""),
        ("objections/expensive", "objection", ""),
        ("battlecards/acme", "battlecard", ""),
    ]


def test_from_the_first_letter(index: SearchIndex) -> None:
    for typed in ("f", "fi", "fir", "first", "first ", "first d", "first disc"):
        assert found(index, typed)[0] == ("plays/discover/first-call", "play", ""), typed


def test_a_step_is_found_by_its_heading_and_by_its_words(index: SearchIndex) -> None:
    [hit, *_] = index.find("find the cost")
    assert (hit.id, hit.kind, hit.step) == ("plays/discover/first-call", "step", "find-the-cost")
    assert (hit.title, hit.page) == ("Find the cost", "First discovery call")
    assert "What does a wrong forecast cost you?" in hit.excerpt
    assert found(index, "wrong forecast")[0] == ("plays/discover/first-call", "step", "find-the-cost")


def test_words_of_the_title_and_of_a_step_are_found_together(index: SearchIndex) -> None:
    assert found(index, "discovery budget")[0] == ("plays/discover/first-call", "step", "find-the-cost")


def test_an_objection_inside_a_play_brings_its_answer(index: SearchIndex) -> None:
    [hit, *_] = index.find("already have")
    assert (hit.id, hit.kind) == ("plays/discover/first-call#we-already-have-a-tool", "objection")
    assert hit.page == "First discovery call"
    assert hit.answer == "> Most teams we work with did. What made you take this call?"
    assert hit.excerpt == "Most teams we work with did. What made you take this call?"


def test_kinds_choose_what_is_found(index: SearchIndex) -> None:
    assert found(index, "price", kinds={"objection"}) == [("objections/expensive", "objection", "")]
    assert found(index, "budget", kinds={"persona", "battlecard"}) == [("personas/cfo", "persona", "")]
    assert found(index, "budget", kinds={"step"}) == [("plays/discover/first-call", "step", "find-the-cost")]
    assert found(index, "budget", kinds={"play"}) == [("plays/discover/first-call", "play", "find-the-cost")]
    assert found(index, "budget", kinds=set()) == []
    assert found(index, "budget", kinds={"no-such-kind"}) == []


def test_kinds_in_order_bring_the_first_ones_up(index: SearchIndex) -> None:
    ordered = found(index, "budget", kinds=("persona", "step", "objection"))
    assert ordered.index(("personas/cfo", "persona", "")) < ordered.index(
        ("plays/discover/first-call", "step", "find-the-cost")
    )
    ordered = found(index, "budget", kinds=["step", "objection", "persona"])
    assert ordered.index(("plays/discover/first-call", "step", "find-the-cost")) < ordered.index(
        ("personas/cfo", "persona", "")
    )


def test_a_play_that_is_named_so_still_comes_before_an_objection_that_mentions_it() -> None:
    index = SearchIndex(
        [
            document("o", "objection", "Too dear", [Part("", "", "about the budget")]),
            document("p", "play", "Budget talk", [Part("", "", "x")]),
        ]
    )
    assert [hit.id for hit in index.find("budget", kinds=("objection", "play"))] == ["p", "o"]


@pytest.mark.parametrize(
    "typed",
    ["discvery", "dicsovery", "discoverry", "discpvery", "discovrey cal", "forecst wrong", "expansive"],
)
def test_typing_errors_are_forgiven(index: SearchIndex, typed: str) -> None:
    assert found(index, typed)


def test_a_typing_error_that_is_another_word_is_forgiven_when_nothing_else_fits(index: SearchIndex) -> None:
    # "win" is a word of the battlecard; with "wring" nothing has both as typed.
    assert found(index, "wring forecast")[0] == ("plays/discover/first-call", "step", "find-the-cost")


def test_a_whole_word_with_an_error_comes_before_one_that_only_begins_so() -> None:
    index = SearchIndex([document("one", "play", "One only", []), document("open", "play", "Open up", [])])
    assert [hit.id for hit in index.find("opn")] == ["open", "one"]


def test_a_page_that_is_it_comes_before_pages_that_are_for_it() -> None:
    texts = [
        ("---\ntitle: Finance\n---\n\nText.\n", "personas/cfo.md"),
        ("---\ntitle: Call\npersonas: [cfo]\n---\n\nText.\n", "plays/call.md"),
        ("---\ntitle: Book\n---\n\nThe cfo reads it.\n", "plays/book.md"),
    ]
    index = SearchIndex.build(parse_page(text, path) for text, path in texts)
    assert [hit.id for hit in index.find("cfo")] == ["personas/cfo", "plays/call", "plays/book"]


def test_when_no_page_has_all_words_those_with_most_come_first(index: SearchIndex) -> None:
    ids = [hit.id for hit in index.find("acme forecast zebra unicorn")]
    assert ids[0] == "battlecards/acme"


def test_of_several_words_none_of_which_is_found_nothing_is_guessed(index: SearchIndex) -> None:
    assert found(index, "forecst"), "one word alone is"
    assert found(index, "zeppelin forecst") == []
    assert found(index, "zeppelin pr") == [], "nor is anything found by two letters alone"
    assert [id_ for id_, _, _ in found(index, "zeppelin forecst cfo")] == ["personas/cfo"]
    assert found(index, "zeppelin 予算")[0][0] == "plays/kakaku"


def test_text_without_spaces(index: SearchIndex) -> None:
    assert found(index, "価格")[0] == ("plays/kakaku", "play", "")
    assert found(index, "価")[0] == ("plays/kakaku", "play", "")
    assert found(index, "予算")[0][0] == "plays/kakaku"
    assert found(index, "交渉")[0][0] == "plays/kakaku"
    assert found(index, "格価") == []


def test_accents_and_apostrophes_may_be_left_out(index: SearchIndex) -> None:
    for typed in ("muller", "Müller", "cafe", "ruckfrage", "dont", "don't"):
        assert found(index, typed)[0][0] == "battlecards/mueller", typed


def test_nothing_typed_and_nothing_wanted_is_nothing_found(index: SearchIndex) -> None:
    assert index.find("") == []
    assert index.find(" -!? ") == []
    assert index.find("price", limit=0) == []
    assert index.find("qqqqqqqqqqqq") == []
    assert SearchIndex([]).find("price") == []


def test_the_exact_title_comes_first() -> None:
    titles = ["Pricing page for partners", "Pricing", "Our pricing", "Pricings"]
    index = SearchIndex(document(title, "play", title, []) for title in titles)
    assert index.find("pricing")[0].title == "Pricing"
    assert index.find("our pricing")[0].title == "Our pricing"


def test_the_order_does_not_depend_on_the_order_of_building() -> None:
    rng = random.Random(7)
    made = [
        document(f"p{count}", "play", f"Call {count % 7}", [Part("", "", "words")]) for count in range(60)
    ]
    wanted = [hit.id for hit in SearchIndex(made).find("call")]
    for _ in range(3):
        rng.shuffle(made)
        assert [hit.id for hit in SearchIndex(made).find("call")] == wanted


WORDS = ["price", "prices", "call", "cost", "forecast", "fore", "café", "価格", "tool", "x1"]
TEXT = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)


@st.composite
def some_documents(draw: st.DrawFn) -> list[Document]:
    made = []
    for count in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(["play", "objection", "battlecard", "persona", "page"]))
        parts = [Part(f"s{place}", draw(TEXT), draw(TEXT)) for place in range(draw(st.integers(0, 3)))]
        made.append(document(f"d{count}", kind, draw(TEXT), parts, names=draw(TEXT)))
    return made


def has_all(made: Document, asked: list[str]) -> bool:
    whole = [
        made.title,
        made.names,
        *(part.title for part in made.parts),
        *(part.text for part in made.parts),
    ]
    words = [term for text in whole for term in terms(text)]
    return all(any(word.startswith(term) for word in words) for term in asked)


@settings(max_examples=150)
@given(
    some_documents(),
    st.lists(st.sampled_from([*WORDS, "p", "ca", "co", "価", "for"]), min_size=1, max_size=3),
)
def test_all_and_only_the_documents_with_all_words_are_found(made: list[Document], typed: list[str]) -> None:
    asked = asked_terms(" ".join(typed))
    wanted = {one.id for one in made if has_all(one, asked)}
    hits = SearchIndex(made).find(" ".join(typed), limit=1_000)
    if wanted:
        assert {hit.id for hit in hits} == wanted
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)


@settings(max_examples=60)
@given(some_documents(), TEXT, st.integers(2, 4))
def test_fewer_hits_are_the_first_of_more(made: list[Document], typed: str, limit: int) -> None:
    index = SearchIndex(made)
    assert index.find(typed, limit=limit) == index.find(typed, limit=500)[:limit]


@given(st.text(max_size=80))
def test_anything_may_be_typed(typed: str) -> None:
    index = SearchIndex.build(parse_page(text, path) for text, path in PAGES)
    for hit in index.find(typed, limit=5):
        assert hit.id


def generated(count: int) -> list[Document]:
    rng = random.Random(11)
    syllables = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
    words = sorted({"".join(rng.choices(syllables, k=rng.randint(3, 5))) for _ in range(2_500)})
    return [
        document(
            f"plays/{place}",
            "play",
            " ".join(rng.sample(words, 3)),
            [
                Part(f"s{step}", " ".join(rng.sample(words, 2)), " ".join(rng.choices(words, k=40)))
                for step in range(4)
            ],
        )
        for place in range(count)
    ]


def mistyped(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(word) - 1)
    way = rng.randrange(4)
    if way == 0:
        return word[:place] + word[place + 1 :]
    if way == 1:
        return word[:place] + rng.choice("abcdefgh") + word[place:]
    if way == 2:
        return word[:place] + rng.choice("qwxy") + word[place + 1 :]
    return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]


def test_forty_titles_of_forty_are_found_with_a_typing_error() -> None:
    made = generated(1_000)
    index = SearchIndex(made)
    rng = random.Random(5)
    for wanted in rng.sample(made, 40):
        first, second, _ = wanted.title.split()
        typed = f"{mistyped(first, rng)} {second}"
        assert wanted.id in [hit.id for hit in index.find(typed)], (wanted.title, typed)


def test_threads_may_share_an_index() -> None:
    made = generated(200)
    index = SearchIndex(made)
    wanted = {one.title: [hit.id for hit in SearchIndex(made).find(one.title)] for one in made[:30]}
    wrong = []

    def ask() -> None:
        for title, ids in wanted.items():
            if [hit.id for hit in index.find(title)] != ids:
                wrong.append(title)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
