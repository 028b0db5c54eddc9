"""The answer beside the hits of the finder: at once what the index holds of it, then the page as it reads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.coaching.rising import lift
from playbook.errors import PlaybookError
from playbook.page_names import place_names
from playbook.text import one_line
from playbook.things import ACCOUNT, FEEDBACK
from tui.finder_rows import account_rows, answer_rows, feedback_rows, head_rows, nothing_rows, settled_of
from tui.found import Found
from tui.page_text import page_rows
from tui.rows import Row
from tui.screens.once import Dialog
from tui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from playbook.desk.model import Item
    from playbook.library.passages import Hit

SHOWN = 3_000
"""Characters of a page that the answer shows: what is read at once."""


class FinderAnswer(Dialog[Found | None]):
    """The part of the finder that shows the answer of the hit under the cursor."""

    words: str
    """What was typed."""
    in_call: bool
    kinds: tuple[str, ...]
    """Kinds of page that are looked for; all where none is said."""

    def __init__(self) -> None:
        super().__init__()
        self._read: dict[tuple[str, str, int, str], list[Row]] = {}
        """Answers that were read from their pages, by hit, width and why it stands where it does."""
        self._seen: tuple[str, float] = ("", 0.0)
        """What is on the screen, and since when by the monotonic clock."""

    def _hit(self) -> Hit | None:
        """Return the hit under the cursor."""
        return None

    def _show(self) -> None:
        """Show the answer: at once what the index holds of it, then the page as it reads."""
        view, hit = self.query_one("#answer", RowsView), self._hit()
        if hit is None or hit.id != self._seen[0]:
            self._seen = (hit.id if hit else "", self.playbook.workspace.clock.seconds())
        width = view.text_width
        if hit is None:
            can_tell = self.key("finder.missing")
            known = self.playbook.index is not None and len(self.kinds) == 1
            kind = self.kinds[0] if known else ""
            view.show(nothing_rows(self.words, width, in_call=self.in_call, can_tell=can_tell, kind=kind))
            return
        figures = settled_of(self.playbook.settled, hit)
        why = lift(figures, self.words).reason
        read = self._read.get((hit.id, hit.step, width, why))
        if read is not None:
            view.show(read)
            return
        workspace, others = self.playbook.workspace, self.playbook.things
        if others is not None and hit.kind == ACCOUNT:
            view.show(account_rows(hit.id, others, width, workspace))
        elif others is not None and hit.kind == FEEDBACK:
            self._show_feedback(hit, others.items[hit.id], width, why)
        else:
            head = head_rows(hit, width, figures, self.words)
            view.show([*head, *answer_rows(self._whole(hit), width)])
            if "#" not in hit.id:
                self.playbook.load(
                    self, lambda: (why, self._page(hit, width, head)), self._got_page, "answer"
                )

    def _show_feedback(self, hit: Hit, item: Item, width: int, why: str) -> None:
        """Show an item of feedback; what its page is called is read from that, in a thread."""
        workspace = self.playbook.workspace

        def read() -> tuple[str, tuple[Hit, int, list[Row]]]:
            place = place_names(workspace.catalog, item.play, item.step)
            return why, (hit, width, feedback_rows(item, place, width, workspace))

        place = ("…",) if item.play else ()
        self.query_one("#answer", RowsView).show(feedback_rows(item, place, width, workspace))
        self.playbook.load(self, read, self._got_page, "answer")

    def _whole(self, hit: Hit) -> Hit:
        """Return a listed hit with its answer, which the list did without."""
        index = self.playbook.index
        if hit.answer or hit.text or index is None:
            return hit
        document = index.document(hit.id)
        return replace(hit, answer=document.answer, page=document.page) if document else hit

    def _page(self, hit: Hit, width: int, head: list[Row]) -> tuple[Hit, int, list[Row]]:
        """Return the page of a hit as it reads, under its head; runs in a thread."""
        workspace = self.playbook.workspace
        try:
            entry = workspace.page(hit.id)
        except PlaybookError as error:
            return hit, width, [*head, Row(((one_line(str(error)), "bad"),))]
        step = entry.page.step(hit.step) if hit.step else None
        rows = page_rows(entry, width, workspace, brief=True, head=SHOWN, start=step.line if step else 0)
        text = next((place for place, row in enumerate(rows) if not row.text), 0) + 1
        return hit, width, [*head, *rows[text:]]

    def _got_page(self, found: tuple[str, tuple[Hit, int, list[Row]]]) -> None:
        why, (hit, width, rows) = found
        self._read[(hit.id, hit.step, width, why)] = rows
        view = self.query_one("#answer", RowsView)
        if hit == self._hit() and list(view.rows) != rows:
            view.show(rows, keep=True)
