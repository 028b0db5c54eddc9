"""docs/records.md: its lines verify, its tables are the code's, and what it says to do works."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import msgspec
import pytest

from playbook import doctor, ids
from playbook.coaching.people import ENOUGH
from playbook.plays.settings import Person
from playbook.records import line
from playbook.records.access import may_read
from playbook.records.check import check_journal
from playbook.records.model import AUDIENCES, BODIES, MAX_LINE, Envelope, Feedback, Vote
from playbook.workspace import Workspace
from tests.docs.markdown import DOCS, LONGEST, code, fences, links, prose, read, section, tables
from tests.docs.terminal import Terminal

DOC = read("records.md")
LINES = fences(DOC, "json")[0].encode().splitlines()
ROOT = DOCS.parent


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST


def test_what_it_links_to_is_there() -> None:
    for link in links(DOC):
        assert (DOCS / link).exists(), link


# The lines


def test_the_lines_are_records() -> None:
    first, second = [line.read(line.decode(data)) for data in LINES]
    assert first is not None and second is not None
    assert isinstance(first.body, Feedback) and isinstance(second.body, Vote)
    assert (first.body.kind, first.body.text) == ("hard-to-say", "Too long for a cold call")
    assert (first.ref, second.ref) == ("lee/9f3c51d07a2be846/team#1", "lee/9f3c51d07a2be846/team#2")
    assert f"`{ids.shorten(first.body.id, letter='F')}`" in DOC
    assert len(first.body.id) == len(second.body.feedback) == ids.LENGTH == 16


@pytest.mark.parametrize("data", LINES)
def test_their_checksums_are_made_as_the_text_says(data: bytes) -> None:
    covered, _, rest = data.partition(b',"crc":"')
    assert rest == b'%08x"}' % zlib.crc32(covered)


def test_the_second_names_the_first_as_the_text_says() -> None:
    first, second = [json.loads(data) for data in LINES]
    assert first["prev"] == ""
    assert second["prev"] == blake2b(LINES[0], digest_size=16).hexdigest()


def test_together_they_are_a_whole_journal(tmp_path: Path) -> None:
    journal = json.loads(LINES[0])["journal"]
    (tmp_path / journal).mkdir(parents=True)
    (tmp_path / journal / "2026-11.jsonl").write_bytes(b"\n".join(LINES) + b"\n")
    found = check_journal(tmp_path, journal)
    assert (found.held, found.whole, found.damage, found.unfinished) == (2, True, (), ())


def test_every_key_of_a_line_is_explained() -> None:
    explained = [key for row in tables(section(DOC, "## A line"))[0][1:] for key in code(row[0])]
    assert explained == list(json.loads(LINES[0]))
    assert sorted(explained) == sorted(field.name for field in msgspec.structs.fields(Envelope))
    assert f"{MAX_LINE:,} bytes" in DOC


# Tables


def test_every_kind_is_named_with_where_it_goes() -> None:
    rows = tables(section(DOC, "## Kinds of record"))[0][1:]
    told = {kind: code(row[1])[0] for row in rows for kind in code(row[0])}
    assert told == AUDIENCES
    assert set(told) == set(BODIES)


def test_the_kinds_that_nothing_writes_are_those_of_the_last_rows() -> None:
    rows = tables(section(DOC, "## Kinds of record"))[0][1:]
    idle = {kind for row in rows[-2:] for kind in code(row[0])}
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("playbook", "tui")
        for path in (ROOT / folder).rglob("*.py")
        if "demo" not in path.relative_to(ROOT).parts
    )
    made = {kind for kind, body in BODIES.items() if re.search(rf"(?<!class )\b{body.__name__}\(", source)}
    assert set(BODIES) - made == idle


PEOPLE = {
    "lee": Person("lee", manager="kim", roles=("rep",)),
    "mia": Person("mia", manager="kim", roles=("rep",)),
    "kim": Person("kim", manager="pat", roles=("manager",)),
    "pat": Person("pat"),
    "dana": Person("dana", roles=("liaison",)),
}
READERS = {
    "team": {"lee", "mia", "kim", "pat", "dana"},
    "liaison": {"lee", "dana"},
    "line": {"lee", "kim", "pat"},
    "pair-<person>": {"lee", "mia"},
    "self": {"lee"},
}


def test_every_audience_is_named_and_read_by_whom_the_table_says() -> None:
    rows = tables(section(DOC, "## Who reads what"))[0][1:]
    assert [code(row[0])[0] for row in rows] == list(READERS)
    assert set(AUDIENCES.values()) < set(READERS)
    for audience, readers in READERS.items():
        journal = f"lee/9f3c51d07a2be846/{audience.replace('<person>', 'mia')}"
        assert {one for one in PEOPLE if may_read(one, journal, PEOPLE)} == readers
    assert f"at least {ENOUGH} reps" in DOC


# How it is tried


def test_the_tests_that_are_named_are_there_and_so_are_the_commands() -> None:
    tried = section(DOC, "## What is promised, and how it is tried")
    named = [path for path in code(tried) if path.endswith(".py")]
    assert len(named) >= 10
    for path in named:
        assert (ROOT / "tests" / path).is_file(), path
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall("`make ([a-z]+)`", DOC):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    kills = (ROOT / "tests/records/test_kills.py").read_text(encoding="utf-8")
    assert "KILLS = 500 if torture() else 50" in kills
    assert "50 kills for appending, 500 with `make torture`" in DOC


# The files


def test_every_file_of_the_data_folder_is_in_the_tree(terminal: Terminal) -> None:
    tree = fences(DOC, "text")[0]
    terminal.run("playbook --as lee feedback add idea shorter")
    run = terminal.run("playbook --as lee runs start first-discovery").strip()
    terminal.run(f"playbook --as lee runs connect {run} connected")
    for path in terminal.data.rglob("*"):
        if path.is_file() and path.name not in ("device-id", "device.json"):
            assert path.stat().st_mode & 0o077 == 0, path
    journal = next(terminal.data.rglob("team/*.jsonl"))
    with journal.open("ab") as file:
        file.write(b"{")
    terminal.run("playbook --as lee feedback add idea again")
    next(terminal.data.rglob(f"open/{run}.json")).write_text("{")
    terminal.run("playbook --as lee doctor")
    shown = set(re.findall(r"[\w.-]+", tree))
    folder = next(terminal.data.glob("*/records")).parent
    top = {path.name for path in (*terminal.data.iterdir(), *folder.iterdir())} - {folder.name}
    assert {"quarantine.jsonl", "open-damaged", "revisions", "device-id"} <= top
    assert top <= shown
    assert {path.name for path in (folder / "open").iterdir()} <= shown
    assert re.fullmatch(r"\d{4}-\d\d\.jsonl", journal.name)
    assert re.fullmatch("[0-9a-f]{16}\n", (terminal.data / "device-id").read_text())


# Out, in, and away


def test_an_export_holds_private_runs_and_what_was_redacted(terminal: Terminal, tmp_path: Path) -> None:
    lee = "playbook --as lee"
    run = terminal.run(f"{lee} runs start first-discovery --account Kallio --contact ek").strip()
    terminal.run(f"{lee} runs connect {run} connected")
    terminal.run(f"{lee} runs note {run} Erja says no")
    terminal.run(f"{lee} runs finish {run} --result declined --private")
    terminal.run(f"{lee} runs redact {run}")
    assert "Erja" not in terminal.run(f"{lee} runs show {run} --json")
    terminal.run(f"{lee} export-records {tmp_path / 'all.jsonl'}")
    out = [json.loads(one) for one in (tmp_path / "all.jsonl").read_bytes().splitlines()]
    assert {one["journal"].split("/")[2] for one in out} == {"self"}
    (whole,) = [one["body"] for one in out if one["kind"] == "run"]
    assert (whole["notes"][0]["text"], whole["contacts"]) == ("Erja says no", ["ek"])


def test_the_contacts_id_goes_to_the_team_with_the_call(terminal: Terminal) -> None:
    lee = "playbook --as lee"
    run = terminal.run(f"{lee} runs start first-discovery --account Kallio --contact ek").strip()
    terminal.run(f"{lee} runs connect {run} no-answer")
    terminal.run(f"{lee} runs finish {run}")
    (touch,) = Workspace(terminal.root, data=terminal.data, person="mia").records("touch")
    assert touch.audience == "team"
    assert msgspec.to_builtins(touch.body)["contact"] == "ek"


# When something is wrong


def said(terminal: Terminal) -> str:
    workspace = Workspace(terminal.root, data=terminal.data, person="lee")
    return "\n".join(check.message for check in doctor.examine(workspace))


def promised(words: str) -> bool:
    """Say whether the document has a row for these words of doctor's."""
    cells = [
        cell for row in tables(section(DOC, "## When something is wrong"))[0][1:] for cell in code(row[0])
    ]
    return any(all(part.strip() in words for part in cell.split("…")) for cell in cells)


