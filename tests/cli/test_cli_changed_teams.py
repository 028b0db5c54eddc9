"""A rep who changed teams, or names: who keeps which right, asked of the command line."""

from __future__ import annotations

import pytest

from tests.cli.shell import SETTINGS, Shell, write

BEFORE = 'manager = "kim"'


@pytest.fixture
def moved(own: Shell) -> Shell:
    """Lee had a call in Kim's team, moved to Pat's, and had another one there."""
    assert SETTINGS.count(BEFORE) >= 1
    first = own.start("first-call", account="Acme")
    own.ok(f"runs finish {first} --result advance")
    pat = '\n[people.pat]\nname = "Pat Moreno"\nside = "sales"\nroles = ["manager"]\n'
    head, lee, rest = SETTINGS.partition("[people.lee]")
    write(own.root, {"playbook.toml": head + lee + rest.replace(BEFORE, 'manager = "pat"', 1) + pat})
    second = own.start("first-call", account="Byte")
    own.ok(f"runs finish {second} --result declined")
    return own


def test_the_new_manager_reads_all_their_shared_runs_also_old_ones(moved: Shell) -> None:
    (step, *_) = moved.ok("coach person lee --json", as_="pat").data
    assert (step["n"], len(step["runs"])) == (2, 2)
    (row, *_) = moved.ok("coach team --json", as_="pat").data
    assert row["reached"] == 2


def test_the_old_manager_reads_none_of_them_any_more(moved: Shell) -> None:
    said = moved("coach person lee", as_="kim")
    assert said.code != 0
    assert "Only Lee Park and the managers above may read those runs." in said.err
    assert moved.ok("coach team --json", as_="kim").data == []
    assert moved.ok("runs list --json", as_="kim").data == []


def test_the_runs_stay_the_reps_own(moved: Shell) -> None:
    assert len(moved.ok("runs list --json").data) == 2
    (step, *_) = moved.ok("coach person lee --json").data
    assert step["n"] == 2


def test_back_in_the_old_team_the_rights_are_back_too(moved: Shell) -> None:
    write(moved.root, {"playbook.toml": SETTINGS})
    (step, *_) = moved.ok("coach person lee --json", as_="kim").data
    assert step["n"] == 2


def test_what_somebody_did_under_an_earlier_name_is_theirs_for_their_manager_too(own: Shell) -> None:
    run = own.start("first-call", account="Acme")
    own.ok(f"runs finish {run} --result advance")
    renamed = SETTINGS.replace("[people.lee]", "[people.leonie]").replace(
        'also = ["lpark"]', 'also = ["lee"]'
    )
    write(own.root, {"playbook.toml": renamed})
    later = own.ok("runs start first-call --json", "--account", "Byte", as_="leonie").data["id"]
    own.ok(f"runs finish {later} --result advance", as_="leonie")
    for who in ("kim", "leonie"):
        (step, *_) = own.ok("coach person leonie --json", as_=who).data
        assert (step["n"], step["reps_reached"]) == (2, 1)
