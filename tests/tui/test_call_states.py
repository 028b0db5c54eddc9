"""What a call asks before, between and after its steps."""

from __future__ import annotations

import pytest

from playbook.plays.parse import parse_page
from playbook.records.model import Opened
from playbook.runs import machine
from playbook.runs.views import Offer, RunView
from tests.tui.test_call_lines import lines, view
from tui.call_keys import KEYS
from tui.call_states import CONNECTS, between_rows, connect_rows, nobody_rows, over_rows
from tui.commands import as_they_come
from tui.rows import width_of

AS_THEY_COME = as_they_come(KEYS)


def between(offers: list[Offer], ask: Opened | None, title: str, width: int = 80, **how: bool) -> list[str]:
    titles = {"battlecards/acme": "battlecard Acme"}
    return lines(
        between_rows(offers, ask, title, titles, width, AS_THEY_COME, typing=how.get("typing", False))
    )


def test_before_the_first_step_each_way_of_picking_up_has_a_digit() -> None:
    shown = lines(connect_rows("", [], 72, AS_THEY_COME))
    assert shown[:4] == ["Who picked up?", "  1  connected  or ⏎", "  2  no answer", "  3  voicemail  or v"]
    assert len([line for line in shown if line[2:3].isdigit()]) == len(CONNECTS) == 7
    assert "  c  account: none yet" in shown
    assert "  C  people on the call: none yet" in shown
    assert "  c  account: Brenner Foods" in lines(connect_rows("Brenner Foods", [], 72, AS_THEY_COME))
    assert "  C  people on the call: Ada, Bo" in lines(connect_rows("", ["Ada", "Bo"], 72, AS_THEY_COME))
    long = connect_rows("Brenner " * 30, [], 40, AS_THEY_COME)
    assert max(width_of(row.text) for row in long) <= 40


def test_at_the_end_the_keys_that_work_are_said() -> None:
    assert lines(over_rows(view((machine.go_to, "#end")), 80, AS_THEY_COME))[0] == (
        "This was the last step.  ⏎ ends the call, ⌫ goes back to the step before."
    )


def voicemail() -> RunView:
    page = parse_page(
        "# C\n\n## A\n\n> Hi.\n\n## B\n\n## Voicemail\n\n> This is Lee, I try again at ten.\n", "plays/c.md"
    )
    run = machine.start(page, id="r1", rep="lee", started="2026-11-20T10:00:00Z", blob="b1")
    return machine.view(page, machine.connect(page, run, 3.0, "voicemail"))


def test_a_machine_is_told_its_script_and_one_key_logs_it() -> None:
    assert lines(nobody_rows(voicemail(), 72, str, AS_THEY_COME)) == [
        "Say to the machine", "┃ This is Lee, I try again at ten.", "", "Nobody was reached: voicemail.",
        "  ⏎  logs it, and on to the next account", "  e  says more first: the next step, a date, a note",
        "  u  takes that back: somebody was there after all", "",
    ]  # fmt: skip
    assert (
        lines(nobody_rows(view(connect="no-show"), 72, str, AS_THEY_COME))[0]
        == "Nobody was reached: no-show."
    )


def test_what_was_read_is_asked_about_by_one_key_and_not_while_one_types() -> None:
    asked = Opened("objections/too-expensive")
    assert between([], asked, "Too expensive") == [
        "▎ Did “Too expensive” settle it?  y yes  h half  x no  or go on",
        "",
    ]
    for quoted in (
        '"I was only curious"',
        "“I was only curious”",
        "„I was only curious“",
        "I was only curious",
    ):
        assert between([], asked, quoted)[0].startswith("▎ Did “I was only curious” settle it?")
    assert between([], asked, '"Maybe" or "later"')[0].startswith('▎ Did “"Maybe" or "later"” settle it?')
    assert between([], asked, "Too expensive", typing=True) == []
    assert between([], None, "") == []


@pytest.mark.parametrize(("typing", "key"), [(False, "l"), (True, "esc l")])
def test_a_page_that_an_answer_leads_to_is_offered_once_by_its_title(typing: bool, key: str) -> None:
    offers = [Offer("a", "first", opened=True), Offer("battlecards/acme", "Acme"), Offer("c", "third")]
    assert between(offers, None, "", typing=typing) == [f"▎ {key} opens battlecard Acme  (Acme)", ""]


def test_what_is_asked_between_folds_and_is_harmless() -> None:
    title = "Too \x1b[2J\u202e [red]expensive[/] " + "x" * 200
    rows = between_rows(
        [Offer("p\x1b]52;c;x\x07", "t\n\nt")], Opened("x"), title, {}, 40, AS_THEY_COME, typing=False
    )
    assert max(width_of(row.text) for row in rows) <= 40
    assert not any(c in row.text for row in rows for c in "\x1b\x07\u202e\n")
