"""Giving to everyone what one gave to the liaisons alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.desk.release import released, why_not_release
from tui.screens.base import PlaybookScreen

if TYPE_CHECKING:
    from playbook.desk.model import Item

SURE = (("share", "give it to everyone, with my name"), ("keep", "leave it with the liaisons"))


class MyFeedbackShare(PlaybookScreen[None]):
    """The part of My feedback that shares: asked once more, because nobody can unsay it."""

    if TYPE_CHECKING:

        @property
        def item(self) -> Item | None: ...  # noqa: D102

        def reload(self) -> None: ...  # noqa: D102

    def why_not_share(self, item: Item) -> str:
        """Return why the item cannot be given to everyone."""
        return why_not_release(item, self.workspace.names)

    def do_share(self) -> None:
        """Ask, then give it to everyone."""
        from tui.screens.choose import ChooseScreen

        item, workspace = self.item, self.workspace
        assert item is not None

        def chosen(what: str | None) -> None:
            if what == "share":
                body = released(item, workspace.names)
                self.save(lambda: workspace.append(body), lambda _: done())

        def done() -> None:
            self.say(
                "Everyone of the playbook sees it now; what was said about it stays with the liaisons.",
                "good",
            )
            self.reload()

        self.app.push_screen(ChooseScreen("It cannot be taken back once others have it", SURE), chosen)
