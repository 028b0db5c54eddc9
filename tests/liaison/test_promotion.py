"""What is proposed as a page: what enough people heard lately, and nothing that a page answers."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from playbook.clock import stamp
from playbook.desk.asking import IndexedFeedback
from playbook.desk.indexed import FeedbackShelf
from playbook.desk.promise import parse_promise
from playbook.desk.words import terms
from playbook.liaison.promotion import (
    MOST_WORDINGS,
    NOT_A_PAGE,
    Answered,
    Promotable,
    promotable,
)
from playbook.promoting import heard_lately
from tests.desk.field import START, Field
from tests.records.arrivals import Folder

COUNCIL = (
    "“The works council must agree first.” I had no answer to that.",
    "They must ask their works council before anybody books",
    "Works council again: “They have to agree first, and that takes months.”",
)
PAGES = (
    Answered("objections/too-expensive", "Too expensive", "price\nbudget\ncosts too much"),
    Answered("plays/a#we-have-a-tool", "We have a tool"),
    *(
        Answered(f"objections/{number}", title)
        for number, title in enumerate(
            (
                "Send me an e-mail", "Call me next quarter", "We are cutting vendors", "How did you get my number?",
                "It failed before", "We don't want to be locked in", "I have never heard of you", "We built our own",
                "Nobody will use it", "Spreadsheets work", "They are cheaper", "Where is our data?",
                "Why did the price go up?", "It won't integrate", "We are too busy to change", "A committee decides",
                "There is no money this year", "The season begins", "Our people speak eight languages",
                "The board wants a tender", "We tried that in Austria", "Who else uses it?", "A feature is missing",
            )
        )
    ),
)  # fmt: skip
"""As many as a playbook that is begun with the starter."""


def made(
    desk: Field, pages: Sequence[Answered] = PAGES, *, people: int = 3, days: int = 60
) -> tuple[Promotable, ...]:
    """Return what is proposed, of all feedback and of what the index reads of it alike."""
    votes = [record for record in desk.records if record.kind == "vote"]
    begin, until = desk.now - timedelta(days=days), stamp(desk.now + timedelta(seconds=1))
    plain = promotable(desk.items, votes, pages, people=people, since=stamp(begin), until=until)
    with TemporaryDirectory() as root:
        folder = Folder(Path(root))
        folder.arrive(desk.records)
        with closing(folder.index([FeedbackShelf(parse_promise(), "")])) as index:
            feedback = IndexedFeedback(index)
            items, others = heard_lately(feedback, "dana", begin, votes, liaison=True)
            read = promotable(
                items, votes, pages, people=people, since=stamp(begin), until=until, others=others
            )
    assert read == plain
    return plain


def council(desk: Field) -> None:
    for number, (rep, text) in enumerate(zip(("lee", "mia", "ray"), COUNCIL, strict=True)):
        desk.capture(f"c{number}", rep, "objection", text=text, account=f"account-{number}")
        desk.wait(days=1)


def test_three_people_who_hear_the_same_are_one_page_with_their_own_words(desk: Field) -> None:
    council(desk)
    desk.capture("other", "lee", "objection", text="The cab has no signal")
    (found,) = made(desk)
    assert {item.id for item in found.items} == {"c0", "c1", "c2"}
    assert found.people == ("lee", "mia", "ray")
    assert set(found.wordings) == set(COUNCIL)
    assert found.cluster.accounts == 3
    assert found.text in COUNCIL


def test_two_are_not_enough_unless_the_playbook_says_so(desk: Field) -> None:
    council(desk)
    desk.act("ray", "withdraw", "c2")
    assert made(desk) == ()
    (found,) = made(desk, people=2)
    assert found.people == ("lee", "mia")


def test_one_who_says_it_three_times_is_one_person(desk: Field) -> None:
    for number, text in enumerate(COUNCIL):
        desk.capture(f"c{number}", "lee", "objection", text=text)
    assert made(desk) == ()


def test_a_me_too_and_what_was_merged_count_as_their_people_do(desk: Field) -> None:
    desk.capture("c0", "lee", "objection", text=COUNCIL[0])
    desk.vote("mia", "c0", "kallio")
    desk.capture("twin", "ray", "missing", text="And the staff council in Austria?")
    assert made(desk) == ()
    desk.act("dana", "merge", "twin", to="c0")
    (found,) = made(desk)
    assert found.people == ("lee", "mia", "ray")
    assert found.wordings == (COUNCIL[0], "And the staff council in Austria?")


def test_what_was_said_before_these_days_is_not_counted(desk: Field) -> None:
    desk.capture("c0", "lee", "objection", text=COUNCIL[0])
    desk.wait(days=50)
    desk.capture("c1", "mia", "objection", text=COUNCIL[1])
    desk.vote("ray", "c1")
    assert len(made(desk)) == 1
    desk.wait(days=11)
    assert made(desk) == ()
    desk.vote("lee", "c1")
    assert len(made(desk)) == 1
    assert len(made(desk, days=90)) == 1


@pytest.mark.parametrize(
    ("action", "still"),
    [
        ("accept", 1),
        ("ask", 1),
        ("answer", 1),
        ("decline", 0),
        ("withdraw", 0),
        ("change", 0),
        ("publish", 0),
    ],
)
def test_what_was_decided_against_or_is_being_written_is_left_alone(
    desk: Field, action: str, still: int
) -> None:
    council(desk)
    who = "lee" if action == "withdraw" else "dana"
    desk.act(who, action, "c0", "so", commit="c" if action == "publish" else "")  # type: ignore[arg-type]
    assert len(made(desk)) == still


def test_who_said_no_to_a_page_is_not_asked_again_until_three_others_say_it(desk: Field) -> None:
    council(desk)
    for number in range(3):
        desk.act("dana", "label", f"c{number}", labels=(NOT_A_PAGE,))
    assert made(desk) == ()
    for number, rep in enumerate(("ann", "bob", "cid")):
        desk.capture(f"d{number}", rep, "objection", text=COUNCIL[number])
    (found,) = made(desk)
    assert found.people == ("ann", "bob", "cid")


def test_undone_the_no_is_none(desk: Field) -> None:
    council(desk)
    labelled = desk.act("dana", "label", "c0", labels=(NOT_A_PAGE,))
    assert made(desk) == ()
    desk.undo("dana", labelled)
    assert len(made(desk)) == 1


def test_what_a_page_answers_by_its_title_or_the_words_it_is_found_by_is_no_gap(desk: Field) -> None:
    for number, rep in enumerate(("lee", "mia", "ray")):
        desk.capture(f"p{number}", rep, "objection", text="It is too expensive for our budget")
    assert made(desk) == ()
    (found,) = made(desk, pages=())
    assert (found.near, len(found.items)) == (None, 3)


def test_what_is_about_an_objections_own_page_is_no_gap(desk: Field) -> None:
    for number, rep in enumerate(("lee", "mia", "ray")):
        desk.capture(
            f"p{number}", rep, "objection", text=COUNCIL[number], play="plays/a", step="we-have-a-tool"
        )
    assert made(desk) == ()
    others = [page for page in PAGES if page.id != "plays/a#we-have-a-tool"]
    assert len(made(desk, pages=others)) == 1


def test_the_nearest_page_is_named_though_it_is_no_answer(desk: Field) -> None:
    pages = (*PAGES, Answered("objections/boss", "I must ask my boss", "must ask\nagree"))
    council(desk)
    (found,) = made(desk, pages=pages)
    assert found.near is not None
    assert found.near.id == "objections/boss"


def test_what_was_given_to_the_liaisons_alone_counts_and_is_not_quoted(desk: Field) -> None:
    desk.capture("c0", "lee", "objection", text=COUNCIL[0])
    desk.capture("c1", "mia", "objection", text=COUNCIL[1])
    desk.capture("c2", "ray", "objection", text=COUNCIL[2], audience="liaison")
    (found,) = made(desk)
    assert found.people == ("lee", "mia", "ray")
    assert set(found.wordings) == {COUNCIL[0], COUNCIL[1]}


def test_what_its_author_redacted_is_not_heard(desk: Field) -> None:
    council(desk)
    desk.redact("ray", "c2")
    assert made(desk) == ()


def test_only_objections_become_one(desk: Field) -> None:
    for number, rep in enumerate(("lee", "mia", "ray")):
        desk.capture(f"m{number}", rep, "missing", text=COUNCIL[number])
    assert made(desk) == ()


def test_a_wording_is_quoted_once_and_not_without_end(desk: Field) -> None:
    for number in range(60):
        text = f"The works council  objects{'!' * (number % 30)}"
        desk.capture(f"w{number:02}", f"rep{number}", "objection", text=text)
    (found,) = made(desk)
    assert len(found.people) == 60
    assert len(found.wordings) == MOST_WORDINGS
    assert found.wordings[:2] == ("The works council objects", "The works council objects!")


def test_the_one_that_most_people_hear_comes_first(desk: Field) -> None:
    council(desk)
    for number, rep in enumerate(("lee", "mia", "ray", "ann")):
        desk.capture(f"g{number}", rep, "objection", text="Drivers have no smartphone in the cab")
    assert [len(one.people) for one in made(desk)] == [4, 3]


def test_nothing_is_made_of_feedback_without_words(desk: Field) -> None:
    for number, rep in enumerate(("lee", "mia", "ray")):
        desk.capture(f"e{number}", rep, "objection", text=" \n")
    assert made(desk) == ()


def test_a_common_word_alone_puts_nothing_together(desk: Field) -> None:
    said = ("The council is slow", "Their council pays late", "A council of elders decides on trucks")
    assert all(any(stem == "council" for stem, _ in terms(text)) for text in said)
    for number, text in enumerate(said):
        desk.capture(f"s{number}", f"rep{number}", "objection", text=text)
    assert made(desk) == ()


def test_the_days_are_those_of_the_records(desk: Field) -> None:
    assert desk.now == START
    council(desk)
    assert made(desk, days=1) == ()


def test_in_a_heap_of_hundreds_what_weighs_most_is_looked_at(desk: Field) -> None:
    for number in range(700):
        desk.capture(
            f"n{number:03}", f"rep{number % 9}", "objection", text=f"Number{number} says word{number}"
        )
    council(desk)
    (found,) = made(desk)
    assert {item.id for item in found.items} == {"c0", "c1", "c2"}
