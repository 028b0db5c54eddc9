"""Every act of a run, from the shell."""

from __future__ import annotations

import pytest

from tests.cli.shell import Shell


def steps(shell: Shell, run: str, *, as_: str = "lee") -> dict[str, str]:
    shown = shell.ok(f"runs show {run} --json", as_=as_).data
    return {step["id"]: step["state"] for step in shown["steps"]}


def test_start_prints_the_id_alone_and_tells_what_comes_next_on_the_side(shell: Shell) -> None:
    said = shell.ok("runs start first-call --account Kallio")
    assert len(said.line) == 16
    assert f"`playbook runs connect {said.line[:6].upper()} connected`" in said.err
    shown = shell.ok(f"runs show {said.line} --json").data
    assert (shown["account"], shown["connect"], shown["open"], shown["at"]) == ("Kallio", "", True, "open")


def test_start_as_json_has_what_a_program_needs(shell: Shell) -> None:
    made = shell.ok("runs start first-call --json").data
    assert list(made) == ["id", "play", "title", "blob", "at"]
    assert (made["play"], made["at"]) == ("plays/discover/first-call", "open")


def test_start_keeps_all_that_was_said_about_the_deal(shell: Shell) -> None:
    run = shell.start(
        account="Kallio", opportunity="K-1", amount="48000", currency="EUR", channel="phone",
        direction="outbound", contact="c1", trigger="demo-request",
    )  # fmt: skip
    shell.ok(f"runs finish {run} --result advance")
    shown = shell.ok(f"runs show {run} --json").data
    wanted = {
        "account": "Kallio", "opportunity": "K-1", "amount": 48000.0, "currency": "EUR", "channel": "phone",
        "direction": "outbound", "contacts": ["c1"], "triggers": ["demo-request"],
    }  # fmt: skip
    assert {key: shown[key] for key in wanted} == wanted


def test_the_path_goes_step_by_step_to_the_record(shell: Shell) -> None:
    run = shell.start()
    shell.ok(f"runs tick {run} open confirm-how-long-they-have")
    shell.ok(f"runs next {run}")
    refused = shell(f"runs next {run}")
    assert refused.code == 2
    assert refused.err == (
        "playbook: “Find the cost” has a notice to acknowledge first: Say that the call is recorded.\n"
    )
    shell.ok(f"runs acknowledge {run}")
    shell.ok(f"runs answer {run} how-do-you-forecast-today 2 --by c1")
    shell.ok(f"runs answer {run} who-feels-it sales finance")
    shell.ok(f"runs answer {run} what-does-a-wrong-forecast-cost-you a week of overtime")
    told = shell.ok(f"runs next {run}")
    assert told.err == "“Agree the next step” (3/4). Next: Send the study.\n"
    shell.ok(f"runs skip {run} send-the-study")
    shell.ok(f"runs tick {run} agree-the-next-step")
    shell.ok(f"runs finish {run} --result advance --exit-proof 'a week' --next 'Send it' --next-date +1")
    shown = shell.ok(f"runs show {run} --json").data
    assert {step["id"]: step["state"] for step in shown["steps"]} == {
        "open": "done",
        "find-the-cost": "done",
        "agree-the-next-step": "done",
        "send-the-study": "left-out",
        "qualify-out": "not-taken",
    }
    assert shown["steps"][0]["todos"] == ["confirm-how-long-they-have"]
    assert [(one["question"], one["values"]) for one in shown["answers"]] == [
        ("find-the-cost/how-do-you-forecast-today", ["a-tool"]),
        ("find-the-cost/who-feels-it", ["sales", "finance"]),
        ("find-the-cost/what-does-a-wrong-forecast-cost-you", ["a week of overtime"]),
    ]
    assert shown["answers"][0]["by"] == "c1"
    assert (shown["exit_proof"], shown["next"], shown["next_date"]) == ("a week", "Send it", "2026-11-24")
    assert (shown["steps_done"], shown["steps_skipped"], shown["out_of_order"]) == (3, 0, 0)


