"""What a playbook sets: stages, vocabulary, people, desk and the rest; frozen values."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from playbook.plays.model import Problem

DEFAULT_REFERENCE_HEADINGS = ("Background", "Resources", "Know")
FORMAT = 1
"""The newest `format` of a playbook that this program reads."""

Buyer = Literal["learn", "shop", "buy", "use", "renew"]
Level = Literal["off", "suggestion", "warn", "error"]


class Setting(msgspec.Struct, frozen=True, omit_defaults=True):
    """A group of settings."""


class Stage(Setting, frozen=True):
    """A phase of the sale, from the buyer's side."""

    id: str
    name: str = ""
    buyer: Buyer | Literal[""] = ""
    exit: str = ""
    """What the customer does that proves the stage."""


class Vocabulary(Setting, frozen=True):
    """The words that pages and runs choose from; an empty list leaves the choice free."""

    segments: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    channels: tuple[str, ...] = ("phone", "video", "email", "in-person")
    triggers: tuple[str, ...] = ()
    skip_reasons: tuple[str, ...] = (
        "no time",
        "not relevant",
        "customer led",
        "already known",
        "did not work before",
    )
    do_not_say: tuple[str, ...] = ()
    reference_headings: tuple[str, ...] = DEFAULT_REFERENCE_HEADINGS


class Review(Setting, frozen=True):
    """How a change is approved, and how long a page stays verified."""

    verify_every: str = "90 days"
    approvals: tuple[str, ...] = ("marketing", "sales")
    remind_after: str = "1 day"
    decider: str = ""
    emergency: tuple[str, ...] = ()
    """People who may publish a notice or withdraw a page alone."""
    signing: Literal["off", "when present", "required"] = "when present"
    wording_only: int = 1
    """Approvals that a change needs that says it is of wording only."""


class Promote(Setting, frozen=True):
    """When what many say is brought up: so many people within so many days."""

    people: int = 3
    days: int = 60


class Assign(Setting, frozen=True):
    """Feedback of which `when` (kind, segment, stage, play …) all hold goes to a person."""

    to: str
    when: dict[str, str] = {}


class Desk(Setting, frozen=True):
    """What marketing promises the reps."""

    first_answer: str = "2 business days"
    resolution: str = "10 business days"
    working_hours: str = "Mon-Fri 09:00-17:00"
    """With the zone's name after it, where it is not the reader's own."""
    holidays: tuple[date, ...] = ()
    """Days of one's own."""
    promote: Promote = Promote()
    assign: tuple[Assign, ...] = ()
    warn: str = "4 business hours"
    """So long before a promise is broken it is said."""
    unanswered: str = "10 days"
    """So long a question waits for its rep; then it is closed, and the rep is told."""
    decider: str = ""
    """Who says which of two decisions stands; empty: any liaison."""
    public_holidays: str = ""
    """The country, or its part, whose public holidays count as well: `DE-BY`."""


class Records(Setting, frozen=True):
    """Where records meet."""

    hub: str = ""
    """A git remote or URL, or a database's; empty: nothing leaves this machine."""
    line_on_git: bool = False
    """A hub on git may hold what is for one's own line."""
    signing: Literal["when present", "required"] = "when present"
    """Whether a hub on git may hold records of somebody whose keys are not listed."""


class Person(Setting, frozen=True):
    """Somebody who works with the playbook."""

    id: str
    name: str = ""
    email: str = ""
    side: str = ""
    roles: tuple[str, ...] = ()
    manager: str = ""
    deputy: str = ""
    away: tuple[str, ...] = ()
    """Days and spans of days when the deputy acts: `2026-12-24`, `2026-12-24/2027-01-03`."""
    segments: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Earlier names: journals that were begun under them are this person's."""
    keys: tuple[str, ...] = ()


MEASURES = ("commitment", "advance")
"""What an experiment can count: the customer's commitment (done, or promised and not broken), or the result."""


class Experiment(Setting, frozen=True):
    """A comparison of pages, planned before it begins."""

    id: str
    arms: tuple[str, ...] = ()
    unit: str = "account"
    measure: str = "commitment"
    baseline: float = 0.0
    smallest_lift: float = 0.0
    accounts_per_arm: int = 0
    start: date | None = None
    """The key `from`."""


class Settings(Setting, frozen=True):
    """Everything a playbook sets; the default is a repository without `playbook.toml`."""

    id: str = ""
    """Names the data folder; empty: the root commit's id does."""
    name: str = ""
    format: int = FORMAT
    published: str = "main"
    link_root: str = "."
    stages: tuple[Stage, ...] = ()
    vocabulary: Vocabulary = Vocabulary()
    review: Review = Review()
    lint: dict[str, Level] = {}
    desk: Desk = Desk()
    records: Records = Records()
    people: dict[str, Person] = {}
    experiments: dict[str, Experiment] = {}
    present: bool = False
    """There is a `playbook.toml`."""
    warnings: tuple[Problem, ...] = ()
    """What in it is doubtful, such as a manager who is not among the people."""

    def stage(self, id_: str) -> Stage | None:
        """Return the stage with that id."""
        return next((stage for stage in self.stages if stage.id == id_), None)

    def stage_name(self, named: str) -> str:
        """Return what a stage is called here, whether `named` is its id or its name; what is no stage as it stands."""
        from playbook.plays.slug import slug

        names = {slug(one.name): one.name for one in self.stages if one.name}
        names |= {slug(one.id): one.name or one.id for one in self.stages}
        return names.get(slug(named), named) if named else ""

    def person(self, name: str) -> Person | None:
        """Return the person with that id, earlier name or e-mail address."""
        if name in self.people:
            return self.people[name]
        folded = name.casefold()
        for person in self.people.values():
            if folded and (folded == person.email.casefold() or name in person.also):
                return person
        return None
