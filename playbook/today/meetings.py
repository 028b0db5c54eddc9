"""Meetings as lines of Today: whose account it is, and which play fits."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from playbook.accounts.naming import FREE_MAIL, domain_of, folded
from playbook.today.line import TodayLine

if TYPE_CHECKING:
    from playbook.accounts.book import AccountBook
    from playbook.calendars.meeting import Meeting
    from playbook.coaching.indexed import RunLine
    from playbook.workspace import Workspace

EARLY = timedelta(minutes=15)
"""By which a call may begin before its meeting."""
SHORT_NAME = 5
"""Letters that the first word of an account's name has at least where it stands for the whole."""


def are_known(workspace: Workspace, calendars: Sequence[str]) -> bool:
    """Say whether the meetings of these calendars are known from before, so that they take no time."""
    from playbook.calendars.agenda import is_known
    from playbook.dates import working_day_after
    from playbook.paths import cache_folder

    today = workspace.today
    return is_known(calendars, today, working_day_after(today), cache=cache_folder() / "calendars")


def meeting_lines(
    workspace: Workspace, calendars: Sequence[str], runs: Collection[RunLine], marks: Collection[str]
) -> list[TodayLine]:
    """Return my meetings of today and of the next working day, and a line for what cannot be read.

    What I declined, ticked off, or have called about since is left out; what is over is left out too, but for a
    meeting with an account, which can still be logged. `runs` are my own.
    """
    from playbook.calendars.agenda import agenda
    from playbook.dates import working_day_after
    from playbook.paths import cache_folder

    today = workspace.today
    found = agenda(calendars, today, working_day_after(today), cache=cache_folder() / "calendars")
    book, mine = workspace.accounts, _my_addresses(workspace)
    own = _own_domains(workspace)
    called = _called(runs)
    typed = {run.account for run in runs if run.account}
    known = {row.email.casefold(): row.id for row in book.all_contacts() if row.email}
    plays = _Plays(workspace)
    now = workspace.clock.now()
    lines = []
    for meeting in found.meetings:
        mark = f"meeting:{meeting.key}"
        if mark in marks or mine & set(meeting.declined):
            continue
        day = meeting.on(today)
        if day not in (today, working_day_after(today)):
            continue
        account = account_of(meeting, book, own, typed)
        if meeting.is_over(now) and not (account and not meeting.all_day):
            continue
        if _was_called(meeting, account, called):
            continue
        others = tuple(one for one in meeting.people if one not in mine)
        line = TodayLine(
            kind="meeting",
            due=day.isoformat(),
            what=meeting.title,
            account=account,
            start=meeting.start,
            end=meeting.end,
            where=meeting.where,
            people=others,
            contacts=tuple(known[one] for one in others if one in known),
            text=meeting.text,
            mark=mark,
        )
        lines.append(plays.fitted(line) if account else line)
    lines += [TodayLine(kind="calendar", what=one.said) for one in found.troubles]
    return lines


# Whose meeting it is


def account_of(
    meeting: Meeting, book: AccountBook, own: Collection[str] = (), typed: Iterable[str] = ()
) -> str:
    """Return the account a meeting is with: its id, or a name I have typed before; empty where none is known.

    By the address of a contact, by the domain of an address, then by the name in the title: the longest counts, or
    its first word where only one account begins with it. `own` are the domains of my own company.
    """
    others = [one for one in meeting.people if domain_of(one) not in own]
    contacts = {row.email.casefold(): row.account for row in book.all_contacts() if row.email and row.account}
    for address in others:
        if address in contacts:
            return book.id_of(contacts[address])
    domains = {domain_of(row.domain): row.id for row in book.all() if row.domain}
    for address in others:
        domain = domain_of(address)
        while domain.count(".") and domain not in FREE_MAIL:
            if domain in domains:
                return domains[domain]
            domain = domain.partition(".")[2]
    return _named_in(meeting.title, book, typed)


def _named_in(title: str, book: AccountBook, typed: Iterable[str]) -> str:
    said = folded(title)
    names = {folded(row.name): row.id for row in book.all()}
    for name in typed:
        names.setdefault(folded(name), book.id_of(name))
    hits = [name for name in names if len(name) > 2 and name in said and _stands_in(name, said)]
    if hits:
        return names[max(hits, key=lambda name: (len(name), name))]
    firsts: dict[str, set[str]] = {}
    for name, account in names.items():
        firsts.setdefault(name.split(" ")[0], set()).add(account)
    for word in re.findall(r"\w+", said):
        if len(word) >= SHORT_NAME and len(firsts.get(word, ())) == 1:
            return next(iter(firsts[word]))
    return ""


def _stands_in(name: str, said: str) -> bool:
    """Say whether `name` stands in a title as words of its own; of a script without spaces anywhere."""
    if not name.isascii() and not any(letter.isspace() for letter in said):
        return True
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _my_addresses(workspace: Workspace) -> set[str]:
    return {workspace.person.email.casefold()} if workspace.person.email else set()


def _own_domains(workspace: Workspace) -> frozenset[str]:
    return frozenset(domain_of(person.email) for person in workspace.people.values() if person.email) - {""}


# What was done about it


def _called(runs: Iterable[RunLine]) -> list[tuple[str, datetime]]:
    """Return with which accounts I ran a play, and when it began."""
    from playbook.clock import parse_stamp

    found = []
    for run in runs:
        if run.account and run.mode != "prep" and not run.redacted:
            try:
                found.append((run.account, parse_stamp(run.started)))
            except ValueError:
                continue
    return found


def _was_called(meeting: Meeting, account: str, called: Iterable[tuple[str, datetime]]) -> bool:
    """Say whether I have run a play with the account at the time of the meeting, or after it on its day."""
    if not account or meeting.all_day:
        return False
    start = datetime.fromisoformat(meeting.start)
    closes = (start + timedelta(days=1)).replace(hour=0, minute=0)
    return any(one == account and start - EARLY <= began < closes for one, began in called)


# Which play fits


class _Plays:
    """The plays that I am offered, each matched against an account once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._used: dict[str, float] | None = None
        self._found: dict[str, TodayLine] = {}

    def fitted(self, line: TodayLine) -> TodayLine:
        """Return `line` with the account's first open opportunity, and the play that fits it best, if any."""
        known = self._found.get(line.account)
        if known is None:
            known = self._found[line.account] = self._look(line.account)
        return msgspec.structs.replace(
            line, play=known.play, title=known.title, why=known.why, opportunity=known.opportunity
        )

    def _look(self, account: str) -> TodayLine:
        from playbook.offering import best_play, my_use

        if self._used is None:
            self._used = my_use(self._workspace)
        deals = [one for one in self._workspace.accounts.opportunities(account) if one.is_open]
        line = TodayLine(kind="meeting", opportunity=deals[0].id if deals else "")
        best = best_play(self._workspace, account, self._used)
        if best is None:
            return line
        play, why = best.summary, best.fit.reasons[0]
        return msgspec.structs.replace(line, play=play.id, title=play.title, why=why)
