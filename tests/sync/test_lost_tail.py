"""A last line that this disk lost after it was sent: its number is given again, and both records must stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.clock import FixedClock
from playbook.sync.held import Held
from playbook.sync.state import FOLDER
from tests.sync.field import NOON, Somebody, bare


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    return bare(tmp_path / "remote.git")


def month(one: Somebody) -> Path:
    return sorted((one.store.records_folder / one.journal).glob("2*.jsonl"))[-1]


def spoil(one: Somebody, text: str) -> None:
    """Change a byte of the line that holds a text."""
    path = month(one)
    data = path.read_bytes()
    assert text.encode() in data
    path.write_bytes(data.replace(text.encode(), b"?" + text.encode()[1:], 1))


def again(one: Somebody, *, clock: FixedClock | None = None) -> Somebody:
    """Return the same person at the same device in a new program."""
    return Somebody(one.data, one.person, one.remote, clock=clock, seed=99)


@pytest.mark.parametrize("before", [("one", "two"), ("two",)])
def test_what_was_lost_comes_back_and_what_took_its_number_stays(
    tmp_path: Path, remote: Path, before: tuple[str, ...]
) -> None:
    lee, dana = Somebody(tmp_path / "lee", "lee", remote), Somebody(tmp_path / "dana", "dana", remote)
    lee.says(*before)
    lee.sync()
    dana.sync()
    spoil(lee, "two")
    lee = again(lee)
    lee.says("three", "four")
    report = lee.sync()
    assert any("new id" in line for line in report.told)
    dana.sync()
    assert sorted(dana.texts()) == sorted(lee.texts()) == sorted([*before, "three", "four"])
    assert lee.lines() == dana.lines()
    assert lee.is_whole() and dana.is_whole()
    assert (lee.sync()[1:4], dana.sync()[1:4]) == ((0, 0, 0), (0, 0, 0))


def test_also_where_another_month_has_begun(tmp_path: Path, remote: Path) -> None:
    clock = FixedClock(NOON)
    lee = Somebody(tmp_path / "lee", "lee", remote, clock=clock)
    lee.says("one", "two")
    lee.sync()
    spoil(lee, "two")
    clock.move(40 * 86_400)
    lee = again(lee, clock=clock)
    lee.says("three")
    lee.sync()
    late = Somebody(tmp_path / "mia", "mia", remote)
    late.sync()
    assert sorted(late.texts()) == ["one", "three", "two"]


def test_a_program_that_looked_and_ended_keeps_it_for_the_next_sync(tmp_path: Path, remote: Path) -> None:
    lee = Somebody(tmp_path / "lee", "lee", remote)
    lee.says("one", "two")
    lee.sync()
    spoil(lee, "two")
    lee = again(lee)
    lee.says("three")
    for _ in range(2):
        lee.engine().waiting()
        lee.engine().look()
    lee.sync()
    assert sorted(again(lee).texts()) == ["one", "three", "two"]


def test_before_anything_is_written_it_is_only_filled_in(tmp_path: Path, remote: Path) -> None:
    lee = Somebody(tmp_path / "lee", "lee", remote)
    lee.says("one", "two")
    lee.sync()
    spoil(lee, "two")
    lee = again(lee)
    assert lee.sync().pulled == 1
    lee.says("three")
    lee.sync()
    assert sorted(lee.texts()) == ["one", "three", "two"]
    assert len(lee.lines()) == 1


def test_journals_that_only_grow_are_never_in_doubt(tmp_path: Path, remote: Path) -> None:
    lee = Somebody(tmp_path / "lee", "lee", remote)
    remembered = lee.store.folder / FOLDER / "held.json"
    for text in ("one", "two", "three"):
        lee.says(text)
        assert Held(lee.store.records_folder, remembered).changed() == set()
        assert lee.sync().told == ()


def test_a_file_that_is_gone_and_a_line_that_changed_are_in_doubt_until_settled(
    tmp_path: Path, remote: Path
) -> None:
    lee = Somebody(tmp_path / "lee", "lee", remote)
    lee.says("one", "two")
    lee.sync()
    remembered = lee.store.folder / FOLDER / "held.json"
    whole = month(lee).read_bytes()
    for data in (b"", whole.splitlines(keepends=True)[0], None):
        month(lee).write_bytes(data) if data is not None else month(lee).unlink()
        for _ in range(2):  # whoever only looks takes nothing away from who comes next
            assert Held(lee.store.records_folder, remembered).changed() == {lee.journal}
        held = Held(lee.store.records_folder, remembered)
        held.vector()
        held.settle()
        assert held.changed() == Held(lee.store.records_folder, remembered).changed() == set()
        (lee.store.records_folder / lee.journal / "2026-11.jsonl").write_bytes(whole)
        restored = Held(lee.store.records_folder, remembered)
        restored.vector()
        restored.settle()
