"""Accounts as rows of a screen: lists, what is known of one, and who is there; knows no Textual."""

from __future__ import annotations

from collections.abc import Callable

from playbook.accounts.rows import AccountRow, OpportunityRow
from playbook.money import in_short
from playbook.text import one_line

STATES = {"won": "won", "lost": "lost"}


def deal_words(row: OpportunityRow, stage_name: Callable[[str], str] = str) -> str:
    """Return stage and amount of an opportunity, and whether it was won or lost.

    `stage_name` says what a stage is called, where there is room for it.
    """
    stage = one_line(stage_name(row.stage))
    state = STATES.get(row.state, "")
    amount = in_short(row.amount, row.currency) if row.amount is not None else ""
    parts = (state if state not in stage.casefold() else "", stage, amount)
    return " · ".join(part for part in parts if part)


def account_words(row: AccountRow, deals: tuple[OpportunityRow, ...], *, with_segment: bool = True) -> str:
    """Return what tells an account from others in a list: segment, and the deal that matters."""
    still_open = [deal for deal in deals if deal.is_open]
    said = deal_words(still_open[0]) if still_open else ""
    more = f" +{len(still_open) - 1}" if len(still_open) > 1 else ""
    return " · ".join(
        part for part in (one_line(row.segment) if with_segment else "", f"{said}{more}".strip()) if part
    )
