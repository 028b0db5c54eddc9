"""A shell's few words, in this process and quick: what the documents' examples are written in."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from playbook.cli.main import main

_KEEPS = re.compile(r"(\w+)=\$\((.*)\)")


class Terminal:
    """Somebody's terminal in a folder, who types what a document says."""

    def __init__(
        self, root: Path, data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.root = root
        self.data = data
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self._kept: dict[str, str] = {}
        self._monkeypatch.chdir(root)

    def try_(self, command: str) -> tuple[int, str, str]:
        """Run one command line; return its exit code, and what it wrote to stdout and stderr.

        `NAME=$(command)` keeps what a command prints, `$NAME` stands for it, `cd` goes on, `cp` and `git` are, and
        `< FILE` at the end is piped in.
        """
        if keeps := _KEEPS.fullmatch(command):
            code, out, err = self.try_(keeps[2])
            self._kept[keeps[1]] = out.strip()
            return code, out, err
        words = shlex.split(re.sub(r"\$(\w+)", lambda match: self._kept[match[1]], command), comments=True)
        if words[0] == "cd":
            self._monkeypatch.chdir(Path.cwd() / words[1])
            return 0, "", ""
        if words[0] == "cp":
            shutil.copy(words[1], words[2])
            return 0, "", ""
        if words[0] == "git":
            done = subprocess.run(words, capture_output=True, check=False)
            return done.returncode, done.stdout.decode(), done.stderr.decode()
        assert words[0] == "playbook", command
        if words[-2:-1] == ["<"]:
            self._monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(Path(words[-1]).read_bytes())))
            del words[-2:]
        code = main(words[1:])
        out, err = self._capsys.readouterr()
        return code, out, err

    def run(self, command: str) -> str:
        """Run a command line that must end well; return what it printed."""
        code, out, err = self.try_(command)
        assert code == 0, (command, out, err)
        return out
