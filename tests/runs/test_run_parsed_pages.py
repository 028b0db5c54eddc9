"""Runs of pages as authors write them, read by the parser."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.paths import content_folder
from playbook.plays.fields import fill
from playbook.plays.model import Page
from playbook.plays.parse import parse_page
from playbook.plays.settings import parse_settings
from playbook.runs.plan import plan_of
from tests.runs.driver import Rep, outcome

EXAMPLE = """\
---
title: First discovery call
stage: discover
commitment: Introduces the person who owns the budget.
---

A first conversation.

## Open (1 min, must)

> Hi {{contact.first_name}}, thanks for making the time.

- [ ] Confirm how long they have
- [ ] Ask who else should be here

## Find the cost (10 min)

### How do you forecast today?

- Spreadsheets
- [Acme Forecast](../../battlecards/acme-forecast.md)
- They don't → [Qualify out](#qualify-out)

### What does a wrong forecast cost you?

## Agree the next step (2 min)

> [!IMPORTANT]
> Say that the call is recorded.

> You said that {{answer.how-do-you-forecast-today}} cost you {{answer.what-does-a-wrong-forecast-cost-you}}.

## Qualify out (branch)

> May I check back when your new CRO starts?

→ [End](#end)

## Background

Not a step.
"""


PLAYS = sorted((content_folder() / "plays").rglob("*.md"))


def starter(path: Path) -> Page:
    settings = parse_settings((content_folder() / "playbook.toml").read_text(encoding="utf-8"))
    return parse_page(
        path.read_text(encoding="utf-8"),
        path.relative_to(content_folder()).as_posix(),
        reference_headings=settings.vocabulary.reference_headings,
    )


@pytest.fixture
def example() -> Page:
    return parse_page(EXAMPLE, "plays/discover/first-call.md")


def test_the_example_of_the_format_is_run_as_it_says(example: Page) -> None:
    rep = Rep(example, fields={"contact.first_name": "Ada"}).connect("connected")
    assert [line.id for line in rep.view.steps] == [
        "open",
        "find-the-cost",
        "agree-the-next-step",
        "qualify-out",
    ]
    rep.tick("", "Confirm how long they have").next_step()
    rep.choose("how-do-you-forecast-today", "1").choose("what-does-a-wrong-forecast-cost-you", "two weeks")
    assert (
        fill("{{contact.first_name}}: {{answer.how-do-you-forecast-today}}", rep.view.fields)
        == "Ada: Spreadsheets"
    )
    rep.next_step()
    assert rep.view.can.next.startswith(
        "“Agree the next step” has a notice to acknowledge first: Say that the call"
    )
    rep.acknowledge().next_step()
    assert rep.view.over
    assert outcome(rep.finish("advance")) == {
        "open": "done",
        "find-the-cost": "done",
        "agree-the-next-step": "done",
        "qualify-out": "not-taken",
    }


def test_its_answers_lead_to_the_branch_the_end_and_the_battlecard(example: Page) -> None:
    rep = Rep(example).next_step().choose("how-do-you-forecast-today", "2")
    assert [offer.page for offer in rep.view.offers] == ["battlecards/acme-forecast"]
    rep.choose("how-do-you-forecast-today", "3").next_step()
    assert (rep.view.at, rep.view.next_title) == ("qualify-out", "the end")
    assert rep.next_step().view.over


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_every_play_of_the_starter_playbook_can_be_gone_through(path: Path) -> None:
    page = starter(path)
    rep = Rep(page).connect("connected")
    for _ in range(60):
        if rep.view.over:
            break
        if rep.view.waiting:
            rep.acknowledge()
        else:
            rep.next_step()
    assert rep.view.over
    record = rep.finish("advance")
    assert [line.id for line in record.steps if line.state == "done"] == list(plan_of(page).main)
    assert not [line.id for line in record.steps if line.state in ("skipped", "not-reached")]


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_every_answer_of_the_starter_playbook_leads_on_to_the_end(path: Path) -> None:
    page = starter(path)
    for question, leads in plan_of(page).leads.items():
        for answer in leads:
            rep = Rep(page).answer(question, answer)
            presses = 0
            while not rep.view.over:
                if rep.view.waiting:
                    rep.acknowledge()
                else:
                    rep.next_step()
                presses += 1
                assert presses < 60
