"""What a rep walks on a call, from who picked up to the recap."""

from __future__ import annotations

from tests.looks.eye import Eye

DISCOVERY = "plays/discover/first-discovery"


def _on_call(eye: Eye) -> Eye:
    return eye.fresh().open("lee", "call", DISCOVERY, "--account", "Kallio").sees("Who picked up?")


def call(eye: Eye) -> None:
    """Steps, to-dos, answers, and everything that opens over them."""
    _on_call(eye).take("connect").press("1").take("step", "⏎ understood").press("enter", "space").take(
        "ticked", "☑"
    )
    eye.press("enter").take("second", "2/6").press("1").take("answered", "☑")
    eye.press("f1").take("help", "Keys here").press("escape").press("f6").take("skip", "why?").press("escape")
    eye.press("f5").type("They lease the trucks").take("note").press("enter").take("noted")
    eye.press("f8").take("marked").press("t").take("steps").press("escape").press("a").take("another")
    eye.through(
        people="C", account="c", **{"wrong-play": "w"}, others="r", palette="ctrl+p", letters="ctrl+o"
    )
    eye.press("p").take("my-words").press("escape").press("u").take("undone")
    eye.press("f9").take("short", "short of time").press("escape").press("escape").take("leave", "park it")


def links(eye: Eye) -> None:
    """A page that an answer leads to, and who gave an answer."""
    _on_call(eye).press("C").type("Rita").press("enter").take("new-person").press("enter").take("people")
    eye.press("1", "enter", "enter", "enter").take("step", "3/6").press("3").take("offered", "opens")
    eye.press("escape", "l").take("battlecard", "In one line").press("escape").take("back").press("q").take(
        "said-by"
    )


def typing(eye: Eye) -> None:
    """An answer typed, an objection in the middle of it, and whether that settled it."""
    _on_call(eye).press("1", "enter", "enter", "enter").take("step", "3/6").press("i").type(
        "The dock lead, if"
    ).take("typing")
    eye.press("f2").type("expens").take("objection", "That's too expensive").press("enter").take("back", "if")
    eye.type(" asked").press("enter").take("kept", "if asked", "settle it?").press("y").take("settled")


def branch(eye: Eye) -> None:
    """An answer that leads elsewhere, and back."""
    _on_call(eye).press("1", "enter", "enter", "down", "4").take("answered", "● Hardly ever").press("enter")
    eye.take("branch", "Part as friends").press("backspace").take("back", "A bad morning")


def told(eye: Eye) -> None:
    """Feedback from the call."""
    _on_call(eye).press("1", "enter").press("f4").take("kinds", "worked").press("2").take("box")
    eye.type("Nobody says whom any more").take("typed").press("enter").take("saved", "saved")


def ending(eye: Eye) -> None:
    """How it ended, the review, the recap and what follows."""
    _on_call(eye).press("1", "enter", "1").press("e").take("result", "How did it end?")
    eye.press("2").take("commitment").press("4").take("exit").press("enter").take("cut-short").press("2")
    eye.take("next-step").type("Ring again").press("enter").take("when").type("+5").press("enter").take(
        "note"
    )
    eye.press("f10").take("review", "recorded").press("f1").take("review-help").press("escape")
    eye.press("p").take("private", "Private").press("p").press("enter").take("recap", "Recap", "✓ Recorded")
    eye.press("2").take("handover").press("4").take("mail").press("f1").take("recap-help", "Keys here")
    eye.press("escape").press("s").take("alone").press("escape").press("w").take("file", "Write to").press(
        "escape"
    )
    eye.press("e").take("correct", "Correct:").press("escape").press("c").take("copied", "Copied")
    eye.press("enter").take("today", "1 Today")


def own_words(eye: Eye) -> None:
    """Words of one's own in prep and on the call, and proposing them after it."""
    eye.fresh().open("lee").press("2", "j", "l", "enter").press("w").take("editor", "My words")
    eye.type(" Truly.").press("enter").take("kept").press("p").take("offered").press("escape")
    eye.press("escape", "escape") if "1 Today" not in eye.terminal.text else None
    eye.open("lee", "call", DISCOVERY, "--account", "Kallio").sees("Who picked up?").press("1").take("step")
    eye.press("enter").press("e").sees("How did it end?").press("2", "f10").take("review", "recorded")
    eye.press("enter").take("recap", "Recap").press("p").take("propose")


def nobody(eye: Eye) -> None:
    """Nobody picks up: voicemail, no-show and the like."""
    for name, key in (("no-answer", "2"), ("voicemail", "v"), ("gatekeeper", "4"), ("no-show", "6")):
        _on_call(eye).press(key).take(name, "Nobody").press("enter").take(f"{name}-logged")
