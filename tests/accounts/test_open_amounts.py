"""What an account's open deals are worth together."""

from __future__ import annotations

from playbook.accounts.deal import open_amounts
from playbook.accounts.rows import OpportunityRow, State


def row(amount: float | None, currency: str = "EUR", state: State = "open") -> OpportunityRow:
    """Return a deal."""
    return OpportunityRow("o", "a", "Deal", amount=amount, currency=currency, state=state)


def test_currencies_are_never_added_to_each_other() -> None:
    assert open_amounts([row(10), row(5.5), row(7, "GBP")]) == {"EUR": 15.5, "GBP": 7}


def test_what_is_decided_or_unknown_counts_for_nothing() -> None:
    assert open_amounts([row(10, state="won"), row(5, state="lost"), row(None)]) == {}
    assert open_amounts([row(0.0)]) == {"EUR": 0.0}, "an amount of nothing is known"
    assert open_amounts([]) == {}
