"""What several people say, put side by side; and the measure on a set of duplicates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.duplicates import Report, main, read, recall
from playbook.desk.clusters import clusters
from tests.desk.field import Field


def busy(desk: Field) -> None:
    desk.capture("p1", text="The pricing page is out of date", account="a", amount=10.0, currency="EUR")
    desk.capture(
        "p2", "ray", text="Our pricing page is out of date again", account="b", amount=5.0, currency="EUR"
    )
    desk.capture("p3", "mia", text="out of date: the pricing page", account="a", amount=10.0, currency="EUR")
    desk.capture("w1", text="The works council fears tracking of people")
    desk.capture("w2", text="The works council fears the tracking")
    desk.capture("x", "ray", text="An opener for harbours")


def test_what_several_people_say_is_one_with_each_account_once(desk: Field) -> None:
    busy(desk)
    (found,) = clusters(desk.items.values())
    assert set(found.ids) == {"p1", "p2", "p3"}
    assert (found.people, found.accounts, found.amount) == (3, 2, {"EUR": 15.0})
    assert found.text == "The pricing page is out of date"


def test_one_person_who_says_it_twice_is_no_cluster_until_another_does(desk: Field) -> None:
    busy(desk)
    desk.vote("ray", "w2")
    found = clusters(desk.items.values())
    assert [set(one.ids) for one in found] == [{"p1", "p2", "p3"}, {"w1", "w2"}]


def test_a_single_item_with_me_toos_is_one(desk: Field) -> None:
    desk.capture("a", text="An opener for harbours")
    desk.vote("ray", "a", "kallio", amount=7.0, currency="USD")
    (found,) = clusters(desk.items.values())
    assert (found.ids, found.people, found.accounts, found.amount) == (("a",), 2, 1, {"USD": 7.0})


def test_only_what_is_open_and_of_the_time_asked_for(desk: Field) -> None:
    busy(desk)
    desk.act("dana", "answer", "p2", "mended")
    desk.act("dana", "answer", "p3", "mended")
    assert clusters(desk.items.values()) == []
    desk.wait(hours=1)
    desk.capture("p4", "mia", text="The pricing page is out of date")
    assert len(clusters(desk.items.values())) == 1
    assert clusters(desk.items.values(), desk.now) == []


def test_nobody_stands_in_two(desk: Field) -> None:
    busy(desk)
    for number in range(5):
        desk.capture(f"n{number}", "mia", text=f"pricing page and works council {number}")
    ids = [id_ for one in clusters(desk.items.values()) for id_ in one.ids]
    assert len(ids) == len(set(ids))


# Public duplicates


def test_the_share_of_duplicates_that_are_found_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"id": 1, "text": ["Crash on save", "The editor crashes when a file is saved"]},
        {"id": 2, "text": "Editor crashes while saving", "duplicate_of": 1},
        {"id": 3, "text": "Colours of the menu are wrong", "duplicate_of": 99},
        {"id": 4, "text": "zzz", "duplicate_of": 1},
    ]
    file = tmp_path / "reports.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n")
    assert main([str(file)]) == 0
    assert capsys.readouterr().out == "recall@10: 0.500 of 2 duplicates\n"
    assert main([]) == 2


def test_a_line_that_is_no_report_is_named() -> None:
    with pytest.raises(ValueError, match="line 2: needs id and text"):
        read(['{"id": 1, "text": "x"}', '{"id": 2}'])
    with pytest.raises(ValueError, match="line 1"):
        read(["[]"])
    assert read([""]) == []
    assert recall([]) == (0.0, 0)
    assert recall([Report("1", "x", "")]) == (0.0, 0)
