"""Runs on the command line once they are finished: corrected, redacted, kept, listed, exported, recapped."""

from __future__ import annotations

import time

import pytest

from tests.cli.shell import Shell

# Afterwards


def test_correct_changes_texts_and_answers_and_never_times(shell: Shell) -> None:
    run = shell.start()
    shell.ok(f"runs note {run} first")
    shell.ok(f"runs goto {run} find-the-cost")
    shell.ok(f"runs answer {run} how-do-you-forecast-today spreadsheets --by c1")
    shell.ok(f"runs finish {run} --result continuation")
    before = shell.ok(f"runs show {run} --json").data
    told = shell.ok(
        f"runs correct {run} --result advance --next 'Send it' --next-date fri --cut-short yes "
        "--answer how-do-you-forecast-today=2 --answer 'who-feels-it=sales, finance' --note second"
    )
    assert (
        told.err
        == "Corrected answers, cut_short, next, next_date, notes, result. The run shows as corrected.\n"
    )
    after = shell.ok(f"runs show {run} --json").data
    assert (after["result"], after["next"], after["next_date"]) == ("advance", "Send it", "2026-11-27")
    assert (after["corrected"], after["cut_short"]) == (True, True)
    assert [note["text"] for note in after["notes"]] == ["first", "second"]
    assert {one["question"].rpartition("/")[2]: one["values"] for one in after["answers"]} == {
        "how-do-you-forecast-today": ["a-tool"],
        "who-feels-it": ["sales", "finance"],
    }
    assert after["answers"][0]["by"] == "c1"
    assert (after["started"], after["ended"], after["seconds"]) == (
        before["started"], before["ended"], before["seconds"],
    )  # fmt: skip
    assert "Nothing was changed" in shell(f"runs correct {run} --result advance").err
    assert shell(f"runs correct {run} --result won").code == 2
    assert shell(f"runs correct {run} --answer nonsense").code == 2


def test_a_redacted_run_leaves_only_that_it_was(shell: Shell) -> None:
    run = shell.finished(account="Kallio")
    shell.ok(f"runs redact {run}")
    (row,) = shell.ok("runs list --json", as_="kim").data
    assert (row["id"], row["redacted"], row["account"], row["play"]) == (run, True, "", "")
    assert "Kallio" not in shell.ok("runs list", as_="kim").out
    again = shell(f"runs correct {run} --next x")
    assert (again.code, "was redacted" in again.err) == (2, True)


def test_kept_says_what_became_of_a_promise(shell: Shell) -> None:
    run = shell.finished(
        finish="--result advance --commitment promised --by today --next Mail --next-date today"
    )
    kinds = [line["kind"] for line in shell.ok("today --json").data]
    assert kinds == ["commitment", "next-step"]
    shell.ok(f"runs kept {run} commitment kept")
    assert [line["kind"] for line in shell.ok("today --json").data] == ["next-step"]
    assert shell(f"runs kept {run} next moved").code == 2
    shell.ok(f"runs kept {run} next moved --to fri")
    assert shell.ok("today --json").data == []
    (line,) = shell.ok("today --json", now="2026-11-27T09:00:00Z").data
    assert (line["kind"], line["due"]) == ("next-step", "2026-11-27")
    assert shell.ok("runs list --json").data[0]["kept"] == {"commitment": "kept", "next": "moved"}
    assert "Only what is moved has another day." in shell(f"runs kept {run} next kept --to fri").err


def test_kept_is_refused_where_nothing_was_promised(shell: Shell) -> None:
    run = shell.finished()
    assert "Nothing was promised" in shell(f"runs kept {run} commitment kept").err
    assert "has no next step" in shell(f"runs kept {run} next kept").err


# Reading


def test_list_filters_by_rep_play_and_since(shell: Shell) -> None:
    lees = shell.finished()
    mias = shell.finished(as_="mia")
    late = shell.ok("runs start price-call --mode debrief", now="2026-11-25T10:00:00Z").line
    shell.ok(f"runs finish {late} --result closed", now="2026-11-25T10:01:00Z")

    def listed(options: str) -> list[str]:
        return [row["id"] for row in shell.ok(f"runs list {options} --json", as_="kim").data]

    assert listed("") == [late, mias, lees]
    assert listed("--rep mia") == [mias]
    assert listed("--rep 'Mia Novak'") == [mias]
    assert listed("--play price-call") == [late]
    assert listed("--since 2026-11-24") == [late]
    assert "Did you mean mia?" in shell("runs list --rep mja", as_="kim").err
    assert "Did you mean plays/commit/price-call or" in shell("runs list --play prise-call", as_="kim").err
    assert shell("runs list --since soon").code == 2


