"""The pages that were run, as they are now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playbook.library.catalog import Catalog
    from playbook.plays.model import Page


def pages_run(plays: Iterable[str], catalog: Catalog) -> dict[str, Page]:
    """Return the pages of the plays that were run, by the id they have now; those that are gone are left out."""
    ran = {play for play in plays if play}
    known = {summary.id for summary in catalog.summaries()}
    if ran <= known:
        return {id_: catalog.get(id_).page for id_ in sorted(ran)}
    return {page.id: page for page in catalog.pages() if not ran.isdisjoint(page.ids)}
