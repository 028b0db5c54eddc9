"""What a power loss can leave: every beginning of what was written, zeroed tails, half-done acts."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.records.disk import Disk
from playbook.records.draft import Draft
from playbook.records.exchange import import_records
from playbook.records.model import Seen
from playbook.records.store import Store
from tests.counted import counted
from tests.records.support import export_records, feedback, idea, ids, lines, month_file, open_store, torture

STEP = 1 if torture() else 5


class PowerLossError(BaseException):
    """Nothing after it happens: not even what clears up after errors."""


class DyingDisk:
    """A disk whose power goes at its n-th act; of a write, a part may have got through."""

    def __init__(self, acts: int, share: float) -> None:
        self.left = acts
        self.share = share

    def spend(self) -> bool:
        self.left -= 1
        return self.left < 0

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        if self.spend():
            os.write(descriptor, bytes(data)[: int(len(data) * self.share)])
            raise PowerLossError
        return os.write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        if self.spend():
            raise PowerLossError
        os.fsync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        if self.spend():
            raise PowerLossError
        os.ftruncate(descriptor, size)

    def disk(self) -> Disk:
        return Disk(self.write, self.fsync, self.truncate)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, int]:
    """A store with three records; the bytes of its file; where the third begins."""
    data = tmp_path_factory.mktemp("written")
    store = open_store(data)
    for number in range(3):
        store.append(feedback(f"f{number}", "é" * 20))
    store.close()
    whole = month_file(store).read_bytes()
    return data, whole, whole.rindex(b"\n", 0, -1) + 1


def states(whole: bytes, begin: int) -> list[bytes]:
    """Return what may be on the disk after the third line was being written, in order of what got through."""
    cut = [whole[:size] for size in range(begin, len(whole) + 1, STEP)]
    zeroed = [part + b"\0" * (len(whole) - len(part)) for part in cut]
    grown = [part + b"\0" * 4096 for part in cut[::10]]
    holed = [whole[:size] + b"\0" * 40 + whole[size + 40 :] for size in range(begin, len(whole) - 40, 40)]
    return [*cut, *zeroed, *grown, *holed, whole + b"\n", whole + b"\0" * 70_000, whole + b"x" * 40_000]


def test_every_state_of_the_last_line_opens_goes_on_and_loses_nothing_acknowledged(
    tmp_path: Path, written: tuple[Path, bytes, int]
) -> None:
    data, whole, begin = written
    shutil.copytree(data, tmp_path / "data")
    store = open_store(tmp_path / "data", seed=50)
    path = month_file(store)
    for state in states(whole, begin):
        path.write_bytes(state)
        complete = state.startswith(whole)
        fresh = open_store(tmp_path / "data", seed=50)
        assert ids(fresh) == (["f0", "f1", "f2"] if complete else ["f0", "f1"])
        aside = len(b"".join(item.data for item in fresh.quarantine()))
        assert fresh.append(feedback("next")).seq == (4 if complete else 3)
        fresh.close()
        [check] = fresh.check()
        assert (check.whole, check.damage, check.unfinished) == (True, (), ())
        assert ids(fresh) == (["f0", "f1", "f2", "next"] if complete else ["f0", "f1", "next"])
        torn = state[len(whole) if complete else begin :]
        held = [item.data for item in fresh.quarantine()]
        assert not torn or torn in held
        assert len(b"".join(held)) in (aside, aside + len(torn))
    counted("power cuts", crash_states=len(states(whole, begin)), lost=0, doubled=0, unreadable=0)


def test_every_state_of_the_first_line(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.append(feedback("f0"))
    path = month_file(store)
    whole = path.read_bytes()
    for size in range(0, len(whole), STEP):
        path.write_bytes(whole[:size])
        fresh = open_store(tmp_path)
        assert ids(fresh) == []
        assert fresh.append(feedback("next")).seq == 1
        assert fresh.check()[0].whole
        fresh.close()


def test_every_state_of_the_clock_and_of_the_device_id(
    tmp_path: Path, written: tuple[Path, bytes, int]
) -> None:
    data, _, _ = written
    for name in ("acme/clock", "device-id"):
        whole = (data / name).read_bytes()
        for size in range(len(whole)):
            for state in (whole[:size], whole[:size] + b"\0" * (len(whole) - size)):
                folder = tmp_path / f"{name.replace('/', '-')}-{size}-{len(state)}"
                shutil.copytree(data, folder)
                (folder / name).write_bytes(state)
                fresh = open_store(folder, seed=50)
                assert fresh.append(feedback("next")).clock >= (4 if name == "acme/clock" else 1)
                assert ids(fresh) == ["f0", "f1", "f2", "next"]
                assert all(check.whole for check in fresh.check())


def test_a_new_month_whose_file_is_empty_or_torn_follows_the_old_one(
    tmp_path: Path, written: tuple[Path, bytes, int]
) -> None:
    data, _, _ = written
    for number, state in enumerate((b"", b"{", b"\0" * 5000)):
        folder = tmp_path / str(number)
        shutil.copytree(data, folder)
        store = open_store(folder)
        december = month_file(store, month="2026-12")
        december.write_bytes(state)
        assert store.append(feedback("next")).seq == 4
        assert ids(store) == ["f0", "f1", "f2", "next"]
        assert len(december.read_bytes().splitlines()) == 1
        assert store.check()[0].whole
        assert [item.data for item in store.quarantine()] == ([state] if state else [])


def test_a_tail_longer_than_what_is_looked_at_first(tmp_path: Path, written: tuple[Path, bytes, int]) -> None:
    data, whole, _ = written
    shutil.copytree(data, tmp_path / "data")
    store = open_store(tmp_path / "data")
    month_file(store).write_bytes(whole + b"\n" * 30_000 + b"\0" * 1_200_000)
    assert store.append(feedback("next")).seq == 4
    assert month_file(store).stat().st_size < 2 * len(whole)
    assert len(b"".join(item.data for item in store.quarantine())) == 1_230_000


def survive(
    tmp_path: Path,
    prepare: Callable[[Path], object],
    act: Callable[[Store], object],
    check: Callable[[Path, bool], None],
) -> int:
    """Do `act` with the power going at each of its disk's acts in turn; `check` hears whether it was done."""
    base = tmp_path / "base"
    prepare(base)
    acts, done = 0, False
    while not done:
        for share in (0.0, 0.5, 1.0):
            folder = tmp_path / f"{acts}-{share}"
            shutil.copytree(base, folder)
            store = open_store(folder, seed=700, disk=DyingDisk(acts, share).disk())
            try:
                act(store)
                done = True
            except PowerLossError:
                done = False
            store.close()
            check(folder, done)
        acts += 1
    return acts


