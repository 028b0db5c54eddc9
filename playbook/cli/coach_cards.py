"""`playbook coach cards|score|scores|share`: score cards, blind until both are in."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from playbook.cli.common import find_page, find_person, find_run, open_workspace
from playbook.cli.output import emit, emit_json, narrate, say
from playbook.cli.parser import Verbs, add_json, add_verb
from playbook.errors import PlaybookError
from playbook.text import count_of, one_line

if TYPE_CHECKING:
    from playbook.coaching.agreeing import QuestionAgreement
    from playbook.coaching.cards import CardQuestion
    from playbook.coaching.scores import Scored, Standing
    from playbook.scoring import Card
    from playbook.workspace import Workspace

CARDS = (
    ("id", "CARD"),
    ("title", "TITLE"),
    ("questions", "QUESTIONS"),
    ("scored", "SCORED"),
    ("both", "BY TWO"),
)
SCORES = (
    ("when", "WHEN"),
    ("run", "RUN"),
    ("rep", "REP"),
    ("title", "CARD"),
    ("by", "BY"),
    ("said", "SAID"),
)
NO_CARDS = "The playbook has no score card. `playbook plays new --kind scorecard` makes one."
NO_SCORES = "Nobody has scored a run, as far as you may see. `playbook coach score RUN CARD` does."


def register(verbs: Verbs) -> None:
    """Add the verbs to `coach`."""
    cards = add_verb(verbs, "cards", "the score cards, or one with its guide and agreement", _cards)
    cards.add_argument("card", metavar="CARD", nargs="?", default="")
    score = add_verb(
        verbs, "score", "score a run on a card, blind; without answers: ask", _score, ["RUN", "CARD"]
    )
    score.add_argument(
        "--answer", action="append", default=[], metavar="Q=VALUE", help="question by number or id"
    )
    score.add_argument("--look", action="store_true", help="see the others' scores without scoring")
    score.add_argument("--withdraw", action="store_true", help="take your scores back")
    scores = add_verb(verbs, "scores", "what was scored, as far as you may see", _scores)
    scores.add_argument("--run", metavar="RUN", help="of one run")
    scores.add_argument("--person", metavar="P", help="of one rep's runs")
    share = add_verb(verbs, "share", "give a run of yours to a colleague to score", _share, ["RUN", "P"])
    for verb in (cards, score, scores):
        add_json(verb)
    share.set_defaults(json=False)


def _card(workspace: Workspace, typed: str) -> Card:
    """Return the card that was typed; where a play has the same last part, the card is meant."""
    from playbook.scoring import card_of, cards

    wanted = f"/{typed.removesuffix('.md')}"
    ending = [one.id for one in cards(workspace) if one.id.endswith(wanted)]
    return card_of(workspace, ending[0] if len(ending) == 1 else find_page(workspace, typed).page.id)


def _cards(options: argparse.Namespace) -> int:
    from playbook.scoring import agreement_on, cards, standings

    workspace = open_workspace(options)
    if options.card:
        card = _card(workspace, options.card)
        found = agreement_on(workspace, card.id)
        if options.json:
            emit_json(_card_row(card, found))
        else:
            _tell_card(card, found)
        return 0
    every = standings(workspace)
    rows = []
    for one in cards(workspace):
        mine = [standing for standing in every if standing.card == one.id and standing.shown]
        rows.append(
            {
                "id": one.id,
                "title": one.title,
                "questions": len(workspace.page(one.id).page.steps),
                "scored": len(mine),
                "both": sum(standing.both is not None for standing in mine),
            }
        )
    emit(rows, as_json=options.json, columns=CARDS, empty=NO_CARDS)
    return 0


def _card_row(card: Card, found: Iterable[QuestionAgreement]) -> dict[str, Any]:
    agreed = {one.question: one for one in found}
    return {
        "id": card.id,
        "title": card.title,
        "blob": card.entry.blob,
        "questions": [_question_row(one, agreed.get(one.id)) for one in card.questions],
    }


def _question_row(one: CardQuestion, agreed: QuestionAgreement | None) -> dict[str, Any]:
    kappa = agreed.kappa if agreed else None
    return {
        "id": one.id,
        "text": one.text,
        "kind": one.kind,
        "options": [value for value, _ in one.options],
        "scale": list(one.scale) if one.scale else None,
        "auto_fail": one.auto_fail,
        "guide": one.guide,
        "n": agreed.n if agreed else 0,
        "same": agreed.same if agreed else 0,
        "kappa": kappa.kappa if kappa else None,
        "low": kappa.low if kappa else None,
        "high": kappa.high if kappa else None,
    }


def _tell_card(card: Card, found: Iterable[QuestionAgreement]) -> None:
    from playbook.coaching.agreeing import DEFINITION

    agreed = {one.question: one for one in found}
    say(one_line(card.title))
    for number, one in enumerate(card.questions, 1):
        say(f"{number:>3}  {one_line(one.text)}{'  [auto-fail]' if one.auto_fail else ''}")
        say(f"     {one_line(one.asks)}")
        if one.guide:
            say(f"     {one_line(one.guide)}")
        if one.id in agreed:
            say(f"     Agreement: {agreed[one.id].words}")
    if agreed:
        narrate(DEFINITION)


def _score(options: argparse.Namespace) -> int:
    from playbook.between import who_reads
    from playbook.scoring import look, readers_of, score, standing_of, withdraw

    workspace = open_workspace(options)
    row = find_run(workspace, options.run)
    card = _card(workspace, options.card)
    if options.look:
        look(workspace, row, card)
    elif options.withdraw:
        withdraw(workspace, row, card)
        narrate("Taken back; that you had scored it stays visible to who reads it.")
    elif options.answer:
        narrate(who_reads(workspace, readers_of(workspace, row)))
        score(workspace, row, card, _answers(workspace, row.id, card, options.answer))
    standing = standing_of(workspace, row.id, card.id)
    if options.json:
        emit_json(standing_row(standing, row.rep, card.title))
        return 0
    if not (options.answer or options.look or options.withdraw):
        _tell_card(card, ())
        narrate(who_reads(workspace, readers_of(workspace, row)))
    for one in standing.shown:
        _tell_scored(workspace, one)
    if standing.words:
        narrate(one_line(standing.words))
    return 0


def _answers(workspace: Workspace, run: str, card: Card, typed: Iterable[str]) -> dict[str, Any]:
    """Return what was typed by question, over what I said before."""
    from playbook.coaching.cards import answered, find_question
    from playbook.scoring import standing_of

    said: dict[str, list[str]] = {}
    for one in typed:
        name, sign, value = one.partition("=")
        if not sign:
            raise PlaybookError(
                f"--answer {name}: write it like --answer 2=4, the question's number or id before =."
            )
        said.setdefault(find_question(card.questions, name.strip()).id, []).append(value)
    mine = standing_of(workspace, run, card.id).mine
    found = {one.question: one for one in mine.answers} if mine and not mine.withdrawn else {}
    for question in card.questions:
        if question.id in said:
            found[question.id] = answered(question, said[question.id])
    return found


def standing_row(one: Standing, rep: str = "", title: str = "") -> dict[str, Any]:
    """Return a standing for programs."""
    return {
        "run": one.run,
        "card": one.card,
        "title": one.title or title,
        "rep": one.rep or rep,
        "mine": _scored_row(one.mine) if one.mine else None,
        "others": [_scored_row(other) for other in one.others],
        "hidden": list(one.hidden),
        "both": one.both is not None,
    }


def _scored_row(one: Scored) -> dict[str, Any]:
    return {
        "by": one.by,
        "at": one.at,
        "blob": one.blob,
        "blind": one.blind is not None,
        "corrections": one.corrections,
        "withdrawn": one.withdrawn,
        "failed": [answer.question for answer in one.failed],
        "answers": [
            {
                "question": answer.question,
                "text": answer.text,
                "kind": answer.kind,
                "values": list(answer.values),
            }
            for answer in one.answers
        ],
    }


def _tell_scored(workspace: Workspace, one: Scored) -> None:
    from playbook.coaching.cards import fails

    changed = f", said anew {count_of(one.corrections, 'time')}" if one.corrections else ""
    say(f"{one_line(workspace.name_of(one.by))}{changed}{', withdrawn' if one.withdrawn else ''}:")
    for answer in one.answers:
        said = ", ".join(answer.words or answer.values) or "–"
        say(f"     {one_line(answer.text)}  {one_line(said)}{'  FAILED' if fails(answer) else ''}")


def _scores(options: argparse.Namespace) -> int:
    from playbook.cli.common import my_clock, shown_at
    from playbook.coaching.cards import points
    from playbook.ids import shorten
    from playbook.scoring import standings

    workspace = open_workspace(options)
    run = find_run(workspace, options.run).id if options.run else ""
    rep = find_person(workspace, options.person) if options.person else ""
    found = standings(workspace, run=run, rep=rep)
    if options.json:
        emit_json([standing_row(one) for one in found])
        return 0
    clock = my_clock()
    rows = []
    for one in found:
        head = {"run": shorten(one.run, (other.run for other in found)), "rep": workspace.name_of(one.rep)}
        head["title"] = one.title
        for scored in one.shown:
            said = "withdrawn" if scored.withdrawn else points(scored.answers)
            rows.append(
                head | {"when": shown_at(scored.at, clock), "by": workspace.name_of(scored.by), "said": said}
            )
        if one.hidden:
            rows.append(
                head | {"when": "", "by": " and ".join(one.hidden), "said": "hidden until yours are in"}
            )
    emit(rows, as_json=False, columns=SCORES, empty=NO_SCORES)
    return 0


def _share(options: argparse.Namespace) -> int:
    from playbook.between import who_reads
    from playbook.scoring import share

    workspace = open_workspace(options)
    peer = find_person(workspace, options.p)
    share(workspace, find_run(workspace, options.run), peer)
    say(f"{workspace.name_of(peer)} may read and score it now.")
    narrate(who_reads(workspace, [peer]))
    return 0
