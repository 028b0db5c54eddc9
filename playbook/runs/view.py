"""An open run as a screen shows it: a pure function of its page, its events and the time."""

from __future__ import annotations

from playbook.plays.model import Hint, Notice, Page, Prose, Question, Step, TalkTrack, Todo
from playbook.runs import refusals
from playbook.runs.acting import acting
from playbook.runs.ending import ending, missing
from playbook.runs.fold import State
from playbook.runs.labels import undo_label
from playbook.runs.model import OpenRun
from playbook.runs.pace import pace_of
from playbook.runs.path import left_behind, onward, route, settled, shown_route
from playbook.runs.plan import Plan
from playbook.runs.states import open_state
from playbook.runs.values import field_values
from playbook.runs.views import (
    AnswerView,
    BlockView,
    Can,
    NoticeView,
    Offer,
    QuestionView,
    RunView,
    StepView,
    TalkView,
    TodoView,
)


def view(page: Page, run: OpenRun, seconds: float | None = None) -> RunView:
    """Return what a screen shows of `run` at `seconds` since it began (default: at its last event).

    Raises RunError when `page` is not the revision the run is of.
    """
    act = acting(page, run, seconds)
    plan, state = act.plan, act.state
    state.pass_time(act.seconds)
    step = plan.steps.get(state.at)
    way = route(plan, state.answers)
    shown = shown_route(plan, state, way)
    behind = left_behind(plan, state, way=way)
    can = _can(plan, state, run)
    to = onward(plan, state, way)[0] if not can.next else ""
    over = step is None or not state.connected or state.switched_to is not None
    return RunView(
        id=run.id,
        play=run.play,
        title=run.title,
        account=run.account,
        opportunity=run.opportunity,
        mode=run.mode,
        connect=state.connect,
        ask_connect=run.mode == "call" and not state.connect and not state.worked,
        script=page.step(state.connect) if state.connect == "voicemail" else None,
        over=over,
        at=act.here,
        step_title=step.title if step else "",
        number=shown.index(state.at) + 1 if state.at in shown else 0,
        of=len(shown),
        steps=_steps(plan, state, frozenset(way), frozenset(shown), frozenset(behind)),
        blocks=step_blocks(plan, state, step, run) if step else (),
        waiting=refusals.unacknowledged(state, step) if step else (),
        can=can,
        next_to=to,
        next_title=plan.title(to) if to else "",
        must_left=sum(plan.steps[id_].must and not settled(state, plan.steps[id_]) for id_ in way),
        left_behind=behind,
        offers=_offers(plan, state, step),
        seconds=round(state.elapsed, 3),
        step_seconds=round(state.spent.get(state.at, 0.0), 3),
        time_box=step.seconds if step else None,
        short=state.short,
        parked=state.parked,
        hung_up=state.hung_up is not None,
        call_seconds=round(run.before + state.elapsed, 3),
        pace=pace_of([plan.steps[id_] for id_ in way], state),
        switched_to=state.switched_to or "",
        undo_label=undo_label(plan, state.undoes),
        notes=tuple(state.notes),
        marks=tuple(state.marks),
        opened=tuple(state.opened),
        ask_settled=None if state.asked is None else state.opened[state.asked],
        gaps=tuple(state.gaps),
        wording=state.wording,
        people=state.people,
        fields=field_values(plan, state),
        ending=ending(state),
        missing=missing(run, state),
    )


def blocks(page: Page, run: OpenRun, step: str) -> tuple[BlockView, ...]:
    """Return the blocks of any step, with what was ticked and answered (for prep and debrief)."""
    act = acting(page, run)
    return step_blocks(act.plan, act.state, act.plan.step(step), run)


