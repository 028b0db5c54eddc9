from __future__ import annotations

from pathlib import Path

import pytest

from playbook.errors import NotFoundError
from playbook.records.disk import Disk
from playbook.records.quarantine import Quarantine, set_aside
from tests.records.support import AT, feedback, idea, ids, lines, month_file, open_store


def test_what_is_set_aside_can_be_listed(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path / "q.jsonl", Disk())
    assert quarantine.items() == []
    [item] = set_aside(b"\0\xff garbage", "its checksum does not match", "import", AT)
    assert quarantine.put([item]) == [item]
    assert quarantine.items() == [item]
    assert (item.data, item.reason, item.source, item.at) == (
        b"\0\xff garbage", "its checksum does not match", "import", AT,
    )  # fmt: skip
    assert quarantine.get(item.id[:6]) == item


def test_the_same_thing_is_set_aside_once(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path / "q.jsonl", Disk())
    [one] = set_aside(b"x", "reason", "import", AT)
    [again] = set_aside(b"x", "reason", "import", "2027-01-01T00:00:00.000Z")
    assert quarantine.put([one, one]) == [one]
    before = quarantine.path.read_bytes()
    assert quarantine.put([again]) == []
    assert quarantine.path.read_bytes() == before
    parts = ((b"y", "reason", "import"), (b"x", "other", "import"), (b"x", "reason", "kim"))
    others = [set_aside(*each, AT)[0] for each in parts]
    assert quarantine.put(others) == others
    assert quarantine.items() == [one, *others]


def test_long_things_are_set_aside_whole_in_pieces(tmp_path: Path) -> None:
    data = bytes(range(256)) * 5000
    items = set_aside(data, "reason", "import", AT)
    assert [len(item.data) for item in items] == [500_000, 500_000, 280_000]
    assert [item.part for item in items] == [0, 1, 2]
    assert len({item.id for item in items}) == 3
    quarantine = Quarantine(tmp_path / "q.jsonl", Disk())
    quarantine.put(items)
    assert b"".join(item.data for item in quarantine.items()) == data
    assert set_aside(b"", "reason", "import", AT) == []


def test_equal_pieces_of_one_thing_are_all_kept(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path / "q.jsonl", Disk())
    quarantine.put(set_aside(b"\0" * 1_000_000, "reason", "import", AT))
    assert sum(len(item.data) for item in quarantine.items()) == 1_000_000


def test_a_released_item_is_off_the_list_and_may_come_again(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path / "q.jsonl", Disk())
    [item], [other] = set_aside(b"x", "reason", "import", AT), set_aside(b"y", "reason", "import", AT)
    quarantine.put([item, other])
    quarantine.release(item.id)
    assert quarantine.items() == [other]
    with pytest.raises(NotFoundError, match="There is no item set aside"):
        quarantine.get(item.id)
    assert quarantine.put([item]) == [item]
    assert quarantine.items() == [other, item]


def test_an_id_that_is_not_clear_is_no_id(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path / "q.jsonl", Disk())
    quarantine.put(
        [item for number in range(40) for item in set_aside(b"%d" % number, "reason", "import", AT)]
    )
    for typed in ("", "zz"):
        with pytest.raises(NotFoundError):
            quarantine.get(typed)


def test_a_list_torn_by_a_crash_is_gone_on_with(tmp_path: Path) -> None:
    whole = Quarantine(tmp_path / "whole.jsonl", Disk())
    [one], [two], [three] = (set_aside(data, "reason", "import", AT) for data in (b"1", b"2", b"3"))
    whole.put([one])
    whole.put([two])
    data = whole.path.read_bytes()
    first = len(data) - len(data.rsplit(b"\n\n", 1)[1]) - 1
    for size in range(first, len(data), 7):
        torn = Quarantine(tmp_path / f"{size}.jsonl", Disk())
        torn.path.write_bytes(data[:size])
        torn.put([two, three])
        assert torn.items() == [one, two, three]


def test_a_torn_tail_is_set_aside_by_the_next_writer_only(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.append(feedback("f1"))
    path = month_file(store)
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"v":1,"journal":"lee/')
    other = open_store(tmp_path)
    assert ids(other) == ["f1"]
    assert other.quarantine() == []
    assert path.read_bytes() != whole
    assert other.append(feedback("f2")).seq == 2
    [item] = other.quarantine()
    assert (item.data, item.reason, item.source) == (
        b'{"v":1,"journal":"lee/', "it breaks off", f"lee/{store.device}/team",
    )  # fmt: skip
    assert path.read_bytes().startswith(whole)
    assert len(path.read_bytes().splitlines()) == 2
    assert other.check()[0].whole


def test_a_released_line_is_taken_in_when_nothing_stands_against_it(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.append(feedback("f1"))
    [line] = lines("kim/00112233445566ff/team", [idea(1)])
    quarantine = store._quarantine
    items = set_aside(line, "set aside by mistake", "import", AT)
    quarantine.put(items)
    report = store.release(items[0].id)
    assert (report.new, report.already, report.quarantined) == (1, 0, 0)
    assert store.quarantine() == []
    assert "i1" in ids(store)


def test_a_released_line_that_still_does_not_verify_stays(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    items = set_aside(b"garbage", "its checksum does not match", "import", AT)
    store.append(feedback("f1"))
    store._quarantine.put(items)
    assert store.release(items[0].id).quarantined == 1
    assert store.quarantine() == items
    with pytest.raises(NotFoundError):
        store.release("nothing")
