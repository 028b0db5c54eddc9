"""Feedback of ten thousand words, of no words, of control codes and wide letters: what the desk makes of it."""

from __future__ import annotations

import json

import pytest

from playbook.desk.clusters import clusters
from playbook.desk.filters import LONGEST, FilterError, Known, parse_filter
from playbook.desk.impact import weight
from playbook.desk.notice import WORDS, chat, mail, parts
from playbook.desk.promise import parse_promise
from playbook.desk.rows import details, row
from playbook.desk.similar import Asked, SimilarIndex, features
from playbook.desk.words import stem, terms
from playbook.errors import NotFoundError
from tests.desk.field import Field
from tests.desk.folded_desk import fits, is_trend
from tests.desk.plain import Plain

PROMISE = parse_promise("2 business days", "10 business days", "Mon-Fri 09:00-17:00")
LONG = " ".join(f"harbour{number % 700} crane" for number in range(5_000))
HOSTILE = (
    "",
    " ",
    "\x1b[2J",
    "\x00",
    "日本語の価格表",
    "🏳️‍🌈" * 50,
    "a\u0301" * 200,
    "‮gnp",
    "x" * 10_000,
    "--",
    "%_\\'\"",
)


def test_ten_thousand_words_are_found_again_by_their_own_words() -> None:
    index = SimilarIndex()
    index.add("long", LONG)
    index.add("short", "The works council fears tracking")
    (found,) = index.find(LONG)
    assert found.id == "long"
    assert found.score == pytest.approx(1.0)
    assert len(found.shared) == 701


def test_a_long_text_does_not_crowd_out_the_short_one_that_says_it() -> None:
    index = SimilarIndex()
    index.add("long", f"{LONG} the works council fears tracking")
    index.add("short", "The works council fears tracking")
    assert [one.id for one in index.find("works council tracking")] == ["short"]


def test_a_word_said_ten_thousand_times_says_no_more_than_once() -> None:
    assert features("crane " * 10_000) == features("crane")
    index = SimilarIndex()
    index.add("once", "crane")
    assert index.find("crane " * 10_000)[0].score == pytest.approx(1.0)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_can_be_put_in_taken_out_and_asked_for(text: str) -> None:
    index = SimilarIndex()
    index.add("it", text)
    index.add("other", "The works council fears tracking")
    assert [one.id for one in index.find(text)] == ["it"] * bool(features(text))
    index.remove("it")
    index.remove("it")
    assert index.find(text) == []
    assert len(index) == 1


@pytest.mark.parametrize("limit", [0, 1, 3, 100])
def test_no_more_are_found_than_were_asked_for(limit: int) -> None:
    index = SimilarIndex()
    for number in range(12):
        index.add(f"f{number:02}", "The pricing page is out of date")
    found = index.find("pricing page out of date", limit)
    assert [one.id for one in found] == [f"f{number:02}" for number in range(min(limit, 12))]


def test_among_equals_the_same_page_then_the_same_kind_comes_first() -> None:
    index = SimilarIndex()
    index.add("plain", Asked("pricing page wrong", "idea", "plays/a"))
    index.add("kind", Asked("pricing page wrong", "wrong", "plays/a"))
    index.add("page", Asked("pricing page wrong", "idea", "plays/b"))
    asked = Asked("pricing page and something else", "wrong", "plays/b")
    assert [one.id for one in index.find(asked)] == ["page", "kind", "plain"]


def test_putting_an_item_in_again_with_other_words_forgets_the_old_ones() -> None:
    index = SimilarIndex()
    index.add("a", "harbour crane")
    index.add("a", "works council")
    assert index.find("harbour crane") == []
    assert [one.id for one in index.find("works council")] == ["a"]


def test_two_who_say_the_same_ten_thousand_words_are_one_cluster(desk: Field) -> None:
    desk.capture("a1", "lee", text=LONG, account="acme")
    desk.capture("a2", "ray", text=LONG, account="beta")
    desk.capture("a3", "mia", text="crane", account="core")
    (found,) = clusters(desk.items.values())
    assert (found.ids, found.people, found.accounts) == (("a1", "a2"), 2, 2)
    assert found.text == LONG


@pytest.mark.parametrize("text", ["", " ", "\x1b[2J", "the and of"])
def test_those_who_say_nothing_are_no_cluster(desk: Field, text: str) -> None:
    expected = 1 if features(text) else 0
    desk.capture("a1", "lee", text=text)
    desk.capture("a2", "ray", text=text)
    assert len(clusters(desk.items.values())) == expected


def test_a_cluster_without_words_shows_the_line_it_is_about(desk: Field) -> None:
    desk.capture("a1", "lee", quote="Our harbour crane opener")
    desk.capture("a2", "ray", quote="Our harbour crane opener")
    (found,) = clusters(desk.items.values())
    assert found.text == "Our harbour crane opener"


