"""The decisions of the desk: one key each, for all items that are marked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from playbook.desk.actions import shown
from playbook.desk.states import ROUTES
from playbook.desk.undo import LastAct, last_act, undo
from playbook.text import count_of
from tui.desk_read import read_alike
from tui.screens.desk_acting import DeskActing

if TYPE_CHECKING:
    from playbook.desk.model import Item
    from playbook.desk.staff import Suggested


ALIKE = 8
"""Similar items that are offered to merge into."""


class DeskActs(DeskActing):
    """The part of the desk that decides."""

    alike: tuple[str, list[Item]]

    def do_accept(self) -> None:
        """Accept."""
        self.act("accept")

    def do_answer(self) -> None:
        """Answer; what another department replied is there to go on from."""
        from playbook.desk.routing import reply_of_route

        reply = reply_of_route(self.targets[0]) if len(self.targets) == 1 else None
        self.write_words("Answer to the rep", "answer", initial=reply.text if reply else "")

    def do_decline(self) -> None:
        """Decline with a reason."""
        self.write_words("Decline: why? The rep reads this", "decline")

    def do_ask(self) -> None:
        """Ask the rep."""
        self.write_words("Question to the rep", "ask")

    def do_reply(self) -> None:
        """Reply to the desk."""
        self.write_words("Reply to marketing", "reply")

    def do_note(self) -> None:
        """Note something for the other liaisons."""
        self.write_words("Note for the liaisons", "note")

    def do_heard(self) -> None:
        """Bring back what another department replied."""
        item = self.item
        if item is not None:
            self.write_words(f"What {item.route} replied", "note", to=item.route)

    def do_decide(self) -> None:
        """Say which of two decisions stands."""
        from playbook.assigning import decides

        item, name_of = self.item, self.workspace.name_of
        if item is None:
            return
        options = [(act.ref, f"{name_of(act.person)}: {act.action} “{act.text}”") for act in item.choosable]
        self.choose(
            "Which one stands?",
            options,
            lambda ref: self.write_words(
                "Why? Both read this", "decide", to=ref, decides=decides(self.workspace)
            ),
        )

    def do_route(self) -> None:
        """Send on."""
        self.choose("Route to", [(route, route) for route in ROUTES], lambda to: self.act("route", to=to))

    def do_assign(self) -> None:
        """Give to somebody: first to whom the rules of the playbook name."""
        from playbook.assigning import suggested_for

        item = self.item
        if item is not None:
            self.load(lambda: suggested_for(self.workspace, item), self._assign, group="assign")

    def _assign(self, found: Suggested | None) -> None:
        first = found.to if found else ""
        people = sorted(
            self.workspace.people.values(), key=lambda p: (p.id != first, "liaison" not in p.roles)
        )
        options = [
            (p.id, f"{p.name} ({found.why if found and p.id == first else ', '.join(p.roles)})")
            for p in people
        ]
        self.choose("Assign to", options, lambda to: self.act("assign", to=to))

    def do_label(self) -> None:
        """Label."""
        from tui.screens.ask import AskScreen

        def said(text: str | None) -> None:
            if text:
                self.act("label", labels=[label for label in text.replace(",", " ").split() if label])

        self.app.push_screen(AskScreen("Labels (space between; -name takes one away)"), said)

    def do_merge(self) -> None:
        """Merge what is marked into one of them, else the item into a similar open one."""
        item = self.item
        if item is None:
            return
        if len(self.marked) > 1:
            self._merge_into(self.targets)
        elif self.alike[0] == item.id:
            self._merge_into(self.alike[1])
        else:
            read = partial(read_alike, self.workspace, item, ALIKE)
            self.load(read, lambda found: self._merge_into([one for one, _ in found]), group="alike")

    def _merge_into(self, among: list[Item]) -> None:
        if not among:
            self.say("No open item shares enough words with this one to merge them.")
            return
        options = [(other.id, f"{other.kind} · {other.text or other.quote}") for other in among]

        def chosen(to: str) -> None:
            self.marked.discard(to)
            self.act("merge", to=to)

        self.choose("Merge into", options, chosen)

    def do_split(self) -> None:
        """Split."""
        self.act("split")

    def do_reopen(self) -> None:
        """Reopen."""
        self.act("reopen")

    def do_undo(self) -> None:
        """Take back what I did last, wherever it was."""
        last = self.last()
        if last is not None:
            items = [self.loaded.known[id_] for id_ in last.feedback]
            self.undoing = f"Undone: {last.action} of {', '.join(shown(item) for item in items)}."
            self.write(items, undo(last, self.workspace.person))

    def last(self) -> LastAct | None:
        """Return what I did last, if I did it since the desk was opened: what was done before has its own keys."""
        if self.loaded is None:
            return None
        last = last_act(self.loaded.known, self.workspace.me, self.mine)
        known = frozenset().union(*self.mine)
        return last if last and all(act.ref in known for _, act in last.acts) else None

    def close_unanswered(self) -> None:
        """Close the questions that stayed unanswered for too long."""
        from playbook.assigning import close_unanswered

        def closed(ids: list[str]) -> None:
            span = self.workspace.settings.desk.unanswered
            self.say(
                f"{count_of(len(ids), 'question')} unanswered for {span}: closed, and the reps are told."
            )
            self.reload()

        self.save(lambda: close_unanswered(self.workspace), closed)
