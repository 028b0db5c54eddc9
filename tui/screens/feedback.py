"""Feedback in three keys: a kind, a few words or none, Enter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from playbook.ids import new_id, shorten
from playbook.records.model import Feedback, FeedbackKind, Record, Vote
from playbook.text import one_line
from tui.rows import Row, short
from tui.screens.once import Dialog, told_line

if TYPE_CHECKING:
    from playbook.desk.model import Item
    from playbook.library.catalog import Entry
    from tui.app import PlaybookApp

KINDS: tuple[tuple[str, FeedbackKind, str], ...] = (
    ("1", "worked", "worked: what happened next?"),
    ("2", "hard-to-say", "hard to say: how would you say it?"),
    ("3", "wrong", "wrong: what is right?"),
    ("4", "missing", "missing: what did you look for?"),
    ("5", "objection", "objection: their exact words"),
    ("6", "competitor", "competitor: who, and what was said?"),
    ("7", "customer-words", "customer's words: why they buy, stay or leave"),
    ("8", "idea", "idea"),
)


@dataclass(frozen=True)
class About:
    """What feedback is about."""

    play: str = ""
    title: str = ""
    step: str = ""
    step_title: str = ""
    quote: str = ""
    line: int = 0
    others: tuple[tuple[str, int], ...] = ()
    """Other lines that could be quoted instead, with their lines in the file."""
    blob: str = ""
    commit: str = ""
    run: str = ""
    account: str = ""
    opportunity: str = ""
    deal_stage: str = ""
    amount: float | None = None
    currency: str = ""


def about_page(entry: Entry | None, row: Row | None, quote: str = "") -> About:
    """Return what feedback from a page is about: the `quote` at the row under the cursor, its step and revision."""
    if entry is None:
        return About()
    about = About(entry.page.id, entry.page.title, blob=entry.blob, commit=entry.commit)
    if row is None or not row.line:
        return about
    step = next((s for s in reversed(entry.page.steps) if s.line <= row.line), None)
    return replace(
        about, step=step.id if step else "", step_title=step.title if step else "", quote=quote, line=row.line
    )


class FeedbackScreen(Dialog[str | None]):
    """One box: the kind on a digit, then words, then Enter. Returns what was done, for the message line."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", show=False),
        Binding("f8", "other_line", "quote another line", show=False, priority=True),
        Binding("f7", "to_liaison", "name to the liaison only", show=False, priority=True),
    ]

    def __init__(self, about: About, *, kind: FeedbackKind | None = None, text: str = "") -> None:
        super().__init__()
        self.about = about
        self.kind: FeedbackKind | None = kind
        self.initial = text
        self.liaison_only = False
        self.similar: list[Item] = []
        self.saving = False

    @property
    def playbook(self) -> PlaybookApp:
        """The app, by its own type."""
        return cast("PlaybookApp", self.app)

    def compose(self) -> ComposeResult:
        """Quote, kinds, words, similar items."""
        with Vertical(classes="panel dialog", id="feedback-box"):
            yield Static(id="feedback-about", markup=False)
            yield Static(id="feedback-kinds", markup=False)
            yield Input(self.initial, id="feedback-text", max_length=20_000)
            yield Static(id="feedback-similar", markup=False)
            yield told_line()
            yield Static(id="feedback-keys", classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """Start with the kind, unless it is known."""
        self.query_one("#feedback-box", Vertical).border_title = "Feedback"
        self._draw()
        if self.kind is None:
            self.set_focus(None)
        else:
            self.query_one(Input).focus()

    def _draw(self) -> None:
        about = self.about
        where = f"On “{one_line(about.title)}”" if about.play else "On the playbook as a whole"
        if about.step:
            where += f", step “{one_line(about.step_title or about.step)}”"
        if about.account:
            where += f", with {one_line(about.account)}"
        lines = [where] + ([f"  “{short(about.quote, 66)}”"] if about.quote else [])
        self.query_one("#feedback-about", Static).update(Text("\n".join(lines), style="dim"))
        kinds = Text()
        for key, kind, label in KINDS:
            chosen = kind == self.kind
            if self.kind is None or chosen:
                kinds.append(f" {key}  ", "bold").append(f"{label}\n", "bold" if chosen else "")
        kinds.rstrip()
        self.query_one("#feedback-kinds", Static).update(kinds)
        text = self.query_one(Input)
        text.display = self.kind is not None
        keys = " 1-8 kind   esc back"
        if self.kind is not None:
            who = "for the liaisons only" if not self.liaison_only else "for everyone (now: liaisons only)"
            me_too = "F9 me too   " if self.similar else ""
            other = "F8 another line   " if self.about.others else ""
            keys = f" ⏎ send   {me_too}{other}F7 {who}   esc back"
        self.query_one("#feedback-keys", Static).update(keys)

    async def on_key(self, event: events.Key) -> None:
        """Take the kind, then me-too."""
        if self.kind is None:
            hit = next((kind for key, kind, _ in KINDS if key == event.key), None)
            if hit is not None:
                event.stop()
                event.prevent_default()
                self.kind = hit
                self._draw()
                self.query_one(Input).focus()
        elif event.key == "f9" and self.similar:
            event.stop()
            self._vote(self.similar[0])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for similar open items while typing."""
        words = event.value.strip()
        if self.saving:  # going on typing is no way of leaving
            self.saving = False
            self._draw()
        if len(words) < 4:
            self._show_similar([])
            return
        workspace = self.playbook.workspace

        def look() -> list[Item]:
            from playbook.desk.similar import SimilarIndex

            liaison = workspace.has_role("liaison")
            items = {i.id: i for i in workspace.feedback().values() if i.is_open}
            items = {id_: i for id_, i in items.items() if i.is_for(workspace.me, liaison=liaison)}
            return [items[hit.id] for hit in SimilarIndex(items.values()).find(words, 3)]

        self.playbook.load(self, look, self._show_similar, "similar")

    def _show_similar(self, items: list[Item]) -> None:
        self.similar = items
        text = Text()
        for number, item in enumerate(items):
            lead = "F9 me too: " if number == 0 else "           "
            text.append(f" {lead}", "bold").append(f"{short(item.text or item.quote, 56)}\n")
        text.rstrip()
        self.query_one("#feedback-similar", Static).update(text)
        self._draw()

    def action_other_line(self) -> None:
        """Quote the next of the lines on the screen, or none."""
        about = self.about
        if about.others:
            (quote, line), *rest = about.others
            self.about = replace(about, quote=quote, line=line, others=(*rest, (about.quote, about.line)))
            self._draw()

    def action_to_liaison(self) -> None:
        """Give one's name to the liaison only."""
        self.liaison_only = not self.liaison_only
        self._draw()

    def action_back(self) -> None:
        """Leave; words typed stay on the screen until a second Escape."""
        text = self.query_one(Input)
        if self.kind is not None and text.value.strip() and not self.saving and text.value != self.initial:
            self.saving = True
            self.query_one("#feedback-keys", Static).update(" esc again to drop what you typed   ⏎ send it")
            return
        self.dismiss(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Send."""
        about, kind = self.about, self.kind
        words = event.value.strip()
        if kind is None:
            return
        if not words and not about.quote:
            self.query_one("#feedback-keys", Static).update(" Say a few words first: nothing is quoted here.")
            return
        body = Feedback(
            id=new_id(),
            kind=kind,
            text=words,
            play=about.play,
            step=about.step,
            quote=about.quote,
            line=about.line,
            blob=about.blob,
            commit=about.commit,
            run=about.run,
            account=about.account,
            opportunity=about.opportunity,
            deal_stage=about.deal_stage,
            amount=about.amount,
            currency=about.currency,
        )
        workspace, audience = self.playbook.workspace, "liaison" if self.liaison_only else None
        told = f"Feedback {shorten(body.id, letter='F')} saved. The answer comes to Today and News."
        self._write(lambda: workspace.append(body, audience), told)

    def _vote(self, item: Item) -> None:
        workspace, about = self.playbook.workspace, self.about
        vote = Vote(item.id, account=about.account, amount=about.amount, currency=about.currency)
        self._write(lambda: workspace.append(vote), f"Me too: added to {shorten(item.id, letter='F')}.")

    def _write(self, work: object, told: str) -> None:
        def saved(_: Record) -> None:
            self.dismiss(told)

        self.playbook.submit(work, saved, self.tell_failure)  # type: ignore[arg-type]
