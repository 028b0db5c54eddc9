"""Two devices and a git remote: what one records the other has, byte for byte, whatever happens between."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from playbook.clock import FixedClock
from playbook.records.lock import Lock
from playbook.records.model import Seen
from playbook.sync.engine import OneAtATimeError
from playbook.sync.git.folder import GitFolder
from playbook.sync.hub import HubUnreachableError
from playbook.sync.state import read_state
from tests.sync.field import NOON, PEOPLE, Somebody, bare, branches, files, git


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    return bare(tmp_path / "remote.git")


@pytest.fixture
def lee(tmp_path: Path, remote: Path) -> Somebody:
    return Somebody(tmp_path / "lee", "lee", remote)


@pytest.fixture
def dana(tmp_path: Path, remote: Path) -> Somebody:
    return Somebody(tmp_path / "dana", "dana", remote)


def test_what_one_says_the_other_hears_and_the_answer_comes_back(lee: Somebody, dana: Somebody) -> None:
    lee.says("hello", "again")
    assert lee.sync()[1:5] == (2, 0, 0, 1)
    dana.says("thanks")
    assert dana.sync()[1:5] == (1, 2, 0, 2)
    assert lee.sync()[1:3] == (0, 1)
    assert lee.lines() == dana.lines()
    assert sorted(lee.texts()) == ["again", "hello", "thanks"]
    assert lee.sync()[1:3] == dana.sync()[1:3] == (0, 0)


def test_each_sync_adds_one_segment_to_a_branch_of_its_own(lee: Somebody, remote: Path) -> None:
    lee.says("one", "two")
    lee.sync()
    lee.says("three")
    lee.sync()
    (branch,) = branches(remote)
    device = lee.store.device
    assert branch == f"journal/lee/{device}/team"
    found = files(remote, branch)
    assert list(found) == [f"2026-11/1-2.lee.{device}.jsonl", f"2026-11/3-3.lee.{device}.jsonl"]
    assert "".join(found.values()).encode() == b"".join(lee.lines()[lee.journal])
    assert git("log", "-1", "--format=%an <%ae> %cd", "--date=iso-strict", branch, cwd=remote).strip() == (
        "lee <lee@x.example> 2026-11-21T12:00:00+00:00"
    )


def test_a_month_that_is_over_is_folded_by_its_owner_and_read_as_before(
    tmp_path: Path, remote: Path, dana: Somebody
) -> None:
    clock = FixedClock(NOON)
    lee = Somebody(tmp_path / "lee", "lee", remote, clock=clock)
    for text in "abc":
        lee.says(text)
        lee.sync()
    dana.sync()
    clock.at += timedelta(days=30)
    lee.says("d")
    lee.sync()
    names = [name.rsplit("/", 1)[-1].split(".")[0] for name in files(remote, branches(remote)[0])]
    assert names == ["1-3", "4-4"]
    late = Somebody(tmp_path / "late", "mia", remote)
    for one in (dana, late):
        one.sync()
        assert one.lines() == lee.lines()


def test_two_months_in_one_sync_are_two_segments(tmp_path: Path, remote: Path, dana: Somebody) -> None:
    clock = FixedClock(NOON)
    lee = Somebody(tmp_path / "lee", "lee", remote, clock=clock)
    lee.says("november")
    clock.at += timedelta(days=30)
    lee.says("december")
    clock.at -= timedelta(days=365)
    lee.says("a clock set back by a year")
    lee.sync()
    assert [name[:7] for name in files(remote, branches(remote)[0])] == ["2026-11", "2026-12"]
    dana.sync()
    assert dana.lines() == lee.lines()
    assert dana.texts() == ["november", "december", "a clock set back by a year"]


# Who gets what


def test_audiences_are_kept(tmp_path: Path, remote: Path, lee: Somebody, dana: Somebody) -> None:
    for audience in ("team", "liaison", "line", "pair-kim", "self"):
        lee.says(audience, audience=audience)
    lee.store.append(Seen("x"))
    lee.sync()
    assert {name.rsplit("/", 1)[1] for name in branches(remote)} == {"team", "liaison"}
    dana.sync()
    assert sorted(dana.texts()) == ["liaison", "team"]
    mia, kim = (Somebody(tmp_path / name, name, remote) for name in ("mia", "kim"))
    for one in (mia, kim):
        one.sync()
        assert one.texts() == ["team"]


def test_runs_leave_for_managers_where_the_playbook_says_so(tmp_path: Path, remote: Path) -> None:
    lee, kim, mia = (
        Somebody(tmp_path / name, name, remote, line_on_git=True) for name in ("lee", "kim", "mia")
    )
    lee.says("a run", audience="line")
    lee.says("between us", audience="pair-kim")
    for one in (lee, kim, mia):
        one.sync()
    assert (kim.texts(), mia.texts()) == (["a run"], [])


def test_nothing_leaves_before_one_is_among_the_people(tmp_path: Path, remote: Path, dana: Somebody) -> None:
    dana.says("here")
    dana.sync()
    stranger = Somebody(tmp_path / "new", "newcomer", remote, people=PEOPLE)
    stranger.says("hello")
    assert stranger.sync()[1:3] == (0, 1)
    assert len(branches(remote)) == 1
    listed = {**PEOPLE, "newcomer": PEOPLE["mia"]}
    assert Somebody(tmp_path / "new", "newcomer", remote, people=listed).sync().pushed == 1


# Devices


def test_a_new_laptop_has_all_of_ones_own_and_goes_on_under_a_new_device(
    tmp_path: Path, remote: Path, lee: Somebody
) -> None:
    lee.says("one", "two")
    lee.says("for liaisons", audience="liaison")
    lee.sync()
    laptop = Somebody(tmp_path / "laptop", "lee", remote)
    laptop.sync()
    assert laptop.lines() == lee.lines()
    laptop.says("three")
    laptop.sync()
    lee.sync()
    assert laptop.lines() == lee.lines()
    assert len({name.split("/")[1] for name in laptop.lines()}) == 2
    assert lee.is_whole() and laptop.is_whole()


def test_an_empty_new_hub_is_filled_from_what_each_device_holds(
    tmp_path: Path, lee: Somebody, dana: Somebody
) -> None:
    lee.says("one")
    lee.sync()
    dana.says("two")
    dana.sync()
    other = bare(tmp_path / "other.git")
    lee2, dana2 = (Somebody(one.data, one.person, other) for one in (lee, dana))
    for one in (lee2, dana2, lee2):
        one.sync()
    assert lee2.lines() == dana2.lines()
    assert len(branches(other)) == 2


def test_what_this_disk_lost_comes_back_from_the_hub(lee: Somebody) -> None:
    lee.says("one", "two", "three")
    lee.sync()
    (month,) = (lee.store.records_folder / lee.journal).glob("*.jsonl")
    whole = month.read_bytes()
    month.write_bytes(whole.replace(b'"two"', b'"tvo"'))
    again = Somebody(lee.data, "lee", lee.remote)
    assert again.sync().pulled == 1
    assert sorted(again.texts()) == ["one", "three", "two"]
    assert [one.whole for one in again.store.check()] == [True]


def test_a_data_folder_from_an_old_backup_gets_back_what_it_had_sent(tmp_path: Path, lee: Somebody) -> None:
    import shutil

    lee.says("one")
    lee.sync()
    shutil.copytree(lee.data, tmp_path / "backup")
    lee.says("two")
    lee.sync()
    restored = Somebody(tmp_path / "backup", "lee", lee.remote)
    assert restored.sync().pulled == 1
    restored.says("three")
    restored.sync()
    assert restored.texts() == ["one", "two", "three"]
    assert len(restored.lines()) == 1


def test_a_copied_home_goes_on_under_a_new_device_and_both_keep_all(
    tmp_path: Path, lee: Somebody, dana: Somebody
) -> None:
    import shutil

    lee.says("before")
    lee.sync()
    shutil.copytree(lee.data, tmp_path / "copy")
    copy = Somebody(tmp_path / "copy", "lee", lee.remote, seed=77)
    lee.says("desk")
    copy.says("laptop", "laptop again")
    lee.sync()
    report = copy.sync()
    assert any("new id" in line for line in report.told)
    for one in (lee, dana):
        one.sync()
    assert copy.lines() == lee.lines() == dana.lines()
    assert sorted(dana.texts()) == ["before", "desk", "laptop", "laptop again"]
    assert copy.is_whole() and lee.is_whole() and dana.is_whole()


# What goes wrong


def test_a_hub_out_of_reach_is_said_and_remembered_and_nothing_is_lost(
    tmp_path: Path, remote: Path, lee: Somebody
) -> None:
    lee.says("one")
    remote.rename(tmp_path / "gone")
    with pytest.raises(HubUnreachableError, match="safe here"):
        lee.sync()
    state = read_state(lee.store.folder, "hub")
    assert (state.last, state.fails) == ("", 1)
    assert "Check the address" in state.trouble
    assert lee.engine().waiting() == 1
    (tmp_path / "gone").rename(remote)
    assert lee.sync().pushed == 1
    state = read_state(lee.store.folder, "hub")
    assert (state.trouble, state.fails, lee.engine().waiting()) == ("", 0, 0)


def test_one_sync_at_a_time(lee: Somebody) -> None:
    from playbook.records.disk import Disk

    lee.says("one")
    held = Lock(lee.store.folder / "sync" / "lock", Disk())
    with held.hold(), pytest.raises(OneAtATimeError, match="at this moment"):
        lee.sync()
    held.close()
    assert lee.sync().pushed == 1


def test_looking_changes_nothing(lee: Somebody, dana: Somebody, remote: Path) -> None:
    lee.says("one", "two")
    assert lee.engine().look().send == {lee.journal: (1, 2)}
    assert branches(remote) == []
    lee.sync()
    engine = dana.engine()
    plan = engine.look()
    assert (plan.have, engine.coming(plan), dana.texts()) == ({lee.journal: 0}, 2, [])


def test_what_others_put_into_the_remote_is_passed_over(lee: Somebody, dana: Somebody, remote: Path) -> None:
    tree = git("mktree", cwd=remote, stdin=b"").strip()
    commit = git("commit-tree", "-m", "x", tree, cwd=remote).strip()
    for name in ("main", "journal/kim/x/team/more", "journal/mia", "proposals/x"):
        git("update-ref", f"refs/heads/{name}", commit, cwd=remote)
    lee.says("one")
    lee.sync()
    assert dana.sync()[1:5] == (0, 1, 0, 1)


def test_the_repository_of_the_hub_runs_no_hook_and_touches_no_working_tree(
    lee: Somebody, tmp_path: Path
) -> None:
    lee.says("one")
    lee.sync()
    folder = next((lee.store.folder / "sync").glob("git-*"))
    (folder / "hooks").mkdir(exist_ok=True)
    for name in ("pre-push", "reference-transaction", "post-update"):
        hook = folder / "hooks" / name
        hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n")
        hook.chmod(0o755)
    lee.says("two")
    assert lee.sync().pushed == 1
    assert not (tmp_path / "ran").exists()
    assert GitFolder(folder, lee.remote, "hub").known([lee.journal]).keys() == {lee.journal}


def test_of_few_branches_and_of_many_the_same_is_known(
    lee: Somebody, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for audience in ("team", "liaison"):
        lee.says(audience, audience=audience)
    lee.sync()
    folder = next((lee.store.folder / "sync").glob("git-*"))
    kept = GitFolder(folder, lee.remote, "hub")
    journals = [lee.journal, lee.journal.replace("team", "liaison")]
    few = kept.known([*journals, "mia/00/team"])
    assert set(few) == set(journals), "what was pushed is remembered without asking anybody"
    assert all(
        git("rev-parse", f"journal/{one}", cwd=remote).strip() == commit for one, commit in few.items()
    )
    monkeypatch.setattr("playbook.sync.git.folder._FEW", 0)
    assert kept.known(journals) == few
    kept.close()
