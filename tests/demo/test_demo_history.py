"""How the playbook came about: pure, on the starter as it is."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from playbook.demo.days import Days
from playbook.demo.history import CHAPTERS, Commit, DemoContentError, Rewording, commits
from playbook.demo.starter import starter_files
from playbook.demo.story import VOICES
from playbook.paths import content_folder
from playbook.plays.parse import read_page

NOW = datetime(2026, 11, 19, 10, 30, tzinfo=UTC)
PEOPLE = {person: f"{person.title()} <{person}@fernyard.example>" for person in ("lee", "mia", "dana", "kim")}
IDS = {voice.key: f"id-of-{voice.key}" for voice in VOICES}
STARTER = starter_files(content_folder())


@pytest.fixture(scope="module")
def made() -> list[Commit]:
    return commits(STARTER, Days.around(NOW), PEOPLE, IDS)


def without_date(data: bytes) -> bytes:
    return re.sub(rb"^verified:.*$", b"verified:", data, count=1, flags=re.MULTILINE)


def test_the_history_ends_in_the_starter(made: list[Commit]) -> None:
    last: dict[str, bytes] = {}
    for commit in made:
        last.update(commit.files)
    assert set(last) == set(STARTER)
    for path, data in last.items():
        assert without_date(data) == without_date(STARTER[path]), path


def test_it_takes_ten_weeks_and_the_days_are_business_days_in_order(made: list[Commit]) -> None:
    assert len(made) == len(CHAPTERS) == 10
    times = [commit.at for commit in made]
    assert times == sorted(times)
    assert len(set(times)) == 10
    assert all(at.weekday() < 5 for at in times)
    assert timedelta(days=66) <= NOW - times[0] <= timedelta(days=74)
    assert timedelta(days=0) < NOW - times[-1] <= timedelta(days=4)


def test_both_sides_write(made: list[Commit]) -> None:
    assert {commit.by for commit in made} == {"dana", "lee", "mia", "kim"}


def test_every_commit_changes_something_and_nothing_twice_the_same(made: list[Commit]) -> None:
    before: dict[str, bytes] = {}
    for commit in made:
        assert commit.files
        for path, data in commit.files.items():
            assert without_date(before.get(path, b"")) != without_date(data), (commit.key, path)
        before.update(commit.files)


def test_a_page_is_verified_on_the_day_it_was_touched(made: list[Commit]) -> None:
    for commit in made:
        for path, data in commit.files.items():
            if path.endswith(".md") and b"\nverified:" in STARTER[path]:
                assert f"\nverified: {commit.at:%Y-%m-%d}\n".encode() in data, path


def test_a_chapter_of_feedback_rewords_one_page(made: list[Commit]) -> None:
    because = {chapter.key: chapter.feedback for chapter in CHAPTERS if chapter.feedback}
    assert set(because) == {"opener", "nobody", "velantis", "guess", "trial"}
    for commit in made:
        if commit.key in because:
            assert len(commit.files) == 1
            for key in because[commit.key]:
                assert f"\nFeedback: id-of-{key}\n" in commit.message


def test_a_message_says_what_why_because_of_whom_and_who_approved(made: list[Commit]) -> None:
    assert next(commit.message for commit in made if commit.key == "opener") == (
        "Say that it is the first call, and ask one question\n\n"
        "Reps were cut off at “congratulations”. One opener for each event, each with one question.\n\n"
        "Feedback: id-of-congratulations\n"
        "Feedback: id-of-five-minutes\n"
        "Approved-by: Lee <lee@fernyard.example>\n"
    )


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.key)
def test_a_message_reads_well_in_a_log(chapter: object) -> None:
    [found] = [one for one in CHAPTERS if one is chapter]
    assert len(found.subject) <= 72
    assert not found.subject.endswith(".")
    assert found.subject.split()[0] in {"Begin", "Write", "Add", "Promise", "Say", "Answer", "Ask"}
    assert found.approved
    assert found.by not in found.approved
    sides = {"dana": "marketing"}
    assert len({sides.get(person, "sales") for person in (found.by, *found.approved)}) == 2, "joint approval"


def test_every_page_of_the_past_parses_and_says_other_words(made: list[Commit]) -> None:
    pages: dict[str, list[bytes]] = {}
    for commit in made:
        for path, data in commit.files.items():
            pages.setdefault(path, []).append(data)
    reworded = {path for path, revisions in pages.items() if len(revisions) > 1}
    assert reworded == {
        "plays/connect/trigger-event-call.md",
        "plays/discover/first-discovery.md",
        "plays/prove/three-problem-demo.md",
        "plays/commit/price-conversation.md",
        "battlecards/velantis-suite.md",
    }
    for path in reworded:
        old, new = (read_page(data, path) for data in (pages[path][0], pages[path][-1]))
        assert old.problems == new.problems == ()
        assert [step.id for step in old.steps] == [step.id for step in new.steps]
        assert [q.id for s in old.steps for q in s.questions] == [
            q.id for s in new.steps for q in s.questions
        ]
        assert old.steps != new.steps


def test_what_was_said_before_is_gone_now(made: list[Commit]) -> None:
    first = {path: data.decode() for commit in reversed(made) for path, data in commit.files.items()}
    for path, old in {
        "plays/connect/trigger-event-call.md": "Congratulations on the news about {{account.name}}!",
        "plays/discover/first-discovery.md": "What does all of this cost you in a year, roughly?",
        "plays/commit/price-conversation.md": "free of charge, and see how it goes",
        "battlecards/velantis-suite.md": "Theirs have to register.",
    }.items():
        assert old in first[path], path
        assert old not in STARTER[path].decode(), path
    assert "[^account]" not in first["battlecards/velantis-suite.md"]
    assert "No dates for features" not in first["plays/prove/three-problem-demo.md"]


def test_a_rewording_puts_back_what_stood_between_two_lines() -> None:
    page = "## One\n\n> New words.\n> And more.\n\n### Why?\n\n> Because.\n"
    rewording = Rewording("page.md", "## One", "### Why", "\n> Old words.\n\n")
    assert rewording.undo(page) == "## One\n\n> Old words.\n\n### Why?\n\n> Because.\n"


def test_a_rewording_up_to_the_end() -> None:
    assert Rewording("page.md", "two", "", "").undo("one\ntwo\nthree\nfour\n") == "one\ntwo\n"


@pytest.mark.parametrize(("after", "until"), [("## Two", "### Why"), ("## One", "### How")])
def test_a_page_without_the_place_says_what_is_missing(after: str, until: str) -> None:
    with pytest.raises(DemoContentError, match=r"page\.md has no line of its own that begins"):
        Rewording("page.md", after, until, "").undo("## One\n\n### Why?\n")


def test_a_starter_without_a_page_of_the_story_says_which() -> None:
    fewer = {path: data for path, data in STARTER.items() if path != "plays/discover/first-discovery.md"}
    with pytest.raises(DemoContentError, match=r"plays/discover/first-discovery\.md"):
        commits(fewer, Days.around(NOW), PEOPLE, IDS)


def test_a_new_page_of_the_starter_is_brought_with_the_rest() -> None:
    more = STARTER | {"plays/adopt/value-review.md": b"---\ntitle: Value review\n---\n\n## One\n\n## Two\n"}
    brought = [
        commit.key
        for commit in commits(more, Days.around(NOW), PEOPLE, IDS)
        if "plays/adopt/value-review.md" in commit.files
    ]
    assert brought == ["late-stages"]
