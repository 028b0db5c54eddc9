"""Finished runs folded into rows: corrections, what was kept, private and redacted runs."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.coaching.rows import details, row
from playbook.coaching.runs import Folding, fold, last_kept
from playbook.records.model import Kept, Record, Redact, RunAnswer, Seen, TimedText
from tests.coaching.calls import Log

LIST = (
    "id play title blob rep account opportunity mode connect started ended seconds result commitment steps_done "
    "steps_skipped steps_not_reached out_of_order repeated added variant private cut_short wrong_play corrected"
)


def test_a_run_is_a_row_with_its_counts(log: Log) -> None:
    log.run("r1", "lee", "a+ b- c+ d. e/", "caa", "declined", account="acme")
    found = log.row("r1")
    assert (found.id, found.rep, found.at) == ("r1", "lee", "2026-11-16T09:10:00.000Z")
    assert (found.steps_done, found.steps_skipped, found.steps_not_reached) == (2, 1, 1)
    assert (found.private, found.corrected, found.redacted, found.counts) == (False, False, False, True)
    assert found.adherence is not None
    assert (found.adherence.out_of_order, found.adherence.repeated) == (1, 1)


def test_the_keys_of_runs_list(log: Log) -> None:
    log.run("r1")
    assert " ".join(row(log.row("r1"))).startswith(LIST + " ")


def test_what_runs_list_says(log: Log) -> None:
    log.run(
        "r1", "lee", "a+ b- c+", "xcaa", "closed",
        account="acme", opportunity="o1", commitment="promised", variant="v", cut_short=True,
    )  # fmt: skip
    log.kept("r1", "commitment", "broken")
    assert row(log.row("r1")) == {
        "id": "r1", "play": "plays/first-call", "title": "First call", "blob": "b10b", "rep": "lee",
        "account": "acme", "opportunity": "o1", "mode": "call", "connect": "connected",
        "started": "2026-11-16T09:00:00.000Z", "ended": "2026-11-16T09:10:00.000Z", "seconds": 600.0,
        "result": "closed", "commitment": "promised", "steps_done": 2, "steps_skipped": 1,
        "steps_not_reached": 0, "out_of_order": 1, "repeated": 1, "added": 1, "variant": "v",
        "private": False, "cut_short": True, "wrong_play": False, "corrected": False, "redacted": False,
        "kept": {"commitment": "broken"},
    }  # fmt: skip


def test_what_runs_show_adds_and_that_it_is_json(log: Log) -> None:
    log.run(
        "r1", "lee", "a+ b-",
        answers=(RunAnswer("a/how", ("so",), "c1"), RunAnswer("b/what", ("this",))),
        notes=(TimedText(3.0, "hm", "a"),), next="Call back", next_date="2026-12-01", exit_proof="they said so",
    )  # fmt: skip
    found = json.loads(json.dumps(details(log.row("r1"))))
    assert " ".join(found).startswith(LIST + " ")
    assert found["steps"] == [
        {
            "id": "a", "state": "done", "outcome": "done", "reason": "", "seconds": 10.0, "required": True,
            "todos": [], "answers": [{"question": "a/how", "values": ["so"], "by": "c1"}],
            "filled_in_afterwards": False,
        },
        {
            "id": "b", "state": "skipped", "outcome": "skipped", "reason": "no time", "seconds": 0.0,
            "required": True, "todos": [], "answers": [{"question": "b/what", "values": ["this"]}],
            "filled_in_afterwards": False,
        },
    ]  # fmt: skip
    assert found["trace"] == [[1.0, "a", "done"]]
    assert found["notes"] == [{"seconds": 3.0, "text": "hm", "step": "a"}]
    assert (found["next"], found["next_date"], found["exit_proof"]) == (
        "Call back",
        "2026-12-01",
        "they said so",
    )
    assert found["fitness"] == pytest.approx(2 / 3)


def test_runs_that_reached_nobody_have_no_counts(log: Log) -> None:
    log.run("r1", "lee", "a. b.", connect="voicemail", result="")
    found = row(log.row("r1"))
    assert (found["out_of_order"], found["repeated"], found["added"], found["steps_not_reached"]) == (
        0,
        0,
        0,
        2,
    )
    assert details(log.row("r1"))["fitness"] is None


def test_a_private_run_says_so(log: Log) -> None:
    log.run("r1", private=True)
    assert log.row("r1").private
    assert row(log.row("r1"))["private"] is True


def test_a_correction_changes_what_was_said_and_never_when(log: Log) -> None:
    log.run("r1", result="declined", notes=(TimedText(3.0, "old", "a"),))
    log.correct(
        "r1",
        result="advance",
        commitment="done",
        seconds=1.0,
        started="1999",
        notes=[{"seconds": 99.0, "text": "new"}],
    )
    found = log.row("r1")
    assert found.corrected
    assert (found.run.result, found.run.commitment) == ("advance", "done")
    assert (found.run.seconds, found.run.started) == (600.0, "2026-11-16T09:00:00.000Z")
    assert found.run.notes == (TimedText(3.0, "new", "a"),)


def test_corrections_apply_in_the_records_order(log: Log) -> None:
    log.run("r1")
    log.correct("r1", next="first", exit_proof="kept")
    log.correct("r1", next="second")
    assert (log.row("r1").run.next, log.row("r1").run.exit_proof) == ("second", "kept")
    assert fold(reversed(log.records))["r1"] == log.row("r1")


def test_only_its_rep_corrects_keeps_and_redacts(log: Log) -> None:
    log.run("r1", commitment="promised")
    before = log.row("r1")
    log.correct("r1", "kim", result="declined")
    log.kept("r1", "commitment", "broken", person="kim")
    log.redact("r1", "kim")
    assert log.row("r1") == before


def test_a_redacted_run_leaves_only_that_it_was(log: Log) -> None:
    log.run("r1", account="acme", notes=(TimedText(1.0, "secret"),))
    log.correct("r1", next="more secrets")
    log.kept("r1", "next", "kept")
    log.redact("r1")
    found = log.row("r1")
    assert (found.redacted, found.counts, found.rep, found.adherence) == (True, False, "lee", None)
    shown = details(found)
    assert "secret" not in json.dumps(shown)
    assert {key for key, value in shown.items() if value} == {"id", "rep", "mode", "redacted"}


def test_what_was_kept_is_the_last_that_was_said(log: Log) -> None:
    log.run("r1", commitment="promised", next="x", next_date="2026-11-20")
    assert log.row("r1").kept_state("commitment") == ""
    log.kept("r1", "commitment", "moved", "2026-12-01")
    log.kept("r1", "next", "kept")
    assert (log.row("r1").kept_state("commitment"), log.row("r1").kept_until("commitment")) == (
        "moved",
        "2026-12-01",
    )
    assert (log.row("r1").kept_state("next"), log.row("r1").kept_until("next")) == ("kept", "")
    log.kept("r1", "commitment", "broken")
    assert (log.row("r1").kept_state("commitment"), log.row("r1").kept_until("commitment")) == ("broken", "")


@pytest.mark.parametrize(
    ("said", "kept", "counts"),
    [
        ("done", None, True),
        ("promised", None, True),
        ("promised", "moved", True),
        ("promised", "kept", True),
        ("promised", "broken", False),
        ("refused", None, False),
        ("not-asked", None, False),
        ("", None, False),
    ],
)
def test_a_commitment_counts_when_done_or_promised_and_not_broken(
    log: Log, said: Any, kept: str | None, counts: bool
) -> None:
    log.run("r1", commitment=said)
    if kept:
        log.kept("r1", "commitment", kept)
    assert log.row("r1").committed is counts


def test_finishing_twice_is_one_run(log: Log) -> None:
    log.run("r1", result="advance")
    log.run("r1", result="declined")
    assert list(log.rows) == ["r1"]
    assert log.row("r1").run.result == "advance"


def test_corrections_may_arrive_before_their_run(log: Log) -> None:
    run = log.run("r1")
    correction = log.correct("r1", next="x")
    folding = Folding()
    assert folding.add([correction]) == {"r1"}
    assert folding.rows == {}
    assert folding.add([run]) == {"r1"}
    assert folding.rows["r1"].run.next == "x"
    assert folding.add([run, correction]) == set()


def test_other_records_are_passed_over(log: Log) -> None:
    log.write("lee", Seen(what="news"))
    log.write("lee", Redact(what="feedback:r1"))
    log.run("r1")
    assert not log.row("r1").redacted


STORIES = st.lists(
    st.tuples(
        st.sampled_from(["run", "private", "correct", "kept", "redact"]),
        st.sampled_from(["lee", "ray"]),
        st.sampled_from(["r1", "r2", "r3"]),
        st.sampled_from(["advance", "declined"]),
    ),
    max_size=25,
)


def told(story: list[tuple[str, str, str, Any]]) -> list[Record]:
    log = Log()
    for what, who, run, word in story:
        if what in ("run", "private"):
            log.run(run, who, "a+ b- c.", result=word, private=what == "private")
        elif what == "correct":
            log.correct(run, who, result=word)
        elif what == "kept":
            log.kept(run, "next", "kept" if word == "advance" else "moved", "2026-12-01", who)
        else:
            log.redact(run, who)
    return log.records


@given(STORIES, st.randoms(use_true_random=False))
def test_any_order_any_repetition_and_any_batches_give_the_same(
    story: list[tuple[str, str, str, Any]], chance: random.Random
) -> None:
    records = told(story)
    expected = fold(records)
    shuffled = [*records, *chance.choices(records, k=len(records) // 2)] if records else []
    chance.shuffle(shuffled)
    assert fold(shuffled) == expected
    assert list(fold(shuffled)) == list(expected)
    folding = Folding()
    for record in shuffled:
        folding.add([record])
    assert folding.rows == expected
    assert list(folding.rows) == list(expected)


# Taking back what was said of a promise


def test_what_was_taken_back_was_never_said(log: Log) -> None:
    log.run("r1", commitment="promised", commitment_by="2026-11-18", next="x", next_date="2026-11-18")
    log.kept("r1", "commitment", "moved", "2026-11-20")
    log.kept("r1", "commitment", "kept")
    last = last_kept(log.records, log.row("r1"), "commitment")
    assert last is not None and last.body.state == "kept"
    log.write("lee", Kept("r1", "commitment", "undone", undoes=last.ref))
    row = log.row("r1")
    assert (row.kept_state("commitment"), row.kept_until("commitment")) == ("moved", "2026-11-20")
    again = last_kept(log.records, row, "commitment")
    assert again is not None and again.body.state == "moved"
    log.write("lee", Kept("r1", "commitment", "undone", undoes=again.ref))
    assert log.row("r1").kept == ()
    assert last_kept(log.records, log.row("r1"), "commitment") is None
    assert last_kept(log.records, log.row("r1"), "next") is None


def test_nobody_takes_back_what_another_said(log: Log) -> None:
    log.run("r1", commitment="promised", commitment_by="2026-11-18")
    log.kept("r1", "commitment", "kept")
    last = last_kept(log.records, log.row("r1"), "commitment")
    assert last is not None
    log.write("ray", Kept("r1", "commitment", "undone", undoes=last.ref))
    log.write("lee", Kept("r1", "commitment", "undone", undoes="lee/d/line#99"))
    assert log.row("r1").kept_state("commitment") == "kept"
