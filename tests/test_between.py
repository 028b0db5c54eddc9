"""What is between two: which journals it goes to, and who gets it where, by each kind of hub."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.between import audience_with, how_it_travels, who_reads
from playbook.clock import SystemClock
from playbook.plays.settings_model import Person, Records, Settings
from playbook.workspace import Workspace

PEOPLE = {
    "lee": Person("lee", "Lee Park", manager="kim", also=("lpark",)),
    "kim": Person("kim", "Kim Adeyemi"),
    "mia": Person("mia", "Mia [b]Novak[/b]"),
}


def workspace(tmp_path: Path, hub: str = "", me: str = "lee", named: str = "") -> Workspace:
    made = Workspace(tmp_path, data=tmp_path / "data", person=me, clock=SystemClock(), hub=named)
    made.__dict__["settings"] = Settings(people=PEOPLE, records=Records(hub=hub))
    return made


def test_it_goes_to_each_other_and_to_nobody_elses_journal(tmp_path: Path) -> None:
    lee = workspace(tmp_path)
    assert audience_with(lee, "kim") == ("pair-kim",)
    assert audience_with(lee, "kim", "mia", "kim") == ("pair-kim", "pair-mia")


@pytest.mark.parametrize("others", [(), ("",), ("lee",), ("lpark",)])
def test_with_nobody_else_it_is_mine_alone(tmp_path: Path, others: tuple[str, ...]) -> None:
    lee = workspace(tmp_path, "postgresql://db.example/playbook")
    assert audience_with(lee, *others) == ("self",)
    assert who_reads(lee, others) == "You alone read this; it never leaves this device."


def test_who_reads_it_is_named(tmp_path: Path) -> None:
    lee = workspace(tmp_path)
    assert who_reads(lee, ["kim"]).startswith("Only you and Kim Adeyemi may read this. ")
    told = who_reads(lee, ["kim", "mia"])
    assert told.startswith("Only you and Kim Adeyemi and Mia [b]Novak[/b] may read this.")


@pytest.mark.parametrize(
    ("hub", "words"),
    [
        ("", "It stays on this device: there is no hub."),
        ("origin", "It stays on this device: a git hub could not keep it between two."),
        ("https://example.com/records.git", "a git hub could not"),
        (
            "postgresql://db.example/playbook",
            "Your team's database brings it to both, and shows it to nobody else",
        ),
    ],
)
def test_where_it_goes_is_said_for_each_kind_of_hub(tmp_path: Path, hub: str, words: str) -> None:
    assert words in how_it_travels(workspace(tmp_path, hub))


def test_the_hub_of_the_command_line_and_of_the_environment_count_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = "postgresql://db.example/playbook"
    assert "database" in how_it_travels(workspace(tmp_path, "origin", named=database))
    monkeypatch.setenv("PLAYBOOK_HUB", database)
    assert "database" in how_it_travels(workspace(tmp_path, "origin"))


def test_somebody_who_is_not_among_the_people_sends_nothing_yet(tmp_path: Path) -> None:
    zoe = workspace(tmp_path, "postgresql://db.example/playbook", me="lee")
    zoe.act_as("lee")
    zoe.__dict__["me"] = "zoe"
    assert "until you are among the people" in how_it_travels(zoe)
