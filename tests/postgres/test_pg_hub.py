"""The PostgreSQL hub as people use it: what goes in, what comes out, and for whom."""

from __future__ import annotations

import pytest

from playbook.records import line
from playbook.sync.hub import (
    Batch,
    HubRefusedError,
    JournalRewrittenError,
    MissingRecordsError,
    NotMineError,
)
from tests.postgres.northwind import Northwind, batch, pulled
from tests.records.support import AT, idea, lines

LEE = "lee/00112233445566ff"
TEAM, RUNS = f"{LEE}/team", f"{LEE}/line"


def test_what_one_pushes_the_others_pull_byte_for_byte(northwind: Northwind) -> None:
    sent = batch(TEAM, 3)
    northwind.hub("lee").push(sent)
    mia = northwind.hub("mia")
    assert mia.vector() == {TEAM: 3}
    assert pulled(mia) == {TEAM: list(sent.lines)}
    assert pulled(mia, {TEAM: 2}) == {TEAM: [sent.lines[2]]}
    assert pulled(mia, {TEAM: 3}) == {}


def test_a_hub_with_nothing_on_it_says_so(northwind: Northwind) -> None:
    assert northwind.hub("lee").vector() == {}
    assert pulled(northwind.hub("lee")) == {}


def test_a_text_with_a_null_in_it_is_kept_as_it_is(northwind: Northwind) -> None:
    odd = rb'{"id":"i1","kind":"idea","text":"\u0000 \ud83d\ude00 b\"ack\\slash"}' + "ж – 日本".encode()
    said = line.encode(TEAM, 1, 1, AT, "feedback", odd.replace(b'"}', b"", 1) + b'"}', "")
    northwind.hub("lee").push(Batch(TEAM, 1, (said,)))
    assert pulled(northwind.hub("mia")) == {TEAM: [said]}


def test_the_same_again_is_taken_in_silence_and_once(northwind: Northwind) -> None:
    lee = northwind.hub("lee")
    lee.push(batch(TEAM, 3))
    lee.push(batch(TEAM, 3))
    lee.push(batch(TEAM, 5, first=2))
    lee.push(Batch(TEAM, 6, ()))
    assert pulled(lee) == {TEAM: list(batch(TEAM, 5).lines)}


def test_a_rewritten_journal_is_refused_and_the_old_one_stands(northwind: Northwind) -> None:
    lee = northwind.hub("lee")
    lee.push(batch(TEAM, 3))
    other = lines(TEAM, [idea(number) for number in (1, 9, 3, 4)])
    with pytest.raises(JournalRewrittenError) as caught:
        lee.push(Batch(TEAM, 1, tuple(other)))
    assert caught.value.seq == 2
    assert pulled(lee) == {TEAM: list(batch(TEAM, 3).lines)}


def test_a_gap_is_refused_with_what_is_there(northwind: Northwind) -> None:
    lee = northwind.hub("lee")
    lee.push(batch(TEAM, 2))
    with pytest.raises(MissingRecordsError) as caught:
        lee.push(batch(TEAM, 5, first=4))
    assert (caught.value.has, caught.value.first) == (2, 4)
    with pytest.raises(MissingRecordsError):
        lee.push(Batch(RUNS, 0, (b"x",)))
    assert lee.vector() == {TEAM: 2}


def test_only_its_owner_pushes_a_journal_also_one_begun_under_an_earlier_name(northwind: Northwind) -> None:
    northwind.hub("lee").push(batch("lpark/00112233445566ff/team", 1))
    for journal in ("lee/00/team", "lpark/00112233445566ff/team", "nobody/00/team"):
        with pytest.raises(NotMineError):
            northwind.hub("mia").push(batch(journal, 2, first=2))
    with pytest.raises(NotMineError):
        northwind.hub("lee").push(batch("mia/00/team", 1))


@pytest.mark.parametrize(
    "wrong",
    [
        b"x\ny",
        b'{"v":1,"journal":"mia/00/team","seq":1,' + b"x" * 100,
        b'{"v":1,"journal":"%b","seq":2,' % TEAM.encode() + b"x" * 100,
        b'{"v":1,"journal":"%b","seq":1,"clock":1,"at":"2026-99-99T00:00:00Z","kind":"x"' % TEAM.encode(),
        b'{"v":2,"journal":"x"}' + b"x" * 1_000_000,
    ],
    ids=["newline", "another journal", "another number", "no time", "too long"],
)
def test_what_is_no_line_of_the_journal_is_refused_with_all_of_its_batch(
    northwind: Northwind, wrong: bytes
) -> None:
    lee = northwind.hub("lee")
    with pytest.raises(HubRefusedError):
        lee.push(Batch(TEAM, 1, (wrong, *batch(TEAM, 2).lines[1:])))
    assert lee.vector() == {}


def test_a_line_of_a_later_version_is_passed_on(northwind: Northwind) -> None:
    later = b'{"v":7,"seq":1,"crc32c":"x"}'
    northwind.hub("lee").push(Batch(TEAM, 1, (later,)))
    assert pulled(northwind.hub("mia")) == {TEAM: [later]}


def test_a_pull_comes_in_pages_and_is_whole(northwind: Northwind, monkeypatch: pytest.MonkeyPatch) -> None:
    from playbook.sync.postgres import hub

    monkeypatch.setattr(hub, "_FIRST_PAGE", 7)
    monkeypatch.setattr(hub, "PAGE_BYTES", 1_500)
    lee = northwind.hub("lee")
    sent = {
        f"lee/{device}/team": batch(f"lee/{device}/team", count)
        for device, count in (("a", 30), ("b", 1), ("c", 14))
    }
    for one in sent.values():
        lee.push(one)
    mia = northwind.hub("mia")
    assert pulled(mia) == {name: list(one.lines) for name, one in sent.items()}
    assert pulled(mia, {"lee/a/team": 29, "lee/c/team": 3}) == {
        "lee/a/team": list(sent["lee/a/team"].lines[29:]),
        "lee/b/team": list(sent["lee/b/team"].lines),
        "lee/c/team": list(sent["lee/c/team"].lines[3:]),
    }


def test_a_line_longer_than_a_page_comes_too(northwind: Northwind, monkeypatch: pytest.MonkeyPatch) -> None:
    from playbook.sync.postgres import hub

    monkeypatch.setattr(hub, "PAGE_BYTES", 100)
    lee = northwind.hub("lee")
    long = b'{"id":"i","kind":"idea","text":"%b"}' % (b"x" * 900_000)
    sent = Batch(TEAM, 1, tuple(lines(TEAM, [long, idea(2), long])))
    lee.push(sent)
    assert pulled(northwind.hub("mia")) == {TEAM: list(sent.lines)}
