"""What a git remote can do to a journal: each is noticed, told, and costs nobody a record."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from playbook.errors import PlaybookError
from playbook.records import line
from playbook.sync.hub import Batch, HubRefusedError, HubUnreachableError, MissingRecordsError, NotMineError
from tests.records.support import AT, idea, lines
from tests.sync.field import Somebody, bare, branches, files, git


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    return bare(tmp_path / "remote.git")


@pytest.fixture
def lee(tmp_path: Path, remote: Path) -> Somebody:
    return Somebody(tmp_path / "lee", "lee", remote)


@pytest.fixture
def dana(tmp_path: Path, remote: Path) -> Somebody:
    return Somebody(tmp_path / "dana", "dana", remote)


def put(remote: Path, journal: str, name: str, data: bytes, *, parent: str = "", force: bool = False) -> str:
    """Put one file into a journal's branch, as anybody may who can write to the remote."""
    branch = f"refs/heads/journal/{journal}"
    begin = f"from {parent}\n" if parent else "" if force else f"from {branch}^0\n"
    if not parent and not git("for-each-ref", branch, cwd=remote):
        begin = ""
    stream = b"commit %s\ncommitter x <x@x> 0 +0000\ndata 1\nx\n%sM 100644 inline %s\ndata %d\n%s\ndone\n" % (
        branch.encode(), begin.encode(), name.encode(), len(data), data,
    )  # fmt: skip
    git("fast-import", "--quiet", "--force", "--done", cwd=remote, stdin=stream)
    return git("rev-parse", branch, cwd=remote).strip()


def add_lines(remote: Path, somebody: Somebody, *made: bytes) -> None:
    """Put lines after the last of a journal into its branch."""
    held = line.decode(made[0]).seq - 1
    name = f"2026-11/{held + 1}-{held + len(made)}.{somebody.person}.{somebody.store.device}.jsonl"
    put(remote, somebody.journal, name, b"".join(one + b"\n" for one in made))


def next_line(
    somebody: Somebody, body: bytes = b'{"id":"x","kind":"idea","text":"more"}', clock: int = 99
) -> bytes:
    """Return a line that goes on from the last of somebody's journal."""
    held = somebody.lines()[somebody.journal]
    prev = line.digest(held[-1].rstrip(b"\n"))
    return line.encode(somebody.journal, len(held) + 1, clock, AT, "feedback", body, prev)


# A rewritten past


def test_a_force_push_is_told_and_ours_is_kept(remote: Path, lee: Somebody, dana: Somebody) -> None:
    lee.says("one", "two")
    lee.sync()
    dana.sync()
    kept = dana.lines()
    put(
        remote,
        lee.journal,
        f"2026-11/1-1.lee.{lee.store.device}.jsonl",
        lines(lee.journal, [idea(7)])[0] + b"\n",
        force=True,
    )
    report = dana.sync()
    assert any("rewritten on the hub from number 1" in said for said in report.told)
    assert (dana.lines(), dana.aside()) == (kept, [])
    report = lee.sync()
    assert any("rewritten" in said for said in report.told)
    assert lee.lines() == kept
    assert lee.texts() == ["one", "two"]


def test_a_force_push_to_what_once_was_is_filled_again_by_its_owner(
    tmp_path: Path, remote: Path, lee: Somebody, dana: Somebody
) -> None:
    lee.says("one")
    lee.sync()
    shutil.copytree(remote, tmp_path / "backup.git")
    lee.says("two")
    lee.sync()
    dana.sync()
    dana.says("from dana")
    dana.sync()
    shutil.rmtree(remote)
    (tmp_path / "backup.git").rename(remote)
    assert dana.sync().told == ()
    lee.says("three")
    report = lee.sync()
    assert (report.pushed, report.pulled, report.told) == (2, 1, ())
    report = dana.sync()  # other commits than those she knew, with the same lines
    assert (report.pulled, report.quarantined, report.told) == (1, 0, ())
    assert lee.lines() == dana.lines()
    assert dana.sync()[1:4] == lee.sync()[1:4] == (0, 0, 0)
    new = Somebody(tmp_path / "new", "mia", remote)
    new.sync()
    assert new.lines() == lee.lines()


def test_a_branch_that_is_gone_is_made_again(remote: Path, lee: Somebody, dana: Somebody) -> None:
    lee.says("one")
    lee.sync()
    dana.sync()
    git("update-ref", "-d", f"refs/heads/journal/{lee.journal}", cwd=remote)
    assert dana.sync().pulled == 0
    assert lee.sync().pushed == 1
    assert dana.sync()[2:4] == (0, 0)
    assert dana.texts() == ["one"]


