"""The account under the cursor, on the right of the list: what is known of it, and the way into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.account_rows import RUN, account_rows
from tui.rows import short
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from playbook.accounts.rows import AccountRow
    from playbook.customers import Customers
    from tui.screens.mode import ModeScreen

    Host = ModeScreen
else:
    Host = object


class AccountBeside(Host):
    """The right side of Accounts."""

    customers: Customers | None
    shown: dict[str, AccountRow]

    if TYPE_CHECKING:  # what the screen has

        def do_leave(self) -> None: ...  # noqa: D102

    @property
    def row(self) -> AccountRow | None:
        """The account under the cursor."""
        return self.shown.get(self.query_one(Table).current)

    def refold(self) -> None:
        """Fold the pane on the right anew."""
        self.show_account()

    def show_account(self) -> None:
        """Show what is known of the account under the cursor."""
        view, row, customers = self.query_one(RowsView), self.row, self.customers
        if customers is None or row is None:
            view.show([])
            set_title(view, "")
            return
        same = getattr(view, "account", "") == row.id
        view.account = row.id  # type: ignore[attr-defined]
        set_title(view, short(row.name, 60))
        told = account_rows(
            customers,
            row,
            self._name_of,
            view.text_width,
            stage_name=self.workspace.settings.stage_name,
            today=self.workspace.today,
        )
        view.show(told, keep=same)
        self.keys_changed()

    def _name_of(self, person: str) -> str:
        return self.workspace.name_of(person) if person in self.workspace.people else person

    def do_open(self) -> None:
        """Go into the account; on a run's line, replay it."""
        view = self.query_one(RowsView)
        first = next((place for place, row in enumerate(view.rows) if row.anchor.startswith(RUN)), 0)
        if not view.has_focus:
            if self.has_class("-narrow"):
                self.add_class("-page")
            view.focus()
            if view.cursor == 0 and not self.page_alone and first < view.scrollable_content_region.height:
                view.go_to(first)
            return
        anchor = view.row.anchor if view.row else ""
        if anchor.startswith(RUN):
            self._replay(anchor.removeprefix(RUN))
        elif first:
            view.go_to(first)
            self.say(f"{self.key('accounts.open')} again replays this run.")
        else:
            self.say("There is no run of this account to replay.")

    def _replay(self, run: str) -> None:
        from tui.screens.person import RunsScreen

        customers = self.customers
        rows = customers.runs if customers else {}
        found = next((row for rows_ in rows.values() for row in rows_ if row.id == run), None)
        if found is not None:
            self.app.push_screen(RunsScreen(rep=found.rep, run=run))

    def do_pane(self) -> None:
        """Go to the account, and back to the list."""
        view = self.query_one(RowsView)
        if view.has_focus:
            self.do_leave()
        else:
            self.do_open()

    def do_page(self) -> None:
        """Swap list and account where there is no room for both."""
        self.toggle_class("-page")
        (self.query_one(RowsView) if self.has_class("-page") else self.query_one(Table)).focus()
