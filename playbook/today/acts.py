"""What is done with a line of Today by one key, and its undoing: always by adding a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from playbook.errors import PlaybookError
from playbook.today.line import TodayLine

if TYPE_CHECKING:
    from playbook.records.model import Body, Record
    from playbook.workspace import Workspace

State = Literal["kept", "broken", "moved"]
SaidBack = Literal["reply", "thanks", "reopen"]
"""What I say back to the desk about my feedback; `reopen`: it is not right yet."""


class Deed(msgspec.Struct, frozen=True):
    """Something that was done, as far as it takes to undo it."""

    said: str
    """What was done, in a few words."""
    record: Record
    line: TodayLine


class NothingToDoError(PlaybookError):
    """The line cannot be settled like that."""


def why_not(line: TodayLine, state: State) -> str:
    """Return why a line cannot be kept, broken or moved; empty where it can."""
    if line.kind in ("commitment", "next-step"):
        return ""
    if state == "kept" and line.kind in _DONE:
        return ""
    if state == "kept":
        return _ENTER.get(line.kind, "There is nothing to tick off in this line.")
    if line.kind == "agreed" and line.agreed and state == "broken":
        return ""
    if state == "broken" and line.kind == "goal":
        return ""
    verb = "moved" if state == "moved" else "broken"
    return f"Only promises and next steps can be {verb}."


_DONE = {
    "meeting": "Ticked off.",
    "answer": "Read.",
    "credit": "Read.",
    "must-read": "Acknowledged.",
    "runs": "Looked at.",
    "goal": "Reached. Well done.",
    "agreed": "Done.",
}
_ENTER = {
    "open-run": "A call is done when it is finished: open it to go on.",
    "question": "A question is done when it is replied to.",
    "desk": "It leaves when the desk is done.",
    "page": "It leaves when the page has what it needs: open it.",
    "one-on-one": "It leaves when it was held: open it, and close it there.",
    "calendar": "It leaves when the file can be read again.",
    "unread": "It leaves when the file is moved away, or Playbook is new enough to read it.",
}


def settle(workspace: Workspace, line: TodayLine, state: State, to: str = "") -> Deed:
    """Put on record what became of a line; `to` is the day it moved to, as an ISO date.

    A promise is kept, broken or moved, a next step done, dropped or moved; a goal reached or dropped; anything else
    is ticked off with `kept`. Raises NothingToDoError, or CannotSaveError.
    """
    if reason := why_not(line, state):
        raise NothingToDoError(reason)
    if line.kind == "goal":
        return _end_goal(workspace, line, state)
    if line.agreed:
        return _end_action(workspace, line, state)
    body, said = _body(workspace, line, state, to)
    return Deed(said, workspace.append(body, "self" if line.private else None), line)


def _end_goal(workspace: Workspace, line: TodayLine, state: State) -> Deed:
    from playbook.goals import end_goal, goal_of

    reached = state == "kept"
    record = end_goal(workspace, goal_of(workspace, line.goal), "reached" if reached else "dropped")
    return Deed(_DONE["goal"] if reached else "Dropped.", record, line)


def _end_action(workspace: Workspace, line: TodayLine, state: State) -> Deed:
    """Say what became of something that was agreed in a 1:1; raises NothingToDoError where it is not there any more."""
    from playbook.one_on_ones import end_action, my_actions

    action = next((one for one in my_actions(workspace) if one.id == line.agreed), None)
    if action is None:
        raise NothingToDoError("What was agreed is not there any more.")
    done = state == "kept"
    record = end_action(workspace, action, "done" if done else "dropped")
    return Deed(_DONE["agreed"] if done else "Dropped.", record, line)


def _body(workspace: Workspace, line: TodayLine, state: State, to: str) -> tuple[Body, str]:
    from playbook.records.model import Ack, Kept, Seen

    if line.kind in ("commitment", "next-step"):
        promise = line.kind == "commitment"
        words = {
            "kept": "Kept." if promise else "Done.",
            "broken": "Broken; noted." if promise else "Dropped.",
        }
        if state == "moved":
            from datetime import date

            from playbook.dates import said

            words["moved"] = f"Moved to {said(date.fromisoformat(to))}."
        return Kept(line.run, "commitment" if promise else "next", state, to), words[state]
    if line.kind == "must-read":
        return Ack(page=line.play, blob=line.blob), _DONE["must-read"]
    return Seen(what=line.mark), _DONE[line.kind]


def reply(workspace: Workspace, line: TodayLine, words: str) -> Deed:
    """Reply to marketing's question; raises NotAllowedError where somebody did meanwhile."""
    return Deed("Replied.", say_back(workspace, line.feedback, "reply", words), line)


def thank(workspace: Workspace, line: TodayLine) -> Deed:
    """Say thanks for an answer."""
    return Deed("Thanked.", say_back(workspace, line.feedback, "thanks"), line)


def not_yet(workspace: Workspace, line: TodayLine, words: str) -> Deed:
    """Say what is not right yet of an answer: the item is open again, and its clock goes on."""
    return Deed("Open again: marketing reads why.", say_back(workspace, line.feedback, "reopen", words), line)


def say_back(workspace: Workspace, feedback: str, action: SaidBack, words: str = "") -> Record:
    """Say something back to the desk about my feedback, by its id; raises NotAllowedError or NothingToDoError."""
    from playbook.desk.actions import audience_for, triage

    item = workspace.feedback_index.item(feedback)
    if item is None:
        raise NothingToDoError("The feedback that it is about is not there any more.")
    body = triage(item, action, workspace.person, text=words)
    return workspace.append(body, audience_for(item))


def undo(workspace: Workspace, deed: Deed) -> None:
    """Take back what was done, by a record that says so; raises CannotSaveError."""
    take_back(workspace, deed.record)


def take_back(workspace: Workspace, record: Record) -> None:
    """Take back a record of mine, by another that says so; raises CannotSaveError."""
    workspace.append(_taken_back(record, record.body), record.audience)


def _taken_back(record: Record, body: Body) -> Body:
    from playbook.records.coaching import Goal, Session
    from playbook.records.model import Ack, Kept, Seen, Triage

    if isinstance(body, Kept):
        return Kept(body.run, body.what, "undone", undoes=record.ref)
    if isinstance(body, Ack | Seen):
        return msgspec.structs.replace(body, withdrawn=True)
    if isinstance(body, Goal):
        return msgspec.structs.replace(body, state="open")
    if isinstance(body, Session):
        return msgspec.structs.replace(body, act="undone")
    if isinstance(body, Triage):
        return Triage(body.feedback, "undo", undoes=record.ref, role=body.role, side=body.side)
    raise NothingToDoError("That cannot be taken back.")
