"""What a finished run becomes for other programs and people: recaps by template, and the user's own command."""

from __future__ import annotations

import json
import os
import shlex
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from playbook import paths
from playbook.runs.recap import FIELDS
from tests.cli.shell import NOW, Shell, write

FINISH = "--result advance --commitment promised --by fri --next 'Send the study' --next-date +3 --note 'In a hurry'"


def settings(text: str) -> None:
    """Write the user's own settings."""
    folder = paths.config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text(text)


def hook(tmp_path: Path, script: str, seconds: int = 20) -> Path:
    """Make `script` the user's command; return the file that it may write to."""
    out = tmp_path / "out.json"
    command = f"{shlex.quote(sys.executable)} -c {shlex.quote(script.replace('OUT', repr(str(out))))}"
    settings(f"[hooks]\nrun-finished = {json.dumps(command)}\nseconds = {seconds}\n")
    return out


TAKE = "import sys; open(OUT, 'ab').write(sys.stdin.buffer.read() + b'\\n')"


# The user's own command


def test_a_finished_run_goes_to_the_users_command_with_the_keys_of_runs_show(
    shell: Shell, tmp_path: Path
) -> None:
    out = hook(tmp_path, TAKE)
    run = shell.finished(finish=FINISH, account="Acme")
    got = json.loads(out.read_text())
    assert got == shell.ok(f"runs show {run} --json").data
    assert (got["id"], got["account"], got["result"], got["notes"][-1]["text"]) == (
        run, "Acme", "advance", "In a hurry",
    )  # fmt: skip


def test_a_private_run_and_one_of_the_wrong_play_go_nowhere(shell: Shell, tmp_path: Path) -> None:
    out = hook(tmp_path, TAKE)
    shell.finished(finish="--result continuation --private")
    wrong = shell.start("first-call")
    shell.ok(f"runs switch {wrong} price-call")
    assert not out.exists()


def test_without_a_command_nothing_is_run_or_said(shell: Shell) -> None:
    run = shell.start()
    said = shell.ok(f"runs finish {run} --result continuation")
    assert len(said.err.splitlines()) == 2
    assert "command" not in said.err


def test_a_command_that_fails_is_told_and_the_run_stands(shell: Shell, tmp_path: Path) -> None:
    hook(tmp_path, "import sys; print('no such customer', file=sys.stderr); sys.exit(4)")
    run = shell.start()
    said = shell.ok(f"runs finish {run} --result continuation --json")
    assert said.data["id"] == run
    assert (
        "Your run-finished command failed with exit code 4: no such customer. The run is recorded all the same."
        in said.err
    )


def test_a_slow_command_is_ended_in_the_time_the_settings_give(shell: Shell, tmp_path: Path) -> None:
    hook(tmp_path, "import time; time.sleep(60)", seconds=1)
    began = time.monotonic()
    run = shell.start()
    assert "took longer than 1 s and was ended" in shell.ok(f"runs finish {run} --result continuation").err
    assert time.monotonic() - began < 10


