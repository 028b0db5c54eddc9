"""News: answers to my feedback, what changed in the plays I use, what must be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec
from msgspec import structs

from playbook.clock import parse_stamp, stamp
from playbook.errors import PlaybookError
from playbook.text import and_all

if TYPE_CHECKING:
    from playbook.desk.answers import Told
    from playbook.library.news import Change
    from playbook.plays.model import Summary
    from playbook.records.model import Ack, Seen
    from playbook.reviewing.lines import ReviewLine
    from playbook.workspace import Workspace

NewsKind = Literal["answer", "question", "review", "changed", "added", "removed", "must-read"]

DAYS = 30
"""How far back changes of pages are news, unless a date or commit is named."""


class NewsLine(msgspec.Struct, frozen=True):
    """One thing that is new for me."""

    kind: NewsKind
    id: str
    """The page's id, or the feedback's."""
    title: str
    """The page's title, or what I said."""
    at: str
    """UTC, ISO 8601."""
    by: str = ""
    """A person's id, or the name git has of an author who is none of the playbook's people."""
    read: bool = False
    must_read: bool = False
    text: str = ""
    """The answer's words; what the commits say of a page."""
    page: str = ""
    feedback: str = ""
    quote: str = ""
    """The words of the play that my feedback was about."""
    step: str = ""
    commit: str = ""
    mark: str = ""
    """What a `seen` record of it says."""
    blob: str = ""
    """Of a page: its text after the change."""
    old_blob: str = ""
    """Of a page: its text before all that is told here; empty for a new one."""
    review: str = ""
    """The name of a proposal that waits for me."""
    action: str = ""
    """Of what was said to my feedback: `answer`, `decline`, `close`, `publish` or `ask`."""
    rep: str = ""
    """Whose feedback it is, where I only said "me too"."""
    mine: bool = True
    """It concerns me: said to me, waiting for me, to be read by all, or of a page that I use or answer for."""


class MustRead(msgspec.Struct, frozen=True):
    """A page whose committed text is to be acknowledged by everybody it is offered to."""

    page: str
    title: str
    path: str
    blob: str
    acknowledged: bool = False


def news_lines(workspace: Workspace, since: str | datetime | None = None) -> list[NewsLine]:
    """Return what is new: unread before read; what was said to me, must-reads, pages I use, others; newest first.

    `since` is a moment, an ISO date, or a commit, branch or tag (default: 30 days ago). Raises NotFoundError
    for a `since` that is none of these.
    """
    marks = _marks(workspace)
    start = workspace.clock.now() - timedelta(days=DAYS) if since is None else since
    must = {one.page: one for one in must_reads(workspace)}
    lines = _answers(workspace, marks, _moment(start))
    lines += _reviews(workspace, marks)
    mine = pages_of_mine(workspace)
    lines += [
        structs.replace(one, mine=one.must_read or one.page in mine)
        for one in _pages(workspace, marks, start, must)
    ]
    ranked = sorted(lines, key=lambda line: line.at, reverse=True)
    return sorted(ranked, key=lambda line: (line.read, _rank(line)))


def pages_of_mine(workspace: Workspace) -> frozenset[str]:
    """Return the pages that I ran or opened in a run, and those that I own."""
    runs = workspace.run_index
    used = runs.plays(workspace.names).keys() | runs.opened(workspace.names)
    return (
        frozenset(
            one.id
            for one in workspace.catalog.summaries()
            if not used.isdisjoint((one.id, *one.moved_from))
            or not workspace.names.isdisjoint(one.owners.values())
        )
        | used
    )


def mark_read(workspace: Workspace, line: NewsLine) -> None:
    """Record that a line was opened, or that a must-read is acknowledged; twice is once."""
    if not line.read:
        workspace.append(_read(line))


def mark_unread(workspace: Workspace, line: NewsLine) -> None:
    """Take back that a line was opened, or a must-read acknowledged."""
    workspace.append(structs.replace(_read(line), withdrawn=True))


def _read(line: NewsLine) -> Ack | Seen:
    from playbook.records.model import Ack, Seen

    return Ack(page=line.page, blob=line.blob) if line.must_read else Seen(what=line.mark)


