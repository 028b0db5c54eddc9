"""Feedback that lies ready for one key: said once on the message line, and gone with the next key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.base import PlaybookScreen

if TYPE_CHECKING:
    from playbook.desk.offers import Offer
    from tui.feedback_about import About
    from tui.found import Found


class Offered(PlaybookScreen[None]):
    """The part of a screen that offers feedback where it costs one key, and nothing to decline."""

    _offered: tuple[Offer, About] | None = None

    def offer(self, offer: Offer | None, about: About, told: str) -> None:
        """Say what happened, and that the key of feedback would tell of it."""
        if offer is None:
            self.say(told)
            return
        self._offered = (offer, about)
        key = next((self.keymap.shown(one) for one in self.commands() if one.verb == "feedback"), "")
        self.say(f"{told} {key} tells marketing {offer.about}.")

    def offer_missing(self, found: Found, about: About) -> None:
        """Offer to tell that what was searched is missing."""
        from playbook.desk.offers import of_gap
        from playbook.text import one_line

        self.offer(of_gap(found.words), about.whole_page(), f"Nothing found for “{one_line(found.words)}”.")

    def tell(self, about: About) -> None:
        """Open the box of feedback: with what was offered, if that was the last thing said, else about `about`."""
        from tui.screens.feedback import FeedbackScreen

        def told(said: str | None) -> None:
            if said:
                self.say(said, "good")

        if self._offered is None:
            self.app.push_screen(FeedbackScreen(about), told)
            return
        (offer, at), self._offered = self._offered, None
        self.app.push_screen(FeedbackScreen(at, kind=offer.kind, text=offer.text), told)

    async def action_command(self, id_: str, *said: str) -> None:
        """Do a command; any but feedback declines what was offered."""
        if not id_.endswith(".feedback"):
            self._offered = None
        await super().action_command(id_, *said)
