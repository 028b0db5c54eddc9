"""What is typed into the feedback box is kept until it is sent or dropped, whatever happens."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer

from playbook.drafts import Draft, Drafts
from playbook.text import plain
from tui.feedback_about import About
from tui.host import CommandHost
from tui.screens.feedback_box import FeedbackBox
from tui.widgets.words import Words

PAUSE = 0.4
"""Seconds without a key after which what was typed is kept."""


class FeedbackKept(FeedbackBox):
    """The part of the box that keeps a draft."""

    begun: Draft | None = None
    """What was typed before and neither sent nor dropped."""
    _keeping: Timer | None = None
    _kept = False

    def look_for_draft(self) -> None:
        """Read what was begun before."""
        drafts = Drafts(self.workspace.folder, self.workspace.me)
        self.playbook.load(self, drafts.read, self._got_draft, "draft")

    def _got_draft(self, draft: Draft | None) -> None:
        if not self._kept:
            self.begun = draft
            self.draw()

    @property
    def _is_untouched(self) -> bool:
        return self.words == self.initial.strip() and not self.given

    def keep_soon(self) -> None:
        """Keep what was typed, once no key comes for a while."""
        if self._is_untouched and not self._kept:
            return
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(PAUSE, self.keep)

    def keep(self) -> None:
        """Keep what was typed so far; what became empty is dropped."""
        self._stop()
        if self.sending or self.kind is None:
            return
        text, given = self.words, self.given
        if (self._is_untouched or not (text or given)) and not self._kept:
            return
        self._kept = bool(text or given)
        about, liaison_only, kept = self.about, self.liaison_only, self._kept
        said = about.said("", self.kind, text, given)
        drafts = Drafts(self.workspace.folder, self.workspace.me)

        def work() -> None:
            draft = Draft(about.pinned(said), about.title, about.step_title, liaison_only)
            drafts.keep(draft if kept else None)

        self.playbook.submit(work, lambda _: None, self.complain)

    def _stop(self) -> None:
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None

    def do_take_up(self) -> None:
        """Go on with what was begun: its kind, its place, its words."""
        draft, self.begun = self.begun, None
        assert draft is not None  # or it would have been refused
        self.about, self.kind, self.liaison_only = About.of(draft), draft.said.kind, draft.liaison_only
        self._kept = True
        self.draw()
        self.fill(plain(draft.said.text), plain(draft.said.tried))
        self.draw()
        self.query_one(Words).focus()

    def do_back(self) -> None:
        """Leave; what was typed is kept, and said to be."""
        typed = bool(self.words or self.given)
        self.keep()
        kept = typed and self._kept
        self.dismiss(f"Not sent, but kept: {self.key_to_come_back} and {self.key('feedback.take-up')} go on with it."
                     if kept else None)  # fmt: skip

    @property
    def key_to_come_back(self) -> str:
        """The key that opens this box."""
        below = self.app.screen_stack[-2]
        known = below.commands() if isinstance(below, CommandHost) else ()
        return next((self.keymap.shown(command) for command in known if command.verb == "feedback"), "")

    def write(self, work: Callable[[About], object], told: str) -> None:
        """Do `work` on the writer thread, drop the draft, and leave with `told`; once, however often it is pressed."""
        if self.sending:
            return
        self.sending = True
        self._stop()
        workspace, kept, about = self.workspace, self._kept, self.about

        def save() -> None:
            work(self.complete(about))
            if kept:
                Drafts(workspace.folder, workspace.me).keep(None)

        self.do_it(save, lambda _: self.dismiss(told))
