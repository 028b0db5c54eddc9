"""What feedback is about, and how the box says so; knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import msgspec
from rich.text import Text

from playbook.desk.asked import QUESTIONS
from playbook.drafts import Draft
from playbook.plays.fields import fill
from playbook.records.model import Feedback, FeedbackKind
from playbook.text import one_line, spoken
from tui.desk_text import behind
from tui.rows import Row, short

if TYPE_CHECKING:
    from playbook.accounts.deal import Deal
    from playbook.desk.model import Item
    from playbook.library.catalog import Entry

KINDS: tuple[tuple[str, FeedbackKind, str], ...] = (
    ("1", "worked", "worked: what did you say or do?"),
    ("2", "hard-to-say", "hard to say: how would you say it?"),
    ("3", "wrong", "wrong: what is right?"),
    ("4", "missing", "missing: what did you look for?"),
    ("5", "objection", "objection: their exact words"),
    ("6", "competitor", "competitor: what did they offer, or say?"),
    ("7", "customer-words", "customer's words: why they buy, stay or leave"),
    ("8", "idea", "idea"),
)
LIAISONS = (
    "Your name and words to the liaisons only: they may say it to all in their own words. On a git hub it is hidden on "
    "screens only: who can read the repository can read it."
)
WIDTH = 70
"""Cells of a line in the box."""


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
    brought: Callable[[], str] | None = field(default=None, compare=False, repr=False)
    """Asks git for the commit of the revision, where that is not known yet; not for the event loop."""

    def said(self, id_: str, kind: FeedbackKind, text: str, tried: str = "") -> Feedback:
        """Return the feedback that says `text` about this; `tried` answers the question of its kind."""
        return Feedback(
            id=id_,
            kind=kind,
            text=text,
            play=self.play,
            step=self.step,
            quote=self.quote,
            line=self.line,
            blob=self.blob,
            commit=self.commit,
            run=self.run,
            account=self.account,
            opportunity=self.opportunity,
            deal_stage=self.deal_stage,
            amount=self.amount,
            currency=self.currency,
            tried=tried,
        )

    def with_account(self, deal: Deal) -> About:
        """Return the same, heard from another account."""
        return replace(
            self,
            account=deal.account,
            opportunity=deal.opportunity,
            deal_stage=deal.deal_stage,
            amount=deal.amount,
            currency=deal.currency,
        )

    def pinned(self, said: Feedback) -> Feedback:
        """Return feedback with the commit of its revision; may ask git, so not for the event loop."""
        return msgspec.structs.replace(said, commit=self.brought()) if self.brought else said

    @classmethod
    def of(cls, draft: Draft) -> About:
        """Return what a draft is about."""
        said = draft.said
        return cls(
            said.play, draft.title, said.step, draft.step_title, said.quote, said.line, (), said.blob, said.commit,
            said.run, said.account, said.opportunity, said.deal_stage, said.amount, said.currency,
        )  # fmt: skip

    def whole_page(self) -> About:
        """Return the same without a line to quote."""
        return replace(self, quote="", line=0, others=())


def about_page(entry: Entry | None, row: Row | None, quote: str = "") -> About:
    """Return what feedback from a page is about: the `quote` at the row under the cursor, its step and revision."""
    if entry is None:
        return About()
    about = About(entry.page.id, entry.page.title, blob=entry.blob, brought=lambda: entry.commit)
    if row is None or not row.line:
        return about
    step = next((s for s in reversed(entry.page.steps) if s.line <= row.line), None)
    return replace(
        about, step=step.id if step else "", step_title=step.title if step else "", quote=quote, line=row.line
    )


def about_text(about: About, account: str, *, liaison_only: bool) -> Text:
    """Return where it is, with the line that is quoted, and who will see it where not everybody does."""
    where = f"On “{one_line(about.title)}”" if about.play else "On the playbook as a whole"
    if about.step:
        where += f", step “{one_line(about.step_title or spoken(about.step))}”"
    if account:
        where += f", with {one_line(account)}"
    quote = [f"  “{short(fill(about.quote, {}), WIDTH - 4)}”"] if about.quote else []
    return Text("\n".join([where, *quote, *([LIAISONS] if liaison_only else [])]), style="dim")


def kinds_text(chosen: FeedbackKind | None) -> Text:
    """Return the kinds with their digits; once one is chosen, that one."""
    kinds = Text()
    for key, kind, label in KINDS:
        if chosen is None or kind == chosen:
            kinds.append(f" {key}  ", "bold").append(f"{label}\n", "bold" if kind == chosen else "")
    kinds.rstrip()
    return kinds


def question_text(kind: str, given: str) -> Text:
    """Return the answers there are to the question of a kind, the one given marked; empty where it asks for words."""
    question, text = QUESTIONS.get(kind), Text()
    if question is not None and question.choices:
        text.append(f" {question.label}  ", "dim")
        for choice in question.choices:
            text.append(f"{'●' if choice == given else '○'} {choice}  ", "bold" if choice == given else "")
    return text


def similar_text(similar: Sequence[Item], marked: int, key: str, names: Collection[str]) -> Text:
    """Return the open items that say the same, how many said it, and which one `key` joins."""
    text = Text()
    for number, item in enumerate(similar):
        lead = f"{key} me too ▸ " if number == marked else " " * (len(key) + 10)
        told = f" · {behind(item)}"
        if any(person in names for person in item.people):
            told += " · you too, already"
        text.append(f" {lead}", "bold").append(short(item.text or item.quote, WIDTH - len(lead) - len(told)))
        text.append(f"{told}\n", "dim")
    text.rstrip()
    return text
