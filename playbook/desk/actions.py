"""What may be done with an item by whom, with the reason when not; and the records that do it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Protocol

from playbook.desk.model import Item
from playbook.desk.states import ALWAYS, ROUTES, State, after
from playbook.errors import PlaybookError
from playbook.ids import shorten
from playbook.records.model import Action, Body, Triage


class Actor(Protocol):
    """Who acts: a person of `playbook.toml`, or anything with the same three facts."""

    @property
    def id(self) -> str:
        """The person's id, as in their journals."""
        ...

    @property
    def side(self) -> str:
        """`marketing`, `sales` or another."""
        ...

    @property
    def roles(self) -> Sequence[str]:
        """What the person does: `rep`, `liaison`, `author`, `manager`."""
        ...


class NotAllowedError(PlaybookError):
    """The action does not fit the item or the person; the message says why and what would."""


REP_ACTIONS = frozenset({"reply", "withdraw", "thanks", "note"})
"""Open to people without the role liaison (reply and withdraw to the author alone)."""

NOT_YET: frozenset[State] = frozenset({"answered", "published"})
"""Said to be done: whoever is behind it can say that it is not yet, and why."""

DECLINED = "It was declined, with a reason: add what speaks against that, or say it anew."
"""Said to a rep who says “not yet” to a decline."""

AUTHOR_ACTIONS = frozenset({"change", "publish"})
"""Open to people with the role author as well."""

_NEEDS_TEXT = {
    "ask": "Say what you want to know from the rep.",
    "reply": "Say something in reply.",
    "answer": "Say what the rep is to hear.",
    "decline": "Say why: the rep reads the reason.",
    "note": "The note is empty.",
    "decide": "Say why: both who decided read the reason.",
}

_DONE: dict[State, str] = {
    "new": "is new",
    "accepted": "is accepted already",
    "waiting": "waits for the rep’s reply",
    "ready": "has a change under way",
    "published": "has been published",
    "answered": "has been answered; reopen it first",
    "declined": "has been declined; reopen it first",
    "merged": "has been merged into another; split it first",
    "withdrawn": "was withdrawn by its author",
    "closed": "was closed because its question stayed unanswered; reopen it first",
}

_WHERE: dict[State, str] = {
    "new": "is new",
    "accepted": "is accepted",
    "waiting": "waits for a reply of yours",
    "ready": "has a change under way",
    "merged": "goes on in the one that it was merged into",
    "withdrawn": "was withdrawn",
    "closed": "was closed because its question stayed unanswered; a reply opens it again",
}
"""How things stand with an item that has no answer to be contradicted."""

_ONLY = {
    "accept": "Only what is new can be accepted",
    "reply": "There is no question open to reply to",
    "close": "Only a question to the rep that stayed unanswered can be closed",
    "reopen": "There is nothing to reopen",
    "split": "It is not merged into another",
    "decide": "There are no two decisions to choose between",
}


def allowed(
    item: Item,
    action: str,
    actor: Actor,
    *,
    text: str | None = None,
    to: str | None = None,
    people: Collection[str] | None = None,
    decides: bool = False,
    name_of: Callable[[str], str] = str,
) -> str:
    """Return why `actor` cannot take `action` on `item` now, as a sentence; empty where they can.

    `text` and `to` are checked where given (None: not entered yet); `people` are the ids one can assign to; `decides`
    says that the playbook names the actor to decide between two decisions, whatever else they are. `name_of` says what
    to call a person of whom only the id is known.
    """
    return (
        _not_theirs(item, action, actor, name_of(item.rep), decides=decides)
        or _does_not_fit(item, action)
        or _text_missing(action, text)
        or _reason_missing(item, action, actor, text)
        or _wrong_target(item, action, to, people)
    )


def triage(
    item: Item,
    action: Action,
    actor: Actor,
    *,
    text: str = "",
    to: str = "",
    labels: Sequence[str] = (),
    commit: str = "",
    people: Collection[str] | None = None,
    decides: bool = False,
) -> Triage:
    """Return the record's body of one action; raises NotAllowedError with the reason.

    `to` is a person (assign), a route (route, and a note that brings its reply), the full id of another item
    (merge) or the ref of the decision that is to stand (decide).
    """
    text = text.strip()
    if reason := allowed(item, action, actor, text=text, to=to, people=people, decides=decides):
        raise NotAllowedError(reason)
    if action == "label" and not any(label.strip("- ") for label in labels):
        raise NotAllowedError("Name at least one label; -name takes one away.")
    return Triage(
        feedback=item.id,
        action=action,
        text=text,
        to=to,
        labels=tuple(label.strip() for label in labels),
        commit=commit,
        role=role_of(actor),
        side=actor.side,
    )


