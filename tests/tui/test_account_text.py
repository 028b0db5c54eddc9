"""Amounts and deals in few cells: what tells one customer from another in a list."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.accounts.rows import AccountRow, OpportunityRow
from playbook.money import exact, in_short
from tui.account_text import account_words, deal_words


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (0.0, "EUR", "€0"),
        (950.0, "EUR", "€950"),
        (1_234.4, "EUR", "€1,234"),
        (9_994.0, "EUR", "€9,994"),
        (9_995.0, "EUR", "€10k"),
        (48_000.0, "EUR", "€48k"),
        (48_499.0, "USD", "$48k"),
        (999_499.0, "GBP", "£999k"),
        (999_500.0, "GBP", "£1M"),
        (1_200_000.0, "CHF", "1.2M CHF"),
        (2_000_000.0, "EUR", "€2M"),
        (-48_000.0, "EUR", "€-48k"),
        (48_000.0, "", "48k"),
        (48_000.0, "S\x1bEK", "48k S␛EK"),
    ],
)
def test_an_amount_in_few_cells(amount: float, currency: str, said: str) -> None:
    assert in_short(amount, currency) == said


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [(116_358.0, "EUR", "€116,358"), (2_000.4, "CHF", "2,000 CHF"), (12.0, "", "12")],
)
def test_an_exact_amount_has_the_form_of_the_lists(amount: float, currency: str, said: str) -> None:
    assert exact(amount, currency) == said


def deal(**facts: Any) -> OpportunityRow:
    return OpportunityRow(**{"id": "o", "account": "a", "name": "Docks"} | facts)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, ""),
        ({"stage": "Qualify"}, "Qualify"),
        ({"stage": "Qualify", "amount": 48_000.0, "currency": "EUR"}, "Qualify · €48k"),
        ({"state": "won", "stage": "Commit", "amount": 950.0, "currency": "EUR"}, "won · Commit · €950"),
        ({"state": "lost", "stage": "Closed Lost"}, "Closed Lost"),  # the CRM's word says it already
        ({"state": "won", "stage": "Closed\nWon"}, "Closed Won"),
        ({"state": "lost"}, "lost"),
    ],
)
def test_a_deal_says_stage_and_amount_and_how_it_ended(facts: dict[str, Any], said: str) -> None:
    assert deal_words(deal(**facts)) == said


@pytest.mark.parametrize(
    ("segment", "deals", "with_segment", "said"),
    [
        ("", (), True, ""),
        ("regional", (), True, "regional"),
        ("regional", (), False, ""),
        ("regional", (deal(stage="Prove"),), True, "regional · Prove"),
        ("regional", (deal(stage="Prove"), deal(stage="Commit")), False, "Prove +1"),
        ("regional", (deal(stage="Prove", state="lost"), deal(stage="Commit")), False, "Commit"),
        ("regional", (deal(stage="Prove", state="won"),), True, "regional"),
        ("two\nlines", (), True, "two lines"),
    ],
)
def test_an_account_says_its_segment_and_the_deal_that_matters(
    segment: str, deals: tuple[OpportunityRow, ...], with_segment: bool, said: str
) -> None:
    row = AccountRow("a", "Kallio", segment=segment)
    assert account_words(row, deals, with_segment=with_segment) == said
