"""The keys of a call, and which of them matter at which moment."""

from __future__ import annotations

from playbook.runs.views import NoticeView, QuestionView, RunView, TalkView, TodoView
from tui.call_rows import CallItem
from tui.commands import Command

REASONS = ("no time", "not relevant", "customer led", "already known", "did not work before")
"""Why a step is skipped, where the playbook names no reasons of its own."""

KEYS = (
    Command(
        "call.next", "enter", "next", "The step is done: go on, where an answer leads if one does.", bar=True
    ),
    Command(
        "call.answer",
        "1,2,3,4,5,6,7,8,9",
        "answer",
        "Choose the answer of this number; before the first step, who picked up.",
        each=True,
    ),
    Command(
        "call.more-answers",
        "0",
        "more answers",
        "Choose among all answers of a question with more than nine.",
    ),
    Command("call.tick", "space", "tick", "Tick the to-do under the cursor, or take the tick off.", bar=True),
    Command("call.find-objection", "f2,o", "objection", "Find the answer to an objection.", bar=True),
    Command(
        "call.feedback", "f4,f", "feedback", "Tell marketing something, without leaving the call.", bar=True
    ),
    Command("call.skip", "f6,s", "skip", "Skip this step; one digit says why.", bar=True),
    Command("call.short", "f9,m", "short", "Short of time: only the steps that must be.", bar=True),
    Command("call.end", "e", "end", "End the call: result, commitment, next step.", bar=True),
    Command("call.undo", "u", "undo", "Take back the last tick, answer, skip or move.", bar=True),
    Command("call.find-battlecard", "f3,b", "battlecard", "Find a battlecard.", bar=True),
    Command("call.note", "f5,n", "note", "Take a note, with the time.", bar=True),
    Command("call.mark", "f8,exclamation_mark", "mark", "Mark this moment, to come back to later."),
    Command("call.down", "j,down,tab", "down", "Go to the next to-do, question or notice of the step."),
    Command("call.up", "k,up,shift+tab", "up", "Go to the one before."),
    Command("call.back", "backspace,left", "back", "Back to the step before; nothing is lost."),
    Command("call.jump", "t", "to step", "Jump to any step."),
    Command("call.another", "a", "another way", "Show another way to say it; what you used is recorded."),
    Command(
        "call.propose",
        "p",
        "my words",
        "Keep how you said it: proposed to all after the call. With words of your own, tell marketing now.",
    ),
    Command("call.type", "i", "type", "Type the answer of the text question under the cursor."),
    Command("call.link", "l", "open link", "Open the page that the answer leads to."),
    Command(
        "call.settled",
        "y,h,x",
        "settled",
        "Did the objection's answer settle it: y yes, h half, x no.",
        each=True,
    ),
    Command("call.said-by", "q", "who said it", "Say which of the people on the call gave the answer."),
    Command("call.account", "c", "account", "Say which account this is."),
    Command("call.people", "C", "people", "Say who is on the call."),
    Command("call.voicemail", "v", "voicemail", "A machine picked up: show what to say to it."),
    Command(
        "call.wrong-play", "w", "wrong play", "Switch to another play; account, notes and answers go along."
    ),
    Command("call.others", "r", "other calls", "Go to another open call; this one is parked."),
    Command("call.leave", "escape", "leave", "Park the call, end it, discard it, or go on.", fixed=True),
)

BY_ID = {command.id.partition(".")[2]: command for command in KEYS}