def test_an_answer_that_leads_somewhere_goes_there_and_can_be_taken_back(shell: Shell) -> None:
    run = shell.start()
    shell.ok(f"runs goto {run} find-the-cost --because 'customer led'")
    shell.ok(f"runs acknowledge {run}")
    shell.ok(f"runs answer {run} how-do-you-forecast-today they-dont")
    assert "Next: Qualify out." in shell.ok(f"runs answer {run} who-feels-it 1").err
    shell.ok(f"runs answer {run} how-do-you-forecast-today --clear")
    assert "Next: Agree the next step." in shell.ok(f"runs note {run} hm").err
    shell.ok(f"runs undo {run}")
    assert "“Qualify out”" in shell.ok(f"runs next {run}").err
    assert "“Find the cost”" in shell.ok(f"runs back {run}").err


def test_tick_of_a_step_elsewhere_is_done_there_and_again_opens_it(shell: Shell) -> None:
    run = shell.start()
    shell.ok(f"runs tick {run} agree-the-next-step")
    assert steps(shell, run)["agree-the-next-step"] == "done"
    assert shell.ok(f"runs show {run} --json").data["at"] == "open"
    shell.ok(f"runs tick {run} agree-the-next-step")
    assert steps(shell, run)["agree-the-next-step"] == "open"


def test_skip_needs_a_reason_for_a_required_step(shell: Shell) -> None:
    run = shell.start()
    assert shell(f"runs skip {run} open").code == 2
    shell.ok(f"runs skip {run} open --because 'already known'")
    shown = shell.ok(f"runs show {run} --json").data
    assert (shown["steps"][0]["state"], shown["steps"][0]["reason"]) == ("skipped", "already known")


def test_short_of_time_leaves_only_the_must_steps(shell: Shell) -> None:
    run = shell.start()
    shell.ok(f"runs short {run}")
    found = steps(shell, run)
    assert (found["open"], found["find-the-cost"]) == ("open", "skipped")
    shell.ok(f"runs undo {run}")
    assert steps(shell, run)["find-the-cost"] == "open"


def test_notes_marks_and_what_was_opened_are_kept(shell: Shell) -> None:
    run = shell.start()
    shell.ok(f"runs note {run} two words")
    shell.ok(f"runs mark {run}")
    shell.ok(f"runs mark {run} here")
    shell.ok(f"runs opened {run} too-expensive --settled partly --words price")
    shell.ok(f"runs opened {run} first-call#we-have-a-tool")
    shown = shell.ok(f"runs show {run} --json").data
    assert [note["text"] for note in shown["notes"]] == ["two words"]
    assert [mark.get("text", "") for mark in shown["marks"]] == ["", "here"]
    assert [(one["page"], one.get("settled"), one.get("words", "")) for one in shown["opened"]] == [
        ("objections/too-expensive", "partly", "price"),
        ("plays/discover/first-call#we-have-a-tool", None, ""),
    ]
    unknown = shell(f"runs opened {run} first-call#we-have-a-tol")
    assert unknown.code == 2
    assert "Did you mean we-have-a-tool?" in unknown.err


def test_parked_time_stands_still(shell: Shell) -> None:
    run = shell.start()
    shell.ok(f"runs park {run}", now="2026-11-23T10:01:00Z")
    assert shell(f"runs next {run}", now="2026-11-23T10:02:00Z").code == 2
    shell.ok(f"runs resume {run}", now="2026-11-23T12:00:00Z")
    shown = shell.ok(f"runs show {run} --json", now="2026-11-23T12:01:00Z").data
    assert shown["seconds"] == pytest.approx(120, abs=20)


def test_several_runs_are_open_at_once_and_listed_latest_first(shell: Shell) -> None:
    first = shell.start()
    shell.now = "2026-11-23T10:05:00Z"
    second = shell.start("price-call")
    rows = shell.ok("runs list --open --json").data
    assert [row["id"] for row in rows] == [second, first]
    assert [row["ended"] for row in rows] == ["", ""]


def test_switch_leaves_the_wrong_play_and_carries_what_was_said(shell: Shell) -> None:
    run = shell.start(account="Kallio")
    shell.ok(f"runs goto {run} find-the-cost")
    shell.ok(f"runs answer {run} how-do-you-forecast-today spreadsheets")
    shell.ok(f"runs note {run} wants the price")
    new = shell.ok(f"runs switch {run} price-call").line
    assert new != run
    shown = shell.ok(f"runs show {new} --json").data
    assert (shown["play"], shown["account"], shown["connect"]) == (
        "plays/commit/price-call",
        "Kallio",
        "connected",
    )
    assert [note["text"] for note in shown["notes"]][-1] == "wants the price"
    (left,) = shell.ok("runs list --json").data
    assert (left["id"], left["wrong_play"]) == (run, True)
    assert [row["id"] for row in shell.ok("runs list --open --json").data] == [new]


