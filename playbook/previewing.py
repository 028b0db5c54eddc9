"""What waits for a look by sales, for a workspace; reads git and pages, so not for the event loop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playbook.liaison.previews import Preview
    from playbook.plays.model import Summary
    from playbook.reporting.model import Report
    from playbook.reviewing.lines import ReviewLine
    from playbook.workspace import Workspace

DRAFT = "draft"


def previews_of(workspace: Workspace) -> tuple[tuple[Preview, ...], tuple[Preview, ...]]:
    """Return the proposals that sales has not approved, and the drafts that are offered to nobody.

    No proposals where the playbook's git knows none.
    """
    from playbook.errors import PlaybookError
    from playbook.liaison.previews import SALES
    from playbook.proposing import open_reviews
    from playbook.reviewing.lines import review_lines
    from playbook.upkeep import OWNED

    pages = {page.path: page for page in workspace.catalog.summaries()}
    try:
        lines = review_lines(workspace, open_reviews(workspace))
    except PlaybookError:  # a repository that is not kept this way: its drafts are told all the same
        lines = []
    proposed = tuple(
        _proposal(one, pages) for one in lines if SALES in one.needed and one.state != "rejected"
    )
    drafts = tuple(
        _draft(workspace, page) for page in pages.values() if page.status == DRAFT and page.kind in OWNED
    )
    return proposed, drafts


def previews_page(workspace: Workspace) -> Report:
    """Return both as a report."""
    from playbook.liaising import names_of
    from playbook.liaison.previews import previews_report

    return previews_report(*previews_of(workspace), workspace.today, names_of(workspace))


def promotion_page(workspace: Workspace) -> Report:
    """Return what enough people heard and no page answers, as a report."""
    from playbook.liaising import names_of, to_send
    from playbook.liaison.previews import promotion_report
    from playbook.promoting import promotable_of

    items, promote = to_send(workspace), workspace.settings.desk.promote
    found = promotable_of(workspace, items)
    return promotion_report(found, promote.people, promote.days, names_of(workspace, items))


def _proposal(line: ReviewLine, pages: Mapping[str, Summary]) -> Preview:
    from playbook.liaison.previews import SALES, Preview

    asked = [one for one in line.reminders if one.what == SALES]
    return Preview(
        line.id,
        line.title,
        tuple(dict.fromkeys(_kind(path, pages) for path in line.pages)) or ("page",),
        line.author,
        line.at.date(),
        tuple(dict.fromkeys(id_ for one in asked for id_ in one.people)),
        any(one.turn != "asked" or one.away for one in asked),
        len(line.feedback),
        line.pages,
    )


def _kind(path: str, pages: Mapping[str, Summary]) -> str:
    """Return what kind a changed page is; of one that is new, what its folder says."""
    from playbook.plays.kinds import kind_of
    from playbook.plays.model import Facts

    return pages[path].kind if path in pages else kind_of(Facts(), path)


def _draft(workspace: Workspace, page: Summary) -> Preview:
    from playbook.liaison.previews import SALES, Preview

    owner, by = page.owners.get(SALES, ""), page.owners.get("marketing", "")
    return Preview(
        page.id,
        page.title,
        (page.kind,),
        workspace.name_of(by) if by else "",
        asked=(owner,) if owner else (),
        pages=(page.path,),
    )
