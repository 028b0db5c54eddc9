"""My own words for a play's talk tracks: written in prep, and proposed to those who write the play."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.preparing import reword
from playbook.runs.wording import track_at
from playbook.text import one_line

if TYPE_CHECKING:
    from playbook.plays.model import Step, TalkTrack
    from playbook.runs.wording import MyWords
    from tui.screens.prep_acts import PrepActs

    Host = PrepActs
else:
    Host = object


class PrepWords(Host):
    """The part of prep that rewords."""

    def track(self) -> tuple[Step, int, TalkTrack] | None:
        """Return the talk track under the cursor, else the next one."""
        if self.entry is None:
            return None
        return track_at(self.entry.page, self._line() or 1)

    def words(self) -> MyWords | None:
        """Return my own words for it, where I have any."""
        at = self.track()
        return self.found.worded.here.get((at[0].id, at[1])) if at and self.found else None

    def do_my_words(self) -> None:
        """Put a talk track in my own words."""
        from tui.screens.write import WriteScreen

        at = self.track()
        assert at is not None and self.entry is not None
        step, place, track = at
        words, page = self.words(), self.entry.page
        before = words.text if words else ""
        hint = "  ({{…}} stays a blank that each call fills.)" if "{{" in track.texts[0] else ""
        told = (
            "The talk track was reworded since you wrote this. It says now: "
            if words and words.changed
            else ""
        )
        self.app.push_screen(
            WriteScreen(
                f"My words · {one_line(step.title)}",
                before or track.texts[0],
                body=f"{told}{one_line(track.texts[0])}{hint}",
                save=lambda text: reword(self.workspace, page, step.id, place, text),
                may_be_empty=True,
                does="keep",
            ),
            lambda text: self._reworded(step.id, place, before, text, is_own=text in track.texts),
        )

    def _reworded(self, step: str, place: int, before: str, text: str | None, *, is_own: bool) -> None:
        if text is None:
            return
        if is_own and not before:
            self.say("These are the page's own words, so there is nothing to keep.")
            return
        self._undo.append(("words", (step, place, before)))
        if text.strip() and not is_own:
            self.say(
                self.keyed(
                    "Kept for you alone. {prep.propose} proposes it to those who write the play, {prep.undo} takes it "
                    "back."
                ),
                "good",
            )
        else:
            self.say(f"Your words are taken away. {self.key('prep.undo')} brings them back.")
        self.reload()

    def do_propose(self) -> None:
        """Propose my words as feedback, with the text."""
        from dataclasses import replace

        from tui.screens.feedback import FeedbackScreen, about_page

        at, words = self.track(), self.words()
        assert at is not None and words is not None
        step, _, track = at
        about = replace(
            about_page(self.entry, None),
            step=step.id,
            step_title=step.title,
            quote=one_line(track.texts[0]),
            line=track.line,
            account=self.account,
        )
        self.app.push_screen(
            FeedbackScreen(about, kind="hard-to-say", text=one_line(words.text)),
            lambda told: self.say(told or "", "good" if told else ""),
        )

    def take_back_words(self, step: str, place: int, text: str) -> None:
        """Have the words for a talk track that stood before."""
        assert self.entry is not None
        page = self.entry.page

        def done(_: object) -> None:
            self.say("Your words are as they were.", "good")
            self.reload()

        self.save(lambda: reword(self.workspace, page, step, place, text), done)
