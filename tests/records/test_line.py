from __future__ import annotations

import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.records import line
from playbook.records.errors import RecordRefusedError
from playbook.records.model import MAX_CLOCK, MAX_LINE, Correction, Feedback, Record, Run, Vote
from tests.records.support import AT

JOURNAL = "lee/00112233445566ff/team"
FIRST = (
    b'{"v":1,"journal":"lee/00112233445566ff/team","seq":1,"clock":7,"at":"2026-11-21T12:00:00.123Z",'
    b'"kind":"vote","body":{"feedback":"7k3q9m"},"prev":"","crc":"b97e582d"}'
)
SECOND = (
    b'{"v":1,"journal":"lee/00112233445566ff/team","seq":2,"clock":9,"at":"2026-11-21T12:00:00.123Z",'
    b'"kind":"vote","body":{"feedback":"7k3q9m","account":"a1"},'
    b'"prev":"00000000000000000000000000000000","crc":"00000000"}'
)
HASH = "0123456789abcdef0123456789abcdef"


def sealed(text: bytes) -> bytes:
    """Return a line whose checksum is right, whatever else it says."""
    covered = text[: -line.CRC_BYTES]
    return covered + b',"crc":"%08x"}' % zlib.crc32(covered)


def reason(data: bytes) -> str:
    with pytest.raises(line.BadLineError) as caught:
        line.decode(data)
    assert str(caught.value) == caught.value.reason
    return caught.value.reason


def made(**changed: Any) -> bytes:
    said = {
        "journal": JOURNAL, "seq": 2, "clock": 9, "at": AT, "kind": "vote", "body": b"{}", "prev": HASH,
        **changed,
    }  # fmt: skip
    return line.encode(**said)


def test_the_format_from_the_first_line_on() -> None:
    assert line.encode(JOURNAL, 1, 7, AT, "vote", b'{"feedback":"7k3q9m"}', "") == FIRST
    assert line.digest(FIRST) == "6ebbc278600f235105f683648087b9b2"
    second = line.encode(JOURNAL, 2, 9, AT, "vote", b'{"feedback":"7k3q9m","account":"a1"}', "0" * 32)
    assert second == sealed(SECOND)


def test_a_line_is_read_as_it_was_written() -> None:
    envelope = line.decode(FIRST)
    assert (envelope.v, envelope.journal, envelope.seq, envelope.clock) == (1, JOURNAL, 1, 7)
    assert (envelope.at, envelope.kind, bytes(envelope.body)) == (AT, "vote", b'{"feedback":"7k3q9m"}')
    assert (envelope.prev, envelope.crc) == ("", "b97e582d")
    assert (envelope.person, envelope.audience, envelope.ref) == ("lee", "team", f"{JOURNAL}#1")
    assert line.read(envelope) == Record(JOURNAL, 1, 7, AT, "vote", Vote("7k3q9m"))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\0" * 300, "empty"),
        (b" \t\r", "empty"),
        (b"garbage", "its checksum does not match"),
        (FIRST[:-1], "its checksum does not match"),
        (FIRST.replace(b"7k3q9m", b"7k3q9n"), "its checksum does not match"),
        (FIRST.replace(b"b97e582d", b"B97E582D"), "its checksum does not match"),
        (FIRST + b"\r", "its checksum does not match"),
        (made(v=0), "its version is 0"),
        (made(v=-1), "its version is -1"),
        (made(journal="lee/team"), "it names no journal"),
        (made(journal="lee/../team"), "it names no journal"),
        (made(journal="../00112233445566ff/team"), "it names no journal"),
        (made(journal="lee/00112233445566ff/a/b"), "it names no journal"),
        (made(seq=0, prev=""), "its number is 0"),
        (made(seq=-3), "its number is -3"),
        (made(seq=MAX_CLOCK + 1), "its number is 281474976710657"),
        (made(clock=0), "its clock is 0, beyond what any device counts"),
        (made(clock=MAX_CLOCK + 1), "its clock is 281474976710657, beyond what any device counts"),
        (made(clock=2**63), "its clock is 9223372036854775808, beyond what any device counts"),
        (made(clock=2**80), f"its clock is {2**80}, beyond what any device counts"),
        (made(at="yesterday"), "its time is no time"),
        (made(at="2026-13-21T12:00:00Z"), "its time is no time"),
        (made(at="../../2026-11-21T12:00:00Z"), "its time is no time"),
        (made(at="2026-11-21T12:00:00Z\n"), "its time is no time"),
        (made(seq=1), "it does not name the line before it"),
        (made(prev=""), "it does not name the line before it"),
        (made(prev=HASH.upper()), "it does not name the line before it"),
        (made(prev=HASH[1:]), "it does not name the line before it"),
        (sealed(FIRST.replace(b'"seq":1', b'"seq": 1')), "it is not written as lines of version 1 are"),
        (sealed(FIRST.replace(b'"lee/', b'"\\u006cee/')), "it is not written as lines of version 1 are"),
    ],
)  # fmt: skip
def test_what_does_not_verify_says_why(data: bytes, why: str) -> None:
    assert reason(data) == why


def test_json_that_is_no_record_says_what_is_missing() -> None:
    assert reason(sealed(b'{"v":1' + b" " * line.CRC_BYTES)).startswith("not a record: ")
    no_journal = sealed(b'{"v":1,"seq":1' + b" " * line.CRC_BYTES)
    assert reason(no_journal) == "not a record: Object missing required field `journal`"
    deep = sealed(FIRST.replace(b'{"feedback":"7k3q9m"}', b"[" * 100_000 + b"]" * 100_000))
    assert reason(deep).startswith("not a record: ")