def test_a_call_that_reached_nobody_needs_no_result(shell: Shell) -> None:
    run = shell.start(connect=False)
    shell.ok(f"runs connect {run} voicemail")
    shell.ok(f"runs finish {run}")
    (row,) = shell.ok("runs list --json").data
    assert (row["connect"], row["result"], row["steps_not_reached"]) == ("voicemail", "", 4)


def test_finish_says_what_is_missing_and_keeps_the_run_open(shell: Shell) -> None:
    run = shell.start()
    refused = shell(f"runs finish {run}")
    assert refused.code == 2
    assert "Say how the conversation ended" in refused.err
    assert shell(f"runs finish {run} --result advance --commitment promised").code == 2
    assert shell.ok("runs list --open --json").data[0]["id"] == run
    told = shell.ok(f"runs finish {run} --by fri")
    assert "Recorded “First call”: advance" in told.err
    assert "Who sees the run: You and Kim Adeyemi." in told.err
    assert shell.ok(f"runs show {run} --json").data["commitment_by"] == "2026-11-27"


def test_finished_is_finished(shell: Shell) -> None:
    run = shell.finished()
    again = shell(f"runs finish {run} --result advance")
    assert again.code == 2
    assert again.err == (
        f"playbook: The run {run[:6].upper()} of “First call” is finished. Correct it with "
        f"`playbook runs correct {run[:6].upper()} …`.\n"
    )


def test_a_private_run_is_nobody_elses_to_see(shell: Shell) -> None:
    run = shell.finished(finish="--result declined --private")
    assert shell.ok("runs list --json").data[0]["private"] is True
    assert shell.ok("runs list --json", as_="kim").data == []
    assert shell(f"runs show {run}", as_="kim").code == 2


def test_a_manager_reads_what_a_colleague_may_not(shell: Shell) -> None:
    run = shell.finished()
    assert shell.ok("runs list --json", as_="kim").data[0]["id"] == run
    assert shell.ok("runs list --json", as_="mia").data == []
    assert shell.ok("runs list --json", as_="dana").data == []


def test_a_run_is_its_reps_alone_to_act_on(shell: Shell) -> None:
    open_run = shell.start()
    done = shell.finished()
    for command in (f"runs note {open_run} hi", f"runs finish {open_run} --result advance"):
        refused = shell(command, as_="kim")
        assert refused.code == 2
        assert refused.err.startswith("playbook: That run of “First call” is Lee Park's")
    for command in (f"runs correct {done} --next x", f"runs redact {done}", f"runs kept {done} next kept"):
        refused = shell(command, as_="kim")
        assert (refused.code, "is Lee Park's" in refused.err) == (2, True)


def test_runs_are_found_by_the_first_letters_of_their_id(shell: Shell) -> None:
    run = shell.start()
    assert shell.ok(f"runs show {run[:3].upper()} --json").data["id"] == run
    near = shell(f"runs note {run[:5]}{'0' if run[5] != '0' else '1'} hi")
    assert near.code == 2
    assert f"There is no open run “{run[:5]}" in near.err
    assert f"Did you mean {run[:6].upper()}?" in near.err
    assert shell("runs show zzzz").err == (
        "playbook: There is no run “zzzz”. `playbook runs list` shows what there is.\n"
    )


def test_unknown_steps_questions_and_answers_name_the_nearest(shell: Shell) -> None:
    run = shell.start()
    assert "Did you mean find-the-cost or" in shell(f"runs goto {run} find-the-costs").err
    assert "how-do-you-forecast-today" in shell(f"runs answer {run} how-do-you-forcast-today 1").err
    wrong = shell(f"runs answer {run} how-do-you-forecast-today a-tol")
    assert (wrong.code, "Did you mean a-tool?" in wrong.err) == (2, True)
    assert "Did you mean voicemail?" in shell(f"runs connect {run} voice-mail").err