def test_power_going_at_any_act_of_an_append(tmp_path: Path) -> None:
    def check(folder: Path, done: bool) -> None:
        store = open_store(folder, seed=900)
        found = ids(store)
        assert found[:1] == ["f1"]
        assert found[1:] in (["f2"], [] if not done else ["f2"])
        store.append(feedback("after"))
        store.append(Seen("after"))
        assert ids(store) == [*found, "after"]
        assert all(each.whole and not each.damage and not each.unfinished for each in store.check())
        clocks = [record.clock for record in store.records()]
        assert len(set(clocks)) == len(clocks)

    acts = survive(
        tmp_path,
        lambda folder: open_store(folder).append(feedback("f1")),
        lambda store: store.append(feedback("f2")),
        check,
    )
    assert acts == 3


def test_power_going_at_any_act_of_the_very_first_append(tmp_path: Path) -> None:
    def check(folder: Path, done: bool) -> None:
        store = open_store(folder, seed=900)
        found = ids(store)
        assert found == ["f1"] if done else found in (["f1"], [])
        store.append(feedback("after"))
        assert ids(store) == [*found, "after"]
        assert all(each.whole for each in store.check())

    acts = survive(tmp_path, lambda folder: folder.mkdir(), lambda store: store.append(feedback("f1")), check)
    assert acts == 5


