"""What a rep does within steps: to-dos, answers, notices, skipping, wording."""

from __future__ import annotations

import pytest

from playbook.plays.model import Notice, TalkTrack, Todo
from playbook.runs.errors import RunError, UnknownPartError
from playbook.runs.model import RunEvent
from playbook.runs.views import NoticeView, QuestionView, TalkView, TodoView
from tests.runs.driver import COST, FIRST_CALL, FORECAST, PLAIN, Rep, outcome, page, question, step


def todos(rep: Rep) -> list[bool]:
    return [block.ticked for block in rep.view.blocks if isinstance(block, TodoView)]


def test_a_todo_is_ticked_and_unticked_by_id_or_text() -> None:
    rep = Rep().tick("open", "confirm-how-long-they-have")
    assert todos(rep) == [True, False]
    assert (rep.step("open").todos_done, rep.step("open").todos) == (1, 2)
    rep.tick("", "ask WHO else should be here")
    assert todos(rep) == [True, True]
    rep.tick("open", "confirm-how-long-they-have")
    assert todos(rep) == [False, True]
    with pytest.raises(
        UnknownPartError, match=r"^There is no to-do “ask-who”\. Did you mean ask-who-else\?$"
    ):
        rep.tick("open", "ask-who")


def test_a_step_is_done_with_open_todos_and_opened_again() -> None:
    rep = Rep().tick("open")
    assert (rep.states["open"], rep.view.at) == ("done", "open")
    rep.tick()
    assert rep.states["open"] == "open"
    rep.go_to("#end")
    with pytest.raises(RunError, match=r"^The play is at its end\. Name the step you mean\.$"):
        rep.tick()
    assert rep.tick("send-the-study").states["send-the-study"] == "done"


def test_a_step_ticked_elsewhere_leaves_the_run_where_it_stands() -> None:
    rep = Rep(PLAIN).tick("c")
    assert (rep.view.at, rep.states["c"]) == ("a", "done")


def test_one_answer_replaces_the_other() -> None:
    rep = Rep().answer(FORECAST.id, ["spreadsheets"], by="c1").answer(FORECAST.id, ["acme-forecast"])
    view = rep.go_to("find-the-cost").view.blocks[2]
    assert isinstance(view, QuestionView)
    assert [answer.chosen for answer in view.answers] == [False, True, False]
    assert [answer.number for answer in view.answers] == [1, 2, 3]
    assert [answer.leads_to for answer in view.answers] == ["", "battlecards/acme-forecast", "qualify-out"]
    assert [answer.lead_title for answer in view.answers] == ["", "battlecards/acme-forecast", "Qualify out"]
    assert [answer.moves for answer in view.answers] == [False, False, True]
    assert (view.by, view.answered, view.text) == ("", True, "")
    assert (rep.step("find-the-cost").answered, rep.step("find-the-cost").questions) == (1, 2)


def test_who_said_an_answer_is_kept() -> None:
    rep = Rep().answer(FORECAST.id, "2", by="c1").go_to("find-the-cost")
    view = rep.view.blocks[2]
    assert isinstance(view, QuestionView)
    assert view.by == "c1"
    assert rep.finish("advance").answers[0].by == "c1"


def test_an_answer_is_named_by_id_text_or_number() -> None:
    rep = Rep()
    for named in ("spreadsheets", "SPREADSHEETS", " spreadsheets ", "1"):
        rep.answer(FORECAST.id, [named])
        assert rep.run.events[-1].values == ("spreadsheets",)
    with pytest.raises(UnknownPartError, match=r"^There is no answer “4”\.$"):
        rep.answer(FORECAST.id, ["4"])
    with pytest.raises(UnknownPartError, match=r"^There is no answer “0”\.$"):
        rep.answer(FORECAST.id, ["0"])
    with pytest.raises(UnknownPartError, match=r"Did you mean spreadsheets\?$"):
        rep.answer(FORECAST.id, ["spredsheets"])


def test_an_id_that_is_a_number_goes_before_the_place() -> None:
    rep = Rep(page(step("a", question("a/x", "X?", ("2", "Two", ""), ("1", "One", ""))), step("b")))
    assert rep.answer("a/x", ["1"]).run.events[-1].values == ("1",)


def test_one_answer_takes_no_two() -> None:
    with pytest.raises(RunError, match=r"^“How do you forecast today\?” takes one answer, not 2\.$"):
        Rep().answer(FORECAST.id, ["1", "2"])
    assert Rep().answer(FORECAST.id, ["1", "spreadsheets"]).run.events[-1].values == ("spreadsheets",)


MANY = page(
    step("a", question("a/who", "Who?", ("x", "X", ""), ("y", "Y", ""), ("z", "Z", ""), choose="many")),
    step("b"),
)


