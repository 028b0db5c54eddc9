"""What goes wrong is one plain line with what to do, and an exit code that programs can rely on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from playbook.cli.main import NOUNS
from tests.cli.shell import NOW, Shell


def test_the_version_alone_and_anywhere(shell: Shell) -> None:
    from playbook import __version__

    assert shell.bare("--version").out == f"playbook {__version__}\n"
    assert shell.bare("-C", "/nowhere", "--version").out == f"playbook {__version__}\n"


def test_help_of_the_whole_names_every_noun(shell: Shell) -> None:
    said = shell.bare("--help")
    assert (said.code, said.err) == (0, "")
    for noun, help_ in NOUNS.items():
        assert f"    {noun}" in said.out
        assert help_.split(",")[0] in said.out
    assert "Exit codes: 0 fine" in said.out


@pytest.mark.parametrize("noun", sorted(NOUNS))
def test_help_of_every_noun_and_verb_reads_well(shell: Shell, noun: str) -> None:
    said = shell.bare(noun, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: playbook {noun} ")
    verbs = [line.split()[0] for line in said.out.splitlines() if line.startswith("    ") and line[4] != " "]
    for verb in verbs:
        if verb.isalpha() and verb.islower():
            told = shell.bare(noun, verb, "--help")
            assert (told.code, told.err) == (0, ""), verb
            assert told.out.startswith(f"usage: playbook {noun} {verb} ")
            assert told.out.split("\n\n")[1].endswith("."), verb


def test_a_noun_alone_shows_its_verbs(shell: Shell) -> None:
    said = shell.bare("runs")
    assert said.code == 2
    assert said.out == shell.bare("runs", "--help").out


def test_mistyped_nouns_verbs_and_options(shell: Shell) -> None:
    assert shell.bare("plasy").err == "playbook: There is no command “plasy”. Did you mean plays?\n"
    assert shell.bare("zzz").err == "playbook: There is no command “zzz”.\n"
    assert shell.bare("runs", "startt").err == (
        "playbook: “startt” is not a VERB. Did you mean start? See `playbook runs --help`.\n"
    )
    for arguments in (
        ["plays", "list", "--jsn"],
        ["runs", "finish"],
        ["plays", "search", "x", "--limit", "many"],
    ):
        said = shell.bare(*arguments)
        assert (said.code, said.out, said.err.count("\n")) == (2, "", 1), arguments
        assert "--help`.\n" in said.err


def test_choices_are_named(shell: Shell) -> None:
    said = shell("runs finish x --result zzz")
    assert said.err == (
        "playbook: “zzz” is not a --result. Say one of: advance, continuation, not-now, declined, "
        "disqualified, closed. See `playbook runs finish --help`.\n"
    )


def test_global_options_stand_before_or_after_noun_and_verb(shell: Shell) -> None:
    root, name = str(shell.root), ("--as", "lee")
    shell.bare("-C", root, *name, "feedback", "add", "idea", "x")
    for arguments in (
        ["-C", root, *name, "feedback", "list", "--json"],
        ["feedback", "-C", root, *name, "list", "--json"],
        ["feedback", "list", "-C", root, "--json", *name],
        ["feedback", "list", f"-C{root}", "--json", "--as=lee", "--now", NOW, "--hub", "none"],
        [*name, "feedback", "list", "--json", "-C", root],
    ):
        said = shell.bare(*arguments)
        assert (said.code, len(said.data)) == (0, 1), arguments


def test_the_one_after_wins(shell: Shell) -> None:
    shell.ok("feedback add idea x", as_="mia")
    said = shell.ok("feedback list --mine --json --as mia", as_="lee")
    assert len(said.data) == 1


def test_data_may_lie_anywhere(shell: Shell, tmp_path: Path) -> None:
    shell.ok(f"feedback add idea x --data {tmp_path / 'd'}")
    assert (tmp_path / "d" / "northwind" / "records").is_dir()
    assert shell.ok("feedback list --json").data == []


def test_bad_times_and_dates_show_the_form(shell: Shell) -> None:
    said = shell.bare("-C", str(shell.root), "--now", "soon", "today")
    assert (said.code, said.err) == (
        2, "playbook: --now: “soon” is not a time. Write it like 2026-11-21 or 2026-11-21T18:15:00Z.\n",
    )  # fmt: skip
    run = shell.start()
    said = shell(f"runs finish {run} --result advance --next-date someday")
    assert (said.code, "“someday” is not a day" in said.err) == (2, True)


def test_who_i_am_is_found_by_name_or_address_and_a_stranger_is_refused(shell: Shell) -> None:
    for name in ("lee", "Lee Park", "LEE@northwind.example"):
        assert shell("feedback add idea x", as_=name).code == 0
    assert {row["rep"] for row in shell.ok("feedback list --json").data} == {"lee"}
    refused = shell("feedback list", as_="leee")
    assert refused.err == "playbook: There is no person “leee”. Did you mean lee?\n"
    refused = shell("feedback list", as_="somebody")
    assert refused.err.startswith("playbook: There is no person “somebody”. There are lee, ")


def test_the_debug_option_shows_the_trace(shell: Shell) -> None:
    from playbook.errors import NotFoundError

    with pytest.raises(NotFoundError):
        shell("plays show nothing --debug")


def test_what_nobody_foresaw_is_one_line_too(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from playbook.library.catalog import Catalog

    def broken(_: Catalog) -> list[object]:
        raise RuntimeError("the \x1b[31mroof\nis on fire")

    monkeypatch.setattr(Catalog, "summaries", broken)
    said = shell("plays list")
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert said.err.startswith("playbook: Something went wrong: RuntimeError(")
    assert "\x1b" not in said.err


def test_the_screens_need_a_terminal(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    run = shell.start()
    for arguments in ("", "call first-call", "open first-call", f"open {run}", "demo --dir /nowhere"):
        said = shell(arguments)
        assert (said.code, said.out) == (2, ""), arguments
        assert said.err.startswith("playbook: The screens need a terminal"), arguments


def test_call_and_open_refuse_what_is_not_there_before_any_screen(shell: Shell) -> None:
    assert "Did you mean plays/discover/first-call" in shell("call frist-call").err
    refused = shell("open zzzz")
    assert (refused.code, refused.err) == (
        2,
        "playbook: There is no page, run or feedback “zzzz”. `playbook plays list` shows what there is.\n",
    )


def test_a_reader_who_leaves_early_is_no_fault(shell: Shell) -> None:
    command = f"{sys.executable} -m playbook -C '{shell.root}' --as lee plays show first-call | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False, cwd=Path.cwd()
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"-", b"")


def test_a_terminal_without_utf8_gets_question_marks_and_no_error(shell: Shell) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "playbook", "-C", str(shell.root), "--as", "lee"]
    shell.ok("feedback add idea '日本 Zoë'")
    done = subprocess.run(
        [*command, "feedback", "list"], capture_output=True, check=False, env=environment, cwd=Path.cwd()
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"?? Zo?" in done.stdout
    done = subprocess.run(
        [*command, "feedback", "list", "--json"],
        capture_output=True,
        check=False,
        env=environment,
        cwd=Path.cwd(),
    )
    assert (done.returncode, json.loads(done.stdout)[0]["text"]) == (0, "日本 Zoë")


def test_open_finds_pages_runs_and_feedback(shell: Shell) -> None:
    from playbook.cli.open import thing
    from playbook.workspace import Workspace

    opened = shell.start()
    done = shell.finished()
    pinned = shell.ok("feedback add idea x --play first-call --step open").line
    loose = shell.ok("feedback add idea y").line
    workspace = Workspace.open(shell.root, person="lee")
    page = "plays/discover/first-call"
    assert thing(workspace, "first-call#open") == ("page", page, "open")
    assert thing(workspace, opened[:8]) == ("open-run", opened, "")
    assert thing(workspace, done[:8]) == ("run", done, "")
    assert thing(workspace, f"F-{pinned[:8]}") == ("page", page, "open")
    assert thing(workspace, loose) == ("desk", loose, "")
