"""Coach's briefing for one reader: read from the records and pages of a workspace; not for the event loop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from playbook.coaching.briefing import Briefing, counted
from playbook.coaching.people import person_figures
from playbook.coaching.topics.model import Log, Topic
from playbook.errors import PlaybookError
from playbook.records.access import managers_of, people_below
from playbook.revision_texts import RevisionTexts

if TYPE_CHECKING:
    from playbook.coaching.figures import PlayFigures
    from playbook.coaching.people import PersonFigures
    from playbook.coaching.stages import StageFigures
    from playbook.coaching.tallies import End, Past, Use
    from playbook.coaching.topics.settled import Met
    from playbook.coaching.topics.shelf import NewPlay
    from playbook.coaching.topics.trials import Trial
    from playbook.reporting.model import Report
    from playbook.workspace import Workspace


def past_of(workspace: Workspace, since: datetime | None = None, until: datetime | None = None) -> Past:
    """Return the runs that figures shown to me may be made of, that began `since` and before `until`."""
    from playbook.coaching.indexed_past import IndexedPast
    from playbook.coaching.people import not_comparable

    workspace.index.refresh()
    names = earlier_names(workspace)
    every = IndexedPast(workspace.index, since=since, until=until, names=names)
    without = not_comparable(every.uses(), workspace.me, workspace.people, also=workspace.names)
    if not without:
        return every
    return IndexedPast(workspace.index, since=since, until=until, without=without, names=names)


def earlier_names(workspace: Workspace) -> dict[str, str]:
    """Return the names that people had before, with the one that each has now."""
    return {before: one.id for one in workspace.people.values() for before in one.also}


def brief(workspace: Workspace, since: datetime | None = None, until: datetime | None = None) -> Briefing:
    """Return what Coach tells me, from the runs that began `since` and before `until` (default: all)."""
    from playbook.coaching.figures import summary_of
    from playbook.coaching.indexed_calls import indexed_completeness
    from playbook.coaching.pages import pages_run
    from playbook.coaching.people import may_see

    past = past_of(workspace, since, until)
    uses = past.uses()
    mine = workspace.names
    readable = {
        rep
        for rep in {use.rep for use in uses}
        if rep in mine or may_see(workspace.me, rep, workspace.people)
    }
    pages = pages_run({use.play for use in uses if not use.private}, workspace.catalog)
    log = Log(
        past,
        pages,
        workspace.today,
        frozenset(use.rep for use in uses if use.rep in readable),
        workspace.name_of,
        RevisionTexts(workspace, lambda: log.blobs).of,
        _segments(workspace),
        {page.id: page.blob for page in workspace.catalog.summaries() if page.blob},
    )
    plays = tuple(_plays(log, past.ends(), summary_of))
    stages, titles = _stages(workspace, past)
    met = _met(workspace, log)
    trials = _trials(workspace, log)
    people = sorted({workspace.me, *people_below(workspace.me, workspace.people)}, key=workspace.name_of)
    theirs = [use for use in uses if use.rep in readable]
    return Briefing(
        log=log,
        topics=tuple(_topics(workspace, log, plays, stages, titles, met, trials)),
        plays=plays,
        people=counted(theirs, people, workspace.me, workspace.names, is_rep=workspace.has_role("rep")),
        readable=frozenset(readable),
        stages=tuple(stages),
        stage_titles=titles,
        met=tuple(met),
        trials=tuple(trials),
        completeness=indexed_completeness(
            workspace.index, since.date() if since else None, until.date() if until else None
        ),
        private=sum(use.runs for use in theirs if use.private),
        me=workspace.me,
        elsewhere=_elsewhere(workspace),
    )


def _elsewhere(workspace: Workspace) -> tuple[tuple[str, int], ...]:
    """Return the logs from elsewhere with how many cases each has."""
    from playbook.elsewhere.figures import logs_on_record

    records = workspace.records("imported")
    return tuple((log.name, len(log.cases)) for log in logs_on_record(records).values()) if records else ()


def _plays(log: Log, ends: Iterable[End], summary_of: Callable[..., PlayFigures]) -> Iterable[PlayFigures]:
    ended: dict[str, list[End]] = {}
    used: dict[str, list[Use]] = {}
    for end in ends:
        ended.setdefault(end.play, []).append(end)
    for use in log.uses:
        used.setdefault(use.play, []).append(use)
    for page in log.pages.values():
        ids = sorted(page.ids)
        yield summary_of(
            log.ways(page.id),
            [end for id_ in ids for end in ended.get(id_, ())],
            [use for id_ in ids for use in used.get(id_, ())],
            page,
        )


def _segments(workspace: Workspace) -> Callable[[str], str]:
    book = cache(
        lambda: workspace.accounts
    )  # which looks whether there are newer ones, and that takes a while

    @cache
    def segment_of(account: str) -> str:
        row = book().get(account) if account else None
        return row.segment if row else ""

    return segment_of


def _stages(workspace: Workspace, past: Past) -> tuple[list[StageFigures], dict[str, str]]:
    from playbook.coaching.stages import stage_figures, visits

    titles = {stage.id: stage.name or stage.id for stage in workspace.settings.stages}
    order = list(titles)
    found = visits(workspace.records("opportunity"), order)
    return stage_figures(found, order, workspace.today, past.exits()), titles


def _met(workspace: Workspace, log: Log) -> list[Met]:
    from playbook.coaching.topics.settled import met
    from playbook.page_names import page_names

    return met(log.past.openings(), page_names(workspace.catalog))


def _trials(workspace: Workspace, log: Log) -> list[Trial]:
    from playbook.coaching.topics.trials import judged

    return [judged(log, plan) for _, plan in sorted(workspace.settings.experiments.items())]


def _topics(
    workspace: Workspace,
    log: Log,
    plays: Sequence[object],
    stages: Sequence[StageFigures],
    titles: dict[str, str],
    met: Sequence[Met],
    trials: Sequence[Trial],
) -> Iterable[Topic]:
    from playbook.coaching.figures import PlayFigures
    from playbook.coaching.topics.changed import changed
    from playbook.coaching.topics.detours import detours
    from playbook.coaching.topics.flow import stage_topic
    from playbook.coaching.topics.left_out import left_out
    from playbook.coaching.topics.settled import settled
    from playbook.coaching.topics.shelf import new_plays, no_commitment, unopened
    from playbook.coaching.topics.trials import experiment_topic, pilot_topic

    summaries = workspace.catalog.summaries()
    arms = {arm for trial in trials for arm in trial.plan.arms}
    yield from left_out(log, [step for play in plays if isinstance(play, PlayFigures) for step in play.steps])
    yield from (topic for topic in changed(log) if topic.play not in arms)
    yield from detours(log)
    for trial in trials:
        yield experiment_topic(log, trial)
    for page in summaries:
        beside = [one.id for one in summaries if one.stage == page.stage and one.status == "live"]
        if topic := pilot_topic(log, page, beside):
            yield topic
    if stage := stage_topic(stages, titles):
        yield stage
    yield from settled(log, met)
    yield from no_commitment(log)
    if left := unopened(log, summaries):
        yield left
    yield from new_plays(log, _new(workspace))


def _new(workspace: Workspace) -> list[NewPlay]:
    """Return the plays that came lately, with who is offered them and who has acknowledged."""
    from playbook.acknowledging import who_has
    from playbook.coaching.topics.shelf import NEW, NewPlay
    from playbook.library.news import changes
    from playbook.library.offered import why_not_offered

    first = workspace.today - timedelta(days=NEW)
    titles = {page.id: page.title for page in workspace.catalog.summaries()}
    try:
        root = workspace.repository.root_commit()  # what a playbook began with is not new in it
        came = {
            one.page: one.at.date()
            for one in changes(workspace.repository, first, titles)
            if one.kind == "added" and one.commit != root
        }
    except PlaybookError:  # no git: nobody knows what is new
        return []
    reps = [id_ for id_, person in workspace.people.items() if "rep" in person.roles]
    found = []
    for page in workspace.catalog.summaries():
        day = came.get(page.id)
        if day is None or day < first or not page.runnable:
            continue
        have = who_has(workspace, page.id).have if page.must_read else ()
        offered = tuple(rep for rep in reps if not why_not_offered(page, rep, workspace.today))
        found.append(
            NewPlay(page.id, page.title, day, offered, page.must_read, frozenset(rep for rep, _ in have))
        )
    return found


# A person


def figures_of(briefing: Briefing, person: str) -> PersonFigures:
    """Return what one person did, of the plays that are there."""
    rows = briefing.log.past.facts(reps=[person]) if person in briefing.readable else []
    return person_figures(rows, person, briefing.log.pages)


def person_told(workspace: Workspace, briefing: Briefing, person: str, *, runs: bool = False) -> Report:
    """Return the report on one person; the same for them and for the managers above."""
    from playbook.coaching.reports.person import person_report
    from playbook.goals import section_of as goals_of
    from playbook.one_on_ones import section_of as sessions_of
    from playbook.practising import section_of as practice_of
    from playbook.scoring import section_of as scores_of

    above = [workspace.name_of(one) for one in managers_of(person, workspace.people)]
    more = [
        goals_of(workspace, person, alone=not runs),  # on paper nothing that is for one of them alone
        scores_of(workspace, person),
        sessions_of(workspace, person),
        practice_of(workspace, person),
    ]
    return person_report(
        briefing,
        figures_of(briefing, person),
        workspace.name_of(person),
        above,
        runs=runs,
        more=[section for section in more if section],
    )


# A quarter


def quarter(text: str, today: date) -> tuple[str, datetime, datetime]:
    """Return name, beginning and end of a quarter: `2026Q4`, `Q4`, or nothing for the one that is under way.

    Raises PlaybookError for anything else.
    """
    import re

    wanted = text.strip().upper()
    found = re.fullmatch(r"(?:(\d{4})-?)?Q([1-4])", wanted)
    if wanted and not found:
        raise PlaybookError(f"“{text}” is not a quarter. Write it like 2026Q4, or Q4 for this year's.")
    year = int(found[1]) if found and found[1] else today.year
    number = int(found[2]) if found else (today.month + 2) // 3
    start = datetime(year, 3 * number - 2, 1, tzinfo=UTC)
    end = datetime(year + number // 4, 3 * number % 12 + 1, 1, tzinfo=UTC)
    return f"{year}Q{number}", start, end
