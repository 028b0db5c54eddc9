"""The playbook's own templates for recaps and mails: which there are, and what is wrong with one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import msgspec

from playbook.errors import NotFoundError
from playbook.runs.recap import CRM, FIELDS, MAIL, OPEN_ENDED

FOLDER = "templates"
LARGEST = 200_000
"""Bytes of a template."""

Kind = Literal["summary", "mail"]

_ANY = re.compile(r"\{\{(?P<inside>[^{}\n]*)(?P<end>\}\}|)")
_NAME = re.compile(r"[A-Za-z][\w-]*(?:\.[\w-]+)*")


class Template(msgspec.Struct, frozen=True):
    """One way to put a run into words."""

    name: str
    """The file's name without its end; `recap` and `mail` are the first of their kind."""
    kind: Kind
    """A template that begins with `Subject:` is a mail to the customer, any other a summary for the CRM."""
    text: str
    path: str = ""
    """The file in the playbook; empty for one that comes with the program."""
    problems: tuple[str, ...] = ()
    """What is wrong with it, a sentence each, with file and line."""

    @property
    def title(self) -> str:
        """What to call it on a screen: `recap-short` → `recap short`."""
        return re.sub(r"[-_]+", " ", self.name)


def templates(root: Path) -> tuple[Template, ...]:
    """Return the templates of the playbook in `root`, summaries first, and the program's own of a kind it lacks.

    A file that cannot be read is there with what is wrong and no text. No link is followed out of the playbook.
    """
    found = [_read(root, path) for path in _files(root)]
    if not any(one.kind == "summary" for one in found):
        found.append(Template("recap", "summary", CRM))
    if not any(one.kind == "mail" for one in found):
        found.append(Template("mail", "mail", MAIL))
    return tuple(
        sorted(found, key=lambda one: (one.kind != "summary", one.name not in ("recap", "mail"), one.name))
    )


def template(known: tuple[Template, ...], name: str = "", *, mail: bool = False) -> Template:
    """Return the template of that name, else the first of its kind; raises NotFoundError with the nearest names."""
    if not name:
        return next(one for one in known if one.kind == ("mail" if mail else "summary"))
    wanted = name.removesuffix(".md").casefold()
    for one in known:
        if one.name.casefold() == wanted:
            return one
    from playbook.text import nearest

    names = [one.name for one in known]
    raise NotFoundError("template", name, nearest(wanted, names) or names)


def _files(root: Path) -> list[Path]:
    folder = root / FOLDER
    if folder.is_symlink() or not folder.is_dir():
        return []
    try:
        return sorted(
            path for path in folder.iterdir() if path.suffix == ".md" and not path.name.startswith(".")
        )
    except OSError:
        return []


def _read(root: Path, path: Path) -> Template:
    from playbook.library.reading import read_file
    from playbook.plays.decode import decode

    shown = f"{FOLDER}/{path.name}"
    try:
        data, _ = read_file(path, LARGEST)
    except OSError as error:
        why = "is a link, and links are not followed" if path.is_symlink() else error.strerror or str(error)
        return Template(path.stem, _by_name(path.stem), "", shown, (f"{shown} cannot be read: {why}.",))
    text, problem = decode(data)
    problems = [f"{shown}: {problem.message}"] if problem else []
    if not text.strip():
        problems.append(f"{shown} is empty.")
    return Template(path.stem, _kind(text), text, shown, (*problems, *wrong_fields(text, shown)))


def _by_name(name: str) -> Kind:
    return "mail" if "mail" in name.casefold() else "summary"


def _kind(text: str) -> Kind:
    return "mail" if text.lstrip("\n").casefold().startswith("subject:") else "summary"


def wrong_fields(text: str, path: str) -> tuple[str, ...]:
    """Return a sentence for each merge field of a template that nothing fills, or that is not closed."""
    from playbook.text import nearest, one_line

    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for match in _ANY.finditer(line):
            name, place = match["inside"].strip(), f"{path}:{number}"
            if not match["end"]:
                found.append(f"{place}: “{{{{{one_line(name)[:40]}” is not closed; end it with “}}}}”.")
            elif not is_field(name):
                near = nearest(name, FIELDS, 1)
                hint = f" Did you mean {near[0]}?" if near else ""
                found.append(f"{place}: nothing fills “{{{{{one_line(name)[:60]}}}}}”.{hint}")
    return tuple(found)


def is_field(name: str) -> bool:
    """Say whether something can fill a merge field of this name."""
    return name in FIELDS or bool(_NAME.fullmatch(name) and name.startswith(OPEN_ENDED))
