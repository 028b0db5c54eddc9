"""The bottleneck's figures and the runs behind them: those with an opportunity that was lost there, while it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from playbook.coaching.indexed import RunShelf
from playbook.coaching.indexed_past import IndexedPast
from playbook.coaching.stages import stage_figures, visits
from playbook.coaching.topics.flow import stage_topic
from playbook.records.customers import Opportunity
from playbook.records.model import Record
from playbook.reporting.model import BarChart
from tests.coaching.calls import Log
from tests.records.arrivals import Folder

STAGES = ("discover", "prove")
TITLES = {"discover": "Discover", "prove": "Prove"}


def pipeline(lost: int, through: int, lost_later: int = 0) -> list[Record]:
    """Return opportunities entered after the log began: `lost` in Discover, `through` it, some lost in Prove."""
    said: list[tuple[str, str, Any, Any]] = [("01", "first", "discover", "open")]
    for number in range(lost):
        said += [("05", f"l{number}", "discover", "open"), ("15", f"l{number}", "discover", "lost")]
    for number in range(through):
        said += [("05", f"t{number}", "discover", "open"), ("09", f"t{number}", "prove", "open")]
        if number < lost_later:
            said.append(("12", f"t{number}", "prove", "lost"))
    return [
        Record("lee/phone/team", clock, clock, f"2026-11-{day}T09:00:00.000Z", "opportunity",
               Opportunity(id_, "acme", id_, stage=stage, state=state))
        for clock, (day, id_, stage, state) in enumerate(sorted(said, key=lambda one: one[0]), 1)
    ]  # fmt: skip


def topic_of(records: list[Record]) -> Any:
    found = stage_figures(visits(records, STAGES), STAGES, date(2026, 11, 20))
    topic = stage_topic(found, TITLES)
    assert topic is not None
    return topic


def test_only_opportunities_lost_at_the_bottleneck_are_behind_it() -> None:
    topic = topic_of(pipeline(lost=8, through=6, lost_later=2))
    assert topic.title == "Discover: where most is lost"
    assert sorted(topic.deals) == [(f"l{number}", "discover") for number in range(8)]


def test_where_two_stages_lose_as_many_both_are_behind_it() -> None:
    topic = topic_of(pipeline(lost=3, through=8, lost_later=3))
    assert topic.title == "Discover and Prove: where most is lost"
    assert {stage for _, stage in topic.deals} == {"discover", "prove"}
    assert len(topic.deals) == 6


def test_days_stand_beside_losses_with_how_long_half_of_them_take() -> None:
    lost, days, _ = topic_of(pipeline(lost=8, through=6, lost_later=2)).blocks
    assert isinstance(lost, BarChart)
    assert isinstance(days, BarChart)
    by_name = {bar.label: (bar.value, bar.shown) for bar in days.bars}
    assert by_name["Discover"] == (104.0, "104, half within 10")  # 8 of ten days, 6 of four
    assert by_name["Prove"][0] == 50.0, "two of three days, four of eleven that are still there"


def test_a_stage_in_which_nobody_spent_a_day_has_no_bar() -> None:
    days = topic_of(pipeline(lost=12, through=0)).blocks[1]
    assert isinstance(days, BarChart)
    assert [bar.label for bar in days.bars] == ["Discover"]


def test_the_runs_are_those_with_such_an_opportunity_while_it_was_there(tmp_path: Path) -> None:
    log = Log()
    log.run("r1", "lee", opportunity="l1", deal_stage="discover")
    log.run("r2", "mia", opportunity="l1", deal_stage="connect")
    log.run("r3", "lee", opportunity="t1", deal_stage="discover")
    log.run("r4", "lee", opportunity="l2", deal_stage="discover", private=True)
    log.run("r5", "mia", opportunity="l2", deal_stage="discover")
    log.run("r6", "mia")
    folder = Folder(tmp_path)
    folder.arrive(log.records)
    index = folder.index([RunShelf()])
    index.refresh()
    past = IndexedPast(index)
    deals = (("l1", "discover"), ("l2", "discover"))
    assert [one.id for one in past.latest(deals=deals, most=9)] == ["r5", "r1"]
    assert [one.id for one in past.latest(deals=deals, most=1)] == ["r5"]
    assert [one.id for one in past.latest(deals=deals, reps=["lee"], private_of=["lee"], most=9)] == [
        "r4",
        "r1",
    ]
    assert past.latest(deals=(("l1", "prove"),), most=9) == []
    index.close()
