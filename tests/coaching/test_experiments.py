"""Which accounts an experiment counts, in which arm, and what is told of how it was run."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from playbook.coaching.experiments import Report, entries, report
from playbook.plays.arms import arm_of
from playbook.plays.settings_model import Experiment
from tests.coaching.calls import Log

PAGES = ("plays/first-call", "plays/first-call-b")
PLAN = Experiment(
    "opener", arms=PAGES, baseline=0.3, smallest_lift=0.3, accounts_per_arm=40, start=date(2026, 11, 1)
)
OF: dict[str, list[str]] = {page: [] for page in PAGES}
for number in range(400):
    OF[arm_of("opener", f"acc-{number}", PAGES)].append(f"acc-{number}")
FIRST, SECOND = OF[PAGES[0]], OF[PAGES[1]]


def run(
    log: Log, account: str, success: bool = False, *, minute: int = 0, rep: str = "lee", **facts: Any
) -> str:
    """Record a run of the page that `account` was assigned to, unless another play is named."""
    id_ = f"r{len(log.records)}"
    given: dict[str, Any] = {
        "play": arm_of("opener", account, PAGES),
        "account": account,
        "commitment": "done" if success else "",
        "started": f"2026-11-{2 + minute // 1000:02}T{9 + minute % 1000 // 60:02}:{minute % 1000 % 60:02}:00.000Z",
    }
    log.run(id_, rep, **{**given, **facts})
    return id_


def said(log: Log, plan: Experiment = PLAN) -> Report:
    return report(log.facts, plan)


def test_an_account_counts_once_by_its_first_connected_run(log: Log) -> None:
    run(log, FIRST[0], minute=5, success=True)
    run(log, FIRST[0], minute=1, connect="no-answer")
    run(log, FIRST[0], minute=3)
    found = entries(log.facts, PLAN)
    assert [(one.account, one.arm, one.success) for one in found] == [(FIRST[0], PAGES[0], False)]


def test_what_counts_nowhere(log: Log) -> None:
    run(log, "")
    run(log, FIRST[0], started="2026-10-31T09:00:00.000Z")
    run(log, FIRST[1], wrong_play=True)
    run(log, FIRST[2], mode="prep")
    run(log, FIRST[3], play="plays/another")
    run(log, FIRST[4], private=True)
    run(log, FIRST[5], started="yesterday")
    log.redact(run(log, FIRST[6]))
    assert entries(log.facts, PLAN) == []
    assert said(log).segments[0].verdict.state == "waiting"


def test_a_promise_counts_until_it_is_broken(log: Log) -> None:
    run(log, FIRST[0], commitment="promised")
    broken = run(log, FIRST[1], commitment="promised", minute=1)
    log.kept(broken, "commitment", "broken")
    assert [one.success for one in entries(log.facts, PLAN)] == [True, False]


def test_an_experiment_may_measure_the_result(log: Log) -> None:
    plan = Experiment("opener", arms=PAGES, measure="advance")
    run(log, FIRST[0], result="advance")
    run(log, FIRST[1], result="no", success=True, minute=1)
    assert [one.success for one in entries(log.facts, plan)] == [True, False]


def test_an_account_led_through_the_other_page_counts_where_it_was_assigned(log: Log) -> None:
    run(log, FIRST[0], play=PAGES[1], success=True)
    run(log, FIRST[1], minute=1)
    found = entries(log.facts, PLAN)
    assert [(one.arm, one.as_assigned) for one in found] == [(PAGES[0], False), (PAGES[0], True)]
    assert said(log).words == (
        "1 of 2 accounts were led through the other arm's page; they count where they were assigned.",
    )


def test_a_whole_experiment_is_judged(log: Log) -> None:
    for minute, (first, second) in enumerate(zip(FIRST[:40], SECOND[:40], strict=True)):
        run(log, first, minute % 10 < 2, minute=2 * minute, rep="lee" if minute % 2 else "mia")
        run(log, second, minute % 10 < 8, minute=2 * minute + 1, rep="mia" if minute % 2 else "lee")
    (one,) = said(log).segments
    assert (one.verdict.state, one.verdict.better, one.verdict.look) == ("better", PAGES[1], 2)
    assert one.verdict.accounts == (40, 40)
    assert one.segment.edited == ""
    assert said(log).words == ()


def test_an_arm_that_was_edited_while_it_ran_splits_the_experiment(log: Log) -> None:
    for minute in range(10):
        run(log, FIRST[minute], minute=2 * minute, rep="lee")
        run(log, SECOND[minute], minute=2 * minute + 1, rep="mia")
    for minute in range(10, 14):
        run(log, SECOND[minute], minute=1000 + minute, blob="edited", rep="lee")
        run(log, FIRST[minute], minute=1020 + minute, rep="mia")
    run(log, SECOND[20], minute=1058, rep="mia")
    before, after = said(log).segments
    assert [one.verdict.accounts for one in (before, after)] == [(10, 10), (4, 4)]
    assert (after.segment.edited, after.segment.start[:10], after.segment.late) == (PAGES[1], "2026-11-03", 1)
    assert said(log).words[0] == (
        f"{PAGES[1]} was edited while the experiment ran (Tue 3 Nov 2026): accounts before and after are "
        "counted apart. 1 that still ran the older text are left out."
    )


def edited_and_back(log: Log) -> None:
    """Ten accounts with the old words, four with new ones, six with the old again; one was behind in between."""
    for minute in range(10):
        run(log, FIRST[minute], minute=minute)
    for minute in range(10, 14):
        run(log, FIRST[minute], minute=100 + minute, blob="edited")
    run(log, FIRST[14], minute=112)
    for minute in range(15, 21):
        run(log, FIRST[minute], minute=200 + minute)


def test_an_edit_that_was_taken_back_splits_again(log: Log) -> None:
    edited_and_back(log)
    old = log.facts[0].blob
    parts = report(log.facts, PLAN, now={PAGES[0]: old}).segments
    assert [(part.verdict.accounts[0], part.segment.edited, part.segment.late) for part in parts] == [
        (10, "", 0), (4, PAGES[0], 1), (6, PAGES[0], 0),
    ]  # fmt: skip


@pytest.mark.parametrize("now", [{}, {PAGES[0]: "edited"}, {PAGES[0]: "a third one"}, {PAGES[1]: "edited"}])
def test_while_the_newer_words_stand_whoever_runs_the_older_is_behind(log: Log, now: dict[str, str]) -> None:
    edited_and_back(log)
    parts = report(log.facts, PLAN, now=now).segments
    assert [(part.verdict.accounts[0], part.segment.late) for part in parts] == [(10, 0), (4, 7)]


def test_words_that_come_back_are_known_by_what_reps_see_of_them(log: Log) -> None:
    edited_and_back(log)
    (first, *_) = log.facts
    parts = report(
        log.facts,
        PLAN,
        lambda blob: "old" if blob in (first.blob, "verified") else blob,
        {PAGES[0]: "verified"},
    ).segments
    assert [part.verdict.accounts[0] for part in parts] == [10, 4, 6]


def test_an_edit_that_reps_do_not_see_is_none(log: Log) -> None:
    run(log, FIRST[0], blob="verified on Monday")
    run(log, FIRST[1], blob="verified on Tuesday", minute=1)
    assert len(said(log).segments) == 2
    same = report(log.facts, PLAN, text_of=lambda blob: blob.split(" on ")[0])
    assert len(same.segments) == 1
    assert same.words == ()


def test_a_rep_who_dominates_an_arm_is_said(log: Log) -> None:
    for minute in range(12):
        run(log, FIRST[minute], minute=minute, rep="lee" if minute < 8 else "mia")
        run(log, SECOND[minute], minute=minute, rep="lee" if minute % 2 else "mia")
    assert said(log).words == (f"8 of the 12 accounts of {PAGES[0]} are lee's: what differs may be the rep.",)


def test_a_rep_alone_dominates_nobody(log: Log) -> None:
    for minute in range(12):
        run(log, FIRST[minute], minute=minute)
    assert said(log).words == ()


def test_an_experiment_of_three_arms_is_told_and_not_judged(log: Log) -> None:
    found = said(log, Experiment("opener", arms=(*PAGES, "plays/third")))
    assert found.segments == ()
    assert found.words == ("An experiment of 3 arms is not judged: the bounds of the looks are for two.",)
