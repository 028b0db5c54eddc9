"""What an experiment says, by the plan that was written before: progress, then a verdict, never a winner in between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from playbook.statistics.binomial import exact_test
from playbook.statistics.counts import check
from playbook.statistics.fisher import fisher_exact
from playbook.statistics.intervals import Interval, newcombe
from playbook.statistics.looks import LOOKS, accounts_at, bound, look_due, z_of_difference

RATIO_ALARM = 0.001
"""Below this p the accounts are not spread over the arms as the plan says."""

State = Literal["waiting", "running", "ratio", "better", "undecided"]


class Arm(NamedTuple):
    """An arm's accounts, and how many of them were a success."""

    name: str
    successes: int
    n: int

    @property
    def share(self) -> float:
        """Successes of all; 0 of none."""
        return self.successes / self.n if self.n else 0.0


class Verdict(NamedTuple):
    """What may be said now."""

    state: State
    """`waiting`: no account yet; `ratio`: something decides who is in which arm; `better`: one arm did better."""
    look: int
    """The last look that was taken, 0 to 4."""
    accounts: tuple[int, int]
    """In each arm, now."""
    per_arm: int
    ratio_p: float
    """Exact binomial, of as uneven a split where both arms are as likely."""
    arms: tuple[Arm, ...]
    """What the verdict stands on: both arms as they were at its look; empty before there is one."""
    better: str
    """The name of the arm that did better; empty where neither was shown to."""
    difference: float | None
    """The second arm's share less the first's."""
    interval: Interval | None
    """Of the difference: Newcombe's, at the level of the look."""
    p: float | None
    """Fisher's exact, two-sided, not adjusted for the looks."""
    words: tuple[str, ...]


def verdict(
    looks: Sequence[tuple[Arm, Arm]], now: tuple[int, int], per_arm: int, smallest_lift: float = 0.0
) -> Verdict:
    """Judge two arms by the counts at each look that was due (the first first) and the accounts they have `now`.

    Whatever is recorded after a look changes nothing of it. Raises ValueError for impossible counts. Source:
    measures.md; O'Brien and Fleming 1979 for the bounds, Newcombe 1998 for the interval, Fisher 1922 for the p.
    """
    for arms in looks:
        for arm in arms:
            check(arm.successes, arm.n)
    ratio_p = exact_test(now[0], sum(now))
    base = Verdict("waiting", 0, now, per_arm, ratio_p, (), "", None, None, None, ())
    if not any(now):
        return base._replace(words=("No account has run it yet.",))
    if ratio_p < RATIO_ALARM:
        return base._replace(state="ratio", look=min(len(looks), LOOKS), words=(_uneven(now, ratio_p),))
    for look, (first, second) in enumerate(looks[:LOOKS], 1):
        z = z_of_difference(second.successes, second.n, first.successes, first.n)
        if abs(z) > bound(look):
            return _judged(base, look, first, second, second if z > 0 else first, smallest_lift)
    if len(looks) >= LOOKS:
        return _judged(base, LOOKS, *looks[LOOKS - 1], None, smallest_lift)
    return base._replace(state="running", look=len(looks), words=(_progress(now, per_arm, len(looks)),))


def looks_taken(
    successes: Sequence[tuple[int, bool]], names: tuple[str, str], per_arm: int
) -> list[tuple[Arm, Arm]]:
    """Return the counts at each look, from accounts in the order they came: (arm 0 or 1, success).

    Each look is at the first account with which it is due, so that it says the same ever after.
    """
    counts = [[0, 0], [0, 0]]
    taken: list[tuple[Arm, Arm]] = []
    for arm, success in successes:
        counts[arm][0] += success
        counts[arm][1] += 1
        while len(taken) < look_due(counts[0][1], counts[1][1], per_arm):
            taken.append((Arm(names[0], *counts[0]), Arm(names[1], *counts[1])))
    return taken


def _judged(
    base: Verdict, look: int, first: Arm, second: Arm, better: Arm | None, smallest_lift: float
) -> Verdict:
    interval = newcombe(second.successes, second.n, first.successes, first.n, z=bound(look))
    p = fisher_exact(
        first.successes, first.n - first.successes, second.successes, second.n - second.successes
    ).p
    if better:
        worse = first if better is second else second
        head = f"{better.name} did better: {_counts(better)}, against {_counts(worse)}."
    else:
        head = f"No difference was shown: {first.name} {_counts(first)}, {second.name} {_counts(second)}."
    lies = (
        f"{second.name} less {first.name} lies between {_points(interval.low)} and {_points(interval.high)} points, "
        f"by look {look} of {LOOKS}."
    )
    words = [head, lies]
    if not better and smallest_lift > 0:
        words.append(_lift_left(interval, smallest_lift))
    words.append(f"Fisher's exact p = {_p(p)}, not adjusted for the looks.")
    return base._replace(
        state="better" if better else "undecided",
        look=look,
        arms=(first, second),
        better=better.name if better else "",
        difference=second.share - first.share,
        interval=interval,
        p=p,
        words=tuple(words),
    )


def _lift_left(interval: Interval, lift: float) -> str:
    if interval.high < lift:
        return f"A lift of {lift * 100:g} points, which the plan looked for, is ruled out."
    return f"A lift of {lift * 100:g} points, which the plan looked for, is not ruled out: this is no proof of none."


def _progress(now: tuple[int, int], per_arm: int, look: int) -> str:
    if per_arm <= 0:
        return (
            f"{now[0]} and {now[1]} accounts; the plan names no number of accounts, so there is no verdict."
        )
    following = (
        f"look {look + 1} of {LOOKS} comes with about {accounts_at(look + 1, per_arm)} in each arm. "
        "Until then there is progress, not a winner."
    )
    return f"{now[0]} and {now[1]} of {per_arm} accounts; {following}"


def _uneven(now: tuple[int, int], ratio_p: float) -> str:
    return (
        f"{now[0]} accounts in one arm and {now[1]} in the other: chance alone splits them so unevenly once in "
        f"{1 / max(ratio_p, 1e-12):,.0f} times. Something decides who is in which arm; find it before anything is read "
        "from the rest."
    )


def _counts(arm: Arm) -> str:
    return f"{arm.successes} of {arm.n} accounts ({arm.share:.1%})"


def _points(share: float) -> str:
    return f"{share * 100:+.1f}".replace("-", "−")


def _p(p: float) -> str:
    return "below .0001" if p < 0.0001 else f"{p:.4f}".lstrip("0") if p < 1 else "1"
