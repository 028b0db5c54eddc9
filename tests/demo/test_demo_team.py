"""The full demo: a team of sixteen, five months, and the truths that are planted in it, read through the core."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from playbook.clock import FixedClock, parse_stamp
from playbook.coaching.objections import opened_figures
from playbook.coaching.people import team_figures, to_talk_about
from playbook.coaching.runs import RunRow
from playbook.demo import Size
from playbook.demo.customers import CUSTOMERS
from playbook.demo.lay import lay_demo
from playbook.demo.team.companies import ACCOUNTS, NINE
from playbook.demo.team.people import REPS
from playbook.demo.team.plans import (
    NULL,
    PHOTO,
    REAL,
    SETTLES,
    SKIPPED_BY_ALL,
    SKIPPED_BY_ONE,
    STALE,
    TRIALS,
    VOUCHER,
    Trial,
)
from playbook.demo.team.voices_table import ASKED_FOR
from playbook.library.repository import Repository
from playbook.library.review.direct import Direct
from playbook.library.review.log import entries
from playbook.library.review.reviews import Reviews
from playbook.plays.arms import arm_of
from playbook.plays.model import Page
from playbook.records.access import people_below
from playbook.records.customers import Account, Event, Opportunity
from playbook.records.model import Feedback, Run, Triage
from playbook.statistics.power import accounts_needed
from tests.coaching.logs import play_figures
from tests.demo.laid import NOW, Laid, files_below
from tests.desk.folded_desk import listed

TRIGGER = "plays/connect/trigger-event-call"
FULL: Size = "full"


@pytest.fixture(scope="session")
def pages(team: Laid) -> dict[str, Page]:
    return {page.id: page for page in team.workspace("kim").catalog.pages()}


@pytest.fixture(scope="session")
def reviews(team: Laid) -> Reviews:
    return Reviews(Repository.open(team.demo.root), team.settings)


# Who and how much


def test_twelve_reps_two_liaisons_two_managers(team: Laid) -> None:
    roles = Counter(role for person in team.settings.people.values() for role in person.roles)
    assert (roles["rep"], roles["liaison"], roles["manager"]) == (12, 2, 2)
    assert team.settings.warnings == ()
    kims, sams = (set(people_below(one, team.settings.people)) for one in ("kim", "sam"))
    assert kims == {*REPS, "sam"}, "Kim leads both teams"
    assert len(sams) == 6


def test_six_hundred_accounts_each_with_a_deal_and_something_that_happened(team: Laid) -> None:
    accounts = {body.id for body in team.bodies(Account)}
    assert len(accounts) == ACCOUNTS == 600
    told = {customer.id for customer in (*CUSTOMERS.values(), *NINE.values())}
    assert len(told) == 40
    assert told <= accounts
    assert {body.account for body in team.bodies(Event)} == accounts
    deals = {body.account for body in team.bodies(Opportunity)}
    assert accounts - deals <= {customer.id for customer in CUSTOMERS.values()}, "the story's own ones"
    assert len(deals) >= 580


def test_twelve_weeks_of_runs_by_everybody(team: Laid) -> None:
    runs = team.bodies(Run)
    assert {run.rep for run in runs} == set(REPS)
    weeks = {date.fromisoformat(run.started[:10]).isocalendar()[:2] for run in runs}
    assert len(weeks) >= 12
    assert NOW - parse_stamp(min(run.started for run in runs)) >= timedelta(weeks=11, days=5)
    assert 1200 <= len(runs) <= 2000
    assert sum(row.counts for row in team.rows) >= 800
    assert len(team.bodies(Feedback)) >= 60
    assert {record.person for record in team.records if isinstance(record.body, Triage)} >= {"dana", "noor"}


def test_the_told_story_lies_within_it(team: Laid, demo: Laid) -> None:
    assert {run.id for run in demo.bodies(Run)} <= {run.id for run in team.bodies(Run)}
    assert set(demo.items) <= set(team.items)
    assert all(team.items[id_].state == item.state for id_, item in demo.items.items())


def test_the_journals_are_whole_and_in_the_order_of_time(team: Laid) -> None:
    for check in team.store().check():
        assert check.held == check.last > 0, check
        assert not (check.gaps or check.breaks or check.doubled or check.damage or check.not_understood)
    assert len({record.person for record in team.records}) == 16
    times = [record.at for record in team.records]
    assert times == sorted(times)
    assert [record.clock for record in team.records] == list(range(1, len(times) + 1))
    assert parse_stamp(times[-1]) <= NOW


def test_nobody_talks_on_two_phones_or_at_night(team: Laid) -> None:
    for rep in REPS:
        runs = sorted((row.run for row in team.rows if row.rep == rep), key=lambda run: run.started)
        assert all(before.ended <= after.started for before, after in pairwise(runs)), rep
    assert all(8 <= parse_stamp(run.started).hour < 17 for run in team.bodies(Run))


def test_every_run_is_of_the_revision_that_stood_that_day(team: Laid) -> None:
    runs = {(run.play, run.blob): run for run in team.bodies(Run)}
    assert len(runs) >= 25
    for run in runs.values():
        published = team.git("rev-list", "-1", "--first-parent", f"--before={run.started}", "main").strip()
        assert run.blob == team.git("rev-parse", f"{published}:{run.play}.md").strip()
        assert run.commit == team.git("log", "-1", "--format=%H", published, "--", f"{run.play}.md").strip()


def test_every_action_did_something(team: Laid) -> None:
    for item in team.items.values():
        assert all(act.applied for act in item.thread), item.text


# How the playbook came about


def test_more_than_thirty_commits_by_both_sides_over_five_months(team: Laid) -> None:
    lines = team.git("log", "--first-parent", "--format=%ae %cI").splitlines()
    assert len(lines) >= 30
    sides = Counter(
        person.side for line in lines if (person := team.settings.person(line.split()[0])) is not None
    )
    assert min(sides["marketing"], sides["sales"]) >= 10
    times = [datetime.fromisoformat(line.split()[1]) for line in lines]
    assert times[0] - times[-1] >= timedelta(days=140)
    assert times == sorted(times, reverse=True)


def test_whatever_was_published_was_approved_as_the_playbook_asks(reviews: Reviews) -> None:
    merges = [entry for entry in entries(reviews.writer, "", reviews.published) if len(entry.parents) == 2]
    assert len(merges) >= 15
    for entry in merges:
        verdict = reviews.judged(entry)
        assert verdict is not None
        assert (verdict.state, verdict.refused) == ("ready", ()), entry.subject


def test_what_is_still_to_be_decided(reviews: Reviews) -> None:
    waiting = {proposal.author_name: reviews.verdict(proposal).needed for proposal in reviews.all()}
    assert waiting == {"Ella Brandt": ("marketing", "sales", "price"), "Hugo Silva": ("marketing",)}
    [emergency] = Direct(reviews).emergencies()
    assert (emergency.what, emergency.by, emergency.needed) == ("notice", "Kim Adeyemi", ("marketing",))
    assert emergency.due > NOW


def test_a_pilot_and_a_withdrawn_page(team: Laid, pages: dict[str, Page]) -> None:
    pilot = pages[PHOTO].facts
    assert pilot.status == "pilot"
    assert pilot.pilot is not None
    ran = {run.rep for run in team.bodies(Run) if run.play == PHOTO}
    assert ran
    assert ran <= set(pilot.pilot.reps)
    assert pages[VOUCHER].facts.status == "retired"


# What is planted


def test_one_step_is_left_out_by_nearly_all_for_one_reason(team: Laid, pages: dict[str, Page]) -> None:
    play, step, reason, _ = SKIPPED_BY_ALL
    first = to_talk_about(team_figures(team.past, pages))[0]
    assert (first.play, first.step, first.is_the_plays) == (play, step, True)
    assert len(first.reps_skipped) >= 10
    assert first.skipped / first.reached > 0.65
    assert first.reasons[0][0] == reason
    assert first.reasons[0][1] / first.skipped > 0.8


def test_one_rep_leaves_out_what_nobody_else_does(team: Laid, pages: dict[str, Page]) -> None:
    rep, play, step, reason, _ = SKIPPED_BY_ONE
    second = to_talk_about(team_figures(team.past, pages))[1]
    assert (second.play, second.step, second.reps_skipped) == (play, step, (rep,))
    assert len(second.reps_reached) == 12
    assert dict(second.reasons) == {reason: second.skipped}
    [own] = [one for one in play_figures(team.past.facts(reps=[rep]), pages[play]) if one.step == step]
    assert own.skipped >= 8
    assert own.skipped / own.reached > 0.6


def test_one_play_got_better_when_its_opener_changed(team: Laid) -> None:
    head = team.git("rev-parse", f"HEAD:{TRIGGER}.md").strip()
    runs = [row for row in team.rows if row.counts and row.run.play == TRIGGER]
    before, after = ([row for row in runs if (row.run.blob == head) is new] for new in (False, True))
    assert min(len(before), len(after)) >= 30
    shares = [sum(row.run.result == "advance" for row in some) / len(some) for some in (before, after)]
    assert shares[1] - shares[0] > 0.25


def test_one_talk_track_settles_an_objection(team: Laid) -> None:
    found = opened_figures(team.past.openings())
    best = found[SETTLES]
    assert best.judged >= 20
    assert best.yes / best.judged > 0.75
    others = [one for page, one in found.items() if page != SETTLES and one.judged >= 10]
    assert len(others) >= 6
    assert all(one.yes / one.judged < 0.65 for one in others)


def test_nine_accounts_ask_for_one_thing(team: Laid) -> None:
    most = max(team.items.values(), key=lambda item: len(item.accounts))
    assert set(most.accounts) == {customer.id for customer in NINE.values()}
    assert len(most.people) >= 5
    assert most.state == "accepted"


def test_one_ask_has_no_answer(team: Laid) -> None:
    workspace = team.workspace("noor")
    first = listed(workspace.feedback(), "waiting", ["noor"], workspace.promise, team.now)[0]
    assert (first.rep, first.thread[-1].text) == ("finn", ASKED_FOR)
    # Long, and not so long that the desk has closed it.
    assert timedelta(days=7) < NOW - parse_stamp(first.thread[-1].at) < timedelta(days=10)


def test_one_battlecard_is_stale_and_nothing_else_is_wrong(team: Laid) -> None:
    report = team.workspace("dana").linter.report(NOW.date())
    assert [(finding.path, finding.code) for finding in report.findings] == [(f"{STALE}.md", "PB011")]


def first_runs(team: Laid, trial: Trial) -> dict[str, list[RunRow]]:
    """Return by arm the first connected run of each account, as many as the plan counts."""
    found: dict[str, list[RunRow]] = {arm: [] for arm in trial.arms}
    seen: set[str] = set()
    for row in sorted(team.rows, key=lambda row: row.run.started):
        if row.counts and row.run.play in trial.arms and row.run.account not in seen:
            seen.add(row.run.account)
            assert row.run.play == arm_of(trial.id, row.run.account, trial.arms)
            found[row.run.play].append(row)
    return {arm: rows[: trial.per_arm] for arm, rows in found.items()}


def two_sided(first: int, second: int, n: int) -> float:
    """Return Fisher's exact p for `first` and `second` of `n` each."""
    total = first + second

    def weight(hits: int) -> int:
        return math.comb(n, hits) * math.comb(n, total - hits)

    seen = weight(first)
    both = range(max(0, total - n), min(n, total) + 1)
    return sum(weight(hits) for hits in both if weight(hits) <= seen) / math.comb(2 * n, total)


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.id)
def test_an_experiment_is_full_and_says_what_is_planted(team: Laid, trial: Trial) -> None:
    runs = first_runs(team, trial)
    assert [len(rows) for rows in runs.values()] == [trial.per_arm] * 2
    plan = team.settings.experiments[trial.id]
    assert plan.accounts_per_arm >= accounts_needed(plan.baseline, plan.baseline + plan.smallest_lift)
    committed = [sum(row.committed for row in rows) for rows in runs.values()]
    p = two_sided(committed[0], committed[1], trial.per_arm)
    if trial is REAL:
        assert committed[1] > committed[0]
        assert p < 0.001
    else:
        assert p > 0.2
    assert len({row.rep for rows in runs.values() for row in rows}) == 12


