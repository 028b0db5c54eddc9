"""How the screens behind Coach and the desk's figures are opened: they need somebody, a card or a goal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tui.screens.base import PlaybookScreen


def _score() -> PlaybookScreen[Any]:
    from tests.coaching.scored import questions
    from tui.screens.score import ScoreScreen

    return ScoreScreen("Call review", questions(), {}, "Only you two.", lambda _: None)


def _scores() -> PlaybookScreen[Any]:
    from tui.screens.scores import ScoresScreen

    return ScoresScreen()


def _sessions() -> PlaybookScreen[Any]:
    from tui.screens.sessions import SessionsScreen

    return SessionsScreen("kim")


def _goals() -> PlaybookScreen[Any]:
    from tui.screens.goals import GoalsScreen

    return GoalsScreen("lee")


def _goal() -> PlaybookScreen[Any]:
    from tui.screens.goal import GoalScreen

    return GoalScreen("lee")


def _practice() -> PlaybookScreen[Any]:
    from tui.screens.practice import PracticeScreen

    return PracticeScreen()


def _together() -> PlaybookScreen[Any]:
    from tui.screens.practice_together import TogetherPracticeScreen

    return TogetherPracticeScreen("mia")


def _figures() -> PlaybookScreen[Any]:
    from tui.screens.figures import FiguresScreen

    return FiguresScreen()


COACHING: Mapping[str, Callable[[], PlaybookScreen[Any]]] = {
    "ScoreScreen": _score,
    "ScoresScreen": _scores,
    "SessionsScreen": _sessions,
    "GoalsScreen": _goals,
    "GoalScreen": _goal,
    "PracticeScreen": _practice,
    "TogetherPracticeScreen": _together,
    "FiguresScreen": _figures,
}
"""Name of the class → what opens one, for Lee."""
