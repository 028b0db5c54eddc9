"""Syncs killed with SIGKILL at random moments, Playbook alone or git with it: nothing lost, nothing doubled.

Each acknowledgement goes down a pipe to this process, which no signal touches; afterwards what it heard is compared
with what the remote and another device have.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from playbook.errors import PlaybookError
from playbook.sync.git import leftover
from tests.counted import counted
from tests.records.support import torture
from tests.records.test_kills import Tell, heard, spawn
from tests.sync.field import Somebody, bare

KILLS = 150 if torture() else 12
LONGEST = 2.0 if torture() else 0.6
"""Seconds within which a writer is killed: about what a sync takes."""


def descendants(process: int) -> list[int]:
    """Return the processes that a process has started, and those that they have."""
    found: list[int] = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[1]) == process:
                child = int(path.parent.name)
                found += [child, *descendants(child)]
    return found


def kill(child: int, pipe: int, chance: random.Random, *, with_git: bool) -> list[str]:
    """Let a sync begin, kill it at some moment, and return all it had told."""
    told = heard(pipe, 1)
    time.sleep(chance.random() * LONGEST)  # the moment is what is drawn, nothing is waited for
    victims = descendants(child) if with_git else []
    for process in (child, *victims):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    told += heard(pipe)
    os.waitpid(child, 0)
    os.close(pipe)
    return told


def patiently(somebody: Somebody) -> None:
    """Sync; a push that a killed process had begun may be quicker, and is tried after again."""
    for _ in range(20):
        with suppress(PlaybookError):
            somebody.sync()
            return
        time.sleep(0.1)  # for the orphan: there is nothing of it to be waited for
    somebody.sync()


def sending(lee: Somebody, turn: int) -> Callable[[Tell], None]:
    def work(tell: Tell) -> None:
        for number in range(1_000):
            name = f"{turn}-{number}"
            lee.says(name)
            tell(f"saved {name}")
            with suppress(PlaybookError):
                lee.sync()
                tell(f"sent {name}")

    return work


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs to see a process's children")
def test_killed_while_pushing_nothing_acknowledged_is_lost_or_doubled(tmp_path: Path) -> None:
    remote = bare(tmp_path / "remote.git")
    chance = random.Random(7)
    saved: set[str] = set()
    sent: set[str] = set()
    dana = Somebody(tmp_path / "dana", "dana", remote)
    for turn in range(KILLS):
        lee = Somebody(tmp_path / "lee", "lee", remote, seed=1)
        for word in kill(*spawn(sending(lee, turn)), chance, with_git=turn % 2 == 0):
            what, _, name = word.partition(" ")
            (saved if what == "saved" else sent).add(name)
        if turn % 6 == 5:
            patiently(dana)
            assert sent <= set(dana.texts())
    lee = Somebody(tmp_path / "lee", "lee", remote, seed=1)
    patiently(lee)
    patiently(dana)
    texts = [text for text in dana.texts() if text]
    assert len(set(texts)) == len(texts)
    assert saved <= set(texts)
    assert lee.lines() == dana.lines()
    assert lee.is_whole() and dana.is_whole() and not dana.aside() and not lee.aside()
    counted("pushing to git", kills=KILLS, saved=len(saved), syncs_acknowledged=len(sent), lost=0, doubled=0)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs to see a process's children")
def test_killed_while_pulling_the_next_one_has_all(tmp_path: Path) -> None:
    remote = bare(tmp_path / "remote.git")
    lee = Somebody(tmp_path / "lee", "lee", remote)
    chance = random.Random(11)
    for turn in range(KILLS // 2):
        lee.says(*(f"{turn}-{number}" for number in range(40)))
        lee.sync()
        dana = Somebody(tmp_path / "dana", "dana", remote, seed=2)

        def pulling(tell: Tell, dana: Somebody = dana) -> None:
            tell("begun")
            dana.sync()

        kill(*spawn(pulling), chance, with_git=turn % 2 == 0)
    dana = Somebody(tmp_path / "dana", "dana", remote, seed=2)
    patiently(dana)
    assert dana.lines(of="lee") == lee.lines()
    assert dana.is_whole() and not dana.aside()
    counted("pulling from git", kills=KILLS // 2, lost=0, doubled=0)


# What a killed git leaves behind


def test_a_lock_that_nobody_holds_any_longer_is_no_hindrance(tmp_path: Path) -> None:
    remote = bare(tmp_path / "remote.git")
    lee, dana = Somebody(tmp_path / "lee", "lee", remote), Somebody(tmp_path / "dana", "dana", remote)
    for one, other in ((lee, dana), (dana, lee)):
        one.says("first")
        one.sync()
        other.sync()
    for one in (lee, dana):
        folder = next((one.store.folder / "sync").glob("git-*"))
        for ref in [path for path in (folder / "refs").rglob("*") if path.is_file()]:
            ref.with_name(f"{ref.name}.lock").touch()
    for one, other in ((lee, dana), (dana, lee)):
        one.says("second")
        assert one.sync().pushed == 1
        assert other.sync().pulled == 1


def test_a_lock_of_a_process_that_lives_is_left(tmp_path: Path) -> None:
    lock = tmp_path / "refs.lock"
    lock.touch()
    leftover.note(tmp_path, os.getpid())
    assert not leftover.clear(tmp_path)
    assert lock.exists()
    leftover.note(tmp_path, 2**22 + 1)
    assert leftover.clear(tmp_path)
    assert not lock.exists()
    assert not leftover.clear(tmp_path)
