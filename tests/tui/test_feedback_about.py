"""What feedback is about, and how the box says so before it is sent."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from playbook.drafts import Draft
from playbook.library.catalog import Entry
from playbook.plays.parse import parse_page
from playbook.records.model import Feedback, FeedbackKind
from tests.desk.field import Field
from tui.feedback_about import (
    KINDS,
    LIAISONS,
    WIDTH,
    About,
    about_page,
    about_text,
    kinds_text,
    similar_text,
)
from tui.rows import Row, width_of

PAGE = parse_page("# First call\n\nBrief.\n\n## Open\n\n> Hello\n\n## Close\n\n> Bye\n", "plays/p.md")


def entry(commits: list[str] | None = None) -> Entry:
    """An entry whose commit is asked of git only when it is needed."""

    class Lazy(SimpleNamespace):
        @property
        def commit(self) -> str:
            (commits if commits is not None else []).append("asked")
            return "c0ffee"

    return cast("Entry", Lazy(page=PAGE, blob="b10b"))


def told(about: About, account: str = "", *, liaison_only: bool = False) -> str:
    return about_text(about, account, liaison_only=liaison_only).plain


@pytest.mark.parametrize(
    ("about", "account", "said"),
    [
        (About(), "", "On the playbook as a whole"),
        (About(), "Acme", "On the playbook as a whole, with Acme"),
        (About("plays/p", "First call"), "", "On “First call”"),
        (About("plays/p", "First call", "open", "Open"), "Acme", "On “First call”, step “Open”, with Acme"),
        (About("plays/p", "First call", "open"), "", "On “First call”, step “open”"),
        (About("plays/p", "First call", quote="Hello"), "", "On “First call”\n  “Hello”"),
        (
            About("plays/p", "T", quote="Hello {{contact.first_name}}"),
            "",
            "On “T”\n  “Hello [contact first name]”",
        ),
    ],
)
def test_the_box_says_what_it_is_about(about: About, account: str, said: str) -> None:
    assert told(about, account) == said


def test_who_will_see_it_is_said_where_not_everybody_does() -> None:
    assert told(About(), liaison_only=True).endswith(f"\n{LIAISONS}")
    assert LIAISONS not in told(About())


def test_a_long_quote_is_cut_to_the_box_and_cannot_steer_the_terminal() -> None:
    shown = told(About("p", "T\x1b[2J\nx", quote="日本\x1b[2J語 " * 40), "A\x07c\nme")
    assert "\x1b" not in shown and "\x07" not in shown
    where, quote = shown.splitlines()
    assert where == "On “T␛[2J x”, with A␇c me"
    assert width_of(quote) <= WIDTH and quote.endswith("…”")


def test_from_nowhere_it_is_about_the_whole_playbook() -> None:
    assert about_page(None, Row((("x", ""),), 7), "quote") == About()


@pytest.mark.parametrize("row", [None, Row((("x", ""),))])
def test_without_a_line_of_the_file_it_is_about_the_page(row: Row | None) -> None:
    about = about_page(entry(), row, "Hello")
    assert (about.play, about.title, about.step, about.quote, about.line) == (
        "plays/p",
        "First call",
        "",
        "",
        0,
    )


@pytest.mark.parametrize(
    ("line", "step", "title"),
    [
        (1, "", ""),
        (3, "", ""),
        (5, "open", "Open"),
        (7, "open", "Open"),
        (9, "close", "Close"),
        (999, "close", "Close"),
    ],
)
def test_the_step_is_the_one_that_the_line_stands_in(line: int, step: str, title: str) -> None:
    about = about_page(entry(), Row((("x", ""),), line), "x")
    assert (about.step, about.step_title, about.quote, about.line) == (step, title, "x", line)


def test_git_is_asked_for_the_commit_only_when_it_is_pinned() -> None:
    asked: list[str] = []
    about = about_page(entry(asked), Row((("x", ""),), 5), "x")
    said = about.said("f1", "wrong", "Not so")
    assert (said.commit, said.blob, asked) == ("", "b10b", [])
    assert about.pinned(said).commit == "c0ffee"
    assert asked == ["asked"]
    assert About("p").pinned(said) == said, "what is not known cannot be pinned"


def test_what_is_said_holds_all_that_it_is_about() -> None:
    about = About(
        "plays/p", "T", "open", "Open", "Hello", 7, (("Bye", 11),), "b10b", "c0ffee", "run1", "acc", "opp",
        "close", 5.5, "EUR",
    )  # fmt: skip
    assert about.said("f1", "idea", "More") == Feedback(
        id="f1", kind="idea", text="More", play="plays/p", step="open", quote="Hello", line=7, blob="b10b",
        commit="c0ffee", run="run1", account="acc", opportunity="opp", deal_stage="close", amount=5.5,
        currency="EUR",
    )  # fmt: skip


def test_a_draft_comes_back_as_what_it_was_about() -> None:
    about = About(
        "plays/p", "T", "open", "Open", "Hello", 7, (), "b10b", "c0ffee", "run1", "acc", "", "", 1.0, "EUR"
    )
    assert About.of(Draft(about.said("", "wrong", "half"), "T", "Open")) == about


def test_without_its_line_it_is_about_the_same_page() -> None:
    about = About("plays/p", "T", "open", "Open", "Hello", 7, (("Bye", 11),), "b10b")
    assert about.whole_page() == About("plays/p", "T", "open", "Open", blob="b10b")


# The kinds, and what others said


def test_all_kinds_are_offered_with_their_digits_until_one_is_chosen() -> None:
    lines = kinds_text(None).plain.splitlines()
    assert [line.split()[0] for line in lines] == list("12345678")
    assert lines[2] == " 3  wrong: what is right?"


@pytest.mark.parametrize(("key", "kind", "label"), KINDS)
def test_a_chosen_kind_stands_alone(key: str, kind: FeedbackKind, label: str) -> None:
    assert kinds_text(kind).plain == f" {key}  {label}"


def similar(marked: int, names: set[str], **facts: Any) -> list[str]:
    box = Field()
    box.capture("f1", text="The price is old", **facts)
    box.capture("f2", "ray", quote="Hello")
    box.vote("dana", "f2")
    return similar_text([box.item("f1"), box.item("f2")], marked, "^t", names).plain.splitlines()


def test_what_others_said_has_the_key_that_joins_it_at_the_marked_one() -> None:
    first, second = similar(0, set())
    assert first == " ^t me too ▸ The price is old · 1 person"
    assert second == " " * 13 + "Hello · 2 people"
    assert similar(1, set())[1].startswith(" ^t me too ▸ Hello")


def test_accounts_count_before_people_and_mine_is_said() -> None:
    assert similar(0, {"lee"}, account="acme")[0].endswith(" · 1 account · you too, already")
    assert not any("already" in line for line in similar(0, {"sam"}))


def test_a_long_text_leaves_room_for_how_many_said_it() -> None:
    box = Field()
    box.capture("f1", text="日本語 \x1b[2J" * 40)
    line = similar_text([box.item("f1")], 0, "^t", ()).plain
    assert line.endswith("… · 1 person") and "\x1b" not in line
    assert width_of(line) <= WIDTH + 1
    assert similar_text([], 0, "^t", ()).plain == ""
