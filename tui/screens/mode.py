"""A mode: one of the screens on the number keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.events import ScreenResume
from textual.widget import Widget

from tui.commands import Command
from tui.screens.base import HELP
from tui.screens.offered import Offered
from tui.shared_keys import GO, MODES, SHARED, in_bar, people_texts
from tui.widgets.bars import KeyBar, Message, ModeBar

BACK_TO_LIST = Command(
    "mode.back",
    "escape",
    "back",
    "Back to the list, where the page stands alone on a narrow screen.",
    fixed=True,
)
LEAVES = (*SHARED, *GO, HELP)
"""What works in a mode that has a command of its own on Escape."""


class ModeScreen(Offered):
    """A screen with the mode bar on top."""

    NAME: ClassVar[str] = ""
    ALSO: ClassVar[tuple[Command, ...]] = (*LEAVES, BACK_TO_LIST)

    def compose(self) -> ComposeResult:
        """Lay the body between the bars."""
        yield ModeBar()
        yield from self.body()
        yield Message()
        yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """Yield what lies between the bars."""
        return ()

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys of the bar; the one that swaps list and page only where there is no room for both."""
        bar = in_bar(super().bar_commands(), narrow=self.has_class("-narrow"))
        if not self.page_alone:
            return bar
        back = (command for command in self.commands() if "escape" in command.keys)
        return [*(command for command in bar if command.id != "app.quit"), *back]

    async def action_command(self, id_: str, *said: str) -> None:
        """Do a command; to go where one is, is nothing."""
        if id_ != f"go.{self.NAME.lower()}":
            await super().action_command(id_, *said)

    def why_not(self, command: str) -> str:
        """Return why a command of all modes is not possible."""
        if command == "mode.act-as" and not self.playbook.demo:
            return "Only the demo lets you act as somebody else; start it with `playbook demo`."
        return ""

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Read everything anew: somebody may have acted on another screen."""
        self.come_back()

    def come_back(self) -> None:
        """Read everything anew: from another screen or another window, where somebody may have acted."""
        if self.workspace.asks_who or self.playbook.goes_straight:
            return
        self.show_modes()
        self.reload()

    def reload(self) -> None:
        """Read what the screen shows, off the event loop."""

    def show_modes(self) -> None:
        """Show the modes with their counts."""
        counts = self.playbook.counts
        self.playbook.keep_counts()
        bar = self.query_one(ModeBar)
        bar.show(
            [(key, name, counts.get(name, 0)) for key, name in MODES],
            self.NAME,
            people_texts(self.workspace, self.key("mode.act-as") if self.playbook.demo else ""),
            (self.playbook.in_step.word, self.playbook.in_step.tone),
        )

    def do_back(self) -> None:
        """Nothing lies behind a list; a page alone goes back to it before this is asked."""

    def do_today(self) -> None:
        """Go to Today."""
        self.playbook.action_mode("today")

    def do_plays(self) -> None:
        """Go to Plays."""
        self.playbook.action_mode("plays")

    def do_desk(self) -> None:
        """Go to Desk."""
        self.playbook.action_mode("desk")

    def do_coach(self) -> None:
        """Go to Coach."""
        self.playbook.action_mode("coach")

    def do_news(self) -> None:
        """Go to News."""
        self.playbook.action_mode("news")

    def do_accounts(self) -> None:
        """Go to Accounts."""
        self.playbook.action_mode("accounts")

    def do_settings(self) -> None:
        """Open the settings."""
        from tui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def do_find(self) -> None:
        """Open the finder over everything."""
        self._find(())

    def do_find_objection(self) -> None:
        """Open the finder over objections."""
        self._find(("objection",))

    def do_find_battlecard(self) -> None:
        """Open the finder over battlecards."""
        self._find(("battlecard",))

    def _find(self, kinds: tuple[str, ...]) -> None:
        from tui.found import Found
        from tui.screens.finder import FinderScreen

        def open_page(found: Found | None) -> None:
            if found is not None and found.told:
                self.say(found.told, "good")
            elif found is not None and found.opened:
                from tui.straight import open_found

                open_found(self.playbook, found)
            elif found is not None and found.gap:
                self.offer_missing(found, self.about())

        self.app.push_screen(FinderScreen(kinds), open_page)

    def do_feedback(self) -> None:
        """Capture feedback about what is under the cursor."""
        self.tell(self.about())

    def do_my_feedback(self) -> None:
        """Show what I told marketing, and what became of it."""
        from tui.screens.my_feedback import MyFeedbackScreen

        self.app.push_screen(MyFeedbackScreen())

    def do_reviews(self) -> None:
        """Show what is proposed."""
        from tui.screens.reviews import ReviewsScreen

        self.app.push_screen(ReviewsScreen())

    def do_practice(self) -> None:
        """Open practice."""
        from tui.screens.practice import PracticeScreen

        self.app.push_screen(PracticeScreen())

    def do_together(self) -> None:
        """Show what marketing and sales look at together."""
        from tui.screens.together import TogetherScreen

        self.app.push_screen(TogetherScreen())

    def about(self) -> Any:
        """Return what feedback would be about: play, step, quote and revision; nothing by default."""
        from tui.screens.feedback import About

        return About()

    def do_act_as(self) -> None:
        """Choose somebody to act as."""
        from tui.screens.first_start import PeopleScreen

        def chosen(person: str | None) -> None:
            if person:
                self.playbook.become(person)

        self.app.push_screen(PeopleScreen("Act as…"), chosen)
