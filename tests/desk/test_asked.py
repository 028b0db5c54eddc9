"""The one optional question of a kind: what it takes for an answer, and how that reads back."""

from __future__ import annotations

from typing import get_args

import pytest

from playbook.desk.asked import QUESTIONS, UnfitAnswerError, answer_to, next_choice, read_back
from playbook.records.model import Feedback, FeedbackKind


def said(kind: FeedbackKind, tried: str) -> Feedback:
    return Feedback("f", kind, "words", tried=tried)


def test_every_question_is_of_a_kind_there_is() -> None:
    assert set(QUESTIONS) <= set(get_args(FeedbackKind))
    assert {"competitor", "objection", "worked", "customer-words"} == set(QUESTIONS)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("s", "stay"), ("Stays", "stay"), ("they buy.", "buy"), ("LEAVE", "leave"), ("l", "leave"), ("  ", "")],
)
def test_a_choice_may_be_given_by_its_beginning_or_in_a_sentence(given: str, kept: str) -> None:
    assert answer_to("customer-words", given) == kept


@pytest.mark.parametrize("given", ["because of the price", "bye", "?", "…"])
def test_what_is_no_choice_is_refused_with_those_there_are(given: str) -> None:
    with pytest.raises(UnfitAnswerError) as refused:
        answer_to("customer-words", given)
    assert str(refused.value) == f"“{given}” is no answer to customer-words: say buy, stay or leave."


def test_any_words_answer_where_there_is_nothing_to_choose_from() -> None:
    assert answer_to("competitor", "  Velantis, as ever ") == "Velantis, as ever"
    assert answer_to("hard-to-say", "A pause after the 890.") == "A pause after the 890."
    assert answer_to("a kind of a newer program", "x") == "x"


def test_one_key_goes_through_the_choices_and_to_none_again() -> None:
    shown = [""]
    for _ in range(4):
        shown.append(next_choice("customer-words", shown[-1]))
    assert shown == ["", "buy", "stay", "leave", ""]
    assert next_choice("customer-words", "what a file of old said") == "buy"


@pytest.mark.parametrize(
    ("kind", "tried", "read"),
    [
        ("worked", "He booked a second call.", "what happened next: He booked a second call."),
        ("objection", "Asked for the three worst.", "tried: Asked for the three worst."),
        ("competitor", "Velantis", "competitor: Velantis"),
        ("customer-words", "stay", "why they stay"),
        ("customer-words", "they like Lee", "tried: they like Lee"),
        ("wrong", "The old one.", "tried: The old one."),
        ("idea", "", ""),
    ],
)
def test_an_answer_reads_back_with_what_it_is(kind: FeedbackKind, tried: str, read: str) -> None:
    assert read_back(said(kind, tried)) == read
