"""How large the generated playbooks are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How many pages a playbook has, and how many records a device holds of it."""

    name: str
    pages: int
    records: int

    def __str__(self) -> str:
        return f"{self.name}: {self.pages:,} pages, {self.records:,} records"


SIZES = {
    "S": Size("S", 50, 1_000),
    "M": Size("M", 1_000, 100_000),
    "L": Size("L", 10_000, 1_000_000),
}
SEED = 7
"""What everything is generated from."""
