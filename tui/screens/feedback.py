"""Feedback in three keys: a kind, a few words or none, Enter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static, TextArea

from playbook.desk.asked import LONGEST, next_choice
from playbook.ids import new_id, shorten
from playbook.text import plain
from tui.commands import Command
from tui.feedback_about import KINDS, About, about_page, about_text, kinds_text, question_text
from tui.screens.feedback_alike import FeedbackAlike
from tui.screens.feedback_kept import PAUSE, FeedbackKept
from tui.screens.once import told_line
from tui.widgets.answer_input import AnswerInput
from tui.widgets.bars import KeyBar
from tui.widgets.words import Words

if TYPE_CHECKING:
    from playbook.accounts.deal import Deal

__all__ = ["KINDS", "LONGEST", "PAUSE", "About", "FeedbackScreen", "about_page"]


class FeedbackScreen(FeedbackKept, FeedbackAlike):
    """One box: the kind on a digit, then words, then Enter. Returns what was done, for the message line."""

    ABOUT = (
        "Tell marketing something in three keys: a digit says what it is, then a few words or none (the line that is "
        "shown is quoted), then Enter. Some kinds ask one thing more, on {feedback.more}; Enter sends without it as "
        "well. What you type is kept until it is sent, whatever happens."
    )
    AUTO_FOCUS = ""
    INSIDE = (Words,)
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("feedback.kind", "1,2,3,4,5,6,7,8", "kind", "Say what it is.", bar=True, each=True),
        Command("feedback.more", "tab", "more", "Answer the one question of this kind: what was tried, who, why.",
                bar=True, first=True),
        Command("feedback.me-too", "f9", "me too", "Join what is marked instead.", bar=True, first=True),
        Command("feedback.another", "f5", "the other", "Mark the next that says the same.", bar=True, first=True),
        Command("feedback.other-line", "f8", "another line", "Quote another line, or none.", bar=True, first=True),
        Command("feedback.to-liaison", "f7", "liaisons only", "Your name to the liaisons only, or to everyone again.",
                bar=True, first=True),
        Command("feedback.account", "f2", "account", "Say from which account you heard it.", first=True),
        Command("feedback.take-up", "f6", "take up", "Go on with what you began before.", bar=True, first=True),
    )  # fmt: skip

    def compose(self) -> ComposeResult:
        """Quote, kinds, words, the question of the kind, similar items."""
        with Vertical(classes="panel dialog", id="feedback-box"):
            yield Static(id="feedback-about", markup=False)
            yield Static(id="feedback-kinds", markup=False)
            yield Words(plain(self.initial), id="feedback-text")
            yield Static(id="feedback-choice", markup=False)
            yield AnswerInput(id="feedback-more")
            yield Static(id="feedback-similar", markup=False)
            yield told_line()
            yield KeyBar(moves=False)

    def on_mount(self) -> None:
        """Start with the kind, unless it is known."""
        super().on_mount()
        self.query_one("#feedback-box", Vertical).border_title = "Feedback"
        words = self.query_one(Words)
        words.move_cursor(words.document.end)
        self.draw()
        if self.kind is None:
            self.set_focus(None)
        else:
            words.focus()
        self.look_for_step()
        self.look_for_others()
        self.look_for_draft()

    # Painting

    def draw(self) -> None:
        """Paint the box as it stands."""
        account = self.workspace.account_name(self.about.account) if self.about.account else ""
        about = about_text(self.about, account, liaison_only=self.liaison_only)
        if not account:
            about.append(f"\n  {self.key('feedback.account')} says from which account", "dim")
        self.query_one("#feedback-about", Static).update(about)
        self.query_one("#feedback-kinds", Static).update(kinds_text(self.kind))
        self.query_one(Words).display = self.kind is not None
        self._draw_question()
        self.draw_similar()
        self.keys_changed()

    def _draw_question(self) -> None:
        question, more, choice = (
            self.question,
            self.query_one(Input),
            self.query_one("#feedback-choice", Static),
        )
        more.display = question is not None and not question.choices
        choice.display = question is not None and bool(question.choices)
        if question is not None:
            more.border_title = f"{question.asks} (or nothing)"
            choice.update(question_text(self.kind or "idea", self.choice))

    def bar_commands(self) -> list[Command]:
        """Return the keys that do something now, those of the line of words first."""
        fit = [command for command in self.KEYS if not self.why_not(command.id)]
        words = [] if self.kind is None else [SEND]
        return [*words, *map(self._named, fit), *(command for command in self.ALSO if command.bar)]

    def _named(self, command: Command) -> Command:
        """Return a key with what it does here."""
        if command.id != "feedback.more" or self.question is None:
            return command
        if isinstance(self.focused, Input):
            return replace(command, label="words")
        return replace(command, label=self.question.word)

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        reasons = {
            "feedback.kind": "The kind is chosen; Escape leaves." if self.kind else "",
            "feedback.more": "" if self.question else "There is nothing more to say to this kind.",
            "feedback.me-too": "" if self.similar else "Nothing open says the same.",
            "feedback.another": "" if len(self.similar) > 1 else "There is no other that says the same.",
            "feedback.other-line": "" if self.about.others else "There is no other line to quote here.",
            "feedback.take-up": "" if self.begun else "You have begun nothing else.",
        }
        return reasons.get(command, "")

    # Typing

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Look for open items that say the same, and keep what was typed."""
        words = event.text_area
        if len(words.text) > LONGEST:
            words.load_text(words.text[:LONGEST])
            words.move_cursor(words.document.end)
            self.say(f"Cut at {LONGEST:,} characters.")
        self.look()
        self.keep_soon()

    def on_input_changed(self) -> None:
        """Keep what was typed."""
        self.keep_soon()

    # Commands

    def do_kind(self, key: str) -> None:
        """Say what it is."""
        self.kind = next(kind for digit, kind, _ in KINDS if digit == key)
        self.draw()
        self.query_one(Words).focus()

    def do_more(self) -> None:
        """Go to the question of the kind, or back; where its answers are to choose from, choose the next."""
        assert self.kind is not None and self.question is not None  # or it would have been refused
        if self.question.choices:
            self.choice = next_choice(self.kind, self.choice)
            self.draw()
            self.keep_soon()
        elif isinstance(self.focused, Input):
            self.query_one(Words).focus()
        else:
            self._suggest()
            self.query_one(Input).focus()

    def _suggest(self) -> None:
        """Offer the names of known competitors where one is asked for."""
        index = self.playbook.index
        if self.kind == "competitor" and index is not None:
            from textual.suggester import SuggestFromList

            names = [hit.title for hit in index.listed(("battlecard",))]
            self.query_one(Input).suggester = SuggestFromList(names, case_sensitive=False)

    def do_other_line(self) -> None:
        """Quote the next of the lines on the screen, or none."""
        about = self.about
        (quote, line), *rest = about.others
        self.about = replace(about, quote=quote, line=line, others=(*rest, (about.quote, about.line)))
        self.draw()

    def do_to_liaison(self) -> None:
        """Give one's name to the liaison only."""
        self.liaison_only = not self.liaison_only
        self.draw()

    def do_account(self) -> None:
        """Say from which account it was heard."""
        from tui.screens.pick_account import PickAccountScreen

        def chosen(account: str | None) -> None:
            if account is not None and account != self.about.account:
                workspace = self.workspace
                self.playbook.load(self, lambda: workspace.deal(account), told, "account")

        def told(deal: Deal) -> None:
            self.about = self.about.with_account(deal)
            self.draw()

        self.app.push_screen(PickAccountScreen(self.about.account, title="Heard from which account?"), chosen)

    def do_send(self) -> None:
        """Send (the mouse on the key bar)."""
        self.query_one(Words).do_send()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Send from the second line."""
        event.stop()
        self._send(self.words)

    def on_words_sent(self, event: Words.Sent) -> None:
        """Send."""
        self._send(event.words)

    def _send(self, words: str) -> None:
        kind, given, workspace = self.kind, self.given, self.workspace
        if kind is None:
            return
        if not words and not self.about.quote:
            self.say("Say a few words first: nothing is quoted here.")
            return
        audience = "liaison" if self.liaison_only else None
        id_ = new_id()
        who = ", to the liaisons only" if self.liaison_only else ""
        told = f"Feedback {shorten(id_, letter='F')} saved{who}. The answer comes to Today and News."

        def say(about: About) -> object:
            return workspace.append(about.pinned(about.said(id_, kind, words, given)), audience)

        self.write(say, told)


SEND = Command("feedback.send", "enter", "send", "Send it.", fixed=True)
