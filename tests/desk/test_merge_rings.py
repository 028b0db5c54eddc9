"""Merges that go round in a ring: however they arrive, there is an end, and nobody is lost on the way."""

from __future__ import annotations

from itertools import permutations

import pytest

from playbook.desk.fold import Folding, fold
from playbook.desk.merged import end_of
from playbook.desk.model import Item
from playbook.desk.promise import parse_promise
from playbook.desk.rows import details
from playbook.desk.tabs import is_stranded
from playbook.records.model import Record
from tests.desk.field import Field
from tests.desk.folded_desk import Queue

PROMISE = parse_promise("2 business days", "10 business days", "Mon-Fri 09:00-17:00")
IDS = ("a", "b", "c")


def three(desk: Field) -> None:
    """Three items of three people with an account each."""
    desk.capture("a", "lee", account="acme", amount=1.0, currency="EUR")
    desk.capture("b", "ray", account="beta", amount=2.0, currency="EUR")
    desk.capture("c", "mia", account="core", amount=4.0, currency="EUR")


def in_one_end(items: dict[str, Item]) -> Item:
    """Return the only item that was not merged; all others lead to it."""
    (end,) = [item for item in items.values() if item.state != "merged"]
    assert all(end_of(items, item) is end for item in items.values())
    return end


RING = (("a", "b"), ("b", "c"), ("c", "a"))


@pytest.mark.parametrize("ring", list(permutations(RING)))
def test_the_merge_that_would_close_the_ring_changes_nothing(
    desk: Field, ring: tuple[tuple[str, str], ...]
) -> None:
    three(desk)
    for source, target in ring:
        desk.act("dana", "merge", source, to=target)
    items = desk.items
    end = in_one_end(items)
    assert end.id == ring[-1][0], "the last one to be merged is the one that stays"
    assert [act.applied for act in end.thread] == [False]
    assert set(end.people) == {"lee", "ray", "mia"}
    assert (set(end.accounts), end.amount) == ({"acme", "beta", "core"}, {"EUR": 7.0})


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_ring_that_arrives_in_any_order_comes_to_the_same(desk: Field, order: tuple[int, ...]) -> None:
    three(desk)
    captures = list(desk.records)
    merges = [desk.act("dana", "merge", source, to=target) for source, target in RING]
    arriving = [merges[place] for place in order]
    assert fold([*arriving, *captures]) == fold([*captures, *merges])
    one_by_one = Folding()
    for record in [*arriving, *reversed(captures)]:
        one_by_one.add([record])
    assert one_by_one.items == desk.items


@pytest.mark.parametrize("first", IDS)
def test_while_a_ring_is_half_there_what_has_come_leads_somewhere(desk: Field, first: str) -> None:
    three(desk)
    for source, target in RING:
        desk.act("dana", "merge", source, to=target)

    def is_here(record: Record) -> bool:
        return record.kind != "feedback" or getattr(record.body, "id", "") == first

    items = fold(record for record in desk.records if is_here(record))
    assert list(items) == [first]
    assert end_of(items, items[first]) is items[first], "the others have not come yet"
    assert not is_stranded(items[first], items)


@pytest.mark.parametrize("size", [2, 3, 5, 40])
def test_a_ring_of_any_size_has_one_end(desk: Field, size: int) -> None:
    for number in range(size):
        desk.capture(f"f{number:02}", f"rep{number}")
    for number in range(size):
        desk.act("dana", "merge", f"f{number:02}", to=f"f{(number + 1) % size:02}")
    end = in_one_end(desk.items)
    assert (end.id, len(end.merged), end.votes) == (f"f{size - 1:02}", size - 1, size - 1)


def test_three_liaisons_who_close_a_ring_at_once_leave_one_end(desk: Field) -> None:
    three(desk)
    desk.clock += 5
    for person, (source, target) in zip(("dana", "sam", "kim"), RING, strict=True):
        desk.act(person, "merge", source, to=target, apart=True)
    assert set(in_one_end(desk.items).people) == {"lee", "ray", "mia"}


@pytest.mark.parametrize("to", ["a", ""])
def test_merging_into_itself_or_nothing_is_kept_in_the_thread_alone(desk: Field, to: str) -> None:
    desk.capture("a")
    desk.act("dana", "merge", "a", to=to)
    item = desk.item("a")
    assert (item.state, item.merged_into, item.merged, item.votes) == ("new", "", (), 0)
    assert [(act.action, act.applied) for act in item.thread] == [("merge", False)]


def test_once_the_first_merge_is_undone_the_last_one_of_the_ring_stands(desk: Field) -> None:
    three(desk)
    first, *_ = [desk.act("dana", "merge", source, to=target) for source, target in RING]
    assert in_one_end(desk.items).id == "c"
    desk.undo("dana", first)
    end = in_one_end(desk.items)
    assert (end.id, end.merged) == ("a", ("b", "c"))


