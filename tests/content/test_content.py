"""The starter playbook parses without complaint, and every way through it is open."""

from __future__ import annotations

import re

from playbook.plays.model import END
from playbook.plays.settings import Settings, parse_settings
from tests.content.pages import (
    CONTENT,
    FACTS,
    LINK,
    NOW,
    OWNED,
    PAGES,
    PATHS,
    PLAYS,
    TEXTS,
    TOML,
    VOCABULARY,
    ways,
)


def test_a_page_has_no_problem() -> None:
    for id_ in sorted(PAGES):
        assert PAGES[id_].problems == (), id_
        assert PAGES[id_].title, id_


def test_the_settings_are_read() -> None:
    settings: Settings = parse_settings(TOML)
    assert (settings.id, settings.name, settings.present) == ("fernyard", "Fernyard", True)
    assert [stage.id for stage in settings.stages] == [
        *("connect", "discover", "qualify", "prove", "propose"),
        *("commit", "onboard", "adopt", "renew"),
    ]
    assert all(stage.exit.startswith("The customer ") for stage in settings.stages)
    assert {stage.buyer for stage in settings.stages} == {"learn", "shop", "buy", "use", "renew"}
    assert set(settings.people) == {"lee", "mia", "dana", "kim"}
    assert {p for p in settings.people.values() if "rep" in p.roles} == {
        settings.people["lee"],
        settings.people["mia"],
    }
    assert settings.people["dana"].side == "marketing"
    assert "liaison" in settings.people["dana"].roles
    assert "manager" in settings.people["kim"].roles
    assert settings.people["lee"].manager == settings.people["mia"].manager == "kim"


def test_only_plays_and_account_plans_can_be_run() -> None:
    assert {page.kind for page in PAGES.values() if page.runnable} == {"play", "account-plan"}
    assert all(page.runnable for page in PLAYS.values())


def test_the_plays_cover_the_sale_and_go_on_after_it() -> None:
    assert {page.facts.stage for page in PLAYS.values()} == {stage["id"] for stage in FACTS["stages"]}
    assert all(id_.split("/")[1] == page.facts.stage for id_, page in PLAYS.items())


def test_a_play_is_short() -> None:
    for id_ in sorted(PLAYS):
        page = PLAYS[id_]
        ours = [step for step in page.path_steps if step.by == "sales"]
        assert 5 <= len(ours) <= 7, id_
        assert len(page.run_steps) <= 10, id_
        assert all(step.seconds for step in ours), "every step on the path has a time box"
        assert page.minutes is not None, id_
        assert page.minutes <= 35, id_
        assert 1 <= sum(step.must for step in page.steps) <= 2, id_
        assert page.brief, id_


def test_every_step_has_something_to_say_to_ask_or_to_do() -> None:
    for id_ in sorted(PLAYS):
        for step in PLAYS[id_].run_steps:
            assert step.talk_tracks or step.questions or step.todos, step.id


def test_every_way_leads_somewhere() -> None:
    for id_ in sorted(PLAYS):
        page = PLAYS[id_]
        steps = {f"#{step.id}" for step in page.run_steps}
        for step, target in ways(page):
            if target.startswith("#"):
                assert target == END or target in steps, (step.id, target)
            else:
                assert target in PAGES, (step.id, target)
                assert PAGES[target].kind in {"play", "battlecard"}, id_


def test_every_branch_is_reached_by_an_answer_and_leaves_again() -> None:
    for id_ in sorted(PLAYS):
        page = PLAYS[id_]
        branches = [step for step in page.steps if step.branch]
        assert branches, id_
        asked = {
            answer.leads_to
            for step in page.run_steps
            for question in step.questions
            for answer in question.answers
        }
        for branch in branches:
            assert f"#{branch.id}" in asked, branch.id
            assert branch.leads_to in ("", END), "back to where it came from, or out: never in a circle"


