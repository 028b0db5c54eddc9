"""Review: what will be recorded, and who will see it, before it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.widget import Widget

from playbook.clock import stamp
from playbook.records.access import managers_of
from playbook.runs import machine
from playbook.runs.refusals import HOW
from playbook.runs.review import Review, edit, review
from tui.call_lines import clock_text
from tui.commands import Command
from tui.rows import Row, fit, fold
from tui.screens.base import PlaybookScreen
from tui.widgets.bars import Line
from tui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from tui.screens.call import CallScreen

STATES = {
    "done": "✓ done",
    "skipped": "– skipped",
    "left-out": "– left out",
    "not-taken": "· not taken",
    "not-reached": "· not reached",
}


class ReviewScreen(PlaybookScreen[str]):
    """Read, edit, keep private, record."""

    ABOUT = (
        "Exactly what will be recorded, and who will see it. Texts can still be changed or taken out, and the whole "
        "run kept to yourself: then it never leaves this machine."
    )
    KEYS = (
        Command("review.record", "enter", "record", "Record the run.", bar=True),
        Command(
            "review.edit",
            "e",
            "edit text",
            "Change the text under the cursor; an empty one is taken out.",
            bar=True,
        ),
        Command(
            "review.private", "p", "private", "Keep the run to yourself, or share it after all.", bar=True
        ),
        Command("review.back", "escape", "back", "Back to the questions.", bar=True),
    )

    def __init__(self, call: CallScreen) -> None:
        super().__init__()
        self.call = call
        self.keys_of: dict[int, str] = {}

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Line(id="review-title", classes="title-line")
        yield RowsView(id="review", shows_cursor=True, classes="panel")

    def on_mount(self) -> None:
        """Show it."""
        super().on_mount()
        self.query_one("#review-title", Line).show(" Review: this is what will be recorded")
        self.query_one(RowsView).focus()
        self.draw()

    def refold(self) -> None:
        """Fold anew."""
        self.draw()

    def review(self) -> Review:
        """Return what would be recorded now."""
        workspace, call = self.workspace, self.call
        managers = [workspace.name_of(m) for m in managers_of(workspace.me, workspace.people)]
        ended = stamp(workspace.clock.now())
        return review(call.page, call.run, call.clock.seconds(), ended, managers)

    def draw(self) -> None:
        """Paint it."""
        view = self.query_one(RowsView)
        rows, self.keys_of = review_rows(self.review(), self.call, min(view.text_width, 96))
        view.show(rows, keep=True)
        self.keys_changed()

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command == "review.edit" and not self.keys_of:
            return "This run has no text to edit."
        return ""

    def do_private(self) -> None:
        """Keep it to oneself, or not."""
        private = not self.call.view().ending.private
        if self.call.act(machine.set_ending, private=private):
            self.draw()
            self.say(
                "Private: it stays on this machine, for you alone." if private else "Shared as said above."
            )

    def do_edit(self) -> None:
        """Change the text under the cursor, or the first one."""
        from tui.screens.write import WriteScreen

        cursor = self.query_one(RowsView).cursor
        place = max((row for row in self.keys_of if row <= cursor), default=min(self.keys_of))
        key = self.keys_of[place]
        text = next(t for t in self.review().texts if t.key == key)

        def changed(words: str | None) -> None:
            if words is not None and self.call.act(edit, key, words):
                self.draw()

        title = f"{text.label}: empty takes it out"
        self.app.push_screen(WriteScreen(title, text.text, may_be_empty=True), changed)

    def do_record(self) -> None:
        """Record; the screen stays until the disk has it."""
        call, workspace = self.call, self.workspace
        page, run, seconds = call.page, call.run, call.clock.seconds()

        def recorded(_: Any) -> None:
            self.dismiss("recorded")

        self.save(lambda: workspace.finish_run(page, run, seconds), recorded)

    def do_back(self) -> None:
        """Back."""
        self.dismiss("")


def review_rows(shown: Review, call: CallScreen, width: int) -> tuple[list[Row], dict[int, str]]:
    """Return the review as rows, and the rows at which each editable text starts."""
    run = shown.record
    titles = {step.id: step.title for step in call.page.steps}
    rows: list[Row] = [Row((("Who sees it", "h2"),))]
    rows += _said("the run", shown.seen_by, width)
    if shown.touch_seen_by:
        rows += _said("that you called", shown.touch_seen_by, width)
    rows += [Row(()), Row((("The run", "h2"),))]
    facts = [
        ("play", run.title),
        ("account", run.account),
        ("reached", HOW[run.connect]),
        ("time", clock_text(run.seconds)),
        ("result", " until ".join(filter(None, (run.result.replace("-", " "), run.result_until)))),
        ("commitment", " by ".join(filter(None, (run.commitment.replace("-", " "), run.commitment_by)))),
        ("next date", run.next_date),
        (
            "flags",
            ", ".join(
                name for name, on in (("cut short", run.cut_short), ("wrong play", run.wrong_play)) if on
            ),
        ),
    ]
    for label, text in facts:
        rows += _said(label, text, width) if text else []
    keys: dict[int, str] = {}
    if shown.texts:
        rows += [Row(()), Row((("Your words (e changes them)", "h2"),))]
        for words in shown.texts:
            keys[len(rows)] = words.key
            rows += _said(words.label, words.text, width)
    if run.steps and run.connect == "connected":
        rows += [Row(()), Row((("Steps", "h2"),))]
        for step in run.steps:
            reason = f" ({step.reason})" if step.reason else ""
            spent = f"  {clock_text(step.seconds)}" if step.seconds >= 1 else ""
            state = f"{STATES[step.state]:<14}"
            style = "good" if step.state == "done" else "dim"
            said = [(titles.get(step.id, step.id), ""), (reason + spent, "dim")]
            for number, spans in enumerate(fold(said, max(width - 16, 10))):
                lead = (state, style) if number == 0 else (" " * 14, "")
                rows.append(Row((("  ", ""), lead, *spans)))
    choices = [a for a in run.answers if f"answer/{a.question}" not in {t.key for t in shown.texts}]
    if choices:
        rows += [Row(()), Row((("Answers", "h2"),))]
        questions = {q.id: q for step in call.page.steps for q in step.questions}
        for answer in choices:
            question = questions[answer.question]
            chosen = [next((a.text for a in question.answers if a.id == v), v) for v in answer.values]
            rows += _said(question.text, ", ".join(chosen), width)
    return rows, keys


def _said(label: str, text: str, width: int) -> list[Row]:
    if len(label) <= 16:
        spans = fold([(text, "")], max(width - 20, 10))
        return [
            Row((("  ", ""), (fit(label if n == 0 else "", 17), "dim"), *line))
            for n, line in enumerate(spans)
        ]
    head = [Row((("  ", ""), *line)) for line in fold([(label, "dim")], width - 2)]
    return head + [Row((("     ", ""), *line)) for line in fold([(text, "")], width - 5)]
