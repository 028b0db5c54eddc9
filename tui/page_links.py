"""The links of a page, and where each leads: here, to another page, out to the web by choice, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple
from urllib.parse import unquote

from playbook.plays.links import page_links
from playbook.plays.model import END, Page
from playbook.plays.slug import slug
from playbook.text import nearest, plain
from tui.inline_spans import TO
from tui.rows import Row

OUTSIDE = frozenset({"http", "https", "mailto"})
"""Schemes that may be opened, if the user says so."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):|//")


class Link(NamedTuple):
    """A link as it stands on the screen."""

    text: str
    href: str
    row: int


class Goal(NamedTuple):
    """Where a link leads."""

    kind: Literal["here", "page", "outside", "nowhere"]
    to: tuple[str, ...] = ()
    """An anchor; ids of pages it may mean, likeliest first (`page#anchor`); or one address."""
    why: str = ""
    """Why it leads nowhere."""


def links_of(rows: Sequence[Row]) -> list[Link]:
    """Return the links in `rows`, in order; one that is folded is one."""
    found: list[Link] = []
    at = -1  # the row in which the newest link ended, if nothing but space and bars came after it
    for number, row in enumerate(rows):
        for text, style in row.spans:
            href = next((part[len(TO) :] for part in style.split() if part.startswith(TO)), "")
            if not href:
                if text.strip(" ┃▎│") or (at == number and text):
                    at = -1
                continue
            goes_on = at >= number - 1 >= -1 and at >= 0 and found[-1].href == href
            if goes_on and (at == number or rows[at].line == row.line):
                found[-1] = found[-1]._replace(text=f"{found[-1].text}{'' if at == number else ' '}{text}")
            else:
                found.append(Link(text, href, number))
            at = number
    return [link._replace(text=" ".join(link.text.split())) for link in found]


def goal_of(href: str, page: Page, link_root: str = ".") -> Goal:
    """Return where `href`, written on `page`, leads."""
    scheme = _SCHEME.match(href)
    if scheme is not None:
        name = (scheme[1] or "").lower()
        if name in OUTSIDE:
            return Goal("outside", (plain(href),))
        kind = f"“{name}:”" if name else "“//”"
        return Goal("nowhere", why=f"Links that begin with {kind} are not opened. The address: {plain(href)}")
    if href.startswith("#") and not href.startswith("#/"):
        anchor = unquote(href[1:]).strip().lower()
        if f"#{anchor}" == END:
            return Goal("nowhere", why="This answer ends the run; there is no place on the page for it.")
        step = page.step(anchor)
        return (
            Goal("here", (step.id if step else anchor,))
            if anchor
            else Goal("nowhere", why="This link is empty.")
        )
    pages = page_links(href, page.path, link_root)
    if not pages:
        return Goal("nowhere", why=f"Not a page of this playbook: {plain(href)}")
    anchor = unquote(href.partition("#")[2]) if not href.startswith("#/") else ""
    if pages[0] == page.id and anchor:
        return Goal("here", (anchor.lower(),))
    return Goal("page", tuple(f"{id_}#{anchor}" if anchor else id_ for id_ in pages))


def leads_to(href: str, page: Page, titles: Mapping[str, str], link_root: str = ".") -> str:
    """Return where `href`, written on `page`, leads, for people: here, or to the page of a title; else as written.

    `titles` are those of all pages, by id.
    """
    goal = goal_of(href, page, link_root)
    if goal.kind == "here":
        return "on this page"
    known = [titles.get(id_.partition("#")[0], "") for id_ in goal.to] if goal.kind == "page" else []
    return next(filter(None, known), href)


def row_of_anchor(rows: Sequence[Row], anchor: str) -> int | None:
    """Return the row that `anchor` names, read as generously as links on hosts are; None where there is none."""
    anchors = {row.anchor: number for number, row in reversed(list(enumerate(rows))) if row.anchor}
    if anchor in anchors:
        return anchors[anchor]
    loose = slug(anchor).strip("-")
    if not loose:
        return None
    alike = {slug(name).strip("-"): number for name, number in anchors.items()}
    if loose in alike:
        return alike[loose]
    # A heading's closing marks are part of its anchor on hosts: `open-1-min` is the step `open`.
    longest = max((name for name in alike if loose.startswith(f"{name}-")), key=len, default="")
    return alike.get(longest)


def no_such_part(rows: Sequence[Row], anchor: str, outline: str) -> str:
    """Return what to say of an anchor that names no row, so that the page opens at its beginning.

    `outline` is the key that shows what the page has.
    """
    near = nearest(slug(anchor), dict.fromkeys(row.anchor for row in rows if row.anchor), limit=1)
    meant = f" Did you mean #{near[0]}?" if near else ""
    return f"This page has no part “{anchor}”; this is its beginning.{meant} {outline} jumps to a heading."