def test_many_answers_stand_in_the_order_of_the_page() -> None:
    rep = Rep(MANY).answer("a/who", ["z", "x", "z"])
    assert rep.run.events[-1].values == ("x", "z")
    assert rep.view.fields == {"answer.who": "X, Z"}


def test_pressing_an_answer_of_many_adds_it_or_takes_it_away() -> None:
    rep = Rep(MANY)
    seen = [rep.choose("who", key, "c1" if key == "1" else "").run.events[-1] for key in ("3", "1", "3", "1")]
    assert [(event.values, event.by) for event in seen] == [
        (("z",), ""),
        (("x", "z"), "c1"),
        (("x",), "c1"),
        ((), "c1"),
    ]
    assert rep.view.fields == {}


def test_pressing_the_one_answer_again_keeps_it() -> None:
    rep = Rep().choose(FORECAST.id, "1").choose(FORECAST.id, "1").choose(FORECAST.id, "2")
    assert [event.values for event in rep.run.events] == [
        ("spreadsheets",),
        ("spreadsheets",),
        ("acme-forecast",),
    ]
    rep.choose(COST.id, "a lot", "c2")
    assert rep.run.events[-1] == RunEvent(4.0, "answer", "find-the-cost", COST.id, values=("a lot",), by="c2")


def test_a_text_answer_is_kept_without_white_space_around_it() -> None:
    rep = Rep().answer(COST.id, "  two weeks\n a quarter ").go_to("find-the-cost")
    view = rep.view.blocks[3]
    assert isinstance(view, QuestionView)
    assert (view.text, view.answers) == ("two weeks\n a quarter", ())
    assert rep.answer(COST.id, ["two", "words"]).run.events[-1].values == ("two words",)


def test_an_answer_is_taken_back_by_saying_nothing() -> None:
    rep = Rep().answer(COST.id, "much").answer(COST.id, "")
    assert rep.view.fields == {}
    with pytest.raises(
        RunError, match=r"^“What does a wrong forecast cost you\?” has no answer yet\. Give one, or go on\.$"
    ):
        rep.answer(COST.id, [" "])


def test_too_much_text_is_refused_with_the_count() -> None:
    with pytest.raises(
        RunError, match=r"^The answer has 20,001 characters; at most 20,000 can be kept\. Shorten it\.$"
    ):
        Rep().answer(COST.id, "x" * 20_001)
    rep = Rep()
    for _ in range(5):
        rep.answer(COST.id, "x" * 20_000)
    with pytest.raises(
        RunError,
        match=r"^This run is full of text, so the note does not fit\. Finish the run and start another\.$",
    ):
        rep.note("one more")


def test_a_notice_holds_its_step_up_until_it_is_acknowledged() -> None:
    rep = Rep().go_to("agree-the-next-step")
    why = "“Agree the next step” has a notice to acknowledge first: Say that the call is recorded. Always."
    assert rep.view.can.next == why
    assert [notice.id for notice in rep.view.waiting] == ["recording"]
    assert (rep.view.next_to, rep.view.next_title) == ("", "")
    for act in (rep.next_step, rep.tick):
        with pytest.raises(RunError) as refused:
            act()
        assert str(refused.value) == why
    rep.acknowledge()
    assert rep.view.can.next == ""
    assert rep.view.waiting == ()
    assert isinstance(rep.view.blocks[0], NoticeView)
    assert rep.view.blocks[0].acknowledged
    assert rep.next_step().view.over


def test_notices_are_acknowledged_by_name_from_anywhere_once() -> None:
    rep = Rep().acknowledge("recording")
    assert rep.run.events[-1] == RunEvent(1.0, "acknowledge", "agree-the-next-step", "recording")
    with pytest.raises(RunError, match=r"^That notice is acknowledged already\.$"):
        rep.acknowledge("agree-the-next-step/recording")
    with pytest.raises(RunError, match=r"^No notice waits in “Open”\.$"):
        rep.acknowledge()
    with pytest.raises(
        UnknownPartError, match=r"^There is no notice “recordings”\. Did you mean recording\?$"
    ):
        rep.acknowledge("recordings")


def test_a_notice_of_the_same_name_here_goes_first() -> None:
    rep = Rep(page(step("a", Notice("n", "A")), step("b", Notice("n", "B"), Notice("m", "M"))))
    assert rep.acknowledge("n").run.events[-1].step == "a"
    rep.next_step()
    assert rep.acknowledge("n").run.events[-1].step == "b"
    assert rep.view.can.next == "“B” has a notice to acknowledge first: M"


