"""The one question of a kind, from the shell."""

from __future__ import annotations

import pytest

from tests.cli.shell import Shell


def item(shell: Shell, id_: str) -> dict[str, str]:
    found: dict[str, str] = shell.ok(f"feedback show {id_} --json", as_="dana").data
    return found


@pytest.mark.parametrize(
    ("kind", "option", "answer", "kept", "read"),
    [
        ("competitor", "--who", "Velantis", "Velantis", "competitor: Velantis"),
        ("objection", "--tried", "Asked for names", "Asked for names", "tried: Asked for names"),
        ("worked", "--then", "They signed", "They signed", "what happened next: They signed"),
        ("customer-words", "--why", "stays", "stay", "why they stay"),
    ],
)
def test_the_answer_is_kept_and_read_back(
    shell: Shell, kind: str, option: str, answer: str, kept: str, read: str
) -> None:
    id_ = shell.ok(f"feedback add {kind} words {option}", answer).line
    found = item(shell, id_)
    assert (found["tried"], found["besides"]) == (kept, read)
    assert f"besides     {read}\n" in shell.ok(f"feedback show {id_}").out


def test_without_an_answer_nothing_is_said_of_it(shell: Shell) -> None:
    id_ = shell.ok("feedback add competitor words").line
    assert item(shell, id_)["besides"] == ""
    assert "besides" not in shell.ok(f"feedback show {id_}").out


def test_what_is_no_choice_is_refused_and_nothing_is_saved(shell: Shell) -> None:
    refused = shell("feedback add customer-words 'fair price' --why 'the price'")
    assert (refused.code, "say buy, stay or leave" in refused.err) == (2, True)
    assert shell.ok("feedback list --json").data == []
