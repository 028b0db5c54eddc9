"""One goal as a form: what is counted, of which calls, how much, until when, and who sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from playbook.coaching.goals import FIGURES
from playbook.errors import PlaybookError
from playbook.goals import Wanted, pair_leaves, parse_share, steps_of, why_not_set
from tui.commands import Command
from tui.form_rows import Item, Option
from tui.screens.form import FormScreen
from tui.widgets.bars import Line

if TYPE_CHECKING:
    from playbook.records.coaching import Goal

ALL = "all"
"""Of which calls, where neither a play nor a stage is meant."""


class GoalScreen(FormScreen[tuple[Wanted, bool] | None]):
    """Asks for a goal; returns what is wanted and whether the manager is to see it, or None."""

    ABOUT = (
        "A goal is one figure over your own calls. Choose what is counted and of which calls, then the share and the "
        "day. A goal of your own never leaves this device; one that is set together your manager sees too."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("goal.save", "enter", "save", "Set the goal as it is said here.", bar=True),
        Command("goal.back", "escape", "back", "Back, without setting it.", bar=True, fixed=True),
    )  # fmt: skip

    def __init__(self, person: str, goal: Goal | None = None) -> None:
        super().__init__()
        self.rep, self.before = person, goal
        self.said: dict[str, str] = {"calls": ALL, "who": "alone"}
        if goal is not None:
            self.said |= {
                "figure": goal.figure,
                "calls": f"play:{goal.play}" if goal.play else f"stage:{goal.stage}" if goal.stage else ALL,
                "step": goal.step,
                "share": f"{goal.share:.0%}",
                "by": goal.by,
                "words": goal.text,
            }
        self.calls: list[Option] = []
        self.steps: dict[str, tuple[Option, ...]] = {}

    def on_mount(self) -> None:
        """Ask; the plays are read in a thread."""
        super().on_mount()
        workspace = self.workspace
        whose = "your goal" if self.rep in workspace.names else f"a goal for {workspace.name_of(self.rep)}"
        self.query_one("#form-title", Line).show(f" {'Change' if self.before else 'Set'} {whose}")
        stages = [Option(f"stage:{one.id}", one.name or one.id) for one in workspace.settings.stages]

        def read() -> list[Option]:
            plays = [one for one in workspace.catalog.summaries() if one.runnable and one.status != "retired"]
            return [Option(f"play:{one.id}", one.title) for one in plays]

        def got(plays: list[Option]) -> None:
            self.calls = [Option(ALL, "all calls"), *stages, *plays]
            self._read_steps()
            self.draw(typing=True)

        self.load(read, got)

    def asked(self) -> Sequence[Item]:
        """Return what is asked: the step only where a step is counted."""
        figures = tuple(Option(key, what) for key, what in FIGURES.items())
        items = [
            Item(
                "figure",
                "choice",
                about="What is counted of each call?",
                options=figures,
                chosen=self._one("figure"),
            )
        ]
        calls = tuple(one for one in self.calls if not self._of_step or one.value.startswith("play:"))
        items.append(
            Item(
                "calls", "choice", about="Of which calls?", options=calls, chosen=self._one("calls"), gap=True
            )
        )
        if self._of_step:
            steps = self.steps.get(self.said["calls"], ())
            items.append(
                Item("step", "choice", about="Which step?", options=steps, chosen=self._one("step"), gap=True)
            )
        items += [
            Item("share", "text", label="Share", text=self.said.get("share", ""), indent=12, gap=True),
            Item("by", "date", label="Until", text=self.said.get("by", ""), indent=12),
            Item("words", "text", label="In words", text=self.said.get("words", ""), indent=12),
        ]
        if self._may_share:
            who = (Option("alone", "for me alone"), Option("together", "with my manager, who sees it too"))
            items.append(
                Item("who", "choice", about="Who sees it?", options=who, chosen=self._one("who"), gap=True)
            )
        return items

    def _one(self, id_: str) -> frozenset[str]:
        return frozenset({self.said[id_]}) if self.said.get(id_) else frozenset()

    @property
    def _of_step(self) -> bool:
        return self.said.get("figure") == "step"

    @property
    def _may_share(self) -> bool:
        mine = self.rep in self.workspace.names
        return mine and self.before is None and not why_not_set(self.workspace, self.rep, together=True)

    def hint_of(self, item: Item) -> str:
        """Return a sentence about the item under the cursor."""
        return {
            "share": "Of those calls: 60%. Under ten calls nobody can tell whether it is reached.",
            "by": "The day it ends: fri, +30, 11 Dec.",
            "words": "Your own words for it, or nothing: then it is called as it is counted.",
            "who": pair_leaves(self.workspace),
        }.get(item.id, "")

    def choose(self, item: Item, value: str) -> bool:
        """Take a choice."""
        self.said[item.id] = value
        if item.id == "figure" and value == "step" and not self.said["calls"].startswith("play:"):
            self.said["calls"] = ""
        if item.id == "calls":
            self.said.pop("step", None)
        self._read_steps()
        return True

    def _read_steps(self) -> None:
        calls, workspace = self.said["calls"], self.workspace
        if not self._of_step or not calls.startswith("play:") or calls in self.steps:
            return

        def got(found: list[tuple[str, str]]) -> None:
            self.steps[calls] = tuple(Option(*one) for one in found)
            self.draw(typing=True)

        self.load(lambda: steps_of(workspace, calls.removeprefix("play:")), got, group="steps")

    def keep(self, item: Item, text: str) -> bool:
        """Take a share, a day or words."""
        if item.id == "share" and text:
            try:
                text = f"{parse_share(text):.0%}"
            except PlaybookError as error:
                self.say(str(error))
                return False
        self.said[item.id] = text
        return True

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command == "goal.save":
            for id_, what in (
                ("figure", "what is counted"),
                ("calls", "of which calls"),
                ("share", "the share"),
            ):
                if not self.said.get(id_):
                    return f"Say {what} first."
            if self._of_step and not self.said.get("step"):
                return "Say which step first."
            if not self.said.get("by"):
                return "Say until when first."
        return super().why_not(command)

    def done(self) -> None:
        """Save after the last one."""
        self.run_worker(self.action_command("goal.save"))

    def do_save(self) -> None:
        """Hand back what is wanted."""
        kind, _, name = self.said["calls"].partition(":")
        wanted = Wanted(
            self.said["figure"],
            parse_share(self.said["share"]),
            date.fromisoformat(self.said["by"]),
            play=name if kind == "play" else "",
            stage=name if kind == "stage" else "",
            step=self.said.get("step", "") if self._of_step else "",
            text=self.said.get("words", ""),
        )
        self.dismiss((wanted, self.said["who"] == "together"))

    def do_back(self) -> None:
        """Back."""
        self.dismiss(None)
