"""The table says what was measured, what was asked, and whether it was met."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import machine, table
from bench.row import Row, Target
from bench.timing import in_turns, medians, p95, percentile, run

ROOT = Path(__file__).parents[2]

MET = Row(
    figure="record made durable",
    size="after 0 records",
    measured=0.0012,
    unit="ms",
    floor=0.001,
    floor_of="append + fsync",
    target=Target(ratio=1.5, hard=True),
)
MISSED = Row(
    figure="key to repaint",
    size="39 keys",
    measured=0.040,
    unit="ms",
    floor=0.030,
    target=Target(ratio=1.5, limit=0.033),
)
TOLD = Row(figure="index built", size="", measured=2_500_000, unit="MB")


def test_ratio_is_to_the_floor_and_both_targets_must_hold() -> None:
    assert MET.ratio == pytest.approx(1.2)
    assert MET.met is True
    assert MISSED.met is False
    assert (TOLD.ratio, TOLD.met) == (None, None)


def test_target_itself_is_met() -> None:
    exact = Row(figure="", size="", measured=3, unit="", floor=2, target=Target(ratio=1.5, limit=3))
    assert exact.met is True


def test_table_for_people() -> None:
    assert table.as_text([MET, MISSED, TOLD]) == (
        "figure               on               measured    floor  ratio  target              met\n"
        "record made durable  after 0 records   1.20 ms  1.00 ms  1.20×  ≤ 1.5× (hard)       yes\n"
        "key to repaint       39 keys           40.0 ms  30.0 ms  1.33×  ≤ 1.5× and ≤ 33 ms  NO\n"
        "index built                            2.50 MB"
    )


def test_table_for_a_document() -> None:
    lines = table.as_markdown([MISSED]).splitlines()
    assert lines[0] == "| figure | on | measured | floor | ratio | target | met |"
    assert lines[1] == "| --- | --- | --: | --: | --: | --- | --- |"
    assert lines[2] == "| key to repaint | 39 keys | 40.0 ms | 30.0 ms | 1.33× | ≤ 1.5× and ≤ 33 ms | NO |"


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.00123, "ms", "1.23 ms"),
        (0.0456, "ms", "45.6 ms"),
        (1.5, "ms", "1,500 ms"),
        (2_048, "B", "2,048 B"),
        (12, "", "12"),
        (33_400_000, "MB", "33.4 MB"),
    ],
)
def test_amounts_have_as_many_digits_as_mean_something(value: float, unit: str, shown: str) -> None:
    assert table.amount(value, unit) == shown


def test_json_has_plain_units_and_what_it_was_measured_on() -> None:
    found = json.loads(table.as_json([MISSED], {"cores": 2}))
    assert found["machine"] == {"cores": 2}
    [row] = found["rows"]
    assert (row["measured"], row["floor"], row["met"], row["unit"]) == (0.04, 0.03, False, "ms")
    assert row["ratio"] == pytest.approx(4 / 3)
    assert row["target"] == {"ratio": 1.5, "limit": 0.033, "hard": False}


def test_percentiles() -> None:
    hundred = [float(value) for value in range(100, 0, -1)]
    assert p95(hundred) == 95
    assert percentile(hundred, 1) == 100
    assert percentile(hundred, 0.5) == 50
    assert p95([7.0]) == 7
    assert percentile([1.0, 2.0], 0) == 1


def test_measures_take_turns() -> None:
    order: list[str] = []
    assert in_turns(2, lambda: order.append("a"), lambda: order.append("b")) == [[None, None]] * 2
    assert order == ["a", "b", "a", "b"]
    values = iter([3.0, 1.0, 2.0])
    assert medians(3, lambda: next(values)) == [2.0]


def test_machine_is_described_without_its_name() -> None:
    import platform

    about = machine.describe()
    words = machine.in_words(about)
    assert f"Python {platform.python_version()}" in words
    assert f"{about['cores']} cores" in words
    assert platform.node() not in words


def test_one_figure_by_its_name() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--only", "version", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    [row] = json.loads(done.stdout)["rows"]
    assert row["figure"] == "playbook --version"
    assert row["floor_of"] == "python -c pass"
    assert row["measured"] > row["floor"] > 0
    assert "measuring version" in done.stderr


def test_a_command_is_measured_only_where_it_ended_as_it_should() -> None:
    found = [sys.executable, "-c", "raise SystemExit(1)"]
    assert run([sys.executable, "-c", "pass"])() > 0
    assert run(found, codes=(0, 1))() > 0
    with pytest.raises(subprocess.CalledProcessError):
        run(found)()
    with pytest.raises(subprocess.CalledProcessError):
        run([sys.executable, "-c", "raise SystemExit(2)"], codes=(0, 1))()
