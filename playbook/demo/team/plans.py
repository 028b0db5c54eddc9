"""What is planted in the demo: the two experiments, the habits, and how often what happens."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.demo.calls import CALLBACK, DECIDE, DEMO, DISCOVERY, PLAN, PRICE, RENEWAL, TRIGGER

EVENT = "plays/connect/event-follow-up"
EVENT_B = f"{EVENT}-b"
REFERRAL = "plays/connect/referral-introduction"
REFERRAL_B = f"{REFERRAL}-b"
PHOTO = "plays/connect/photo-of-the-gate"
VOUCHER = "plays/connect/voucher-for-a-talk"
THIRTY = "plays/adopt/thirty-day-check"
REVIEW = "plays/adopt/value-review"
RESCUE = "plays/adopt/usage-drop-rescue"

STALE = "battlecards/built-in-house"
"""The battlecard that nobody has looked at since it was written."""


@dataclass(frozen=True)
class Trial:
    """An experiment as it is planned, and what is planted in it."""

    id: str
    arms: tuple[str, str]
    trigger: str
    """What brings an account into it."""
    baseline: float
    smallest_lift: float
    per_arm: int
    rates: tuple[float, float]
    """How often a customer really commits, by arm."""

    @property
    def table(self) -> str:
        """Its lines in `playbook.toml`; `{start}` is the day it begins."""
        arms = ", ".join(f'"{arm}"' for arm in self.arms)
        return (
            f"\n[experiments.{self.id}]\narms = [{arms}]\n"
            f'unit = "account"\nmeasure = "commitment"\nbaseline = {self.baseline}\n'
            f"smallest-lift = {self.smallest_lift}\naccounts-per-arm = {self.per_arm}\nfrom = {{start}}\n"
        )


REAL = Trial("follow-up-date", (EVENT, EVENT_B), "event-visit", 0.25, 0.25, 80, (0.25, 0.60))
"""Offering two dates instead of asking for one."""
NULL = Trial("referral-reason", (REFERRAL, REFERRAL_B), "referral", 0.40, 0.25, 80, (0.40, 0.40))
"""Saying why they were named, before asking: it changes nothing."""
TRIALS = (REAL, NULL)

ADVANCES: dict[str, float] = {
    TRIGGER: 0.22,
    CALLBACK: 0.55,
    PHOTO: 0.45,
    DISCOVERY: 0.58,
    DECIDE: 0.55,
    DEMO: 0.6,
    PLAN: 0.6,
    PRICE: 0.5,
    THIRTY: 0.7,
    REVIEW: 0.6,
    RESCUE: 0.5,
    RENEWAL: 0.65,
}
"""Play → how often a conversation gets where the play wants it."""
AFTER_THE_CHANGE = 0.68
"""… the trigger-event call since its opener was reworded."""
CHANGED = 9
"""Business days back, of the chapter `opener`."""

SKIPPED_BY_ALL = (DEMO, "scene-three-a-waiting-charge-comes-in", "not relevant", 0.9)
"""Play, step, why and how often: nearly everybody leaves it out for one reason."""
SKIPPED_BY_ONE = ("dov", DISCOVERY, "how-it-works-today", "already known", 0.9)
"""Rep, play, step, why and how often: what nobody else leaves out."""

SETTLES = "objections/spreadsheets-work"
SETTLES_AT = 0.92
"""How often its talk track settles the matter."""
OTHERS_AT = 0.45

NEXT_PLAY: dict[str, str] = {
    **dict.fromkeys((TRIGGER, CALLBACK, EVENT, EVENT_B, REFERRAL, REFERRAL_B, PHOTO), DISCOVERY),
    DISCOVERY: DECIDE,
    DECIDE: DEMO,
    DEMO: PLAN,
    PLAN: PRICE,
}
"""What comes after a play that got where it wants."""

LATELY = 0.45
"""How many of the warehouses in the press opened since that change."""

FIRST_DAY = 60
"""Business days back: twelve weeks."""
