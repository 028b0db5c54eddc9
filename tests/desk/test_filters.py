"""Filters in words: what they find, and what they say of a word they cannot read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.desk.filters import KEYS, Filter, FilterError, Known, parse_filter, title_of
from playbook.desk.promise import parse_promise
from playbook.errors import NotFoundError, PlaybookError
from tests.desk.field import START, Field
from tests.desk.folded_desk import Queue

PROMISE = parse_promise("2 business days", "10 business days", "Mon-Fri 09:00-17:00")
NAMES = {"a-1": "Brenner Foods", "a-2": "Elbe Paper"}
SEGMENTS = {"a-1": "Mid-market", "a-2": "smb"}
KNOWN = Known(
    me=("dana",),
    account_name=lambda id_: NAMES.get(id_, id_),
    segment=lambda id_: SEGMENTS.get(id_, ""),
    stage=lambda play: "commit" if play == "plays/commit/price" else "",
)


@pytest.fixture
def busy(desk: Field) -> Field:
    desk.capture("price", text="The list PRICE is old", play="plays/commit/price", step="open", account="a-1")
    desk.capture("rival", "ray", "competitor", text="Velantis has a portal", account="a-2", severity=3)
    desk.capture("idea", kind="idea", quote="A shorter opener", audience="liaison")
    desk.capture("done", "ray", text="portal of ours")
    desk.vote("lee", "rival")
    desk.act("dana", "accept", "rival")
    desk.act("dana", "route", "rival", to="product")
    desk.act("dana", "label", "price", labels=("Q4",))
    desk.act("dana", "answer", "done", "yes")
    desk.capture("hidden", text="portal")
    desk.redact("lee", "hidden")
    return desk


def found(desk: Field, words: str, *, later: float = 0) -> list[str]:
    queue = Queue(desk.items, PROMISE, desk.now + timedelta(hours=later), KNOWN)
    return [item.id for item in queue.found(parse_filter(words))]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("", {"price", "rival", "idea", "done"}),
        ("portal", {"rival", "done"}),
        ("PORTAL -velantis", {"done"}),
        ("price", {"price"}),
        ("shorter", {"idea"}),
        ("kind:competitor", {"rival"}),
        ("-kind:competitor -kind:idea", {"price", "done"}),
        ("state:answered", {"done"}),
        ("is:open", {"price", "rival", "idea"}),
        ("play:price", {"price"}),
        ("play:plays/commit/price", {"price"}),
        ("play:ice", set()),
        ("play:", {"rival", "idea", "done"}),
        ("stage:commit", {"price"}),
        ("step:open", {"price"}),
        ("account:brenner", {"price"}),
        ("account:a-2", {"rival"}),
        ("account:", {"idea", "done"}),
        ("segment:mid-market", {"price"}),
        ('segment:"SMB"', {"rival"}),
        ("rep:lee", {"price", "idea", "rival"}),
        ("rep:ray", {"rival", "done"}),
        ("assigned:dana", {"rival"}),
        ("assigned:", {"price", "idea", "done"}),
        ("label:q4", {"price"}),
        ("severity:3", {"rival"}),
        ("route:product", {"rival"}),
        ("is:out", {"rival"}),
        ("is:trend", {"rival"}),
        ("is:mine", {"rival"}),
        ("is:liaison-only", {"idea"}),
        ("is:conflict", set()),
        ("is:overdue", set()),
        ("http://x", set()),
        ('"list price"', {"price"}),
        ("-", {"price", "rival", "idea", "done"}),
    ],
)
def test_what_each_finds(busy: Field, words: str, ids: set[str]) -> None:
    assert set(found(busy, words)) == ids


def test_what_is_near_and_what_is_over(busy: Field) -> None:
    assert busy.now == START
    # Two business days from Monday at nine: Tuesday at five.
    assert found(busy, "is:near", later=27) == []
    assert set(found(busy, "is:near", later=28)) == {"price", "idea"}
    assert found(busy, "is:overdue", later=32) == []
    assert found(busy, "is:near", later=33) == []
    assert set(found(busy, "is:overdue", later=33)) == {"price", "idea"}


def test_what_is_settled_comes_last(busy: Field) -> None:
    assert found(busy, "")[-1] == "done"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("knd:idea", "no key of a filter “knd”. Did you mean kind"),
        ("kind:ideas", "no kind to filter by “ideas”. Did you mean idea"),
        ("is:opne", "Did you mean open"),
        ("state:", "state"),
        ("label:", "Say which label, such as label:name."),
        ('"half', 'A quotation mark of “"half” is not closed.'),
        ("x" * 401, "longer than 400"),
    ],
)
def test_what_cannot_be_read_is_named(words: str, said: str) -> None:
    with pytest.raises((FilterError, NotFoundError), match=r".") as caught:
        parse_filter(words)
    assert said in str(caught.value)


@given(st.text(max_size=40))
def test_any_words_are_read_or_refused_in_plain_words(words: str) -> None:
    try:
        assert isinstance(parse_filter(words), Filter)
    except PlaybookError as error:
        assert "\n" not in str(error).strip()


def test_every_key_can_be_asked(busy: Field) -> None:
    for key, values in KEYS.items():
        value = next(iter(values), "x")
        assert len(found(busy, f"{key}:{value}")) + len(found(busy, f"-{key}:{value}")) == 4


def test_tabs_of_ones_own_stand_behind_the_others(busy: Field) -> None:
    queue = Queue(busy.items, PROMISE, busy.now, KNOWN, {"portals": "portal", "broken": "knd:x"})
    tabs = {tab.title: tab.number for tab in queue.tabs()}
    assert list(tabs)[-3:] == ["All", "portals", "broken"]
    assert (tabs["All"], tabs["portals"], tabs["broken"]) == (4, 2, 0)
    assert [item.id for item in queue.rows("filter:portals")] == ["rival", "done"]
    assert queue.rows("filter:gone") == queue.found(parse_filter(""))
    assert [item.id for item in queue.open] == ["price", "idea", "rival"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("is:out route:price", "price"),
        ("is:open", "open"),
        ("sap -kind:hard-to-say", "sap, not hard to say"),
        ("severity:1 account:", "severity 1, no account"),
        ('"yard plus"', "yard plus"),
        ("", ""),
    ],
)
def test_a_filter_is_named_by_what_it_looks_for(text: str, title: str) -> None:
    assert title_of(text) == title
