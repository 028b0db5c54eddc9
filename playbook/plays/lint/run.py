"""All rules over a playbook: pages one by one, then all of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from playbook.plays.lint import across_rules, card_rules, facts_rules, history_rules, step_rules, word_rules
from playbook.plays.lint.context import Context
from playbook.plays.lint.link_rules import Targets, links
from playbook.plays.lint.model import DEFAULTS, Finding, Report
from playbook.plays.lint.source import Source
from playbook.plays.lint.surface import Surface, surface
from playbook.plays.settings_model import Settings

PAGE_RULES: tuple[Callable[[Source, Context], Iterator[Finding]], ...] = (
    facts_rules.front_matter,
    facts_rules.vocabulary,
    facts_rules.owners,
    facts_rules.value_and_commitment,
    facts_rules.verified,
    word_rules.length,
    word_rules.not_to_say,
    word_rules.evidence,
    word_rules.fields,
    step_rules.something_in_it,
    step_rules.branches,
    step_rules.one_id_each,
    card_rules.answerable,
    card_rules.one_id_each,
    history_rules.reworded,
)
"""Rules that look at one page alone."""


def look_at(source: Source, context: Context) -> Surface:
    """Return a page's surface, with the findings of the rules that need no other page."""
    found = tuple(finding for rule in PAGE_RULES for finding in rule(source, context))
    return surface(source, found)


def report(
    surfaces: Sequence[Surface], context: Context, experiment_lines: Mapping[str, int] | None = None
) -> Report:
    """Return all findings of a playbook whose pages have been looked at, as its settings rate them."""
    targets = Targets(
        context.files | {one.path for one in surfaces},
        {one.path: frozenset(one.anchors) for one in surfaces},
        context.settings.link_root,
    )
    found: list[Finding] = []
    for one in surfaces:
        found += one.findings
        found += links(one.path, one.links, targets)
    for rule in (across_rules.one_spelling, across_rules.findable, across_rules.told_apart):
        found += rule(surfaces, context.settings)
    found += across_rules.experiments(surfaces, context.settings, experiment_lines or {})
    rated = list(_rated(found, context.settings))
    heard, silenced = _heard(rated, surfaces)
    return Report(tuple(sorted(heard, key=lambda finding: finding.order)), len(surfaces), silenced)


def _rated(findings: Iterable[Finding], settings: Settings) -> Iterator[Finding]:
    """Yield findings with the severity that `[lint]` gives their rule; without playbook.toml they only suggest."""
    for finding in findings:
        level = settings.lint.get(finding.code, DEFAULTS[finding.code])
        if level == "off":
            continue
        yield msgspec.structs.replace(finding, severity=level if settings.present else "suggestion")


def _heard(findings: Sequence[Finding], surfaces: Sequence[Surface]) -> tuple[list[Finding], int]:
    """Return the findings that no page silences, and how many are silenced; a silence needs its reason."""
    by_path = {one.path: one.silences for one in surfaces if one.silences}
    heard, silenced = [], 0
    for finding in findings:
        holding = [
            one
            for one in by_path.get(finding.path, ())
            if finding.code in one.codes and one.first <= finding.line <= one.last
        ]
        if any(one.reason for one in holding):
            silenced += 1
            continue
        if holding:
            told = f"{finding.message} (Line {holding[0].line} silences this without a reason: add one.)"
            finding = msgspec.structs.replace(finding, message=told)
        heard.append(finding)
    return heard, silenced
