"""Figures in words and rows, each with its n and its definition; knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from playbook.clock import shown_moment
from playbook.coaching.figures import PlayFigures, StepFigures
from playbook.coaching.people import person_figures
from playbook.coaching.plausibility import filled_in_afterwards
from playbook.coaching.runs import RunRow
from playbook.records.access import managers_of
from playbook.runs.values import said_in
from playbook.text import count_of
from tui.call_lines import clock_text
from tui.commands import Keys
from tui.rows import Row, fit, fold
from tui.trace_words import TraceWords

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


class Column(NamedTuple):
    """One figure of a step."""

    name: str
    width: int
    cell: Callable[[StepFigures], str]
    from_width: int = 0
    """Cells of the pane from which on there is room for it."""


COLUMNS = (
    Column("reached", 8, lambda step: str(step.reached)),
    Column("done", 6, lambda step: str(step.done)),
    Column("skip", 6, lambda step: str(step.skipped)),
    Column("rest", 6, lambda step: str(step.left_out + step.unfinished), 46),
    Column("n/r", 5, lambda step: str(step.not_reached), 46),
    Column("median", 8, lambda step: _clock(step.median_seconds), 40),
    Column("box", 6, lambda step: f"{step.minutes:g}m" if step.minutes else "", 52),
)


def _clock(seconds: float | None) -> str:
    return "–" if seconds is None else clock_text(seconds)


def paragraph(text: str, width: int, style: str = "") -> list[Row]:
    """Return a text folded to rows."""
    return [Row(spans) for spans in fold([(text, style)], width)]


def talk_rows(
    talk: Sequence[StepFigures], plays: Sequence[PlayFigures], private: int, workspace: Workspace, width: int
) -> list[Row]:
    """Return what to talk about: required steps that were skipped, the play's problems first."""
    rows = [Row((("What to talk about", "h1"),)), Row(())]
    if not talk:
        rows += paragraph("No required step was skipped in the runs you may see.", width)
    titles = {play.play: play.title for play in plays}
    for step in talk[:12]:
        who = ", ".join(workspace.name_of(rep) for rep in step.reps_skipped)
        rows += paragraph(f"{titles.get(step.play, step.play)} · {step.title}", width, "strong")
        rows += paragraph(
            f"  skipped in {step.skipped} of {count_of(step.reached, 'run')} that reached it", width
        )
        if step.is_the_plays:
            rows += paragraph("  most reps skip it: the play's problem, one for its owners", width, "warn")
        else:
            rows += paragraph(f"  by {who}: for coaching, not a verdict", width, "dim")
        if step.reasons:
            said = ", ".join(f"{reason} {count}" for reason, count in step.reasons[:4])
            rows += paragraph(f"  why: {said}", width, "dim")
        rows.append(Row(()))
    rows += paragraph(
        "Counted: connected runs of the right play that you may see. A run that ended early is not counted "
        "against the steps after its end. Differences between few runs are mostly chance.",
        width,
        "dim",
    )
    if private:
        rows += paragraph(f"Your {count_of(private, 'private run')} count nowhere.", width, "dim")
    return rows


def play_rows(play: PlayFigures, workspace: Workspace, width: int) -> list[Row]:
    """Return one play's figures, step by step."""
    rows = paragraph(play.title, width, "h1")
    results = ", ".join(f"{name.replace('-', ' ')} {count}" for name, count in play.results)
    runs, attempts = count_of(play.runs, "connected run"), count_of(play.attempts, "attempt")
    rows += paragraph(f"{runs} of {attempts} by {count_of(len(play.reps), 'rep')}", width)
    rows += paragraph(f"Results: {results or 'none yet'}", width)
    rows += paragraph(
        f"Commitments: {play.commitments} done, or promised and not broken; "
        f"promises kept {play.kept}, broken {play.broken}",
        width,
    )
    rows += paragraph(
        f"Against the play: {play.skipped} skipped · {play.out_of_order} out of order · "
        f"{play.repeated} repeated · {play.added} added",
        width,
    )
    columns = [column for column in COLUMNS if width >= column.from_width]
    room = max(width - sum(column.width for column in columns), 8)
    head = "".join(f"{column.name:>{column.width}}" for column in columns)
    rows += [Row(()), *_table_row("step", "dim", head, "dim", room, width)]
    for step in play.steps:
        cells = "".join(f"{column.cell(step):>{column.width}}" for column in columns)
        rows += _table_row(step.title, "warn" if step.is_the_plays else "", cells, "", room, width)
        if step.skipped and step.reasons:
            said = ", ".join(f"{reason} {count}" for reason, count in step.reasons[:3])
            rows += paragraph(f"    skipped because: {said}", width, "dim")
    rows += [
        Row(()),
        *paragraph(
            "rest: optional and left out, or the run ended in it. n/r: not reached, the run ended before it. "
            "box: the step's time box.",
            width,
            "dim",
        ),
    ]
    return rows


def _table_row(title: str, style: str, cells: str, cells_style: str, room: int, width: int) -> list[Row]:
    """Return a title and its figures on one line, or the figures below where there is no room beside it."""
    if room + len(cells) <= width:
        return [Row(((fit(title, room), style), (cells, cells_style)))]
    return [*paragraph(title, width, style), Row(((fit(cells.strip(), width), cells_style),))]


