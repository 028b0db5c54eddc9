"""What was changed and is not proposed yet, to be looked at first: word by word, and what the linter says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.library.blobs import blob_id
from playbook.library.review.model import PageChange
from playbook.plays.decode import decode
from playbook.reviewing.amending import changed_on
from playbook.reviewing.detail import Changed, compared
from playbook.reviewing.linted import Linted, Text, lint_change

if TYPE_CHECKING:
    from playbook.library.review.reviews import Reviews
    from playbook.plays.model import Page
    from playbook.reviewing.amending import Bench
    from playbook.workspace import Workspace


@dataclass(frozen=True)
class Draft:
    """A change as it would be proposed."""

    pages: tuple[Changed, ...]
    lint: Linted


def draft_on(workspace: Workspace, reviews: Reviews, bench: Bench) -> Draft | None:
    """Return what was changed on a bench; None where nothing was. Asks git and the linter: not for the event loop."""
    return draft_of(workspace, reviews, bench.head, changed_on(bench))


def draft_of(
    workspace: Workspace, reviews: Reviews, base: str, changes: Mapping[str, bytes | None]
) -> Draft | None:
    """Return changes (path → text, None: removed) of commit `base` as they would be proposed; None for none."""
    if not changes:
        return None
    published = reviews.repository.committed(base)
    pages, before, after = [], dict[str, "Text"](), dict[str, "Text"]()
    for path, data in sorted(changes.items()):
        change = PageChange(path, published.get(path, ""), "" if data is None else blob_id(data))
        old = (reviews.page(path, change.before), reviews.text(change.before))
        new = (_parsed(reviews, path, data), "" if data is None else decode(data)[0])
        pages.append(compared(change, old, new))
        for kept, (page, text) in ((before, old), (after, new)):
            if page is not None:
                kept[path] = (page, text)
    lint = lint_change(workspace.linter.looked_at(workspace.today), before, after)
    return Draft(tuple(pages), lint)


def _parsed(reviews: Reviews, path: str, data: bytes | None) -> Page | None:
    """Return a page that git does not know yet."""
    from playbook.plays.parse import read_page

    if data is None or not path.lower().endswith(".md"):
        return None
    settings = reviews.settings
    headings, root = settings.vocabulary.reference_headings, settings.link_root
    return read_page(data, path, reference_headings=headings, link_root=root)
