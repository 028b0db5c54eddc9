"""Before a call: what changed in the play, what was said before, and how people want to be reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from playbook.clock import shown_day
from playbook.errors import PlaybookError
from playbook.runs.wording import Worded
from playbook.text import spoken

if TYPE_CHECKING:
    from playbook.accounts.rows import ContactRow, TouchRow
    from playbook.coaching.runs import RunRow
    from playbook.library.catalog import Entry
    from playbook.plays.model import Page
    from playbook.workspace import Workspace

LATELY = 30
"""Days for which touches are counted."""
MOST_RUNS = 5


class Earlier(msgspec.Struct, frozen=True):
    """One of my runs of the play, and what was said in it."""

    run: str
    day: str
    account: str
    """As a person calls it."""
    title: str
    """The play's."""
    connect: str
    result: str = ""
    next: str = ""
    said: tuple[tuple[str, str], ...] = ()
    """Question and answer, or what a note is and the note, in the order of the run."""


class Reach(msgspec.Struct, frozen=True):
    """How somebody at the account was and wants to be reached."""

    name: str
    touches: int = 0
    """Of everybody here, in the last 30 days."""
    last: str = ""
    """`voicemail by phone, Mia Novak`."""
    last_day: str = ""
    channel: str = ""
    not_before: str = ""
    """The day, as long as it has not come."""


class Preparation(msgspec.Struct, frozen=True, dict=True):
    """Everything around a page before a call."""

    entry: Any
    """`playbook.library.catalog.Entry`."""
    why_not: str = ""
    """Why the play is not offered to me now."""
    heard: tuple[Any, ...] = ()
    """What was said of it and answered: `playbook.desk.answers.Heard`."""
    became: dict[str, Any] = {}
    """What changed because of that, by `commit:step`: `playbook.became.Became`, of the latest."""
    team: tuple[Any, ...] = ()
    """What was said of it and is not answered: `playbook.desk.model.Item`."""
    here: tuple[Earlier, ...] = ()
    """My runs with this account (of this play or another), the latest first; empty where none was chosen."""
    elsewhere: tuple[Earlier, ...] = ()
    """My runs of this play with others, the latest first."""
    reach: tuple[Reach, ...] = ()
    touches: int = 0
    """Attempts to reach anybody at the account in the last 30 days."""
    before: str | None = None
    """The text of the page at my last run of it, where it is another one now."""
    before_day: str = ""
    worded: Worded = Worded()
    """My own words for its talk tracks."""
    fields: dict[str, str] = {}
    """What fills its merge fields."""


def prepare(workspace: Workspace, page: str, account: str = "", contacts: Sequence[str] = ()) -> Preparation:
    """Return what to know before a call with `account` (an id, a name, or nobody) by `page`; raises NotFoundError."""
    from playbook.became import became_in
    from playbook.desk.answers import heard_in
    from playbook.library.offered import why_not_offered

    entry = workspace.page(page)
    facts, liaison = entry.page.facts, workspace.has_role("liaison")
    known = entry.page.ids
    feedback = workspace.feedback_index.about_page(known)
    items = [item for item in feedback.values() if item.play in known and item.is_open]
    heard = heard_in(
        feedback,
        entry.page.id,
        viewer=workspace.me,
        liaison=liaison,
        moved=facts.moved,
        moved_from=facts.moved_from,
    )
    runs = workspace.run_index
    mine = [line for line in runs.lines(reps=workspace.names) if not line.redacted]
    account_id = workspace.account_id(account) if account else ""
    with_them = {line.id for line in mine if account_id and workspace.account_id(line.account) == account_id}
    rows = runs.rows(line.id for line in mine if line.play in known or line.id in with_them).values()
    of_play = [row for row in rows if row.run.play in known]
    here = [row for row in rows if row.id in with_them]
    elsewhere = [row for row in of_play if row not in here]
    before, day = _before(workspace, entry, of_play)
    touches, reach = _reached(workspace, account_id)
    return Preparation(
        entry=entry,
        why_not=why_not_offered(entry.summary, workspace.me, workspace.today),
        heard=tuple(heard),
        became=became_in(workspace, entry.page.id, [(one.commit, one.step) for one in heard]),
        team=tuple(item for item in items if item.is_for(workspace.me, liaison=liaison)),
        here=_earlier(workspace, here),
        elsewhere=_earlier(workspace, elsewhere),
        reach=reach,
        touches=touches,
        before=before,
        before_day=day,
        worded=worded(workspace, entry.page),
        fields=workspace.fields(account, tuple(contacts)),
    )


