"""What the desk's verbs say: names and sentences, who hears of it, and what is not undone any more."""

from __future__ import annotations

from tests.cli.shell import Shell
from tests.cli.test_cli_feedback_desk import add, item


def test_undo_takes_back_nothing_that_was_read_days_ago(shell: Shell) -> None:
    one = add(shell, "one")
    shell.ok(f"desk answer {one} same", as_="dana")
    late = shell("desk undo --now 2026-12-24T10:00:00Z", as_="dana")
    assert (late.code, "desk reopen F-" in late.err) == (2, True)
    assert item(shell, one)["state"] == "answered"


def test_who_hears_of_it_is_said_where_it_is_sent_on(shell: Shell) -> None:
    one = add(shell, "one")
    told = shell.ok(f"desk route {one} legal", as_="dana").err
    assert "To legal (nobody has this role: pass it on yourself)." in told
    assert "To content (it stays on the desk)." in shell.ok(f"desk route {one} content", as_="dana").err


def test_an_item_is_shown_in_names_and_sentences(shell: Shell) -> None:
    one = add(shell, "one")
    shell.ok(f"desk assign {one} dana", as_="dana")
    shell.ok(f"desk ask {one} which line?", as_="dana")
    told = shell.ok(f"feedback show {one}", as_="dana").out
    assert "said by     Lee Park\n" in told and "assigned    Dana Ortiz\n" in told
    assert "Dana Ortiz gave it to Dana Ortiz\n" in told and "Dana Ortiz asked: which line?\n" in told
    assert "closes      Without a reply within 10 days it closes by itself, on " in told
    assert "T10:" not in told.partition("Dana Ortiz gave")[0], "days and times, no stamps"
