"""What Coach finds, from the command line: topics, reports, experiments; and who may read what."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from playbook.plays.arms import arm_of
from playbook.records.customers import Opportunity, Touch
from playbook.records.index import Index
from playbook.records.model import Opened, Run
from playbook.workspace import Workspace
from tests.cli.shell import SETTINGS, Shell, git, write
from tests.coaching.filed import filed
from tests.coaching.logs import runs

PAGE, OTHER = "plays/discover/first-call", "plays/commit/price-call"
DID = "open+ find-the-cost+ agree-the-next-step+"
LEFT = "open+ find-the-cost- agree-the-next-step+"
MORE = "".join(
    f'\n[people.{name}]\nname = "{name.title()}"\nside = "sales"\nroles = ["rep"]\nmanager = "kim"\n'
    for name in ("ann", "bob", "cy")
)
PLAN = f"""
[experiments.opener]
arms = ["{PAGE}", "{OTHER}"]
measure = "commitment"
baseline = 0.1
smallest-lift = 0.8
accounts-per-arm = 12
"""


def calls(count: int, rep: str, steps: str = DID, **facts: Any) -> list[Run]:
    return runs(count, rep, steps, **{"play": PAGE, "title": "First call"} | facts)


def most_leave_it_out() -> list[Run]:
    return [run for rep in ("lee", "mia", "ann", "bob", "cy") for run in calls(3, rep, LEFT)]


@pytest.fixture
def team(own: Shell) -> Shell:
    """A playbook with five reps of Kim's, in a folder of its own."""
    write(own.root, {"playbook.toml": SETTINGS + MORE})
    git(own.root, "commit", "-aqm", "More people")
    return own


def test_topics_are_listed_with_their_figures_and_the_runs_behind(team: Shell) -> None:
    filed(team.root, most_leave_it_out())
    (topic,) = team.ok("coach topics --json", as_="kim").data
    assert (topic["kind"], topic["play"], topic["step"], topic["n"]) == (
        "left-out-by-most",
        PAGE,
        "find-the-cost",
        15,
    )
    assert len(topic["runs"]) == 15
    assert "at least ten runs and three reps" in topic["definition"]
    table = team.ok("coach topics", as_="kim")
    assert "Skipped in 15 of 15 runs that reached it" in table.out
    assert "one log of twenty" in table.err


def test_one_is_shown_with_its_chart(team: Shell) -> None:
    filed(team.root, most_leave_it_out())
    said = team.ok("coach show find-the-cost", as_="kim")
    assert "no time" in said.out
    assert "██" in said.out
    assert "n 15." in said.out
    assert "The runs behind it" in said.err
    assert team.ok("coach show find-the-cost --json", as_="kim").data["n"] == 15
    refused = team("coach show nonsense", as_="kim")
    assert (refused.code, "There is no topic “nonsense”" in refused.err) == (2, True)


def test_nothing_to_talk_about_is_said(shell: Shell) -> None:
    said = shell.ok("coach topics", as_="kim")
    assert said.out == ""
    assert "within chance" in said.err
    assert shell.ok("coach topics --json", as_="kim").data == []


def test_owners_are_told_once_with_the_figures(team: Shell) -> None:
    filed(team.root, most_leave_it_out())
    told = team.ok("coach tell find-the-cost --words 'Leave it to the branch?'", as_="kim")
    (item,) = team.ok("feedback list --json", as_="dana").data
    assert told.line.startswith("F-")
    assert (item["kind"], item["play"], item["step"], item["rep"]) == ("wrong", PAGE, "find-the-cost", "kim")
    assert item["text"].startswith("From the log: Skipped in 15 of 15 runs")
    assert item["text"].endswith("Leave it to the branch?")
    again = team("coach tell find-the-cost", as_="kim")
    assert again.code == 2
    assert "You told them already: F-" in again.err
    team.ok(f"desk decline {told.line} --because 'It stays'", as_="dana")
    assert team.ok("coach tell find-the-cost", as_="kim").line != told.line


def test_with_fewer_than_five_reps_the_owners_get_no_figures(own: Shell) -> None:
    filed(own.root, [run for rep in ("lee", "mia", "kim") for run in calls(4, rep, LEFT)])
    own.ok("coach tell find-the-cost", as_="kim")
    (item,) = own.ok("feedback list --json", as_="dana").data
    assert item["text"] == "From the log: Most who come to this step skip it, most often because: no time."


def test_what_one_person_does_goes_to_nobody(team: Shell) -> None:
    others = [run for rep in ("mia", "ann", "bob") for run in calls(8, rep, commitment="done")]
    filed(team.root, [*calls(9, "lee", LEFT, commitment="done"), *others])
    (topic,) = team.ok("coach topics --json", as_="kim").data
    assert (topic["kind"], topic["person"]) == ("left-out-by-one", "lee")
    refused = team("coach tell find-the-cost", as_="kim")
    assert (refused.code, "talk with them" in refused.err) == (2, True)
    assert team.ok("feedback list --json", as_="dana").data == []
    assert [one["person"] for one in team.ok("coach topics --json", as_="lee").data] in ([], ["lee"])
    assert team.ok("coach topics --json", as_="mia").data == []


