"""The tabs of the desk: what stands where, how much, in which order."""

from __future__ import annotations

from playbook.desk.promise import parse_promise
from playbook.desk.tabs import TABS, Tab, is_stranded
from tests.desk.field import Field
from tests.desk.folded_desk import counts, listed, tabs_of

PROMISE = parse_promise("2 business days", "10 business days", "Mon-Fri 09:00-17:00")
ME = ("dana",)


def ids(desk: Field, tab: Tab) -> list[str]:
    return [item.id for item in listed(desk.items, tab, ME, PROMISE, desk.now)]


def busy(desk: Field) -> None:
    for id_ in ("fresh", "mine", "hers", "asked", "ready", "published", "answered", "declined", "closed"):
        desk.capture(id_)
    desk.act("dana", "accept", "mine")
    desk.act("sam", "accept", "hers")
    desk.act("dana", "ask", "asked", "which?")
    desk.act("dana", "change", "ready")
    desk.act("dana", "publish", "published")
    desk.act("dana", "answer", "answered", "yes")
    desk.act("dana", "decline", "declined", "no")
    desk.act("dana", "ask", "closed", "which?")
    desk.act("dana", "close", "closed")
    for id_ in ("gone", "hidden", "inside"):
        desk.capture(id_)
    desk.act("lee", "withdraw", "gone")
    desk.redact("lee", "hidden")
    desk.act("dana", "merge", "inside", to="fresh")


def test_every_tab_shows_what_it_names(desk: Field) -> None:
    busy(desk)
    assert ids(desk, "new") == ["fresh"]
    assert ids(desk, "mine") == ["mine"]
    assert ids(desk, "waiting") == ["asked"]
    assert ids(desk, "overdue") == []
    assert ids(desk, "ready") == ["ready"]
    assert set(ids(desk, "answered")) == {"answered", "published", "declined", "closed"}


def test_counts_are_those_of_the_lists(desk: Field) -> None:
    busy(desk)
    desk.wait(days=30)
    found = counts(desk.items, ME, PROMISE, desk.now)
    assert list(found) == ["new", "mine", "waiting", "overdue", "ready", "answered", "all"]
    assert found == {tab: len(ids(desk, tab)) for tab in TABS}
    assert found == {"new": 1, "mine": 1, "waiting": 1, "overdue": 4, "ready": 1, "answered": 4, "all": 11}


def test_earlier_names_of_mine_are_me(desk: Field) -> None:
    busy(desk)
    items = listed(desk.items, "mine", ("dana", "sam"), PROMISE, desk.now)
    assert {item.id for item in items} == {"mine", "hers"}


def test_what_waits_for_the_rep_stays_mine(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "accept", "a1")
    desk.act("dana", "ask", "a1", "which?")
    assert tabs_of(desk.item("a1"), desk.items, ME, PROMISE, desk.now) == ["mine", "waiting", "all"]


def test_the_least_time_left_comes_first_then_the_greatest_impact(desk: Field) -> None:
    desk.wait(hours=3)
    desk.capture("poor", account="acme", amount=1.0, currency="EUR")
    desk.capture("rich", account="beta", amount=2.0, currency="EUR")
    desk.capture("wide", account="acme")
    desk.vote("ray", "wide", "gamma")
    desk.capture("none")
    desk.wait(hours=-3)
    desk.capture("older")
    desk.wait(hours=4)
    desk.capture("newer", account="delta")
    assert ids(desk, "new") == ["older", "wide", "rich", "poor", "none", "newer"]


def test_overdue_shows_the_longest_overdue_first(desk: Field) -> None:
    desk.capture("taken")
    desk.act("dana", "accept", "taken")
    desk.wait(days=1)
    desk.capture("late")
    desk.wait(days=40)
    assert ids(desk, "overdue") == ["late", "taken"]


def test_waiting_begins_with_what_was_asked_longest_ago(desk: Field) -> None:
    desk.capture("a1")
    desk.capture("a2")
    desk.act("dana", "ask", "a2", "which?")
    desk.wait(days=1)
    desk.act("dana", "ask", "a1", "which?")
    assert ids(desk, "waiting") == ["a2", "a1"]


def test_answered_begins_with_the_latest(desk: Field) -> None:
    desk.capture("a1")
    desk.capture("a2")
    desk.act("dana", "answer", "a2", "yes")
    desk.wait(days=1)
    desk.act("dana", "decline", "a1", "no")
    assert ids(desk, "answered") == ["a1", "a2"]


def test_nothing_is_dropped_when_what_it_was_merged_into_goes(desk: Field) -> None:
    desk.capture("a1")
    desk.capture("a2", "ray")
    desk.act("dana", "merge", "a2", to="a1")
    assert ids(desk, "new") == ["a1"]
    desk.act("lee", "withdraw", "a1")
    assert ids(desk, "new") == ["a2"]
    desk.act("lee", "reopen", "a1")
    assert ids(desk, "new") == ["a1"], "nobody has it"
    desk.redact("lee", "a1")
    assert ids(desk, "new") == ["a2"]


def test_stranded_also_by_way_of_others(desk: Field) -> None:
    for id_ in ("a1", "a2", "a3"):
        desk.capture(id_)
    desk.act("dana", "merge", "a1", to="a2")
    desk.act("dana", "merge", "a2", to="a3")
    assert not is_stranded(desk.item("a1"), desk.items)
    desk.act("lee", "withdraw", "a3")
    assert is_stranded(desk.item("a1"), desk.items)
    assert is_stranded(desk.item("a2"), desk.items)
    assert not is_stranded(desk.item("a3"), desk.items)


def test_merged_into_what_has_not_arrived_is_not_stranded(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "merge", "a1", to="elsewhere")
    assert not is_stranded(desk.item("a1"), desk.items)


def test_all_has_everything_but_what_was_redacted_the_latest_first(desk: Field) -> None:
    busy(desk)
    found = ids(desk, "all")
    assert set(found) == set(desk.items) - {"hidden"}
    assert (found[0], found[-1]) == ("inside", "fresh")


def test_what_was_given_to_somebody_who_left_is_new_again(desk: Field) -> None:
    busy(desk)
    desk.act("sam", "ask", "mine", "which?")
    gone = {"sam"}
    found = listed(desk.items, "new", ME, PROMISE, desk.now, gone)
    assert {item.id for item in found} == {"fresh", "hers"}
    assert counts(desk.items, ME, PROMISE, desk.now, gone)["new"] == 2
    assert "new" in tabs_of(desk.item("hers"), desk.items, ME, PROMISE, desk.now, gone)
