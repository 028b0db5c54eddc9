"""Who scored which run on which card: folded from `score` records, blind until one's own scores are in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from playbook.coaching.cards import fails
from playbook.records.access import Member, person_named
from playbook.records.coaching import Score, ScoreAnswer
from playbook.records.model import Record

Place = tuple[str, str]
"""Run and card."""


@dataclass(frozen=True)
class Scored:
    """One person's scores of one run on one card, as they stand."""

    run: str
    card: str
    rep: str
    by: str
    title: str
    blob: str
    """The card's revision that was scored by."""
    at: str
    """When it was said last (stamp)."""
    order: tuple[int, str, int]
    """What sorts it among all that was said."""
    answers: tuple[ScoreAnswer, ...]
    blind: tuple[ScoreAnswer, ...] | None
    """What they said last before anybody else's scores were shown to them: what agreement is counted from."""
    corrections: int = 0
    """How often they said it anew."""
    withdrawn: bool = False

    @property
    def failed(self) -> tuple[ScoreAnswer, ...]:
        """The answers that fail the run."""
        return tuple(one for one in self.answers if fails(one))

    @property
    def by_rep(self) -> bool:
        """The rep scored their own run."""
        return self.by == self.rep


class Both(NamedTuple):
    """What two people said of one run, each blind."""

    first: Scored
    """The rep's own, where they scored it; else who was first."""
    second: Scored


@dataclass(frozen=True)
class Standing:
    """The scores of one run on one card, as one person may see them."""

    run: str
    card: str
    title: str
    rep: str
    mine: Scored | None
    others: tuple[Scored, ...]
    """Empty while they are hidden."""
    hidden: tuple[str, ...]
    """Who has scored it too, while that is hidden."""
    looked: bool = False
    """I asked to see the others' without scoring first."""

    @property
    def shown(self) -> tuple[Scored, ...]:
        """All that may be shown: mine first."""
        return ((self.mine,) if self.mine else ()) + self.others

    @property
    def both(self) -> Both | None:
        """The two blind scores that agreement is counted from; None while there are not two, or they are hidden."""
        blind = [one for one in self.shown if one.blind is not None and not one.withdrawn]
        if len(blind) < 2:
            return None
        blind.sort(key=lambda one: (not one.by_rep, one.order))
        return Both(blind[0], blind[1])

    @property
    def words(self) -> str:
        """How far it has come."""
        if self.hidden:
            many = "have" if len(self.hidden) > 1 else "has"
            return f"{' and '.join(self.hidden)} {many} scored it: shown once your own scores are in."
        if self.mine is None and self.looked:
            return "You looked without scoring: scores of yours would not be blind."
        if self.mine is not None and not self.others:
            return "Your scores are in. Nobody else has scored it yet, as far as you may see."
        return ""


@dataclass
class _Sheet:
    """What one person said of one run on one card, while it is folded."""

    scored: Scored | None = None
    looked: bool = False


class Scores:
    """All scores that a reader's records tell of."""

    def __init__(
        self,
        records: Iterable[Record],
        gone: Collection[str] = (),
        people: Mapping[str, Member] | None = None,
    ) -> None:
        """Fold `score` records in any order and any number of copies.

        `gone` are ids of runs that were redacted; who was called otherwise before goes by the id of `people`.
        """
        self._people = people or {}
        self._places: dict[Place, dict[str, _Sheet]] = {}
        said = {
            (record.person, body.id): (record, body)
            for record in sorted(records, key=lambda one: one.order, reverse=True)
            if isinstance(body := record.body, Score) and body.run not in gone
        }
        for record, body in sorted(said.values(), key=lambda pair: pair[0].order):
            self._take(record, body)

    def _take(self, record: Record, body: Score) -> None:
        by = person_named(record.person, self._people)
        sheet = self._places.setdefault((body.run, body.card), {}).setdefault(by, _Sheet())
        before = sheet.scored
        if body.act == "look":
            sheet.looked = True
        elif body.act == "withdraw":
            if before is not None:
                sheet.scored = replace(before, withdrawn=True, at=record.at, order=record.order)
        else:
            blind = body.answers if body.blind else before.blind if before else None
            sheet.scored = Scored(
                run=body.run,
                card=body.card,
                rep=person_named(body.rep, self._people),
                by=by,
                title=body.title,
                blob=body.blob,
                at=record.at,
                order=record.order,
                answers=body.answers,
                blind=blind,
                corrections=before.corrections + 1 if before else 0,
            )

    def standing(
        self, run: str, card: str, names: Collection[str], name_of: Mapping[str, str] | None = None
    ) -> Standing:
        """Return how the scores of a run on a card stand for the person of these `names`.

        Others' scores are hidden until they have scored it themselves, or asked to see them without.
        """
        sheets = self._places.get((run, card), {})
        own = [sheets[name] for name in names if name in sheets]
        scored = sorted((one.scored for one in own if one.scored), key=lambda one: one.order)
        mine = scored[-1] if scored else None
        looked = any(one.looked for one in own)
        others = sorted(
            (one.scored for by, one in sheets.items() if by not in names and one.scored),
            key=lambda one: (not one.by_rep, one.order),
        )
        told = mine or (others[0] if others else None)
        title, rep = (told.title, told.rep) if told else ("", "")
        if mine is None and not looked:
            standing = tuple((name_of or {}).get(one.by, one.by) for one in others if not one.withdrawn)
            return Standing(run, card, title, rep, None, (), standing)
        return Standing(run, card, title, rep, mine, tuple(others), (), looked)

    def all(self, names: Collection[str], name_of: Mapping[str, str] | None = None) -> list[Standing]:
        """Return how every run that was scored stands, the latest first."""
        found = [self.standing(run, card, names, name_of) for run, card in self._places]
        latest = {
            place: max((one.scored.order for one in sheets.values() if one.scored), default=(0, "", 0))
            for place, sheets in self._places.items()
        }
        found = [one for one in found if one.shown or one.hidden]
        return sorted(found, key=lambda one: (latest[one.run, one.card], one.run), reverse=True)

    def about(
        self, run: str, names: Collection[str], name_of: Mapping[str, str] | None = None
    ) -> list[Standing]:
        """Return how one run stands on each card it was scored on, the latest first."""
        return [one for one in self.all(names, name_of) if one.run == run]

    def scorers(self, run: str) -> tuple[str, ...]:
        """Return who has scored a run, on any card."""
        found = [
            by
            for (of, _), sheets in self._places.items()
            if of == run
            for by, one in sheets.items()
            if one.scored
        ]
        return tuple(sorted(set(found)))