def test_after_a_split_the_ring_may_be_turned_the_other_way(desk: Field) -> None:
    three(desk)
    desk.act("dana", "merge", "a", to="b")
    desk.act("dana", "merge", "b", to="a")
    desk.act("dana", "split", "a")
    desk.act("dana", "merge", "b", to="a")
    assert (desk.item("a").merged, desk.item("b").merged_into) == (("b",), "a")


@pytest.mark.parametrize("ways", [("b",), ("b", "c")])
def test_deciding_for_a_merge_closes_no_ring_either(desk: Field, ways: tuple[str, ...]) -> None:
    three(desk)
    desk.clock = 10
    merge = desk.act("dana", "merge", "a", to=ways[0])
    desk.act("sam", "answer", "a", "Use the new list", apart=True)
    answer = desk.records[-1]
    desk.records[-1] = type(answer)(
        answer.journal, answer.seq, merge.clock, answer.at, answer.kind, answer.body
    )
    assert desk.item("a").conflict, "they had not seen each other"
    for source, target in zip(ways, (*ways[1:], "a"), strict=True):
        desk.act("dana", "merge", source, to=target)
    assert desk.item("a").merged == ways
    desk.act("kim", "decide", "a", "they are the same", to=merge.ref)
    items = desk.items
    assert {end_of(items, items[id_]).id for id_ in ("a", *ways)} == {"a"}
    assert (items["a"].state, items["a"].answer) == ("answered", "Use the new list")
    assert not items["a"].thread[-1].applied
    assert items["a"].conflict, "it still waits for somebody to decide it"


@pytest.mark.parametrize("to", ["a", ""])
def test_deciding_for_a_merge_into_itself_or_nothing_changes_nothing(desk: Field, to: str) -> None:
    desk.capture("a")
    desk.clock = 10
    answer = desk.act("dana", "answer", "a", "yes")
    bad = desk.act("sam", "merge", "a", to=to, apart=True)
    desk.records[-1] = bad = type(bad)(bad.journal, bad.seq, answer.clock, bad.at, bad.kind, bad.body)
    assert "sam’s merge could not be carried out after that" in desk.item("a").conflict
    desk.act("kim", "decide", "a", "why not", to=bad.ref)
    assert (desk.item("a").state, desk.item("a").merged_into) == ("answered", "")


def test_a_decided_merge_still_works_where_there_is_no_ring(desk: Field) -> None:
    three(desk)
    desk.clock = 10
    merge = desk.act("dana", "merge", "a", to="b")
    answer = desk.act("sam", "answer", "a", "yes", apart=True)
    desk.records[-1] = type(answer)(
        answer.journal, answer.seq, merge.clock, answer.at, answer.kind, answer.body
    )
    desk.act("kim", "decide", "a", "it is the same", to=merge.ref)
    assert (desk.item("a").state, desk.item("a").merged_into, desk.item("a").conflict) == ("merged", "b", "")
    assert desk.item("b").people == ("ray", "lee")


def test_somebody_behind_two_of_a_ring_counts_once(desk: Field) -> None:
    three(desk)
    for id_ in IDS:
        desk.vote("zoe", id_, "zeta", amount=8.0, currency="USD")
    for source, target in RING:
        desk.act("dana", "merge", source, to=target)
    end = in_one_end(desk.items)
    assert end.people.count("zoe") == 1
    assert (len(end.accounts), end.amount) == (4, {"EUR": 7.0, "USD": 8.0})


def test_the_desk_counts_a_ring_as_one_thing_to_do(desk: Field) -> None:
    three(desk)
    for source, target in RING:
        desk.act("dana", "merge", source, to=target)
    queue = Queue(desk.items, PROMISE, desk.now)
    assert [item.id for item in queue.open] == ["c"]
    assert (queue.numbers["new"], queue.numbers["all"]) == (1, 3)
    assert details(desk.item("c"), PROMISE, desk.now)["merged"] == ["a", "b"]


def test_answering_the_end_of_a_ring_answers_everybody_in_it(desk: Field) -> None:
    three(desk)
    for source, target in RING:
        desk.act("dana", "merge", source, to=target)
    desk.act("dana", "answer", "c", "The new list is out")
    assert {item.answer for item in desk.items.values()} == {"The new list is out"}


@pytest.mark.parametrize("gone", ["withdraw", "redact"])
def test_a_ring_whose_end_goes_away_comes_back_to_the_desk(desk: Field, gone: str) -> None:
    three(desk)
    for source, target in RING:
        desk.act("dana", "merge", source, to=target)
    if gone == "redact":
        desk.redact("mia", "c")
    else:
        desk.act("mia", "withdraw", "c")
    items = desk.items
    assert [item.id for item in Queue(items, PROMISE, desk.now).rows("new")] == ["b", "a"], (
        "the heavier first"
    )
