"""The desk asked of the index is the desk folded in memory: counts, tabs, filters, orders, for everybody."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.desk.asking import IndexedFeedback, Viewer
from playbook.desk.counted import counted
from playbook.desk.filters import Condition, Filter, Known, parse_filter
from playbook.desk.fold import fold
from playbook.desk.indexed import FeedbackShelf
from playbook.desk.indexed_queue import IndexedQueue
from playbook.desk.measured import measured
from playbook.desk.model import Item
from playbook.desk.notice import parts
from playbook.desk.promise import parse_promise
from playbook.desk.spoken import Spoken
from playbook.desk.stored import Stored
from playbook.desk.tabs import TABS
from playbook.desk.visible import VisibleFeedback
from playbook.records.index import Index
from playbook.records.model import Feedback, Record
from tests.desk.field import START, Field
from tests.desk.folded_desk import Queue
from tests.desk.plain import Plain
from tests.desk.test_fold_properties import HISTORIES
from tests.records.arrivals import Folder, read_by, reads_as

PROMISE = parse_promise("2 business days", "10 business days", "Mon-Fri 09:00-17:00")
TEXTS = ("The list PRICE is old", "Velantis: portal, 100%", "Straße und Maße", "価格が高い", "")
PLAYS = ("", "plays/Commit/Price", "plays/open/first")
NAMES = {"acme": "Acme Foods", "beta": "Beta Paper"}
FILTERS = {
    "everything": "",
    "a word": "price",
    "folded": "STRASSE",
    "a letter": "e",
    "not a letter": "-a",
    "part of words": "ric",
    "a word of an account": "price account:foods",
    "neither of two": "-price -portal",
    "two words, one not": "portal -old",
    "a phrase": '"list price"',
    "a sign": "100%",
    "japanese": "価格",
    "kind": "kind:wrong",
    "no kind": "-kind:wrong",
    "merged": "state:merged",
    "accepted": "state:accepted",
    "open": "is:open",
    "settled": "-is:open",
    "late": "is:overdue",
    "soon": "is:near",
    "many": "is:trend",
    "out": "is:out",
    "back": "is:back",
    "mine": "is:mine",
    "not mine": "-is:mine",
    "twice": "is:conflict",
    "alone": "is:liaison-only",
    "play": "play:price",
    "no play": "play:",
    "whole play": "play:plays/open/first",
    "step": "step:Open",
    "stage": "stage:commit",
    "account": "account:foods",
    "no account": "account:",
    "segment": "segment:smb",
    "rep": "rep:LEE",
    "not rep": "-rep:ray",
    "given": "assigned:a2",
    "nobody's": "assigned:",
    "label": "label:acme",
    "grave": "severity:3",
    "price": "route:price -label:beta is:open",
    "broken": "knd:idea",
}
KNOWN = Known(
    me=("dana", "a1"),
    account_name=lambda id_: NAMES.get(id_, id_),
    segment=lambda id_: "SMB" if id_ == "beta" else "",
    stage=lambda play: "Commit" if play == PLAYS[1] else "",
)


def told(records: list[Record], chance: random.Random) -> list[Record]:
    """Return the same history, in which captures say something about some page."""
    return [
        replace_body(record, said(record.body, chance)) if isinstance(record.body, Feedback) else record
        for record in records
    ]


def said(body: Feedback, chance: random.Random) -> Feedback:
    import msgspec

    text, quote, tried = chance.choice(TEXTS), chance.choice(TEXTS), chance.choice(("", "Another price"))
    play, step = chance.choice(PLAYS), chance.choice(("", "open"))
    severity = chance.choice((1, 3))
    return msgspec.structs.replace(
        body, text=text, quote=quote, tried=tried, play=play, step=step, severity=severity
    )


def replace_body(record: Record, body: Feedback) -> Record:
    return Record(record.journal, record.seq, record.clock, record.at, record.kind, body)


def at_index(index: Index, person: str, now: datetime, *, liaison: bool, spoken: Spoken) -> IndexedQueue:
    viewer = Viewer(person, frozenset(KNOWN.me), liaison, now, frozenset({"a2"}))
    return IndexedQueue(IndexedFeedback(index), viewer, PROMISE, spoken, KNOWN, FILTERS)


def seen_alike(index: Index, items: Mapping[str, Item], person: str, *, liaison: bool) -> None:
    """Hold what one may see by id, whole and one by one, against the items folded in memory."""
    expected = {id_: item for id_, item in items.items() if item.is_for(person, liaison=liaison)}
    visible = VisibleFeedback(IndexedFeedback(index), person, liaison=liaison, fold=lambda: items)
    assert list(visible) == list(visible.keys()) == list(expected)
    assert dict(visible.items()) == expected
    assert {id_: visible[id_] for id_ in visible} == expected
    assert [id_ for id_ in items if id_ in visible] == list(expected)
    assert visible.get("nobody's") is None


def folded(items: Mapping[str, Item], person: str, now: datetime, *, liaison: bool) -> Queue:
    seen = {id_: item for id_, item in items.items() if item.is_for(person, liaison=liaison)}
    return Queue(seen, PROMISE, now, KNOWN, FILTERS, frozenset({"a2"}))


@pytest.fixture(params=[4_000, 2], ids=["few are sorted", "many are met in order"], autouse=True)
def _few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Try both ways to the first items that a filter fits."""
    monkeypatch.setattr("playbook.desk.asking._FEW", request.param)
    monkeypatch.setattr("playbook.desk.filter_sql._FEW", request.param)
    monkeypatch.setattr("playbook.desk.filter_sql._SOME", request.param)


