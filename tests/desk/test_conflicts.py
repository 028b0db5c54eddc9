"""Two who decide without having seen each other: both are kept, the later one decides, and it is told."""

from __future__ import annotations

from playbook.desk.fold import Folding, fold
from playbook.desk.seen import Horizons
from playbook.records.model import Record, Seen
from tests.desk.field import Field


def settled(desk: Field) -> None:
    """Both liaisons have written before, so that their clocks have a past."""
    desk.capture("a0")
    desk.act("dana", "accept", "a0")
    desk.capture("a1")
    desk.act("sam", "note", "a0", "hello")
    desk.act("dana", "note", "a0", "hello")


def test_answered_and_declined_at_once(desk: Field) -> None:
    settled(desk)
    yes = desk.act("dana", "answer", "a1", "yes")
    no = desk.act("sam", "decline", "a1", "no", apart=True)
    assert no.clock <= yes.clock
    item = desk.item("a1")
    assert [act.action for act in item.thread] == ["decline", "answer"]
    assert (item.state, item.answer) == ("answered", "yes")
    assert item.thread[1].applied
    assert item.thread[1].unseen == (no.ref,)
    assert item.conflict == (
        "Decided by people who may not have seen each other’s decision (sam: decline); "
        "dana’s answer is the later one and stands."
    )


def test_the_later_one_decides_the_other_way_round_as_well(desk: Field) -> None:
    settled(desk)
    desk.act("sam", "note", "a0", "so")
    yes = desk.act("dana", "answer", "a1", "yes", apart=True)
    no = desk.act("sam", "decline", "a1", "no", apart=True)
    assert yes.clock < no.clock
    item = desk.item("a1")
    assert [act.action for act in item.thread] == ["answer", "decline"]
    assert (item.state, item.answer) == ("declined", "no")
    assert item.thread[1].unseen == (yes.ref,)
    assert "dana: answer" in item.conflict


def test_acting_after_having_seen_is_no_conflict(desk: Field) -> None:
    settled(desk)
    desk.act("dana", "accept", "a1")
    desk.act("sam", "answer", "a1", "yes")
    item = desk.item("a1")
    assert item.conflict == ""
    assert item.thread[1].unseen == ()


def test_deciding_anew_ends_the_conflict_and_the_thread_keeps_it(desk: Field) -> None:
    settled(desk)
    desk.act("dana", "answer", "a1", "yes")
    desk.act("sam", "decline", "a1", "no", apart=True)
    desk.act("sam", "reopen", "a1")
    item = desk.item("a1")
    assert item.conflict == ""
    assert item.state == "accepted"
    assert item.thread[1].unseen != ()


def test_a_note_in_between_neither_makes_nor_ends_one(desk: Field) -> None:
    settled(desk)
    desk.act("dana", "answer", "a1", "yes")
    desk.act("sam", "note", "a1", "hm", apart=True)
    assert desk.item("a1").conflict == ""
    desk.act("sam", "decline", "a1", "no", apart=True)
    told = desk.item("a1").conflict
    assert told
    desk.act("dana", "note", "a1", "oh")
    assert desk.item("a1").conflict == told


def test_one_person_on_two_devices_is_not_at_odds_with_themselves(desk: Field) -> None:
    settled(desk)
    yes = desk.act("dana", "answer", "a1", "yes")
    other = Record("dana/other/team", 1, yes.clock, yes.at, "triage", desk.act("dana", "decline", "a1").body)
    item = fold([*desk.records[:-1], other])["a1"]
    assert item.conflict == ""


def test_what_could_not_be_carried_out_is_told_as_well(desk: Field) -> None:
    settled(desk)
    desk.act("sam", "note", "a0", "so")
    desk.act("dana", "answer", "a1", "yes", apart=True)
    desk.act("sam", "close", "a1", apart=True)
    item = desk.item("a1")
    assert item.state == "answered"
    assert item.thread[-1].applied is False
    assert item.conflict.endswith("sam’s close could not be carried out after that.")


def test_an_undone_decision_is_no_party_to_a_conflict(desk: Field) -> None:
    settled(desk)
    yes = desk.act("dana", "answer", "a1", "yes")
    desk.act("sam", "decline", "a1", "no", apart=True)
    assert desk.item("a1").conflict
    desk.undo("dana", yes)
    item = desk.item("a1")
    assert (item.state, item.conflict) == ("declined", "")


def test_a_journal_that_arrives_late_changes_who_had_seen_what(desk: Field) -> None:
    settled(desk)
    desk.act("sam", "note", "a0", "one")
    desk.act("dana", "answer", "a1", "yes")
    desk.act("sam", "note", "a0", "two", apart=True)
    desk.act("sam", "decline", "a1", "no", apart=True)
    late = [record for record in desk.records if record.person == "sam"][1:3]
    folding = Folding()
    folding.add(record for record in desk.records if record not in late)
    assert folding.items["a1"].conflict == ""
    folding.add(late)
    assert folding.items == fold(desk.records)
    assert folding.items["a1"].conflict != ""


def record(journal: str, seq: int, clock: int) -> Record:
    return Record(journal, seq, clock, "2026-11-16T09:00:00.000Z", "seen", Seen(what="news"))


