"""Before a run is recorded: what will be, who will see it, and what can still be taken back."""

from __future__ import annotations

import msgspec
import pytest

from playbook.runs.errors import RunError
from playbook.runs.review import ReviewText, edit, review
from tests.runs.driver import COST, ENDED, FIRST_CALL, FORECAST, Rep


def told(rep: Rep, key: str, text: str) -> Rep:
    rep.at += 1
    rep.run = edit(rep.page, rep.run, rep.at, key, text)
    return rep


def full() -> Rep:
    rep = Rep(account="acme").answer(FORECAST.id, "1").answer(COST.id, "two weeks").note("met her husband")
    rep.note("second").mark().mark("laughs").opened("objections/price", "pri").opened("x").gap("sap")
    return rep.set_ending(result="advance", exit_proof="It hurts.", next="Call", private=False)


def test_everything_that_can_be_edited_is_listed() -> None:
    assert review(FIRST_CALL, full().run, 20, ENDED).texts == (
        ReviewText("note/0", "note", "met her husband"),
        ReviewText("note/1", "note", "second"),
        ReviewText("mark/1", "mark", "laughs"),
        ReviewText(f"answer/{COST.id}", "What does a wrong forecast cost you?", "two weeks"),
        ReviewText("opened/0", "searched", "pri"),
        ReviewText("gap/0", "searched, nothing found", "sap"),
        ReviewText("exit_proof", "exit proof", "It hurts."),
        ReviewText("next", "next step", "Call"),
    )


def test_the_record_reviewed_is_the_record_made() -> None:
    rep = full()
    rep.at = 20.0
    shown = review(FIRST_CALL, rep.run, 20.0, ENDED)
    assert shown.record == rep.finish(at=20.0)
    assert shown.missing == ()
    assert review(FIRST_CALL, Rep().next_step().run, 2, ENDED).missing == (
        "Say how the conversation ended: advance, continuation, not now, declined, disqualified, closed.",
    )


def test_who_will_see_it() -> None:
    rep = full()
    shown = review(FIRST_CALL, rep.run, 20, ENDED)
    assert (shown.audience, shown.seen_by) == ("line", "You and the managers above you.")
    assert shown.touch_seen_by == "Everyone of the playbook."
    named = review(FIRST_CALL, rep.run, 20, ENDED, ["Kim Ode", "Pat Roe"])
    assert named.seen_by == "You and Kim Ode and Pat Roe."
    kept = review(FIRST_CALL, rep.set_ending(private=True).run, 20, ENDED, ["Kim Ode"])
    assert (kept.audience, kept.seen_by, kept.touch_seen_by) == (
        "self", "Only you, on this machine.", "Only you, on this machine.",
    )  # fmt: skip
    assert review(FIRST_CALL, Rep().set_ending(result="advance").run, 20, ENDED).touch_seen_by == ""


def test_texts_are_edited_and_redacted() -> None:
    rep = full()
    for key, text in [
        ("note/0", ""),
        ("note/1", " second, mended "),
        ("mark/1", "smiles"),
        (f"answer/{COST.id}", ""),
        ("opened/0", "price"),
        ("gap/0", ""),
        ("exit_proof", "They said so."),
        ("next", ""),
    ]:
        told(rep, key, text)
    run = rep.finish()
    assert [note.text for note in run.notes] == ["[redacted]", "second, mended"]
    assert [(note.seconds, note.step) for note in run.notes] == [(3.0, "open"), (4.0, "open")]
    assert [mark.text for mark in run.marks] == ["", "smiles"]
    assert run.answers[1].values == ("[redacted]",)
    assert [(seen.page, seen.words, seen.seconds) for seen in run.opened] == [
        ("objections/price", "price", 7.0),
        ("x", "", 8.0),
    ]
    assert [(gap.words, gap.seconds) for gap in run.gaps] == [("[redacted]", 9.0)]
    assert (run.exit_proof, run.next) == ("They said so.", "")
    written = msgspec.json.encode(run)
    for gone in (b"husband", b"two weeks", b"sap", b"laughs"):
        assert gone not in written


def test_a_settled_objection_stays_settled_when_its_words_are_redacted() -> None:
    rep = Rep().opened("x", "secret").settle("partly")
    assert told(rep, "opened/0", "").view.opened[0].settled == "partly"


def test_undo_does_not_bring_a_redacted_text_back() -> None:
    rep = Rep().answer(COST.id, "first").answer(COST.id, "second")
    told(rep, f"answer/{COST.id}", "")
    assert list(rep.view.fields.values()) == ["[redacted]"]
    rep.undo()
    assert list(rep.view.fields.values()) == ["[redacted]"]
    assert rep.undo().view.fields == {}


def test_editing_to_the_same_changes_nothing_and_what_is_not_there_is_refused() -> None:
    rep = full()
    before = rep.run
    assert told(rep, "note/0", "met her husband").run == before
    for key in ("note/2", "mark/0", f"answer/{FORECAST.id}", "opened/1", "result", "note/-1", ""):
        with pytest.raises(RunError) as refused:
            told(rep, key, "x")
        assert str(refused.value) == f"This run has no text “{key}” to edit."


# The last note


def test_the_last_note_is_one_beside_those_of_the_call_and_can_be_changed_or_taken_out() -> None:
    rep = full().set_ending(note="one").set_ending(note="  Two gates ")
    assert rep.view.ending.note == "Two gates"
    assert review(FIRST_CALL, rep.run, 20, ENDED).texts[-1] == ReviewText("note", "last note", "Two gates")
    told(rep, "note", "Two gates, one key")
    rep.at = 30.0
    notes = rep.finish(at=30.0).notes
    assert [(note.text, note.step) for note in notes] == [
        ("met her husband", "open"), ("second", "open"), ("Two gates, one key", ""),
    ]  # fmt: skip
    assert notes[-1].seconds == 30.0
    told(rep, "note", "")
    assert [note.text for note in rep.finish(at=40.0).notes] == ["met her husband", "second"]
    with pytest.raises(RunError, match="no text “note” to edit"):
        told(rep, "note", "again")


def test_a_call_that_reached_nobody_can_have_a_last_note_too() -> None:
    run = Rep().connect("no-answer").set_ending(note="Rings for ever", next_date="2026-12-01").finish()
    assert ([note.text for note in run.notes], run.next_date) == (["Rings for ever"], "2026-12-01")
