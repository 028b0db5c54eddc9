"""The labelled set is what it says it is: large, of real pairs, and of few words that both use."""

from __future__ import annotations

from statistics import median

from playbook.desk.words import terms
from tests.desk.paraphrases import labelled, pairs


def stems(text: str) -> set[str]:
    return {stem for stem, _ in terms(text)}


def overlap(one: str, other: str) -> float:
    """Return the Jaccard index of the stems of two texts."""
    return len(stems(one) & stems(other)) / len(stems(one) | stems(other))


def test_there_are_enough_items_and_pairs() -> None:
    said = labelled()
    assert len(said) >= 200
    assert len(pairs(said)) >= 60
    assert len({one.id for one in said}) == len({one.text for one in said}) == len(said)


def test_both_of_a_pair_say_it_in_words_of_their_own() -> None:
    shared = [overlap(one.text, other.text) for one, other in pairs(labelled()).values()]
    assert median(shared) <= 0.2
    assert max(shared) < 0.6
    assert sum(not one for one in shared) >= 10, "some share no word at all"


def test_what_is_no_pair_is_near_enough_to_be_confused() -> None:
    said = labelled()
    plays = {one.feedback.play for one in said if one.pair}
    others = [one for one in said if not one.pair]
    assert len(others) >= 80
    assert {one.feedback.play for one in others} == plays
    words = set().union(*(stems(one.text) for one in said if one.pair))
    near = [one for one in others if stems(one.text) & words]
    assert len(near) > 0.8 * len(others)


def test_every_second_pair_is_kept_for_judging() -> None:
    numbers = list(pairs(labelled()))
    assert numbers == list(range(1, len(numbers) + 1))
