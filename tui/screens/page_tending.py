"""What can be done with a page besides running it: its history, its lines, and keeping it true."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tui.commands import Command
from tui.shared_keys import REVIEWS

if TYPE_CHECKING:
    from datetime import date

    from playbook.library.catalog import Entry
    from playbook.library.review.direct import Emergency
    from playbook.library.review.model import Proposal
    from playbook.library.review.reviews import Reviews
    from playbook.progress import Progress
    from tui.screens.base import PlaybookScreen

    Host = PlaybookScreen[None]
    Made = Proposal | Emergency | str
else:
    Host = object

TENDING = (
    Command("tend.history", "H", "history", "Who changed this page, when and why, for which feedback; who approved."),
    Command("tend.blame", "B", "lines", "Where each line of it comes from, and the feedback and accounts behind it."),
    Command("tend.check", "C", "check", "The page as a rep sees it, with what the linter says beside its lines."),
    Command("tend.verify", "V", "verify", "Say that the page is right as it is today; its owners can."),
    Command("tend.status", "T", "status …", "Retire the page, revive it, withdraw it at once, or put a notice on it."),
    Command("tend.keep", "", "keep the pilot", "Propose that what was a pilot is offered to everybody."),
    Command("tend.retire", "", "retire", "Propose that the page is no longer offered."),
    Command("tend.revive", "", "revive", "Propose that the page is offered again."),
    Command("tend.withdraw", "", "withdraw at once", "In an emergency: retire the page alone, at once."),
    Command("tend.notice", "", "notice at once", "In an emergency: put a notice with a last day on the page, at once."),
)  # fmt: skip

LABELS = {
    "keep": "Keep it: propose it for everybody",
    "retire": "Retire it: propose that it is no longer offered",
    "revive": "Revive it: propose that it is offered again",
    "withdraw": "Withdraw it at once, alone; approval follows",
    "notice": "Put a notice on it at once, alone; approval follows",
}


class PageTending(Host):
    """The acts on the page that `entry` is."""

    entry: Entry | None
    tending = ""
    """What is being done with the remote, in words; the next act waits for it."""

    if TYPE_CHECKING:  # what the screen has

        def reload(self) -> None: ...  # noqa: D102

    def why_not_tend(self, command: str) -> str:
        """Return why one of these acts is not possible now."""
        verb = command.removeprefix("tend.")
        if self.entry is None:
            return "Choose a page first."
        if self.tending and verb not in ("history", "blame", "check"):
            return f"{self.tending} is under way; esc stops it."
        from playbook.tending import why_not_alone, why_not_status, why_not_verify

        if verb == "verify":
            return why_not_verify(self.workspace, self.entry)
        if verb in ("withdraw", "notice"):
            return why_not_alone(self.workspace)
        return why_not_status(self.entry.page.facts.status, verb)

    def do_history(self) -> None:
        """Show its history."""
        from tui.screens.history import HistoryScreen

        if self.entry is not None:
            self.app.push_screen(HistoryScreen(self.entry.page.path, self.entry.page.title))

    def do_blame(self) -> None:
        """Show where its lines come from."""
        from tui.screens.blame import BlameScreen

        if self.entry is not None:
            self.app.push_screen(BlameScreen(self.entry.page.path, self.entry.page.title))

    def do_check(self) -> None:
        """Show what the linter says of it."""
        from tui.screens.check import CheckScreen

        if self.entry is not None:
            self.app.push_screen(CheckScreen(self.entry.page.id))

    def do_verify(self) -> None:
        """Say that it is right."""
        from playbook.tending import verify

        entry = self._entry
        self._tend(
            "Verifying the page",
            lambda reviews: verify(self.workspace, [entry], reviews),
            lambda _: f"Verified today: {entry.page.title}.",
        )

    def do_status(self) -> None:
        """Choose what is to become of it."""
        from tui.screens.choose import ChooseScreen

        possible = [verb for verb in LABELS if not self.why_not_tend(f"tend.{verb}")]
        refused = [self.why_not_tend(f"tend.{verb}") for verb in ("withdraw",) if verb not in possible]
        body = " ".join(refused)

        def chosen(verb: str | None) -> None:
            if verb:
                getattr(self, f"do_{verb}")()

        options = [(verb, LABELS[verb]) for verb in possible]
        pilot = self._entry.page.facts.pilot
        over = bool(pilot and pilot.until and pilot.until < self.workspace.today and "keep" in possible)
        title = "The pilot has ended: what is the verdict?" if over else "What is to become of the page?"
        if over:
            body = f"To change it first, edit it. {body}".strip()
        self.app.push_screen(ChooseScreen(title, options, body=body), chosen)

    def do_retire(self) -> None:
        """Propose that it is no longer offered."""
        self._propose("retired", "Retire", "Why is it no longer right to offer it?")

    def do_keep(self) -> None:
        """Propose the pilot for everybody."""
        self._propose("live", "Keep", "What did the pilot show?")

    def do_revive(self) -> None:
        """Propose that it is offered again."""
        self._propose("live", "Revive", "Why is it right to offer it again?")

    def _propose(self, status: str, verb: str, question: str) -> None:
        from playbook.tending import change_status

        entry, shows = self._entry, self.keymap.shown(REVIEWS)

        def said(reason: str) -> None:
            self._tend(
                "Proposing it",
                lambda reviews: change_status(self.workspace, entry, status, reason, reviews),
                lambda made: (
                    f"Proposed: {verb} “{entry.page.title}”. Both sides must approve; {shows} shows it."
                ),
            )

        self._ask_why(f"{verb} “{entry.page.title}”", question, said, does="propose")

    def do_withdraw(self) -> None:
        """Retire it at once."""
        from playbook.tending import withdraw

        entry = self._entry
        self._ask_why(
            f"Withdraw “{entry.page.title}” at once",
            "Nobody is offered it any more. Why? The other side reads it and approves within two days.",
            lambda reason: self._tend(
                "Withdrawing the page",
                lambda reviews: withdraw(self.workspace, entry, reason, reviews),
                self._done_at_once,
            ),
            does="withdraw",
        )

    def do_notice(self) -> None:
        """Put a notice on it at once."""
        from playbook.tending import put_notice
        from tui.screens.ask_day import AskDayScreen

        entry = self._entry

        def worded(words: str) -> None:
            def until(day: date | None) -> None:
                if day is not None:
                    self._tend(
                        "Publishing the notice",
                        lambda reviews: put_notice(self.workspace, entry, words, day, reviews),
                        self._done_at_once,
                    )

            self.app.push_screen(AskDayScreen("Its last day", self.workspace.today, does="publish"), until)

        self._ask_why(
            f"Notice on “{entry.page.title}”",
            "It stands on top of the page, also in calls. What does it say?",
            worded,
            does="next",
        )

    # Parts

    @property
    def _entry(self) -> Entry:
        assert self.entry is not None
        return self.entry

    def _ask_why(self, title: str, body: str, then: Callable[[str], object], *, does: str) -> None:
        from tui.screens.write import WriteScreen

        def said(words: str | None) -> None:
            if words:
                then(words)

        self.app.push_screen(WriteScreen(title, body=body, does=does), said)

    def _tend(self, what: str, act: Callable[[Reviews], Made], told: Callable[[Any], str]) -> None:
        """Do it with the remote, bring the folder up to it, and say how it stands."""
        from playbook.library.review.model import Proposal
        from playbook.proposing import open_reviews

        workspace = self.workspace
        self.tending = what

        def work(progress: Progress) -> tuple[Made, str]:
            reviews = open_reviews(workspace, progress)
            offline = reviews.fetch()
            made = act(reviews)
            if isinstance(made, Proposal):
                problem = offline or reviews.share(made)
                return made, f"Kept here, not shared yet: {problem}" if problem else ""
            reviews.forget()
            return made, reviews.catch_up()

        def done(found: tuple[Made, str]) -> None:
            made, problem = found
            self.tending = ""
            self.say(f"{told(made)} {problem}".strip(), "" if problem else "good")
            self.reload()

        self.long(what, work, done, group="tend")

    def complain(self, error: Exception) -> None:
        """Say what went wrong; nothing is under way any more."""
        self.tending = ""
        super().complain(error)

    def _done_at_once(self, made: Emergency) -> str:
        from playbook.dates import said

        needed, due = " and ".join(made.needed), said(made.due.astimezone().date())
        shows = self.keymap.shown(REVIEWS)
        return (
            f"Done at once. {needed} must approve by {due}; {shows} shows it." if needed else "Done at once."
        )
