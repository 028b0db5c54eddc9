"""Today as text: a line of the list, and what stands beside it; knows no Textual."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from playbook.clock import clock_face
from playbook.dates import WEEKDAYS, said, said_from
from playbook.desk.answers import VERBS
from playbook.text import one_line
from playbook.today.around import Around
from playbook.today.line import TodayLine
from tui.heard_rows import became_rows
from tui.rows import Row, Span, fit, fold, short

if TYPE_CHECKING:
    from rich.text import Text

Part = tuple[str, str]

GLYPHS = {
    "open-run": "▶ open call",
    "meeting": "■ meeting",
    "next-step": "→ next step",
    "commitment": "? promised",
    "answer": "✓ answer",
    "question": "? question",
    "credit": "★ your words",
    "must-read": "! must read",
    "desk": "≡ desk",
    "runs": "≡ runs",
    "page": "✎ page",
    "goal": "★ goal",
    "one-on-one": "■ 1:1",
    "agreed": "☐ agreed",
    "calendar": "✗ calendar",
    "unread": "✗ open call",
}

ENTER = {
    "open-run": "resume",
    "meeting": "prep",
    "next-step": "prep",
    "commitment": "prep",
    "answer": "read",
    "question": "reply",
    "credit": "read",
    "must-read": "read",
    "desk": "the desk",
    "runs": "the runs",
    "page": "the page",
    "goal": "the goal",
    "one-on-one": "its agenda",
    "agreed": "the 1:1",
}
"""What Enter does, in a word for the key bar."""

YES = {
    "commitment": "kept",
    "next-step": "done",
    "meeting": "done",
    "answer": "got it",
    "credit": "got it",
    "must-read": "got it",
    "runs": "seen",
    "goal": "reached",
    "agreed": "done",
}
NO = {"commitment": "broken", "next-step": "dropped", "goal": "dropped", "agreed": "dropped"}

WHAT_TO_DO = {
    "open-run": "{open} goes on with it where you left it, to the letter.",
    "meeting": "{prep} prepares the play, {call} calls with it. {kept} ticks it off.",
    "next-step": "{prep} prepares the play, {call} calls. {kept} says it was done, {broken} that it fell through, "
    "{moved} moves it.",
    "commitment": "Did the customer do it? {kept} kept, {broken} broken, {moved} moved.",
    "answer": "{open} reads it in its place in the play; then it leaves this list. {thanks} says thanks, "
    "{not-yet} that it is not right yet, {kept} takes it as read.",
    "credit": "{open} reads what your words became, in its place; {kept} takes it as read. It is told once.",
    "question": "Marketing asks you something. {open} replies, {prep} shows its place in the play.",
    "must-read": "{open} reads it, and tells marketing that you did.",
    "desk": "{open} goes there.",
    "page": "{open} opens it: V verifies it, T decides what is to become of it, e edits it.",
    "runs": "{open} replays them one by one; then they leave this list.",
    "goal": "{open} shows how it stands, the calls behind it and your other goals. {kept} says that you reached it, "
    "{broken} that you dropped it.",
    "one-on-one": "{open} shows its agenda; it leaves this list when it was closed there.",
    "agreed": "{kept} says that it is done, {broken} that nobody will do it; what the other has done is ticked off. "
    "{open} opens the 1:1.",
    "calendar": "The other meetings stand. Mend the file, or its name in your settings.",
    "unread": "Nothing of it is thrown away: what was said in it stays in its file. Start the call anew, or go on "
    "with it once the file is mended or Playbook is newer. This line leaves when you move the file away.",
}
_TABS = {
    "overdue": "the promised time is over, and reps wait",
    "new": "nobody has taken them on yet",
    "mine": "you took them on",
    "ready": "the reps behind them wait to hear",
    "filter:is:conflict": "say which of the two decisions stands",
    "filter:is:back": "the reps wait to hear what was replied",
    "filter:is:out": "it was sent on to you, and waits for your reply",
}
"""What a count of the desk means, by its tab."""
MINE = 34
"""Cells of my own words before what was answered."""


def hour(moment: str, clock: str = "24h") -> str:
    """Return the hour of an ISO time as the user's clock has it: `09:30`, `9:30 am`."""
    return clock_face(datetime.fromisoformat(moment), clock)


def when(line: TodayLine, today: date, clock: str = "24h") -> str:
    """Return when a line is due, in words: `2 days late`, `today`; of a meeting `10:00–10:30`, `Mon 10:00`."""
    if not line.due:
        return ""
    day = date.fromisoformat(line.due[:10])
    if line.kind != "meeting":
        return said_from(day, today)
    all_day = len(line.start) == len("2026-11-23")
    if day > today:
        return f"{WEEKDAYS[day.weekday()].capitalize()} {'all day' if all_day else hour(line.start, clock)}"
    if all_day:
        return "all day"
    start, end = hour(line.start, clock), hour(line.end, clock)
    return f"{start}–{end}" if clock == "24h" and end != start else start


def is_late(line: TodayLine, today: date) -> bool:
    """Say whether the day of a line is over."""
    return bool(line.due) and line.due[:10] < today.isoformat()


def cell(line: TodayLine, today: date, clock: str = "24h", warning: str = "") -> Text:
    """Return a line of the list, two lines high: what, when and who above what it says.

    `warning` is the colour of what is late.
    """
    from rich.text import Text

    top, below = cell_parts(line, today, clock, warning)
    return Text.assemble(Text.assemble(*top), "\n", *below)


