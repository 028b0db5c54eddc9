"""The hub on a git remote: what is new by one look at its branches, what goes out in one push.

What to push is derived from the branch itself, so that a crash at any moment needs no repair. The remote's branches
are remembered under names of our own that never move by force: a branch that no longer goes on from what it was is
compared line by line, ours is kept, and a difference is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from playbook.clock import Clock
from playbook.records import line
from playbook.records.layout import is_journal
from playbook.sync.git import segments
from playbook.sync.git.closed import Closed
from playbook.sync.git.folder import KNOWN, GitFolder
from playbook.sync.git.said import explain
from playbook.sync.git.segments import Segment
from playbook.sync.git.signing import Signing
from playbook.sync.hub import (
    SELF,
    Batch,
    HubRefusedError,
    JournalRewrittenError,
    MissingRecordsError,
    NotMineError,
    audience_of,
    owner_of,
)

_AT_ONCE = 4_000_000
"""Bytes that one batch may hold."""
_LOOKED = "refs/look/journal/"
"""Branches that were rewritten on the remote, as they were last looked at."""
_CLOSED = "its device was closed as lost when the journal stood at {}"
_REOPEN = "If the device is yours again: `playbook hub close-device --undo`, then sync."
_REWRITTEN = "the journal was rewritten on the hub, and this does not follow from what stood there before"


class HubOnGit:
    """Journals as branches of a remote; see `playbook.sync.hub.Hub`."""

    kind = "git"

    def __init__(
        self,
        folder: GitFolder,
        *,
        names: frozenset[str],
        who: str,
        clock: Clock,
        may_read: Callable[[str], bool],
        line_on_git: bool = False,
        signing: Signing | None = None,
    ) -> None:
        """`names` are mine, `who` is `Name <address>` as git writes it."""
        self.name = folder.name
        self._folder, self._names, self._who, self._clock = folder, names, who, clock
        self._may_read, self._line_on_git = may_read, line_on_git
        self._signing = signing or Signing(folder, {}, required=False)
        self._closed = Closed(folder)
        self._tips: dict[str, str] | None = None
        self._odd: dict[str, str] = {}
        self._told: list[str] = []
        self._segments: dict[str, list[Segment]] = {}

    def why_not(self, audience: str) -> str:
        """Return why an audience's journals never leave through a git remote."""
        if audience == SELF:
            return "It is for you alone, and stays on this device."
        if audience.startswith("pair-"):
            return (
                "Whoever may read a git repository may read all of it, so what is for two people stays here."
            )
        if audience == "line" and not self._line_on_git:
            return (
                "Whoever may read a git repository may read all of it, so runs stay here unless playbook.toml "
                "says line-on-git = true under [records]."
            )
        return ""

    # What is there

    def vector(self) -> Mapping[str, int]:
        """Look at the remote's branches, bring what is new here, and return how far each journal goes."""
        self._folder.begin()
        branches = self._folder.branches()
        self._closed.look(branches)
        self._tips = self._bring(self._readable(branches))
        return {journal: segments.last_of(self._at(tip)) for journal, tip in self._tips.items()}

    def _readable(self, branches: Mapping[str, str]) -> dict[str, str]:
        found = {segments.journal_of(ref): commit for ref, commit in branches.items()}
        return {
            journal: commit
            for journal, commit in sorted(found.items())
            if is_journal(journal)
            and not self.why_not(audience_of(journal))
            and (owner_of(journal) in self._names or self._may_read(journal))
        }

    def _bring(self, there: dict[str, str]) -> dict[str, str]:
        """Return where the branches stand once what is new is here."""
        known = self._folder.known(there)
        new = {journal: commit for journal, commit in there.items() if known.get(journal) != commit}
        if not new:
            return there
        said = self._folder.fetch((segments.BRANCHES + one, KNOWN + one) for one in new)
        if not said:
            return there
        known = self._folder.known(new)
        for journal, commit in new.items():
            if known.get(journal) != commit:
                self._other(there, journal, known.get(journal, ""), said)
        return there

    def _other(self, there: dict[str, str], journal: str, ours: str, said: str) -> None:
        """Look at a branch that could not be brought: it was rewritten, set back, or is damaged."""
        self._folder.forget(_LOOKED + journal)
        again = self._folder.fetch([(segments.BRANCHES + journal, _LOOKED + journal)])
        commit = there[journal]
        if again or not self._folder.has(commit):
            del there[journal]
            self._told.append(
                f"{journal} could not be read from the hub: {explain(self.name, again or said)}"
            )
        elif not ours or self._folder.contains(ours, commit):
            return  # set back to what it once was: an old backup, which its owner fills again
        elif clash := self._clash(ours, commit):
            self._odd[journal] = ours
            self._told.append(
                f"{journal} was rewritten on the hub from number {clash} on. What this device holds is kept as it "
                "was, and nothing of the other is taken in. Tell whoever keeps the hub."
            )
        else:
            self._folder.note({journal: commit})  # other commits, the same lines

    def _clash(self, ours: str, theirs: str) -> int:
        """Return the first number under which two commits have different lines; 0: there is none."""
        mine = dict(self._lines(ours, 0))
        return next((seq for seq, data in self._lines(theirs, 0) if mine.get(seq, data) != data), 0)

    def _at(self, commit: str) -> list[Segment]:
        found = self._segments.get(commit)
        if found is None:
            found = self._segments[commit] = self._folder.listed(commit)
        return found

    def _lines(self, commit: str, after: int) -> Iterator[tuple[int, bytes]]:
        """Yield number and bytes of a branch's lines after a number; numbers are those that the files' names say."""
        reached = after
        for one in self._at(commit):
            if one.last <= reached:
                continue
            data = self._folder.read(one.blob) or b""
            for seq, found in enumerate(data.removesuffix(b"\n").split(b"\n"), one.first):
                if seq > reached:
                    reached = seq
                    yield seq, found

    # In

    def pull(self, have: Mapping[str, int]) -> Iterator[Batch]:
        """Yield what stands in the branches after the numbers I have."""
        if self._tips is None:
            self.vector()
        for journal, tip in (self._tips or {}).items():
            if journal in self._odd:
                mine = dict(self._lines(self._odd[journal], 0))
                odd = [(seq, data) for seq, data in self._lines(tip, 0) if mine.get(seq) != data]
                yield from _batches(journal, odd, _REWRITTEN)
                continue
            after = have.get(journal, 0)
            if segments.last_of(self._at(tip)) <= after:
                continue
            sure, doubt = self._signing.vouched(owner_of(journal), tip)
            good = segments.last_of(self._at(sure)) if sure else 0
            end = self._closed.end(journal)
            if end is not None and end < (good if doubt else segments.last_of(self._at(tip))):
                lines = list(self._lines(sure or tip, after))
                yield from _batches(journal, [one for one in lines if one[0] <= end])
                yield from _batches(journal, [one for one in lines if one[0] > end], _CLOSED.format(end))
                continue
            if not doubt:
                yield from _batches(journal, self._lines(tip, after))
                continue
            if good > after:
                yield from _batches(journal, self._lines(sure, after))
            yield from _batches(journal, self._lines(tip, max(after, good)), doubt)

    # Out

    def push(self, *batches: Batch) -> None:
        """Add a segment to each branch, and push them all at once."""
        if self._tips is None:
            self.vector()
        made: dict[str, str] = {}
        for journal, group in groupby(batches, key=lambda one: one.journal):
            if owner_of(journal) not in self._names:
                raise NotMineError(journal)
            lines = [(seq, data) for one in group for seq, data in enumerate(one.lines, one.first)]
            if new := self._commit(journal, lines):
                made[journal] = new
        if not made:
            return
        refused = self._folder.push(
            [(commit, segments.BRANCHES + journal) for journal, commit in made.items()]
        )
        taken = {one: commit for one, commit in made.items() if segments.BRANCHES + one not in refused}
        if taken:
            self._tips = {**(self._tips or {}), **taken}
        for why in refused.values():
            if any(
                part in why for part in ("fetch first", "non-fast-forward", "stale info", "cannot lock ref")
            ):
                self._tips = None
                raise HubRefusedError(self.name, "another device of yours was quicker", "Sync again.")
            raise explain(self.name, f"hook declined: {why}" if "hook" in why else f"push declined: {why}")

    def _commit(self, journal: str, lines: Sequence[tuple[int, bytes]]) -> str:
        """Return a commit that adds the lines that the branch lacks; empty where it lacks none."""
        if reason := self.why_not(audience_of(journal)):
            raise HubRefusedError(self.name, f"{journal} does not go there", reason)
        tip = (self._tips or {}).get(journal, "")
        there = self._at(tip) if tip else []
        last = segments.last_of(there)
        if lines and lines[0][0] > last + 1:
            raise MissingRecordsError(journal, last, lines[0][0])
        if journal in self._odd:
            raise JournalRewrittenError(journal, lines[0][0])
        before = dict(self._lines(tip, max(0, min(lines[0][0], last) - 1))) if tip and lines else {}
        for seq, data in lines:
            if before.get(seq, data) != data:
                raise JournalRewrittenError(journal, seq)
        new = [one for one in lines if one[0] > last]
        if not new:
            return ""
        end = self._closed.end(journal)
        if end is not None and new[-1][0] > end:
            raise HubRefusedError(self.name, f"{journal} was closed at {end}, as of a lost device", _REOPEN)
        if last and _prev(new[0][1]) != line.digest(before[last]):
            raise JournalRewrittenError(journal, last)
        changes = self._folding(journal, there, segments.write(journal, there, new))
        at = int(self._clock.now().timestamp())
        count = f"{new[0][0]} to {new[-1][0]} of {journal}"
        made = self._folder.commit(tip, self._who, at, f"Records {count}\n", changes)
        return self._signing.sign(made, tip, self._who, at)

    def _folding(self, journal: str, there: list[Segment], changes: segments.Writing) -> segments.Writing:
        """Return the changes with the months folded that are over."""
        put, gone = dict(changes.put), list(changes.gone)
        for found in segments.to_fold(there, max(path[:7] for path in put)):
            texts = {one.blob: self._folder.read(one.blob) or b"" for one in found}
            if all(len(texts[one.blob].splitlines()) == one.last - one.first + 1 for one in found):
                fold = segments.folded(journal, found, texts)
                put |= fold.put
                gone += fold.gone
        return segments.Writing(put, tuple(gone))

    # Lost devices

    def close_device(self, person: str, device: str) -> bool:
        """Take nothing more from a device that was lost; return whether it was open until now."""
        at = int(self._clock.now().timestamp())
        return self._closed.close(person, device, self.vector(), self._who, at)

    def open_device(self, person: str, device: str) -> bool:
        """Take a device's records again; return whether it was closed."""
        self.vector()
        return self._closed.open(person, device)

    def told(self) -> tuple[str, ...]:
        """Return what was noticed since this was asked last."""
        told, self._told = (*self._told, *self._signing.told()), []
        return tuple(dict.fromkeys(told))

    def wait(self, seconds: float) -> bool:
        """Return at once: a git remote calls nobody."""
        return False

    def close(self) -> None:
        """Let go of the process that reads objects."""
        self._folder.close()


def _prev(data: bytes) -> str:
    return line.decode(data).prev


def _batches(
    journal: str, lines: Sequence[tuple[int, bytes]] | Iterator[tuple[int, bytes]], doubt: str = ""
) -> Iterator[Batch]:
    """Yield numbered lines as batches of lines that follow one another."""
    held: list[bytes] = []
    first = size = 0
    for seq, data in lines:
        if held and (seq != first + len(held) or size > _AT_ONCE):
            yield Batch(journal, first, tuple(held), doubt)
            held, size = [], 0
        if not held:
            first = seq
        held.append(data)
        size += len(data)
    if held:
        yield Batch(journal, first, tuple(held), doubt)


def folder_of(data: Path, address: str) -> Path:
    """Return where a hub at `address` is kept under a playbook's data folder."""
    from hashlib import blake2b

    return data / "sync" / f"git-{blake2b(address.encode(), digest_size=6).hexdigest()}"
