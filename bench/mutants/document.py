"""`docs/mutants.md`: how many were noticed, and each that was not, with the reason."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from bench.mutants.judged import Key, key
from bench.mutants.packages import ROOT
from bench.mutants.report import TARGET, End, Result, rate

FILE = ROOT / "docs" / "mutants.md"
Z = 1.959964
"""Standard deviations of a 95 % interval."""

HEAD = """\
# What the tests notice

`make mutants` breaks the parser, the runs and the records on purpose, one small change at a time, each as a slip of the
hand might: a `<` for a `<=`, a `not` lost, a line left out, a value returned as `None`. The tests of the package that
reach the broken function are run on a copy; the change is noticed when one of them fails, or when they no longer end.
{sampled}
"""
TABLE = """
| package | possible | tried | failed a test | never ended | survived | not reached | no change | noticed | 95 % |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
"""
UNEXPLAINED = "not judged yet"


def wilson(noticed: int, counted: int) -> tuple[float, float]:
    """Return the bounds of the 95 % interval of a share, after Wilson (1927)."""
    if not counted:
        return 0.0, 1.0
    share = noticed / counted
    middle = share + Z * Z / (2 * counted)
    half = Z * math.sqrt(share * (1 - share) / counted + Z * Z / (4 * counted * counted))
    whole = 1 + Z * Z / counted
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def document(
    results: Sequence[Result], possible: Mapping[str, int], reasons: Mapping[Key, str], made: str
) -> str:
    """Return the document; `possible` counts the mutants that there are by package, `made` says how and when."""
    packages: dict[str, Counter[End]] = {package: Counter() for package in possible}
    for result in results:
        packages[result.mutant.file.rpartition("/")[0]][result.end] += 1
    total = sum(packages.values(), Counter())
    rows = [_row(name, possible[name], ends) for name, ends in packages.items()]
    rows.append(_row("all", sum(possible.values()), total))
    lasting = [one for one in results if one.end in ("survived", "unreached")]
    same = [one for one in results if one.end == "equivalent"]
    parts = [
        HEAD.format(sampled=made),
        TABLE + "\n".join(rows) + "\n",
        f"\nThe mark is {TARGET:.0%}. What changes nothing does not count.\n",
        f"\n## Survivors ({len(lasting)})\n\n",
        *_list(lasting, reasons),
        f"\n## What changes nothing that anybody could notice ({len(same)})\n\n",
        *_list(same, {key(one.mutant): one.why for one in same}),
    ]
    return "".join(parts)


def _row(name: str, possible: int, ends: Counter[End]) -> str:
    noticed = ends["killed"] + ends["timeout"]
    counted = noticed + ends["survived"] + ends["unreached"]
    share = rate(ends)
    low, high = wilson(noticed, counted)
    cells = (
        name if name == "all" else f"`{name}`",
        str(possible),
        str(ends.total()),
        *(str(ends[end]) for end in ("killed", "timeout", "survived", "unreached", "equivalent")),
        "" if share is None else f"{share:.1%}",
        f"{low:.1%}–{high:.1%}",
    )
    return f"| {' | '.join(cells)} |"


def _list(results: Sequence[Result], reasons: Mapping[Key, str]) -> list[str]:
    lines: list[str] = []
    file = ""
    for result in results:
        mutant = result.mutant
        if mutant.file != file:
            file = mutant.file
            lines.append(f"{'' if not lines else chr(10)}`{file}`\n\n")
        change = f"`` {_short(mutant.was)} `` → `` {_short(mutant.now)} ``"
        lines.append(f"* `{mutant.where or 'module'}`: {change}: {reasons.get(key(mutant), UNEXPLAINED)}\n")
    return lines


def _short(code: str, most: int = 90) -> str:
    return code if len(code) <= most else code[: most - 1] + "…"
