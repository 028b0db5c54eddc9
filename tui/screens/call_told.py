"""What a call is told while it goes on, behind the screen: names of what has an id, notices on this very play."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from playbook.calling import facts_of
from playbook.errors import PlaybookError
from playbook.plays.model import DatedNotice
from playbook.runs.plan import plan_of
from tui.calls import enter_window, leave_window
from tui.screens.call_base import CallBase

if TYPE_CHECKING:
    from playbook.workspace import Workspace

LOOK = 20.0
"""Seconds between two looks at the play's file: an emergency notice is the one thing that may come into a call."""


class CallTold(CallBase):
    """The part of the call screen that reads files while the call goes on."""

    notices: Sequence[DatedNotice]
    """Those of the play as it is now; its words stay those it began with."""
    _page_stamp = 0

    def listen(self) -> None:
        """Read the names, and look at the play's file now and again."""
        gc.freeze()  # what was read before the call is not looked through for garbage while somebody speaks
        enter_window(self, self.run.id)
        self._read_names()
        self._look()
        self.set_interval(LOOK, self._look)

    def on_unmount(self) -> None:
        """Close the run in this window."""
        gc.unfreeze()
        leave_window(self, self.run.id)

    def _read_names(self) -> None:
        leads = {
            lead.to
            for question in plan_of(self.page).leads.values()
            for lead in question.values()
            if not lead.moves
        }
        workspace, account, people = self.workspace, self.run.account, self.view().people

        def read() -> tuple[Mapping[str, str], Mapping[str, str]]:
            names = facts_of(workspace, account, people).names if account or people else {}
            return page_names(workspace, sorted(leads)), names

        def told(found: tuple[Mapping[str, str], Mapping[str, str]]) -> None:
            self.titles, self.names = {**found[0], **self.titles}, {**found[1], **self.names}
            self.draw()

        if leads or account or people:
            self.load(read, told, group="names")

    def _look(self) -> None:
        workspace, path, play, before = self.workspace, self.run.path, self.run.play, self._page_stamp

        def read() -> tuple[int, Sequence[DatedNotice]] | None:
            try:
                stamp = (workspace.root / path).stat().st_mtime_ns
                return None if stamp == before else (stamp, workspace.page(play).page.facts.notices)
            except (OSError, PlaybookError):
                return None  # moved or deleted: the call goes on with what it has

        self.load(read, self._saw, group="notices")

    def _saw(self, found: tuple[int, Sequence[DatedNotice]] | None) -> None:
        if found is None:
            return
        self._page_stamp, notices = found
        if notices != self.notices:
            self.notices = notices
            self.draw()


def page_names(workspace: Workspace, ids: list[str]) -> Mapping[str, str]:
    """Return what to call pages that a call leads to: `battlecard Acme Forecast`; reads files."""
    found = {}
    for id_ in ids:
        page, _, inside = id_.partition("#")
        try:
            entry = workspace.page(page)
        except PlaybookError:
            continue
        objection = next((o for o in entry.page.objections if o.id == inside), None)
        if objection is not None:
            found[id_] = f"objection {objection.title}"
        else:
            step = entry.page.step(inside) if inside else None
            found[id_] = f"{entry.page.kind} {entry.page.title}" + (f", {step.title}" if step else "")
    return found
