"""One piece of feedback all the way, on four clones: said in a call, asked, merged, changed, agreed, heard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.review import conftest as clones
from tests.review.conftest import Clone, Team
from tests.system.conftest import Walker
from tests.system.test_settings_by_hand import editor
from tests.terminal import Terminal

pytestmark = pytest.mark.system
team, built = clones.team, clones.built

Open = Callable[..., Terminal]
SAID = "Nobody knows which forecast is meant"
TWIN = "Which forecast is meant, they ask me"
OLD, NEW = "the day the forecast is wrong", "a day when too many trucks come"
MIA = """\
[people.mia]
name = "Mia Novak"
email = "mia@northwind.example"
side = "sales"
roles = ["rep"]

[people.kim]
"""
SOON = 30.0
"""Seconds after which a text is looked for in a window that is drawn anew."""
NOTHING_LEFT = "In step: there was nothing to send"


def about(hours: float) -> Any:
    """Compare with hours: people take their time, and a slow machine takes more."""
    return pytest.approx(hours, abs=0.3)


def times(walker: Walker, figure: str) -> tuple[float, float, str]:
    """Return what the list says of a figure: hours at the median, at nine of ten, and how many kept the promise."""
    said = r" · \w+\s+([\d.]+) h, nine of ten within ([\d.]+) h(?:, (\d of \d in time))?"
    lines = "\n".join(line.split("┃")[1] for line in walker.terminal.lines if line.count("┃") > 1)
    found = re.search(re.escape(figure) + said, lines)
    assert found, walker.terminal.text
    return float(found[1]), float(found[2]), found[3] or ""


class Desk:
    """Everybody's terminals, each in a clone of their own, on one Monday."""

    def __init__(self, team: Team, terminals: Open) -> None:
        self._clones = {name: team.clone(name) for name in ("lee", "mia", "dana", "kim")}
        self._terminals = terminals

    def at(self, hour: str, person: str, **env: str) -> Walker:
        """Open somebody's Playbook at a time of that day."""
        clone: Clone = self._clones[person]
        where = ("-C", clone.root, "--data", clone.data, "--as", person, "--now", f"2026-11-23T{hour}:00Z")
        return Walker(self._terminals(*where, **env)).sees("1 Today")

    def reads(self, person: str) -> str:
        """Return the page as it lies in somebody's folder."""
        return self._clones[person].read()


def sync(walker: Walker) -> Walker:
    """Go to News, and exchange records until there is nothing left to send or to fetch."""
    walker.press("5").sees("News")
    for _ in range(20):
        walker.press("s").terminal.settle()
        if NOTHING_LEFT in walker.terminal.text:
            return walker
    raise AssertionError(walker.terminal.text)


def pull(walker: Walker) -> Walker:
    """Get what others published."""
    walker.terminal.settle()
    walker.terminal.press("\x12")
    return walker.sees("Your pages are as they are published.")


def leave(walker: Walker) -> None:
    """Send what was done, and go."""
    sync(walker).terminal.press("ctrl+q")
    assert walker.terminal.wait() == 0


def test_from_a_sentence_in_a_call_to_the_play_and_back_to_both_reps(
    team: Team, terminals: Open, tmp_path: Path
) -> None:
    team.settings("[people.kim]\n", MIA)
    team.settings("[review]\n", '[records]\nhub = "git"\n\n[review]\n')
    desk = Desk(team, terminals)

    # Nine o'clock: Lee says it in the middle of a call.
    lee = desk.at("09:00", "lee")
    lee.press("2").sees("First call").press("right").press("c").sees("Who picked up?").press("1")
    lee.sees("Thanks for making the time.").press("enter").sees(OLD)
    lee.press("f4").sees("1  worked").press("3").type(SAID).press("enter").sees("saved")
    lee.press("e").sees("How did it end?").press("2").sees("Cut short?").terminal.settle()
    lee.terminal.press("f10")
    lee.sees("this is what will be recorded").press("enter").sees("Recorded").press("enter").sees("1 Today")
    leave(lee)

    # Ten: Mia says the same in other words.
    mia = desk.at("10:00", "mia")
    mia.press("2").sees("First call").press("right", "enter").sees("call now").press("f4")
    mia.sees("1  worked").press("3").type(TWIN).press("enter").sees("saved.")
    mia.press("escape")
    leave(mia)

    # Eleven: Dana asks.
    dana = sync(desk.at("11:00", "dana"))
    dana.press("3").sees("New 2", SAID, TWIN, OLD).terminal.settle()
    while f"“{SAID}”" not in dana.terminal.text:
        dana.press("down")
        dana.terminal.settle()
    dana.press("q").sees("Question to Lee Park").type("Whose forecast?").press("enter").sees("Asked")
    leave(dana)

    # One: Lee replies.
    lee = sync(desk.at("13:00", "lee")).sees("question", "Dana Ortiz asks", "Whose forecast?")
    lee.press("r").sees("Reply to marketing").type("Theirs, of the trucks").press("enter").sees("Replied.")
    leave(lee)

    # Two: Dana merges the twin, changes the page at the line, and gives her side's approval.
    edit = editor(tmp_path, f"sed -i 's/{OLD}/{NEW}/' \"$1\"; sleep 1")
    dana = sync(desk.at("14:00", "dana", EDITOR=edit))
    dana.press("3").sees("New 1", "Mine 1", TWIN).press("m").sees("Merge into", SAID).press("1").sees(
        "Merged"
    )
    dana.press("tab").sees("Theirs, of the trucks", "me too: Mia Novak")
    dana.press_from_help("e", "change").sees("Your change, not proposed yet").press("enter")
    dana.sees("Propose the change as").press("enter")
    dana.sees("+when too many trucks come?", "sales: waits for Lee Park or Mia Novak or Kim Sato")
    dana.press("a").sees("Approved. It still needs sales.").press("escape")
    leave(dana)

    # Three: the other side agrees, and publishes.
    kim = desk.at("15:00", "kim")
    kim.terminal.press("P")
    kim.sees("For me 1").press("enter").sees("+when too many trucks come?").press("a")
    kim.sees("it can be published").press("p").sees("Publish?").press("1").sees("Published: ")
    assert NEW in desk.reads("kim")

    # At once: it is an answer on Dana's desk, and both reps hear it.
    dana = desk.at("15:00", "dana")
    pull(dana.press("5").sees("News"))
    leave(dana)
    for person, words in (("lee", SAID), ("mia", TWIN)):
        rep = sync(desk.at("15:30", person))
        pull(rep).sees(f"You said: {words}")
        rep.sees("Dana Ortiz changed the play", "+when too many trucks come?")
        rep.press("enter").sees(f"▎ You (+1) said: {words}", "▎ Dana Ortiz changed the play", NEW)
        rep.press("escape").sees("News").press("t").sees("Thanked.")
        leave(rep)
        assert NEW in desk.reads(person)

    # Four: the figures say how long it took each side, without the two hours for which a question waited.
    dana = sync(desk.at("16:00", "dana"))
    dana.press("3").press_from_help("n", "figures").sees(
        "Received", "2 (2 people", "Changed a page", "1 of 1"
    )
    dana.sees("Said thanks").terminal.settle()
    first, last, kept = times(dana, "First answer")
    assert (first, last, kept) == (about(3), about(4), "2 of 2 in time")
    first, last, kept = times(dana, "Resolution")
    assert (first, last, kept) == (about(4), about(4), "1 of 1 in time")
    assert times(dana, "Replies")[0] == about(2)
