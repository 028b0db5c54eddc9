"""What teams published of their weeks, in Coach; and a quiet word to a manager where a week waits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tui.screens.mode import ModeScreen

if TYPE_CHECKING:
    from playbook.publishing_figures import Offer
    from playbook.records.figures import Figures
    from playbook.reporting.model import Report
    from playbook.workspace import Workspace

    Host = ModeScreen
else:
    Host = object

KEY = "figures"
"""Of their line in the list."""
NONE_BEFORE = "No week was published before."


class Shared(NamedTuple):
    """What is published, and what I might publish."""

    report: Report
    weeks: int
    offer: Offer | None
    preview: Report | None
    """What I might publish, as everybody would read it."""

    @property
    def rows(self) -> list[tuple[str, str, str, str]]:
        """Return the line in the list; none where there is nothing to say."""
        from playbook.dates import said_week
        from playbook.text import count_of

        if self.offer is not None:
            return [(KEY, "Figures of the teams", "bold", f"○ {said_week(self.offer.body.week)}")]
        return [(KEY, "Figures of the teams", "bold", count_of(self.weeks, "week"))] if self.weeks else []


def shared(workspace: Workspace, key: str) -> Shared:
    """Return what is published, and what waits for `key`; reads records."""
    from dataclasses import replace

    from playbook.publishing_figures import offer, preview, published, report
    from playbook.reporting.model import Section, Words

    told, waits, weeks = report(workspace), offer(workspace), len(published(workspace).weeks)
    if waits is not None:
        said = Section("", (Words(f"{waits.said} {key} shows them, and publishes them.", "strong"),))
        before = told.sections if weeks else (Section("", (Words(NONE_BEFORE, "dim"),)),)
        told = replace(told, sections=(said, *before))
    ready = preview(workspace, waits) if waits else None
    return Shared(told, weeks, waits, ready)


class CoachPublished(Host):
    """The line of the figures, and publishing them."""

    figures: Shared | None = None

    def show_list(self) -> None:
        """Fill the list again."""
        raise NotImplementedError

    def load_figures(self) -> None:
        """Read what is published in a thread."""
        self.load(
            partial(shared, self.workspace, self.key("coach.publish")), self._got_figures, group="published"
        )

    def _got_figures(self, found: Shared) -> None:
        before, self.figures = self.figures, found
        if found.rows or (before and before.rows):
            self.show_list()
            self.refold()
        self.keys_changed()

    def why_not_publish(self) -> str:
        """Return why there is nothing to publish now."""
        if self.figures is None:
            return "Reading what is published …"
        return (
            ""
            if self.figures.offer
            else "There is no week of yours to publish: from Monday on, of five reps or more."
        )

    def do_publish(self) -> None:
        """Show the last week as everybody would read it, and publish that once it is confirmed."""
        from tui.screens.publish_figures import PublishFiguresScreen

        found = self.figures
        if found is None or found.offer is None or found.preview is None:
            return
        body = found.offer.body

        def answered(yes: bool | None) -> None:
            if yes:
                self._publish(body)

        self.app.push_screen(PublishFiguresScreen(body.week, found.preview), answered)

    def _publish(self, body: Figures) -> None:
        from playbook.publishing_figures import publish

        def published(_: object) -> None:
            self.say("Published to everybody; it stands as it is now.", "good")
            self.load_figures()

        def failed(error: Exception) -> None:
            self.complain(error)
            self.load_figures()

        self.save(partial(publish, self.workspace, body.week, body), published, failed)
