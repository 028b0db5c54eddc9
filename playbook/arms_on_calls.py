"""Which page of an experiment a rep is shown, and runs: the arm of the account, whichever page was opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.plays.model import Summary
    from playbook.plays.settings_model import Experiment
    from playbook.workspace import Workspace


def assigned(workspace: Workspace, entry: Entry, account: str, opportunity: str = "") -> Entry:
    """Return the page that a call of `entry` with this account runs.

    Where the page is an arm of an experiment that has begun, that is the arm which experiment and account decide, the
    same on every device and offline, so that nobody's choice is in it; nothing says so on the call. Without an account
    the page itself, as where the other arm is gone or not offered to me. `account` and `opportunity` are ids, or words
    as typed.
    """
    from playbook.library.offered import why_not_offered
    from playbook.plays.arms import arm_of

    page, today = entry.page, workspace.today
    plans = workspace.settings.experiments.values()
    plan = next((one for one in plans if not page.ids.isdisjoint(one.arms)), None)
    if plan is None or not _has_begun(plan, today):
        return entry
    arm = arm_of(plan.id, workspace.deal(account, opportunity).account, plan.arms)
    if not arm or arm in page.ids:
        return entry
    try:
        other = workspace.page(arm)
    except PlaybookError:
        return entry
    if not other.page.runnable or why_not_offered(other.summary, workspace.me, today):
        return entry
    return other


def as_one_play(workspace: Workspace, summaries: Sequence[Summary], account: str = "") -> Sequence[Summary]:
    """Return what plays are chosen from: of two arms under way only one, for a rep.

    With an account (an id) its own arm, else the first: which of them a call runs is not theirs to choose, also not
    where they write plays as well. Who answers feedback or manages sees both.
    """
    from playbook.library.offered import why_not_offered
    from playbook.plays.arms import arm_of

    plans = workspace.settings.experiments.values()
    if not plans or workspace.has_role("liaison", "manager") or not workspace.has_role("rep"):
        return summaries
    today, hidden = workspace.today, set[str]()
    for plan in plans:
        arms = {
            arm: one
            for arm in plan.arms
            for one in summaries
            if arm in (one.id, *one.moved_from) and not why_not_offered(one, workspace.me, today)
        }
        if len(arms) == 2 and _has_begun(plan, today):
            shown = arm_of(plan.id, account, plan.arms) or plan.arms[0]
            hidden |= {one.id for arm, one in arms.items() if arm != shown}
    return [one for one in summaries if one.id not in hidden] if hidden else summaries


def _has_begun(plan: Experiment, today: date) -> bool:
    return len(plan.arms) == 2 and (plan.start is None or plan.start <= today)