def test_a_no_has_a_way_out() -> None:
    """An answer leads to words of parting, and these to the end of the run: nobody is talked into going on."""
    for id_ in sorted(PLAYS):
        parting = {f"#{step.id}": step for step in PLAYS[id_].steps if step.branch and step.leads_to == END}
        given = {target for step, target in ways(PLAYS[id_]) if not step.branch}
        assert given & parting.keys(), id_
        for step in parting.values():
            assert step.talk_tracks, f"{id_}: {step.id} leaves without a word"


def test_answers_open_battlecards_and_plays() -> None:
    targets = [target for page in PLAYS.values() for _, target in ways(page)]
    for card in (id_ for id_, page in PAGES.items() if page.kind == "battlecard"):
        assert targets.count(card) >= 2, card
    assert {"plays/commit/price-conversation", "plays/connect/demo-request-callback"} <= set(targets)


def test_the_plays_show_all_that_a_play_can_do() -> None:
    steps = [step for page in PLAYS.values() for step in page.run_steps]
    assert {question.choose for step in steps for question in step.questions} == {"one", "many", "text"}
    assert any(len(track.texts) > 1 for step in steps for track in step.talk_tracks)
    assert {notice.level for step in steps for notice in step.notices} == {"important", "caution"}
    assert {hint.label.lower() for step in steps for hint in step.hints} == {"tip"}
    assert any(todo.ordered for step in steps for todo in step.todos)
    assert any(step.by == "service" for step in steps)
    assert any(step.optional for step in steps)
    assert any(field.startswith("answer.") for page in PLAYS.values() for field in page.fields)


def test_ids_are_told_apart_without_numbers() -> None:
    for id_ in sorted(PLAYS):
        steps = PLAYS[id_].steps
        step_ids = [step.id for step in steps]
        question_ids = [question.id for step in steps for question in step.questions]
        for ids in (step_ids, question_ids):
            assert len(ids) == len(set(ids)), id_
            assert not any(re.search(r"-\d+$", one) for one in ids), id_


def test_a_merge_field_can_be_filled_and_is_asked_for_before() -> None:
    for id_ in sorted(PLAYS):
        page = PLAYS[id_]
        known = {"account.name", "contact.first_name", "contact.title", "rep.name"}
        assert {field for field in page.fields if not field.startswith("answer.")} <= known, id_
        asked: set[str] = set()
        for step in page.path_steps:
            for track in step.talk_tracks:
                for text in track.texts:
                    assert set(re.findall(r"\{\{answer\.([\w-]+)\}\}", text)) <= asked, step.id
            asked |= {question.id.split("/")[1] for question in step.questions}


def test_front_matter_keeps_to_the_vocabulary() -> None:
    for id_ in sorted(OWNED):
        facts = OWNED[id_].facts
        for key in ("segments", "personas", "channels", "triggers"):
            assert set(getattr(facts, key)) <= set(VOCABULARY[key]), key
        assert set(facts.owners) == {"marketing", "sales"}, id_
        for side, person in facts.owners.items():
            assert FACTS["people"][person]["side"] == side, id_
        assert facts.stage in {"", *(stage["id"] for stage in FACTS["stages"])}, id_
        assert facts.extra == {}, id_
        assert facts.verified is not None, id_
        assert 0 <= (NOW - facts.verified).days <= 90, id_
        roles = {role for person in FACTS["people"].values() for role in person["roles"]}
        assert set(facts.approvals) <= roles, id_


def test_a_play_can_be_found_and_says_what_it_is_worth() -> None:
    for id_ in sorted(PLAYS):
        facts = PLAYS[id_].facts
        assert facts.triggers, id_
        assert facts.personas, id_
        assert facts.segments, id_
        assert facts.channels, id_
        assert facts.status == "live", id_
        assert facts.value.endswith("."), id_
        assert facts.commitment.endswith("."), id_


def test_every_link_is_there() -> None:
    for path in PATHS:
        own = PAGES[path.removesuffix(".md")]
        for target in LINK.findall(TEXTS[path]):
            file, _, anchor = target.partition("#")
            if file:
                found = (CONTENT / path).parent.joinpath(file).resolve()
                assert found.is_relative_to(CONTENT), path
                assert found.exists(), target
            elif anchor != "end":
                assert any(anchor.startswith(step.id) for step in own.steps), target
