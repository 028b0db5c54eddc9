"""`playbook desk digest`, `directory`, `agenda`, `agree`, `done` and `audit`."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.cli.shell import Shell

FULL = ",".join(["4"] * 20)


def test_the_digest_is_markdown_to_send_and_tables_for_programs(shell: Shell) -> None:
    shell.ok("feedback add missing 'No customs field' --account Kallio")
    shell.ok("feedback add worked 'Silence after the price'", as_="mia")
    said = shell.ok("desk digest", as_="dana").out
    assert said.startswith("# What the market says\n")
    assert "No customs field" in said and "## Everybody else: what works" in said
    data = shell.ok("desk digest --json", as_="dana").data
    assert set(data) == {"title", "about", "tables"}
    (row,) = data["tables"]["gaps"]
    assert (row["text"], row["people"], row["kind"]) == ("No customs field", 1, "missing")


def test_a_page_goes_into_a_new_file_and_over_no_other(shell: Shell, tmp_path: Path) -> None:
    page = tmp_path / "market.html"
    shell.ok(f"desk digest --format html --to {page}", as_="dana")
    assert page.read_text("utf-8").startswith("<!doctype html>")
    refused = shell(f"desk digest --to {page}", as_="dana")
    assert refused.code == 2 and "it stays as it is" in refused.err
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert shell(f"desk digest --to {tmp_path}/no/where.md", as_="dana").code == 2


def test_since_reaches_back(shell: Shell) -> None:
    shell.ok("feedback add missing Old --now 2026-11-02T10:00:00Z")
    assert "Old" not in shell.ok("desk digest", as_="dana").out
    assert "Old" in shell.ok("desk digest --since 2026-11-01", as_="dana").out


def test_what_was_given_to_liaisons_alone_is_on_no_page_to_send(shell: Shell) -> None:
    shell.ok("feedback add wrong Secret --liaison-only")
    for who in ("dana", "mia"):
        assert "Secret" not in shell.ok("desk digest", as_=who).out
        assert "Secret" not in shell.ok("desk agenda", as_=who).out
    assert "Secret" in shell.ok("desk list", as_="dana").out
    assert "Secret" in shell.ok("desk notice --format mail", as_="dana").out
    chat = shell.ok("desk notice --format chat", as_="dana").out
    assert "Secret" not in chat and "(given to the liaisons alone)" in chat


def test_who_has_not_answered_the_audit_is_told_how(shell: Shell) -> None:
    assert "`playbook desk audit --ask` asks you" in shell.ok("desk audit", as_="dana").err


def test_the_directory_names_whom_to_call_by_topic(shell: Shell) -> None:
    (row,) = shell.ok("desk directory first call --json").data[:1]
    assert row["page"] == "plays/discover/first-call"
    assert [(one["name"], one["side"], one["email"], one["why"]) for one in row["people"]] == [
        ("Dana Ortiz", "marketing", "dana@northwind.example", "owns"),
        ("Lee Park", "sales", "lee@northwind.example", "owns"),
    ]
    assert "Dana Ortiz (marketing), Lee Park (sales)" in shell.ok("desk directory").out
    nothing = shell.ok("desk directory zzzzqqq")
    assert (nothing.out, "No page is about that." in nothing.err) == ("", True)
    assert all(one["stale"] for one in shell.ok("desk directory --stale --json").data)


def test_what_was_agreed_goes_on_the_agenda_until_it_is_done(shell: Shell) -> None:
    id_ = shell.ok("desk agree Write the price page --who mia --by 2026-11-20", as_="dana").line
    agenda = shell.ok("desk agenda", as_="lee").out
    assert f"| {id_} | Write the price page | Mia Novak | 20 Nov 2026 | late |" in agenda
    assert shell.ok(f"desk done {id_}", as_="mia").err == "Write the price page: done.\n"
    assert "| done |" in shell.ok("desk agenda", as_="lee").out
    later = shell.ok("desk agenda --since 2026-11-24 --now 2026-11-25T10:00:00Z", as_="lee").out
    assert "Write the price page" not in later
    shell.ok(f"desk done {id_} --state open", as_="lee")
    assert "| late |" in shell.ok("desk agenda", as_="dana").out
    (row,) = shell.ok("desk agenda --json").data["tables"]["agreed"]
    assert (row["text"], row["who"], row["state"]) == ("Write the price page", "Mia Novak", "late")


def test_what_cannot_be_agreed_is_refused(shell: Shell) -> None:
    assert shell("desk agree x --who nobody").code == 2
    assert shell("desk agree x --by someday").code == 2
    missing = shell("desk done A-ZZZZZZ")
    assert missing.code == 2 and "A-ZZZZZZ" in missing.err


def test_both_sides_answer_blind_and_then_see(shell: Shell) -> None:
    first = shell.ok(f"desk audit --answers {FULL}", as_="dana")
    assert "What came out is shown once sales has answered too." in first.out
    assert "Saved." in first.err
    assert "You see what came out once you have answered too." in shell.ok("desk audit", as_="lee").out
    open_now = shell.ok(f"desk audit --answers {','.join(['2'] * 20)}", as_="lee").out
    assert "**60 of 100: aligned. marketing 80 (n = 1), sales 40 (n = 1).**" in open_now
    rows = shell.ok("desk audit --json", as_="lee").data["tables"]["statements"]
    assert len(rows) == 20 and rows[0]["marketing"] == "4.0"
    assert "60 of 100" not in shell.ok("desk audit", as_="mia").out
    after = shell.ok("desk audit --quarter 2026-Q4 --now 2027-01-02T10:00:00Z", as_="mia").out
    assert "60 of 100" in after


@pytest.mark.parametrize("answers", ["", "4", "6," + FULL[2:], FULL + ",4", "yes," + FULL[2:]])
def test_half_an_audit_is_refused_and_nothing_saved(shell: Shell, answers: str) -> None:
    refused = shell("desk", "audit", "--answers", answers, as_="dana")
    assert refused.code == 2 and "Nothing was saved." in refused.err
    assert "0 of 1 in marketing" in shell.ok("desk audit", as_="dana").out


def test_statements_are_asked_one_by_one_and_what_is_no_answer_again(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("seven\n" + "5\n" * 20))
    said = shell.ok("desk audit --ask", as_="dana")
    assert said.err.count("A number from 1 to 5.") == 1 and "20/20" in said.err
    assert "1 of 1 in marketing" in said.out
    monkeypatch.setattr(sys, "stdin", io.StringIO("5\n" * 19))
    assert "Stopped before the last statement" in shell("desk audit --ask", as_="lee").err
    assert "0 of 3 in sales" in shell.ok("desk audit", as_="lee").out