def must_reads(workspace: Workspace, pages: Sequence[Summary] | None = None) -> list[MustRead]:
    """Return the pages that I must read, in path order, and whether I acknowledged them as they are committed.

    `pages` are all there are, where they were just looked at.
    """
    from playbook.library.offered import why_not_offered
    from playbook.records.model import Ack

    today, me = workspace.today, workspace.me
    wanted = [
        summary
        for summary in (workspace.catalog.summaries() if pages is None else pages)
        if summary.must_read and not why_not_offered(summary, me, today)
    ]
    if not wanted:
        return []
    acknowledged: set[tuple[str, str]] = set()
    for record in workspace.records("ack"):
        if isinstance(body := record.body, Ack) and record.person in workspace.names:
            (acknowledged.discard if body.withdrawn else acknowledged.add)((body.page, body.blob))
    found = []
    for one in wanted:
        blob = committed_blob(workspace, one)
        if blob:
            found.append(MustRead(one.id, one.title, one.path, blob, (one.id, blob) in acknowledged))
    return found


def committed_blob(workspace: Workspace, summary: Summary) -> str:
    """Return the text of a page as it is committed: what lies edited in a folder is published to nobody yet."""
    if not summary.edited:
        return summary.blob
    return workspace.repository.blob_at(summary.path, "HEAD") or ""


def _rank(line: NewsLine) -> int:
    if line.feedback:
        return 0 if line.kind == "question" else 1
    if line.review or line.must_read:
        return 2 if line.review else 3
    return 4 if line.mine else 5


def _marks(workspace: Workspace) -> frozenset[str]:
    from playbook.desk.answers import seen_marks

    return seen_marks(workspace.records("seen"), workspace.names)


def _moment(since: str | datetime) -> datetime | None:
    """Return the moment that `since` is; None for a commit."""
    if isinstance(since, datetime):
        return since
    try:
        return parse_stamp(since) if len(since) >= 10 else None
    except (ValueError, OverflowError):
        return None


# Answers


WITHOUT_WORDS = {
    "publish": "You said it, and the play was changed.",
    "close": "Closed, because the question was not answered.",
}
"""What is said of an answer that has no words of its own."""


def _answers(workspace: Workspace, marks: frozenset[str], start: datetime | None) -> list[NewsLine]:
    from playbook.desk.answers import SAYING, told_to
    from playbook.desk.promise import moment

    told = told_to(workspace.feedback_index.behind(workspace.names, SAYING), workspace.names, marks)
    return [_answer(one) for one in told if start is None or moment(one.at) >= start]


def _answer(one: Told) -> NewsLine:
    return NewsLine(
        kind="question" if one.action == "ask" else "answer",
        id=one.feedback,
        title=one.said or one.quote,
        at=one.at,
        by=one.by,
        read=one.seen,
        text=one.text or WITHOUT_WORDS.get(one.action, one.action),
        page=one.play,
        feedback=one.feedback,
        quote=one.quote,
        step=one.step,
        commit=one.commit,
        mark=one.mark,
        action=one.action,
        rep=one.rep,
    )


# Reviews


def _reviews(workspace: Workspace, marks: frozenset[str]) -> list[NewsLine]:
    """Return the proposals that wait for me; one that I was reminded of since I looked is new again."""
    from playbook.proposing import open_reviews
    from playbook.reviewing.lines import chosen, review_lines
    from playbook.reviewing.words import reminder_words

    try:
        reviews = open_reviews(workspace)
        waiting = chosen(review_lines(workspace, reviews), "for-me")
    except PlaybookError:
        return []  # a repository that is not kept this way
    lines = []
    for one in waiting:
        mine = [reminder for reminder in one.reminders if workspace.me in reminder.people]
        turn = "+".join(f"{reminder.what}.{reminder.turn}" for reminder in mine)
        no = ":no" if one.state == "rejected" else ""
        mark = f"review:{one.id}:{one.digest[:12]}:{turn}{no}"
        told = [reminder_words(reminder, workspace.name_of) for reminder in mine]
        lines.append(
            NewsLine(
                kind="review",
                id=one.id,
                title=one.title,
                at=stamp(one.at),
                by=one.author,
                read=mark in marks,
                text=" ".join([*filter(None, told), *_needs(one)]),
                mark=mark,
                review=one.id,
            )
        )
    return lines


