"""The lines around a step: times, the list of steps, what is asked before and between."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.plays.parse import parse_page
from playbook.records.model import Opened
from playbook.runs import machine
from playbook.runs.model import OpenRun
from playbook.runs.views import Offer, RunView
from tui.call_lines import (
    CONNECTS,
    between_rows,
    box_text,
    clock_text,
    connect_rows,
    list_rows,
    over_rows,
    where_text,
)
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
    assert box_text(view(seconds=42)) == "0:42 of 1:00"
    assert box_text(view(seconds=61)) == "1:01 of 1:00 over"
    assert box_text(view((machine.go_to, "close"), seconds=25)) == "0:15"
    assert box_text(view((machine.go_to, "#end"), seconds=25)) == ""


def test_the_head_says_which_step_of_how_many() -> None:
    assert where_text(view()) == "1/4 Open"
    assert where_text(view((machine.go_to, "leave"))) == "aside · Leave"
    assert where_text(view((machine.short,))) == "1/2 Open · short of time: only what must be"
    assert where_text(view((machine.go_to, "#end"))) == "End of the play"


def test_the_list_shows_what_is_done_where_one_is_and_what_must_be() -> None:
    shown = lines(list_rows(view((machine.next_step,)), 29, "They agree."))
    assert shown == [
        "✓ Open *              0:10 /1",
        "▶ Ask who decides which…  /10",
        "  Extra",
        "  Close *",
        "",
        "must: 1 left",
        "",
        "Exit: They agree.",
    ]


def test_the_list_names_what_was_skipped_and_left_behind() -> None:
    rows = list_rows(view((machine.skip, "no time"), (machine.go_to, "close")), 29, "")
    shown = lines(rows)
    assert shown[0].startswith("– Open")
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


def test_before_the_first_step_each_way_of_picking_up_has_a_digit() -> None:
    shown = lines(connect_rows("", 72))
    assert shown[:4] == ["Who picked up?", "  1  connected  or ⏎", "  2  no answer", "  3  voicemail"]
    assert len([line for line in shown if line[2:3].isdigit()]) == len(CONNECTS) == 7
    assert "  c  account: none yet" in shown
    assert "  c  account: Brenner Foods" in lines(connect_rows("Brenner Foods", 72))
    long = connect_rows("Brenner " * 30, 40)
    assert max(width_of(row.text) for row in long) <= 40
    assert any("…" in line for line in lines(long))


def test_at_the_end_the_keys_that_work_are_said() -> None:
    assert lines(over_rows(view((machine.go_to, "#end")), 80))[0] == (
        "This was the last step.  e ends the call, ⌫ goes back to the step before."
    )
    nobody = lines(over_rows(view(connect="voicemail"), 80))[0]
    assert nobody == "Nobody was reached (voicemail).  e ends the call, u takes that back."


def test_what_was_opened_is_asked_about_by_one_key() -> None:
    (row, empty) = between_rows([], Opened("objections/too-expensive"), "Too expensive", 80)
    assert row.text == "▎ Did “Too expensive” settle it?  y yes  p partly  x no"
    assert empty.text == ""
    assert between_rows([], None, "", 80) == []


def test_a_page_that_an_answer_leads_to_is_offered_once() -> None:
    offers = [Offer("a", "first", opened=True), Offer("battlecards/acme", "Acme"), Offer("c", "third")]
    assert lines(between_rows(offers, None, "", 80)) == ["▎ l opens battlecards/acme  (Acme)", ""]


def test_what_is_asked_between_folds_and_is_harmless() -> None:
    title = "Too \x1b[2J\u202e [red]expensive[/] " + "x" * 200
    rows = between_rows([Offer("p\x1b]52;c;x\x07", "t\n\nt")], Opened("x"), title, 40)
    assert max(width_of(row.text) for row in rows) <= 40
    assert not any(c in row.text for row in rows for c in "\x1b\x07\u202e\n")
