"""The path of a run: through which steps it goes by the answers given, and where going on leads."""

from __future__ import annotations

from collections.abc import Container, Mapping

from playbook.plays.model import END, Step
from playbook.runs.fold import State
from playbook.runs.model import Given
from playbook.runs.plan import Plan

NO_TIME = "no time"
"""The reason of every step that was left because the call was short."""


def route(plan: Plan, answers: Mapping[str, Given]) -> tuple[str, ...]:
    """Return the steps the play leads through by these answers, in order, each once.

    A link back to a step already on the route is a loop: the route then goes on behind it.
    """
    if (
        plan.way is None or plan.way[0] != answers
    ):  # most acts, and every look at them, leave the answers as they are
        plan.way = dict(answers), _route(plan, answers)
    return plan.way[1]


def _route(plan: Plan, answers: Mapping[str, Given]) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    at = plan.main[0]
    place = 0  # of the newest step of the main path: where a branch comes back to
    while at:
        seen[at] = None
        place = plan.places.get(at, place)
        step = plan.steps[at]
        lead, _ = plan.led_by(step, answers)
        if not lead and step.id in plan.what_follows and plan.what_follows[step.id].moves:
            lead = plan.what_follows[step.id].to
        if lead == END:
            break
        at = lead if lead and lead not in seen else _after(plan, place, seen)
    return tuple(seen)


def _after(plan: Plan, place: int, seen: Container[str]) -> str:
    """Return the next step of the main path behind `place` that is not on the route yet, or ""."""
    for behind in range(place + 1, len(plan.main)):
        if plan.main[behind] not in seen:
            return plan.main[behind]
    return ""


def no_time(state: State, step: Step) -> bool:
    """Whether `step` was left because the call is short."""
    return state.short and not (step.must or step.branch or step.id in state.done or step.id in state.skipped)


def settled(state: State, step: Step) -> bool:
    """Whether nothing more is to be done in `step`."""
    return step.id in state.done or step.id in state.skipped or no_time(state, step)


def onward(plan: Plan, state: State, way: tuple[str, ...] | None = None) -> tuple[str, bool]:
    """Return where going on leads, a step's id or `#end`, and whether a link leads there.

    `way` is the route, where the caller has it at hand; the same of the functions below.

    A link is followed again only after an answer, a jump or going back chose it anew, so that a loop
    in the play never holds anybody.
    """
    at = state.at
    if at == END:
        return END, False
    step = plan.steps[at]
    lead, given = plan.led_by(step, state.answers)
    if lead and given > state.followed.get((at, lead), -1):
        return lead, True
    if step.branch:
        link = plan.what_follows.get(at)
        if link is not None and link.moves and link.to != at:
            before = state.followed.get((at, link.to), -1)
            if before < 0 or before < state.steered:
                return link.to, True
    return _first_open(plan, state, _ahead(plan, state, step, way)), False


def _ahead(plan: Plan, state: State, step: Step, way: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """Return what lies before the run on its route, from where it stands or from where its branch left."""
    way = route(plan, state.answers) if way is None else way
    place = way.index(step.id) if step.id in way else -1
    if step.branch:
        origin = next((at for at, _, _ in reversed(state.came) if at in plan.places), "")
        if origin in way:
            place = max(place, way.index(origin))
        elif origin and place < 0:
            return _behind_in_file(plan, way, origin)
    elif place < 0:
        return _behind_in_file(plan, way, step.id)
    return way[place + 1 :]


def _behind_in_file(plan: Plan, way: tuple[str, ...], id_: str) -> tuple[str, ...]:
    here = plan.order[id_]
    return tuple(other for other in way if other in plan.places and plan.order[other] > here)


def _first_open(plan: Plan, state: State, ids: tuple[str, ...]) -> str:
    return next((id_ for id_ in ids if id_ != state.at and not settled(state, plan.steps[id_])), END)


def after_short(plan: Plan, state: State) -> str:
    """Return where a run goes whose call has just become short: "" to stay.

    `state` already says so. Ahead first; a must left behind is gone back to before the end.
    """
    if state.at == END or not no_time(state, plan.steps[state.at]):
        return ""
    ahead = _first_open(plan, state, _ahead(plan, state, plan.steps[state.at]))
    return ahead if ahead != END else _first_open(plan, state, route(plan, state.answers))


def shown_route(plan: Plan, state: State, way: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """Return the steps of the route as a screen counts them: only what must be, when the call is short."""
    way = route(plan, state.answers) if way is None else way
    if not state.short:
        return way
    return tuple(id_ for id_ in way if id_ == state.at or not no_time(state, plan.steps[id_]))


def left_behind(
    plan: Plan, state: State, at: str | None = None, way: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    """Return the required steps of the route before `at` (default: where it stands) that are still open."""
    at = state.at if at is None else at
    way = route(plan, state.answers) if way is None else way
    if at == END:
        before = way
    elif at in way:
        before = way[: way.index(at)]
    else:
        before = tuple(id_ for id_ in way if plan.order[id_] < plan.order[at])
    return tuple(id_ for id_ in before if plan.steps[id_].required and not settled(state, plan.steps[id_]))