@pytest.mark.parametrize("text", [*HOSTILE, LONG])
def test_rows_keep_every_letter_and_are_json(desk: Field, text: str) -> None:
    desk.capture("a1", text=text, quote=text, tried=text)
    desk.act("dana", "answer", "a1", text)
    shown = json.loads(json.dumps(details(desk.item("a1"), PROMISE, desk.now)))
    assert (shown["text"], shown["quote"], shown["tried"], shown["answer"]) == (text,) * 4
    assert shown["thread"][0]["text"] == text
    assert set(row(desk.item("a1"), PROMISE, desk.now)) <= set(shown)


@pytest.mark.parametrize("text", [*HOSTILE, LONG, "two\nlines", "Subject: x\r\n\r\nbody"])
def test_a_message_takes_one_short_line_for_any_of_them(desk: Field, text: str) -> None:
    desk.capture("a1", text=text)
    found = parts(Plain(desk.items, PROMISE, desk.now))
    head, _, body = mail(found, ["dana@x"], "Playbook", str.title).partition("\n\n")
    assert head.splitlines()[1] == "Subject: Playbook: 1 new"
    title, entry = body.split("\n")
    assert (title, entry[:2]) == ("New", "  ")
    assert len(entry) <= WORDS + 40
    assert not any(ord(letter) < 32 for letter in entry)
    assert not any(ord(letter) < 32 for letter in chat(found, "Playbook", str.title).replace("\n", ""))


@pytest.mark.parametrize("size", [WORDS - 1, WORDS, WORDS + 1, 10_000])
def test_a_long_word_ends_in_dots_only_where_it_is_cut(desk: Field, size: int) -> None:
    desk.capture("a1", text="x" * size)
    text = mail(parts(Plain(desk.items, PROMISE, desk.now)), [], "P", str)
    assert ("…" in text) is (size > WORDS)
    assert text.partition("New\n")[2].count("x") == min(size, WORDS - (size > WORDS))


# Words and weights


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("the and of", []),
        ("\x1b[2J", ["2j"]),
        ("Pricing, PRICES; priced", ["pric", "pric", "pric"]),
        ("ＰＲＩＣＥ", ["pric"]),
        ("価格表です", ["価格表", "格表で", "表です"]),
        ("価格", ["価格"]),
        ("ab価格cd", ["ab", "価格", "cd"]),
        ("a_b c_d", ["b", "c"]),
    ],
)
def test_any_writing_is_cut_into_terms(text: str, found: list[str]) -> None:
    assert [term for term, _ in terms(text)] == found


@pytest.mark.parametrize("word", ["", "s", "es", "ing", "sing", "ssss", "äpfels", "1000s", "ed" * 30])
def test_a_stem_is_never_cut_to_nothing(word: str) -> None:
    assert word.startswith(stem(word)[:3])
    assert len(stem(word)) >= min(3, len(word))


@pytest.mark.parametrize("amount", [0.0, -5.0, 1e300, 0.1])
def test_an_account_weighs_more_than_any_amount(desk: Field, amount: float) -> None:
    desk.capture("one", account="acme", amount=amount, currency="EUR")
    desk.capture("two", account="beta")
    desk.vote("lee", "two", "core")
    assert weight(desk.item("two")) > weight(desk.item("one"))
    assert not is_trend(desk.item("two")), "one person with two accounts is one person"


# Filters


@pytest.mark.parametrize("size", [LONGEST, LONGEST + 1])
def test_a_filter_has_an_end(size: int) -> None:
    if size > LONGEST:
        with pytest.raises(FilterError, match="The filter is longer than 400 characters"):
            parse_filter("x" * size)
    else:
        assert len(parse_filter("x" * size).conditions) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("colour:red", "colour"),
        ("is:overdu", "overdue"),
        ("state:answred", "answered"),
        ("severity:4", "4"),
        ("KIND:nothing", "nothing"),
    ],
)
def test_an_unknown_key_or_value_is_named_or_the_nearest_offered(words: str, said: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        parse_filter(words)
    assert said in str(caught.value)


@pytest.mark.parametrize("words", ['"open', "it's", '-"'])
def test_a_quotation_mark_that_is_not_closed_is_said(words: str) -> None:
    with pytest.raises(FilterError, match="is not closed"):
        parse_filter(words)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", True),
        ("- --", True),
        ("HARBOUR", True),
        ("harbour699", True),
        ("-harbour699", False),
        ("harbour700", False),
        ('"harbour0 crane"', True),
        ('"crane harbour0 "', True),
        ("https://x.example", False),
        ("10:30", False),
    ],
)
def test_words_are_looked_for_in_all_of_a_long_text(desk: Field, words: str, found: bool) -> None:
    desk.capture("a1", text=LONG)
    assert fits(parse_filter(words), desk.item("a1"), Known(), PROMISE, desk.now) is found
