"""`playbook accounts`: imported, listed, shown, written down, forgotten; and runs that know their deal."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from playbook.workspace import Workspace
from tests.cli.shell import NOW, Shell

COMPANIES = """\
Record ID;Company name;Company Domain Name;Company owner;Industry;Segment
100;Kallio Timberframe;kallio.example;Lee Park;Wood;small
101;Ardenne Kitchens;www.ardenne.example;mia@northwind.example;;
102;Broken;not a domain;;;
"""
DEALS = """\
Deal Name,Deal Stage,Amount,Close Date,Associated Company,Record ID
"Kallio, 3 sites",Qualify,"48.000,50 €",31/12/2026,Kallio Timberframe,9
Old,Closed Won,"1.234",01/02/2026,Kallio Timberframe,10
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two exports."""
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "companies.csv").write_text(COMPANIES, encoding="utf-8-sig")
    (folder / "deals.csv").write_text(DEALS, encoding="cp1252")
    return folder


def data_folder() -> Path:
    """Return where this terminal's records lie."""
    return Path(os.environ["PLAYBOOK_DATA"])


def test_an_import_says_what_it_understood_and_what_became_of_every_row(shell: Shell, folder: Path) -> None:
    dry = shell(f"accounts import {folder}/companies.csv --dry-run")
    assert dry.code == 1
    assert dry.out == "3 rows: 2 would be created, 0 updated, 0 unchanged, 0 skipped, 1 failed\n"
    assert "HubSpot's export of accounts, UTF-8, parted by semicolons." in dry.err
    assert "understood: external id = Record ID, name = Company name" in dry.err
    assert "passed over: Industry" in dry.err
    assert "Nothing was changed: this was a dry run." in dry.err
    assert shell.ok("accounts list --json").data == []
    done = shell(f"accounts import {folder}/companies.csv")
    assert (done.code, done.out) == (1, "3 rows: 2 created, 0 updated, 0 unchanged, 0 skipped, 1 failed\n")
    assert "1 × “not a domain” is not a web address." in done.err
    assert f"{folder}/companies-failed-2.csv: mend them there and import that file." in done.err
    again = shell(f"accounts import {folder}/companies.csv --json")
    assert (again.data["created"], again.data["updated"], again.data["unchanged"]) == (0, 0, 2)
    assert again.data["columns"]["owner"] == "Company owner"
    assert (again.data["kind"], again.data["source"], again.data["passed_over"]) == (
        "accounts", "HubSpot", ["Industry"],
    )  # fmt: skip
    (failed,) = again.data["reasons"]
    assert failed == "“not a domain” is not a web address."


def test_mine_come_first_and_owners_are_people_of_the_playbook(shell: Shell, folder: Path) -> None:
    shell(f"accounts import {folder}/companies.csv")
    rows = shell.ok("accounts list --json", as_="mia").data
    assert [(row["name"], row["owner"]) for row in rows] == [
        ("Ardenne Kitchens", "mia"),
        ("Kallio Timberframe", "lee"),
    ]
    assert [row["name"] for row in shell.ok("accounts list --mine --json", as_="lee").data] == [
        "Kallio Timberframe"
    ]
    assert "Kallio" in shell.ok("accounts list --find kalio").out
    assert "No account like that." in shell.ok("accounts list --find zzz").err