def _can(plan: Plan, state: State, run: OpenRun) -> Can:
    quiet = refusals.quiet(state)
    return Can(
        next=refusals.next_step(plan, state),
        work=refusals.work(state),
        skip=refusals.skip(state, plan.steps.get(state.at)),
        back=refusals.back(state),
        short=refusals.short(plan, state),
        undo=refusals.undo(state),
        park=refusals.park(state),
        resume=refusals.resume(state),
        mark=quiet,
        finish=" ".join(missing(run, state)),
    )


def _steps(
    plan: Plan, state: State, way: frozenset[str], shown: frozenset[str], behind: frozenset[str]
) -> tuple[StepView, ...]:
    lines = []
    for step in plan.steps.values():
        outcome, reason = open_state(plan, state, way, step)
        todos, questions = plan.parts[step.id]
        lines.append(
            StepView(
                id=step.id,
                title=step.title,
                state=outcome,
                reason=reason,
                current=step.id == state.at,
                on_path=step.id in shown,
                left_behind=step.id in behind,
                required=step.required,
                optional=step.optional,
                must=step.must,
                branch=step.branch,
                by=step.by,
                seconds=round(state.spent.get(step.id, 0.0), 3),
                time_box=step.seconds,
                todos_done=len(state.ticked.get(step.id, ())),
                todos=todos,
                answered=sum(id_ in state.answers for id_ in questions),
                questions=len(questions),
            )
        )
    return tuple(lines)


def step_blocks(plan: Plan, state: State, step: Step, run: OpenRun) -> tuple[BlockView, ...]:
    """Return a step's blocks in the page's order, each with what was done with it."""
    ticked = state.ticked.get(step.id, ())
    found: list[BlockView] = []
    talks = 0
    for block in step.blocks:
        if isinstance(block, TalkTrack):
            place = f"{step.id}/{talks}"
            mine, used = run.my_words.get(place, ""), state.wording.get(place, "")
            found.append(TalkView(block, talks, used, mine))
            talks += 1
        else:
            found.append(_block(plan, state, step, block, run, ticked))
    return tuple(found)


def _block(
    plan: Plan,
    state: State,
    step: Step,
    block: Prose | Hint | Todo | Question | Notice,
    run: OpenRun,
    ticked: frozenset[str] | tuple[()],
) -> BlockView:
    if isinstance(block, Todo):
        return TodoView(block, block.id in ticked)
    if isinstance(block, Question):
        return _question(plan, state, block, run.drafts.get(block.id, ""))
    if isinstance(block, Notice):
        return NoticeView(block, (step.id, block.id) in state.acknowledged)
    return block


def _question(plan: Plan, state: State, question: Question, draft: str) -> QuestionView:
    given = state.answers.get(question.id)
    values = given.values if given else ()
    leads = plan.leads.get(question.id, {})
    answers = []
    for number, answer in enumerate(question.answers, start=1):
        lead = leads.get(answer.id)
        answers.append(
            AnswerView(
                id=answer.id,
                text=answer.text,
                number=number,
                chosen=answer.id in values,
                leads_to=lead.to if lead else "",
                lead_title=(plan.title(lead.to) if lead.moves else lead.title or lead.to) if lead else "",
                moves=lead.moves if lead else False,
            )
        )
    text = values[0] if values and question.choose == "text" else ""
    by = given.by if given else ""
    return QuestionView(question, tuple(answers), text, draft, by, given is not None)


def _offers(plan: Plan, state: State, step: Step | None) -> tuple[Offer, ...]:
    if step is None:
        return ()
    seen = {opened.page for opened in state.opened}
    found = []
    for question in step.questions:
        given = state.answers.get(question.id)
        leads = plan.leads.get(question.id, {})
        texts = {answer.id: answer.text for answer in question.answers}
        for value in given.values if given else ():
            lead = leads.get(value)
            if lead is not None and not lead.moves:
                found.append(Offer(lead.to, texts[value], lead.to in seen))
    link = plan.what_follows.get(step.id)
    if link is not None and not link.moves:
        found.append(Offer(link.to, step.title, link.to in seen))
    return tuple(found)
