"""docs/pull-requests.md: its commands run on a real repository, in the order in which they are told."""

from __future__ import annotations

import pytest

from playbook.starting import RECIPE
from tests.docs.markdown import LONGEST, fences, read
from tests.docs.terminal import Terminal
from tests.review import conftest as clones
from tests.review.conftest import Team, git
from tests.review.test_joint_approval import NEW, OLD

team, built = clones.team, clones.built
DOC = read("pull-requests.md")
CHECK, PROPOSE, APPROVE, SINCE = (fence.strip() for fence in fences(DOC, "sh"))


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST


def test_the_job_that_init_writes_runs_the_command_that_is_told() -> None:
    assert CHECK.replace("origin/main", '"origin/$BASE"') in RECIPE
    assert "fetch-depth: 0" in RECIPE.partition("approval:")[2]


def test_its_commands_run_as_they_are_told(
    team: Team, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lee, dana, kim = (team.clone(name) for name in ("lee", "dana", "kim"))
    git(lee.root, "tag", "v1")
    people = {
        name: Terminal(clone.root, clone.data, capsys, monkeypatch)
        for name, clone in (("lee", lee), ("dana", dana), ("kim", kim))
    }

    def run(name: str, command: str) -> tuple[int, str, str]:
        terminal = people[name]
        monkeypatch.chdir(terminal.root)
        return terminal.try_(command.replace("playbook ", f"playbook --data {terminal.data} ", 1))

    lee.write(OLD, NEW)
    assert run("lee", PROPOSE)[0] == 0
    lee.git("checkout", "-q", "proposals/shorter-opening")
    for name in ("dana", "kim"):
        code, out, _ = run("lee", CHECK)
        assert (code, "It still needs the approval of" in out) == (1, True)
        assert run(name, APPROVE)[0] == 0
        lee.git("fetch", "-q")
        lee.git("checkout", "-q", "--detach", "origin/proposals/shorter-opening")
    assert run("lee", CHECK)[0] == 0
    kim.git("fetch", "-q")
    kim.git("merge", "-q", "--no-ff", "-m", "Merge pull request #1", "origin/proposals/shorter-opening")
    kim.git("push", "-q", "origin", "main")
    lee.git("checkout", "-q", "main")
    assert run("lee", "playbook plays pull")[0] == 0
    assert NEW in lee.read()
    assert run("lee", SINCE)[0] == 0
