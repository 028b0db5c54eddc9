"""Notes from a file or a pipe as feedback, from the shell: each comes in once, and what fails can be mended."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.shell import Said, Shell

NOTES = """\
# Meeting

competitor (Velantis): a free year

- idea: shorter opener
- They love that Lee calls back

Objections:
My drivers never book.
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def items(shell: Shell) -> set[tuple[str, str]]:
    return {(row["kind"], row["text"]) for row in shell.ok("feedback list --json").data}


def said(shell: Shell, text: str | bytes, *options: str, name: str = "notes.txt") -> Said:
    """Import a text from a file."""
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return shell("feedback import", name, *options)


def test_plain_text_comes_in_item_by_item_and_what_says_no_kind_is_kept_apart(shell: Shell) -> None:
    came = said(shell, NOTES)
    assert (came.code, came.out) == (1, "")
    assert "3 new, 0 there already, 1 failed.\n" in came.err
    assert "Line 6: It does not say what it is" in came.err and "or give --kind" in came.err
    known = {
        ("competitor", "a free year"),
        ("idea", "shorter opener"),
        ("objection", "My drivers never book."),
    }
    assert items(shell) == known
    kept = Path("notes-failed.txt").read_text(encoding="utf-8")
    assert kept.splitlines()[-1] == "They love that Lee calls back"
    Path("notes-failed.txt").write_text(kept.replace("They love", "worked: They love"), encoding="utf-8")
    again = shell.ok("feedback import notes-failed.txt")
    assert again.err == "1 new, 0 there already.\n"
    assert items(shell) == known | {("worked", "They love that Lee calls back")}


def test_the_same_file_twice_changes_nothing_and_an_edited_one_brings_what_is_new(shell: Shell) -> None:
    assert "4 new" in said(shell, NOTES, "--kind", "customer-words").err
    assert said(shell, NOTES, "--kind", "customer-words").err == "0 new, 4 there already.\n"
    more = said(shell, NOTES + "\nidea: a play for churn\n", "--kind", "customer-words")
    assert more.err == "1 new, 4 there already.\n"
    twice = said(shell, "idea: one\n\nidea:  one\n")
    assert twice.err == "1 new, 1 there already.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_encoding_and_any_line_end_says_the_same(shell: Shell, encoding: str, end: str) -> None:
    said(shell, "wrong: the “Größe” is a third\n\nidea: naïve".encode())
    came = said(shell, f"wrong: the “Größe”{end}is a third{end}{end}idea: naïve{end}".encode(encoding))
    assert "0 new, 2 there already.\n" in came.err
    assert ("Save it as UTF-8" in came.err) is (encoding in ("utf-16", "cp1252"))


def test_from_a_pipe(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in ("feedback import -", "feedback import"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"idea: one\n\nwhat?\n")))
        came = shell(arguments)
        assert came.code == 1
    assert "0 new, 1 there already, 1 failed." in came.err
    assert sorted(path.name for path in Path().iterdir()) == ["feedback-failed-2.txt", "feedback-failed.txt"]


def test_a_dry_run_shows_every_note_and_changes_nothing(shell: Shell) -> None:
    came = said(shell, NOTES, "--dry-run")
    assert came.code == 1
    lines = [line.split() for line in came.out.splitlines()]
    assert lines[0] == ["LINE", "OUTCOME", "KIND", "TEXT"]
    assert [line[:2] for line in lines[1:]] == [["3", "new"], ["5", "new"], ["6", "failed"], ["9", "new"]]
    assert "Nothing was changed: this was a dry run." in came.err
    assert items(shell) == set()
    assert not Path("notes-failed.txt").exists()


def test_json_says_what_became_of_each(shell: Shell) -> None:
    data: dict[str, Any] = said(shell, NOTES, "--json").data
    assert {key: data[key] for key in ("file", "format", "dry_run", "new", "already", "failed")} == {
        "file": "notes.txt", "format": "text", "dry_run": False, "new": 3, "already": 0, "failed": 1,
    }  # fmt: skip
    assert Path(data["failures"]).name == "notes-failed.txt"
    assert [(row["line"], row["outcome"], bool(row["id"])) for row in data["rows"]] == [
        (3, "new", True), (5, "new", True), (6, "failed", False), (9, "new", True),
    ]  # fmt: skip


def test_what_is_meant_is_said_once_for_all_and_the_note_itself_goes_before(shell: Shell) -> None:
    shell.ok("accounts import", _deals(), as_="kim")
    options = ("--kind", "idea", "--play", "first-call", "--account", "Kallio", "--liaison-only")
    assert said(shell, "Shorter\n\nwrong: the price", *options).code == 0
    rows = shell.ok("feedback list --json").data
    assert {row["kind"] for row in rows} == {"idea", "wrong"}
    assert {(row["play"], row["account_name"]) for row in rows} == {("plays/discover/first-call", "Kallio")}
    assert all(row["blob"] for row in rows)
    assert shell.ok("feedback list --json", as_="mia").data == []
    assert "Did you mean" in said(shell, "x", "--play", "first-cal").err
    assert "Did you mean idea?" in said(shell, "x", "--kind", "ide").err