def test_a_run_takes_stage_and_amount_of_the_deal_with_it(shell: Shell, folder: Path) -> None:
    shell(f"accounts import {folder}/companies.csv")
    deals = shell.ok(f"accounts import {folder}/deals.csv")
    assert "WINDOWS" not in deals.err and "CP1252" in deals.err
    (account,) = [row for row in shell.ok("accounts list --json").data if row["open"]]
    for named in ("Kallio Timberframe", "kallio TIMBERFRAME", account["id"], account["id"][:6].upper()):
        run = shell.ok(f"runs start first-call --account '{named}' --channel phone").out.strip()
        shown = shell.ok(f"runs show {run} --json").data
        assert (shown["account"], shown["account_name"]) == (account["id"], "Kallio Timberframe")
        assert (shown["opportunity_name"], shown["deal_stage"], shown["amount"], shown["currency"]) == (
            "Kallio, 3 sites", "Qualify", 48_000.5, "EUR",
        )  # fmt: skip
    won = shell.ok("runs start first-call --account 'Kallio Timberframe' --opportunity old").out.strip()
    assert shell.ok(f"runs show {won} --json").data["deal_stage"] == "Closed Won"
    new = shell.ok("runs start first-call --account 'Zoller GmbH'").out.strip()
    assert shell.ok(f"runs show {new} --json").data["account"] == "Zoller GmbH"
    assert "Kallio Timberframe" in shell.ok("runs list --open").out


def test_a_call_leaves_a_touch_that_the_account_shows(shell: Shell, folder: Path) -> None:
    shell(f"accounts import {folder}/companies.csv")
    juha = shell.ok("accounts contact kallio 'Juha Salo' --title 'site manager'").out.strip()
    run = shell.ok(
        f"runs start first-call --account 'Kallio Timberframe' --channel phone --contact {juha}"
    ).out.strip()
    shell.ok(f"runs connect {run} voicemail")
    shell.ok(f"runs finish {run}")
    shown = shell.ok("accounts show kallio").out
    assert "Touches (1)" in shown and "Juha Salo  site manager" in shown and "voicemail  Juha Salo" in shown
    mine = shell.ok("accounts show kallio --json").data
    assert [one["id"] for one in mine["runs"]] == [run]
    theirs = shell.ok("accounts show kallio --json", as_="mia").data
    assert (theirs["runs"], theirs["contacts"]) == ([], [])
    assert [one["contact"] for one in theirs["touches"]] == [juha]
    assert "Juha" not in shell.ok("accounts show kallio", as_="mia").out


def test_feedback_and_me_toos_weigh_by_the_deal(shell: Shell, folder: Path) -> None:
    shell(f"accounts import {folder}/companies.csv")
    shell(f"accounts import {folder}/deals.csv")
    item = shell.ok(
        "feedback add wrong 'The price is old' --play first-call --account 'Kallio Timberframe'"
    ).out.strip()
    (listed,) = shell.ok("feedback list --json").data
    assert (listed["account_name"], listed["amount"], listed["accounts"]) == (
        "Kallio Timberframe", {"EUR": 48_000.5}, 1,
    )  # fmt: skip
    shell.ok(f"feedback vote {item} --account 'kallio timberframe'", as_="mia")
    assert shell.ok(f"feedback show {item} --json").data["account_names"] == ["Kallio Timberframe"]
    shell.ok(f"feedback vote {item} --account 'kallio timberframe' --withdraw", as_="mia")
    assert shell.ok(f"feedback show {item} --json").data["people"] == ["lee"]
    assert "Kallio Timberframe" in shell.ok(f"feedback show {item}").out
    assert [one["id"] for one in shell.ok("accounts show kallio --json").data["feedback"]] == [listed["id"]]


def test_events_are_words_of_the_playbook(shell: Shell) -> None:
    shell.ok("accounts add Kallio --domain https://kallio.example --segment small")
    shell.ok("accounts event kallio renewal-due The contract ends --date 2026-11-20")
    (event,) = shell.ok("accounts show kallio --json", as_="mia").data["events"]
    assert (event["trigger"], event["date"], event["text"], event["by"]) == (
        "renewal-due", "2026-11-20", "The contract ends", "lee",
    )  # fmt: skip
    refused = shell("accounts event kallio renewal")
    assert refused.code == 2 and "Did you mean renewal-due?" in refused.err
    twice = shell("accounts add 'KALLIO'")
    assert twice.code == 2 and "There is Kallio already (kallio.example)." in twice.err
    unknown = shell("accounts show kalio")
    assert unknown.code == 2 and "Did you mean Kallio?" in unknown.err


