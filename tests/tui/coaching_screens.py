"""How the screens behind Coach are opened: they need somebody, a card or a goal."""

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


COACHING: Mapping[str, Callable[[], PlaybookScreen[Any]]] = {
    "ScoreScreen": _score,
    "ScoresScreen": _scores,
    "SessionsScreen": _sessions,
    "GoalsScreen": _goals,
    "GoalScreen": _goal,
    "PracticeScreen": _practice,
    "TogetherPracticeScreen": _together,
}
"""Name of the class → what opens one, for Lee."""
