"""Who sees what: the sentences at first start and of `doctor --privacy`, for each way records are exchanged."""

from __future__ import annotations

import pytest

from playbook.plays.settings_model import Person, Records, Settings
from playbook.privacy import who_sees_what

PEOPLE = {
    "mia": Person("mia", "Mia Berg", manager="noor"),
    "noor": Person("noor", "Noor Aziz", manager="ola"),
    "ola": Person("ola", "Ola"),
}


def lines(hub: str = "", person: str = "mia", command: str = "", **records: bool) -> list[str]:
    return who_sees_what(Settings(people=PEOPLE, records=Records(hub=hub, **records)), person, command)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("mia", "  Your runs        you and Noor Aziz and Ola"),
        ("noor", "  Your runs        you and Ola"),
        ("ola", "  Your runs        you alone: nobody is named as your manager"),
        ("stranger", "  Your runs        you alone: nobody is named as your manager"),
    ],
)
def test_runs_are_seen_by_everybody_above_by_name(person: str, said: str) -> None:
    assert lines(person=person)[1] == said


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("mia", "  Goals, practice  you alone, and your manager what you share"),
        ("ola", "  Goals, practice  you alone"),
        ("noor", "  Scores, 1:1s     you and Ola, each what is between the two of you"),
        ("ola", "  Scores, 1:1s     you alone: nobody is named as your manager"),
    ],
)
def test_what_is_coached_is_ones_own_or_between_two(person: str, said: str) -> None:
    assert said in lines(person=person)


def test_a_manager_who_is_not_among_the_people_is_named_as_they_are_written() -> None:
    settings = Settings(people={"mia": Person("mia", "Mia", manager="boss")})
    assert who_sees_what(settings, "mia")[1].endswith("you and boss")


def test_two_who_manage_each_other_are_each_named_once() -> None:
    settings = Settings(people={"a": Person("a", "Ann", manager="b"), "b": Person("b", "Bo", manager="a")})
    assert who_sees_what(settings, "a")[1] == "  Your runs        you and Bo"


def test_private_runs_and_contacts_are_nobody_elses_whatever_is_set() -> None:
    for hub in ("", "git@hub.example:team.git", "postgres://hub.example/team"):
        said = lines(hub, line_on_git=True)
        assert "  Private runs     you alone; they never leave this machine" in said
        assert "  Contacts         you alone: names stay in this device's address book" in said


def test_without_a_hub_nothing_leaves() -> None:
    said = lines()
    assert "Nothing leaves this machine: no place to exchange with your team is set up yet." in said
    assert not [line for line in said if "git" in line or "database" in line]


def test_a_stranger_sends_nothing_before_they_are_named() -> None:
    told = (
        "Nothing of yours goes to git@hub.example:team.git before you are among the people of playbook.toml."
    )
    assert told in lines("git@hub.example:team.git", "stranger")


def test_a_playbook_without_people_has_no_strangers() -> None:
    settings = Settings(records=Records(hub="git@hub.example:team.git"))
    assert "Your team exchanges records by git" in "\n".join(who_sees_what(settings, "anybody"))


def test_on_git_runs_stay_unless_the_playbook_says_otherwise() -> None:
    kept, sent = "\n".join(lines("team.git")), "\n".join(lines("team.git", line_on_git=True))
    assert "Your runs stay on this machine" in kept
    assert "YOUR RUNS" not in kept
    assert "YOUR RUNS, word by word: playbook.toml says line-on-git = true" in sent
    assert "Your runs stay on this machine" not in sent


def test_of_a_database_whoever_administers_it_is_named() -> None:
    said = "\n".join(lines("postgres://mia:secret@hub.example:5432/team"))
    assert "whoever administers it could read all" in said
    assert "by git" not in said


@pytest.mark.parametrize(
    "hub",
    [
        "postgres://mia:secret@hub.example:5432/team",
        "postgresql://mia:secret@hub.example/team?password=secret",
        "https://mia:secret@hub.example/team.git",
    ],
)
@pytest.mark.parametrize("person", ["mia", "stranger"])
def test_a_password_is_never_shown(hub: str, person: str) -> None:
    said = "\n".join(lines(hub, person))
    assert "secret" not in said
    assert "hub.example" in said


def test_a_hub_named_by_a_mischievous_file_is_harmless_on_a_terminal() -> None:
    said = lines("\x1b[2J/hub\n.git")
    assert "\x1b" not in "\n".join(said)
    assert all("\n" not in line for line in said)


def test_a_command_for_finished_runs_is_told_on_one_harmless_line() -> None:
    assert not [line for line in lines() if "Your own command" in line]
    [told] = [line for line in lines(command="crm-log\n --now \x1b[2J") if "Your own command" in line]
    assert told == "Your own command, crm-log --now ␛[2J, gets each finished run that is not private."
