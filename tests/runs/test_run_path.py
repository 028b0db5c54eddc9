"""Where a run goes: along the file, where answers lead, through branches and loops."""

from __future__ import annotations

import pytest

from playbook.plays.model import END, Todo
from playbook.runs.errors import RunError, UnknownPartError
from playbook.runs.plan import Plan, plan_of
from tests.runs.driver import COST, FIRST_CALL, FORECAST, PLAIN, Rep, done, page, question, step


def test_a_run_begins_in_the_first_step_of_the_path() -> None:
    opener = page(step("know", reference=True), step("aside", branch=True), step("a"), step("b"))
    assert Rep(opener).view.at == "a"


def test_going_on_makes_the_step_done_and_stands_in_the_next() -> None:
    rep = Rep(PLAIN).next_step()
    assert (rep.view.at, rep.states) == (
        "b",
        {"a": "done", "b": "open", "c": "open", "d": "open", "e": "open"},
    )


def test_the_path_leaves_out_branches_reference_and_what_others_do() -> None:
    rep = Rep()
    seen = [rep.view.at]
    while not rep.view.over:
        if rep.view.waiting:
            rep.acknowledge()
        rep.next_step()
        seen.append(rep.view.at)
    assert seen == ["open", "find-the-cost", "show-it", "agree-the-next-step", ""]
    assert rep.view.next_to == ""


def test_a_play_that_is_all_somebody_elses_is_walked_all_the_same() -> None:
    plan = Plan(page(step("a", by="service"), step("b", by="marketing"), step("c", branch=True)))
    assert plan.main == ("a", "b")


def test_the_number_of_the_step_counts_the_path_by_the_answers_given() -> None:
    rep = Rep()
    assert (rep.view.number, rep.view.of) == (1, 4)
    rep.next_step()
    assert (rep.view.number, rep.view.of) == (2, 4)
    rep.answer(FORECAST.id, ["they-dont"])
    assert (rep.view.number, rep.view.of) == (2, 3)
    rep.next_step()
    assert (rep.view.number, rep.view.of) == (3, 3)
    rep.next_step()
    assert (rep.view.number, rep.view.of, rep.view.at) == (0, 3, "")


def test_an_answer_that_leads_to_a_branch_goes_there_when_the_rep_moves_on() -> None:
    rep = Rep().next_step().answer(FORECAST.id, "they-dont")
    assert rep.view.at == "find-the-cost"
    assert (rep.view.next_to, rep.view.next_title) == ("qualify-out", "Qualify out")
    rep.next_step()
    assert rep.view.at == "qualify-out"
    assert (rep.view.next_to, rep.view.next_title) == (END, "the end")


def test_an_answer_that_leads_to_another_page_is_offered_and_goes_on_as_usual() -> None:
    rep = Rep().next_step().answer(FORECAST.id, "acme-forecast")
    assert rep.view.next_to == "show-it"
    (offer,) = rep.view.offers
    assert (offer.page, offer.text, offer.opened) == ("battlecards/acme-forecast", "Acme Forecast", False)
    rep.opened("battlecards/acme-forecast")
    assert rep.view.offers[0].opened is True


def test_going_back_from_a_branch_and_changing_the_answer_goes_the_other_way() -> None:
    rep = Rep().next_step().answer(FORECAST.id, "they-dont").next_step()
    rep.back()
    assert rep.view.at == "find-the-cost"
    assert rep.view.next_to == "qualify-out"
    rep.answer(FORECAST.id, "spreadsheets")
    assert rep.view.next_to == "show-it"
    rep.next_step()
    assert rep.view.at == "show-it"


def test_work_done_in_a_branch_stays_when_the_answer_is_changed_later() -> None:
    rep = Rep().next_step().answer(FORECAST.id, "they-dont").next_step().next_step()
    assert rep.view.over
    rep.go_to("find-the-cost").answer(FORECAST.id, "spreadsheets").next_step()
    assert rep.view.at == "show-it"
    assert rep.states["qualify-out"] == "done"
    record = rep.next_step().acknowledge().next_step().finish("advance")
    assert done(record) == [
        "open",
        "find-the-cost",
        "qualify-out",
        "show-it",
        "agree-the-next-step",
    ]