def worded(workspace: Workspace, page: Page) -> Worded:
    """Return my own words for a page's talk tracks, where they belong in it as it is."""
    from playbook.runs.wording import place_words, words_on_record

    return place_words(words_on_record(workspace.records("wording"), workspace.names, page.ids), page)


def reword(workspace: Workspace, page: Page, step: str, place: int, text: str) -> None:
    """Keep my own words for a talk track, for me alone; an empty text, or the talk track's own, takes them back.

    Raises NotFoundError where the page has no such talk track, and CannotSaveError.
    """
    from playbook.errors import NotFoundError
    from playbook.records.model import Wording
    from playbook.runs.wording import original_of

    found = page.step(step)
    if found is None:
        raise NotFoundError("step", step, [one.id for one in page.steps if one.talk_tracks][:3])
    if not 0 <= place < len(found.talk_tracks):
        raise NotFoundError(
            "talk track",
            f"{found.id} {place + 1}",
            [f"{found.id} {number + 1}" for number in range(len(found.talk_tracks))][:3],
        )
    track = found.talk_tracks[place]
    said = text.strip()
    if " ".join(said.split()) in {" ".join(one.split()) for one in track.texts}:
        said = ""
    workspace.append(Wording(page.id, found.id, place, said, original_of(track) if said else ""))


# What changed


def _before(workspace: Workspace, entry: Entry, rows: Sequence[RunRow]) -> tuple[str | None, str]:
    """Return the text of my last run of the page and its day, where the page reads otherwise now."""
    if not rows or rows[-1].run.blob == entry.blob:
        return None, ""
    from playbook.plays.decode import decode

    last = rows[-1].run
    try:
        return decode(workspace.data_at(last.blob))[0], shown_day(last.started)
    except PlaybookError:
        return None, ""


# What was said before


def _earlier(workspace: Workspace, rows: Sequence[RunRow]) -> tuple[Earlier, ...]:
    pages: dict[str, Page | None] = {}
    return tuple(_one(workspace, row, pages) for row in reversed(rows[-MOST_RUNS:]))


def _one(workspace: Workspace, row: RunRow, pages: dict[str, Page | None]) -> Earlier:
    run = row.run
    if run.blob not in pages:
        try:
            pages[run.blob] = workspace.page_at(run.play, run.blob)
        except PlaybookError:
            pages[run.blob] = None
    return Earlier(
        run=run.id,
        day=shown_day(run.started),
        account=workspace.account_name(run.account),
        title=run.title,
        connect=run.connect,
        result=run.result,
        next=run.next,
        said=tuple(_said(row, pages[run.blob])),
    )


def _said(row: RunRow, page: Page | None) -> Iterable[tuple[str, str]]:
    from playbook.runs.values import said_in

    for one in said_in(row.run, page):
        yield one.question or one.id.rpartition("/")[2].replace("-", " "), one.text
    if row.run.exit_proof:
        yield "Proof", row.run.exit_proof
    for note in row.run.notes:
        if note.text:
            yield "Note", note.text


# How they were and want to be reached


def _reached(workspace: Workspace, account: str) -> tuple[int, tuple[Reach, ...]]:
    if not account:
        return 0, ()
    book, today = workspace.accounts, workspace.today
    touches = book.touches(account, today - timedelta(days=LATELY))
    people = {contact.id: contact for contact in book.contacts(account)}
    named = dict.fromkeys([*people, *(touch.contact for touch in touches if touch.contact)])
    found = [
        _reach(
            workspace,
            people.get(id_),
            workspace.contact_name(id_),
            [touch for touch in touches if touch.contact == id_],
            today,
        )
        for id_ in named
    ]
    nobody = [touch for touch in touches if not touch.contact]
    if nobody:
        found.append(_reach(workspace, None, "", nobody, today))
    return len(touches), tuple(found)


def _reach(
    workspace: Workspace, contact: ContactRow | None, name: str, touches: Sequence[TouchRow], today: date
) -> Reach:
    last = last_day = ""
    if touches:
        newest = touches[0]
        how = spoken(newest.connect)
        way = f" by {newest.channel}" if newest.channel else ""
        last, last_day = f"{how}{way}, {workspace.name_of(newest.rep)}", newest.date
    not_before = contact.not_before if contact and contact.not_before > today.isoformat() else ""
    return Reach(name, len(touches), last, last_day, contact.channel if contact else "", not_before)