def _needs(line: ReviewLine) -> list[str]:
    """Return what a proposal waits for, in sentences."""
    if line.state == "ready":
        return ["Everybody has approved: publish it."]
    needs = [f"It needs {and_all(line.needed)}."] if line.needed and line.state != "rejected" else []
    return needs if line.state == "emergency" else [*needs, *line.notes]


# Pages


def _pages(
    workspace: Workspace, marks: frozenset[str], start: str | datetime, must: Mapping[str, MustRead]
) -> list[NewsLine]:
    """Return one line a page, whatever number of commits changed it; the very first commit is no news.

    Nor is a page that is as it was, or that its owners only said to be right still.
    """
    from playbook.library.news import changes, still_right

    repository = workspace.repository
    titles = {summary.id: summary.title for summary in workspace.catalog.summaries()}
    first = repository.root_commit()
    by_page: dict[str, list[Change]] = {}
    for change in changes(repository, start, titles):
        if change.commit != first:
            by_page.setdefault(change.page, []).append(change)
    same = still_right(repository, [(found[-1].old_blob, found[0].blob) for found in by_page.values()])
    lines = [
        _page(workspace, found, marks, must.get(page))
        for page, found in by_page.items()
        if not (found[0].kind == "removed" and found[-1].kind == "added")
        and (page in must or (found[-1].old_blob, found[0].blob) not in same)
    ]
    for page, one in must.items():
        if page not in by_page and not one.acknowledged:
            lines.append(_older_must_read(workspace, one))
    return lines


def _page(
    workspace: Workspace, found: list[Change], marks: frozenset[str], must: MustRead | None
) -> NewsLine:
    newest = found[0]
    kind: NewsKind = "must-read"
    if must is None:
        added = any(change.kind == "added" for change in found)
        kind = "added" if added and newest.kind != "removed" else newest.kind
    mark = f"page:{newest.page}:{newest.blob or newest.commit}"
    by = _author(workspace, newest.by, newest.email)
    return NewsLine(
        kind=kind,
        id=newest.page,
        title=newest.title,
        at=stamp(newest.at),
        by=by,
        read=must.acknowledged if must else (mark in marks or by in workspace.names),
        must_read=must is not None,
        text="\n".join(dict.fromkeys(change.subject for change in found)),
        page=newest.page,
        commit=newest.commit,
        mark=mark,
        blob=must.blob if must else newest.blob,
        old_blob=found[-1].old_blob,
    )


def _older_must_read(workspace: Workspace, one: MustRead) -> NewsLine:
    revision = workspace.repository.revision(one.path)
    return NewsLine(
        kind="must-read",
        id=one.page,
        title=one.title,
        at=stamp(revision.at) if revision else "",
        by=_author(workspace, revision.author, revision.email) if revision else "",
        must_read=True,
        text=revision.subject if revision else "",
        page=one.page,
        commit=revision.commit if revision else "",
        mark=f"page:{one.page}:{one.blob}",
        blob=one.blob,
    )


def _author(workspace: Workspace, name: str, email: str) -> str:
    """Return the person whose e-mail address a commit carries, else the name it carries."""
    known = workspace.settings.person(email) if email else None
    return known.id if known else name


FEW = 5
"""So many changes of pages that are not mine are listed; more stand behind one line."""


class Folded(NamedTuple):
    """News as it is listed."""

    shown: tuple[NewsLine, ...]
    behind: tuple[NewsLine, ...] = ()
    """Changes of pages that I neither use nor answer for."""


def folded(lines: Sequence[NewsLine]) -> Folded:
    """Return what is listed, and what stands behind one line because it is much and does not concern me."""
    behind = tuple(line for line in lines if not line.mine)
    if len(behind) <= FEW:
        return Folded(tuple(lines))
    return Folded(tuple(line for line in lines if line.mine), behind)


def unread(lines: Sequence[NewsLine]) -> int:
    """Return how many of the listed lines have not been opened."""
    return sum(not line.read for line in folded(lines).shown)
