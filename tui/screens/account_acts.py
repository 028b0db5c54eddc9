"""What one does with an account: call, prepare, write down what happened, who is there, who is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.accounts.editing import new_account, new_contact, new_event
from playbook.accounts.naming import domain_of
from playbook.offering import best_play
from playbook.text import one_line
from tui.account_rows import CONTACT
from tui.screens.base import PlaybookScreen
from tui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from playbook.accounts.rows import AccountRow
    from playbook.customers import Customers
    from playbook.library.staged import Placed

OTHER = "Something else"


class AccountActs(PlaybookScreen[None]):
    """The acts of the screen of accounts."""

    customers: Customers | None
    wanted: str

    @property
    def row(self) -> AccountRow | None:
        """The account under the cursor."""
        return None

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        needs = ("call", "prep", "event", "contact", "forget", "open", "pane", "page")
        if (
            command.removeprefix("accounts.") in needs
            and command.startswith("accounts.")
            and self.row is None
        ):
            return (
                f"There is no account here; {self.key('accounts.new')} makes one."
                if self.customers
                else "The accounts are being read."
            )
        if command == "accounts.forget" and not self._contact_under_cursor():
            return self.keyed(
                "Put the cursor on one of the people first ({accounts.open} goes into the account)."
            )
        return super().why_not(command)

    # Call and prepare

    def do_call(self) -> None:
        """Choose a play for this account: those that fit come first there."""
        if self.row is not None:
            self.playbook.account = self.row.id
            self.app.switch_mode("plays")

    def do_prep(self) -> None:
        """Prepare what fits best; where nothing does, choose among the plays."""
        from tui.screens.prep import PrepScreen

        row, workspace = self.row, self.workspace
        if row is None:
            return

        def ready(best: Placed | None) -> None:
            self.playbook.account = row.id
            if best is not None:
                self.app.push_screen(PrepScreen(best.summary.id, account=row.id))
            else:
                self.app.switch_mode("plays")

        self.load(lambda: best_play(workspace, row.id), ready, group="prep")

    # Writing down

    def do_new(self) -> None:
        """Ask for a name or a web address, then make the account."""
        from tui.screens.ask import AskScreen

        workspace = self.workspace

        def named(text: str | None) -> None:
            if not text:
                return

            def make() -> str:
                domain = domain_of(text) if " " not in text and "." in text else ""
                body = new_account(workspace.accounts, text, domain=domain, owner=workspace.me)
                workspace.append(body)
                return body.id

            self.save(make, self._made)

        body = "A name, or the company's web address: accounts of one address are one account."
        self.app.push_screen(AskScreen("New account", body=body, does="add"), named)

    def _made(self, id_: str) -> None:
        self.playbook.account = self.wanted = id_
        self.reload()
        self.say("Saved. The account is yours, and your team sees it.", "good")

    def do_event(self) -> None:
        """Ask what happened, by one key, then for a few words."""
        from tui.screens.choose import ChooseScreen

        row = self.row
        if row is None:
            return
        triggers = self.workspace.settings.vocabulary.triggers
        options = [(trigger, trigger.replace("-", " ")) for trigger in triggers]

        def chosen(trigger: str | None) -> None:
            if trigger:
                self._say_more(row, trigger)

        title = f"What happened at {one_line(row.name)}?"
        self.app.push_screen(
            ChooseScreen(title, options, other="" if triggers else OTHER, does="next"), chosen
        )

    def _say_more(self, row: AccountRow, trigger: str) -> None:
        from tui.screens.ask import AskScreen

        workspace = self.workspace

        def said(text: str | None) -> None:
            if text is None:
                return

            def write() -> None:
                day = workspace.today.isoformat()
                triggers = workspace.settings.vocabulary.triggers
                workspace.append(new_event(workspace.accounts, row.id, trigger, day, text, triggers))

            self.save(write, lambda _: self._saved(f"{trigger}: written down for {row.name}, as of today."))

        self.app.push_screen(
            AskScreen(trigger.replace("-", " "), body="In a few words, or just Enter.", does="write down"),
            said,
        )

    def do_contact(self) -> None:
        """Ask for a name, and put it into the address book."""
        from tui.screens.ask import AskScreen

        row, workspace = self.row, self.workspace
        if row is None:
            return

        def named(text: str | None) -> None:
            if text:

                def write() -> None:
                    workspace.address_book.add([new_contact(workspace.accounts, text, row.id)])

                self.save(
                    write, lambda _: self._saved(f"{text} is in your address book, on this device alone.")
                )

        body = "A name. It stays in the address book of this device; others see a number."
        self.app.push_screen(AskScreen(f"Who is at {one_line(row.name)}?", body=body, does="add"), named)

    def do_forget(self) -> None:
        """Ask, then erase somebody from the address book."""
        from tui.screens.choose import ChooseScreen

        workspace, id_ = self.workspace, self._contact_under_cursor()
        name = workspace.contact_name(id_)
        body = (
            "Name and details go from this device's address book, and do not come back. "
            "What was said in notes and answers stays."
        )

        def sure(answer: str | None) -> None:
            if answer == "yes":
                self.save(
                    lambda: workspace.address_book.forget(id_),
                    lambda _: self._saved("Forgotten: the name is gone from this device's address book."),
                )

        options = [("yes", "Forget this person"), ("no", "Keep the name")]
        self.app.push_screen(ChooseScreen(f"Forget {one_line(name)}?", options, body=body), sure)

    def _contact_under_cursor(self) -> str:
        view = self.query_one(RowsView)
        row = view.row if view.has_focus else None
        return row.anchor.removeprefix(CONTACT) if row and row.anchor.startswith(CONTACT) else ""

    def _saved(self, told: str) -> None:
        self.reload()
        self.say(told, "good")

    def about(self) -> Any:
        """Return what feedback from here would be about: this account."""
        from tui.feedback_about import About

        return About(account=self.row.id) if self.row else About()

    def reload(self) -> None:
        """Read everything anew."""
