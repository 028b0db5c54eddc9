"""What the desk shows: an item of feedback with all that happened to it, as frozen values."""

from __future__ import annotations

import msgspec

from playbook.desk.states import DECISIVE, OPEN, State
from playbook.records.model import Feedback, FeedbackKind, Record, Triage


class Act(msgspec.Struct, frozen=True, gc=False):
    """One action on an item, as it stands in the thread."""

    record: Record
    body: Triage
    before: State = "new"
    after: State = "new"
    applied: bool = True
    """False: it did not fit (any longer) and changed nothing; it is kept all the same."""
    undone: bool = False
    unseen: tuple[str, ...] = ()
    """Refs of decisions by others that its author cannot have seen."""
    hushed: bool = False
    """Its words were redacted with the feedback they are about."""

    @property
    def ref(self) -> str:
        """`journal#seq` of its record."""
        return self.record.ref

    @property
    def order(self) -> tuple[int, str, int]:
        """What sorts it among all records."""
        return self.record.order

    @property
    def at(self) -> str:
        """When it was done, by its author's clock."""
        return self.record.at

    @property
    def person(self) -> str:
        """Who did it."""
        return self.record.person

    @property
    def action(self) -> str:
        """What was done."""
        return self.body.action

    @property
    def text(self) -> str:
        """The question, reply, answer, reason or note."""
        return "" if self.hushed else self.body.text

    @property
    def commit(self) -> str:
        """The commit that it names."""
        return self.body.commit

    @property
    def counts(self) -> bool:
        """It did something, and that still stands."""
        return self.applied and not self.undone


class Item(msgspec.Struct, frozen=True, gc=False):
    """One piece of feedback, folded from all records about it."""

    feedback: Feedback
    """As captured; blank but for id and kind where it was redacted."""
    record: Record
    """The one that brought it; its body says what was redacted, too: show `feedback`."""
    rep: str
    """Its author."""
    people: tuple[str, ...]
    """Everybody behind it, its author first: me-toos, and authors and me-toos of what was merged into it."""
    accounts: tuple[str, ...] = ()
    """Distinct accounts behind it, in the order they came."""
    amount: dict[str, float] = {}
    """Their open amount by currency, each account counted once by what was last said of it."""
    state: State = "new"
    assignee: str = ""
    route: str = ""
    labels: tuple[str, ...] = ()
    merged_into: str = ""
    merged: tuple[str, ...] = ()
    """Ids of the items merged into this one, also by way of others."""
    authors: tuple[str, ...] = ()
    """Authors of the items merged into it, besides its own."""
    answer: str = ""
    """The answer or the reason for declining; of a merged item, that of the item it went into."""
    answer_ref: str = ""
    """`journal#seq` of the record that says it."""
    commit: str = ""
    """The commit that published a change because of it."""
    thread: tuple[Act, ...] = ()
    conflict: str = ""
    """A sentence where two people decided without having seen each other, until somebody decides anew."""
    liaison_only: bool = False
    redacted: bool = False
    barred: dict[str, str] = {}
    """Of decisions made apart, why one of them cannot be said to stand: a sentence by the act's ref."""

    @property
    def id(self) -> str:
        """Its random id."""
        return self.feedback.id

    @property
    def ref(self) -> str:
        """`journal#seq` of the record that brought it."""
        return self.record.ref

    @property
    def order(self) -> tuple[int, str, int]:
        """What sorts it among all records: the order of capture."""
        return self.record.order

    @property
    def at(self) -> str:
        """When it was captured, by its author's clock."""
        return self.record.at

    @property
    def kind(self) -> FeedbackKind:
        """What sort of feedback it is."""
        return self.feedback.kind

    @property
    def text(self) -> str:
        """What the rep wrote."""
        return self.feedback.text

    @property
    def severity(self) -> int:
        """1 (minor) to 3 (stops a sale)."""
        return self.feedback.severity

    @property
    def play(self) -> str:
        """Id of the page it is pinned to."""
        return self.feedback.play

    @property
    def step(self) -> str:
        """Id of the step it is pinned to."""
        return self.feedback.step

    @property
    def quote(self) -> str:
        """The line of the page it is about."""
        return self.feedback.quote

    @property
    def blob(self) -> str:
        """The revision it is about."""
        return self.feedback.blob

    @property
    def run(self) -> str:
        """The run it was captured on, where there was one."""
        return self.feedback.run

    @property
    def account(self) -> str:
        """The account it was first heard from."""
        return self.feedback.account

    @property
    def votes(self) -> int:
        """How many people besides its author are behind it."""
        return len(self.people) - 1

    @property
    def is_open(self) -> bool:
        """Somebody still has to decide."""
        return self.state in OPEN and not self.redacted

    @property
    def contested(self) -> tuple[Act, ...]:
        """The decisions that were made apart, the one that stands last; empty where there is no conflict."""
        if not self.conflict:
            return ()
        decided = [act for act in self.thread if act.action in DECISIVE and not act.undone]
        among = (*decided[-1].unseen, decided[-1].ref)
        return tuple(act for act in decided if act.ref in among)

    @property
    def choosable(self) -> tuple[Act, ...]:
        """Those of the decisions made apart that can be said to stand."""
        return tuple(act for act in self.contested if act.ref not in self.barred)

    @property
    def decision(self) -> Act | None:
        """Who said last which of two decisions made apart stands, with the reason; None where nobody had to."""
        decided = (act for act in reversed(self.thread) if act.action == "decide" and act.counts)
        return next(decided, None)

    @property
    def states(self) -> list[tuple[str, State]]:
        """When it came into which state, from the first on: `(at, state)`."""
        changes: list[tuple[str, State]] = [(self.at, "new")]
        changes += [(act.at, act.after) for act in self.thread if act.counts and act.after != act.before]
        return changes

    def undoable(self, person: str) -> str:
        """Return the ref of the last action by `person` that still stands; empty where there is none."""
        mine = self.last_act(person)
        return mine.ref if mine else ""

    def last_act(self, person: str) -> Act | None:
        """Return the last action by `person` that still stands (an undo is none)."""
        mine = (
            act
            for act in reversed(self.thread)
            if act.person == person and act.counts and act.action != "undo"
        )
        return next(mine, None)

    def is_for(self, person: str, *, liaison: bool) -> bool:
        """Return whether `person` may see it: feedback given to the liaisons alone hides from others."""
        return liaison or not self.liaison_only or person == self.rep
