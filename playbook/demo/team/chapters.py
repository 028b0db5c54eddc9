"""How the playbook of the whole team came about: five months of proposals, approvals and publications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from playbook.demo.history import CHAPTERS, Chapter
from playbook.demo.team.pages import NOTICE, Extras
from playbook.demo.team.plans import PHOTO, REAL, VOUCHER

_EVERYTHING = ""
_CARE = ("plays/onboard/", "plays/adopt/")

EMERGENCY = "emergency-notice"
"""The key of the chapter that one person published alone."""

_FIRST: tuple[Chapter, ...] = (
    Chapter(
        "begin", "dana", 107, "Begin the playbook: stages, product, price and proof",
        "What a stage needs is something the customer does. Kim, Sam and I agreed on the nine exits first.",
        brings=("playbook.toml", "know/", "templates/"), approved=("kim",),
    ),
    Chapter(
        "first-calls", "lee", 105, "Write down the two first calls as we make them",
        "Nothing in here that I haven't said to somebody.",
        brings=("plays/connect/", "objections/call-next", "objections/how-did", "objections/not-inter"),
        approved=("dana", "kim"),
    ),
    Chapter(
        "discovery", "dana", 102, "Add discovery and how they decide",
        brings=(
            *("plays/discover/", "plays/qualify/"),
            *("objections/send-an", "objections/spreadsheets", "objections/must-ask"),
        ),
        approved=("lee",),
    ),
    Chapter(
        "late-stages", "mia", 98, "Add the demo, the plan and the price talk",
        "With what customers say when it gets serious.",
        brings=(_EVERYTHING,), approved=("dana", "kim"),
    ),
    Chapter(
        "cards", "noor", 95, "Add a card for each rival, and one for the sheet",
        "Each card says where they are better. If yours doesn't, it is an advertisement.",
        brings=("battlecards/",), approved=("bea",),
    ),
    Chapter(
        "people", "noor", 93, "Describe whom we meet, in their own words",
        brings=("personas/",), approved=("iris",),
    ),
    Chapter(
        "care", "gita", 91, "Add what happens after the signature",
        "A customer who is not looked after for a month is a lead again, only angrier.",
        brings=_CARE, approved=("dana",),
    ),
    Chapter(
        "stay", "jan", 89, "Add the renewal and the talks after it",
        brings=("plays/renew/", "account-plans/"), approved=("noor",),
    ),
    Chapter(
        "cards-for-calls", "sam", 87, "Add three score cards and the two weeks of a new rep",
        "Kim and I listened to twenty calls each before we wrote a line.",
        brings=("scorecards/", "paths/"), approved=("dana",),
    ),
    Chapter(
        "objections", "dana", 84, "Answer what else we hear, all twenty-three of it",
        brings=("objections/",), approved=("kim",),
    ),
    Chapter(
        "voucher", "noor", 80, "Try a voucher for a talk",
        "For single sites that never pick up.",
        brings=(VOUCHER,), approved=("kim",),
    ),
    Chapter(
        "no-voucher", "noor", 71, "Retire “Voucher for a talk”",
        "Two customers may not take presents from suppliers. A third asked what we are buying.",
        approved=("kim",),
    ),
    Chapter(
        "follow-up", "noor", 62, "Compare asking for a date with offering two",
        "80 accounts an arm, by the account and not by the rep. We look when both are full, and not before.",
        brings=(f"{REAL.arms[1]}.md",), approved=("ella",),
    ),
    Chapter(
        "reason", "dana", 61, "Compare the referral with and without the reason",
        "Iris is sure that it helps, Jan that it doesn't. 80 accounts an arm.",
        brings=("plays/connect/referral-introduction-b.md",), approved=("iris", "jan"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Verified:
    """When somebody went through the pages that they answer for, and found them right."""

    by: str
    back: int
    paths: tuple[str, ...]
    """Beginnings of the paths that were looked at; only pages with this owner."""

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"verified-{self.by}-{self.back}"


VERIFIED: tuple[Verified, ...] = (
    Verified("lee", 58, ("plays/connect/", "plays/discover/")),
    Verified("mia", 57, ("plays/prove/", "plays/propose/", "plays/commit/")),
    Verified("kim", 55, ("plays/commit/", "plays/qualify/", "plays/onboard/", "plays/renew/")),
    Verified("dana", 53, ("plays/connect/", "plays/discover/", "plays/qualify/")),
    Verified("dana", 51, ("plays/prove/", "plays/propose/", "plays/commit/")),
    Verified("dana", 48, ("plays/onboard/", "plays/adopt/", "plays/renew/")),
    Verified("dana", 44, ("objections/",)),
    Verified("mia", 40, ("battlecards/", "objections/")),
    Verified("dana", 37, ("battlecards/", "personas/", "know/", "scorecards/", "paths/", "account-plans/")),
    Verified("lee", 25, ("objections/", "plays/qualify/")),
    Verified("dana", 14, ("objections/", "know/")),
)

_LATER: tuple[Chapter, ...] = (
    Chapter(
        "photo", "amir", 20, "Try asking for a photo of the gate",
        "I did it six times and got four photos. Four of us should try before anybody believes me.",
        brings=(PHOTO,), approved=("noor", "kim"),
    ),
    Chapter(EMERGENCY, "kim", 1, "Notice on “Procurement and legal”", NOTICE),
)  # fmt: skip


def chapters(extras: Extras) -> list[Chapter]:
    """Return the whole history in its order, the told one in it."""
    told = [chapter for chapter in CHAPTERS if chapter.key not in {one.key for one in _FIRST}]
    rewords: Mapping[str, tuple[object, ...]] = {
        "no-voucher": (extras.retired,),
        "follow-up": extras.trials["follow-up-date"],
        "reason": extras.trials["referral-reason"],
        EMERGENCY: (extras.notice,),
    }
    found = [*_FIRST, *told, *_LATER]
    found = [replace(one, rewords=rewords[one.key]) if one.key in rewords else one for one in found]  # type: ignore[arg-type]
    return sorted(found, key=lambda chapter: -chapter.back)
