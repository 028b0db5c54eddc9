"""What `playbook init` asks in a terminal: the company's name, its stages, its people."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.cli.output import narrate
from playbook.errors import PlaybookError
from playbook.making_yours import Named, Yours, read_person

if TYPE_CHECKING:
    from playbook.plays.settings_model import Settings


class StoppedError(PlaybookError):
    """The answers ended before the questions did."""

    def __init__(self) -> None:
        super().__init__("Stopped, and nothing was made. `playbook init DIR --yes` asks nothing.")


def ask(yours: Yours, source: str, folder: str, me: Named | None) -> Yours:
    """Return `yours` with what it lacked, asked one by one; ⏎ takes what stands in brackets.

    `folder` is the new folder's name, `me` git's user. Raises StoppedError at the end of the input.
    """
    if not yours.name:
        otherwise = folder if source == "empty" else _starter().name
        name = _line("What is your company called?", otherwise)
        yours = replace(yours, name=name)
    if source == "empty":
        return yours
    settings = _starter()
    if not yours.stages:
        yours = replace(yours, stages=_stages(settings))
    if not (yours.reps or yours.marketing or yours.manager):
        narrate("People, as: Ann Bo <ann@acme.example>. ⏎ for nobody yet: an invented name stays.")
        if me:
            narrate(f"“me” is {me.name} <{me.email}>.")
    if not yours.reps:
        yours = replace(yours, reps=_reps(me))
    if not yours.marketing:
        yours = replace(yours, marketing=_marketing(yours, me))
    if not yours.manager:
        yours = replace(yours, manager=_person("Who leads the reps?", me))
    return yours


def _starter() -> Settings:
    from playbook import paths
    from playbook.making_yours import SETTINGS
    from playbook.plays.settings import parse_settings

    return parse_settings((paths.content_folder() / SETTINGS).read_text(encoding="utf-8"))


def _stages(settings: Settings) -> dict[str, str]:
    names = " · ".join(stage.name for stage in settings.stages)
    narrate(f"The stages: {names}.")
    if not _line("Call one of them otherwise? y or n", "n").casefold().startswith("y"):
        return {}
    told = {}
    for stage in settings.stages:
        narrate(f"  {stage.exit}")
        name = _line("  You call it?", stage.name)
        if name != stage.name:
            told[stage.id] = name
    return told


def _reps(me: Named | None) -> tuple[Named, ...]:
    found: list[Named] = []
    question = "Who sells?"
    while one := _person(question, me):
        found.append(one)
        question = "Who else sells? ⏎ for nobody"
    return tuple(found)


def _marketing(yours: Yours, me: Named | None) -> Named | None:
    """Ask for somebody who does not sell: a change takes a yes from both sides."""

    def fits(person: Named) -> str:
        sells = person.email.casefold() in {one.email.casefold() for one in yours.reps}
        return "They sell. Each change takes a yes from both sides: who else?" if sells else ""

    return _person("Who stands for marketing?", me, fits)


def _person(question: str, me: Named | None, why_not: Callable[[Named], str] = lambda _: "") -> Named | None:
    """Ask until a person is read, or nothing typed."""
    while typed := _line(question):
        try:
            person = read_person(typed, me)
        except PlaybookError as error:
            narrate(str(error))
            continue
        if not (why := why_not(person)):
            return person
        narrate(why)
    return None


def _line(question: str, otherwise: str = "") -> str:
    """Return what is typed; `otherwise` where nothing is."""
    from playbook.text import one_line

    sys.stderr.write(f"{question}{f' [{one_line(otherwise)}]' if otherwise else ''} ")
    sys.stderr.flush()
    typed = sys.stdin.readline()
    if not typed:
        sys.stderr.write("\n")
        raise StoppedError
    return one_line(typed).strip() or otherwise
