"""What Coach found, told to a play's owners as feedback: figures only where enough people stand behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.coaching.people import ENOUGH
from playbook.coaching.topics.model import Topic
from playbook.errors import PlaybookError
from playbook.records.model import Feedback

if TYPE_CHECKING:
    from playbook.desk.model import Item
    from playbook.workspace import Workspace

BEGINS = "From the log:"
"""What such feedback begins with, so that it is known again."""


class CannotTellError(PlaybookError):
    """This topic is not for the owners of a page."""


def why_not_tell(topic: Topic) -> str:
    """Return why a topic cannot go to the owners of its page; empty where it can."""
    if topic.rep:
        return "This is about one person: talk with them. It goes to nobody else."
    if not topic.tells:
        return "There is no page in this that its owners could change."
    return ""


def words_for_owners(topic: Topic) -> str:
    """Return what owners are told: with the counts where at least five people stand behind them, else without."""
    said = topic.said if topic.reps >= ENOUGH else topic.plainly
    return f"{BEGINS} {said} {topic.advice}" if topic.reps >= ENOUGH else f"{BEGINS} {said}"


def already_told(workspace: Workspace, topic: Topic) -> Item | None:
    """Return the open feedback of mine that tells of the same page and step, if there is one."""
    page = topic.play or topic.page.partition("#")[0]
    for item in workspace.feedback_index.about_page([page]).values():
        mine = item.rep in workspace.names and not item.redacted
        if (
            mine
            and item.play == page
            and item.step == topic.step
            and item.text.startswith(BEGINS)
            and item.is_open
        ):
            return item
    return None


def tell(workspace: Workspace, topic: Topic, words: str = "") -> Feedback:
    """Tell a page's owners of a topic, as feedback pinned to page, step and revision; durable when this returns.

    `words` go before the figures. Raises CannotTellError, NotFoundError where the page is gone, CannotSaveError.
    """
    from playbook.ids import new_id, shorten

    if not topic.tells:
        raise CannotTellError(why_not_tell(topic))
    if before := already_told(workspace, topic):
        shown = shorten(before.id, workspace.feedback_index.ids(), letter="F")
        raise CannotTellError(f"You told them already: {shown} is still open on the desk.")
    entry = workspace.page(topic.play or topic.page.partition("#")[0])
    text = words_for_owners(topic)
    body = Feedback(
        id=new_id(),
        kind=topic.tells,
        text=f"{text} {words}".strip() if words else text,
        play=entry.page.id,
        step=topic.step,
        blob=entry.blob,
        commit=entry.commit,
    )
    workspace.append(body)
    return body
