"""Two windows on one run: nothing that was done in either is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.errors import PlaybookError
from playbook.runs.errors import ChangedElsewhereError
from playbook.runs.open_runs import OpenRuns
from tests.runs.driver import COST, PLAIN, Rep


def both(tmp_path: Path) -> tuple[OpenRuns, OpenRuns, Rep, Rep]:
    """Return two windows that stand at the same key press of one run."""
    rep = Rep().next_step(at=5.0)
    OpenRuns(tmp_path).begin(rep.run, b"text")
    mine, theirs = OpenRuns(tmp_path), OpenRuns(tmp_path)
    one, two = Rep(), Rep()
    one.run = mine.get(rep.run.id)
    two.run = theirs.get(rep.run.id)
    return mine, theirs, one, two


def test_acts_of_both_windows_stand_one_after_the_other(tmp_path: Path) -> None:
    mine, theirs, one, two = both(tmp_path)
    theirs.save(two.note("theirs", at=20.0).next_step(at=30.0).run)
    one.note("mine", at=10.0).tick("open", "ask-who-else", at=12.0).draft(COST.id, "nine")
    with pytest.raises(ChangedElsewhereError):
        mine.save(one.run)
    made = mine.save_both(one.run)
    assert [(e.kind, e.seconds, e.text) for e in made.events] == [
        ("next", 5.0, ""), ("note", 20.0, "theirs"), ("next", 30.0, ""), ("note", 30.0, "mine"), ("tick", 30.0, ""),
    ]  # fmt: skip
    assert made.drafts == {COST.id: "nine"}
    assert OpenRuns(tmp_path).get(made.id) == made
    assert mine.save_both(made) == made


def test_what_i_took_back_myself_stays_away_and_facts_i_changed_are_mine(tmp_path: Path) -> None:
    mine, theirs, one, two = both(tmp_path)
    theirs.save(two.mark(at=8.0).run)
    one.tick("open", "ask-who-else", at=9.0).undo(at=9.5)
    one.run = type(one.run)(
        **{**{f: getattr(one.run, f) for f in one.run.__struct_fields__}, "account": "Acme"}
    )
    made = mine.save_both(one.run)
    assert [event.kind for event in made.events] == ["next", "mark"]
    assert made.account == "Acme"


def test_a_call_that_the_other_window_parked_goes_on_where_somebody_acts(tmp_path: Path) -> None:
    mine, theirs, one, two = both(tmp_path)
    theirs.save(two.park(at=20.0).run)
    one.run = mine.save_both(one.note("still talking", at=60.0).run)
    assert [(e.kind, e.seconds) for e in one.run.events] == [
        ("next", 5.0), ("park", 20.0), ("resume", 20.0), ("note", 60.0),
    ]  # fmt: skip
    one.mark(at=61.0)
    assert (one.view.parked, one.view.call_seconds) == (False, 61.0)


def test_letters_half_typed_take_up_a_call_that_the_other_window_parked(tmp_path: Path) -> None:
    mine, theirs, one, two = both(tmp_path)
    theirs.save(two.note("theirs", at=19.0).park(at=20.0).run)
    made = mine.save_both(one.draft(COST.id, "ni").run)
    assert [e.kind for e in made.events] == ["next", "note", "park", "resume"]
    assert made.drafts == {COST.id: "ni"}


def test_a_call_that_both_windows_parked_stays_parked(tmp_path: Path) -> None:
    mine, theirs, one, two = both(tmp_path)
    theirs.save(two.park(at=20.0).run)
    one.run = mine.save_both(one.note("n", at=21.0).park(at=22.0).run)
    assert one.view.parked
    assert "resume" not in [e.kind for e in one.run.events]


def test_a_call_parked_and_taken_up_again_elsewhere_is_resumed_once(tmp_path: Path) -> None:
    mine, theirs, one, two = both(tmp_path)
    theirs.save(two.park(at=20.0).resume(at=30.0).run)
    made = mine.save_both(one.note("n", at=31.0).run)
    assert [e.kind for e in made.events] == ["next", "park", "resume", "note"]


def test_a_draft_that_the_other_window_answered_is_no_draft_any_more(tmp_path: Path) -> None:
    mine, theirs, one, two = both(tmp_path)
    theirs.save(two.draft(COST.id, "x").run)
    made = mine.save_both(one.note("n", at=6.0).run)
    assert made.drafts == {COST.id: "x"}
    two.run = theirs.save_both(two.answer(COST.id, "x", at=7.0).run)
    one.run = made
    assert mine.save_both(one.note("again", at=40.0).run).drafts == {}


def test_a_run_finished_in_the_other_window_goes_on_under_an_id_of_its_own(tmp_path: Path) -> None:
    mine, theirs, one, two = both(tmp_path)
    theirs.remove(two.run.id)
    made = mine.save_both(one.note("still here", at=6.0).run)
    assert made.id != two.run.id
    assert [event.text for event in OpenRuns(tmp_path).get(made.id).events] == ["", "still here"]


# Started by mistake


def test_a_discarded_run_is_nobodys_call_and_comes_back_for_two_days(tmp_path: Path) -> None:
    from datetime import UTC, datetime, timedelta

    now = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
    runs = OpenRuns(tmp_path)
    rep = Rep(PLAIN).next_step()
    runs.begin(rep.run, b"text")
    runs.discard(rep.run, now)
    assert runs.load().runs == ()
    (kept,) = runs.discarded(now + timedelta(days=2))
    assert (kept.id, kept.discarded) == (rep.run.id, "2026-11-21T18:00:00.000Z")
    assert runs.restore(rep.run.id[:6], now) == rep.run
    assert (OpenRuns(tmp_path).load().runs, runs.discarded(now)) == ((rep.run,), ())
    runs.discard(rep.run, now)
    assert runs.discarded(now + timedelta(days=2, seconds=1)) == ()
    with pytest.raises(PlaybookError, match="There is no discarded run"):
        runs.restore(rep.run.id, now)


def test_damaged_leftovers_do_not_hide_the_others(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    now = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
    runs = OpenRuns(tmp_path)
    rep = Rep(PLAIN)
    runs.begin(rep.run, b"text")
    runs.discard(rep.run, now)
    (tmp_path / "discarded" / "broken.json").write_bytes(b"{")
    assert [run.id for run in runs.discarded(now)] == [rep.run.id]


def test_what_is_saved_on_leaving_joins_the_other_window_and_brings_no_run_back(tmp_path: Path) -> None:
    mine, theirs, one, two = both(tmp_path)
    theirs.save(two.note("theirs", at=20.0).run)
    mine.save_last(one.note("mine", at=21.0).run)
    kept = OpenRuns(tmp_path).get(one.run.id)
    assert [event.text for event in kept.events] == ["", "theirs", "mine"]
    theirs.remove(two.run.id)
    mine.save_last(one.note("more", at=22.0).run)
    theirs.save_last(two.run)  # finished in this window itself
    assert OpenRuns(tmp_path).load().runs == ()
