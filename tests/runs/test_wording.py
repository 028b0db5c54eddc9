"""My words: kept for me alone, and put where they belong however the page moves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.clock import FixedClock
from playbook.plays.model import Page
from playbook.plays.parse import read_page
from playbook.records.model import Record, Wording
from playbook.records.store import Store
from playbook.runs.wording import MyWords, original_of, place_words, track_at, words_on_record
from tests.tui.conftest import NOW

PAGE = """\
## Open

> Hi there.

> Is now good?
> Really?

text between

> Third thing.

## Close

> Goodbye.
"""


def page(text: str = PAGE, front: str = "") -> Page:
    return read_page(f"{front}{text}".encode(), "plays/x.md")


def wording(step: str, place: int, text: str = "mine", of: Page | None = None) -> Wording:
    """Words for a talk track as the page `of` has it."""
    found = (of or page()).step(step)
    assert found is not None
    return Wording("plays/x", step, place, text, original_of(found.talk_tracks[place]))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, "lee", FixedClock(NOW))


def records(store: Store) -> list[Record]:
    return store.records(("wording",))


def test_the_newest_words_count_and_empty_ones_take_them_back(store: Store) -> None:
    for place, text in ((0, "first"), (0, "second"), (1, "other"), (1, " ")):
        store.append(Wording("plays/x", "open", place, text))
    store.append(Wording("plays/y", "open", 0, "of another play"))
    found = words_on_record(records(store), {"lee"}, {"plays/x"})
    assert [(one.place, one.text) for one in found] == [(0, "second")]
    assert words_on_record(records(store), {"mia"}, {"plays/x"}) == []
    moved = words_on_record(records(store), {"lee"}, {"plays/x", "plays/y"})
    assert [one.text for one in moved] == ["of another play"]


def test_they_never_leave_the_device(store: Store) -> None:
    assert store.append(Wording("plays/x", "open", 0, "mine")).audience == "self"


def test_they_stand_where_they_were_written() -> None:
    worded = place_words([wording("open", 1), wording("close", 0, "bye")], page())
    assert worded.lost == ()
    assert {place: words.text for place, words in worded.here.items()} == {
        ("open", 1): "mine",
        ("close", 0): "bye",
    }
    assert not any(words.changed for words in worded.here.values())


def test_they_follow_their_talk_track_within_the_step_and_to_another() -> None:
    before = page()
    inserted = page(PAGE.replace("> Hi there.", "> Brand new.\n\ntext\n\n> Hi there."))
    assert list(place_words([wording("open", 0, of=before)], inserted).here) == [("open", 1)]
    there = page(
        PAGE.replace("> Third thing.\n", "").replace("> Goodbye.", "> Goodbye.\n\nx\n\n> Third thing.")
    )
    assert list(place_words([wording("open", 1)], there).here) == [("close", 1)]


def test_a_talk_track_that_was_reworded_is_told() -> None:
    changed = page(PAGE.replace("> Goodbye.", "> Farewell."))
    worded = place_words([wording("close", 0)], changed)
    assert worded.here[("close", 0)] == MyWords("mine", True, original_of(page().steps[1].talk_tracks[0]))


def test_a_line_broken_elsewhere_is_no_change() -> None:
    broken = page(PAGE.replace("> Hi there.", "> Hi\n> there."))
    assert place_words([wording("open", 0)], broken).here[("open", 0)].changed is False


def test_words_whose_talk_track_is_gone_are_not_dropped() -> None:
    without = page("## Open\n\n> Hi there.\n\n## Other\n\ntext\n")
    lost = wording("close", 0)
    worded = place_words([lost, wording("open", 0)], without)
    assert (list(worded.here), worded.lost) == ([("open", 0)], (lost,))


def test_two_words_for_what_is_now_one_talk_track_are_both_kept() -> None:
    same = page("## Open\n\n> Hi there.\n\n## Close\n\ntext\n")
    worded = place_words([wording("open", 0), wording("close", 0)], same)
    assert list(worded.here) == [("open", 0)]
    assert [one.step for one in worded.lost] == ["close"]


def test_a_renamed_step_keeps_its_words() -> None:
    moved = page(
        PAGE.replace("## Close", "## Finish").replace("Goodbye", "Farewell"),
        "---\nmoved: {close: finish}\n---\n",
    )
    worded = place_words([wording("close", 0)], moved)
    assert list(worded.here) == [("finish", 0)]
    assert worded.here[("finish", 0)].changed


@given(
    st.lists(
        st.tuples(st.sampled_from(["open", "close", "gone"]), st.integers(0, 4), st.text(min_size=1)),
        max_size=8,
    )
)
def test_nothing_written_is_ever_lost_without_a_word(places: list[tuple[str, int, str]]) -> None:
    words = [Wording("plays/x", step, place, text, "") for step, place, text in places]
    worded = place_words(words, page())
    assert len(worded.here) + len(worded.lost) == len(words)
    assert set(worded.here) <= {("open", 0), ("open", 1), ("open", 2), ("close", 0)}


def test_the_talk_track_of_a_line_is_found_or_the_next_below() -> None:
    first = PAGE.split("\n").index("> Hi there.") + 1

    def at(line: int) -> tuple[str, int] | None:
        found = track_at(page(), line)
        return (found[0].id, found[1]) if found else None

    assert at(1) == ("open", 0)
    assert at(first) == ("open", 0)
    last = PAGE.split("\n").index("> Goodbye.") + 1
    assert at(last - 1) == ("close", 0)
    assert at(last + 5) == ("close", 0)
    todo = track_at(page("## A\n\n> Hi.\n\n- [ ] Ask\n\n## B\n\n> Bye.\n"), 5)
    assert todo is not None
    assert todo[0].id == "a"  # the step that the cursor is on, not the one that comes after it
    assert track_at(page("## A\n\ntext\n\n## B\n\ntext\n"), 1) is None
