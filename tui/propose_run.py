"""After a call: what worked better is proposed to all, by a few keys; git and the remote are nobody's wait."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from playbook.errors import PlaybookError
from playbook.text import count_of, one_line
from tui.finished import tell_outside_call
from tui.rows import short

if TYPE_CHECKING:
    from collections.abc import Callable

    from playbook.coaching.runs import RunRow
    from playbook.from_runs import Better
    from playbook.library.review.model import Proposal
    from playbook.plays.model import Page
    from playbook.workspace import Workspace
    from tui.screens.base import PlaybookScreen

_FROM = {"my words": "my words", "worked": "it worked", "hard-to-say": "hard to say"}


def better_of(workspace: Workspace, run_id: str) -> tuple[RunRow, tuple[Better, ...], Page]:
    """Return a recorded run, the words of mine in it, and the page it ran; reads records and git."""
    from playbook.from_runs import better_words

    row = workspace.run_index.rows([run_id])[run_id]
    return row, better_words(workspace, row), workspace.page_at(row.run.play, row.run.blob)


def told_of_better(better: tuple[Better, ...], key: str) -> str:
    """Return what the screen says of words that worked better; empty where there are none."""
    if not better:
        return ""
    if len(better) == 1:
        return f"Your own words at “{short(one_line(better[0].step_title), 30)}”: {key} proposes them to all."
    return f"Your own words at {count_of(len(better), 'place')}: {key} proposes them to all."


class ProposeRun:
    """The questions between a run and a proposal."""

    def __init__(self, screen: PlaybookScreen[Any], run_id: str) -> None:
        self.screen, self.run_id = screen, run_id
        self.workspace = screen.workspace

    def start(self) -> None:
        """Read the run, then ask."""
        self.screen.load(partial(better_of, self.workspace, self.run_id), self._ask, group="better")

    def _ask(self, found: tuple[RunRow, tuple[Better, ...], Page]) -> None:
        from tui.screens.choose import ChooseScreen

        self.row, self.better, self.page = found
        options = [(f"{n}", self._label(one)) for n, one in enumerate(self.better)]
        options += [
            ("step", "other words for a step of this play …"),
            ("new", "a new play, as this call went …"),
        ]
        self.screen.app.push_screen(ChooseScreen("What worked better?", options), self._chosen)

    def _label(self, one: Better) -> str:
        source = _FROM.get(one.source, one.source)
        return f"{short(one_line(one.step_title), 18)}: “{short(one_line(one.words), 20)}” ({source})"

    def _chosen(self, what: str | None) -> None:
        if what == "step":
            self._choose_step()
        elif what == "new":
            self._ask_title()
        elif what is not None:
            self._write(self.better[int(what)])

    def _choose_step(self) -> None:
        from playbook.from_runs import anywhere
        from tui.screens.choose import ChooseScreen

        steps = [(step.id, one_line(step.title)) for step in self.page.run_steps]

        def chosen(step: str | None) -> None:
            if step is not None:
                self._write(anywhere(self.page, step))

        self.screen.app.push_screen(ChooseScreen("Words for which step?", steps), chosen)

    def _write(self, one: Better) -> None:
        from tui.screens.write import WriteScreen

        hint = " {{…}} stays a blank that each call fills." if "{{" in f"{one.now}{one.words}" else ""
        now = f"The play says: {one_line(one.now)}{hint}" if one.now else "The play says nothing here yet."
        does = "next" if one.now else "propose"
        title = f"Words for all · {one_line(one.step_title)}"

        def written(words: str | None) -> None:
            if words:
                self._where(one, words)

        self.screen.app.push_screen(WriteScreen(title, one.words or one.now, body=now, does=does), written)

    def _where(self, one: Better, words: str) -> None:
        from playbook.from_runs import propose_words
        from tui.screens.choose import ChooseScreen

        if not one.now:
            self._propose(lambda: propose_words(self.workspace, self.row, one, words))
            return
        options = [
            ("in", "in place of what the play says"),
            ("beside", "beside it, as another way to say it"),
        ]

        def chosen(how: str | None) -> None:
            if how is not None:
                beside = how == "beside"
                self._propose(lambda: propose_words(self.workspace, self.row, one, words, beside=beside))

        self.screen.app.push_screen(ChooseScreen("Where do your words belong?", options), chosen)

    def _ask_title(self) -> None:
        from playbook.from_runs import propose_play
        from tui.screens.ask import AskScreen

        def named(title: str | None) -> None:
            if title:
                self._propose(lambda: propose_play(self.workspace, self.row, title))

        body = "It begins with the steps that you did, in your words; marketing's approval is asked."
        self.screen.app.push_screen(
            AskScreen("What is the new play called?", body=body, does="propose"), named
        )

    def _propose(self, make: Callable[[], Proposal]) -> None:
        """Make the proposal in a thread of its own, and share it: the next call waits for neither."""
        app, workspace, run_id = self.screen.playbook, self.workspace, self.run_id

        def work() -> tuple[str, str]:
            try:
                return _proposed(workspace, make()), "good"
            except PlaybookError as error:
                return str(error), "error"

        self.screen.say("Being proposed …")
        app.load(app, work, lambda told: tell_outside_call(app, run_id, *told), f"propose-{run_id}")


def _proposed(workspace: Workspace, made: Proposal) -> str:
    from playbook.proposing import open_reviews

    reviews = open_reviews(workspace)
    problem = reviews.share(made)
    needed = " and ".join(reviews.verdict(reviews.get(made.id)).needed) or "somebody else"
    if problem and reviews.remote:
        return f"Proposed, kept here until you are online. It needs the approval of {needed}."
    return f"Proposed, as {made.id}. It needs the approval of {needed}."
