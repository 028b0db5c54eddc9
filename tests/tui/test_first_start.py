"""The first start: who are you, and who will see what."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from playbook.clock import FixedClock
from playbook.workspace import Workspace
from tests.tui.driver import opened


async def test_one_is_asked_who_one_is_and_a_number_answers(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, clock=clock) as driver:
        driver.sees("Welcome. Who are you?", "1  Lee Park", "2  Mia Novak", "3  Dana Ortiz", "4  Kim Adeyemi")
        driver.sees("sales: rep, author", "marketing: liaison, author", "⏎ that's me", "1-9 choose by number")
        await driver.press("2")
        driver.sees("you and Kim Adeyemi")
        await driver.press("enter")
        driver.sees("1 Today", "Mia Novak (rep, author) · Fernyard", "Nothing is due, Mia")
    assert Workspace(starter, data=data, clock=clock).me == "mia"


async def test_it_is_asked_once_on_a_device(starter: Path, data: Path, clock: FixedClock) -> None:
    async with opened(starter, data, clock=clock) as driver:
        await driver.press("1", "enter")
    async with opened(starter, data, clock=clock) as driver:
        driver.sees_no("Who are you?").sees("Lee Park", "1 Today")


async def test_the_arrows_choose_too_and_the_privacy_follows_them(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, clock=clock) as driver:
        await driver.press("1")
        driver.sees(
            "Your runs        you and Kim Adeyemi",
            "Private runs     you alone",
            "Nothing leaves this machine",
        )
        await driver.press("down", "down")
        driver.sees("Your runs        you alone: nobody is named as your manager")
        await driver.press("enter")
        driver.sees("Dana Ortiz", "3 Desk", "No feedback yet.")
        assert driver.app.current_mode == "desk"


async def test_each_role_begins_where_its_work_is(starter: Path, data: Path, clock: FixedClock) -> None:
    for person, mode in (("lee", "today"), ("dana", "desk"), ("kim", "coach")):
        async with opened(starter, data, person=person, clock=clock) as driver:
            assert driver.app.current_mode == mode
            driver.sees_no("Who are you?")


async def test_gits_e_mail_names_the_one_to_begin_with(starter: Path, data: Path, clock: FixedClock) -> None:
    subprocess.run(["git", "-C", starter, "config", "user.email", "Kim@fernyard.example"], check=True)
    async with opened(starter, data, clock=clock) as driver:
        assert "Kim Adeyemi" in driver.line_with("← perhaps you")
        await driver.press("enter")
        driver.sees("Kim Adeyemi (manager", "4 Coach")


async def test_somebody_who_is_not_listed_is_offered_to_be_alone(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, clock=clock) as driver:
        driver.sees("not in the list: on your own here")
        await driver.press("end")
        driver.sees("you alone: nobody is named as your manager")
        await driver.press("enter")
        driver.sees("1 Today")
        assert driver.app.workspace.me not in driver.app.workspace.people


async def test_a_playbook_that_lists_nobody_asks_nothing(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    (starter / "playbook.toml").write_text('[playbook]\nid = "x"\nname = "X"\nformat = 1\n')
    async with opened(starter, data, clock=clock) as driver:
        driver.sees_no("Who are you?").sees("1 Today", "3 Desk")
        await driver.press("3")
        driver.sees("No feedback yet.")


async def test_it_fits_a_small_terminal(starter: Path, data: Path, clock: FixedClock) -> None:
    async with opened(starter, data, clock=clock, size=(80, 24)) as driver:
        await driver.press("1")
        driver.sees(
            "Welcome. Who are you?",
            "4  Kim Adeyemi",
            "Who sees what",
            "Nothing leaves this machine",
            "⏎ that's me",
        )


async def test_nobody_can_be_chosen_by_a_number_that_is_not_there(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, clock=clock) as driver:
        await driver.press("2", "9", "0")
        driver.sees("Welcome. Who are you?")
        await driver.press("enter")
        driver.sees("Mia Novak")


async def test_any_number_of_people_can_be_chosen_from(starter: Path, data: Path, clock: FixedClock) -> None:
    settings = starter / "playbook.toml"
    more = "".join(
        f'\n[people.p{n:02d}]\nname = "Person {n:02d}"\nroles = ["rep"]\nside = "sales"\n' for n in range(60)
    )
    settings.write_text(settings.read_text("utf-8") + more, "utf-8")
    async with opened(starter, data, clock=clock, size=(80, 24)) as driver:
        await driver.press("G", "k")
        driver.sees("Person 59", "⏎ that's me", "Who sees what")
        await driver.press("enter")
        driver.sees("Person 59")


@pytest.mark.parametrize(
    ("hub", "told"),
    [
        ("", "Nothing leaves this machine: no place to exchange with your team"),
        ("team.git", "Your runs stay on this machine: on git they could not be kept to you"),
    ],
)
async def test_who_could_read_it_is_on_a_small_screen_however_many_people_there_are(
    starter: Path, data: Path, clock: FixedClock, hub: str, told: str
) -> None:
    settings = starter / "playbook.toml"
    people = "".join(
        f'\n[people.p{n:02d}]\nname = "Person {n:02d}"\nroles = ["rep"]\nside = "sales"\n' for n in range(20)
    )
    shared = f'\n[records]\nhub = "{hub}"\n' if hub else ""
    settings.write_text(settings.read_text("utf-8") + shared + people, "utf-8")
    async with opened(starter, data, clock=clock, size=(80, 24)) as driver:
        await driver.press("1")
        driver.sees("Welcome. Who are you?", "1  Lee Park", "3  ", told)
        if not hub:
            driver.sees("nobody in particular.")


async def test_a_data_folder_that_cannot_be_written_is_said_on_the_screen(
    starter: Path, tmp_path: Path, clock: FixedClock
) -> None:
    data = tmp_path / "in the way"
    async with opened(starter, data, clock=clock) as driver:
        shutil.rmtree(data, ignore_errors=True)
        data.write_text("a file")
        await driver.press("1", "enter")
        driver.sees("Who are you?", "✗")
        data.unlink()
        await driver.press("enter")
        driver.sees("1 Today", "Lee Park")
