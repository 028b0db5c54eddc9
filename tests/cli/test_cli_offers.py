"""Where feedback lies ready on the command line, it is said how, as one can type it."""

from __future__ import annotations

import re
import shlex

from tests.cli.shell import Said, Shell


def offered(said: Said) -> str:
    """Return the command that is offered, without the program's name."""
    found = re.search("`playbook (feedback add .*?)`", said.err)
    return found[1] if found else ""


def test_a_step_that_did_not_work_before(shell: Shell) -> None:
    run = shell.start()
    skipped = shell.ok(f"runs skip {run} open --because", "It didn't work before")
    assert "tells marketing that it did not work." in skipped.err
    id_ = shell.ok(offered(skipped)).line
    found = shell.ok(f"feedback show {id_} --json").data
    assert (found["kind"], found["text"], found["step"], found["run"]) == (
        "wrong", "It didn't work before.", "open", run,
    )  # fmt: skip
    assert offered(shell.ok(f"runs skip {run} find-the-cost --because 'no time'")) == ""


def test_a_search_in_vain(shell: Shell) -> None:
    searched = shell.ok("plays search", "zeppelin's", "hangar")
    assert shlex.split(offered(searched))[2:] == ["missing", "zeppelin's hangar"]
    shell.ok(offered(searched))
    (row,) = shell.ok("feedback list --json").data
    assert (row["kind"], row["text"]) == ("missing", "zeppelin's hangar")
