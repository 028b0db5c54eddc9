"""Score cards: what is asked, what may be answered, what fails, what is missing."""

from __future__ import annotations

import pytest

from playbook.coaching.cards import (
    BadAnswerError,
    CardError,
    answered,
    fails,
    find_question,
    missing,
    points,
    questions_of,
)
from playbook.errors import NotFoundError
from playbook.plays.parse import parse_page
from tests.coaching.scored import answers, questions


def test_the_five_kinds_each_with_what_may_be_answered_and_its_guide() -> None:
    consent, listened, who, costs, keep = questions()
    assert [one.kind for one in questions()] == ["yes-no", "scale", "one", "many", "text"]
    assert (consent.auto_fail, consent.guide, consent.asks) == (True, "A nod is no.", "Yes · No")
    assert (listened.scale, listened.asks) == ((1, 5), "1 to 5")
    assert who.options == (("they-did", "They did"), ("we-did", "We did"))
    assert costs.asks == "Overtime · Waiting (any)"
    assert keep.asks == "in words, or nothing"


def test_a_long_scale_is_typed_and_a_reference_heading_asks_nothing() -> None:
    depth, *rest = questions("## Depth (0–100)\n\n## Background\n\n> Why.\n")
    assert (depth.kind, depth.options, rest) == ("scale", (), [])
    assert answered(depth, ["073"]).values == ("73",)
    with pytest.raises(BadAnswerError, match="0 to 100"):
        answered(depth, ["101"])


@pytest.mark.parametrize(
    ("number", "typed", "values"),
    [
        (1, ["Y"], ("yes",)), (1, ["no"], ("no",)), (2, ["4"], ("4",)), (2, [" 5 "], ("5",)),
        (3, ["they did"], ("they-did",)), (4, ["Waiting", "overtime", "waiting"], ("waiting", "overtime")),
        (4, [""], ()), (5, ["a [bold] word"], ("a [bold] word",)),
    ],
)  # fmt: skip
def test_what_is_typed_is_taken_by_id_or_words(
    number: int, typed: list[str], values: tuple[str, ...]
) -> None:
    assert answered(questions()[number - 1], typed).values == values


@pytest.mark.parametrize(("number", "typed"), [(1, ["maybe"]), (2, ["6"]), (2, ["٣"]), (2, ["4.5"]), (3, ["nobody"]),
                                               (4, ["Rent"]), (2, ["1", "2"])])  # fmt: skip
def test_what_is_no_answer_is_refused_with_what_would_be(number: int, typed: list[str]) -> None:
    question = questions()[number - 1]
    with pytest.raises(BadAnswerError) as refused:
        answered(question, typed)
    assert question.asks in str(refused.value)


def test_ten_thousand_words_are_kept_whole() -> None:
    text = "word " * 10_000
    assert answered(questions()[4], [text]).values == (text.strip(),)


def test_an_answer_carries_the_question_as_it_was_asked() -> None:
    (_, _, who) = answers("yes", "3", "we did")
    assert (who.text, who.kind, who.words) == ("Who named the number?", "one", ("We did",))


def test_a_question_is_found_by_number_id_and_the_beginning_of_either() -> None:
    known = questions()
    for typed in ("2", "listened", "list", "Liste"):
        assert find_question(known, typed).id == "listened"
    for typed in ("w", "9", "", "kindness"):
        with pytest.raises(NotFoundError):
            find_question(known, typed)


def test_a_no_and_the_lowest_mark_fail_where_it_says_so() -> None:
    assert [fails(one) for one in answers("no", "1", "we did", "overtime", "x")] == [
        True,
        False,
        False,
        False,
        False,
    ]
    (lowest,) = answers("1", card="## Clear (1–5, auto-fail)\n")
    assert fails(lowest)
    (other,) = answers("2", card="## Clear (1–5, auto-fail)\n")
    assert not fails(other)


def test_texts_and_choices_of_many_may_stay_empty_and_so_may_all_behind_a_failure() -> None:
    known = questions()

    def left(*said: str) -> list[str]:
        return [one.id for one in missing(known, {one.question: one for one in answers(*said)})]

    assert left() == ["consent-asked", "listened", "who-named-the-number"]
    assert left("yes", "", "we did") == ["listened"]
    assert left("yes", "3", "we did") == []
    assert left("no") == []


def test_marks_stand_beside_each_other_and_are_never_one_figure() -> None:
    assert points(answers("no", "4", "we did")) == "4 on 1–5; 0 of 1 yes; failed by 1 answer"
    assert points(answers("", "", "", "", "kept")) == "in words only"


@pytest.mark.parametrize(
    "text", ["# Empty\n\nNothing yet.\n", "", "# Only background\n\n## Background\n\nWhy.\n"]
)
def test_a_card_without_questions_says_how_to_write_one(text: str) -> None:
    with pytest.raises(CardError, match="no question"):
        questions_of(parse_page(text, "scorecards/empty.md"))


def test_a_play_is_no_card() -> None:
    with pytest.raises(CardError, match="no score card"):
        questions_of(parse_page("# Call\n\n## Open\n\n> Hi.\n\n## Close\n\n> Bye.\n", "plays/call.md"))
