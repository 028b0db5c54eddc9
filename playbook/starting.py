"""A new playbook: a folder under git, with the starter's plays or with none."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Literal

from playbook import paths
from playbook.errors import PlaybookError
from playbook.ids import new_id
from playbook.making_yours import (
    SETTINGS,
    Named,
    Yours,
    first_people,
    make_yours,
    person_id,
    person_lines,
    still_invented,
    toml,
)
from playbook.text import one_line

Source = Literal["starter", "empty"]
NOTHING_SAID = Yours()

BRANCH = "main"
NOBODY = ("Playbook", "playbook@localhost")
"""Who commits where git does not know who its user is."""

_FLAGS = (
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.fsmonitor=false",
    "-c", "core.autocrlf=false",
    "-c", "core.safecrlf=false",
    "-c", "commit.gpgSign=false",
    "-c", f"init.defaultBranch={BRANCH}",
)  # fmt: skip

_KEPT = ("GIT_AUTHOR_", "GIT_COMMITTER_")
"""Variables that say who commits and where git's settings lie; others name a repository."""

_ID = re.compile(r'^id = "[^"]*"[^\n]*\n', re.MULTILINE)

_EMPTY = """\
# What this playbook sets. Every key is optional.

[playbook]
id = "{id}"
name = {name}
format = 1
published = "main"

# Stages are phases of the sale, seen from the buyer's side. The exit is what the customer does.
"""

_STAGE = """
[[stages]]
id = {id}
name = {name}
"""

_DISCOVER = """\
buyer = "learn"
exit = "The customer names what the problem costs, in their own words."
"""

_FIRST_PAGE = """\
# {name}

Plays lie in `plays/STAGE/NAME.md`, one Markdown file each. Every `##` in it is a step of the call:
what stands behind `>` is said aloud, a heading that ends in a question mark is asked.
"""


_HOOK = """\
#!/bin/sh
# Written by `playbook init`: looks at the pages that are committed, and stops where one of them has an error.
# Remove this file to do without; `git commit --no-verify` goes past it once.
command -v playbook >/dev/null 2>&1 || exit 0
top=$(git rev-parse --show-toplevel) || exit 0
git diff --cached --name-only --diff-filter=d -z -- '*.md' '*.toml' | grep -q . || exit 0
exec playbook -C "$top" plays lint --fail-on error
"""

RECIPE = """\
# Looks at every page of a proposal, and writes what it finds beside the lines. Install Playbook as your team does.
name: playbook
on: [push, pull_request]
permissions:
  contents: read
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install playbook
      - run: playbook plays lint --format github
  approval:
    # Whether both sides have approved exactly what a pull request would publish: docs/pull-requests.md of Playbook.
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
          ref: ${{ github.event.pull_request.head.sha }}
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install playbook
      - run: playbook plays check --base "origin/$BASE" --format github
        env:
          BASE: ${{ github.base_ref }}
"""


_ADOPTED = """\
# Proposed by `playbook init --adopt` from what lies here. Every key is optional.

[playbook]
id = "{id}"
name = {name}
format = 1
published = {branch}
"""


class NotEmptyError(PlaybookError):
    """The folder holds something already."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is not empty, and nothing in it is overwritten. Name a new folder; or, to read the "
            f"Markdown that lies there, `playbook -C {folder}`."
        )


class CannotBeginError(PlaybookError):
    """The folder or its repository could not be made."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"No playbook could be made in {folder}: {why}.")


