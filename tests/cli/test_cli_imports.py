"""What a command loads, seen in a process of its own: speed is the feature."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.shell import Shell

LOOK = """
import sys
from playbook.cli.main import main
code = main(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write(" ".join(sorted({name.split(".")[0] for name in sys.modules})))
sys.exit(code)
"""


def loaded(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOOK, *arguments], capture_output=True, text=True, check=False, cwd=Path.cwd()
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def test_the_version_loads_next_to_nothing() -> None:
    assert not loaded("--version") & {
        "git", "markdown_it", "tinydb", "rich", "msgspec", "yaml", "textual", "argparse", "dataclasses", "re",
    }  # fmt: skip


def test_a_warm_list_of_plays_loads_neither_git_nor_parser_nor_screens(shell: Shell) -> None:
    arguments = ("-C", str(shell.root), "--as", "lee", "plays", "list", "--json")
    loaded(*arguments)
    heavy = {
        "git",
        "markdown_it",
        "yaml",
        "tinydb",
        "rich",
        "textual",
        "asyncio",
        "difflib",
        "sqlite3",
        "tempfile",
    }
    assert not loaded(*arguments) & heavy


def test_a_command_that_is_done_looks_for_no_garbage_before_it_leaves(shell: Shell) -> None:
    told = "atexit.register(lambda: print(gc.get_freeze_count()))"
    leave = f"import atexit, gc; from playbook.cli.main import run; {told}; run()"
    command = [sys.executable, "-c", leave, "-C", str(shell.root), "--as", "lee", "plays", "list"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "call" in done.stdout and int(done.stdout.splitlines()[-1]) > 1_000


def test_no_command_of_the_shell_loads_the_screens(shell: Shell) -> None:
    run = shell.finished()
    start = ("-C", str(shell.root), "--as", "lee")
    for command in (
        ("today",),
        ("news",),
        ("doctor",),
        ("runs", "show", run),
        ("coach", "team"),
        ("desk", "list"),
    ):
        assert not loaded(*start, *command) & {"textual", "tui"}, command
