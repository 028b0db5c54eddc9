"""Acts within steps: to-dos, answers, notices, skipping, wording."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.plays.model import Page, Question
from playbook.runs import refusals
from playbook.runs.acting import Acting, acting
from playbook.runs.drafts import without_draft
from playbook.runs.errors import RunError
from playbook.runs.model import OpenRun, RunEvent
from playbook.runs.path import onward
from playbook.runs.plan import answer_of
from playbook.text import first_words

MY_WORDS = "my words"


def tick(page: Page, run: OpenRun, seconds: float, step: str = "", item: str = "") -> OpenRun:
    """Return the run with a to-do ticked or unticked; without `item`, the step itself done or open again.

    `step` defaults to where the run stands. Raises RunError, also while a notice waits.
    """
    act = acting(page, run, seconds)
    act.allow(refusals.work(act.state))
    found = act.plan.step(step or _here(act))
    if item:
        todo = act.plan.todo(found, item)
        ticked = todo.id in act.state.ticked.get(found.id, ())
        return act.add(RunEvent(act.seconds, "untick" if ticked else "tick", found.id, todo.id))
    if found.id in act.state.done:
        return act.add(RunEvent(act.seconds, "reopen", found.id))
    act.allow(refusals.finish_step(act.state, found))
    return act.add(RunEvent(act.seconds, "done", found.id))


def _here(act: Acting) -> str:
    if not act.here:
        raise RunError("The play is at its end. Name the step you mean.")
    return act.here


def answer(
    page: Page, run: OpenRun, seconds: float, question: str, values: Sequence[str] | str, by: str = ""
) -> OpenRun:
    """Return the run with `question` answered by these answers' ids (or texts or numbers), or by one text.

    No values take the answer back. `by` is the contact who said it. Raises RunError.
    """
    act = acting(page, run, seconds)
    act.allow(refusals.work(act.state))
    found, step = act.plan.question(question, act.here)
    given = (values,) if isinstance(values, str) else tuple(values)
    given = tuple(value for value in given if value.strip())
    if not given and found.id not in act.state.answers:
        raise RunError(f"“{first_words(found.text)}” has no answer yet. Give one, or go on.")
    kept = _checked(act, found, given)
    changed = act.add(RunEvent(act.seconds, "answer", step.id, found.id, values=kept, by=by))
    return without_draft(changed, found.id)


def said_by(page: Page, run: OpenRun, seconds: float, question: str, by: str) -> OpenRun:
    """Return the run with the contact who gave the answer to `question`; an empty one takes that back."""
    act = acting(page, run, seconds)
    act.allow(refusals.work(act.state))
    found, step = act.plan.question(question, act.here)
    given = act.state.answers.get(found.id)
    if given is None:
        raise RunError(f"“{first_words(found.text)}” has no answer yet, so nobody gave it.")
    return act.add(RunEvent(act.seconds, "answer", step.id, found.id, values=given.values, by=by))


def _checked(act: Acting, question: Question, given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values as a record holds them, in the page's order."""
    if not given:
        return ()
    if question.choose == "text":
        return (act.text(" ".join(given), "answer"),)
    chosen = {answer_of(question, value).id for value in given}
    if question.choose == "one" and len(chosen) > 1:
        raise RunError(f"“{first_words(question.text)}” takes one answer, not {len(chosen)}.")
    return tuple(answer.id for answer in question.answers if answer.id in chosen)


def choose(page: Page, run: OpenRun, seconds: float, question: str, value: str, by: str = "") -> OpenRun:
    """Return the run with one answer pressed: it replaces the one chosen, or joins or leaves the many."""
    act = acting(page, run, seconds)
    found, _ = act.plan.question(question, act.here)
    if found.choose == "text":
        return answer(page, run, seconds, found.id, value, by)
    pressed = answer_of(found, value).id
    before = act.state.answers.get(found.id)
    if found.choose == "one" or before is None:
        return answer(page, run, seconds, found.id, [pressed], by)
    values = [id_ for id_ in before.values if id_ != pressed]
    if pressed not in before.values:
        values.append(pressed)
    return answer(page, run, seconds, found.id, values, by or before.by)


def acknowledge(page: Page, run: OpenRun, seconds: float, notice: str = "") -> OpenRun:
    """Return the run with a notice acknowledged: the named one, else the first that waits here."""
    act = acting(page, run, seconds)
    act.allow(refusals.work(act.state))
    if notice:
        found, step = act.plan.notice(notice, act.here)
    else:
        step = act.plan.step(_here(act))
        waiting = refusals.unacknowledged(act.state, step)
        if not waiting:
            raise RunError(f"No notice waits in “{step.title}”.")
        found = waiting[0]
    if (step.id, found.id) in act.state.acknowledged:
        raise RunError("That notice is acknowledged already.")
    return act.add(RunEvent(act.seconds, "acknowledge", step.id, found.id))


def skip(page: Page, run: OpenRun, seconds: float, because: str, step: str = "") -> OpenRun:
    """Return the run with a step skipped for a reason; where that was the step it stands in, it goes on.

    An optional step needs no reason. Raises RunError.
    """
    act = acting(page, run, seconds)
    here = act.plan.steps.get(act.here)
    found = act.plan.step(step) if step else here
    act.allow(refusals.skip(act.state, found))
    assert found is not None  # refused above
    if found.required and not because.strip():
        raise RunError(f"Say why “{found.title}” is skipped: no time, not relevant, customer led, …")
    because = act.text(because, "reason") if because.strip() else ""
    if found is not here:
        return act.add(RunEvent(act.seconds, "skip", found.id, text=because))
    to, led = onward(act.plan, act.state)
    return act.add(RunEvent(act.seconds, "skip", found.id, to=to, text=because, led=led))


def reword(
    page: Page, run: OpenRun, seconds: float, talk_track: int, used: int | str, step: str = ""
) -> OpenRun:
    """Return the run with which wording of a talk track was said.

    `talk_track` counts from 0 within the step; `used` is the alternative, from 0, or "my words".
    """
    act = acting(page, run, seconds)
    act.allow(refusals.work(act.state))
    found = act.plan.step(step or _here(act))
    tracks = found.talk_tracks
    if not 0 <= talk_track < len(tracks):
        raise RunError(
            f"“{found.title}” has {len(tracks)} talk tracks; there is none at place {talk_track + 1}."
        )
    if isinstance(used, str):
        if used != MY_WORDS:
            raise RunError(f"“{used}” is not a wording. Say which alternative, or “{MY_WORDS}”.")
        said = MY_WORDS
    else:
        count = len(tracks[talk_track].texts)
        if not 0 <= used < count:
            raise RunError(f"That talk track has {count} wordings; there is none at place {used + 1}.")
        said = f"alternative {used + 1}"
    return act.add(RunEvent(act.seconds, "reword", found.id, f"{found.id}/{talk_track}", text=said))