def test_ctrl_c_ends_the_command_that_is_waited_for(shell: Shell, tmp_path: Path) -> None:
    out = hook(
        tmp_path, "import os, time; open(OUT, 'w').write(str(os.getpid())); time.sleep(60)", seconds=50
    )
    run = shell.start()
    finishing = subprocess.Popen(
        [
            *(sys.executable, "-m", "playbook", "-C", str(shell.root), "--as", "lee", "--now", NOW),
            *("runs", "finish", run, "--result", "advance"),
        ],
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        # Whoever runs the tests in the background has told them to ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    end = time.monotonic() + 30
    while not (out.exists() and out.read_text()) and time.monotonic() < end:
        time.sleep(0.02)
    finishing.send_signal(signal.SIGINT)
    finishing.wait(10)
    pid = int(out.read_text())
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert not Path(f"/proc/{pid}").exists()
    assert shell.ok(f"runs show {run} --json").data["result"] == "advance"


def test_nothing_in_a_playbook_can_name_a_command(own: Shell, tmp_path: Path) -> None:
    out = tmp_path / "ran"
    toml = own.root / "playbook.toml"
    before = toml.read_text()
    toml.write_text(f'{before}\n[hooks]\nrun-finished = "touch {out}"\n')
    said = own("runs start first-call")
    assert said.code == 2
    assert "playbook.toml:" in said.err
    assert "hooks" in said.err
    toml.write_text(before)
    write(own.root, {"settings.toml": f'[hooks]\nrun-finished = "touch {out}"\n'})
    write(own.root, {"templates/recap.md": f"$(touch {out}) `touch {out}` {{{{play.title}}}}\n"})
    run = own.finished()
    assert own.ok(f"runs recap {run}").out == f"$(touch {out}) `touch {out}` First call\n"
    assert not out.exists()


# Recaps


@pytest.fixture
def templated(own: Shell) -> Shell:
    write(
        own.root,
        {
            "templates/recap.md": "{{play.title}}: {{run.result}}\n{{run.notes}}\n",
            "templates/recap-short.md": "{{run.next}} by {{run.next_date}} ({{rep.first_name}})\n",
            "templates/thanks.md": "Subject: Thank you, {{account.name}}\n\nUntil {{run.next_date}}.\n",
            "templates/mail.md": "Subject: {{play.title}}\n\n{{run.answers}}\n",
        },
    )
    return own


def test_a_recap_is_by_the_playbooks_own_template(templated: Shell) -> None:
    run = templated.finished(finish=FINISH, account="Acme")
    assert templated.ok(f"runs recap {run}").out == "First call: advance\n- In a hurry\n"
    assert templated.ok(f"runs recap {run} --mail").out == "Subject: First call\n\n[what they told you]\n"
    assert templated.ok(f"runs recap {run} --template recap-short").out == (
        "Send the study by 2026-11-26 (Lee)\n"
    )
    assert templated.ok(f"runs recap {run} --template thanks.md").out == (
        "Subject: Thank you, Acme\n\nUntil 2026-11-26.\n"
    )


def test_a_template_that_is_not_there_names_those_that_are(templated: Shell) -> None:
    run = templated.finished()
    assert "Did you mean thanks?" in templated(f"runs recap {run} --template thank").err
    said = templated(f"runs recap {run} --template zzz")
    assert said.code == 2
    assert all(name in said.err for name in ("recap", "recap-short", "mail", "thanks"))


def test_a_broken_template_says_why_and_where(own: Shell) -> None:
    write(
        own.root,
        {
            "templates/recap.md": "{{play.title}}\n{{run.reslt}} {{run.next\n{{answer.anything}}\n",
            "templates/empty.md": "\n \n",
        },
    )
    (own.root / "templates/latin.md").write_bytes(b"{{play.title}} f\xfcr uns\n")
    (own.root / "templates/out.md").symlink_to("/etc/passwd")
    run = own.finished(finish=FINISH)
    said = own.ok(f"runs recap {run}")
    assert "templates/recap.md:2: nothing fills “{{run.reslt}}”. Did you mean run.result?" in said.err
    assert "templates/recap.md:2: “{{run.next” is not closed; end it with “}}”." in said.err
    assert "answer.anything" not in said.err
    assert said.out.startswith("First call\n")
    said = own(f"runs recap {run} --template empty")
    assert (said.code, said.err.strip()) == (2, "playbook: templates/empty.md is empty.")
    said = own(f"runs recap {run} --template out")
    assert (said.code, "is a link, and links are not followed" in said.err) == (2, True)
    assert "root:" not in said.out + said.err
    said = own.ok(f"runs recap {run} --template latin")
    assert said.out == "First call für uns\n"
    assert "templates/latin.md:" in said.err


def test_a_recap_goes_into_a_new_file_and_over_no_other(
    templated: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = templated.finished(finish=FINISH)
    file = tmp_path / "recap.txt"
    said = templated.ok(f"runs recap {run} --file {file}")
    assert (said.out, file.read_text()) == ("", "First call: advance\n- In a hurry\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    said = templated(f"runs recap {run} --mail --file {file}")
    assert (said.code, "already, and it stays as it is" in said.err) == (2, True)
    assert file.read_text().startswith("First call: advance")
    said = templated(f"runs recap {run} --file {tmp_path}/no/such/folder.txt")
    assert (said.code, "cannot be written" in said.err) == (2, True)
    monkeypatch.setenv("HOME", str(tmp_path))
    templated.ok(f"runs recap {run} --file '~/two.txt'")
    assert (tmp_path / "two.txt").exists()


def test_every_field_of_a_recap_can_be_asked_for(own: Shell) -> None:
    write(own.root, {"templates/all.md": "".join(f"{name}={{{{{name}}}}}\n" for name in FIELDS)})
    run = own.start(account="Acme", channel="phone", contact="c1")
    own.ok(f"runs next {run}")
    own.ok(f"runs acknowledge {run}")
    own.ok(f"runs answer {run} how-do-you-forecast-today 1")
    own.ok(f"runs skip {run} find-the-cost --because 'customer led'")
    own.ok(f"runs finish {run} {FINISH} --exit-proof 'It costs us two weeks'")
    said = own.ok(f"runs recap {run} --template all")
    filled = dict(line.partition("=")[::2] for line in said.out.splitlines() if "=" in line)
    assert said.err == ""
    assert filled["run.commitment_by"] == "2026-11-27"
    assert filled["play.commitment"] == "Introduces the budget owner."
    assert set(FIELDS) - set(filled) == {"run.reached", "contact.first_name"}


def test_the_file_of_another_person_is_read_by_nobody(templated: Shell, tmp_path: Path) -> None:
    """A template is read, never run, and no environment comes into it."""
    write(templated.root, {"templates/env.md": "{{rep.name}} ${HOME}\n{{rep.password}}\n"})
    run = templated.finished()
    os.environ["PASSWORD"] = "x"
    assert templated.ok(f"runs recap {run} --template env").out == "Lee Park ${HOME}\n"


def test_doctor_says_what_the_users_command_gets(shell: Shell, tmp_path: Path) -> None:
    assert "Your own command" not in shell.ok("doctor --privacy").out
    settings('[hooks]\nrun-finished = "to-crm --quiet"\n')
    told = "Your own command, to-crm --quiet, gets each finished run that is not private."
    assert told in shell.ok("doctor --privacy").out


def test_a_day_that_is_over_is_recorded_with_a_word(shell: Shell) -> None:
    run = shell.start()
    said = shell.ok(
        f"runs finish {run} --result advance --commitment promised --by 2026-11-02 --next-date 2026-11-03"
    )
    assert "Mon 2 Nov 2026 is over. Name today or a day to come. Recorded as it is;" in said.err
    assert "Tue 3 Nov 2026 is over." in said.err
    shown = shell.ok(f"runs show {run} --json").data
    assert (shown["commitment_by"], shown["next_date"]) == ("2026-11-02", "2026-11-03")
    other = shell.start()
    assert "is over" not in shell.ok(f"runs finish {other} --result not-now --until +3").err
