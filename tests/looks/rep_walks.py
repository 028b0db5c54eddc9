"""What a rep walks outside a call: Today, Plays, prep, debrief, feedback, accounts, news."""

from __future__ import annotations

from tests.looks.eye import Eye


def today(eye: Eye) -> None:
    """Every kind of line, what is asked of it, and what opens over it."""
    eye.fresh().open("lee").take("list", "open call", "next step")
    eye.beside("open-call", "parked at")
    eye.press("j").beside("meeting", "Lindqvist Flooring").press("j", "j").beside("next-step", "Due:")
    eye.press("m").take("moved", "Moved to which day?").press("escape")
    eye.press("y").take("done", "✓").press("u").take("undone")
    eye.press("G").take("end").press("g")
    eye.press("f1").take("help", "Keys here").type("moved").take("help-searched", "moved").press("escape")
    eye.press("ctrl+p").type("theme").take("palette", "heme").press("escape")
    eye.press("ctrl+o").take("letters").press("escape")
    eye.press("o").take("goals", "Your goals").press("n").take("goal", "What is counted").press(
        "escape", "escape"
    )


def demo(eye: Eye) -> None:
    """The demo, and being somebody else in it."""
    eye.fresh().open("", "demo", "--dir", str(eye.root)).take("who", "Who are you?")
    eye.press("enter").take("today", "1 Today")
    eye.press("A").take("act-as", "Act as", "Dana Ortiz").press("2").take("somebody-else")


def answers(eye: Eye) -> None:
    """A question to me, an answer, and what one says back."""
    eye.fresh().open("lee").sees("1 Today").until("j", "⏎ reply")
    eye.beside("question", "Velantis").press("r").take("reply", "Reply to marketing").press("escape")
    eye.press("j").beside("answer", "right")
    eye.press("n").take("not-yet", "not right yet").press("escape").press("t").take("thanked", "✓")


def plays(eye: Eye) -> None:
    """Stages, plays, the page beside them; its outline, search, history, lines, check."""
    eye.fresh().open("lee").press("2").take("stages", "Connect", "Objections")
    eye.press("l").beside("preview", "Trigger-event call")
    eye.press("o").take("outline", "Before you dial").press("escape")
    eye.press("ctrl+f").type("useful").take("search", "useful").press("escape", "escape")
    eye.press("a").take("account").type("kal").take("account-typed", "Kallio").press("enter").take(
        "fit", "Kallio"
    )
    eye.press("H").take("history", "History").press("space").take("history-marked").press("escape")
    eye.press("B").take("blame").press("escape").press("C").take("check").press("escape")
    eye.press("T").take("status").press("escape").press("V").take("verified").press("escape")
    eye.press("d").take("debrief", "Debrief").press("escape")
    eye.press("enter").take("prep", "Kallio")


def stages(eye: Eye) -> None:
    """The other lists of Plays, each with what stands beside it."""
    eye.fresh().open("lee").press("2").until("j", "Plays · Commit").take("commit").press("l").beside(
        "commit-page"
    )
    for name in ("Objections", "Battlecards", "Personas", "Score cards", "Other pages"):
        eye.press("h").until("j", f"Plays · {name}").press("l")
        slug = name.lower().replace(" ", "-")
        eye.take(slug).beside(f"{slug}-page")
    eye.press("h", "G").take("look-after").press("l").beside("look-after-page")


def prep(eye: Eye) -> None:
    """The whole page before a call: blanks, own words, what is left out, who is on it, what was heard."""
    eye.fresh().open("lee", "open", "plays/discover/first-discovery").take("page", "First discovery")
    eye.press("escape").press("2", "j", "l", "enter").take("start", "blank")
    eye.press("a").type("kal").press("enter").take("for-account", "Kallio")
    eye.press("m").take("fill").press("escape").press("i").take("people").press("escape")
    eye.press("o").take("outline", "Outline").press("escape").press("L").take("links", "Links").press(
        "escape"
    )
    eye.press("tab").take("beside").press("tab").press(*["pagedown"] * 2).take("further")
    eye.press("x").take("left-out", "left out of the next call").press("u")
    eye.press("w").take("my-words", "My words").press("escape")
    eye.press("ctrl+f").type("morning").take("search", "morning").press("escape")
    eye.press("f1").take("help", "Keys here").press("escape")
    eye.press("f4").take("feedback", "worked").press("escape")
    eye.open("lee", "open", "plays/prove/three-problem-demo").sees("Three-problem demo")
    eye.until("j", "answered:").press("s").take("heard")