def agree(asked: IndexedQueue, expected: Queue) -> None:
    """Hold every tab, count and page against the items folded in memory."""
    assert asked.numbers == expected.numbers
    assert asked.tabs == expected.tabs()
    for tab in expected.tabs():
        shown = [item.id for item in expected.rows(tab.key)]
        assert asked.ids(tab.key) == shown, tab.key
        assert asked.ids(tab.key, 2, 1) == shown[1:3]
    figures = counted(expected.items.values(), expected.promise)
    assert asked.counted() == figures
    late, soon = measured(figures, expected.promise, expected.now)[2:4]
    assert len(late.ids) == asked.numbers["overdue"]
    assert len(soon.ids) == asked.number_found(parse_filter("is:near"))
    plain = Plain(expected.items, expected.promise, expected.now, expected.known)
    assert parts(asked) == parts(plain)
    some = list(expected.items)[:3]
    assert asked.items(some) == [expected.items[id_] for id_ in some]
    assert asked.unfinished() == [item.id for item in expected.open]
    for words in ("is:open", "price", "-is:mine"):
        wanted = parse_filter(words)
        found = [item.id for item in expected.found(wanted)]
        assert asked.number_found(wanted) == len(found)
        for within in TABS:
            among = {item.id for item in expected.rows(within)}
            assert asked.found(wanted, within) == [id_ for id_ in found if id_ in among]


def arriving(records: list[Record], chance: random.Random, person: str, liaisons: frozenset[str]) -> None:
    reads = reads_as(person, liaisons)
    with tempfile.TemporaryDirectory() as root:
        folder = Folder(Path(root))
        index = folder.index([FeedbackShelf(PROMISE, "")], person=person, reads=reads)
        spoken, stored = Spoken(index), Stored(index)
        arrived: list[Record] = []
        rest = list(records)
        while rest:
            batch, rest = rest[: (size := chance.randint(5, 30))], rest[size:]
            folder.arrive(batch)
            arrived += batch
            index.refresh()
            if chance.random() < 0.5:
                stored.keep_up()
            items = fold(read_by(person, arrived, reads))
            now = START + timedelta(hours=chance.choice((0, 14, 15.5, 24 * 15)))
            liaison = person in liaisons
            seen_alike(index, items, person, liaison=liaison)
            agree(
                at_index(index, person, now, liaison=liaison, spoken=spoken),
                folded(items, person, now, liaison=liaison),
            )
        for one in (spoken, stored, index):
            one.close()


@settings(max_examples=8, deadline=None)
@given(HISTORIES, st.sampled_from(["dana", "lee"]), st.randoms(use_true_random=False))
def test_whatever_happened_in_whatever_order_it_arrived(
    records: list[Record], person: str, chance: random.Random
) -> None:
    field = Field()
    for record in told(records, chance):
        field.clock = record.clock - 1
        field.write(record.person, record.body, audience=chance.choice(("team", "team", "liaison")))
    made = field.records
    if chance.random() < 0.5:
        chance.shuffle(made)
    arriving(made, chance, person, frozenset({"dana", "sam"}))


