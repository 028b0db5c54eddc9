"""What a page is called where it was recorded by its id: also one that moved, and a step or an objection inside one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.text import spoken

if TYPE_CHECKING:
    from playbook.library.catalog import Catalog


def page_names(catalog: Catalog) -> Callable[[str], str]:
    """Return what says a page by its id, of today or of before it moved; `page#id` is an objection inside it."""
    now = {old: one for one in catalog.summaries() for old in (*one.moved_from, one.id)}

    def name_of(id_: str) -> str:
        page, _, inside = id_.partition("#")
        here = now.get(page)
        title = here.title if here else page
        if not inside:
            return title
        try:
            among = catalog.get(here.id).page.objections if here else ()
        except PlaybookError:  # it went between the list and the reading
            among = ()
        said = next((one.title for one in among if one.id == inside), spoken(inside))
        return f"{title}: {said}"

    return name_of


def page_titles(catalog: Catalog) -> dict[str, str]:
    """Return the titles of all pages, by their ids of today and of before they moved."""
    return {old: one.title for one in catalog.summaries() for old in (*one.moved_from, one.id)}


def place_names(catalog: Catalog, page: str, step: str = "") -> tuple[str, str]:
    """Return what a page is called and what a step of it; what is gone is named by its id."""
    known = next((one for one in catalog.summaries() if page in (one.id, *one.moved_from)), None)
    if known is None or not step:
        return known.title if known else page, spoken(step)
    try:
        here = catalog.get(known.id).page
    except PlaybookError:  # it went between the list and the reading
        return known.title, spoken(step)
    found = here.step(here.facts.moved.get(step, step))
    return known.title, found.title if found else spoken(step)
