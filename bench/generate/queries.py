"""What people type into the finder: whole names, first letters, slips of the finger, Japanese, and nothing there is."""

from __future__ import annotations

from collections.abc import Iterator

TYPED: tuple[tuple[str, tuple[str, ...] | None], ...] = (
    ("too expensive", ("objection",)),
    ("expensiv", ("objection",)),
    ("send me an email", ("objection",)),
    ("ask my boss", ("objection",)),
    ("call me next quarter", ("objection",)),
    ("not interested", ("objection",)),
    ("spreadsheets work", ("objection",)),
    ("discount or no deal", ("objection",)),
    ("where does our data", ("objection",)),
    ("suite", ("battlecard",)),
    ("market suite", ("battlecard",)),
    ("renewal price conversation", None),
    ("discovery call dock", None),
    ("procurement security review", None),
    ("finance director", None),
    ("onboarding plan", None),
    ("pilot proposal contract", None),
    ("the a of to and", None),
    ("waiting time warehouse", None),
    ("competitor demo", None),
    # Slips: a letter changed, left out, doubled, two of them swapped.
    ("too expansive", ("objection",)),
    ("not intersted", ("objection",)),  # codespell:ignore
    ("spredsheets", ("objection",)),
    ("discuont", ("objection",)),
    ("procurment", None),
    ("onbaording", None),
    ("competetor", None),  # codespell:ignore
    ("renewwal prise", None),
    # Japanese, which has no spaces.
    ("価格が高すぎます", ("objection",)),
    ("来期まで待って", ("objection",)),
    ("倉庫の待ち時間", None),
    ("競合他社の製品", None),
    # Nothing has these.
    ("xylophone quartet", None),
    ("qqqqzzzz", ("objection",)),
)
"""A query, and the kinds of page it is typed for (None: any)."""


def presses() -> Iterator[tuple[str, tuple[str, ...] | None]]:
    """Yield what stands in the finder after each key of each query, in the order they are typed."""
    for query, kinds in TYPED:
        for length in range(1, len(query) + 1):
            yield query[:length], kinds
