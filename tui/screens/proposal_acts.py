"""What can be decided of one review: approve, reject, bring up to date, publish."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from playbook.errors import NotFoundError
from playbook.library.review.direct import Direct
from playbook.library.review.judging import voices_of
from playbook.library.review.reviews import Reviews
from playbook.proposing import open_reviews, publish_pages, who_am_i
from playbook.published import settle
from playbook.reviewing.words import outcome_words
from playbook.text import and_all

if TYPE_CHECKING:
    from playbook.library.review.model import Proposal
    from playbook.progress import Progress
    from playbook.reviewing.detail import Detail
    from tui.screens.base import PlaybookScreen

    Host = PlaybookScreen[None]
else:
    Host = object

Act = Callable[[Reviews, "Proposal"], "Proposal"]
EMERGENCY = "emergency-"


class ProposalActs(Host):
    """The acts of a review."""

    id_: str
    detail: Detail | None
    gone: str

    if TYPE_CHECKING:  # what the screen has

        def reload(self) -> None: ...  # noqa: D102

    acting = ""
    """What is being done with the remote, in words; the next act waits for it."""

    def _far(self, what: str, work: Callable[[Progress], Any], done: Callable[[Any], object]) -> None:
        """Do what takes a remote, and say so while it takes long; Escape stops it."""
        self.acting = what

        def ended(result: Any) -> None:
            self.acting = ""
            done(result)

        self.long(what, work, ended, group="act")

    def complain(self, error: Exception) -> None:
        """Say what went wrong; nothing is under way any more."""
        self.acting = ""
        super().complain(error)

    def why_not_act(self, verb: str) -> str:
        """Return why one of these acts is not possible now."""
        if self.acting:
            return f"{self.acting} is under way; esc stops it."
        detail = self.detail
        if detail is None:
            return self.gone or "The review is being read."
        if verb == "approve":
            return self._why_not_approve(detail)
        if detail.proposal is None and verb in ("reject", "amend", "publish", "update"):
            return "It is published already, in an emergency. Approve it, or propose a change of the page."
        if verb == "reject":
            return "" if self._may(detail) else self._not_yours(detail)
        if verb == "amend" and self.app.is_web:
            return "A browser has no editor; `playbook plays amend` changes it in a terminal."
        if verb == "publish":
            return self._why_not_publish(detail)
        if verb == "update":
            assert detail.proposal is not None
            return (
                "" if detail.proposal.base != detail.published else "It is up to date with what is published."
            )
        if verb in ("after", "check") and not any(page.after for page in detail.pages):
            return "It removes the page, so there is none as it will be."
        if verb == "before" and not any(page.before for page in detail.pages):
            return "The page is new, so there is none as it was."
        return ""

    def _may(self, detail: Detail) -> tuple[str, ...]:
        """Return the sides and roles that I may speak for, of those it needs or has."""
        person = self.workspace.person if self.workspace.people else None
        asked = [one.what for one in detail.standings]
        return voices_of(person, asked, self.workspace.settings)

    def _not_yours(self, detail: Detail) -> str:
        asked = " and ".join(one.what for one in detail.standings)
        return f"It is {asked}'s to decide, and playbook.toml lists you for neither."

    def _why_not_approve(self, detail: Detail) -> str:
        may = self._may(detail)
        if not may:
            return self._not_yours(detail)
        mine = self.workspace.person.email.casefold()
        by = {voice.what: voice.email.casefold() for voice in detail.line.given}
        if mine and all(by.get(what) == mine for what in may):
            return "You have approved exactly these words."
        if detail.proposal is None and detail.line.is_mine:
            return "It is your own; somebody of the other side must agree to it."
        return ""

    def _why_not_publish(self, detail: Detail) -> str:
        line = detail.line
        if line.state == "ready":
            return ""
        needs = f"It still needs {and_all(line.needed)}. " if line.needed else ""
        return f"{needs}{' '.join(line.notes)}".strip() or "It is not ready."

    # Saying yes and no

    def _act(self, doing: str, act: Act, done: str) -> None:
        """Do something to the proposal, send it to the others, and say how it stands then."""
        id_ = self.id_

        def work(progress: Progress) -> tuple[str, str]:
            reviews = open_reviews(self.workspace, progress)
            offline = reviews.fetch()
            made = act(reviews, reviews.get(id_))
            problem = offline or reviews.share(made)
            verdict = reviews.verdict(made)
            needs = f" It still needs {and_all(verdict.needed)}." if verdict.needed else ""
            ready = " Everybody has: it can be published." if verdict.state == "ready" else ""
            return f"{done}.{needs}{ready}", problem

        def told(said: tuple[str, str]) -> None:
            words, problem = said
            self.say(
                f"{words} Kept here, not shared yet: {problem}" if problem else words,
                "" if problem else "good",
            )
            self.reload()

        self._far(doing, work, told)

    def do_approve(self) -> None:
        """Approve for all that I may speak for."""
        if self.detail is not None and self.detail.proposal is None:
            self._agree(self.detail.line.id)
            return
        self._act("Sending your approval", lambda reviews, one: self._approved(reviews, one), "Approved")

    def _approved(self, reviews: Reviews, proposal: Proposal) -> Proposal:
        """Approve what was read, and nothing that somebody made of it meanwhile."""
        from playbook.library.review.judging import digest_of
        from playbook.reviewing.amending import ReadFirstError

        assert self.detail is not None
        if digest_of(proposal.pages) != self.detail.line.digest:
            raise ReadFirstError
        return reviews.approve(proposal, who_am_i(self.workspace))

    def _agree(self, id_: str) -> None:
        """Give the second approval of what was done in an emergency."""

        def work(progress: Progress) -> str:
            reviews = open_reviews(self.workspace, progress)
            reviews.fetch()
            direct = Direct(reviews)
            found = next((one for one in direct.emergencies() if one.id == id_), None)
            if found is None:
                raise NotFoundError("review", id_)
            direct.agree(found, who_am_i(self.workspace))
            reviews.forget()
            return reviews.catch_up()

        def told(behind: str) -> None:
            app = self.playbook
            self.dismiss()
            app.say(f"Approved. {behind}".strip(), "" if behind else "good")

        self._far("Sending your approval", work, told)

    def do_reject(self) -> None:
        """Say no, with the reason."""
        from tui.screens.write import WriteScreen

        def said(reason: str | None) -> None:
            if reason:
                self._act(
                    "Sending your answer",
                    lambda reviews, one: reviews.reject(one, who_am_i(self.workspace), reason),
                    "Rejected, with your reason; approving it later takes that back",
                )

        self.app.push_screen(
            WriteScreen("Why not?", body="The author reads your reason.", does="reject"), said
        )

    def do_update(self) -> None:
        """Merge what is published into it."""
        self._act(
            "Bringing it up to date",
            lambda reviews, one: reviews.bring_up_to_date(one, who_am_i(self.workspace)),
            "Up to date",
        )

    # Publishing

    def do_publish(self) -> None:
        """Ask once, then publish."""
        from tui.screens.choose import ChooseScreen

        detail = self.detail
        assert detail is not None
        options = [("yes", f"Publish “{detail.line.title}”"), ("no", "Not now")]

        def chosen(what: str | None) -> None:
            if what == "yes":
                self._publish(detail)

        self.app.push_screen(ChooseScreen("Publish?", options, body=outcome_words(detail)), chosen)

    def _publish(self, detail: Detail) -> None:
        def work(progress: Progress) -> str:
            reviews = open_reviews(self.workspace, progress)
            reviews.fetch()
            _, behind = publish_pages(self.workspace, reviews, reviews.get(detail.line.id))
            return behind

        def published(behind: str) -> None:
            said = f"Published: {detail.line.title}. {behind}".strip()

            def told(_: object) -> None:
                self.playbook.say(said, "" if behind else "good")

            def failed(error: Exception) -> None:
                self.playbook.say(f"{said} The desk could not be told: {error}", "error")

            self.dismiss()
            self.playbook.submit(lambda: settle(self.workspace, open_reviews(self.workspace)), told, failed)

        self._far(f"Publishing “{detail.line.title}”", work, published)
