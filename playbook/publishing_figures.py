"""A week's figures published by a manager, and what everybody reads of others; reads records, so in a thread."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from playbook.coaching.people import ENOUGH
from playbook.dates import said_week
from playbook.errors import PlaybookError
from playbook.text import count_of

if TYPE_CHECKING:
    from playbook.coaching.published_read import Together
    from playbook.records.figures import Figures
    from playbook.reporting.model import Report
    from playbook.workspace import Workspace


class CannotPublishError(PlaybookError):
    """A week's figures are not published, for a reason that is said."""


class Offer(NamedTuple):
    """A week whose figures I may publish."""

    body: Figures
    reps: int
    """How many reps are counted by me."""

    @property
    def said(self) -> str:
        """What is offered, in a sentence."""
        counted = (("play", self.body.plays), ("objection", self.body.met))
        of = ", ".join(count_of(len(found), word) for word, found in counted if found)
        return (
            f"Figures of {said_week(self.body.week)} are ready for everybody: {f'{of}, ' if of else ''}none of fewer "
            f"than {ENOUGH} reps."
        )


def offer(workspace: Workspace) -> Offer | None:
    """Return the last week's figures where I may publish them and have not; None where there is nothing to do."""
    from playbook.coaching.published import groups, week_before

    if not groups(workspace.people).get(workspace.me):
        return None
    try:
        return ready(workspace, week_before(workspace.today))
    except CannotPublishError:
        return None


def ready(workspace: Workspace, week: str) -> Offer:
    """Return what I would publish of a week; raises CannotPublishError."""
    from playbook.coaching.published import days_of, figures, groups, week_of
    from playbook.coaching.published_read import is_empty, standing

    days, me = days_of(week), workspace.me
    if days is None:
        raise CannotPublishError(f"“{week}” is no week. Write it like {week_of(workspace.today)}.")
    if days[1] >= workspace.today:
        raise CannotPublishError(f"Week {week} is not over. Its figures can be published from Monday on.")
    reps = groups(workspace.people).get(me)
    if not reps:
        raise CannotPublishError(
            f"Figures are published by whoever leads at least {ENOUGH} reps; playbook.toml names fewer of yours. A "
            "smaller team is counted with the others of the manager above."
        )
    if (me, week) in standing(workspace.records("figures"), workspace.people):
        raise CannotPublishError(
            f"The figures of week {week} are published already. They stand as they are: two versions side by side "
            "would show whose calls came late."
        )
    index = workspace.run_index
    since = (
        days[0] - timedelta(days=1)
    ).isoformat()  # a day early: the text of a time may carry another zone
    until = (days[1] + timedelta(days=2)).isoformat()
    ids = [one.id for one in index.lines(since=since) if one.counts and one.started < until]
    body = figures(index.rows(ids).values(), week, reps, workspace.people)
    if is_empty(body):
        raise CannotPublishError(
            f"Of week {week} nothing may be published: no play was run by {ENOUGH} reps, none of them with more "
            "than half of its calls."
        )
    return Offer(body, len(reps))


def publish(workspace: Workspace, week: str = "", looked_at: Figures | None = None) -> Figures:
    """Publish the figures of a week (default: the last that is over); durable when this returns.

    `looked_at` is what was shown of it before: where it is another by now, nothing is published. Raises
    CannotPublishError or CannotSaveError.
    """
    from playbook.coaching.published import week_before

    body = ready(workspace, week or week_before(workspace.today)).body
    if looked_at is not None and body != looked_at:
        raise CannotPublishError(
            f"The figures of week {body.week} are others than you have looked at: calls came in, or were taken back, "
            "meanwhile. Nothing was published; look at them once more."
        )
    workspace.append(body)
    return body


def preview(workspace: Workspace, waits: Offer) -> Report:
    """Return a week that waits as everybody would read it."""
    from dataclasses import replace

    from playbook.coaching.published_read import together

    told = _told(workspace, together({(workspace.me, waits.body.week): waits.body}))
    week = said_week(waits.body.week).capitalize()
    about = f"{week}, of your {count_of(waits.reps, 'rep')}; not published yet."
    return replace(told, about=about)


def report(workspace: Workspace, weeks: int = 0) -> Report:
    """Return what was published as everybody reads it."""
    return _told(workspace, published(workspace, weeks))


def _told(workspace: Workspace, found: Together) -> Report:
    from playbook.coaching.reports.published import published_report
    from playbook.page_names import page_names, step_names

    catalog = workspace.catalog
    return published_report(found, workspace.name_of, page_names(catalog), step_names(catalog))


def published(workspace: Workspace, weeks: int = 0) -> Together:
    """Return what was published, of the last `weeks` or of all, as everybody reads it."""
    from playbook.coaching.published_read import standing, together

    return together(standing(workspace.records("figures"), workspace.people), weeks)
