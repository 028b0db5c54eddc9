"""What a page is called where it was recorded by its id: also a page that moved, and an objection inside one."""

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
