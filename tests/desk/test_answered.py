"""Which revisions since then may have answered feedback: those that changed its line, or name what is like it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from playbook.desk.answered import GONE, MOST, Since, may_answer, quoted_now
from playbook.desk.model import Item
from playbook.errors import NotFoundError
from playbook.library.page_history import Change
from playbook.library.repository import Revision
from playbook.plays.model import Page
from playbook.plays.parse import parse_page
from tests.desk.field import Field

PATH = "plays/price.md"
ASK = "Which day suits you?"


def text(price: str, ask: str = ASK) -> str:
    return f"# Price\n\n## Say it\n\n> {price}\n\n## Ask\n\n> {ask}\n"


@dataclass(frozen=True)
class Read:
    page: Page
    text: str


class History:
    """A page's revisions; each is called by what it says: `b0`, `b1` …"""

    def __init__(self, *texts: str | None) -> None:
        self.texts = {f"b{number}": one for number, one in enumerate(texts)}
        self.named: dict[str, tuple[str, ...]] = {}

    @property
    def changes(self) -> list[Change]:
        made = [
            Change(
                Revision(
                    f"c{number}", datetime(2026, 11, 1 + number, tzinfo=UTC), "Dana Ortiz", "dana@x.example",
                    f"Change {number}", PATH, blob if one is not None else "",
                ),
                self.named.get(f"c{number}", ()),
                why=f"Because of {number}.",
            )
            for number, (blob, one) in enumerate(self.texts.items())
        ]  # fmt: skip
        return made[::-1]

    def read(self, path: str, blob: str) -> Read:
        found = self.texts.get(blob)
        if found is None:
            raise NotFoundError("text", blob)
        return Read(parse_page(found, path), found)


def told(desk: Field, id_: str = "one", **facts: Any) -> Item:
    facts = {"blob": "b0", "commit": "c0", "step": "say-it", "quote": "It starts at 12 a seat.", **facts}
    desk.capture(id_, "lee", play="plays/price", text="the price is old", **facts)
    return desk.item(id_)


def found(item: Item, history: History, like: Collection[str] = ()) -> tuple[Since, ...]:
    def alike(ids: Sequence[str]) -> Collection[str]:
        return [id_ for id_ in ids if id_ in like]

    return may_answer(item, history.changes, history.read, alike)


def shown(item: Item, history: History, like: Collection[str] = ()) -> list[tuple[str, str, str]]:
    return [(one.commit, one.then, one.now) for one in found(item, history, like)]


NEW, NEWER = "It starts at 14 a seat.", "It starts at 15 a seat."
OLD = "It starts at 12 a seat."


def test_the_revision_that_changed_the_line_is_offered_with_then_and_now(desk: Field) -> None:
    history = History(text(OLD), text(OLD, "Thursday?"), text(NEW, "Thursday?"))
    (one,) = found(told(desk), history)
    assert (one.commit, one.then, one.now) == ("c2", OLD, NEW)
    assert one.words == (
        f"Dana Ortiz changed it on Tue 3 Nov 2026: “Change 2”. Because of 2. It said “{OLD}”, and now says “{NEW}”."
    )


def test_a_line_that_was_changed_twice_is_followed_and_the_newest_comes_first(desk: Field) -> None:
    history = History(text(OLD), text(NEW), text(NEWER))
    assert shown(told(desk), history) == [("c2", NEW, NEWER), ("c1", OLD, NEW)]


def test_what_came_before_the_feedback_answered_nothing(desk: Field) -> None:
    history = History(text("It starts at 10."), text("It starts at 11."), text(OLD))
    assert found(told(desk, blob="b2", commit="c2"), history) == ()
    assert shown(told(desk, "two", blob="b2", commit="gone"), history) == []


def test_a_line_that_moved_or_was_only_set_otherwise_was_not_changed(desk: Field) -> None:
    moved = f"# Price\n\n## Ask\n\n> {ASK}\n>\n> **It starts** at 12\n> a seat.\n"
    assert found(told(desk), History(text(OLD), moved)) == ()


def test_a_line_that_went_is_said_to_be_gone_and_what_follows_is_not_guessed_at(desk: Field) -> None:
    bare = "# Price\n\n## Say it\n\nx\n\n## Ask\n\n> Day?\n"
    found_ = found(told(desk), History(text(OLD), bare, bare.replace("x", "yy")))
    assert [(one.commit, one.now) for one in found_] == [("c1", GONE)]
    assert found_[0].words.endswith(f"“{OLD}” is no longer in it.")


