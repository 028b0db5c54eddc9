"""`playbook hub …` over PostgreSQL as it is typed: what is said, printed and returned; and every way it can fail."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest
from psycopg import sql

from tests.cli.conftest import _cache, _laid, own, shell  # noqa: F401 (fixtures)
from tests.cli.shell import Said, Shell
from tests.postgres.northwind import Northwind, batch
from tests.postgres.server import ADMIN

LEE = "lee/00112233445566ff"


@pytest.fixture
def there(own: Shell, own_northwind: Northwind, monkeypatch: pytest.MonkeyPatch) -> Shell:  # noqa: F811
    """A terminal in a playbook whose hub is in PostgreSQL."""
    monkeypatch.setenv("PLAYBOOK_HUB", "postgresql:")
    return own


def as_keeper(shell: Shell, command: str, code: int = 0) -> str:  # noqa: F811
    """Run a command as whoever runs the server; return what it said."""
    os.environ["PGUSER"] = ADMIN
    try:
        said = shell(command)
    finally:
        del os.environ["PGUSER"]
    assert said.code == code, said
    return said.out + said.err


def test_create_and_add_say_what_they_did(there: Shell) -> None:
    assert as_keeper(there, "hub create") == "The hub is as it should be.\n"
    said = as_keeper(there, "hub rights --check", code=1)
    assert "Ann no longer reads the runs of lee.\n" in said
    assert "ann is no longer in playbook.toml and can still log in: playbook hub remove ann\n" in said
    as_keeper(there, "hub rights")
    assert "The hub knows the people as playbook.toml does.\n" in as_keeper(
        there, "hub rights --check", code=1
    )
    assert as_keeper(there, "hub add --all") == "Everybody is there already.\n"
    assert as_keeper(there, "hub add lee") == "Nothing to do: they are there already.\n"


def test_a_new_password_is_printed_once_as_its_owner_needs_it(
    there: Shell, own_northwind: Northwind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = f"new_{own_northwind.parameters['dbname']}"
    with (there.root / "playbook.toml").open("a") as settings:
        settings.write(f'\n[people.{person}]\nname = "New Comer"\nmanager = "kim"\n')
    monkeypatch.setenv("PGHOST", "127.0.0.1")
    os.environ["PGUSER"] = ADMIN
    said = there("hub add", "New Comer")
    del os.environ["PGUSER"]
    assert said.code == 0, said
    assert f"Kim reads the runs of {person}.\n" in said.err
    assert re.fullmatch(rf"127\.0\.0\.1:\d+:\w+:{person}:[\w-]{{20,}}\n", said.out)
    password = tmp_path / "pgpass"
    password.write_text(said.out)
    password.chmod(stat.S_IRUSR)
    monkeypatch.delenv("PGPASSWORD")
    monkeypatch.setenv("PGPASSFILE", str(password))
    assert there("hub status", as_=person).err == "No journal here, none on the hub.\n"
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    refused = there("hub status", as_=person)
    assert (refused.code, refused.out) == (3, "")
    assert f"it wants a password for {person}, and none was found" in refused.err
    own_northwind.admin.execute(sql.SQL("drop owned by {0}").format(sql.Identifier(person)))


def test_people_and_what_they_read(there: Shell) -> None:
    as_keeper(there, "hub rights")
    found = there.ok("hub people --json", as_="lee").data
    assert found == [
        {"id": "lee", "role": "lee", "names": ["lpark"], "liaison": False, "admin": False, "reads": []}
    ]
    said = as_keeper(there, "hub people")
    assert re.search(r"^kim +kim +runs of lee, mia$", said, re.MULTILINE)
    assert re.search(r"^dana +dana +what is for liaisons$", said, re.MULTILINE)
    assert re.search(r"^lee +lee +lpark$", said, re.MULTILINE)


def test_status_says_how_far_each_journal_is_here_and_there(there: Shell, own_northwind: Northwind) -> None:
    own_northwind.hub("mia").push(batch("mia/aa/team", 3))
    there.ok("feedback add idea shorter", as_="lee")
    there.ok("runs start first-call", as_="lee")
    rows = there.ok("hub status --json", as_="lee").data
    assert [
        (row["person"], row["audience"], row["hub"], row["here"], row["behind"], row["waiting"])
        for row in rows
    ] == [
        ("lee", "team", 0, 1, 0, 1),
        ("mia", "team", 3, 0, 3, 0),
    ]
    assert rows[1]["bytes"] > 300
    assert rows[1]["pushed"].endswith("Z")
    said = there.ok("hub status", as_="lee")
    assert re.search(r"^mia/aa/team +3 +0 +3 +0\.\d kB +20\d\d-", said.out, re.MULTILINE)
    assert re.fullmatch(r"2 journals, \d+\.\d MB in the database\.\n", said.err)


def test_a_lost_device_is_closed_and_found_again(there: Shell, own_northwind: Northwind) -> None:
    own_northwind.hub("lee").push(batch(f"{LEE}/team", 1))
    said = there.ok("hub close-device lee 001122", as_="lee").err
    assert said.startswith("Nothing more is taken from 00112233445566ff; what it sent stays.")
    assert "hub add lee --new-password" in said
    assert there.ok("hub close-device lee 00112233445566ff", as_="lee").err == "It is closed already.\n"
    assert there.ok("hub status --json", as_="lee").data[0]["closed"]
    refused = there("hub close-device lee 001122", as_="mia")
    assert (refused.code, "the device is somebody else's" in refused.err) == (3, True)
    assert "Records are taken from 00112233445566ff again." in as_keeper(
        there, "hub close-device lee 001122 --undo"
    )
    assert as_keeper(there, "hub close-device lee 001122 --undo") == "It is open already.\n"
    unknown = there("hub close-device lee zzzz", as_="lee")
    assert (unknown.code, "playbook hub status" in unknown.err) == (2, True)


def test_whoever_does_not_keep_the_hub_is_told_so(there: Shell) -> None:
    os.environ["PGUSER"] = "lee"
    refused = there("hub add mia")
    del os.environ["PGUSER"]
    assert (refused.code, refused.out) == (2, "")
    assert "lee does not keep this hub" in refused.err


@pytest.mark.parametrize(
    "command", ["hub add", "hub add lee --all", "hub add --all --role x", "hub add nobody"]
)
def test_whom_to_add_is_said_clearly(there: Shell, command: str) -> None:
    os.environ["PGUSER"] = ADMIN
    refused = there(command)
    del os.environ["PGUSER"]
    assert (refused.code, refused.out) == (2, "")
    assert len(refused.err.splitlines()) == 1


@pytest.mark.parametrize(
    "command", ["hub create", "hub add lee", "hub remove lee", "hub people", "hub rights"]
)
def test_a_hub_on_git_needs_nobody_to_keep_it(own: Shell, command: str) -> None:  # noqa: F811
    refused = own(f"{command} --hub ../records.git")
    assert (refused.code, refused.out) == (2, "")
    assert "A hub on git needs nobody to keep it" in refused.err


def test_an_address_with_a_password_is_refused_wherever_it_comes_from(
    there: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "postgresql://lee:opensesame@localhost/x"
    monkeypatch.delenv("PLAYBOOK_HUB")
    told: list[Said] = []
    for command in (f"hub status --hub {secret}", f"sync --hub {secret}", "hub use", "hub use"):
        more = [secret] if command == "hub use" else []
        told.append(there(command, *(["host=db password=opensesame"] if more and len(told) == 3 else more)))
    with (there.root / "playbook.toml").open("a") as settings:
        settings.write(f'\n[records]\nhub = "{secret}"\n')
    told.append(there("sync"))
    told.append(there("doctor --privacy"))
    for said in told:
        assert "opensesame" not in said.out + said.err
    for said in told[:-1]:
        assert (said.code, said.out) == (2, "")
        assert "password" in said.err


def test_hub_use_takes_an_address_of_postgresql(there: Shell) -> None:
    there.ok("hub use", "service=northwind")
    assert 'hub = "service=northwind"' in (there.root / "playbook.toml").read_text()
