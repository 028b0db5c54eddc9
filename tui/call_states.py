"""What a call asks before, between and after its steps: who picked up, what is offered, that it is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from playbook.dates import said
from playbook.plays.model import DatedNotice, Step
from playbook.records.model import Opened
from playbook.runs.refusals import HOW
from playbook.runs.views import Offer, RunView, TalkView
from playbook.text import unquoted
from tui.call_rows import Fill, Shown, pressed, step_rows
from tui.commands import Keys
from tui.rows import Row, Span, fold

CONNECTS = ("connected", "no-answer", "voicemail", "gatekeeper", "wrong-person", "no-show", "rescheduled")
"""In the order of their digits."""


def connect_rows(account: str, people: Sequence[str], width: int, keys: Keys) -> list[Row]:
    """Return the question before the first step, who picked up."""
    rows = [Row((("Who picked up?", "title"),))]
    for number, how in enumerate(CONNECTS, 1):
        click = pressed("connect", number)
        spans: list[Span] = [("  ", ""), (str(number), f"key {click}"), (f"  {HOW[how]}", click)]
        if number == 1:
            spans += [("  or ", "dim"), (keys("call.next"), "key")]
        if how == "voicemail":
            spans += [("  or ", "dim"), (keys("call.voicemail"), f"key {pressed('voicemail')}")]
        rows.append(Row(tuple(spans)))
    about = (
        (keys("call.account"), "account", account),
        (keys("call.people"), "people on the call", ", ".join(people)),
    )
    for key, what, told in about:
        told_of: list[Span] = [
            (key, f"key {pressed(what)}"),
            (f"  {what}: ", "dim"),
            (told or "none yet", ""),
        ]
        rows += [Row((("  ", ""), *spans)) for spans in fold(told_of, max(width - 2, 10))]
    return [*rows, Row(()), Row((("─" * min(width, 60), "dim"),)), Row(())]


def notice_rows(notices: Sequence[DatedNotice], today: date, width: int) -> list[Row]:
    """Return the page's dated notices that still hold, for the top of every step."""
    rows: list[Row] = []
    for notice in notices:
        if notice.until and notice.until < today:
            continue
        until = f" (until {said(notice.until)})" if notice.until else ""
        rows += [
            Row((("▎ ", "notice-bar"), *s))
            for s in fold([(f"! {notice.text}{until}", "notice")], max(width - 2, 10))
        ]
    return [*rows, Row(())] if rows else []


def script_rows(script: Step, width: int, fill: Fill) -> list[Row]:
    """Return what to say to the machine that picked up."""
    said = [TalkView(block, place) for place, block in enumerate(script.talk_tracks)]
    rows, _ = step_rows(said, Shown(), width=width, fill=fill)
    return [Row((("Say to the machine", "h2"),)), *rows, Row(())]


def nobody_rows(view: RunView, width: int, fill: Fill, keys: Keys) -> list[Row]:
    """Return what stands where the steps would, when nobody was reached: the script, and one key to log it."""
    rows = script_rows(view.script, width, fill) if view.script else []
    ways: list[tuple[str, str, str]] = [
        (keys("call.next"), "log", "logs it, and on to the next account"),
        (keys("call.end"), "end", "says more first: the next step, a date, a note"),
        (keys("call.undo"), "undo", "takes that back: somebody was there after all"),
    ]
    rows.append(Row(((f"Nobody was reached: {HOW[view.connect]}.", "title"),)))
    for key, click, told in ways:
        spans: list[Span] = [(key, f"key {pressed(click)}"), (f"  {told}", pressed(click))]
        rows += [Row((("  ", ""), *line)) for line in fold(spans, max(width - 2, 10))]
    return [*rows, Row(())]


def over_rows(view: RunView, width: int, keys: Keys) -> list[Row]:
    """Return what stands where a step would, once only finishing is left."""
    line: list[Span] = [
        ("This was the last step.  ", ""),
        (keys("call.next"), f"key {pressed('end')}"),
        (" ends the call, ", ""),
        (keys("call.back"), f"key {pressed('back')}"),
        (" goes back to the step before.", ""),
    ]
    return [Row(spans) for spans in fold(line, width)] + [Row(())]


def between_rows(
    offers: Sequence[Offer],
    ask: Opened | None,
    title: str,
    titles: Mapping[str, str],
    width: int,
    keys: Keys,
    *,
    typing: bool,
) -> list[Row]:
    """Return what is asked or offered above the step: did it settle it, and pages an answer leads to.

    While one types, the letters are no keys, so that nothing is asked yet, and a page is opened after Escape.
    """
    rows: list[Row] = []
    if ask is not None and not typing:
        line: list[Span] = [("Did “", ""), (unquoted(title), "strong"), ("” settle it?  ", "")]
        for key, told in (("y", "yes"), ("h", "half"), ("x", "no")):
            click = pressed("settled", key)
            line += [(key, f"key {click}"), (f" {told}  ", click)]
        line.append(("or go on", "dim"))
        rows += [Row((("▎ ", "mine"), *spans)) for spans in fold(line, max(width - 2, 10))]
    for offer in [offer for offer in offers if not offer.opened][:1]:
        named = titles.get(offer.page, offer.page)
        link = keys("call.link")
        line = [
            (f"esc {link}" if typing else link, f"key {pressed('link')}"),
            (" opens ", ""),
            (named, "strong"),
        ]
        line.append((f"  ({offer.text})", "dim"))
        rows += [Row((("▎ ", "mine"), *spans)) for spans in fold(line, max(width - 2, 10))]
    return [*rows, Row(())] if rows else []