def test_an_account_that_nobody_has_is_told_of_each_row_and_the_row_comes_in(shell: Shell) -> None:
    shell.ok("accounts import", _deals(), as_="kim")
    table = "kind,text,account\nidea,Shorter,Kalio\nidea,Louder,Kall\nidea,Slower,Kallio\n"
    dry = said(shell, table, "--dry-run", name="notes.csv")
    assert "Line 2: No account is called “Kalio” yet: it is taken as typed." in dry.err
    data: dict[str, Any] = said(shell, table, "--json", name="notes.csv").data
    assert [(row["outcome"], row["told"].partition(":")[0]) for row in data["rows"]] == [
        ("new", "No account is called “Kalio” yet"),
        ("new", "“Kall” is taken as Kallio, whose name alone begins so."),
        ("new", ""),
    ]
    names = {row["text"]: row["account_name"] for row in shell.ok("feedback list --json").data}
    assert names == {"Shorter": "Kalio", "Louder": "Kallio", "Slower": "Kallio"}
    assert said(shell, table, name="notes.csv").err == "0 new, 3 there already.\n"
    both = said(shell, "idea: A\n\nidea: B", "--account", "Kalio").err
    assert both.count("No account is called “Kalio” yet") == 1, "what is said for all is told once"


def test_many_accounts_that_nobody_has_are_counted(shell: Shell) -> None:
    shell.ok("accounts import", _deals(), as_="kim")
    rows = "".join(f"idea,Idea {number},Firm {number}\n" for number in range(8))
    told = said(shell, f"kind,text,account\n{rows}", name="notes.csv").err
    assert told.count("No account is called") == 5
    assert "So it is with the account of 3 more lines" in told


def _deals() -> str:
    Path("companies.csv").write_text("Company name\nKallio\n", encoding="utf-8")
    return "companies.csv"


def test_tables_of_any_delimiter_and_json_lines_come_in_once(shell: Shell) -> None:
    table = "kind,text,play,account\nidea,Shorter,plays/x,Kallio\nwrong,Prices,,\n"
    assert said(shell, table, name="notes.csv").err == "2 new, 0 there already.\n"
    german = "\ufeffKind;Text;Play;Account\r\nidea;Shorter;plays/x;Kallio\r\nwrong;Prices;;\r\n"
    assert said(shell, german, name="notes.csv").err == "0 new, 2 there already.\n"
    rows = shell.ok("feedback list --json").data
    assert {(row["kind"], row["text"], row["account"], row["rep"]) for row in rows} == {
        ("idea", "Shorter", "Kallio", "lee"),
        ("wrong", "Prices", "", "lee"),
    }
    line = json.dumps({"kind": "idea", "text": "Longer", "severity": 3})
    assert said(shell, line + "\n\n", name="notes.jsonl").err == "1 new, 0 there already.\n"
    answered = json.dumps({"kind": "customer-words", "text": "Fair", "tried": "stays"})
    assert "1 new" in said(shell, answered).err
    (row,) = [row for row in shell.ok("feedback list --json").data if row["text"] == "Fair"]
    assert shell.ok(f"feedback show {row['id']} --json").data["tried"] == "stay"


@pytest.mark.parametrize(
    ("text", "new", "why"),
    [
        ("kind,text\nidea,fine\nnonsense,x\n", 1, "“nonsense” is not a kind"),
        ('{"kind":"idea","text":"x","severity":9}\n', 0, "Severity is 1, 2 or 3"),
        ('{"kind":"idea"}\n', 0, "neither text nor quote"),
        ('{"kind":"idea","text":"x"}\n{"kind"\n', 1, "It is not JSON"),
        ('{"kind":"idea","text":["x"]}\n', 0, "everything else is text"),
        ('{"kind":"idea","text":"x"}\n{"a":1}\n', 1, "It does not say what it is"),
        ('{"x":1}\n[1]\n', 0, "It is not an object"),
        ("customer-words (the price): fair", 0, "say buy, stay or leave"),
        (f"idea: {'long ' * 30_000}", 0, "100,000 is the most"),
        (f'kind,text\nidea,"{"x" * 1_100_000}"\nidea,y\n', 1, "cannot be read as a row"),
    ],
    ids=["kind", "severity", "words", "json", "type", "silent", "object", "choice", "long", "cell"],
)
def test_what_is_no_feedback_is_kept_with_the_reason_and_the_rest_comes_in(
    shell: Shell, text: str, new: int, why: str
) -> None:
    came = said(shell, text, name="bad")
    assert (came.code, why in came.err) == (1, True), came
    assert f"{new} new, 0 there already, 1 failed." in came.err or "2 failed" in came.err
    assert len(items(shell)) == new
    (kept,) = Path().glob("bad-failed*")
    assert why in kept.read_text(encoding="utf-8-sig").replace('""', '"')


def test_what_failed_of_a_table_is_a_table_that_comes_in_once_it_is_mended(shell: Shell) -> None:
    said(shell, 'kind;text;account\nide;"a; b";Kallio\nidea;fine;\n', name="notes.csv")
    kept = Path("notes-failed.csv").read_text(encoding="utf-8-sig")
    assert kept.splitlines()[0] == "why;kind;text;account"
    Path("notes-failed.csv").write_text(kept.replace(";ide;", ";idea;"), encoding="utf-8")
    assert shell.ok("feedback import notes-failed.csv").err == "1 new, 0 there already.\n"
    assert items(shell) == {("idea", "a; b"), ("idea", "fine")}


def test_ten_thousand_words_are_one_item(shell: Shell) -> None:
    words = " ".join(f"word{number}" for number in range(10_000))
    assert said(shell, f"idea: {words}\n").err == "1 new, 0 there already.\n"
    (row,) = shell.ok("feedback list --json").data
    assert row["text"] == words
    assert max(map(len, shell.ok("feedback list").out.splitlines())) < 400


def test_what_cannot_be_read_is_said_and_an_empty_file_is_no_fault(shell: Shell, tmp_path: Path) -> None:
    assert "cannot be read" in shell("feedback import nothing").err
    assert "cannot be read" in shell("feedback import", str(tmp_path)).err
    assert said(shell, "\n# Minutes\n").err == "0 new, 0 there already.\n"
    assert shell.ok("feedback list --json").data == []
