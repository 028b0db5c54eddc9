"""Which answer a question gets on a call: what the call says, else what chance says."""

from __future__ import annotations

import random

from playbook.demo.calls import Said
from playbook.demo.dice import weighted
from playbook.plays.model import Question, Step

_USUAL: dict[str, tuple[tuple[str, float], ...]] = {
    "may-i-record-this-so-that-i-can-listen-instead-of-typing": (("yes", 6), ("no", 3), ("not-asked", 2)),
    "have-they-got-three-minutes": (("yes", 1),),
}
"""Question → its usual answers with their weights."""

_CORRECTIONS = (
    "Nothing. “That's it, I'm afraid.”",
    "Finance feels it, too, only later.",
    "It's the hauliers who send the bill, not the drivers.",
    "",
)
"""What customers say when it is read back to them; empty: nothing was typed."""


class UnknownAnswerError(LookupError):
    """The demo says something that the play does not ask or offer."""


def said_to(question: Question, said: Said, chance: random.Random) -> tuple[str, ...]:
    """Return what is said to `question`: ids of answers, or one text; nothing where nothing is said.

    Raises UnknownAnswerError where `said` names an answer that it does not offer.
    """
    slug = question.id.rpartition("/")[2]
    given = _given(slug, said)
    if question.choose == "text":
        if given is None and slug == "what-do-they-correct":
            given = chance.choice(_CORRECTIONS)
        return (given,) if isinstance(given, str) and given else ()
    if given is None:
        return _by_chance(question, slug, chance)
    return tuple(_offered(question, name) for name in ([given] if isinstance(given, str) else given))


def _given(slug: str, said: Said) -> str | tuple[str, ...] | None:
    return next((value for beginning, value in said.items() if slug.startswith(beginning)), None)


def _offered(question: Question, name: str) -> str:
    ids = [answer.id for answer in question.answers]
    found = [id_ for id_ in ids if id_ == name] or [id_ for id_ in ids if id_.startswith(name)]
    if not found:
        raise UnknownAnswerError(f"{question.id} offers no “{name}”, only {', '.join(ids)}")
    return found[0]


def _by_chance(question: Question, slug: str, chance: random.Random) -> tuple[str, ...]:
    """Return an answer that leads nowhere."""
    if slug in _USUAL:
        return (weighted(chance, _USUAL[slug]),)
    free = [answer.id for answer in question.answers if not answer.leads_to]
    if not free:
        return ()
    if question.choose == "many":
        return tuple(chance.sample(free, min(len(free), chance.choice((1, 1, 2, 2, 3)))))
    return (chance.choice(free),)


def has_said(step: Step, said: Said) -> bool:
    """Return whether something is said to one of the questions of `step`."""
    return any(_given(question.id.rpartition("/")[2], said) is not None for question in step.questions)