def test_a_skipped_step_has_its_reason_and_the_run_goes_on() -> None:
    rep = Rep(PLAIN).next_step().skip("customer led")
    assert (rep.view.at, rep.step("b").state, rep.step("b").reason) == ("c", "skipped", "customer led")
    assert rep.view.left_behind == ()


def test_a_required_step_is_not_skipped_without_a_reason() -> None:
    with pytest.raises(RunError, match=r"^Say why “A” is skipped: no time, not relevant, customer led, …$"):
        Rep(PLAIN).skip("  ")
    rep = Rep().next_step().next_step().skip("")
    assert (rep.view.at, rep.step("show-it").state, rep.step("show-it").reason) == (
        "agree-the-next-step",
        "left-out",
        "",
    )


def test_skipping_another_step_stays_where_it_is() -> None:
    rep = Rep(PLAIN).skip("not relevant", "d")
    assert (rep.view.at, rep.states["d"]) == ("a", "skipped")
    assert rep.skip("already known", "d").step("d").reason == "already known"


def test_skipping_follows_the_answer_given() -> None:
    rep = Rep().next_step().answer(FORECAST.id, "they-dont").skip("customer led")
    assert rep.view.at == "qualify-out"
    assert outcome(rep.next_step().finish("disqualified"))["find-the-cost"] == "skipped: customer led"


def test_what_cannot_be_skipped_says_why() -> None:
    rep = Rep(PLAIN).next_step()
    with pytest.raises(RunError, match=r"^“A” is done already\. Undo that first if it was not\.$"):
        rep.skip("no time", "a")
    rep.go_to("#end")
    assert rep.view.can.skip == "The play is at its end: there is no step to skip."
    with pytest.raises(RunError, match=r"^The play is at its end: there is no step to skip\.$"):
        rep.skip("no time")


def test_a_skipped_step_that_is_done_after_all() -> None:
    rep = Rep(PLAIN).skip("no time").back()
    assert (rep.view.at, rep.states["a"]) == ("a", "skipped")
    rep.next_step()
    assert rep.states["a"] == "done"
    rep.skip("no time").tick("b")
    assert rep.states["b"] == "done"


def test_a_step_skipped_then_done_then_opened_again_is_open() -> None:
    rep = Rep(PLAIN).skip("no time", "c").tick("c").tick("c")
    assert (rep.step("c").state, rep.step("c").reason) == ("open", "")


def test_a_skipped_step_still_has_its_notice_when_it_is_done_after_all() -> None:
    rep = Rep(page(step("a", Notice("n", "Mind")), step("b"))).skip("no time").back()
    assert rep.view.can.next == "“A” has a notice to acknowledge first: Mind"


def test_which_wording_was_said() -> None:
    rep = Rep().go_to("find-the-cost").reword(0, 1)
    talk = next(block for block in rep.view.blocks if isinstance(block, TalkView))
    assert (talk.place, talk.used) == (0, "alternative 2")
    rep.reword(0, "my words").reword(0, 0, "open")
    assert rep.view.wording == {"find-the-cost/0": "my words", "open/0": "alternative 1"}


def test_talk_tracks_are_counted_within_the_step() -> None:
    rep = Rep(page(step("a", TalkTrack(("one",)), Todo("t", "T"), TalkTrack(("two",))), step("b"))).reword(
        1, 0
    )
    talks = [block for block in rep.view.blocks if isinstance(block, TalkView)]
    assert [(talk.place, talk.used) for talk in talks] == [(0, ""), (1, "alternative 1")]


@pytest.mark.parametrize(
    ("place", "used", "why"),
    [
        (1, 0, "“Find the cost” has 1 talk tracks; there is none at place 2."),
        (-1, 0, "“Find the cost” has 1 talk tracks; there is none at place 0."),
        (0, 2, "That talk track has 2 wordings; there is none at place 3."),
        (0, -1, "That talk track has 2 wordings; there is none at place 0."),
        (0, "hers", "“hers” is not a wording. Say which alternative, or “my words”."),
    ],
)
def test_a_wording_that_is_not_there(place: int, used: int | str, why: str) -> None:
    with pytest.raises(RunError) as refused:
        Rep().reword(place, used, "find-the-cost")
    assert str(refused.value) == why


def test_the_blocks_of_any_step_can_be_seen() -> None:
    from playbook.runs.machine import blocks

    rep = Rep().tick("open", "ask-who-else").go_to("find-the-cost")
    assert [type(block).__name__ for block in blocks(FIRST_CALL, rep.run, "open")] == [
        "TalkView",
        "TodoView",
        "TodoView",
    ]
    assert [type(block).__name__ for block in rep.view.blocks] == [
        "Hint",
        "TalkView",
        "QuestionView",
        "QuestionView",
        "Prose",
    ]
