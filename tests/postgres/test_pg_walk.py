"""A team over PostgreSQL: offline, killed, a clock a year off, a device lost; and the same history over git."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from playbook.clock import FixedClock
from playbook.sync.hub import HubRefusedError
from tests.postgres.northwind import PEOPLE, Northwind
from tests.postgres.somebody import AtPostgres, expected, projection
from tests.sync.field import NOON, Somebody, bare

RUNS = 50


def killed_sync(one: AtPostgres, pushes: int) -> None:
    """Sync in a process of its own that is killed in the middle of its n-th push."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.postgres.somebody", str(one.data), one.person],
        stdout=subprocess.PIPE,
        env={**os.environ},
    )
    assert program.stdout is not None
    for _ in range(pushes):
        assert program.stdout.readline() == b"pushing\n"
    program.kill()
    program.wait()
    program.stdout.close()


def test_three_people_offline_killed_and_with_a_lost_device_end_with_the_same_lists(
    own_northwind: Northwind, tmp_path: Path
) -> None:
    wrong_year = FixedClock(NOON - timedelta(days=365))
    lee = AtPostgres(tmp_path / "lee", "lee")
    mia = AtPostgres(tmp_path / "mia", "mia", clock=wrong_year)
    kim = AtPostgres(tmp_path / "kim", "kim")
    dana, desk = AtPostgres(tmp_path / "dana", "dana"), AtPostgres(tmp_path / "desk", "dana")
    everybody: list[Somebody] = [lee, mia, kim, dana, desk]

    # Offline: fifty runs each, and feedback; some of it for the liaisons alone.
    for one in (lee, mia, kim):
        one.calls(RUNS)
        one.says("hard to say", "a new competitor")
        one.says("between us", audience="liaison")
    kim.says("well done", audience="pair-lee")

    # Everybody's first push is killed in its middle; the next goes on where it stopped.
    for number, one in enumerate((lee, mia, kim), 1):
        killed_sync(one, 7 * number)
        one.sync()
    for one in (dana, desk):
        one.sync()

    # Two act on one item at once, neither knowing of the other.
    dana.acts("lee-hard to say", "accept")
    desk.acts("lee-hard to say", "decline")
    for one in (dana, desk, dana, lee, mia, kim):
        one.sync()
    for each in everybody:
        assert projection(each) == expected(each, everybody), each.person
        assert each.is_whole()
        assert each.aside() == []
    assert dana.lines() == desk.lines()

    runs = {
        one.person: {name for name in one.lines() if name.endswith("/line")} for one in (lee, mia, kim, dana)
    }
    assert [len(runs[person]) for person in ("lee", "mia", "kim", "dana")] == [1, 1, 3, 0]
    assert any(name.endswith("pair-lee") for name in lee.lines())
    assert not any(
        "pair-" in name or (name.endswith("/liaison") and "mia/" not in name) for name in mia.lines()
    )
    assert len(projection(kim)[1]) == 3 * RUNS  # type: ignore[arg-type]

    # Lee's laptop is lost: what it had sent comes back on a new one, and nothing is taken from the old.
    lost = lee.store.device
    own_northwind.keeper("lee").close_device("lee", lost)
    new = AtPostgres(tmp_path / "new", "lee")
    new.sync()
    assert new.lines() == lee.lines()
    assert projection(new) == projection(lee)
    lee.says("from the thief")
    with pytest.raises(HubRefusedError, match="closed as lost"):
        lee.sync()
    new.says("back again")
    new.sync()
    for one in (mia, kim, dana, desk):
        one.sync()
        assert projection(one) == expected(one, [new, mia, kim, dana, desk]), one.person
    assert "from the thief" not in kim.texts()
    assert new.store.device != lost


def test_one_history_over_both_hubs_and_by_hand_is_one_set(northwind: Northwind, tmp_path: Path) -> None:
    dice = random.Random(1)
    remote = bare(tmp_path / "remote.git")
    names = ["lee", "lee", "kim", "dana"]
    over_git, over_pg = [], []
    for number, person in enumerate(names):
        device = 1000 * (number + 1)
        over_git.append(
            Somebody(tmp_path / f"git-{number}", person, remote, seed=device, line_on_git=True, people=PEOPLE)
        )
        over_pg.append(AtPostgres(tmp_path / f"pg-{number}", person, seed=device))
    for step in range(30):
        who = dice.randrange(len(names))
        if dice.random() < 0.25:
            for one in (over_git[who], over_pg[who]):
                one.sync()
            continue
        audience = dice.choice(["team", "team", "liaison", "line", "self"])
        for one in (over_git[who], over_pg[who]):
            one.says(f"{step}", audience=audience)
    for _ in range(2):
        for one in (*over_git, *over_pg):
            one.sync()
    every = {name: lines for one in over_pg for name, lines in one.lines(of=one.person).items()}
    for git, pg in zip(over_git, over_pg, strict=True):
        by_hand = {name: lines for name, lines in every.items() if pg.may_read(name)}
        assert git.lines() == pg.lines() == by_hand
        assert projection(git) == projection(pg) == expected(pg, list(over_pg))


def test_changing_hubs_is_a_setting_and_a_sync_both_ways(northwind: Northwind, tmp_path: Path) -> None:
    first, second = bare(tmp_path / "first.git"), bare(tmp_path / "second.git")
    lee, dana = Somebody(tmp_path / "lee", "lee", first), Somebody(tmp_path / "dana", "dana", first)
    lee.says("over git")
    for one in (lee, dana):
        one.sync()
    moved_lee, moved_dana = AtPostgres(tmp_path / "lee", "lee"), AtPostgres(tmp_path / "dana", "dana")
    moved_lee.says("over PostgreSQL")
    for one in (moved_dana, moved_lee, moved_dana):
        one.sync()
    assert sorted(moved_dana.texts()) == ["over PostgreSQL", "over git"]
    late = AtPostgres(tmp_path / "mia", "mia")
    late.sync()
    assert late.lines() == moved_dana.lines()
    back_lee, back_dana = (
        Somebody(tmp_path / "lee", "lee", second),
        Somebody(tmp_path / "dana", "dana", second),
    )
    back_lee.says("over git again")
    for one in (back_dana, back_lee, back_dana):
        one.sync()
    assert sorted(back_dana.texts()) == ["over PostgreSQL", "over git", "over git again"]
    assert back_lee.lines() == back_dana.lines()
