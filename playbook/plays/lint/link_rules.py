"""The rule about links: PB007."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from playbook.plays.links import SCHEME, loose, page_links
from playbook.plays.lint.model import Edit, Finding
from playbook.plays.lint.surface import Target
from playbook.text import one_line

_LINES = re.compile(r"l\d+(?:-l?\d+)?")
_FOLDER_PAGES = ("index.md", "README.md", "readme.md", "_index.md")


class Targets:
    """What links may lead to: the files of a playbook, and the anchors of its pages."""

    def __init__(self, files: frozenset[str], anchors: Mapping[str, frozenset[str]], link_root: str) -> None:
        self.files, self.anchors, self.link_root = files, anchors, link_root
        self.folders = {folder for path in files for folder in _folders(path)}
        self._named: dict[str, list[str]] = {}
        for path in sorted(files):
            self._named.setdefault(path.rpartition("/")[2].casefold(), []).append(path)

    def find(self, path: str, href: str) -> str | None:
        """Return the file that `href`, written at `path`, leads to; a folder ends in `/`; None: nothing."""
        target = unquote(href.partition("#")[0].partition("?")[0])
        if not target:
            return path
        wanted = [f"{id_}.md" for id_ in page_links(href, path, self.link_root)]
        joined = (
            posixpath.join(posixpath.dirname(path), target),
            posixpath.join(self.link_root, target.lstrip("/")),
        )
        for candidate in (*wanted, *(posixpath.normpath(one) for one in joined)):
            if candidate in self.files:
                return candidate
            bare = candidate.removesuffix(".md")
            for folder in (candidate, bare):
                if folder in self.folders or folder == ".":
                    pages = [posixpath.normpath(f"{folder}/{name}") for name in _FOLDER_PAGES]
                    return next((page for page in pages if page in self.files), f"{folder}/")
        return None

    def alone(self, name: str) -> str:
        """Return the one file of that name; empty where there is none, or several."""
        found = self._named.get(name.casefold(), [])
        return found[0] if len(found) == 1 else ""


def _folders(path: str) -> Iterator[str]:
    folder = posixpath.dirname(path)
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def links(path: str, written: Iterable[Target], targets: Targets) -> Iterator[Finding]:
    """PB007: a link to a file or `#anchor` that is not there, or out of the repository by its path."""
    for link in written:
        if not SCHEME.match(link.href) and "{{" not in link.href and "{%" not in link.href:
            finding = _look(path, link, targets)
            if finding is not None:
                yield finding


def _look(path: str, link: Target, targets: Targets) -> Finding | None:
    href = link.href
    if href.startswith("#/"):
        href = href[1:]
    file = targets.find(path, href)
    if file is None:
        if _leaves(path, href):
            return _finding(
                path,
                link,
                f"“{_shown(href)}” leads out of the playbook. Link to a page of it, or to an address.",
            )
        return _no_file(path, link, targets)
    anchor = unquote(href.partition("#")[2]).strip()
    known = targets.anchors.get(file)
    if not anchor or known is None or anchor.casefold() in known or _LINES.fullmatch(anchor.casefold()):
        return None
    by_loose = {loose(one): one for one in sorted(known)}
    if loose(anchor) in by_loose:
        return None
    return _no_anchor(path, link, file, anchor, by_loose)


def _leaves(path: str, href: str) -> bool:
    target = unquote(href.partition("#")[0].partition("?")[0])
    return not target.startswith("/") and posixpath.normpath(
        posixpath.join(posixpath.dirname(path), target)
    ).startswith("../")


def _no_file(path: str, link: Target, targets: Targets) -> Finding:
    target, mark, rest = link.href.partition("#")
    name = posixpath.basename(unquote(target.partition("?")[0]).rstrip("/"))
    meant = targets.alone(name if "." in name else f"{name}.md")
    if not meant:
        return _finding(path, link, f"There is no file “{_shown(link.href)}” in this playbook.")
    right = posixpath.relpath(meant, posixpath.dirname(path) or ".") + mark + rest
    if _folder_of(target) != _folder_of(meant):
        # A page of the same name in another folder may be another page: the author's to say.
        right = ""
    return _finding(
        path, link, f"There is no file “{_shown(link.href)}” in this playbook; the only {name} is {meant}.", right
    )  # fmt: skip


def _folder_of(target: str) -> str:
    return posixpath.basename(posixpath.dirname(target))


def _no_anchor(path: str, link: Target, file: str, anchor: str, known: Mapping[str, str]) -> Finding:
    wanted = loose(anchor)
    # A heading that was numbered, or went on: the one right answer when it is alone.
    near = [one for key, one in known.items() if key and _extends(key, wanted)]
    where = "this page" if file == path else file
    said = f"There is no heading “#{_shown(anchor)}” on {where}."
    if len(near) != 1:
        from playbook.text import nearest

        meant = nearest(wanted, [key for key in known if key], limit=1)
        return _finding(path, link, said + (f" Did you mean “#{known[meant[0]]}”?" if meant else ""))
    right = link.href.partition("#")[0] + "#" + near[0]
    return _finding(path, link, f"{said} Did you mean “#{near[0]}”?", right)


def _extends(key: str, wanted: str) -> bool:
    return bool(re.fullmatch(rf"\d{{1,3}}-{re.escape(wanted)}", key)) or key.rstrip("s") == wanted.rstrip("s")


def _shown(text: str) -> str:
    return one_line(text)[:80]


def _finding(path: str, link: Target, message: str, right: str = "") -> Finding:
    edits = (Edit(link.line, link.href, right, link.column),) if right else ()
    return Finding(
        path, link.line, "PB007", message, link.column, fix=f"“{right}”" if right else "", edits=edits
    )  # fmt: skip
