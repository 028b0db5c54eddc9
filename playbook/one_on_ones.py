"""1:1s in a workspace: whose they are, what each has to speak about, and saying something in one.

Reads records and pages; not for the event loop.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from playbook.between import audience_with, who_reads
from playbook.coaching.agenda import Agenda, actions_for, scored_since, since_of, to_look_at
from playbook.coaching.sessions import Action, OneOnOne, actions_of, between, next_of, sessions_of
from playbook.errors import PlaybookError
from playbook.records.access import managers_of, person_named
from playbook.text import one_line

if TYPE_CHECKING:
    from playbook.coaching.briefing import Briefing
    from playbook.coaching.runs import RunRow
    from playbook.records.coaching import Session
    from playbook.records.model import Record
    from playbook.reporting.model import Report, Section
    from playbook.workspace import Workspace


QUOTES = ("“", '"')


class OneOnOneError(PlaybookError):
    """A 1:1 cannot be planned, or acted in, like that."""


@dataclass(frozen=True)
class Pair:
    """The two of a 1:1, one of whom I am."""

    rep: str
    coach: str
    gone: bool = False
    """The other is not among the people any more, or no longer below or above: what was said stays, nothing new."""

    def other(self, workspace: Workspace) -> str:
        """Return who the other is."""
        return self.coach if self.rep in workspace.names else self.rep


def pair_with(workspace: Workspace, person: str) -> Pair:
    """Return the two of a 1:1 with somebody: a rep below me, or a manager above me (of my own id, the nearest).

    Raises OneOnOneError for anybody else, unless there were 1:1s with them before.
    """
    people = workspace.people
    if person in workspace.names:
        above = managers_of(workspace.me, people)
        if not above:
            raise OneOnOneError(
                "Nobody is named as your manager in playbook.toml, so there is nobody to meet with."
            )
        return Pair(workspace.me, above[0])
    if workspace.me in managers_of(person, people):
        return Pair(person, workspace.me)
    if person in managers_of(workspace.me, people):
        return Pair(workspace.me, person)
    for one in sessions(workspace).values():
        if one.rep in workspace.names and one.coach == person:
            return Pair(workspace.me, person, gone=True)
        if one.coach in workspace.names and one.rep == person:
            return Pair(person, workspace.me, gone=True)
    raise OneOnOneError(
        f"A 1:1 is of a rep and a manager above them; {one_line(workspace.name_of(person))} is neither to you."
    )


def sessions(workspace: Workspace) -> dict[str, OneOnOne]:
    """Return all 1:1s that I am one of, by id."""
    found = sessions_of(workspace.records("session"), workspace.people)
    names = {person_named(name, workspace.people) for name in workspace.names}
    return {id_: one for id_, one in found.items() if one.rep in names or one.coach in names}


def sessions_with(workspace: Workspace, pair: Pair) -> list[OneOnOne]:
    """Return the 1:1s of two, the latest day first."""
    return between(sessions(workspace), pair.rep, pair.coach)


def who_reads_it(workspace: Workspace, pair: Pair) -> str:
    """Return who reads what is said in a 1:1, and where it goes: to be read before it is written."""
    return who_reads(workspace, [pair.other(workspace)])


# The agenda


def agenda_of(
    workspace: Workspace, pair: Pair, session: OneOnOne | None = None, briefing: Briefing | None = None
) -> Agenda:
    """Return what a 1:1 has to speak about; without `session` the next one that is planned.

    `briefing`: what Coach has read already.
    """
    from playbook.coaching.people import visible
    from playbook.scoring import standings

    theirs = sessions_with(workspace, pair)
    session = session or next_of(theirs)
    since, first = since_of(theirs, session, workspace.today)
    carried, ended = actions_for(theirs, since)
    if briefing is None:
        from playbook.briefed import brief

        briefing = brief(workspace)
    rep_names = workspace.names if pair.rep in workspace.names else {pair.rep}
    rows = visible(
        _rows_of(workspace, rep_names, since, session.picks if session else ()),
        workspace.me,
        workspace.people,
        also=workspace.names,
    )
    scored = [one for one in standings(workspace) if one.rep in rep_names]
    fresh = [row for row in rows if row.counts and row.run.started[:10] >= since.isoformat()]
    return Agenda(
        rep=pair.rep,
        coach=pair.coach,
        session=session,
        since=since,
        first=first,
        carried=carried,
        ended=ended,
        runs=to_look_at(rows, session.picks if session else (), scored, since),
        calls=len(fresh),
        points=tuple(topic.said for topic in briefing.topics if topic.rep in rep_names),
        scores=scored_since(scored, {row.id for row in fresh}, since),
        answers=tuple(_answers(workspace, rep_names, since)),
        goals=tuple(_goals(workspace, pair.rep)),
    )


def _rows_of(workspace: Workspace, reps: Collection[str], since: date, picks: Iterable[str]) -> list[RunRow]:
    """Return the shared runs of a rep since a day, and those that were picked, whenever they were."""
    index = workspace.run_index
    ids = [line.id for line in index.lines(reps=reps, since=since.isoformat())]
    rows = index.rows([*ids, *picks]).values()
    return [row for row in rows if row.rep in reps and not row.private]


def _answers(workspace: Workspace, rep: Iterable[str], since: date) -> Iterable[str]:
    """Yield what the desk answered the rep since a day, of what I may read."""
    from playbook.coaching.days import day_of
    from playbook.desk.answers import told_to

    names = frozenset(rep)
    liaison = workspace.has_role("liaison")
    items = workspace.feedback_index.behind(names)
    seen = {id_: item for id_, item in items.items() if item.is_for(workspace.me, liaison=liaison)}
    for told in told_to(seen, names):
        if told.action != "ask" and (day_of(told.at) or date.min) >= since:
            said = told.said or told.quote
            yield f"{said if said[:1] in QUOTES else f'“{said}”'}: {told.text or told.action}"


def _goals(workspace: Workspace, rep: str) -> Iterable[tuple[str, str]]:
    """Yield what each open goal that both see is over, and how it stands."""
    from playbook.goals import goals_of, said_of, stands

    for known in goals_of(workspace, rep, alone=False):
        if known.is_open:
            yield said_of(workspace, known.goal), stands(workspace, known).said


# Told


def report_of(workspace: Workspace, pair: Pair, agenda: Agenda) -> Report:
    """Return a 1:1 as a report: to read, to print, to take along."""
    from playbook.coaching.reports.session import session_report

    reads = who_reads_it(workspace, pair)
    return session_report(agenda, workspace.name_of, workspace.account_name, workspace.today, reads)


def section_of(workspace: Workspace, person: str) -> Section | None:
    """Return what a report on a person says of the 1:1s that I have, or they with me; None where there are none."""
    from playbook.coaching.reports.session import sessions_section

    mine = person in workspace.names
    theirs = [one for one in sessions(workspace).values() if mine or one.rep == person]
    theirs = [one for one in theirs if not mine or one.rep in workspace.names]
    return sessions_section(theirs, workspace.name_of, workspace.today) if theirs else None


# Acting


def plan(workspace: Workspace, pair: Pair, day: str, session: OneOnOne | None = None) -> Record[Session]:
    """Plan a 1:1 for an ISO day, or move one that is planned; durable when this returns."""
    if pair.gone:
        name = one_line(workspace.name_of(pair.other(workspace)))
        raise OneOnOneError(
            f"{name} is not above or below you in playbook.toml any more: nothing new is planned."
        )
    if session is not None:
        return act(workspace, session, "plan", day=day)
    from playbook.ids import new_id

    return _write(workspace, pair.rep, pair.coach, new_id(), "plan", day=day)


def act(workspace: Workspace, session: OneOnOne, what: str, **said: str) -> Record[Session]:
    """Put one act in a 1:1 on record, durable when this returns; raises OneOnOneError where it is not possible now.

    `what` is `say`, `note`, `pick`, `unpick`, `plan`, `close`, `reopen` or `withdraw`.
    """
    if reason := why_not(session, what):
        raise OneOnOneError(reason)
    if what in ("say", "note") and not said.get("text", "").strip():
        raise OneOnOneError("There are no words to keep.")
    return _write(workspace, session.rep, session.coach, session.id, what, **said)


def why_not(session: OneOnOne, what: str) -> str:
    """Return why something cannot be done in a 1:1 as it stands; empty where it can."""
    if what == "reopen":
        return "" if session.state != "planned" else "It is open: it was neither held nor withdrawn."
    if session.state == "withdrawn":
        return "This 1:1 was withdrawn. Take it up again to go on with it."
    if session.state == "held" and what in ("close", "plan", "say", "pick", "unpick"):
        return "This 1:1 was held. Take it up again, or plan the next."
    return ""


def agree(workspace: Workspace, session: OneOnOne, text: str, who: str, by: str = "") -> Record[Session]:
    """Put on record what one of the two does, and until which ISO day; raises OneOnOneError."""
    from playbook.ids import new_id

    if reason := why_not(session, "action"):
        raise OneOnOneError(reason)
    words = " ".join(text.split())
    if not words:
        raise OneOnOneError("Say in a few words what is to be done.")
    if who not in (session.rep, session.coach):
        names = " or ".join(one_line(workspace.name_of(one)) for one in (session.rep, session.coach))
        raise OneOnOneError(f"What is agreed in a 1:1 is done by one of the two: {names}.")
    said = {"text": words, "who": who, "day": by, "action": new_id()}
    return _write(workspace, session.rep, session.coach, session.id, "action", **said)


def end_action(workspace: Workspace, action: Action, state: str) -> Record[Session]:
    """Say that an action is done or dropped, or `undone`: open again; also in a 1:1 that was held or withdrawn."""
    if state not in ("done", "dropped", "undone"):
        raise OneOnOneError("An action is done, dropped, or open again.")
    return _write(workspace, action.rep, action.coach, action.session, state, action=action.id)


def my_actions(workspace: Workspace) -> list[Action]:
    """Return the actions of all my 1:1s, the open ones first."""
    return actions_of(sessions(workspace).values())


def _write(workspace: Workspace, rep: str, coach: str, id_: str, what: str, **said: str) -> Record[Session]:
    from playbook.records.coaching import Session

    body = Session(id=id_, rep=rep, coach=coach, act=what, **said)  # type: ignore[arg-type]  # one of the acts
    (audience,) = audience_with(workspace, coach if rep in workspace.names else rep)
    return cast("Record[Session]", workspace.append(body, audience))


def run_of(workspace: Workspace, session: OneOnOne, id_: str) -> RunRow:
    """Return a run of the rep's that may be picked; raises OneOnOneError for anybody else's, or a private one."""
    row = workspace.run_index.row(id_)
    rep = workspace.names if session.rep in workspace.names else {session.rep}
    if row is None or row.rep not in rep:
        raise OneOnOneError(f"Pick a run of {one_line(workspace.name_of(session.rep))}'s.")
    if row.private or row.redacted:
        raise OneOnOneError("A private or redacted run stays out of a 1:1.")
    return row
