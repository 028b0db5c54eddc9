"""What is between Kim and Lee in the demo: scores blind by both, a 1:1 that was held and one that comes."""

from __future__ import annotations

from playbook.demo.between_two import APART, CARDS
from playbook.one_on_ones import agenda_of, pair_with, sessions
from playbook.records.coaching import Score, Session
from playbook.records.model import Run
from playbook.scoring import agreement_on, standings
from playbook.today.of_two import two_lines
from tests.demo.laid import Laid


def test_both_scored_the_same_runs_and_differ_on_the_planted_questions_alone(demo: Laid) -> None:
    lee = demo.workspace("lee")
    found = {
        agreed.question: agreed
        for card in CARDS.values()
        for agreed in agreement_on(lee, card)
        if agreed.n > 4
    }
    assert set(APART) < set(found)
    for question, agreed in found.items():
        assert (agreed.same < agreed.n / 2) == (question in APART), agreed
        assert "too few to say more" in agreed.words


def test_the_last_of_each_card_waits_for_the_other(demo: Laid) -> None:
    kim, lee = demo.workspace("kim"), demo.workspace("lee")
    assert {one.card for one in standings(kim) if one.hidden} == set(CARDS.values()) - {
        "scorecards/price-conversation"
    }
    assert {one.card for one in standings(lee) if one.hidden} == {"scorecards/price-conversation"}


def test_scores_are_of_lees_connected_runs_after_they_were_over(demo: Laid) -> None:
    runs = {run.id: run for run in demo.bodies(Run)}
    scores = [record for record in demo.records if isinstance(record.body, Score)]
    assert scores
    for record in scores:
        assert isinstance(record.body, Score)
        run = runs[record.body.run]
        assert (run.rep, run.connect, record.body.blind) == ("lee", "connected", True)
        assert record.at > run.ended
        assert record.audience == ("pair-kim" if record.person == "lee" else "pair-lee")


def test_one_was_held_one_comes_and_both_see_the_same_of_them(demo: Laid) -> None:
    lee, kim = demo.workspace("lee"), demo.workspace("kim")
    assert sessions(lee) == sessions(kim)
    held, coming = sessions(kim).values()
    assert (held.state, coming.state, len(coming.picks)) == ("held", "planned", 1)
    agenda = agenda_of(kim, pair_with(kim, "lee"))
    assert agenda.session == coming
    assert ([one.who for one in agenda.carried], [one.who for one in agenda.ended]) == (["kim"], ["lee"])
    assert agenda.runs[0].why == "picked"
    assert all(
        record.audience.startswith("pair-") for record in demo.records if isinstance(record.body, Session)
    )


def test_it_stands_on_the_days_of_both(demo: Laid) -> None:
    kims = [(one.kind, one.what) for one in two_lines(demo.workspace("kim"), ())]
    assert kims == [
        ("one-on-one", "1:1 with Lee Park"),
        ("agreed", "Ask Dana for a page on how committees decide"),
        ("agreed", "Listen to two demos of Mia's"),
    ]
    assert [one.kind for one in two_lines(demo.workspace("lee"), ())] == ["one-on-one"]