def test_who_is_forgotten_is_on_no_disk_and_comes_back_by_no_import(shell: Shell, folder: Path) -> None:
    shell.ok("accounts add Kallio")
    (folder / "people.csv").write_text(
        "Contact ID,First Name,Last Name,Email\n1,Juha,Salo,juha@kallio.example\n"
    )
    shell.ok(f"accounts import {folder}/people.csv")
    shell.ok(f"export-records {folder}/all.jsonl")
    assert "Juha Salo" in (folder / "all.jsonl").read_text()
    assert "Did you mean" in shell("accounts forget juha").err
    shell.ok("accounts forget JUHA@kallio.example")
    for path in data_folder().rglob("*"):
        assert path.is_dir() or b"Juha" not in path.read_bytes(), path
    skipped = shell.ok(f"accounts import {folder}/people.csv")
    assert "0 created" in skipped.out and "Was forgotten on this device" in skipped.err
    shell.ok(f"import-records {folder}/all.jsonl")
    for path in data_folder().rglob("*"):
        assert path.is_dir() or b"Juha" not in path.read_bytes(), path


def test_an_export_carries_the_address_book_to_another_device(shell: Shell, folder: Path) -> None:
    shell.ok("accounts add Kallio")
    shell.ok("accounts contact Kallio 'Juha Salo' --phone 5")
    said = shell.ok(f"export-records {folder}/all.jsonl").err
    assert "1 record and 1 line of your address book." in said
    assert "Juha" not in shell.ok("export-records", as_="mia").out
    told = shell.ok(f"--data {folder}/elsewhere import-records {folder}/all.jsonl").err
    assert "1 new" in told and "1 in the address book." in told
    shown = shell.ok(f"--data {folder}/elsewhere accounts show Kallio --json").data
    assert [(one["name"], one["phone"]) for one in shown["contacts"]] == [("Juha Salo", "5")]


# A mapping


def test_a_mapping_is_written_once_mended_and_used_again(shell: Shell, folder: Path) -> None:
    export = folder / "odd.csv"
    export.write_text("Nr,Firma,Betreuer,Umsatz\n7,Kallio,Lee Park,5\n")
    refused = shell(f"accounts import {export}")
    assert refused.code == 2 and "None of its columns is known (Nr, Firma, Betreuer, Umsatz" in refused.err
    mapping = folder / "odd.toml"
    mapping.write_text(
        'kind = "accounts"\n[columns]\nexternal_id = "nr"\nname = "FIRMA"\nowner = "Betreuer"\n'
    )
    done = shell.ok(f"accounts import {export} --mapping {mapping}")
    assert "passed over: Umsatz" in done.err and "1 created" in done.out
    (row,) = shell.ok("accounts list --json").data
    assert (row["external_id"], row["name"], row["owner"]) == ("7", "Kallio", "lee")
    mapping.write_text('kind = "accounts"\n[columns]\nnames = "Firma"\n')
    wrong = shell(f"accounts import {export} --mapping {mapping}")
    assert wrong.code == 2 and "“names” is no field of accounts. Did you mean name?" in wrong.err


@pytest.mark.parametrize("name", ["hub", "hub.json"])
def test_a_bare_name_of_a_mapping_lies_in_the_data_folder(shell: Shell, folder: Path, name: str) -> None:
    shell(f"accounts import {folder}/companies.csv --mapping {name}")
    (written,) = (data_folder() / "mappings").iterdir()
    assert written.name == ("hub.toml" if name == "hub" else name)
    text = written.read_text().replace("Segment", "Industry")
    written.write_text(text)
    again = shell(f"accounts import {folder}/companies.csv --mapping {name}")
    assert f"Columns by {written}." in again.err and "1 updated" in again.out
    assert {row["segment"] for row in shell.ok("accounts list --json").data} == {"Wood", ""}


