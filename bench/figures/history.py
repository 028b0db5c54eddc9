"""The history of pages: one page's, its lines', and when all were changed last."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from bench.generate.history import COMMITS, OFTEN, PAGES, lay_history
from bench.place import Place
from bench.row import Row, Target
from bench.sizes import SEED, Size
from bench.timing import medians, run, seconds_of
from playbook.library.last_changed import last_changes
from playbook.library.page_history import PageHistory
from playbook.library.repository import Repository

TIMES = 7


def history(place: Place, size: Size) -> Iterator[Row]:
    """Measure history and blame of one page against git's own, and the last change of all pages."""
    root, cache = place.folder / "long-history", place.folder / "long-history-cache"
    place.say(f"importing {COMMITS:,} commits")
    lay_history(root, SEED)
    repository = Repository.open(root)
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    on = f"{COMMITS:,} commits, {PAGES:,} pages, median of {TIMES}"
    git = ["git", "-C", str(root)]
    asked: tuple[tuple[str, list[str], Callable[[PageHistory, str], object]], ...] = (
        ("history", ["log", "--follow", "--format=%H", "--", OFTEN], PageHistory.changes),
        ("blame", ["blame", "--porcelain", "HEAD", "--", OFTEN], PageHistory.lines),
    )
    # Without a folder nothing is kept: as at the first look in a clone. With it, as at each later one.
    for (what, floor_of, ask), (when, kept) in product(asked, (("the first look", None), ("warm", cache))):

        def work(ask: Callable[[PageHistory, str], object] = ask, kept: Path | None = kept) -> object:
            return ask(PageHistory(repository, kept), OFTEN)

        work()  # what is kept from one look to the next
        measured, floor = medians(TIMES, lambda work=work: seconds_of(work), run([*git, *floor_of], env))  # type: ignore[misc]
        yield Row(
            figure=f"{what} of one page, {when}",
            size=on,
            measured=measured,
            unit="ms",
            floor=floor,
            floor_of=f"git {' '.join(floor_of[:2])}",
            target=Target(ratio=1.3),
        )
    assert len(last_changes(repository, cache)) == PAGES
    (warm,) = medians(TIMES, lambda: seconds_of(lambda: last_changes(repository, cache)))
    yield Row(
        figure="last change of all pages, warm", size=on, measured=warm, unit="ms", target=Target(limit=0.020)
    )
