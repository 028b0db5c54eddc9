from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook.clock import FixedClock
from playbook.records import exchange, line
from playbook.records.errors import NotRecordsError
from playbook.records.exchange import ImportReport, import_records
from playbook.records.merge import Fit
from playbook.records.model import MAX_CLOCK, Seen, Vote
from playbook.records.store import Store
from tests.records.support import AT, NOON, export_records, feedback, idea, ids, lines, month_file, open_store

KIM = "kim/00112233445566ff/team"


def exported(store: Store, person: str = "", since: datetime | None = None) -> bytes:
    out = io.BytesIO()
    count = export_records(store, out, person, since)
    assert count == len(out.getvalue().splitlines())
    return out.getvalue()


def taken(store: Store, data: bytes) -> ImportReport:
    return import_records(store, io.BytesIO(data))


def place_of(data: bytes) -> tuple[str, int]:
    envelope = line.decode(data)
    return (envelope.journal, envelope.seq)


def file_of(*parts: bytes) -> bytes:
    return b"".join(part + b"\n" for part in parts)


def reasons(store: Store) -> list[str]:
    return [item.reason for item in store.quarantine()]


@pytest.fixture
def lee(tmp_path: Path) -> Store:
    return open_store(tmp_path / "lee")


@pytest.fixture
def kim(tmp_path: Path) -> Store:
    return open_store(tmp_path / "kim", "kim", seed=1000)


def test_everything_goes_out_and_comes_in_byte_for_byte(lee: Store, kim: Store) -> None:
    lee.append(feedback("f1", "\0 \u2028 é"))
    lee.append(Seen("news"))
    lee.append(feedback("f2"), "pair-kim")
    kim.append(feedback("f3"))
    data = exported(lee)
    assert taken(kim, data) == ImportReport(new=3)
    assert exported(kim, "lee") == data
    assert taken(kim, data) == ImportReport(already=3)
    assert exported(kim, "lee") == data
    assert sorted(ids(kim)) == ["f1", "f2", "f3"]
    assert all(check.whole for check in kim.check())


def test_it_goes_out_by_journal_in_the_order_of_numbers(lee: Store) -> None:
    lee.append(Seen("a"))
    lee.append(feedback("f1"))
    lee.append(Seen("b"))
    lee.append(feedback("f2"), "liaison")
    order = [place_of(data) for data in exported(lee).splitlines()]
    assert [(journal.rsplit("/", 1)[1], seq) for journal, seq in order] == [
        ("liaison", 1), ("self", 1), ("self", 2), ("team", 1),
    ]  # fmt: skip


def test_one_person_or_what_is_new_can_go_out_alone(tmp_path: Path) -> None:
    clock = FixedClock(NOON)
    lee, kim = open_store(tmp_path, clock=clock), open_store(tmp_path, "kim", clock=clock)
    lee.append(feedback("f1"))
    clock.move(60)
    kim.append(feedback("f2"))
    lee.append(feedback("f3"))
    later = NOON + timedelta(seconds=60)
    assert [line.decode(data).person for data in exported(lee, "kim").splitlines()] == ["kim"]
    assert exported(lee, "nobody") == b""
    assert [line.decode(data).seq for data in exported(lee, since=later).splitlines()] == [1, 2]
    assert len(exported(lee, "lee", later).splitlines()) == 1
    assert exported(lee, since=later + timedelta(milliseconds=1)) == b""
    assert len(exported(lee, since=NOON.astimezone(UTC)).splitlines()) == 3


def test_anothers_records_are_theirs_and_ours_go_elsewhere(lee: Store, kim: Store) -> None:
    kim.append(feedback("f1"))
    taken(lee, exported(kim))
    theirs = lee.records_folder / "kim" / kim.device / "team" / "2026-11.jsonl"
    before = theirs.read_bytes()
    mine = lee.append(feedback("f2"))
    assert mine.journal == f"lee/{lee.device}/team"
    assert theirs.read_bytes() == before
    as_kim = Store(lee.folder, "kim", FixedClock(NOON))
    assert as_kim.append(feedback("f3")).journal == f"kim/{lee.device}/team"
    assert theirs.read_bytes() == before


