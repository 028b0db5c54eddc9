"""Which page a call of an experiment runs: the arm of its account, whichever page was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
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
    if plan is None or len(plan.arms) != 2 or (plan.start is not None and plan.start > today):
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
