"""The times of a call and the list of its steps, as lines; knows no Textual."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from playbook.runs.pace import Pace
from playbook.runs.refusals import HOW
from playbook.runs.views import RunView, StepView
from tui.call_rows import pressed
from tui.rows import Row, Span, fold, width_of

STANDS = {"done": "done", "skipped": "skipped", "left-out": "left out", "not-taken": "not taken"}
"""How a step stands, in words; one that waits needs none."""
PACE = "pace "
GLYPHS = {"done": "✓", "skipped": "–", "left-out": "–", "not-taken": "·", "open": " ", "": " "}


def clock_text(seconds: float) -> str:
    """Return seconds as `6:12`, or `1:02:03` from an hour on."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"


def minutes_text(seconds: float) -> str:
    """Return a time box as it is written in a play: `8 min`, `30 s`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min" if whole % 60 == 0 else f"{whole // 60}:{whole % 60:02d} min"


def box_text(view: RunView) -> str:
    """Return the step's time against its time box."""
    if not view.at or view.connect not in ("", "connected"):
        return ""
    spent = clock_text(view.step_seconds)
    if view.time_box is None:
        return spent
    over = view.step_seconds > view.time_box
    return f"{'▲ ' if over else ''}{spent} of {minutes_text(view.time_box)}{', over' if over else ''}"


def where_text(view: RunView, *, alone: bool = False, room: int = 0) -> str:
    """Return which step of how many; `alone` where no list of steps stands beside it.

    In `room` cells (0: as many as it takes) what must be is said shorter, or left out, before the title is cut.
    """
    if view.connect not in ("", "connected"):
        return f"Nobody reached · {HOW[view.connect]}"
    if not view.at:
        return "End of the play"
    place = f"{view.number}/{view.of} " if view.number else "aside · "
    short = " · short of time" if view.short else ""
    here = next((step for step in view.steps if step.current), None)
    begin, is_must = f"{place}{view.step_title}", here is not None and here.must
    waits = f"{view.must_left} left" if alone and view.must_left and not view.short else ""
    ways = [f"{begin}{' (must)' if is_must else ''}{short}{f' · must: {waits}' if waits else ''}"]
    if is_must and waits:
        ways.append(f"{begin} (must, {waits})")
    if is_must:
        ways.append(f"{begin} (must){short}")
    ways.append(f"{begin}{short}")
    return next((text for text in ways if not room or width_of(text) <= room), ways[-1])


def pace_text(pace: Pace, room: int = 0) -> str:
    """Return how the call stands against its time boxes: `▲ 2:10 behind · about 18 min to go`.

    In `room` cells (0: as many as it takes) what is to go is said shorter, or on a line of its own.
    """
    if not pace.boxed:
        return ""
    glyph = {"behind": "▲", "ahead": "▼", "in time": "="}[pace.word]
    by = "" if pace.word == "in time" else f"{clock_text(abs(pace.behind))} "
    told = f"{glyph} {by}{pace.word}"
    if not pace.left:
        return told
    left = f"{max(round(pace.left / 60), 1)} min"
    ways = (f"{told} · about {left} to go", f"{told} · {left} to go")
    return next((text for text in ways if not room or width_of(text) <= room), f"{told}\nabout {left} to go")


def list_rows(view: RunView, width: int, exit_text: str, names: Mapping[str, str] | None = None) -> list[Row]:
    """Return the list of steps: tick, title, what must be, time against box; pace; the stage's exit at the foot."""
    rows: list[Row] = []
    for step in view.steps:
        if step.on_path or step.current or step.state == "done":
            rows += _step_rows(step, width)
    foot: list[list[Span]] = []
    if any(step.must for step in view.steps):
        left = [step.title for step in view.steps if step.must and step.on_path and _is_left(step)]
        named = f" · {', '.join(left)}" if left else ""
        foot.append([(f"must: {len(left) or 'none'} left", "strong"), (named, "dim")])
    if view.left_behind:
        titles = ", ".join(step.title for step in view.steps if step.id in view.left_behind)
        foot.append([(f"left behind: {titles}", "warn")])
    if pace := pace_text(view.pace, width - len(PACE)):
        foot.append([(PACE, "strong"), (pace, "warn" if view.pace.word == "behind" else "dim")])
    if view.people:
        known = names or {}
        foot.append([("on the call ", "strong"), (", ".join(known.get(p, p) for p in view.people), "dim")])
    if exit_text:
        foot.append([("Exit: ", "strong"), (exit_text, "dim")])
    for spans in foot:
        rows += [Row(()), *(Row(line) for line in fold(spans, width))]
    return rows


def _is_left(step: StepView) -> bool:
    return step.state == "open"


def stands_text(step: StepView) -> str:
    """Return how a step stands, for behind its title: ` (done)`, ` (you are here)`; "" of one that waits."""
    told = "you are here" if step.current else STANDS.get(step.state, "")
    return f" ({told})" if told else ""


@lru_cache(maxsize=1024)
def _step_rows(step: StepView, width: int) -> tuple[Row, ...]:
    mark = "▶" if step.current else GLYPHS.get(step.state, " ")
    style = "current" if step.current else "done" if step.state in ("done", "skipped", "left-out") else ""
    click = pressed("step", step.id)
    right = _right(step)
    if width - 3 - width_of(right) < 8:
        right = ""  # the title is what one looks for
    room = max(width - 2 - (width_of(right) + 1 if right else 0), 8)
    titles = fold([(step.title, f"{style} {click}".strip())], room)
    rows = []
    for number, spans in enumerate(titles):
        lead: Span = (f"{mark} ", "key" if step.current else "good") if number == 0 else ("  ", "")
        gap = room - sum(width_of(text) for text, _ in spans)
        over = _is_over(step)
        end: tuple[Span, ...] = (
            ((" " * (gap + 1), ""), (right, "warn" if over else "dim")) if number == 0 and right else ()
        )
        rows.append(Row((lead, *spans, *end)))
    if step.state == "skipped" and step.reason:
        rows += [Row((("  ", ""), *spans)) for spans in fold([(step.reason, "dim")], max(width - 2, 8))]
    return tuple(rows)


def _is_over(step: StepView) -> bool:
    return step.time_box is not None and step.seconds > step.time_box


def _right(step: StepView) -> str:
    """Return what stands behind a step's title: `must`, and its time against its box."""
    must = "must" if step.must else "optional" if step.optional else ""
    if step.state in ("skipped", "left-out", "not-taken"):
        time = "skipped" if step.state == "skipped" else "left out"
        return time
    if step.time_box is None:
        time = clock_text(step.seconds) if step.seconds >= 1 and not step.current else ""
    elif step.seconds < 1 or step.current:
        time = minutes_text(step.time_box)
    else:
        spent = clock_text(step.seconds)
        time = (
            f"▲ {spent} over {minutes_text(step.time_box)}"
            if _is_over(step)
            else (f"{spent} of {minutes_text(step.time_box)}")
        )
    return " ".join(part for part in (must, time) if part)
