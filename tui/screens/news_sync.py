"""News: how this device stands with the others, and syncing with them now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.progress import Progress
from playbook.text import count_of

if TYPE_CHECKING:
    from playbook.in_step import InStep
    from playbook.sync.engine import Report
    from tui.screens.mode import ModeScreen

    Host = ModeScreen
else:
    Host = object

NO_HUB = "Nothing is shared yet: `playbook hub use` says where your team's records meet."


class NewsSync(Host):
    """What News says and does about sharing."""

    syncing = False

    def why_not_sync(self) -> str:
        """Return why nothing can be synced now."""
        if self.syncing:
            return "That is under way; esc stops it."
        stands = self.playbook.in_step
        return "" if stands.word else (stands.sentences or (NO_HUB,))[0]

    def do_sync(self) -> None:
        """Send what I recorded and receive what others did, now."""
        self.syncing = True

        def work(progress: Progress) -> tuple[Report, InStep]:
            return self.playbook.sync_now(progress)

        def done(got: tuple[Report, InStep]) -> None:
            self.syncing = False
            report, stands = got
            self.playbook.stands(stands)
            self.say(words(report), "error" if report.told else "good")
            self.reload()

        self.long("Syncing", work, done, group="sync now")

    def complain(self, error: Exception) -> None:
        """Say what went wrong; nothing is under way any more."""
        if self.syncing:
            self.syncing = False
            self.playbook.look_in_step()
            self.keys_changed()  # it can be tried again, also where nothing else has changed
        super().complain(error)

    def show_in_step(self) -> None:
        """Say at the foot of the list how this device stands, and on the message line what is to be done."""
        stands = self.playbook.in_step
        last = f" · {stands.last}" if stands.word and stands.last else ""
        for pane in self.query("#news, #news-empty"):
            pane.border_subtitle = f"{stands.word}{last}" if stands.word else "○ shared with nobody yet"
        if stands.tone == "warn":
            self.hint(stands.sentences[0])
        self.keys_changed()


def words(report: Report) -> str:
    """Return what a sync did."""
    if report.told:
        return " ".join(report.told)
    if not report.pushed and not report.pulled:
        return "In step: there was nothing to send, and nothing new."
    aside = f", {count_of(report.quarantined, 'line')} set aside" if report.quarantined else ""
    return f"{count_of(report.pushed, 'record')} sent, {report.pulled:,} received{aside}."
