"""`playbook runs`: start, guide, finish and read runs; the same acts as in the TUI."""

from __future__ import annotations

import argparse
from typing import get_args

from playbook.cli import runs_act as act
from playbook.cli import runs_after as after
from playbook.cli import runs_aside as aside
from playbook.cli import runs_begin as begin
from playbook.cli import runs_end as end
from playbook.cli import runs_out as out
from playbook.cli import runs_propose as proposing
from playbook.cli import runs_read as read
from playbook.cli.parser import Verbs, add_json, add_verb, verbs_of
from playbook.records.customers import Connect
from playbook.records.model import CommitmentState, Mode, Result, Settled

DATE = "2026-12-01, 1.12., fri, tomorrow or +7"


def register(parser: argparse.ArgumentParser) -> None:
    """Add the verbs, in the order of a call."""
    parser.epilog = (
        "RUN is the id that `runs start` prints, or its first letters. STEP, QUESTION and the rest are ids as "
        "`plays show --json` has them; a choice can also be answered by its number."
    )
    verbs = verbs_of(parser)
    _beginning(verbs)
    _steps(verbs)
    _asides(verbs)
    _ending(verbs)
    _reading(verbs)
    _afterwards(verbs)


def _beginning(verbs: Verbs) -> None:
    start = add_verb(verbs, "start", "start a run of a play; prints the run's id", begin.start, ["PLAY"])
    start.add_argument("--account", metavar="A", default="")
    start.add_argument("--opportunity", metavar="O", default="")
    start.add_argument("--deal-stage", metavar="S", default="", help="the opportunity's stage now")
    start.add_argument("--amount", metavar="N", type=float, help="the opportunity's amount now")
    start.add_argument("--currency", metavar="C", default="")
    start.add_argument("--mode", choices=get_args(Mode), default="call")
    start.add_argument("--channel", metavar="C", default="")
    start.add_argument("--direction", choices=("inbound", "outbound"), default="")
    start.add_argument("--contact", metavar="ID", action="append", default=[])
    start.add_argument("--trigger", metavar="T", action="append", default=[])
    add_json(start)
    connect = add_verb(verbs, "connect", "say how the call was picked up", act.connect, ["RUN", "HOW"])
    connect.epilog = "HOW: " + " · ".join(get_args(Connect))
    switch = add_verb(
        verbs, "switch", "leave the wrong play for the right one", begin.switch, ["RUN", "PLAY"]
    )
    add_json(switch)


def _steps(verbs: Verbs) -> None:
    add_verb(verbs, "next", "the step it stands in is done: go on, where an answer leads", act.next_, ["RUN"])
    tick = add_verb(
        verbs,
        "tick",
        "tick a to-do; without ITEM, the step is done, or open again",
        act.tick,
        ["RUN", "STEP"],
    )
    tick.add_argument("item", metavar="ITEM", nargs="?", default="")
    answer = add_verb(
        verbs, "answer", "answer a question, by id, number or words", act.answer, ["RUN", "QUESTION"]
    )
    answer.add_argument("value", metavar="VALUE", nargs="*")
    answer.add_argument("--by", metavar="CONTACT", default="", help="who said it")
    answer.add_argument("--clear", action="store_true", help="take the answer back")
    skip = add_verb(verbs, "skip", "skip a step", act.skip, ["RUN", "STEP"])
    skip.add_argument("--because", metavar="REASON", default="")
    notice = add_verb(verbs, "acknowledge", "acknowledge a notice", act.acknowledge, ["RUN"])
    notice.add_argument("notice", metavar="NOTICE", nargs="?", default="")
    goto = add_verb(verbs, "goto", "jump to any step, or to #end", act.goto, ["RUN", "STEP"])
    goto.add_argument("--because", metavar="REASON", default="")
    add_verb(verbs, "back", "back to where it stood before", act.back, ["RUN"])
    add_verb(verbs, "short", "short of time: only the must steps", act.short, ["RUN"])
    add_verb(verbs, "undo", "take back the last tick, answer, skip or move", act.undo, ["RUN"])


