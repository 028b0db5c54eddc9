"""A log from elsewhere, imported by a mapping: looked through first, twice is once, and never among real runs."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.shell import Shell

LOG = """\
Case ID;Stage;Changed at;Owner;Outcome;Company
D-1;Open;02.11.2026 09:00;Lee Park;;Brenner
D-1;Find the cost;02.11.2026 09:20;Lee Park;;Brenner
D-1;Agree the next step;03.11.2026 14:00;Lee Park;Won;Brenner
D-2;Open;02.11.2026 10:00;M. Novak;;Halden
D-2;Discount asked;02.11.2026 10:30;M. Novak;Lost;Halden
D-3;Open;04.11.2026 10:00;Lee Park;;Nordhafen
"""
KEYS = (
    "file mapping written log play dry_run rows cases created updated unchanged failed failures results passed_over "
    "unknown_results reasons stopped"
)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "pipeline.csv"
    path.write_bytes(("\ufeff" + LOG.replace("\n", "\r\n")).encode())
    return path


def command(log: Path, more: str = "") -> str:
    return f"import-records {log} --mapping {log.with_suffix('.toml')} {more}"


def mapped(shell: Shell, log: Path) -> Path:
    """Have a mapping written, and put right what a person would."""
    shell.ok(command(log, "--play first-call"), as_="kim")
    path = log.with_suffix(".toml")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('"Discount asked" = ""', '"Discount asked" = "+"').replace(
            "[people]", '[people]\n"M. Novak" = "mia"'
        ),
        encoding="utf-8",
    )
    return path


def test_a_new_mapping_is_written_to_be_looked_through_and_nothing_is_imported(
    shell: Shell, log: Path
) -> None:
    refused = shell(command(log), as_="kim")
    assert refused.code == 2 and "Say with --play which play the log is to be read as" in refused.err
    told = shell.ok(command(log, "--play first-call --json"), as_="kim")
    assert list(told.data) == KEYS.split() and told.data["written"] and told.data["rows"] == 0
    assert "look through it" in told.err
    text = log.with_suffix(".toml").read_text(encoding="utf-8")
    assert 'Open = "open"' in text and '"Find the cost" = "find-the-cost"' in text
    assert '"Discount asked" = ""' in text and 'Won = "closed"' in text and 'Lost = "declined"' in text
    assert shell.ok("coach logs --json", as_="kim").data == []


def test_a_dry_run_says_what_would_be_and_changes_nothing(shell: Shell, log: Path) -> None:
    told = shell.ok(command(log, "--play first-call --dry-run"), as_="kim")
    assert "6 rows, 3 cases: 3 would be created" in told.out and "dry run" in told.err
    assert not log.with_suffix(".toml").exists()
    mapped(shell, log)
    data = shell.ok(command(log, "--dry-run --json"), as_="kim").data
    assert (data["created"], data["results"]) == (3, {"Won": 1, "Lost": 1, "": 1})
    assert shell.ok("coach logs --json", as_="kim").data == []


def test_imported_twice_changes_nothing_and_a_new_row_changes_its_case_alone(shell: Shell, log: Path) -> None:
    mapped(shell, log)
    assert shell.ok(command(log, "--json"), as_="kim").data["created"] == 3
    again = shell.ok(command(log, "--json"), as_="kim").data
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 3)
    log.write_text(LOG + "D-3;Find the cost;05.11.2026 10:00;Lee Park;Won;Nordhafen\n", encoding="utf-8")
    more = shell.ok(command(log, "--json"), as_="kim").data
    assert (more["created"], more["updated"], more["unchanged"]) == (0, 1, 2)
    (row,) = shell.ok("coach logs --json", as_="kim").data
    assert (row["name"], row["cases"], row["results"], row["by"]) == (
        "pipeline",
        3,
        {"Won": 2, "Lost": 1},
        ["kim"],
    )


def test_classes_of_result_stand_apart_and_no_run_is_among_them(shell: Shell, log: Path) -> None:
    shell.finished()
    before = shell.ok("coach team --json", as_="kim").data
    mapped(shell, log)
    shell.ok(command(log), as_="kim")
    rows = shell.ok("coach log pipeline --json", as_="kim").data
    cost = {row["class"]: (row["reached"], row["done"]) for row in rows if row["step"] == "find-the-cost"}
    assert cost == {"": (1, 1), "Won": (1, 1), "Lost": (0, 0), "still open, or not said": (0, 0)}
    told = shell.ok("coach log pipeline", as_="kim").out
    assert "Imported from elsewhere: no run of yours is in these figures" in told
    assert "Won: 1 case" in told and "Lost: 1 case" in told
    assert shell.ok("coach team --json", as_="kim").data == before
    assert len(shell.ok("runs list --json", as_="kim").data) == 1
    assert not any("Brenner" in str(line) for line in shell.ok("today --json").data)


def test_a_case_of_which_a_row_fails_waits_whole_until_it_is_mended(shell: Shell, log: Path) -> None:
    mapped(shell, log)
    text = (
        LOG.replace("03.11.2026 14:00", "31.11.2026 14:00")
        + ";Open;02.11.2026 10:00;;;\nD-9;;02.11.2026 10:00;;;\n"
    )
    log.write_text(text, encoding="utf-8")
    told = shell(command(log, "--json"), as_="kim")
    assert told.code == 1
    assert (told.data["created"], told.data["failed"]) == (2, 3)
    assert set(told.data["reasons"]) == {
        "“31.11.2026 14:00” is not a time; say how it is written: format in the mapping.", "It names no case.",
        "It names no activity.",
    }  # fmt: skip
    failures = Path(told.data["failures"])
    with failures.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert [row[1:3] for row in rows[1:]] == [
        ["2", "D-1"],
        ["3", "D-1"],
        ["4", "D-1"],
        ["8", ""],
        ["9", "D-9"],
    ]
    assert rows[1][0] == "Another row of this case failed."
    mended = failures.read_text(encoding="utf-8-sig").replace("31.11.", "03.11.")
    failures.write_text("\n".join(mended.splitlines()[:4]) + "\n", encoding="utf-8")
    after = shell.ok(f"import-records {failures} --mapping {log.with_suffix('.toml')} --json", as_="kim").data
    assert (after["cases"], after["created"], after["log"]) == (1, 1, "pipeline")


def test_words_that_mean_nothing_are_told(shell: Shell, log: Path) -> None:
    mapped(shell, log)
    more = "D-4;Golf;06.11.2026 10:00;Lee Park;Ghosted;X\n"
    log.write_text(LOG + more, encoding="utf-8")
    told = shell.ok(command(log), as_="kim")
    assert "Not in the mapping's activities, and passed over: “Golf” 1." in told.err
    assert "Not in the mapping's results, and counted as open: “Ghosted”." in told.err


def test_it_is_for_who_imported_and_the_managers_above_and_taken_back_by_them(
    shell: Shell, log: Path
) -> None:
    mapped(shell, log)
    shell.ok(command(log), as_="kim")
    assert shell.ok("coach logs --json", as_="lee").data == []
    refused = shell("coach log pipelines", as_="kim")
    assert refused.code == 2 and "pipeline" in refused.err
    assert shell("coach log-forget pipeline", as_="lee").code == 2
    assert "Taken back." in shell.ok("coach log-forget pipeline", as_="kim").err
    assert shell.ok("coach logs --json", as_="kim").data == []
    assert "No log from elsewhere was imported." in shell.ok("coach logs", as_="kim").err
    assert shell.ok(command(log, "--json"), as_="kim").data["created"] == 3


def test_what_cannot_be_read_is_refused_with_the_reason(shell: Shell, log: Path, tmp_path: Path) -> None:
    path = mapped(shell, log)
    good = path.read_text(encoding="utf-8")
    for change, why in (
        (('case = "Case ID"', 'case = "Deal"'), "It has no column for case"),
        (('Open = "open"', 'Open = "opn"'), "which is no step of First call"),
        (('zone = "UTC"', 'zone = "Mars"'), "“Mars” is no time zone"),
        (('play = "plays/discover/first-call"', 'play = "objections/too-expensive"'), "is no play"),
    ):
        path.write_text(good.replace(*change), encoding="utf-8")
        refused = shell(command(log), as_="kim")
        assert refused.code == 2 and why in refused.err, (change, refused)
    assert shell(f"import-records {tmp_path / 'none.csv'} --mapping {path}", as_="kim").code == 2
    assert shell(f"import-records {log} --mapping m.json", as_="kim").code == 2
    refused = shell(f"import-records {log} --json", as_="kim")
    assert refused.code == 2 and "name its --mapping" in refused.err
