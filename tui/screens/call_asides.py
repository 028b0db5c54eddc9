"""What a rep reaches for beside the path: objections, battlecards, feedback, notes, who is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from playbook.calling import Facts, facts_of
from playbook.desk.offers import of_gap
from playbook.plays.model import Page
from playbook.runs import machine
from playbook.runs.facts import READ_SECONDS
from playbook.runs.model import OpenRun
from playbook.runs.views import QuestionView, RunView, TalkView, TodoView
from playbook.runs.work import MY_WORDS
from playbook.text import one_line
from tui.call_keys import answered_here, my_words_here, talk_here
from tui.call_rows import CallItem
from tui.screens.call_note import CallNote

if TYPE_CHECKING:
    from playbook.records.model import FeedbackKind
    from playbook.workspace import Workspace
    from tui.found import Found
    from tui.screens.feedback import About

SETTLED = {"y": ("yes", "Settled."), "h": ("partly", "Half settled."), "x": ("no", "Not settled.")}
"""Key → what is recorded, and how it is said."""


class CallAsides(CallNote):
    """The part of the call screen that opens other things, and comes back to where it was."""

    # Finding

    def do_find_objection(self) -> None:
        """Find the answer to an objection; Escape is back exactly here."""
        self._find(("objection",))

    def do_find_battlecard(self) -> None:
        """Find a battlecard."""
        self._find(("battlecard",))

    def _find(self, kinds: tuple[str, ...]) -> None:
        from tui.screens.finder import FinderScreen

        self.app.push_screen(FinderScreen(kinds, in_call=True), self._found)

    def _found(self, found: Found | None) -> None:
        """Record what was read, and what was searched in vain; what was only passed by is neither."""
        if found is None:
            return
        if found.gap:
            self.act(machine.gap, found.words)
            if found.told:
                self.say(found.told, "good")
            else:
                told = f"Nothing found for “{one_line(found.words)}”: noted as a gap."
                self.offer(of_gap(found.words), self.about().whole_page(), told)
        elif found.opened or found.seconds >= READ_SECONDS:
            kind = "objection" if "#" in found.page else found.kind
            self.titles = {**self.titles, found.page: found.title}
            self.act(machine.opened, found.page, found.words, kind=kind)

    def do_settled(self, key: str) -> None:
        """Say whether the objection's answer settled it."""
        asked = self.view().ask_settled
        how, told = SETTLED[key]
        if asked is not None and self.act(machine.settle, how, asked.page):
            self.say(f"{told} {self.key('call.undo')} takes it back.", "good")

    def do_link(self) -> None:
        """Open the page that the answer leads to."""
        from tui.screens.read import ReadScreen

        offers = self.view().offers
        offer = next((o for o in offers if not o.opened), offers[0])
        kind = self.titles.get(offer.page, "").partition(" ")[0]
        self.act(machine.opened, offer.page, kind=kind)
        self.app.push_screen(ReadScreen(offer.page))

    # Saying

    def do_feedback(self) -> None:
        """Feedback about what is on the screen, with this run and account."""
        self.tell(self.about())

    def do_propose(self) -> None:
        """Keep my words for the talk track here; where there are some, feedback with the text, pinned to its place."""
        talk = my_words_here(self.view())
        if talk is None:
            self._write_words()
            return
        import dataclasses

        quote = " ".join(talk.talk.texts[0].split())
        about = dataclasses.replace(self.about(), quote=quote, line=talk.talk.line, others=())
        self._tell(about, kind="hard-to-say", text=talk.my_words)

    def _write_words(self) -> None:
        """Take down how I said it: for me alone now, and offered as a proposal when the call is recorded."""
        from tui.screens.write import WriteScreen

        view = self.view()
        talk = talk_here(view)
        assert talk is not None  # or it would have been refused
        said = talk.wordings[talk.shown][0]

        def written(text: str | None) -> None:
            if text and text.strip() not in talk.talk.texts:
                self._keep_words(view.at, talk.place, text.strip())

        title = f"This worked better · {one_line(view.step_title)}"
        self.app.push_screen(WriteScreen(title, said, does="keep"), written)

    def _keep_words(self, step: str, place: int, text: str) -> None:
        from playbook.preparing import reword

        workspace, page = self.workspace, self.page

        def worded(page: Page, run: OpenRun, seconds: float) -> OpenRun:
            mine = {**run.my_words, f"{step}/{place}": text}
            kept = msgspec.structs.replace(run, my_words=mine)
            return machine.reword(page, kept, seconds, place, MY_WORDS, step)

        if self.act(worded):
            self.save(lambda: reword(workspace, page, step, place, text))
            self.say("Kept for you. When the call is recorded, one key proposes it to all.", "good")

    def _tell(self, about: About, *, kind: FeedbackKind | None = None, text: str = "") -> None:
        from tui.screens.feedback import FeedbackScreen

        def told(said: str | None) -> None:
            if said:
                self.say(said, "good")

        self.app.push_screen(FeedbackScreen(about, kind=kind, text=text), told)

    def about(self) -> About:
        """Return what feedback would be about: the to-do under the cursor, else what is said."""
        from tui.screens.feedback import About

        view, run = self.view(), self.run
        (quote, line), *others = _quotable(self.here, view)
        return About(
            play=run.play,
            title=run.title,
            step=view.at,
            step_title=view.step_title,
            quote=quote,
            line=line,
            others=tuple(others),
            blob=run.blob,
            commit=run.commit,
            run=run.id,
            account=run.account,
            opportunity=run.opportunity,
            deal_stage=run.deal_stage,
            amount=run.amount,
            currency=run.currency,
        )

    # Who

    def do_account(self) -> None:
        """Say which account this is."""
        from tui.screens.pick_account import PickAccountScreen

        def named(account: str | None) -> None:
            if account is not None and account != self.run.account:
                self._look_up(account, self.view().people)

        self.app.push_screen(PickAccountScreen(self.run.account), named)

    def do_people(self) -> None:
        """Say who is on the call."""
        from tui.screens.pick_contacts import PickContactsScreen

        before = self.view().people

        def told(contacts: list[str] | None) -> None:
            if contacts is not None and tuple(contacts) != before:
                self.act(machine.people, contacts)
                self._look_up(self.run.account, contacts)

        self.app.push_screen(PickContactsScreen(self.run.account, before, title="Who is on the call?"), told)

    def _look_up(self, account: str, contacts: Any) -> None:
        """Take over what is known of the account and the people; their files are read behind the screen."""
        workspace: Workspace = self.workspace
        self.load(lambda: facts_of(workspace, account, tuple(contacts)), self._looked_up, group="account")

    def _looked_up(self, facts: Facts) -> None:
        self.names = {**self.names, **facts.names}
        before = machine.view(self.page, self.run).fields
        gone = {
            name: ""
            for name in before
            if name.startswith(("account.", "contact.")) and name not in facts.fields
        }
        changed = {
            name: value for name, value in {**gone, **facts.fields}.items() if before.get(name, "") != value
        }

        def take(page: Any, run: OpenRun, seconds: float) -> OpenRun:
            if facts.account != run.account:
                run = machine.about(
                    run, account=facts.account, opportunity=facts.opportunity, deal_stage=facts.deal_stage,
                    amount=facts.amount, currency=facts.currency,
                )  # fmt: skip
            for name, value in changed.items():
                run = machine.fill_in(page, run, seconds, name, value)
            return run

        self.act(take)
        self.draw()

    def do_said_by(self) -> None:
        """Say who gave the answer: the one under the cursor, else the one given last in this step."""
        from tui.screens.choose import ChooseScreen

        question = answered_here(self.here, self.view())
        assert question is not None  # or it would have been refused
        people = [(person, self.names.get(person, person)) for person in self.view().people]

        def said(by: str | None) -> None:
            if by is not None:
                self.act(machine.said_by, question.question.id, "" if by == "-" else by)

        options = [*people, ("-", "nobody in particular")] if question.by else people
        self.app.push_screen(ChooseScreen(f"Who said it: {question.question.text}", options), said)


def _quotable(item: CallItem | None, view: RunView) -> list[tuple[str, int]]:
    """Return the lines that feedback could quote, the one most likely meant first, and at last none."""
    lines = [(" ".join(b.talk.texts[0].split()), b.talk.line) for b in view.blocks if isinstance(b, TalkView)]
    if isinstance(item, TodoView):
        lines.insert(0, (item.todo.text, item.todo.line))
    elif isinstance(item, QuestionView):
        lines.insert(1, (item.question.text, item.question.line))
    return [*lines, ("", 0)]
