"""What liaisons and managers walk: the desk, reviews, together, coaching, practice, settings."""

from __future__ import annotations

from tests.looks.eye import Eye


def desk(eye: Eye) -> None:
    """The queue, one item, and every way to act on it."""
    eye.fresh().open("dana").take("list", "3 Desk").beside("item").press("j").beside("second")
    eye.through(
        answer="w", decline="d", ask="q", merge="m", route="r", assign="s", label="l", note="t",
        promote="p", filter="b", figures="n", help="f1",
    )  # fmt: skip
    eye.press("C").take("clusters").press("escape")
    eye.press("x").take("marked").press("escape").press("a").take("accepted").press("u").take("undone")
    for name in ("mine", "waiting", "overdue", "ready", "answered"):
        eye.press("]").take(name).beside(f"{name}-item")
    eye.press(*["["] * 5).press("w").type("It says who rang first now.").press("enter").take(
        "told", "Answered"
    )
    eye.press("b").type("price").press("enter").take("filtered", "price").press("B").take("kept-as-tab")


def figures(eye: Eye) -> None:
    """How the desk does, with the items behind each figure."""
    eye.fresh().open("dana").press("n").take("list", "Figures").beside("items").press("enter").take("inside")
    eye.press("escape").press("p").take("span").press("f1").take("help", "Keys here")


def reviews(eye: Eye) -> None:
    """What waits for approval, and one proposal with all there is to decide by."""
    eye.fresh().open("kim").press("P").take("list", "Reviews").beside("detail").press("enter").take(
        "proposal"
    )
    eye.press("G").take("proposal-end").press("g")
    eye.through(reject="x", after="o", before="O", check="C", help="f1")
    eye.press("a").take("approved", "✓").press("escape")
    eye.press("]").take("mine").beside("mine-detail").press("]").take("all").beside("all-detail")
    eye.press("p").take("propose")


def together(eye: Eye) -> None:
    """The pages both sides read, the agenda, the audit."""
    eye.fresh().open("dana").press("D").take("list", "Together")
    for name in ("market", "who-to-call", "agenda", "for-sales", "not-yet", "how-we-work"):
        eye.beside(name).press("j")
    eye.press("g", "j", "j").through(agree="n", help="f1")
    eye.press("G", "enter").take("audit")


def coach(eye: Eye) -> None:
    """The team, people, plays, what to talk about; runs behind a figure; and what is written."""
    eye.fresh().open("kim").take("list", "Coach").beside("team")
    for number in range(1, 13):
        eye.press("j", "j").beside(f"part-{number}")
    eye.press("G").beside("published").press("g", "j").press("enter").take("runs", "Runs:")
    eye.beside("run").press("escape")
    eye.press("g", "j").through(tell="t", publish="p", report="w", help="f1", log="i", goals="o", cards="c")


def log(eye: Eye) -> None:
    """A log from elsewhere, read as runs of a play."""
    eye.fresh().open("kim").sees("Coach").press("i").type("old-crm.csv").press("enter")
    eye.take("mapping", "Which mapping?").press("enter").take("read").beside("read-page")


def people(eye: Eye) -> None:
    """1:1s with a person: planning, saying, noting, agreeing."""
    eye.fresh().open("kim").press(*["j"] * 25, "s").take("list", "1:1s with Lee Park").beside("agenda")
    eye.through(plan="p", say="e", pick="r", note="n", agree="a", done="d", help="f1")
    eye.press("escape").press("o").take("goals").beside("goal")


def scoring(eye: Eye) -> None:
    """A run scored on a card, and how far two who scored agree."""
    eye.fresh().open("kim").sees("Coach").press("j", "j", "enter").take("runs", "Runs:").press("c").take(
        "choose"
    )
    eye.press("1").take("form").press("1", "2").take("form-begun").press("escape", "escape").take("left")
    eye.press("escape").press("c").take("cards", "Score cards").beside("card").press("j").beside("scored")


def practice(eye: Eye) -> None:
    """A card asked, shown, graded; how ready one is; two together."""
    eye.fresh().open("lee").press("E").take("asked").press("enter").take("shown").press("3").take("graded")
    eye.through(ready="s", page="p", help="f1").press("r").take("together", "Who plays the buyer?")
    eye.press("1").take("together-asked").press("enter").take("together-shown")


def settings(eye: Eye) -> None:
    """Who I am, themes, keys."""
    eye.fresh().open("lee").press(",").take("list", "Settings", eye.look.theme or "playbook-dark").press(
        "enter"
    ).take("first").press("escape")
    eye.until("j", "Theme").press("f1").take("help", "Keys here").press("escape")
    for number in range(2, 6):
        eye.press("j").take(f"line-{number}")
    eye.press("G").take("end").press("enter").take("last")


def first_start(eye: Eye) -> None:
    """Who are you?"""
    eye.fresh().open("").take("people", "Lee Park").press("enter").take("today", "1 Today")


def empty(eye: Eye) -> None:
    """A new playbook: every list with nothing in it."""
    eye.fresh_empty().open("lee").take("today", "1 Today")
    for name, key in (("plays", "2"), ("desk", "3"), ("coach", "4"), ("news", "5"), ("accounts", "6")):
        eye.press(key).take(name).beside(f"{name}-page")
    eye.press("1").through(
        feedback="F",
        reviews="P",
        together="D",
        practice="E",
        goals="o",
        objection="f2",
        battlecard="f3",
        anything="/",
    )


def too_small(eye: Eye) -> None:
    """A window made so small that nothing fits, and large again: the call is as it was."""
    eye.fresh().open("lee", "call", "plays/discover/first-discovery", "--account", "Kallio").press("1")
    columns, lines = eye.terminal.screen.columns, eye.terminal.screen.lines
    eye.terminal.resize(20, 5)
    eye.take("small", "small")
    eye.terminal.resize(columns, lines)
    eye.take("large", "⏎ understood")