# What is no record


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (b"garbage", "checksum"),
        (b"", "empty"),
        (b"\xff\xfe\x00", "checksum"),
        (line.encode("lee/x/team", 1, 2**63, AT, "feedback", b"{}", ""), "clock is 9223372036854775808"),
        (line.encode("kim/00112233445566ff/team", 1, 1, AT, "feedback", idea(1), ""), "line of kim"),
        (line.encode("../../x/y", 1, 1, AT, "feedback", idea(1), ""), "names no journal"),
    ],
)  # fmt: skip
def test_what_does_not_verify_is_set_aside_and_the_rest_is_read_on(
    remote: Path, lee: Somebody, dana: Somebody, made: bytes, reason: str
) -> None:
    lee.says("one")
    lee.sync()
    mia_s = lines("mia/00112233445566ff/team", [idea(1), idea(2)])
    put(
        remote,
        "mia/00112233445566ff/team",
        "2026-11/1-3.mia.00112233445566ff.jsonl",
        b"\n".join([mia_s[0], made, mia_s[1], b""]),
    )
    report = dana.sync()
    assert report.pulled == 3
    assert report.quarantined == (1 if made else 0)
    assert all(reason in said for said in dana.aside())
    again = dana.sync()
    assert (again.pulled, again.quarantined) == (0, 0)
    assert dana.is_whole()


def test_a_line_of_a_journal_that_skips_is_kept_and_its_gap_is_shown(remote: Path, dana: Somebody) -> None:
    journal = "mia/00112233445566ff/team"
    made = lines(journal, [idea(1), idea(2), idea(3)])
    put(remote, journal, "2026-11/1-3.mia.00112233445566ff.jsonl", b"\n".join([made[0], b"x", made[2], b""]))
    assert dana.sync()[2:4] == (2, 1)
    (check,) = dana.store.check()
    assert check.gaps == ((2, 2),)
    put(remote, journal, "2026-11/1-3.mia.00112233445566ff.jsonl", b"\n".join([*made, b""]))
    assert dana.sync().pulled == 1
    assert dana.is_whole()


def test_a_file_of_another_name_or_of_nothing_is_passed_over(
    remote: Path, lee: Somebody, dana: Somebody
) -> None:
    lee.says("one")
    lee.sync()
    for name in (
        "README.md",
        "2026-11/x.jsonl",
        "2026-11/2-1.lee.x.jsonl",
        "2026-11/0-0.lee.x.jsonl",
        "x/y/z",
    ):
        put(remote, lee.journal, name, b"\n")
    assert dana.sync()[2:4] == (1, 0)
    lee.says("two")
    lee.sync()
    assert dana.sync()[2:4] == (1, 0)


def test_somebody_writes_into_my_journal(remote: Path, lee: Somebody, dana: Somebody) -> None:
    lee.says("one")
    lee.sync()
    add_lines(remote, lee, next_line(lee, b'{"id":"x","kind":"idea","text":"not me"}'))
    lee.says("two")
    report = lee.sync()
    assert any("new id" in said for said in report.told)
    dana.sync()
    lee.sync()
    assert sorted(dana.texts()) == sorted(lee.texts()) == ["not me", "one", "two"]
    assert lee.is_whole() and dana.is_whole()


# A lost device


def test_what_comes_from_a_closed_device_is_set_aside_until_it_is_found(
    tmp_path: Path, remote: Path, lee: Somebody, dana: Somebody
) -> None:
    lee.says("one")
    lee.sync()
    dana.sync()
    laptop = Somebody(tmp_path / "laptop", "lee", remote)
    laptop.says("from the new one")
    laptop.sync()
    hub = laptop.hub()
    assert hub.close_device("lee", lee.store.device)
    assert not hub.close_device("lee", lee.store.device)
    hub.close()
    lee.says("by whoever has it")
    with pytest.raises(HubRefusedError, match="closed at 1, as of a lost device"):
        lee.sync()
    add_lines(remote, lee, next_line_after_one(lee))
    report = dana.sync()
    assert (report.pulled, report.quarantined) == (1, 1)
    assert "closed as lost when the journal stood at 1" in dana.aside()[0]
    assert sorted(dana.texts()) == ["from the new one", "one"]
    hub = laptop.hub()
    assert hub.open_device("lee", lee.store.device)
    assert not hub.open_device("lee", lee.store.device)
    hub.close()
    assert dana.sync().pulled == 1
    assert branches(remote) == [f"journal/{one}" for one in sorted([lee.journal, laptop.journal])]


def next_line_after_one(somebody: Somebody) -> bytes:
    """Return the second line of somebody's journal, as they have it themselves."""
    return somebody.lines()[somebody.journal][1].rstrip(b"\n")


