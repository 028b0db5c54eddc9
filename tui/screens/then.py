"""A page in one of its revisions: as it was, or as it would be; said so, and never to be taken for the page now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.errors import NotFoundError
from playbook.library.catalog import Entry
from tui.page_text import page_rows
from tui.rows import Row, fold
from tui.screens.read import ReadScreen

if TYPE_CHECKING:
    from playbook.workspace import Workspace


def entry_at(workspace: Workspace, path: str, blob: str, commit: str) -> Entry:
    """Return a page in the revision `blob`; raises NotFoundError."""
    from playbook.plays.decode import decode
    from playbook.plays.model import summarize
    from playbook.plays.parse import read_page

    if not blob:
        raise NotFoundError("page in that revision", path)
    data = workspace.repository.read(blob)
    headings, root = workspace.settings.vocabulary.reference_headings, workspace.settings.link_root
    page = read_page(data, path, reference_headings=headings, link_root=root)
    return Entry(summarize(page, blob), page, decode(data)[0], blob, False, lambda: commit)


class ThenScreen(ReadScreen):
    """One page in a revision that is not the one now; Escape is back."""

    ABOUT = "A page as it was, or as it would be; the first line says which. Escape is back where you were."
    IS_NOW = False

    def __init__(self, path: str, blob: str, told: str, commit: str = "") -> None:
        """`told` says which revision this is, and that it is not the page as it is now."""
        super().__init__(path)
        self.path, self.blob, self.told, self.commit = path, blob, told, commit

    def _laid_out(self, width: int) -> tuple[Entry, list[Row], str]:
        workspace = self.playbook.workspace
        entry = entry_at(workspace, self.path, self.blob, self.commit)
        told = [Row(spans) for spans in fold([(f"▲ {self.told}", "change")], width)]
        rows = page_rows(entry, width, workspace, brief=True, fields=workspace.fields(self.playbook.account))
        return entry, [*told, Row(()), *rows], ""