def test_the_greatest_numbers_and_fractions_of_seconds_are_fine() -> None:
    greatest = line.decode(made(seq=MAX_CLOCK, clock=MAX_CLOCK, at="2026-12-31T23:59:59Z"))
    assert greatest.order == (MAX_CLOCK, JOURNAL, MAX_CLOCK)


def test_a_line_may_have_a_million_bytes_and_no_more() -> None:
    room = MAX_LINE - len(made(body=b'""'))
    assert len(made(body=b'"' + b"x" * room + b'"')) == 1_000_000
    assert line.decode(made(body=b'"' + b"x" * room + b'"')).seq == 2
    assert reason(made(body=b'"' + b"x" * (room + 1) + b'"')) == "longer than 1,000,000 bytes"


def test_a_newer_version_is_passed_on_whatever_it_adds() -> None:
    covered = FIRST[: -line.CRC_BYTES].replace(b'"v":1,', b'"v":2,"signed":true,')
    envelope = line.decode(covered + b',"crc":"%08x"}' % zlib.crc32(covered))
    assert (envelope.v, envelope.seq) == (2, 1)
    assert line.read(envelope) is None


@pytest.mark.parametrize(
    ("kind", "body"), [("horoscope", b"{}"), ("vote", b"{}"), ("vote", b"[]"), ("vote", b'{"feedback":1}')]
)
def test_what_is_not_understood_is_not_read_but_is_a_line(kind: str, body: bytes) -> None:
    assert line.read(line.decode(made(kind=kind, body=body))) is None


def test_unknown_keys_of_a_known_kind_are_passed_over() -> None:
    found = line.read(line.decode(made(body=b'{"feedback":"f1","mood":"good"}')))
    assert found is not None
    assert found.body == Vote("f1")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("plain", "plain"),
        ("NUL \0 and\nnewline\r\t\x1b[31m", "NUL \0 and\nnewline\r\t\x1b[31m"),
        ("\u2028 \u2029 \x85 \ufeff", "\u2028 \u2029 \x85 \ufeff"),
        ("👩🏽‍🚀 é 日本", "👩🏽‍🚀 é 日本"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("a byte of another coding \udce9", "a byte of another coding \ufffd"),
        ("\ud83d\ude00 in two halves", "😀 in two halves"),
        ('","crc":"00000000"}', '","crc":"00000000"}'),
    ],
)
def test_a_text_may_hold_anything(typed: str, kept: str) -> None:
    data, body = line.write_body(Feedback(id="f1", kind="idea", text=typed))
    assert body == Feedback(id="f1", kind="idea", text=kept)
    written = made(kind="feedback", body=data)
    assert b"\n" not in written
    found = line.read(line.decode(written))
    assert found is not None
    assert found.body == body


def test_half_characters_are_mended_wherever_they_stand() -> None:
    changes = {"\udc00": ["\ud800", {"x": "\udfff"}, ("ok", 1, None)]}
    _, body = line.write_body(Correction(run="r", changes=changes))
    assert body == Correction(run="r", changes={"\ufffd": ["\ufffd", {"x": "\ufffd"}, ["ok", 1, None]]})


def run(**changed: Any) -> Run:
    said = {
        "id": "r", "play": "p", "title": "t", "blob": "b", "started": "", "ended": "", "seconds": 1.0, "rep": "lee",
        **changed,
    }  # fmt: skip
    return Run(**said)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (run(seconds=float("nan")), "run"),
        (run(mode="seance"), "run"),
        (run(play=None), "run"),
        (run(steps=("not a step",)), "run"),
        (Correction(run="r", changes={"x": object()}), "correction"),
    ],
)
def test_what_could_not_be_read_back_is_refused(body: Any, kind: str) -> None:
    with pytest.raises(RecordRefusedError, match=f"^This {kind} cannot be saved: ") as caught:
        line.write_body(body)
    assert caught.value.kind == kind


def test_values_nested_without_end_are_refused() -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    with pytest.raises(RecordRefusedError):
        line.write_body(Correction(run="r", changes={"x": nested}))


names = st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True)
stamps = st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ").zfill(27))


@given(names, st.integers(2, MAX_CLOCK), st.integers(1, MAX_CLOCK), stamps, st.text(max_size=50))
def test_what_is_written_is_read(name: str, seq: int, clock: int, at: str, text: str) -> None:
    data, body = line.write_body(Feedback(id=name, kind="idea", text=text))
    written = line.encode(f"{name}/{name}/{name}", seq, clock, at, "feedback", data, HASH)
    envelope = line.decode(written)
    assert line.read(envelope) == Record(f"{name}/{name}/{name}", seq, clock, at, "feedback", body)
    assert envelope.prev == HASH


@given(st.integers(0, len(FIRST) - 1), st.integers(1, 255))
def test_no_changed_byte_goes_unnoticed(place: int, change: int) -> None:
    data = bytearray(FIRST)
    data[place] ^= change
    assert reason(bytes(data))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_line_or_say_why(data: bytes) -> None:
    assert reason(data)
    assert reason(sealed(data + b" " * line.CRC_BYTES))


@given(st.integers(0, len(FIRST) - 1))
def test_no_beginning_of_a_line_is_one(size: int) -> None:
    assert reason(FIRST[:size])
