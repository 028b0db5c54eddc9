"""One run replayed in rows, beside the revision it ran; knows no Textual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from playbook.coaching.plausibility import filled_in_afterwards
from playbook.coaching.runs import RunRow
from playbook.dates import said_day_of, said_moment
from playbook.runs.values import said_in
from playbook.text import spoken
from tui.call_lines import clock_text
from tui.review_left import titles_of
from tui.rows import Row, fit, fold, width_of
from tui.trace_words import TraceWords, pages_in

if TYPE_CHECKING:
    from playbook.plays.model import Page
    from playbook.workspace import Workspace

STATES = {
    "done": ("✓ done", "good"),
    "skipped": ("– skipped", "warn"),
    "left-out": ("· left out", "dim"),
    "unfinished": ("· ended here", "dim"),
    "not-taken": ("· not taken", "dim"),
    "not-reached": ("· not reached", "dim"),
}
BESIDE = 14
"""Cells of what became of a step, before what it is called."""


def paragraph(text: str, width: int, style: str = "") -> list[Row]:
    """Return a text folded to rows."""
    return [Row(spans) for spans in fold([(text, style)], width)]


def run_rows(
    row: RunRow,
    page: Page | None,
    workspace: Workspace,
    width: int,
    clock: str = "24h",
    scored: Sequence[Row] = (),
) -> list[Row]:
    """Return one run replayed step by step against the revision it ran; `clock` is the user's, 24h or 12h.

    `scored` is what was scored of it, told before the single minutes.
    """
    run = row.run
    if row.redacted:
        who = workspace.name_of(row.rep)
        return paragraph(f"{who} has redacted this run; only that there was one remains.", width, "dim")
    rows = paragraph(run.title, width, "h1")
    facts = (
        said_moment(run.started, clock),
        workspace.name_of(row.rep),
        workspace.account_name(run.account),
        spoken(run.connect),
    )
    rows += paragraph(" · ".join(part for part in facts if part), width)
    outcome = " until ".join(filter(None, (spoken(run.result), said_day_of(run.result_until))))
    commitment = " by ".join(filter(None, (spoken(run.commitment), said_day_of(run.commitment_by))))
    said = [("Result", outcome), ("Commitment", commitment), ("Exit proof", run.exit_proof)]
    said += [
        ("Next", " · ".join(filter(None, (run.next, said_day_of(run.next_date))))),
        ("Time", clock_text(run.seconds)),
    ]
    for label, text in said:
        if text:
            rows += paragraph(f"{label}: {text}", width)
    flags = [
        name
        for name, on in (
            ("cut short", run.cut_short), ("wrong play", run.wrong_play), ("corrected", row.corrected),
            ("private", row.private), ("a debrief", run.mode == "debrief"),
        )
        if on
    ]  # fmt: skip
    if flags:
        rows += paragraph(", ".join(flags), width, "warn")
    if row.adherence is not None:
        a = row.adherence
        counts = (
            f"{a.skipped} skipped · {a.out_of_order} out of order · {a.repeated} repeated · {a.added} added"
        )
        rows += paragraph(f"Against the play: {counts}", width, "dim")
    rows.append(Row(()))
    rows += _steps(row, page, width)
    named = pages_in(event for _, _, event in run.trace)
    titles = titles_of(workspace, named | {opened.page for opened in run.opened})
    rows += _beside(row, page, titles, width)
    rows += [Row(()), *scored] if scored else []
    rows += [Row(()), Row((("Minute by minute", "h2"),))]
    words = TraceWords(page, titles)
    for seconds, step, event in run.trace:
        rows += _timed(seconds, words.of(step, event), width, "dim")
    rows += [Row(()), *paragraph(f"Revision {run.blob[:10]} of {run.title}", width, "dim")]
    return rows


def _steps(row: RunRow, page: Page | None, width: int) -> list[Row]:
    run = row.run
    afterwards = filled_in_afterwards(run)
    steps = {step.id: step for step in page.steps} if page else {}
    said = said_in(run, page)
    rows: list[Row] = []
    for step, outcome in zip(run.steps, row.outcomes, strict=True):
        label, style = STATES[outcome]
        known = steps.get(step.id)
        box = f" of {clock_text(known.seconds)}" if known and known.seconds else ""
        spent = f"{clock_text(step.seconds)}{box}" if step.seconds >= 1 else ""
        late = "  filled in afterwards" if step.id in afterwards else ""
        title = known.title if known else step.id
        room = width - BESIDE - len(spent) - 1
        lead = (f"{label:<{BESIDE}}", style)
        if width_of(title) <= room:
            rows.append(Row((lead, (fit(title, room) + " ", ""), (spent, "dim"))))
        else:  # the time stands below
            lines = [*fold([(title, "")], width - BESIDE), *([((spent, "dim"),)] if spent else [])]
            rows += [Row((lead if n == 0 else (" " * BESIDE, ""), *line)) for n, line in enumerate(lines)]
        if late:
            rows += paragraph(" " * 13 + late, width, "warn")
        if step.reason and step.reason not in label:
            rows += [
                Row(((" " * BESIDE, ""), *line)) for line in fold([(step.reason, "dim")], width - BESIDE)
            ]
        for answer in said:
            if answer.id.rpartition("/")[0] == step.id:
                spans = [(f"{answer.question or answer.id} ", "dim"), (answer.text, "")]
                rows += [Row(((" " * BESIDE, ""), *line)) for line in fold(spans, width - BESIDE)]
    return rows


def _beside(row: RunRow, page: Page | None, titles: Mapping[str, str], width: int) -> list[Row]:
    run = row.run
    rows: list[Row] = []
    if run.opened or run.gaps:
        rows += [Row(()), Row((("Looked up", "h2"),))]
        for opened in run.opened:
            settled = f": settled {opened.settled}" if opened.settled else ""
            words = f" (searched “{opened.words}”)" if opened.words else ""
            rows += _timed(opened.seconds, f"{titles.get(opened.page, opened.page)}{words}{settled}", width)
        for gap in run.gaps:
            rows += _timed(gap.seconds, f"“{gap.words}”: nothing found", width, "warn")
    if run.notes or run.marks:
        rows += [Row(()), Row((("Notes", "h2"),))]
        for note in sorted((*run.notes, *run.marks), key=lambda one: one.seconds):
            rows += _timed(note.seconds, note.text or "marked", width)
    return rows


def _timed(seconds: float, text: str, width: int, style: str = "") -> list[Row]:
    """Return what was at a moment of the call, its lines below each other behind the time."""
    at = f"{clock_text(seconds):>7}  "
    return [
        Row(((" " * 9 if number else at, style), *spans))
        for number, spans in enumerate(fold([(text, style)], max(width - 9, 10)))
    ]
