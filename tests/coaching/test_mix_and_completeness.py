"""What kind of calls stand behind a figure, and how complete the log is."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from playbook.coaching.briefing import counted
from playbook.coaching.completeness import UNKNOWN, Completeness, completeness
from playbook.coaching.mix import Mix, case_mix, mix_words, mixes_differ, one_and_others, together
from playbook.coaching.tallies import Case
from playbook.records.customers import Touch
from tests.coaching.calls import Log
from tests.coaching.logs import past, runs

SEGMENTS = {"acme": "network", "byte": "single"}


def test_a_mix_counts_stage_segment_and_trigger() -> None:
    made = runs(3, account="acme", deal_stage="discover", triggers=("referral", "event"))
    made += runs(1, "mia", account="byte", deal_stage="decide")
    mix = case_mix(past(made).cases(), lambda account: SEGMENTS.get(account, ""))
    assert mix.n == 4
    assert mix.stages == (("discover", 3), ("decide", 1))
    assert mix.segments == (("network", 3), ("single", 1))
    assert mix.triggers == (("event", 3), ("referral", 3), ("not said", 1))
    assert mix_words(mix).startswith(
        "stage discover 75%, decide 25%; segment network 75%, single 25%; trigger"
    )


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "a", "b"]), st.sampled_from([(), ("x",), ("x", "y")])), max_size=9
    )
)
def test_two_mixes_together_are_the_mix_of_all(kinds: list[tuple[str, tuple[str, ...]]]) -> None:
    cases = [Case(stage, "acme", triggers, 2) for stage, triggers in kinds]
    parts = [case_mix(cases[:4], SEGMENTS.get), case_mix(cases[4:], SEGMENTS.get)]  # type: ignore[arg-type]
    assert together(parts) == case_mix(cases, SEGMENTS.get)  # type: ignore[arg-type]
    assert together([]) == case_mix([], str)


@given(
    st.lists(st.tuples(st.sampled_from(["lee", "mia", "ray"]), st.sampled_from(["", "a", "b"])), max_size=9)
)
def test_one_and_all_others_are_what_was_counted_of_each(kinds: list[tuple[str, str]]) -> None:
    def mix(reps: set[str]) -> Mix:
        return case_mix([Case(stage, "acme", (), 2) for rep, stage in kinds if rep in reps], lambda _: "s")

    by_rep = {rep: mix({rep}) for rep, _ in kinds}
    for rep in ("lee", "nobody"):
        assert one_and_others(by_rep, rep) == (mix({rep}), mix({"lee", "mia", "ray"} - {rep}))


def test_what_nobody_recorded_is_left_out_of_the_words() -> None:
    assert mix_words(case_mix(past(runs(2)).cases(), lambda _: "")) == ""
    assert mix_words(case_mix([], lambda _: "")) == ""


def test_calls_that_reached_nobody_are_in_no_mix() -> None:
    assert case_mix(past(runs(2, connect="no-answer")).cases(), lambda _: "").n == 0


def test_two_mixes_differ_from_a_fifth_on() -> None:
    def mix(first: int, second: int) -> object:
        return case_mix(
            past(runs(first, deal_stage="a") + runs(second, deal_stage="b")).cases(), lambda _: ""
        )

    same, other, none = mix(5, 5), mix(8, 2), mix(0, 0)
    assert mixes_differ(same, other)  # type: ignore[arg-type]
    assert not mixes_differ(same, mix(6, 4))  # type: ignore[arg-type]
    assert not mixes_differ(same, none)  # type: ignore[arg-type]


# Completeness


def touch(
    log: Log,
    person: str,
    run: str = "",
    account: str = "acme",
    day: str = "2026-11-16",
    how: str = "connected",
) -> None:
    log.write(person, Touch(account, connect=how, date=day, run=run))  # type: ignore[arg-type]


def test_where_no_call_came_from_elsewhere_nobody_can_tell(log: Log) -> None:
    touch(log, "lee", "r1")
    found = completeness(log.records)
    assert found["lee"].share is None
    assert str(found[""]) == UNKNOWN
    assert completeness([])[""] == Completeness(0, 0)


def test_calls_with_a_run_of_all_that_are_logged(log: Log) -> None:
    touch(log, "lee", "r1")
    touch(log, "lee", "r2", "byte")
    touch(log, "lee", "", "corp")
    touch(log, "mia", "", "acme")
    found = completeness(log.records)
    assert found["lee"] == Completeness(2, 3)
    assert found["mia"] == Completeness(0, 1)
    assert str(found[""]) == "Log completeness: 2 of 4 logged calls have a run (50%)."


def test_attempts_that_reached_nobody_and_repeated_lines_do_not_count(log: Log) -> None:
    touch(log, "lee", "r1")
    touch(log, "lee", "r1")
    touch(log, "lee", "", "corp", how="voicemail")
    touch(log, "lee", "", "corp")
    touch(log, "lee", "", "corp")
    assert completeness(log.records)["lee"] == Completeness(1, 2)


def test_only_what_is_since_a_day(log: Log) -> None:
    touch(log, "lee", "", day="2026-10-01")
    touch(log, "lee", "r1")
    assert completeness(log.records, date(2026, 11, 1))["lee"] == Completeness(0, 0)
    touch(log, "lee", "", day="2026-11-18")
    assert completeness(log.records, date(2026, 11, 1))["lee"] == Completeness(1, 2)


# Who recorded how much


def test_people_are_counted_by_name_and_private_runs_are_not(log: Log) -> None:
    log.run("r1", "lee")
    log.run("r2", "lee", connect="no-answer")
    log.run("r3", "lee", private=True)
    log.run("r4", "lee", wrong_play=True)
    log.run("r5", "mia")
    found = counted(log.past.uses(), ["kim", "lee", "mia", "zoe"], "kim", {"kim"}, is_rep=False)
    assert [(one.person, one.runs, one.attempts) for one in found] == [("lee", 1, 2), ("mia", 1, 1)]


def test_a_rep_without_runs_stands_there_all_the_same_and_under_one_name(log: Log) -> None:
    assert [one.person for one in counted([], ["lee"], "lee", {"lee"}, is_rep=True)] == ["lee"]
    log.run("r1", "lee.park")
    found = counted(log.past.uses(), ["lee"], "lee", {"lee", "lee.park"}, is_rep=True)
    assert [(one.person, one.runs) for one in found] == [("lee", 1)]
