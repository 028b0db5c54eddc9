"""What is set up, what is not, and what to do about it: never an error, whatever is broken."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from playbook import paths
from playbook.errors import PlaybookError
from playbook.text import one_line

if TYPE_CHECKING:
    from playbook.records.check import JournalCheck
    from playbook.workspace import Workspace

State = Literal["ok", "note", "fault"]
OK: State = "ok"
NOTE: State = "note"
"""Works, and is worth knowing."""
FAULT: State = "fault"
"""Something does not work until it is mended."""

LITTLE = 200_000_000
HARDLY = 5_000_000
"""Bytes of free space: worth telling, and too few to go on."""

_SHOWN = 50
"""Lines of one kind; what is beyond is counted."""


class Check(NamedTuple):
    """One thing that was looked at."""

    check: str
    state: State
    message: str


def examine(workspace: Workspace) -> list[Check]:
    """Return everything there is to say of this playbook on this machine."""
    parts: tuple[tuple[str, Callable[[], Iterator[Check]]], ...] = (
        ("git", _git),
        ("repository", lambda: _repository(workspace)),
        ("playbook.toml", lambda: _settings(workspace)),
        ("settings", _own_settings),
        ("who", lambda: _who(workspace)),
        ("pages", lambda: _pages(workspace)),
        ("data", lambda: _data(workspace.data)),
        ("cache", _cache),
        ("sharing", lambda: _sharing(workspace)),
        ("index", lambda: _index(workspace)),
        ("journals", lambda: _journals(workspace)),
        ("set aside", lambda: _quarantine(workspace)),
        ("open runs", lambda: _open_runs(workspace)),
        ("address book", lambda: _address_book(workspace)),
        ("joint approval", lambda: _approval(workspace)),
    )
    return list(_once(check for name, part in parts for check in _safely(name, part)))


def _once(checks: Iterable[Check]) -> Iterator[Check]:
    """Yield the checks, a fault that stops several of them in full only once."""
    said: dict[str, str] = {}
    for check in checks:
        if check.state == FAULT and (first := said.setdefault(check.message, check.check)) != check.check:
            check = check._replace(message=f"cannot be looked at before that: see {first}")
        yield check


def _address_book(workspace: Workspace) -> Iterator[Check]:
    """Return nothing to say: where it cannot be read, that is said."""
    workspace.address_book.load()
    return iter(())


def without_playbook(why: str, data: str | None = None) -> list[Check]:
    """Return what there is to say where no playbook was found."""
    folder = paths.data_folder(Path(data) if data else None)
    return [
        *_safely("git", _git),
        Check("playbook", FAULT, one_line(why)),
        *_safely("data", lambda: _data(folder)),
        *_safely("cache", _cache),
    ]


def _safely(name: str, part: Callable[[], Iterator[Check]]) -> list[Check]:
    """Return what `part` found until it failed, and why it did."""
    found: list[Check] = []
    try:
        for check in part():
            found.append(check._replace(message=one_line(check.message)))  # noqa: PERF401  (kept when it fails)
    except PlaybookError as error:
        found.append(Check(name, FAULT, one_line(str(error))))
    except Exception as error:
        found.append(Check(name, FAULT, one_line(f"could not be looked at: {error!r}")))
    return found


# Git and the playbook


def _git() -> Iterator[Check]:
    from playbook.library import git_environment

    found = shutil.which(git_environment.program())
    if found is None:
        from playbook.library.repository import GitMissingError

        raise GitMissingError
    done = subprocess.run([found, "--version"], capture_output=True, check=False, timeout=20)
    said = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode or not said:
        yield Check("git", FAULT, f"{found} does not run. Install git anew from https://git-scm.com.")
    else:
        yield Check("git", OK, said)


def _repository(workspace: Workspace) -> Iterator[Check]:
    repository = workspace.repository
    head, branch = repository.head(), repository.branch()
    where = str(workspace.root)
    if head is None:
        yield Check(
            "repository",
            NOTE,
            f"{where}: no commit yet, so pages have no revision to go back to. Make the first one: "
            "git add . && git commit",
        )
    elif branch is None:
        settings = workspace.settings
        back = f"git switch {(settings.published if settings.present else '') or 'main'}"
        yield Check(
            "repository",
            NOTE,
            f"{where}: at {head[:10]}, on no branch (detached head). Reading and runs work; changes made here "
            f"are easily lost. Back to the branch: {back}",
        )
    else:
        yield Check("repository", OK, f"{where}: {branch} at {head[:10]}")


def _settings(workspace: Workspace) -> Iterator[Check]:
    settings = workspace.settings
    if not settings.present:
        yield Check("playbook.toml", NOTE, "there is none: the folder is read as it is, stage “unsorted”")
        return
    yield Check(
        "playbook.toml",
        OK,
        f"{settings.name or 'no name'}: {len(settings.stages)} stages, {len(settings.people)} people",
    )
    for doubt in settings.warnings:
        yield Check("playbook.toml", NOTE, f"line {doubt.line}: {doubt.message}")
    if settings.desk.public_holidays:
        yield _holidays(settings.desk.public_holidays)


def _own_settings() -> Iterator[Check]:
    from playbook import preferences

    mine, path = preferences.load(), preferences.path()
    for problem in mine.problems:
        yield Check("settings", NOTE, f"{path}, line {problem.line}: {problem.message}")
    if not mine.problems:
        yield Check("settings", OK, str(path) if path.exists() else f"as they come; {path} would hold yours")


def _holidays(region: str) -> Check:
    from playbook.desk.public_holidays import UnknownRegionError, check_region

    try:
        check_region(region)
    except UnknownRegionError as error:
        return Check("holidays", FAULT, str(error))
    return Check(
        "holidays", OK, f"the desk counts the public holidays of {region}, and those of playbook.toml"
    )


def _who(workspace: Workspace) -> Iterator[Check]:
    me = workspace.me
    person = workspace.person
    if not workspace.people:
        yield Check("who", OK, f"{me}: nobody is listed in playbook.toml, so you have every role")
    elif me not in workspace.people:
        yield Check(
            "who",
            NOTE,
            f"{me} is not among the people of playbook.toml. Nothing is shared until you are; your records "
            f"wait. Say who you are with --as, or add [people.{me}].",
        )
    else:
        yield Check("who", OK, f"{person.name or me} ({me}): {', '.join(person.roles) or 'no role'}")


def _pages(workspace: Workspace) -> Iterator[Check]:
    catalog = workspace.catalog
    summaries = catalog.summaries()
    plays = sum(summary.runnable for summary in summaries)
    edited = sum(summary.edited for summary in summaries)
    warned = [summary for summary in summaries if summary.warnings]
    yield Check(
        "pages", OK, f"{len(summaries)} pages, {plays} can be run, {edited} edited since the last commit"
    )
    for summary in warned[:_SHOWN]:
        for problem in catalog.get(summary.path).page.problems:
            yield Check("page", NOTE, f"{summary.path}:{problem.line}: {problem.message}")
    yield from _more("page", len(warned))
    for warning in catalog.warnings:
        yield Check("pages", NOTE, warning)
    left_out = catalog.left_out
    for one in left_out[:_SHOWN]:
        yield Check("left out", NOTE, f"{one.path}: {one.reason}")
    yield from _more("left out", len(left_out))


def _more(check: str, count: int) -> Iterator[Check]:
    if count > _SHOWN:
        yield Check(check, NOTE, f"… and {count - _SHOWN} more")


# This machine


def _data(folder: Path) -> Iterator[Check]:
    there = _nearest(folder)
    free = shutil.disk_usage(there).free
    if why := _unwritable(there):
        yield Check(
            "data",
            FAULT,
            f"{folder} cannot be written ({why}). Make it writable, or name another with --data.",
        )
    elif free < HARDLY:
        yield Check("data", FAULT, f"{folder}: the disk is full. Free some space before you go on.")
    else:
        yield Check("data", NOTE if free < LITTLE else OK, f"{folder}: {_size(free)} free")


def _cache() -> Iterator[Check]:
    folder = paths.cache_folder()
    if why := _unwritable(_nearest(folder)):
        yield Check("cache", NOTE, f"{folder} cannot be written ({why}): everything works, only slower")
    else:
        yield Check("cache", OK, f"{folder}: may be deleted at any time")


def _index(workspace: Workspace) -> Iterator[Check]:
    index = workspace.index
    index.refresh()
    if index.in_memory:
        yield Check(
            "index",
            NOTE,
            f"it lies in memory ({index.in_memory}): everything works, only the first look at the records is slower",
        )
    else:
        yield Check("index", OK, f"{index.folder}: {_size(index.size())}, may be deleted at any time")


def _nearest(folder: Path) -> Path:
    """Return `folder`, or the nearest one above that is there."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())


