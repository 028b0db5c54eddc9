"""Output that arrives whole, whatever Python and the terminal have been told."""

from __future__ import annotations

import io
import sys

TYPE_CHECKING = False  # as type checkers know it, without loading `typing`
if TYPE_CHECKING:
    from typing import Any


class WholeFile(io.FileIO):
    """A file that takes all of what is written, or raises."""

    def write(self, data: Any) -> int:
        """Write all of `data`, however often the system takes only a part; return its length in bytes."""
        left = memoryview(data)
        while left:
            taken = super().write(left)
            if taken is None:  # another program on this terminal has told it that writing never waits
                import select

                room = select.poll()
                room.register(self.fileno(), select.POLLOUT)
                room.poll()
            else:
                left = left[taken:]
        return len(data)


def write_whole(*, to_screen: bool = False) -> None:
    """Let no output lose its end.

    With PYTHONUNBUFFERED set, Python drops what the system did not take at once, as happens when a signal comes while
    a full terminal is waited for: listings end in the middle, screens stay half painted. The streams are replaced
    there; `to_screen`: that of the screens in any case, because its terminal may be set to never wait.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        file = getattr(stream, "buffer", None)
        if type(file) is io.FileIO or (to_screen and name == "stderr" and type(file) is io.BufferedWriter):
            stream.flush()
            whole = io.TextIOWrapper(
                WholeFile(stream.fileno(), "wb", closefd=False),
                stream.encoding,
                stream.errors,
                line_buffering=True,
                write_through=True,
            )
            setattr(sys, name, whole)
            setattr(sys, f"__{name}__", whole)
