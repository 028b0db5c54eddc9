"""A finished run in words, by a template, to be copied, sent or kept in a file."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.clock import shown_day
from playbook.errors import PlaybookError
from playbook.runs.recap import crm_summary, customer_mail, mail_blanks

if TYPE_CHECKING:
    from playbook.plays.model import Page
    from playbook.records.model import Run
    from playbook.runs.recap_templates import Template
    from playbook.workspace import Workspace


class BrokenTemplateError(PlaybookError):
    """A template that nothing can be made of."""

    def __init__(self, template: Template) -> None:
        super().__init__(" ".join(template.problems) or f"The template “{template.name}” is empty.")


class FileExistsAlreadyError(PlaybookError):
    """A recap never takes the place of a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"There is a file {path} already, and it stays as it is. Choose another name.")


def recap_fields(
    workspace: Workspace, run: Run, rep: str = "", known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return what fills the merge fields of a recap; `known` are those filled during the run, which go first.

    Names of contacts come from this machine's address book.
    """
    found = workspace.fields(run.account, run.contacts)
    if rep and rep not in workspace.names:
        found |= {"rep.name": workspace.name_of(rep), "rep.first_name": workspace.name_of(rep).split(" ")[0]}
        found["rep.email"] = workspace.person_of(rep).email
    found |= {id_: workspace.contact_name(id_) for id_ in run.contacts}
    return found | {name: value for name, value in (known or {}).items() if value}


def in_words(run: Run, page: Page | None, fields: Mapping[str, str], template: Template) -> str:
    """Return the run in the words of `template`; raises BrokenTemplateError where it has none."""
    if not template.text.strip():
        raise BrokenTemplateError(template)
    if template.kind == "summary":
        return crm_summary(run, page, fields, template.text)
    mail = customer_mail(run, page, fields, template.text)
    return f"Subject: {mail.subject}\n\n{mail.body}" if mail.subject else mail.body


def left_to_fill(
    run: Run, page: Page | None, fields: Mapping[str, str], template: Template
) -> tuple[str, ...]:
    """Return what its words leave to be put in before they are sent: the blanks of a mail."""
    return () if template.kind == "summary" else mail_blanks(run, page, fields, template.text)


# Files


def default_file(run: Run, account: str, folder: Path | None = None) -> Path:
    """Return a file for a recap that is not there yet, in `folder` (default: the home folder)."""
    parts = [run.title or run.play, account, shown_day(run.started)]
    name = re.sub(r"[^\w.-]+", "-", " ".join(filter(None, parts))).strip("-.")[:80] or "recap"
    folder = folder or Path.home()
    path, number = folder / f"{name}.txt", 2
    while path.exists():
        path, number = folder / f"{name}-{number}.txt", number + 1
    return path


def write_new(typed: str | Path, text: str) -> Path:
    """Write `text` to a file that is not there yet and return it; raises FileExistsAlreadyError, PlaybookError.

    `~` is the home folder, and where a bare name is put. Only its owner can read it: it is about a customer.
    """
    path = Path(typed).expanduser()
    if not path.is_absolute() and path.parent == Path() and not isinstance(typed, Path):
        path = Path.home() / path
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise FileExistsAlreadyError(path) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise PlaybookError(f"{path} cannot be written: {why}. Choose another name.") from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.write(text)
    except OSError as error:
        raise PlaybookError(f"{path} cannot be written: {error.strerror or error}.") from error
    return path
