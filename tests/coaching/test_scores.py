"""Scores: blind until one's own are in, corrections as new records, two at once."""

from __future__ import annotations

from random import Random

import msgspec
import pytest

from playbook.coaching.agreeing import agreement
from playbook.coaching.scores import Both, Scores, Standing
from playbook.plays.settings_model import Person
from playbook.records.coaching import Score
from playbook.records.model import Record
from tests.coaching.calls import Log
from tests.coaching.scored import CARD, score

PLACE = ("r1", "scorecards/call")
LEE, KIM, PAT = ({"lee"}, {"kim"}, {"pat"})
SAID = ("yes", "4", "we did")


def by(log: Log, person: str, body: Score, device: str = "d1", to: str = "pair-x") -> Record:
    """Put a score of a person, made on a device, on record."""
    journal = f"{person}/{device}/{to}"
    seq = 1 + sum(record.journal == journal for record in log.records)
    clock = len(log.records) + 1
    record: Record = Record(journal, seq, clock, f"2026-11-16T09:{clock:02d}:00.000Z", "score", body)
    log.records.append(record)
    return record


def standing(log: Log, names: set[str], records: list[Record] | None = None) -> Standing:
    return Scores(log.records if records is None else records).standing(*PLACE, names)


def test_the_others_are_hidden_until_mine_are_in(log: Log) -> None:
    by(log, "kim", score(*SAID))
    before = standing(log, LEE)
    assert (before.mine, before.others, before.hidden) == (None, (), ("kim",))
    assert before.both is None and "kim has scored it" in before.words
    by(log, "lee", score("yes", "2", "we did", id_="s2"))
    after = standing(log, LEE)
    assert after.mine is not None
    assert [one.by for one in after.shown] == ["lee", "kim"]
    assert after.hidden == ()
    assert after.both is not None and after.both.first.by_rep


def test_who_looked_without_scoring_sees_all_and_counts_in_no_agreement(log: Log) -> None:
    by(log, "kim", score(*SAID))
    by(log, "lee", Score("l", *PLACE[:1], "lee", PLACE[1], act="look"), to="self")
    looked = standing(log, LEE)
    assert [one.by for one in looked.others] == ["kim"] and "not be blind" in looked.words
    by(log, "lee", score(*SAID, id_="s2", blind=False))
    assert standing(log, LEE).both is None


def test_a_correction_stands_and_agreement_is_counted_from_what_was_said_blind(log: Log) -> None:
    by(log, "lee", score("yes", "5", "we did"))
    by(log, "kim", score("yes", "3", "we did", id_="s2"))
    by(log, "lee", score("yes", "3", "we did", id_="s3", blind=False))
    found = standing(log, LEE)
    assert found.mine is not None and found.mine.corrections == 1
    assert found.mine.answers[1].values == ("3",)
    (_, listened, _) = agreement([found.both] if found.both else [])
    assert (listened.n, listened.same, listened.apart) == (1, 0, 2.0)


def test_a_withdrawn_score_stays_visible_as_withdrawn_and_counts_no_more(log: Log) -> None:
    by(log, "lee", score(*SAID))
    by(log, "kim", score(*SAID, id_="s2"))
    by(log, "kim", Score("s3", *PLACE[:1], "lee", PLACE[1], act="withdraw"))
    found = standing(log, LEE)
    assert [(one.by, one.withdrawn) for one in found.shown] == [("lee", False), ("kim", True)]
    assert found.both is None
    assert standing(log, KIM).mine is not None  # what they saw they have seen


def test_copies_for_several_readers_are_one_score(log: Log) -> None:
    body = score(*SAID)
    by(log, "lee", body, to="pair-kim")
    by(log, "lee", body, to="pair-mia")
    found = standing(log, LEE)
    assert found.mine is not None and found.mine.corrections == 0


def test_two_managers_on_two_devices_are_both_kept(log: Log) -> None:
    by(log, "lee", score(*SAID))
    by(log, "kim", score("yes", "1", "we did", id_="s2"), device="d1")
    by(log, "pat", score("yes", "5", "we did", id_="s3"), device="d2")
    assert {one.by for one in standing(log, LEE).shown} == {"lee", "kim", "pat"}
    assert [one.by for one in standing(log, PAT).shown] == ["pat", "lee", "kim"]


def test_one_person_on_two_devices_has_both_on_record_and_the_later_stands(log: Log) -> None:
    by(log, "kim", score("yes", "1", "we did"), device="d1")
    by(log, "kim", score("yes", "5", "we did", id_="s2"), device="d2")
    found = standing(log, KIM)
    assert found.mine is not None
    assert (found.mine.corrections, found.mine.answers[1].values) == (1, ("5",))


