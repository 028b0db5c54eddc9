"""Check: a page as a rep sees it, with what the linter says beside its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from playbook.checking import Checked, Mended, check_page, mend_page, unmend
from playbook.text import count_of, one_line
from tui.check_rows import GUTTER, LOOKS, CheckedRows, checked_rows, told
from tui.commands import Command
from tui.page_text import page_rows
from tui.rows import Row, short
from tui.screens.base import PlaybookScreen
from tui.screens.edit_page import edit_or_propose
from tui.widgets.page_view import PageView
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from playbook.library.page_watch import What
    from playbook.plays.lint.model import Finding

WIDEST = 100
READING = "Looking at every page …"


class CheckScreen(PlaybookScreen[None]):
    """One page, checked; read anew as it is saved."""

    ABOUT = (
        "The page as a rep sees it, and below each line what the linter says of it: ✗ error, ! warning, · suggestion. "
        "It is read anew when the file is saved, so an editor beside it is enough; what has one right answer is mended "
        "by one key, and put back by another."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("check.next", "tab", "next finding", "Go to the next finding.", bar=True),
        Command("check.previous", "shift+tab", "finding before", "Go to the finding before."),
        Command("check.fix", "x", "fix", "Mend the finding under the cursor, where one answer is right.", bar=True),
        Command("check.fix-all", "X", "fix all", "Mend everything that has one right answer.", bar=True),
        Command("check.list", "i", "list", "Choose a finding from the list.", bar=True),
        Command("check.edit", "e", "edit", "Edit the page at this line.", bar=True),
        Command("check.undo", "u", "undo", "Take the last fix back."),
        Command("check.back", "escape", "back", "Back to where you were.", bar=True, fixed=True),
    )  # fmt: skip
    INSIDE = (PageView,)

    def __init__(self, page: str, *, read: Callable[[], Checked] | None = None, what: str = "") -> None:
        """`read` reads another text than the file's; `what` says which, and why nothing can be changed in it."""
        super().__init__()
        self.page_id, self.what = page, what
        self._read = read
        self.checked: Checked | None = None
        self.laid = CheckedRows([], ())
        self._made: list[Mended] = []
        """What `u` takes back."""

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield PageView(id="check", classes="panel")

    @property
    def view(self) -> PageView:
        """The page."""
        return self.query_one(PageView)

    def on_mount(self) -> None:
        """Read it."""
        super().on_mount()
        self.view.focus()
        self.read_soon(self.reload)

    def refold(self) -> None:
        """Fold anew."""
        if self.checked is not None:
            self.reload()

    # Reading

    def reload(self) -> None:
        """Look at the page, in a thread."""
        self.hint(READING)
        width = min(self.view.text_width, WIDEST)
        self.load(lambda: self._laid(width), self._show)

    def _laid(self, width: int) -> tuple[Checked, CheckedRows]:
        workspace = self.workspace
        checked = self._read() if self._read else check_page(workspace, self.page_id)
        rows: list[Row] = page_rows(checked.entry, width - GUTTER, workspace)
        return checked, checked_rows(rows, checked.findings, checked.entry.text.split("\n"), width)

    def _show(self, found: tuple[Checked, CheckedRows]) -> None:
        self.unhint(READING)
        first = self.checked is None
        self.checked, self.laid = found
        view, entry = self.view, self.checked.entry
        view.page = entry.page
        set_title(view, short(f"{entry.page.title} · {told(self.checked.findings)}", 90))
        view.show(self.laid.rows, keep=not first)
        if first:
            self.say(f"{told(self.checked.findings)}. {self.what}".strip())
            if self.laid.places:
                self.call_after_refresh(lambda: self._go_to(self.laid.places[0]))
        if self._read is None:
            self.playbook.follow(self, entry)
        self.keys_changed()

    def page_saved(self, what: What) -> None:
        """Look again where it was saved elsewhere."""
        if what != "gone":
            self.reload()

    # Where the cursor is

    @property
    def here(self) -> Finding | None:
        """The finding under the cursor: that of its row, else the first of its line."""
        if self.checked is None:
            return None
        number = self._number
        if number is not None:
            return self.checked.findings[number]
        row = self.view.row
        return next((one for one in self.checked.findings if row and row.line and one.line == row.line), None)

    @property
    def _number(self) -> int | None:
        """Which finding the cursor's row says; None where it says none."""
        rows, cursor = self.laid.rows, self.view.cursor
        if not 0 <= cursor < len(rows) or not rows[cursor].text.startswith("▎ "):
            return None
        before = [number for number, place in enumerate(self.laid.places) if place <= cursor]
        return before[-1] if before else None

    def on_rows_view_moved(self) -> None:
        """What can be fixed depends on where the cursor is."""
        self.keys_changed()

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command == "check.back":
            return ""
        if self.checked is None:
            return READING
        if command in ("check.next", "check.previous", "check.list") and not self.checked.findings:
            return "There is nothing to say about this page."
        if self.what and command in ("check.fix", "check.fix-all", "check.edit"):
            return self.what
        if command == "check.fix":
            here = self.here
            if here is None:
                return f"Put the cursor on a finding first; {self.key('check.next')} goes to the next."
            return "" if here.edits else "This has more than one right answer: edit the page."
        if command == "check.fix-all" and not self.checked.mendable:
            return "Nothing here has one right answer."
        return "Nothing was fixed here yet." if command == "check.undo" and not self._made else ""

    # Commands

    def do_next(self) -> None:
        """Go to the next finding, round the end."""
        places = self.laid.places
        self._go_to(next((place for place in places if place > self.view.cursor), places[0]))

    def do_previous(self) -> None:
        """Go to the finding before, round the beginning."""
        places = self.laid.places
        self._go_to(next((place for place in reversed(places) if place < self.view.cursor), places[-1]))

    def _go_to(self, row: int) -> None:
        view = self.view
        height = max(view.scrollable_content_region.height, 1)
        view.go_to(row)
        if not view.scroll_offset.y <= row < view.scroll_offset.y + height - 3:
            view.scroll_to(y=max(row - height // 3, 0), animate=False, force=True, immediate=True)

    def do_list(self) -> None:
        """Choose a finding."""
        from tui.screens.outline import OutlineScreen

        assert self.checked is not None
        options = [
            (str(number), f"{LOOKS[one.severity][0]} line {one.line}  {one.code}  {one_line(one.message)}")
            for number, one in enumerate(self.checked.findings)
        ]

        def chosen(number: str | None) -> None:
            if number:
                self._go_to(self.laid.places[int(number)])

        self.app.push_screen(OutlineScreen(options, str(self._number or 0), title="Findings"), chosen)

    def do_fix(self) -> None:
        """Mend the one under the cursor."""
        here = self.here
        assert here is not None
        self._fix((here,))

    def do_fix_all(self) -> None:
        """Mend what can be."""
        assert self.checked is not None
        self._fix(self.checked.mendable)

    def _fix(self, findings: tuple[Finding, ...]) -> None:
        assert self.checked is not None
        path, workspace = self.checked.entry.page.path, self.workspace

        def mended(made: Mended) -> None:
            self._made.append(made)
            self.say(
                f"Mended: {count_of(made.count, 'finding')}. {self.key('check.undo')} puts it back.", "good"
            )
            self.reload()

        self.save(lambda: mend_page(workspace, path, findings), mended)

    def do_undo(self) -> None:
        """Take the last fix back."""
        workspace, made = self.workspace, self._made.pop()

        def done(_: object) -> None:
            self.say("Put back as it was.", "good")
            self.reload()

        self.save(lambda: unmend(workspace, made), done)

    def do_edit(self) -> None:
        """Edit the page here."""
        from tui.screens.feedback import about_page

        assert self.checked is not None
        entry, row = self.checked.entry, self.view.row
        line = row.line if row and row.line else 1
        edit_or_propose(self, entry, line, about_page(entry, row, ""), self.reload)

    def do_back(self) -> None:
        """Back."""
        self.dismiss()
