"""What holds of every history, however it is put together and however it arrives."""

from __future__ import annotations

import random
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.desk.fold import Folding, fold
from playbook.desk.states import after
from playbook.desk.tabs import TABS
from playbook.records.model import Action, Record
from tests.desk.field import Field

PEOPLE = ("lee", "ray", "dana", "sam")
IDS = ("a1", "a2", "a3", "a4")
ACCOUNTS = ("", "acme", "beta")
ACTIONS: tuple[Action, ...] = get_args(Action)
PLAIN = tuple(action for action in ACTIONS if action not in ("undo", "merge"))

CHOICES = st.tuples(
    st.sampled_from(["capture", "act", "act", "act", "merge", "undo", "vote", "unvote", "redact"]),
    st.sampled_from(PEOPLE),
    st.sampled_from(IDS),
    st.sampled_from(IDS),
    st.sampled_from(PLAIN),
    st.sampled_from(ACCOUNTS),
    st.booleans(),
    st.integers(0, 40),
)


def history(choices: list[tuple[str, str, str, str, Action, str, bool, int]]) -> list[Record]:
    """Return records of what was chosen: any action by anybody at any time, apart or not."""
    desk = Field()
    for what, who, id_, other, action, account, apart, back in choices:
        if what == "capture":
            desk.capture(id_, who, account=account, amount=float(back), currency="EUR")
        elif what == "act":
            to = {"assign": other, "route": "price"}.get(action, "")
            desk.act(who, action, id_, f"{who} {back}", apart=apart, to=to, labels=(account,))
        elif what == "merge":
            desk.act(who, "merge", id_, to=other, apart=apart)
        elif what == "undo":
            undone = [record for record in desk.records if record.kind == "triage"]
            if undone:
                desk.undo(who, undone[-1 - back % len(undone)])
        elif what in ("vote", "unvote"):
            desk.vote(who, id_, account, withdrawn=what == "unvote", amount=1.0, currency="USD")
        else:
            desk.redact(who, id_)
    return desk.records


HISTORIES = st.lists(CHOICES, max_size=40).map(history)


@given(HISTORIES, st.randoms(use_true_random=False))
def test_any_order_of_arrival_and_any_repetition_give_the_same(
    records: list[Record], chance: random.Random
) -> None:
    expected = fold(records)
    shuffled = [*records, *chance.choices(records, k=len(records) // 2)] if records else []
    chance.shuffle(shuffled)
    assert fold(shuffled) == expected
    assert list(fold(shuffled)) == list(expected)


@given(HISTORIES, st.randoms(use_true_random=False))
def test_record_by_record_comes_to_the_same_as_all_at_once(
    records: list[Record], chance: random.Random
) -> None:
    expected = fold(records)
    chance.shuffle(records)
    folding = Folding()
    start = 0
    while start < len(records):
        size = chance.randint(1, 7)
        touched = folding.add(records[start : start + size])
        assert touched <= {*IDS}
        start += size
    assert folding.items == expected
    assert list(folding.items) == list(expected)


@given(HISTORIES)
def test_items_are_consistent_in_themselves(records: list[Record]) -> None:
    items = fold(records)
    for item in items.values():
        assert len(set(item.people)) == len(item.people) == item.votes + 1
        assert item.people[0] == item.rep
        assert len(set(item.accounts)) == len(item.accounts)
        assert "" not in item.accounts
        assert (item.state == "merged") == bool(item.merged_into)
        assert item.states[-1][1] == item.state
        for act in item.thread:
            assert act.after == act.before or after(act.action, act.before) is not None or act.unseen
            assert not (act.undone and act.after != act.before)
        for one in item.merged:
            if one in items:
                assert items[one].state == "merged"
                assert items[one].answer == item.answer
                assert set(items[one].accounts) <= set(item.accounts)
    roots = [item for item in items.values() if item.state != "merged"]
    inside = [one for item in roots for one in item.merged]
    assert len(inside) == len(set(inside))


@given(HISTORIES)
def test_every_action_stands_in_exactly_one_thread(records: list[Record]) -> None:
    items = fold(records)
    told = sorted(act.ref for item in items.values() for act in item.thread)
    written = sorted(
        record.ref
        for record in records
        if record.kind == "triage" and record.body.feedback in items  # type: ignore[attr-defined]
    )
    assert told == written


FIELDS = (
    "state",
    "assignee",
    "route",
    "labels",
    "merged_into",
    "merged",
    "answer",
    "commit",
    "people",
    "accounts",
)


@given(HISTORIES, st.sampled_from(PEOPLE), st.sampled_from(IDS), st.sampled_from(ACTIONS))
def test_undo_restores_everything(records: list[Record], who: str, id_: str, action: Action) -> None:
    desk = Field(records=list(records), clock=max((record.clock for record in records), default=0) + 1)
    desk._seqs = {
        record.journal: max(one.seq for one in records if one.journal == record.journal) for record in records
    }
    before = desk.items
    done = desk.act(who, action, id_, "text", to=IDS[0], labels=("x",), commit="c1")
    first = desk.undo(who, done)
    undone = desk.items
    for one, item in before.items():
        for name in FIELDS:
            assert getattr(undone[one], name) == getattr(item, name), name
    if action != "undo":
        desk.undo(who, first)
        redone = desk.items
        assert fold([*records, done]).keys() == redone.keys()
        for one, item in fold([*records, done]).items():
            for name in FIELDS:
                assert getattr(redone[one], name) == getattr(item, name), name


@given(HISTORIES)
def test_merge_and_split_are_inverse(records: list[Record]) -> None:
    desk = Field(records=list(records), clock=max((record.clock for record in records), default=0) + 1)
    before = desk.items
    if not {"a1", "a2"} <= before.keys() or not before["a1"].is_open or not before["a2"].is_open:
        return
    desk.act("kim", "merge", "a1", to="a2")
    merged = desk.items
    assert merged["a1"].state == "merged"
    assert set(merged["a2"].people) == set(before["a1"].people) | set(before["a2"].people)
    assert set(merged["a2"].accounts) == set(before["a1"].accounts) | set(before["a2"].accounts)
    desk.act("kim", "split", "a1")
    after_split = desk.items
    for id_ in ("a1", "a2"):
        for name in ("merged_into", "merged", "people", "accounts", "amount", "authors"):
            assert getattr(after_split[id_], name) == getattr(before[id_], name), name
    assert after_split["a1"].state == "accepted"


@settings(max_examples=30)
@given(HISTORIES)
def test_no_open_item_is_dropped_from_the_desk(records: list[Record]) -> None:
    from playbook.desk.promise import parse_promise
    from tests.desk.folded_desk import tabs_of

    desk, promise = Field(), parse_promise()
    items = fold(records)
    for item in items.values():
        tabs = tabs_of(item, items, (*PEOPLE, "a1", "a2", "a3", "a4", ""), promise, desk.now)
        assert set(tabs) <= set(TABS)
        if item.is_open or (item.state == "published" and not item.redacted):
            assert tabs
