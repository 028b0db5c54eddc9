"""Amounts of money as one reads them: `€48k` where there is little room, `€48,250` where it is to be exact."""

from __future__ import annotations

from playbook.text import one_line

SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
"""Currency → its sign; any other stands behind the number."""


def in_short(amount: float, currency: str) -> str:
    """Return an amount in few cells: `€48k`, `1.2M CHF`, `€950`."""
    size = abs(amount)
    number = f"{amount / 1e6:.1f}M" if size >= 999_500 else f"{amount / 1e3:.0f}k" if size >= 9_995 else ""
    return _of(number.replace(".0M", "M"), currency) if number else exact(amount, currency)


def exact(amount: float, currency: str) -> str:
    """Return an amount in full: `€116,358`, `2,000 CHF`."""
    return _of(f"{amount:,.0f}", currency)


def _of(number: str, currency: str) -> str:
    sign = SIGNS.get(currency)
    return f"{sign}{number}" if sign else f"{number} {one_line(currency)}".strip()
