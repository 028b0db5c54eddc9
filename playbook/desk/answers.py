"""The way back to the rep: what was said to my feedback, and "you said, we answered" inside the play."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from playbook.desk.merged import end_of
from playbook.desk.model import Act, Item
from playbook.desk.states import STANDING
from playbook.records.model import Record, Seen

VERBS = {
    "answer": "answered",
    "ask": "asks",
    "close": "closed it",
    "decline": "declined",
    "publish": "changed the play",
}
"""What the desk did, as it is said after a name."""

_TELLS = ("answer", "decline", "close", "publish")


@dataclass(frozen=True)
class Told:
    """One thing the desk said to me."""

    feedback: str
    """Id of the item in whose thread it stands."""
    ref: str
    at: str
    by: str
    action: str
    """`answer`, `decline`, `close`, `publish`, or `ask`: a question that waits for my reply."""
    text: str
    commit: str
    mine: tuple[str, ...]
    """Ids of my own feedback that it speaks to; empty where I said "me too"."""
    rep: str
    """Who said it: empty where it was me, else whom I said "me too" to."""
    said: str
    """What I said (where it was me too: what its author said)."""
    quote: str
    play: str
    step: str
    seen: bool

    @property
    def mark(self) -> str:
        """What a `seen` record of it says."""
        return answer_mark(self.feedback, self.ref)


def answer_mark(feedback: str, ref: str) -> str:
    """Return what a `seen` record of an answer says."""
    return f"answer:{feedback}:{ref}"


def seen_marks(records: Iterable[Record], me: Collection[str]) -> frozenset[str]:
    """Return everything that `seen` records of mine name and did not take back; `me`: the names of my journals."""
    last: dict[str, tuple[tuple[int, str, int], bool]] = {}
    for record in records:
        if isinstance(body := record.body, Seen) and record.person in me:
            last[body.what] = max(last.get(body.what, _NEVER), (record.order, not body.withdrawn))
    return frozenset(what for what, (_, stands) in last.items() if stands)


_NEVER = ((-1, "", -1), False)

SAYING = STANDING | {"waiting", "merged"}
"""States of items that something may have been said to, and of those that went into them."""


def told_to(items: Mapping[str, Item], me: Collection[str], marks: Collection[str] = ()) -> list[Told]:
    """Return what was said last to each item that I am behind, the newest first, seen or not.

    What I said myself on the desk is no news to me; an undone answer was never said.
    """
    told = []
    for item in items.values():
        if item.state == "merged" or item.redacted or not any(person in me for person in item.people):
            continue
        act = _last_said(item)
        if (
            act is None
            or (act.person in me and not _is_noted(act))
            or (act.action == "ask" and not _is_asked(item, me))
        ):
            continue
        told.append(_told(item, act, items, me, marks))
    return sorted(told, key=lambda one: _place(items[one.feedback], one.ref), reverse=True)


def unseen(told: Iterable[Told]) -> list[Told]:
    """Return what I have not looked at yet; a question stays until it is replied to."""
    return [one for one in told if not one.seen or one.action == "ask"]


def _last_said(item: Item) -> Act | None:
    if item.answer_ref and item.state in ("answered", "declined"):
        return next(act for act in item.thread if act.ref == item.answer_ref)
    says = ("ask",) if item.state == "waiting" else _TELLS if item.state in STANDING else ()
    said = (act for act in reversed(item.thread) if act.counts and act.action in says)
    return next(said, None)


def _is_noted(act: Act) -> bool:
    """Say whether it was git that said it, and the item's author only put it on record."""
    return act.action == "publish" and bool(act.commit and act.text)


def _is_asked(item: Item, me: Collection[str]) -> bool:
    return any(author in me for author in (item.rep, *item.authors))


def _told(
    item: Item, act: Act, items: Mapping[str, Item], me: Collection[str], marks: Collection[str]
) -> Told:
    own = [one for one in (item.id, *item.merged) if one in items and items[one].rep in me]
    subject = items[own[0]] if own else item
    return Told(
        feedback=item.id,
        ref=act.ref,
        at=act.at,
        by="" if _is_noted(act) else act.person,
        action=act.action,
        text=act.text,
        commit=act.commit or item.commit,
        mine=tuple(own),
        rep="" if own else subject.rep,
        said=subject.text,
        quote=subject.quote,
        play=subject.play,
        step=subject.step,
        seen=answer_mark(item.id, act.ref) in marks,
    )


def _place(item: Item, ref: str) -> tuple[int, str, int]:
    return next(act.order for act in item.thread if act.ref == ref)


_STANDS_THERE = ("answered", "published")


@dataclass(frozen=True)
class Heard:
    """Something reps said about a step, and what was answered: shown inside the play."""

    feedback: str
    step: str
    said: str
    quote: str
    by: str
    answer: str
    """In words; empty where the published change is all there is to say."""
    answered_by: str
    """Empty where git said it."""
    at: str
    """When it was answered."""
    commit: str
    """The commit that changed the play because of it."""
    votes: int
    action: str = "answer"
    """`answer`, or `publish`: "you said, we did"."""


def heard_in(
    items: Mapping[str, Item],
    play: str,
    step: str | None = None,
    *,
    viewer: str = "",
    liaison: bool = False,
    moved: Mapping[str, str] | None = None,
    moved_from: Collection[str] = (),
) -> list[Heard]:
    """Return "you said, we did" for a play, or for one of its steps: answers and published changes, the latest first.

    One line per answer and step: what was merged shows under the item that was answered, in its own place
    where it was about another step. What was given to the liaisons alone shows to its author and to them only.
    `moved` (old step to new) and `moved_from` (old ids of the page) are those of the page's front matter.
    """
    renamed = moved or {}
    heard: dict[tuple[str, str], tuple[tuple[int, str, int], Heard]] = {}
    for item in items.values():
        here = renamed.get(item.step, item.step)
        if item.redacted or (item.play != play and item.play not in moved_from):
            continue
        if (step is not None and here != step) or not item.is_for(viewer, liaison=liaison):
            continue
        end = end_of(items, item)
        if end.state not in _STANDS_THERE or not (
            end.is_for(viewer, liaison=liaison) or viewer in end.people
        ):
            continue
        act = _last_said(end)
        assert act is not None  # what brought it into that state
        if (act.ref, here) not in heard or item is end:
            heard[(act.ref, here)] = (act.order, _heard(item, here, end, act))
    return [one for _, one in sorted(heard.values(), key=lambda pair: pair[0], reverse=True)]


def _heard(item: Item, step: str, end: Item, act: Act) -> Heard:
    return Heard(
        feedback=item.id,
        step=step,
        said=item.text,
        quote=item.quote,
        by=item.rep,
        answer=act.text,
        answered_by="" if _is_noted(act) else act.person,
        at=act.at,
        commit=act.commit or end.commit,
        votes=end.votes,
        action=act.action,
    )
