"""What was said to the liaisons alone, said to all by a liaison: who hears the answer, and who learns whose it was."""

from __future__ import annotations

import pytest

from tests.cli.shell import Shell

SECRET = "Kim wants the opener skipped, which is wrong"


@pytest.fixture
def restated(own: Shell) -> tuple[Shell, str, str]:
    """A terminal; what Lee said to the liaisons alone, and what Dana made of it for all."""
    quiet = own.ok(f'feedback add wrong "{SECRET}" --liaison-only --account Tolva', as_="lee").out.strip()
    aloud = own.ok('feedback add wrong "The opener is skipped by some"', as_="dana").out.strip()
    own.ok(f"desk merge {quiet} {aloud}", as_="dana")
    return own, quiet, aloud


def test_its_author_hears_the_answer_to_what_a_liaison_made_of_it(restated: tuple[Shell, str, str]) -> None:
    own, quiet, aloud = restated
    own.ok(f'desk answer {aloud} "It is two lines now"', as_="dana")
    shown = own.ok(f"feedback show {quiet} --json", as_="lee").data
    assert (shown["state"], shown["answer"]) == ("merged", "It is two lines now")
    assert "It is two lines now" in own.ok("feedback list --mine --json", as_="lee").out


def test_nobody_else_learns_that_there_was_another(restated: tuple[Shell, str, str]) -> None:
    own, quiet, aloud = restated
    own.ok(f'desk answer {aloud} "It is two lines now"', as_="dana")
    for rep in ("mia", "kim"):
        shown = own.ok(f"feedback show {aloud} --json", as_=rep).data
        assert (shown["people"], shown["merged"], shown["account_ids"]) == (["dana"], [], [])
        assert not any("lee" in str(entry).casefold() for entry in shown["thread"])
        assert own(f"feedback show {quiet}", as_=rep).code == 2
        listed = own.ok("feedback list --json", as_=rep).out
        assert SECRET not in listed and quiet not in listed


def test_the_liaisons_see_both_together(restated: tuple[Shell, str, str]) -> None:
    own, quiet, aloud = restated
    shown = own.ok(f"feedback show {aloud} --json", as_="dana").data
    assert (shown["people"], shown["merged"]) == (["dana", "lee"], [quiet])
    assert len(shown["account_ids"]) == 1


def test_a_liaison_who_would_share_it_is_told_how_to_say_it(own: Shell) -> None:
    quiet = own.ok(f'feedback add wrong "{SECRET}" --liaison-only', as_="lee").out.strip()
    refused = own(f"feedback share {quiet}", as_="dana")
    assert refused.code == 2
    assert "Say it in words of your own, and merge this into that: lee hears the answer" in refused.err
