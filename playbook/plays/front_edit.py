"""One key of a page's front matter changed, and nothing else of the page."""

from __future__ import annotations

import re

from playbook.plays.decode import lines_only
from playbook.plays.frontmatter import read_front

_BELONGS = re.compile(r"[ \t\]})-]")
"""Lines that belong to the key above them."""


def set_key(text: str, key: str, value: str) -> str:
    """Return a page with `key: value` in its front matter, which is made where there is none.

    `value` is YAML on one line; empty: the key is removed. Line ends, comments and every other key stay as written.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text[len(mark) :]
    end = "\r\n" if "\r\n" in body else "\n"
    front = read_front(lines_only(body))
    written = f"{key}: {value}{end}" if value else ""
    if not front.lines:
        return text if not value else f"{mark}---{end}{written}---{end}{end if body.strip() else ''}{body}"
    lines = body.splitlines(keepends=True)
    closing = front.lines - 1
    if key not in front.at:
        return mark + "".join([*lines[:closing], written, *lines[closing:]])
    first = front.at[key] - 1
    last = first + 1
    while last < closing and _BELONGS.match(lines[last]):
        last += 1
    comment = ""
    if (
        last == first + 1
        and (found := re.search(r"[ \t]+#[^\r\n]*", lines[first]))
        and '"' not in lines[first]
    ):
        comment = found[0]
    kept = f"{key}: {value}{comment}{end}" if value else ""
    return mark + "".join([*lines[:first], kept, *lines[last:]])
