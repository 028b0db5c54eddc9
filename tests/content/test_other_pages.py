"""Battlecards, objections, personas, score cards and templates of the starter."""

from __future__ import annotations

import re

import pytest

from playbook.runs.recap import FIELDS
from tests.content.pages import (
    BATTLECARD_WORDS,
    CONTENT,
    LINK,
    PAGES,
    PATHS,
    PLAYS,
    TEXTS,
    VOCABULARY,
    spoken,
    words,
)


def bullets(text: str) -> list[str]:
    """Return the items of a list."""
    return [line.removeprefix("- ") for line in text.splitlines() if line.startswith("- ")]


def of_kind(kind: str) -> list[str]:
    """Return the ids of the pages of that kind."""
    return sorted(id_ for id_, page in PAGES.items() if page.kind == kind)


def body_of(id_: str) -> str:
    """Return a page below its front matter, without its footnotes."""
    return TEXTS[f"{id_}.md"].split("---\n", 2)[2].partition("\n[^")[0].lstrip()


@pytest.mark.parametrize("id_", of_kind("battlecard"))
def test_a_battlecard_is_read_in_a_minute_and_is_fair(id_: str) -> None:
    body = body_of(id_)
    assert words(body) <= BATTLECARD_WORDS
    titles = [step.title for step in PAGES[id_].steps]
    assert [title.replace("it wins", "they win") for title in titles] == [
        *("Where we win", "Where they win", "What they say about us", "Ask", "Proof", "Do not say")
    ]
    assert body.startswith("**In one line:**")
    sections = dict(zip(titles, re.split(r"(?m)^## .*$", body)[1:], strict=True))
    assert [line for line in bullets(sections["Ask"]) if not line.endswith("?")] == []
    assert len(bullets(sections["Ask"])) == 3
    ours, theirs = bullets(sections["Where we win"]), bullets(list(sections.values())[1])
    assert len(theirs) >= 3
    assert abs(len(ours) - len(theirs)) <= 1, "as much of where they win as of where we do"
    assert len(spoken(sections["What they say about us"])) == 1
    assert "[^" in sections["Proof"]
    assert len(bullets(sections["Do not say"])) >= 2


@pytest.mark.parametrize("id_", of_kind("objection"))
def test_an_objection_has_its_answer_first_and_two_ways_to_say_it(id_: str) -> None:
    body = body_of(id_)
    assert body.startswith("> ")
    assert len(spoken(body.partition("\n## ")[0])) == 2
    for answer in spoken(body.partition("\n## ")[0]):
        assert "?" in answer, "an answer hands the word back to the customer"
    assert PAGES[id_].facts.tags, "found under the words that a rep would type"


@pytest.mark.parametrize("id_", of_kind("persona"))
def test_a_persona_says_what_they_want_and_what_to_leave(id_: str) -> None:
    titles = [step.title for step in PAGES[id_].steps]
    assert titles == ["Measured by", "A Monday", "Wants to know", "Ask", "Don't", "Their words"]
    sections = dict(zip(titles, re.split(r"(?m)^## .*$", body_of(id_))[1:], strict=True))
    for title in ("Wants to know", "Ask"):
        assert bullets(sections[title])
        assert all(line.endswith("?") for line in bullets(sections[title])), title
    assert all(line.startswith("Don't ") for line in bullets(sections["Don't"]))
    assert words(body_of(id_)) <= BATTLECARD_WORDS


def test_every_persona_of_the_vocabulary_has_its_page() -> None:
    assert {id_.split("/")[1] for id_ in of_kind("persona")} == set(VOCABULARY["personas"])


@pytest.mark.parametrize("id_", of_kind("scorecard"))
def test_a_score_card_can_be_filled_in_while_listening(id_: str) -> None:
    card = PAGES[id_]
    assert len(card.steps) == 8
    assert all(len(step.questions) == 1 for step in card.steps)
    assert sum(step.questions[0].auto_fail for step in card.steps) >= 1
    for step in card.steps:
        if step.questions[0].auto_fail:
            assert [answer.text for answer in step.questions[0].answers] == ["Yes", "No"]
    assert any(target.startswith("../plays/") for target in LINK.findall(TEXTS[card.path]))


def test_the_first_score_card_asks_in_every_way() -> None:
    card = PAGES["scorecards/first-discovery"]
    questions = [question for step in card.steps for question in step.questions]
    assert len(questions) == 8
    assert {question.choose for question in questions} == {"one", "many", "text"}
    assert [question.scale for question in questions].count((1, 5)) == 3
    assert [question.auto_fail for question in questions] == [True] + [False] * 7


def test_the_account_plan_is_filled_in_and_says_who_does_what_by_when() -> None:
    (id_,) = of_kind("account-plan")
    plan = PAGES[id_]
    assert plan.runnable
    assert {step.by for step in plan.run_steps} == {"sales", "service", "marketing"}
    todos = [todo for step in plan.run_steps for todo in step.todos]
    assert len(todos) >= 8
    assert all(todo.due is not None for todo in todos)
    assert "______" not in TEXTS[plan.path]


def test_a_new_rep_reads_practises_and_runs_in_ten_days() -> None:
    page = PAGES["paths/new-rep"]
    assert not page.runnable, "a path is followed, not run on a customer"
    text = body_of(page.id)
    assert [int(day) for day in re.findall(r"^### Day (\d+):", text, re.MULTILINE)] == list(range(1, 11))
    for day in re.split(r"(?m)^### ", text)[1:]:
        assert 3 <= day.count("- [ ] ") <= 4, day
    todos = " ".join(re.findall(r"^- \[ \] (.*)$", text, re.MULTILINE)).casefold()
    assert todos.count("read ") >= 8
    assert todos.count("practise ") >= 4
    assert todos.count("score ") >= 4
    targets = {(CONTENT / "paths" / target).resolve() for target in LINK.findall(text)}
    kinds = {target.relative_to(CONTENT).parts[0] for target in targets}
    assert {"know", "personas", "plays", "objections", "battlecards", "scorecards"} <= kinds


def test_the_readme_names_every_play_and_page_of_facts() -> None:
    targets = set(LINK.findall(TEXTS["README.md"]))
    assert {page.path for page in PLAYS.values()} <= targets
    looked_up = {"battlecard", "persona", "scorecard", "account-plan"}
    assert {page.path for page in PAGES.values() if page.kind in looked_up} <= targets
    assert {path for path in PATHS if path.startswith(("know/", "paths/"))} <= targets


def test_it_is_made_ones_own_in_an_hour() -> None:
    section = TEXTS["README.md"].split("## Make it yours in an hour")[1].split("\n## ")[0]
    minutes = [int(one) for one in re.findall(r"^\d\. \*\*.*?, (\d+) minutes\.\*\*", section, re.MULTILINE)]
    assert len(minutes) >= 4
    assert sum(minutes) <= 60


def test_a_template_asks_only_for_what_a_run_knows() -> None:
    for id_, page in PAGES.items():
        if id_.startswith("templates/"):
            assert set(page.fields) <= set(FIELDS), id_


def test_a_mail_keeps_to_itself_what_the_rep_noted() -> None:
    private = {"run.notes", "run.answers", "run.result", "run.commitment", "run.skipped"}
    mails = [path for path in PATHS if TEXTS[path].startswith("Subject:")]
    assert len(mails) >= 2
    for path in mails:
        assert private.isdisjoint(PAGES[path.removesuffix(".md")].fields), path
