"""What a page is called where it was recorded by its id: also one that moved, and a step or an objection inside one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.text import spoken

if TYPE_CHECKING:
    from playbook.library.catalog import Catalog
    from playbook.plays.model import Page


def page_names(catalog: Catalog) -> Callable[[str], str]:
    """Return what says a page by its id, of today or of before it moved; `page#id` is an objection inside it."""
    now = {old: one for one in catalog.summaries() for old in (*one.moved_from, one.id)}

    def name_of(id_: str) -> str:
        page, _, inside = id_.partition("#")
        here = now.get(page)
        title = here.title if here else page
        if not inside:
            return title
        read = _read(catalog, here.id) if here else None
        among = read.objections if read else ()
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
    return known.title, _step_title(_read(catalog, known.id), step)


def step_names(catalog: Catalog) -> Callable[[str, str], str]:
    """Return what says a step by the ids of its play and its own; one that is gone by its id."""
    now = {old: one.id for one in catalog.summaries() for old in (*one.moved_from, one.id)}

    @cache
    def read(play: str) -> Page | None:
        return _read(catalog, now.get(play, play))

    return lambda play, step: _step_title(read(play), step)


def _read(catalog: Catalog, page: str) -> Page | None:
    try:
        return catalog.get(page).page
    except PlaybookError:  # it is gone, or went between the list and the reading
        return None


def _step_title(page: Page | None, step: str) -> str:
    found = page.step(page.facts.moved.get(step, step)) if page else None
    return found.title if found else spoken(step)
