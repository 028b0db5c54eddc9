"""The pages of a playbook by stage, for me, now: what was used, what is new, and what fits the customer I chose."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.feed import NewsLine
    from playbook.library.fit import Situation
    from playbook.library.staged import Group, Placed
    from playbook.plays.model import Summary
    from playbook.runs.model import OpenRun
    from playbook.workspace import Workspace

_KINDS = {"added": "new", "changed": "changed", "must-read": "must read"}


def groups_of(workspace: Workspace, account: str = "", *, look_for_news: bool = True) -> list[Group]:
    """Return all pages by stage and kind, for me: see `playbook.library.staged`.

    `account` is an id or a name; without `look_for_news` nothing is marked as new and git is asked less.
    """
    from playbook.arms_on_calls import as_one_play
    from playbook.library.staged import groups

    customer = workspace.deal(account).account if account else ""
    return groups(
        as_one_play(workspace, workspace.catalog.summaries(), customer),
        workspace.settings.stages,
        person=workspace.me,
        today=workspace.today,
        situation=situation_of(workspace, account),
        used=my_use(workspace),
        new=new_pages(workspace) if look_for_news else None,
    )


def shelves_of(workspace: Workspace, account: str = "", *, look_for_news: bool = True) -> list[Group]:
    """Return the groups of all pages, and at their end that of the pages that need me."""
    return [*groups_of(workspace, account, look_for_news=look_for_news), *look_after(workspace)]


def look_after(workspace: Workspace) -> list[Group]:
    """Return the group of pages that need me: to verify, to hand over, to decide on; none where nothing does."""
    from playbook.library.fit import Fit
    from playbook.library.staged import LOOK_AFTER, Group, Placed
    from playbook.upkeep import needed, verified_share

    if not workspace.people:
        return []
    items = tuple(
        Placed(one.summary, fit=Fit(reasons=(one.short,)), used=one.used)
        for one in needed(workspace, mine=True)
    )
    return [Group(LOOK_AFTER, "Look after", verified_share(workspace).words, items)] if items else []


def last_known(workspace: Workspace) -> list[Group]:
    """Return the groups as far as they are known without looking anywhere: for a first paint; perhaps empty."""
    from playbook.arms_on_calls import as_one_play
    from playbook.library.staged import groups

    summaries = as_one_play(workspace, workspace.catalog.last_known())
    return groups(summaries, workspace.settings.stages, person=workspace.me, today=workspace.today)


def best_play(workspace: Workspace, account: str, used: Mapping[str, float] | None = None) -> Placed | None:
    """Return the play that fits an account best, by what happened there and its deals, then the one I use most.

    None where none fits. `used` is `my_use`, where it is known already.
    """
    from playbook.arms_on_calls import as_one_play
    from playbook.library.staged import groups, is_play

    customer = workspace.deal(account).account if account else ""
    found = [
        item
        for group in groups(
            as_one_play(workspace, workspace.catalog.summaries(), customer),
            workspace.settings.stages,
            person=workspace.me,
            today=workspace.today,
            situation=situation_of(workspace, account),
            used=my_use(workspace) if used is None else used,
        )
        for item in group.items
        if is_play(item.summary) and item.summary.runnable and not item.why_not and item.fit.reasons
    ]
    return max(found, key=lambda item: (item.fit.score, item.used), default=None)


def plays_instead(workspace: Workspace, run: OpenRun) -> frozenset[str]:
    """Return the ids of the plays that can be called instead of the one that `run` is in: those offered today."""
    from playbook.arms_on_calls import as_one_play
    from playbook.library.offered import why_not_offered

    account = workspace.deal(run.account).account if run.account else ""
    me, today = workspace.me, workspace.today
    return frozenset(
        play.id
        for play in as_one_play(workspace, workspace.catalog.summaries(), account)
        if play.runnable
        and run.play not in (play.id, *play.moved_from)
        and not why_not_offered(play, me, today)
    )


def my_use(workspace: Workspace) -> dict[str, float]:
    """Return how often and how lately I used each play, by `playbook.library.frecency`."""
    return _use(workspace, workspace.names)


def use_by_all(workspace: Workspace) -> dict[str, float]:
    """Return how often and how lately each play was used in the runs that I may read."""
    return _use(workspace, None)


def _use(workspace: Workspace, reps: Collection[str] | None) -> dict[str, float]:
    from playbook.library.frecency import frecency

    runs = workspace.run_index.uses(reps)
    return frecency(
        ((play, day) for play, began, number in runs if (day := _day(began)) for _ in range(number)),
        workspace.today,
    )


def situation_of(workspace: Workspace, account: str) -> Situation | None:
    """Return what is known of an account that plays are chosen by; None where no account was chosen."""
    from playbook.library.fit import Happened, Situation

    book = workspace.accounts
    row = book.get(account) if account else None
    if row is None:
        return Situation() if account else None
    deals = [one for one in book.opportunities(row.id) if one.is_open]
    events = [
        Happened(event.trigger, day) for event in book.events(row.id) if (day := _day(event.date)) is not None
    ]
    return Situation(
        segment=row.segment,
        stages=tuple(one.stage for one in deals),
        titles=tuple(one.title for one in book.contacts(row.id)),
        events=tuple(events),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def new_pages(workspace: Workspace) -> dict[str, str]:
    """Return the pages that I have not looked at since they were written or changed: `new`, `changed`, `must read`.

    The same that News counts as unread: the last 30 days. Empty where git cannot tell.
    """
    from playbook.feed import news_lines

    try:
        lines = news_lines(workspace)
    except PlaybookError:
        return {}
    return {line.page: _KINDS[line.kind] for line in lines if line.kind in _KINDS and not line.read}


def owners_of(workspace: Workspace, summary: Summary) -> list[str]:
    """Return the first names of a page's owners."""
    return [workspace.name_of(owner).split(" ")[0] for owner in summary.owners.values()]


def unseen_line(workspace: Workspace, page: str) -> NewsLine | None:
    """Return what News says of a page that I have not looked at; nothing where I have, or must acknowledge it there."""
    from playbook.feed import news_lines

    try:
        lines = news_lines(workspace)
    except PlaybookError:
        return None
    return next(
        (line for line in lines if line.page == page and line.kind in ("added", "changed") and not line.read),
        None,
    )
