"""The history of one step, told from the revisions of its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from playbook.errors import NotFoundError
from playbook.library.page_history import Change
from playbook.library.repository import Revision
from playbook.library.step_history import StepChange, step_changes, steps_of
from playbook.plays.model import Page
from playbook.plays.parse import parse_page

PATH = "plays/call.md"
BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Written:
    """A revision as it is read."""

    page: Page
    text: str


class Past:
    """Revisions of one page, told oldest first; an empty text takes the page away."""

    def __init__(self, *texts: str, paths: dict[int, str] | None = None) -> None:
        self.texts = {f"b{place}": text for place, text in enumerate(texts)}
        self.reads: list[str] = []
        self.changes = [
            Change(
                Revision(
                    f"c{place}",
                    BEGAN + timedelta(days=place),
                    "Dana",
                    "dana@x.example",
                    f"Change {place}",
                    (paths or {}).get(place, PATH),
                    f"b{place}" if text else "",
                )
            )
            for place, text in enumerate(texts)
        ][::-1]

    def read(self, path: str, blob: str) -> Written:
        """Read a revision."""
        self.reads.append(blob)
        return Written(parse_page(self.texts[blob], path), self.texts[blob])

    def of(self, step: str) -> list[StepChange]:
        """Return the history of a step."""
        return step_changes(self.changes, step, self.read)

    def told(self, step: str) -> list[tuple[str, str]]:
        """Return which commits changed a step, the newest first, and the step's id after each."""
        return [(one.change.revision.commit, one.step) for one in self.of(step)]


def page(*steps: tuple[str, str], moved: str = "") -> str:
    """Return a page's text."""
    front = f"---\ntitle: Call\n{f'moved: {moved}' if moved else ''}\n---\n\n"
    return front + "\n".join(f"## {heading}\n\n> {words}\n" for heading, words in steps)


OPEN, ASK = ("Open", "Hello."), ("Ask", "What went wrong?")


def test_only_what_changed_the_step_is_told() -> None:
    past = Past(
        page(OPEN, ASK),
        page(("Open", "Good morning."), ASK),
        page(("Open", "Good morning."), ("Ask", "What happened?")),
        page(("Open", "Good evening."), ("Ask", "What happened?")),
    )
    assert past.told("open") == [("c3", "open"), ("c1", "open"), ("c0", "open")]
    assert past.told("ask") == [("c2", "ask"), ("c0", "ask")]
    newest = past.of("ask")[0]
    assert (newest.title, newest.text) == ("Ask", "## Ask\n\n> What happened?\n")


def test_a_step_that_came_later_begins_where_it_came() -> None:
    past = Past(page(OPEN), page(OPEN, ASK), page(ASK, OPEN))
    assert past.told("ask") == [("c1", "ask")]


def test_a_new_time_box_is_a_change_of_the_step_and_not_of_its_neighbour() -> None:
    past = Past(page(OPEN, ASK), page(("Open (2 min)", "Hello."), ASK))
    assert past.told("open") == [("c1", "open"), ("c0", "open")]
    assert past.told("ask") == [("c0", "ask")]


def test_a_step_is_followed_to_its_former_heading_where_moved_says_so() -> None:
    past = Past(
        page(OPEN, ASK),
        page(OPEN, ("Find the cost", "What went wrong?"), moved="{ask: find-the-cost}"),
        page(OPEN, ("Find the cost", "What did it cost?"), moved="{ask: find-the-cost}"),
    )
    assert past.told("find-the-cost") == [("c2", "find-the-cost"), ("c1", "find-the-cost"), ("c0", "ask")]
    assert past.told("ask") == past.told("find-the-cost"), "by its old name it is the same step"


def test_a_step_is_followed_through_several_headings() -> None:
    past = Past(
        page(ASK),
        page(("Dig", "What went wrong?"), moved="{ask: dig}"),
        page(("Cost", "What went wrong?"), moved="{ask: dig, dig: cost}"),
    )
    assert past.told("cost") == [("c2", "cost"), ("c1", "dig"), ("c0", "ask")]


def test_moved_that_was_written_only_later_still_counts() -> None:
    past = Past(
        page(ASK),
        page(("Cost", "What went wrong?")),
        page(("Cost", "What went wrong?"), moved="{ask: cost}"),
    )
    assert past.told("cost") == [("c1", "cost"), ("c0", "ask")]


def test_a_reworded_heading_without_moved_is_where_the_history_ends() -> None:
    past = Past(page(ASK), page(("Cost", "What went wrong?")))
    assert past.told("cost") == [("c1", "cost")]
    assert past.told("ask") == [("c1", "ask"), ("c0", "ask")]
    assert past.of("ask")[0].text == "", "the change that took it away is told, with nothing left"


def test_moved_that_runs_in_a_circle_ends() -> None:
    past = Past(page(OPEN), page(("Cost", "Hello."), moved="{a: cost, cost: a}"))
    assert past.told("cost") == [("c1", "cost")]


def test_a_step_that_was_taken_away_and_came_back() -> None:
    past = Past(page(OPEN, ASK), page(OPEN), page(OPEN, ASK))
    assert past.told("ask") == [("c2", "ask"), ("c1", "ask"), ("c0", "ask")]
    assert [bool(one.text) for one in past.of("ask")] == [True, False, True]


def test_a_page_that_was_taken_away_and_came_back() -> None:
    past = Past(page(OPEN), "", page(OPEN))
    assert past.told("open") == [("c2", "open"), ("c1", "open"), ("c0", "open")]
    assert past.reads == ["b2", "b0"]


def test_a_moved_file_is_read_where_it_lay_then() -> None:
    past = Past(page(OPEN), page(("Open", "Hi.")), paths={0: "old/call.md"})
    assert past.told("open") == [("c1", "open"), ("c0", "open")]


def test_background_has_a_history_too() -> None:
    past = Past(page(OPEN, ("Background", "Then.")), page(OPEN, ("Background", "Now.")))
    assert past.told("background") == [("c1", "background"), ("c0", "background")]


@pytest.mark.parametrize("separator", ["\u2028", "\x0b", "\x85"])
def test_strange_line_ends_inside_a_line_shift_nothing(separator: str) -> None:
    past = Past(page(("Open", f"Hello{separator}there."), ASK))
    assert past.of("ask")[0].text == "## Ask\n\n> What went wrong?\n"


def test_a_step_that_never_was_offers_the_nearest() -> None:
    past = Past(page(OPEN, ASK))
    with pytest.raises(NotFoundError, match=r"no step “opne”\. Did you mean open"):
        past.of("opne")
    with pytest.raises(NotFoundError, match="no step “open”"):
        step_changes([], "open", past.read)


def test_the_steps_of_the_newest_text_can_be_chosen() -> None:
    past = Past(page(OPEN), page(OPEN, ASK), "")
    assert steps_of(past.changes, past.read) == [("open", "Open"), ("ask", "Ask")]
    assert steps_of([], past.read) == []
