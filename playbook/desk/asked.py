"""The one optional question that a kind of feedback asks besides its words, and how its answer reads back."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.errors import PlaybookError
from playbook.records.model import Feedback

LONGEST = 100_000
"""Characters of what is said in one item: more than ten thousand words."""


@dataclass(frozen=True)
class Question:
    """What a kind asks; the answer is kept in `Feedback.tried`."""

    asks: str
    word: str
    """The one word that it asks for: of a key, or of an option."""
    label: str
    """What stands before the answer where it is read: `competitor`."""
    choices: tuple[str, ...] = ()
    """The answers there are; empty: any words."""


QUESTIONS: dict[str, Question] = {
    "worked": Question("What happened next?", "then", "what happened next"),
    "objection": Question("What did you try?", "tried", "tried"),
    "competitor": Question("Who is it?", "who", "competitor"),
    "customer-words": Question("Why they buy, stay or leave?", "why", "why they", ("buy", "stay", "leave")),
}
_OTHER = "tried"
"""What the field says of a kind that asks nothing: a file or the command line may give it all the same."""


class UnfitAnswerError(PlaybookError):
    """The question of a kind has other answers than this."""

    def __init__(self, kind: str, given: str, choices: tuple[str, ...]) -> None:
        self.kind, self.given, self.choices = kind, given, choices
        super().__init__(f"“{given}” is no answer to {kind}: say {', '.join(choices[:-1])} or {choices[-1]}.")


def answer_to(kind: str, given: str) -> str:
    """Return what is kept of an answer to the question of `kind`; raises UnfitAnswerError.

    A choice may be given by its beginning or with more behind it: `s`, `stays`, `They stay`.
    """
    given = given.strip()
    question = QUESTIONS.get(kind)
    if not given or question is None or not question.choices:
        return given
    word = given.casefold().split()[-1].strip(".,;!?")
    for choice in question.choices:
        if word and (choice.startswith(word) or word.startswith(choice)):
            return choice
    raise UnfitAnswerError(kind, given, question.choices)


def next_choice(kind: str, given: str) -> str:
    """Return the choice after `given`; after the last one none."""
    choices = ("", *QUESTIONS[kind].choices)
    return choices[(choices.index(given) + 1) % len(choices)] if given in choices else choices[1]


def read_back(said: Feedback) -> str:
    """Return the answer with what it is: `competitor: Velantis`, `why they stay`; empty where nobody gave one."""
    if not said.tried:
        return ""
    question = QUESTIONS.get(said.kind)
    if question is not None and said.tried in question.choices:
        return f"{question.label} {said.tried}"
    return f"{question.label if question and not question.choices else _OTHER}: {said.tried}"
