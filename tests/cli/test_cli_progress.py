"""What takes more than a second says how far it has come, on one line that leaves no trace."""

from __future__ import annotations

from io import StringIO

from playbook.cli.progress_line import ProgressLine
from playbook.progress import Progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class Ticking:
    """A clock that goes on by what the test says."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_terminal_sees_one_line_that_changes_and_is_gone_in_the_end() -> None:
    out, clock = Terminal(), Ticking()
    progress = Progress(ProgressLine(out, clock).hear)
    with progress.over("Reading the playbook", 10_000, "pages"):
        for _ in range(4):
            clock.now += 0.4
            progress.step(500)
    shown = [text.strip() for text in out.getvalue().split("\r")]
    assert shown == [
        "",
        "Reading the playbook · 1,500 of 10,000 pages · Ctrl+C stops",
        "Reading the playbook · 2,000 of 10,000 pages · Ctrl+C stops",
        "",
        "",
    ]


def test_what_takes_no_longer_than_a_second_says_nothing() -> None:
    out, clock = Terminal(), Ticking()
    progress = Progress(ProgressLine(out, clock).hear)
    with progress.over("Reading the playbook", 2, "pages"):
        clock.now += 0.9
        progress.step(2)
    assert out.getvalue() == ""


def test_a_log_gets_a_line_of_its_own_now_and_then() -> None:
    out, clock = StringIO(), Ticking()
    progress = Progress(ProgressLine(out, clock).hear)
    with progress.over("Checking", 100, "pages"):
        for _ in range(10):
            clock.now += 1
            progress.step(10)
    assert out.getvalue() == (
        "Checking · 50 of 100 pages · Ctrl+C stops\nChecking · 100 of 100 pages · Ctrl+C stops\n"
    )