def test_what_is_written_after_an_import_is_ordered_after_it(lee: Store, kim: Store) -> None:
    lee.append(feedback("f1"))
    data = file_of(*lines(KIM, [idea(1), idea(2)], first_clock=5000))
    assert taken(lee, data) == ImportReport(new=2)
    assert lee.append(feedback("f2")).clock > 5001
    other_window = open_store(lee.folder.parent)
    assert other_window.append(feedback("f3")).clock > 5002
    assert ids(lee) == ["f1", "i1", "i2", "f2", "f3"]


def test_an_open_window_hears_of_the_clocks_another_took_in(lee: Store) -> None:
    lee.append(feedback("f1"))
    taken(open_store(lee.folder.parent), file_of(*lines(KIM, [idea(1)], first_clock=900)))
    assert lee.append(feedback("f2")).clock > 900


def test_unknown_kinds_and_newer_versions_are_kept_and_passed_on(lee: Store, kim: Store) -> None:
    odd = [
        line.encode(KIM, 1, 1, AT, "horoscope", b'{"a": 1}', ""),
        line.encode(KIM, 2, 2, AT, "feedback", b'{"mood":"good"}', "0" * 32, v=3),
    ]
    odd[1] = line.encode(KIM, 2, 2, AT, "feedback", b'{"mood":"good"}', line.digest(odd[0]), v=3)
    data = file_of(*odd)
    assert taken(lee, data) == ImportReport(new=2)
    assert exported(lee, "kim") == data
    assert taken(kim, exported(lee)) == ImportReport(new=2)
    assert lee.records() == []
    [check] = lee.check()
    assert (check.held, check.whole, check.not_understood) == (2, True, 2)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"garbage", "its checksum does not match"),
        (b"\xff\xfe\0\x01" * 40, "its checksum does not match"),
        (b"\0" * 100, "empty"),
        (b"x" * 1_000_001, "longer than 1,000,000 bytes"),
        (lines(KIM, [idea(1)])[0][:-9], "its checksum does not match"),
        (lines("../../etc/passwd", [idea(1)])[0], "it names no journal"),
        (lines("kim/x/team\x00", [idea(1)])[0], "it names no journal"),
        (line.encode(KIM, 1, 2**63, AT, "vote", b"{}", ""),
         "its clock is 9223372036854775808, beyond what any device counts"),
        (line.encode(KIM, 1, MAX_CLOCK + 1, AT, "vote", b"{}", ""),
         "its clock is 281474976710657, beyond what any device counts"),
    ],
    ids=["garbage", "binary", "zeros", "long", "half", "path", "nul", "clock-2-63", "clock"],
)  # fmt: skip
def test_what_does_not_verify_is_set_aside_and_the_rest_is_read_on(
    lee: Store, bad: bytes, reason: str
) -> None:
    one, two = lines("abe/00112233445566aa/team", [idea(1), idea(2)])
    lee.append(feedback("f1"))
    assert taken(lee, file_of(one, bad, two)) == ImportReport(new=2, quarantined=1)
    assert ids(lee) == ["i1", "f1", "i2"]
    assert set(reasons(lee)) == {reason}
    assert b"".join(item.data for item in lee.quarantine()) == bad
    assert lee.quarantine()[0].source == "import"
    assert lee.append(feedback("f2")).clock <= 5
    before = exported(lee)
    assert taken(lee, file_of(one, bad, two)) == ImportReport(already=2, quarantined=1)
    assert exported(lee) == before
    assert len(lee.quarantine()) == (1 if len(bad) < 500_000 else 3)


def test_blank_lines_windows_line_ends_and_a_mark_at_the_start_do_no_harm(lee: Store) -> None:
    one, two = lines(KIM, [idea(1), idea(2)])
    assert taken(lee, b"\xef\xbb\xbf" + one + b"\r\n\r\n\n" + two) == ImportReport(new=2)
    assert exported(lee) == file_of(one, two)


def test_lines_may_come_from_any_source(lee: Store) -> None:
    assert import_records(lee, iter([]), "a hub") == ImportReport()
    assert not lee.folder.exists()
    assert import_records(lee, [b"x"], "a hub") == ImportReport(quarantined=1)
    assert lee.quarantine()[0].source == "a hub"


