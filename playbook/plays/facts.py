"""The facts of a page, from the keys of its front matter."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from playbook.plays.model import DatedNotice, Facts, Kind, Pilot, Problem, Status

if TYPE_CHECKING:
    from yaml.nodes import Node

    from playbook.plays.frontmatter import Front

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TAG = "tag:yaml.org,2002:"
_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})

_TEXTS = ("title", "kind", "stage", "verify-every", "value", "commitment", "experiment", "variant", "account")
_LISTS = ("segments", "personas", "channels", "triggers", "tags", "approvals", "moved-from")
_DATES = ("effective-from", "expires", "verified")
KINDS: tuple[Kind, ...] = get_args(Kind)
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(slots=True)
class _Reading:
    """What was found so far, and what is wrong with it."""

    front: Front
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    key: str = ""

    def wrong(self, what: str) -> None:
        """Tell the author about the key that is being read."""
        self.problems.append(Problem(self.front.at[self.key], f"“{self.key}” {what}"))


def read_facts(front: Front) -> tuple[Facts, tuple[Problem, ...]]:
    """Return the facts that front matter states, and its problems by line; a wrong value counts as absent."""
    reading = _Reading(front)
    extra: dict[str, Any] = {}
    for key, node in front.keys.items():
        reading.key = key
        if _empty(node):
            continue
        reader = _READERS.get(key)
        if reader is None:
            extra[key] = _anything(node)
            continue
        value = reader(reading, node)
        if value is not None:
            reading.values[key.replace("-", "_")] = value
    facts = Facts(**reading.values, extra=extra, lines=dict(front.at))
    problems = sorted((*front.problems, *reading.problems), key=lambda problem: problem.line)
    return facts, tuple(problems)


def _empty(node: Node) -> bool:
    return node.tag == _TAG + "null" and isinstance(node.value, str)


def _form(node: Node) -> str:
    """Return `scalar`, `sequence` or `mapping`."""
    return str(getattr(node, "id", ""))


def _scalar(node: Node) -> str | None:
    """Return the text of a scalar as the author wrote it (`no` stays `no`); None for lists and maps."""
    return node.value if isinstance(node.value, str) else None


def _text(reading: _Reading, node: Node) -> str | None:
    value = _scalar(node)
    if value is None:
        reading.wrong("should be one text, not a list or map.")
        return None
    return " ".join(value.split()) or None


def _list(reading: _Reading, node: Node) -> tuple[str, ...] | None:
    value = _scalar(node)
    if value is not None:
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if _form(node) != "sequence":
        reading.wrong("should be a list such as [one, two].")
        return None
    texts = [_scalar(item) for item in node.value if not _empty(item)]
    if any(text is None for text in texts):
        reading.wrong("should be a list of words; what is not a word in it is left out.")
    return tuple(" ".join(text.split()) for text in texts if text and text.strip())


def _pairs(node: Node) -> dict[str, Node]:
    return {key.value: value for key, value in node.value if isinstance(key.value, str) and not _empty(value)}


def _map(reading: _Reading, node: Node) -> dict[str, str] | None:
    if _form(node) != "mapping":
        example = "{marketing: dana, sales: lee}" if reading.key == "owners" else "{old-id: new-id}"
        reading.wrong(f"should be a map such as {example}.")
        return None
    found: dict[str, str] = {}
    for key, value in _pairs(node).items():
        text = _scalar(value)
        if text is None:
            reading.wrong(f"should name one word for “{key}”.")
        elif text.strip():
            found[key] = text.strip()
    return found


def _date(reading: _Reading, node: Node) -> date | None:
    found = _as_date(node)
    if found is None:
        reading.wrong("should be a date such as 2026-12-31.")
    return found


def _as_date(node: Node) -> date | None:
    match = _DATE.match(_scalar(node) or "")
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def _flag(reading: _Reading, node: Node) -> bool | None:
    word = (_scalar(node) or "").strip().lower()
    if word not in _TRUE and word not in _FALSE:
        reading.wrong("should be true or false.")
        return None
    return word in _TRUE


def _kind(reading: _Reading, node: Node) -> str | None:
    value = _text(reading, node)
    if value is None or value.lower() in KINDS:
        return value and value.lower()
    reading.wrong(f"is “{value}”, which is none of: {', '.join(KINDS)}.{_hint(value, KINDS)}")
    return None


def _status(reading: _Reading, node: Node) -> str | None:
    value = _text(reading, node)
    if value is None or value.lower() in STATUSES:
        return value and value.lower()
    from playbook.text import nearest

    meant = nearest(value, STATUSES, limit=1)
    read_as = meant[0] if meant else "live"
    reading.wrong(f"is “{value}”, which is none of: {', '.join(STATUSES)}. It is read as {read_as}.")
    return read_as


def _hint(value: str, names: tuple[str, ...]) -> str:
    from playbook.text import nearest

    meant = nearest(value, names, limit=1)
    return f" Did you mean {meant[0]}?" if meant else ""


def _pilot(reading: _Reading, node: Node) -> Pilot | None:
    if _form(node) != "mapping":
        reading.wrong("should be a map such as {reps: [lee], until: 2026-12-31}.")
        return None
    pairs = _pairs(node)
    reps = _list(reading, pairs["reps"]) if "reps" in pairs else None
    until = _date(reading, pairs["until"]) if "until" in pairs else None
    return Pilot(reps or (), until)


def _notices(reading: _Reading, node: Node) -> tuple[DatedNotice, ...] | None:
    if _form(node) == "mapping" or _scalar(node) is not None:
        items = [node]
    else:
        items = [item for item in node.value if not _empty(item)]
    found = []
    for item in items:
        pairs = (
            {"text": item} if _form(item) == "scalar" else _pairs(item) if _form(item) == "mapping" else {}
        )
        text = _scalar(pairs["text"]) if "text" in pairs else None
        if not text or not text.strip():
            reading.wrong("should be a list of {text: …, until: 2026-12-31, by: name}.")
            continue
        until = _date(reading, pairs["until"]) if "until" in pairs else None
        found.append(DatedNotice(text.strip(), until, (_scalar(pairs["by"]) or "") if "by" in pairs else ""))
    return tuple(found)


def _anything(node: Node) -> Any:
    """Return what an unknown key holds, as JSON could: dates and other rarities as their text."""
    if _form(node) == "sequence":
        return [_anything(item) for item in node.value]
    if _form(node) == "mapping":
        return {str(key.value): _anything(value) for key, value in node.value if isinstance(key.value, str)}
    text = str(node.value)
    if node.tag == _TAG + "null":
        return None
    if node.tag == _TAG + "bool":
        return text.lower() in _TRUE
    try:
        if node.tag == _TAG + "int" and len(text) < 16:
            return int(text)
        if node.tag == _TAG + "float" and math.isfinite(float(text)):
            return float(text)
    except ValueError:
        pass
    return text


_READERS: dict[str, Any] = {
    **dict.fromkeys(_TEXTS, _text),
    **dict.fromkeys(_LISTS, _list),
    **dict.fromkeys(_DATES, _date),
    "kind": _kind,
    "status": _status,
    "owners": _map,
    "moved": _map,
    "pilot": _pilot,
    "must-read": _flag,
    "notices": _notices,
}
