"""A home folder copied to a second machine: both go on writing, then hear of each other."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from playbook.records import clone, line
from playbook.records.exchange import ImportReport, import_records
from playbook.records.merge import Fit
from playbook.records.model import Feedback, Seen, Triage
from playbook.records.store import Store
from tests.records.support import export_records, feedback, idea, ids, lines, month_file, open_store

OLD = "0000000000000001"


def exported(store: Store) -> bytes:
    out = io.BytesIO()
    export_records(store, out)
    return out.getvalue()


def hear(store: Store, other: Store) -> ImportReport:
    return import_records(store, io.BytesIO(exported(other)))


@pytest.fixture
def desk(tmp_path: Path) -> Store:
    """The first machine, with two records made before the copy."""
    store = open_store(tmp_path / "desk", seed=0)
    store.append(feedback("f1"))
    store.append(feedback("f2"))
    return store


@pytest.fixture
def laptop(tmp_path: Path, desk: Store) -> Store:
    """The second machine, a copy of the first."""
    shutil.copytree(tmp_path / "desk", tmp_path / "laptop")
    return open_store(tmp_path / "laptop", seed=500)


def test_who_notices_goes_on_under_a_new_id_and_both_are_kept(desk: Store, laptop: Store) -> None:
    desk.append(feedback("desk-3"))
    desk.append(feedback("desk-4"))
    laptop.append(feedback("laptop-3"))
    ours = desk.records()[2:]
    report = hear(desk, laptop)
    assert report == ImportReport(new=1, already=2, parted=(f"lee/{OLD}/team",))
    assert desk.device not in (OLD, laptop.device)
    assert sorted(ids(desk)) == ["desk-3", "desk-4", "f1", "f2", "laptop-3"]
    moved = [record for record in desk.records() if record.journal == f"lee/{desk.device}/team"]
    assert [(record.seq, record.at, record.body) for record in moved] == [
        (1, ours[0].at, ours[0].body),
        (2, ours[1].at, ours[1].body),
    ]
    assert min(record.clock for record in moved) > max(record.clock for record in ours)
    assert (
        month_file(laptop).read_bytes()
        == (desk.records_folder / "lee" / OLD / "team" / "2026-11.jsonl").read_bytes()
    )
    assert all(check.whole for check in desk.check())
    assert desk.append(feedback("desk-5")).journal == f"lee/{desk.device}/team"


def test_then_the_other_hears_and_has_nothing_to_do(desk: Store, laptop: Store) -> None:
    desk.append(feedback("desk-3"))
    laptop.append(feedback("laptop-3"))
    hear(desk, laptop)
    assert hear(laptop, desk) == ImportReport(new=1, already=3)
    assert laptop.device == OLD
    assert exported(laptop) == exported(desk)
    assert hear(desk, laptop).new == 0
    assert laptop.append(feedback("laptop-4")).seq == 4
    assert hear(desk, laptop) == ImportReport(new=1, already=4)
    assert sorted(ids(desk)) == sorted(ids(laptop))
    assert desk.quarantine() != []


def test_what_moved_is_set_aside_as_it_was(desk: Store, laptop: Store) -> None:
    desk.append(feedback("desk-3"))
    before = month_file(desk).read_bytes()
    laptop.append(feedback("laptop-3"))
    hear(desk, laptop)
    [item] = desk.quarantine()
    assert item.source == f"lee/{OLD}/team"
    assert item.data == before.split(b"\n")[2] + b"\n"
    assert item.reason == (
        "written under a device id that a copy of this data folder uses too; it stands again in "
        f"lee/{desk.device}/team"
    )


def test_each_journal_is_parted_from_when_its_own_fork_shows(desk: Store, laptop: Store) -> None:
    for store, name in ((desk, "desk"), (laptop, "laptop")):
        store.append(feedback(f"{name}-3"))
        store.append(Seen(f"{name}-a"))
        store.append(Seen(f"{name}-b"))
    report = hear(desk, laptop)
    assert report.parted == (f"lee/{OLD}/self", f"lee/{OLD}/team")
    new = desk.device
    assert desk.journals() == sorted(
        f"lee/{device}/{name}" for device in (OLD, new) for name in ("self", "team")
    )
    assert sorted(record.body.what for record in desk.records(["seen"]) if isinstance(record.body, Seen)) == [
        "desk-a", "desk-b", "laptop-a", "laptop-b",
    ]  # fmt: skip
    assert hear(desk, laptop).new == 0
    assert all(check.whole for check in desk.check())


def test_a_third_machine_of_the_copy_is_not_taken_for_ours(
    tmp_path: Path, desk: Store, laptop: Store
) -> None:
    shutil.copytree(tmp_path / "desk", tmp_path / "tablet")
    tablet = open_store(tmp_path / "tablet", seed=900)
    for store, name in ((desk, "desk-3"), (laptop, "laptop-3"), (tablet, "tablet-3")):
        store.append(feedback(name))
    hear(desk, laptop)
    before = exported(desk)
    assert hear(desk, tablet) == ImportReport(already=2, quarantined=1)
    assert exported(desk) == before
    assert desk.quarantine()[-1].reason == Fit.REWRITTEN.value
    hear(tablet, laptop)
    assert hear(desk, tablet).new == 1
    assert sorted(ids(desk)) == ["desk-3", "f1", "f2", "laptop-3", "tablet-3"]


def test_both_hearing_at_once_lose_nothing(desk: Store, laptop: Store) -> None:
    desk.append(feedback("desk-3"))
    laptop.append(feedback("laptop-3"))
    from_desk, from_laptop = exported(desk), exported(laptop)
    import_records(desk, io.BytesIO(from_laptop))
    import_records(laptop, io.BytesIO(from_desk))
    hear(desk, laptop)
    hear(laptop, desk)
    for store in (desk, laptop):
        assert set(ids(store)) == {"f1", "f2", "desk-3", "laptop-3"}
        assert all(check.whole for check in store.check())
    assert desk.device != laptop.device


def test_a_copy_that_wrote_nothing_is_no_fork(desk: Store, laptop: Store) -> None:
    desk.append(feedback("desk-3"))
    assert hear(desk, laptop) == ImportReport(already=2)
    assert hear(laptop, desk) == ImportReport(new=1, already=2)
    assert desk.device == laptop.device == OLD


def test_a_fork_from_the_first_line_on(tmp_path: Path) -> None:
    desk = open_store(tmp_path / "desk")
    (tmp_path / "laptop").mkdir()
    (tmp_path / "laptop" / "device-id").write_text(f"{OLD}\n")
    laptop = open_store(tmp_path / "laptop", seed=500)
    desk.append(feedback("desk-1"))
    laptop.append(feedback("laptop-1"))
    assert hear(desk, laptop).parted == (f"lee/{OLD}/team",)
    assert sorted(ids(desk)) == ["desk-1", "laptop-1"]


def test_a_strangers_line_with_our_number_is_no_fork(desk: Store) -> None:
    stranger = lines(f"lee/{OLD}/team", [idea(1), idea(2), idea(3)])
    assert import_records(desk, [stranger[1]]) == ImportReport(quarantined=1)
    assert desk.device == OLD


def test_what_points_at_moved_records_follows_them(desk: Store, laptop: Store) -> None:
    laptop.append(feedback("laptop-3"))
    asked = desk.append(Triage("f1", "ask", text="Who said it?"))
    desk.append(Triage("f1", "undo", undoes=asked.ref))
    desk.append(Triage("f1", "undo", undoes=f"lee/{OLD}/team#1"))
    desk.append(Triage("f1", "note", text=f"I wrote about {asked.ref} here"))
    hear(desk, laptop)
    said = [record.body for record in desk.records(["triage"]) if isinstance(record.body, Triage)]
    assert [body.undoes for body in said] == ["", f"lee/{desk.device}/team#1", f"lee/{OLD}/team#1", ""]
    assert said[3].text == f"I wrote about lee/{OLD}/team#3 here"


def test_an_open_window_goes_on_under_the_new_id_too(tmp_path: Path, desk: Store, laptop: Store) -> None:
    window = open_store(tmp_path / "desk", seed=300)
    window.append(feedback("desk-3"))
    assert len(window.records()) == 3
    laptop.append(feedback("laptop-3"))
    hear(desk, laptop)
    assert window.append(feedback("desk-4")).journal == f"lee/{desk.device}/team"
    assert sorted(ids(window)) == ["desk-3", "desk-4", "f1", "f2", "laptop-3"]


def test_two_people_on_a_copied_device(tmp_path: Path) -> None:
    desk = {person: open_store(tmp_path / "desk", person) for person in ("lee", "kim")}
    for person, store in desk.items():
        store.append(feedback(f"{person}-1"))
    shutil.copytree(tmp_path / "desk", tmp_path / "laptop")
    laptop = {person: open_store(tmp_path / "laptop", person, seed=500) for person in ("lee", "kim")}
    for person in ("lee", "kim"):
        desk[person].append(feedback(f"desk-{person}-2"))
        laptop[person].append(feedback(f"laptop-{person}-2"))
    report = hear(desk["lee"], laptop["kim"])
    assert report.parted == (f"kim/{OLD}/team", f"lee/{OLD}/team")
    assert len(set(ids(desk["kim"]))) == len(ids(desk["kim"])) == 6
    assert {record.person for record in desk["lee"].records() if f"/{desk['lee'].device}/" in record.journal} == {
        "lee", "kim",
    }  # fmt: skip


def test_refilled_lines_part_and_stay_with_their_own(desk: Store, laptop: Store) -> None:
    for number in range(3, 8):
        desk.append(feedback(f"desk-{number}"))
    data = exported(desk)
    path = month_file(desk)
    written = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([written[0], b"x", *written[2:4], b"y", *written[5:]]))
    assert import_records(desk, io.BytesIO(data)).new == 2
    laptop.append(feedback("laptop-3"))
    assert hear(desk, laptop) == ImportReport(new=1, already=2, parted=(f"lee/{OLD}/team",))
    assert sorted(ids(desk)) == sorted(
        ["f1", "f2", "laptop-3", *(f"desk-{number}" for number in range(3, 8))]
    )
    assert all(check.whole for check in desk.check())
    late = path.parent / "late.jsonl"
    assert [line.decode(one).seq for one in late.read_bytes().splitlines()] == [2]


def test_late_lines_that_stay_and_late_lines_that_go(desk: Store, laptop: Store) -> None:
    for number in range(3, 8):
        desk.append(feedback(f"desk-{number}"))
    written = exported(desk).splitlines()
    path = month_file(desk)
    damaged = [written[0], b"x", *written[2:4], b"y", *written[5:], b""]
    path.write_bytes(b"\n".join(damaged))
    for number in (5, 2):
        assert import_records(desk, [written[number - 1]]).new == 1
    late = path.parent / "late.jsonl"
    assert [line.decode(one).seq for one in late.read_bytes().splitlines()] == [5, 2]
    laptop.append(feedback("laptop-3"))
    hear(desk, laptop)
    assert [line.decode(one).seq for one in late.read_bytes().splitlines()] == [2]
    moved = [record for record in desk.records() if record.journal == f"lee/{desk.device}/team"]
    assert [record.body.id for record in moved if isinstance(record.body, Feedback)] == [
        f"desk-{number}" for number in range(3, 8)
    ]
    assert sorted(ids(desk)) == sorted(
        ["f1", "f2", "laptop-3", *(f"desk-{number}" for number in range(3, 8))]
    )
    assert all(check.whole for check in desk.check())


def test_a_plan_that_a_crash_left_is_carried_out_and_every_window_hears(
    tmp_path: Path, desk: Store, laptop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_store(tmp_path / "desk", seed=300)
    window.append(feedback("desk-3"))
    laptop.append(feedback("laptop-3"))
    theirs = exported(laptop).splitlines()
    with monkeypatch.context() as patched:
        patched.setattr(clone, "finish", lambda appender, turn: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            import_records(desk, theirs)
    assert (desk.folder / "parting.json").exists()
    assert import_records(open_store(tmp_path / "desk"), theirs[:1]) == ImportReport(already=1)
    assert not (desk.folder / "parting.json").exists()
    assert window.append(feedback("desk-4")).journal == f"lee/{desk.device}/team"
    assert window.append(feedback("desk-5")).seq == 3
    assert import_records(desk, theirs) == ImportReport(new=1, already=2)
    assert sorted(ids(window)) == ["desk-3", "desk-4", "desk-5", "f1", "f2", "laptop-3"]


def test_a_fork_across_months(desk: Store, laptop: Store) -> None:
    from datetime import UTC, datetime

    for month in (11, 12):
        desk.append(feedback(f"desk-{month}"), at=datetime(2026, month, 28, tzinfo=UTC))
    laptop.append(feedback("laptop-3"))
    hear(desk, laptop)
    assert sorted(ids(desk)) == ["desk-11", "desk-12", "f1", "f2", "laptop-3"]
    names = {path.name for path in (desk.records_folder / "lee" / desk.device / "team").iterdir()}
    assert names == {"2026-11.jsonl", "2026-12.jsonl"}
    assert hear(laptop, desk).new == 2
    assert sorted(ids(laptop)) == sorted(ids(desk))


def test_whose_a_journal_is(desk: Store, laptop: Store) -> None:
    assert clone.is_ours(desk.appender, f"lee/{OLD}/team")
    assert not clone.is_ours(desk.appender, "lee/00112233445566ff/team")
    desk.append(feedback("desk-3"))
    laptop.append(feedback("laptop-3"))
    hear(desk, laptop)
    assert not clone.is_ours(desk.appender, f"lee/{OLD}/team")
    assert clone.is_ours(desk.appender, f"lee/{OLD}/line")
    assert clone.is_ours(desk.appender, f"lee/{desk.device}/team")
