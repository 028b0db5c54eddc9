"""What is planted in a whole log is named by Coach's rules; where nothing is, chance names little: simulated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from playbook.coaching.topics.changed import changed
from playbook.coaching.topics.detours import detours
from playbook.coaching.topics.left_out import left_out
from playbook.coaching.topics.model import FAMILY, Kind, Log, Topic
from playbook.coaching.topics.settled import met, settled
from playbook.coaching.topics.trials import judged
from playbook.plays.arms import arm_of
from playbook.plays.settings_model import Experiment
from playbook.records.model import Opened, Run, RunStep
from playbook.statistics.power import power_of
from tests.coaching.calls import page
from tests.coaching.logs import TODAY, log, steps
from tests.oracle.conftest import Told

SEEDS, PLANTED, NAMED = 200, 20, 18
REPS = tuple(f"rep{number:02d}" for number in range(12))
PAGES = tuple(page(*"abcdef", id_=f"plays/{name}") for name in ("one", "two", "three"))
OBJECTIONS = tuple(f"objections/{name}" for name in ("price", "time", "tool", "boss", "later"))
PLAN = Experiment(
    "opener", ("plays/one", "plays/two"), baseline=0.25, smallest_lift=0.35, accounts_per_arm=80
)
BASE = {"skip": 0.05, "commit": 0.4, "settle": 0.45}
"""What happens everywhere where nothing is planted."""


class Season:
    """Twelve weeks of twelve reps on three plays; every rate is asked of `rate` by what it is of."""

    def __init__(self, seed: str, **planted: Callable[..., float]) -> None:
        self.dice = Random(seed)
        self.planted = planted

    def rate(self, what: str, **of: Any) -> float:
        """Return how often something happens."""
        asked = self.planted.get(what)
        found = asked(**of) if asked else None
        return BASE[what] if found is None else found

    def runs(self, each: int = 12) -> list[Run]:
        """Return every rep's runs of every play, evenly over the weeks."""
        return [
            self._run(rep, one.id, number, 84 - 84 * number // each)
            for rep in REPS
            for one in PAGES
            for number in range(each)
        ]

    def _run(self, rep: str, play: str, number: int, days_ago: int, account: str = "") -> Run:
        dice = self.dice
        left = [step for step in "abcdef" if dice.random() < self.rate("skip", rep=rep, play=play, step=step)]
        committed = dice.random() < self.rate("commit", play=play, days_ago=days_ago, left=left)
        met = dice.choice(OBJECTIONS)
        yes = dice.random() < self.rate("settle", page=met)
        made = tuple(
            RunStep(step, "skipped" if step in left else "done", "no time" if step in left else "", 10.0)
            for step in "abcdef"
        )
        return Run(
            id=f"{rep}{play}{number}{account}", play=play, title=play, blob="new" if days_ago <= 21 else "old",
            started=f"{TODAY - timedelta(days=days_ago)}T10:00:00.000Z", ended="", seconds=600.0, rep=rep,
            account=account, steps=made, result="advance", commitment="done" if committed else "refused",
            trace=tuple((float(n), step.id, "done") for n, step in enumerate(made, 1) if step.state == "done"),
            opened=(Opened(met, 1.0, "", "yes" if yes else "no"),),
        )  # fmt: skip

    def trial(self) -> list[Run]:
        """Return one run for each of 160 accounts and some more, in the arm it was assigned to."""
        return [
            self._run(
                REPS[number % 12],
                arm_of(PLAN.id, f"account {number}", PLAN.arms),
                number,
                60 - number // 4,
                f"account {number}",
            )
            for number in range(190)
        ]


def rules(read: Log) -> list[Topic]:
    """Return what the rules that test anything say."""
    return [
        *left_out(read, steps(read)),
        *changed(read),
        *detours(read),
        *settled(read, met(read.past.openings(), str)),
    ]


def season(seed: str, **planted: Any) -> Log:
    return log(Season(seed, **planted).runs(), *PAGES, named=REPS)


def named(told: Told, what: str, is_named: Callable[[list[Topic]], bool], **planted: Any) -> None:
    found = sum(is_named(rules(season(f"{what} {seed}", **planted))) for seed in range(PLANTED))
    told(f"{what}: named by Coach for {found} seeds of {PLANTED}")
    assert found >= NAMED


def has(kind: Kind, **of: str) -> Callable[[list[Topic]], bool]:
    return lambda topics: any(
        topic.kind == kind and all(getattr(topic, name) == value for name, value in of.items())
        for topic in topics
    )


def test_a_step_that_most_leave_out(told: Told) -> None:
    named(
        told, "a step that three in four leave out", has("left-out-by-most", play="plays/two", step="c"),
        skip=lambda play, step, **_: 0.75 if (play, step) == ("plays/two", "c") else None,
    )  # fmt: skip


def test_a_step_that_one_leaves_out(told: Told) -> None:
    named(
        told, "a step that one rep leaves out nine times in ten", has("left-out-by-one", rep="rep03", step="d"),
        skip=lambda rep, play, step: 0.9 if (rep, play, step) == ("rep03", "plays/one", "d") else None,
    )  # fmt: skip


def test_a_play_that_got_better(told: Told) -> None:
    assert power_of(0.2, 0.7, 36) > 0.99
    named(
        told, "a play that goes from 20 % to 70 %", has("changed", play="plays/three", tells="worked"),
        commit=lambda play, days_ago, **_: (0.7 if days_ago <= 21 else 0.2) if play == "plays/three" else None,
    )  # fmt: skip


def test_a_detour_that_works(told: Told) -> None:
    assert power_of(0.25, 0.75, 50) > 0.99
    named(
        told, "a detour with three times the commitments", has("detour", play="plays/one", step="b"),
        skip=lambda play, step, **_: 0.4 if (play, step) == ("plays/one", "b") else None,
        commit=lambda play, left, **_: (0.75 if "b" in left else 0.25) if play == "plays/one" else None,
    )  # fmt: skip


def test_an_objection_that_is_settled(told: Told) -> None:
    named(
        told, "words that settle four in five where others settle less than half",
        has("objection", page="objections/tool", tells="worked"),
        settle=lambda page: 0.8 if page == "objections/tool" else None,
    )  # fmt: skip


def test_an_experiment_that_shows_something(told: Told) -> None:
    found = 0
    for seed in range(PLANTED):
        made = Season(f"real {seed}", commit=lambda play, **_: 0.6 if play == PLAN.arms[1] else 0.25).trial()
        read = log(made, *PAGES, named=REPS, text_of=lambda _: "the same words")
        found += judged(read, PLAN).losing == PLAN.arms[0]
    told(
        f"an experiment of 25 % against 60 %, 80 accounts an arm: ended rightly for {found} seeds of {PLANTED}"
    )
    assert found >= NAMED


def test_where_nothing_is_planted_chance_names_little(told: Told) -> None:
    tested: tuple[Kind, ...] = ("left-out-by-most", "left-out-by-one", "changed", "detour", "objection")
    seen = [{topic.kind for topic in rules(season(f"nothing {seed}"))} for seed in range(SEEDS)]
    for kind in tested:
        alarms = sum(kind in kinds for kinds in seen)
        told(f"nothing planted, {kind}: in {alarms / SEEDS:.1%} of {SEEDS} logs, {FAMILY:.0%} stated")
        assert alarms / SEEDS <= 2 * FAMILY, kind


def test_an_experiment_that_shows_nothing(told: Told) -> None:
    alarms = 0
    for seed in range(SEEDS):
        made = Season(f"null {seed}").trial()
        read = log(made, *PAGES, named=REPS, text_of=lambda _: "the same words")
        alarms += bool(judged(read, PLAN).losing)
    told(
        f"an experiment with nothing to see: ended for an arm in {alarms / SEEDS:.1%} of {SEEDS}, 5 % stated"
    )
    assert alarms / SEEDS <= 0.1
