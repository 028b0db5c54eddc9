"""`playbook practice`: say it aloud, reveal, grade; what is due, and how ready I am."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from playbook.cli.common import open_workspace
from playbook.cli.output import emit, emit_json, narrate, say
from playbook.cli.parser import add_json, add_verb, verbs_of
from playbook.text import count_of

if TYPE_CHECKING:
    from playbook.practice.queue import Due
    from playbook.practising import Sitting
    from playbook.workspace import Workspace

GRADES = ("again", "hard", "good", "easy")
COLUMNS = (("why", "WHY"), ("kind", "KIND"), ("ask", "SAY AN ANSWER TO"), ("title", "PAGE"), ("id", "CARD"))


def register(parser: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    verbs = verbs_of(parser)
    due = add_verb(verbs, "due", "what to say aloud now, in its order", _due)
    due.add_argument("--new", metavar="N", type=int, help="new ones a day; default: as the settings say")
    show = add_verb(verbs, "show", "one card with its answer, and what was changed", _show, ["CARD"])
    graded = add_verb(verbs, "grade", "say how it went", _grade, ["CARD"])
    graded.add_argument("grade", metavar="GRADE", choices=GRADES, help=", ".join(GRADES))
    graded.add_argument("--partner", metavar="P", default="", help="who played the buyer")
    graded.add_argument("--well", metavar="TEXT", default="", help="what went well, in their words")
    add_verb(verbs, "undo", "take my latest grade back", _undo)
    stats = add_verb(verbs, "stats", "how ready I am; of somebody below me what they shared", _stats)
    stats.add_argument("p", metavar="P", nargs="?", default="")
    add_verb(verbs, "share", "give my manager how ready I am now, as counts", _share)
    add_verb(verbs, "unshare", "take that back", _unshare)
    for verb in (due, show, stats):
        add_json(verb)


def _sitting(options: argparse.Namespace) -> tuple[Workspace, Sitting]:
    from playbook import preferences
    from playbook.practising import sitting_of

    workspace = open_workspace(options)
    new = getattr(options, "new", None)
    return workspace, sitting_of(workspace, preferences.load().new_a_day if new is None else max(0, new))


def _due(options: argparse.Namespace) -> int:
    _, sitting = _sitting(options)
    queue = sitting.queue
    emit(
        [_row(one) for one in queue.due],
        as_json=options.json,
        columns=COLUMNS,
        empty=_nothing(sitting),
    )
    if queue.due and not options.json:
        more = f" {count_of(queue.new_left, 'new one')} for other days." if queue.new_left else ""
        narrate(f"Say it aloud, then `playbook practice show CARD`, then `practice grade CARD good`.{more}")
    return 0


def _nothing(sitting: Sitting) -> str:
    from playbook.practice.words import nothing_due

    return nothing_due(sitting.queue, len(sitting.cards))


def _row(one: Due) -> dict[str, Any]:
    card, memory = one.card, one.memory
    return {
        "id": card.id,
        "kind": card.kind,
        "page": card.page,
        "title": card.title,
        "ask": card.ask,
        "stage": card.stage,
        "why": one.why,
        "due": _stamp(memory.due) if memory else None,
        "recall": round(memory.recall, 4) if memory else None,
        "reviews": len(memory.reviews) if memory else 0,
        "graded": memory.last.grade if memory else "",
    }


def _stamp(moment: Any) -> str:
    from playbook.clock import stamp

    return stamp(moment)


def _show(options: argparse.Namespace) -> int:
    from playbook.plays.fields import fill
    from playbook.practice.queue import Due, is_changed
    from playbook.practising import earlier_words, find_card

    workspace, sitting = _sitting(options)
    card = find_card(sitting, options.card)
    memory = sitting.memories.get(card.id)
    changed = memory is not None and is_changed(card, memory)
    due = next((one for one in sitting.queue.due if one.card is card), Due(card, "due", memory))
    before = earlier_words(workspace, due) if changed else None
    answer = fill(card.answer, workspace.fields())
    if options.json:
        emit_json(
            _row(due)
            | {"answer": answer, "notes": card.notes, "mine": card.mine, "changed": changed, "before": before}
        )
        return 0
    say(f"{card.title}\n{card.ask}\n\n{answer}")
    if card.notes:
        say(f"\n{card.notes}")
    if changed:
        narrate(
            "The page says it otherwise since you graded it last." + (f" Before:\n{before}" if before else "")
        )
    if memory and memory.last.well:
        narrate(f"What went well last time{_with(workspace, memory.last.partner)}: {memory.last.well}")
    return 0


def _with(workspace: Workspace, partner: str) -> str:
    return f", with {workspace.name_of(partner)}" if partner else ""


def _grade(options: argparse.Namespace) -> int:
    from playbook.practice.words import comes_again
    from playbook.practising import find_card, grade, sitting_of

    workspace, sitting = _sitting(options)
    card = find_card(sitting, options.card)
    grade(workspace, card, options.grade, partner=_person(workspace, options.partner), well=options.well)
    memory = sitting_of(workspace).memories[card.id]
    narrate(f"{card.ask}: {options.grade}. {comes_again(memory.due, workspace.clock.now())}")
    return 0


def _person(workspace: Workspace, typed: str) -> str:
    """Return the id of who was named; a name from outside the playbook as it is."""
    folded = typed.strip().casefold()
    return next(
        (one.id for one in workspace.people.values() if folded in (one.id.casefold(), one.name.casefold())),
        typed,
    )


def _undo(options: argparse.Namespace) -> int:
    from playbook.practising import take_back

    workspace = open_workspace(options)
    review = take_back(workspace)
    narrate(f"Taken back: {review.grade}, {review.card}.")
    return 0


def _stats(options: argparse.Namespace) -> int:
    from playbook.cli.common import find_person
    from playbook.practice.readiness import DEFINITION
    from playbook.practice.words import ready_words, shared_words
    from playbook.practising import shared_by

    if options.p:
        workspace = open_workspace(options)
        person = find_person(workspace, options.p)
        if person not in workspace.names:
            return _of_another(workspace, person, options)
    workspace, sitting = _sitting(options)
    ready, shared = sitting.ready, shared_by(workspace, workspace.me)
    if options.json:
        emit_json(
            {
                "person": workspace.me,
                "cards": ready.cards,
                "practised": ready.practised,
                "known": ready.known,
                "due": len(sitting.queue.due),
                "changed": ready.changed,
                "today": ready.today,
                "week": ready.week,
                "together": ready.together,
                "stages": [
                    {"stage": one.stage, "cards": one.cards, "known": one.known} for one in ready.stages
                ],
                "shared": shared.at if shared else None,
            }
        )
        return 0
    titles = {stage.id: stage.name or stage.id for stage in workspace.settings.stages}
    say("\n".join(ready_words(ready, titles)))
    narrate(DEFINITION)
    narrate(shared_words(shared.at if shared else ""))
    return 0


def _of_another(workspace: Workspace, person: str, options: argparse.Namespace) -> int:
    from playbook.clock import shown_day
    from playbook.practice.words import stage_words
    from playbook.practising import shared_by

    shared = shared_by(workspace, person)
    if options.json:
        row: dict[str, Any] = {
            "person": person,
            "cards": None,
            "practised": None,
            "known": None,
            "stages": [],
            "shared": None,
        }
        if shared:
            ready = shared.ready
            row |= {
                "cards": ready.cards,
                "practised": ready.practised,
                "known": ready.known,
                "shared": shared.at,
            }
            row["stages"] = [
                {"stage": one.stage, "cards": one.cards, "known": one.known} for one in ready.stages
            ]
        emit_json(row)
        return 0
    if shared is None:
        narrate(f"{workspace.name_of(person)} shares nothing of their readiness with you.")
        return 0
    titles = {stage.id: stage.name or stage.id for stage in workspace.settings.stages}
    ready = shared.ready
    say(f"{ready.known} of {count_of(ready.cards, 'card')} known, {ready.practised} practised.")
    say("\n".join(stage_words(ready.stages, titles)))
    narrate(f"As {workspace.name_of(person)} shared it on {shown_day(shared.at)}.")
    return 0


def _share(options: argparse.Namespace) -> int:
    from playbook.goals import pair_leaves
    from playbook.practising import share
    from playbook.records.access import managers_of

    workspace = open_workspace(options)
    ready = share(workspace)
    manager = workspace.name_of(managers_of(workspace.me, workspace.people)[0])
    narrate(
        f"Shared with {manager}: {ready.known} of {count_of(ready.cards, 'card')} known, no single grade."
    )
    narrate(pair_leaves(workspace))
    return 0


def _unshare(options: argparse.Namespace) -> int:
    from playbook.practising import unshare

    unshare(open_workspace(options))
    narrate("Taken back: nothing of your readiness is shared any more.")
    return 0
