"""Where each approval of a proposal stands: given, taken back by a change, refused, or still to come; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from playbook.library.review.judging import Refused, Verdict, may_speak_for
from playbook.library.review.model import Signature
from playbook.plays.settings_model import Person

How = Literal["given", "stale", "refused", "rejected", "open", "spared"]


@dataclass(frozen=True)
class Standing:
    """One side or role that is asked, and what it said."""

    what: str
    """`marketing`, `sales`, `legal` …"""
    how: How
    """`spared`: a change of wording alone does not need it."""
    by: str = ""
    at: datetime | None = None
    signature: Signature = "none"
    why: str = ""
    """Why what was said does not count, or the reason of a rejection."""
    may: tuple[str, ...] = ()
    """Ids of who may say it."""


def standings(
    asked: Iterable[str], verdict: Verdict, people: Mapping[str, Person], authors: Iterable[str] = ()
) -> tuple[Standing, ...]:
    """Return where each of the sides and roles `asked` stands, in their order; `authors` are addresses."""
    given = {voice.what: voice for voice in verdict.counted}
    own = {address.casefold() for address in authors}
    nobody_else = all(voice.email.casefold() in own for voice in verdict.counted)
    found = []
    for what in asked:
        may = tuple(id_ for id_, person in people.items() if may_speak_for(person, what))
        voice = given.get(what)
        if voice is not None:
            why = "the author's own, so somebody else must approve as well" if nobody_else else ""
            found.append(Standing(what, "given", voice.name, voice.at, voice.signature, why, may))
            continue
        last = _last(what, verdict.refused)
        if last is not None:
            how: How = "stale" if last.stale else "refused"
            of = last.voice
            found.append(Standing(what, how, of.name or of.email, of.at, of.signature, last.why, may))
        else:
            found.append(Standing(what, "open" if what in verdict.needed else "spared", may=may))
    return tuple(found)


def _last(what: str, refused: Iterable[Refused]) -> Refused | None:
    return next((one for one in reversed(list(refused)) if one.voice.what == what and one.voice.yes), None)
