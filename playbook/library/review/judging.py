"""Whether a proposal may be published: a pure function of what was said and what the published playbook asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from playbook.library.review.model import SETTINGS_PATH, PageChange, Proposal, State, Voice
from playbook.plays.settings_model import Person, Settings


@dataclass(frozen=True)
class Refused:
    """An approval that does not count, and why."""

    voice: Voice
    why: str
    stale: bool = False
    """It was given for an earlier text."""


@dataclass(frozen=True)
class Verdict:
    """What stands between a proposal and its publication."""

    state: State
    counted: tuple[Voice, ...]
    needed: tuple[str, ...]
    """Sides and roles that have not approved yet."""
    refused: tuple[Refused, ...]
    notes: tuple[str, ...] = ()
    """What else is in the way, or to be known."""
    look_again: tuple[str, ...] = ()
    """Addresses of those who rejected an earlier text and have said nothing of the one it is now."""


def digest_of(pages: Iterable[PageChange]) -> str:
    """Return what an approval is bound to: the paths and texts of all that is changed, as 32 hex digits."""
    digest = blake2b(digest_size=16)
    for page in sorted(pages, key=lambda page: page.path):
        digest.update(f"{page.path}\0{page.after}\n".encode())
    return digest.hexdigest()


def asked_for(proposal: Proposal, settings: Settings, page_approvals: Iterable[str]) -> tuple[str, ...]:
    """Return the sides and roles whose approval a proposal needs; more than one may be the same person's to give."""
    return tuple(dict.fromkeys((*settings.review.approvals, *sorted(page_approvals))))


def judge(
    proposal: Proposal, settings: Settings, page_approvals: Iterable[str] = (), *, only_wording: bool = False
) -> Verdict:
    """Return whether a proposal may be published.

    `settings` are those of the published branch, never the proposal's own; `page_approvals` what its pages ask for
    beyond the sides; `only_wording`: it says so and nothing but wording has changed.
    """
    digest = digest_of(proposal.pages)
    counted: dict[str, Voice] = {}
    refused: list[Refused] = []
    against: dict[str, Voice] = {}
    for voice in proposal.voices:
        why = _why_not(voice, settings)
        if why:
            refused.append(Refused(voice, why))
        elif voice.yes and voice.pages != digest:
            changed = f"the pages have changed since {voice.name or voice.email} approved"
            refused.append(Refused(voice, changed, stale=True))
            against.pop(voice.email.casefold(), None)  # what they had against it was settled by then
        elif voice.yes:
            counted[voice.what] = voice
            against.pop(voice.email.casefold(), None)
        else:
            against[voice.email.casefold()] = voice
            for what in [
                what for what, one in counted.items() if one.email.casefold() == voice.email.casefold()
            ]:
                del counted[what]
    asked = asked_for(proposal, settings, page_approvals)
    authors = {address.casefold() for address in proposal.authors}
    others = [voice for voice in counted.values() if voice.email.casefold() not in authors]
    needed = tuple(what for what in asked if what not in counted)
    notes: list[str] = []
    wording = only_wording and all(page.path != SETTINGS_PATH for page in proposal.pages)
    if wording and len({voice.email.casefold() for voice in others}) >= max(1, settings.review.wording_only):
        needed = ()
    if needed and proposal.wording_only and not wording:
        notes.append("It is said to change only wording, and changes more, so every side has to approve it.")
    if not needed and not others:
        notes.append("Only its own author has approved it; somebody else must too.")
    if proposal.conflicts:
        notes.append(
            f"The published playbook has changed {_list(proposal.conflicts)} meanwhile; bring the proposal up to date: "
            f"`playbook plays update {proposal.id}`."
        )
    if proposal.others:
        notes.append(
            f"It also changes {_list(proposal.others)}, which is no page of the playbook, so no approval covers it. "
            "Take it out of the proposal, and change it with git."
        )
    # A rejection of an earlier version of this program names no text: it stands until the same person approves.
    look_again = tuple(who for who, voice in against.items() if voice.pages not in ("", digest))
    notes += [_no_of(voice, stale=who in look_again) for who, voice in against.items()]
    state: State = (
        "rejected" if len(look_again) < len(against)
        else "conflict" if proposal.conflicts or proposal.others
        else "waiting" if needed or look_again or not others
        else "ready"
    )  # fmt: skip
    return Verdict(state, tuple(counted.values()), needed, tuple(refused), tuple(notes), look_again)


def _no_of(voice: Voice, *, stale: bool) -> str:
    """Return who rejected it and why; `stale`: it has been changed since."""
    who, why = voice.name or voice.email, voice.reason or "no reason given"
    if not stale:
        return f"{who} rejected it: {why}"
    return f"{who} rejected an earlier text: {why}. It has been changed since, and waits for {who} to look again."


def _why_not(voice: Voice, settings: Settings) -> str:
    """Return why an approval or rejection does not count, whatever it is of; empty: it does."""
    named = voice.name or voice.email
    if (
        voice.author.casefold() != voice.email.casefold()
        or voice.committer.casefold() != voice.email.casefold()
    ):
        return f"the commit that says {named} approved is by {voice.committer}"
    person = settings.person(voice.email)
    if settings.people and person is None:
        return f"{named} is not among the people of this playbook"
    if person is not None and not may_speak_for(person, voice.what):
        return f"{person.name or person.id} cannot approve for {voice.what}"
    if settings.review.signing == "required" and voice.signature != "good":
        return f"the approval of {named} is {'wrongly signed' if voice.signature == 'bad' else 'not signed'}"
    if voice.signature == "bad" and settings.review.signing != "off":
        return f"the approval of {named} is wrongly signed"
    return ""


def may_speak_for(person: Person, what: str) -> bool:
    """Say whether somebody may approve for a side or as a role."""
    return person.side == what or what in person.roles


def voices_of(person: Person | None, asked: Iterable[str], settings: Settings) -> tuple[str, ...]:
    """Return the sides and roles among those asked for that a person may approve for; all where nobody is listed."""
    if person is None:
        return () if settings.people else tuple(asked)
    return tuple(what for what in asked if may_speak_for(person, what))


def _list(paths: Iterable[str]) -> str:
    found = list(paths)
    return ", ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")
