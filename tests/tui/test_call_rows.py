"""The step a call stands in: what to say, what to do, what to ask, and where the keys go."""

from __future__ import annotations

from typing import Any

from playbook.plays.fields import fill
from playbook.plays.model import Page
from playbook.plays.parse import parse_page
from playbook.runs import machine
from playbook.runs.model import OpenRun
from playbook.runs.views import QuestionView, RunView
from tui.call_keys import KEYS
from tui.call_rows import Shown, digits_go_to, is_open, items_of, step_rows
from tui.commands import as_they_come
from tui.rows import Row, width_of

PLAY = """# Call

## Ask (5 min, must)

> Hi {{contact.first_name}}, *thanks* for the time.

> Good to hear you.

> [!TIP]
> Count to four.

> [!IMPORTANT]
> Ask before you record.

- [ ] Ask how long they have
  - [ ] and who else is there
- [ ] Send the deck (due: 2026-12-01)

See the [table](x.md).

### How do you plan today?

It is fine to guess.

- Sheets
- [Acme](../battlecards/acme.md)
- They don't → [Leave](#leave)

### What goes wrong?

- [ ] Late
- [ ] Lost

### What does it cost you?

→ [Leave](#leave)

## Leave

> Bye.
"""


class Call:
    """A run of a page, step by step."""

    def __init__(self, text: str = PLAY, path: str = "plays/call.md", **facts: Any) -> None:
        self.page: Page = parse_page(text, path)
        self.run: OpenRun = machine.start(
            self.page, id="r1", rep="lee", started="2026-11-20T10:00:00Z", blob="b1", **facts
        )
        self.act(machine.connect, "connected")

    def act(self, act: Any, *said: Any) -> None:
        self.run = act(self.page, self.run, 10.0, *said)

    @property
    def view(self) -> RunView:
        return machine.view(self.page, self.run, 10.0)

    def rows(self, current: int = 0, width: int = 72, **shown: Any) -> list[Row]:
        fields = self.view.fields
        return step_rows(
            self.view.blocks,
            Shown(current, **{"keys": as_they_come(KEYS), **shown}),
            width=width,
            fill=lambda text: fill(text, fields, markdown=True),
        )[0]

    def lines(self, current: int = 0, width: int = 72, **shown: Any) -> list[str]:
        return [row.text.rstrip() for row in self.rows(current, width, **shown)]


# The whole of a step


def test_a_step_reads_as_it_was_written_with_marks_where_keys_work() -> None:
    assert Call().lines() == [
        "┃ Hi [contact first name], thanks for the time.",
        "  a another way to say it: 1 of 2",
        "",
        "▎ Tip Count to four.",
        "",
        "▎ ! Important Ask before you record.",
        "▸ ⏎ understood (needed before this step is done)",
        "",
        "  ☐ Ask how long they have",
        "    ☐ and who else is there",
        "  ☐ Send the deck  due Tue 1 Dec 2026",
        "",
        "See the table.",
        "",
        "  How do you plan today?",
        "  It is fine to guess.",
        "  1 ○ Sheets",
        "  2 ○ Acme → battlecards/acme",
        "  3 ○ They don't → step Leave",
        "",
        "  What goes wrong?",
        "    ☐ Late     ☐ Lost",
        "",
        "  What does it cost you?",
        "    …",
    ]


def test_words_to_say_stand_without_the_marks_of_their_evidence() -> None:
    text = "# Call\n\n## Ask\n\n> It is 490 a month.[^price] Hauliers pay nothing.\n\n[^price]: The list.\n"
    assert "┃ It is 490 a month. Hauliers pay nothing." in Call(text).lines()


def test_each_row_stands_for_a_line_of_the_file() -> None:
    at = {row.text.strip("▸ ┃▎"): row.line for row in Call().rows() if row.text.strip()}
    for shown, written in (
        ("☐ Ask how long they have", "- [ ] Ask how long they have"),
        ("How do you plan today?", "### How do you plan today?"),
        ("It is fine to guess.", "It is fine to guess."),
        ("…", "### What does it cost you?"),
    ):
        line = PLAY.split("\n").index(written) + 1
        assert abs(at[shown] - line) <= (1 if shown == "It is fine to guess." else 0)


