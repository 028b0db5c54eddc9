"""A form as rows: nothing is cut that is asked, and every choice has its place for the mouse."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook.plays.parse import parse_page
from playbook.runs import machine
from playbook.runs.debrief import every_block
from playbook.text import plain
from tui.commands import as_they_come
from tui.debrief_items import debrief_items, inside_of, step_of
from tui.debrief_keys import KEYS
from tui.ending_items import HINTS, ending_items
from tui.form_rows import LONGEST, Form, Item, Kind, Option, form_of
from tui.rows import width_of

RESULT = Item(
    "result", "choice", "How?", options=(Option("a", "advance"), Option("b", "日本語の答え"), Option("c", "closed")),
    chosen=frozenset(["b"]), indent=8,
)  # fmt: skip
NOTE = Item("note", "text", "Note", text="two gates", indent=8, gap=True)


def text_of(form: Form) -> str:
    return "\n".join(row.text.rstrip() for row in form.rows)


def test_choices_flow_beside_their_label_and_the_one_here_is_marked() -> None:
    assert text_of(form_of([RESULT, NOTE], "result", 60)) == (
        "▸ How?  1 ○ advance   2 ● 日本語の答え   3 ○ closed\n\n  Note  two gates"
    )
    assert text_of(form_of([RESULT, NOTE], "note", 30)) == (
        "  How?  1 ○ advance\n        2 ● 日本語の答え\n        3 ○ closed\n\n▸ Note"
    )


def test_a_row_is_free_for_what_is_typed_unless_the_letters_were_given_back() -> None:
    typed = form_of([RESULT, NOTE], "note", 60)
    assert typed.inputs["note"] == (2, 8)
    assert typed.rows[2].text.strip() == "▸ Note"
    assert form_of([RESULT, NOTE], "note", 60, typed=False).rows[2].text == "▸ Note  two gates"


def test_a_click_is_the_choice_it_falls_on() -> None:
    form = form_of([RESULT, NOTE], "result", 60)
    line = form.rows[0].text
    cell = width_of(line[: line.index("日本")])
    assert form.value_at(0, cell) == ("result", "b")
    assert form.value_at(0, cell + 11) == ("result", "b")
    assert form.value_at(0, cell + 12) == ("", "")
    assert form.value_at(0, width_of(line[: line.index("3")])) == ("result", "c")
    assert (form.item_at(0), form.item_at(1), form.item_at(2), form.item_at(9)) == ("result", "", "note", "")


def test_a_long_text_is_told_to_go_on() -> None:
    long = Item("note", "text", "Note", text="word " * 200, indent=8)
    rows = form_of([long], "", 40).rows
    assert len(rows) == LONGEST
    assert rows[-1].text.endswith("…")


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine draws slowly
@given(
    st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=12),
    st.integers(min_value=24, max_value=120),
    st.sampled_from(["choice", "many", "text", "tick", "step"]),
)
def test_no_row_is_wider_than_the_form_and_every_choice_can_be_clicked(
    texts: list[str], width: int, kind: Kind
) -> None:
    options = tuple(Option(str(n), text) for n, text in enumerate(texts))
    item = Item("x", kind, about=texts[0], options=options, text=texts[-1], mark="☐", indent=6)
    form = form_of([item], "x", width)
    assert all(width_of(row.text) <= width for row in form.rows)
    if kind in ("choice", "many"):
        assert list(dict.fromkeys(spot.value for spot in form.spots)) == [option.value for option in options]
        shown = "".join(text_of(form).split())
        assert all("".join(plain(text).split()) in shown for text in texts)
        assert all(form.value_at(s.row, s.start) == ("x", s.value) and s.end <= width for s in form.spots)


# What is asked

PAGE = parse_page(
    "# P\n\n## One (must)\n\n> Say it.\n\n- [ ] Greet **them**\n\n### Who is {{account.name}}?\n\n- A\n"
    "- B → [Two](#two-branch)\n\n## Two (branch)\n\n### Why?\n",
    "plays/p.md",
)
TODAY = date(2026, 11, 20)


def items(*acts: tuple[str, ...]) -> list[Item]:
    run = machine.start(PAGE, id="r", rep="lee", started="2026-11-20T10:00:00Z", blob="b", mode="debrief")
    for seconds, (verb, *said) in enumerate(acts, 1):
        run = getattr(machine, verb)(PAGE, run, float(seconds), *said)
    view = machine.view(PAGE, run)
    ending = ending_items(view, "", "", TODAY)
    return list(
        debrief_items(
            view,
            every_block(PAGE, run),
            ending,
            lambda t: t.replace("{{account.name}}", "Acme"),
            as_they_come(KEYS),
        )
    )


def test_a_debrief_asks_what_the_answers_lead_to() -> None:
    first = items()
    assert [item.id for item in first] == [
        "step:one", "todo:one/greet-them", "question:one/who-is-accountname", "result", "cut_short", "next", "note",
    ]  # fmt: skip
    assert (first[1].text, first[2].about, first[0].aside) == ("Greet them", "Who is Acme?", "must")
    led = items(("choose", "one/who-is-accountname", "B"))
    assert [item.id for item in led][3:5] == ["step:two", "question:two/why"]


def test_a_step_that_was_skipped_hides_what_is_in_it_and_says_why() -> None:
    skipped = items(("skip", "customer led", "one"))
    assert [item.id for item in skipped][:2] == ["step:one", "result"]
    assert (skipped[0].mark, skipped[0].aside) == ("–", "skipped: customer led")


@pytest.mark.parametrize(
    ("id_", "step", "inside"),
    [
        ("step:one", "one", ""), ("todo:one/greet", "one", "greet"),
        ("question:one/who", "one", "one/who"), ("notice:one/n1", "one", "n1"), ("next", "", ""),
    ],
)  # fmt: skip
def test_an_item_knows_its_step(id_: str, step: str, inside: str) -> None:
    assert (step_of(id_), inside_of(id_)) == (step, inside)


def test_everything_that_is_asked_at_the_end_says_what_it_is_for() -> None:
    run = machine.start(PAGE, id="r", rep="lee", started="2026-11-20T10:00:00Z", blob="b")
    run = machine.set_ending(
        PAGE, run, 1.0, result="not-now", result_until="2026-11-19", commitment="promised", next="Ring"
    )
    asked = ending_items(machine.view(PAGE, run), "Brings the bill.", "They name it.", TODAY)
    assert {item.id for item in asked} == set(HINTS)
    assert all(width_of(hint) <= 76 for hint in HINTS.values())
    until = next(item for item in asked if item.id == "result_until")
    assert until.aside == "Thu, 1 day late"
