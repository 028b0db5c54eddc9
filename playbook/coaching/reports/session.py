"""A 1:1 as a report: what there is to speak about, what was noted, what was agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from playbook.coaching.agenda import Agenda, Chosen
from playbook.coaching.cards import points
from playbook.coaching.scores import Standing
from playbook.coaching.sessions import Action, OneOnOne, Said, actions_of
from playbook.dates import said, said_day_of
from playbook.ids import shorten
from playbook.reporting.model import Block, Column, Grid, Report, Section, Tone, Words
from playbook.text import count_of

NameOf = Callable[[str], str]
STATES = {"planned": "Planned for", "held": "Held on", "withdrawn": "Withdrawn; it was planned for"}
MARKS = {"open": "☐", "done": "✓", "dropped": "–"}
NOTHING = "Nothing is on record since the last time. What would you like to speak about?"


def session_report(agenda: Agenda, name_of: NameOf, account_of: NameOf, today: date, reads: str) -> Report:
    """Return a 1:1 with its agenda; points with nothing to say are left out. `reads`: who may read it, and where."""
    one = agenda.session
    sections = [Section("", tuple(_head(agenda, reads)))]
    carried = [action for action in agenda.carried if not _is_of(action, one)]
    sections += _section("Carried over", (_action(action, name_of, today) for action in carried))
    if one is not None:
        sections += _section("To speak about", _said(one.said, name_of))
    sections += _section("Runs to look at", _runs(agenda.runs, account_of))
    sections += _section("What the log says", (Words(point) for point in agenda.points))
    sections += _section("Score cards", (_scored(standing, name_of) for standing in agenda.scores))
    sections += _section("Goals", (Words(f"{over}: {stands}") for over, stands in agenda.goals))
    sections += _section("Marketing answered", (Words(answer) for answer in agenda.answers))
    if len(sections) == 1:
        sections.append(Section("", (Words(NOTHING),)))
    if one is not None:
        sections += _section("Notes", _said(one.notes, name_of))
        sections += _section("Agreed", (_action(action, name_of, today) for action in one.actions))
    ended = [action for action in agenda.ended if not _is_of(action, one)]
    sections += _section("Done since the last time", (_ended(action, name_of) for action in ended))
    return Report(f"1:1 of {name_of(agenda.rep)} and {name_of(agenda.coach)}", "", tuple(sections))


def _is_of(action: Action, one: OneOnOne | None) -> bool:
    return one is not None and action.session == one.id


def _head(agenda: Agenda, reads: str) -> list[Block]:
    one = agenda.session
    planned = f"{STATES[one.state]} {said_day_of(one.on) or 'no day'}." if one else "No 1:1 is planned."
    since = said(agenda.since)
    looks = "The last four weeks, for it is the first" if agenda.first else f"Since {since}"
    return [
        Words(planned, "strong"),
        Words(reads, "warn"),
        Words(f"{looks}: {count_of(agenda.calls, 'connected run')}.", "dim"),
    ]


def _section(title: str, blocks: Iterable[Block]) -> list[Section]:
    found = tuple(blocks)
    return [Section(title, found)] if found else []


def _action(action: Action, name_of: NameOf, today: date) -> Words:
    by = f", by {said_day_of(action.by)}" if action.by else ""
    late = " (its day is over)" if action.is_late(today) else ""
    tones: dict[str, Tone] = {"done": "good", "dropped": "dim", "open": "warn" if late else ""}
    return Words(f"{_does(action, name_of)}{by}{late}", tones[action.state])


def _ended(action: Action, name_of: NameOf) -> Words:
    how = "dropped" if action.state == "dropped" else "done"
    return Words(f"{_does(action, name_of)} ({how} on {said_day_of(action.changed)})", "dim")


def _does(action: Action, name_of: NameOf) -> str:
    return f"{MARKS[action.state]} {name_of(action.who).split(' ')[0]}: {action.text}"


def _said(said: Sequence[Said], name_of: NameOf) -> Iterable[Block]:
    return (Words(f"{name_of(one.by).split(' ')[0]}: {one.text}") for one in said)


def _runs(runs: Sequence[Chosen], account_of: NameOf) -> Iterable[Block]:
    for one in runs:
        run = one.row.run
        parts = (
            said_day_of(run.started),
            run.title or run.play,
            account_of(run.account),
            f"run {shorten(run.id)}",
        )
        yield Words(f"{' · '.join(part for part in parts if part)}: {one.why}")


def _scored(one: Standing, name_of: NameOf) -> Words:
    head = f"{one.title}, run {shorten(one.run)}: " if one.title else f"Run {shorten(one.run)}: "
    if one.hidden:
        return Words(f"{head}{one.words}", "dim")
    said = (
        f"{name_of(scored.by).split(' ')[0]} {'withdrawn' if scored.withdrawn else points(scored.answers)}"
        for scored in one.shown
    )
    return Words(head + " · ".join(said))


def sessions_section(theirs: Sequence[OneOnOne], name_of: NameOf, today: date) -> Section:
    """Return the 1:1s of a person, and what is agreed and not done, for a report on them."""
    blocks: list[Block] = [
        _action(action, name_of, today) for action in actions_of(theirs) if action.state == "open"
    ]
    rows = tuple(
        (
            one.on,
            one.state,
            name_of(one.coach),
            len(one.notes),
            sum(action.state == "done" for action in one.actions),
            len(one.actions),
        )
        for one in sorted(theirs, key=lambda one: (one.day, one.order), reverse=True)
    )
    columns = (
        Column("day", "Day", "day"),
        Column("state", "State"),
        Column("coach", "With"),
        Column("notes", "Notes", "count"),
        Column("done", "Done", "count"),
        Column("agreed", "Agreed", "count"),
    )
    return Section("1:1s", (*blocks, Grid("sessions", columns, rows)))
