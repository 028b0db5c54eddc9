"""docs/postgresql.md: its commands are run as they stand, top to bottom, backup and restore among them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest

from playbook.sync.postgres.hub import PostgresHub
from tests.docs.conftest import _cache, _starter, terminal  # noqa: F401 (fixtures)
from tests.docs.markdown import code, fences, read, section, tables
from tests.docs.terminal import Terminal
from tests.postgres.server import ADMIN, Server

DOC = read("postgresql.md")


@pytest.fixture
def here(terminal: Terminal, frail: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:  # noqa: F811
    """A terminal in a playbook that may be changed, beside a server of this machine and its programs."""
    shutil.copytree(terminal.root, tmp_path / "acme")
    monkeypatch.chdir(tmp_path / "acme")
    monkeypatch.setenv("PATH", f"{frail.bin}{os.pathsep}{os.environ['PATH']}")
    for key, value in frail.address.items():
        monkeypatch.setenv(f"PG{key.upper()}", value)
    for key in ("PGUSER", "PGDATABASE", "PGPASSWORD"):
        monkeypatch.delenv(key, raising=False)
    return terminal


def run(terminal: Terminal, line: str) -> str:  # noqa: F811
    """Run one line of the document; return what it printed."""
    words = line.split()
    if "=" in words[0]:
        name, _, value = words[0].partition("=")
        os.environ[name] = value
        try:
            return run(terminal, " ".join(words[1:]))
        finally:
            del os.environ[name]
    if words[0] == "playbook":
        return terminal.run(line)
    environment = {"PGUSER": ADMIN} | os.environ  # who runs the server makes and drops databases
    done = subprocess.run(words, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, (line, done.stderr.decode())
    return done.stdout.decode()


def test_its_commands_run_from_top_to_bottom(here: Terminal, frail: Server, tmp_path: Path) -> None:
    set_up, keep, dump, restore = fences(DOC, "sh")
    assert len(set_up.splitlines()) == 5
    for line in set_up.splitlines()[:-1]:
        run(here, line)
    here.run("playbook --as lee feedback add idea 'A shorter opener'")
    run(here, set_up.splitlines()[-1])
    assert "A shorter opener" in here.run(f"playbook --as dana --data {tmp_path}/dana sync") + here.run(
        f"playbook --as dana --data {tmp_path}/dana feedback list"
    )
    (row,) = json.loads(here.run("playbook --as lee hub status --json"))
    told = {code(one[0])[0]: code(one[1])[0].split() for one in tables(section(DOC, "## Commands"))[1][1:]}
    assert list(row) == told["hub status"]
    assert list(json.loads(run(here, f"PGUSER={ADMIN} playbook hub people --json"))[0]) == told["hub people"]
    for line in keep.splitlines():
        run(here, line.replace("$DEVICE", row["device"]))
    run(here, dump.strip())

    # What came after the backup is filled in again by the device that wrote it.
    here.run("playbook --as lee feedback add idea 'A shorter close'")
    here.run("playbook --as lee sync")
    for line in restore.splitlines()[:-1]:
        run(here, line)
    assert list(_hub(frail).vector().values()) == [1]
    run(here, restore.splitlines()[-1])
    assert list(_hub(frail).vector().values()) == [2]
    with psycopg.connect(**frail.address, user=ADMIN, dbname="northwind") as server:  # type: ignore[arg-type]
        owners = server.execute(
            "select distinct tableowner from pg_tables where schemaname = 'playbook'"
        ).fetchall()
        assert owners == [("playbook_northwind_owner",)]
    run(here, "dropdb northwind")


def _hub(frail: Server) -> PostgresHub:
    return PostgresHub.at(f"host={frail.folder} port={frail.port} dbname=northwind", "dana")


def test_the_address_that_it_shows_first_is_written_where_it_says(here: Terminal, tmp_path: Path) -> None:
    run(here, fences(DOC, "sh")[0].splitlines()[1])
    assert re.search(
        r'^hub = "postgresql:///northwind"$', (tmp_path / "acme" / "playbook.toml").read_text(), re.M
    )
