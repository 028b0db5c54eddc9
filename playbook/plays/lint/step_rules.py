"""Rules about a play's steps and where they lead: PB006, PB008, PB009."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from playbook.plays.lint.context import Context
from playbook.plays.lint.model import Finding
from playbook.plays.lint.source import Source
from playbook.plays.model import END, Hint, Page, Prose, Step
from playbook.plays.slug import slug

MOST_STEPS = 10

_BOXED = re.compile(r"[ \t>]*(?:\d{1,9}[.)]|[-*+])[ \t]+\[[ xX]\][ \t]")
_ITEM = re.compile(r"[ \t]*(?:\d{1,9}[.)]|[-*+])[ \t]")


def something_in_it(source: Source, context: Context) -> Iterator[Finding]:
    """PB006: a step with nothing to say, ask or do; to-dos that are answers; more steps than one follows on a call."""
    page = source.page
    if not page.runnable:
        return
    yield from _todos_among_answers(source)
    is_play = page.kind == "play"
    for step in page.run_steps:
        silent = (
            all(isinstance(block, (Hint, Prose)) for block in step.blocks) if is_play else not step.blocks
        )
        # An item of a list is itself what is to be done.
        if silent and step.by == "sales" and not _ITEM.match(source.lines[step.line - 1]):
            what = "Nothing to say, ask or do stands in" if step.blocks else "Nothing stands in"
            yield Finding(
                page.path, step.line, "PB006",
                f"{what} the step “{step.title}”. Fill it, join it to its neighbour, or move it to Background.",
            )  # fmt: skip
    count = len(page.path_steps)
    if is_play and count > MOST_STEPS:
        line = page.path_steps[MOST_STEPS].line
        yield Finding(
            page.path, line, "PB006",
            f"{count} steps are more than anybody follows on a call; at most {MOST_STEPS}, better seven. Join some, or "
            "make two plays.",
        )  # fmt: skip


def _todos_among_answers(source: Source) -> Iterator[Finding]:
    """Find the check boxes that close a question's plain bullets: one list, so that they are answers too."""
    page = source.page
    for question in (question for step in page.run_steps for question in step.questions):
        boxed = [_BOXED.match(source.lines[one.line - 1]) is not None for one in question.answers]
        if True not in boxed or boxed[0] or False in boxed[boxed.index(True) :]:
            continue
        answer = question.answers[boxed.index(True)]
        yield Finding(
            page.path, answer.line, "PB006",
            f"“{answer.text}” stands in the list of answers to “{question.text}”, so it is offered as an answer and is "
            "no to-do. Write to-dos before the question, or begin them with another sign: * [ ] instead of - [ ].",
        )  # fmt: skip


def branches(source: Source, context: Context) -> Iterator[Finding]:
    """PB008: a branch that no answer leads to; steps that lead round and round without a way out."""
    page = source.page
    if not page.runnable:
        return
    ways = _ways(page)
    reached = {target for targets in ways.values() for target in targets}
    for step in page.run_steps:
        if step.branch and f"#{step.id}" not in reached:
            yield Finding(
                page.path, step.line, "PB008",
                f"No answer leads to the branch “{step.title}”. Let one: - Not now → [{step.title}](#{step.id})",
            )  # fmt: skip
    stuck = _stuck(ways)
    if stuck:
        first = next(step for step in page.run_steps if f"#{step.id}" in stuck)
        names = ", ".join(f"“{step.title}”" for step in page.run_steps if f"#{step.id}" in stuck)
        yield Finding(
            page.path, first.line, "PB008",
            f"There is no way out of {names}: every way leads back. End the last one with → [End](#end).",
        )  # fmt: skip


def _ways(page: Page) -> dict[str, set[str]]:
    """Return for each step where a run can go from it; `#end` for the end."""
    path = [f"#{step.id}" for step in page.path_steps]
    after = dict(zip(path, [*path[1:], END], strict=True))
    ways: dict[str, set[str]] = {}
    for step in page.run_steps:
        here = f"#{step.id}"
        onward = {_known(page, step.leads_to)} if step.leads_to else {after.get(here, END)}
        ways[here] = onward | {_known(page, leads) for leads in _leads(step)}
    return ways


def _leads(step: Step) -> list[str]:
    return [answer.leads_to for question in step.questions for answer in question.answers if answer.leads_to]


def _known(page: Page, leads_to: str) -> str:
    """Return a step or the end that a link leads to; what lies on other pages is a way out."""
    return leads_to if leads_to.startswith("#") and page.step(leads_to[1:]) else END


def _stuck(ways: dict[str, set[str]]) -> set[str]:
    """Return the steps from which the end cannot be reached: what a walk back from the end does not meet."""
    before: dict[str, set[str]] = {}
    for here, targets in ways.items():
        for target in targets:
            before.setdefault(target, set()).add(here)
    waiting, free = [END], {END}
    while waiting:
        for here in before.get(waiting.pop(), ()):
            if here not in free:
                free.add(here)
                waiting.append(here)
    return set(ways) - free


def one_id_each(source: Source, context: Context) -> Iterator[Finding]:
    """PB009: two steps, objections or questions of a step with one name, and so with one id."""
    page = source.page
    if not page.runnable:
        return
    named = [(step.title, step.line, "steps") for step in page.steps]
    named += [(one.title, one.line, "objections") for one in page.objections]
    yield from _doubled(page, sorted(named, key=lambda one: one[1]), "")
    for step in page.run_steps:
        asked = [(question.text, question.line, "questions") for question in step.questions]
        yield from _doubled(page, asked, f" of the step “{step.title}”")


def _doubled(page: Page, named: list[tuple[str, int, str]], where: str) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for title, line, what in named:
        name = slug(title)
        seen[name] += 1
        if name and seen[name] > 1:
            yield Finding(
                page.path, line, "PB009",
                f"Two {what}{where} are called “{title}”. Records tell them apart by their order only; give this one "
                "another name.",
            )  # fmt: skip
