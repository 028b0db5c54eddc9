"""The first look: how long until something to read is on a real terminal, and what it takes in memory."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from statistics import median

from bench.floor_app import LINE
from bench.generate.pages import CALL, STAGES
from bench.meter import Meter
from bench.place import Made, Place
from bench.row import Row, Target
from bench.sizes import SIZES, Size
from bench.timing import in_turns
from playbook.today.reading import today_lines

TIMES = 9
FLOOR = "a one-line Textual app"


def content(place: Place, size: Size) -> Iterator[Row]:
    """Measure from the command to readable content at this size with its records, and at L on 10,000 pages."""
    full = place.playbook(size)
    busy = (f"Today, {size.records:,} records", full, (), _today(full), Target(ratio=1.4, hard=True))
    yield from _content(place.playbook(size, with_records=False), size, 1.4, [busy])
    if size.name == "M":
        yield from _content(place.playbook(SIZES["L"], with_records=False), SIZES["L"], 1.5, [])


Shown = tuple[str, Made, tuple[str, ...], Sequence[str], Target]


def _content(bare: Made, size: Size, ratio: float, more: Sequence[Shown]) -> Iterator[Row]:
    nothing = ["Nothing is due"]
    shown: list[Shown] = [
        *more,
        ("Today, no record yet", bare, (), nothing, Target(ratio=ratio, hard=True)),
        ("a page, by its name", bare, ("open", CALL), ["Step 1"], Target(ratio=ratio)),
    ]
    for _, made, arguments, texts, _ in shown:
        _open_and_leave(made.command(*arguments), made, texts)
    measures = [_until(made.command(*arguments), made, texts) for _, made, arguments, texts, _ in shown]
    first = _until(bare.command(), bare, nothing, forget=True)
    *found, firsts, floors = in_turns(TIMES, *measures, first, _until(floor_command(), bare, [LINE]))
    shown.append(("Today, first start of the day", bare, (), nothing, Target(ratio=ratio)))
    for (what, *_, target), times in zip(shown, [*found, firsts], strict=True):
        yield Row(
            figure=f"content on screen: {what}",
            size=f"{size.pages:,} pages, median of {TIMES}",
            measured=median(times),
            unit="ms",
            floor=median(floors),
            floor_of=FLOOR,
            target=target,
        )


def memory(place: Place, size: Size) -> Iterator[Row]:
    """Measure the most memory held once the program has read ahead what it reads ahead."""
    bare = place.playbook(size, with_records=False)
    full = place.playbook(size)
    shown = _today(full)
    floor = _peak(floor_command(), full, [LINE])
    for what, made, texts in (
        (f"{size.records:,} records", full, shown),
        ("no record yet", bare, ["Nothing is due"]),
    ):
        yield Row(
            figure="memory after opening, at its peak",
            size=f"{size.pages:,} pages, {what}",
            measured=_peak(made.command(), made, texts),
            unit="MB",
            floor=floor,
            floor_of=FLOOR,
            target=Target(ratio=1.6),
        )


def plays_list(place: Place, size: Size) -> Iterator[Row]:
    """Measure from the key to the list of a mode that was not shown before, the pages read."""
    made = place.playbook(size, with_records=False)
    with Meter(made.command(), {**os.environ, **made.env}) as meter:
        meter.seconds_until("Nothing is due")
        meter.rest()
        first = meter.key("2", lambda screen: STAGES[0].capitalize() in screen)
    yield Row(
        figure="Plays, from its key to the repaint, once",
        size=f"{size.pages:,} pages",
        measured=first.seconds,
        unit="ms",
    )


def _today(made: Made) -> list[str]:
    """Return the beginnings of what Today shows first."""
    return [line.what[:20] for line in today_lines(made.workspace())[:3]] or ["Nothing is due"]


def floor_command() -> list[str]:
    """Return the command of the one-line app."""
    return [sys.executable, "-m", "bench.floor_app"]


def _open_and_leave(command: Sequence[str], made: Made, texts: Sequence[str]) -> None:
    """Open it once as a person does: read what it read ahead, and keep what the next start shows first."""
    with Meter(command, {**os.environ, **made.env}) as meter:
        meter.seconds_until(*texts)
        meter.rest()
        meter.press("ctrl+q")
        meter.process.wait(30)


def _until(
    command: Sequence[str], made: Made, texts: Sequence[str], *, forget: bool = False
) -> Callable[[], float]:
    """Return a measure: the wall time until one of `texts` is on the screen; `forget`: without the last look."""
    look, aside = made.cache / "look", made.cache / "look-of-before"

    def measure() -> float:
        if forget and look.is_dir():
            look.rename(aside)
            try:
                return until()
            finally:
                shutil.rmtree(look, ignore_errors=True)
                aside.rename(look)
        return until()

    def until() -> float:
        with Meter(command, {**os.environ, **made.env}) as meter:
            return meter.seconds_until(*texts)

    return measure


def _peak(command: Sequence[str], made: Made, texts: Sequence[str]) -> int:
    with Meter(command, {**os.environ, **made.env}) as meter:
        meter.seconds_until(*texts)
        meter.rest()
        return meter.peak_memory()
