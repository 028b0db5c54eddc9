"""Which pages need somebody: to be verified again, to get an owner, or a verdict on their pilot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from playbook.library.freshness import ago
from playbook.plays.spans import days_of

if TYPE_CHECKING:
    from playbook.plays.model import Summary
    from playbook.plays.settings_model import Settings
    from playbook.workspace import Workspace

Why = Literal["pilot-ended", "owner-left", "overdue", "never-verified"]
ORDER: tuple[Why, ...] = ("pilot-ended", "owner-left", "overdue", "never-verified")
OWNED = frozenset({"play", "objection", "battlecard", "persona", "scorecard", "account-plan"})
"""Kinds of page that both sides answer for."""


@dataclass(frozen=True)
class Need:
    """One page, and what it needs."""

    summary: Summary
    why: Why
    words: str
    """What it needs, in a sentence."""
    short: str
    """The same, beside what a list says anyway: how long ago it was verified, that it is a pilot."""
    people: tuple[str, ...]
    """Whose it is to do: ids, for who is away whoever acts for them; empty: nobody's who is listed."""
    used: float = 0.0
    """How often and how lately it is used, as far as this person may know."""


@dataclass(frozen=True)
class Share:
    """How many pages are verified in time, of those that are to be."""

    verified: int
    of: int

    @property
    def words(self) -> str:
        """The same, in words."""
        if not self.of:
            return "No page has to be verified."
        return f"{self.verified} of {self.of} pages are verified in time ({self.verified / self.of:.0%})."


def needs(
    pages: Iterable[Summary], settings: Settings, today: date, used: Mapping[str, float] | None = None
) -> list[Need]:
    """Return what pages need: verdicts on pilots first, then pages of owners who left, then what is to be verified.

    Within each what is used most comes first. Retired pages and drafts need nothing.
    """
    found = [need for page in pages if (need := _need(page, settings, today, used or {})) is not None]
    return sorted(found, key=lambda one: (ORDER.index(one.why), -round(one.used, 2), one.summary.id))


def share(pages: Iterable[Summary], settings: Settings, today: date) -> Share:
    """Return how many pages are verified in time."""
    asked = [page for page in pages if _is_asked(page) and _interval(page, settings) is not None]
    fine = [page for page in asked if page.verified is not None and not _age(page, settings, today)]
    return Share(len(fine), len(asked))


def _is_asked(page: Summary) -> bool:
    about_folder = page.path.rpartition("/")[2].casefold() == "readme.md"
    return page.kind in OWNED and page.status not in ("retired", "draft") and not about_folder


def _interval(page: Summary, settings: Settings) -> float | None:
    return days_of(page.verify_every or settings.review.verify_every)


def _age(page: Summary, settings: Settings, today: date) -> float:
    """Return for how many days a page should have been verified anew; 0: it is in time."""
    interval = _interval(page, settings)
    if page.verified is None or interval is None:
        return 0.0
    return max((today - page.verified).days - interval, 0.0)


def _need(page: Summary, settings: Settings, today: date, used: Mapping[str, float]) -> Need | None:
    if not _is_asked(page):
        return None
    use = sum(used.get(id_, 0.0) for id_ in (page.id, *page.moved_from))
    from playbook.desk.staff import acting_for, on_duty

    people = settings.people
    owners = (one for one in page.owners.values() if one in people or not people)
    here = tuple(dict.fromkeys(acting_for(one, people, today) for one in owners))
    left = [one for one in page.owners.values() if people and one not in people]
    liaisons = on_duty("liaison", people, today)
    if page.status == "pilot" and page.pilot and page.pilot.until and page.pilot.until < today:
        days = (today - page.pilot.until).days
        return Need(
            page,
            "pilot-ended",
            f"pilot ended {ago(days)}: keep, change or retire?",
            "keep, change or retire?",
            here or liaisons,
            use,
        )
    if left:
        names = " and ".join(dict.fromkeys(left))
        return Need(
            page, "owner-left", f"{names} left: who answers for it now?", f"{names} left", liaisons, use
        )
    if page.verified is None and page.owners and _interval(page, settings) is not None:
        return Need(
            page, "never-verified", "nobody has verified it yet", "never verified", here or liaisons, use
        )
    if _age(page, settings, today) and page.verified is not None:
        days = (today - page.verified).days
        return Need(
            page,
            "overdue",
            f"verified {ago(days)}: is it still right?",
            "still right?",
            here or liaisons,
            use,
        )
    return None


# Of a playbook


def needed(workspace: Workspace, *, mine: bool = False) -> list[Need]:
    """Return what the pages of a playbook need, or what of it is mine to do; reads records, not for the event loop."""
    from playbook.offering import use_by_all

    pages = workspace.catalog.summaries()
    found = needs(pages, workspace.settings, workspace.today, use_by_all(workspace))
    return [one for one in found if workspace.me in one.people] if mine else found


def verified_share(workspace: Workspace) -> Share:
    """Return how many of the playbook's pages are verified in time."""
    return share(workspace.catalog.summaries(), workspace.settings, workspace.today)


def summary_words(some: Sequence[Need]) -> str:
    """Return one sentence for pages that need the same; the first of them is named beside it."""
    more = len(some) - 1
    return some[0].words + (f" And {more} more {'page' if more == 1 else 'pages'}." if more else "")
