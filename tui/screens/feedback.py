"""Feedback in three keys: a kind, a few words or none, Enter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Static, TextArea

from playbook.drafts import Draft, Drafts
from playbook.ids import new_id, shorten
from playbook.records.model import FeedbackKind, Vote
from playbook.text import plain
from tui.commands import Command
from tui.feedback_about import KINDS, About, about_page, about_text, kinds_text, similar_text
from tui.host import CommandHost
from tui.rows import short
from tui.screens.once import Dialog, told_line
from tui.widgets.bars import KeyBar
from tui.widgets.words import Words

if TYPE_CHECKING:
    from playbook.desk.model import Item
    from playbook.desk.similar import SimilarIndex

__all__ = ["KINDS", "About", "FeedbackScreen", "about_page"]

LONGEST = 20_000
"""Characters of what is said."""
LEAST = 4
"""Characters that must be typed before anything can be like it."""
PAUSE = 0.4
"""Seconds without a key after which what was typed is kept."""


class FeedbackScreen(Dialog[str | None]):
    """One box: the kind on a digit, then words, then Enter. Returns what was done, for the message line."""

    ABOUT = (
        "Tell marketing something in three keys: a digit says what it is, then a few words or none (the line that is "
        "shown is quoted), then Enter. What you type is kept until it is sent, whatever happens."
    )
    AUTO_FOCUS = ""
    INSIDE = (Words,)
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("feedback.kind", "1,2,3,4,5,6,7,8", "kind", "Say what it is.", bar=True, each=True),
        Command("feedback.me-too", "f9", "me too", "Join what is marked instead.", bar=True, first=True),
        Command("feedback.another", "f5", "the other", "Mark the next that says the same.", bar=True, first=True),
        Command("feedback.other-line", "f8", "another line", "Quote another line, or none.", bar=True, first=True),
        Command("feedback.to-liaison", "f7", "liaisons only", "Your name to the liaisons only, or to everyone again.",
                bar=True, first=True),
        Command("feedback.take-up", "f6", "take up", "Go on with what you began before.", bar=True, first=True),
    )  # fmt: skip

    def __init__(self, about: About, *, kind: FeedbackKind | None = None, text: str = "") -> None:
        super().__init__()
        self.about = about
        self.kind: FeedbackKind | None = kind
        self.initial = text
        self.liaison_only = False
        self.index: SimilarIndex | None = None
        self.open_items: dict[str, Item] = {}
        self.similar: list[Item] = []
        self.marked = 0
        """Which of the similar ones F9 joins."""
        self.begun: Draft | None = None
        """What was typed before and neither sent nor dropped."""
        self._keeping: Timer | None = None
        self._kept = False
        self._sending = False

    def compose(self) -> ComposeResult:
        """Quote, kinds, words, similar items."""
        with Vertical(classes="panel dialog", id="feedback-box"):
            yield Static(id="feedback-about", markup=False)
            yield Static(id="feedback-kinds", markup=False)
            yield Words(plain(self.initial), id="feedback-text")
            yield Static(id="feedback-similar", markup=False)
            yield told_line()
            yield KeyBar(moves=False)

    def on_mount(self) -> None:
        """Start with the kind, unless it is known."""
        super().on_mount()
        self.query_one("#feedback-box", Vertical).border_title = "Feedback"
        words = self.query_one(Words)
        words.move_cursor(words.document.end)
        self._draw()
        if self.kind is None:
            self.set_focus(None)
        else:
            words.focus()
        workspace = self.playbook.workspace
        self.playbook.load(self, lambda: _read_open(workspace), self._got_open, "similar")
        self.playbook.load(
            self, lambda: Drafts(workspace.folder, workspace.me).read(), self._got_draft, "draft"
        )

    # Painting

    def _draw(self) -> None:
        workspace = self.playbook.workspace
        account = workspace.account_name(self.about.account) if self.about.account else ""
        about = about_text(self.about, account, liaison_only=self.liaison_only)
        self.query_one("#feedback-about", Static).update(about)
        self.query_one("#feedback-kinds", Static).update(kinds_text(self.kind))
        self.query_one(Words).display = self.kind is not None
        self._draw_similar()
        self.keys_changed()

    def _draw_similar(self) -> None:
        key, names = self.key("feedback.me-too"), self.playbook.workspace.names
        text = similar_text(self.similar, self.marked, key, names)
        if self.begun is not None and not self.similar and not self.query_one(Words).text.strip():
            text = Text(f" {self.key('feedback.take-up')} ", "bold")
            text.append(f"goes on with “{short(self.begun.said.text, 50)}”", "dim")
        self.query_one("#feedback-similar", Static).update(text)

    def bar_commands(self) -> list[Command]:
        """Return the keys that do something now, those of the line of words first."""
        fit = [command for command in self.KEYS if not self.why_not(command.id)]
        words = [] if self.kind is None else [SEND]
        return [*words, *fit, *(command for command in self.ALSO if command.bar)]

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        reasons = {
            "feedback.kind": "The kind is chosen; Escape leaves." if self.kind else "",
            "feedback.me-too": "" if self.similar else "Nothing open says the same.",
            "feedback.another": "" if len(self.similar) > 1 else "There is no other that says the same.",
            "feedback.other-line": "" if self.about.others else "There is no other line to quote here.",
            "feedback.take-up": "" if self.begun else "You have begun nothing else.",
        }
        return reasons.get(command, "")

    # Similar ones, and what was begun

    def _got_open(self, found: tuple[SimilarIndex, dict[str, Item]]) -> None:
        self.index, self.open_items = found
        self._look()

    def _got_draft(self, draft: Draft | None) -> None:
        if not self._kept:
            self.begun = draft
            self._draw()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Look for open items that say the same, and keep what was typed."""
        words = event.text_area
        if len(words.text) > LONGEST:
            words.load_text(words.text[:LONGEST])
            words.move_cursor(words.document.end)
            self.say(f"Cut at {LONGEST:,} characters.")
        self._look()
        if words.text.strip() == self.initial.strip() and not self._kept:
            return
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(PAUSE, self._keep)

    def _look(self) -> None:
        text = self.query_one(Words).text.strip()
        found = self.index.same(text) if self.index is not None and len(text) >= LEAST else []
        similar = [self.open_items[one.id] for one in found]
        if similar != self.similar:
            self.similar, self.marked = similar, 0
        self._draw_similar()
        self.keys_changed()

    def _keep(self) -> None:
        """Keep what was typed so far; what became empty is dropped."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        if self._sending or self.kind is None:
            return
        text = self.query_one(Words).text.strip()
        if text in ("", self.initial.strip()) and not self._kept:
            return
        self._kept = bool(text)
        about, liaison_only = self.about, self.liaison_only
        said = about.said("", self.kind, text)
        workspace = self.playbook.workspace
        drafts = Drafts(workspace.folder, workspace.me)

        def keep() -> None:
            draft = Draft(about.pinned(said), about.title, about.step_title, liaison_only)
            drafts.keep(draft if text else None)

        self.playbook.submit(keep, lambda _: None, self.complain)

    # Commands

    def do_kind(self, key: str) -> None:
        """Say what it is."""
        self.kind = next(kind for digit, kind, _ in KINDS if digit == key)
        self._draw()
        self.query_one(Words).focus()

    def do_take_up(self) -> None:
        """Go on with what was begun: its kind, its place, its words."""
        draft, self.begun = self.begun, None
        assert draft is not None  # or it would have been refused
        self.about, self.kind, self.liaison_only = About.of(draft), draft.said.kind, draft.liaison_only
        self._kept = True
        words = self.query_one(Words)
        words.load_text(plain(draft.said.text))
        words.move_cursor(words.document.end)
        self._draw()
        words.focus()

    def do_other_line(self) -> None:
        """Quote the next of the lines on the screen, or none."""
        about = self.about
        (quote, line), *rest = about.others
        self.about = replace(about, quote=quote, line=line, others=(*rest, (about.quote, about.line)))
        self._draw()

    def do_to_liaison(self) -> None:
        """Give one's name to the liaison only."""
        self.liaison_only = not self.liaison_only
        self._draw()

    def do_another(self) -> None:
        """Mark the next similar one."""
        self.marked = (self.marked + 1) % len(self.similar)
        self._draw_similar()

    def do_back(self) -> None:
        """Leave; what was typed is kept, and said to be."""
        text = self.query_one(Words).text.strip()
        self._keep()
        kept = bool(text) and self._kept
        self.dismiss(f"Not sent, but kept: {self.key_to_come_back} and {self.key('feedback.take-up')} go on with it."
                     if kept else None)  # fmt: skip

    @property
    def key_to_come_back(self) -> str:
        """The key that opens this box."""
        below = self.app.screen_stack[-2]
        known = below.commands() if isinstance(below, CommandHost) else ()
        return next((self.keymap.shown(command) for command in known if command.verb == "feedback"), "")

    def do_send(self) -> None:
        """Send (the mouse on the key bar)."""
        self.query_one(Words).do_send()

    def on_words_sent(self, event: Words.Sent) -> None:
        """Send."""
        about, kind = self.about, self.kind
        if kind is None:
            return
        if not event.words and not about.quote:
            self.say("Say a few words first: nothing is quoted here.")
            return
        workspace, audience = self.playbook.workspace, "liaison" if self.liaison_only else None
        body = about.said(new_id(), kind, event.words)
        who = ", to the liaisons only" if self.liaison_only else ""
        told = f"Feedback {shorten(body.id, letter='F')} saved{who}. The answer comes to Today and News."
        self._write(lambda: workspace.append(about.pinned(body), audience), told)

    def do_me_too(self) -> None:
        """Join the marked one."""
        from playbook.desk.actions import audience_for

        workspace, about = self.playbook.workspace, self.about
        item = self.similar[self.marked]
        short_id = shorten(item.id, letter="F")
        if any(person in workspace.names for person in item.people):
            self.say(f"You are behind {short_id} already. Enter says this as something of its own.")
            return
        vote = Vote(item.id, account=about.account, amount=about.amount, currency=about.currency)
        others = len(item.people)
        told = f"Me too: added to {short_id}, with {others} other{'s' if others > 1 else ''}."
        self._write(lambda: workspace.append(vote, audience_for(item)), told)

    def _write(self, work: Any, told: str) -> None:
        if self._sending:
            return
        self._sending = True
        workspace, kept = self.playbook.workspace, self._kept
        if self._keeping is not None:
            self._keeping.stop()

        def save() -> None:
            work()
            if kept:
                Drafts(workspace.folder, workspace.me).keep(None)

        def failed(error: Exception) -> None:
            self._sending = False
            self.complain(error)

        self.playbook.submit(save, lambda _: self.dismiss(told), failed)


SEND = Command("feedback.send", "enter", "send", "Send it.", fixed=True)


def _read_open(workspace: Any) -> tuple[SimilarIndex, dict[str, Item]]:
    """Return the open items that I may see, and what finds those like a text."""
    from playbook.desk.similar import SimilarIndex

    liaison = workspace.has_role("liaison")
    items = {
        id_: item
        for id_, item in workspace.feedback_index.open().items()
        if item.is_for(workspace.me, liaison=liaison)
    }
    return SimilarIndex(items.values()), items
