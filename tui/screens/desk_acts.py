"""The decisions of the desk: one key each, for all items that are marked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from playbook.desk.states import ROUTES
from playbook.desk.told import did, undone
from playbook.desk.undo import LastAct, last_act, undo
from playbook.routes import route_words
from playbook.text import count_of, spoken
from tui.desk_read import read_alike
from tui.screens.desk_acting import DeskActing

if TYPE_CHECKING:
    from playbook.desk.model import Item
    from playbook.desk.staff import Suggested


NAMED = 3
"""People who are named above what is written to them."""
ALIKE = 8
"""Similar items that are offered to merge into."""


class DeskActs(DeskActing):
    """The part of the desk that decides."""

    alike: tuple[str, list[Item]]
    wanted: str

    def do_accept(self) -> None:
        """Accept."""
        self.act("accept")

    def do_answer(self) -> None:
        """Answer; what another department replied is there to go on from."""
        from playbook.desk.routing import reply_of_route

        reply = reply_of_route(self.targets[0]) if len(self.targets) == 1 else None
        self.write_words(f"Answer to {self._whom()}", "answer", initial=reply.text if reply else "")

    def do_decline(self) -> None:
        """Decline with a reason."""
        self.write_words(f"Decline: why? Read by {self._whom()}", "decline")

    def do_ask(self) -> None:
        """Ask the rep."""
        self.write_words(f"Question to {self._whom(authors=True)}", "ask")

    def _whom(self, *, authors: bool = False) -> str:
        """Return who will read it, by name as far as they are few."""
        people = dict.fromkeys(
            person
            for item in self.targets
            for person in ((item.rep, *item.authors) if authors else item.people)
        )
        names = [self.workspace.name_of(person) for person in people]
        if len(names) > NAMED:
            return count_of(len(names), "person", "people")
        return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))

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
        options = [
            (act.ref, f"{name_of(act.person)} {did(act, name_of)}{f': {act.text}' if act.text else ''}")
            for act in item.choosable
        ]
        self.choose(
            "Which one stands?",
            options,
            lambda ref: self.write_words(
                "Why? Both read this", "decide", to=ref, decides=decides(self.workspace)
            ),
        )

    def do_route(self) -> None:
        """Send on."""
        options = [(route, route_words(self.workspace, route)) for route in ROUTES]
        self.choose("Send it on to", options, lambda to: self.act("route", to=to))

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

        has = sorted({label for item in self.targets for label in item.labels})
        now = f"it has: {', '.join(has)}" if has else ""
        self.app.push_screen(
            AskScreen("Labels (space between; -name takes one away)", hint=now, does="label"), said
        )

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
            mark, merge = self.key("desk.mark"), self.key("desk.merge")
            self.say(f"Nothing open shares enough words with it. {mark} on this and the other, then {merge}.")
            return
        options = [(other.id, f"{spoken(other.kind)} · {other.text or other.quote}") for other in among]

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
            self.undoing = undone(last, self.loaded.known, self.workspace.name_of, self.app.size.width - 4)
            self.wanted = items[0].id
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
