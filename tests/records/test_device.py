from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from playbook.files import CannotSaveError
from playbook.records.device import Device
from playbook.records.disk import Disk
from tests.records.support import counted_bytes


def device(folder: Path, seed: int = 0) -> Device:
    return Device(folder, Disk(), counted_bytes(seed))


def test_an_id_is_made_once(tmp_path: Path) -> None:
    one = device(tmp_path / "data")
    assert one.ids() == ()
    assert not (tmp_path / "data").exists()
    assert one.id() == "0000000000000001"
    assert one.id() == "0000000000000001"
    assert device(tmp_path / "data", 7).id() == "0000000000000001"
    assert (tmp_path / "data" / "device-id").read_bytes() == b"0000000000000001\n"


def test_a_new_id_takes_over_and_the_old_one_is_known(tmp_path: Path) -> None:
    one, other = device(tmp_path), device(tmp_path, 50)
    one.id()
    assert other.id() == "0000000000000001"
    assert one.renew() == "0000000000000002"
    assert one.id() == other.id() == "0000000000000002"
    assert other.ids() == ("0000000000000001", "0000000000000002")


def test_those_who_come_at_once_get_one_id(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(lambda seed: device(tmp_path, seed * 100).id(), range(64)))
    assert len(found) == 1
    assert len((tmp_path / "device-id").read_bytes().splitlines()) == 1


@pytest.mark.parametrize("torn", [b"", b"0000", b"\0" * 17, b"000000000000000f", b"GGGGGGGGGGGGGGGG\n"])
def test_an_id_that_a_crash_tore_is_made_anew(tmp_path: Path, torn: bytes) -> None:
    (tmp_path / "device-id").write_bytes(torn)
    assert device(tmp_path).ids() == ()
    made = device(tmp_path).id()
    assert made == "0000000000000001"
    assert device(tmp_path, 9).ids()[-1] == device(tmp_path, 9).id() == made


def test_a_torn_new_id_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "device-id").write_bytes(b"00000000000000aa\n00000")
    assert device(tmp_path).id() == "00000000000000aa"
    assert device(tmp_path).renew() == "0000000000000001"
    assert device(tmp_path).ids() == ("00000000000000aa", "0000000000000001")


def test_a_file_that_goes_away_is_noticed(tmp_path: Path) -> None:
    one = device(tmp_path)
    one.id()
    (tmp_path / "device-id").unlink()
    assert one.ids() == ()
    assert one.id() == "0000000000000002"


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(CannotSaveError, match="Not saved: "):
        device(tmp_path / "data").id()
