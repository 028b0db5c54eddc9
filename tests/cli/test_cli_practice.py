"""Practice from the command line: what is due, said, graded, taken back; how ready, and who sees it."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.shell import OBJECTION, Shell

DEAR = "objections/too-expensive"
DUE = "id kind page title ask stage why due recall reviews graded"
STATS = "person cards practised known due changed today week together stages shared"


def asked(shell: Shell, more: str = "", now: str = "") -> list[tuple[str, str]]:
    return [(one["id"], one["why"]) for one in shell.ok(f"practice due --json {more}", now=now).data]


def test_what_is_new_is_asked_a_few_a_day(shell: Shell) -> None:
    rows = shell.ok("practice due --json").data
    assert {tuple(row) for row in rows} == {tuple(DUE.split())}
    assert len(rows) == 5 and {row["why"] for row in rows} == {"new"}
    assert [row["kind"] for row in rows[:4]] == ["objection", "talk-track", "objection", "talk-track"]
    assert asked(shell, "--new 1") == [(rows[0]["id"], "new")]
    told = shell.ok("practice due --new 1")
    assert "SAY AN ANSWER TO" in told.out and "new ones for other days" in told.err
    shell.ok("settings set practice.new-a-day 2")
    assert len(asked(shell)) == 2


def test_a_card_is_said_revealed_and_graded_and_comes_again(shell: Shell) -> None:
    shown = shell.ok("practice show too-expensive")
    assert "> Compared with what?" in shown.out
    assert "Too expensive: easy. Comes again in 8 days." in shell.ok("practice grade too-expensive easy").err
    assert DEAR not in dict(asked(shell))
    later = dict(asked(shell, now="2026-12-01T06:00:00Z"))
    assert later[DEAR] == "due"
    row = shell.ok(f"practice show {DEAR} --json").data
    assert (row["graded"], row["reviews"], row["changed"], row["before"]) == ("easy", 1, False, None)


def test_a_page_that_changed_comes_again_with_what_it_said_before(
    own: Shell, commit: Callable[[dict[str, str], str], str]
) -> None:
    own.ok(f"practice grade {DEAR} easy")
    commit({f"{DEAR}.md": OBJECTION.replace("with what?", "with doing nothing?")}, "Ask better")
    assert asked(own)[0] == (DEAR, "changed")
    row = own.ok(f"practice show {DEAR} --json").data
    assert (row["answer"], row["before"]) == ("> Compared with doing nothing?", "> Compared with what?")
    told = own.ok(f"practice show {DEAR}")
    assert "says it otherwise since you graded it last. Before:\n> Compared with what?" in told.err
    own.ok(f"practice grade {DEAR} good")
    assert dict(asked(own)).get(DEAR) != "changed"


def test_two_of_them_keep_what_went_well(shell: Shell) -> None:
    shell.ok(f"practice grade {DEAR} good --partner 'Mia Novak' --well 'Asked back, calmly'")
    assert (
        "What went well last time, with Mia Novak: Asked back, calmly"
        in shell.ok(f"practice show {DEAR}").err
    )
    assert shell.ok("practice stats --json").data["together"] == 1


def test_the_latest_grade_is_taken_back_and_the_one_before_holds(shell: Shell) -> None:
    shell.ok(f"practice grade {DEAR} easy")
    shell.ok("practice grade first-call#open/0 again")
    assert "Taken back: again, plays/discover/first-call#open/0." in shell.ok("practice undo").err
    assert shell.ok("practice stats --json").data["practised"] == 1
    shell.ok("practice undo")
    refused = shell("practice undo")
    assert (refused.code, refused.err) == (2, "playbook: There is no grade of yours to take back.\n")


def test_readiness_is_for_the_rep_alone_until_it_is_shared_and_is_taken_back(shell: Shell) -> None:
    shell.ok(f"practice grade {DEAR} easy")
    own = shell.ok("practice stats --json").data
    assert list(own) == STATS.split()
    assert (own["known"], own["practised"], own["shared"]) == (1, 1, None)
    told = shell.ok("practice stats")
    assert (
        "1 of " in told.out and "no grade ever leaves this device" in told.err and "Nobody else" in told.err
    )
    assert "shares nothing" in shell.ok("practice stats lee", as_="kim").err

    assert "Shared with Kim" in shell.ok("practice share").err
    seen = shell.ok("practice stats lee --json", as_="kim").data
    assert (seen["known"], seen["cards"], seen["shared"][:10]) == (1, own["cards"], "2026-11-23")
    assert "As Lee Park shared it on 2026-11-23." in shell.ok("practice stats lee", as_="kim").err
    assert shell.ok("practice stats lee --json", as_="mia").data["shared"] is None

    shell.ok("practice unshare")
    assert shell.ok("practice stats lee --json", as_="kim").data["shared"] is None
    assert shell("practice unshare").code == 2
    assert "Nobody is named as your manager" in shell("practice share", as_="kim").err


def test_a_card_that_is_not_there_is_refused_with_the_nearest(shell: Shell) -> None:
    refused = shell("practice grade objections/too-expensiv good")
    assert refused.code == 2 and DEAR in refused.err
    assert shell(f"practice grade {DEAR} perfect").code == 2


def test_without_the_package_it_says_what_to_install(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any, **named: Any) -> Any:
        if name == "fsrs":
            raise ImportError(name)
        return real(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    refused = shell("practice due")
    assert refused.code == 2 and "pip install 'playbook[practice]'" in refused.err