def test_a_page_that_was_taken_away_answers_too(desk: Field) -> None:
    assert shown(told(desk), History(text(OLD), None)) == [("c1", OLD, GONE)]


def test_without_a_quote_a_change_of_the_step_is_offered_and_of_no_other(desk: Field) -> None:
    history = History(text(OLD), text(OLD, "Thursday?"), text(NEW, "Thursday?"))
    assert shown(told(desk, quote=""), history) == [("c2", "", "Say it")]
    assert shown(told(desk, "two", quote="", step=""), history) == []
    assert shown(told(desk, "three", quote="", kind="competitor"), history) == []


def test_a_revision_that_names_what_is_like_it_is_offered_whatever_it_changed(desk: Field) -> None:
    history = History(text(OLD), text(OLD, "Thursday?"), text(OLD, "Friday?"))
    history.named = {"c1": ("twin", "other"), "c2": ("other", "one")}
    (one,) = found(told(desk), history, like=["twin"])
    assert (one.commit, one.feedback, one.then) == ("c1", ("twin",), "")
    assert found(told(desk), history) == ()


@pytest.mark.parametrize("facts", [{"blob": "lost", "commit": "lost"}, {"blob": "", "commit": ""}])
def test_where_its_revision_is_gone_the_time_of_capture_decides(desk: Field, facts: dict[str, str]) -> None:
    history = History(text(OLD), text(NEW))
    item = told(desk, **facts)
    assert item.at > "2026-11-02"
    assert shown(item, history) == []
    late = History(*[text(OLD)] * 20, text(NEW))
    late.texts["b20"] = text(NEW)
    assert shown(item, late) == [("c20", OLD, NEW)]


def test_a_revision_nobody_can_read_is_passed_over(desk: Field) -> None:
    history = History(text(OLD), text(NEW), text(NEWER))
    whole = dict(history.texts)

    def read(path: str, blob: str) -> Read:
        if blob == "b1":
            raise NotFoundError("text", blob)
        return Read(parse_page(str(whole[blob]), path), str(whole[blob]))

    offered = may_answer(told(desk), history.changes, read, lambda _: ())
    assert [one.commit for one in offered][-1] == "c1"


def test_no_more_are_offered_than_there_are_digits(desk: Field) -> None:
    history = History(*[text(f"It starts at {price} a seat.") for price in range(12, 40)])
    offered = found(told(desk), history)
    assert len(offered) == MOST
    assert offered[0].now == "It starts at 39 a seat."


def test_the_quote_now_is_the_same_or_what_became_of_it(desk: Field) -> None:
    item = told(desk)

    def now(source: str, blob: str = "b9") -> tuple[str, bool]:
        page = parse_page(source, PATH)
        seen = quoted_now(item, page, source, blob)
        return seen.now, seen.gone

    assert now(text(OLD)) == ("", False)
    assert now(text(NEW), "b0") == ("", False), "the same text is not looked through"
    assert now(text(NEW)) == (NEW, False)
    assert now(text("x").replace("> x", "1. [ ] It starts at 14 a seat.")) == (NEW, False)
    assert now(text("Nobody goes home at nine.")) == (GONE, False), "a mere likeness is nothing it became"
    assert now("# Price\n\n## Ask\n\n> Day?\n") == (GONE, True)


@pytest.mark.parametrize(
    "written",
    [
        "It starts at 12[^list] a seat.",
        "It starts at [12](list.md) a seat.",
        "It starts at 12 <!-- May --> a seat.",
    ],
)
def test_a_footnote_a_link_or_a_comment_in_the_line_is_no_change_of_it(desk: Field, written: str) -> None:
    source = text(written, "Thursday?")
    assert quoted_now(told(desk), parse_page(source, PATH), source, "b1").now == ""


def test_of_a_paragraph_on_several_lines_all_of_it_is_shown_as_it_is_now(desk: Field) -> None:
    item = told(desk, quote="Yard is 490 a month. Set-up is once, and hauliers pay nothing.")
    source = text("Yard is 540 a month.\n> Set-up is once, and hauliers\n> pay nothing.")
    now = quoted_now(item, parse_page(source, PATH), source, "b1").now
    assert now == "Yard is 540 a month. Set-up is once, and hauliers pay nothing."
