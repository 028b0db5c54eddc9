"""Called wrongly, or over files that are broken: what happened and what to do next, and nothing is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from playbook import preferences
from tests.cli.shell import Shell

NO_TOML = "[calendar]\nfiles = [\n"


def document_of(run: str) -> Path:
    (found,) = Path(os.environ["PLAYBOOK_DATA"]).rglob(f"open/{run}.json")
    return found


def messages(shell: Shell, check: str) -> list[tuple[str, str]]:
    rows = shell("doctor --json").data
    return [(row["state"], row["message"]) for row in rows if row["check"] == check]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("plays list --stage nope", "There is no stage “nope”. There are discover, commit, unsorted."),
        ("plays list --stage discovr", "There is no stage “discovr”. Did you mean discover?"),
        ("plays list --status alive", "There is no status “alive”. Did you mean live?"),
        ("plays list --kind zzz", "There is no kind “zzz”. There are play, objection, battlecard, persona, "),
        ("plays show zzzz", "There is no page “zzzz”. `playbook plays list` shows what there is."),
        ("accounts show zzzz", "There is no account “zzzz”. `playbook accounts list` shows what there is."),
        ("plays search ''", "Say a word or two to look for"),
        ("plays search x --limit many", "Argument --limit: “many” is not a whole number. See `playbook plays"),
        ("runs start first-call --amount much", "Argument --amount: “much” is not a number. See `playbook runs start"),
        ("demo --seed x", "Argument --seed: “x” is not a whole number. See `playbook demo --help`."),
        ("coach team discover", "Unrecognized arguments: discover. See `playbook coach team --help`."),
        ("settings set look.theme nrod", "There is no theme “nrod”. Did you mean nord?"),
        ("settings set look.theme zzzz", "There is no theme “zzzz”. There are playbook-dark, "),
        ("accounts event kallio zzz", "“zzz” is not a trigger of this playbook. Say one of: demo-request, "),
    ],
)  # fmt: skip
def test_what_is_typed_wrongly_is_answered_with_what_is_right(shell: Shell, typed: str, said: str) -> None:
    if "kallio" in typed:
        shell.ok("accounts add Kallio")
    refused = shell(typed)
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert refused.err.startswith(f"playbook: {said}")


def test_a_call_that_cannot_be_read_is_told_until_its_file_is_moved_away(shell: Shell) -> None:
    run = shell.start()
    document_of(run).write_bytes(b'{"half')
    listed = shell.ok("runs list --open")
    (kept,) = Path(os.environ["PLAYBOOK_DATA"]).rglob("open-damaged/*.json")
    assert listed.err.splitlines()[0] == f"A call under way could not be read: it is kept in {kept}."
    assert kept.read_bytes() == b'{"half'
    (line,) = shell.ok("today --json").data
    assert (line["kind"], line["what"]) == (
        "unread",
        f"A call under way could not be read: it is kept in {kept}",
    )
    assert "could not be read" in shell.ok("today").out
    assert ("note", f"set aside, unreadable: {kept}; move it away when it is done with") in messages(
        shell, "open runs"
    )
    kept.unlink()
    assert shell.ok("today --json").data == []
    assert "could not" not in shell.ok("runs list --open").err


def test_a_call_of_a_newer_playbook_stays_as_it_is_and_asks_for_an_update(shell: Shell) -> None:
    run = shell.start()
    document = document_of(run)
    document.write_bytes(document.read_bytes().replace(b'"v":1', b'"v":99', 1))
    newer = document.read_bytes()
    (line,) = shell.ok("today --json").data
    assert line["what"] == "A call under way needs a newer Playbook: update this one to go on with it"
    assert "needs a newer Playbook" in shell.ok("runs list --open").err
    assert document.read_bytes() == newer


def test_settings_that_are_no_toml_are_told_where_they_are_missed(shell: Shell) -> None:
    file = preferences.path()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(NO_TOML, encoding="utf-8")
    said = shell.ok("today").err
    assert said.startswith("In your settings, line 3: ") and "nothing of the file holds." in said
    assert "`playbook settings` shows them." in said
    assert shell("settings").code == 1
    ((state, message),) = messages(shell, "settings")
    assert state == "note" and message.startswith(f"{file}, line 3: ")
    refused = shell("settings set look.clock 12h")
    assert refused.err == (
        "playbook: Your settings cannot be understood from line 3 on. Nothing was changed; "
        f"mend or move {file} first.\n"
    )
    assert file.read_text(encoding="utf-8") == NO_TOML
    file.write_text("look = 3\n", encoding="utf-8")
    refused = shell("settings set look.clock 12h")
    assert "should have a line [look]" in refused.err and "Nothing was changed" in refused.err
    file.write_bytes(b"\xff")
    assert "the file cannot be read: it is no UTF-8 text." in shell("settings").err
    assert (
        "cannot be read: it is no UTF-8 text. Nothing was changed" in shell("settings reset look.clock").err
    )
    file.unlink()
    assert messages(shell, "settings") == [("ok", f"as they come; {file} would hold yours")]


def test_a_damaged_address_book_does_not_say_that_somebody_is_not_in_it(shell: Shell) -> None:
    shell.ok("accounts add Kallio")
    shell.ok("accounts contact kallio 'Juha Salo'")
    (book,) = Path(os.environ["PLAYBOOK_DATA"]).rglob("address-book/lee.json")
    book.write_bytes(b'{"half')
    refused = shell("accounts forget 'Juha Salo'")
    assert refused.code == 2 and "Your address book is damaged" in refused.err and str(book) in refused.err
    assert book.read_bytes() == b'{"half'


def test_a_playbook_of_a_newer_format_says_that_alone(own: Shell) -> None:
    settings = own.root / "playbook.toml"
    settings.write_text("[playbook]\nformat = 2\nnew-key = 1\n\n[new-table]\nx = 1\n", encoding="utf-8")
    refused = own("today")
    assert (refused.code, refused.err) == (
        2, "playbook: playbook.toml:2: playbook.format: this program reads format 1; format 2 needs a newer one. "
        "Update Playbook; nothing is lost.\n",
    )  # fmt: skip


def test_doctor_names_a_broken_playbook_toml_once_and_still_knows_the_repository(own: Shell) -> None:
    (own.root / "playbook.toml").write_text("[playbook\n", encoding="utf-8")
    ((state, _),) = messages(own, "repository")
    assert state == "ok"
    assert messages(own, "playbook.toml") == [
        ("fault", "playbook.toml:1: Expected ']' at the end of a table declaration.")
    ]
    assert messages(own, "pages") == [("fault", "cannot be looked at before that: see playbook.toml")]
