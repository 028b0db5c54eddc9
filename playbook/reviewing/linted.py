"""What the linter says of changed pages, before and after: mended, left, and new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playbook.plays.lint.context import Context
    from playbook.plays.lint.model import Finding
    from playbook.plays.lint.surface import Surface
    from playbook.plays.model import Page

Text = tuple["Page", str]
"""A page as it is parsed, and its text."""


@dataclass(frozen=True)
class Linted:
    """What a change of pages makes better and worse."""

    before: tuple[Finding, ...]
    after: tuple[Finding, ...]

    @property
    def mended(self) -> tuple[Finding, ...]:
        """Found before, and no longer."""
        return _without(self.before, self.after)

    @property
    def new(self) -> tuple[Finding, ...]:
        """Found now, and not before."""
        return _without(self.after, self.before)

    @property
    def left(self) -> tuple[Finding, ...]:
        """Found before and now, where it stands now."""
        new = set(self.new)
        return tuple(one for one in self.after if one not in new)


def _without(these: Sequence[Finding], those: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that the others lack; a finding that only moved to another line is the same one."""
    known = Counter(_same(one) for one in those)
    found = []
    for one in these:
        if known[_same(one)]:
            known[_same(one)] -= 1
        else:
            found.append(one)
    return tuple(found)


def _same(one: Finding) -> tuple[str, str, str]:
    return one.path, one.code, one.message


def lint_change(
    known: tuple[Sequence[Surface], Context], before: Mapping[str, Text], after: Mapping[str, Text]
) -> Linted:
    """Return what the linter says of pages (by path) as they were and as they would be, among all `known` pages.

    What is known of them otherwise does not count: they are looked at anew, the later against the earlier text.
    """
    from dataclasses import replace

    surfaces, context = known
    changed = before.keys() | after.keys()
    files = context.files - changed
    others = [one for one in surfaces if one.path not in changed]

    def found(pages: Mapping[str, Text], published: Mapping[str, Text]) -> tuple[Finding, ...]:
        from playbook.plays.lint.run import look_at, report
        from playbook.plays.lint.source import Source

        # A changed heading is told by the page's text as it is published.
        way = replace(
            context,
            files=files | pages.keys(),
            published={path: page for path, (page, _) in published.items()},
        )
        looked = [look_at(Source(page, text), way) for page, text in pages.values()]
        said = report([*others, *looked], way)
        return tuple(one for one in said.findings if one.path in changed)

    return Linted(found(before, {}), found(after, before))