def _unwritable(folder: Path) -> str:
    """Return why nothing can be written in `folder`, found out by writing."""
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".playbook-doctor-") as file:
            file.write(b"\0")
            file.flush()
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _size(number: int) -> str:
    return f"{number / 1e9:.1f} GB" if number >= 1e9 else f"{number / 1e6:.0f} MB"


# Records


def _sharing(workspace: Workspace) -> Iterator[Check]:
    from playbook.in_step import in_step

    stands = in_step(workspace)
    for sentence in stands.sentences:
        yield Check("sharing", NOTE if stands.tone == "warn" else OK, sentence)


def _journals(workspace: Workspace) -> Iterator[Check]:
    from playbook.in_step import there

    checks = workspace.store.check()
    if not checks:
        yield Check("journals", OK, "no record yet")
    hub = there(workspace)
    for one in checks:
        yield _journal(one, hub.get(one.journal))


def _journal(one: JournalCheck, there: int | None) -> Check:
    hub = [] if there is None else [f"hub {there}"]
    said = [f"local {one.held}", *hub, "chain whole" if one.whole else "chain broken"]
    state = OK if one.whole and not one.damage else FAULT
    if one.gaps:
        missing = sum(last - first + 1 for first, last in one.gaps)
        said.append(f"{missing} missing: import them from a colleague's or an older export")
    if one.breaks or one.doubled:
        said.append(
            f"rewritten at {', '.join(map(str, (*one.breaks, *one.doubled)[:5]))}: tell whoever keeps it"
        )
    said += [
        f"damaged: {bad.file} at byte {bad.offset} ({bad.reason}), skipped and kept" for bad in one.damage[:5]
    ]
    if one.unfinished:
        said.append(
            "a crash left an unfinished line; it is set aside at the next write, nothing saved is lost"
        )
    if one.not_understood:
        said.append(f"{one.not_understood} of a newer Playbook: kept, and shown after an update")
    return Check(f"journal {one.journal}", state, ", ".join(said))


