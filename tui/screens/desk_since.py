"""Already answered: the revisions since then that may have settled what the item under the cursor is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from playbook.text import one_line
from tui.desk_since_text import day_of, since_rows
from tui.rows import Row
from tui.screens.base import PlaybookScreen
from tui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from playbook.desk.answered import Since
    from playbook.desk.model import Item
    from playbook.records.model import Action


class DeskSince(PlaybookScreen[None]):
    """The part of the desk that offers what has changed since."""

    since: tuple[str, tuple[Since, ...]] = ("", ())
    """Of which item, and the revisions that may have answered it."""

    if TYPE_CHECKING:

        @property
        def item(self) -> Item | None: ...  # noqa: D102

        def act(self, action: Action, **said: Any) -> None: ...  # noqa: D102

        def choose(self, title: str, options: Sequence[tuple[str, str]], chosen: Any) -> None: ...  # noqa: D102

    def look_since(self, item: Item, rows: Sequence[Row]) -> None:
        """Ask git, behind what is shown of an item, what may have answered it; it is added below."""
        from playbook.since import answered_by

        workspace = self.workspace
        self.since = (item.id, self.since[1] if self.since[0] == item.id else ())

        def got(found: tuple[Since, ...]) -> None:
            if self.item is not item:
                return
            self.since = (item.id, found)
            if found:
                view = self.query_one(RowsView)
                below = since_rows(found, self.key("desk.already"), workspace.today, view.text_width)
                view.show([*rows, *below], keep=True)
            self.keys_changed()

        def ask() -> tuple[Since, ...]:
            # The cursor may have gone on before this thread's turn came: then git is not asked.
            return answered_by(workspace, item) if self.since[0] == item.id else ()

        if item.play and item.is_open:
            self.load(ask, got, group="since")

    @property
    def answering(self) -> tuple[Since, ...]:
        """What may have answered the item under the cursor."""
        item = self.item
        return self.since[1] if item is not None and self.since[0] == item.id else ()

    def do_already(self) -> None:
        """Answer with a revision: the only one at once, else the one that is chosen."""
        found = {one.commit: one for one in self.answering}

        def answer(commit: str) -> None:
            self.act("answer", text=found[commit].words, commit=commit)

        if len(found) == 1:
            answer(next(iter(found)))
            return
        options = [
            (commit, f"{day_of(one, self.workspace.today)} {one_line(one.change.revision.subject)}")
            for commit, one in found.items()
        ]
        self.choose("Which one answered it?", options, answer)
