"""Whether what was read settled the matter: asked of objections, once, and until the run goes on."""

from __future__ import annotations

import pytest

from playbook.runs.model import RunEvent
from tests.runs.driver import PLAIN, Rep

PRICE = "objections/price"


def asked(rep: Rep) -> str:
    seen = rep.view.ask_settled
    return seen.page if seen else ""


@pytest.mark.parametrize(
    ("what", "kind", "is_asked"),
    [
        (PRICE, "objection", True), ("plays/x#too-dear", "objection", True), ("battlecards/acme", "battlecard", False),
        ("plays/y", "play", False), ("personas/cfo", "persona", False), (PRICE, "", True), ("plays/x#a", "", True),
        ("battlecards/acme", "", False),
    ],
)  # fmt: skip
def test_only_objections_are_asked_about(what: str, kind: str, is_asked: bool) -> None:
    assert bool(asked(Rep(PLAIN).opened(what, kind=kind))) is is_asked


def test_going_on_is_an_answer_too_and_it_is_not_asked_again() -> None:
    for act, values in (("next_step", ()), ("go_to", ("c",)), ("skip", ("no time",)), ("back", ())):
        rep = Rep(PLAIN).next_step().opened(PRICE, kind="objection")
        assert asked(rep) == PRICE
        getattr(rep, act)(*values)
        assert asked(rep) == ""
        assert asked(rep.opened(PRICE, kind="objection")) == ""


def test_working_on_the_step_leaves_the_question_standing() -> None:
    rep = Rep(PLAIN).opened(PRICE, kind="objection").note("x").mark()
    assert asked(rep) == PRICE


def test_the_newest_replaces_the_one_before_and_an_answer_ends_it() -> None:
    rep = Rep(PLAIN).opened(PRICE, kind="objection").opened("objections/time", kind="objection")
    assert asked(rep) == "objections/time"
    rep.settle("yes", "objections/time")
    assert asked(rep) == ""
    assert [seen.settled for seen in rep.view.opened] == [None, "yes"]
    assert rep.run.events[-1] == RunEvent(3.0, "settle", "a", "1", text="yes", values=("objections/time",))
    assert asked(rep.undo()) == "objections/time"
