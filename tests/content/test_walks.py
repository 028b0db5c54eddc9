"""Every play of the starter is run to its end through the machine that reps use, by every answer that leads on."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from playbook.plays.model import END, Page, Question
from playbook.plays.parse import parse_page
from playbook.runs import machine
from playbook.runs.model import OpenRun
from playbook.runs.views import RunView, TalkView

CONTENT = Path(__file__).resolve().parents[2] / "content"
REFERENCE = tomllib.loads((CONTENT / "playbook.toml").read_text(encoding="utf-8"))["vocabulary"][
    "reference-headings"
]
PLAYS = [
    parse_page(
        path.read_text(encoding="utf-8"), path.relative_to(CONTENT).as_posix(), reference_headings=REFERENCE
    )
    for path in sorted((CONTENT / "plays").rglob("*.md"))
]
TURNS = [
    (page, question, answer.text)
    for page in PLAYS
    for step in page.run_steps
    for question in step.questions
    for answer in question.answers
    if answer.leads_to
]
"""Each answer that leads somewhere."""


def ours(page: Page) -> list[str]:
    """Return the ids of the steps that a rep goes through; those of others are only listed."""
    return [step.id for step in page.path_steps if step.by == "sales"]


def plainest(question: Question) -> str:
    """Return the first answer that leads nowhere; for a question with a text, some words."""
    if question.choose == "text":
        return f"words on {question.id}"
    return next(answer.text for answer in question.answers if not answer.leads_to)


def walk(page: Page, turn: tuple[str, str] | None = None) -> tuple[OpenRun, list[str], list[RunView]]:
    """Run `page` to its end; every question gets its plainest answer, but the one of `turn` gets that."""
    run = machine.start(page, id="0" * 16, rep="lee", started="2026-11-21T09:00:00.000Z", blob="b" * 40)
    run = machine.connect(page, run, 1, "connected")
    seen: list[str] = []
    views: list[RunView] = []
    for moment in range(2, 60):
        state = machine.view(page, run, moment)
        if not state.at:
            break
        step = page.step(state.at)
        assert step is not None
        seen.append(step.id)
        for _ in step.notices:
            run = machine.acknowledge(page, run, moment)
        for todo in step.todos:
            run = machine.tick(page, run, moment, step.id, todo.id)
        for question in step.questions:
            given = turn[1] if turn and turn[0] == question.id else plainest(question)
            run = machine.answer(page, run, moment, question.id, given)
        views.append(machine.view(page, run, moment))
        run = machine.next_step(page, run, moment)
    return run, seen, views


@pytest.mark.parametrize("page", PLAYS, ids=lambda page: page.id)
def test_the_plain_way_goes_through_every_step_on_the_path_once(page: Page) -> None:
    run, seen, _ = walk(page)
    assert seen == ours(page)
    last = machine.view(page, run, 100)
    assert last.at == ""
    assert last.left_behind == ()


@pytest.mark.parametrize(
    ("page", "question", "answer"),
    TURNS,
    ids=[f"{page.id.split('/')[-1]}: {question.id}: {answer}" for page, question, answer in TURNS],
)
def test_an_answer_leads_where_it_says_and_the_run_comes_to_an_end(
    page: Page, question: Question, answer: str
) -> None:
    target = next(one.leads_to for one in question.answers if one.text == answer)
    asked_in = question.id.split("/")[0]
    asked = page.step(asked_in)
    assert asked is not None
    assert not asked.branch, "a branch asks nothing that leads on: there would be no end to it"
    run, seen, views = walk(page, (question.id, answer))
    assert machine.view(page, run, 100).at == ""
    there = seen.index(asked_in)
    if target.startswith("#") and target != END:
        branch = page.step(target[1:])
        assert branch is not None
        assert seen[there + 1] == branch.id
        assert seen.count(branch.id) == 1
        if branch.leads_to == END:
            assert seen[-1] == branch.id
        else:
            assert seen[there + 2 :] == ours(page)[ours(page).index(asked_in) + 1 :]
    else:
        assert target in [offer.page for offer in views[there].offers]
        assert seen == ours(page)


@pytest.mark.parametrize("page", PLAYS, ids=lambda page: page.id)
def test_what_a_talk_track_repeats_has_been_said_by_then(page: Page) -> None:
    _, seen, views = walk(page)
    for step, state in zip(seen, views, strict=True):
        for block in state.blocks:
            if isinstance(block, TalkView):
                for field in (name for name in page.fields if name.startswith("answer.")):
                    if any(field in text for text in block.talk.texts):
                        assert state.fields.get(field), (step, field)