def test_alternatives_are_one_talk_track_with_a_key_for_the_next() -> None:
    call = Call()
    call.act(machine.reword, 0, 1)
    assert call.lines()[:2] == ["┃ Good to hear you.", "  a another way to say it: 2 of 2"]
    assert call.rows()[0].line == PLAY.split("\n").index("> Good to hear you.") + 1
    assert call.lines(typing=True)[1] == "  another way to say it: 2 of 2"


def test_my_words_come_first_and_are_called_so() -> None:
    call = Call(my_words={"ask/0": "Hallo {{contact.first_name}}!"})
    assert call.lines()[:2] == ["┃ Hallo [contact first name]!", "  my words · a other ways: 2"]
    call.act(machine.reword, 0, 0)
    assert call.lines()[:2] == [
        "┃ Hi [contact first name], thanks for the time.",
        "  a another way to say it: 2 of 3",
    ]
    call.act(machine.reword, 0, "my words")
    assert call.lines()[0] == "┃ Hallo [contact first name]!"


def test_where_a_branch_goes_on_is_not_shown_as_text() -> None:
    call = Call("# C\n\n## A\n\n> Say.\n\n→ [End](#end)\n\n### What now?\n\n-> [End](#end)\n\n## B\n")
    assert call.lines() == ["┃ Say.", "", "▸ What now?", "    i types the answer"]


# Where the keys go


def test_digits_answer_the_question_here_else_the_first_open_one() -> None:
    call = Call()
    items = items_of(call.view.blocks)
    questions = [place for place, item in enumerate(items) if isinstance(item, QuestionView) and item.answers]
    assert digits_go_to(items, 0) == questions[0]
    assert digits_go_to(items, questions[1]) == questions[1]
    call.act(machine.choose, "ask/how-do-you-plan-today", "sheets")
    assert digits_go_to(items_of(call.view.blocks), 0) == questions[1]
    call.act(machine.choose, "ask/what-goes-wrong", "late")
    assert digits_go_to(items_of(call.view.blocks), 0) == questions[0]
    assert digits_go_to([], 0) == -1
    assert digits_go_to(items[:1], 0) == -1


def test_digits_stand_only_where_they_work() -> None:
    call = Call()
    places = [
        place for place, item in enumerate(items_of(call.view.blocks)) if isinstance(item, QuestionView)
    ]
    assert {"  1 ○ Sheets", "  2 ○ Acme → battlecards/acme", "  3 ○ They don't → step Leave"} <= set(
        call.lines(0)
    )
    here = call.lines(places[1])
    assert "  1 ☐ Late   2 ☐ Lost" in here
    assert "    ○ Acme → battlecards/acme" in here
    assert (
        "  1 ○ Sheets   2 ○ Acme → battlecard Acme"
        in call.lines(0, 90, titles={"battlecards/acme": "battlecard Acme"})[16]
    )


def test_nothing_has_the_cursor_before_the_call_is_connected() -> None:
    assert not any("▸" in line or "1 ○" in line for line in Call().lines(-1))


def test_what_was_done_is_marked_and_no_longer_open() -> None:
    call = Call()
    call.act(machine.acknowledge)
    call.act(machine.tick, "", "ask-how-long-they-have")
    call.act(machine.choose, "ask/how-do-you-plan-today", "acme")
    call.act(machine.answer, "ask/what-does-it-cost-you", ["nine thousand"])
    lines = call.lines(4)
    assert "  ✓ understood" in lines
    assert "  ☑ Ask how long they have" in lines
    assert "    nine thousand" in lines
    assert any("2 ● Acme" in line for line in lines)
    assert [is_open(item) for item in items_of(call.view.blocks)] == [
        False,
        False,
        True,
        True,
        False,
        True,
        False,
    ]


def test_a_text_question_under_the_cursor_says_which_key_types() -> None:
    call = Call()
    last = len(items_of(call.view.blocks)) - 1
    assert call.lines(last)[-2:] == ["▸ What does it cost you?", "    i types the answer"]


def test_an_answer_says_in_words_where_it_leads() -> None:
    call = Call(
        "# C\n\n## A\n\n### Q?\n\n- Yes → [End](#end)\n- No → [Later](#b)\n- [Acme](../battlecards/acme.md)\n\n## B\n"
    )
    titles = {"battlecards/acme": "battlecard Acme Forecast"}
    (line,) = [line for line in call.lines(titles=titles, width=90) if "Yes" in line]
    assert line == "  1 ○ Yes → end of the play   2 ○ No → step B   3 ○ Acme → battlecard Acme Forecast"


