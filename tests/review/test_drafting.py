"""From what reps said to a draft of a page: their words as they said them, theirs the page, nothing published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from playbook.desk.model import Item
from playbook.errors import PlaybookError
from playbook.ids import new_id
from playbook.plays.model import Page
from playbook.plays.parse import parse_page
from playbook.proposing import open_reviews
from playbook.records.model import Feedback, FeedbackKind
from playbook.reviewing.changing import finish, title_of
from playbook.reviewing.drafting import KINDS, NoDraftError, begin_page, draft, kind_for, title_for
from playbook.workspace import Workspace
from tests.review.conftest import Team
from tests.review.test_page_over_time import Shell

NASTY = (
    "- [ ] tick me",
    "### Is this a question?",
    "> say this",
    "{{account.name}} [[link](javascript:x)]",
    "two\n\n## Lines\n\nof it",
    "<script>alert(1)</script> & `code` → [End](#end)",
    "---",
    "\x1b[31mred\x1b[0m \u202etxet",
)


def said(workspace: Workspace, text: str, kind: FeedbackKind = "objection", **facts: str) -> Item:
    """Record feedback and return its item."""
    body = Feedback(id=new_id(), kind=kind, text=text, **facts)  # type: ignore[arg-type]
    workspace.append(body)
    return workspace.feedback()[body.id]


def parsed(path: str, text: str) -> Page:
    return parse_page(text, path)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Team:
    """A remote that these tests only read."""
    return Team(tmp_path_factory.mktemp("drafting"), built)


@pytest.fixture(scope="module")
def lee(one: Team) -> Workspace:
    return one.clone("lee").workspace


@pytest.fixture(scope="module")
def dana(one: Team) -> Workspace:
    return one.clone("dana").workspace


def test_an_objection_becomes_a_page_with_the_reps_words_and_the_rep_as_owner(
    lee: Workspace, dana: Workspace
) -> None:
    item = said(lee, "“The works council must agree.” What then?")
    path, text = draft(dana, [item], "objection", title_for([item]), ["They fear it", "It watches them"])
    page = parsed(path, text)
    assert path == "objections/the-works-council-must-agree.md"
    assert (page.kind, page.title, page.facts.status) == (
        "objection",
        "The works council must agree",
        "draft",
    )
    assert page.facts.owners == {"marketing": "dana", "sales": "lee"}
    assert "Heard in the field, in their own words:\n\n- They fear it\n- It watches them\n" in text
    assert page.problems == ()


def test_an_idea_becomes_a_play_of_the_stage_it_was_said_at(lee: Workspace, dana: Workspace) -> None:
    item = said(
        lee,
        "Ring them after stocktaking. Then nobody is in a hurry.",
        "idea",
        play="plays/discover/first-call",
    )
    path, text = draft(dana, [item], kind_for([item]), title_for([item]))
    page = parsed(path, text)
    assert path == "plays/discover/ring-them-after-stocktaking-then-nobody-is-in-a-hurry.md"
    assert (page.kind, page.facts.stage, page.facts.status) == ("play", "discover", "draft")
    assert page.facts.owners["sales"] == "lee"
    assert "An idea from the field, in their own words:" in text
    assert [step.id for step in page.run_steps if step.id == "background"] == []


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("kind", ["objection", "play"])
def test_what_reps_wrote_is_text_and_nothing_else(
    lee: Workspace, dana: Workspace, text: str, kind: str
) -> None:
    item = said(lee, text)
    plain = parsed(*draft(dana, [item], kind, "A title", ["nothing odd"]))
    page = parsed(*draft(dana, [item], kind, "A title", [text]))
    assert [step.id for step in page.steps] == [step.id for step in plain.steps]
    assert [len(step.todos) for step in page.steps] == [len(step.todos) for step in plain.steps]
    assert [len(step.questions) for step in page.steps] == [len(step.questions) for step in plain.steps]
    assert [len(step.talk_tracks) for step in page.steps] == [len(step.talk_tracks) for step in plain.steps]
    assert page.fields == plain.fields
    assert page.problems == plain.problems
    assert page.facts == plain.facts


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("“My drivers will never book.” Second time this week.", "My drivers will never book"),
        ("We have no money this year.", "We have no money this year"),
        ("„Zu teuer“, sagt er", "Zu teuer“, sagt er"),
        ("“” nothing quoted", "nothing quoted"),
        ("word " * 40, " ".join(["word"] * 13)),
        ("x" * 200, "x" * 69),
        ("one\ntwo", "one two"),
    ],
)
def test_a_title_is_made_of_the_customers_words(lee: Workspace, text: str, title: str) -> None:
    assert title_for([said(lee, text)]) == title


def test_who_said_it_to_the_liaisons_alone_is_neither_quoted_nor_named(dana: Workspace) -> None:
    body = Feedback(id=new_id(), kind="objection", text="Our own boss says so")
    dana.append(body, "liaison")
    item = dana.feedback()[body.id]
    assert item.liaison_only
    _, text = draft(dana, [item], "objection", "The boss")
    assert "Our own boss" not in text
    assert "## Background" not in text
    assert "sales: ~" in text
    assert title_for([item]) == ""
    assert title_of([item]) == "Answer “objection”"


def test_what_cannot_become_a_page_says_why(lee: Workspace, dana: Workspace, one: Team) -> None:
    reviews = open_reviews(dana)
    item = said(dana, "It helped", "worked")
    with pytest.raises(NoDraftError, match=f"Say what it is to become: {', '.join(KINDS)}"):
        begin_page(dana, reviews, [item], "It helped")
    with pytest.raises(NoDraftError, match="“scorecard” is no kind of page"):
        begin_page(dana, reviews, [item], "It helped", kind="scorecard")
    with pytest.raises(NoDraftError, match="Name the feedback"):
        begin_page(dana, reviews, [], "It helped")
    with pytest.raises(PlaybookError, match="has no letter to make a file name of"):
        begin_page(dana, reviews, [item], "!?", kind="page")
    with pytest.raises(PlaybookError, match="is for the marketing liaison"):
        begin_page(lee, open_reviews(lee), [said(lee, "x")], "x")
    assert not (dana.root / "objections").exists()


def test_what_was_begun_is_gone_on_with_and_a_page_that_is_there_is_not_overwritten(team: Team) -> None:
    workspace = team.clone("dana").workspace
    reviews = open_reviews(workspace)
    item = said(workspace, "Too far away")
    first = begin_page(workspace, reviews, [item], "Too far away")
    assert first.file.read_text("utf-8").split("\n")[first.line - 1].startswith("> Answer in two sentences")
    first.file.write_text(first.file.read_text("utf-8") + "\nMine.\n", "utf-8")
    again = begin_page(workspace, reviews, [item], "Another title")
    assert (again.path, again.unfinished) == (first.path, True)
    assert again.file.read_text("utf-8").endswith("Mine.\n")
    made = finish(workspace, reviews, again, "Too far away")
    assert [page.path for page in made.pages] == ["objections/too-far-away.md"]
    assert workspace.feedback()[item.id].state == "ready"
    assert not (workspace.root / "objections").exists(), "nobody's folder is touched"


# From the command line


@pytest.fixture
def shells(team: Team, capsys: pytest.CaptureFixture[str]) -> dict[str, Shell]:
    return {name: Shell(team.clone(name), capsys) for name in ("lee", "dana", "kim")}


def test_a_reps_idea_is_proposed_as_a_draft_that_the_rep_owns(shells: dict[str, Shell]) -> None:
    dana = shells["dana"]
    idea = dana.ok("--as", "lee", "feedback", "add", "idea", "Ring after stocktaking").strip()
    code, out, err = dana("desk", "promote", idea, "--as-it-is", "--title", "After the stocktaking")
    assert code == 0, err
    assert "It needs the approval of" in err
    reviews = dana.clone.reviews
    (page,) = reviews.get(out.strip()).pages
    proposed = parsed(page.path, reviews.text(page.after))
    assert page.path == "plays/after-the-stocktaking.md"
    assert (proposed.facts.status, proposed.facts.owners["sales"]) == ("draft", "lee")
    assert json.loads(dana.ok("feedback", "list", "--json"))[0]["state"] == "ready"


def test_the_list_says_who_heard_it_and_one_id_proposes_all_of_it(
    shells: dict[str, Shell], tmp_path: Path
) -> None:
    dana = shells["dana"]
    texts = {
        "lee": "The works council must agree",
        "kim": "The works council has to agree first",
        "ada": "Their works council never agrees",
    }
    ids = {
        who: dana.ok("--as", who, "feedback", "add", "objection", text).strip() for who, text in texts.items()
    }
    (found,) = json.loads(dana.ok("desk", "promote", "--json"))
    assert (found["people"], set(found["feedback"])) == (3, set(ids.values()))
    assert set(found["wordings"]) == set(texts.values())
    assert "works council" in dana.ok("desk", "promote")
    page = tmp_path / "page.md"
    page.write_text("---\ntitle: Works council\n---\n\n> Ask them in.\n", encoding="utf-8")
    review = dana.ok("desk", "promote", ids["lee"], "--from", str(page), "-m", "Ask the council in").strip()
    (line,) = json.loads(dana.ok("plays", "reviews", "--json"))
    assert (line["id"], line["title"]) == (review, "Ask the council in")
    assert sorted(line["feedback"]) == sorted(ids.values())
    assert json.loads(dana.ok("desk", "promote", "--json")) == [], "somebody is at it"
    code, _, err = dana("desk", "promote", ids["lee"], "--json")
    assert (code, "leave F out" in err) == (2, True)
