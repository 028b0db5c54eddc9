"""Notes from a file taken in as feedback of mine: the same ones come in once, and what fails is written down."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Literal, get_args

from playbook.errors import PlaybookError
from playbook.records.model import Feedback, FeedbackKind

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.accounts.typed import TypedAccount
    from playbook.desk.note_files import NoteFile, NoteRow
    from playbook.workspace import Workspace

LARGEST = 50_000_000
"""Bytes of a file."""
Outcome = Literal["new", "already", "failed"]


class UnfitNoteError(PlaybookError):
    """A note is no feedback; the message says why."""


@dataclass(frozen=True)
class Meant:
    """What is meant where a note does not say it itself."""

    kind: str = ""
    play: str = ""
    account: str = ""
    liaison_only: bool = False


@dataclass(frozen=True)
class Came:
    """What became of one note."""

    row: NoteRow
    outcome: Outcome
    kind: str = ""
    text: str = ""
    why: str = ""
    """Of one that failed."""
    told: str = ""
    """What to say of the account it names, where that is no whole name or id that is known."""
    body: Feedback | None = None

    def as_row(self) -> dict[str, object]:
        """Return one object of `rows` in `feedback import --json`."""
        return {
            "line": self.row.line,
            "outcome": self.outcome,
            "id": self.body.id if self.body else "",
            "kind": self.kind,
            "text": self.text,
            "why": self.why,
            "told": self.told,
        }


def look_at(workspace: Workspace, file: NoteFile, meant: Meant) -> tuple[Came, ...]:
    """Return what would become of every note of a file; nothing is changed."""
    import msgspec

    known = set(workspace.feedback_index.ids())
    accounts = _Accounts(workspace)
    found = []
    for row in file.rows:
        values = _meant(row.values, meant)
        kind, text = str(values.get("kind", "")), str(values.get("text") or values.get("quote", ""))
        try:
            if row.wrong:
                raise UnfitNoteError(row.wrong)
            body = feedback_of(values)
        except PlaybookError as error:
            found.append(Came(row, "failed", kind, text or str(row.raw), str(error)))
            continue
        if body.id in known:
            found.append(Came(row, "already", kind, text, body=body))
            continue
        known.add(body.id)
        # The id is made of the name as it is written: whatever accounts there are, the note comes in once.
        account = accounts.meant(str(row.values.get("account", "")))
        if account.value:
            body = msgspec.structs.replace(body, account=account.value)
        found.append(Came(row, "new", kind, text, told=account.said, body=body))
    return tuple(found)


class _Accounts:
    """Names of accounts as notes write them, each looked up once."""

    def __init__(self, workspace: Workspace) -> None:
        self._book = workspace.accounts_last_read
        self._known: dict[str, TypedAccount] = {}

    def meant(self, typed: str) -> TypedAccount:
        """Return which account was meant by a name, and what to say of it."""
        from playbook.accounts.typed import account_typed

        if typed not in self._known:
            self._known[typed] = account_typed(self._book, typed)
        return self._known[typed]


def take_in(workspace: Workspace, came: tuple[Came, ...], meant: Meant) -> Counter[Outcome]:
    """Write what is new; return how many are new, were there already, failed. Raises CannotSaveError.

    Where it is stopped on the way, what was written stands, and the same file goes on with the rest.
    """
    counts: Counter[Outcome] = Counter()
    for one in came:
        if one.outcome == "new" and one.body is not None:
            workspace.append(_pinned(workspace, one.body), "liaison" if meant.liaison_only else None)
        counts[one.outcome] += 1
    return counts


def keep_failed(path: Path, file: NoteFile, came: tuple[Came, ...]) -> str:
    """Write what failed into a new file beside `path`; return its name, empty where nothing failed."""
    from playbook.desk.note_files import ENDINGS, failed_text
    from playbook.files import new_beside

    failed = [(one.row, one.why) for one in came if one.outcome == "failed"]
    if not failed:
        return ""
    with new_beside(path, "-failed", ENDINGS[file.format]) as kept:
        kept.write(failed_text(file, failed))
    return kept.name


def feedback_of(values: dict[str, Any]) -> Feedback:
    """Return the feedback that a note says; raises UnfitNoteError or UnfitAnswerError.

    Its id is made of what it says, so that it comes in once, whoever imports it.
    """
    import msgspec

    from playbook.desk.asked import LONGEST, answer_to
    from playbook.desk.notes import kind_named
    from playbook.ids import encode

    named = str(values.get("kind", "")).strip()
    kind = kind_named(named)
    kinds = ", ".join(get_args(FeedbackKind))
    if kind is None:
        said = f"“{named}” is not a kind" if named else "It does not say what it is"
        raise UnfitNoteError(f"{said}: put {kinds} in front, with a colon, or give --kind.")
    if not values.get("text") and not values.get("quote"):
        raise UnfitNoteError("It has neither text nor quote.")
    longest = max(len(str(value)) for value in values.values())
    if longest > LONGEST:
        raise UnfitNoteError(f"It has {longest:,} characters, and {LONGEST:,} is the most: take it apart.")
    given = {**values, "kind": kind if named not in get_args(FeedbackKind) else named}
    try:
        given["severity"] = int(given.get("severity", 2))
        if not 1 <= given["severity"] <= 3:
            raise ValueError
        identity = json.dumps(given, sort_keys=True).encode()
        tried = {"tried": answer_to(kind, str(given["tried"]))} if "tried" in given else {}
        id_ = encode(blake2b(identity, digest_size=10).digest())
        return msgspec.convert({**given, **tried, "kind": kind, "id": id_}, Feedback)
    except (ValueError, TypeError, msgspec.ValidationError):
        raise UnfitNoteError("Severity is 1, 2 or 3, and everything else is text.") from None


def _meant(values: Any, meant: Meant) -> dict[str, Any]:
    """Return what a note says, with what is meant where it says nothing of it."""
    rest = {"kind": meant.kind, "play": meant.play, "account": meant.account}
    return {**{key: value for key, value in rest.items() if value}, **values}


def _pinned(workspace: Workspace, body: Feedback) -> Feedback:
    """Return feedback with its account as the accounts have it, and the revision of its page, if there is one."""
    import msgspec

    facts: dict[str, Any] = {}
    if body.account:
        deal = workspace.deal(body.account, body.opportunity)
        facts = {"account": deal.account}
        if not body.opportunity and not body.deal_stage:
            facts |= {
                "opportunity": deal.opportunity,
                "deal_stage": deal.deal_stage,
                "amount": deal.amount,
                "currency": deal.currency,
            }
    if body.play:
        try:
            entry = workspace.page(body.play)
        except PlaybookError:
            pass  # a page that is gone, or not there yet: it is kept as it was written
        else:
            facts |= {"play": entry.page.id, "blob": entry.blob, "commit": entry.commit}
    return msgspec.structs.replace(body, **facts)