def test_while_one_types_no_letter_or_digit_is_shown_as_a_key() -> None:
    call = Call()
    call.act(machine.acknowledge)
    last = len(items_of(call.view.blocks)) - 1
    lines = call.lines(last, typing=True)
    assert lines[-2:] == ["▸ What does it cost you?", ""]
    assert not any(name == "key" for row in call.rows(last, typing=True) for text, names in row.spans
                   for name in names.split() if text.strip() and text.strip() not in "▸")  # fmt: skip


def test_what_is_half_typed_is_shown_as_a_draft_with_the_keys_that_go_on() -> None:
    call = Call()
    call.act(machine.draft, "ask/what-does-it-cost-you", "nine thou")
    last = len(items_of(call.view.blocks)) - 1
    assert call.lines(0)[-1] == "    nine thou  draft"
    assert call.lines(last)[-1] == "    nine thou  draft: i types on, going on keeps it"


def test_who_said_it_stands_beside_the_question() -> None:
    call = Call()
    call.act(machine.choose, "ask/how-do-you-plan-today", "sheets")
    call.act(machine.said_by, "ask/how-do-you-plan-today", "c1")
    assert "  said by Ada Berg" in call.lines(0, names={"c1": "Ada Berg"})
    assert "  said by c1" in call.lines(0)


def test_the_key_that_ticks_stands_only_where_it_moves_nothing() -> None:
    call = Call("# C\n\n## A\n\n- [ ] Ask how long they have and who\n- [ ] else\n\n## B\n")
    assert call.lines(0, 72)[0] == "▸ ☐ Ask how long they have and who  space ticks"
    assert call.lines(0, 40)[0] == "▸ ☐ Ask how long they have and who"


def test_what_can_be_pressed_by_key_can_be_pressed_by_mouse() -> None:
    call = Call()
    marks = {n for row in call.rows() for _, names in row.spans for n in names.split() if n.startswith("@")}
    assert {
        "@another",
        "@understood.0",
        "@tick.1",
        "@tick.3",
        "@answer.4.3",
        "@answer.5.1",
        "@type.6",
    } <= marks


def test_words_of_two_cells_and_words_from_right_to_left_keep_their_place() -> None:
    call = Call(
        f"# C\n\n## A\n\n> {'荷待ち料金はいくらですか。' * 6}\n\n- [ ] {'שאלו כמה זמן יש להם ' * 6}\n\n## B\n"
    )
    for width in (24, 40, 72):
        rows = call.rows(width=width)
        assert max(width_of(row.text) for row in rows) <= width
        said = "".join(row.text.replace("┃", "").strip() for row in rows if "┃" in row.text)
        assert said == "荷待ち料金はいくらですか。" * 6


# Widths


def test_answers_that_do_not_fit_beside_each_other_stand_below_each_other() -> None:
    lines = Call().lines(width=40)
    place = lines.index("  1 ○ Sheets")
    assert lines[place + 1 : place + 3] == ["  2 ○ Acme → battlecards/acme", "  3 ○ They don't → step Leave"]


def test_a_long_to_do_goes_on_under_its_text() -> None:
    call = Call("# C\n\n## A\n\n- [ ] Ask how long they have and who else is on the line\n\n## B\n")
    assert call.lines(width=30) == ["▸ ☐ Ask how long they have and", "    who else is on the line"]


def test_no_row_is_wider_than_the_pane_at_any_width() -> None:
    call = Call()
    for current in range(-1, 7):
        for width in (24, 30, 47, 72):
            assert max(width_of(row.text) for row in call.rows(current, width)) <= width


def test_to_dos_nested_far_too_deep_stay_on_the_screen() -> None:
    deep = "".join("  " * level + f"- [ ] level {level}\n" for level in range(40))
    call = Call(f"# C\n\n## A\n\n{deep}\n\n## B\n")
    rows = call.rows(width=60)
    assert max(width_of(row.text) for row in rows) <= 60
    assert any("level 39" in row.text for row in rows)


def test_what_was_said_fills_the_words_to_say_and_stays_text() -> None:
    call = Call("# C\n\n## A\n\n### What hurts?\n\n## B\n\n> You said {{answer.what-hurts}}, right?\n")
    call.act(machine.answer, "a/what-hurts", ["*waiting* [red]x[/]"])
    call.act(machine.next_step)
    rows = call.rows()
    assert rows[0].text == "┃ You said *waiting* [red]x[/], right?"
    assert not any("em" in names.split() for _, names in rows[0].spans)
