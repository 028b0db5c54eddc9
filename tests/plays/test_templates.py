"""Plays that a page keeps inside a fence."""

from __future__ import annotations

import pytest

from playbook.plays.model import Hint, Prose, TalkTrack, Todo
from playbook.plays.parse import parse_page

TEXT = """\
---
title: Plan
---
Outer brief.

## The Template

```markdown
# Plan for [Account]

**Date:** ______

## 1. Open (1 min, must)

> "Hi [name]."

- [ ] Confirm

## Background

1. Facts

## 2. Close

> **Story:** once

## Objections

### Too dear

> So what?

[^1]: as of 2026-01
```

---

## How to fill it in

1. **Slowly.** By hand.

> **Failure mode:** none.
"""


def test_the_template_stands_in_place_of_its_section() -> None:
    page = parse_page(TEXT, "docs/plan.md")
    assert [(step.id, step.reference, step.line, step.end_line) for step in page.steps] == [
        ("1-open", False, 13, 17),
        ("background", True, 19, 21),
        ("2-close", False, 23, 25),
        ("how-to-fill-it-in", True, 38, 42),
    ]
    assert page.template
    assert page.runnable
    assert page.title == "Plan"
    assert page.brief == "Outer brief.\n\n# Plan for [Account]\n\n**Date:** ______"
    [first, _, third, last] = page.steps
    assert (first.seconds, first.must) == (60, True)
    assert first.blocks == (TalkTrack(('"Hi [name]."',), 15, (15,)), Todo("confirm", "Confirm", line=17))
    assert third.blocks == (Hint("once", "Story", 25),)
    assert last.blocks == (Prose("1. **Slowly.** By hand.", 40), Hint("none.", "Failure mode", 42))
    assert [(each.id, each.text, each.line) for each in page.objections] == [
        ("too-dear", "> So what?\n\n[^1]: as of 2026-01", 29)
    ]
    assert [(each.label, each.as_of, each.line) for each in page.evidence] == [("1", "2026-01", 33)]


def test_text_around_the_fence_stays_as_reference() -> None:
    page = parse_page("## T\n\nbefore\n\n```md\n## A\n\n## B\n```\n\nafter\n\n## Z\n", "x.md")
    assert [(step.id, step.reference) for step in page.steps] == [
        ("t", True),
        ("a", False),
        ("b", False),
        ("z", True),
    ]
    assert page.steps[0].blocks == (Prose("before", 3), Prose("after", 11))


def test_a_fence_before_any_heading_is_a_template_too() -> None:
    page = parse_page("# T\n\nbrief\n\n~~~ Markdown title=x\nInside\n\n## A\n## B\n~~~\n\nafter\n", "x.md")
    assert [step.id for step in page.steps] == ["a", "b"]
    assert page.brief == "brief\n\nafter\n\nInside"


def test_templates_before_and_below_headings_keep_their_order() -> None:
    page = parse_page("```md\n## A\n## B\n```\n\n## X\n\n```md\n## C\n## D\n```\n\n## Y\n\n## Z\n", "x.md")
    assert [(step.id, step.reference) for step in page.steps] == [
        ("a", False),
        ("b", False),
        ("c", False),
        ("d", False),
        ("y", True),
        ("z", True),
    ]


def test_several_templates_are_one_play() -> None:
    page = parse_page("## X\n```md\n## A\n## B\n```\n## Y\n```md\n## A\n## C\n```\n", "x.md")
    assert [step.id for step in page.run_steps] == ["a", "b", "a-1", "c"]
    assert [step.line for step in page.run_steps] == [3, 4, 8, 9]


def test_a_fence_inside_the_template_is_code() -> None:
    page = parse_page("````md\n## A\n\n```sh\n## no\n```\n\n## B\n````\n", "x.md")
    assert [step.id for step in page.steps] == ["a", "b"]
    assert page.steps[0].blocks == (Prose("```sh\n## no\n```", 4),)


@pytest.mark.parametrize(
    "fence",
    [
        "```md\n## A\n```",
        "```\n## A\n## B\n```",
        "```html\n## A\n## B\n```",
        "```mdx\n## A\n## B\n```",
        "```md\n### A\n### B\n```",
        "```md\n    ## A\n    ## B\n```",
        "```md\n##A\n##B\n```",
        "- ```md\n  ## A\n  ## B\n  ```",
        "> ```md\n> ## A\n> ## B\n> ```",
        "~~~md\n```\n## A\n## B\n```\n~~~",
    ],
)
def test_other_fences_are_code(fence: str) -> None:
    page = parse_page(f"## X\n\n{fence}\n\n## Y\n", "x.md")
    assert [step.id for step in page.steps] == ["x", "y"]
    assert not page.template


def test_answers_lead_to_steps_of_the_template() -> None:
    page = parse_page(
        "## X\n```md\n## A\n### Q?\n- x → [b](#b)\n- y → [how](#x)\n## B\n```\n## Y\n", "p/x.md"
    )
    assert [answer.leads_to for answer in page.steps[0].questions[0].answers] == ["#b", ""]
    page = parse_page("## X\nhow\n```md\n## A\n### Q?\n- y → [how](#x)\n## B\n```\n## Y\n", "p/x.md")
    assert [step.id for step in page.run_steps] == ["a", "b"]
    assert page.run_steps[0].questions[0].answers[0].leads_to == "p/x#x"


def test_an_unclosed_template_ends_with_the_page() -> None:
    page = parse_page("## X\n\n```md\n## A\n\na\n\n## B\n\nb\n", "x.md")
    assert [(step.id, step.line, step.end_line) for step in page.steps] == [("a", 4, 6), ("b", 8, 10)]
