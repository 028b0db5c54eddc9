"""Many who propose, and push what they propose, at one moment: each proposal is there, once and whole."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.records.support import torture
from tests.records.test_kills import Tell, heard, spawn
from tests.review.conftest import PATH, Team, git

COUNT = 16 if torture() else 6


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")
def test_many_propose_at_once_from_one_clone_and_all_of_it_is_there(team: Team) -> None:
    lee = team.clone("lee")
    text = lee.read()
    starts, starter = os.pipe()

    def proposing(number: int) -> Callable[[Tell], None]:
        def work(tell: Tell) -> None:
            os.close(starter)
            reviews = lee.reviews
            os.read(starts, 1)  # until all are there
            changed = text.replace("Thanks for making the time.", f"Thanks, {number} times.").encode()
            made = reviews.propose({PATH: changed}, f"Thank them {number} times", lee.who)
            tell(f"{made.id} {reviews.share(made)}")

        return work

    programs = [spawn(proposing(number)) for number in range(COUNT)]
    os.close(starter)
    told = [line for _, pipe in programs for line in heard(pipe)]
    ends = [os.waitpid(child, 0)[1] for child, _ in programs]
    for pipe in (starts, *(pipe for _, pipe in programs)):
        os.close(pipe)
    assert ends == [0] * COUNT
    ids = [line.partition(" ")[0] for line in told]
    assert [line.partition(" ")[2] for line in told] == [""] * COUNT
    assert len(set(ids)) == COUNT
    dana = team.clone("dana")
    found = {one.id: one.title for one in dana.reviews.all()}
    assert set(found) == set(ids)
    assert sorted(found.values()) == sorted(f"Thank them {number} times" for number in range(COUNT))
    words = {git(team.bare, "show", f"refs/heads/proposals/{id_}:{PATH}") for id_ in ids}
    assert len(words) == COUNT
    assert lee.git("status", "--porcelain") == "", "nothing lies about in the working tree"
