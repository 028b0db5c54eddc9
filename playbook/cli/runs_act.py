"""Verbs that act on an open run: one act of the state machine each, saved before the command returns."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.cli.common import find_id, open_workspace, words
from playbook.cli.output import narrate, to_line
from playbook.errors import NotFoundError, PlaybookError
from playbook.runs import machine
from playbook.runs.clock import wall_seconds

if TYPE_CHECKING:
    from playbook.plays.model import Page
    from playbook.runs.model import OpenRun
    from playbook.workspace import Workspace

LISTING = "playbook runs list --open"


@dataclass(frozen=True)
class AtHand:
    """An open run of mine, with its page, at this moment."""

    workspace: Workspace
    page: Page
    run: OpenRun
    seconds: float


class NotMineError(PlaybookError):
    """The run is somebody else's."""

    def __init__(self, title: str, owner: str) -> None:
        super().__init__(
            f"That run of “{title}” is {owner}'s, and a run is its rep's alone to act on. `{LISTING}` shows yours."
        )


@contextmanager
def at_hand(options: argparse.Namespace) -> Iterator[AtHand]:
    """Yield the open run that was typed, while no other command acts on any.

    Raises for an unknown one, a finished one and somebody else's, and BusyError.
    """
    workspace = open_workspace(options)
    with workspace.open_runs.turn():
        run = my_open_run(workspace, options.run)
        yield AtHand(workspace, workspace.page_of_run(run), run, wall_seconds(run, workspace.clock))


def my_open_run(workspace: Workspace, typed: str) -> OpenRun:
    """Return my open run whose id begins with `typed`; says what else it is where it is none."""
    mine = {run.id: run for run in workspace.my_open_runs()}
    try:
        return workspace.open_runs.get(find_id(typed, mine, "open run", listing=LISTING))
    except PlaybookError:
        from playbook.ids import normal, shorten

        wanted = normal(typed)
        for run in workspace.open_runs.load().runs:
            if wanted and run.id.startswith(wanted) and run.id not in mine:
                raise NotMineError(run.title, workspace.name_of(run.rep)) from None
        finished = workspace.run_index
        hits = [id_ for id_ in finished.ids() if wanted and id_.startswith(wanted)]
        for id_, row in finished.rows(hits[:1]).items():
            raise PlaybookError(
                f"The run {shorten(id_)} of “{row.run.title}” is finished. Correct it with "
                f"`playbook runs correct {shorten(id_)} …`."
            ) from None
        raise


def where(page: Page, run: OpenRun, seconds: float) -> str:
    """Return in one line where the run stands and what can come next."""
    from playbook.ids import shorten
    from playbook.text import first_words

    view = machine.view(page, run, seconds)
    id_ = shorten(run.id)
    if view.parked:
        return f"Parked at “{view.step_title}”. `playbook runs resume {id_}` goes on."
    if view.over or view.hung_up:
        return f"Nothing is left but to finish: `playbook runs finish {id_} --result …`."
    place = f" ({view.number}/{view.of})" if view.number else ""
    said = [f"“{view.step_title}”{place}."]
    if view.ask_connect:
        said.append(f"Say how it was picked up: `playbook runs connect {id_} connected`.")
    elif view.waiting:
        notice = first_words(view.waiting[0].text)
        said.append(f"First `playbook runs acknowledge {id_}`: {notice}")
    elif view.next_title:
        said.append(f"Next: {view.next_title}.")
    return " ".join(said)


def _act(options: argparse.Namespace, change: Callable[[AtHand], OpenRun]) -> int:
    with at_hand(options) as held:
        changed = change(held)
        held.workspace.open_runs.save(changed)
    narrate(where(held.page, changed, held.seconds))
    return 0


def connect(options: argparse.Namespace) -> int:
    """Say how the call was picked up."""
    return _act(options, lambda at: machine.connect(at.page, at.run, at.seconds, options.how))


def next_(options: argparse.Namespace) -> int:
    """Go on."""
    return _act(options, lambda at: machine.next_step(at.page, at.run, at.seconds))


