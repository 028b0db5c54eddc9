"""Rows to cases, a case to a run of a play: what was done, what was passed by, and what the result says of the rest."""

from __future__ import annotations

from datetime import timedelta

import pytest

from playbook.coaching.adherence import Adherence
from playbook.elsewhere.cases import LONGEST, Happened, by_case, case_id
from playbook.elsewhere.figures import rows_of
from playbook.ids import LENGTH
from playbook.records.model import Imported
from tests.elsewhere.logs import BEGAN, events, read


def states(case: Imported) -> dict[str, str]:
    return {step.id: step.state for step in case.steps}


def against(case: Imported) -> Adherence:
    (row,) = rows_of([case])
    assert row.adherence is not None
    return row.adherence


def test_a_case_that_was_won_came_to_its_end_so_what_it_lacks_was_skipped() -> None:
    case = read(events("D-1", "Call", "Offer", result="Won"))["D-1"]
    assert states(case) == {"a": "done", "b": "skipped", "c2": "left-out", "c": "done"}
    assert (case.result, case.label, case.rep, case.blob) == ("closed", "Won", "lee", "b1")
    assert (case.started, case.ended) == ("2026-03-02T09:00:00.000Z", "2026-03-02T10:00:00.000Z")
    assert (against(case).skipped, against(case).out_of_order) == (1, 0)
    early = read(events("D-1", "Call", result="Won"))["D-1"]
    assert states(early)["c"] == "skipped"


@pytest.mark.parametrize("result", ["Lost", "Later", "Running", "", "unheard of"])
def test_a_case_that_stopped_early_did_not_reach_the_rest(result: str) -> None:
    case = read(events("D-1", "Call", result=result))["D-1"]
    assert states(case) == {"a": "done", "b": "not-reached", "c2": "not-reached", "c": "not-reached"}
    assert (against(case).skipped, against(case).fitness) == (0, 1.0)
    passed_by = read(events("D-1", "Call", "Offer", result=result))["D-1"]
    assert states(passed_by)["b"] == "skipped" and against(passed_by).skipped == 1


def test_order_repeats_and_what_the_play_has_no_step_for_are_counted() -> None:
    case = read(events("D-1", "Needs", "Call", "Needs", "Discount", "Mail", "Offer", result="Won"))["D-1"]
    found = against(case)
    assert (found.skipped, found.out_of_order + found.repeated, found.added) == (0, 1, 1)
    assert case.passed_over == 1
    assert [step for _, step, _ in case.trace] == ["b", "a", "b", "discount", "c"]


def test_rows_may_come_in_any_order_and_those_of_one_moment_stay_as_they_stand() -> None:
    rows = events("D-1", "Call", "Needs", "Offer", result="Won")
    assert read(rows[::-1])["D-1"] == read(rows)["D-1"]
    same = [Happened("D-1", BEGAN, name, "lee", "Won") for name in ("Call", "Needs", "Offer")]
    assert against(read(same)["D-1"]).fitness == 1.0


def test_who_and_what_came_of_it_is_what_was_said_last() -> None:
    rows = [
        Happened("D-1", BEGAN, "Call", "Mia", "Running", "Old name"),
        Happened("D-1", BEGAN + timedelta(days=1), "Needs", "L. Park", "Lost", "Acme"),
        Happened("D-1", BEGAN + timedelta(days=2), "Mail"),
    ]
    case = read(rows)["D-1"]
    assert (case.rep, case.label, case.result, case.account) == ("lee", "Lost", "declined", "Acme")


def test_without_a_column_of_results_it_is_the_last_activity_that_means_one() -> None:
    case = read(events("D-1", "Call", "Lost", "Mail"), by_activity=True)["D-1"]
    assert (case.label, case.result) == ("Lost", "declined")
    assert read(events("D-1", "Call", "Mail"), by_activity=True)["D-1"].label == ""


def test_a_case_of_nothing_that_is_known_is_a_case_all_the_same() -> None:
    case = read(events("D-1", "Mail", "Unheard of"))["D-1"]
    assert (case.trace, case.passed_over) == ((), 2)
    assert set(states(case).values()) == {"not-reached"}
    assert against(case).fitness is None


def test_ids_are_of_log_and_case_alone() -> None:
    assert case_id("crm", "D-1") == case_id("crm", "D-1") != case_id("crm2", "D-1")
    assert case_id("crm", "1D") != case_id("crm1", "D")
    assert len(case_id("", "")) == LENGTH
    assert read(events("D-1", "Call"))["D-1"].id == case_id("crm", "D-1")


def test_a_case_without_an_end_is_cut_where_nobody_reads_on() -> None:
    case = read(events("D-1", *["Call"] * (LONGEST + 50)))["D-1"]
    assert len(case.trace) == LONGEST


def test_rows_are_kept_by_case_in_the_order_of_the_file() -> None:
    rows = [*events("B", "Call"), *events("A", "Call", "Mail"), *events("B", "Offer")]
    assert {name: [one.activity for one in of] for name, of in by_case(rows).items()} == {
        "B": ["Call", "Offer"],
        "A": ["Call", "Mail"],
    }
