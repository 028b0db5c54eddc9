"""Which words of the real handbooks are said, and which are stories and hints."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from playbook.plays.model import Block, Hint, Notice, Page, TalkTrack
from playbook.plays.parse import read_blocks
from tests.plays.test_handbooks import COMPANY, CORPORA, PRESALES, TEMPLATES, pages, source

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CORPORA, reason="PLAYBOOK_CORPORA does not name the folder of the real handbooks"),
]


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


def test_alerts_with_text_on_their_first_line_are_not_said() -> None:
    page = pages(COMPANY)[
        "content/departments/technical-success/ce/process/Cloud-Migration-for-Onprem-Customers.md"
    ]
    found = quotes_of(page)
    assert [type(block) for block in found] == [Hint, Hint, Notice]
