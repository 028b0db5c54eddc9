"""Sharing on the screens: it happens by itself, is seen at a glance, and what is wrong says what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from playbook.clock import FixedClock
from playbook.in_step import in_step
from playbook.progress import Progress
from playbook.syncing import sync_quietly
from playbook.workspace import Workspace
from tests.sync.field import bare
from tests.tui.driver import Driver, opened
from tests.tui.world import World


@pytest.fixture
def remote(world: World, tmp_path: Path) -> Path:
    """A records repository that the playbook names."""
    path = bare(tmp_path / "records.git")
    settings = world.root / "playbook.toml"
    settings.write_text(f'{settings.read_text("utf-8")}\n[records]\nhub = "{path.as_posix()}"\n', "utf-8")
    return path


def elsewhere(world: World, tmp_path: Path, person: str = "dana") -> Workspace:
    """Return what somebody has on another device."""
    return Workspace(world.root, data=tmp_path / "elsewhere", person=person, clock=world.clock)


@asynccontextmanager
async def news(world: World, **how: object) -> AsyncIterator[Driver]:
    async with opened(world.root, world.data, person="lee", clock=world.clock, **how) as driver:  # type: ignore[arg-type]
        driver.app.syncs_by_itself = False  # a test syncs when it says so
        driver.app.begin_syncing()
        await driver.press("5")
        yield driver


async def test_without_a_hub_news_says_so_and_the_key_says_what_to_do(world: World) -> None:
    async with news(world) as driver:
        driver.sees("○ shared with nobody yet")
        await driver.press("s")
        driver.sees("Nothing is shared yet: `playbook hub use` says where your team's records meet.")


async def test_one_key_sends_and_receives_and_what_came_is_on_the_screen(
    world: World, remote: Path, tmp_path: Path
) -> None:
    id_ = world.feedback("Nobody says whom any more")
    async with news(world) as driver:
        driver.sees("○ 1↑")
        await driver.press("s")
        driver.sees("✓ 1 record sent, 0 received.", "● in step")
        there = elsewhere(world, tmp_path)
        assert sync_quietly(there, Progress()) is not None
        World(world.root, tmp_path / "elsewhere", world.clock).act(
            "answer", id_, "It says who rang first now."
        )
        sync_quietly(there, Progress())
        await driver.press("s")
        driver.sees("✓ 0 records sent, 1 received.", "answer")
        await driver.press("s")
        driver.sees("In step: there was nothing to send, and nothing new.")


async def test_a_hub_out_of_reach_is_seen_in_every_mode_with_what_to_do_in_news(
    world: World, remote: Path, tmp_path: Path
) -> None:
    world.feedback("Shorter, please")
    remote.rename(tmp_path / "away.git")
    async with news(world) as driver:
        await driver.press("s")
        driver.sees("cannot be reached", "What you recorded is safe here", "✗ offline · 1↑")
        await driver.press("1")
        driver.sees("✗ offline · 1↑")
        (tmp_path / "away.git").rename(remote)
        await driver.press("5", "s")
        driver.sees("● in step")
        driver.sees_no("offline")


async def test_in_the_background_what_others_recorded_comes_onto_the_screen_that_stands(
    world: World, remote: Path, tmp_path: Path
) -> None:
    id_ = world.feedback("Nobody says whom any more")
    async with news(world) as driver:
        driver.app.sync_behind()
        await driver.until("● in step")
        there = elsewhere(world, tmp_path)
        sync_quietly(there, Progress())
        World(world.root, tmp_path / "elsewhere", world.clock).act(
            "answer", id_, "It says who rang first now."
        )
        sync_quietly(there, Progress())
        driver.app.sync_behind()
        await driver.until("answer")
        driver.sees("5 News 1")


async def test_a_record_that_is_made_is_seen_to_wait(world: World, remote: Path) -> None:
    async with news(world) as driver:
        await driver.press("s")
        driver.sees("● in step")
        await driver.press("f", "1")
        await driver.type("It worked")
        await driver.press("enter")
        await driver.until("○ 1↑")


async def test_the_app_ends_while_a_remote_does_not_answer(
    world: World, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = world.root / "playbook.toml"
    settings.write_text(
        settings.read_text("utf-8").replace(remote.as_posix(), "ssh://x.invalid/r.git"), "utf-8"
    )
    monkeypatch.setenv("GIT_SSH_COMMAND", "sleep 600;")
    monkeypatch.setenv("GIT_SSH_VARIANT", "ssh")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.app.syncs_by_itself = False
        driver.app.sync_behind()


# What there is to say, without a screen


def test_somebody_who_is_not_listed_is_told_that_records_wait(world: World, remote: Path) -> None:
    stands = in_step(Workspace(world.root, data=world.data, person="", clock=world.clock))
    assert stands.word in ("○ not listed", "○ not yet")
    stranger = Workspace(world.root, data=world.data, clock=world.clock)
    stranger.__dict__["me"] = "newcomer"
    assert in_step(stranger).word == "○ not listed"
    assert "records wait here" in in_step(stranger).sentences[0]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "a moment ago"), (120, "2 minutes ago"), (3_600, "1 hour ago"), (200_000, "2 days ago")],
)
def test_when_it_was_in_step_last(world: World, remote: Path, seconds: float, said: str) -> None:
    lee = world.of("lee")
    sync_quietly(lee, Progress())
    assert isinstance(world.clock, FixedClock)
    world.clock.move(seconds)
    stands = in_step(lee)
    assert (stands.word, stands.tone, stands.last, stands.waiting) == ("● in step", "good", said, 0)


def test_a_hub_that_cannot_be_opened_says_why(world: World) -> None:
    settings = world.root / "playbook.toml"
    settings.write_text(f'{settings.read_text("utf-8")}\n[records]\nhub = "git"\n', "utf-8")
    stands = in_step(world.of("lee"))
    assert stands.word == "✗ no hub"
    assert "git remote add origin" in stands.sentences[0]
