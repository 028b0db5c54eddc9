"""What teams published of their weeks, as everybody reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from playbook.coaching.columns import OBJECTION, PLAY
from playbook.coaching.people import ENOUGH
from playbook.coaching.published_read import Together
from playbook.dates import said_week
from playbook.records.figures import PlayCount, WordsCount
from playbook.reporting.model import Block, Cell, Column, Grid, Report, Section, Words
from playbook.statistics.counts import share
from playbook.text import count_of

NOTHING = (
    "No figures yet. A manager of at least five reps publishes them once a week, from Monday on, in Coach or "
    "with `playbook coach figures-publish`."
)
EXPLAINED = (
    f"Connected runs, counted week by week; nothing of fewer than {ENOUGH} reps, or where one gives more than half, so "
    "that nobody can be made out. A week is published once: what came later is not in it."
)

_REPS = Column("reps", "Reps at least", "count", rank=2)


def published_report(
    found: Together,
    name_of: Callable[[str], str],
    title_of: Callable[[str], str],
    step_of: Callable[[str, str], str],
) -> Report:
    """Return publications as tables; `name_of` a person, `title_of` a page, `step_of` a step of a play, by id."""
    if not found.weeks:
        return Report("Figures of the teams", "", (Section("", (Words(NOTHING),)),))
    by = ", ".join(sorted(map(name_of, found.managers)))
    about = f"{_span(found.weeks)}; published by {by}."
    sections = [Section("", (Words(EXPLAINED, "dim"),))]
    if found.plays:
        sections.append(Section("Plays", (_plays(found, title_of),)))
    sections += [Section(title_of(play.play), (_steps(play, step_of),)) for play in found.plays if play.steps]
    if found.met:
        sections.append(Section("Objections and battlecards", (_met(found, title_of),)))
    if found.wording:
        sections.append(Section("Words used", (_wording(found, title_of, step_of),)))
    return Report("Figures of the teams", about, tuple(sections))


def _span(weeks: Sequence[str]) -> str:
    """Return which weeks: `Week 46 of 2026`, `3 weeks, week 44 of 2026 to week 46 of 2026`."""
    first, last = (said_week(weeks[place], year=True) for place in (0, -1))
    return f"{count_of(len(weeks), 'week')}, {first} to {last}" if len(weeks) > 1 else first.capitalize()


def _plays(found: Together, title_of: Callable[[str], str]) -> Block:
    columns = (
        *PLAY,
        Column("runs", "Runs", "count"),
        Column("committed", "Commitments", "count"),
        Column("share", "Share", "share"),
        Column("kept", "Kept", "count", rank=1),
        _REPS,
    )
    rows: list[tuple[Cell, ...]] = [
        (one.play, title_of(one.play), one.runs, one.committed, share(one.committed, one.runs), one.kept, one.reps)
        for one in found.plays
    ]  # fmt: skip
    return Grid("plays", columns, tuple(rows))


def _steps(play: PlayCount, step_of: Callable[[str, str], str]) -> Block:
    columns = (
        Column("play", "Play", only_data=True),
        Column("step", "Step", only_data=True),
        Column("step_title", "Step"),
        Column("reached", "Reached", "count"),
        Column("done", "Done", "count"),
        Column("skipped", "Skipped", "count"),
        Column("seconds", "Median", "seconds"),
        _REPS,
    )
    rows: list[tuple[Cell, ...]] = [
        (
            play.play,
            one.step,
            step_of(play.play, one.step),
            one.reached,
            one.done,
            one.skipped,
            one.seconds,
            one.reps,
        )
        for one in play.steps
    ]
    return Grid("steps", columns, tuple(rows))


def _met(found: Together, title_of: Callable[[str], str]) -> Block:
    columns = (
        *OBJECTION,
        Column("opened", "Opened", "count"),
        Column("judged", "Judged", "count"),
        Column("settled", "Settled", "share"),
        _REPS,
    )
    rows: list[tuple[Cell, ...]] = []
    for one in found.met:
        judged = one.yes + one.partly + one.no
        rows.append((one.page, title_of(one.page), one.opened, judged, share(one.yes, judged), one.reps))
    return Grid("met", columns, tuple(rows))


def _wording(found: Together, title_of: Callable[[str], str], step_of: Callable[[str, str], str]) -> Block:
    columns = (
        *PLAY,
        Column("place", "Place", only_data=True),
        Column("step_title", "Where"),
        Column("words", "Words"),
        Column("used", "Used", "count"),
        _REPS,
    )
    rows: list[tuple[Cell, ...]] = [
        (one.play, title_of(one.play), one.place, _where(one, step_of), one.words, one.used, one.reps)
        for one in found.wording
    ]
    return Grid("wording", columns, tuple(rows))


def _where(one: WordsCount, step_of: Callable[[str, str], str]) -> str:
    """Return where words are said: the step, and which of its talk tracks where that is not the first."""
    step, _, number = one.place.rpartition("/")
    title = step_of(one.play, step or one.place)
    return f"{title}, talk track {int(number) + 1}" if number.isdecimal() and int(number) else title