def person_note(rep: str, workspace: Workspace, width: int, keys: Keys) -> list[Row]:
    """Return one person's own figures: the same for them and for their manager."""
    rows_of = list(workspace.runs().values())
    from playbook.errors import PlaybookError

    pages: dict[str, Page] = {}
    for play in sorted({row.run.play for row in rows_of if row.rep == rep}):
        try:
            pages[play] = workspace.page(play).page
        except PlaybookError:
            continue
    figures = person_figures(rows_of, rep, pages)
    rows = paragraph(workspace.name_of(rep), width, "h1")
    runs, attempts = count_of(figures.n, "connected run"), count_of(figures.attempts, "attempt")
    rows += paragraph(f"{runs} of {attempts}. {keys('coach.open')} shows each, step by step.", width)
    above = [workspace.name_of(one) for one in managers_of(rep, workspace.people)]
    if above:
        rows += paragraph(
            f"{workspace.name_of(rep)} and {' and '.join(above)} see exactly this.", width, "dim"
        )
    if figures.n < 10:
        rows += paragraph("Under ten runs: counts only, no rates.", width, "dim")
    skipped = [step for step in figures.steps if step.required and step.skipped]
    rows += [Row(()), Row((("Steps left out", "h2"),))]
    if not skipped:
        rows += paragraph("No required step was skipped.", width)
    for step in sorted(skipped, key=lambda one: -one.skipped):
        title = pages[step.play].title if step.play in pages else step.play
        rows += paragraph(f"{title} · {step.title}: {step.skipped} of {step.reached}", width)
        if step.reasons:
            rows += paragraph(
                "  " + ", ".join(f"{why} {count}" for why, count in step.reasons[:4]), width, "dim"
            )
    return rows


def run_rows(
    row: RunRow, page: Page | None, workspace: Workspace, width: int, clock: str = "24h"
) -> list[Row]:
    """Return one run replayed step by step against the revision it ran; `clock` is the user's, 24h or 12h."""
    run = row.run
    if row.redacted:
        who = workspace.name_of(row.rep)
        return paragraph(f"{who} has redacted this run; only that there was one remains.", width, "dim")
    rows = paragraph(run.title, width, "h1")
    facts = (
        shown_moment(run.started, clock),
        workspace.name_of(row.rep),
        workspace.account_name(run.account),
        run.connect.replace("-", " "),
    )
    rows += paragraph(" · ".join(part for part in facts if part), width)
    outcome = " until ".join(filter(None, (run.result.replace("-", " "), run.result_until)))
    commitment = " by ".join(filter(None, (run.commitment.replace("-", " "), run.commitment_by)))
    said = [("Result", outcome), ("Commitment", commitment), ("Exit proof", run.exit_proof)]
    said += [("Next", " ".join(filter(None, (run.next, run.next_date)))), ("Time", clock_text(run.seconds))]
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
    rows += _beside(row, page, workspace, width)
    rows += [Row(()), Row((("Minute by minute", "h2"),))]
    words = TraceWords(page)
    for seconds, step, event in run.trace:
        at = f"{clock_text(seconds):>7}  "
        for spans in fold([(words.of(step, event), "dim")], max(width - 9, 10)):
            rows.append(Row(((at, "dim"), *spans)))
            at = " " * 9
    rows += [Row(()), *paragraph(f"Revision {run.blob[:10]} of {run.play}", width, "dim")]
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
        room = max(width - 14 - len(spent) - 1, 12)
        rows.append(Row(((f"{label:<14}", style), (fit(title, room), ""), (spent, "dim"))))
        if late:
            rows += paragraph(" " * 13 + late, width, "warn")
        if step.reason:
            rows += paragraph(" " * 14 + step.reason, width, "dim")
        for answer in said:
            if answer.id.rpartition("/")[0] == step.id:
                spans = [(f"{answer.question or answer.id} ", "dim"), (answer.text, "")]
                rows += [Row(((" " * 14, ""), *line)) for line in fold(spans, width - 14)]
    return rows


def _beside(row: RunRow, page: Page | None, workspace: Workspace, width: int) -> list[Row]:
    run = row.run
    rows: list[Row] = []
    if run.opened or run.gaps:
        rows += [Row(()), Row((("Looked up", "h2"),))]
        for opened in run.opened:
            settled = f": settled {opened.settled}" if opened.settled else ""
            words = f" (searched “{opened.words}”)" if opened.words else ""
            rows += paragraph(f"{clock_text(opened.seconds):>7}  {opened.page}{words}{settled}", width)
        for gap in run.gaps:
            rows += paragraph(f"{clock_text(gap.seconds):>7}  “{gap.words}”: nothing found", width, "warn")
    if run.notes or run.marks:
        rows += [Row(()), Row((("Notes", "h2"),))]
        for note in sorted((*run.notes, *run.marks), key=lambda one: one.seconds):
            rows += paragraph(f"{clock_text(note.seconds):>7}  {note.text or 'marked'}", width)
    return rows
