"""Of two decisions made apart, one that cannot stand is not offered, and says why."""

from __future__ import annotations

import pytest

from playbook.desk.actions import NotAllowedError, allowed, triage
from playbook.desk.fold import Folding
from tests.desk.field import SAM, Field


def settled(desk: Field, *ids: str) -> None:
    """Both liaisons have written before, so that their clocks have a past."""
    desk.capture("a0")
    desk.act("dana", "accept", "a0")
    for id_ in ids:
        desk.capture(id_)
    desk.act("sam", "note", "a0", "hello")
    desk.act("dana", "note", "a0", "hello")


def test_a_withdrawal_by_somebody_else_is_kept_and_cannot_be_chosen(desk: Field) -> None:
    settled(desk, "a1")
    desk.act("sam", "note", "a0", "so")
    yes = desk.act("dana", "answer", "a1", "yes", apart=True)
    not_theirs = desk.act("sam", "withdraw", "a1", apart=True)
    item = desk.item("a1")
    assert {act.ref for act in item.contested} == {yes.ref, not_theirs.ref}
    assert [act.ref for act in item.choosable] == [yes.ref]
    assert allowed(item, "decide", SAM, text="so", to=yes.ref) == ""
    said = "Only its author can withdraw it, so that cannot stand."
    assert allowed(item, "decide", SAM, text="so", to=not_theirs.ref) == said
    with pytest.raises(NotAllowedError, match="Only its author can withdraw it"):
        triage(item, "decide", SAM, text="so", to=not_theirs.ref)


def test_whatever_is_offered_can_be_carried_out_and_whatever_is_not_could_not(desk: Field) -> None:
    settled(desk, "a1", "a2")
    desk.act("dana", "merge", "a2", to="a1")
    desk.act("sam", "note", "a0", "so")
    desk.act("dana", "accept", "a1", apart=True)
    desk.act("sam", "merge", "a1", to="a2", apart=True)
    item = desk.item("a1")
    assert item.conflict
    for act in item.contested:
        tried = Field(now=desk.now, records=[*desk.records], clock=desk.clock)
        decided = tried.act("pat", "decide", "a1", "so", to=act.ref)
        carried_out = next(one for one in tried.item("a1").thread if one.ref == decided.ref).applied
        assert carried_out is (act.ref not in item.barred), item.barred
    assert "split one of them first" in "".join(item.barred.values())


def test_where_there_is_no_dispute_nothing_is_barred(desk: Field) -> None:
    settled(desk, "a1")
    desk.act("dana", "answer", "a1", "yes")
    assert (desk.item("a1").barred, desk.item("a1").choosable) == ({}, ())
    assert allowed(desk.item("a1"), "decide", SAM) == "There are no two decisions to choose between."


def test_what_is_decided_bars_nothing_any_more_however_the_records_come(desk: Field) -> None:
    settled(desk, "a1")
    desk.act("sam", "note", "a0", "so")
    yes = desk.act("dana", "answer", "a1", "yes", apart=True)
    desk.act("sam", "withdraw", "a1", apart=True)
    assert desk.item("a1").barred
    desk.act("pat", "decide", "a1", "so", to=yes.ref)
    late = Folding()
    for record in reversed(desk.records):
        late.add([record])
    assert late.items["a1"] == desk.item("a1")
    assert (desk.item("a1").conflict, desk.item("a1").barred) == ("", {})
