"""When feedback lies ready: reasons that blame the step, and searches that found nothing."""

from __future__ import annotations

import pytest

from playbook.desk.offers import Offer, of_detour, of_gap
from playbook.plays.settings_model import Vocabulary


def test_of_the_reasons_that_come_with_playbook_one_offers_to_tell() -> None:
    offers = {reason: of_detour(reason) for reason in Vocabulary().skip_reasons}
    assert [reason for reason, offer in offers.items() if offer] == ["did not work before"]
    assert offers["did not work before"] == Offer("wrong", "Did not work before.", "that it did not work")


@pytest.mark.parametrize("reason", ["It didn't work at Kallio.", "doesn’t  work", "DOES NOT WORK HERE"])
def test_a_team_may_put_it_in_its_own_words(reason: str) -> None:
    offer = of_detour(reason)
    assert offer is not None
    assert offer.text.casefold().rstrip(".") == " ".join(reason.split()).casefold().rstrip(".")


@pytest.mark.parametrize("reason", ["", "no time", "worked it in later", "network was down", "customer led"])
def test_other_reasons_offer_nothing(reason: str) -> None:
    assert of_detour(reason) is None


def test_what_was_searched_in_vain_is_missing() -> None:
    assert of_gap("  dock   fee ") == Offer("missing", "dock fee", "that it is missing")
    assert of_gap(" ") is None
