"""What a key that is left out of a record means, and where one more or one less makes the difference."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import msgspec
import pytest

from playbook.errors import NotFoundError
from playbook.records.chain import scan
from playbook.records.check import JournalCheck
from playbook.records.device import Device
from playbook.records.disk import Disk
from playbook.records.merge import Fit, fit
from playbook.records.model import Feedback, Opened, Run, RunStep, Vote
from playbook.records.quarantine import Quarantine, set_aside
from playbook.records.tail import find_tail
from tests.records.support import (
    AT,
    counted_bytes,
    export_records,
    feedback,
    idea,
    ids,
    lines,
    month_file,
    open_store,
)

JOURNAL = "kim/00112233445566ff/team"

# A record that leaves a key out means this, for ever: older journals have it so.
LEFT_OUT: list[tuple[str, Any, dict[str, Any]]] = [
    ("vote", Vote("f"), {"account": "", "amount": None, "currency": "", "withdrawn": False}),
    (
        "feedback",
        Feedback("f", "idea"),
        {
            "text": "",
            "severity": 2,
            "play": "",
            "step": "",
            "quote": "",
            "line": 0,
            "blob": "",
            "account": "",
        },
    ),
    ("a step of a run", RunStep("a", "done"), {"reason": "", "seconds": 0.0, "required": True, "todos": ()}),
    ("a page looked up", Opened("objections/x"), {"seconds": 0.0, "settled": None}),
]


@pytest.mark.parametrize(("body", "meant"), [row[1:] for row in LEFT_OUT], ids=[row[0] for row in LEFT_OUT])
def test_a_key_that_is_left_out(body: Any, meant: dict[str, Any]) -> None:
    assert {key: getattr(body, key) for key in meant} == meant
    assert set(msgspec.to_builtins(body)) & set(meant) == set(), "what is left out is not written either"


def test_a_run_with_nothing_said_counts_as_a_call_that_was_not_wrong() -> None:
    run = msgspec.convert(
        {
            "id": "r",
            "play": "p",
            "title": "P",
            "blob": "b",
            "started": AT,
            "ended": AT,
            "seconds": 1,
            "rep": "lee",
        },
        Run,
    )
    assert (run.mode, run.connect, run.wrong_play, run.cut_short, run.steps, run.result) == (
        "call", "connected", False, False, (), "",
    )  # fmt: skip


def test_a_journal_that_was_not_read_yet_has_nothing_wrong() -> None:
    assert JournalCheck(JOURNAL, 0, 0).not_understood == 0


# Reading bytes


def test_every_line_of_a_file_is_found_from_its_first_byte_on() -> None:
    three = lines(JOURNAL, [idea(1), idea(2), idea(3)])
    found = scan(b"".join(one + b"\n" for one in three), JOURNAL)
    assert [one.data for one in found.lines] == three
    assert [one.offset for one in found.lines] == [0, len(three[0]) + 1, len(three[0]) + len(three[1]) + 2]
    cut = scan(three[0] + b"\n" + three[1][:-3], JOURNAL)
    assert cut.torn is not None and cut.torn.offset == len(three[0]) + 1


@pytest.mark.parametrize("count", [1, 40, 700])
def test_the_end_of_a_journal_is_found_however_long_it_is(tmp_path: Path, count: int) -> None:
    made = lines(JOURNAL, [idea(number) for number in range(1, count + 1)])
    path = tmp_path / "2026-11.jsonl"
    path.write_bytes(b"".join(one + b"\n" for one in made))
    tail = find_tail(tmp_path, JOURNAL)
    assert (tail.seq, tail.size, tail.torn) == (count, path.stat().st_size, None)
    with path.open("ab") as file:
        file.write(b"torn" * 30_000)
    torn = find_tail(tmp_path, JOURNAL)
    assert torn.torn is not None
    assert (torn.seq, torn.size, torn.torn.offset) == (count, path.stat().st_size - 120_000, torn.size)


def test_a_journal_without_files_is_exported_as_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.append(feedback("f1"))
    folder = store.records_folder / "kim" / "00112233445566ff" / "team"
    folder.mkdir(parents=True)
    out = io.BytesIO()
    assert export_records(store, out) == 1
    assert out.getvalue() == month_file(store).read_bytes()


def test_the_nearest_three_of_what_is_set_aside_are_named(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path / "q.jsonl", Disk())
    items = [set_aside(b"%d" % number, "reason", "import", AT)[0] for number in range(400)]
    quarantine.put(items)
    common = max(
        ({item.id[:1] for item in items}), key=lambda start: sum(i.id.startswith(start) for i in items)
    )
    with pytest.raises(NotFoundError) as error:
        quarantine.get(common)
    assert error.value.nearest == [item.id for item in items if item.id.startswith(common)][:3]


# Two at once


def test_a_second_program_takes_the_devices_id_that_the_first_has_made(tmp_path: Path) -> None:
    first = Device(tmp_path, Disk(), counted_bytes())
    second = Device(tmp_path, Disk(), counted_bytes(70))
    assert second.ids() == ()
    made = first.id()
    # It looked before there was one; now that it wants one, it takes what it finds.
    assert second._add(anew=False) == made
    newer = first.renew()
    assert newer != made
    assert second._add(anew=False) == newer
    assert second.ids() == (made, newer)


def test_many_records_at_once_go_each_to_its_audience_in_order(tmp_path: Path) -> None:
    from playbook.records.draft import Draft

    store = open_store(tmp_path)
    made = store.append_many([Draft(feedback("a")), Draft(feedback("b"), "self"), Draft(feedback("c"))])
    assert [record.audience for record in made] == ["team", "self", "team"]
    assert [record.seq for record in made] == [1, 1, 2]
    assert ids(store) == ["a", "b", "c"]


def test_a_line_from_elsewhere_for_this_devices_journal_needs_what_comes_before() -> None:
    from playbook.records.chain import link
    from playbook.records.line import decode

    one, two, three = (link(data, decode(data)) for data in lines(JOURNAL, [idea(1), idea(2), idea(3)]))
    assert fit(one, {}, ours=True) is Fit.NEW
    assert fit(two, {}, ours=True) is Fit.OURS
    assert fit(two, {}, ours=False) is Fit.NEW
    assert fit(three, {2: two}, ours=True) is Fit.NEW
    assert fit(two, {3: three}, ours=True) is Fit.NEW
    assert fit(one, {2: two}, ours=True) is Fit.NEW


def test_an_empty_line_at_the_beginning_hides_nothing_behind_it() -> None:
    [one] = lines(JOURNAL, [idea(1)])
    found = scan(b"\n" + one + b"\n", JOURNAL)
    assert [(kept.offset, kept.data) for kept in found.lines] == [(1, one)]
    assert found.torn is None