def test_the_planted_lift_would_be_seen_ninety_nine_times_in_a_hundred() -> None:
    """Normal approximation for two shares (Fleiss, Levin, Paik, 3rd ed., eq. 4.14 solved for the power)."""
    before, after, n = *REAL.rates, REAL.per_arm
    mean = (before + after) / 2
    z = (after - before) * math.sqrt(n) - 1.959964 * math.sqrt(2 * mean * (1 - mean))
    z /= math.sqrt(before * (1 - before) + after * (1 - after))
    power = (1 + math.erf(z / math.sqrt(2))) / 2
    assert power >= 0.99
    exact = sum(
        math.comb(n, a)
        * before**a
        * (1 - before) ** (n - a)
        * math.comb(n, b)
        * after**b
        * (1 - after) ** (n - b)
        for a in range(n + 1)
        for b in range(n + 1)
        if two_sided(a, b, n) < 0.05
    )
    assert exact >= 0.99
    assert NULL.rates[0] == NULL.rates[1]


# The same seed, the same bytes


def test_two_processes_with_other_hash_seeds_make_the_same_bytes(team: Laid, tmp_path: Path) -> None:
    script = (
        "import sys; from datetime import datetime; from pathlib import Path;"
        "from playbook.clock import FixedClock; from playbook.demo.lay import lay_demo;"
        f"lay_demo(Path(sys.argv[1]), size='full', clock=FixedClock(datetime.fromisoformat({NOW.isoformat()!r})))"
    )
    root = Path(__file__).resolve().parents[2]
    for seed in ("1", "4711"):
        folder = tmp_path / seed
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"}
        subprocess.run([sys.executable, "-c", script, folder], check=True, env=environment, cwd=root)
        assert files_below(folder / "data") == team.as_laid
        head = subprocess.run(
            ["git", "-C", folder / "playbook", "for-each-ref", "--format=%(objectname) %(refname)"],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        assert head.stdout == team.git("for-each-ref", "--format=%(objectname) %(refname)")


@pytest.mark.parametrize(
    "now", [datetime(2027, 1, 4, 6, 0, tzinfo=UTC), datetime(2026, 11, 21, 23, 30, tzinfo=UTC)], ids=str
)
def test_it_can_be_laid_on_a_monday_after_the_holidays_or_on_a_saturday_night(
    now: datetime, tmp_path: Path
) -> None:
    laid = Laid(lay_demo(tmp_path / "demo", seed=11, size=FULL, clock=FixedClock(now)), now)
    assert parse_stamp(laid.records[-1].at) <= now
    assert len(laid.bodies(Account)) == ACCOUNTS
    assert all(act.applied for item in laid.items.values() for act in item.thread)