# A future version


def test_what_a_newer_program_wrote_is_passed_on_byte_for_byte(
    tmp_path: Path, remote: Path, lee: Somebody, dana: Somebody
) -> None:
    journal = "mia/00112233445566ff/team"
    first = line.encode(journal, 1, 1, AT, "hologram", b'{"id":"1","beam":[1,2]}', "", v=2)
    second = line.encode(journal, 2, 2, AT, "feedback", idea(2), line.digest(first))
    put(remote, journal, "2026-11/1-2.mia.00112233445566ff.jsonl", first + b"\n" + second + b"\n")
    laptop = Somebody(tmp_path / "mia", "mia", remote)
    laptop.sync()
    assert laptop.store.check()[0].not_understood == 1
    other = bare(tmp_path / "other.git")
    Somebody(laptop.data, "mia", other).sync()
    elsewhere = Somebody(tmp_path / "dana", "dana", other)
    elsewhere.sync()
    assert elsewhere.lines()[journal] == [first + b"\n", second + b"\n"]
    assert elsewhere.is_whole()


# A remote that refuses or breaks


def test_a_rule_of_the_host_is_told_with_who_can_change_it(remote: Path, lee: Somebody) -> None:
    hook = remote / "hooks" / "update"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho branches may not be made here >&2\nexit 1\n")
    hook.chmod(0o755)
    lee.says("one")
    with pytest.raises(HubRefusedError, match=r"journal/.*docs/sharing\.md") as refused:
        lee.sync()
    assert refused.value.exit_code == 3
    hook.unlink()
    assert lee.sync().pushed == 1


def test_a_remote_that_lost_objects_harms_one_journal_alone(
    remote: Path, lee: Somebody, dana: Somebody, tmp_path: Path
) -> None:
    lee.says("one")
    lee.sync()
    dana.says("two")
    dana.sync()
    (blob,) = [
        row.split()[2] for row in git("ls-tree", "-r", f"journal/{lee.journal}", cwd=remote).splitlines()
    ]
    (remote / "objects" / blob[:2] / blob[2:]).unlink()
    mia = Somebody(tmp_path / "mia", "mia", remote)
    report = mia.sync()
    assert mia.texts() == ["two"]
    assert any(lee.journal in said and "could not be read" in said for said in report.told)


def test_a_remote_that_is_no_repository(remote: Path, lee: Somebody) -> None:
    lee.says("one")
    lee.sync()
    (remote / "HEAD").unlink()
    lee.says("two")
    with pytest.raises(HubUnreachableError):
        lee.sync()
    assert lee.engine().waiting() == 1


@pytest.mark.parametrize("torn", [b"", b"{", b'{"hub":1}', b"\xff"])
def test_what_a_sync_keeps_may_be_torn_or_gone(lee: Somebody, torn: bytes) -> None:
    lee.says("one")
    lee.sync()
    for name in ("state.json", "held.json"):
        (lee.store.folder / "sync" / name).write_bytes(torn)
    lee.says("two")
    assert lee.sync()[1:4] == (1, 0, 0)
    shutil.rmtree(lee.store.folder / "sync")
    lee.says("three")
    assert lee.sync()[1:4] == (1, 0, 0)


# The hub alone


def test_the_hub_refuses_what_is_not_mine_or_leaves_a_gap(lee: Somebody) -> None:
    lee.says("one")
    hub = lee.hub()
    with pytest.raises(NotMineError):
        hub.push(Batch("kim/00112233445566ff/team", 1, (b"x",)))
    with pytest.raises(MissingRecordsError):
        hub.push(Batch(lee.journal, 2, (b"x",)))
    with pytest.raises(HubRefusedError, match="on this device"):
        hub.push(Batch(f"lee/{lee.store.device}/self", 1, (b"x",)))
    hub.close()


def test_the_same_lines_again_are_passed_over_in_silence(remote: Path, lee: Somebody) -> None:
    lee.says("one", "two")
    lee.sync()
    tip = git("rev-parse", branches(remote)[0], cwd=remote)
    held = tuple(one.rstrip(b"\n") for one in lee.lines()[lee.journal])
    hub = lee.hub()
    hub.push(Batch(lee.journal, 1, held))
    hub.push(Batch(lee.journal, 2, held[1:]))
    with pytest.raises(PlaybookError, match="another record under number 1"):
        hub.push(Batch(lee.journal, 1, (b"other", held[1])))
    hub.close()
    assert git("rev-parse", branches(remote)[0], cwd=remote) == tip
    assert len(files(remote, branches(remote)[0])) == 1
