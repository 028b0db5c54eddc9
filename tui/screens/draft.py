"""What was just written, looked at before the other side is asked: the words, and the linter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.widget import Widget

from tui.commands import Command
from tui.review_text import draft_rows
from tui.screens.base import PlaybookScreen
from tui.widgets.rows_view import RowsView
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from playbook.reviewing.draft import Draft

WIDEST = 100
Choice = Literal["propose", "edit", "drop"]


class DraftScreen(PlaybookScreen[Choice]):
    """A change that is not proposed yet; dismissed with what is to become of it."""

    ABOUT = (
        "Your change, word by word, and what the linter says of it. Nobody else has seen it. "
        "Proposed, it goes to the other side for approval; reps whose feedback it answers are told once it is "
        "published. Escape keeps it for later."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("draft.propose", "enter,p", "propose", "Propose it: the other side is asked for approval.", bar=True,
                first=True),
        Command("draft.edit", "e", "edit further", "Back to the editor, where you left it.", bar=True),
        Command("draft.drop", "x", "drop", "Throw this change away; the page stays as it is.", bar=True),
        Command("draft.later", "escape", "later", "Decide later; what you wrote is kept.", bar=True, fixed=True),
    )  # fmt: skip
    INSIDE = (RowsView,)

    def __init__(self, draft: Draft, *, in_folder: bool = False) -> None:
        """`in_folder`: it stands in the files of one's own folder, which are not thrown away here."""
        super().__init__()
        self.draft, self.in_folder = draft, in_folder

    def body(self) -> Iterable[Widget]:
        """One pane."""
        yield RowsView(id="draft", classes="panel")

    def on_mount(self) -> None:
        """Show it."""
        super().on_mount()
        view = self.query_one(RowsView)
        set_title(view, "Your change, not proposed yet")
        view.focus()
        self.refold()
        if new := self.draft.lint.new:
            worst = "an error" if any(one.severity == "error" for one in new) else "something"
            self.say(
                f"The linter has found {worst} in it: {self.key('draft.edit')} goes back to the editor.",
                "error",
            )

    def refold(self) -> None:
        """Fold it for the width there is."""
        view = self.query_one(RowsView)
        view.show(draft_rows(self.draft, min(view.text_width, WIDEST)), keep=True)

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command == "draft.drop" and self.in_folder:
            return "It stands in your folder's own files: e opens the editor, and git takes it back."
        return super().why_not(command)

    def do_propose(self) -> None:
        """Propose."""
        self.dismiss("propose")

    def do_edit(self) -> None:
        """Edit further."""
        self.dismiss("edit")

    def do_drop(self) -> None:
        """Drop."""
        self.dismiss("drop")

    def do_later(self) -> None:
        """Later."""
        self.dismiss(None)
