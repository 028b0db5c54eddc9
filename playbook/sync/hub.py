"""What a hub is: where journals meet, whatever it is made of.

A hub holds journals as their owners pushed them, a line at a time and in order, and gives each line to whoever
may read its journal. It promises nothing about who is right: what arrives is verified by the engine, line by line.

Two hubs keep this protocol: `git` (a branch a journal) and `postgres` (rows under row-level security).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from playbook.errors import PlaybookError

SELF = "self"
"""The audience that no hub ever sees."""


class Batch(NamedTuple):
    """Lines of one journal that follow one another."""

    journal: str
    """`person/device/audience`."""
    first: int
    """Number (`seq`) of the first line."""
    lines: tuple[bytes, ...]
    """Whole lines as in the journal, byte for byte, each without its newline."""
    doubt: str = ""
    """Why the hub itself does not vouch for these lines (not signed by their owner's key): they are set aside."""

    @property
    def last(self) -> int:
        """Number of the last line."""
        return self.first + len(self.lines) - 1


class Hub(Protocol):
    """Where journals meet. One object serves one person on one device, and one thread at a time."""

    kind: str
    """`git` or `postgres`."""
    name: str
    """How people call it: an address without a password, or a service's name."""

    def why_not(self, audience: str) -> str:
        """Return why journals of this audience never leave through this hub, in a sentence; empty: they do.

        `self` never leaves; `pair-…` never on git; `line` on git only with `[records] line-on-git = true`.
        """
        ...

    def vector(self) -> Mapping[str, int]:
        """Return the last number of each journal there that I may read, mine among them, by one cheap question.

        Raises HubUnreachableError or HubRefusedError, as every call that follows does.
        """
        ...

    def push(self, *batches: Batch) -> None:
        """Give the hub lines of journals of my own, in one go where it can; durable there when this returns.

        Several batches of one journal follow one another. When this raises, some of them may stand there.

        Lines that the hub has already are passed over in silence when they are equal, byte for byte. Raises
        JournalRewrittenError where the hub has another line under one of the numbers, MissingRecordsError where
        lines between what it has and `first` are missing, NotMineError for somebody else's journal; then nothing
        of that batch stands there.
        """
        ...

    def pull(self, have: Mapping[str, int]) -> Iterator[Batch]:
        """Yield what lies there after the numbers I `have`, of every journal I may read (of those not in it: all).

        Lines of one journal come in the order of their numbers, nothing twice, at most some thousands a batch.
        What was yielded stays true if the rest fails.
        """
        ...

    def told(self) -> tuple[str, ...]:
        """Return what a person should know of the hub since this was asked last, in sentences: a rewritten past."""
        ...

    def wait(self, seconds: float) -> bool:
        """Wait up to that long for a hint that something is new; a hub that can give none returns False at once."""
        ...

    def close(self) -> None:
        """Let go of connections and processes."""
        ...


class HubUnreachableError(PlaybookError):
    """The hub does not answer; what was done here is safe, and goes out with a later try."""

    exit_code = 3

    def __init__(self, name: str, said: str, todo: str = "Try again when you are online") -> None:
        self.name, self.said = name, said
        super().__init__(f"“{name}” cannot be reached ({said}). What you recorded is safe here. {todo}.")


class HubRefusedError(PlaybookError):
    """The hub answers, and does not allow it: a password, a right or a rule is missing."""

    exit_code = 3

    def __init__(self, name: str, said: str, todo: str) -> None:
        """`todo` is a whole sentence: what the person, or whoever keeps the hub, can do."""
        self.name, self.said = name, said
        super().__init__(f"“{name}” does not allow it ({said}). What you recorded is safe here. {todo}")


class NotMineError(PlaybookError):
    """Somebody else's journal was to be pushed."""

    def __init__(self, journal: str) -> None:
        self.journal = journal
        super().__init__(f"Not sent: {journal} is somebody else's, and only they send it.")


class JournalRewrittenError(PlaybookError):
    """The hub has another line under a number of ours: somebody rewrote a journal, or copied a home folder."""

    def __init__(self, journal: str, seq: int) -> None:
        self.journal, self.seq = journal, seq
        super().__init__(
            f"The hub has another record under number {seq} of {journal} than this device. Nothing was overwritten "
            "on either side. `playbook sync` compares them; if it stays, tell whoever keeps the hub."
        )


class MissingRecordsError(PlaybookError):
    """A batch begins after records that the hub has never had."""

    def __init__(self, journal: str, has: int, first: int) -> None:
        self.journal, self.has, self.first = journal, has, first
        super().__init__(
            f"The hub has {journal} up to number {has}, and was given what begins at {first}. "
            "`playbook sync` sends what is missing."
        )


def audience_of(journal: str) -> str:
    """Return for whom a journal is."""
    return journal.rpartition("/")[2]


def owner_of(journal: str) -> str:
    """Return whose journal it is."""
    return journal.partition("/")[0]


def device_of(journal: str) -> str:
    """Return the id of the device that writes a journal."""
    return journal.split("/")[1]
