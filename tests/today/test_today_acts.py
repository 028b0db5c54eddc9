"""What is done with a line is a record, and so is its undoing."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from playbook.records.coaching import Goal
from playbook.records.model import Kept
from playbook.today.acts import Deed, NothingToDoError, reply, settle, thank, undo
from playbook.today.line import TodayLine
from playbook.today.reading import today_lines
from tests.tui.conftest import commit_all
from tests.tui.world import DISCOVERY, World


def lines(world: World, kind: str, by: str = "lee") -> list[TodayLine]:
    return [line for line in today_lines(world.of(by)) if line.kind == kind]


def one(world: World, kind: str, by: str = "lee") -> TodayLine:
    (line,) = lines(world, kind, by)
    return line


def promise(world: World, *, private: bool = False) -> None:
    world.ran(
        ("acknowledge",), account="Brenner Foods", days_ago=3, commitment="promised",
        commitment_by="2026-11-18", next="Send the numbers", next_date="2026-11-19", private=private,
    )  # fmt: skip


def do(world: World, kind: str, state: Literal["kept", "broken", "moved"], to: str = "") -> Deed:
    return settle(world.of("lee"), one(world, kind), state, to)


@pytest.mark.parametrize(
    ("kind", "state", "to", "said"),
    [
        ("commitment", "kept", "", "Kept."),
        ("commitment", "broken", "", "Broken; noted."),
        ("commitment", "moved", "2026-12-01", "Moved to Tue 1 Dec 2026."),
        ("next-step", "kept", "", "Done."),
        ("next-step", "broken", "", "Dropped."),
        ("next-step", "moved", "2026-12-01", "Moved to Tue 1 Dec 2026."),
    ],
)
def test_what_fell_due_is_settled_and_due_again(
    world: World, kind: str, state: Any, to: str, said: str
) -> None:
    promise(world)
    before = today_lines(world.of("lee"))
    deed = do(world, kind, state, to)
    assert deed.said == said
    assert lines(world, kind) == []
    assert len(today_lines(world.of("lee"))) == 1
    undo(world.of("lee"), deed)
    assert today_lines(world.of("lee")) == before


def test_undoing_goes_back_to_what_was_said_before_not_to_nothing(world: World) -> None:
    promise(world)
    do(world, "commitment", "moved", "2026-11-19")
    assert one(world, "commitment").due == "2026-11-19"
    undo(world.of("lee"), do(world, "commitment", "kept"))
    assert one(world, "commitment").due == "2026-11-19"


def test_the_records_say_all_of_it(world: World) -> None:
    promise(world)
    undo(world.of("lee"), do(world, "commitment", "kept"))
    first, second = world.of("lee").records("kept")
    assert isinstance(first.body, Kept) and isinstance(second.body, Kept)
    assert (first.body.state, second.body.state, second.body.undoes) == ("kept", "undone", first.ref)
    assert {first.audience, second.audience} == {"line"}


def test_what_is_private_stays_private_when_it_is_taken_back_too(world: World) -> None:
    promise(world, private=True)
    undo(world.of("lee"), do(world, "commitment", "broken"))
    assert {record.audience for record in world.of("lee").records("kept")} == {"self"}
    assert world.of("kim").records("kept") == []


def test_nobody_else_can_take_it_back(world: World) -> None:
    promise(world)
    deed = do(world, "commitment", "kept")
    body = deed.record.body
    assert isinstance(body, Kept)
    world.of("mia").append(Kept(body.run, "commitment", "undone", undoes=deed.record.ref))
    assert lines(world, "commitment") == []


def test_an_answer_is_taken_as_read_and_unread_again(world: World) -> None:
    id_ = world.feedback("Nobody says whom any more")
    world.act("answer", id_, "It says who rang first now.")
    line = one(world, "answer")
    assert (line.said, line.what) == ("Nobody says whom any more", "It says who rang first now.")
    deed = do(world, "answer", "kept")
    assert (deed.said, lines(world, "answer")) == ("Read.", [])
    undo(world.of("lee"), deed)
    assert one(world, "answer") == line
    do(world, "answer", "kept")
    assert lines(world, "answer") == []


def test_a_must_read_is_acknowledged_and_not_after_all(world: World) -> None:
    page = world.root / f"{DISCOVERY}.md"
    page.write_text(page.read_text("utf-8").replace("status: live", "status: live\nmust-read: true"), "utf-8")
    commit_all(world.root, "Everybody reads this")
    deed = do(world, "must-read", "kept")
    assert (deed.said, lines(world, "must-read")) == ("Acknowledged.", [])
    undo(world.of("lee"), deed)
    assert one(world, "must-read").play == DISCOVERY
    do(world, "must-read", "kept")
    assert lines(world, "must-read") == []


def test_a_reply_is_taken_back_and_the_question_stands_again(world: World) -> None:
    id_ = world.feedback("The price is old")
    world.act("ask", id_, "Which price?")
    line = one(world, "question")
    deed = reply(world.of("lee"), line, "The list price")
    assert (deed.said, lines(world, "question")) == ("Replied.", [])
    assert world.item(id_).state == "accepted"
    undo(world.of("lee"), deed)
    assert one(world, "question") == line
    assert world.item(id_).state == "waiting"


def test_thanks_are_said_and_unsaid(world: World) -> None:
    id_ = world.feedback("Nobody says whom any more")
    world.act("answer", id_, "It says who rang first now.")
    deed = thank(world.of("lee"), one(world, "answer"))
    undo(world.of("lee"), deed)
    assert [act.undone for act in world.item(id_).thread if act.action == "thanks"] == [True]


def test_feedback_that_is_gone_cannot_be_replied_to(world: World) -> None:
    with pytest.raises(NothingToDoError, match="not there any more"):
        reply(world.of("lee"), TodayLine("question", feedback="gone"), "x")


# Goals


def goal(world: World, by: str = "lee", audience: str | None = None, **facts: Any) -> None:
    world.of(by).append(
        Goal(id="g1", about="lee", text="Ask for the day", target="8 of 10", **facts), audience
    )


def test_a_goal_stands_until_it_is_reached(world: World) -> None:
    goal(world)
    line = one(world, "goal")
    assert (line.what, line.text) == ("Ask for the day", "8 of 10")
    deed = do(world, "goal", "kept")
    assert (deed.said, lines(world, "goal")) == ("Reached. Well done.", [])
    undo(world.of("lee"), deed)
    assert one(world, "goal") == line
    assert do(world, "goal", "broken").said == "Dropped."
    assert lines(world, "goal") == []


def test_a_goal_that_my_manager_and_i_share_stays_between_us(world: World) -> None:
    goal(world, by="kim", audience="pair-lee")
    assert one(world, "goal").what == "Ask for the day"
    assert lines(world, "goal", "mia") == []
    deed = do(world, "goal", "kept")
    assert deed.record.audience == "pair-kim"
    assert [record.person for record in world.of("kim").records("goal")] == ["kim", "lee"]
    assert world.of("mia").records("goal") == []


# What cannot be done


@pytest.mark.parametrize(
    ("kind", "state", "why"),
    [
        ("open-run", "kept", "A call is done when it is finished"),
        ("question", "kept", "A question is done when it is replied to"),
        ("desk", "kept", "It leaves when the desk is done"),
        ("calendar", "kept", "It leaves when the file can be read again"),
        ("unread", "kept", "It leaves when the file is moved away"),
        ("answer", "broken", "Only promises and next steps can be broken."),
        ("meeting", "moved", "Only promises and next steps can be moved."),
        ("goal", "moved", "Only promises and next steps can be moved."),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(
    world: World, kind: Any, state: Any, why: str
) -> None:
    with pytest.raises(NothingToDoError, match=why):
        settle(world.of("lee"), TodayLine(kind), state)
    assert world.of("lee").records("kept", "seen", "ack", "goal") == []
