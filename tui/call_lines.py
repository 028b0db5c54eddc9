"""The lines around a step: the list of steps, times, what is asked before and between; knows no Textual."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from playbook.plays.model import DatedNotice
from playbook.records.model import Opened
from playbook.runs.refusals import HOW
from playbook.runs.views import Offer, RunView, StepView
from tui.rows import Row, Span, fit, fold, width_of

CONNECTS = ("connected", "no-answer", "voicemail", "gatekeeper", "wrong-person", "no-show", "rescheduled")
"""In the order of their digits."""

GLYPHS = {"done": "✓", "skipped": "–", "left-out": "–", "not-taken": "·", "open": " ", "": " "}


def clock_text(seconds: float) -> str:
    """Return seconds as `6:12`, or `1:02:03` from an hour on."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"


def box_text(view: RunView) -> str:
    """Return the step's time against its time box."""
    if not view.at:
        return ""
    spent = clock_text(view.step_seconds)
    if view.time_box is None:
        return spent
    over = " over" if view.step_seconds > view.time_box else ""
    return f"{spent} of {clock_text(view.time_box)}{over}"


def where_text(view: RunView) -> str:
    """Return which step of how many."""
    if not view.at:
        return "End of the play"
    place = f"{view.number}/{view.of} " if view.number else "aside · "
    short = " · short of time: only what must be" if view.short else ""
    return f"{place}{view.step_title}{short}"


def list_rows(view: RunView, width: int, exit_text: str) -> list[Row]:
    """Return the list of steps: tick, title, time box; and the exit of the stage at the foot."""
    rows = [
        _step_row(step, width) for step in view.steps if step.on_path or step.current or step.state == "done"
    ]
    rows += (
        [Row(()), Row(((f"must: {view.must_left} left", "dim"),))] if any(s.must for s in view.steps) else []
    )
    if view.left_behind:
        titles = ", ".join(step.title for step in view.steps if step.id in view.left_behind)
        rows += [Row(()), *(Row(spans) for spans in fold([(f"left behind: {titles}", "warn")], width))]
    if exit_text:
        rows += [Row(()), *(Row(spans) for spans in fold([("Exit: ", "strong"), (exit_text, "dim")], width))]
    return rows


def _step_row(step: StepView, width: int) -> Row:
    mark = "▶" if step.current else GLYPHS.get(step.state, " ")
    box = f"/{step.time_box // 60}" if step.time_box and step.time_box >= 60 else ""
    spent = clock_text(step.seconds) if step.seconds >= 1 and not step.current else ""
    right = f" {spent}{' ' if spent and box else ''}{box}"
    marks = " *" if step.must else ""
    title = fit(step.title + marks, max(width - 2 - width_of(right), 4))
    style = "current" if step.current else "done" if step.state in ("done", "skipped", "left-out") else ""
    return Row((((f"{mark} "), "key" if step.current else "good"), (title, style), (right, "dim")))


def connect_rows(account: str, width: int) -> list[Row]:
    """Return the question before the first step, who picked up."""
    rows = [Row((("Who picked up?", "title"),))]
    for number, how in enumerate(CONNECTS, 1):
        label = HOW[how]
        extra = (("  or ", "dim"), ("⏎", "key")) if number == 1 else ()
        rows.append(Row((("  ", ""), (str(number), "key"), (f"  {label}", ""), *extra)))
    told = account or "none yet"
    rows.append(
        Row((("  ", ""), ("c", "key"), ("  account: ", "dim"), (fit(told, max(width - 16, 10)).rstrip(), "")))
    )
    return [*rows, Row(()), Row((("─" * min(width, 60), "dim"),)), Row(())]


def notice_rows(notices: Sequence[DatedNotice], today: date, width: int) -> list[Row]:
    """Return the page's dated notices that still hold, for the top of every step."""
    rows: list[Row] = []
    for notice in notices:
        if notice.until and notice.until < today:
            continue
        until = f" (until {notice.until.isoformat()})" if notice.until else ""
        rows += [
            Row((("▎ ", "notice-bar"), *s))
            for s in fold([(f"! {notice.text}{until}", "notice")], max(width - 2, 10))
        ]
    return [*rows, Row(())] if rows else []


def over_rows(view: RunView, width: int) -> list[Row]:
    """Return what stands where a step would, once only finishing is left."""
    reached = view.connect in ("", "connected")
    said = "This was the last step." if reached else f"Nobody was reached ({HOW[view.connect]})."
    back = "goes back to the step before" if reached else "takes that back"
    line: list[Span] = [
        (f"{said}  ", ""),
        ("e", "key"),
        (" ends the call, ", ""),
        ("⌫" if reached else "u", "key"),
    ]
    return [Row(spans) for spans in fold([*line, (f" {back}.", "")], width)] + [Row(())]


def between_rows(offers: Sequence[Offer], ask: Opened | None, title: str, width: int) -> list[Row]:
    """Return what is asked or offered above the step: did it settle it, and pages an answer leads to."""
    rows: list[Row] = []
    if ask is not None:
        line: list[Span] = [("Did “", ""), (title, "strong"), ("” settle it?  ", "")]
        line += [("y", "key"), (" yes  ", ""), ("p", "key"), (" partly  ", ""), ("x", "key"), (" no", "")]
        rows += [Row((("▎ ", "mine"), *spans)) for spans in fold(line, max(width - 2, 10))]
    for offer in [offer for offer in offers if not offer.opened][:1]:
        line = [("l", "key"), (" opens ", ""), (offer.page, "strong"), (f"  ({offer.text})", "dim")]
        rows += [Row((("▎ ", "mine"), *spans)) for spans in fold(line, max(width - 2, 10))]
    return [*rows, Row(())] if rows else []
