"""Blockquotes: words to say, hints, and notices that must be acknowledged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from playbook.plays.model import Hint, Notice, TalkTrack
from playbook.plays.slug import Slugs

_MARKER = re.compile(r"[ \t]*>[ \t]?")
_ALERT = re.compile(r"\s*\[!([A-Za-z][A-Za-z -]{0,30})\][+-]?[ \t]*", re.IGNORECASE)
_LEVELS: dict[str, Literal["important", "warning", "caution"]] = {
    "important": "important",
    "warning": "warning",
    "caution": "caution",
}
# An emoji or a shortcode may stand before the bold label; a quotation mark may not.
_LABEL = re.compile(
    r"\s*(?:(?::[a-z_+-]{1,30}:|[^\w\s\"'“”‘’„«»()\[\]{}<>*_~`!?.,;:/\\#$%&+=|^@-]{1,6})\s*)?"
    r"(?P<mark>\*\*\*|\*\*|___|__)(?P<label>[^*\s][^*\n]{0,79}?)(?P<inside>[:：])?\s?(?P=mark)(?P<after>\s?[:：])?"
)
_KNOWN = re.compile(
    r"(?:(?:top|pro|quick|side|please)[ -])?"
    r"(?:note|tip|hint|info|warning|important|caution|example|remember)s?[!.]?",
    re.IGNORECASE,
)


def unquote(lines: Sequence[str]) -> str:
    """Return what stands in a blockquote: its lines without the marker; lazy lines as they are."""
    return "\n".join(
        line[found.end() :] if (found := _MARKER.match(line)) else line.strip() for line in lines
    )


def label_of(text: str) -> tuple[str, str] | None:
    """Return the bold label that `text` opens with and the text after it; None where it opens with none.

    A label ends in a colon, in or after the bold; `**Note**` and its like may stand alone on their line.
    """
    match = _LABEL.match(text)
    if not match:
        return None
    label, rest = match["label"].strip(), text[match.end() :]
    alone = rest[:1] in ("", "\n") or rest.lstrip(" ").startswith(("—", "–", "- "))
    known = _KNOWN.fullmatch(label) is not None and (alone or label.endswith(("!", ".")))
    if not label or not (match["inside"] or match["after"] or known):
        return None
    return label.rstrip("!."), rest.lstrip(" —–").removeprefix("- ").strip() if known else rest.strip()


def read_quote(lines: Sequence[str], line: int, ids: Slugs) -> TalkTrack | Hint | Notice | None:
    """Return what a blockquote is, from its source `lines`, the first of which is `line` of the file.

    An alert that asks for care is a notice, other alerts and quotes with a bold label are hints, all else is
    said. None where it is empty.
    """
    text = unquote(lines).strip("\n").rstrip()
    if alert := _ALERT.match(text):
        kind, rest = alert[1].strip(), text[alert.end() :].strip()
        level = _LEVELS.get(kind.lower())
        if level is None:
            return Hint(rest, kind.capitalize(), line)
        return Notice(ids.of(" ".join(rest[:200].split()), "notice"), rest, level, line)
    if labelled := label_of(text):
        return Hint(labelled[1], labelled[0], line)
    return TalkTrack((text,), line, (line,)) if text.strip() else None
