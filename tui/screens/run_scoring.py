"""Scoring a run from wherever it is shown: a card is chosen, the form opens, and what was hidden is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.dates import short_day_of
from tui.commands import Command
from tui.screens.base import PlaybookScreen

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.coaching.scores import Scored
    from playbook.scoring import Card, Scorable
    from playbook.workspace import Workspace

SCORING = (
    Command("runs.score", "c", "score", "Score this run on a card; again: say it anew.", bar=True),
    Command("runs.look", "o", "look", "See what the other scored without scoring yourself: on record."),
    Command("runs.share", "h", "share", "Give this run of yours to a colleague to score."),
)


NO_CARD = "The playbook has no score card: `playbook plays new - TITLE --kind scorecard` begins one."


def of_run(workspace: Workspace, row: RunRow) -> str:
    """Return which run it is: whose call with whom on which day, and its play."""
    run = row.run
    day = short_day_of(run.started, workspace.today)
    account = workspace.account_name(run.account)
    said = ", ".join(filter(None, (workspace.name_of(row.rep), account, day)))
    return f"{said} · {run.title}"


class RunScoring(PlaybookScreen[None]):
    """The acts; which run is meant is the screen's to say."""

    @property
    def row(self) -> Scorable | None:
        """The run under the cursor."""
        raise NotImplementedError

    def rescored(self) -> None:
        """Show anew what was scored."""

    def why_not(self, command: str) -> str:
        """Return why an act is not possible now."""
        if command in ("runs.score", "runs.look", "runs.share") and self.is_attached:
            from playbook.scoring import why_not_score

            row = self.row
            if row is None:
                return "There is no run here."
            if command == "runs.share" and row.rep not in self.workspace.names:
                return "Only the rep can give a run to a colleague; it is theirs."
            return why_not_score(row)
        return super().why_not(command)

    def do_score(self) -> None:
        """Choose a card, those first that are for the play, and open it."""
        from playbook.scoring import cards_for, run_to_score
        from tui.screens.choose import ChooseScreen

        row, workspace = self.row, self.workspace
        if row is None:
            return
        id_ = row.id

        def chosen(card: str | None) -> None:
            if card:
                self.score_on(id_, card)

        def found(options: list[tuple[str, str]]) -> None:
            if not options:
                self.say(NO_CARD)
            elif len(options) == 1:
                chosen(options[0][0])
            else:
                self.app.push_screen(ChooseScreen("On which card?", options), chosen)

        def read() -> list[tuple[str, str]]:
            return [
                (one.id, one.title) for one in cards_for(workspace, run_to_score(workspace, id_).run.play)
            ]

        self.load(read, found, group="cards")

    def score_on(self, run: str, id_: str) -> None:
        """Open a card for a run, with what I said before."""
        from playbook.between import who_reads
        from playbook.scoring import card_of, readers_of, run_to_score, score, standing_of
        from tui.screens.score import ScoreScreen

        workspace = self.workspace

        def read() -> tuple[RunRow, Card, Scored | None, str]:
            row, card = run_to_score(workspace, run), card_of(workspace, id_)
            reads = who_reads(workspace, readers_of(workspace, row))
            return row, card, standing_of(workspace, run, card.id).mine, reads

        def show(found: tuple[RunRow, Card, Scored | None, str]) -> None:
            row, card, mine, reads = found
            known = {one.id for one in card.questions}
            given = () if mine is None or mine.withdrawn else mine.answers
            answers = {one.question: one for one in given if one.question in known}
            self.app.push_screen(
                ScoreScreen(
                    f"{card.title}: {of_run(workspace, row)}",
                    card.questions,
                    answers,
                    reads,
                    lambda said: score(workspace, row, card, said),
                ),
                self._scored,
            )

        self.load(read, show, group="card")

    def _scored(self, saved: bool | None) -> None:
        if saved:
            self.say("Your scores are in.", "good")
            self.rescored()

    def do_look(self) -> None:
        """Show the others' scores without mine, after a question: it is on record and cannot be undone."""
        from playbook.scoring import card_of, look, run_to_score, standings
        from tui.screens.choose import ChooseScreen

        row, workspace = self.row, self.workspace
        if row is None:
            return

        id_ = row.id

        def found(hidden: list[tuple[str, str]]) -> None:
            if not hidden:
                self.say("Nothing of this run is hidden from you.")
                return
            options = [
                (card, f"Look at “{title}”: mine would not be blind any more") for card, title in hidden
            ]
            self.app.push_screen(
                ChooseScreen("Look without scoring?", [*options, ("", "No, score it first")]), chosen
            )

        def chosen(card: str | None) -> None:
            if card:
                self.save(lambda: do(card), lambda _: self.rescored())

        def do(card: str) -> None:
            look(workspace, run_to_score(workspace, id_), card_of(workspace, card))

        def read() -> list[tuple[str, str]]:
            return [
                (one.card, card_of(workspace, one.card).title)
                for one in standings(workspace, run=id_)
                if one.hidden
            ]

        self.load(read, found, group="cards")

    def do_share(self) -> None:
        """Choose a colleague, and give them the run."""
        from playbook.between import who_reads
        from playbook.scoring import run_to_score, share
        from tui.screens.choose import ChooseScreen

        row, workspace = self.row, self.workspace
        if row is None:
            return
        id_, manager = row.id, workspace.person.manager
        people = sorted(
            workspace.people.values(), key=lambda one: (one.manager != manager, one.name or one.id)
        )
        options = [(one.id, one.name or one.id) for one in people if one.id not in workspace.names]

        def given(peer: str) -> None:
            self.say(f"{workspace.name_of(peer)} may read and score it. {who_reads(workspace, [peer])}")

        def chosen(peer: str | None) -> None:
            if peer:
                self.save(lambda: share(workspace, run_to_score(workspace, id_), peer), lambda _: given(peer))

        self.app.push_screen(ChooseScreen("Give this run to whom?", options), chosen)
