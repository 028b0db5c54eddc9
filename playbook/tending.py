"""Keeping pages true: an owner verifies, a page is retired or revived, and in an emergency withdrawn or marked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.library.review import trailers
from playbook.library.review.direct import Direct, Emergency
from playbook.library.review.model import Proposal
from playbook.plays.front_edit import set_key
from playbook.proposing import open_reviews, who_am_i

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playbook.library.catalog import Entry
    from playbook.library.review.reviews import Reviews
    from playbook.workspace import Workspace


class NotAnOwnerError(PlaybookError):
    """Only who answers for a page can say that it is right."""

    def __init__(self, title: str, owners: Sequence[str]) -> None:
        named = " or ".join(owners) or "nobody yet"
        super().__init__(
            f"“{title}” is {named}'s to verify. Ask them, or tell them what is wrong as feedback."
        )


def why_not_verify(workspace: Workspace, entry: Entry) -> str:
    """Return why I cannot say that a page is right; empty where I can."""
    error = _not_an_owner(workspace, entry)
    return str(error) if error else ""


def _not_an_owner(workspace: Workspace, entry: Entry) -> NotAnOwnerError | None:
    owners = entry.page.facts.owners
    if not workspace.people or workspace.me in owners.values():
        return None
    return NotAnOwnerError(
        entry.page.title, [workspace.name_of(one) for one in dict.fromkeys(owners.values())]
    )


def why_not_alone(workspace: Workspace) -> str:
    """Return why I cannot withdraw a page or put a notice on it by myself; empty where I can."""
    named = workspace.settings.review.emergency
    if workspace.me in named:
        return ""
    who = " or ".join(workspace.name_of(one) for one in named) or "nobody"
    return f"At once and alone, {who} may do that ([review] emergency in playbook.toml). Propose it instead."


def why_not_status(status: str, act: str) -> str:
    """Return why a page of this status cannot be kept, retired or revived, as `act` says; empty where it can."""
    if act == "keep" and status != "pilot":
        return "It is no pilot."
    if act == "retire" and status == "retired":
        return "It is retired already."
    return "It is not retired." if act == "revive" and status != "retired" else ""


def verify(workspace: Workspace, entries: Sequence[Entry], reviews: Reviews | None = None) -> str:
    """Commit today's date as `verified` of pages that I answer for; return the commit. Raises NotAnOwnerError."""
    direct = Direct(reviews or open_reviews(workspace))
    who, changes = who_am_i(workspace), {}
    for entry in entries:
        if error := _not_an_owner(workspace, entry):
            raise error
        text = set_key(direct.text(entry.page.path), "verified", workspace.today.isoformat())
        changes[entry.page.path] = text.encode("utf-8", "surrogateescape")
    titles = ", ".join(entry.page.title for entry in entries[:3])
    more = f" and {len(entries) - 3} more" if len(entries) > 3 else ""
    return direct.commit(changes, trailers.message(f"Verify {titles}{more}"), who)


def change_status(
    workspace: Workspace, entry: Entry, status: str, reason: str, reviews: Reviews | None = None
) -> Proposal:
    """Propose another status for a page."""
    reviews = reviews or open_reviews(workspace)
    before = Direct(reviews).text(entry.page.path)
    after = set_key(before, "status", status)
    pilot = entry.page.facts.status == "pilot"
    if pilot and status == "live":
        after = set_key(after, "pilot", "")  # it is everybody's from now on
    text = after.encode("utf-8", "surrogateescape")
    verb = "Retire" if status == "retired" else "Keep" if pilot else "Revive"
    return reviews.propose(
        {entry.page.path: text}, f"{verb} “{entry.page.title}”", who_am_i(workspace), text=reason
    )  # fmt: skip


def withdraw(workspace: Workspace, entry: Entry, reason: str, reviews: Reviews | None = None) -> Emergency:
    """Retire a page at once, alone; the other side's approval is to follow."""
    direct = Direct(reviews or open_reviews(workspace))
    text = set_key(direct.text(entry.page.path), "status", "retired")
    title = f"Withdraw “{entry.page.title}”"
    return direct.emergency("withdraw", entry.page.path, text, title, reason, who_am_i(workspace))


def put_notice(
    workspace: Workspace, entry: Entry, words: str, until: date, reviews: Reviews | None = None
) -> Emergency:
    """Put a dated notice on a page at once, alone; the other side's approval is to follow."""
    direct = Direct(reviews or open_reviews(workspace))
    who = who_am_i(workspace)
    person = workspace.settings.person(who.email)
    kept = [
        {"text": one.text, "until": one.until.isoformat() if one.until else "", "by": one.by}
        for one in entry.page.facts.notices
        if one.until is None or one.until >= workspace.today
    ]
    kept.append({"text": words, "until": until.isoformat(), "by": person.id if person else who.name})
    text = set_key(direct.text(entry.page.path), "notices", _as_yaml(kept))
    title = f"Notice on “{entry.page.title}”"
    return direct.emergency("notice", entry.page.path, text, title, words, who)


def _as_yaml(notices: Sequence[dict[str, str]]) -> str:
    """Return notices as YAML on one line; JSON is YAML."""
    import json

    return json.dumps(
        [{key: value for key, value in one.items() if value} for one in notices], ensure_ascii=False
    )