def _asides(verbs: Verbs) -> None:
    note = add_verb(verbs, "note", "take a note, with the time", act.note, ["RUN"])
    note.add_argument("text", metavar="TEXT", nargs="+")
    mark = add_verb(verbs, "mark", "mark this moment", act.mark, ["RUN"])
    mark.add_argument("text", metavar="TEXT", nargs="*", default=[])
    opened = add_verb(verbs, "opened", "an objection or battlecard was opened", act.opened, ["RUN", "PAGE"])
    opened.add_argument("--settled", choices=get_args(Settled), help="did it settle the matter?")
    opened.add_argument("--words", metavar="WORDS", default="", help="what was searched")
    add_verb(verbs, "park", "let the run's time stand still", act.park, ["RUN"])
    add_verb(verbs, "resume", "take up again a run that was parked or is over", act.resume, ["RUN"])
    settle = add_verb(verbs, "settle", "say whether what was opened settled it", aside.settle, ["RUN"])
    settle.add_argument("settled", metavar="SETTLED", choices=get_args(Settled))
    settle.add_argument(
        "page", metavar="PAGE", nargs="?", default="", help="which, where several were opened"
    )
    gap = add_verb(verbs, "gap", "note what was searched and not found", aside.gap, ["RUN"])
    gap.add_argument("words", metavar="WORDS", nargs="+")
    people = add_verb(verbs, "people", "say who is on the call, by contact id", aside.people, ["RUN"])
    people.add_argument("contacts", metavar="CONTACT", nargs="*")
    about = add_verb(verbs, "about", "say which account and opportunity it is about", aside.about, ["RUN"])
    about.add_argument("--account", metavar="A")
    about.add_argument("--opportunity", metavar="O", default="")
    reword = add_verb(
        verbs, "reword", "say which wording of a talk track was used", aside.reword, ["RUN", "STEP"]
    )
    reword.add_argument("used", metavar="USED", help="1, 2, … or mine, for my own words")
    reword.add_argument("--talk-track", metavar="N", type=int, default=1, help="which of the step, from 1")
    add_verb(verbs, "hang-up", "the conversation is over: its time stands", aside.hang_up, ["RUN"])
    discard = add_verb(
        verbs, "discard", "put aside a run that was started by mistake", aside.discard, ["RUN"]
    )
    discard.add_argument("--yes", action="store_true", help="do not ask")
    add_verb(verbs, "restore", "bring back a run that was discarded", aside.restore, ["RUN"])


def _ending(verbs: Verbs) -> None:
    finish = add_verb(verbs, "finish", "say how it ended, and put the run on record", end.finish, ["RUN"])
    finish.epilog = f"Dates: {DATE}. A call that reached nobody needs no result."
    finish.add_argument("--result", choices=get_args(Result))
    finish.add_argument("--until", metavar="DATE", help="with not-now: until when")
    finish.add_argument("--commitment", choices=get_args(CommitmentState))
    finish.add_argument("--by", metavar="DATE", help="with promised: by when")
    finish.add_argument("--next", metavar="TEXT", help="the next step")
    finish.add_argument("--next-date", metavar="DATE")
    finish.add_argument("--exit-proof", metavar="TEXT", help="the stage's exit, in the customer's words")
    finish.add_argument("--note", metavar="TEXT")
    finish.add_argument("--cut-short", action="store_true", default=None)
    finish.add_argument("--private", action="store_true", default=None, help="never leaves this machine")
    add_json(finish)


def _reading(verbs: Verbs) -> None:
    listing = add_verb(verbs, "list", "finished runs that I may read, or my open ones", read.list_)
    listing.add_argument("--open", action="store_true", help="my runs that are not finished")
    listing.add_argument("--discarded", action="store_true", help="my runs that can be restored")
    listing.add_argument("--rep", metavar="P")
    listing.add_argument("--play", metavar="ID")
    listing.add_argument("--since", metavar="D", help="a date or time")
    add_json(listing)
    add_json(add_verb(verbs, "show", "one run, open or finished, step by step", read.show, ["RUN"]))
    export = add_verb(verbs, "export", "finished runs for other programs", out.export)
    export.add_argument("--format", choices=("jsonl", "csv"), default="jsonl")
    export.add_argument("--rep", metavar="P")
    export.add_argument("--play", metavar="ID")
    export.add_argument("--since", metavar="D")
    recap = add_verb(verbs, "recap", "a finished run in words, for the CRM", out.recap, ["RUN"])
    recap.add_argument("--mail", action="store_true", help="as a mail to the customer")
    recap.add_argument("--template", metavar="NAME", default="", help="one of the playbook's templates/")
    recap.add_argument("--file", metavar="F", help="write it to a file that is not there yet")


def _afterwards(verbs: Verbs) -> None:
    correct = add_verb(
        verbs, "correct", "correct texts and answers of a finished run of mine", after.correct, ["RUN"]
    )
    correct.epilog = f"Dates: {DATE}; an empty text takes a thing back. Times never change."
    for name in ("result", "commitment", "exit-proof", "next", "account", "opportunity", "channel"):
        correct.add_argument(f"--{name}", metavar="TEXT")
    correct.add_argument("--until", dest="result_until", metavar="DATE", help="with not-now: until when")
    correct.add_argument("--by", dest="commitment_by", metavar="DATE", help="with promised: by when")
    correct.add_argument("--next-date", metavar="DATE")
    for name in ("cut-short", "wrong-play"):
        correct.add_argument(f"--{name}", choices=("yes", "no"))
    correct.add_argument("--answer", metavar="QUESTION=VALUE", action="append", default=[])
    correct.add_argument("--note", metavar="TEXT", action="append", default=[], help="add a note")
    proposing.add_arguments(
        add_verb(
            verbs, "propose", "propose what this run taught: words, or a new play", proposing.propose, ["RUN"]
        )
    )
    add_verb(verbs, "redact", "hide a run of mine everywhere, for good", after.redact, ["RUN"])
    kept = add_verb(verbs, "kept", "say what became of a promise or next step", after.kept, ["RUN"])
    kept.add_argument("what", choices=("commitment", "next"))
    kept.add_argument("state", choices=("kept", "broken", "moved", "undone"))
    kept.add_argument("--to", metavar="DATE", help="with moved: to when")
