"""What the demo adds to the starter's pages: second arms, a pilot, a withdrawn page, a notice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from playbook.demo.days import Days
from playbook.demo.history import DemoContentError, Undoable
from playbook.demo.team.people import with_colleagues
from playbook.demo.team.plans import FIRST_DAY, PHOTO, STALE, TRIALS, VOUCHER, Trial
from playbook.plays.front_edit import set_key

SETTINGS = "playbook.toml"
NOTICED = "plays/commit/procurement-and-legal.md"
_NOTICE_DAYS, _PILOT_DAYS = 9, 30

NOTICE = "Contracts of before this month name the wrong court. Send none until legal has the new one."

_PHOTO_TEXT = """\
---
title: Photo of the gate
stage: connect
segments: [regional, network]
personas: [head-of-logistics, site-manager]
channels: [phone]
triggers: [new-warehouse, new-logistics-head]
owners: {{marketing: noor, sales: amir}}
status: pilot
pilot: {{reps: [amir, bea, gita, iris], until: {until}}}
verified: 2026-01-01
value: Sees their own gate at seven o'clock, and knows whether it is worth half an hour.
commitment: Sends one photo of the gate, and takes a date to look at it together.
---

A first call that asks for a photo instead of a meeting. Amir's idea. We try it with four people before anybody else does.

## Open (30 s)

> Hello {{{{contact.first_name}}}}, {{{{rep.name}}}} from Fernyard. We haven't spoken before. I've one odd request, and it takes you ten seconds. May I?

### May you ask?

- Yes
- Not now → [Another day](#another-day-branch)
- No → [Leave it](#leave-it-branch)

## Ask for the photo (2 min, must)

> Tomorrow at seven, would somebody take one photo of your gate? If it's empty, you don't need us, and I'll say so.

### Who takes it?

- They do
- The dock lead does
- Nobody → [Leave it](#leave-it-branch)

## Look at it together (1 min, must)

> Thanks. Then let's look at it for half an hour, you and I and whoever stands at that gate. Which day suits you?

- [ ] Send the invitation before you hang up

### Do they take a date?

- Yes
- They send the photo first
- No → [Leave it](#leave-it-branch)

## Another day (branch)

> Of course. When is it quiet at your place?

- [ ] Put the day in as the next step

→ [End](#end)

## Leave it (branch)

> Then I leave you in peace. Thanks for hearing me out.

→ [End](#end)
"""  # noqa: E501  # a page, as an author writes it

_VOUCHER_TEXT = """\
---
title: Voucher for a talk
stage: connect
segments: [single-site]
personas: [site-manager]
channels: [email]
triggers: [no-answer]
owners: {marketing: noor, sales: kim}
status: retired
verified: 2026-01-01
value: Gets a coffee for half an hour of their time.
commitment: Takes a date for a talk.
---

Withdrawn. Two customers may not take presents from suppliers, and a third asked what we are buying.

## Write (2 min)

> Half an hour with us, and the coffee is ours. The voucher is in this mail, whether or not you buy.

- [ ] Attach the voucher

## Ring two days later (2 min, must)

> Did the coffee taste? I'd like to hear how your mornings go.

### Do they take a date?

- Yes
- No
"""


@dataclass(frozen=True)
class Keyed:
    """A key of a page's front matter that got another value."""

    path: str
    key: str
    after: str
    before: str = ""
    """Empty: it was not there."""

    def do(self, text: str) -> str:
        """Return the page with the new value."""
        return set_key(text, self.key, self.after)

    def undo(self, text: str) -> str:
        """Return the page with the value of before."""
        return set_key(text, self.key, self.before)


@dataclass(frozen=True)
class Appended:
    """Lines that were added at the end."""

    path: str
    lines: str

    def do(self, text: str) -> str:
        """Return the file with them."""
        return text.rstrip("\n") + "\n" + self.lines

    def undo(self, text: str) -> str:
        """Return the file without them."""
        return text.removesuffix(self.lines)


@dataclass(frozen=True)
class Other:
    """How the second arm differs from the first: its title, and what is said under one heading."""

    title: str
    after: str
    until: str
    words: str

    def of(self, path: str, text: str) -> str:
        """Return the second arm of a page; raises DemoContentError where it has no such place."""
        lines = text.splitlines(keepends=True)
        for sought in (self.after, self.until):
            if not any(line.startswith(sought) for line in lines):
                raise DemoContentError(path, sought)
        start = next(at for at, line in enumerate(lines) if line.startswith(self.after)) + 1
        end = next(at for at in range(start, len(lines)) if lines[at].startswith(self.until))
        changed = "".join([*lines[:start], f"\n> {self.words}\n\n", *lines[end:]])
        return set_key(set_key(changed, "title", self.title), "variant", "b")


_OTHERS = {
    "follow-up-date": Other(
        "Event follow-up, with two dates",
        "## Ask for the talk",
        "### Do they take",
        "I'd like to hear more of that, with whoever runs your dock. Half an hour, no slides. Would Tuesday at two "
        "suit you, or rather Thursday at nine?",
    ),
    "referral-reason": Other(
        "Referral introduction, reason first",
        "## Ask for the talk",
        "- [ ] Send the invitation",
        "They named you because your mornings sound like theirs did. That's worth half an hour, I think. Which day "
        "suits you?",
    ),
}


@dataclass(frozen=True)
class Extras:
    """The playbook of the demo as it stands today, and the changes that its history takes back step by step."""

    files: dict[str, bytes]
    trials: dict[str, tuple[Undoable, ...]]
    """Experiment → what its beginning changed."""
    notice: Keyed
    retired: Keyed


def with_extras(starter: Mapping[str, bytes], days: Days) -> Extras:
    """Return the starter with everything that the demo adds to it."""
    files = {path: data.decode() for path, data in starter.items()}
    until = days.ahead(_PILOT_DAYS).isoformat()
    files[f"{PHOTO}.md"] = _PHOTO_TEXT.format(until=until)
    files[f"{VOUCHER}.md"] = _VOUCHER_TEXT
    files[SETTINGS] = with_colleagues(files[SETTINGS])
    trials: dict[str, tuple[Undoable, ...]] = {}
    for trial in TRIALS:
        changes = _begin(trial, days)
        for change in changes:
            if change.path not in files:
                raise DemoContentError(change.path, "---")
            files[change.path] = change.do(files[change.path])
        first, second = (f"{arm}.md" for arm in trial.arms)
        files[second] = _OTHERS[trial.id].of(first, files[first])
        trials[trial.id] = tuple(changes)
    said = json.dumps(
        [{"text": NOTICE, "until": days.ahead(_NOTICE_DAYS).isoformat(), "by": "kim"}], ensure_ascii=False
    )
    notice = Keyed(NOTICED, "notices", said)
    for path in (NOTICED, f"{STALE}.md"):
        if path not in files:
            raise DemoContentError(path, "---")
    files[NOTICED] = notice.do(files[NOTICED])
    retired = Keyed(f"{VOUCHER}.md", "status", "retired", "live")
    return Extras({path: text.encode() for path, text in sorted(files.items())}, trials, notice, retired)


def _begin(trial: Trial, days: Days) -> list[Keyed | Appended]:
    first = f"{trial.arms[0]}.md"
    table = trial.table.format(start=days.day(FIRST_DAY).isoformat())
    return [Keyed(first, "experiment", trial.id), Keyed(first, "variant", "a"), Appended(SETTINGS, table)]
