"""What both hubs share: a batch, whose a journal is, and what a person is told when a hub refuses."""

from __future__ import annotations

import pytest

from playbook.errors import PlaybookError
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

JOURNAL = "lee/00112233445566ff/pair-kim"


@pytest.mark.parametrize(("first", "count", "last"), [(1, 1, 1), (5, 3, 7), (1, 0, 0), (9, 0, 8)])
def test_a_batch_knows_its_last_number(first: int, count: int, last: int) -> None:
    assert Batch(JOURNAL, first, (b"{}",) * count).last == last


def test_a_journal_says_whose_it_is_where_it_is_written_and_for_whom() -> None:
    assert (owner_of(JOURNAL), device_of(JOURNAL), audience_of(JOURNAL)) == (
        "lee",
        "00112233445566ff",
        "pair-kim",
    )


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (HubUnreachableError("origin", "no route to host"), 3, ["no route to host", "safe here", "online."]),
        (HubRefusedError("origin", "no password", "Ask Kim."), 3, ["no password", "safe here", "Ask Kim."]),
        (NotMineError(JOURNAL), 2, ["somebody else's"]),
        (JournalRewrittenError(JOURNAL, 7), 2, ["number 7", "Nothing was overwritten"]),
        (MissingRecordsError(JOURNAL, 4, 9), 2, ["number 4", "begins at 9"]),
    ],
)
def test_every_refusal_says_what_happened_and_that_nothing_is_lost(
    error: PlaybookError, code: int, says: list[str]
) -> None:
    assert error.exit_code == code
    for part in says:
        assert part in str(error)
