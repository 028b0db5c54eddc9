"""What is done in a 1:1 by one key: planned, said, noted, picked, agreed, done, closed; the screen has the list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from playbook.dates import aligned_days
from playbook.text import one_line, spoken
from tui.commands import Command
from tui.screens.session_agreed import SessionAgreed

if TYPE_CHECKING:
    from datetime import date

    from playbook.coaching.runs import RunRow
    from playbook.coaching.sessions import OneOnOne

ACTS = (
    Command("sessions.plan", "p", "plan", "Plan the next one; of one that is planned, move it.", bar=True),
    Command("sessions.say", "e", "speak about", "Say what you want to speak about in it.", bar=True),
    Command("sessions.pick", "r", "pick a run", "Pick a run to look at together, or take it off again."),
    Command("sessions.note", "n", "note", "Note what was said in it.", bar=True),
    Command(
        "sessions.agree",
        "a",
        "agree",
        "Agree what one of you does, by when; carried over until done.",
        bar=True,
    ),
    Command("sessions.done", "d", "done", "Something agreed is done, or dropped.", bar=True),
    Command("sessions.close", "c", "close", "It was held."),
    Command("sessions.withdraw", "x", "withdraw", "It will not be; what was agreed in it stays."),
    Command("sessions.reopen", "u", "take up again", "Open one again that was held or withdrawn."),
    Command("sessions.file", "w", "to a file", "Write it to a file, to print or to take along."),
)
NEEDS = {
    "say": "say",
    "pick": "pick",
    "note": "note",
    "agree": "action",
    "close": "close",
    "withdraw": "withdraw",
}
"""Commands that need a 1:1, and the act each puts on record."""
MOST = 30
"""Runs to pick from."""


class SessionActs(SessionAgreed):
    """The acts of a 1:1; mixed into its screen."""

    def why_not(self, command: str) -> str:
        """Return why an act is not possible now."""
        from playbook.one_on_ones import why_not

        area, _, verb = command.partition(".")
        if area != "sessions" or not self.is_attached or verb not in {act.verb for act in ACTS}:
            return super().why_not(command)
        if self.pair is None:
            return "Reading what is on record …"
        if verb == "done":
            return "" if self.open_actions else "Nothing is agreed that is not done."
        one = self.one
        if verb == "reopen":
            return why_not(one, verb) if one else "There is none to take up again."
        if verb in NEEDS:
            return (
                why_not(one, NEEDS[verb])
                if one
                else f"None is planned. {self.key('sessions.plan')} plans one."
            )
        return ""

    def do_plan(self) -> None:
        """Ask for the day; of one that is planned its new one."""
        from playbook.dates import said
        from playbook.one_on_ones import plan
        from tui.screens.ask_day import AskDayScreen

        workspace, pair, one = self.workspace, self.pair, self.one
        if pair is None:
            return
        moved = one if one is not None and one.state == "planned" else None

        def named(day: date | None) -> None:
            if day is not None:
                told = f"{'Moved to' if moved else 'Planned for'} {said(day)}."
                self._act(partial(plan, workspace, pair, day.isoformat(), moved), told)

        title = "Move it to which day?" if moved else "On which day?"
        self.app.push_screen(AskDayScreen(title, workspace.today, does="move" if moved else "plan"), named)

    def do_say(self) -> None:
        """Write what to speak about."""
        self._write("say", "What do you want to speak about?", "It stands on the agenda.")

    def do_note(self) -> None:
        """Write a note."""
        self._write("note", "Note", "Noted.")

    def _write(self, what: str, title: str, told: str) -> None:
        from playbook.one_on_ones import act
        from tui.screens.write import WriteScreen

        workspace, one = self.workspace, self.one
        if one is None:
            return

        def done(words: str | None) -> None:
            if words:
                self.say(told, "good")
                self.reload()

        def save(words: str) -> None:
            act(workspace, one, what, text=words)

        does = "save" if what == "note" else "add"
        self.app.push_screen(WriteScreen(title, body=self.reads, save=save, does=does), done)

    def do_pick(self) -> None:
        """Choose among the rep's latest runs; one that is picked is taken off."""
        from playbook.one_on_ones import act
        from tui.screens.pick_option import PickOptionScreen

        workspace, one = self.workspace, self.one
        if one is None:
            return

        def chosen(id_: str | None) -> None:
            if id_:
                what = "unpick" if id_ in one.picks else "pick"
                self._act(
                    partial(act, workspace, one, what, run=id_),
                    "Taken off." if what == "unpick" else "Picked.",
                )

        def found(rows: list[RunRow]) -> None:
            if not rows:
                self.say("There is no shared run of theirs to look at.")
                return
            days = aligned_days((row.run.started for row in rows), workspace.today)
            told = (
                (workspace.account_name(row.run.account), row.run.title, spoken(row.run.result))
                for row in rows
            )
            options = [
                (row.id, f"{'✓' if row.id in one.picks else ' '} {day}  {' · '.join(map(one_line, parts))}")
                for row, day, parts in zip(rows, days, told, strict=True)
            ]
            self.app.push_screen(PickOptionScreen("Look at which run?", options), chosen)

        self.load(partial(_runs_of, workspace, one), found, group="runs")

    def do_close(self) -> None:
        """It was held."""
        self._state("close", "Closed. What is not done is on the next agenda.")

    def do_withdraw(self) -> None:
        """It will not be."""
        self._state("withdraw", f"Withdrawn. {self.key('sessions.reopen')} takes it up again.")

    def do_reopen(self) -> None:
        """Open it again."""
        self._state("reopen", "Open again.")

    def _state(self, what: str, told: str) -> None:
        from playbook.one_on_ones import act

        if self.one is not None:
            self._act(partial(act, self.workspace, self.one, what), told)


def _runs_of(workspace: Any, one: OneOnOne) -> list[RunRow]:
    """Return the rep's latest shared runs that can be looked at."""
    rep = workspace.names if one.rep in workspace.names else {one.rep}
    index = workspace.run_index
    lines = [line for line in index.lines(reps=rep) if line.counts and not line.private and not line.redacted]
    _ = workspace.accounts  # whose names are shown
    latest = sorted(lines, key=lambda line: line.started, reverse=True)[:MOST]
    rows = index.rows(line.id for line in latest)
    return [rows[line.id] for line in latest if line.id in rows]
