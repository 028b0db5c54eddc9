"""What is said to a question."""

from __future__ import annotations

import random

import pytest

from playbook.demo.answering import UnknownAnswerError, has_said, said_to
from playbook.plays.model import Answer, Question, Step

ONE = Question(
    "open/may-you-ask",
    "May you ask?",
    "one",
    (Answer("yes", "Yes"), Answer("not-now", "Not now", "#later"), Answer("no", "No", "#end")),
)
MANY = Question(
    "costs/what-else", "What else?", "many", (Answer("overtime", "Overtime"), Answer("phone-hours", "Phone"))
)
TEXT = Question("costs/who-pays-it", "Who pays it?", "text")
BACK = Question("back/what-do-they-correct", "What do they correct?", "text")
LED = Question("open/where-to", "Where to?", "one", (Answer("there", "There", "#there"),))


def chance() -> random.Random:
    return random.Random(3)


def test_what_the_call_says_is_said() -> None:
    assert said_to(ONE, {"may-you": "no"}, chance()) == ("no",)
    assert said_to(MANY, {"what-else": ("phone", "overtime")}, chance()) == ("phone-hours", "overtime")
    assert said_to(TEXT, {"who-pays": "Marc, finance."}, chance()) == ("Marc, finance.",)


def test_an_answer_is_taken_by_its_whole_id_before_a_beginning_of_one() -> None:
    question = Question("s/q", "Q?", "one", (Answer("yes-alone", "Yes, alone"), Answer("yes", "Yes")))
    assert said_to(question, {"q": "yes"}, chance()) == ("yes",)


def test_an_answer_that_is_not_offered_is_a_fault_of_the_demo() -> None:
    with pytest.raises(UnknownAnswerError, match=r"open/may-you-ask offers no “perhaps”, only yes, not-now"):
        said_to(ONE, {"may-you": "perhaps"}, chance())


def test_chance_takes_no_answer_that_leads_away() -> None:
    assert {said_to(ONE, {}, random.Random(seed)) for seed in range(30)} == {("yes",)}
    assert said_to(LED, {}, chance()) == ()


def test_chance_ticks_one_to_three_of_many() -> None:
    drawn = {said_to(MANY, {}, random.Random(seed)) for seed in range(60)}
    assert {len(values) for values in drawn} == {1, 2}
    assert all(len(set(values)) == len(values) for values in drawn)


def test_chance_types_no_text_but_what_was_corrected() -> None:
    assert said_to(TEXT, {}, chance()) == ()
    drawn = {said_to(BACK, {}, random.Random(seed)) for seed in range(60)}
    assert () in drawn
    assert len(drawn) == 4


def test_a_step_of_which_something_is_said() -> None:
    step = Step("costs", "Costs", (MANY, TEXT))
    assert has_said(step, {"who-pays": "Marc"})
    assert not has_said(step, {"may-you": "yes"})
    assert not has_said(Step("empty", "Empty"), {"who-pays": "Marc"})
