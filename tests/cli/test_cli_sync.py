"""`playbook sync`, `hub` and `quarantine`, as people type them; and who sees what, told before anything leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.sync.field import bare, branches


@pytest.fixture
def team(own: Shell, tmp_path: Path) -> Shell:
    """A terminal in a playbook whose records meet in a repository beside it."""
    bare(tmp_path / "records.git")
    own.ok("hub use ../records.git")
    return own


def elsewhere(tmp_path: Path) -> list[str]:
    return ["--data", str(tmp_path / "other")]


def test_without_a_hub_it_says_what_to_do(shell: Shell) -> None:
    said = shell("sync")
    assert said.code == 2
    assert "stays on this device" in said.err and "playbook hub use" in said.err


def test_two_people_exchange(team: Shell, tmp_path: Path) -> None:
    team.ok("feedback add idea Shorter")
    assert team("sync --check").code == 1
    assert "1 record sent, 0 received" in team.ok("sync").err
    assert "In step with" in team.ok("sync --check").err
    there = elsewhere(tmp_path)
    checked = team("sync --check --json", *there, as_="dana")
    assert (checked.code, checked.data["waiting"], checked.data["coming"]) == (1, 0, 1)
    assert team.ok("sync --json", *there, as_="dana").data["pulled"] == 1
    (row,) = team.ok("feedback list --json", *there, as_="dana").data
    team.ok(f"desk answer {row['id']} Done", *there, as_="dana")
    team.ok("sync", *there, as_="dana")
    team.ok("sync")
    assert team.ok("feedback list --json").data[0]["state"] == "answered"


def test_a_hub_out_of_reach_is_exit_code_3(team: Shell, tmp_path: Path) -> None:
    team.ok("feedback add idea Shorter")
    (tmp_path / "records.git").rename(tmp_path / "away")
    for command in ("sync", "sync --check"):
        said = team(command)
        assert said.code == 3
        assert "What you recorded is safe here" in said.err and "[records] hub" in said.err
    (tmp_path / "away").rename(tmp_path / "records.git")
    assert "1 record sent" in team.ok("sync").err


def test_another_hub_for_one_command(team: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other, third = bare(tmp_path / "other.git"), bare(tmp_path / "third.git")
    team.ok("feedback add idea Shorter")
    team.ok("sync", "--hub", str(other))
    monkeypatch.setenv("PLAYBOOK_HUB", f"file://{third}")
    team.ok("sync")
    assert [len(branches(one)) for one in (tmp_path / "records.git", other, third)] == [0, 1, 1]


def test_the_playbooks_own_remote(own: Shell, tmp_path: Path) -> None:
    said = own("hub use git")
    assert said.code == 2 and "git remote add origin" in said.err
    from tests.cli.shell import git

    git(own.root, "remote", "add", "origin", str(bare(tmp_path / "origin.git")))
    own.ok("hub use git")
    own.ok("feedback add idea Shorter")
    before = git(own.root, "for-each-ref"), git(own.root, "status", "--porcelain")
    own.ok("sync")
    assert (git(own.root, "for-each-ref"), git(own.root, "status", "--porcelain")) == before
    assert len(branches(tmp_path / "origin.git")) == 1


def test_a_password_does_not_go_into_the_playbook(own: Shell) -> None:
    before = (own.root / "playbook.toml").read_bytes()
    said = own("hub use https://lee:secret@example.com/x.git")
    assert said.code == 2
    assert "password does not belong" in said.err and "secret" not in said.err
    assert (own.root / "playbook.toml").read_bytes() == before


def test_an_option_of_git_is_no_address(own: Shell, tmp_path: Path) -> None:
    said = own("sync", f"--hub=--upload-pack=touch {tmp_path}/ran")
    assert said.code == 2 and "is no address" in said.err
    assert not (tmp_path / "ran").exists()


def test_sharing_can_be_ended(team: Shell) -> None:
    assert 'hub = "../records.git"' in (team.root / "playbook.toml").read_text()
    team.ok("hub use none")
    assert team("sync").code == 2


def test_what_does_not_verify_is_listed_and_can_be_released(own: Shell, tmp_path: Path) -> None:
    own.ok("feedback add idea one")
    own.ok("feedback add idea two")
    own.ok("export-records", str(tmp_path / "all.jsonl"))
    one, two = (tmp_path / "all.jsonl").read_bytes().splitlines(keepends=True)[:2]
    there = elsewhere(tmp_path)
    (tmp_path / "bad.jsonl").write_bytes(one.replace(b"one", b"0ne") + two)
    assert own("import-records", str(tmp_path / "bad.jsonl"), *there).code == 1
    (row,) = own.ok("quarantine list --json", *there).data
    assert "checksum" in row["reason"] and row["bytes"] == len(one) - 1
    assert row["reason"] in " ".join(own.ok("quarantine list", *there).out.split())
    assert own("quarantine release", row["id"][:6], *there).code == 1
    assert own("quarantine release", "zzzz", *there).code == 2


def test_nothing_set_aside_is_said(shell: Shell, tmp_path: Path) -> None:
    said = shell.ok("quarantine list", *elsewhere(tmp_path))
    assert "Nothing is set aside." in said.out + said.err


# Who sees what


def test_privacy_says_what_leaves_for_git_and_who_could_read_it(team: Shell) -> None:
    said = " ".join(team.ok("doctor --privacy").out.split())
    assert "by git (../records.git)" in said and "Whoever may read that repository" in said
    assert "Your runs stay on this machine" in said and "YOUR RUNS" not in said
    settings = team.root / "playbook.toml"
    settings.write_text(settings.read_text().replace("[records]", "[records]\nline-on-git = true"))
    assert "YOUR RUNS, word by word" in team.ok("doctor --privacy").out


def test_privacy_of_a_database_shows_no_password(own: Shell) -> None:
    settings = own.root / "playbook.toml"
    with settings.open("a") as file:
        file.write('\n[records]\nhub = "postgresql://lee:secret@db.example/playbook"\n')
    said = own.ok("doctor --privacy").out
    assert "postgresql://lee@db.example/playbook" in said and "secret" not in said


def test_privacy_of_somebody_who_is_not_listed_yet(team: Shell) -> None:
    settings = team.root / "playbook.toml"
    settings.write_text(settings.read_text().replace("[people.mia]", "[people.mila]"))
    from playbook.plays.settings import parse_settings
    from playbook.privacy import who_sees_what

    lines = who_sees_what(parse_settings(settings.read_text()), "mia")
    assert any("before you are among the people" in line for line in lines)


# What doctor says of it


def doctor(team: Shell, check: str) -> list[str]:
    return [row["message"] for row in team("doctor --json").data if row["check"].startswith(check)]


def test_doctor_says_what_to_do_without_a_hub(shell: Shell) -> None:
    assert doctor(shell, "sharing") == [
        "Nothing is shared yet: `playbook hub use` says where your team's records meet."
    ]


def test_doctor_tells_how_far_each_journal_is_here_and_there(team: Shell, tmp_path: Path) -> None:
    team.ok("feedback add idea one")
    assert doctor(team, "sharing") == ["1 record of yours waits here; last in step never."]
    team.ok("sync")
    team.ok("feedback add idea two")
    assert doctor(team, "journal lee/")[-1] == "local 2, hub 1, chain whole"
    team.ok("sync")
    assert doctor(team, "journal lee/")[-1] == "local 2, hub 2, chain whole"
    assert doctor(team, "sharing")[0].startswith("In step with ")
    (tmp_path / "records.git").rename(tmp_path / "away")
    team("sync")
    assert "cannot be reached" in doctor(team, "sharing")[0]


def test_a_lost_device_is_closed_by_its_first_digits_and_opened_again(team: Shell) -> None:
    team.ok("feedback add idea one")
    team.ok("sync")
    (row,) = team.ok("hub status --json").data
    assert (row["person"], row["hub"], row["here"], row["waiting"]) == ("lee", 1, 1, 0)
    device = row["device"][:6]
    assert "take its right to push" in team.ok(f"hub close-device lee {device}").err.lower()
    assert "closed already" in team.ok(f"hub close-device lee {device}").err
    team.ok("feedback add idea two")
    said = team("sync")
    assert (said.code, "--undo" in said.err) == (3, True)
    assert "taken from" in team.ok(f"hub close-device lee {device} --undo").err
    assert "1 record sent" in team.ok("sync").err
