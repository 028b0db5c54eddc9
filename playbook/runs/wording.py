"""My words: a rep's own wording of talk tracks, kept for the rep, and where they belong in a page now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b

import msgspec

from playbook.plays.model import Page, Step, TalkTrack
from playbook.records.model import Record, Wording

Place = tuple[str, int]
"""A step's id, and which of its talk tracks, from 0."""


class MyWords(msgspec.Struct, frozen=True):
    """A talk track in my own words."""

    text: str
    changed: bool = False
    """The talk track was reworded since: what it says now may not be what these words stand for."""
    original: str = ""
    """`original_of` what was reworded."""


class Worded(msgspec.Struct, frozen=True):
    """All my words for one page, as it is now."""

    here: dict[Place, MyWords] = {}
    lost: tuple[Wording, ...] = ()
    """Those whose talk track is gone; nothing a rep wrote disappears without a word."""


def original_of(track: TalkTrack) -> str:
    """Return a hash of what a talk track says, whatever its lines are broken at: BLAKE2b-64 in hex."""
    said = "\n".join(" ".join(text.split()) for text in track.texts)
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def words_on_record(records: Iterable[Record], me: Collection[str], plays: Collection[str]) -> list[Wording]:
    """Return the newest words for each place that was reworded; `plays` are the ids that the page has or had.

    `records` come in their order. What was taken back is not among them.
    """
    found: dict[Place, Wording] = {}
    for record in records:
        body = record.body
        if isinstance(body, Wording) and record.person in me and body.play in plays:
            found[body.step, body.place] = body
    return [wording for wording in found.values() if wording.text.strip()]


def place_words(wordings: Iterable[Wording], page: Page) -> Worded:
    """Return where words belong in `page`.

    At the talk track that still says what was reworded, wherever it went; else at the place where they were
    written, marked as changed; else they are lost.
    """
    waiting = list(wordings)
    here: dict[Place, MyWords] = {}
    tracks = {
        (step.id, number): original_of(track)
        for step in page.run_steps
        for number, track in enumerate(step.talk_tracks)
    }
    rest = []
    for wording in waiting:
        place = _same_text(wording, page, tracks, here)
        if place is None:
            rest.append(wording)
        else:
            here[place] = MyWords(wording.text, original=wording.original)
    lost = []
    for wording in rest:
        step = page.step(wording.step)
        place = (step.id if step else wording.step, wording.place)
        if place in tracks and place not in here:
            here[place] = MyWords(wording.text, bool(wording.original), wording.original)
        else:
            lost.append(wording)
    order = {place: number for number, place in enumerate(tracks)}
    return Worded(dict(sorted(here.items(), key=lambda item: order[item[0]])), tuple(lost))


def _same_text(
    wording: Wording, page: Page, tracks: Mapping[Place, str], taken: Mapping[Place, MyWords]
) -> Place | None:
    """Return the place whose talk track is the one that was reworded: its own, else in its step, else anywhere."""
    step = page.step(wording.step)
    own = step.id if step else wording.step
    alike = [place for place, said in tracks.items() if said == wording.original and place not in taken]
    if not wording.original or not alike:
        return None
    return min(alike, key=lambda place: (place != (own, wording.place), place[0] != own))


def track_at(page: Page, line: int) -> tuple[Step, int, TalkTrack] | None:
    """Return the talk track on `line` of the page's file, else the nearest of its step, the next one first.

    Where no step with one is on the line, the next one of the page. With its step and place; None where there is none.
    """
    every = [
        (step, number, track) for step in page.run_steps for number, track in enumerate(step.talk_tracks)
    ]
    if not every:
        return None
    among = [found for found in every if found[0].line <= line <= found[0].end_line] or every
    before = [found for found in among if found[2].line <= line]
    if before and line <= _last_line(before[-1][2]):
        return before[-1]
    return next((found for found in among if found[2].line > line), before[-1] if before else None)


def _last_line(track: TalkTrack) -> int:
    """Return the last line of the file that a talk track takes."""
    firsts = track.lines or (track.line,)
    return firsts[-1] + track.texts[-1].count("\n")
