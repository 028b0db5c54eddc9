"""Where links lead: to a step, to the end of the run, to another page, or nowhere that a run can go."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from playbook.plays.model import END
from playbook.plays.slug import slug

if TYPE_CHECKING:
    from markdown_it.token import Token

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
"""How an address begins that leads out of the playbook."""
_HYPHENS = re.compile(r"-{2,}")


def page_id(path: str) -> str:
    """Return the id of the page at `path` (POSIX, under the playbook's root): the path without `.md`."""
    return path[:-3] if path.lower().endswith(".md") else path


def page_links(href: str, path: str, link_root: str = ".") -> tuple[str, ...]:
    """Return the ids of the pages that `href`, written on the page at `path`, may mean: likeliest first.

    Empty for links out of the playbook and to files that are no pages. Queries are ignored; the anchor is
    not part of the answer. Several, because a handbook may write links from its own root.
    """
    if SCHEME.match(href):
        return ()
    target = href.removeprefix("#") if href.startswith("#/") else href.partition("#")[0]
    target = unquote(target.partition("?")[0]).replace("\\", "/")
    if not target or "\0" in target:
        return ()
    from_root = _under(posixpath.join(link_root, target.lstrip("/")))
    if target.startswith("/"):
        return from_root
    from_here = _under(posixpath.join(posixpath.dirname(path), target))
    if target.startswith("."):
        return from_here
    top = posixpath.normpath(link_root)
    own_top = posixpath.relpath(path, top).split("/")[0] if top != "." else path.split("/")[0]
    site_like = top != "." or "?" in href or ("/" in path and target.split("/")[0] == own_top)
    likeliest, other = (from_root, from_here) if site_like else (from_here, from_root)
    return tuple(dict.fromkeys(likeliest + other))


def _under(path: str) -> tuple[str, ...]:
    """Return the page id that a joined path means, unless it leaves the playbook or is no page."""
    normal = posixpath.normpath(path)
    name = posixpath.basename(normal)
    if normal.startswith(("../", "/")) or normal in (".", ".."):
        return ()
    if name.lower().endswith(".md"):
        return (page_id(normal),)
    return () if re.search(r"\.[A-Za-z0-9]{1,5}$", name) else (normal,)


def loose(anchor: str) -> str:
    """Return an anchor as it is compared: as a slug, hyphens in a row counted once."""
    return _HYPHENS.sub("-", slug(anchor)).strip("-")


@dataclass(slots=True)
class Anchors:
    """What the `#anchors` of one page mean, and what its links lead to."""

    path: str
    link_root: str = "."
    _exact: dict[str, str] = field(default_factory=dict)
    _about: dict[str, str] = field(default_factory=dict)

    def add(self, anchor: str, target: str) -> None:
        """Let `#anchor` lead to `target`, unless it means something already."""
        if anchor:
            self._exact.setdefault(anchor, target)
            self._about.setdefault(loose(anchor), target)

    def find(self, anchor: str) -> str:
        """Return what `anchor` (without `#`) leads to, read generously; empty where there is none."""
        name = unquote(anchor).strip().lower()
        if name == END[1:]:
            return END
        return self._exact.get(name) or self._about.get(loose(name), "") if name else ""

    def resolve(self, href: str) -> str | None:
        """Return where `href` leads, as `Answer.leads_to`; empty: out of here; None: no such anchor."""
        if href.startswith("#") and not href.startswith("#/"):
            return self.find(href[1:]) or (None if len(href) > 1 else "")
        pages = page_links(href, self.path, self.link_root)
        if not pages:
            return ""
        anchor = "" if href.startswith("#/") else href.partition("#")[2]
        if page_id(self.path) in pages[:1] and anchor:
            return self.find(anchor) or None
        return f"{pages[0]}#{unquote(anchor)}" if anchor else pages[0]


def hrefs(tokens: list[Token]) -> list[str]:
    """Return the targets of the links among inline tokens, in order."""
    return [str(token.attrs.get("href", "")) for token in tokens if token.type == "link_open"]