def _quarantine(workspace: Workspace) -> Iterator[Check]:
    held = workspace.store.quarantine()
    if not held:
        yield Check("set aside", OK, "nothing")
    for one in held[:_SHOWN]:
        yield Check("set aside", NOTE, f"{one.id}: {len(one.data)} bytes of {one.source}, {one.reason}; kept")
    yield from _more("set aside", len(held))


def _open_runs(workspace: Workspace) -> Iterator[Check]:
    open_runs = workspace.open_runs
    loaded = open_runs.load()
    mine = sum(run.rep in workspace.names for run in loaded.runs)
    yield Check("open runs", OK, f"{mine} of mine" + _others(len(loaded.runs) - mine))
    for trouble in loaded.troubles:
        yield Check("open runs", NOTE, str(trouble))
    kept = open_runs.kept_aside()
    for path in kept[:_SHOWN]:
        yield Check(
            "open runs",
            NOTE,
            f"set aside, unreadable: {path}; move it away when it is done with",
        )
    yield from _more("open runs", len(kept))


def _approval(workspace: Workspace) -> Iterator[Check]:
    """Say what was published without both sides, and what waits for its second approval."""
    from playbook.library.review.bypass import bypasses
    from playbook.library.review.direct import Direct
    from playbook.library.review.reviews import Reviews

    if workspace.repository.head() is None:
        return
    reviews = Reviews(workspace.repository, workspace.settings)
    found = bypasses(reviews)
    for one in found[:_SHOWN]:
        pages = ", ".join(one.pages[:3])
        yield Check(
            "joint approval",
            NOTE,
            f"{one.commit[:8]} “{one_line(one.title)}” by {one_line(one.by)} changed {pages} without {one.lacks}.",
        )
    yield from _more("joint approval", len(found))
    waiting = [one for one in Direct(reviews).emergencies() if one.needed]
    for emergency in waiting:
        late = " It is overdue." if emergency.is_overdue(workspace.clock.now()) else ""
        yield Check(
            "joint approval",
            NOTE,
            f"“{one_line(emergency.title)}” was done at once by {one_line(emergency.by)}; the approval of "
            f"{' and '.join(emergency.needed)} is to follow by {emergency.due.date().isoformat()}.{late} "
            f"`playbook plays approve {emergency.id}`",
        )
    if not found and not waiting:
        yield Check("joint approval", OK, "Nothing was published around it.")


def _others(count: int) -> str:
    return f", {count} of others on this machine" if count else ""
