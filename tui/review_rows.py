"""The review of a run as rows: what will be recorded, who will see it, and which texts can be changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from playbook.coaching.outcomes import outcomes
from playbook.dates import said_day_of
from playbook.plays.model import Page
from playbook.records.model import ENDED_HERE, Run
from playbook.runs.refusals import HOW
from playbook.runs.review import REDACTED, Review
from playbook.text import spoken
from tui.call_lines import clock_text
from tui.commands import Keys
from tui.rows import Row, fit, fold

STATES = {
    "done": "✓ done",
    "skipped": "– skipped",
    "left-out": "– left out",
    "unfinished": "· ended here",
    "not-taken": "· not taken",
    "not-reached": "· not reached",
}
SETTLED = {
    "yes": "settled it",
    "partly": "settled it partly",
    "no": "did not settle it",
    None: "not said whether it helped",
}
LABEL = 17


class Reviewed(NamedTuple):
    """The rows, and which of them are of which text."""

    rows: list[Row]
    texts: dict[int, str]
    """Row → key of the text that stands there."""

    def first_of(self, key: str) -> int:
        """Return the row at which a text starts; 0 where it is not there."""
        return next((row for row, its in self.texts.items() if its == key), 0)


def review_rows(
    shown: Review, page: Page, names: Mapping[str, str], titles: Mapping[str, str], width: int, keys: Keys
) -> Reviewed:
    """Return the review as rows: `names` are those of account and contacts, `titles` those of other pages."""
    run = shown.record
    rows = [Row((("Who sees it", "h2"),))]
    rows += _said("the run", shown.seen_by, width)
    rows += _said("that you called", shown.touch_seen_by, width) if shown.touch_seen_by else []
    rows += [Row(()), Row((("The run", "h2"),))]
    for label, text in _facts(run, names):
        rows += _said(label, text, width) if text else []
    texts: dict[int, str] = {}
    if shown.texts:
        rows += [
            Row(()),
            Row(
                (
                    ("Your words", "h2"),
                    (f"  {keys('review.edit')} changes one, {keys('review.take-out')} takes it out", "dim"),
                )
            ),
        ]
        for words in shown.texts:
            for row in _words(words.label, words.text, width):
                texts[len(rows)] = words.key
                rows.append(row)
    if run.connect == "connected" and not run.wrong_play:
        rows += _part("Looked up", _looked_up(run, titles), width)
        moments = [(clock_text(mark.seconds), "a moment") for mark in run.marks if not mark.text]
        rows += _part("Marked", moments, width)
        rows += _part("Another wording", _wordings(run, page), width)
        rows += _steps(run, page, width)
        rows += _part("Answers", _choices(shown, page), width)
    return Reviewed(rows, texts)


def add_left(reviewed: Reviewed, left: Sequence[Review], width: int) -> None:
    """Add what is recorded of runs that were left as the wrong play: their own words, as private as this run.

    Their texts are named `<place>:<key>`. What was carried along into this run is among its own words already.
    """
    shown = {row.text.strip() for row in reviewed.rows}
    for place, one in enumerate(left):
        rows = [
            Row(()),
            Row((("Also recorded", "h2"), ("  left as the wrong play; it does not count", "dim"))),
        ]
        rows += _said("play", one.record.title, width)
        rows += _said("time", clock_text(one.record.seconds), width)
        reviewed.rows.extend(rows)
        for words in one.texts:
            lines = _words(words.label, words.text, width)
            if any(line.text.strip() in shown for line in lines):
                continue
            for row in lines:
                reviewed.texts[len(reviewed.rows)] = f"{place}:{words.key}"
                reviewed.rows.append(row)


def _facts(run: Run, names: Mapping[str, str]) -> list[tuple[str, str]]:
    flags = [
        name
        for name, on in (("cut short", run.cut_short), ("wrong play: it does not count", run.wrong_play))
        if on
    ]
    return [
        ("play", run.title),
        ("account", names.get(run.account, run.account)),
        ("on the call", ", ".join(names.get(id_, id_) for id_ in run.contacts)),
        ("logged", "as a debrief, afterwards" if run.mode == "debrief" else ""),
        ("reached", HOW[run.connect]),
        ("time", clock_text(run.seconds) if run.mode != "debrief" else ""),
        ("result", " until ".join(filter(None, (spoken(run.result), said_day_of(run.result_until))))),
        ("commitment", " by ".join(filter(None, (spoken(run.commitment), said_day_of(run.commitment_by))))),
        ("next date", said_day_of(run.next_date)),
        ("flags", ", ".join(flags)),
    ]


def _looked_up(run: Run, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    return [
        (clock_text(seen.seconds), f"{titles.get(seen.page, seen.page)}: {SETTLED[seen.settled]}")
        for seen in run.opened
    ]


def _wordings(run: Run, page: Page) -> list[tuple[str, str]]:
    titles = {step.id: step.title for step in page.steps}
    found = []
    for place, used in run.wording.items():
        step = place.rpartition("/")[0]
        found.append((titles.get(step, step), used))
    return found


def _steps(run: Run, page: Page, width: int) -> list[Row]:
    titles = {step.id: step.title for step in page.steps}
    rows = [Row(()), Row((("Steps", "h2"),))] if run.steps else []
    for step, outcome in zip(run.steps, outcomes(run), strict=True):
        reason = f" ({step.reason})" if step.reason and step.reason != ENDED_HERE else ""
        spent = f"  {clock_text(step.seconds)}" if step.seconds >= 1 else ""
        style = "good" if step.state == "done" else "dim"
        said = [(titles.get(step.id, step.id), ""), (reason + spent, "dim")]
        for number, spans in enumerate(fold(said, max(width - LABEL - 3, 10))):
            lead = fit(STATES[outcome] if number == 0 else "", LABEL)
            rows.append(Row((("  ", ""), (lead, style), *spans)))
    return rows


def _choices(shown: Review, page: Page) -> list[tuple[str, str]]:
    typed = {text.key for text in shown.texts}
    questions = {question.id: question for step in page.steps for question in step.questions}
    found = []
    for answer in shown.record.answers:
        question = questions.get(answer.question)
        if question is None or f"answer/{answer.question}" in typed:
            continue
        chosen = [next((a.text for a in question.answers if a.id == v), v) for v in answer.values]
        found.append((question.text, ", ".join(chosen)))
    return found


def _part(title: str, lines: Iterable[tuple[str, str]], width: int) -> list[Row]:
    rows = [row for label, text in lines for row in _said(label, text, width)]
    return [Row(()), Row(((title, "h2"),)), *rows] if rows else []


def _words(label: str, text: str, width: int) -> list[Row]:
    return _said(label, "(taken out)", width, "dim") if text == REDACTED else _said(label, text, width)


def _said(label: str, text: str, width: int, style: str = "") -> list[Row]:
    """Return a value behind its label; one that is too long for the column stands on lines of its own above it."""
    is_short = len(label) < LABEL
    head = [] if is_short else [Row((("  ", ""), *line)) for line in fold([(label, "dim")], width - 2)]
    lines = fold([(text, style)], max(width - LABEL - 3, 10))
    return head + [
        Row((("  ", ""), (fit(label if is_short and n == 0 else "", LABEL), "dim"), *line))
        for n, line in enumerate(lines)
    ]
