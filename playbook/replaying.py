"""Runs to be looked at one by one: the latest of a person, of a play, or those behind a figure."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.coaching.facts import Fact
    from playbook.coaching.indexed_past import Among
    from playbook.workspace import Workspace

MOST = 1_000
"""Nobody looks at more of them; a report holds them all."""


def runs_to_replay(
    workspace: Workspace,
    *,
    rep: str = "",
    play: str = "",
    only: Collection[str] = (),
    among: Among = "",
    deals: Collection[tuple[str, str]] = (),
    run: str = "",
    most: int = MOST,
) -> list[Fact]:
    """Return the runs that I may read one by one, the latest first and at most so many; reads the index.

    Those of `rep`, of `play` (also under its earlier ids), `only` those with these ids, or with `deals`
    (opportunities, each in a stage); `run` is among them however old it is. Of private ones mine.
    """
    from playbook.briefed import earlier_names
    from playbook.coaching.indexed_past import IndexedPast
    from playbook.coaching.people import may_see

    workspace.index.refresh()
    past = IndexedPast(workspace.index, names=earlier_names(workspace))
    mine = workspace.names
    readable = {
        use.rep
        for use in past.uses()
        if (not rep or use.rep == rep)
        and (use.rep in mine or may_see(workspace.me, use.rep, workspace.people))
    }
    plays = _ids_of(workspace, play) if play else None
    found = past.latest(plays, readable, only=only, among=among, deals=deals, private_of=mine, most=most)
    if run and len(found) == most and all(one.id != run for one in found):
        found += past.latest(plays, readable, only=[run], private_of=mine, most=1)
    return found


def _ids_of(workspace: Workspace, play: str) -> frozenset[str]:
    """Return the ids that a play has and had; of one that is gone its last."""
    try:
        return workspace.page(play).page.ids
    except PlaybookError:
        return frozenset({play})
