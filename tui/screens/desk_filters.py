"""Tabs of one's own on the desk: a filter is typed, looked at, and kept by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from tui.rows import short
from tui.screens.base import PlaybookScreen

if TYPE_CHECKING:
    from playbook.desk.tabs import QueueTab

TYPED = "filter"
"""Name of the filter that was typed and is not kept."""
TITLE = 20
"""Cells of what it looks for, as the title of its tab."""
HINT = "words, kind: state: play: stage: segment: account: rep: assigned: label: route: is:open …; - in front: not"


class DeskFilters(PlaybookScreen[None]):
    """The part of the desk that looks for items."""

    tab: str

    def __init__(self) -> None:
        super().__init__()
        self.typed = ""
        """The filter that was typed last and is not kept."""

    if TYPE_CHECKING:

        def reload(self) -> None: ...  # noqa: D102

    @property
    def all_filters(self) -> dict[str, str]:
        """The filters that stand as tabs: the kept ones, and the one that was typed."""
        kept = dict(self.playbook.preferences.filters)
        return {**kept, TYPED: self.typed} if self.typed else kept

    @property
    def filter_name(self) -> str:
        """Name of the filter that the tab shows; empty on the tabs that are always there."""
        return self.tab.removeprefix("filter:") if self.tab.startswith("filter:") else ""

    def titled(self, tabs: Sequence[QueueTab]) -> list[QueueTab]:
        """Return the tabs with their names; that of a filter which is not kept is what it looks for."""
        from playbook.desk.filters import title_of

        typed = short(title_of(self.typed), TITLE)
        return [replace(tab, title=typed) if tab.key == f"filter:{TYPED}" else tab for tab in tabs]

    def do_filter(self) -> None:
        """Look for items."""
        from tui.screens.ask import AskScreen

        initial = self.all_filters.get(self.filter_name, "")
        self.app.push_screen(AskScreen("Show what fits", initial, hint=HINT, does="show"), self._look_for)

    def show(self, tab: str) -> None:
        """Turn to a tab once the desk is read; `filter:` and its words: to what they find."""
        words = tab.removeprefix("filter:") if tab.startswith("filter:") else ""
        if words:
            self.typed = words
        self.tab = f"filter:{TYPED}" if words else tab

    def _look_for(self, words: str | None) -> None:
        from playbook.desk.filters import parse_filter

        if words is None:
            return
        try:
            parse_filter(words)
        except PlaybookError as error:
            self.complain(error)
            return
        self.typed, self.tab = words, f"filter:{TYPED}" if words else "new"
        self.reload()

    def do_keep_filter(self) -> None:
        """Keep the filter under a name; without a name drop the tab."""
        from tui.screens.ask import AskScreen

        name = "" if self.filter_name == TYPED else self.filter_name
        words = self.all_filters.get(self.filter_name, "")
        hint = f"a name keeps it as a tab; an empty one drops the {'tab' if name else 'filter'}"
        self.app.push_screen(
            AskScreen("Keep this filter as", name, hint=hint, body=words, does="keep"), self._keep
        )

    def _keep(self, name: str | None) -> None:
        from playbook import preferences

        before, words = self.filter_name, self.all_filters.get(self.filter_name, "")
        if name is None or name in (before, TYPED):
            return

        def work() -> object:
            if before != TYPED:
                preferences.change("filters", before, None)
            if name:
                preferences.change("filters", name, words)
            return preferences.load()

        def done(now: preferences.Preferences) -> None:
            self.playbook.preferences = now
            self.typed = "" if before == TYPED else self.typed
            self.tab = f"filter:{name}" if name else "new"
            gone = "The filter is gone." if before == TYPED else f"The tab “{before}” is gone."
            self.say(f"Kept as the tab “{name}”." if name else gone, "good")
            self.reload()

        self.save(work, done)