def tick(options: argparse.Namespace) -> int:
    """Tick a to-do, or the step: where the run stands in it, it goes on as the TUI's Enter does."""

    def ticked(at: AtHand) -> OpenRun:
        if options.item:
            return machine.tick(at.page, at.run, at.seconds, options.step, options.item)
        view = machine.view(at.page, at.run, at.seconds)
        step = at.page.step(options.step.removeprefix("#"))
        here = next((one for one in view.steps if one.current), None)
        if step is not None and here is not None and step.id == here.id and here.state != "done":
            return machine.next_step(at.page, at.run, at.seconds)
        return machine.tick(at.page, at.run, at.seconds, options.step)

    return _act(options, ticked)


def answer(options: argparse.Namespace) -> int:
    """Answer a question."""
    if not options.value and not options.clear:
        raise PlaybookError("Say the answer after the question, or --clear to take it back.")
    values = [] if options.clear else options.value
    return _act(
        options,
        lambda at: machine.answer(at.page, at.run, at.seconds, options.question, values, options.by),
    )


def skip(options: argparse.Namespace) -> int:
    """Skip a step, with a reason where it is required; where the step itself is to blame, say how to tell of it."""
    from shlex import quote

    from playbook.desk.offers import of_detour

    done = _act(options, lambda at: machine.skip(at.page, at.run, at.seconds, options.because, options.step))
    if offer := of_detour(options.because):
        said = f"playbook feedback add {offer.kind} {quote(offer.text)} --run {options.run} --step {options.step}"
        narrate(f"`{to_line(said)}` tells marketing {offer.about}.")
    return done


def acknowledge(options: argparse.Namespace) -> int:
    """Acknowledge a notice."""
    return _act(options, lambda at: machine.acknowledge(at.page, at.run, at.seconds, options.notice))


def goto(options: argparse.Namespace) -> int:
    """Jump."""
    return _act(options, lambda at: machine.go_to(at.page, at.run, at.seconds, options.step, options.because))


def back(options: argparse.Namespace) -> int:
    """Go back."""
    return _act(options, lambda at: machine.back(at.page, at.run, at.seconds))


def short(options: argparse.Namespace) -> int:
    """Leave only the must steps."""
    return _act(options, lambda at: machine.short(at.page, at.run, at.seconds))


def undo(options: argparse.Namespace) -> int:
    """Take the last act back."""
    return _act(options, lambda at: machine.undo(at.page, at.run, at.seconds))


def note(options: argparse.Namespace) -> int:
    """Take a note."""
    return _act(options, lambda at: machine.note(at.page, at.run, at.seconds, words(options.text)))


def mark(options: argparse.Namespace) -> int:
    """Mark the moment."""
    return _act(options, lambda at: machine.mark(at.page, at.run, at.seconds, words(options.text)))


def opened(options: argparse.Namespace) -> int:
    """Say that an objection or battlecard was opened."""

    def _opened(at: AtHand) -> OpenRun:
        what = _openable(at.workspace, options.page)
        kind = "objection" if "#" in what else at.workspace.page(what).page.kind
        return machine.opened(at.page, at.run, at.seconds, what, options.words, options.settled, kind=kind)

    return _act(options, _opened)


def _openable(workspace: Workspace, typed: str) -> str:
    """Return `page` or `page#objection` as records name it; raises NotFoundError."""
    from playbook.text import nearest

    name, hash_, anchor = typed.partition("#")
    page = workspace.page(name).page
    if hash_:
        known = [one.id for one in page.objections]
        if anchor not in known and page.step(anchor) is None:
            raise NotFoundError(f"objection in {page.id}", anchor, nearest(anchor, known))
    return f"{page.id}{hash_}{anchor}"


def park(options: argparse.Namespace) -> int:
    """Park."""
    return _act(options, lambda at: machine.park(at.page, at.run, at.seconds))


def resume(options: argparse.Namespace) -> int:
    """Take up again."""
    return _act(options, lambda at: machine.resume(at.page, at.run, at.seconds))