def journal_of(terminal: Terminal) -> Path:
    for number in (1, 2, 3):
        terminal.run(f"playbook --as lee feedback add idea 'number {number}'")
    return next(terminal.data.rglob("team/*.jsonl"))


def cut_the_middle(data: bytes) -> bytes:
    first, _, third = data.splitlines(keepends=True)
    return first + third


def rewrite_the_middle(data: bytes) -> bytes:
    first, second, third = data.splitlines()
    changed = line.decode(second)
    again = line.encode(
        changed.journal, 2, changed.clock, changed.at, changed.kind, b'{"id":"x","kind":"idea"}', changed.prev
    )
    return b"\n".join((first, again, third, b""))


def of_tomorrow(data: bytes) -> bytes:
    last = line.decode(data.splitlines()[-1])
    prev = line.digest(data.splitlines()[-1])
    return data + line.encode(last.journal, 4, 9, last.at, "dream", b"{}", prev, v=2) + b"\n"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data, "chain whole"),
        (lambda data: data + b'{"v":1', "a crash left an unfinished line"),
        (lambda data: data.replace(b"number 2", b"number 9"), "damaged: "),
        (lambda data: data.replace(b"number 2", b"number 9"), "skipped and kept"),
        (cut_the_middle, "1 missing"),
        (rewrite_the_middle, "rewritten at 3"),
        (of_tomorrow, "of a newer Playbook"),
    ],
)
def test_doctor_says_what_the_table_says(
    terminal: Terminal, change: Callable[[bytes], bytes], words: str
) -> None:
    journal = journal_of(terminal)
    journal.write_bytes(change(journal.read_bytes()))
    assert words in said(terminal)
    assert re.sub(r"at \d", "at 2", words) in section(DOC, "## When something is wrong")


