"""Scoring a run on a card for a workspace: reads records and pages; not for the event loop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from playbook.between import PAIR, audience_with
from playbook.coaching.cards import CardQuestion, missing, questions_of
from playbook.coaching.scores import Scores, Standing
from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.coaching.agreeing import QuestionAgreement
    from playbook.coaching.runs import RunRow
    from playbook.library.catalog import Entry
    from playbook.plays.model import Summary
    from playbook.records.coaching import Score, ScoreAnswer
    from playbook.reporting.model import Section
    from playbook.workspace import Workspace


class CannotScoreError(PlaybookError):
    """This run cannot be scored, or not like that."""


class Scorable(Protocol):
    """What must be known of a run to say whether it can be scored."""

    @property
    def id(self) -> str: ...  # noqa: D102

    @property
    def rep(self) -> str: ...  # noqa: D102

    @property
    def redacted(self) -> bool: ...  # noqa: D102

    @property
    def counts(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True)
class Card:
    """A score card that can be scored by."""

    entry: Entry
    questions: tuple[CardQuestion, ...]

    @property
    def id(self) -> str:
        """The page's id."""
        return self.entry.page.id

    @property
    def title(self) -> str:
        """The page's title."""
        return self.entry.page.title


def cards(workspace: Workspace) -> list[Summary]:
    """Return the playbook's score cards by title, also those that have no question yet."""
    found = [
        one for one in workspace.catalog.summaries() if one.kind == "scorecard" and one.status != "retired"
    ]
    return sorted(found, key=lambda one: (one.title.casefold(), one.id))


def card_of(workspace: Workspace, typed: str) -> Card:
    """Return a card by its id, path or last part; raises NotFoundError or CardError."""
    entry = workspace.page(typed)
    return Card(entry, questions_of(entry.page))


def run_to_score(workspace: Workspace, id_: str) -> RunRow:
    """Return a run with all that was said in it; raises CannotScoreError where it is not here any more."""
    row = workspace.run_index.row(id_)
    if row is None:
        raise CannotScoreError("This run is not here, or not yours to read any more.")
    return row


def cards_for(workspace: Workspace, play: str) -> list[Summary]:
    """Return the cards with those first that say they are for a play, by a link to it."""
    found = cards(workspace)
    last = play.rpartition("/")[2]
    named = {one.id for one in found if last and f"{last}.md" in workspace.page(one.id).page.brief}
    return sorted(found, key=lambda one: one.id not in named)


def scores_of(workspace: Workspace) -> Scores:
    """Return all scores that I may read; those of redacted runs are gone with them."""
    from playbook.records.coaching import Score

    records = workspace.records("score")
    runs = {record.body.run for record in records if isinstance(record.body, Score)}
    rows = workspace.run_index.rows(runs) if runs else {}
    return Scores(records, {id_ for id_, row in rows.items() if row.redacted}, workspace.people)


def standing_of(workspace: Workspace, run: str, card: str) -> Standing:
    """Return how the scores of a run on a card stand for me."""
    return scores_of(workspace).standing(run, card, workspace.names, _names(workspace))


def standings(workspace: Workspace, *, run: str = "", rep: str = "", card: str = "") -> list[Standing]:
    """Return how every run that was scored stands for me, the latest first; of one run, rep or card where named."""
    return [
        one
        for one in scores_of(workspace).all(workspace.names, _names(workspace))
        if (not run or one.run == run) and (not card or one.card == card) and (not rep or one.rep == rep)
    ]


def agreement_on(workspace: Workspace, card: str) -> tuple[QuestionAgreement, ...]:
    """Return how far the two who scored agree on each question of a card, over the runs that I may see both of."""
    from playbook.coaching.agreeing import agreement

    return agreement(both for one in standings(workspace, card=card) if (both := one.both))


def section_of(workspace: Workspace, person: str) -> Section | None:
    """Return what a report on a person says of the scores of their runs that I may see; None where there are none."""
    from playbook.coaching.reports.scores import scores_section

    mine = person in workspace.names
    found = [
        one for one in standings(workspace) if one.rep == person or (mine and one.rep in workspace.names)
    ]
    return scores_section(found, workspace.name_of) if found else None


def _names(workspace: Workspace) -> Mapping[str, str]:
    return {id_: person.name or id_ for id_, person in workspace.people.items()}


# Writing


def why_not_score(row: Scorable) -> str:
    """Return why a run cannot be scored; empty where it can."""
    if row.redacted:
        return "This run was redacted: there is nothing left to score."
    if not row.counts:
        return "Only a connected call of the right play is scored; this one is none."
    return ""