def debrief(eye: Eye) -> None:
    """A conversation that was held without the screen, logged afterwards."""
    eye.fresh().open("lee").press("2", "j", "l", "d").take("start", "First discovery")
    eye.press("c").type("kal").press("enter").press("a").take("all-done", "Kallio")
    eye.press("f6").take("skip", "why").press("escape").press("f10").take("result-asked", "How did it end?")
    eye.press("2", "f10").take("review", "this is what will be recorded").press("enter").take(
        "recap", "Recap:"
    )


def feedback(eye: Eye) -> None:
    """Three keys, similar items while one types, and what became of what one said."""
    eye.fresh().open("lee").press("2", "l", "f").take("kinds", "worked")
    eye.press("3").type("The pilot price").take("box").press("f7").take("liaisons-only", "liaisons only")
    eye.press("escape").press("F").take("mine", "My feedback").beside("thread")
    eye.press("a").take("add", "Add to").press("escape").press("f1").take("help", "Keys here").press("escape")
    eye.press("G").beside("last").press("g", "x").take("withdrawn", "Withdrawn")


def finder(eye: Eye) -> None:
    """Anything from anywhere, objections, battlecards, and nothing."""
    eye.fresh().open("lee").press("/").take("empty").type("expens").take("found", "That's too expensive")
    eye.press("down").take("second").press("escape", "escape")
    eye.press("f2").take("objections").type("too expnsive").take("typo", "That's too expensive")
    eye.press("enter").take("answer").press("escape", "escape")
    eye.press("f3").type("vel").take("battlecard", "Velantis").press("escape", "escape")
    eye.press("/").type("zzqx wvvk").take("nothing", "F4").press("f4").take("missing", "Feedback")


def accounts(eye: Eye) -> None:
    """The list, one account, and what is entered: a new one, an event, a contact, an export."""
    eye.fresh().open("lee").press("6").take("list", "Accounts").beside("page", "Opportunities")
    eye.press("ctrl+f").type("kal").take("filtered", "Kallio").press("enter", "enter").take(
        "inside", "Kallio"
    )
    eye.press("escape", "escape", "escape").press("s").take("sorted", "amount").press("m").take("mine").press(
        "m"
    )
    eye.press("n").take("new", "New account").press("escape").press("e").take("event", "happened").press(
        "escape"
    )
    eye.press("w").take("contact", "Who is at").press("escape").press("f1").take("help", "Keys here").press(
        "escape"
    )
    (eye.root / "export.csv").write_text(
        "Record ID,Company name,Company Domain Name,City\n901,Aalto Boats,aalto.example,Turku\n902,,x.example,\n",
        "utf-8",
    )
    eye.press("i").take("import-file", "Import which file").type("export.csv").press("enter").take(
        "import-dry"
    )
    eye.press("1").take("imported").press("escape")
    eye.press("6").press("p").take("prep", "blank").press("escape").press("6").press("c").take(
        "call", "Stages"
    )


def news(eye: Eye) -> None:
    """What changed, what was answered; what one does with it."""
    eye.fresh().open("lee").press("5").take("list", "News").beside("detail", "Velantis")
    eye.press("j").beside("second", "You said").press("enter").take("opened").press("escape")
    eye.press("j", "y").take("read").press("R").take("all-read", "marked as read")
    eye.press("f1").take("help", "Keys here").press("escape").press("s").take("sync")
