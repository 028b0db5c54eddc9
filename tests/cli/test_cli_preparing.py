"""Before a call, from the shell: what fits, what to know, and my own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from playbook.cli.open import thing
from playbook.errors import NotFoundError
from playbook.workspace import Workspace
from tests.cli.shell import PLAY, Shell

DISCOVERY = "plays/discover/first-call"
PRICE = "plays/commit/price-call"


def offered(shell: Shell, options: str = "") -> list[str]:
    return [row["id"] for row in shell.ok(f"plays offered {options} --json").data]


def test_what_i_use_often_and_lately_comes_first_in_its_stage(
    own: Shell, commit: Callable[[dict[str, str], str], str]
) -> None:
    commit({"plays/discover/aaa.md": PLAY.replace("First call", "Aaa")}, "Add")
    assert offered(own, "--stage discover") == ["plays/discover/aaa", DISCOVERY]
    own.finished()
    rows = own.ok("plays offered --stage discover --json").data
    assert [(row["id"], row["used"]) for row in rows] == [(DISCOVERY, 1.0), ("plays/discover/aaa", 0.0)]
    assert rows[0]["freshness"] == "verified 3 weeks ago by Dana + Lee"
    assert rows[0]["overdue"] is False


def test_what_is_not_offered_is_told_only_when_asked_for(
    own: Shell, commit: Callable[[dict[str, str], str], str]
) -> None:
    pilot = PLAY.replace("stage:", "status: pilot\npilot: {reps: [mia], until: 2026-12-31}\nstage:")
    commit({"plays/discover/try.md": pilot}, "Try")
    assert "plays/discover/try" not in offered(own)
    rows = {row["id"]: row["why_not"] for row in own.ok("plays offered --all --json").data}
    assert rows["plays/discover/try"] == "a pilot with other reps"
    assert rows[DISCOVERY] == ""
    assert "plays/discover/try" in [row["id"] for row in own.ok("plays offered --json", as_="mia").data]


def test_an_unknown_stage_names_the_nearest(shell: Shell) -> None:
    refused = shell("plays offered --stage discoverr")
    assert (refused.code, refused.out) == (2, "")
    assert "Did you mean discover?" in refused.err


def test_prep_tells_what_was_said_here_and_how_often_they_were_reached(own: Shell) -> None:
    run = own.start(DISCOVERY, account="Kallio")
    own.ok(f"runs note {run} 'Two sites, one gate'")
    own.ok(f"runs finish {run} --result advance --next 'Send the plan'")
    own.finished(account="Other")
    found = own.ok(f"plays prep {DISCOVERY} --account Kallio --json").data
    assert (found["id"], found["account_name"], found["touches"]) == (DISCOVERY, "Kallio", 1)
    (here,) = found["runs_here"]
    assert (here["result"], here["next"], here["said"]) == (
        "advance",
        "Send the plan",
        [{"asked": "Note", "answer": "Two sites, one gate"}],
    )
    assert [one["account"] for one in found["runs"]] == ["Other"]
    told = own.ok(f"plays prep {DISCOVERY} --account Kallio").out
    assert (
        "How to reach Kallio: 1 touches in 30 days" in told
        or "How to reach Kallio: 1 touch in 30 days" in told
    )
    assert "    Note — Two sites, one gate" in told
    assert "Your runs of it with others" in told


def test_prep_says_that_the_play_changed_since_my_last_run(
    own: Shell, commit: Callable[[dict[str, str], str], str]
) -> None:
    own.finished()
    assert own.ok(f"plays prep {DISCOVERY} --json").data["changed_since"] == ""
    commit({f"{DISCOVERY}.md": PLAY.replace("Thursday", "Friday")}, "Friday")
    assert own.ok(f"plays prep {DISCOVERY} --json").data["changed_since"] == "2026-11-23"
    assert own.ok(f"plays prep {DISCOVERY} --json", as_="mia").data["changed_since"] == ""


def test_my_words_are_kept_told_when_the_original_changes_and_taken_back(
    own: Shell, commit: Callable[[dict[str, str], str], str]
) -> None:
    words = f"plays words {DISCOVERY}"
    assert own.ok(words).out == ""
    own.ok(f"{words} --step open --say 'Hello there'")
    assert own.ok(f"{words} --json").data == [
        {"step": "open", "place": 1, "text": "Hello there", "changed": False, "lost": False}
    ]
    assert own.ok(f"{words} --json", as_="mia").data == []
    (before,) = [line for line in PLAY.splitlines() if line.startswith("> Hi")][:1]
    commit({f"{DISCOVERY}.md": PLAY.replace(before, "> Quite another greeting.")}, "Greet")
    assert own.ok(f"{words} --json").data[0]["changed"] is True
    own.ok(f"{words} --step open --remove")
    assert own.ok(f"{words} --json").data == []


def test_words_without_a_place_say_what_is_missing(own: Shell) -> None:
    refused = own(f"plays words {DISCOVERY} --say hello")
    assert refused.code == 2
    assert "--step STEP --say TEXT" in refused.err
    refused = own(f"plays words {DISCOVERY} --step opne --say hello")
    assert "There is no step “opne”. Did you mean open" in refused.err
    refused = own(f"plays words {DISCOVERY} --step open --place 9 --say hello")
    assert "There is no talk track “open 9”. Did you mean open 1" in refused.err
    assert "counts talk tracks from 1" in own(f"plays words {DISCOVERY} --step open --place 0 --say x").err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("first-call", DISCOVERY),
        ("price-call.md", PRICE),
        (DISCOVERY, DISCOVERY),
        ("first", DISCOVERY),
        ("First call", DISCOVERY),
        ("frist-call", DISCOVERY),
        ("first-call#open", DISCOVERY),
    ],
)
def test_open_takes_the_end_a_part_or_a_misspelt_name_that_only_one_page_can_mean(
    shell: Shell, typed: str, meant: str
) -> None:
    workspace = Workspace.open(shell.root, person="lee")
    assert thing(workspace, typed)[:2] == ("page", meant)


def test_open_prefers_the_play_where_another_page_ends_alike(
    own: Shell, commit: Callable[[dict[str, str], str], str]
) -> None:
    commit({"scorecards/first-call.md": "---\nkind: scorecard\n---\n\n## Listened? (1–5)\n"}, "Score")
    workspace = Workspace.open(own.root, person="lee")
    assert thing(workspace, "first-call") == ("page", DISCOVERY, "")


def test_open_still_says_what_could_be_meant_where_several_can(shell: Shell) -> None:
    workspace = Workspace.open(shell.root, person="lee")
    with pytest.raises(NotFoundError, match="There is no page, run or feedback “call”"):
        thing(workspace, "call")
