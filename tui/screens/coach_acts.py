"""What is done from Coach: owners are told, an experiment is ended, a report is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from playbook.coaching.topics.model import Topic
from tui.commands import Command
from tui.screens.log_import import LogImport
from tui.shared_keys import REVIEWS

if TYPE_CHECKING:
    from playbook.coaching.briefing import Briefing
    from playbook.coaching.topics.trials import Trial

TELL = (
    Command(
        "coach.tell",
        "t",
        "tell owners",
        "Send it to the play's owners as feedback, with the figures.",
        bar=True,
    ),
    Command("coach.adopt", "a", "end and adopt", "Propose the retirement of the arm that did worse."),
    Command(
        "coach.publish",
        "p",
        "publish figures",
        "Look at your team's figures of the last week, and publish them.",
    ),
    Command(
        "coach.session",
        "s",
        "1:1",
        "Your 1:1s with the person under the cursor, else with your manager.",
        bar=True,
    ),
    Command("coach.goals", "o", "goals", "Goals of the person under the cursor, or your own.", bar=True),
    Command(
        "coach.cards",
        "c",
        "score cards",
        "The score cards, what was scored, and how far two who scored agree.",
        bar=True,
    ),
    Command("coach.import", "i", "import a log", "Read a log from elsewhere as runs of a play, kept apart."),
    Command(
        "coach.report",
        "w",
        "to a file",
        "Write what is under the cursor, or the team, as a report.",
        bar=True,
    ),
)


class CoachActs(LogImport):
    """The acts; which topic is meant is the screen's to say."""

    loaded: Briefing | None

    @property
    def topic(self) -> Topic | None:
        """The topic under the cursor."""
        raise NotImplementedError

    @property
    def _trial(self) -> Trial | None:
        """The experiment under the cursor."""
        topic, trials = self.topic, self.loaded.trials if self.loaded else ()
        return next((one for one in trials if topic and one.plan.id == topic.trial), None)

    def why_not(self, command: str) -> str:
        """Return why an act is not possible now."""
        topic = self.topic if command in ("coach.tell", "coach.adopt") else None
        if command == "coach.tell":
            from playbook.telling import why_not_tell

            return (
                why_not_tell(topic) if topic else "Choose something to talk about that is a play's to mend."
            )
        if command == "coach.session":
            return "" if self._whom() else "Choose a person of yours: nobody is named as your own manager."
        if command == "coach.adopt":
            from playbook.ending_experiment import why_not_adopt

            return why_not_adopt(self._trial)
        return super().why_not(command)

    def do_tell(self) -> None:
        """Ask for words of one's own, and tell the owners."""
        from playbook.telling import tell, words_for_owners
        from tui.screens.ask import AskScreen

        topic = self.topic
        if topic is None:
            return

        def worded(words: str | None) -> None:
            if words is not None:
                self.save(
                    partial(tell, self.workspace, topic, words),
                    lambda _: self.say(
                        "Told: it is on the desk of the liaisons, and the answer comes to you.", "good"
                    ),
                )

        self.app.push_screen(
            AskScreen(
                "Tell the owners",
                hint="Words of your own, or nothing. Enter sends it to the team's desk.",
                body=words_for_owners(topic),
                does="send",
            ),
            worded,
        )

    def do_session(self) -> None:
        """Open the 1:1s with a person."""
        from tui.screens.sessions import SessionsScreen

        self.app.push_screen(SessionsScreen(self._whom()))

    def _whom(self) -> str:
        """Return with whom a 1:1 is meant: who is under the cursor, also by a topic, else my manager; or nobody."""
        from playbook.records.access import managers_of

        kind, _, name = self._what().partition(":")
        if self.topic is not None and self.topic.rep:
            kind, name = "person", self.topic.rep
        if kind == "person" and name not in self.workspace.names:
            return name
        return next(iter(managers_of(self.workspace.me, self.workspace.people)), "")

    def do_cards(self) -> None:
        """Open the score cards."""
        from tui.screens.scores import ScoresScreen

        self.app.push_screen(ScoresScreen())

    def do_goals(self) -> None:
        """Open the goals of a person."""
        from tui.screens.goals import GoalsScreen

        kind, _, name = self._what().partition(":")
        self.app.push_screen(GoalsScreen(name if kind == "person" else ""))

    def do_adopt(self) -> None:
        """Propose the retirement of the losing arm."""
        from playbook.ending_experiment import propose_end
        from tui.screens.choose import ChooseScreen

        topic, trial = self.topic, self._trial
        if trial is None or topic is None:
            return

        def chosen(answer: str | None) -> None:
            if answer == "yes":
                self.say("Proposing it …")
                self.save(
                    partial(propose_end, self.workspace, trial),
                    lambda made: self.say(
                        f"Proposed: {made.title}. Both sides must approve; {self.keymap.shown(REVIEWS)} shows it.",
                        "good",
                    ),
                )

        options = [("yes", "Propose it: both sides approve before anything changes"), ("no", "Not now")]
        self.app.push_screen(
            ChooseScreen("End and adopt", options, body=f"{topic.said} {topic.advice}"), chosen
        )

    def do_report(self) -> None:
        """Make the report in a thread, ask for a file, and write it."""
        briefing, what, workspace = self.loaded, self._what(), self.workspace
        if briefing is None:
            return

        def made() -> tuple[str, str]:
            from playbook.reporting.html import report_html
            from playbook.reports import default_file, report_on

            suggestion = default_file(workspace, what, workspace.today)
            return str(suggestion), report_html(report_on(workspace, briefing, what))

        self.load(made, lambda found: self._ask_file(*found), group="report")

    def _what(self) -> str:
        """Return what a report would be about: `person:lee`, `play:plays/x`, or the team."""
        raise NotImplementedError

    def _ask_file(self, suggestion: str, html: str, why: str = "") -> None:
        from playbook.recapping import write_new
        from tui.screens.ask import AskScreen

        def named(name: str | None) -> None:
            if name:
                self.save(
                    partial(write_new, name, html),
                    lambda path: self.say(f"Written to {path}: one file, for any browser.", "good"),
                    lambda error: self._ask_file(name, html, str(error)),
                )

        self.app.push_screen(
            AskScreen("Write the report to which new file?", suggestion, body=why, does="write"), named
        )
