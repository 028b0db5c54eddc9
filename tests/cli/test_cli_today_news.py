"""What a person opens in the morning, and what is new for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.calendars.files import calendar, event
from tests.cli.shell import DUTY, OBJECTION, OTHER, PLAY, Shell, git, write

Commit = Callable[[dict[str, str], str], str]


# Today


def test_open_calls_come_first_then_what_is_due_then_answers(shell: Shell) -> None:
    done = shell.finished(
        account="Kallio",
        finish="--result advance --commitment promised --by 2026-11-20 --next Mail --next-date 2026-11-18",
    )
    feedback = shell.ok("feedback add idea shorter --play first-call --account Rosk").line
    shell.ok(f"desk answer {feedback} 'It is now'", as_="dana")
    opened = shell.start(account="Vantry")
    rows = shell.ok("today --json").data
    expected: list[dict[str, Any]] = [
        {
            "kind": "open-run", "due": None, "what": "open at “Open” (1 of 4)",
            "play": "plays/discover/first-call", "account": "Vantry", "run": opened, "feedback": "",
        },
        {
            "kind": "next-step", "due": "2026-11-18", "what": "Mail",
            "play": "plays/discover/first-call", "account": "Kallio", "run": done, "feedback": "",
        },
        {
            "kind": "commitment", "due": "2026-11-20", "what": "Introduces the budget owner.",
            "play": "plays/discover/first-call", "account": "Kallio", "run": done, "feedback": "",
        },
        {
            "kind": "answer", "due": None, "what": "It is now",
            "play": "plays/discover/first-call", "account": "Rosk", "run": "", "feedback": feedback,
        },
    ]  # fmt: skip
    assert rows == [one | {"account_name": one["account"], "start": None, "end": None} for one in expected]
    table = shell.ok("today").out.splitlines()
    assert [line.split()[0] for line in table] == ["WHAT", "open-run", "next-step", "commitment", "answer"]
    assert table[4].endswith(f"F-{feedback[:6].upper()}")


def test_what_is_due_later_and_what_is_anothers_is_not_here(shell: Shell) -> None:
    shell.finished(finish="--result advance --next Mail --next-date tomorrow")
    assert shell.ok("today --json").data == []
    assert shell.ok("today --json", as_="mia", now="2026-12-01").data == []
    assert [row["kind"] for row in shell.ok("today --json", now="2026-11-24").data] == ["next-step"]


def test_not_now_until_a_day_comes_up_on_that_day(shell: Shell) -> None:
    shell.finished(finish="--result not-now --until 2026-12-07")
    (row,) = shell.ok("today --json", now="2026-12-07").data
    assert (row["kind"], row["due"], row["what"]) == ("next-step", "2026-12-07", "Ask again")


def test_a_parked_call_and_one_that_only_wants_finishing_say_so(shell: Shell) -> None:
    parked = shell.start()
    shell.ok(f"runs park {parked}")
    shell.now = "2026-11-23T10:10:00Z"
    unreached = shell.start(connect=False)
    shell.ok(f"runs connect {unreached} no-answer")
    assert [row["what"] for row in shell.ok("today --json").data] == [
        "to be finished",
        "parked at “Open” (1 of 4)",
    ]


def test_private_runs_remind_their_rep_too(shell: Shell) -> None:
    shell.finished(finish="--result advance --next Mail --next-date today --private")
    assert [row["what"] for row in shell.ok("today --json").data] == ["Mail"]


def test_an_answer_leaves_once_it_was_read_and_a_new_one_comes(shell: Shell) -> None:
    feedback = shell.ok("feedback add idea shorter").line
    shell.ok(f"desk answer {feedback} one", as_="dana")
    shell.ok(f"news ack F-{feedback[:6]}")
    assert shell.ok("today --json").data == []
    shell.ok(f"desk reopen {feedback}", as_="dana")
    shell.ok(f"desk answer {feedback} two", as_="dana")
    assert [row["what"] for row in shell.ok("today --json").data] == ["two"]


def test_who_said_me_too_hears_the_answer(shell: Shell) -> None:
    feedback = shell.ok("feedback add idea shorter").line
    shell.ok(f"feedback vote {feedback}", as_="mia")
    shell.ok(f"desk answer {feedback} done", as_="dana")
    assert [row["feedback"] for row in shell.ok("today --json", as_="mia").data] == [feedback]


def test_a_must_read_stays_until_this_text_is_acknowledged(own: Shell, commit: Commit) -> None:
    commit({"know/duty.md": DUTY}, "Say it")
    (row,) = own.ok("today --json").data
    assert (row["kind"], row["play"], row["what"]) == (
        "must-read",
        "know/duty",
        "Read “What legal wants said”",
    )
    own.ok("news ack know/duty")
    assert own.ok("today --json").data == []
    assert own.ok("today --json", as_="mia").data != []
    write(own.root, {"know/duty.md": DUTY + "\nTwice.\n"})
    assert own.ok("today --json").data == []
    git(own.root, "commit", "--quiet", "--all", "--message", "Twice")
    assert [line["kind"] for line in own.ok("today --json").data] == ["must-read"]


def test_a_must_read_that_is_not_for_me_is_not_mine_to_read(own: Shell, commit: Commit) -> None:
    pilot = DUTY.replace(
        "must-read: true", "must-read: true\nstatus: pilot\npilot: {reps: [mia], until: 2026-12-31}"
    )
    commit({"know/duty.md": pilot}, "Try it")
    assert own.ok("today --json").data == []
    assert [row["play"] for row in own.ok("today --json", as_="mia").data] == ["know/duty"]


def test_what_was_said_of_a_promise_is_taken_back(shell: Shell) -> None:
    run = shell.finished(
        finish="--result advance --commitment promised --by 2026-11-20 --next Mail --next-date 2026-11-18"
    )
    assert "nothing to take back" in shell(f"runs kept {run} next undone").err
    shell.ok(f"runs kept {run} commitment moved --to 2026-11-23")
    assert "is over" in shell(f"runs kept {run} commitment moved --to 2026-11-22").err
    shell.ok(f"runs kept {run} commitment kept")
    assert [row["kind"] for row in shell.ok("today --json").data] == ["next-step"]
    assert shell.ok(f"runs kept {run} commitment undone").err == "Taken back: commitment kept.\n"
    assert [(row["kind"], row["due"]) for row in shell.ok("today --json").data] == [
        ("next-step", "2026-11-18"), ("commitment", "2026-11-23"),
    ]  # fmt: skip
    shell.ok(f"runs kept {run} commitment undone")
    assert shell.ok("today --json").data[1]["due"] == "2026-11-20"
    refused = shell(f"runs kept {run} commitment undone")
    assert (refused.code, "nothing to take back" in refused.err) == (2, True)
    (row,) = shell.ok("runs list --json").data
    assert row["kept"] == {}


def test_how_late_a_thing_is_stands_in_words(shell: Shell) -> None:
    shell.finished(finish="--result advance --next Mail --next-date 2026-11-21")
    assert "2 days late" in shell.ok("today").out
    shell.finished(finish="--result advance --next Call --next-date today")
    assert "today" in shell.ok("today").out.splitlines()[2]


def test_meetings_of_a_calendar_that_is_named(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "my.ics"
    path.write_bytes(
        calendar(
            event("20261123T130000Z", "20261123T133000Z", uid="a", title="Kallio weekly"),
            event(";VALUE=DATE:20261124", "", uid="b", title="Fair"),
            event("20261399T130000Z", "20261123T133000Z", uid="c"),
        )
    )
    shell.finished(account="Kallio", now="2026-11-20T10:00:00Z")
    done = shell.ok(f"today --json --calendar {path} --calendar {tmp_path / 'gone.ics'}")
    assert done.data == [
        {
            "kind": "meeting", "due": "2026-11-23", "what": "Kallio weekly", "play": "", "account": "Kallio",
            "account_name": "Kallio", "run": "", "feedback": "",
            "start": "2026-11-23T13:00+00:00", "end": "2026-11-23T13:30+00:00",
        },
        {
            "kind": "meeting", "due": "2026-11-24", "what": "Fair", "play": "", "account": "",
            "account_name": "", "run": "", "feedback": "", "start": "2026-11-24", "end": "2026-11-25",
        },
    ]  # fmt: skip
    assert done.err.splitlines() == [
        f"Calendar {tmp_path / 'gone.ics'}: is not there; mend its name",
        "Calendar my.ics: line 15: DTSTART cannot be read (Wrong datetime format: 20261399T130000Z)",
    ]
    table = shell.ok(f"today --calendar {path}").out
    assert "today 13:00" in table
    assert "tomorrow all day" in table
    assert shell.ok("today --json").data == []


def test_the_calendars_of_my_settings_are_read_unless_others_are_named(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYBOOK_CONFIG", str(tmp_path / "config"))
    for name in ("mine", "other"):
        (tmp_path / f"{name}.ics").write_bytes(
            calendar(event("20261123T130000Z", "20261123T133000Z", title=name))
        )
    (tmp_path / "config").mkdir()
    (tmp_path / "config/settings.toml").write_text(f'[calendar]\nfiles = ["{tmp_path}/mine.ics"]\n')
    assert [row["what"] for row in shell.ok("today --json").data] == ["mine"]
    other = shell.ok(f"today --json --calendar {tmp_path}/other.ics").data
    assert [row["what"] for row in other] == ["other"]


# News


def test_what_was_read_is_unread_again(own: Shell, commit: Commit) -> None:
    commit({"know/duty.md": DUTY, "plays/discover/first-call.md": PLAY + "\n"}, "Add")
    assert own.ok("news ack all --undo").err == "Nothing of it was read.\n"
    own.ok("news ack all")
    assert own.ok("today --json").data == []
    assert own.ok("news ack know/duty --undo").err == "Unread again: What legal wants said.\n"
    assert [row["kind"] for row in own.ok("today --json").data] == ["must-read"]
    own.ok("news ack plays/discover/first-call --undo")
    assert {row["read"] for row in own.ok("news --json").data} == {False}
    own.ok("news ack all")
    assert {row["read"] for row in own.ok("news --json").data} == {True}


def test_answers_come_before_must_reads_and_each_newest_first(own: Shell, commit: Commit) -> None:
    commit({"know/duty.md": DUTY}, "Say it")
    first, second = (own.ok(f"feedback add idea {text} --play first-call").line for text in ("one", "two"))
    own.ok(f"desk answer {first} yes", as_="dana", now="2026-11-23T11:00:00Z")
    own.ok(f"desk answer {second} yes", as_="dana", now="2026-11-23T12:00:00Z")
    rows = own.ok("news --json", now="2026-11-23T13:00:00Z").data
    assert [(row["kind"], row["title"]) for row in rows] == [
        ("answer", "two"), ("answer", "one"), ("must-read", "What legal wants said"),
    ]  # fmt: skip


def test_the_first_commit_and_what_is_too_old_are_no_news(own: Shell, commit: Commit) -> None:
    assert own.ok("news --json").data == []
    commit({"plays/commit/new.md": OTHER}, "Add")
    assert [row["kind"] for row in own.ok("news --json").data] == ["added"]
    assert own.ok("news --json", now="2027-01-20").data == []
    assert [row["kind"] for row in own.ok("news --json --since 2026-11-01", now="2027-01-20").data] == [
        "added"
    ]


def test_one_line_a_page_says_all_that_was_done_to_it(own: Shell, commit: Commit) -> None:
    commit({"plays/commit/new.md": OTHER}, "Add")
    commit({"plays/commit/new.md": OTHER + "\n## More\n"}, "Say more")
    commit({"plays/discover/first-call.md": PLAY + "\n"}, "Breathe")
    git(own.root, "rm", "--quiet", "objections/too-expensive.md")
    git(own.root, "commit", "--quiet", "--message", "Drop")
    rows = own.ok("news --json").data
    assert {(row["id"], row["kind"]) for row in rows} == {
        ("plays/commit/new", "added"),
        ("plays/discover/first-call", "changed"),
        ("objections/too-expensive", "removed"),
    }
    table = own.ok("news").out
    assert "Say more · Add" in table


def test_pages_i_use_come_before_others_and_read_ones_last(own: Shell, commit: Commit) -> None:
    own.finished()
    commit({"plays/commit/price-call.md": OTHER + "\n"}, "One")
    commit({"plays/discover/first-call.md": PLAY + "\n"}, "Two")
    commit({"objections/too-expensive.md": OBJECTION + "\n"}, "Three")

    def ids() -> list[str]:
        return [row["id"] for row in own.ok("news --json").data]

    assert ids()[0] == "plays/discover/first-call"
    own.ok("news ack plays/discover/first-call")
    assert ids()[-1] == "plays/discover/first-call"
    assert [row["read"] for row in own.ok("news --json").data] == [False, False, True]


def test_what_i_wrote_myself_is_read(own: Shell, commit: Commit) -> None:
    commit({"plays/discover/first-call.md": PLAY + "\n"}, "Mine")
    assert own.ok("news --json", as_="dana").data[0]["read"] is True
    assert own.ok("news --json", as_="lee").data[0]["read"] is False


def test_since_a_commit_or_a_day_and_nothing_else(own: Shell, commit: Commit) -> None:
    commit({"plays/commit/new.md": OTHER}, "One")
    middle = git(own.root, "rev-parse", "HEAD").strip()
    commit({"plays/commit/newer.md": OTHER}, "Two")
    assert [row["id"] for row in own.ok(f"news --json --since {middle}").data] == ["plays/commit/newer"]
    assert own.ok("news --json --since 2026-11-21").data == []
    refused = own("news --since soon")
    assert (refused.code, "soon" in refused.err) == (2, True)
    assert own("news --since=--all").code == 2


def test_ack_of_all_and_of_what_there_is_not(own: Shell, commit: Commit) -> None:
    commit({"know/duty.md": DUTY, "plays/commit/new.md": OTHER}, "Add")
    assert "Did you mean know/duty?" in own("news ack know/dutty").err
    assert own("news ack F-ZZZZZZ").code == 2
    own.ok("news ack all")
    assert {row["read"] for row in own.ok("news --json").data} == {True}
    assert own.ok("news ack know/duty").err == "Read already.\n"
    assert own.ok("today --json").data == []


def test_listing_marks_nothing_as_read(own: Shell, commit: Commit) -> None:
    commit({"know/duty.md": DUTY}, "Add")
    own.ok("news")
    own.ok("news --json")
    assert own.ok("news --json").data[0]["read"] is False


# Whose news


def facts(count: int) -> dict[str, str]:
    """Return pages that nobody runs and nobody owns."""
    return {f"know/fact-{number}.md": f"# Fact {number}\n\nOne.\n" for number in range(count)}


def test_changes_of_pages_that_one_neither_uses_nor_owns_are_counted(own: Shell, commit: Commit) -> None:
    commit(facts(7), "Write facts")
    said = own.ok("news")
    assert "Fact 1" not in said.out
    assert "7 changes of pages that you neither use nor own: `playbook news --all` lists them." in said.err
    assert "Fact 1" in own.ok("news --all").out
    rows = own.ok("news --json").data
    assert [row["mine"] for row in rows] == [False] * 7, "programs get all of it"


def test_what_one_opened_on_a_call_is_one_s_own(own: Shell, commit: Commit) -> None:
    run = own.start("first-call", as_="mia", connect=True)
    own.ok(f"runs opened {run} too-expensive", as_="mia")
    own.ok(f"runs next {run}", as_="mia")
    own.ok(f"runs finish {run} --result continuation", as_="mia")
    pages = {
        "plays/discover/first-call.md": PLAY + "\nMore.\n",
        "objections/too-expensive.md": OBJECTION + "\nMore.\n",
    }
    commit({**facts(7), **pages}, "Say more")
    assert {row["id"] for row in own.ok("news --json", as_="mia").data if row["mine"]} == {
        "plays/discover/first-call",
        "objections/too-expensive",
    }


def test_an_owner_has_the_news_of_the_page(own: Shell, commit: Commit) -> None:
    owned = "---\ntitle: Ours\nowners: {marketing: dana, sales: kim}\n---\n\nOne.\n"
    commit({**facts(7), "know/ours.md": owned}, "Write them")
    mine = {row["id"] for row in own.ok("news --json", as_="kim").data if row["mine"]}
    assert mine == {"know/ours"}
    assert "Ours" in own.ok("news", as_="kim").out
    assert "Ours" not in own.ok("news", as_="mia").out
