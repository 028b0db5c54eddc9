"""Who of the whole team says what on which call, and what marketing does with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from playbook.demo.dice import Dice
from playbook.demo.finishing import Finished
from playbook.demo.team.companies import NINE
from playbook.demo.team.voices_table import ASKED, ASKED_FOR, NINE_SAY, THANKS, TOLD, Told
from playbook.demo.voices import MeToo, On, Reading, Turn, Voice

_LIAISONS = ("dana", "noor")
_ASKED_BACK = 6
"""Business days back: when the ask was asked that nobody answers."""


def voices(made: Sequence[Finished], dice: Dice) -> list[Voice]:
    """Return every piece of feedback of the whole team with its thread; calls of the last day are left alone."""
    talks = [one for one in made if one.run.connect == "connected" and one.call.back >= 2 and one.moments]
    found = list(_nine(made))
    used = {voice.where for voice in found}
    asked = _on_call(ASKED, "asked", talks, dice, used, by="finn", around=_ASKED_BACK + 1)
    if asked is not None:
        asking = Turn(by="noor", back=_ASKED_BACK, clock="09:40", action="ask", text=ASKED_FOR)
        taken = Turn(by="noor", back=_ASKED_BACK, clock="09:35", action="accept")
        found.append(replace(asked, thread=(taken, asking)))
    for number, told in enumerate(TOLD):
        voice = _on_call(told, f"team-{number}", talks, dice, used)
        if voice is not None:
            found.append(replace(voice, thread=_thread(told, voice, dice), seen=_seen(voice)))
    return found


def _on_call(
    told: Told,
    key: str,
    talks: Iterable[Finished],
    dice: Dice,
    used: set[On | Reading],
    *,
    by: str = "",
    around: int = 0,
) -> Voice | None:
    """Return what is told on one of the calls with its play, on none that has been spoken about already."""
    chance = dice.stream("voice", key)
    could = [
        one
        for one in talks
        if one.call.play == told.play and (not by or one.run.rep == by) and one.call.back >= max(around, 3)
    ]
    if around:
        could = sorted(could, key=lambda one: one.call.back)[:1]
    if not could:
        return None
    one = chance.choice(could)
    where = _where(one, chance.choice(list(one.moments)))
    if where in used:
        return None
    used.add(where)
    return Voice(key=key, by=one.run.rep, kind=told.kind, text=told.text, where=where, severity=told.severity)


def _where(one: Finished, step: str) -> On:
    return On(one.call.account, one.call.play, one.call.back, step)


def _thread(told: Told, voice: Voice, dice: Dice) -> tuple[Turn, ...]:
    """Return what a liaison did about it: taken up the next day, answered within a week."""
    chance = dice.stream("thread", voice.key)
    liaison = chance.choice(_LIAISONS)
    taken = voice.where.back - 1
    over = max(1, taken - chance.randint(0, 4))
    minute = chance.randint(5, 49)
    first = Turn(by=liaison, back=taken, clock=f"08:{minute:02}", action="accept")
    if told.end == "new":
        return ()
    last = Turn(by=liaison, back=over, clock=f"1{chance.randint(1, 4)}:{minute:02}", action=told.end,
                text=told.said or THANKS)  # fmt: skip
    return first, last


def _seen(voice: Voice) -> int | None:
    """Return when its author looked at the answer: not yet, where it is of yesterday."""
    return 1 if voice.where.back > 8 else None


def _nine(made: Sequence[Finished]) -> Iterator[Voice]:
    """Yield what nine customers ask for: the first to say it, those merged into it, and who only nods."""
    first_talk: dict[str, Finished] = {}
    for one in sorted(made, key=lambda one: one.started):
        if one.call.account in NINE and one.run.connect == "connected" and one.call.back >= 3:
            first_talk.setdefault(one.call.account, one)
    talks = sorted(first_talk.values(), key=lambda one: one.started)
    if not talks:
        return
    head, *others = talks
    nodding = [key for key in NINE if key not in first_talk]
    too = tuple(
        MeToo(NINE[key].rep, min(2 + number, head.call.back), "15:40", NINE[key].name)
        for number, key in enumerate(nodding)
    )
    steps = [list(one.moments)[-1] for one in talks]
    lead = "customs-0"
    thread = (Turn(by="noor", back=min(head.call.back - 1, 6), clock="09:10", action="accept"),)
    yield Voice(
        key=lead, by=head.run.rep, kind="missing", severity=3, text=NINE_SAY[0],
        where=_where(head, steps[0]), too=too, thread=thread,
    )  # fmt: skip
    for number, one in enumerate(others, 1):
        back = min(one.call.back - 1, 4)
        merged = Turn(by="noor", back=max(back, 1), clock="10:20", action="merge", to=lead)
        yield Voice(
            key=f"customs-{number}", by=one.run.rep, kind="missing", text=NINE_SAY[number],
            where=_where(one, steps[number]), thread=(merged,),
        )  # fmt: skip
