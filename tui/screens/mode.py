"""A mode: one of the screens on the number keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.events import ScreenResume
from textual.widget import Widget

from tui.app import MODES
from tui.commands import Command
from tui.screens.base import HELP
from tui.screens.offered import Offered
from tui.widgets.bars import KeyBar, Message, ModeBar

SHARED = (
    Command(
        "mode.find",
        "slash",
        "find",
        "Find anything from anywhere: plays, objections, battlecards, accounts, feedback.",
    ),
    Command("mode.find-objection", "f2", "objection", "Find the answer to an objection."),
    Command("mode.find-battlecard", "f3", "battlecard", "Find a battlecard."),
    Command("mode.feedback", "f4,f", "feedback", "Tell marketing something, in three keys."),
    Command("mode.my-feedback", "F", "my feedback", "What you told marketing, and what became of it."),
    Command(
        "mode.reviews",
        "P",
        "reviews",
        "Proposed changes of the plays: what waits for your approval, and all.",
    ),
    Command("mode.together", "D", "together", "What the market says, who to call, the agenda, the audit."),
    Command("mode.practice", "E", "practice", "Say objections and talk tracks aloud, until they sit."),
    Command("mode.settings", "comma", "settings", "Who you are, theme, keys, clock, mouse, calendar."),
    Command("mode.act-as", "A", "act as…", "Be somebody else, in the demo."),
)
GO = tuple(Command(f"go.{name.lower()}", key, name, f"Go to {name}.") for key, name in MODES)


class ModeScreen(Offered):
    """A screen with the mode bar on top."""

    NAME: ClassVar[str] = ""
    ALSO: ClassVar[tuple[Command, ...]] = (*SHARED, *GO, HELP)

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
        bar = super().bar_commands()
        swap = [command for command in bar if command.id.endswith(".page")]
        rest = [command for command in bar if command not in swap]
        rest = [*rest[:1], *swap, *rest[1:]] if self.has_class("-narrow") else rest
        return [*rest, *(command for command in self.playbook.commands() if command.id == "app.quit")]

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
        """Read everything anew: somebody may have acted elsewhere."""
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
        workspace = self.workspace
        person = workspace.person
        name = person.name or person.id
        act = f"{self.key('mode.act-as')} act as… · " if self.playbook.demo else ""
        roles = f" ({', '.join(person.roles)})" if person.roles else ""
        bar = self.query_one(ModeBar)
        bar.show(
            [(key, name, counts.get(name, 0)) for key, name in MODES],
            self.NAME,
            [
                f"{act}{name}{roles} · {workspace.settings.name or workspace.root.name}",
                f"{act}{name}{roles}",
                act + name,
            ],
            (self.playbook.in_step.word, self.playbook.in_step.tone),
        )

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