def test_the_newest_leading_answer_decides_where_several_lead() -> None:
    first = question("a/x", "X?", ("b1", "To one", "#one"))
    second = question("a/y", "Y?", ("b2", "To two", "#two"))
    rep = Rep(page(step("a", first, second), step("z"), step("one", branch=True), step("two", branch=True)))
    rep.answer("a/y", "b2").answer("a/x", "b1")
    assert rep.view.next_to == "one"
    rep.answer("a/y", "b2")
    assert rep.view.next_to == "two"
    rep.answer("a/y", [])
    assert rep.view.next_to == "one"


def test_of_many_leading_answers_the_first_on_the_page_decides() -> None:
    many = question("a/x", "X?", ("p", "P", ""), ("one", "1", "#one"), ("two", "2", "#two"), choose="many")
    rep = Rep(page(step("a", many), step("z"), step("one", branch=True), step("two", branch=True)))
    rep.answer("a/x", ["two", "p", "one"])
    assert rep.view.next_to == "one"


def test_a_branch_without_a_link_goes_on_behind_the_step_it_came_from() -> None:
    ask = question("a/x", "X?", ("yes", "Yes", "#aside"))
    rep = Rep(page(step("a", ask), step("b"), step("c"), step("aside", branch=True)))
    rep.answer("a/x", "yes").next_step()
    assert (rep.view.at, rep.view.next_to) == ("aside", "b")


def test_a_branch_reached_from_a_branch_goes_on_behind_the_step_of_the_path() -> None:
    ask = question("b/x", "X?", ("yes", "Yes", "#one"))
    more = question("one/y", "Y?", ("yes", "Yes", "#two"))
    rep = Rep(
        page(step("a"), step("b", ask), step("c"), step("one", more, branch=True), step("two", branch=True))
    )
    rep.next_step().answer("b/x", "yes").next_step().answer("one/y", "yes").next_step()
    assert (rep.view.at, rep.view.next_to) == ("two", "c")


def test_a_branch_jumped_into_goes_on_behind_where_the_rep_jumped_from() -> None:
    rep = Rep(page(step("a"), step("b"), step("c"), step("aside", branch=True)))
    rep.next_step().go_to("aside")
    assert (rep.view.number, rep.view.next_to) == (0, "c")
    rep.next_step()
    assert rep.view.at == "c"


def test_a_branch_goes_where_its_last_link_leads_even_behind_what_it_passes() -> None:
    ask = question("a/x", "X?", ("yes", "Yes", "#aside"))
    rep = Rep(
        page(step("a", ask), step("b"), step("c"), step("d"), step("aside", branch=True, leads_to="#d"))
    )
    rep.answer("a/x", "yes").next_step()
    assert rep.view.next_to == "d"
    assert rep.states == {"a": "done", "b": "not-taken", "c": "not-taken", "d": "open", "aside": "open"}


def test_a_branch_whose_link_is_a_page_offers_it_and_goes_on() -> None:
    ask = question("a/x", "X?", ("yes", "Yes", "#aside"))
    rep = Rep(page(step("a", ask), step("b"), step("aside", branch=True, leads_to="plays/other#x")))
    rep.answer("a/x", "yes").next_step()
    assert rep.view.next_to == "b"
    assert [(offer.page, offer.text) for offer in rep.view.offers] == [("plays/other#x", "Aside")]


def test_a_branch_left_by_a_jump_is_still_ahead() -> None:
    ask = question("a/x", "X?", ("yes", "Yes", "#aside"))
    rep = Rep(page(step("a", ask), step("b"), step("aside", branch=True))).answer("a/x", "yes").next_step()
    rep.go_to("a")
    assert rep.view.next_to == "aside"
    rep.next_step().next_step().go_to("a")
    assert rep.view.next_to == "b"


