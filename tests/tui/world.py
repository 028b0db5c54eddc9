"""What people did before the screen is opened: records written by the core, as they would have been."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from playbook.clock import FixedClock, stamp
from playbook.desk.actions import audience_for, triage
from playbook.desk.model import Item
from playbook.records.model import Action, Feedback, FeedbackKind, Run, Vote
from playbook.runs import machine
from playbook.runs.model import OpenRun
from playbook.workspace import Workspace

DISCOVERY = "plays/discover/first-discovery"
SECONDS = 30.0
"""Between two acts of a run."""

Act = tuple[Any, ...]
"""A verb of the machine and what it is told: `("tick", "", "ask-how-long-they-have")`."""


@dataclass
class World:
    """One playbook on one device, on which everybody works."""

    root: Path
    data: Path
    clock: FixedClock
    _ids: dict[str, int] = field(default_factory=dict)

    def of(self, person: str) -> Workspace:
        """Return the workspace of a person."""
        return Workspace(self.root, data=self.data, person=person, clock=self.clock)

    def id(self, letter: str) -> str:
        """Return the next id that begins with `letter`: the same in every run of a test."""
        self._ids[letter] = self._ids.get(letter, 0) + 1
        return f"{letter * 3}{self._ids[letter]:03d}{letter * 20}"

    def feedback(
        self,
        text: str,
        kind: FeedbackKind = "wrong",
        *,
        by: str = "lee",
        play: str = DISCOVERY,
        audience: str | None = None,
        **facts: Any,
    ) -> str:
        """Write feedback about the page as it is now; return its id."""
        workspace = self.of(by)
        if play and "blob" not in facts:
            entry = workspace.page(play)
            facts |= {"blob": entry.blob, "commit": entry.commit}
        body = Feedback(id=self.id("f"), kind=kind, text=text, play=play, **facts)
        workspace.append(body, audience)
        return body.id

    def me_too(self, id_: str, by: str = "mia", account: str = "", **facts: Any) -> None:
        """Join feedback."""
        self.of(by).append(Vote(id_, account=account, **facts))

    def act(self, action: Action, id_: str, text: str = "", *, by: str = "dana", **said: Any) -> None:
        """Do something with feedback on the desk."""
        workspace = self.of(by)
        item = self.item(id_, by=by)
        workspace.append(triage(item, action, workspace.person, text=text, **said), audience_for(item))

    def item(self, id_: str, by: str = "dana") -> Item:
        """Return feedback as somebody sees it."""
        return self.of(by).feedback()[id_]

    def begin(
        self, *acts: Act, by: str = "lee", play: str = DISCOVERY, account: str = "", days_ago: float = 0
    ) -> OpenRun:
        """Begin a run and leave it open."""
        workspace = self.of(by)
        entry = workspace.page(play)
        started = stamp(self.clock.now() - timedelta(days=days_ago))
        run = machine.start(
            entry.page, id=self.id("r"), rep=by, started=started, blob=entry.blob, commit=entry.commit,
            mode="call", account=account, fields=workspace.fields(account),
        )  # fmt: skip
        workspace.open_runs.begin(run, entry.text.encode())
        for number, (verb, *said) in enumerate((("connect", "connected"), *acts), 1):
            act: Callable[..., OpenRun] = getattr(machine, verb)
            run = act(entry.page, run, number * SECONDS, *said)
        workspace.open_runs.save(run)
        return run

    def ran(self, *acts: Act, by: str = "lee", private: bool = False, **said: Any) -> Run:
        """Run a play to its record; `said` goes to the ending, `play`, `account` and `days_ago` to the beginning."""
        opening = {name: said.pop(name) for name in ("play", "account", "days_ago") if name in said}
        run = self.begin(*acts, by=by, **opening)
        workspace = self.of(by)
        page = workspace.page_of_run(run)
        seconds = (len(acts) + 1) * SECONDS
        run = machine.set_ending(
            page, run, seconds, **{"result": "continuation", "commitment": "not-asked", **said}
        )
        if private:
            run = machine.set_ending(page, run, seconds, private=True)
        workspace.open_runs.save(run)
        return workspace.finish_run(page, run, seconds)
