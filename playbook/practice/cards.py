"""What is practised: the objections and talk tracks of pages, as cards with something to hear and something to say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Literal

import msgspec

from playbook.plays.model import DEFAULT_SIDE, Page, TalkTrack

Kind = Literal["objection", "talk-track"]
_MARK = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_QUOTES = "\"'“”„«»‘’ "


class Card(msgspec.Struct, frozen=True):
    """One thing to say aloud."""

    id: str
    """`objections/too-dear`, `plays/x#objection` or `plays/x#step/0`."""
    kind: Kind
    page: str
    title: str
    """Of the page; of a talk track with its step's."""
    ask: str
    """What one hears, or where one stands: what is answered aloud."""
    answer: str
    """Markdown: what may be said."""
    words: str
    """A hash of what the page says of it: another one, and it has changed."""
    stage: str = ""
    notes: str = ""
    """Markdown beside it, for who plays the buyer."""
    mine: bool = False
    """`answer` is in my own words."""
    blob: str = ""
    """The page's revision."""


def cards_of(page: Page, mine: Mapping[tuple[str, int], str] | None = None, blob: str = "") -> list[Card]:
    """Return the cards of a page in the revision `blob`, in its order; `mine` has talk tracks in my own words.

    An objection page is one card; a play has one for each talk track of ours, and one for each objection in it.
    """
    found = _of_objection(page) if page.kind == "objection" else _of_play(page, mine or {})
    return [msgspec.structs.replace(card, blob=blob) for card in found]


def _of_play(page: Page, mine: Mapping[tuple[str, int], str]) -> list[Card]:
    if not page.runnable:
        return []
    found = []
    for step in page.run_steps:
        if step.by != DEFAULT_SIDE:
            continue
        title = f"{page.title} · {step.title}"
        hints = "\n\n".join(hint.text for hint in step.hints)
        for place, track in enumerate(step.talk_tracks):
            own = mine.get((step.id, place), "")
            ask = step.title if place == 0 else f"{step.title}, {_nth(place)}"
            found.append(
                Card(
                    f"{page.id}#{step.id}/{place}",
                    "talk-track",
                    page.id,
                    title,
                    ask,
                    _quoted((own,)) if own else _quoted(track.texts),
                    _hash(*track.texts),
                    page.facts.stage,
                    hints,
                    bool(own),
                )
            )
    for one in page.objections:
        ask = one.title.strip(_QUOTES)
        found.append(
            Card(
                f"{page.id}#{one.id}",
                "objection",
                page.id,
                page.title,
                ask,
                one.text,
                _hash(ask, one.text),
                page.facts.stage,
            )
        )
    return found


def _of_objection(page: Page) -> list[Card]:
    """Return the card of an objection page: what stands before its first heading answers it."""
    spoken = [step for step in page.steps if step.talk_tracks]
    answer, notes = page.brief.strip(), [step for step in page.steps if not step.talk_tracks]
    rest = spoken
    if not answer and spoken:
        answer, rest = (
            _quoted(tuple(text for track in spoken[0].talk_tracks for text in track.texts)),
            spoken[1:],
        )
    if not answer:
        return []
    more = [
        f"**{step.title}**\n\n{_written(step.blocks)}" for step in (*notes, *rest) if _written(step.blocks)
    ]
    return [
        Card(
            page.id,
            "objection",
            page.id,
            page.title,
            page.title.strip(_QUOTES),
            answer,
            _hash(page.title, answer),
            page.facts.stage,
            "\n\n".join(more),
        )
    ]


def _written(blocks: tuple[object, ...]) -> str:
    parts = []
    for block in blocks:
        if isinstance(block, TalkTrack):
            parts.append(_quoted(block.texts))
        elif isinstance(text := getattr(block, "text", ""), str) and text:
            parts.append(text)
    return "\n\n".join(parts)


def _quoted(texts: tuple[str, ...]) -> str:
    """Return texts as the quotations that a page has them in, one paragraph between."""
    return "\n\n".join("\n".join(f"> {line}".rstrip() for line in text.split("\n")) for text in texts)


def _hash(*texts: str) -> str:
    said = "\n".join(" ".join(_MARK.sub("", text).split()) for text in texts)
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _nth(place: int) -> str:
    return f"talk track {place + 1}"


def moved_id(card: str, present: Mapping[str, str], steps: Mapping[str, Mapping[str, str]]) -> str:
    """Return the id that a card has now.

    `present` has the pages' ids by those they had, `steps` of each page the ids of steps by those they had.
    """
    page, mark, inside = card.partition("#")
    page = present.get(page, page)
    if not mark:
        return page
    step, slash, place = inside.partition("/")
    return f"{page}#{steps.get(page, {}).get(step, step)}{slash}{place}"