def test_dates_that_could_be_two_days_wait_for_a_word(shell: Shell, folder: Path) -> None:
    export = folder / "deals2.csv"
    export.write_text("Deal Name,Close Date,Associated Company\nA,01/02/2026,Acme\nB,03/02/2026,Acme\n")
    unsure = shell(f"accounts import {export}")
    assert (
        unsure.code == 1
        and "could be two days (no row shows which): those rows fail. Say --dates." in unsure.err
    )
    shell.ok(f"accounts import {export} --dates day-first")
    deals = shell.ok("accounts show Acme --json").data["opportunities"]
    assert sorted(deal["close_date"] for deal in deals) == ["2026-02-01", "2026-02-03"]


def test_what_is_no_export_is_said(shell: Shell, folder: Path) -> None:
    for path, why in ((folder, "cannot be read"), (folder / "gone.csv", "cannot be read")):
        refused = shell(f"accounts import {path}")
        assert refused.code == 2 and why in refused.err
    (folder / "empty.csv").write_text("")
    assert "It has no headings" in shell(f"accounts import {folder}/empty.csv").err


# Real processes


def command(shell: Shell, *words: str) -> list[str]:
    base = [
        sys.executable,
        "-m",
        "playbook",
        "-C",
        str(shell.root),
        "--data",
        str(data_folder()),
        "--as",
        "lee",
    ]
    return [*base, "--now", NOW, *words]


def big(path: Path, rows: int) -> None:
    with path.open("w") as out:
        out.write("Record ID,Company name,Segment\n")
        out.writelines(f"{number},Company {number},small\n" for number in range(rows))


def test_ctrl_c_stops_between_two_rows_and_the_next_import_goes_on(shell: Shell, folder: Path) -> None:
    export = folder / "many.csv"
    rows = 24_000
    big(export, rows)
    with subprocess.Popen(
        command(shell, "accounts", "import", str(export), "--json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        while not any(data_folder().rglob("team/*.jsonl")):
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    report = json.loads(out)
    assert report["stopped"] and 0 < report["created"] < rows
    assert b"Stopped. What was taken in stands" in err
    known = Workspace(shell.root, data=data_folder(), person="lee").accounts.all()
    assert len(known) == report["created"]
    again = shell.ok(f"accounts import {export} --json").data
    assert (again["created"], again["unchanged"]) == (rows - report["created"], report["created"])


def test_a_kill_leaves_whole_records_and_the_next_import_goes_on(shell: Shell, folder: Path) -> None:
    export = folder / "many.csv"
    big(export, 14_000)
    with subprocess.Popen(
        command(shell, "accounts", "import", str(export)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        while not any(path.stat().st_size > 500_000 for path in data_folder().rglob("team/*.jsonl")):
            assert running.poll() is None
        os.kill(running.pid, signal.SIGKILL)
    done = shell.ok(f"accounts import {export} --json").data
    assert done["created"] + done["unchanged"] == 14_000 and done["unchanged"] >= 2_000
    assert len(Workspace(shell.root, data=data_folder(), person="lee").accounts.all()) == 14_000
    assert "chain whole" in shell("doctor").out


MEASURED = """
import resource, sys
from playbook.cli.main import main
code = main(sys.argv[1:])
sys.stderr.write(f"\\n{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")
sys.exit(code)
"""


def test_a_file_is_read_in_passing_and_never_held_whole(shell: Shell, folder: Path) -> None:
    export = folder / "wide.csv"
    megabytes, columns = 60, 60
    with export.open("w") as out:
        out.write(
            "Record ID,Company name," + ",".join(f"Column {number}" for number in range(columns)) + "\n"
        )
        row = ",".join(["x" * 1_000] * columns)
        out.writelines(
            f"{number},Company {number},{row}\n" for number in range(megabytes * 1_000_000 // len(row))
        )

    def peak(*words: str) -> int:
        measured = [sys.executable, "-c", MEASURED, *command(shell, *words)[3:]]
        done = subprocess.run(measured, capture_output=True, text=True, check=True)
        return int(done.stderr.splitlines()[-1])

    few = folder / "few.csv"
    big(few, 10)
    assert peak("accounts", "import", str(export)) < peak("accounts", "import", str(few)) + 25_000
