"""What imported logs say: each class of result apart, taken back by who imported, and never among runs."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.elsewhere.cases import Happened
from playbook.elsewhere.figures import MARK, OPEN, classes, days_of, log_report, logs_on_record
from playbook.records.model import AUDIENCES, BODIES, Imported
from playbook.reporting.model import Words
from tests.coaching.calls import Log
from tests.elsewhere.logs import BEGAN, events, play, read


@pytest.fixture
def log() -> Log:
    return Log()


def cases(*, log: str = "crm") -> list[Imported]:
    rows = [
        *events("1", "Call", "Needs", "Offer", result="Won"),
        *events("2", "Call", "Offer", result="Won", person="mia"),
        *events("3", "Call", result="Lost"),
        *events("4", "Call"),
    ]
    return list(read(rows, log=log).values())


def written(log: Log, *bodies: Imported, by: str = "kim") -> None:
    for body in bodies:
        log.write(by, body)


def test_they_go_to_who_imported_and_the_managers_above_and_are_no_runs() -> None:
    assert AUDIENCES["imported"] == "line"
    assert BODIES["imported"] is Imported


def test_each_class_of_result_stands_apart_beside_all_of_them(log: Log) -> None:
    written(log, *cases())
    found = classes(logs_on_record(log.records)["crm"], play())
    assert [(one.label, one.play.runs, one.play.skipped) for one in found] == [
        ("", 4, 1),
        ("Won", 2, 1),
        ("Lost", 1, 0),
        (OPEN, 1, 0),
    ]
    won = {step.step: (step.reached, step.done, step.skipped) for step in found[1].play.steps}
    assert won["b"] == (2, 1, 1)
    lost = {step.step: step.not_reached for step in found[2].play.steps}
    assert (lost["a"], lost["b"]) == (0, 1)
    assert found[1].fitness == pytest.approx(0.9) and found[2].fitness == 1.0
    assert found[1].play.reps == ("lee", "mia")


def test_one_class_alone_is_not_told_twice(log: Log) -> None:
    written(log, *read(events("1", "Call", result="Won")).values())
    assert [one.label for one in classes(logs_on_record(log.records)["crm"], play())] == [""]


def test_a_case_that_was_imported_again_counts_once_as_it_was_last(log: Log) -> None:
    written(log, *cases())
    written(log, *read(events("3", "Call", "Needs", "Offer", result="Won")).values(), by="pat")
    found = logs_on_record(log.records)["crm"]
    assert len(found.cases) == 4 and found.by == ("kim", "pat")
    assert found.labels == {"Won": 3, OPEN: 1}


def test_who_imported_takes_back_their_own_and_may_begin_again(log: Log) -> None:
    written(log, *cases())
    written(log, *read(events("9", "Call")).values(), by="pat")
    gone = Imported(id="x", log="crm", withdrawn=True)
    written(log, gone, by="mia")
    assert len(logs_on_record(log.records)["crm"].cases) == 5
    written(log, gone)
    assert [case.case for case in logs_on_record(log.records)["crm"].cases] == ["9"]
    written(log, gone, by="pat")
    assert logs_on_record(log.records) == {}
    written(log, *cases())
    assert len(logs_on_record(log.records)["crm"].cases) == 4


def test_logs_of_different_names_are_different_logs(log: Log) -> None:
    written(log, *cases(), *cases(log="public"))
    assert {name: len(one.cases) for name, one in logs_on_record(log.records).items()} == {
        "crm": 4,
        "public": 4,
    }


def test_times_of_a_log_are_when_it_was_entered_and_nothing_is_filled_in_afterwards(log: Log) -> None:
    late = [Happened("1", BEGAN, "Mail", "lee", "Won")] + [
        Happened("1", BEGAN.replace(hour=20, second=number), "Call", "lee", "Won") for number in range(8)
    ]
    written(log, *read(late).values())
    (found,) = classes(logs_on_record(log.records)["crm"], play())
    assert [step.filled_in for step in found.play.steps] == [0] * 4
    assert found.play.repeated == 7


def test_the_report_says_first_of_all_that_these_are_no_runs_of_yours(log: Log) -> None:
    written(log, *cases())
    report = log_report(logs_on_record(log.records)["crm"], {play().id: play()}, {"kim": "Kim Adeyemi"})
    texts = [
        block.text for section in report.sections for block in section.blocks if isinstance(block, Words)
    ]
    assert MARK in texts[0] and "4 cases, imported by Kim Adeyemi" in texts[1]
    assert "Won: 2 cases" in texts and f"{OPEN}: 1 case" in texts
    (grid, *steps) = report.grids
    assert [row[:2] for row in grid.rows] == [("all", 4), ("Won", 2), ("Lost", 1), (OPEN, 1)]
    assert "median_seconds" not in [column.key for column in steps[0].columns]


@pytest.mark.parametrize(("ended", "days"), [("2026-03-03T21:00:00.000Z", 1.5), ("later", None)])
def test_how_long_a_case_took(ended: str, days: Any) -> None:
    assert days_of(Imported("1", "crm", started="2026-03-02T09:00:00.000Z", ended=ended)) == days
