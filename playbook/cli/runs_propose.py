"""`playbook runs propose`: what a call taught, made a proposal for both sides to approve."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from playbook.cli.common import open_workspace, words
from playbook.cli.output import emit, emit_json, narrate, say
from playbook.cli.runs_act import NotMineError
from playbook.cli.runs_choose import as_if_finished, find_any
from playbook.errors import PlaybookError
from playbook.text import plain

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.from_runs import Better
    from playbook.library.review.model import Proposal
    from playbook.workspace import Workspace

COLUMNS = (("step", "STEP"), ("place", "PLACE"), ("source", "FROM"), ("words", "WORDS"))


def add_arguments(verb: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    verb.epilog = (
        "Without --step it proposes the one talk track for which you used words of your own, or told of it in "
        "feedback; where there are several, it lists them."
    )
    verb.add_argument("--list", action="store_true", help="what could be proposed of this run")
    verb.add_argument("--step", metavar="STEP", default="", help="the talk track's step")
    verb.add_argument("--place", metavar="N", type=int, default=0, help="which talk track of the step (1)")
    verb.add_argument("--say", metavar="TEXT", default="", help="other words than those on record")
    verb.add_argument("--beside", action="store_true", help="as another way to say it, not in its place")
    verb.add_argument("--new", metavar="TITLE", default="", help="a new play, as this run went")
    verb.add_argument("-m", "--message", metavar="TEXT", default="", help="why, for who approves it")
    verb.add_argument("--dry-run", action="store_true", help="show what would be proposed")
    verb.add_argument("--json", action="store_true", help="for other programs")


def propose(options: argparse.Namespace) -> int:
    """Propose words of a run, or a play made of it."""
    from playbook.coaching.runs import RunRow as Row
    from playbook.from_runs import better_words

    workspace = open_workspace(options)
    found = find_any(workspace, options.run)
    row = found if isinstance(found, Row) else as_if_finished(workspace, found)[2]
    if row.rep not in workspace.names:
        raise NotMineError(row.run.title, workspace.name_of(row.rep))
    if options.new:
        return _new(workspace, row, options)
    known = better_words(workspace, row)
    if options.list:
        rows = [_row(one) for one in known]
        emit(rows, as_json=options.json, columns=COLUMNS, empty="No words of your own in this run.")
        return 0
    return _change(workspace, row, _chosen(workspace, row, known, options), options)


def _row(one: Better) -> dict[str, Any]:
    return {
        "step": one.step,
        "place": one.place + 1,
        "source": one.source,
        "now": one.now,
        "words": one.words,
        "feedback": one.feedback,
    }


def _chosen(
    workspace: Workspace, row: RunRow, known: tuple[Better, ...], options: argparse.Namespace
) -> Better:
    """Return what is meant: the one there is, or the one of the step that was named."""
    from playbook.from_runs import anywhere

    step = options.step.removeprefix("#")
    place = options.place - 1 if options.place else None
    fit = [one for one in known if (not step or one.step == step) and place in (None, one.place)]
    if step and not fit and options.say:
        return anywhere(workspace.page_at(row.run.play, row.run.blob), step, place or 0)
    if not fit:
        where = f" in “{step}”" if step else ""
        raise PlaybookError(
            f"This run has no words of your own{where}. Say them: --step STEP --say “…”; or a new play: --new TITLE."
        )
    if len(fit) > 1:
        said = ", ".join(f"--step {one.step} --place {one.place + 1}" for one in fit[:4])
        raise PlaybookError(
            f"There are {len(fit)} places where your words worked better. Choose one: {said}."
        )
    return fit[0]


def _change(workspace: Workspace, row: RunRow, better: Better, options: argparse.Namespace) -> int:
    from playbook.cli.reviews import marked
    from playbook.from_runs import propose_words, words_in_place

    said = words([options.say]) if options.say else ""
    if options.dry_run:
        path, before, after = words_in_place(workspace, row, better, said, beside=options.beside)
        if options.json:
            emit_json({"path": path, "before": before, "after": after})
        else:
            say(plain(f"{path}\n{marked(before, after)}"))
        return 0
    return _told(
        workspace,
        propose_words(workspace, row, better, said, beside=options.beside, why=options.message),
        options,
    )


def _new(workspace: Workspace, row: RunRow, options: argparse.Namespace) -> int:
    from playbook.from_runs import new_play, propose_play

    title = words([options.new])
    if options.dry_run:
        path, text = new_play(workspace, row, title)
        if options.json:
            emit_json({"path": path, "before": "", "after": text})
        else:
            say(plain(f"{path}\n{text}"))
        return 0
    return _told(workspace, propose_play(workspace, row, title, why=options.message), options)


def _told(workspace: Workspace, made: Proposal, options: argparse.Namespace) -> int:
    from playbook.proposing import open_reviews
    from playbook.reviewing.lines import line_of, row

    reviews = open_reviews(workspace)
    problem = reviews.share(made)
    verdict = reviews.verdict(reviews.get(made.id))
    if problem:
        narrate(f"Kept here, not shared yet: {problem}")
    if options.json:
        emit_json(row(line_of(workspace, reviews, reviews.get(made.id), verdict)))
        return 0
    say(made.id)
    narrate(
        f"Proposed: {made.title}. It needs the approval of {' and '.join(verdict.needed) or 'somebody else'}; "
        f"`playbook plays amend {made.id}` changes it."
    )
    return 0
