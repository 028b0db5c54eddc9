"""To whom feedback belongs, by the rules of the playbook and the owner of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.desk.model import Item
    from playbook.desk.staff import Suggested
    from playbook.workspace import Workspace


def suggested_for(workspace: Workspace, item: Item) -> Suggested | None:
    """Return to whom `item` belongs and why; reads pages and accounts, so not for the event loop."""
    from playbook.desk.staff import suggested

    owner, stage = "", ""
    if item.play:
        try:
            page = workspace.page(item.play).page
            owner, stage = page.facts.owners.get("marketing", ""), page.facts.stage
        except PlaybookError:  # gone from the playbook: nobody owns it
            pass
    account = workspace.accounts.get(item.account) if item.account else None
    known = {"stage": stage, "segment": account.segment if account else ""}
    return suggested(
        item, workspace.settings.desk.assign, workspace.people, workspace.today, known=known, owner=owner
    )


def reason_of(workspace: Workspace, found: Suggested) -> str:
    """Return a suggestion as people read it: `Dana Ortiz (owns the play)`."""
    return f"{workspace.name_of(found.to)} ({found.why})"


def why_not_decide(workspace: Workspace) -> str:
    """Return why I cannot say which of two decisions stands; empty where I can, as far as the playbook names people."""
    from playbook.desk.staff import acting_for

    named, people = workspace.settings.desk.decider, workspace.people
    if not named or named not in people:
        return ""
    decider = acting_for(named, people, workspace.today)
    if workspace.names.intersection((named, decider)):
        return ""
    return f"{workspace.name_of(decider)} decides between two decisions (`[desk] decider` of playbook.toml)."


def decides(workspace: Workspace) -> bool:
    """Return whether the playbook names me to decide between two decisions, or I act for who is named and away."""
    named = workspace.settings.desk.decider
    return named in workspace.people and not why_not_decide(workspace)


def close_unanswered(workspace: Workspace) -> list[str]:
    """Close the questions of the desk that stayed unanswered too long; return the ids of their items.

    Only a liaison closes them; the record tells the rep. Raises CannotSaveError.
    """
    from playbook.desk.actions import audience_for
    from playbook.desk.lapsing import closings, latest

    if not workspace.has_role("liaison"):
        return []
    now, span = workspace.clock.now(), workspace.settings.desk.unanswered
    items = workspace.feedback_index.waiting_since(latest(now, span))
    found = closings(items.values(), workspace.person, now, span)
    for item, body in found:
        workspace.append(body, audience_for(item, body))
    return [item.id for item, _ in found]
