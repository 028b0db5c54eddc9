"""How far long work has come, in words; and stopping it."""

from __future__ import annotations

import pytest

from playbook.progress import Progress, WasStoppedError


def test_it_says_how_many_of_how_many_or_how_much_of_a_file() -> None:
    heard: list[str] = []
    progress = Progress(lambda progress: heard.append(progress.words))
    with progress.over("Reading the playbook", 10_000, "pages"):
        progress.step(3_120)
    with progress.over("Importing crm.csv", unit="rows"):
        progress.step(400, share=0.457)
        progress.step(share=1.0)
    assert heard == [
        "Reading the playbook · 0 of 10,000 pages",
        "Reading the playbook · 3,120 of 10,000 pages",
        "Reading the playbook · 3,120 of 10,000 pages",
        "Importing crm.csv",
        "Importing crm.csv · 400 rows · 45 %",
        "Importing crm.csv · 401 rows · 99 %",  # not done before it is over
        "Importing crm.csv · 401 rows · 99 %",
    ]


def test_stopped_it_ends_before_the_next_step_and_says_what_stands() -> None:
    progress = Progress()
    with pytest.raises(WasStoppedError) as stopped, progress.over("Checking", 9, "pages"):
        progress.step()
        progress.stop()
        progress.step()
    assert str(stopped.value) == "Stopped: Checking · 2 of 9 pages. What was done until then stands."
    assert not progress.is_under_way


def test_stopped_at_its_very_end_it_is_complete_all_the_same() -> None:
    progress = Progress()
    with progress.over("Checking", 2, "pages"):
        progress.step()
        progress.stop()
        progress.step()
    with progress.over("Checking", 2, "pages"):
        progress.step()  # that it was asked to stop before is over


def test_a_part_that_is_over_is_not_the_end_of_the_whole() -> None:
    progress = Progress()
    with progress.over("Publishing"):
        with progress.over("Checking", 2, "pages"):
            progress.step(2)
        assert progress.is_under_way
        progress.stop()
        with pytest.raises(WasStoppedError), progress.over("Writing", 2, "pages"):
            progress.step()
