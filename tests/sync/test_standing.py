"""How far journals are, here and on the hub; and what a hub that refuses says to a person."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from playbook.errors import PlaybookError
from playbook.records import line
from playbook.sync.held import Held
from playbook.sync.hub import (
    Batch,
    HubRefusedError,
    HubUnreachableError,
    JournalRewrittenError,
    MissingRecordsError,
    NotMineError,
    audience_of,
    device_of,
    owner_of,
)
from playbook.sync.standing import OnHub, Standing, standings

LEE = "lee/00112233445566ff/team"
RAY = "ray/ff00112233445566/line"
MINE = "lee/00112233445566ff/self"


@pytest.mark.parametrize(
    ("there", "here", "behind", "waiting"),
    [(0, 0, 0, 0), (7, 7, 0, 0), (7, 3, 4, 0), (3, 7, 0, 4), (0, 9, 0, 9), (9, 0, 9, 0)],
)
def test_a_journal_is_behind_or_waits_but_never_both(
    there: int, here: int, behind: int, waiting: int
) -> None:
    one = Standing(LEE, OnHub(LEE, there), here)
    assert (one.behind, one.waiting) == (behind, waiting)


def test_a_journal_knows_whose_it_is_and_for_whom() -> None:
    one = Standing(RAY, OnHub(RAY, 1), 1)
    assert (one.person, one.device, one.audience) == ("ray", "ff00112233445566", "line")
    assert (owner_of(RAY), device_of(RAY), audience_of(RAY)) == (one.person, one.device, one.audience)


def test_journals_of_either_side_are_listed_once_in_order() -> None:
    found = standings({RAY: 2, LEE: 5}, [OnHub(LEE, 4, 900), OnHub("ada/x/team", 3)])
    assert [(one.journal, one.there.last, one.here) for one in found] == [
        ("ada/x/team", 3, 0),
        (LEE, 4, 5),
        (RAY, 0, 2),
    ]
    assert found[1].there.bytes == 900 and found[2].there.bytes is None


def test_what_never_leaves_a_device_is_not_compared() -> None:
    assert standings({MINE: 9}, []) == []
    assert standings({}, [OnHub(MINE, 9)]) == [], "not even where some hub should have it"
    assert standings({}, []) == []


@pytest.mark.parametrize(("first", "lines", "last"), [(1, 1, 1), (1, 3, 3), (7, 4, 10), (5, 0, 4)])
def test_a_batch_knows_its_last_number(first: int, lines: int, last: int) -> None:
    assert Batch(LEE, first, (b"x",) * lines).last == last


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            HubUnreachableError("origin", "no route"),
            "“origin” cannot be reached (no route). What you recorded is safe here. Try again when you are online.",
        ),
        (
            HubUnreachableError("origin", "busy", "Try again soon"),
            "“origin” cannot be reached (busy). What you recorded is safe here. Try again soon.",
        ),
        (
            HubRefusedError("origin", "403", "Ask whoever keeps it."),
            "“origin” does not allow it (403). What you recorded is safe here. Ask whoever keeps it.",
        ),
        (NotMineError(RAY), f"Not sent: {RAY} is somebody else's, and only they send it."),
        (
            MissingRecordsError(LEE, 3, 9),
            f"The hub has {LEE} up to number 3, and was given what begins at 9. `playbook sync` sends what is missing.",
        ),
    ],
)
def test_what_goes_wrong_is_said_with_what_to_do(error: PlaybookError, said: str) -> None:
    assert str(error) == said


def test_a_rewritten_journal_names_the_number_and_says_that_nothing_is_lost() -> None:
    error = JournalRewrittenError(LEE, 12)
    assert f"number 12 of {LEE}" in str(error) and "Nothing was overwritten" in str(error)


def test_a_hub_that_cannot_be_used_now_has_an_exit_code_of_its_own() -> None:
    assert HubUnreachableError("o", "x").exit_code == HubRefusedError("o", "x", "y.").exit_code == 3
    assert NotMineError(RAY).exit_code != 3


# What is held here


def written(numbers: Iterable[int]) -> bytes:
    """Lines of a journal with these numbers."""
    return b"".join(
        line.encode(
            LEE,
            number,
            number,
            "2026-11-21T12:00:00Z",
            "vote",
            b'{"feedback":"7k3q9m"}',
            "0" * 32 * (number > 1),
        )
        + b"\n"
        for number in numbers
    )


def laid(root: Path, **months: bytes) -> Path:
    folder = root / "records" / LEE
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in months.items():
        (folder / f"{name.removeprefix('m').replace('_', '-')}.jsonl").write_bytes(data)
    return root / "records"


def held(root: Path) -> Held:
    return Held(root / "records", root / "marks.json")


@pytest.mark.parametrize(
    ("months", "reached"),
    [
        ({}, None),
        ({"m2026_11": b""}, 0),
        ({"m2026_11": written([1, 2, 3])}, 3),
        ({"m2026_10": written([1, 2]), "m2026_11": written([3, 4])}, 4),
        ({"m2026_10": written([1, 2]), "m2026_11": written([4, 5])}, 2),
        ({"m2026_11": written([2, 3])}, 0),
        ({"m2026_11": written([1, 2, 4])}, 2),
        ({"m2026_11": written([1, 2, 4]), "late": written([3])}, 4),
        ({"m2026_11": written([1, 2, 4]), "late": written([5])}, 2),
        ({"late": written([2, 1])}, 2),
        ({"m2026_10": b"", "m2026_11": written([1])}, 1),
        ({"m2026_11": written([1, 2]) + b"rubbish\n"}, 2),
    ],
)
def test_a_journal_reaches_to_its_first_gap(
    tmp_path: Path, months: dict[str, bytes], reached: int | None
) -> None:
    laid(tmp_path, **months)
    assert held(tmp_path).vector() == ({} if reached is None else {LEE: reached})


def test_where_nothing_was_ever_recorded_nothing_is_held(tmp_path: Path) -> None:
    assert held(tmp_path).vector() == {}
    assert list(held(tmp_path).lines(LEE, 1, 9)) == []


@pytest.mark.parametrize(
    ("first", "last", "numbers"),
    [(1, 9, [1, 2, 3, 4]), (2, 3, [2, 3]), (4, 4, [4]), (5, 9, []), (6, 9, [6]), (3, 2, [])],
)
def test_lines_are_given_in_order_as_far_as_nothing_is_missing(
    tmp_path: Path, first: int, last: int, numbers: list[int]
) -> None:
    laid(tmp_path, m2026_10=written([1, 2]), m2026_11=written([4, 6]), late=written([3]))
    found = list(held(tmp_path).lines(LEE, first, last))
    assert [seq for seq, _ in found] == numbers
    assert all(data + b"\n" == written([seq]) for seq, data in found), "byte for byte"


@pytest.mark.parametrize("remembered", [b"", b"rubbish", b"[]", b'{"x":{"y":[1]}}', b"\xff\xfe"])
def test_what_is_remembered_may_be_lost_or_broken(tmp_path: Path, remembered: bytes) -> None:
    laid(tmp_path, m2026_11=written([1, 2]))
    (tmp_path / "marks.json").write_bytes(remembered)
    assert held(tmp_path).vector() == {LEE: 2}
    assert held(tmp_path).vector() == {LEE: 2}, "now remembered"


def test_a_file_that_grew_is_read_again(tmp_path: Path) -> None:
    laid(tmp_path, m2026_11=written([1, 2]))
    one = held(tmp_path)
    assert one.vector() == {LEE: 2}
    laid(tmp_path, m2026_11=written([1, 2, 3]))
    assert one.vector() == held(tmp_path).vector() == {LEE: 3}
