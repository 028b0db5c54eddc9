"""What a sync does, from numbers alone: what is sent, what is asked for, and what must be compared first."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.library.git_said import last_line
from playbook.records.frame import Envelope
from playbook.sync.decide import Plan, Side, plan, refusal, waiting
from playbook.sync.git.said import explain
from playbook.sync.hub import HubRefusedError, HubUnreachableError
from playbook.sync.state import State, keep_state, read_state

MINE, THEIRS, MY_SELF, LINE = "lee/aa/team", "mia/bb/team", "lee/aa/self", "lee/aa/line"


def decided(
    held: dict[str, int], there: dict[str, int], agreed: dict[str, int] | None = None, **how: Any
) -> Plan:
    return plan(
        Side(held, there, agreed or {}),
        written_here=lambda journal: journal.startswith("lee/aa/"),
        mine=how.get("mine", lambda journal: journal.startswith("lee/")),
        leaves=how.get("leaves", lambda journal: not journal.endswith("/line")),
    )


def test_nothing_anywhere_is_done() -> None:
    assert decided({}, {}).is_done
    assert decided({MINE: 4, THEIRS: 2}, {MINE: 4, THEIRS: 2}, {MINE: 4}).is_done


def test_what_the_hub_lacks_of_mine_is_sent_and_what_i_lack_is_asked_for() -> None:
    found = decided({MINE: 7, THEIRS: 2}, {MINE: 4, THEIRS: 9}, {MINE: 4})
    assert found == Plan({MINE: (5, 7)}, {}, {THEIRS: 2})


def test_a_new_journal_is_sent_whole_and_a_new_one_of_others_asked_for_from_the_start() -> None:
    assert decided({MINE: 3}, {THEIRS: 5}) == Plan({MINE: (1, 3)}, {}, {THEIRS: 0})


def test_what_is_for_my_device_alone_never_travels_either_way() -> None:
    assert decided({MY_SELF: 9}, {"mia/bb/self": 4}).is_done


def test_an_audience_that_does_not_leave_through_this_hub_stays() -> None:
    assert decided({LINE: 3}, {}).is_done
    assert decided({LINE: 3}, {}, leaves=lambda _: True).send == {LINE: (1, 3)}


def test_somebody_elses_journal_is_never_sent_for_them() -> None:
    assert decided({THEIRS: 9}, {THEIRS: 4}).is_done


def test_my_journal_from_an_earlier_device_is_sent_again_to_a_hub_that_lost_it() -> None:
    assert decided({"lee/old/team": 5}, {}).send == {"lee/old/team": (1, 5)}


def test_a_hub_that_has_more_of_mine_than_i_remember_is_compared_before_anything_is_believed() -> None:
    found = decided({MINE: 6}, {MINE: 4}, {MINE: 2})
    assert (found.compare, found.send) == ({MINE: (3, 4)}, {MINE: (5, 6)})
    copy = decided({MINE: 4}, {MINE: 9}, {MINE: 4})
    assert (copy.compare, copy.have) == ({}, {MINE: 4})
    forgot = decided({MINE: 4}, {MINE: 9})
    assert (forgot.compare, forgot.have) == ({MINE: (1, 4)}, {MINE: 4})


def test_a_memory_that_says_more_than_there_is_does_no_harm() -> None:
    assert decided({MINE: 2}, {MINE: 2}, {MINE: 99}).is_done


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_whatever_the_numbers_nothing_is_sent_that_i_lack_nor_asked_for_that_i_have(
    held: int, there: int, agreed: int
) -> None:
    found = decided({MINE: held} if held else {}, {MINE: there} if there else {}, {MINE: agreed})
    for first, last in found.send.values():
        assert there < first <= last <= held
    for journal, after in found.have.items():
        assert journal == MINE and after == held < there
    for first, last in found.compare.values():
        assert 1 <= first <= last <= min(held, there)
    assert found.is_done == (held == there and agreed >= held)


def test_what_waits_is_counted_of_this_device_alone() -> None:
    held = {MINE: 7, MY_SELF: 99, THEIRS: 50, LINE: 3, "lee/aa/liaison": 2}
    count = waiting(
        held,
        {MINE: 5, "lee/aa/liaison": 4},
        written_here=lambda journal: journal.startswith("lee/aa/"),
        leaves=lambda journal: not journal.endswith("/line"),
    )
    assert count == 2


# What arrives


def envelope(journal: str) -> Envelope:
    return Envelope(
        journal=journal, seq=1, clock=1, at="2026-11-21T18:15:00.123Z", kind="feedback", v=1,
        body=msgspec.Raw(b"{}"), prev="", crc="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given_as", "line_of", "may", "words"),
    [
        (THEIRS, THEIRS, True, ""),
        (THEIRS, MINE, True, "it is a line of lee/aa/team, and stood among those of mia/bb/team"),
        ("mia/bb/self", "mia/bb/self", True, "never travels"),
        ("mia/bb/line", "mia/bb/line", False, "it is not for you to read"),
    ],
)
def test_what_is_not_taken_in_says_why(given_as: str, line_of: str, may: bool, words: str) -> None:
    said = refusal(given_as, envelope(line_of), may_read=lambda _: may)
    assert words in said if words else said == ""


# What git says


@pytest.mark.parametrize(
    ("stderr", "kind", "words"),
    [
        ("fatal: Authentication failed for 'https://x'", HubRefusedError, "Let git sign in there once"),
        (
            "git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.",
            HubRefusedError,
            "publickey",
        ),
        (
            "fatal: could not read Username for 'https://x': terminal prompts disabled",
            HubRefusedError,
            "git ls-remote",
        ),
        ("remote: error: GH006: Protected branch update failed", HubRefusedError, "docs/sharing.md"),
        ("fatal: '/no/such' does not appear to be a git repository", HubUnreachableError, "[records] hub"),
        (
            "@@@@\n@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.",
            HubRefusedError,
            "Somebody may pose as it",
        ),
        ("Host key verification failed.", HubRefusedError, "Nothing here vouches"),
        (
            "fatal: unable to access 'https://x/': SSL certificate problem: unable to get local issuer certificate",
            HubRefusedError,
            "key or certificate",
        ),
        ("fatal: repository 'https://x/y' not found", HubUnreachableError, "Check the address"),
        (
            "error: inflate: data stream error\nfatal: loose object is corrupt",
            HubUnreachableError,
            "it is damaged",
        ),
        ("ssh: connect to host x port 22: Connection timed out", HubUnreachableError, "Connection timed out"),
        ("", HubUnreachableError, "it gave no reason"),
    ],
)
def test_what_git_complains_of_becomes_what_to_do(stderr: str, kind: type[Exception], words: str) -> None:
    found = explain("the hub", stderr)
    assert type(found) is kind and words in str(found)
    assert "fatal:" not in str(found)


def test_of_many_lines_the_one_that_says_most() -> None:
    said = "hint: try this\nremote: error: no room.\nTo https://x\nDone\n"
    assert last_line(said) == "error: no room" or last_line(said) == "no room"
    assert (
        last_line("fatal: gone.\nfatal: Could not read from remote repository.\n\nPlease make sure you have")
        == "gone"
    )


# What is remembered


def test_what_is_known_is_of_one_hub_alone(tmp_path: Any) -> None:
    assert read_state(tmp_path, "git") == State(hub="git")
    state = State(
        hub="git", last="2026-11-21T18:15:00.123Z", agreed={MINE: 4}, stuck={THEIRS: (2, 9)}, fails=1
    )
    keep_state(tmp_path, state)
    assert read_state(tmp_path, "git") == state
    assert read_state(tmp_path, "postgresql://db.example/x") == State(hub="postgresql://db.example/x")


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"agreed": 3}', b"\xff"])
def test_a_broken_memory_loses_nothing_but_itself(tmp_path: Any, text: bytes) -> None:
    keep_state(tmp_path, State(hub="git", last="x"))
    (tmp_path / "sync" / "state.json").write_bytes(text)
    assert read_state(tmp_path, "git") == State(hub="git")
