"""The keys of a debrief, and what they do on each kind of line."""

from __future__ import annotations

from tui.commands import Command

KEYS = (
    Command("debrief.on", "enter", "next", "Go to the next thing that is asked.", bar=True),
    Command("debrief.tick", "space", "done", "Tick what the cursor is on, or take the tick off.", bar=True),
    Command("debrief.all-done", "a", "all done", "All steps were done.", bar=True),
    Command("debrief.review", "f10,r", "review", "Read what will be recorded.", bar=True),
    Command("debrief.skip", "f6,s", "skipped", "This step was skipped; one digit says why.", bar=True),
    Command("debrief.next-step", "right_square_bracket,right", "next step", "Go to the next step."),
    Command("debrief.step-before", "left_square_bracket,left", "step before", "Go to the step before."),
    Command("debrief.undo", "u", "undo", "Take back the last tick, answer or skip.", bar=True),
    Command("debrief.account", "c", "account", "Say which account this was."),
    Command("debrief.people", "C", "people", "Say who was there."),
    Command("debrief.feedback", "f4,f", "feedback", "Tell marketing something about this step."),
    Command("debrief.leave", "escape", "leave", "Leave it for later; nothing is lost.", bar=True, fixed=True),
)

KIND_HINTS = {
    "step": "{debrief.tick}: this step was done. {debrief.skip}: it was skipped, and why. {debrief.all-done}: all were "
    "done.",
    "notice": "{debrief.tick} says that you know it; a step with a notice is done only then.",
    "tick": "{debrief.tick} ticks it.",
    "choice": "A digit says what they answered.",
    "many": "Digits say what they answered; several may be chosen.",
    "text": "Type what they said; ↑ and ↓ go on.",
}
