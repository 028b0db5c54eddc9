"""What is found besides pages: accounts that I may know of, and feedback that I may read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from playbook.ids import shorten
from playbook.library.documents import Document, Part, document
from playbook.library.search import SearchIndex
from playbook.text import first_words

if TYPE_CHECKING:
    from playbook.accounts.book import AccountBook
    from playbook.accounts.rows import AccountRow
    from playbook.coaching.objections import OpenedFigures
    from playbook.desk.model import Item
    from playbook.library.passages import Hit
    from playbook.workspace import Workspace

ACCOUNT, FEEDBACK = "account", "feedback"
"""The kinds of hit that are no page."""
MOST_FEEDBACK = 5_000
"""Items that are found: the open ones first, then the newest."""
_TITLE = 90
_SAID_ONCE = 0.4
"""What a word in feedback counts, against one in a page: what a rep said in passing is seldom what is looked for."""

_NAMED, _NAMED_COUNTS = 4, 10.0
"""From how many signs an id is typed on purpose, and what it counts then: nothing stands before what was named."""


@dataclass(frozen=True)
class Things:
    """Accounts and feedback, and the index that finds them."""

    index: SearchIndex
    book: AccountBook
    items: Mapping[str, Item]
    """Feedback by id."""

    def find(self, typed: str, limit: int = 20) -> list[Hit]:
        """Return up to `limit` hits for the words typed so far, scored to stand among hits of the pages."""
        found = self.index.find(typed, limit=limit)
        return [replace(hit, score=hit.score * _counts(hit, typed)) for hit in found]


def things(workspace: Workspace) -> Things:
    """Return what I may find besides pages; reads journals, so not for the event loop."""
    book = workspace.accounts
    mine = workspace.feedback_index.newest(workspace.viewer, MOST_FEEDBACK)
    kept = {item.id: item for item in newest(mine.values())}
    found_by = [*account_documents(book), *feedback_documents(kept.values(), workspace)]
    return Things(SearchIndex(found_by), book, kept)


def settled(workspace: Workspace) -> dict[str, OpenedFigures]:
    """Return how often each objection and battlecard settled the matter, of the runs that I may read."""
    from playbook.coaching.indexed_past import IndexedPast
    from playbook.coaching.objections import opened_figures

    workspace.index.refresh()
    return opened_figures(IndexedPast(workspace.index).openings())


def newest(items: Iterable[Item], most: int = MOST_FEEDBACK) -> list[Item]:
    """Return the items worth finding: open ones before others, each newest first."""
    by_time = sorted(items, key=lambda item: item.order, reverse=True)
    return sorted(by_time, key=lambda item: not item.is_open)[:most]


def account_documents(book: AccountBook) -> Iterator[Document]:
    """Yield what accounts are found by: name, domain, segment, tags, and what their opportunities are called."""
    for row in book.all():
        deals = " ".join(deal.name for deal in book.opportunities(row.id))
        yield document(row.id, ACCOUNT, row.name, [Part("", "", _about(row, deals))], names=_domain(row))


def feedback_documents(items: Iterable[Item], workspace: Workspace) -> Iterator[Document]:
    """Yield what feedback is found by: its id, its words, the line it quotes, account, author, answer."""
    for item in items:
        names = [item.kind, shorten(item.id, letter="F"), item.id, workspace.name_of(item.rep)]
        names += [workspace.account_name(account) for account in item.accounts]
        said = Part("", "", "\n".join(filter(None, (item.text, item.quote, item.answer))))
        yield document(item.id, FEEDBACK, title_of(item), [said], names=" ".join(names))


def title_of(item: Item) -> str:
    """Return the first words of feedback, as one harmless line."""
    return first_words(item.text or item.quote, _TITLE) or item.kind


def _counts(hit: Hit, typed: str) -> float:
    if hit.kind != FEEDBACK:
        return 1.0
    said = typed.strip().casefold()
    names = (hit.id.casefold(), shorten(hit.id, letter="F").casefold())
    is_named = len(said) >= _NAMED and any(name.startswith(said) for name in names)
    return _NAMED_COUNTS if is_named else _SAID_ONCE


def _about(row: AccountRow, deals: str) -> str:
    return " ".join([row.segment, *row.tags, row.owner, deals])


def _domain(row: AccountRow) -> str:
    return row.domain.replace(".", " ")
