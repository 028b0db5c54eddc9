"""What the linter sees of a page that was just read, and what it needs to see it in another process."""

from __future__ import annotations

from datetime import date

import msgspec

from playbook.plays.lint.surface import Surface
from playbook.plays.parse import Parsed, read_page
from playbook.plays.settings_model import Settings


class Look(msgspec.Struct, frozen=True, array_like=True):
    """What the rules for one page need besides its text."""

    settings: Settings
    today: date
    published: dict[str, bytes] = {}
    """Path to the published text, of pages that were changed since."""

    def at(self, parsed: Parsed) -> Surface:
        """Return what there is to see of a page."""
        from playbook.plays.lint.context import Context
        from playbook.plays.lint.run import look_at
        from playbook.plays.lint.source import Source

        path, before = parsed.page.path, {}
        if path in self.published:
            headings = self.settings.vocabulary.reference_headings
            before[path] = read_page(
                self.published[path], path, reference_headings=headings, link_root=self.settings.link_root
            )
        return look_at(Source.of(parsed), Context(self.settings, self.today, published=before))