def test_doctor_tells_of_an_unreadable_open_run_and_of_a_disk_that_cannot_be_written(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = terminal.run("playbook --as lee runs start first-discovery").strip()
    next(terminal.data.rglob(f"open/{run}.json")).write_text("{")
    found = said(terminal)
    assert "set aside, unreadable: " in found and promised("set aside, unreadable: x")
    (closed,) = doctor._data(Path("/dev/null/data"))
    assert closed.state == doctor.FAULT and promised(closed.message)
    monkeypatch.setattr(doctor, "HARDLY", 1 << 80)
    (full,) = doctor._data(terminal.data)
    assert full.state == doctor.FAULT and promised(full.message)


def test_an_older_export_fills_in_what_was_damaged_and_the_damage_is_still_named(
    terminal: Terminal, tmp_path: Path
) -> None:
    journal = journal_of(terminal)
    terminal.run(f"playbook --as lee export-records {tmp_path / 'all.jsonl'}")
    journal.write_bytes(journal.read_bytes().replace(b"number 2", b"number 9"))
    assert "1 missing" in said(terminal)
    terminal.run(f"playbook --as lee import-records {tmp_path / 'all.jsonl'}")
    told = said(terminal)
    assert "chain whole" in told and "damaged: " in told
    assert "number 2" in terminal.run("playbook --as lee feedback list")


def test_a_journal_does_not_show_that_its_newest_lines_were_cut_off(terminal: Terminal) -> None:
    assert "its newest lines were cut off" in prose(DOC).replace("\n", " ")
    journal = journal_of(terminal)
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:2]))
    assert "local 2, chain whole" in said(terminal)


def test_doctor_tells_of_a_damaged_address_book_and_accounts_are_shown_all_the_same(
    terminal: Terminal,
) -> None:
    terminal.run("playbook --as lee accounts add Kallio")
    terminal.run("playbook --as lee accounts contact Kallio 'Juha Salo'")
    (book,) = terminal.data.rglob("address-book/lee.json")
    book.write_text("{")
    told = said(terminal)
    assert "Your address book is damaged" in told and promised("Your address book is damaged …")
    assert "Kallio" in terminal.run("playbook --as lee accounts list")
    code_, _, err = terminal.try_("playbook --as lee accounts contact Kallio 'Aino Aalto'")
    assert code_ == 2 and "is not overwritten" in err
    assert book.read_text() == "{"
