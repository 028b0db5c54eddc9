"""What to read where somebody has no goal yet: what one is, for instance, and who would see it."""

from __future__ import annotations

from collections.abc import Callable

from tui.rows import Row, fold

WIDEST = 76
"""A line that is read is no longer."""


def no_goals(name: str, why_not: str, keys: Callable[[str], str], width: int) -> list[Row]:
    """Return the rows for goals of `name`, empty for one's own; `why_not` says why none can be set, if so.

    `keys` gives how the key of a command is written.
    """
    whose = "their" if name else "your"
    said = [
        (f"No goal between you and {name} yet." if name else "No goal yet.", "strong"),
        (
            f"A goal is a share of {whose} calls until a day. It counts itself from the log: nobody keeps a tally, and "
            "what chance alone may do is called so. For instance:",
            "",
        ),
        ("  ★ A next step with its day in 60% of Discover calls", "dim"),
    ]
    if why_not:
        said.append((why_not, ""))
    elif name:
        said.append((
            f"{keys('goals.set')} sets one between the two of you: it stands on their Today, and here. Goals of "
            "their own stay on their device until they share them.",
            "",
        ))  # fmt: skip
    else:
        said.append((
            f"{keys('goals.set')} sets one. It stands on your Today with how it goes, and is yours alone until "
            f"{keys('goals.share')} gives it to your manager.",
            "",
        ))  # fmt: skip
    rows: list[Row] = []
    for text, style in said:
        if rows:
            rows.append(Row(()))
        rows += [Row(spans) for spans in fold([(text, style)], min(width, WIDEST))]
    return rows