@pytest.fixture(params=[True, False], ids=["learnt", "read"])
def learns(request: pytest.FixtureRequest) -> bool:
    """Say whether words are learnt as they arrive, or stand in the texts alone."""
    return bool(request.param)


@pytest.fixture
def asked(tmp_path: Path, desk: Field) -> IndexedQueue:
    """A desk that nothing has arrived at yet; `arrive` brings what `desk` has."""
    index = Folder(tmp_path).index([FeedbackShelf(PROMISE, "")])
    return at_index(index, "dana", START, liaison=True, spoken=Spoken(index))


def arrive(tmp_path: Path, desk: Field, asked: IndexedQueue, *, learns: bool) -> IndexedQueue:
    Folder(tmp_path).arrive(desk.records)
    desk.records.clear()
    asked.feedback._index.refresh()
    if learns:
        with closing(Stored(asked.feedback._index)) as stored:
            stored.keep_up()
    return replace(asked)


def test_words_follow_what_is_said_and_forget_what_is_no_more(
    tmp_path: Path, desk: Field, asked: IndexedQueue, learns: bool
) -> None:
    desk.capture("a", text="portal")
    now = arrive(tmp_path, desk, asked, learns=learns)
    assert now.found(parse_filter("portal")) == ["a"]
    desk.capture("b", text="Portals")
    desk.act("dana", "accept", "a")
    now = arrive(tmp_path, desk, asked, learns=learns)
    assert now.found(parse_filter("portal")) == ["b", "a"]
    desk.redact("lee", "b")
    now = arrive(tmp_path, desk, asked, learns=learns)
    assert now.found(parse_filter("portal")) == ["a"]


def test_words_are_those_of_one_item_and_not_of_its_neighbours(
    tmp_path: Path, desk: Field, asked: IndexedQueue, learns: bool
) -> None:
    for place in range(20):
        desk.capture(f"f{place:02}", text=f"portal {place}", quote="old" if place % 7 == 3 else "")
        if place in (4, 11):
            now = arrive(tmp_path, desk, asked, learns=learns)
            assert now.saying("portal").bit_count() == place + 1
    now = arrive(tmp_path, desk, asked, learns=learns)
    assert now.found(parse_filter("portal old")) == ["f03", "f10", "f17"]
    assert now.found(parse_filter("'old portal'")) == []
    assert now.found(parse_filter("'portal 1'")) == ["f01", *(f"f{place}" for place in range(10, 20))]


@pytest.mark.parametrize(
    ("said", "word", "hit"),
    [
        ("100% sure", "100%", True),
        ("100 sure", "100%", False),
        ("one_two", "e_t", True),
        ("one two", "e_t", False),
        ("back\\slash", "\\", True),
        ("it's", "'; drop table item; --", False),
        ("Straße", "strasse", True),
    ],
)
def test_letters_are_looked_for_and_not_patterns(
    tmp_path: Path, desk: Field, asked: IndexedQueue, learns: bool, said: str, word: str, hit: bool
) -> None:
    desk.capture("a", text=said)
    now = arrive(tmp_path, desk, asked, learns=learns)
    assert now.found(Filter((Condition("", word),))) == ["a"] * hit
    assert now.number_found(Filter((Condition("", word, negated=True),))) == 1 - hit


@pytest.mark.parametrize("span", ["4 business hours", "36 hours", "1 business day", "0 hours"])
@pytest.mark.parametrize("hours", [0, 7.5, 8, 60, 100.25])
def test_near_is_until_the_last_moment_at_which_it_would_be_said(span: str, hours: float) -> None:
    promise = parse_promise(warn=span)
    now = START + timedelta(hours=hours)
    last, just = promise.near_until(now), timedelta(microseconds=1)

    def left(due: datetime) -> float:
        working = promise.warn.working
        return promise.hours.between(now, due) if working else (due - now).total_seconds()

    assert left(last) <= promise.warn.seconds < left(last + just)
    assert last >= now


def test_a_tab_that_is_not_there_shows_nothing(asked: IndexedQueue) -> None:
    assert asked.ids("filter:nobody kept it") == []
    assert not asked.has("new", "x")
