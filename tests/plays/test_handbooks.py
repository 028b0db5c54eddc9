"""Two real handbooks that nobody here wrote, named by PLAYBOOK_CORPORA."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import msgspec
import pytest

from playbook.plays.model import Page, Step, TalkTrack
from playbook.plays.parse import parse_page, read_page

CORPORA = os.environ.get("PLAYBOOK_CORPORA", "")
pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CORPORA, reason="PLAYBOOK_CORPORA does not name the folder of the real handbooks"),
]
PRESALES = "presales-playbook"
COMPANY = "sourcegraph-handbook"
TEMPLATES = "docs/13-templates"


@cache
def pages(handbook: str) -> dict[str, Page]:
    root = Path(CORPORA) / handbook
    files = sorted(root.rglob("*.md"))
    return {
        file.relative_to(root).as_posix(): read_page(file.read_bytes(), file.relative_to(root).as_posix())
        for file in files
    }


def source(handbook: str, path: str) -> list[str]:
    return (Path(CORPORA) / handbook / path).read_text("utf-8").split("\n")


@pytest.mark.parametrize(("handbook", "count"), [(PRESALES, 78), (COMPANY, 209)])
def test_every_page_is_read_and_can_be_cached(handbook: str, count: int) -> None:
    found = pages(handbook)
    assert len(found) == count
    for path, page in found.items():
        assert page.title, path
        assert page.kind == "page", path
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(page), type=Page) == page


@pytest.mark.parametrize("handbook", [PRESALES, COMPANY])
def test_only_empty_pages_have_problems(handbook: str) -> None:
    told = {path: [problem.message for problem in page.problems] for path, page in pages(handbook).items()}
    empty = {path for path in told if not "".join(source(handbook, path)).strip()}
    assert {path: said for path, said in told.items() if said} == {
        path: ["The file is empty."] for path in empty
    }
    assert len(empty) == (0 if handbook == PRESALES else 2)


@pytest.mark.parametrize(("handbook", "runnable"), [(PRESALES, 75), (COMPANY, 167)])
def test_pages_with_at_least_two_steps_can_be_run(handbook: str, runnable: int) -> None:
    found = pages(handbook)
    for path, page in found.items():
        assert page.runnable == (len(page.run_steps) >= 2 and not path.endswith("README.md")), path
    assert sum(page.runnable for page in found.values()) == runnable


@pytest.mark.parametrize("handbook", [PRESALES, COMPANY])
def test_every_value_stands_on_its_line(handbook: str) -> None:
    """What a step, question, to-do or quote says begins on the line that it names."""
    for path, page in pages(handbook).items():
        lines = source(handbook, path)
        for step in page.steps:
            assert _words(_shown(step.title))[:2] == _words(_shown(lines[step.line - 1]))[:2], path
            for block in step.blocks:
                first = block.texts[0] if isinstance(block, TalkTrack) else block.text
                told = _words(_shown(first.split("\n")[0]))
                there = _words(_shown(lines[block.line - 1]))
                assert not told or told[-1] in there or " ".join(told) in " ".join(there), (path, block)


def _shown(text: str) -> str:
    """Return text without link targets, tags, footnotes and list numbers."""
    text = re.sub(r"^\W*\d+[.)]\s+(?=\S)", "", text.replace("\\", ""))
    return re.sub(r"\]\([^)]*\)|<[^>]*>|\[\^\w+\]|&\w+;", "", text)


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.replace("_", " ").replace("*", "").replace("`", ""))


TEMPLATE_STEPS = {
    "business-case-one-pager": [
        "1-the-problem-in-money",
        "2-the-proposed-change-three-sentences-zero-product-names-in-the-first-two",
        "3-quantified-benefits--conservative--expected",
        "4-total-cost-of-ownership-3-year",
        "5-the-verdict-line",
        "6-risk-of-the-investment-vs-risk-of-inaction",
        "7-assumptions--sensitivity",
    ],
    "deal-qualification-scorecard": [
        "hard-blockers--any-yes-stops-the-deal-until-resolved",
        "signal-scoring--1-weak-to-5-strong",
        "verdict",
    ],
    "demo-storyboard": [
        "1-frame",
        "2-cold-open-minutes-03--no-agenda-slide-no-company-history",
        "3-scene-table",
        "4-deliberately-not-showing",
        "5-anticipated-objections-top-3",
        "6-pre-flight-t-30-minutes",
        "7-post-demo-capture-within-1-hour",
    ],
    "discovery-call-plan": [
        "1-pre-call-research-facts-only",
        "2-hypothesis",
        "3-call-objective-specific--measurable",
        "4-aese-role-split",
        "5-question-arc-top-6-only--this-is-not-an-interrogation",
        "6-landmines--politics",
        "7-success-criteria-for-this-call",
    ],
    "discovery-summary": [
        "1-what-we-heard-their-words-not-ours",
        "2-current-state",
        "3-stakeholders",
        "4-compelling-event",
        "5-decision-criteria-as-stated-today",
        "6-open-questions--risks",
        "7-agreed-next-step",
    ],
    "executive-briefing-one-pager": [
        "why-this-meeting-two-sentences",
        "what-your-team-found-their-evidence-not-our-claims",
        "the-decision-structure",
        "the-one-diagram",
        "risk-were-asking-you-to-weigh-candour-pre-empted",
        "the-ask",
    ],
    "mutual-close-plan": [
        "the-path-every-row-has-one-owner-per-side-and-a-real-date",
        "known-friction--surfaced-now-not-discovered-in-week-6",
        "weekly-health-check-every-friday-10-min-aesechampion",
        "the-sentence-that-makes-it-mutual",
    ],
    "poc-plan-success-criteria": [
        "1-purpose--decision-link",
        "2-success-criteria--the-3-mandatory-requirements",
        "3-scope",
        "4-timeline-max-3-weeks",
        "5-resource-commitments",
        "6-cadence--communication",
        "7-end-state--end-date-no-extensions-by-default",
    ],
    "rfp-response-matrix": [
        "part-a--triage-before-anyone-writes-a-word",
        "part-b--response-tracker",
    ],
    "se-to-delivery-handoff": [
        "1-why-they-bought-one-paragraph",
        "2-what-was-promised--the-complete-list-including-the-uncomfortable-ones",
        "3-what-was-demoed-vs-what-they-bought",
        "4-technical-landscape-verified-vs-assumed",
        "5-the-people",
        "6-red-flags-id-watch-the-section-only-the-se-can-write",
        "7-commitments-requiring-se-continuity",
        "8-first-30-days--what-delivery-should-do-differently-because-of-all-the-above",
    ],
    "solution-design-document": [
        "0-executive-summary-write-this-last-read-first--max-5-sentences",
        "1-business-context-from-discovery--link-dont-repeat",
        "2-current-state-as-is",
        "3-target-state-to-be",
        "4-minimum-viable-transformation",
        "5-key-design-decisions",
        "6-assumptions-register-each-one-is-a-deal-risk-until-verified",
        "7-integration--security-posture",
        "8-sizing--commercial-envelope-bands-not-quotes",
        "version-log",
    ],
    "technical-win-report": [
        "1-verdict",
        "2-results-vs-signed-criteria",
        "3-what-this-proves-in-business-terms",
        "4-evaluation-team-verdicts-collected-before-this-report-was-sent",
        "5-observations--caveats-candour-builds-trust--hiding-these-kills-it-later",
        "6-agreed-next-step-per-1-of-the-signed-poc-plan",
        "7-environment-close-out",
    ],
}


def test_there_are_twelve_templates_and_a_page_about_them() -> None:
    there = {Path(path).stem for path in pages(PRESALES) if path.startswith(f"{TEMPLATES}/")}
    assert there == {*TEMPLATE_STEPS, "README"}
    assert len(TEMPLATE_STEPS) == 12


@pytest.mark.parametrize("name", sorted(TEMPLATE_STEPS))
def test_a_template_keeps_its_steps_inside_its_fence(name: str) -> None:
    page = pages(PRESALES)[f"{TEMPLATES}/{name}.md"]
    assert [step.id for step in page.run_steps] == TEMPLATE_STEPS[name]
    assert [step.id for step in page.steps if step.reference] == ["how-to-fill-it-in"]
    assert page.template
    assert page.runnable
    assert page.title.startswith("13.")
    lines = source(PRESALES, f"{TEMPLATES}/{name}.md")
    for step in page.run_steps:
        assert lines[step.line - 1].startswith("## ")


def step(path: str, id_: str) -> Step:
    found = pages(PRESALES)[path].step(id_)
    assert found is not None
    return found


def test_what_a_template_asks_to_do_and_say() -> None:
    plan = f"{TEMPLATES}/discovery-call-plan.md"
    arc = step(plan, "5-question-arc-top-6-only--this-is-not-an-interrogation")
    assert [todo.text for todo in arc.todos][3:5] == [
        "[Who else feels this pain?]",
        "[What happens if nothing changes by (their fiscal event)?]",
    ]
    assert all(todo.ordered for todo in arc.todos)
    assert [todo.id for todo in step(plan, "7-success-criteria-for-this-call").todos] == [
        "pain-quantified-in-their-numbers-not-our-slides",
        "economic-buyer-named-or-path-to-them-identified",
        "concrete-next-step-accepted-with-a-date",
    ]
    [words] = step(plan, "2-hypothesis").talk_tracks
    assert words.texts[0].startswith('"Based on [evidence], I believe [account]')
    assert words.texts[0].count("\n") == 2
    flight = step(f"{TEMPLATES}/demo-storyboard.md", "6-pre-flight-t-30-minutes")
    assert len(flight.todos) == 5
    criteria = step(f"{TEMPLATES}/discovery-summary.md", "5-decision-criteria-as-stated-today")
    assert [todo.text for todo in criteria.todos] == ["______"] * 3
    [asked] = step(
        f"{TEMPLATES}/rfp-response-matrix.md", "part-a--triage-before-anyone-writes-a-word"
    ).questions
    assert asked.text == "A1. Fingerprint Check — who wrote this RFP?"


def test_a_page_of_one_ordered_list_is_run_item_by_item() -> None:
    page = pages(COMPANY)["content/departments/technical-success/ce/process/create-new-license.md"]
    assert len(page.run_steps) == 13
    details = page.run_steps[7]
    assert (details.title, details.line, len(details.todos)) == ("Fill out the license details:", 25, 14)
    assert [todo.depth for todo in details.todos][:4] == [0, 0, 1, 1]
    assert page.run_steps[4].title == "Click Create Enterprise subscriptions."
    assert page.run_steps[2].title.endswith("…")


def test_site_links_lead_from_the_handbooks_root() -> None:
    text = "\n".join(source(PRESALES, f"{TEMPLATES}/mutual-close-plan.md"))
    href = re.findall(r"\]\((docs/[^)]+)\)", text)[0]
    page = parse_page(f"## A\n### Q?\n- [x]({href})\n## B\n", f"{TEMPLATES}/x.md")
    lead = page.steps[0].questions[0].answers[0].leads_to
    assert f"{lead}.md" in pages(PRESALES)
