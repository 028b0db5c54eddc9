"""How far two people who scored the same things agree, beyond what chance alone would make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from typing import Literal, NamedTuple

Weights = Literal["none", "linear", "quadratic"]

Z_95 = 1.959963984540054
"""The standard normal's 97.5 % point."""


class Kappa(NamedTuple):
    """Cohen's kappa of a table, with what it is made of."""

    n: int
    """Things that both scored."""
    observed: float
    """Agreement found, 0 to 1; where weighted, near misses count in part."""
    by_chance: float
    """Agreement that two people would have who spread their scores as these did and never listened."""
    kappa: float
    """1: always agree; 0: no more than chance; below: less."""
    low: float
    high: float
    """95 %."""


def kappa(table: Sequence[Sequence[int]], weights: Weights = "none") -> Kappa | None:
    """Return how far two scorers agree; None where nothing was scored, or chance alone would agree on everything.

    `table[i][j]` counts the things that the first put into category i and the second into j, in the categories' order.
    `linear` weights suit the marks of a scale: the further apart, the less agreement. Raises ValueError for a table
    that is not square or has negative counts. Source: Cohen 1960; weights Cohen 1968, linear as Cicchetti and Allison
    1971; standard error Fleiss, Cohen and Everitt 1969.
    """
    size = len(table)
    if any(len(row) != size or min(row, default=0) < 0 for row in table):
        raise ValueError("a table of agreement is square and has no negative counts")
    n = sum(map(sum, table))
    if not n:
        return None
    places = range(size)
    shares = [[count / n for count in row] for row in table]
    rows = [sum(row) for row in shares]
    columns = [sum(shares[i][j] for i in places) for j in places]
    weight = _WEIGHTS[weights]
    far = max(size - 1, 1)
    cells = [[weight(abs(i - j) / far) for j in places] for i in places]
    observed = sum(cells[i][j] * shares[i][j] for i in places for j in places)
    by_chance = sum(cells[i][j] * rows[i] * columns[j] for i in places for j in places)
    left = 1 - by_chance
    if left < 1e-12:
        return None
    found = (observed - by_chance) / left
    across = [sum(cells[i][j] * columns[j] for j in places) for i in places]
    down = [sum(cells[i][j] * rows[i] for i in places) for j in places]
    spread = sum(
        shares[i][j] * (cells[i][j] - (across[i] + down[j]) * (1 - found)) ** 2
        for i in places
        for j in places
    )
    spread -= (found - by_chance * (1 - found)) ** 2
    reach = Z_95 * sqrt(max(spread, 0.0) / n) / left
    return Kappa(n, observed, by_chance, found, max(found - reach, -1.0), min(found + reach, 1.0))


_WEIGHTS: dict[Weights, Callable[[float], float]] = {
    "none": lambda apart: float(apart == 0),
    "linear": lambda apart: 1 - apart,
    "quadratic": lambda apart: 1 - apart * apart,
}
"""What a pair of scores counts, by how far they are apart: 0 the same, 1 the ends of the scale."""