def begin(folder: Path, today: date, source: Source = "starter", yours: Yours = NOTHING_SAID) -> str:
    """Make a new playbook in `folder` (new, or empty) with a first commit; return that commit's id.

    The starter's pages are verified `today`. Git's own user commits, and is listed among the people with every
    role, unless `yours` names them. Raises NotEmptyError, GitMissingError or CannotBeginError, and what
    `make_yours` raises; what was begun is then taken away again.
    """
    git = _program()
    folder = folder.absolute()
    existed = has_room(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        identity = _identity(git, folder)
        _write(folder, source, identity, yours, today)
        return _commit(git, folder, source, identity)
    except OSError as error:
        _take_away(folder, existed)
        raise CannotBeginError(folder, error.strerror or str(error)) from error
    except PlaybookError:
        _take_away(folder, existed)
        raise


def has_room(folder: Path) -> bool:
    """Return whether the folder is there and empty; False: it can be made.

    Raises NotEmptyError, and CannotBeginError for what is no folder.
    """
    try:
        if any(folder.iterdir()):
            raise NotEmptyError(folder)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise CannotBeginError(folder, error.strerror or str(error)) from error
    return True


def _take_away(folder: Path, existed: bool) -> None:
    if not existed:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


# Files


def _write(folder: Path, source: Source, identity: Named | None, yours: Yours, today: date) -> None:
    name = one_line(yours.name or folder.name) or "Playbook"
    if source == "starter":
        shutil.copytree(
            paths.content_folder(), folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*")
        )
        files = {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in (*folder.rglob("*.md"), folder / SETTINGS)
        }
        made = make_yours(files, yours, today)
        for path, text in made.items():
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
        text = _ID.sub(f'id = "{_id(name)}"\n', made[SETTINGS], count=1)
    else:
        (folder / "README.md").write_text(_FIRST_PAGE.format(name=name), encoding="utf-8")
        text = _EMPTY.format(id=_id(name), name=toml(name))
        for id_, stage in (yours.stages or {"discover": "Discover"}).items():
            text += _STAGE.format(id=toml(id_), name=toml(stage)) + (_DISCOVER if id_ == "discover" else "")
        text += "".join(f"\n{person_lines(one)}" for one in first_people(yours))
    text += _made_it(text, identity)
    (folder / SETTINGS).write_text(text, encoding="utf-8")
    recipe = folder / ".github" / "workflows" / "playbook.yml"
    recipe.parent.mkdir(parents=True)
    recipe.write_text(RECIPE, encoding="utf-8")


def tables_for(folder: Path, branch: str) -> tuple[str, str]:
    """Return how the `playbook.toml` of a folder that has pages begins, and the table of git's user that ends it."""
    name = one_line(folder.name) or "Playbook"
    head = _ADOPTED.format(id=_id(name), name=toml(name), branch=toml(branch or BRANCH))
    return head, _made_it(head, _identity(_program(), folder))


def invented_people(folder: Path) -> list[str]:
    """Return the names of the starter's people whose seats nobody took in the playbook at `folder`."""
    from playbook.plays.settings import parse_settings

    ours, starter = (
        parse_settings((root / SETTINGS).read_text(encoding="utf-8"))
        for root in (folder, paths.content_folder())
    )
    return still_invented(ours, starter)


def _id(name: str) -> str:
    """Return an id that names the data folder of this playbook and of no other."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold())[:40].strip("-") or "playbook"
    return f"{slug}-{new_id()[:6]}"


def _made_it(settings: str, identity: Named | None) -> str:
    """Return the lines that list git's user, unless they are listed."""
    if identity is None or toml(identity.email).casefold() in settings.casefold():
        return ""
    from playbook.plays.settings_model import Person

    id_ = person_id(identity, re.findall(r"^\[people\.([\w-]+)\]", settings, re.MULTILINE))
    roles = ("rep", "liaison", "author", "manager")
    person = Person(id_, identity.name, identity.email, side="sales", roles=roles)
    return f"\n# Made this a playbook.\n{person_lines(person)}"


# Git


def _program() -> str:
    from playbook.library import git_environment
    from playbook.library.repository import GitMissingError

    found = shutil.which(git_environment.program())
    if found is None:
        raise GitMissingError
    return found


def _identity(git: str, folder: Path) -> Named | None:
    found = [
        subprocess.run(
            [git, "config", "--get", key], cwd=folder, env=_environment(), capture_output=True, check=False
        )
        .stdout.decode("utf-8", "replace")
        .strip()
        for key in ("user.name", "user.email")
    ]
    name, email = found
    return Named(name or email.partition("@")[0], email) if email else None


def git_user(folder: Path) -> Named | None:
    """Return who git says its user is, near `folder`; None where it does not know."""
    near = next(one for one in (folder, *folder.parents) if one.is_dir())
    return _identity(_program(), near)


def _commit(git: str, folder: Path, source: Source, identity: Named | None) -> str:
    name, email = identity or NOBODY
    who = ("-c", f"user.name={name}", "-c", f"user.email={email}")
    _git(git, folder, "init", "--quiet", "--template=")
    _git(git, folder, "symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")
    _git(git, folder, "add", "--force", "--all", "--", ".")
    subject = "Begin with the starter playbook" if source == "starter" else "Begin an empty playbook"
    _git(git, folder, *who, "commit", "--quiet", "--no-verify", "--message", subject)
    _hook(folder)
    return _git(git, folder, "rev-parse", "HEAD").decode("ascii").strip()


def _hook(folder: Path) -> None:
    """Let git look at the pages before they are committed, from the second commit on."""
    file = folder / ".git" / "hooks" / "pre-commit"
    file.parent.mkdir(exist_ok=True)
    file.write_text(_HOOK, encoding="utf-8", newline="\n")
    file.chmod(0o755)


def _git(git: str, folder: Path, *arguments: str) -> bytes:
    done = subprocess.run(
        [git, *_FLAGS, *arguments], cwd=folder, env=_environment(), capture_output=True, check=False
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CannotBeginError(folder, one_line(said[-1]) if said else "git gave no reason")
    return done.stdout


def _environment() -> dict[str, str]:
    """Return this process's environment without what would lead git to another repository."""
    from playbook.library import git_environment

    return git_environment.environment(also=_KEPT)
