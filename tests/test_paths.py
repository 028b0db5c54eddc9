"""Where things lie: folders that the environment names, and paths as people type them."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook import paths


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A playbook's folder, with one page."""
    (tmp_path / "pb/plays").mkdir(parents=True)
    (tmp_path / "pb/plays/a.md").write_text("# A\n", "utf-8")
    return tmp_path / "pb"


@pytest.mark.parametrize(("here", "typed", "under"), [
    ("pb", "plays/a.md", "plays/a.md"),
    ("pb", "./plays//a.md", "plays/a.md"),
    ("pb/plays", "a.md", "plays/a.md"),
    ("pb/plays", "..", "."),
    ("pb", ".", "."),
    ("pb", "plays/", "plays"),
    (".", "pb/plays/a.md", "plays/a.md"),
    (".", "plays/a.md", "plays/a.md"),  # not beside the playbook, so it is meant as it stands
    (".", "plays/../plays/a.md", "plays/a.md"),
    ("pb", "../outside.md", "../outside.md"),
])  # fmt: skip
def test_a_typed_path_is_told_under_the_playbook(
    root: Path, monkeypatch: pytest.MonkeyPatch, here: str, typed: str, under: str
) -> None:
    monkeypatch.chdir(root.parent / here)
    assert paths.under(root, typed) == under


def test_a_typed_path_may_go_through_a_link(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root.parent / "link").symlink_to(root)
    monkeypatch.chdir(root.parent)
    assert paths.under(root, "link/plays/a.md") == "plays/a.md"
    assert paths.under(root.parent / "link", str(root / "plays/a.md")) == "plays/a.md"


def test_folders_can_be_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"PLAYBOOK_{name}", str(tmp_path / name))
    assert paths.data_folder() == tmp_path / "DATA"
    assert paths.data_folder(tmp_path / "mine") == tmp_path / "mine"
    assert paths.cache_folder() == tmp_path / "CACHE"
    assert paths.config_folder() == tmp_path / "CONFIG"
