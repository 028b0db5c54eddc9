"""Two real handbooks that nobody here wrote, named by PLAYBOOK_CORPORA."""

from __future__ import annotations

import os
import re
from collections import Counter
from functools import cache
from pathlib import Path

import msgspec
import pytest

from playbook.plays.model import Block, Hint, Notice, Page, Step, TalkTrack
from playbook.plays.parse import parse_page, read_blocks, read_page

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


def quotes_of(page: Page) -> list[Block]:
    """Every quote of a page: in its steps, its reference, its brief and its objections."""
    blocks = [block for each in page.steps for block in each.blocks]
    blocks += [block for each in page.objections for block in read_blocks(each.text, each.line + 1)]
    blocks += read_blocks(page.brief)
    return [block for block in blocks if isinstance(block, (Hint, Notice, TalkTrack))]


def test_labelled_stories_are_hints_and_the_rest_is_said() -> None:
    """Every quote of the presales playbook, against a reading of its lines alone."""
    hints, said = 0, 0
    for path, page in pages(PRESALES).items():
        expected: Counter[str] = Counter()
        before = ""
        for line in source(PRESALES, path):
            opens = re.match(r" {0,3}> ?(.*)", line)
            if opens and not before.lstrip().startswith(">"):
                label = re.match(r"\*\*([^*]+):\*\*", opens[1])
                expected[label[1] if label else "said"] += 1
            before = line
        found: Counter[str] = Counter()
        for block in quotes_of(page):
            if isinstance(block, TalkTrack):
                found["said"] += len(block.texts)
            elif isinstance(block, Hint):
                found[block.label] += 1
        assert found == expected, path
        said += found.pop("said", 0)
        hints += found.total()
    assert (hints, said) == (465, 88)


def test_the_labels_are_those_of_its_authors() -> None:
    labels = Counter(
        block.label
        for page in pages(PRESALES).values()
        for block in quotes_of(page)
        if isinstance(block, Hint)
    )
    assert labels == {
        "Failure Mode": 233,
        "War Story": 221,
        "Approved Response": 8,
        "Executive Summary": 1,
        "Subject": 1,
        "How to use this library": 1,
    }


SAID = {
    "docs/06-poc/poc-execution-control.md": {185: "Who in your", 192: "Before we kick"},
    "docs/06-poc/poc-philosophy.md": {217: "Based on our"},
    "docs/06-poc/structuring-the-pov-proof-of-value.md": {186: "This document protects", 363: "Based on the"},
    "docs/07-commercial-influence/rfp-strategy.md": {51: "Mr. Prospect, we", 177: "Does the system"},
    "docs/07-commercial-influence/templates-accelerators.md": {59: "To accelerate your"},
    "docs/08-technical-depth/cloud-platforms.md": {
        33: "Our platform runs",
        77: "Our standard deployment",
        105: "Our platform consolidates",
        111: "During our 14",
        117: "I understand you",
    },
    "docs/09-executive-selling/owning-the-cxo-room.md": {59: "Technical condition →"},
    "docs/10-tools/automation-personal-productivity.md": {16: "From this transcript"},
    f"{TEMPLATES}/business-case-one-pager.md": {53: "Payback in [X"},
    f"{TEMPLATES}/demo-storyboard.md": {31: "When we spoke"},
    f"{TEMPLATES}/mutual-close-plan.md": {49: "You told us"},
    f"{TEMPLATES}/poc-plan-success-criteria.md": {26: "Can [platform] [do"},
    "docs/01-foundations/senior-se-identity.md": {},
    "docs/03-discovery/questioning-techniques.md": {},
}


@pytest.mark.parametrize("path", sorted(SAID))
def test_words_to_say_were_told_from_stories_by_hand(path: str) -> None:
    tracks = [block for block in quotes_of(pages(PRESALES)[path]) if isinstance(block, TalkTrack)]
    found = {line: text for track in tracks for line, text in zip(track.lines, track.texts, strict=True)}
    assert {line: text.lstrip('*"')[: len(SAID[path][line])] for line, text in found.items()} == SAID[path]


def test_a_story_keeps_its_words_without_its_label() -> None:
    page = pages(PRESALES)["docs/06-poc/poc-execution-control.md"]
    story = next(block for block in quotes_of(page) if isinstance(block, Hint))
    assert (story.label, story.line) == ("War Story", 29)
    assert story.text.startswith("An SE was running a 14-day POV for a massive retail brand.")


@pytest.mark.parametrize(
    ("path", "title", "ids"),
    [
        (
            "sales/smb/smb-handoff.md",
            "SMB Hand-Off Process",
            ["populate-account-segmentation", "complete-role-mapping", "create-and-apply-production-license"],
        ),
        (
            "technical-success/support/process/enablement/docker-compose-migrations.md",
            "Docker/Docker-Compose Migrations",
            ["setup", "prepare-the-migration", "migrating", "getting-help"],
        ),
        (
            "technical-success/ps/process/implementation-cross-team-collaboration.md",
            "Implemenation Cross-Team Collaboration Overview",  # codespell:ignore
            [
                "evaluation-for-ie-led-deployments-and-migrations",
                "initiating-an-implementation-request",
                "handoff-to-implementation",
                "requirements-collection-and-project-planning",
                "handoff-from-implementation-to-ta",
            ],
        ),
        (
            "technical-success/support/process/moving-tickets-based-on-timezone.md",
            "Moving tickets that require a different timezone",
            [
                "if-the-ticket-is-new-make-sure-to-send-a-first-response-to-avoid-breaking-our-slas",
                "if-the-ticket-has-some-history-provide-a-brief-summary-of-the-issue-any-steps-youve-taken-"
                "and-any-potential-next-steps-to-set-up-the-next-engineer-for-success",
                "add-an-internal-note-indicating-that-the-customer-is-in-a-different-timezone-and-that-the-"
                "ticket-should-be-taken-by-someone-else",
                "unassign-yourself-from-the-ticket-on-zendesk-and-foqal",
            ],
        ),
    ],
)
def test_pages_of_the_company_handbook_have_the_steps_a_reader_sees(
    path: str, title: str, ids: list[str]
) -> None:
    page = pages(COMPANY)[f"content/departments/{path}"]
    assert page.title == title
    assert [each.id for each in page.run_steps] == ids


def test_a_page_of_one_ordered_list_is_run_item_by_item() -> None:
    page = pages(COMPANY)["content/departments/technical-success/ce/process/create-new-license.md"]
    assert len(page.run_steps) == 13
    details = page.run_steps[7]
    assert (details.title, details.line, len(details.todos)) == ("Fill out the license details:", 25, 14)
    assert [todo.depth for todo in details.todos][:4] == [0, 0, 1, 1]
    assert page.run_steps[4].title == "Click Create Enterprise subscriptions."
    assert page.run_steps[2].title.endswith("…")


def test_alerts_with_text_on_their_first_line_are_not_said() -> None:
    page = pages(COMPANY)[
        "content/departments/technical-success/ce/process/Cloud-Migration-for-Onprem-Customers.md"
    ]
    found = quotes_of(page)
    assert [type(block) for block in found] == [Hint, Hint, Notice]


def test_site_links_lead_from_the_handbooks_root() -> None:
    text = "\n".join(source(PRESALES, f"{TEMPLATES}/mutual-close-plan.md"))
    href = re.findall(r"\]\((docs/[^)]+)\)", text)[0]
    page = parse_page(f"## A\n### Q?\n- [x]({href})\n## B\n", f"{TEMPLATES}/x.md")
    lead = page.steps[0].questions[0].answers[0].leads_to
    assert f"{lead}.md" in pages(PRESALES)