def test_the_order_of_arrival_makes_no_difference(log: Log) -> None:
    by(log, "lee", score("yes", "5", "we did"))
    by(log, "kim", score("yes", "3", "we did", id_="s2"))
    by(log, "lee", score("yes", "2", "we did", id_="s3", blind=False))
    by(log, "kim", Score("s4", *PLACE[:1], "lee", PLACE[1], act="withdraw"))
    expected = standing(log, LEE)
    dice = Random(4)
    for _ in range(10):
        mixed = [*log.records, *log.records]
        dice.shuffle(mixed)
        assert standing(log, LEE, mixed) == expected


def test_scores_of_a_redacted_run_are_gone_with_it(log: Log) -> None:
    by(log, "lee", score(*SAID))
    assert Scores(log.records, {"r1"}).all(LEE) == []


def test_who_scored_a_run_is_known_also_while_it_is_hidden(log: Log) -> None:
    by(log, "kim", score(*SAID))
    by(log, "kim", score(*SAID, id_="s2", run="r2"))
    assert Scores(log.records).scorers("r1") == ("kim",)
    assert [one.run for one in Scores(log.records).all(KIM)] == ["r2", "r1"]
    assert [one.run for one in Scores(log.records).about("r1", LEE, {"kim": "Kim Adeyemi"})] == ["r1"]


def test_earlier_names_of_scorer_and_rep_are_theirs(log: Log) -> None:
    people = {"lee": Person("lee", also=("lpark",)), "kim": Person("kim", also=("kadeyemi",))}
    by(log, "lpark", msgspec.structs.replace(score(*SAID), rep="lpark"))
    by(log, "kadeyemi", score("yes", "1", "we did", id_="s2"))
    by(log, "kim", score("yes", "2", "we did", id_="s3"))
    found = Scores(log.records, people=people).standing(*PLACE, {"lee", "lpark"})
    assert [(one.by, one.rep, one.corrections) for one in found.shown] == [
        ("lee", "lee", 0),
        ("kim", "lee", 1),
    ]


# Agreement


def pairs(log: Log, marks: list[tuple[str, str]], card: str = CARD) -> list[Both]:
    """Return runs that Lee and Kim gave these marks for listening."""
    for number, (own, other) in enumerate(marks):
        run = f"r{number}"
        by(log, "lee", score("yes", own, "we did", "overtime", id_=f"a{number}", run=run, card=card))
        by(log, "kim", score("yes", other, "we did", "", id_=f"b{number}", run=run, card=card))
    found = Scores(log.records)
    return [both for one in found.all(LEE) if (both := one.both)]


def test_under_ten_runs_the_counts_alone(log: Log) -> None:
    agreed = {one.question: one for one in agreement(pairs(log, [("4", "4"), ("2", "3")]))}
    assert list(agreed) == ["consent-asked", "listened", "who-named-the-number"]
    listened = agreed["listened"]
    assert (listened.n, listened.same, listened.apart, listened.kappa) == (2, 1, 0.5, None)
    assert listened.words == "1 of 2 the same, 0.5 apart on average; 2 is too few to say more."


def test_from_ten_runs_on_kappa_with_its_interval_and_none_where_all_said_the_same(log: Log) -> None:
    marks = [("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5")] * 2
    agreed = {one.question: one for one in agreement(pairs(log, [*marks, ("1", "5")]))}
    listened = agreed["listened"]
    assert (listened.n, listened.same) == (11, 10)
    assert listened.kappa is not None and 0.7 < listened.kappa.kappa < 0.9
    assert "kappa 0." in listened.words
    assert agreed["consent-asked"].kappa is None
    assert "all said the same" in agreed["consent-asked"].words


def test_of_a_changed_card_like_is_held_with_like_only(log: Log) -> None:
    by(log, "lee", score("yes", "4"))
    by(log, "kim", score("yes", "7", id_="s2", card=CARD.replace("(1–5)", "(0–10)")))
    found = standing(log, LEE).both
    assert found is not None
    assert [one.question for one in agreement([found])] == ["consent-asked"]


@pytest.mark.parametrize("mark", ["²", "x", "99999", ""])
def test_marks_that_are_none_in_another_programs_record_break_nothing(log: Log, mark: str) -> None:
    odd = score("yes", "4", id_="s2")
    answer = msgspec.structs.replace(odd.answers[1], values=(mark,) if mark else ())
    odd = msgspec.structs.replace(odd, answers=(odd.answers[0], answer))
    by(log, "lee", score("yes", "4"))
    by(log, "kim", odd)
    both = standing(log, LEE).both
    assert both is not None
    assert agreement([both])[0].question == "consent-asked"


def test_nothing_scored_is_no_agreement() -> None:
    assert agreement([]) == ()
