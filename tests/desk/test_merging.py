"""Merging moves who is behind an item to its target; splitting takes it apart again."""

from __future__ import annotations

from playbook.desk.fold import fold
from tests.desk.field import Field


def three(desk: Field) -> None:
    desk.capture("a1", "lee", text="one", account="acme", amount=10.0, currency="EUR")
    desk.capture("a2", "ray", text="two", account="beta", amount=5.0, currency="EUR")
    desk.capture("a3", "kim", text="three", account="acme", amount=11.0, currency="EUR")
    desk.vote("sue", "a2", "gamma")


def test_merging_moves_people_accounts_and_amounts(desk: Field) -> None:
    three(desk)
    desk.act("dana", "merge", "a2", to="a1")
    items = desk.items
    assert (items["a2"].state, items["a2"].merged_into) == ("merged", "a1")
    assert items["a1"].state == "new"
    assert items["a1"].people == ("lee", "ray", "sue")
    assert items["a1"].votes == 2
    assert items["a1"].accounts == ("acme", "beta", "gamma")
    assert items["a1"].amount == {"EUR": 15.0}
    assert items["a1"].merged == ("a2",)
    assert items["a1"].authors == ("ray",)
    assert (items["a2"].people, items["a2"].merged) == (("ray", "sue"), ())


def test_an_account_behind_both_counts_once_by_what_was_said_last(desk: Field) -> None:
    three(desk)
    desk.act("dana", "merge", "a3", to="a1")
    assert desk.item("a1").accounts == ("acme",)
    assert desk.item("a1").amount == {"EUR": 11.0}


def test_the_order_of_what_was_said_is_the_records_not_the_merges(desk: Field) -> None:
    three(desk)
    desk.act("dana", "merge", "a1", to="a3")
    assert desk.item("a3").amount == {"EUR": 11.0}
    assert desk.item("a3").people == ("kim", "lee")


def test_somebody_behind_both_counts_once(desk: Field) -> None:
    three(desk)
    desk.vote("lee", "a2", "delta")
    desk.act("dana", "merge", "a2", to="a1")
    assert desk.item("a1").people == ("lee", "ray", "sue")
    assert desk.item("a1").votes == 2


def test_splitting_takes_it_apart_again(desk: Field) -> None:
    three(desk)
    before = desk.items
    desk.act("dana", "merge", "a2", to="a1")
    desk.act("sam", "split", "a2")
    after = desk.items
    for name in ("people", "accounts", "amount", "merged", "authors", "merged_into"):
        assert getattr(after["a1"], name) == getattr(before["a1"], name)
        assert getattr(after["a2"], name) == getattr(before["a2"], name)
    assert after["a2"].state == "accepted"


def test_a_chain_of_merges_ends_at_its_root(desk: Field) -> None:
    three(desk)
    desk.act("dana", "merge", "a2", to="a3")
    desk.act("dana", "merge", "a3", to="a1")
    items = desk.items
    assert items["a1"].merged == ("a2", "a3")
    assert items["a1"].people == ("lee", "ray", "kim", "sue")
    assert items["a3"].people == ("kim",)
    desk.act("dana", "answer", "a1", "done")
    assert desk.item("a2").answer == "done"
    desk.act("dana", "split", "a3")
    assert desk.item("a1").merged == ()
    assert desk.item("a3").merged == ("a2",)
    assert desk.item("a3").people == ("kim", "ray", "sue")
    assert desk.item("a2").answer == ""


def test_what_was_merged_says_the_answer_of_where_it_went(desk: Field) -> None:
    three(desk)
    desk.act("dana", "merge", "a2", to="a1")
    said = desk.act("dana", "answer", "a1", "both of you are right", commit="c1")
    item = desk.item("a2")
    assert (item.state, item.answer, item.answer_ref, item.commit) == (
        "merged",
        "both of you are right",
        said.ref,
        "c1",
    )


def test_the_authors_of_what_was_merged_may_reply(desk: Field) -> None:
    three(desk)
    desk.act("dana", "merge", "a2", to="a1")
    desk.act("dana", "ask", "a1", "which page?")
    desk.act("kim", "reply", "a1", "not mine")
    assert desk.item("a1").state == "waiting"
    desk.act("ray", "reply", "a1", "the price page")
    assert desk.item("a1").state == "accepted"


def test_a_circle_of_merges_is_not_closed(desk: Field) -> None:
    three(desk)
    desk.act("dana", "merge", "a1", to="a2")
    desk.act("dana", "merge", "a2", to="a3")
    desk.act("sam", "merge", "a3", to="a1")
    items = desk.items
    assert [items[id_].state for id_ in ("a1", "a2", "a3")] == ["merged", "merged", "new"]
    assert items["a3"].merged == ("a1", "a2")
    assert not items["a3"].thread[0].applied


def test_two_who_merge_the_same_two_into_each_other_at_once(desk: Field) -> None:
    three(desk)
    desk.clock += 3
    desk.act("dana", "merge", "a1", to="a2")
    sam = desk.act("sam", "merge", "a2", to="a1")
    desk.records[-1] = type(sam)(sam.journal, sam.seq, sam.clock - 1, sam.at, sam.kind, sam.body)
    items = fold(desk.records)
    assert (items["a1"].state, items["a2"].state) == ("merged", "new")
    assert items["a2"].merged == ("a1",)


def test_merging_into_what_has_not_arrived_yet(desk: Field) -> None:
    three(desk)
    desk.act("dana", "merge", "a1", to="a9")
    items = desk.items
    assert (items["a1"].state, items["a1"].merged_into) == ("merged", "a9")
    assert "a9" not in items
    desk.capture("a9", "zoe")
    assert desk.item("a9").people == ("zoe", "lee")


def test_merging_again_elsewhere_needs_a_split_first(desk: Field) -> None:
    three(desk)
    desk.act("dana", "merge", "a1", to="a2")
    desk.act("dana", "merge", "a1", to="a3")
    assert desk.item("a1").merged_into == "a2"
    desk.act("dana", "split", "a1")
    desk.act("dana", "merge", "a1", to="a3")
    assert desk.item("a1").merged_into == "a3"
    assert desk.item("a2").merged == ()


def test_a_long_chain_takes_no_long_time(desk: Field) -> None:
    for number in range(3000):
        desk.capture(f"f{number}")
    for number in range(2999):
        desk.act("dana", "merge", f"f{number}", to=f"f{number + 1}")
    items = desk.items
    assert len(items["f2999"].merged) == 2999
    assert items["f0"].merged_into == "f1"


def test_redacting_what_was_merged_takes_its_account_along(desk: Field) -> None:
    three(desk)
    desk.act("dana", "merge", "a2", to="a1")
    desk.redact("ray", "a2")
    assert desk.item("a1").people == ("lee", "sue")
    assert desk.item("a1").accounts == ("acme", "gamma")
