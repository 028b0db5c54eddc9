"""Signatures: what a key vouches for is taken in, what it does not is set aside, and it is said whose and why."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.sync.field import Somebody, bare, branches, git
from tests.sync.test_git_faults import add_lines, next_line

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen here")


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Private keys of two people, with the public ones beside them."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("lee", "eve"):
        asked = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(asked, check=True, capture_output=True)
    return {name: folder / name for name in ("lee", "eve")}


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    return bare(tmp_path / "remote.git")


@pytest.fixture
def listed(keys: Mapping[str, Path]) -> Mapping[str, tuple[str, ...]]:
    """The keys that the playbook lists: Lee's."""
    return {"lee": (keys["lee"].with_suffix(".pub").read_text().strip(),)}


@pytest.fixture
def lee(
    tmp_path: Path, remote: Path, keys: Mapping[str, Path], listed: Mapping[str, tuple[str, ...]]
) -> Somebody:
    return Somebody(tmp_path / "lee", "lee", remote, keys=listed, key=keys["lee"])


@pytest.fixture
def dana(tmp_path: Path, remote: Path, listed: Mapping[str, tuple[str, ...]]) -> Somebody:
    return Somebody(tmp_path / "dana", "dana", remote, keys=listed)


def test_what_is_signed_is_taken_in(remote: Path, lee: Somebody, dana: Somebody) -> None:
    for text in ("one", "two"):
        lee.says(text)
        lee.sync()
    assert "gpgsig" in git("cat-file", "commit", branches(remote)[0], cwd=remote)
    assert git("rev-list", "--count", branches(remote)[0], cwd=remote).strip() == "2"
    report = dana.sync()
    assert (report.pulled, report.quarantined, report.told) == (2, 0, ())
    lee.says("three")
    lee.sync()
    assert dana.sync().pulled == 1
    assert dana.lines() == lee.lines()


def test_what_follows_without_the_key_is_set_aside_and_told(
    remote: Path, lee: Somebody, dana: Somebody
) -> None:
    lee.says("one")
    lee.sync()
    add_lines(remote, lee, next_line(lee))
    report = dana.sync()
    assert (report.pulled, report.quarantined) == (1, 1)
    assert report.told == ("Records in lee's journals that no key of lee signed were set aside.",)
    assert dana.texts() == ["one"]
    assert dana.aside() == ["no key that playbook.toml lists for lee signed it"]
    assert dana.sync()[2:4] == (0, 0)
    dana.store.release(dana.store.quarantine()[0].id)  # a person may decide otherwise
    assert dana.texts() == ["one", "more"]


def test_another_key_is_no_better(
    tmp_path: Path,
    remote: Path,
    keys: Mapping[str, Path],
    listed: Mapping[str, tuple[str, ...]],
    dana: Somebody,
) -> None:
    lee = Somebody(tmp_path / "lee", "lee", remote, keys=listed, key=keys["eve"])
    lee.says("one")
    lee.sync()
    assert dana.sync()[2:4] == (0, 1)


def test_a_key_that_comes_later_vouches_for_what_was_there(
    tmp_path: Path,
    remote: Path,
    keys: Mapping[str, Path],
    listed: Mapping[str, tuple[str, ...]],
    dana: Somebody,
) -> None:
    plain = Somebody(tmp_path / "lee", "lee", remote)
    plain.says("one")
    plain.sync()
    assert dana.sync()[2:4] == (0, 1)
    signing = Somebody(tmp_path / "lee", "lee", remote, keys=listed, key=keys["lee"])
    signing.says("two")
    signing.sync()
    assert dana.sync().pulled == 2
    assert dana.texts() == ["one", "two"]


def test_without_listed_keys_it_is_taken_in_unless_signatures_are_required(
    tmp_path: Path, remote: Path
) -> None:
    mia = Somebody(tmp_path / "mia", "mia", remote)
    mia.says("one")
    mia.sync()
    lax, strict = (
        Somebody(tmp_path / f"dana-{required}", "dana", remote, required=required)
        for required in (False, True)
    )
    assert lax.sync()[2:4] == (1, 0)
    report = strict.sync()
    assert report[2:4] == (0, 1)
    assert "requires signatures and lists no key of mia" in report.told[0]


def test_a_commit_that_was_found_signed_is_not_asked_about_again(
    lee: Somebody, dana: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    lee.says("one")
    lee.sync()
    dana.sync()
    shutil.rmtree(dana.store.records_folder)
    monkeypatch.setattr(
        "playbook.sync.git.signing.Signing._is_signed_by", lambda *_: pytest.fail("asked again")
    )
    assert dana.sync().pulled == 1
