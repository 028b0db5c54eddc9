"""What a commit's message says to programs: the trailers in its last paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TRAILER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]+(\S.*)")
_PERSON = re.compile(r"(?P<name>[^<>]{0,200}?)[ \t]*<(?P<email>[^<>\s]{1,200})>")

APPROVED = "Approved-by-"
"""Before the side or role, as in `Approved-by-marketing`."""
REJECTED = "Rejected-by-"
PAGES = "Approved-pages"
"""What exactly was approved: a digest of the changed pages' blobs."""
FEEDBACK = "Feedback"
WORDING = "Wording-only"
REVIEW = "Review"
EMERGENCY = "Emergency"
"""What was done at once, by one person: `withdraw` or `notice`."""
APPROVES = "Approves"
"""The commit that a second approval is of."""


def read(message: str) -> tuple[tuple[str, str], ...]:
    """Return the trailers of a commit's message, in order: the lines of its last paragraph, if all are trailers."""
    paragraphs = re.split(r"\n[ \t]*\n", message.strip())
    if len(paragraphs) < 2:
        return ()
    found = []
    for line in paragraphs[-1].splitlines():
        match = _TRAILER.fullmatch(line.strip())
        if match is None:
            return ()
        found.append((match[1], match[2].strip()))
    return tuple(found)


def person(value: str) -> tuple[str, str]:
    """Return name and address of `Dana Ortiz <dana@example.com>`; empty texts where it is not so written."""
    match = _PERSON.fullmatch(value)
    return (match["name"].strip(), match["email"]) if match else ("", "")


def message(subject: str, body: str = "", trailers: Iterable[tuple[str, str]] = ()) -> str:
    """Return a commit's message; nothing in subject or body can pass for a trailer."""
    subject = " ".join(subject.split())[:200] or "Change"
    lines = [f"{key}: {' '.join(value.split())}" for key, value in trailers]
    body = body.strip()
    parts = [subject, *([body] if body else []), *(["\n".join(lines)] if lines else [])]
    # A last paragraph of the author's own that looks like trailers must not be read as ours.
    if body and not lines and read(f"x\n\n{body}"):
        parts.append("(End of message.)")
    return "\n\n".join(parts) + "\n"