LOOP = page(
    step("a"),
    step(
        "any-other", question("any-other/more", "Anything else?", ("yes", "Yes", "#handle"), ("no", "No", ""))
    ),
    step("z"),
    step("handle", branch=True, leads_to="#any-other"),
)


def test_a_loop_is_left_by_going_on_without_a_new_answer() -> None:
    rep = Rep(LOOP).next_step().answer("any-other/more", "yes").next_step()
    assert (rep.view.at, rep.view.next_to) == ("handle", "any-other")
    rep.next_step()
    assert (rep.view.at, rep.view.next_to) == ("any-other", "z")


def test_a_loop_is_gone_round_again_when_the_answer_is_given_again() -> None:
    rep = Rep(LOOP).next_step().answer("any-other/more", "yes").next_step().next_step()
    rep.answer("any-other/more", "yes").next_step()
    assert rep.view.at == "handle"
    rep.next_step().answer("any-other/more", "no").next_step()
    assert rep.view.at == "z"
    record = rep.next_step().finish("advance")
    assert done(record) == ["a", "any-other", "handle", "any-other", "handle", "any-other", "z"]


def test_a_loop_of_branches_does_not_hold_anybody() -> None:
    ring = page(
        step("a", question("a/x", "X?", ("yes", "Yes", "#one"))),
        step("z"),
        step("one", branch=True, leads_to="#two"),
        step("two", branch=True, leads_to="#one"),
    )
    rep = Rep(ring).answer("a/x", "yes")
    seen = []
    while not rep.view.over:
        rep.next_step()
        seen.append(rep.view.at)
    assert seen == ["one", "two", "one", "z", ""]


def test_a_lead_back_to_a_passed_step_walks_on_from_there() -> None:
    there = question("a/x", "X?", ("far", "Far", "#d"))
    back = question("d/y", "Y?", ("near", "Near", "#b"))
    rep = Rep(page(step("a", there), step("b"), step("c"), step("d", back), step("e")))
    rep.answer("a/x", "far").next_step().answer("d/y", "near")
    seen = []
    while not rep.view.over:
        rep.next_step()
        seen.append(rep.view.at)
    assert seen == ["b", "c", "e", ""]


def test_an_answer_that_leads_to_its_own_step_or_nowhere_changes_nothing() -> None:
    own = question("a/x", "X?", ("self", "Self", "#a"), ("gone", "Gone", "#no-such"), ("ref", "Ref", "#know"))
    rep = Rep(page(step("a", own), step("b"), step("know", reference=True)))
    for answer in ("self", "gone", "ref"):
        assert rep.answer("a/x", answer).view.next_to == "b"
    assert [offer.page for offer in rep.view.offers] == ["plays/discover/first-call#know"]


def test_links_to_this_page_by_its_id_and_to_moved_steps_lead_to_the_step() -> None:
    ask = question("a/x", "X?", ("full", "Full", "plays/discover/first-call#c"), ("old", "Old", "#was-d"))
    rep = Rep(page(step("a", ask), step("b"), step("c"), step("d"), moved={"was-d": "d"}))
    assert rep.answer("a/x", "full").view.next_to == "c"
    assert rep.answer("a/x", "old").view.next_to == "d"


def test_going_on_passes_over_what_is_done_already() -> None:
    rep = Rep(PLAIN).next_step().next_step()
    assert rep.view.at == "c"
    rep.back().back()
    assert (rep.view.at, rep.view.next_to) == ("a", "c")
    rep.next_step()
    assert rep.view.at == "c"
    assert done(rep.next_step().finish("advance")) == ["a", "b", "c"]


def test_going_back_is_free_and_keeps_what_was_done() -> None:
    rep = Rep(PLAIN).next_step().back()
    assert (rep.view.at, rep.states["a"]) == ("a", "done")
    with pytest.raises(RunError, match=r"^This is where the run began\.$"):
        rep.back()


