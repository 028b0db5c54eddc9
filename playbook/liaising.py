"""The liaison's other work for a workspace: reads records, pages and proposals; not for the event loop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from playbook.ids import find, new_id
from playbook.liaison.reports import Names, Waiting

if TYPE_CHECKING:
    from playbook.desk.model import Item
    from playbook.liaison.agenda import Agenda, Task
    from playbook.liaison.audit import Standing
    from playbook.liaison.digest import Digest
    from playbook.liaison.directory import Topic
    from playbook.records.model import Agreed, Audit
    from playbook.reporting.model import Report
    from playbook.workspace import Workspace

WEEK = timedelta(days=7)
"""What a digest is of where nobody says otherwise."""


def names_of(workspace: Workspace, among: Iterable[str] = ()) -> Names:
    """Return how people and customers are called here; `among`: the ids of all feedback."""
    return Names(workspace.name_of, workspace.account_name, tuple(among))


def to_send(workspace: Workspace) -> dict[str, Item]:
    """Return the feedback that may stand on a page for both sides: nothing that was given to the liaisons alone."""
    return {id_: item for id_, item in workspace.visible_feedback().items() if not item.liaison_only}


def digest_of(workspace: Workspace, since: datetime | None = None) -> tuple[Digest, Names]:
    """Return what the market said since a time, else in the last week, of what everybody may read."""
    from playbook.liaison.digest import digest

    items = to_send(workspace)
    book = workspace.accounts

    def segment(account: str) -> str:
        row = book.get(account) if account else None
        return row.segment if row else ""

    votes, deals = workspace.records("vote"), workspace.records("opportunity")
    until = workspace.clock.now() + timedelta(seconds=1)  # what is said this very second counts
    found = digest(items, votes, deals, segment, since or until - WEEK, until)
    return found, names_of(workspace, items)


def directory_of(workspace: Workspace, topic: str = "") -> tuple[Topic, ...]:
    """Return whom to call about what; with words, the topics that they find, best first."""
    from playbook.liaison.directory import directory

    pages = workspace.catalog.summaries()
    topics = directory(pages, workspace.visible_feedback().values(), workspace.settings, workspace.today)
    if not topic.strip():
        return topics
    by_page = {one.page: one for one in topics}
    hits = (hit.id.partition("#")[0] for hit in workspace.search_index.find(topic, limit=40))
    return tuple(by_page[page] for page in dict.fromkeys(hits) if page in by_page)


def agenda_of(workspace: Workspace, since: str = "") -> tuple[Agenda, tuple[Waiting, ...], Names]:
    """Return what the next meeting has to speak about; `since` (a stamp): the last one."""
    from playbook.liaison.agenda import agenda

    items = to_send(workspace)
    found = agenda(items, workspace.records("agreed"), workspace.promise, workspace.clock.now(), since)
    return found, waiting_of(workspace), names_of(workspace, items)


def waiting_of(workspace: Workspace) -> tuple[Waiting, ...]:
    """Return the proposals that a side has still to look at; none where the playbook's git knows no proposals."""
    from playbook.errors import PlaybookError
    from playbook.proposing import open_reviews
    from playbook.reviewing.lines import review_lines

    try:
        lines = review_lines(workspace, open_reviews(workspace))
    except (
        PlaybookError
    ):  # a repository that is not kept this way: the rest of the agenda is told all the same
        return ()
    return tuple(Waiting(one.id, one.title, one.author, tuple(one.needed)) for one in lines if one.needed)


def agree(workspace: Workspace, text: str, who: str = "", by: str = "") -> Agreed:
    """Put on record what marketing and sales agreed to do; durable when this returns."""
    from playbook.records.model import Agreed

    body = Agreed(new_id(), " ".join(text.split()), who, by)
    workspace.append(body)
    return body


def task_of(workspace: Workspace, typed: str) -> Task:
    """Return what was agreed under an id, or the beginning of one; raises NotFoundError."""
    from playbook.liaison.agenda import tasks_of

    tasks = {one.id: one for one in tasks_of(workspace.records("agreed"))}
    return tasks[find(typed, tasks, what="agreement")]


def end_task(workspace: Workspace, task: Task, state: str) -> None:
    """Say that something agreed is done, dropped, or open again."""
    from playbook.liaison.agenda import change_of

    workspace.append(change_of(task, state=state))


def audit_standing(workspace: Workspace, quarter: str = "") -> tuple[Standing, float | None]:
    """Return how far a quarter's audit has come (this one's where none is named), and the total of the one before."""
    from playbook.liaison.audit import answers_of, outcome_of, quarter_of, quarters_of, standing

    records = workspace.records("audit")
    wanted = quarter or quarter_of(workspace.today)
    found = standing(records, wanted, workspace.today, workspace.me, workspace.people)
    for earlier in quarters_of(records):
        if earlier < wanted:
            outcome = outcome_of(earlier, answers_of(records, earlier, workspace.people))
            if outcome is not None:
                return found, outcome.total
    return found, None


def answer_audit(workspace: Workspace, scores: Sequence[int], quarter: str = "") -> Audit:
    """Put my answers on record; raises NoSideError or BadScoresError, and nothing is written."""
    from playbook.liaison.audit import audit_of, quarter_of

    body = audit_of(workspace.person, quarter or quarter_of(workspace.today), scores)
    workspace.append(body)
    return body


def audit_page(workspace: Workspace, quarter: str = "") -> Report:
    """Return the audit as a report."""
    from playbook.liaison.reports import audit_report

    return audit_report(*audit_standing(workspace, quarter))
