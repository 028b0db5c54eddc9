"""What a review shows that lies on the disk: runs left as the wrong play, and the titles of pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from playbook.errors import PlaybookError
from playbook.leaving import left_for
from playbook.plays.model import Page
from playbook.runs.model import OpenRun
from playbook.runs.review import Review, edit, review

if TYPE_CHECKING:
    from playbook.runs.open_runs import OpenRuns
    from playbook.workspace import Workspace


class Left(NamedTuple):
    """A run that was left, with the page it is of."""

    page: Page
    run: OpenRun

    def review(self) -> Review:
        """Return what will be recorded of it."""
        return review(self.page, self.run, self.run.last_seconds, self.run.started)

    def changed(self, before: str, words: str) -> Left:
        """Return it with every text that says `before` changed to `words`."""
        run = self.run
        for text in self.review().texts:
            if text.text == before:
                run = edit(self.page, run, run.last_seconds, text.key, words)
        return Left(self.page, run)


def left_of(workspace: Workspace, run: OpenRun) -> tuple[Left, ...]:
    """Return the runs that wait to be recorded with `run`; reads files."""
    return tuple(Left(workspace.page_of_run(one), one) for one in left_for(workspace, run))


def titles_of(workspace: Workspace, pages: set[str]) -> dict[str, str]:
    """Return what to call pages, and objections inside pages; reads files."""
    found = {}
    for id_ in pages:
        page, _, inside = id_.partition("#")
        try:
            known = workspace.page(page).page
        except PlaybookError:
            continue
        objection = next((one for one in known.objections if one.id == inside), None)
        found[id_] = objection.title if objection else known.title
    return found


def save_all(open_runs: OpenRuns, runs: Sequence[OpenRun]) -> None:
    """Save runs; raises CannotSaveError."""
    for run in runs:
        open_runs.save(run)
