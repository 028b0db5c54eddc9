"""From what reps hear to a page that is not there yet, without leaving the desk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from playbook.text import count_of
from tui.rows import short
from tui.screens.desk_change import DeskChange

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playbook.desk.model import Item
    from playbook.liaison.promotion import Promotable
    from playbook.reviewing.changing import Change

NOT_A_PAGE = "not"
"""What is chosen in place of a kind of page."""


class Source(NamedTuple):
    """What a page is to come of."""

    items: tuple[Item, ...]
    label: str
    wordings: tuple[str, ...] = ()
    near: str = ""
    """Title of what the playbook answers nearest to it."""

    @property
    def body(self) -> str:
        """What is read before one decides."""
        others = [short(one, 100) for one in self.wordings if one not in self.label]
        near = [f"Nearest page: {self.near}."] if self.near else []
        return " · ".join([self.label, *others[:2], *near])


class DeskPromote(DeskChange):
    """The part of the desk that begins a page: of what several heard and no page answers, else of what is marked."""

    if TYPE_CHECKING:

        @property
        def item(self) -> Item | None: ...  # noqa: D102

        def choose(  # noqa: D102
            self, title: str, options: Sequence[tuple[str, str]], chosen: Callable[[str], None]
        ) -> None: ...

        def write(self, items: Sequence[Item], bodies: Sequence[object]) -> None: ...  # noqa: D102

    def do_promote(self) -> None:
        """Offer what several heard and no page answers, and the item itself."""
        from playbook.promoting import promotable_of

        read = partial(promotable_of, self.workspace)
        self.load(read, self._offer, group="promote")

    def _offer(self, found: tuple[Promotable, ...]) -> None:
        sources = [_of(one) for one in found[:8]]
        targets = tuple(self.targets)
        offered = {item.id for source in sources for item in source.items}
        if targets and not all(item.id in offered for item in targets):
            many = f"{len(targets)} marked" if len(targets) > 1 else "this item"
            said = f"{many[0].upper()}{many[1:]}: {targets[0].text or targets[0].quote}"
            sources.append(Source(targets, said))
        if not sources:
            promote = self.workspace.settings.desk.promote
            self.say(
                f"No objection was heard by {count_of(promote.people, 'person', 'people')} in {promote.days} days "
                "that no page answers."
            )
            return
        options = [(str(number), source.label) for number, source in enumerate(sources)]
        if len(sources) == 1:
            self._ask_kind(sources[0])
            return
        self.choose("Make a page of what no page answers", options, lambda n: self._ask_kind(sources[int(n)]))

    def _ask_kind(self, source: Source) -> None:
        from playbook.desk.actions import allowed
        from playbook.reviewing.drafting import KINDS, kind_for
        from tui.screens.choose import ChooseScreen

        first = kind_for(source.items)
        kinds = sorted(KINDS, key=lambda kind: (kind != first, KINDS.index(kind)))
        options = [(kind, f"a draft: {kind}") for kind in kinds]
        if not any(allowed(item, "label", self.workspace.person) for item in source.items):
            options.append((NOT_A_PAGE, "no page: it is not proposed again"))

        def chosen(kind: str | None) -> None:
            if kind == NOT_A_PAGE:
                self._leave_out(source)
            elif kind:
                self._ask_title(source, kind)

        screen = ChooseScreen("What is it to become?", options, body=source.body)
        self.app.push_screen(screen, chosen)

    def _leave_out(self, source: Source) -> None:
        from playbook.desk.actions import batch
        from playbook.liaison.promotion import NOT_A_PAGE as LABEL

        self.write(source.items, batch(source.items, "label", self.workspace.person, labels=[LABEL]))

    def _ask_title(self, source: Source, kind: str) -> None:
        from playbook.reviewing.drafting import title_for
        from tui.screens.ask import AskScreen

        def named(title: str | None) -> None:
            if title:
                self._begin(source, kind, title)

        hint = "your editor opens on a draft with the reps' own words; nothing is published"
        self.app.push_screen(
            AskScreen(f"What is the {kind} called?", title_for(source.items), hint=hint, does="begin"), named
        )

    def _begin(self, source: Source, kind: str, title: str) -> None:
        from playbook.proposing import open_reviews
        from playbook.reviewing.drafting import begin_page

        items = [item for item in source.items if item.is_open]
        workspace = self.workspace

        def work() -> Change:
            reviews = open_reviews(workspace)
            return begin_page(workspace, reviews, items, title, kind=kind, wordings=source.wordings)

        def begun(change: Change) -> None:
            called = f"New page: {title}"
            if (
                self.app.is_web
            ):  # a browser has no editor: the draft is proposed as it is, and amended by whoever has one
                self.name_change(change, items, called)
            elif change.unfinished:
                self.go_on(change, items, called, lambda: self._begin(source, kind, title))
            else:
                self.edit_change(change, items, called)

        self.save(work, begun)


def _of(one: Promotable) -> Source:
    told = f"{count_of(len(one.people), 'person', 'people')}: {one.text}"
    return Source(one.items, told, one.wordings, one.near.title if one.near else "")
