"""The agenda of a 1:1: since when, which runs, what is carried over, what is told of scores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from playbook.coaching.agenda import (
    RUNS,
    Agenda,
    actions_for,
    differs,
    scored_since,
    since_of,
    to_look_at,
)
from playbook.coaching.reports.session import NOTHING, session_report, sessions_section
from playbook.coaching.runs import RunRow
from playbook.coaching.scores import Scores, Standing
from playbook.coaching.sessions import Action, OneOnOne, Said
from playbook.records.coaching import Score
from playbook.records.model import Record
from playbook.reporting.lines import report_lines
from playbook.reporting.model import Report
from tests.coaching.calls import call
from tests.coaching.scored import score

TODAY = date(2026, 11, 20)
SINCE = date(2026, 11, 10)
NAMES = {"lee": "Lee Park", "kim": "Kim Adeyemi"}


def row(id_: str, steps: str = "a+ b+", day: str = "2026-11-15", **facts: str) -> RunRow:
    run = call(
        steps,
        id=id_,
        started=f"{day}T09:00:00.000Z",
        **{"commitment": "refused", "result": "continuation"} | facts,
    )
    return RunRow(run, "lee", run.started, (int(day[-2:]), "lee", 1))


def scores(*bodies: tuple[str, Score]) -> list[Standing]:
    records: list[Record] = [
        Record(f"{by}/d/pair-x", number, number, f"2026-11-15T09:{number:02d}:00.000Z", "score", body)
        for number, (by, body) in enumerate(bodies, 1)
    ]
    return Scores(records).all({"lee"})


def one(**facts: object) -> OneOnOne:
    return replace(OneOnOne("s1", "lee", "kim", "2026-11-20", "planned", "kim", (1, "", 1)), **facts)  # type: ignore[arg-type]


def action(id_: str = "a1", **facts: object) -> Action:
    made = Action(id_, "s0", "lee", "kim", "Call Mia", "lee", "2026-11-18", "2026-11-13T09:00:00.000Z")
    return replace(made, **facts)  # type: ignore[arg-type]


def test_it_looks_back_to_the_last_that_was_held_else_four_weeks() -> None:
    assert since_of([], None, TODAY) == (date(2026, 10, 23), True)
    held = one(id="s0", day="2026-11-13", state="held")
    assert since_of([one(), held], one(), TODAY) == (date(2026, 11, 13), False)
    early = one(id="s0", day="2026-11-18", closed="2026-11-16T15:00:00.000Z", state="held")
    late = one(id="s0", day="2026-11-12", closed="2026-11-16T15:00:00.000Z", state="held")
    assert [since_of([each], one(), TODAY)[0].day for each in (early, late)] == [16, 12]
    assert since_of([held], held, TODAY) == (
        date(2026, 10, 23),
        True,
    )  # read again, it is itself and not before itself
    assert since_of([one(day="soon", state="held", id="s0")], None, TODAY)[1] is True


def test_runs_are_chosen_each_once_and_with_why() -> None:
    rows = [
        row("old", "a- b-", "2026-11-01"), row("left", "a- b- c+"), row("fewer", "a- b+"),
        row("won", commitment="done"), row("plain"), row("picked", day="2026-09-01"),
    ]  # fmt: skip
    apart = scores(("lee", score("yes", "4", run="plain")), ("kim", score("yes", "2", id_="s2", run="plain")))
    found = to_look_at(rows, ["picked", "gone"], apart, SINCE)
    assert [(chosen.row.id, chosen.why) for chosen in found] == [
        ("picked", "picked"),
        ("plain", "you scored it differently"),
        ("won", "it ended in a commitment: what made it?"),
        ("left", "2 steps left out, the most since last time"),
    ]


def test_nothing_is_chosen_where_nothing_stands_out_and_all_that_was_picked_is() -> None:
    assert to_look_at([], [], [], SINCE) == ()
    assert to_look_at([row("plain")], [], [], SINCE) == ()
    picks = [f"p{number}" for number in range(RUNS + 2)]
    assert len(to_look_at([row(id_) for id_ in picks], picks, [], SINCE)) == RUNS + 2


def test_redacted_and_unreached_runs_are_not_looked_at() -> None:
    gone = RunRow(row("gone").run, "lee", "", (1, "lee", 1), redacted=True)
    missed = row("missed", connect="no-answer", commitment="done")
    assert to_look_at([gone, missed], ["gone"], [], SINCE) == ()


def test_two_scores_differ_in_any_question_but_not_in_words() -> None:
    (alike,) = scores(
        ("lee", score("yes", "4", "", "", "mine")), ("kim", score("yes", "4", "", "", "theirs", id_="s2"))
    )
    (apart,) = scores(("lee", score("yes", "4")), ("kim", score("yes", "5", id_="s2")))
    (alone,) = scores(("lee", score("yes", "4")))
    assert (differs(alike), differs(apart), differs(alone)) == (False, True, False)


def test_what_is_hidden_is_told_as_hidden_where_the_run_is_of_these_days() -> None:
    hidden = scores(("kim", score("yes", "4")))
    assert scored_since(hidden, {"r1"}, SINCE) == tuple(hidden)
    assert scored_since(hidden, set(), SINCE) == ()
    mine = scores(("lee", score("yes", "4")))
    assert scored_since(mine, set(), SINCE) == tuple(mine)
    assert scored_since(mine, set(), date(2026, 11, 16)) == ()


def test_what_is_open_is_carried_and_what_ended_before_is_left_out() -> None:
    is_open, old, fresh = (
        action(), action("a2", state="done", changed="2026-11-01T09:00:00.000Z"),
        action("a3", state="dropped", changed="2026-11-12T09:00:00.000Z"),
    )  # fmt: skip
    carried, ended = actions_for([one(actions=(is_open, old, fresh))], SINCE)
    assert ([a.id for a in carried], [a.id for a in ended]) == (["a1"], ["a3"])


# As a report


def told(agenda: Agenda) -> str:
    report = session_report(
        agenda, lambda id_: NAMES.get(id_, id_), lambda id_: "Kallio", TODAY, "Only you two."
    )
    return text_of(report)


def text_of(report: Report) -> str:
    return "\n".join("".join(text for text, _ in line) for line in report_lines(report, 200))


def agenda(**facts: object) -> Agenda:
    made = Agenda("lee", "kim", one(), SINCE, False, (), (), (), 3)
    return replace(made, **facts)  # type: ignore[arg-type]


def test_who_reads_it_is_said_on_top_and_nothing_to_say_is_said() -> None:
    lines = told(agenda()).splitlines()
    assert lines[0] == "1:1 of Lee Park and Kim Adeyemi"
    assert lines[2:5] == [
        "Planned for Fri 20 Nov 2026.",
        "Only you two.",
        "Since Tue 10 Nov 2026: 3 connected runs.",
    ]
    assert NOTHING in lines
    assert "No 1:1 is planned." in told(agenda(session=None, first=True))


def test_each_point_has_its_heading_in_order() -> None:
    standing = scores(("lee", score("yes", "4")), ("kim", score("no", id_="s2")))
    said = Said("lee", "2026-11-15T09:00:00.000Z", "The CFO")
    full = agenda(
        session=one(
            said=(said,),
            notes=(Said("kim", "", "Listens"),),
            actions=(action("a9", session="s1", text="New"),),
        ),
        carried=(action(), action("a9", session="s1", text="New")),
        ended=(action("a2", state="done", changed="2026-11-12T09:00:00.000Z", text="Old"),),
        runs=to_look_at([row("won", commitment="done")], [], [], SINCE),
        points=("Leaves out scene three.",),
        scores=tuple(standing),
        goals=(("next step agreed", "6 of 10"),),
        answers=("“Too long”: shortened",),
    )
    text = told(full)
    places = [text.index(f"\n{heading}\n") for heading in (
        "Carried over", "To speak about", "Runs to look at", "What the log says", "Score cards", "Goals",
        "Marketing answered", "Notes", "Agreed", "Done since the last time",
    )]  # fmt: skip
    assert places == sorted(places)
    assert text.count("Lee: New") == 1  # agreed in this very one, and so not carried over to it
    assert "☐ Lee: Call Mia, by Wed 18 Nov 2026 (its day is over)" in text
    assert "Sun 15 Nov 2026 · First call · Kallio · run WON: it ended in a commitment" in text
    assert "Lee 4 on 1–5; 1 of 1 yes · Kim 0 of 1 yes; failed by 1 answer" in text
    assert "✓ Lee: Old (done on Thu 12 Nov 2026)" in text


def test_ten_thousand_words_are_told_whole() -> None:
    long = Said("lee", "", "word " * 10_000)
    assert told(agenda(session=one(notes=(long,)))).count("word") == 10_000


def test_a_persons_report_has_what_is_open_and_each_that_was_held() -> None:
    section = sessions_section(
        [one(actions=(action(),)), one(id="s0", day="2026-11-13", state="held")], lambda x: NAMES[x], TODAY
    )
    text = text_of(Report("", "", (section,)))
    assert "Call Mia" in text
    assert text.index("20 Nov 2026") < text.index("13 Nov 2026")
