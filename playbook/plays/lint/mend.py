"""The edits of findings put into a text."""

from __future__ import annotations

from collections.abc import Iterable

from playbook.plays.lint.model import Edit, Finding


def mend(text: str, findings: Iterable[Finding]) -> tuple[str, int]:
    """Return `text` with the edits of `findings` made, and how many findings that mends.

    Line ends stay as they are. Findings whose place another edit has taken, or whose text is gone, are left for the
    next time.
    """
    lines = text.splitlines(keepends=True)
    ends = _line_end(text)
    above: dict[int, list[str]] = {}
    spans: dict[int, list[tuple[int, int, str]]] = {}
    mended = 0
    for finding in findings:
        if finding.edits and all(_place(edit, lines, above, spans, ends) for edit in finding.edits):
            mended += 1
    made: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        made += above.get(number, ())
        for start, stop, new in sorted(spans.get(number, ()), reverse=True):
            line = line[:start] + new + line[stop:]
        made.append(line)
    return "".join(made), mended


def _place(
    edit: Edit,
    lines: list[str],
    above: dict[int, list[str]],
    spans: dict[int, list[tuple[int, int, str]]],
    ends: str,
) -> bool:
    """Note where an edit goes; False where it cannot be made."""
    if not edit.old:
        if not 1 <= edit.line <= len(lines) + 1:
            return False
        text = "".join(f"{part}{ends}" for part in edit.new.split("\n"))
        above.setdefault(edit.line, []).append(text)
        return True
    if not 1 <= edit.line <= len(lines):
        return False
    line = lines[edit.line - 1]
    start = edit.column - 1 if edit.column else line.find(edit.old)
    if start < 0 or not line.startswith(edit.old, start):
        start = line.find(edit.old)
    stop = start + len(edit.old)
    taken = spans.setdefault(edit.line, [])
    if start < 0 or any(start < other_stop and other_start < stop for other_start, other_stop, _ in taken):
        return False
    taken.append((start, stop, edit.new))
    return True


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