def cell_parts(
    line: TodayLine, today: date, clock: str = "24h", warning: str = ""
) -> tuple[list[Part], list[Part]]:
    """Return the two lines of a line of the list, each as pieces of text with rich's styles."""
    time = when(line, today, clock)
    late = f"bold {warning}".strip() if is_late(line, today) else ""
    top, below = _words(line)
    glyph = (f"{GLYPHS[line.kind]:<13}", "")
    return [glyph, (fit(time, max(len(time), 12)) + " ", late if time else ""), *top], [("  ", ""), *below]


def _words(line: TodayLine) -> tuple[list[Part], list[Part]]:
    """Return what stands beside the time, and below it."""
    what, about = one_line(line.what), " · ".join(one_line(part) for part in (line.title, line.where) if part)
    if line.customer:
        return [(one_line(line.customer), "bold"), (f" · {about}" if about else "", "dim")], _below(
            line, what
        )
    if line.kind in ("runs", "calendar", "unread"):
        top, _, below = what.partition(": ")
        return [(top, "bold")], [(below, "dim")]
    if line.kind in ("meeting", "goal", "desk", "one-on-one", "agreed"):
        more = " · ".join(one_line(part) for part in (line.where, ", ".join(line.people)) if part)
        below = (
            _TABS.get(line.tab.partition(" ")[0], "") if line.kind == "desk" else more or one_line(line.text)
        )
        return [(what, "bold")], [(below, "dim")]
    return [(about, "dim")], _below(line, what)


def _below(line: TodayLine, what: str) -> list[Part]:
    mine = line.said or line.quote
    if line.kind in ("answer", "question", "credit") and mine:
        return [(f"{'you too' if line.rep else 'you'}: {short(one_line(mine), MINE)} → ", "dim"), (what, "")]
    return [(what, "")]


# What stands beside it


def detail_rows(
    line: TodayLine,
    about: Around,
    today: date,
    width: int,
    *,
    name_of: Callable[[str], str],
    keys: Callable[[str], str],
    clock: str = "24h",
) -> list[Row]:
    """Return all that is known of a line, and what can be done with it by which key."""
    made: list[list[Span]] = [[(GLYPHS[line.kind], "h2")], [(line.what, "strong")]]
    if line.kind == "credit":
        made = [
            [(GLYPHS[line.kind], "h2")],
            [("You said: ", "dim"), (line.said, "")],
            [(line.what, "strong")],
        ]
    if line.kind in ("answer", "question"):
        made = [[(GLYPHS[line.kind], "h2")]]
        made += _told(line, name_of)
    made += _facts(line, today, clock, about)
    rows = became_rows(about.became, width, name=name_of(about.became.by)) if about.became else []
    made += _conversation(about)
    if about.brief:
        made += [[], [(about.brief, "")]]
    doing = WHAT_TO_DO[line.kind].format_map(_Keys(keys))
    if line.kind == "meeting" and not line.play:
        doing = f"{keys('today.prep')} chooses a play to prepare, {keys('today.call')} one to call with. " + (
            f"{keys('today.kept')} ticks it off."
        )
    told = [Row(spans) for part in made for spans in (fold(part, width) if part else [()])]
    changed = [Row(()), *rows] if rows else []
    return [*told, *changed, Row(()), *(Row(spans) for spans in fold([(doing, "dim")], width))]


class _Keys(dict[str, str]):
    """The keys of commands by their verb."""

    def __init__(self, keys: Callable[[str], str]) -> None:
        super().__init__()
        self.keys_of = keys

    def __missing__(self, verb: str) -> str:
        return self.keys_of(f"today.{verb}")


def _told(line: TodayLine, name_of: Callable[[str], str]) -> list[list[Span]]:
    made: list[list[Span]] = []
    if line.said:
        whose = f"{name_of(line.rep)} said, and you too: " if line.rep else "You said: "
        made.append([(whose, "dim"), (line.said, "")])
    if line.quote:
        made.append([("About: ", "dim"), (f"“{line.quote}”", "")])
    verb = VERBS.get(line.action) or VERBS["ask" if line.kind == "question" else "answer"]
    made.append([(f"{name_of(line.by)} {verb}: " if line.by else "", "dim"), (line.what, "strong")])
    return made


def _facts(line: TodayLine, today: date, clock: str, about: Around) -> list[list[Span]]:
    due = ""
    if line.due:
        day = date.fromisoformat(line.due[:10])
        due = said(day)
        if line.kind == "meeting":
            due += f", {when(line, day, clock)}"
        elif day != today:
            due += f", {said_from(day, today)}"
        else:
            due += ", today"
    facts = (
        ("Account", line.customer),
        ("Opportunity", about.deal),
        ("Play", f"{line.title} ({line.why})" if line.why else line.title),
        ("What it gives them", about.value),
        ("When" if line.kind == "meeting" else "Due", due),
        ("Where", line.where),
        ("With", ", ".join(line.people)),
        ("So far", line.text if line.kind == "goal" else ""),
        ("", line.text if line.kind in ("meeting", "one-on-one", "agreed") else ""),
    )
    return [
        [(f"{label}: ", "dim"), (text, "")] if label else [(text, "dim")] for label, text in facts if text
    ]


def _conversation(about: Around) -> list[list[Span]]:
    if not about.day:
        return []
    day = said(date.fromisoformat(about.day))
    made: list[list[Span]] = [[], [(f"{about.play}, {day}", "h3"), (f" · {about.how}", "dim")]]
    if about.proof:
        made.append([("They said: ", "dim"), (about.proof, "")])
    made += [[("• ", "dim"), (note, "")] for note in about.notes]
    return made
