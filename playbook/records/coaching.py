"""Bodies of coaching and practice: notes, goals, scores, 1:1s, and cards said aloud."""

from __future__ import annotations

from typing import Literal

from playbook.records.frame import Body


class Note(Body, frozen=True):
    """A coaching note on a person, or on one of their runs."""

    id: str
    about: str
    text: str
    run: str = ""


class Goal(Body, frozen=True):
    """What somebody sets out to do better; the latest with its id counts."""

    id: str
    about: str
    """Whose goal it is."""
    text: str
    """One step or behaviour, in words."""
    target: str = ""
    """What will show that it is reached, in words: `8 of 10 calls`; empty where a figure says it."""
    by: str = ""
    """ISO date."""
    state: Literal["open", "reached", "dropped"] = "open"
    figure: str = ""
    """What is counted of each call: a key of `playbook.coaching.goals.FIGURES`; empty where nothing is."""
    share: float = 0.0
    """Of the calls, from 0 to 1."""
    play: str = ""
    """Page whose calls count; empty: all."""
    stage: str = ""
    """Stage whose plays' calls count, where no play is named; empty: all."""
    step: str = ""
    """Of the play, where the figure is about one."""
    since: str = ""
    """ISO date from which calls count; those before are what they are held against."""


Grade = Literal["again", "hard", "good", "easy"]


class Practice(Body, frozen=True):
    """A card said aloud and graded by who said it, or one such grade taken back."""

    card: str = ""
    """`playbook.practice.cards.Card.id`."""
    grade: Grade | Literal[""] = ""
    """Empty where it takes one back."""
    words: str = ""
    """`Card.words` of what was graded."""
    blob: str = ""
    """The page's revision."""
    partner: str = ""
    """Who played the buyer, by id or name; empty: nobody."""
    well: str = ""
    """What went well, in the partner's words."""
    undoes: str = ""
    """`journal#seq` of the record that it takes back."""


class StageReadiness(Body, frozen=True):
    """How much of a stage is known."""

    stage: str
    cards: int
    known: int


class Readiness(Body, frozen=True):
    """How ready somebody is, as they gave it to their manager; the latest of a person counts."""

    cards: int = 0
    practised: int = 0
    known: int = 0
    """As `playbook.practice.readiness` counts them."""
    stages: tuple[StageReadiness, ...] = ()
    withdrawn: bool = False
    """It is taken back: nothing of before is to be shown any more."""


class ScoreAnswer(Body, frozen=True):
    """What one scorer said to one question of a score card, with the question as it was asked."""

    question: str
    """Its id on the card."""
    text: str
    kind: Literal["scale", "yes-no", "one", "many", "text"]
    values: tuple[str, ...] = ()
    """Ids of what was chosen, a mark of the scale, or the text typed."""
    words: tuple[str, ...] = ()
    """What was chosen, as the card words it."""
    scale: tuple[int, int] | None = None
    auto_fail: bool = False


class Score(Body, frozen=True):
    """One person's scores of one run on one card; of the same person, run and card the last stands."""

    id: str
    """Of what was said this time: copies for several readers share it."""
    run: str
    rep: str
    """Whose run it is."""
    card: str
    """Page id."""
    blob: str = ""
    """The card's revision."""
    title: str = ""
    """The card's, as it was."""
    answers: tuple[ScoreAnswer, ...] = ()
    blind: bool = False
    """Nobody else's scores of this run had been shown to its author."""
    act: Literal["score", "look", "withdraw"] = "score"
    """`look`: the others' scores are to be shown without scores of one's own."""


class Session(Body, frozen=True):
    """One act in a 1:1 of a rep and who coaches them; what stands is folded from all of both."""

    id: str
    rep: str
    coach: str
    act: Literal[
        "plan", "say", "pick", "unpick", "note", "action", "done", "dropped", "undone", "close", "reopen",
        "withdraw",
    ]  # fmt: skip
    text: str = ""
    """What was said, noted or agreed."""
    day: str = ""
    """ISO date: when they meet, or by when something is to be done."""
    who: str = ""
    """Of an action: who does it."""
    action: str = ""
    """Of an action: its id."""
    run: str = ""
    """Of a pick: the run to look at."""
