"""In a call: what a key costs until the screen shows it, what it writes to the terminal, and what silence costs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from statistics import median

from bench.figures.screen import FLOOR, floor_command
from bench.floor_app import LINE
from bench.generate.pages import CALL, CALL_STEPS
from bench.meter import Meter, Repaint
from bench.place import Made, Place
from bench.row import Row, Target
from bench.sizes import SIZES, Size
from bench.timing import p95

KEYS: dict[str, tuple[str, str]] = {"tick": ("space", "☑"), "answer": ("1", "1 ●"), "next": ("enter", "")}
"""What is done: the key, and what the screen then shows (for `next`: the next step's number)."""
IDLE = 5.0
ENOUGH = 110
"""Keys of a kind that tell a 95th percentile."""
ROUNDS = 6
"""Calls gone through at most, a good half minute each."""
_KEY = Target(ratio=1.5, limit=0.033, hard=False)
_BYTES = Target(limit=16_000, hard=True)


def keys(place: Place, size: Size) -> Iterator[Row]:
    """Press the keys of a call, on a playbook of this size with its records, and at L on 10,000 pages."""
    yield from _keys(place.playbook(size), f"{size.pages:,} pages, {size.records:,} records")
    if size.name == "M":
        large = SIZES["L"]
        yield from _keys(place.playbook(large, with_records=False), f"{large.pages:,} pages, no record")


def _keys(made: Made, on: str) -> Iterator[Row]:
    """Press the keys on every step of a long play, and as many in the one-line app, in turns; then all that again.

    Where a machine shares its processors, whole milliseconds are taken from one key in twenty, of the floor and of the
    call alike: a 95th percentile would tell of the neighbours. Such keys are told apart by the host's own count, and
    the rounds go on until `ENOUGH` of each are left.
    """
    env = {**os.environ, **made.env}
    found: dict[str, list[Repaint]] = {name: [] for name in KEYS}
    echoes: list[Repaint] = []
    for _ in range(ROUNDS):
        quiet = _round(made, env, found, echoes)
        if min(len(undisturbed(repaints)) for repaints in found.values()) >= ENOUGH:
            break
    bare = undisturbed(echoes) or echoes
    for name, repaints in found.items():
        whole = undisturbed(repaints) or repaints
        size = f"{on}, {len(whole)} keys"
        if len(whole) < len(repaints):
            size += f" of {len(repaints)}, the others disturbed by the host"
        for word, of, target in (("p95", p95, _KEY), ("median", median, Target())):
            yield Row(
                figure=f"call: {name} to repaint, {word}",
                size=size,
                measured=of([repaint.seconds for repaint in whole]),
                unit="ms",
                floor=of([echo.seconds for echo in bare]),
                floor_of=FLOOR,
                target=target,
            )
    for name, repaints in found.items():
        yield Row(
            figure=f"call: bytes written by {name}, p95",
            size=f"{on}, {len(repaints)} keys",
            measured=p95([repaint.written for repaint in repaints]),
            unit="B",
            floor=p95([echo.written for echo in echoes]),
            floor_of=FLOOR,
            target=_BYTES,
        )
    for over, written in zip(("", ", help over it"), quiet, strict=True):
        yield Row(
            figure=f"call: bytes a second, no key, clock running{over}",
            size=f"{on}, {IDLE:g} s",
            measured=written / IDLE,
            unit="B",
            target=Target(limit=200),
        )


def _round(
    made: Made, env: dict[str, str], found: dict[str, list[Repaint]], echoes: list[Repaint]
) -> tuple[int, int]:
    """Go through a call once, adding what its keys and the floor's took.

    Return the bytes of `IDLE` quiet seconds, and of as many while the help stands over the call.
    """
    with Meter(floor_command(), env) as floor, Meter(made.command("call", CALL), env) as meter:
        floor.seconds_until(LINE)
        meter.seconds_until("Long call")
        meter.rest()
        meter.key("1", _having("1/40"))
        for step in range(1, CALL_STEPS):
            for name, (key, sign) in KEYS.items():
                found[name].append(meter.key(key, _having(sign or f"{step + 1}/{CALL_STEPS}")))
                echo = "xyz"[len(echoes) % 3]
                echoes.append(floor.key(echo, _having(f"{LINE}: {echo}")))
        alone = meter.written_in(IDLE)
        meter.key("f1", _having("Keys here"))
        meter.rest()
        return alone, meter.written_in(IDLE)


def undisturbed(repaints: Sequence[Repaint]) -> list[Repaint]:
    """Return the keys during which the machine ran nothing but us, as far as it knows."""
    return [repaint for repaint in repaints if not repaint.disturbed]


def _having(sign: str) -> Callable[[str], bool]:
    return lambda screen: sign in screen


def idle(place: Place, size: Size) -> Iterator[Row]:
    """Count what Today writes when nobody does anything."""
    made = place.playbook(size, with_records=False)
    with Meter(made.command(), {**os.environ, **made.env}) as meter:
        meter.seconds_until("Nothing is due")
        meter.rest()
        written = meter.written_in(IDLE)
    yield Row(
        figure="Today: bytes written while nothing happens",
        size=f"{IDLE:g} s",
        measured=written,
        unit="B",
        target=Target(limit=0),
    )
