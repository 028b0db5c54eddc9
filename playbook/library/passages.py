"""From a document that was found to what a finder shows of it: the page, or the step that has the words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from playbook.library.documents import Document, Part
from playbook.library.excerpts import excerpt
from playbook.library.matching import HEADING, IN_NAMES, TITLE, Match
from playbook.library.shelf import Shelf
from playbook.library.words import terms

STEP = "step"
"""The kind of a hit that is one step of a play."""

_STEPPED = {"play", "page"}
_STEPS_SHOWN = 2
_REMEMBERED = 2_000


@dataclass(frozen=True)
class Hit:
    """One thing that search found, with what a finder needs to show the answer at once."""

    id: str
    """The page's id, with `#objection-id` for an objection inside a page."""
    title: str
    kind: str
    """The page's kind, `objection` for one inside a page, or `step`."""
    step: str
    """The step that has the words; empty where the page itself was meant."""
    text: str
    """The plain text that has the words, whole."""
    score: float
    page: str = ""
    """The title of the page that a step or an objection stands in; empty for a page."""
    answer: str = ""
    """Markdown that answers at once; empty for a step."""
    found: tuple[str, ...] = ()
    """Beginnings of the words that were found."""

    @property
    def excerpt(self) -> str:
        """The piece of the text that has the words: one line of at most `excerpts.WIDTH`, harmless on a terminal."""
        return excerpt(self.text, self.found)


class Passages:
    """The parts of the documents, to be looked into where a document was found."""

    def __init__(self, documents: Shelf) -> None:
        self._documents = documents
        self._folded: dict[int, list[tuple[str, str]]] = {}

    def hits(
        self, place: int, score: float, matches: Sequence[Match], kinds: Collection[str] | None
    ) -> list[Hit]:
        """Return the hits that stand for the document at `place`, which scored `score`: one to three."""
        document = self._documents[place]
        if not document.parts:
            return [_page_hit(document, None, "", score, ())]
        found = tuple(term for match in matches for term in match.terms)
        counts = [_count(heading, text, matches) for heading, text in self._fold(place)]
        best = max(range(len(counts)), key=lambda index: (counts[index], -index))
        part = document.parts[best]
        named = all(place in match.having(IN_NAMES) for match in matches)
        about_page = named or not part.step or not counts[best]
        steps_wanted = document.kind in _STEPPED and (kinds is None or STEP in kinds)
        pages_wanted = kinds is None or document.kind in kinds
        if not pages_wanted or (steps_wanted and not about_page):
            return [_step_hit(document, part, score, found)] if part.step and counts[best] else []
        if named:
            hits = [_page_hit(document, document.parts[0], "", score, ())]
        else:
            hits = [_page_hit(document, part, part.step if counts[best] else "", score, found)]
        if steps_wanted:
            all_words = HEADING * len(matches)
            headed = [document.parts[index] for index, count in enumerate(counts) if count >= all_words]
            lower = round(score * HEADING / TITLE, 4)
            steps = [part for part in headed if part.step][:_STEPS_SHOWN]
            hits += [_step_hit(document, part, lower, found) for part in steps]
        return hits

    def _fold(self, place: int) -> list[tuple[str, str]]:
        if (folded := self._folded.get(place)) is None:
            parts = self._documents[place].parts
            folded = [(_fold(part.title), _fold(part.text)) for part in parts]
            if len(self._folded) >= _REMEMBERED:
                self._folded.clear()
            self._folded[place] = folded
        return folded


def _fold(text: str) -> str:
    return f" {' '.join(terms(text))}"


def _count(heading: str, text: str, matches: Sequence[Match]) -> float:
    """Return what a part has of the words: `HEADING` for each in its heading, 1 for each in its text."""
    total = 0.0
    for match in matches:
        looked_for = [f" {term}" for term in match.terms]
        if any(term in heading for term in looked_for):
            total += HEADING
        elif any(term in text for term in looked_for):
            total += 1
    return total


def _page_hit(document: Document, part: Part | None, step: str, score: float, found: tuple[str, ...]) -> Hit:
    return Hit(
        id=document.id,
        title=document.title,
        kind=document.kind,
        step=step,
        text=part.text if part else document.answer,
        score=score,
        page=document.page,
        answer=document.answer,
        found=found,
    )


def _step_hit(document: Document, part: Part, score: float, found: tuple[str, ...]) -> Hit:
    return Hit(
        id=document.id,
        title=part.title,
        kind=STEP,
        step=part.step,
        text=part.text,
        score=score,
        page=document.title,
        found=found,
    )