def test_horizons_are_where_a_journals_clock_jumped() -> None:
    horizons = Horizons()
    clocks = [5, 6, 7, 11, 12, 20]
    for seq, clock in enumerate(clocks, 1):
        assert not horizons.add(record("dana/d/team", seq, clock))
    found = [horizons.before(record("dana/d/team", 0, clock)) for clock in clocks]
    assert found == [4, 4, 4, 10, 10, 19]


def test_horizons_of_one_journal_are_not_anothers() -> None:
    horizons = Horizons()
    horizons.add(record("dana/d/team", 1, 1))
    horizons.add(record("sam/d/team", 1, 2))
    horizons.add(record("dana/d/team", 2, 3))
    assert horizons.before(record("dana/d/team", 2, 3)) == 2
    assert horizons.before(record("dana/d/team", 1, 1)) == 0


def test_horizons_take_what_comes_late_in_its_place() -> None:
    horizons = Horizons()
    assert not horizons.add(record("dana/d/team", 1, 1))
    assert not horizons.add(record("dana/d/team", 3, 3))
    assert horizons.before(record("dana/d/team", 3, 3)) == 2
    assert horizons.add(record("dana/d/team", 2, 2))
    assert horizons.before(record("dana/d/team", 3, 3)) == 0


def apart(desk: Field) -> tuple[Record, Record]:
    """Let Dana answer and Sam decline without having seen it; Dana's stands."""
    settled(desk)
    return desk.act("dana", "answer", "a1", "yes"), desk.act("sam", "decline", "a1", "no", apart=True)


def test_a_decider_says_which_stands_with_a_reason(desk: Field) -> None:
    yes, no = apart(desk)
    assert [act.ref for act in desk.item("a1").contested] == [no.ref, yes.ref]
    desk.act("pat", "decide", "a1", "The list is public", to=no.ref)
    item = desk.item("a1")
    assert (item.state, item.answer, item.answer_ref, item.conflict) == ("declined", "no", no.ref, "")
    assert item.contested == ()
    assert [act.action for act in item.thread] == ["decline", "answer", "decide"], "both are kept"
    decision = item.decision
    assert decision is not None
    assert (decision.person, decision.text) == ("pat", "The list is public")


def test_the_one_that_stands_may_be_said_to_stand(desk: Field) -> None:
    yes, _ = apart(desk)
    desk.act("pat", "decide", "a1", "Dana knew", to=yes.ref)
    item = desk.item("a1")
    assert (item.state, item.answer, item.conflict) == ("answered", "yes", "")


def test_what_was_never_its_authors_to_do_cannot_be_chosen(desk: Field) -> None:
    settled(desk)
    desk.act("sam", "note", "a0", "so")
    desk.act("dana", "answer", "a1", "yes", apart=True)
    not_theirs = desk.act("sam", "withdraw", "a1", apart=True)
    assert desk.item("a1").state == "answered"
    chosen = desk.act("pat", "decide", "a1", "Sam is right", to=not_theirs.ref)
    item = desk.item("a1")
    assert (item.state, item.answer) == ("answered", "yes")
    assert [act.applied for act in item.thread if act.ref == chosen.ref] == [False]


def test_the_rep_hears_the_decision_that_stands(desk: Field) -> None:
    from playbook.desk.answers import told_to

    _, no = apart(desk)
    desk.act("pat", "decide", "a1", "Public", to=no.ref)
    (told,) = told_to(desk.items, ["lee"])
    assert (told.action, told.text) == ("decline", "no")


def test_a_decision_can_be_taken_back(desk: Field) -> None:
    _, no = apart(desk)
    decided = desk.act("pat", "decide", "a1", "Public", to=no.ref)
    desk.undo("pat", decided)
    item = desk.item("a1")
    assert (item.state, bool(item.conflict), item.decision) == ("answered", True, None)


def test_deciding_what_is_not_in_dispute_changes_nothing(desk: Field) -> None:
    yes, _ = apart(desk)
    first = desk.act("dana", "accept", "a0")
    desk.act("pat", "decide", "a1", "?", to=first.ref)
    desk.act("pat", "decide", "a1", "?", to="nobody/x/team#1")
    item = desk.item("a1")
    assert [act.applied for act in item.thread[-2:]] == [False, False]
    assert item.conflict
    desk.act("pat", "decide", "a1", "so", to=yes.ref)
    desk.act("pat", "decide", "a1", "again", to=yes.ref)
    assert [act.applied for act in desk.item("a1").thread[-2:]] == [True, False]


def test_who_may_decide_and_on_what(desk: Field) -> None:
    import pytest

    from playbook.desk.actions import NotAllowedError, allowed, triage
    from tests.desk.field import LEE, SAM

    settled(desk)
    assert allowed(desk.item("a1"), "decide", SAM) == "There are no two decisions to choose between."
    desk.act("dana", "answer", "a1", "yes")
    no = desk.act("sam", "decline", "a1", "no", apart=True)
    item = desk.item("a1")
    assert "liaison" in allowed(item, "decide", LEE)
    assert allowed(item, "decide", SAM, text="") == "Say why: both who decided read the reason."
    with pytest.raises(NotAllowedError, match="Say which of the two decisions is to stand"):
        triage(item, "decide", SAM, text="so", to="x")
    assert triage(item, "decide", SAM, text="so", to=no.ref).to == no.ref