def test_a_line_that_does_not_follow_is_set_aside(lee: Store) -> None:
    one, two, three = lines(KIM, [idea(1), idea(2), idea(3)])
    stranger = lines(KIM, [idea(7), idea(8), idea(9)])
    taken(lee, file_of(one))
    assert taken(lee, file_of(stranger[1])) == ImportReport(quarantined=1)
    assert reasons(lee) == [Fit.BEFORE.value] == ["it does not follow from the line before it"]
    assert taken(lee, file_of(three)) == ImportReport(new=1)
    assert taken(
        lee, file_of(line.encode(KIM, 2, 2, AT, "feedback", idea(5), line.digest(one)))
    ) == ImportReport(quarantined=1)
    assert reasons(lee)[1] == Fit.AFTER.value == "the line after it does not follow from it"
    assert taken(lee, file_of(two)) == ImportReport(new=1)
    assert lee.check()[0].whole


def test_a_rewritten_past_of_anothers_is_set_aside_and_the_first_stands(lee: Store) -> None:
    ours, theirs = lines(KIM, [idea(1), idea(2)]), lines(KIM, [idea(1), idea(9), idea(3)])
    taken(lee, file_of(*ours))
    assert taken(lee, file_of(*theirs)) == ImportReport(already=1, quarantined=2)
    assert ids(lee) == ["i1", "i2"]
    assert reasons(lee) == [Fit.REWRITTEN.value, Fit.BEFORE.value]
    assert Fit.REWRITTEN.value.startswith("another line already has its number in its journal, and stands")


def test_a_truncated_segment_is_a_gap_that_shows_and_is_filled_when_the_rest_comes(lee: Store) -> None:
    whole = lines(KIM, [idea(number) for number in range(1, 8)])
    assert taken(lee, file_of(*whole[:2], *whole[4:6]) + whole[6][:40]) == ImportReport(new=4, quarantined=1)
    [check] = lee.check()
    assert (check.held, check.last, check.gaps, check.breaks) == (4, 6, ((3, 4),), ())
    assert ids(lee) == ["i1", "i2", "i5", "i6"]
    assert taken(lee, file_of(*whole)) == ImportReport(new=3, already=4)
    assert lee.check()[0].whole
    assert ids(lee) == [f"i{number}" for number in range(1, 8)]
    assert exported(lee) == file_of(*whole)
    assert taken(lee, file_of(*whole)) == ImportReport(already=7)
    late = lee.records_folder / KIM / "late.jsonl"
    assert late.read_bytes() == file_of(*whole[2:4])