# Stages and objections


def test_stages_by_opportunity(own: Shell) -> None:
    workspace = Workspace(own.root, person="lee")
    for state in ("open", "won"):
        for number in range(3):
            workspace.append(
                Opportunity(f"o{number}", "acme", f"Deal {number}", stage="discover", state=state)
            )
    (first, second) = own.ok("coach stages --json", as_="kim").data
    assert (first["stage"], first["entered"], first["moved_on"]) == ("discover", 3, 3)
    assert second["entered"] == 0
    assert "Discover" in own.ok("coach stages", as_="kim").out


def test_no_opportunity_yet_is_said(shell: Shell) -> None:
    assert "playbook accounts import" in shell.ok("coach stages", as_="kim").out


def test_objections_with_the_words_they_were_looked_for_with(own: Shell) -> None:
    opened = (Opened("objections/too-expensive", 1.0, "pricey", "yes"),)
    filed(own.root, calls(3, "lee", opened=opened))
    (row,) = own.ok("coach objections --json", as_="kim").data
    assert (row["title"], row["opened"], row["yes"], row["words"]) == ("Too expensive", 3, 3, "pricey")
    assert "pricey" in own.ok("coach objections", as_="kim").out
    assert own.ok("coach objections --json", as_="dana").data == []


def test_what_settles_less_is_said_with_the_kind_of_calls_it_was_met_on(
    own: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def met(page: str, count: int, settled: Any, stage: str) -> list[Run]:
        opened = (Opened(page, 1.0, "", settled),)
        return [
            run
            for number in range(count)
            for run in calls(1, "lee", opened=opened, deal_stage=stage, account=f"{stage} {number}")
        ]

    no = [
        *met("objections/too-expensive", 14, "no", "decide"),
        *met("objections/other", 14, "yes", "discover"),
    ]
    filed(own.root, no)
    topic = own.ok("coach show objections/too-expensive --json", as_="kim").data
    assert topic["case_mix"] == [
        {
            "of": name,
            "n": 14,
            "stages": {stage: 14},
            "segments": {"not said": 14},
            "triggers": {"not said": 14},
        }
        for name, stage in (("Too expensive", "decide"), ("all others", "discover"))
    ]
    looks: list[int] = []
    refresh = Index.refresh
    monkeypatch.setattr(Index, "refresh", lambda index: looks.append(1) or refresh(index))  # type: ignore[func-returns-value]
    shown = own.ok("coach objections", as_="kim").out
    assert len(looks) < 15, "the folder of records is not looked at once for each of 28 accounts"
    assert "Case mix, Too expensive: stage decide 100%." in shown
    assert "They are not the same kind of calls" in shown


# Experiments


def compared(first: int, second: int, of: int = 12) -> list[Run]:
    made: list[Run] = []
    counts = {PAGE: 0, OTHER: 0}
    for number in range(300):
        arm = arm_of("opener", f"account {number}", (PAGE, OTHER))
        if counts[arm] < of:
            yes = counts[arm] < (first if arm == PAGE else second)
            counts[arm] += 1
            rep = ("lee", "mia")[number % 2]
            made += calls(
                1, rep, play=arm, account=f"account {number}", commitment="done" if yes else "refused"
            )
    return made


@pytest.fixture
def planned(own: Shell) -> Shell:
    """A playbook with an experiment."""
    write(own.root, {"playbook.toml": SETTINGS + PLAN})
    git(own.root, "commit", "-aqm", "Plan")
    return own


def test_an_experiment_is_judged_and_its_losing_arm_proposed_for_retirement(planned: Shell) -> None:
    filed(planned.root, compared(1, 12))
    (found,) = planned.ok("coach experiment opener --json", as_="kim").data
    assert found["losing"] == PAGE
    (part,) = found["parts"]
    assert (part["state"], part["better"], part["accounts"]) == ("better", OTHER, [12, 12])
    assert part["low"] > 0
    assert "Price call did better" in planned.ok("coach experiment", as_="kim").out
    mixes = planned.ok("coach show opener --json", as_="kim").data["case_mix"]
    assert [(mix["of"], mix["n"]) for mix in mixes] == [("First call", 12), ("Price call", 12)]
    assert found["case_mix"] == mixes
    made = planned.ok("coach adopt opener", as_="kim")
    assert "Both sides must approve" in made.err
    (review,) = planned.ok("plays reviews --json", as_="dana").data
    assert review["title"] == "Retire “First call”"
    proposed = git(planned.root, "show", f"proposals/{made.line}:{PAGE}.md")
    assert "status: retired" in proposed
    reason = git(planned.root, "log", "-1", "--format=%B", f"proposals/{made.line}")
    assert "End of experiment opener." in reason


def test_without_a_verdict_nothing_is_ended(planned: Shell) -> None:
    filed(planned.root, compared(3, 3, 6))
    refused = planned("coach adopt opener", as_="kim")
    assert (refused.code, "no verdict yet" in refused.err) == (2, True)
    assert "Did you mean opener?" in planned("coach experiment openr", as_="kim").err


def test_no_experiment_is_said(shell: Shell) -> None:
    assert "plans no experiment" in shell.ok("coach experiment", as_="kim").err
    assert shell.ok("coach experiment --json", as_="kim").data == []


# Reports


def test_a_report_is_one_new_file_for_any_browser(team: Shell, tmp_path: Path) -> None:
    filed(team.root, most_leave_it_out())
    file = tmp_path / "team.html"
    said = team.ok(f"coach report --html {file}", as_="kim")
    html = file.read_text()
    assert f"Written to {file}" in said.err
    assert "Skipped in 15 of 15 runs" in html
    assert "<script" not in html
    assert "<svg" in html
    again = team(f"coach report --html {file}", as_="kim")
    assert again.code == 2
    assert file.read_text() == html, "a file is never written over"


def test_tables_as_csv_and_json(team: Shell, tmp_path: Path) -> None:
    filed(team.root, most_leave_it_out())
    team.ok(f"coach report --csv {tmp_path / 'tables'}", as_="kim")
    names = {path.stem for path in (tmp_path / "tables").iterdir()}
    assert names >= {"plays", "steps", "reps", "topics"}
    (row,) = csv.DictReader((tmp_path / "tables" / "plays.csv").open())
    assert (row["play"], row["runs"]) == (PAGE, "15")
    data = team.ok("coach report --json", as_="kim").data
    assert data["tables"]["plays"][0]["runs"] == 15
    assert team(f"coach report --csv {tmp_path / 'tables'}", as_="kim").code == 2


def test_a_persons_report_is_the_same_for_them_and_their_manager(team: Shell) -> None:
    filed(team.root, calls(12, "lee", commitment="promised") + calls(3, "mia"))
    one = team.ok("coach report --person lee --json", as_="lee").data
    other = team.ok("coach report --person lee --json", as_="kim").data
    assert one["tables"] == other["tables"]
    assert len(one["tables"]["runs"]) == 12
    text = team.ok("coach report --person lee", as_="lee").out
    assert "12 promises: open 12." in text
    assert "Mia" not in text
    refused = team("coach report --person mia", as_="lee")
    assert (refused.code, "Only Mia Novak and the managers above" in refused.err) == (2, True)


def test_a_play_and_a_quarter(team: Shell) -> None:
    filed(team.root, calls(3, "lee") + calls(2, "mia", days_ago=60))
    assert (
        "5 connected runs of 5 attempts by 2 reps."
        in team.ok("coach report --play first-call", as_="kim").out
    )
    quarter = team.ok("coach report --quarter 2026Q4 --json", as_="kim").data
    assert quarter["title"] == "Northwind: 2026Q4"
    assert quarter["tables"]["plays"][0]["runs"] == 3
    assert team.ok("coach report --quarter Q3 --json", as_="kim").data["tables"]["plays"][0]["runs"] == 2
    assert "Write it like 2026Q4" in team("coach report --quarter spring", as_="kim").err
    assert "play that was run" in team(f"coach report --play {OTHER}", as_="kim").err


def test_a_report_of_nothing_says_so(shell: Shell, tmp_path: Path) -> None:
    assert "No runs here that you may see" in shell.ok("coach report", as_="kim").out
    shell.ok(f"coach report --html {tmp_path / 'x.html'}", as_="dana")


def test_log_completeness_stands_beside_the_figures(own: Shell) -> None:
    filed(own.root, calls(1, "lee"))
    workspace = Workspace(own.root, person="lee")
    for account in ("a", "b", "c"):
        workspace.append(
            Touch(account, connect="connected", date="2026-11-12", run="r1" if account == "a" else "")
        )
    assert "1 of 3 logged calls have a run (33%)" in own.ok("coach report --person lee", as_="kim").out
    assert "1 of 3 logged calls have a run (33%)" in own.ok("coach report", as_="kim").out


def test_what_a_record_says_is_never_markup_or_a_formula(own: Shell, tmp_path: Path) -> None:
    evil = '=cmd|"<script>alert(1)</script>\x1b[31m'
    made = [run for rep in ("lee", "mia", "kim") for run in calls(4, rep, LEFT, title=evil, deal_stage=evil)]
    filed(own.root, made)
    file = tmp_path / "x.html"
    own.ok(f"coach report --person lee --html {file} --csv {tmp_path / 'c'}", as_="kim")
    html = file.read_text()
    assert "<script" not in html
    assert "\x1b" not in html
    for path in (tmp_path / "c").iterdir():
        for row in csv.reader(path.open()):
            assert not any(cell.startswith("=") for cell in row)
    assert "\x1b" not in own.ok("coach report", as_="kim").out
