from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from playbook.clock import FixedClock
from playbook.records import line
from playbook.records.draft import Draft
from playbook.records.errors import RecordRefusedError, RecordTooLongError, UnfitNameError
from playbook.records.model import MAX_CLOCK, Ack, Feedback, Record, Redact, Seen, Vote
from playbook.records.store import Store
from tests.records.support import AT, NOON, feedback, ids, lines, month_file, open_store

FIRST_DEVICE = "0000000000000001"
ROOT = Path(__file__).parents[2]


def test_the_first_record_lies_where_it_is_promised(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    record = store.append(Vote("f1", account="a1"))
    assert record == Record(f"lee/{FIRST_DEVICE}/team", 1, 1, AT, "vote", Vote("f1", account="a1"))
    written = (tmp_path / "acme" / "records" / "lee" / FIRST_DEVICE / "team" / "2026-11.jsonl").read_bytes()
    assert written == line.encode(
        f"lee/{FIRST_DEVICE}/team", 1, 1, AT, "vote", b'{"feedback":"f1","account":"a1"}', ""
    ) + b"\n"  # fmt: skip


def test_each_line_names_the_one_before_it(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for number in range(3):
        store.append(feedback(f"f{number}"))
    [check] = store.check()
    assert (check.held, check.last, check.whole, check.not_understood) == (3, 3, True, 0)
    first, second, third = month_file(store).read_bytes().splitlines()
    assert line.decode(second).prev == line.digest(first)
    assert line.decode(third).prev == line.digest(second)


def test_opening_makes_and_reads_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    assert store.device == ""
    assert store.records() == []
    assert (store.journals(), store.check(), store.quarantine(), store.bad_lines()) == ([], [], [], 0)
    store.close()
    assert not (tmp_path / "data").exists()


def test_nobody_else_may_look_into_the_folders(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    store.append(feedback("f1"))
    modes = {
        path.relative_to(tmp_path): path.stat().st_mode & 0o077 for path in (tmp_path / "data").rglob("*")
    }
    assert set(modes.values()) == {0}


def test_a_kind_goes_to_its_audience_unless_told_otherwise(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    journals = [
        store.append(feedback("f1")).journal,
        store.append(feedback("f2"), "liaison").journal,
        store.append(Seen("news")).journal,
        store.append(Redact("run:r1"), "pair-kim").journal,
    ]
    assert journals == [f"lee/{FIRST_DEVICE}/{name}" for name in ("team", "liaison", "self", "pair-kim")]
    assert store.journals() == sorted(journals)
    assert store.records()[1].audience == "liaison"


def test_the_clock_counts_across_the_journals_of_a_device(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    records = [store.append(Seen("a")), store.append(feedback("f1")), store.append(Seen("b"))]
    assert [(record.seq, record.clock) for record in records] == [(1, 1), (1, 2), (2, 3)]


def test_two_windows_take_turns(tmp_path: Path) -> None:
    one, two = open_store(tmp_path, seed=1), open_store(tmp_path, seed=2)
    records = [
        one.append(feedback("f1")),
        two.append(Seen("a")),
        two.append(feedback("f2")),
        one.append(feedback("f3")),
    ]
    assert [(record.seq, record.clock) for record in records] == [(1, 1), (1, 2), (2, 3), (3, 4)]
    assert one.device == two.device
    assert ids(one) == ids(two) == ["f1", "f2", "f3"]
    assert all(check.whole for check in one.check())


def test_two_people_on_one_device_share_its_id_and_clock(tmp_path: Path) -> None:
    lee, kim = open_store(tmp_path, "lee"), open_store(tmp_path, "kim")
    first, second = lee.append(feedback("f1")), kim.append(feedback("f2"))
    assert (first.journal, second.journal) == (f"lee/{FIRST_DEVICE}/team", f"kim/{FIRST_DEVICE}/team")
    assert (first.clock, second.clock) == (1, 2)
    assert ids(lee) == ids(kim) == ["f1", "f2"]


def test_months_have_files_and_one_chain(tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 11, 30, 23, 59, tzinfo=UTC))
    store = open_store(tmp_path, clock=clock)
    store.append(feedback("f1"))
    clock.move(120)
    store.append(feedback("f2"))
    november, december = month_file(store), month_file(store, month="2026-12")
    assert line.decode(december.read_bytes().rstrip(b"\n")).prev == line.digest(
        november.read_bytes().rstrip(b"\n")
    )
    assert [check.whole for check in store.check()] == [True]
    assert ids(store) == ["f1", "f2"]


def test_a_wall_clock_that_jumps_changes_no_order(tmp_path: Path) -> None:
    clock = FixedClock(NOON)
    store = open_store(tmp_path, clock=clock)
    store.append(feedback("f1"))
    clock.at = NOON + timedelta(days=400)
    store.append(feedback("f2"))
    clock.at = NOON - timedelta(days=400)
    last = store.append(feedback("f3"))
    assert last.at == "2025-10-17T12:00:00.123Z"
    assert ids(store) == ids(open_store(tmp_path)) == ["f1", "f2", "f3"]
    assert [path.name for path in sorted(month_file(store).parent.iterdir())] == [
        "2026-11.jsonl",
        "2027-12.jsonl",
    ]
    assert store.check()[0].whole
    again = open_store(tmp_path, clock=FixedClock(NOON))
    assert again.append(feedback("f4")).seq == 4
    assert len(month_file(store, month="2027-12").read_bytes().splitlines()) == 3


def test_a_record_of_the_past_says_when_it_was(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert (
        store.append(feedback("f1"), at=datetime(2026, 9, 1, 8, 30, tzinfo=UTC)).at
        == "2026-09-01T08:30:00.000Z"
    )
    assert month_file(store, month="2026-09").exists()


def test_many_at_once_keep_their_order_across_journals_and_months(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    drafts = [
        Draft(feedback("f1"), at=datetime(2026, 10, 31, tzinfo=UTC)),
        Draft(Seen("a")),
        Draft(feedback("f2"), at=datetime(2026, 11, 1, tzinfo=UTC)),
        Draft(feedback("f3"), "liaison"),
        Draft(feedback("f4"), at=datetime(2026, 11, 2, tzinfo=UTC)),
    ]
    written = store.append_many(drafts)
    assert [(record.seq, record.clock, record.audience) for record in written] == [
        (1, 1, "team"),
        (1, 2, "self"),
        (2, 3, "team"),
        (1, 4, "liaison"),
        (3, 5, "team"),
    ]
    assert open_store(tmp_path).records() == written
    assert len(month_file(store, month="2026-10").read_bytes().splitlines()) == 1
    assert len(month_file(store, month="2026-11").read_bytes().splitlines()) == 2
    assert store.append(feedback("f5")).clock == 6
    assert [check.whole for check in store.check()] == [True, True, True]
    assert store.append_many([]) == []


def test_a_record_that_is_too_long_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.append(feedback("f1"))
    before = month_file(store).read_bytes()
    with pytest.raises(
        RecordTooLongError, match=r"^This feedback is too long to save: 1,0\d\d,\d\d\d bytes"
    ) as caught:
        store.append(feedback("f2", "x" * 1_000_000))
    assert caught.value.kind == "feedback"
    assert caught.value.size > 1_000_000
    with pytest.raises(RecordTooLongError):
        store.append_many([Draft(feedback("f3")), Draft(feedback("f4", "é" * 600_000))])
    assert month_file(store).read_bytes() == before
    assert store.append(feedback("f5")).seq == 2


def test_the_longest_record_is_written_and_read(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.append(feedback("f1"))
    room = 1_000_000 - (len(_written(store)) - 1)
    store2 = open_store(tmp_path / "other")
    store2.append(feedback("f1", "x" * (room - len(',"text":""'))))
    assert len(_written(store2)) == 1_000_001
    assert ids(store2) == ["f1"]
    assert open_store(tmp_path / "other").append(feedback("f2")).seq == 2


def _written(store: Store) -> bytes:
    return month_file(store).read_bytes()


def test_what_cannot_be_read_back_is_not_written(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with pytest.raises(RecordRefusedError):
        store.append(Feedback(id="f1", kind="gossip"))  # type: ignore[arg-type]
    assert not store.records_folder.exists()


def test_the_record_that_comes_back_is_the_one_that_will_be_read(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    record = store.append(feedback("f1", "half \ud800"))
    assert record.body.text == "half \ufffd"
    assert store.records() == [record]


@pytest.mark.parametrize("person", ["", "../lee", "lee/kim", ".", "a b"])
def test_a_person_who_cannot_be_a_folder_is_refused_at_once(tmp_path: Path, person: str) -> None:
    with pytest.raises(UnfitNameError, match="cannot be used as the name of a person"):
        open_store(tmp_path, person)


def test_an_audience_that_cannot_be_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnfitNameError, match="cannot be used as the name of an audience"):
        open_store(tmp_path).append(feedback("f1"), "../../etc")


def test_after_a_power_loss_the_clock_is_behind_no_journal(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for number in range(5):
        store.append(feedback(f"f{number}"))
    store.append(Seen("a"))
    for lost in (b"", b"000000000000002\n", b"\0" * 16, b"00000"):
        (tmp_path / "acme" / "clock").write_bytes(lost)
        last = max(record.clock for record in open_store(tmp_path).records())
        assert open_store(tmp_path).append(feedback("later")).clock == last + 1


def test_a_lost_clock_remembers_others_too(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    folder = store.records_folder / "kim" / "ffffffffffffffff" / "team"
    folder.mkdir(parents=True)
    [theirs] = lines("kim/ffffffffffffffff/team", [b'{"feedback":"f1"}'], kind="vote", first_clock=700)
    (folder / "2026-11.jsonl").write_bytes(theirs + b"\n")
    assert store.append(feedback("f1")).clock == 701


def test_at_the_end_of_counting_records_are_still_written(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "clock").write_bytes(b"%015d\n" % (MAX_CLOCK - 1))
    records = [store.append(feedback(f"f{number}")) for number in range(3)]
    assert [record.clock for record in records] == [MAX_CLOCK] * 3
    assert ids(open_store(tmp_path)) == ["f0", "f1", "f2"]


def test_a_folder_removed_under_an_open_store_is_begun_anew(tmp_path: Path) -> None:
    import shutil

    store = open_store(tmp_path)
    store.append(feedback("f1"))
    shutil.rmtree(tmp_path / "acme")
    assert store.append(feedback("f2")).seq == 1
    assert ids(store) == ["f2"]


def test_a_folder_restored_from_an_older_copy_is_gone_on_with(tmp_path: Path) -> None:
    import shutil

    store = open_store(tmp_path)
    store.append(feedback("f1"))
    shutil.copytree(tmp_path / "acme", tmp_path / "copy")
    store.append(feedback("f2"))
    assert ids(store) == ["f1", "f2"]
    shutil.rmtree(tmp_path / "acme")
    (tmp_path / "copy").rename(tmp_path / "acme")
    assert store.append(feedback("f3")).seq == 2
    assert ids(store) == ["f1", "f3"]
    assert store.check()[0].whole


def test_a_closed_store_can_be_used_again(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.append(feedback("f1"))
    store.close()
    descriptors = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 0  # noqa: PTH208
    store.append(feedback("f2"))
    store.close()
    if descriptors:
        assert len(os.listdir("/proc/self/fd")) == descriptors  # noqa: PTH208
    assert ids(store) == ["f1", "f2"]


def test_reading_loads_no_lock_and_no_database() -> None:
    code = (
        "import sys; from pathlib import Path; from playbook.clock import SystemClock\n"
        "from playbook.records.store import Store\n"
        "store = Store(Path('nowhere/acme'), 'lee', SystemClock())\n"
        "store.records(); store.journals(); store.quarantine(); store.check()\n"
        "print([name for name in ('tinydb', 'filelock', 'git', 'textual', 'rich', 'yaml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


def test_must_reads_are_for_all(tmp_path: Path) -> None:
    assert open_store(tmp_path).append(Ack("p", "b")).audience == "team"
