"""What the whole-playbook rules need of one page: small, so that a thousand pages are looked at at once."""

from __future__ import annotations

import msgspec

from playbook.plays.lint.model import Finding
from playbook.plays.lint.silence import silences
from playbook.plays.lint.sketch import sketch
from playbook.plays.lint.source import Source
from playbook.plays.model import Frozen, Kind, Status

LISTS = ("segments", "personas", "channels", "triggers", "tags")


class Held(Frozen, frozen=True):
    """A silence as it is kept."""

    codes: tuple[str, ...]
    reason: str
    line: int
    first: int
    last: int


class Target(Frozen, frozen=True):
    """A link as it is kept."""

    line: int
    column: int
    href: str


class Surface(Frozen, frozen=True):
    """One page, for the rules that compare pages."""

    path: str
    id: str
    title: str
    kind: Kind
    status: Status = "live"
    stage: str = ""
    commitment: str = ""
    values: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Of the lists of the front matter."""
    lines: dict[str, int] = msgspec.field(default_factory=dict)
    """Of the front matter's keys."""
    places: dict[str, tuple[int, int]] = msgspec.field(default_factory=dict)
    """`key=value` → the line and column it stands at."""
    anchors: tuple[str, ...] = ()
    links: tuple[Target, ...] = ()
    sketch: tuple[int, ...] = ()
    silences: tuple[Held, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Of the rules that look at this page alone."""


def surface(source: Source, findings: tuple[Finding, ...]) -> Surface:
    """Return what other pages' rules need of a page."""
    from playbook.plays.lint.facts_rules import line_of_value

    page = source.page
    values = {key: tuple(getattr(page.facts, key)) for key in LISTS if getattr(page.facts, key)}
    places = {}
    for key, some in values.items():
        for value in some:
            line = line_of_value(source, key, value)
            places[f"{key}={value}"] = (line, source.column_of(line, value))
    return Surface(
        path=page.path,
        id=page.id,
        title=page.title,
        kind=page.kind,
        status=page.facts.status,
        stage=page.facts.stage,
        commitment=page.facts.commitment,
        values=values,
        lines=dict(page.facts.lines),
        places=places,
        anchors=tuple(sorted(source.anchors)),
        links=tuple(Target(link.line, link.column, link.href) for link in source.links),
        sketch=sketch("\n".join(source.lines[source.front.lines :])),
        silences=tuple(
            Held(tuple(sorted(one.codes)), one.reason, one.line, one.first, one.last)
            for one in silences(source)
        ),
        findings=findings,
    )
