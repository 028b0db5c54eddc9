"""Feedback and the desk, from the shell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.shell import PLAY, Shell, write


def item(shell: Shell, id_: str, *, as_: str = "dana") -> dict[str, Any]:
    found: dict[str, Any] = shell.ok(f"feedback show {id_} --json", as_=as_).data
    return found


def add(shell: Shell, text: str = "too precise", options: str = "", *, as_: str = "lee") -> str:
    return shell.ok(f"feedback add wrong '{text}' {options}", as_=as_).line


# Say


def test_add_pins_play_step_quote_line_and_revision(shell: Shell) -> None:
    said = shell.ok(
        "feedback add hard-to-say 'nobody talks like that' --play first-call "
        "--quote 'Shall we say Thursday?' --account Kallio --severity 3 --tried 'What suits you?'"
    )
    found = item(shell, said.line)
    assert (found["play"], found["step"], found["quote"], found["severity"]) == (
        "plays/discover/first-call", "agree-the-next-step", "Shall we say Thursday?", 3,
    )  # fmt: skip
    assert found["line"] == PLAY.splitlines().index("> Shall we say Thursday?") + 1
    assert found["blob"] == shell.ok("plays show first-call --json").data["blob"]
    assert (found["account"], found["tried"], found["rep"]) == ("Kallio", "What suits you?", "lee")
    assert len(found["revision"]) == 40
    assert said.err.startswith(f"Saved F-{said.line[:6].upper()}, for everyone of the playbook.")


def test_add_from_a_run_takes_everything_along(shell: Shell) -> None:
    run = shell.start(account="Kallio", opportunity="K-1", amount="48000", currency="EUR")
    feedback = add(shell, options=f"--run {run[:6]} --step find-the-cost")
    found = item(shell, feedback)
    assert (found["run"], found["account"], found["opportunity"], found["amount"], found["step"]) == (
        run, "Kallio", "K-1", {"EUR": 48000.0}, "find-the-cost",
    )  # fmt: skip
    shell.ok(f"runs finish {run} --result advance")
    after = item(shell, add(shell, "later", f"--run {run}"))
    assert (after["play"], after["run"]) == ("plays/discover/first-call", run)


def test_add_refuses_what_says_nothing_or_names_nothing(shell: Shell) -> None:
    assert shell("feedback add idea").code == 2
    kind = shell("feedback add ide text")
    assert (kind.code, kind.err) == (
        2, "playbook: “ide” is not a KIND. Did you mean idea? See `playbook feedback add --help`.\n",
    )  # fmt: skip
    assert "Did you mean plays/discover/first-call" in shell("feedback add idea x --play first-cal").err
    assert "Did you mean open?" in shell("feedback add idea x --play first-call --step opn").err
    assert shell("feedback add idea x --run zzz").code == 2
    assert shell("feedback add idea x --step open").code == 2
    assert shell.ok("feedback list --json").data == []


def test_a_quote_alone_is_enough(shell: Shell) -> None:
    feedback = shell.ok("feedback add worked --play first-call --quote 'Shall we say Thursday?'").line
    assert item(shell, feedback)["text"] == ""
    assert "“Shall we say Thursday?”" in shell.ok("feedback list").out


def test_similar_items_are_offered_when_something_is_said(shell: Shell) -> None:
    first = add(shell, "the discount of a third is too precise")
    said = shell.ok("feedback add wrong 'that third is too precise a discount'", as_="mia")
    assert f"Similar: F-{first[:6].upper()} “the discount of a third is too precise”" in said.err


def test_for_the_liaison_only_is_hidden_from_the_others(shell: Shell) -> None:
    feedback = add(shell, "about my manager", "--liaison-only")
    for who, sees in (("lee", True), ("dana", True), ("mia", False), ("kim", False)):
        assert (shell("feedback list --json", as_=who).data != []) is sees, who
        assert (shell(f"feedback show {feedback}", as_=who).code == 0) is sees, who
    shell.ok(f"desk answer {feedback} 'between us'", as_="dana")
    assert shell.ok("feedback list --json", as_="mia").data == []
    shell.ok(f"desk note {feedback} 'tell nobody'", as_="dana")
    assert shell.ok("today --json").data[0]["what"] == "between us"
    assert "tell nobody" not in shell.ok(f"feedback show {feedback}").out


def test_list_filters(shell: Shell) -> None:
    mine = add(shell, "one", "--play first-call")
    theirs = add(shell, "two", as_="mia")
    shell.ok(f"desk accept {theirs}", as_="dana")

    def ids(options: str, as_: str = "lee") -> list[str]:
        return [row["id"] for row in shell.ok(f"feedback list {options} --json", as_=as_).data]

    assert ids("") == [theirs, mine]
    assert ids("--mine") == [mine]
    assert ids("--state accepted") == [theirs]
    assert ids("--play first-call") == [mine]
    shell.ok(f"feedback vote {theirs} --account Kallio")
    assert ids("--mine") == [theirs, mine]
    assert "Did you mean" in shell("feedback list --state acceptedd").err


def test_vote_counts_people_and_accounts_and_can_be_taken_back(shell: Shell) -> None:
    feedback = add(shell, options="--account Kallio")
    shell.ok(f"feedback vote F-{feedback[:6]} --account Rosk", as_="mia")
    found = item(shell, feedback)
    assert (found["votes"], found["accounts"], found["account_ids"]) == (1, 2, ["Kallio", "Rosk"])
    shell.ok(f"feedback vote {feedback} --withdraw", as_="mia")
    assert item(shell, feedback)["votes"] == 0


def test_ask_and_reply(shell: Shell) -> None:
    feedback = add(shell)
    shell.ok(f"desk ask {feedback} which third", as_="dana")
    (line,) = shell.ok("today --json").data
    assert (line["kind"], line["what"], line["feedback"]) == ("question", "which third", feedback)
    assert shell("feedback reply zzzz hello").code == 2
    refused = shell(f"feedback reply {feedback} hm", as_="mia")
    assert (refused.code, refused.err) == (2, "playbook: The question is for lee.\n")
    shell.ok(f"feedback reply {feedback} the last one")
    found = item(shell, feedback)
    assert (found["state"], found["thread"][-1]["text"]) == ("accepted", "the last one")
    assert shell.ok("today --json").data == []


def test_withdraw_is_the_authors_alone(shell: Shell) -> None:
    feedback = add(shell)
    assert "Only lee can withdraw it" in shell(f"feedback withdraw {feedback}", as_="dana").err
    shell.ok(f"feedback withdraw {feedback}")
    assert item(shell, feedback)["state"] == "withdrawn"


def test_thanks_for_an_answer(shell: Shell) -> None:
    feedback = add(shell)
    assert "There is no answer yet" in shell(f"feedback thanks {feedback}").err
    shell.ok(f"desk answer {feedback} yes", as_="dana")
    shell.ok(f"feedback thanks {feedback} great")
    assert item(shell, feedback)["thread"][-1]["action"] == "thanks"


def test_show_reads_well(shell: Shell) -> None:
    feedback = add(shell, options="--play first-call --step open")
    shell.ok(f"desk decline {feedback} --because 'legal wants it'", as_="dana")
    out = shell.ok(f"feedback show {feedback}").out
    assert f"feedback    F-{feedback[:6].upper()}, wrong, severity 2\n" in out
    assert "about       plays/discover/first-call · step open\n" in out
    assert out.splitlines()[-1] == "2026-11-23 10:00  Dana Ortiz declined it: legal wants it"


# Desk


def test_the_desk_belongs_to_the_liaison(shell: Shell) -> None:
    feedback = add(shell)
    for command in ("accept {}", "route {} price", "ask {} x", "answer {} x", "decline {} --because x"):
        refused = shell(f"desk {command.format(feedback)}")
        assert refused.code == 2
        assert refused.err == (
            "playbook: That is for the marketing liaison (role “liaison” in playbook.toml).\n"
        ), command


def test_every_action_changes_what_it_says(shell: Shell) -> None:
    feedback = add(shell)

    def after(command: str) -> dict[str, Any]:
        shell.ok(f"desk {command}", as_="dana")
        return item(shell, feedback)

    assert after(f"accept {feedback}")["state"] == "accepted"
    assert after(f"route {feedback} price")["route"] == "price"
    assert after(f"assign {feedback} 'Dana Ortiz'")["assignee"] == "dana"
    assert after(f"label {feedback} pricing urgent")["labels"] == ["pricing", "urgent"]
    assert after(f"label {feedback} --off urgent")["labels"] == ["pricing"]
    assert after(f"note {feedback} ask finance")["thread"][-1]["text"] == "ask finance"
    assert after(f"answer {feedback} 'it is gone'")["answer"] == "it is gone"
    assert after("undo")["state"] == "accepted"
    assert after(f"decline {feedback} --because legal")["state"] == "declined"
    assert after(f"reopen {feedback}")["state"] == "accepted"


def test_undo_takes_back_the_last_and_only_ones_own(shell: Shell) -> None:
    assert "You have done nothing on the desk yet" in shell("desk undo", as_="dana").err
    one, two = add(shell, "one"), add(shell, "two")
    shell.ok(f"desk answer {one} {two} same", as_="dana")
    told = shell.ok("desk undo", as_="dana")
    assert told.err.startswith("Undone: the answer, of ")
    assert [item(shell, id_)["state"] for id_ in (one, two)] == ["new", "new"]


def test_answer_says_the_same_to_all_or_to_none(shell: Shell) -> None:
    one, two = add(shell, "one"), add(shell, "two")
    shell.ok(f"desk decline {two} --because no", as_="dana")
    refused = shell(f"desk answer {one} {two} same", as_="dana")
    assert refused.code == 2
    assert item(shell, one)["state"] == "new"
    shell.ok(f"desk answer {one} {one} same", as_="dana")
    assert len(item(shell, one)["thread"]) == 1


def test_merge_and_split(shell: Shell) -> None:
    one, two = add(shell, "one"), add(shell, "two", as_="mia")
    shell.ok(f"desk merge {two} {one[:6]}", as_="dana")
    found = item(shell, two)
    assert (found["state"], found["merged_into"], item(shell, one)["votes"]) == ("merged", one, 1)
    shell.ok(f"desk answer {one} both", as_="dana")
    assert shell.ok("today --json", as_="mia").data[0]["what"] == "both"
    shell.ok(f"desk split {two}", as_="dana")
    assert item(shell, two)["state"] == "accepted"
    assert "cannot be merged into itself" in shell(f"desk merge {two} {two}", as_="dana").err


def test_tabs_and_check(shell: Shell) -> None:
    one, two = add(shell, "one"), add(shell, "two")
    shell.ok(f"desk ask {two} which", as_="dana")
    shell.ok(f"desk assign {one} dana", as_="dana")

    def tab(name: str, now: str = "") -> list[str]:
        return [row["id"] for row in shell.ok(f"desk list --tab {name} --json", as_="dana", now=now).data]

    assert (tab("new"), tab("mine"), tab("waiting"), tab("overdue")) == ([], [one], [two], [])
    assert shell.ok("desk list --json --check", as_="dana").code == 0
    late = "2026-12-21T10:00:00Z"
    assert tab("overdue", late) == [one]
    checked = shell("desk list --json --check", as_="dana", now=late)
    assert checked.code == 1
    assert [row["overdue"] for row in checked.data] == [True, False]
    assert checked.err == "1 overdue: `playbook desk list --tab overdue`.\n"
    assert "Did you mean waiting?" in shell("desk list --tab waitingg").err
    table = shell.ok("desk list", as_="dana", now=late).out
    assert "10d late" in table and "asked 27d" in table, "in the words of the screen"


def test_the_queue_begins_with_the_least_time_left(shell: Shell) -> None:
    early = add(shell, "early")
    late = shell.ok("feedback add idea late", now="2026-11-23T15:00:00Z").line
    rows = shell.ok("desk list --json", as_="dana", now="2026-11-23T16:00:00Z").data
    assert [row["id"] for row in rows] == [early, late]
    table = shell.ok("desk list", as_="dana", now="2026-11-23T16:00:00Z").out
    assert table.splitlines()[1].split()[:4] == [f"F-{early[:6].upper()}", "1d", "left", "new"]


def test_similar_finds_by_item_or_by_words(shell: Shell) -> None:
    one = add(shell, "the discount of a third is too precise")
    two = add(shell, "a discount of a third sounds precise", as_="mia")
    by_item = shell.ok(f"desk similar {one} --json", as_="dana").data
    assert [(row["id"], set(row["shared"]) >= {"discount", "third"}) for row in by_item] == [(two, True)]
    assert {row["id"] for row in shell.ok("desk similar discount third --json", as_="dana").data} == {
        one,
        two,
    }
    assert shell("desk similar F-ZZZZZZ", as_="dana").code == 2


def test_unknown_people_routes_and_items_name_the_nearest(shell: Shell) -> None:
    feedback = add(shell)
    assert "Did you mean dana?" in shell(f"desk assign {feedback} dna", as_="dana").err
    assert "Did you mean price?" in shell(f"desk route {feedback} prise", as_="dana").err
    wrong = feedback[:5] + ("0" if feedback[5] != "0" else "1")
    assert f"Did you mean F-{feedback[:6].upper()}?" in shell(f"desk accept {wrong}", as_="dana").err


def test_one_person_alone_is_everybody(own: Shell) -> None:
    write(own.root, {"playbook.toml": '[playbook]\nid = "alone"\n'})
    feedback = own.ok("feedback add idea shorter", as_="ann").line
    own.ok(f"desk answer {feedback} done", as_="ann")
    assert own.ok("feedback list --json", as_="ann").data[0]["state"] == "answered"
    assert own.ok("today --json", as_="ann").data == []


# A place to be fast


def test_filters_are_kept_by_name_and_used(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYBOOK_CONFIG", str(tmp_path))
    one = add(shell, "the portal is down", "--account Kallio")
    add(shell, "the price is old")

    def ids(options: str) -> list[str]:
        return [row["id"] for row in shell.ok(f"desk list {options} --json", as_="dana").data]

    assert ids("--filter portal") == [one]
    assert ids("--filter 'account:kallio' --tab all") == [one]
    assert ids("--filter portal --tab answered") == []
    assert "Kept: " in shell.ok("desk keep portals kind:wrong portal").err
    assert ids("--kept portals") == [one]
    assert shell.ok("desk filters --json").data == [{"name": "portals", "filter": "kind:wrong portal"}]
    assert "Did you mean portals?" in shell("desk list --kept portal").err
    assert "no key of a filter “knd”" in shell("desk keep x knd:idea").err
    shell.ok("desk keep portals --off")
    assert "None yet" in shell.ok("desk filters").err + shell.ok("desk filters").out


def test_without_a_person_the_owner_of_the_page_is_named_with_the_reason(shell: Shell) -> None:
    one = add(shell, options="--play first-call")
    said = shell.ok(f"desk assign {one}", as_="dana")
    assert "To Dana Ortiz (owns the play)." in said.err
    assert item(shell, one)["assignee"] == "dana"


def test_what_another_department_replied_is_brought_back(shell: Shell) -> None:
    one = add(shell)
    assert "has not been sent on" in shell(f"desk heard {one} fine", as_="dana").err
    shell.ok(f"desk route {one} legal", as_="dana")
    assert [row["id"] for row in shell.ok("desk list --filter is:out --json", as_="dana").data] == [one]
    shell.ok(f"desk heard {one} 'fine with us'", as_="dana")
    assert shell.ok("desk list --filter is:out --json", as_="dana").data == []
    assert item(shell, one)["thread"][-1]["text"] == "fine with us"
    assert "fine with us" not in shell.ok(f"feedback show {one}").out, "the liaisons alone read it"


def test_a_liaisons_note_is_read_by_liaisons_alone(shell: Shell) -> None:
    one = add(shell)
    shell.ok(f"desk note {one} 'between us'", as_="dana")
    assert "between us" in shell.ok(f"feedback show {one}", as_="dana").out
    assert "between us" not in shell.ok(f"feedback show {one}").out
    shell.ok("desk undo", as_="dana")
    assert item(shell, one)["thread"][0]["undone"]


def test_questions_that_stay_unanswered_are_closed_and_the_rep_is_told(shell: Shell) -> None:
    one = add(shell)
    shell.ok(f"desk ask {one} which", as_="dana")
    assert shell.ok("desk close", as_="dana").err == "No question is older than 10 days.\n"
    late = "2026-12-07T10:00:00Z"
    shell.ok("desk close", as_="lee", now=late)
    assert item(shell, one)["state"] == "waiting", "it is not a rep's to close"
    assert (
        f"Closed, unanswered for 10 days: F-{one[:6].upper()}."
        in shell.ok("desk close", as_="dana", now=late).err
    )
    (line,) = shell.ok("today --json", now=late).data
    assert line["what"].startswith("No reply within 10 days.")


def test_check_says_what_is_due_soon(shell: Shell) -> None:
    add(shell)
    checked = shell.ok("desk list --check", as_="dana", now="2026-11-24T13:00:00Z")
    assert "due within 4 business hours" not in checked.err
    checked = shell.ok("desk list --check", as_="dana", now="2026-11-25T08:00:00Z")
    assert "1 due within 4 business hours: `playbook desk list --filter is:near`." in checked.err


def test_deciding_without_a_dispute_is_refused(shell: Shell) -> None:
    one = add(shell)
    shell.ok(f"desk answer {one} yes", as_="dana")
    refused = shell(f"desk decide {one} dana --because so", as_="dana")
    assert (refused.code, "There are no two decisions to choose between." in refused.err) == (2, True)


# Beyond the terminal


def test_figures_have_both_sides_on_one_page(shell: Shell) -> None:
    one = add(shell, "one", "--account Kallio")
    add(shell, "two", as_="mia")
    shell.ok(f"desk ask {one} which", as_="dana", now="2026-11-23T12:00:00Z")
    shell.ok(f"feedback reply {one} that", now="2026-11-23T13:00:00Z")
    shell.ok(f"desk answer {one} yes", as_="dana", now="2026-11-23T14:00:00Z")
    found = shell.ok("desk figures --json", as_="dana", now="2026-11-23T15:00:00Z").data
    assert (found["received"], found["people"], found["accounts"], found["open"]) == (2, 2, 1, 1)
    assert found["first_answer"] == {"n": 1, "median": 2.0, "p90": 2.0, "kept": 1}
    assert found["resolution"]["median"] == 3.0
    assert (found["questions"], found["replies"]["median"]) == (1, 1.0)
    said = shell.ok("desk figures --since 2026-11-24", as_="dana").out
    assert "received     0 (0 people, 0 accounts) (n = 0)" in said and "first_answer none yet (n = 0)" in said


def test_a_figure_says_what_it_means_and_which_items_are_behind_it(shell: Shell) -> None:
    one = add(shell, "one")
    shell.ok(f"desk answer {one} yes", as_="dana")
    told = shell("desk figures --behind first-answer", as_="dana")
    assert "First answer: " in told.err and "until somebody else did something with it" in told.err
    assert "answered" in told.out
    rows = shell.ok("desk figures --behind first_answer --json", as_="dana").data
    assert [row["id"] for row in rows] == [one]
    assert "Nothing stands behind it." in shell("desk figures --behind overdue", as_="dana").err
    assert "no figure “frist_answer”" in shell("desk figures --behind frist_answer", as_="dana").err.replace(
        '"', "“"
    )


def test_what_waits_is_a_message_for_mail_and_chat(shell: Shell) -> None:
    add(shell, "the *list* price is old", "--account Kallio")
    mail = shell.ok("desk notice --format mail", as_="dana").out
    assert mail.startswith("To: dana@northwind.example\nSubject: Northwind: 1 new\n")
    assert "the *list* price is old (1 account, 2d left)" in mail
    chat = shell.ok("desk notice", as_="dana").out
    assert chat.startswith("**Northwind**: 1 new\n")
    assert "the \\*list\\* price is old" in chat
