"""The same seed gives the same playbook, and it is a plausible one."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from bench.generate import records
from bench.generate.handbook import handbook
from bench.generate.pages import CALL, CALL_STEPS, STAGES, long_call, pages
from bench.generate.people import LIAISONS, MANAGERS, ME, REPS, settings
from bench.generate.queries import TYPED, presses
from bench.generate.records import DAYS, NOW, Play
from bench.generate.words import vocabulary
from bench.place import Place
from bench.sizes import SEED, SIZES, Size
from playbook.briefed import brief
from playbook.clock import FixedClock
from playbook.plays.parse import parse_page
from playbook.plays.settings import parse_settings
from playbook.records.customers import Touch
from playbook.records.model import Feedback, Kept, Run, Triage
from playbook.records.store import Store
from playbook.today.reading import today_lines

PLAY = Play("plays/connect/first-call", "First call", "b" * 40, ("open", "ask", "close"))


def test_same_seed_same_pages_and_another_seed_others() -> None:
    assert list(pages(30, 7)) == list(pages(30, 7))
    assert list(pages(30, 7)) != list(pages(30, 8))


def test_smaller_playbook_is_the_beginning_of_a_larger_one() -> None:
    assert list(islice(pages(1_000, 7), 20)) == list(pages(20, 7))


def test_pages_are_read_without_a_problem_and_half_of_them_are_plays() -> None:
    read = [parse_page(text, path) for path, text in pages(200, 7)]
    assert [page.problems for page in read if page.problems] == []
    assert len({page.id for page in read}) == 200
    kinds = Counter(page.kind for page in read)
    assert set(kinds) == {"play", "objection", "battlecard", "persona", "page"}
    assert 80 <= kinds["play"] <= 120
    plays = [page for page in read if page.kind == "play"]
    assert all(page.runnable and page.facts.stage in STAGES for page in plays)
    assert all(any(step.branch for step in page.steps) for page in plays)


def test_long_call_has_a_todo_and_a_question_on_every_step() -> None:
    path, text = long_call()
    page = parse_page(text, path)
    assert page.id == CALL
    assert page.runnable
    assert [(len(s.todos), len(s.questions), len(s.questions[0].answers)) for s in page.path_steps] == [
        (1, 1, 3)
    ] * CALL_STEPS


def test_handbook_is_long_prose_of_many_lengths() -> None:
    first = list(handbook(7, 20))
    assert first == list(handbook(7, 20))
    lengths = [len(text) for _, text in first]
    assert max(lengths) > 3 * min(lengths)
    joined = "\n".join(text for _, text in first)
    assert all(sign in joined for sign in ("\n| who |", "\n```sh\n", "\n1. ", "\n- ", "](../"))


def test_settings_name_everybody() -> None:
    people = parse_settings(settings(STAGES)).people
    assert set(people) == {*REPS, *LIAISONS, "kim", "noor"}
    assert people[ME].roles == ("rep",)
    assert people[ME].manager in ("kim", "noor")


def test_words_are_many_and_those_used_most_come_first() -> None:
    words, weights = vocabulary()
    assert len(words) == len(set(words)) > 15_000
    assert weights == sorted(weights)
    assert weights[99] > weights[-1] / 3


def test_queries_are_pressed_key_by_key() -> None:
    typed = list(presses())
    assert typed[:3] == [("t", ("objection",)), ("to", ("objection",)), ("too", ("objection",))]
    assert len(typed) == sum(len(query) for query, _ in TYPED)
    assert any(not query.isascii() for query, _ in TYPED)


@pytest.mark.parametrize("count", [0, 1, 500])
def test_as_many_records_as_asked_for_in_the_order_of_time(count: int) -> None:
    made = list(records.records(count, 7, [PLAY]))
    assert len(made) == count
    assert made == list(records.records(count, 7, [PLAY]))
    assert [one.at for one in made] == sorted(one.at for one in made)
    assert all(0 < (NOW - one.at).total_seconds() <= DAYS * 86_400 for one in made)


def test_records_are_mostly_calls_and_what_follows_from_them() -> None:
    made = list(records.records(2_000, 7, [PLAY]))
    kinds = Counter(type(one.body) for one in made)
    assert kinds[Run] > 500
    assert abs(kinds[Run] - kinds[Touch]) <= 1
    assert kinds[Kept] > 200
    assert kinds[Feedback] > 100
    assert {one.person for one in made if isinstance(one.body, Triage)} == set(LIAISONS)


def test_written_records_are_whole_journals(tmp_path: Path) -> None:
    records.write(tmp_path, 300, 7, [PLAY])
    store = Store(tmp_path, ME, FixedClock(NOW))
    assert len(store.records()) == 300
    assert all(journal.whole and not journal.damage for journal in store.check())
    assert {journal.split("/")[0] for journal in store.journals()} <= {*REPS, *LIAISONS}


def test_rep_has_something_but_not_everything_to_do_today(tmp_path: Path) -> None:
    said: list[str] = []
    place = Place(tmp_path, said.append)
    made = place.playbook(Size("T", 30, 4_000))
    lines = today_lines(made.workspace())
    assert 1 <= len(lines) <= 20
    assert said == ["laying 30 pages", "writing 4,000 records"]
    assert place.playbook(Size("T", 30, 4_000)) is made
    assert len(made.workspace().catalog.summaries()) == 30


def test_coach_finds_what_is_planted_in_a_teams_runs(tmp_path: Path) -> None:
    briefing = brief(Place(tmp_path, lambda _: None).team(1_000).workspace(MANAGERS[0]))
    found = {topic.kind for topic in briefing.topics}
    assert {"left-out-by-most", "objection"} <= found
    assert sum(play.runs for play in briefing.plays) == 1_000


def test_sizes_are_those_that_are_promised() -> None:
    assert {name: (size.pages, size.records) for name, size in SIZES.items()} == {
        "S": (50, 1_000),
        "M": (1_000, 100_000),
        "L": (10_000, 1_000_000),
    }
    assert str(SIZES["M"]) == "M: 1,000 pages, 100,000 records"
    assert SEED == 7


def test_a_long_history_is_one_that_git_and_the_playbook_read(tmp_path: Path) -> None:
    from bench.generate.history import OFTEN, lay_history
    from playbook.library.page_history import PageHistory
    from playbook.library.repository import Repository

    lay_history(tmp_path / "long", 7, pages=8, commits=300)
    repository = Repository.open(tmp_path / "long")
    assert len(repository.committed()) == 8
    changes = PageHistory(repository).changes(OFTEN)
    assert len(changes) > 20
    assert any(one.review for one in changes)
    assert any(one.feedback for one in changes)