def test_the_table_shows_short_ids_and_results(shell: Shell) -> None:
    run = shell.finished(account="Kallio")
    head, line = shell.ok("runs list").out.splitlines()
    assert head.split() == ["RUN", "STARTED", "REP", "PLAY", "ACCOUNT", "RESULT", "DONE", "SKIPPED", "MIN"]
    assert line.split()[0] == run[:6].upper()
    assert "Kallio" in line and "continuation" in line


def test_show_reads_well(shell: Shell) -> None:
    run = shell.start(account="Kallio")
    shell.ok(f"runs note {run} on paper")
    shell.ok(f"runs skip {run} open --because 'no time'")
    out = shell.ok(f"runs show {run}").out
    assert "account     Kallio" in out
    assert "note        0:0" in out and "on paper" in out
    assert "flags       open" in out
    assert any(
        line.split() == ["skipped", "open", "no", "time"] for line in out.splitlines() if "skipped" in line
    ) or ("no time" in out)


def test_export_is_every_run_whole_or_as_a_table_for_spreadsheets(shell: Shell) -> None:
    import csv
    import io
    import json

    run = shell.finished(account="=HYPERLINK(1)")
    other = shell.finished(as_="mia")
    lines = [json.loads(line) for line in shell.ok("runs export", as_="kim").out.splitlines()]
    assert [line["id"] for line in lines] == [run, other]
    assert lines[0]["steps"][0]["id"] == "open"
    rows = list(csv.DictReader(io.StringIO(shell.ok("runs export --format csv", as_="kim").out)))
    assert [row["id"] for row in rows] == [run, other]
    assert rows[0]["account"] == "'=HYPERLINK(1)"
    assert shell.ok("runs export --format csv", as_="dana").out == ""


def test_recap_is_text_for_the_crm_or_a_mail_without_the_notes(shell: Shell) -> None:
    run = shell.start(account="Kallio")
    shell.ok(f"runs note {run} secretly annoyed")
    shell.ok(f"runs finish {run} --result advance --commitment done --next 'Send it' --next-date 2026-12-01")
    crm = shell.ok(f"runs recap {run}").out
    assert "Account: Kallio" in crm and "secretly annoyed" in crm and "Next: Send it, 2026-12-01" in crm
    mail = shell.ok(f"runs recap {run} --mail").out
    assert mail.startswith("Subject: First call, 2026-11-23\n")
    assert "secretly" not in mail
    assert "Introduces the budget owner." in mail
    assert mail.rstrip().endswith("Lee Park")


def test_recap_uses_the_playbooks_own_template(own: Shell) -> None:
    (own.root / "templates").mkdir()
    (own.root / "templates" / "recap.md").write_text("{{account.name}}: {{run.result}}\n", encoding="utf-8")
    run = own.finished(account="Kallio")
    assert own.ok(f"runs recap {run}").out == "Kallio: continuation\n"


def test_a_run_stays_on_the_text_it_began_with(own: Shell) -> None:
    run = own.start()
    page = own.root / "plays/discover/first-call.md"
    page.write_text("---\ntitle: First call\n---\n\n## Only this\n\n## And that\n", encoding="utf-8")
    own.ok(f"runs next {run}")
    own.ok(f"runs finish {run} --result advance")
    assert [step["id"] for step in own.ok(f"runs show {run} --json").data["steps"]][:2] == [
        "open",
        "find-the-cost",
    ]
    assert own.ok("coach play first-call --json", as_="kim").data[0]["step"] == "only-this"


def test_a_page_without_steps_cannot_be_run_and_one_not_offered_can_with_a_word(own: Shell) -> None:
    (own.root / "know.md").write_text("Just text.\n", encoding="utf-8")
    refused = own("runs start know")
    assert (refused.code, "has no steps" in refused.err) == (2, True)
    page = own.root / "plays/commit/price-call.md"
    page.write_text(
        page.read_text().replace("stage: commit", "stage: commit\nstatus: retired"), encoding="utf-8"
    )
    told = own.ok("runs start price-call")
    assert "“Price call” is not offered to you now: it is retired." in told.err


def test_listings_have_times_on_this_machines_clock_as_the_settings_want_them(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = shell.start()
    found = shell.ok("feedback add wrong 'It is 14 now'").out.split()[0]
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        assert shell.ok("runs list --open --json").data[0]["started"].startswith("2026-11-23T10:00")
        assert "2026-11-23 11:00" in shell.ok("runs list --open").out
        shell.ok("settings set look.clock 12h")
        for listing in ("runs list --open", f"runs show {run}"):
            assert "2026-11-23 11:00 am" in shell.ok(listing).out
        shell.ok(f"desk accept {found}", as_="dana")
        assert "2026-11-23 11:00 am  Dana Ortiz took it on" in shell.ok(f"feedback show {found}").out
    finally:
        monkeypatch.undo()
        time.tzset()
