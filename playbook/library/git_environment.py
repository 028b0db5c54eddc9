"""The one place that says with which program, flags and environment git is run.

Whatever a repository or the environment says of other folders, hooks, editors and questions on the terminal is left
out; how to reach a remote, what git's own credential helpers know among it, is kept.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence

FLAGS = (
    "--no-pager", "--literal-pathspecs", "--no-replace-objects",
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.quotepath=false",
    "-c", "color.ui=false",
    "-c", "advice.detachedHead=false",
    "-c", "protocol.ext.allow=never",
)  # fmt: skip
"""What stands between `git` and its verb."""

READ_FLAGS = (
    *FLAGS,
    "-c", "core.askPass=",
    "-c", "log.showSignature=false",
    "-c", "log.showRoot=true",
    "-c", "diff.relative=false",
)  # fmt: skip
"""The same where a repository is only read."""

READ_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "GIT_EXTERNAL_DIFF": "",
    # A partial clone would otherwise fetch what it lacks, by a command that its settings may name.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
}
"""What is put over the environment where a repository is only read: nothing of it is run, nothing is fetched."""

_MISLEADING = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
)  # fmt: skip
"""Set inside a git hook, for instance; they would make git answer about another repository."""

_FAR = ("GIT_CONFIG", "GIT_SSH", "GIT_SSL", "GIT_PROXY")
"""How variables begin that say how git is set up and how a remote is reached."""

_ASKS_NOBODY = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    # Git's own credential manager would open a window, in the middle of a call.
    "GCM_INTERACTIVE": "never",
}
_SSH_OPTIONS = "-o BatchMode=yes -o ConnectTimeout=20"
"""Nobody is asked, and a host that swallows everything is not waited for."""
_OURS = ("local", "worktree")
"""Scopes of git's settings that lie in a repository, which somebody else may have made."""


def program() -> str:
    """Return the name of git's program."""
    return os.environ.get("GIT_PYTHON_GIT_EXECUTABLE") or "git"


def environment(*, also: Sequence[str] = (), alone: bool = False) -> dict[str, str]:
    """Return what git sees of the environment: nothing that names another repository, and nobody to ask.

    `also` are beginnings of further `GIT_…` variables that are kept; `alone` keeps none, nor any settings of the
    user or the machine.
    """
    kept = () if alone else (*_FAR, *also)
    found = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(kept)
    }
    found |= {
        **_ASKS_NOBODY,
        "GIT_EDITOR": "true",
        "GIT_MERGE_AUTOEDIT": "no",
        "LC_ALL": "C",
    }
    if alone:
        return found | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    if not found.get("GIT_SSH"):
        found.setdefault("GIT_SSH_COMMAND", f"ssh {_SSH_OPTIONS}")
    return found


def reading() -> dict[str, str]:
    """Return the environment in which a repository is only read: all of it, but for other repositories."""
    found = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    return found | READ_ENVIRONMENT | {"LANGUAGE": "C", "LC_ALL": "C"}


def reaching(*where: str) -> dict[str, str]:
    """Return the environment for git, run with the options `where` (`-C FOLDER`), to talk to a remote.

    An ssh that the user's own settings name (`core.sshCommand`) is used; one that the repository names is not.
    """
    found = environment()
    if found.get("GIT_SSH_COMMAND") == f"ssh {_SSH_OPTIONS}" and (own := _own_ssh(where, found)):
        found["GIT_SSH_COMMAND"] = own
    return found


def asking() -> dict[str, str]:
    """Return the environment in which git may ask on this terminal, as somebody sits before it and waits."""
    asks = environment()
    for name in _ASKS_NOBODY:
        asks.pop(name, None)
        if name in os.environ:
            asks[name] = os.environ[name]
    if "GIT_SSH_COMMAND" not in os.environ:
        asks.pop("GIT_SSH_COMMAND", None)
    return asks


def forget_other_repositories() -> None:
    """Take what names another repository out of this process's environment, for a library that hands all of it on."""
    for name in _MISLEADING:
        os.environ.pop(name, None)


def _own_ssh(where: Sequence[str], env: Mapping[str, str]) -> str:
    asked = [program(), *where, "config", "--null", "--show-scope", "--get-all", "core.sshCommand"]
    try:
        said = subprocess.run(asked, env=env, capture_output=True, check=False).stdout
    except OSError:
        return ""
    parts = [os.fsdecode(part) for part in said.split(b"\0")]
    found = [value for scope, value in zip(parts[::2], parts[1::2], strict=False) if scope not in _OURS]
    return found[-1] if found else ""
