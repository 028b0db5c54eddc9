"""The starter playbook parses without complaint, every way through it is open, and it can be said aloud."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from playbook.plays.model import END, Page, Step
from playbook.plays.parse import parse_page
from playbook.plays.settings import Settings, parse_settings
from playbook.runs.recap import FIELDS

CONTENT = Path(__file__).resolve().parents[2] / "content"
NOW = date(2026, 11, 21)
"""The day on which the starter counts as fresh; `init` sets `verified` to its own."""

PATHS = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.md"))
SAID = [path for path in PATHS if not path.startswith("scorecards/")]
"""Pages whose blockquotes are said aloud; those of a score card guide the scorer."""
TEXTS = {path: (CONTENT / path).read_text(encoding="utf-8") for path in PATHS}
TOML = (CONTENT / "playbook.toml").read_text(encoding="utf-8")
FACTS = tomllib.loads(TOML)
VOCABULARY = FACTS["vocabulary"]
PAGES: dict[str, Page] = {
    page.id: page
    for page in (
        parse_page(text, path, reference_headings=VOCABULARY["reference-headings"])
        for path, text in TEXTS.items()
    )
}
PLAYS = {id_: page for id_, page in PAGES.items() if page.kind == "play"}
OWNED = {id_: page for id_, page in PAGES.items() if id_ != "README" and not id_.startswith("templates/")}

WORDS_A_SECOND = 150 / 60
OPENER_SECONDS = 15
LONGEST_SECONDS = 45
BATTLECARD_WORDS = 240
"""A minute of silent reading."""

SPOKEN = re.compile(r"(?:^>.*\n?)+", re.MULTILINE)
ALERT = re.compile(r"\[!\w+\]")
FIGURE = re.compile(r"\d|per cent|half of|a third|twice as|times as", re.IGNORECASE)
CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
FOOTNOTE = re.compile(r"\[\^([\w-]+)\](?!:)")
DEFINED = re.compile(r"^\[\^([\w-]+)\]: (.*)$", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[[^\]^]+\]\(([^)\s]+)\)")


def spoken(text: str) -> list[str]:
    """Return every blockquote of a page that is said aloud, as one line each."""
    quotes = [
        " ".join(line.lstrip("> ") for line in match[0].splitlines()) for match in SPOKEN.finditer(text)
    ]
    return [quote for quote in quotes if not ALERT.match(quote)]


def words(text: str) -> int:
    """Count the words of `text` as they are said: a merge field counts as two, a footnote as none."""
    said = LINK.sub(lambda match: match[0].split("](")[0], FOOTNOTE.sub("", text))
    return len(re.sub(r"\{\{.*?\}\}", "First Last", said).split())


def seconds(text: str) -> float:
    return words(text) / WORDS_A_SECOND


def ways(page: Page) -> list[tuple[Step, str]]:
    """Return every place that an answer or a branch of `page` leads to, with its step."""
    found = [
        (step, answer.leads_to)
        for step in page.run_steps
        for question in step.questions
        for answer in question.answers
        if answer.leads_to
    ]
    return found + [(step, step.leads_to) for step in page.run_steps if step.leads_to]


@pytest.mark.parametrize("id_", sorted(PAGES))
def test_a_page_has_no_problem(id_: str) -> None:
    assert PAGES[id_].problems == ()
    assert PAGES[id_].title


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


def test_there_is_enough_of_every_kind() -> None:
    kinds = Counter(str(page.kind) for page in PAGES.values())
    least = {"play": 8, "objection": 10, "battlecard": 6, "persona": 6, "scorecard": 3, "account-plan": 1}
    assert {kind: kinds[kind] for kind in least if kinds[kind] < least[kind]} == {}


def test_only_plays_and_account_plans_can_be_run() -> None:
    assert {page.kind for page in PAGES.values() if page.runnable} == {"play", "account-plan"}
    assert all(page.runnable for page in PLAYS.values())


def test_the_plays_cover_the_sale_and_go_on_after_it() -> None:
    stages = {page.facts.stage for page in PLAYS.values()}
    assert stages >= {"connect", "discover", "qualify", "prove", "propose", "commit", "renew"}
    assert all(id_.split("/")[1] == page.facts.stage for id_, page in PLAYS.items())


@pytest.mark.parametrize("id_", sorted(PLAYS))
def test_a_play_is_short(id_: str) -> None:
    page = PLAYS[id_]
    ours = [step for step in page.path_steps if step.by == "sales"]
    assert 5 <= len(ours) <= 7
    assert len(page.run_steps) <= 10
    assert all(step.seconds for step in ours), "every step on the path has a time box"
    assert page.minutes is not None
    assert page.minutes <= 35
    assert 1 <= sum(step.must for step in page.steps) <= 2
    assert page.brief


@pytest.mark.parametrize("id_", sorted(PLAYS))
def test_every_step_has_something_to_say_to_ask_or_to_do(id_: str) -> None:
    for step in PLAYS[id_].run_steps:
        assert step.talk_tracks or step.questions or step.todos, step.id


@pytest.mark.parametrize("id_", sorted(PLAYS))
def test_an_opener_takes_15_seconds_at_most(id_: str) -> None:
    opener = next(track for step in PLAYS[id_].path_steps for track in step.talk_tracks)
    for text in opener.texts:
        assert seconds(text) <= OPENER_SECONDS, (words(text), text)


@pytest.mark.parametrize("path", PATHS)
def test_no_talk_track_takes_more_than_45_seconds(path: str) -> None:
    for text in spoken(TEXTS[path]):
        assert seconds(text) <= LONGEST_SECONDS, (words(text), text)


@pytest.mark.parametrize("id_", sorted(PLAYS))
def test_what_the_parser_takes_for_a_talk_track_is_what_the_page_says_aloud(id_: str) -> None:
    page = PLAYS[id_]
    parsed = [t for step in page.steps for track in step.talk_tracks for t in track.texts]
    body, _, objections = TEXTS[page.path].partition("## Objections")
    assert [" ".join(text.split()) for text in parsed] == spoken(body)
    assert len(page.objections) == len(spoken(objections)) >= 1
    assert all(">" in objection.text for objection in page.objections)


@pytest.mark.parametrize("id_", sorted(PLAYS))
def test_every_way_leads_somewhere(id_: str) -> None:
    page = PLAYS[id_]
    steps = {f"#{step.id}" for step in page.run_steps}
    for step, target in ways(page):
        if target.startswith("#"):
            assert target == END or target in steps, (step.id, target)
        else:
            assert target in PAGES, (step.id, target)
            assert PAGES[target].kind in {"play", "battlecard"}


@pytest.mark.parametrize("id_", sorted(PLAYS))
def test_every_branch_is_reached_by_an_answer_and_leaves_again(id_: str) -> None:
    page = PLAYS[id_]
    branches = [step for step in page.steps if step.branch]
    assert branches
    asked = {
        answer.leads_to
        for step in page.run_steps
        for question in step.questions
        for answer in question.answers
    }
    for branch in branches:
        assert f"#{branch.id}" in asked, branch.id
        assert branch.leads_to in ("", END), "back to where it came from, or out: never in a circle"


@pytest.mark.parametrize("id_", sorted(PLAYS))
def test_a_no_has_a_way_out(id_: str) -> None:
    assert any(target == END for _, target in ways(PLAYS[id_]))


def test_answers_open_battlecards_and_plays() -> None:
    targets = [target for page in PLAYS.values() for _, target in ways(page)]
    for card in ("battlecards/velantis-suite", "battlecards/spreadsheet-and-phone"):
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


@pytest.mark.parametrize("id_", sorted(PLAYS))
def test_ids_are_told_apart_without_numbers(id_: str) -> None:
    steps = PLAYS[id_].steps
    step_ids = [step.id for step in steps]
    question_ids = [question.id for step in steps for question in step.questions]
    for ids in (step_ids, question_ids):
        assert len(ids) == len(set(ids))
        assert not any(re.search(r"-\d+$", one) for one in ids)


@pytest.mark.parametrize("id_", sorted(PLAYS))
def test_a_merge_field_can_be_filled_and_is_asked_for_before(id_: str) -> None:
    page = PLAYS[id_]
    known = {"account.name", "contact.first_name", "contact.title", "rep.name"}
    assert {field for field in page.fields if not field.startswith("answer.")} <= known
    asked: set[str] = set()
    for step in page.path_steps:
        for track in step.talk_tracks:
            for text in track.texts:
                assert set(re.findall(r"\{\{answer\.([\w-]+)\}\}", text)) <= asked, step.id
        asked |= {question.id.split("/")[1] for question in step.questions}


@pytest.mark.parametrize("id_", sorted(OWNED))
def test_front_matter_keeps_to_the_vocabulary(id_: str) -> None:
    facts = OWNED[id_].facts
    for key in ("segments", "personas", "channels", "triggers"):
        assert set(getattr(facts, key)) <= set(VOCABULARY[key]), key
    assert set(facts.owners) == {"marketing", "sales"}
    for side, person in facts.owners.items():
        assert FACTS["people"][person]["side"] == side
    assert facts.stage in {"", *(stage["id"] for stage in FACTS["stages"])}
    assert facts.extra == {}
    assert facts.verified is not None
    assert 0 <= (NOW - facts.verified).days <= 90
    roles = {role for person in FACTS["people"].values() for role in person["roles"]}
    assert set(facts.approvals) <= roles


@pytest.mark.parametrize("id_", sorted(PLAYS))
def test_a_play_can_be_found_and_says_what_it_is_worth(id_: str) -> None:
    facts = PLAYS[id_].facts
    assert facts.triggers
    assert facts.personas
    assert facts.segments
    assert facts.channels
    assert facts.status == "live"
    assert facts.value.endswith(".")
    assert facts.commitment.endswith(".")


@pytest.mark.parametrize("path", PATHS)
def test_nobody_says_what_is_not_to_be_said(path: str) -> None:
    for text in spoken(TEXTS[path]):
        for phrase in VOCABULARY["do-not-say"]:
            assert phrase not in text.casefold(), text


@pytest.mark.parametrize("path", SAID)
def test_a_figure_that_is_said_has_its_evidence(path: str) -> None:
    for text in spoken(TEXTS[path]):
        if FIGURE.search(CLOCK.sub("", text)):
            assert FOOTNOTE.search(text), text


@pytest.mark.parametrize("path", PATHS)
def test_every_footnote_is_used_dated_and_called_invented(path: str) -> None:
    defined = dict(DEFINED.findall(TEXTS[path]))
    assert set(FOOTNOTE.findall(TEXTS[path])) == set(defined)
    for text in defined.values():
        assert "invented" in text
        dated = re.search(r"as of (\d{4})-(\d{2})", text)
        assert dated is not None
        months = (NOW.year - int(dated[1])) * 12 + NOW.month - int(dated[2])
        assert 0 <= months < 12


def test_every_figure_that_is_said_stands_on_a_page_of_facts() -> None:
    known = " ".join(text for path, text in TEXTS.items() if path.startswith("know/"))
    numbers = set(re.findall(r"\d[\d,]*", known))
    for path in SAID:
        for text in spoken(TEXTS[path]):
            said = CLOCK.sub("", FOOTNOTE.sub("", text))
            for number in re.findall(r"\d[\d,]*\d|\d", said):
                assert number in numbers, (path, number)


@pytest.mark.parametrize("path", PATHS)
def test_every_link_is_there(path: str) -> None:
    own = PAGES[path.removesuffix(".md")]
    for target in LINK.findall(TEXTS[path]):
        file, _, anchor = target.partition("#")
        if file:
            found = (CONTENT / path).parent.joinpath(file).resolve()
            assert found.is_relative_to(CONTENT)
            assert found.exists(), target
        elif anchor != "end":
            assert any(anchor.startswith(step.id) for step in own.steps), target


@pytest.mark.parametrize("id_", [id_ for id_ in sorted(PAGES) if id_.startswith("battlecards/")])
def test_a_battlecard_is_read_in_a_minute_and_is_fair(id_: str) -> None:
    body = TEXTS[f"{id_}.md"].split("---\n", 2)[2]
    text, _, _ = body.partition("\n[^")
    assert words(text) <= BATTLECARD_WORDS
    titles = [step.title for step in PAGES[id_].steps]
    assert [title.replace("it wins", "they win") for title in titles] == [
        *("Where we win", "Where they win", "What they say about us", "Ask", "Proof", "Do not say")
    ]
    assert body.lstrip().startswith("**In one line:**")
    assert len(body.split("## Ask")[1].split("##")[0].strip().splitlines()) == 3


@pytest.mark.parametrize("id_", [id_ for id_ in sorted(PAGES) if id_.startswith("objections/")])
def test_an_objection_has_its_answer_first_and_two_ways_to_say_it(id_: str) -> None:
    body = TEXTS[f"{id_}.md"].split("---\n", 2)[2].lstrip()
    assert body.startswith("> ")
    assert len(spoken(body.partition("\n## ")[0])) == 2
    for answer in spoken(body.partition("\n## ")[0]):
        assert "?" in answer, "an answer hands the word back to the customer"
    assert PAGES[id_].facts.tags, "found under the words that a rep would type"


def test_the_score_card_asks_in_every_way() -> None:
    card = PAGES["scorecards/first-discovery"]
    questions = [question for step in card.steps for question in step.questions]
    assert len(questions) == 8
    assert {question.choose for question in questions} == {"one", "many", "text"}
    assert [question.scale for question in questions].count((1, 5)) == 3
    assert [question.auto_fail for question in questions] == [True] + [False] * 7


def test_no_two_talk_tracks_are_the_same() -> None:
    said = [text for path in PATHS for text in spoken(TEXTS[path])]
    assert len(said) == len(set(said))


def test_the_spelling_is_british() -> None:
    american = re.compile(
        r"\b(color|favor|organiz|realiz|prioritiz|center|license [a-z]+ to|program\b|gray)", re.I
    )
    for path in PATHS:
        assert not american.search(TEXTS[path]), path


def test_the_readme_names_every_play() -> None:
    targets = set(LINK.findall(TEXTS["README.md"]))
    assert {page.path for page in PLAYS.values()} <= targets


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
