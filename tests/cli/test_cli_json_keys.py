"""The keys that other programs rely on, listing by listing: cli.md, kept for ever."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from tests.cli.shell import DUTY, PLAY, Shell

PLAYS = (
    "id title kind stage segments personas channels triggers status minutes steps verified owners runnable "
    "warnings path blob edited"
)
STEP = "id title minutes optional must branch reference by talk_tracks todos questions notices hints"
RUNS = (
    "id play title blob rep account account_name opportunity opportunity_name mode connect started ended "
    "seconds result commitment steps_done steps_skipped steps_not_reached out_of_order repeated added variant "
    "private cut_short "
    "wrong_play corrected"
)
FEEDBACK = (
    "id kind text severity play step quote blob rep account account_name at state assignee route labels votes accounts "
    "amount age_seconds due overdue merged_into answer commit"
)
FIGURES = "play step reached done skipped not_reached reasons median_seconds minutes"


def begins(row: dict[str, object], keys: str) -> None:
    """Assert that a row has all these keys, in this order; there may be more."""
    wanted = keys.split()
    assert [key for key in row if key in wanted] == wanted


def test_plays_list(shell: Shell) -> None:
    rows = shell.ok("plays list --json").data
    assert {tuple(row) for row in rows} == {tuple(PLAYS.split())}
    row = next(row for row in rows if row["id"] == "plays/discover/first-call")
    assert re.fullmatch("[0-9a-f]{40}", row.pop("blob"))
    assert row == {
        "id": "plays/discover/first-call",
        "title": "First call",
        "kind": "play",
        "stage": "discover",
        "segments": [],
        "personas": [],
        "channels": [],
        "triggers": ["demo-request"],
        "status": "live",
        "minutes": 13.0,
        "steps": 4,
        "verified": "2026-11-01",
        "owners": {"marketing": "dana", "sales": "lee"},
        "runnable": True,
        "warnings": 0,
        "path": "plays/discover/first-call.md",
        "edited": False,
    }


def test_plays_show(shell: Shell) -> None:
    page = shell.ok("plays show first-call --json").data
    begins(page, PLAYS)
    assert list(page)[len(PLAYS.split()) :] == ["brief", "value", "commitment", "objections", "fields"]
    assert isinstance(page["steps"], list)
    assert page["brief"] == "To understand, not to pitch."
    assert page["commitment"] == "Introduces the budget owner."
    assert page["fields"] == ["contact.first_name"]
    assert [one["id"] for one in page["objections"]] == ["we-have-a-tool"]
    assert {tuple(step) for step in page["steps"]} == {tuple(STEP.split())}
    first, cost, *_ = page["steps"]
    assert (first["minutes"], first["must"], first["talk_tracks"]) == (
        1.0, True, [["Hi {{contact.first_name}}, thanks for making the time."]],
    )  # fmt: skip
    assert first["todos"][0] == {
        "id": "confirm-how-long-they-have", "text": "Confirm how long they have", "ordered": False,
    }  # fmt: skip
    assert [one["choose"] for one in cost["questions"]] == ["one", "many", "text"]
    assert cost["questions"][0]["answers"][2] == {
        "id": "they-dont", "text": "They don't", "leads_to": "#qualify-out",
    }  # fmt: skip
    assert list(cost["notices"][0]) == ["id", "text", "level"]
    branches = {step["id"]: step["branch"] for step in page["steps"]}
    assert branches["qualify-out"] and not branches["open"]


def test_plays_search(shell: Shell) -> None:
    rows = shell.ok("plays search tool --json").data
    assert {tuple(row) for row in rows} == {("id", "title", "kind", "step", "excerpt", "score")}
    assert rows[0]["id"] == "plays/discover/first-call#we-have-a-tool"


def test_runs_list_and_show(shell: Shell) -> None:
    run = shell.finished(account="Kallio")
    (row,) = shell.ok("runs list --json").data
    begins(row, RUNS)
    assert list(row)[len(RUNS.split()) :] == ["redacted", "kept"]
    assert (row["id"], row["account"], row["result"], row["steps_done"]) == (run, "Kallio", "continuation", 1)
    shown = shell.ok(f"runs show {run} --json").data
    begins(shown, RUNS)
    assert {"steps", "trace", "notes", "next", "next_date"} <= set(shown)
    step = shown["steps"][0]
    assert {"id", "state", "reason", "seconds", "answers"} <= set(step)
    assert (step["id"], step["state"]) == ("open", "done")
    assert shown["trace"][0] == [0.0, "open", "start"]


def test_an_open_run_has_the_keys_of_a_finished_one(shell: Shell) -> None:
    run = shell.start()
    (row,) = shell.ok("runs list --open --json").data
    shown = shell.ok(f"runs show {run} --json").data
    shell.ok(f"runs finish {run} --result declined")
    (finished,) = shell.ok("runs list --json").data
    after = shell.ok(f"runs show {run} --json").data
    assert list(row) == list(finished)
    assert list(shown) == list(after)
    assert (shown["open"], after["open"]) == (True, False)


def test_feedback_and_desk_list(shell: Shell) -> None:
    shell.ok("feedback add idea 'shorter' --play first-call --step open --account Kallio")
    (mine,) = shell.ok("feedback list --json").data
    (theirs,) = shell.ok("desk list --json", as_="dana").data
    assert list(mine) == FEEDBACK.split()
    assert list(theirs) == FEEDBACK.split()
    assert (mine["play"], mine["step"], mine["accounts"], mine["votes"], mine["state"]) == (
        "plays/discover/first-call", "open", 1, 0, "new",
    )  # fmt: skip
    assert mine["due"] == "2026-11-25T10:00:00.000Z"[:16] + mine["due"][16:]
    assert mine["overdue"] is False
    begins(shell.ok(f"feedback show {mine['id']} --json").data, FEEDBACK)


def test_today(shell: Shell) -> None:
    shell.start()
    (row,) = shell.ok("today --json").data
    assert list(row) == [
        "kind", "due", "what", "play", "account", "account_name", "run", "feedback", "start", "end",
    ]  # fmt: skip
    assert (row["kind"], row["due"], row["play"]) == ("open-run", None, "plays/discover/first-call")


def test_news(own: Shell, commit: Callable[[dict[str, str], str], str]) -> None:
    commit(
        {"know/duty.md": DUTY, "plays/discover/first-call.md": PLAY.replace("Thursday", "Friday")},
        "Say Friday",
    )
    rows = own.ok("news --json").data
    assert {tuple(row) for row in rows} == {("kind", "id", "title", "at", "by", "read", "must_read", "mine")}
    assert [(row["kind"], row["id"], row["by"], row["must_read"]) for row in rows] == [
        ("must-read", "know/duty", "dana", True),
        ("changed", "plays/discover/first-call", "dana", False),
    ]
    assert rows[0]["at"] == "2026-11-20T09:00:00.000Z"


def test_doctor(shell: Shell) -> None:
    rows = shell.ok("doctor --json").data
    assert {tuple(row) for row in rows} == {("check", "state", "message")}


def test_coach(shell: Shell) -> None:
    run = shell.finished()
    for command in ("coach team --json", "coach play first-call --json"):
        row = shell.ok(command, as_="kim").data[0]
        begins(row, FIGURES)
        assert (row["play"], row["step"], row["reached"], row["done"]) == (
            "plays/discover/first-call", "open", 1, 1,
        )  # fmt: skip
    row = shell.ok("coach person lee --json", as_="kim").data[0]
    begins(row, FIGURES)
    assert (row["n"], row["runs"]) == (1, [run])


def test_every_listing_of_nothing_is_an_empty_array_and_says_what_to_do_to_people(shell: Shell) -> None:
    for command in (
        "plays list --stage commit --status retired",
        "plays search zzzzqqqq",
        "runs list",
        "runs list --open",
        "feedback list",
        "desk list",
        "desk similar something",
        "coach team",
        "coach play first-call",
        "coach person lee",
        "today",
        "news",
    ):
        said = shell.ok(f"{command} --json")
        assert json.loads(said.out) == [], command
        assert said.err == ""
        told = shell.ok(command)
        assert told.out == "", command
        assert "`" in told.err or "Nothing" in told.err or "come here" in told.err, command
