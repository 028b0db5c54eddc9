"""What is open is read anew when it was changed elsewhere: pages that are saved, lists one comes back to."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, cast

from textual.events import AppBlur, AppFocus

if TYPE_CHECKING:
    from textual.screen import Screen

    from playbook.library.catalog import Entry
    from playbook.library.page_watch import PageWatch, What
    from tui.app import PlaybookApp

GONE = "The page's file is gone: moved, removed, or on another branch. What you see is how it was."


class Following:
    """Looks after the page that each screen shows: a screen without one costs nothing."""

    is_away = False
    """Somebody is in another window, and may do something there that belongs on this screen."""

    @cached_property
    def pages(self) -> PageWatch:
        """What looks after them."""
        from playbook.library.page_watch import PageWatch

        app = cast("PlaybookApp", self)
        return PageWatch(
            app.workspace.root, lambda found: app.call_from_thread_soon(partial(self.pages_saved, found))
        )

    def follow(self, screen: Screen[Any], entry: Entry | None) -> None:
        """Tell `screen` by its `page_saved` when the page that it shows now was saved elsewhere; None: no page."""
        if entry is None:
            self.pages.leave(screen)
            return
        self.pages.follow(screen, entry.page.path, entry.blob)
        if not cast("PlaybookApp", self).is_headless:
            self.pages.start()

    def on_app_blur(self, _: AppBlur) -> None:
        """Remember that somebody went to another window: a terminal may tell of its focus unasked, at the start."""
        self.is_away = True

    def on_app_focus(self, _: AppFocus) -> None:
        """Look at once: somebody has come back from another window."""
        app = cast("PlaybookApp", self)
        app.load(app, self.pages.look, self.pages_saved, "pages")
        if self.is_away:
            self.is_away = False
            come_back = getattr(app.screen, "come_back", None)
            if come_back is not None:
                come_back()

    def pages_saved(self, found: Mapping[Hashable, What]) -> None:
        """Have each screen read its page anew; one that is not open does so when it is."""
        app = cast("PlaybookApp", self)
        for key, what in found.items():
            screen = cast("Any", key)
            if screen in app.screen_stack:
                screen.page_saved(what)
            else:
                self.pages.leave(key)
