"""Rules that compare pages: PB015 to PB018."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from playbook.plays.lint.model import Edit, Finding
from playbook.plays.lint.sketch import pairs
from playbook.plays.lint.surface import LISTS, Surface
from playbook.plays.lint.words import folded
from playbook.plays.settings_model import MEASURES, Experiment, Settings
from playbook.statistics.power import accounts_needed

NEARLY_EQUAL = 0.7
"""Share of shingles from which two pages are nearly the same."""
SETTINGS = "playbook.toml"


def one_spelling(surfaces: Sequence[Surface], settings: Settings) -> Iterator[Finding]:
    """PB015: two values in use that differ only in case, space, hyphen or plural."""
    for key in LISTS:
        known = getattr(settings.vocabulary, key, ())
        used = Counter(value for one in surfaces for value in one.values.get(key, ()))
        groups: dict[str, list[str]] = {}
        for value in (*known, *used):
            if value not in groups.setdefault(folded(value), []):
                groups[folded(value)].append(value)
        for spellings in groups.values():
            if len(spellings) < 2 or (known and len([one for one in spellings if one in known]) < 2):
                # One of them alone is in the vocabulary: the other is an unknown value, and told as such.
                continue
            yield from _spelt(surfaces, key, spellings, used)


def _spelt(
    surfaces: Sequence[Surface], key: str, spellings: Sequence[str], used: Mapping[str, int]
) -> Iterator[Finding]:
    right = max(spellings, key=lambda value: (used.get(value, 0), -spellings.index(value)))
    clear = all(used.get(right, 0) > used.get(other, 0) for other in spellings if other != right)
    for one in surfaces:
        for value in one.values.get(key, ()):
            if value in spellings and value != right:
                line, column = one.places[f"{key}={value}"]
                times = used.get(right, 0)
                yield Finding(
                    one.path, line, "PB015",
                    f"“{value}” and “{right}” look like one value of {key}; {times} "
                    f"{'page says' if times == 1 else 'pages say'} “{right}”. Write it in one way.",
                    column,
                    fix=f"“{right}”" if clear else "",
                    edits=(Edit(line, value, right, column),) if clear else (),
                )  # fmt: skip


def findable(surfaces: Sequence[Surface], settings: Settings) -> Iterator[Finding]:
    """PB016: a play without a stage, or without what the others of its stage are found by."""
    plays = [one for one in surfaces if one.kind == "play" and one.status != "retired"]
    for one in plays:
        if not one.stage:
            yield Finding(
                one.path, one.lines.get("stage", 1), "PB016",
                "This play belongs to no stage, so no rep meets it there. Give it one.",
            )  # fmt: skip
            continue
        others = [other for other in plays if other.stage == one.stage and other is not one]
        for key in ("triggers", "personas", "segments"):
            having = sum(bool(other.values.get(key)) for other in others)
            if not one.values.get(key) and having:
                yield Finding(
                    one.path, one.lines.get(key, 1), "PB016",
                    f"No {key} here, while {having} of the {len(others)} other plays of this stage name some: this "
                    "one is not offered where they are.",
                )  # fmt: skip


def told_apart(surfaces: Sequence[Surface], settings: Settings) -> Iterator[Finding]:
    """PB017: two pages of nearly equal text; the arms of one experiment are meant to differ in a few words."""
    arms = [{f"{arm}.md" for arm in plan.arms} for plan in settings.experiments.values()]
    found = {one.path: one.sketch for one in surfaces if one.sketch and one.status != "retired"}
    for first, second, share in pairs(found, NEARLY_EQUAL):
        if any({first, second} <= pages for pages in arms):
            continue
        for here, there in ((first, second), (second, first)):
            yield Finding(
                here, 1, "PB017",
                f"Nearly the same text as {there} (about {share:.0%}). Keep one and link to it, or say what differs.",
            )  # fmt: skip


def experiments(
    surfaces: Sequence[Surface], settings: Settings, lines: Mapping[str, int]
) -> Iterator[Finding]:
    """PB018: arms that differ in more than the words, or too few accounts to see the lift that is looked for.

    `lines` holds the line of each experiment in playbook.toml.
    """
    pages = {one.id: one for one in surfaces}
    for plan in settings.experiments.values():
        for message in _wrong(plan, pages):
            yield Finding(SETTINGS, lines.get(plan.id, 1), "PB018", f"Experiment “{plan.id}”: {message}")


def _wrong(plan: Experiment, pages: Mapping[str, Surface]) -> Iterator[str]:
    missing = [arm for arm in plan.arms if arm not in pages]
    for arm in missing:
        yield f"there is no page {arm}."
    if len(plan.arms) < 2:
        yield "needs two arms."
    elif len(plan.arms) > 2:
        yield "can have two arms, not more: the bounds that judge it are for two."
    if plan.unit != "account":
        yield f"unit “{plan.unit}” is not known; accounts are what is assigned to arms: “account”."
    if plan.measure not in MEASURES:
        yield f"measure “{plan.measure}” is not known; there are {' and '.join(f'“{one}”' for one in MEASURES)}."
    arms = [pages[arm] for arm in plan.arms if arm in pages]
    for key, what in (("stage", "stage"), ("commitment", "commitment")):
        if len({getattr(arm, key) for arm in arms}) > 1:
            yield f"its arms differ in {what}; nothing that is measured could be told from that."
    if not 0 < plan.baseline < 1 or plan.smallest_lift <= 0 or plan.baseline + plan.smallest_lift >= 1:
        yield "baseline and smallest-lift must be shares whose sum is below 1, such as 0.30 and 0.10."
        return
    needed = accounts_needed(plan.baseline, plan.baseline + plan.smallest_lift)
    if plan.accounts_per_arm < needed:
        yield (
            f"{plan.accounts_per_arm} accounts per arm cannot show a lift of {plan.smallest_lift:.0%} from "
            f"{plan.baseline:.0%}; it takes {needed:,} per arm (80 % power, 5 % two-sided)."
        )