def test_damage_is_filled_again_from_an_export(lee: Store) -> None:
    for number in range(5):
        lee.append(feedback(f"f{number}"))
    data = exported(lee)
    path = month_file(lee)
    flipped = bytearray(path.read_bytes())
    flipped[len(flipped) // 2] ^= 1
    path.write_bytes(bytes(flipped))
    assert ids(lee) == ["f0", "f1", "f3", "f4"]
    assert lee.bad_lines() == 1
    assert taken(lee, data) == ImportReport(new=1, already=4)
    assert ids(lee) == ["f0", "f1", "f2", "f3", "f4"]
    [check] = lee.check()
    assert (check.whole, len(check.damage)) == (True, 1)
    assert exported(lee) == data
    assert lee.append(feedback("f5")).seq == 6
    assert taken(lee, exported(lee)) == ImportReport(already=6)


def test_our_own_journal_takes_up_what_an_older_copy_had_lost(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for number in range(4):
        store.append(feedback(f"f{number}"))
    data = exported(store)
    path = month_file(store)
    path.write_bytes(file_of(*path.read_bytes().splitlines()[:2]))
    assert taken(store, data) == ImportReport(new=2, already=2)
    assert store.append(feedback("f4")).seq == 5
    assert store.check()[0].whole


def test_nothing_comes_into_our_own_journal_after_a_gap(lee: Store) -> None:
    lee.append(feedback("f1"))
    ours = lines(f"lee/{lee.device}/team", [idea(number) for number in range(1, 5)])
    assert taken(lee, file_of(ours[3])) == ImportReport(quarantined=1)
    assert reasons(lee) == [Fit.OURS.value]
    assert lee.append(feedback("f2")).seq == 2


def test_a_late_line_cut_short_by_a_crash_is_set_aside(lee: Store) -> None:
    whole = lines(KIM, [idea(number) for number in range(1, 5)])
    taken(lee, file_of(whole[0], whole[3]))
    taken(lee, file_of(whole[1]))
    late = lee.records_folder / KIM / "late.jsonl"
    late.write_bytes(late.read_bytes() + b"torn")
    assert taken(lee, file_of(*whole)) == ImportReport(new=1, already=3)
    assert late.read_bytes() == file_of(whole[1], whole[2])
    assert [item.data for item in lee.quarantine()] == [b"torn"]
    assert lee.check()[0].whole


def test_anothers_journal_torn_by_a_crash_in_an_import_is_gone_on_with(lee: Store) -> None:
    whole = lines(KIM, [idea(1), idea(2)])
    taken(lee, file_of(whole[0]))
    path = lee.records_folder / KIM / "2026-11.jsonl"
    path.write_bytes(path.read_bytes() + whole[1][:77])
    assert taken(lee, file_of(*whole)) == ImportReport(new=1, already=1)
    assert path.read_bytes() == file_of(*whole)


def test_lines_lie_in_the_month_they_say_and_never_before_what_is_there(lee: Store) -> None:
    made: list[bytes] = []
    for seq, at in enumerate(("2026-10-31T23:59:59Z", "2027-01-01T00:00:00Z", "2026-11-05T00:00:00Z"), 1):
        prev = line.digest(made[-1]) if made else ""
        made.append(line.encode(KIM, seq, seq, at, "feedback", idea(seq), prev))
    taken(lee, file_of(*made))
    folder = lee.records_folder / KIM
    assert {path.name: len(path.read_bytes().splitlines()) for path in folder.iterdir()} == {
        "2026-10.jsonl": 1, "2027-01.jsonl": 2,
    }  # fmt: skip
    assert exported(lee) == file_of(*made)


def test_more_lines_than_are_taken_at_once(lee: Store) -> None:
    bodies = [b'{"feedback":"f%d"}' % number for number in range(20_500)]
    data = file_of(*lines(KIM, bodies, kind="vote"))
    assert taken(lee, data) == ImportReport(new=20_500)
    assert taken(lee, data) == ImportReport(already=20_500)
    assert exported(lee) == data
    assert lee.records(["vote"])[-1].body == Vote("f20499")


def test_what_another_window_takes_in_between_two_batches_is_not_taken_twice(
    lee: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "_AT_ONCE", 2)
    whole = lines(KIM, [idea(number) for number in range(6)])

    def arriving() -> Iterator[bytes]:
        yield from whole[:2]
        import_records(open_store(lee.folder.parent), whole[2:4])
        yield from whole[2:]

    assert import_records(lee, arriving()) == ImportReport(new=4, already=2)
    assert exported(lee) == file_of(*whole)


def test_a_file_of_something_else_is_not_set_aside_line_by_line(lee: Store) -> None:
    with pytest.raises(NotRecordsError, match="not one of 20,000 lines is a record"):
        import_records(lee, [b"frame"] * 20_000)
    assert lee.quarantine() == []
    assert import_records(lee, [b"frame"] * 19_999).quarantined == 19_999
    one = lines(KIM, [idea(1)])
    assert import_records(lee, [*[b"frame"] * 19_999, *one]).new == 1


WORLD = [
    *lines("kim/00112233445566ff/team", [idea(number) for number in range(6)], first_clock=3),
    *lines("kim/00112233445566ff/self", [b'{"what":"%d"}' % number for number in range(4)], kind="seen"),
    *lines("abe/00112233445566aa/line", [b'{"what":"%d"}' % number for number in range(5)], kind="omen"),
]


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_any_order_any_repetition_any_pieces_end_the_same(chance: random.Random, pieces: int) -> None:
    arriving = [*WORLD, *chance.sample(WORLD, 7)]
    chance.shuffle(arriving)
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        total = 0
        for piece in range(pieces):
            total += import_records(store, arriving[piece::pieces]).new
        assert total == len(WORLD)
        assert exported(store) == file_of(
            *(data for _, data in sorted((place_of(one), one) for one in WORLD))
        )
        assert all(check.whole for check in store.check())
        assert [record.order for record in store.records()] == sorted(
            line.decode(one).order for one in WORLD if line.decode(one).kind != "omen"
        )
        assert store.quarantine() == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.binary(max_size=120), max_size=8), st.randoms(use_true_random=False))
def test_any_bytes_among_the_lines_are_set_aside_alone(garbage: list[bytes], chance: random.Random) -> None:
    arriving = [*WORLD, *garbage]
    chance.shuffle(arriving)
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        report = import_records(store, arriving)
        meant = [one.rstrip(b"\r\n").removeprefix(b"\xef\xbb\xbf") for one in garbage]
        assert report.new == len(WORLD)
        assert report.quarantined == sum(bool(one) for one in meant)
        assert {item.data for item in store.quarantine()} == {one for one in meant if one}
