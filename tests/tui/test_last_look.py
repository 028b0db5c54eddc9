"""The last look is shown to whom it belongs, on the day and the terminal it was taken for, and to nobody else."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from playbook.clock import FixedClock
from playbook.preferences import Preferences
from playbook.terminal import Terminal
from playbook.workspace import Workspace
from tui.last_look import LastLook, shown

PAINTED = "\x1b[1;1HOstrander is due · 高橋"
MONDAY = datetime(2026, 11, 16, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLAYBOOK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def look(folder: Path, **other: Any) -> LastLook:
    folder.mkdir(exist_ok=True)
    (folder / "playbook.toml").write_text('[playbook]\nid = "fern"\n', encoding="utf-8")
    workspace = Workspace(
        folder,
        data=folder.parent / "data",
        person=other.get("person", "lee"),
        clock=FixedClock(other.get("now", MONDAY)),
    )
    return LastLook.of(
        workspace,
        other.get("preferences", Preferences()),
        other.get("terminal", Terminal()),
        demo=other.get("demo", False),
    )


def test_what_was_kept_is_painted_again_on_a_terminal_of_the_same_size(tmp_path: Path) -> None:
    look(tmp_path / "fern").keep(PAINTED, 80, 24)
    assert look(tmp_path / "fern").painted(80, 24) == PAINTED
    assert look(tmp_path / "fern").painted(80, 25) == ""
    assert look(tmp_path / "fern").painted(120, 24) == ""


@pytest.mark.parametrize(
    "other",
    [
        {"person": "mia"},
        {"now": datetime(2026, 11, 18, 8, tzinfo=UTC)},
        {"preferences": msgspec.structs.replace(Preferences(), clock="12h")},
        {"preferences": msgspec.structs.replace(Preferences(), theme="nord")},
        {"terminal": Terminal(colors="16")},
        {"terminal": Terminal(light=True)},
        {"demo": True},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_would_be_painted_otherwise_today_is_not_painted_again(
    tmp_path: Path, other: dict[str, Any]
) -> None:
    look(tmp_path / "fern").keep(PAINTED, 80, 24)
    assert look(tmp_path / "fern", **other).painted(80, 24) == ""


def test_a_damaged_look_is_not_painted(tmp_path: Path, cache: Path) -> None:
    look(tmp_path / "fern").keep(PAINTED, 80, 24)
    file = next(path for path in cache.rglob("look/**/*") if path.is_file())
    assert (file.stat().st_mode & 0o777) == 0o600  # it names customers
    file.write_bytes(file.read_bytes().replace(b"Ostrander", b"Ostrumble"))
    assert look(tmp_path / "fern").painted(80, 24) == ""


def test_where_there_is_no_terminal_nothing_is_shown(tmp_path: Path) -> None:
    look(tmp_path / "fern").keep(PAINTED, 80, 24)
    stream = io.StringIO()
    painted = look(tmp_path / "fern").for_terminal(stream)
    assert painted == ""
    with shown(painted, stream):
        pass
    assert stream.getvalue() == ""


def test_a_cache_that_cannot_be_written_is_no_loss(tmp_path: Path, cache: Path) -> None:
    cache.write_text("in the way", encoding="utf-8")
    look(tmp_path / "fern").keep(PAINTED, 80, 24)
    assert look(tmp_path / "fern").painted(80, 24) == ""