def batch(
    items: Iterable[Item], action: Action, actor: Actor, *, text: str = "", **said: Any
) -> list[Triage]:
    """Return one body per item that does the same to all, once each; raises before any where one cannot.

    `said` is what `triage` is told besides.
    """
    distinct = {item.id: item for item in items}
    bodies = []
    for item in distinct.values():
        try:
            bodies.append(triage(item, action, actor, text=text, **said))
        except NotAllowedError as error:
            if len(distinct) == 1:
                raise
            raise NotAllowedError(f"{shown(item)}: {error}") from error
    return bodies


def audience_for(item: Item, body: Body | None = None) -> str | None:
    """Return the audience of what is said about `item`: None is the usual one of its kind.

    A liaison's note is for the other liaisons, and so is taking it back.
    """
    if isinstance(body, Triage) and (
        (body.action == "note" and body.role == "liaison")
        or body.undoes.partition("#")[0].endswith("/liaison")
    ):
        return "liaison"
    return "liaison" if item.liaison_only else None


def shown(item: Item) -> str:
    """Return the item's short id, as screens show it."""
    return shorten(item.id, letter="F")


def role_of(actor: Actor) -> str:
    """Return the role in which one acts on the desk: liaison before all others."""
    return "liaison" if "liaison" in actor.roles else next(iter(actor.roles), "")


def _not_theirs(item: Item, action: str, actor: Actor, rep: str, *, decides: bool = False) -> str:
    if not item.is_for(actor.id, liaison="liaison" in actor.roles):
        return "This feedback was given to the liaisons alone."
    if action == "withdraw" and actor.id != item.rep:
        return f"Only {rep} can withdraw it; a liaison can decline it."
    if action == "reopen" and item.state == "withdrawn":
        return "" if actor.id == item.rep else f"Only {rep} can take the withdrawal back."
    if action == "reply" and actor.id not in (item.rep, *item.authors):
        return f"The question is for {rep}."
    if action == "decide" and decides:
        return ""
    if action in REP_ACTIONS or "liaison" in actor.roles or _says_not_yet(item, action, actor):
        return ""
    if action in AUTHOR_ACTIONS and "author" in actor.roles:
        return ""
    if action == "reopen" and actor.id in item.people:
        declined = item.state == "declined"
        return (
            DECLINED if declined else f"There is no answer yet to say “not yet” to: it {_WHERE[item.state]}."
        )
    return "That is for the marketing liaison (role “liaison” in playbook.toml)."


def _says_not_yet(item: Item, action: str, actor: Actor) -> bool:
    """Return whether somebody behind it says that what was answered is not done yet."""
    behind = actor.id in item.people and "liaison" not in actor.roles
    return action == "reopen" and item.state in NOT_YET and behind


def _reason_missing(item: Item, action: str, actor: Actor, text: str | None) -> str:
    if text is None or text.strip() or not _says_not_yet(item, action, actor):
        return ""
    return "Say in a word what is not right yet: the liaison reads it."


def _does_not_fit(item: Item, action: str) -> str:
    if item.redacted and action not in ALWAYS:
        return "Its author has redacted it; only that it was redacted remains."
    if action == "withdraw" and item.merged:
        return "Others’ feedback has been merged into it; ask a liaison to split that off or to decline it."
    if action == "decide":
        return _nothing_to_choose(item)
    if action == "thanks" and not item.answer and item.state != "published":
        return "There is no answer yet to say thanks for."
    if after(action, item.state) is not None:
        return ""
    here = f"it {_DONE[item.state]}"
    return f"{_ONLY[action]}: {here}." if action in _ONLY else f"{here[0].upper()}{here[1:]}."


def _nothing_to_choose(item: Item) -> str:
    if not item.conflict:
        return f"{_ONLY['decide']}."
    return "" if item.choosable else " ".join(dict.fromkeys(item.barred.values()))


def _text_missing(action: str, text: str | None) -> str:
    if text is None or text.strip():
        return ""
    return _NEEDS_TEXT.get(action, "")


def _wrong_target(item: Item, action: str, to: str | None, people: Collection[str] | None) -> str:
    if to is None:
        return ""
    if action == "decide" and to not in [act.ref for act in item.contested]:
        return "Say which of the two decisions is to stand."
    if action == "decide" and to in item.barred:
        return item.barred[to]
    if action == "note" and to and to not in ROUTES:
        return f"Say who replied: {', '.join(ROUTES)}."
    if action == "route" and to not in ROUTES:
        return f"Route it to one of: {', '.join(ROUTES)}."
    if action == "assign" and (not to or (people is not None and to not in people)):
        return f"There is nobody “{to}” to assign it to." if to else "Say whom to assign it to."
    if action == "merge":
        if not to:
            return "Say which feedback to merge it into."
        if to == item.id:
            return "It cannot be merged into itself."
        if to in item.merged:
            return "That one is merged into this one already; split it off first."
    return ""
