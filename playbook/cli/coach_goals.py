"""`playbook coach goals|goal|goal-change|goal-end|goal-share`: what a person sets out to do, counted from the log."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from playbook.cli.common import find_id, find_page, find_person, open_workspace
from playbook.cli.output import emit, narrate, say
from playbook.cli.parser import Verbs, add_json, add_verb

if TYPE_CHECKING:
    from playbook.coaching.goals import Known
    from playbook.workspace import Workspace

FIGURES = ("next-step", "commitment", "advance", "exit", "step")
COLUMNS = (("short", "GOAL"), ("state", "STATE"), ("by", "BY"), ("words", "WHAT"), ("said", "HOW IT STANDS"))


def register(verbs: Verbs) -> None:
    """Add the verbs about goals."""
    listed = add_verb(verbs, "goals", "my goals, or somebody's below me, and how they stand", _goals)
    listed.add_argument("p", metavar="P", nargs="?", default="")
    listed.add_argument("--all", action="store_true", help="also those that were reached or dropped")
    add_json(listed)
    new = add_verb(verbs, "goal", "set one: a share of somebody's calls until a day", _goal, ["P"])
    new.add_argument("figure", metavar="FIGURE", choices=FIGURES, help=", ".join(FIGURES))
    new.add_argument("share", metavar="SHARE", help="of the calls, such as 60%%")
    new.add_argument("--by", metavar="D", required=True, help="the day it ends")
    new.add_argument("--together", action="store_true", help="with my manager, who then sees it too")
    _scope(new)
    changed = add_verb(verbs, "goal-change", "another share, day or wording", _change, ["GOAL"])
    changed.add_argument("--share", metavar="SHARE", help="of the calls, such as 60%%")
    changed.add_argument("--by", metavar="D", help="the day it ends")
    changed.add_argument("--words", metavar="TEXT", help="in your own words; “” for none")
    ended = add_verb(verbs, "goal-end", "it was reached, or it is dropped", _end, ["GOAL"])
    ended.add_argument("how", metavar="HOW", choices=("reached", "dropped"), help="reached, dropped")
    add_verb(verbs, "goal-share", "give my manager one that was mine alone", _share, ["GOAL"])


def _scope(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--play", metavar="ID", default="", help="calls of one play; default: all")
    parser.add_argument("--stage", metavar="S", default="", help="calls of one stage's plays")
    parser.add_argument("--step", metavar="S", default="", help="for `step`: which of the play")
    parser.add_argument("--words", metavar="TEXT", default="", help="in your own words")


def _goals(options: argparse.Namespace) -> int:
    from playbook.coaching.goals import to_show
    from playbook.goals import goals_of, row_of, why_not_set
    from playbook.ids import shorten

    workspace = open_workspace(options)
    person = find_person(workspace, options.p) if options.p else workspace.me
    known = goals_of(workspace, person)
    rows = [
        row_of(workspace, one) | ({} if options.json else {"short": shorten(one.goal.id, letter="G")})
        for one in to_show(known, ended=options.all)
    ]
    who = "you" if person in workspace.names else workspace.name_of(person)
    empty = f"No goal of {who}{'rs' if who == 'you' else '’s'} that you may see."
    if not why_not_set(workspace, person, together=False):
        empty += f" `playbook coach goal {person} next-step 60% --by fri` sets one."
    emit(rows, as_json=options.json, columns=COLUMNS, empty=empty)
    return 0


def _goal(options: argparse.Namespace) -> int:
    from playbook.dates import parse_day
    from playbook.goals import Wanted, parse_share, set_goal

    workspace = open_workspace(options)
    person = find_person(workspace, options.p, workspace.names)
    wanted = Wanted(
        figure=options.figure,
        share=parse_share(options.share),
        by=parse_day(options.by, workspace.today, future=True),
        play=find_page(workspace, options.play, play=True).page.id if options.play else "",
        stage=options.stage,
        step=options.step,
        text=options.words,
    )
    goal = set_goal(workspace, person, wanted, together=options.together)
    _say(workspace, goal.id)
    return 0


def _change(options: argparse.Namespace) -> int:
    import msgspec

    from playbook.dates import parse_day
    from playbook.goals import change_goal, parse_share, wanted_of

    workspace = open_workspace(options)
    known = _known(workspace, options.goal)
    wanted = wanted_of(known.goal)
    share = parse_share(options.share) if options.share else wanted.share
    by = parse_day(options.by, workspace.today, future=True) if options.by else wanted.by
    text = wanted.text if options.words is None else options.words
    change_goal(workspace, known, msgspec.structs.replace(wanted, share=share, by=by, text=text))
    _say(workspace, known.goal.id)
    return 0


def _end(options: argparse.Namespace) -> int:
    from playbook.goals import end_goal

    workspace = open_workspace(options)
    end_goal(workspace, _known(workspace, options.goal), options.how)
    narrate("Reached. Well done." if options.how == "reached" else "Dropped.")
    return 0


def _share(options: argparse.Namespace) -> int:
    from playbook.goals import share_goal

    workspace = open_workspace(options)
    known = _known(workspace, options.goal)
    share_goal(workspace, known)
    _say(workspace, known.goal.id)
    return 0


def _known(workspace: Workspace, typed: str) -> Known:
    from playbook.coaching.goals import goals_on_record
    from playbook.goals import goal_of

    ids = goals_on_record(workspace.records("goal"), workspace.people)
    return goal_of(workspace, find_id(typed, ids, "goal", listing="playbook coach goals --all", letter="G"))


def _say(workspace: Workspace, id_: str) -> None:
    """Print a goal's id; tell what it is and who sees it."""
    from playbook.goals import goal_of, pair_leaves, said_of, whose_words
    from playbook.ids import shorten

    known = goal_of(workspace, id_)
    say(shorten(id_, letter="G"))
    narrate(f"{said_of(workspace, known.goal)}, by {known.goal.by}.")
    narrate(whose_words(workspace, known) + (f" {pair_leaves(workspace)}" if known.pair else ""))
