"""Accounts as rows of a screen: lists, what is known of one, and who is there; knows no Textual."""

from __future__ import annotations

from collections.abc import Callable

from playbook.accounts.rows import AccountRow, OpportunityRow
from playbook.text import one_line

STATES = {"won": "won", "lost": "lost"}


def money(amount: float | None, currency: str) -> str:
    """Return an amount in few cells: `€48k`, `1.2M CHF`, `€950`; empty where there is none."""
    if amount is None:
        return ""
    size = abs(amount)
    number = f"{amount / 1e6:.1f}M" if size >= 999_500 else f"{amount / 1e3:.0f}k" if size >= 9_995 else ""
    number = (number or f"{amount:,.0f}").replace(".0M", "M")
    sign = {"EUR": "€", "USD": "$", "GBP": "£"}.get(currency)
    return f"{sign}{number}" if sign else f"{number} {one_line(currency)}".strip()


def deal_words(row: OpportunityRow, stage_name: Callable[[str], str] = str) -> str:
    """Return stage and amount of an opportunity, and whether it was won or lost.

    `stage_name` says what a stage is called, where there is room for it.
    """
    stage = one_line(stage_name(row.stage))
    state = STATES.get(row.state, "")
    parts = (state if state not in stage.casefold() else "", stage, money(row.amount, row.currency))
    return " · ".join(part for part in parts if part)


def account_words(row: AccountRow, deals: tuple[OpportunityRow, ...], *, with_segment: bool = True) -> str:
    """Return what tells an account from others in a list: segment, and the deal that matters."""
    still_open = [deal for deal in deals if deal.is_open]
    said = deal_words(still_open[0]) if still_open else ""
    more = f" +{len(still_open) - 1}" if len(still_open) > 1 else ""
    return " · ".join(
        part for part in (one_line(row.segment) if with_segment else "", f"{said}{more}".strip()) if part
    )