def test_back_from_the_end_returns_to_the_last_step() -> None:
    rep = Rep(page(step("a"), step("b"))).next_step().next_step()
    assert rep.view.over
    with pytest.raises(RunError, match=r"^The play is at its end\. Finish the run, or go back\.$"):
        rep.next_step()
    assert rep.back().view.at == "b"


def test_jumping_leaves_required_steps_behind() -> None:
    rep = Rep(PLAIN).next_step().go_to("d")
    assert rep.view.left_behind == ("b", "c")
    assert [line.id for line in rep.view.steps if line.left_behind] == ["b", "c"]
    assert rep.next_step().view.at == "e"
    assert rep.next_step().view.over
    assert rep.view.left_behind == ("b", "c")


def test_optional_steps_and_those_of_others_are_never_left_behind() -> None:
    rep = Rep().next_step().next_step().go_to("agree-the-next-step")
    assert rep.view.left_behind == ()


def test_jumping_to_the_end_and_to_where_it_stands() -> None:
    rep = Rep(PLAIN)
    with pytest.raises(RunError, match=r"^The run stands in “A” already\.$"):
        rep.go_to("a")
    rep.go_to(END)
    assert rep.view.over
    assert rep.view.left_behind == ("a", "b", "c", "d", "e")
    with pytest.raises(RunError, match=r"^The play is at its end already\.$"):
        rep.go_to(END)
    assert rep.go_to("#b").view.at == "b"


def test_jumping_to_what_is_not_a_step() -> None:
    rep = Rep()
    with pytest.raises(
        UnknownPartError, match=r"^There is no step “find-the-cots”\. Did you mean find-the-cost\?$"
    ):
        rep.go_to("find-the-cots")
    with pytest.raises(
        RunError, match=r"^“Background” is background reading, not a step\. Open it from the page instead\.$"
    ):
        rep.go_to("background")


def test_a_jump_off_the_path_goes_on_with_what_follows_in_the_file() -> None:
    ask = question("a/x", "X?", ("far", "Far", "#d"))
    rep = Rep(page(step("a", ask), step("b"), step("c"), step("d"), step("e")))
    rep.answer("a/x", "far").go_to("b")
    assert (rep.view.number, rep.view.of, rep.view.next_to) == (0, 3, "d")
    assert rep.view.left_behind == ("a",)


def test_jumping_to_somebody_elses_step_and_on() -> None:
    rep = Rep().go_to("send-the-study")
    assert rep.view.next_to == "agree-the-next-step"
    assert rep.states["send-the-study"] == "open"


def test_a_plan_is_made_once_per_page_and_not_kept_for_ever() -> None:
    plan = plan_of(FIRST_CALL)
    assert plan_of(FIRST_CALL) is plan
    for number in range(20):
        assert plan_of(page(step(f"s{number}"))).main == (f"s{number}",)
    again = plan_of(FIRST_CALL)
    assert again is not plan
    assert again.main == plan.main


def test_questions_are_found_by_short_name_where_that_is_clear() -> None:
    rep = Rep(
        page(
            step("a", question("a/x", "X?"), question("a/only", "Only?")),
            step("b", question("b/x", "X?"), Todo("t", "T")),
            step("c"),
            moved={"was-b": "b"},
        )
    )
    rep.answer("x", "here")
    rep.answer("only", "once")
    assert rep.view.fields == {"answer.x": "here", "answer.only": "once"}
    rep.answer("was-b/x", "moved")
    assert rep.view.fields["answer.x"] == "moved"
    rep.go_to("c")
    with pytest.raises(RunError, match=r"^“x” could be a/x or b/x\. Name the step too\.$"):
        rep.answer("x", "?")
    with pytest.raises(UnknownPartError, match=r"^There is no question “a/y”\. Did you mean a/x"):
        rep.answer("a/y", "?")


def test_two_steps_with_one_id_are_the_first() -> None:
    plan = Plan(page(step("a", COST), step("a", title="Again"), step("b")))
    assert (plan.main, plan.title("a"), plan.title("nowhere"), plan.title(END)) == (
        ("a", "b"),
        "A",
        "nowhere",
        "the end",
    )
