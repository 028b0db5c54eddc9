"""The pages of a generated playbook: plays with branches, objections, battlecards, personas, background."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bench.generate.people import LIAISONS, REPS
from bench.generate.words import JAPANESE, sentence, sentences, words

STAGES = ("connect", "discover", "qualify", "prove", "propose", "commit", "onboard", "adopt", "renew")
TRIGGERS = ("demo-request", "new-warehouse", "new-head", "contract-ending", "usage-drop", "renewal-due")
PERSONAS = ("head-of-logistics", "dock-lead", "finance-director", "it-security", "purchasing")
SEGMENTS = ("single-site", "regional", "network")
CHANNELS = ("phone", "video", "email", "in-person")
OBJECTIONS = (
    "That's too expensive",
    "Send me an email",
    "We already have a tool",
    "I must ask my boss",
    "Call me next quarter",
    "Nobody here will use it",
    "Where does our data lie?",
    "We're not interested",
    "Our spreadsheets work",
    "Give us a discount or no deal",
    "価格が高すぎます",
    "来期まで待ってください",
)
_SHARES = {"play": 0.5, "objection": 0.25, "battlecard": 0.05, "persona": 0.05, "know": 0.15}

Page = tuple[str, str]
"""Path and text."""


def pages(count: int, seed: int) -> Iterator[Page]:
    """Yield `count` pages; the first ones of a larger playbook are those of a smaller one."""
    for number in range(count):
        yield page(number, seed)


def page(number: int, seed: int) -> Page:
    """Return the page with that number."""
    random = Random(f"page {seed} {number}")
    kind = random.choices(list(_SHARES), list(_SHARES.values()))[0] if number else "play"
    return {
        "play": _play,
        "objection": _objection,
        "battlecard": _battlecard,
        "persona": _persona,
        "know": _know,
    }[kind](number, random)


CALL = "plays/connect/long-call"
"""Id of the page whose call is long enough for hundreds of keys."""
CALL_STEPS = 40


def long_call() -> Page:
    """Return a play of many steps, each with words to say, a to-do and a question of three answers."""
    random = Random("long call")
    lines = ["---", "title: Long call", "stage: connect", "---", ""]
    for number in range(1, CALL_STEPS + 1):
        lines += [f"## Step {number} (2 min)", "", f"> {sentences(random, 1, 3)}", ""]
        lines += [f"- [ ] {sentence(random, 3, 8)}", "", f"### {sentence(random, 4, 9)[:-1]}?", ""]
        lines += [*(f"- {sentence(random, 1, 4)[:-1]}" for _ in range(3)), ""]
    return f"{CALL}.md", "\n".join(lines)


LONG_PAGE = "know/long-page"
"""Id of the page that is far longer than any screen."""
LONG_PAGE_LINES = 2_000


def long_page() -> Page:
    """Return a page of numbered lines: headings, paragraphs, lists, words to say."""
    random = Random("long page")
    lines = ["# Long page", ""]
    number = 0
    while len(lines) < LONG_PAGE_LINES:
        number += 1
        start = f"Line {number:04} "
        if number % 25 == 0:
            lines += [f"## {start}{sentence(random, 2, 5)[:-1]}", ""]
        elif number % 7 == 0:
            lines += [f"> {start}{sentences(random, 1, 2)}", ""]
        elif number % 3 == 0:
            lines += [f"- {start}{sentence(random)}", ""]
        else:
            lines += [f"{start}{sentence(random)} **{words(random, 1)[0]}** {sentence(random)}", ""]
    return f"{LONG_PAGE}.md", "\n".join(lines)


def small_play(number: int) -> Page:
    """Return a play of two short steps, one of very many in one stage."""
    title = f"Play {number:05}"
    text = f"---\ntitle: {title}\nstage: connect\n---\n\n## Ask\n\n> Hello.\n\n## Close\n\n> Bye.\n"
    return f"plays/connect/play-{number:05}.md", text


STEPS = 10
"""Of each play that `ten_steps` returns."""


def ten_steps(number: int) -> Page:
    """Return a play of ten short steps, one of those that a large team runs all the time."""
    lines = ["---", f"title: Call {number:02}", "stage: connect", "---", ""]
    for step in range(1, STEPS + 1):
        lines += [f"## Step {step} (2 min)", "", "> Hello.", ""]
    return f"plays/connect/call-{number:02}.md", "\n".join(lines)


def _play(number: int, random: Random) -> Page:
    stage = STAGES[number % len(STAGES)]
    title = f"{' '.join(words(random, random.randint(2, 4)))} {number}".capitalize()
    branch = random.randint(2, 4)
    lines = [
        "---",
        f"title: {title}",
        f"stage: {stage}",
        f"segments: [{random.choice(SEGMENTS)}]",
        f"personas: [{random.choice(PERSONAS)}]",
        f"channels: [{random.choice(CHANNELS)}]",
        f"triggers: [{random.choice(TRIGGERS)}]",
        f"owners: {{marketing: {random.choice(LIAISONS)}, sales: {random.choice(REPS)}}}",
        "status: live",
        "verified: 2026-10-12",
        f"value: {sentence(random)}",
        "---",
        "",
        sentences(random, 1, 3),
        "",
    ]
    for step in range(1, random.randint(4, 8)):
        lines += [f"## {sentence(random, 2, 5)[:-1]} ({random.randint(1, 8)} min)", ""]
        lines += [f"> {sentences(random, 1, 3)} {{{{contact.first_name}}}}", ""]
        if random.random() < 0.3:
            lines += [f"> [!TIP]\n> {sentence(random)}", ""]
        lines += [f"- [ ] {sentence(random, 3, 8)}" for _ in range(random.randint(1, 3))] + [""]
        lines += [f"### {sentence(random, 4, 9)[:-1]}?", ""]
        lines += [f"- {sentence(random, 1, 4)[:-1]}" for _ in range(random.randint(2, 4))]
        lines += ["- Not now → [Another way](#another-way-branch)", ""] if step == branch else [""]
    lines += ["## Another way (branch)", "", f"> {sentences(random, 1, 2)}", "", "→ [End](#end)", ""]
    lines += ["## Objections", ""]
    for _ in range(random.randint(0, 3)):
        lines += [f'### "{random.choice(OBJECTIONS)} {random.choice(words(random, 1))}"', ""]
        lines += [f"> {sentences(random, 1, 3)}", ""]
    lines += ["## Background", "", sentences(random, 2, 6), ""]
    return f"plays/{stage}/{_slug(title)}.md", "\n".join(lines)


def _objection(number: int, random: Random) -> Page:
    title = random.choice(OBJECTIONS)
    more = random.choice(JAPANESE)[:4] if not title.isascii() else " ".join(words(random, 2))
    text = (
        f'---\ntitle: "{title}, {more} {number}"\nstage: {random.choice(STAGES)}\n'
        f"tags: [{', '.join(words(random, 4))}]\n---\n\n> {sentences(random, 1, 3)}\n\n"
        f"> {sentences(random, 1, 3)}\n\n## What it often means\n\n- {sentence(random)}\n- {sentence(random)}\n"
    )
    return f"objections/{number:05}.md", text


def _battlecard(number: int, random: Random) -> Page:
    name = f"{words(random, 1)[0].capitalize()} Suite {number}"
    parts = "".join(
        f"\n## {heading}\n\n" + "".join(f"- {sentence(random)}\n" for _ in range(4))
        for heading in ("Where we win", "Where they win", "Ask", "Do not say")
    )
    return (
        f"battlecards/{number:05}.md",
        f"---\ntitle: {name}\nstage: prove\ntags: [competitor]\n---\n{parts}",
    )


def _persona(number: int, random: Random) -> Page:
    name = f"{words(random, 1)[0].capitalize()} director {number}"
    return f"personas/{number:05}.md", f"---\ntitle: {name}\n---\n\n{sentences(random, 3, 8)}\n"


def _know(number: int, random: Random) -> Page:
    parts = "".join(
        f"\n## {sentence(random, 2, 5)[:-1]}\n\n{sentences(random, 3, 9)}\n"
        for _ in range(random.randint(2, 9))
    )
    return f"know/{number:05}.md", f"# {sentence(random, 2, 5)[:-1]} {number}\n{parts}"


def _slug(title: str) -> str:
    return "-".join(title.lower().split())
