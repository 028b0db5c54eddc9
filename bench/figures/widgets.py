"""How many widgets each screen mounts: what a terminal program's screens cost, without a clock."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from bench.generate.pages import CALL
from bench.place import Made, Place
from bench.row import Row, Target
from bench.sizes import Size

WALKS: dict[str, tuple[str, ...]] = {
    "Today": ("1",),
    "Plays": ("2",),
    "Desk": ("3",),
    "Coach": ("4",),
    "News": ("5",),
    "Find": ("1", "slash", "e", "x", "p"),
    "Feedback": ("1", "f"),
    "My feedback": ("1", "F"),
    "Settings": ("1", "comma"),
    "Help": ("1", "f1"),
    "Palette": ("1", "ctrl+p"),
}
"""Screen to the keys that lead there from the start."""


def widgets(place: Place, size: Size) -> Iterator[Row]:
    """Count the widgets of each screen that keys lead to, and of prep and call."""
    made = place.playbook(size)
    counts = {name: asyncio.run(_count(made, keys)) for name, keys in WALKS.items()}
    counts["Prep"] = asyncio.run(_count(made, (), "page"))
    counts["Call"] = asyncio.run(_count(made, ("1",), "call"))
    for name, count in counts.items():
        yield Row(
            figure=f"widgets: {name}",
            size=f"{size.pages:,} pages",
            measured=count,
            unit="",
            target=Target(limit=120),
        )


async def _count(made: Made, keys: tuple[str, ...], start: str = "") -> int:
    from tui.app import PlaybookApp

    app = PlaybookApp(made.workspace(), start=(lambda app: app.open_at(start, CALL)) if start else None)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
        return sum(1 for _ in app.screen.walk_children(with_self=True))
