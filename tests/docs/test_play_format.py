"""docs/play-format.md: its play is read as it says, and it names every key of the front matter."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from playbook.plays import facts
from playbook.plays.fields import fill
from playbook.plays.model import END, Step
from playbook.plays.parse import parse_page
from playbook.plays.settings import Settings
from playbook.runs import machine
from playbook.runs.model import OpenRun
from tests.docs.markdown import DOCS, LONGEST, code, fences, prose, read, section, tables

DOC = read("play-format.md")
PATH = "plays/connect/after-the-trade-show.md"
PLAY = parse_page(fences(DOC, "markdown")[0], PATH)
TOML = fences(DOC, "toml")[0]


def step(id_: str) -> Step:
    found = PLAY.step(id_)
    assert found is not None, id_
    return found


def first(text: str) -> Step:
    """Return the first step of a page that begins with `text` and has one step more."""
    found, _ = parse_page(f"{text}\n\n## Last\n", "plays/x.md").steps
    return found


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST
    assert len(fences(DOC, "markdown")) == len(fences(DOC, "toml")) == 1


# The example


def test_the_play_is_read_without_a_warning_and_can_be_run() -> None:
    assert f"`{PATH}`" in DOC
    assert PLAY.problems == ()
    assert (PLAY.title, PLAY.kind, PLAY.runnable, PLAY.template) == (
        "After the trade show", "play", True, False,
    )  # fmt: skip
    assert PLAY.brief == "They left a card at our stand in the last ten days. Find out what made them stop."


def test_its_steps_are_those_that_the_text_counts() -> None:
    assert "Three steps to walk, one of marketing's, one branch." in DOC
    assert [one.id for one in PLAY.steps] == [
        "say-who-you-are", "what-made-them-stop", "agree-a-date", "send-the-case-study",
        "leave-the-door-open", "background",
    ]  # fmt: skip
    walked = [one for one in PLAY.path_steps if one.by == "sales"]
    assert [(one.id, one.seconds, one.must) for one in walked] == [
        ("say-who-you-are", 30, True),
        ("what-made-them-stop", 180, False),
        ("agree-a-date", 120, True),
    ]
    assert [(one.id, one.optional) for one in PLAY.path_steps if one.by == "marketing"] == [
        ("send-the-case-study", True)
    ]
    assert [(one.id, one.leads_to) for one in PLAY.steps if one.branch] == [("leave-the-door-open", END)]
    assert [one.id for one in PLAY.steps if one.reference] == ["background"]


def test_its_words_hints_and_notices() -> None:
    (said,) = step("say-who-you-are").talk_tracks
    assert [text.split(",")[0] for text in said.texts] == ["Hello", "Hello"]
    assert [todo.text for todo in step("say-who-you-are").todos] == ["Send the checklist while you talk"]
    stop = step("what-made-them-stop")
    assert [(one.level, one.text) for one in stop.notices] == [
        ("important", "Name no other visitor of the stand.")
    ]
    assert [(one.label, one.text) for one in stop.hints] == [
        ("Tip", "Let them finish. The second reason is often the real one.")
    ]
    assert stop.talk_tracks == ()
    todos = step("agree-a-date").todos
    assert [(one.id, one.ordered) for one in todos] == [
        ("offer-two-dates", True),
        ("send-the-invitation-before-you-hang-up", True),
    ]


def test_its_questions_and_where_answers_lead() -> None:
    which, when, worth = step("what-made-them-stop").questions
    assert (which.id, which.choose) == ("what-made-them-stop/which-of-these-was-it", "many")
    assert [one.text for one in which.answers] == ["Trucks wait at the gate", "Shifts are planned by hand"]
    assert (when.choose, [(one.text, one.leads_to) for one in when.answers]) == (
        "one",
        [
            ("This quarter", ""),
            ("They have a spreadsheet", "battlecards/spreadsheet-and-phone"),
            ("Not this year", "#leave-the-door-open"),
        ],
    )
    assert (worth.choose, worth.answers) == ("text", ())


def test_its_objection_evidence_and_fields() -> None:
    assert [(one.id, one.title) for one in PLAY.objections] == [
        ("we-have-no-time-for-this", '"We have no time for this"')
    ]
    assert [(one.label, one.as_of) for one in PLAY.evidence] == [("hours", "2026-06")]
    assert PLAY.fields == ("rep.first_name", "company.name")


def test_its_facts() -> None:
    found = PLAY.facts
    assert (found.stage, found.channels, found.triggers) == ("connect", ("phone",), ("stand-visit",))
    assert found.owners == {"marketing": "dana", "sales": "lee"}
    assert (found.status, found.verified) == ("live", date(2026, 11, 2))
    assert found.value.startswith("Gets the checklist") and found.commitment.startswith("Agrees to half")
    assert found.extra == {}


# The path


def a_run() -> OpenRun:
    run = machine.start(PLAY, id="r", rep="lee", started="2026-11-23T10:00:00.000Z", blob="b")
    run = machine.next_step(PLAY, machine.connect(PLAY, run, 1, "connected"), 2)
    return machine.acknowledge(PLAY, run, 3)


def at(run: OpenRun) -> str:
    return machine.view(PLAY, run).at


def test_a_run_walks_from_top_to_bottom_past_the_branch_and_marketings_step() -> None:
    run = a_run()
    assert at(run) == "what-made-them-stop"
    run = machine.next_step(PLAY, machine.answer(PLAY, run, 4, "when-do-they-want-it-solved", ["1"], ""), 5)
    assert at(run) == "agree-a-date"
    run = machine.next_step(PLAY, run, 6)
    assert (at(run), machine.view(PLAY, run).over) == ("", True)


def test_the_answer_that_leads_to_the_branch_ends_the_run_as_the_text_says() -> None:
    assert '"Not this year" goes to *Leave the door open*' in DOC
    run = a_run()
    run = machine.answer(PLAY, run, 4, "when-do-they-want-it-solved", ["Not this year"], "")
    run = machine.next_step(PLAY, run, 5)
    assert at(run) == "leave-the-door-open"
    run = machine.next_step(PLAY, run, 6)
    assert machine.view(PLAY, run).over


def test_a_branch_without_a_link_goes_on_after_the_step_it_was_entered_from() -> None:
    page = parse_page(
        "## A\n\n### Well?\n\n- Aside → [D](#d)\n\n## B\n\nx\n\n## C\n\nx\n\n## D (branch)\n\nx\n",
        "plays/x.md",
    )
    run = machine.start(page, id="r", rep="lee", started="2026-11-23T10:00:00.000Z", blob="b")
    run = machine.answer(page, machine.connect(page, run, 1, "connected"), 2, "well", ["1"], "")
    stood = []
    for second in (3, 4):
        run = machine.next_step(page, run, second)
        stood.append(machine.view(page, run).at)
    assert stood == ["d", "b"]


def test_leaving_a_required_step_behind_is_recorded_and_no_error() -> None:
    run = machine.go_to(PLAY, a_run(), 4, "leave-the-door-open")
    assert machine.view(PLAY, run).left_behind == ("what-made-them-stop", "agree-a-date")


# What means what, row by row

MEANINGS: list[tuple[str, str, Callable[[Step], object], object]] = [
    ("`(30 s)`", "## A (30 s)", lambda s: s.seconds, 30),
    ("`(3 min)`", "## A (3 min)", lambda s: s.seconds, 180),
    ("`(~5 min)`", "## A (~5 min)", lambda s: s.seconds, 300),
    ("`(1–2 min)`", "## A (1–2 min)", lambda s: s.seconds, 120),
    ("`(must)`", "## A (must)", lambda s: s.must, True),
    ("`(optional)`", "## A (optional)", lambda s: s.optional, True),
    ("`(branch)`", "## A (branch)", lambda s: s.branch, True),
    ("`(by marketing)`", "## A (by marketing)", lambda s: s.by, "marketing"),
    ("`(2 min, must)`", "## A (2 min, must)", lambda s: (s.title, s.seconds, s.must), ("A", 120, True)),
    ("stays in the\ntitle", "## A (for them)", lambda s: s.title, "A (for them)"),
    ("`> quote`", "## A\n\n> one\n\n> two\n\nx\n\n> three",
     lambda s: [t.texts for t in s.talk_tracks], [("one", "two"), ("three",)]),
    ("`> **War story:** …`", "## A\n\n> **War story:** x", lambda s: [(h.label, h.text) for h in s.hints],
     [("War story", "x")]),
    ("`> [!NOTE]`", "## A\n\n> [!NOTE]\n> x", lambda s: [(h.label, h.text) for h in s.hints], [("Note", "x")]),
    ("`> [!TIP]`", "## A\n\n> [!TIP]\n> x", lambda s: [(h.label, h.text) for h in s.hints], [("Tip", "x")]),
    ("`> [!IMPORTANT]`", "## A\n\n> [!IMPORTANT]\n> x", lambda s: [n.level for n in s.notices], ["important"]),
    ("`> [!WARNING]`", "## A\n\n> [!WARNING]\n> x", lambda s: [n.level for n in s.notices], ["warning"]),
    ("`> [!CAUTION]`", "## A\n\n> [!CAUTION]\n> x", lambda s: [n.level for n in s.notices], ["caution"]),
    ("`- [ ] text`", "## A\n\n- [ ] x", lambda s: [(t.text, t.ordered) for t in s.todos], [("x", False)]),
    ("`1. text`", "## A\n\n1. x", lambda s: [(t.text, t.ordered) for t in s.todos], [("x", True)]),
    ("`due: 2026-12-01`", "## A\n\n- [ ] x due: 2026-12-01 (by marketing)",
     lambda s: [(t.text, t.due, t.by) for t in s.todos], [("x", date(2026, 12, 1), "marketing")]),
    ("Plain bullets", "## A\n\n### Which?\n\n- x\n- y", lambda s: [q.choose for q in s.questions], ["one"]),
    ("Boxes `- [ ]`", "## A\n\n### Which?\n\n- [ ] x", lambda s: [q.choose for q in s.questions], ["many"]),
    ("No list", "## A\n\n### Which?", lambda s: [q.choose for q in s.questions], ["text"]),
    ("`- What would change it?`", "## A\n\n- What would change it?",
     lambda s: [(q.id, q.choose) for q in s.questions], [("a/what-would-change-it", "text")]),
    ("`->`", "## A\n\n### Which?\n\n- x -> [End](#end)",
     lambda s: [(a.text, a.leads_to) for q in s.questions for a in q.answers], [("x", END)]),
    ("code fence are code", "## A\n\n```\n- [ ] x\n## B\n```", lambda s: (s.todos, s.title), ((), "A")),
]  # fmt: skip


@pytest.mark.parametrize(("named", "text", "of", "wanted"), MEANINGS, ids=[row[0] for row in MEANINGS])
def test_what_means_what(named: str, text: str, of: Callable[[Step], object], wanted: object) -> None:
    assert named in prose(DOC)
    assert of(first(text)) == wanted


def test_reference_headings_are_those_of_the_table() -> None:
    (row,) = [row for row in tables(DOC)[0] if "reference" in row[1]]
    assert tuple(re.findall("## ([A-Z][a-z]+)", row[0])) == Settings().vocabulary.reference_headings


def test_ids_are_made_as_the_text_says() -> None:
    assert "`Agree a date (1–2 min, must)`\nis `agree-a-date`" in DOC
    twice = parse_page("## A date\n\nx\n\n## A date\n\nx\n", "plays/x.md")
    assert [one.id for one in twice.steps] == ["a-date", "a-date-1"]
    assert PLAY.id == PATH.removesuffix(".md")


def test_moved_keeps_the_step_and_its_links() -> None:
    moved = next(one for one in code(DOC) if one.startswith("moved: {"))
    came = next(one for one in code(DOC) if one.startswith("moved-from: ["))
    text = f"---\n{moved}\n{came}\n---\n\n## Agree a date\n\nx\n\n## B\n\n### Well?\n\n- x → [y](#ask-for-a-date)\n"
    page = parse_page(text, "plays/x.md")
    assert page.step("ask-for-a-date") is page.steps[0]
    assert page.steps[1].questions[0].answers[0].leads_to == "#agree-a-date"
    assert page.facts.moved_from == ("plays/fairs/after-the-fair",)


def test_kinds_by_folder() -> None:
    kinds = section(DOC, "## Kinds of page")
    pairs = re.findall(r"`([a-z-]+/)`\s→\s+`([a-z-]+)`", kinds)
    assert {kind for _, kind in pairs} | {"page"} == set(facts.KINDS)
    for folder, kind in pairs:
        assert parse_page("## A\n", f"{folder}x.md").kind == kind
    two = "## A\n\n## B\n"
    assert [parse_page(two, path).runnable for path in ("x.md", "README.md", "plays/README.md")] == [
        True, False, False,
    ]  # fmt: skip
    assert not parse_page("## A\n", "x.md").runnable


def test_score_cards_and_account_plans() -> None:
    card = parse_page("## A (1–5)\n\n> Guide\n\n## B (yes/no, auto-fail)\n\n## C\n\n- x\n", "scorecards/x.md")
    asked = [one.questions[0] for one in card.steps]
    assert [([a.text for a in one.answers], one.auto_fail) for one in asked] == [
        (["1", "2", "3", "4", "5"], False), (["Yes", "No"], True), (["x"], False),
    ]  # fmt: skip
    assert [hint.text for hint in card.steps[0].hints] == ["Guide"]
    assert not card.runnable
    assert parse_page("## A\n\n- [ ] x due: 2026-12-01\n", "account-plans/x.md").runnable


def test_a_template_takes_the_place_of_its_page() -> None:
    page = parse_page(
        "# Form\n\n## How to use it\n\nRead.\n\n```markdown\n## One\n\n[Something] ______\n\n## Two\n\nx\n```\n",
        "x.md",
    )
    assert page.template
    assert [(one.id, one.reference) for one in page.steps] == [
        ("how-to-use-it", True), ("one", False), ("two", False),
    ]  # fmt: skip


def test_merge_fields_without_a_value_are_blanks() -> None:
    fields = section(DOC, "## Merge fields")
    assert fill("{{contact.first_name}}", {}) == "[contact first name]"
    assert "`[contact first name]`" in fields
    run = machine.answer(PLAY, a_run(), 4, "when-do-they-want-it-solved", ["1"], "")
    known = machine.view(PLAY, run).fields
    assert known == {"answer.when-do-they-want-it-solved": "This quarter"}
    assert "{{answer.when-do-they-want-it-solved}}" in fields


def test_the_fields_that_are_filled_are_those_of_the_text(tmp_path: Path) -> None:
    from playbook.accounts.book import AccountBook
    from playbook.accounts.deal import merge_fields
    from playbook.accounts.rows import ContactRow
    from playbook.plays.lint.word_rules import FILLABLE
    from playbook.records.customers import Account
    from playbook.records.model import Record
    from playbook.workspace import Workspace

    email = 'email = "lee@example.com"\n'
    (tmp_path / "playbook.toml").write_text(
        f'[playbook]\nname = "F"\n[people.lee]\nname = "Lee Park"\n{email}'
    )
    id_ = "a" * 16
    account = Account(id_, "Kallio", domain="kallio.example", segment="smb")
    contact = ContactRow("c" * 16, "Juha Salo", id_, "juha@kallio.example", title="site manager")
    record = Record("lee/0123456789abcdef/team", 1, 1, "2026-11-01T10:00:00.000Z", "account", account)
    book = AccountBook([record], (contact,))
    filled = {*Workspace(tmp_path, person="lee").fields(), *merge_fields(book, id_, book.contacts(id_))}
    named = re.findall(r"\{\{([a-z._]+)\}\}", section(DOC, "## Merge fields"))
    assert set(named) == filled == FILLABLE


# Front matter


def test_every_key_that_the_code_knows_is_named() -> None:
    named = set(code(section(DOC, "## Front matter"))) | set(
        code(section(DOC, "### Read and checked, but nothing acts on it yet"))
    )
    assert set(facts._READERS) <= named


def test_no_key_is_named_that_the_code_does_not_know() -> None:
    rows = tables(section(DOC, "## Front matter"))[0][1:]
    keys = [key for row in rows for key in re.findall("`([^`]+)`", row[0])]
    assert set(keys) <= set(facts._READERS)
    assert len(keys) == len(set(keys))
    (statuses,) = [row[1] for row in rows if row[0] == "`status`"]
    assert tuple(re.findall("`([a-z]+)`", statuses)) == facts.STATUSES


def test_values_may_be_written_as_the_text_says() -> None:
    page = parse_page(
        "---\npilot: {reps: [lee], until: 2026-12-31}\nnotices: [{text: x, until: 2026-12-31, by: dana}]\n"
        "must-read: true\ntags: a, b\nverified: soon\nmine: 3\n---\n\n## A\n",
        "plays/x.md",
    )
    assert page.facts.pilot is not None
    assert (page.facts.pilot.reps, page.facts.tags, page.facts.must_read) == (("lee",), ("a", "b"), True)
    assert (page.facts.notices[0].text, page.facts.extra) == ("x", {"mine": 3})
    assert page.facts.verified is None
    assert [problem.line for problem in page.problems] == [6]


# Idle keys


def test_what_nothing_acts_on_is_named_once_and_is_a_key() -> None:
    idle = section(DOC, "### Read and checked, but nothing acts on it yet")
    front = re.findall("`([^`]+)`", idle.split("In `playbook.toml`")[0])
    assert set(front) <= set(facts._READERS)
    rows = {
        key for row in tables(section(DOC, "## Front matter"))[0] for key in re.findall("`([^`]+)`", row[0])
    }
    assert rows.isdisjoint(front)


IDLE = ("buyer",)
"""Names of theirs that nothing else is called by, so that a use of one can be seen."""


@pytest.mark.parametrize("name", IDLE)
def test_nothing_acts_on_what_is_said_to_be_idle(name: str) -> None:
    readers = [
        path
        for folder in ("playbook", "tui")
        for path in (DOCS.parent / folder).rglob("*.py")
        if "plays" not in path.parts
        and re.search(
            rf"\b(?:settings|facts|vocabulary|review|desk|person|stage)\.{name}\b", path.read_text("utf-8")
        )
    ]
    assert readers == []
