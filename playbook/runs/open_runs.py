"""The open runs of this device: one small document each, saved whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from playbook.clock import parse_stamp, stamp
from playbook.errors import PlaybookError
from playbook.files import CannotSaveError, sync_folder, write_atomic
from playbook.ids import find, new_id
from playbook.runs.errors import ChangedElsewhereError, DamagedRunError, GoneElsewhereError, NewerRunError
from playbook.runs.merge import merged
from playbook.runs.model import FORMAT, OpenRun

_SAFE = re.compile(r"[0-9A-Za-z_-]{1,80}")


KEPT_DAYS = 2
"""Days in which a discarded run can be brought back."""


class Loaded(msgspec.Struct, frozen=True):
    """What the folder of open runs holds."""

    runs: tuple[OpenRun, ...]
    """Oldest first."""
    troubles: tuple[PlaybookError, ...] = ()
    """One sentence for each document that could not be opened: damaged, newer, or not readable."""


class _Version(msgspec.Struct):
    v: int = FORMAT


class OpenRuns:
    """The folder of open runs of one playbook; the texts that they run lie beside it.

    It remembers what it last saw of each document, so that a run changed in another window or by the
    command line is told, not overwritten.
    """

    def __init__(self, folder: Path) -> None:
        """`folder` is `<data>/<playbook-id>`; nothing is written there before the first run."""
        self.folder = folder / "open"
        self.revisions = folder / "revisions"
        self.aside = folder / "open-damaged"
        self.discarded_folder = folder / "discarded"
        self._seen: dict[str, bytes] = {}

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the lock of the open runs: two commands at once would read the same, and each save its own.

        Raises BusyError.
        """
        from playbook.records.disk import Disk
        from playbook.records.lock import Lock

        if not self.folder.is_dir():
            yield
            return
        lock = Lock(self.folder / ".turn", Disk())
        try:
            with lock.hold():
                yield
        finally:
            lock.close()

    def begin(self, run: OpenRun, text: bytes) -> None:
        """Save a run that has just started, after the text of the page it runs; raises CannotSaveError."""
        kept = self.revisions / safe(run.blob)
        if not kept.exists():
            write_atomic(kept, text)
        self.save(run)

    def save(self, run: OpenRun) -> None:
        """Save `run` durably in place of what was there.

        Raises CannotSaveError (the old document then stands), and ChangedElsewhereError or
        GoneElsewhereError when another program changed, finished or discarded the run meanwhile.
        """
        data = encode(run)
        path = self.path(run.id)
        if (seen := self._seen.get(run.id)) is not None:
            try:
                there = path.read_bytes()
            except FileNotFoundError:
                raise GoneElsewhereError(run.title) from None
            except OSError as error:
                raise CannotSaveError(path, error) from error
            if there not in (seen, data):
                raise ChangedElsewhereError(run.title)
        try:
            write_atomic(path, data)
        except CannotSaveError:
            with suppress(OSError):  # renamed, and then the folder could not be synced: ours all the same
                if path.read_bytes() == data:
                    self._seen[run.id] = data
            raise
        self._seen[run.id] = data

    def save_both(self, run: OpenRun) -> OpenRun:
        """Save `run`, with what another window did in it meanwhile, and return it as it then stands.

        A run that the other window finished or discarded goes on under an id of its own. Raises CannotSaveError.
        """
        try:
            return self._save_merged(run)
        except GoneElsewhereError:
            run = msgspec.structs.replace(run, id=new_id())
            self.save(run)
        return run

    def save_last(self, run: OpenRun) -> None:
        """Save `run` as somebody left it, with what another window did in it, unless it is finished or discarded.

        Raises CannotSaveError.
        """
        if run.id in self._seen:  # else it was finished or discarded here
            with suppress(GoneElsewhereError):
                self._save_merged(run)

    def _save_merged(self, run: OpenRun) -> OpenRun:
        try:
            self.save(run)
        except ChangedElsewhereError:
            base = decode(self.path(run.id), self._seen[run.id])
            run = merged(base, run, self._read(self.path(run.id)))
            self.save(run)
        return run

    # Started by mistake

    def discard(self, run: OpenRun, at: datetime) -> None:
        """Put `run` aside for KEPT_DAYS: it is nobody's call any more, and can be brought back.

        Raises CannotSaveError; the run is then still open.
        """
        write_atomic(
            self.discarded_folder / f"{safe(run.id)}.json",
            encode(msgspec.structs.replace(run, discarded=stamp(at))),
        )
        self.remove(run.id)

    def discarded(self, now: datetime) -> tuple[OpenRun, ...]:
        """Return the runs that were discarded lately, oldest first; what is older goes now."""
        found = []
        for path in self.discarded_folder.glob("[!.]*.json"):
            try:
                run = decode(path, path.read_bytes())
                age = now - parse_stamp(run.discarded)
            except (OSError, ValueError, PlaybookError):
                continue  # damaged, newer or just taken back: it stays where it is
            if age > timedelta(days=KEPT_DAYS):
                with suppress(OSError):
                    path.unlink(missing_ok=True)
            else:
                found.append(run)
        return tuple(sorted(found, key=lambda run: (run.discarded, run.id)))

    def restore(self, typed: str, now: datetime) -> OpenRun:
        """Open a discarded run again and return it; raises a PlaybookError for none or several, CannotSaveError."""
        runs = {run.id: run for run in self.discarded(now)}
        run = msgspec.structs.replace(runs[find(typed, runs, what="discarded run")], discarded="")
        self.save(run)
        with suppress(OSError):
            (self.discarded_folder / f"{run.id}.json").unlink(missing_ok=True)
        return run

    def path(self, run_id: str) -> Path:
        """Return the document of a run."""
        return self.folder / f"{safe(run_id)}.json"

    def text(self, blob: str) -> bytes:
        """Return the page's text in the revision that was run; raises PlaybookError when it is gone."""
        try:
            return (self.revisions / safe(blob)).read_bytes()
        except OSError as error:
            raise PlaybookError(
                f"The page as it was when this run began ({blob[:10]}) cannot be read: "
                f"{error.strerror or error}. Its history in git may still have it."
            ) from error

    def load(self) -> Loaded:
        """Return all open runs; a document that cannot be read is kept aside and told, never lost."""
        runs, troubles = [], []
        for path in sorted(self.folder.glob("[!.]*.json")):
            try:
                runs.append(self._read(path))
            except FileNotFoundError:
                continue  # finished by another program just now
            except OSError as error:
                troubles.append(
                    PlaybookError(f"The open run {path.name} cannot be read: {error.strerror or error}.")
                )
            except DamagedRunError as error:
                self._set_aside(path, error.reason)
                troubles.append(error)
            except NewerRunError as error:
                troubles.append(error)
        runs.sort(key=lambda run: (run.started, run.id))
        return Loaded(tuple(runs), tuple(troubles))

    def kept_aside(self) -> list[Path]:
        """Return the documents that could not be read: kept until somebody removes them."""
        return sorted(self.aside.glob("*.json"))

    def unread(self) -> list[str]:
        """Return for each run that nobody can go on with here what became of it, and what to do."""
        newer = sum(isinstance(error, NewerRunError) for error in self.load().troubles)
        found = [f"A call under way could not be read: it is kept in {path}" for path in self.kept_aside()]
        return found + ["A call under way needs a newer Playbook: update this one to go on with it"] * newer

    def get(self, typed: str) -> OpenRun:
        """Return the open run whose id starts with `typed`; raises a PlaybookError for none or several."""
        names = [path.stem for path in self.folder.glob("[!.]*.json")]
        return self._read(self.path(find(typed, names, what="open run")))

    def remove(self, run_id: str) -> None:
        """Remove a run's document, durably; removing it twice is fine. Raises CannotSaveError."""
        path = self.path(run_id)
        try:
            path.unlink(missing_ok=True)
            path.with_name(f".{path.stem}.window").unlink(missing_ok=True)
            for left in self.folder.glob(f".{path.name}.*.tmp"):
                left.unlink(missing_ok=True)
            if self.folder.is_dir():
                sync_folder(self.folder)
        except OSError as error:
            raise CannotSaveError(path, error) from error
        self._seen.pop(run_id, None)

    def _read(self, path: Path) -> OpenRun:
        data = path.read_bytes()
        run = decode(path, data)
        self._seen[run.id] = data
        return run

    def _set_aside(self, path: Path, reason: str) -> None:
        """Move a damaged document out of the way, with the reason beside it, if the disk lets us."""
        try:
            self.aside.mkdir(parents=True, exist_ok=True)
            number = sum(1 for _ in self.aside.glob(f"{path.stem}.*.json"))
            kept = self.aside / f"{path.stem}.{number}.json"
            path.rename(kept)
            kept.with_suffix(".reason.txt").write_text(f"{reason}\n", encoding="utf-8")
        except OSError:
            return  # it stays where it is, and is told again next time


def safe(name: str) -> str:
    """Return `name` if it can be a file's name here; raises PlaybookError for anything else."""
    if _SAFE.fullmatch(name) is None:
        raise PlaybookError(f"“{name}” cannot be the id of a run or revision: letters, digits, - and _ only.")
    return name


def encode(run: OpenRun) -> bytes:
    """Return the document of `run`: JSON, one line."""
    return msgspec.json.encode(run) + b"\n"


def decode(path: Path, data: bytes) -> OpenRun:
    """Return the run that a document holds; raises NewerRunError or DamagedRunError."""
    try:
        version = msgspec.json.decode(data, type=_Version).v
        if version > FORMAT:
            raise NewerRunError(path, version)
        run = msgspec.json.decode(data, type=OpenRun)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedRunError(path, str(error) or type(error).__name__) from error
    if f"{run.id}.json" != path.name:
        raise DamagedRunError(path, f"it holds the run {run.id}")
    return run