def test_power_going_at_any_act_of_writing_many(tmp_path: Path) -> None:
    drafts = [
        Draft(feedback("f2")),
        Draft(Seen("a")),
        Draft(feedback("f3")),
        Draft(feedback("f4"), "liaison"),
    ]

    def check(folder: Path, done: bool) -> None:
        store = open_store(folder, seed=900)
        store.append_many(
            [Draft(feedback("after")), Draft(Seen("after")), Draft(feedback("after-l"), "liaison")]
        )
        assert all(each.whole and not each.unfinished for each in store.check())
        if done:
            assert ids(store) == ["f1", "f2", "f3", "f4", "after", "after-l"]

    survive(
        tmp_path,
        lambda folder: open_store(folder).append(feedback("f1")),
        lambda store: store.append_many(drafts),
        check,
    )


def test_power_going_at_any_act_of_an_import_that_is_then_done_again(tmp_path: Path) -> None:
    kim = lines("kim/00112233445566ff/team", [idea(number) for number in range(6)], first_clock=40)
    arriving = [*kim[:2], *kim[4:], b"garbage"]

    def act(store: Store) -> None:
        import_records(store, arriving)
        import_records(store, kim)

    def check(folder: Path, done: bool) -> None:
        store = open_store(folder, seed=900)
        own = store.append(feedback("f2"))
        assert own.clock > max(
            (record.clock for record in store.records() if record.person == "kim"), default=0
        )
        report = import_records(store, [*kim, b"garbage"])
        assert report.new + report.already == 6
        assert sorted(ids(store)) == ["f1", "f2", "i0", "i1", "i2", "i3", "i4", "i5"]
        assert all(each.whole and not each.damage for each in store.check())
        assert b"garbage" in [item.data for item in store.quarantine()]
        out = io.BytesIO()
        export_records(store, out, "kim")
        assert out.getvalue() == b"".join(line + b"\n" for line in kim)

    survive(tmp_path, lambda folder: open_store(folder).append(feedback("f1")), act, check)


def test_power_going_at_any_act_of_parting_from_a_copy(tmp_path: Path) -> None:
    theirs = io.BytesIO()

    def prepare(folder: Path) -> None:
        store = open_store(folder)
        store.append(feedback("f1"))
        shutil.copytree(folder, tmp_path / "copy")
        store.append(feedback("ours-2"))
        store.append(feedback("ours-3"))
        copy = open_store(tmp_path / "copy")
        copy.append(feedback("theirs-2"))
        export_records(copy, theirs)

    def check(folder: Path, done: bool) -> None:
        store = open_store(folder, seed=900)
        store.append(feedback("after"))
        import_records(store, io.BytesIO(theirs.getvalue()))
        assert sorted(ids(store)) == ["after", "f1", "ours-2", "ours-3", "theirs-2"]
        assert all(each.whole for each in store.check())
        assert not (folder / "acme" / "parting.json").exists()

    survive(tmp_path, prepare, lambda store: import_records(store, io.BytesIO(theirs.getvalue())), check)


def test_power_going_while_a_torn_tail_is_set_aside(tmp_path: Path) -> None:
    def prepare(folder: Path) -> None:
        store = open_store(folder)
        store.append(feedback("f1"))
        with month_file(store).open("ab") as file:
            file.write(b"torn")

    def check(folder: Path, done: bool) -> None:
        store = open_store(folder, seed=900)
        found = ids(store)
        assert found in (["f1"], ["f1", "f2"])
        store.append(feedback("after"))
        assert ids(store) == [*found, "after"]
        assert "torn" in [item.data.decode() for item in store.quarantine()]
        assert all(each.whole and not each.damage for each in store.check())

    survive(tmp_path, prepare, lambda store: store.append(feedback("f2")), check)