def readers_of(workspace: Workspace, row: RunRow) -> tuple[str, ...]:
    """Return who, besides me, reads scores of mine of this run: the rep; of my own run my manager and who scored it."""
    if row.rep not in workspace.names:
        return (row.rep,)
    if row.private:
        return ()
    manager = workspace.person.manager
    others = {*scores_of(workspace).scorers(row.id), *shared_with(workspace, row)} - workspace.names
    return tuple(dict.fromkeys([*([manager] if manager else []), *sorted(others)]))


def score(workspace: Workspace, row: RunRow, card: Card, answers: Mapping[str, ScoreAnswer]) -> Score:
    """Put my scores of a run on record; those I gave before stay on record below them; durable when this returns.

    Raises CannotScoreError where a question is not answered or the run cannot be scored, or what writing raises;
    then nothing of it stands.
    """
    if reason := why_not_score(row):
        raise CannotScoreError(reason)
    left = missing(card.questions, answers)
    if left:
        raise CannotScoreError(
            f"Not answered yet: {'; '.join(f'“{one.text}” ({one.asks})' for one in left[:3])}"
            f"{f' and {len(left) - 3} more' if len(left) > 3 else ''}. Nothing was saved."
        )
    given = tuple(answers[one.id] for one in card.questions if one.id in answers)
    standing = standing_of(workspace, row.id, card.id)
    return _write(workspace, row, card, given, "score", blind=not (standing.others or standing.looked))


def look(workspace: Workspace, row: RunRow, card: Card) -> None:
    """Show me the others' scores of a run without scoring it: on record, and mine are not blind from now on."""
    if not standing_of(workspace, row.id, card.id).hidden:
        raise CannotScoreError(
            "There is nothing hidden to look at: nobody else has scored this run on this card."
        )
    _write(workspace, row, card, (), "look", blind=False)


def withdraw(workspace: Workspace, row: RunRow, card: Card) -> None:
    """Take my scores of a run back; that there were some stays visible to those who read them."""
    mine = standing_of(workspace, row.id, card.id).mine
    if mine is None or mine.withdrawn:
        raise CannotScoreError("You have no scores of this run on this card to take back.")
    _write(workspace, row, card, (), "withdraw", blind=False)


def _write(
    workspace: Workspace, row: RunRow, card: Card, answers: tuple[ScoreAnswer, ...], act: str, *, blind: bool
) -> Score:
    from playbook.ids import new_id
    from playbook.records.coaching import Score

    body = Score(
        id=new_id(),
        run=row.id,
        rep=row.rep,
        card=card.id,
        blob=card.entry.blob,
        title=card.title,
        answers=answers,
        blind=blind,
        act=act,  # type: ignore[arg-type]  # one of the three
    )
    if act == "look":
        workspace.append(body, "self")
        return body
    for where in audience_with(workspace, *readers_of(workspace, row)):
        workspace.append(body, where)
    return body


# A peer


def shared_with(workspace: Workspace, row: RunRow) -> tuple[str, ...]:
    """Return to whom I gave a run of mine to score."""
    from playbook.records.model import Run

    about = workspace.records_of_run(row.id)
    pairs = [one.audience for one in about if isinstance(one.body, Run) and one.person in workspace.names]
    return tuple(sorted({one.removeprefix(PAIR) for one in pairs if one.startswith(PAIR)}))


def share(workspace: Workspace, row: RunRow, peer: str) -> None:
    """Give a run of mine to a colleague, who may then read and score it; with it go my own scores of it.

    Raises CannotScoreError where it is not mine to give, is private, or was given already.
    """
    from playbook.records.coaching import Score

    if row.rep not in workspace.names:
        raise CannotScoreError("Only the rep can give a run to a colleague; it is theirs.")
    if row.private:
        raise CannotScoreError("This run is private: it never leaves this device.")
    if reason := why_not_score(row):
        raise CannotScoreError(reason)
    if peer in workspace.names or peer not in workspace.people:
        raise CannotScoreError("Choose a colleague of playbook.toml.")
    if peer in shared_with(workspace, row):
        raise CannotScoreError(f"{workspace.name_of(peer)} has this run already.")
    mine = [
        record.body
        for record in workspace.records("score")
        if record.person in workspace.names and isinstance(record.body, Score) and record.body.run == row.id
    ]
    said = [one for one in {one.id: one for one in mine}.values() if one.act != "look"]
    for body in (row.run, *said):
        workspace.append(body, f"{PAIR}{peer}")