def bar_of(view: RunView, item: object, *, typing: bool) -> list[Command]:
    """Return the keys that matter now, the most important first: as many are shown as fit, so the order decides."""
    f_keys = ("find-objection", "feedback", "skip", "short", "note", "find-battlecard", "mark")
    if typing:
        first = [_named("next", "keep"), _named("leave", "keys")]
        return [*first, *(BY_ID[name] for name in f_keys if _matters(view, name))]
    if view.ask_connect:
        return [
            Command("call.answer", "1,2,3,4,5,6,7", "who picked up", "", each=True),
            _named("next", "connected"),
            *_all("voicemail", "account", "people", "leave"),
        ]
    if view.connect not in ("", "connected"):
        return [_named("next", "log it, next account"), *_all("end", "undo", "note", "feedback", "leave")]
    if not view.at:
        return [
            _named("next", "end the call"),
            *_all("back", "undo", "note", "find-objection", "feedback", "jump", "leave"),
        ]
    understand = isinstance(item, NoticeView) and not item.acknowledged
    found = [_named("next", "understood" if understand else "next")]
    found += [
        BY_ID[name]
        for name in ("find-objection", "end", "skip", "short", "feedback", "undo")
        if _matters(view, name)
    ]
    if any(isinstance(block, TodoView) for block in view.blocks):
        found.append(BY_ID["tick"])
    return [*found, *_all("find-battlecard", "note", "mark", "another", "jump", "account", "leave")]


def _matters(view: RunView, name: str) -> bool:
    """Return whether a key is worth its place in the bar: not one that could do nothing."""
    return not {"short": view.can.short, "undo": view.can.undo, "skip": view.can.skip}.get(name, "")


def _all(*names: str) -> list[Command]:
    return [BY_ID[name] for name in names]


def _named(name: str, label: str) -> Command:
    known = BY_ID[name]
    return Command(known.id, known.keys, label, known.help, each=known.each, fixed=known.fixed)


# What is here


def spoken_in_ways(view: RunView) -> TalkView | None:
    """Return the talk track of this step that can be said in several ways."""
    return next((b for b in view.blocks if isinstance(b, TalkView) and len(b.wordings) > 1), None)


def my_words_here(view: RunView) -> TalkView | None:
    """Return the talk track of this step that I have words of my own for."""
    return next((b for b in view.blocks if isinstance(b, TalkView) and b.my_words), None)


def talk_here(view: RunView) -> TalkView | None:
    """Return the first talk track of this step."""
    return next((b for b in view.blocks if isinstance(b, TalkView)), None)


def answered_here(item: CallItem | None, view: RunView) -> QuestionView | None:
    """Return the question under the cursor if it is answered, else the last that is answered in this step."""
    if isinstance(item, QuestionView) and item.answered:
        return item
    answered = [b for b in view.blocks if isinstance(b, QuestionView) and b.answered]
    return answered[-1] if answered else None


def why_not(name: str, view: RunView, item: CallItem | None) -> str:
    """Return why the command of this name is not possible now, or an empty text; `{call.people}` stands for a key."""
    can, items = view.can, view.blocks
    match name:
        case "next":
            asked = view.ask_connect or view.waiting or not view.at or view.connect not in ("", "connected")
            return "" if asked else can.next
        case "answer":
            return "" if view.ask_connect else can.work
        case "more-answers":
            many = any(isinstance(one, QuestionView) and len(one.answers) > 9 for one in items)
            return can.work or ("" if many else "No question of this step has more than nine answers.")
        case "tick":
            todo = any(isinstance(one, TodoView) for one in items)
            return can.work or ("" if todo else "This step has no to-do.")
        case "another":
            return "" if spoken_in_ways(view) else "There is one way to say it here."
        case "propose":
            return "" if talk_here(view) else "There is no talk track here to say in words of your own."
        case "link":
            return "" if view.offers else "No answer given here leads to another page."
        case "type":
            text = any(isinstance(one, QuestionView) and one.question.choose == "text" for one in items)
            return can.work or ("" if text else "This step has no question to type an answer to.")
        case "settled":
            return "" if view.ask_settled else "No objection was read since the last step."
        case "said-by" if not view.people:
            return "Nobody is on the call yet: {call.people} says who."
        case "said-by":
            return "" if answered_here(item, view) else "No question of this step is answered yet."
        case "voicemail":
            return "" if view.ask_connect else "Somebody picked up already."
    return {"skip": can.skip, "undo": can.undo, "short": can.short, "back": can.back}.get(name, "")
