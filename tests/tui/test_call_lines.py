"""The lines around a step: times, pace, the list of steps."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.plays.parse import parse_page
from playbook.runs import machine
from playbook.runs.model import OpenRun
from playbook.runs.pace import Pace
from playbook.runs.views import RunView
from tui.call_lines import box_text, clock_text, list_rows, minutes_text, pace_text, where_text
from tui.rows import Row, width_of

PAGE = parse_page(
    "# Call\n\n## Open (1 min, must)\n\n> Hi.\n\n## Ask who decides which truck goes first (10 min)\n\n"
    "- [ ] ask\n\n## Extra (optional)\n\n> x\n\n## Close (must)\n\n> Bye.\n\n## Leave (branch)\n\n> Go.\n",
    "plays/call.md",
)


def view(*acts: tuple[Any, ...], seconds: float = 0.0, connect: str = "connected") -> RunView:
    """Return a run after some acts, ten seconds apart."""
    run: OpenRun = machine.start(PAGE, id="r1", rep="lee", started="2026-11-20T10:00:00Z", blob="b1")
    steps = ([(machine.connect, connect)] if connect else []) + list(acts)
    for number, (act, *said) in enumerate(steps):
        run = act(PAGE, run, 10.0 * number, *said)
    return machine.view(PAGE, run, seconds or 10.0 * len(steps))


def lines(rows: list[Row]) -> list[str]:
    return [row.text.rstrip() for row in rows]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0:00"),
        (9.9, "0:09"),
        (60, "1:00"),
        (372, "6:12"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (36_061, "10:01:01"),
    ],
)
def test_time_reads_as_on_a_clock(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text


def test_a_step_says_its_time_against_its_box_and_when_that_is_over() -> None:
    assert box_text(view(seconds=42)) == "0:42 of 1 min"
    assert box_text(view(seconds=61)) == "▲ 1:01 of 1 min, over"
    assert box_text(view((machine.go_to, "close"), seconds=25)) == "0:15"
    assert box_text(view((machine.go_to, "#end"), seconds=25)) == ""


def test_the_head_says_which_step_of_how_many() -> None:
    assert where_text(view()) == "1/4 Open (must)"
    assert where_text(view(), alone=True) == "1/4 Open (must) · must: 2 left"
    assert where_text(view((machine.go_to, "leave"))) == "aside · Leave"
    assert where_text(view((machine.short,))) == "1/2 Open (must) · short of time"
    assert where_text(view((machine.go_to, "#end"))) == "End of the play"


def test_the_head_says_what_must_be_in_the_room_there_is_before_it_cuts_the_title() -> None:
    at = view()
    assert where_text(at, alone=True, room=31) == "1/4 Open (must) · must: 2 left"
    assert where_text(at, alone=True, room=29) == "1/4 Open (must, 2 left)"
    assert where_text(at, alone=True, room=20) == "1/4 Open (must)"
    assert where_text(at, alone=True, room=10) == "1/4 Open"
    assert where_text(at, alone=True, room=5) == "1/4 Open", "the line cuts it, with a sign"
    done = view((machine.next_step,))
    whole = "2/4 Ask who decides which truck goes first · must: 1 left"
    assert where_text(done, alone=True, room=len(whole)) == whole
    assert where_text(done, alone=True, room=len(whole) - 1) == "2/4 Ask who decides which truck goes first"
    assert where_text(view((machine.short,)), alone=True, room=20) == "1/2 Open · short of time"


def test_the_list_shows_what_is_done_where_one_is_and_what_must_be() -> None:
    shown = lines(list_rows(view((machine.next_step,)), 29, "They agree."))
    assert shown == [
        "✓ Open     must 0:10 of 1 min",
        "▶ Ask who decides      10 min",
        "  which truck goes",
        "  first",
        "  Extra              optional",
        "  Close                  must",
        "",
        "must: 1 left · Close",
        "",
        "pace ▼ 0:50 ahead",
        "about 10 min to go",
        "",
        "Exit: They agree.",
    ]


def test_the_list_names_what_was_skipped_and_left_behind() -> None:
    rows = list_rows(view((machine.skip, "no time"), (machine.go_to, "close")), 29, "")
    shown = lines(rows)
    assert shown[0] == "– Open                skipped"
    assert shown[1] == "  no time"
    assert "left behind: Ask who decides" in shown
    assert {name for row in rows for text, name in row.spans if "left behind" in text} == {"warn"}


def test_a_branch_is_listed_only_when_one_is_in_it() -> None:
    assert not any("Leave" in line for line in lines(list_rows(view(), 29, "")))
    assert any("▶ Leave" in line for line in lines(list_rows(view((machine.go_to, "leave")), 29, "")))


def test_the_list_keeps_its_width() -> None:
    for width in (20, 29, 40):
        for row in list_rows(
            view((machine.next_step,)), width, "The customer names what it costs, in their words."
        ):
            assert width_of(row.text) <= width


def test_a_time_box_reads_as_it_is_written_in_a_play() -> None:
    assert [minutes_text(s) for s in (30, 60, 90, 480)] == ["30 s", "1 min", "1:30 min", "8 min"]


def test_over_time_is_a_glyph_and_a_word_in_the_list_too() -> None:
    over = list_rows(
        view((machine.go_to, "close"), (machine.go_to, "open"), (machine.go_to, "close"), seconds=130), 37, ""
    )
    assert not any("over" in row.text for row in over)
    page_over = machine.start(PAGE, id="r1", rep="lee", started="2026-11-20T10:00:00Z", blob="b1")
    page_over = machine.next_step(PAGE, machine.connect(PAGE, page_over, 0.0, "connected"), 75.0)
    (first, *_) = list_rows(machine.view(PAGE, page_over), 37, "")
    assert first.text.rstrip() == "✓ Open         must ▲ 1:15 over 1 min"
    assert first.spans[-1][1] == "warn"


@pytest.mark.parametrize(
    ("pace", "text"),
    [
        (Pace(), ""),
        (Pace(0.0, 600.0, True), "= in time · about 10 min to go"),
        (Pace(130.0, 0.0, True), "▲ 2:10 behind"),
        (Pace(-65.0, 20.0, True), "▼ 1:05 ahead · about 1 min to go"),
    ],
)  # fmt: skip
def test_pace_is_said_in_a_glyph_and_words(pace: Pace, text: str) -> None:
    assert pace_text(pace) == text


def test_pace_leaves_no_word_on_a_line_of_its_own() -> None:
    behind = Pace(130.0, 1560.0, True)
    assert pace_text(behind, 36) == "▲ 2:10 behind · about 26 min to go"
    assert pace_text(behind, 31) == "▲ 2:10 behind · 26 min to go"
    assert pace_text(behind, 23) == "▲ 2:10 behind\nabout 26 min to go"
    at = view((machine.next_step,))  # the list of steps is so wide, with less and with more room
    narrow, roomy = ("\n".join(row.text for row in list_rows(at, width, "")) for width in (28, 36))
    assert "pace ▼ 0:50 ahead\nabout 10 min to go" in narrow
    assert "pace ▼ 0:50 ahead · 10 min to go" in roomy


def test_the_list_names_who_is_on_the_call_and_steps_take_the_mouse() -> None:
    run = machine.start(
        PAGE, id="r1", rep="lee", started="2026-11-20T10:00:00Z", blob="b1", contacts=["c1", "c2"]
    )
    rows = list_rows(machine.view(PAGE, run), 37, "", {"c1": "Ada Berg"})
    assert "on the call Ada Berg, c2" in lines(rows)
    assert "@step.close" in {n for row in rows for _, names in row.spans for n in names.split()}
