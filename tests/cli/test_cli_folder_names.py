"""A playbook in a folder whose name is no UTF-8, as an old archive leaves one: everything works there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from playbook.device import read_device, written
from tests.cli.shell import Shell

PAGE = "plays/discover/first-call"


@pytest.fixture
def odd(own: Shell) -> Shell:
    """The playbook in such a folder, without an id of its own: the device remembers which it is."""
    folder = own.root.parent / os.fsdecode(b"caf\xe9")
    try:
        own.root.rename(folder)
    except OSError:
        pytest.skip("this disk takes only names that are UTF-8")
    own.root = folder
    settings = folder / "playbook.toml"
    settings.write_text(settings.read_text("utf-8").replace('id = "northwind"\n', ""), "utf-8")
    return own


@pytest.mark.parametrize(
    "command", ["plays list", "plays lint", f"plays history {PAGE}", f"plays blame {PAGE}", "news"]
)
def test_its_pages_are_read(odd: Shell, command: str) -> None:
    said = odd(command, as_="lee")
    assert "went wrong" not in said.err
    assert said.code in (0, 1), "the linter ends with 1 where it has found something"


def test_what_was_said_there_is_there_the_next_time(odd: Shell) -> None:
    odd.ok(f'feedback add wrong "The price is last year\'s" --play {PAGE}', as_="lee")
    assert "The price is last year's" in odd.ok("feedback list", as_="dana").out


def test_its_name_is_kept_as_text(tmp_path: Path) -> None:
    assert written(Path(os.fsdecode(b"/srv/caf\xe9"))) == r"/srv/caf\xe9"
    assert written(Path("/srv/café")) == "/srv/café"
    (tmp_path / "device.json").write_bytes(b"\xff")
    assert read_device(tmp_path).last == ""
