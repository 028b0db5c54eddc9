"""The one place that says with which program, flags and environment git is run.

Whatever a repository or the environment says of other folders, hooks, editors and questions on the terminal is left
out; how to reach a remote, what git's own credential helpers know among it, is kept.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

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

_FAR = ("GIT_CONFIG", "GIT_SSH", "GIT_SSL", "GIT_PROXY")
"""How variables begin that say how git is set up and how a remote is reached."""

_BATCH_SSH = "ssh -o BatchMode=yes"


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
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS_REQUIRE": "never",
        "GIT_EDITOR": "true",
        "GIT_MERGE_AUTOEDIT": "no",
        "LC_ALL": "C",
    }
    if alone:
        return found | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    if not found.get("GIT_SSH"):
        found.setdefault("GIT_SSH_COMMAND", _BATCH_SSH)
    return found
