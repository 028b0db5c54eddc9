"""What changed, and what was done, in words: a diff, a run's trace, a key."""

from __future__ import annotations

import re

import pytest
from rich.style import Style

from playbook.library.changed_facts import Fact
from playbook.library.prose_diff import Segment, word_diff
from playbook.plays.parse import parse_page
from tui.commands import Command, key_name
from tui.diff_rows import as_it_reads, diff_rows, fact_rows, marked_spans
from tui.ink import style_of
from tui.rows import width_of
from tui.trace_words import ACTS, TraceWords

# A diff


def diff(old: str, new: str, width: int = 60) -> list[str]:
    return [row.text.rstrip() for row in diff_rows(word_diff(old, new), width)]


def test_a_changed_word_is_marked_without_colour_too() -> None:
    assert diff("It starts at 12 a seat.\n", "It starts at 14 a seat.\n") == [
        "It starts at −“12” +“14” a seat."
    ]
    styles = {
        text: style for row in diff_rows(word_diff("at 12 a", "at 14 a"), 60) for text, style in row.spans
    }
    assert (styles["“12”"], styles["“14”"]) == ("gone", "added")


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("> It starts at 12.\n", "> It starts at 14.\n", ["It starts at −“12.” +“14.”"]),
        ("> Gone.\n", "> Come.\n", ["−Gone. +Come."]),
        ("a\n", "a\n\n> Two lines\n> to say.\n", ["", "+Two lines", "+to say."]),
        ("Hello you.\n", "Hello {{contact.first_name}}.\n", ["Hello −you. +[contact first name]."]),
        ("See [terms](a.md).\n", "See [terms](b.md).\n", ["See −terms. +terms."]),
        ("1 > 2\n", "1 > 3\n", ["1 > −“2” +“3”"]),
    ],
)
def test_a_rep_reads_a_change_without_the_marks_of_the_page(old: str, new: str, read: list[str]) -> None:
    assert [row.text.rstrip() for row in diff_rows(as_it_reads(word_diff(old, new)), 60)] == read


@pytest.mark.parametrize(
    ("line", "read", "styles"),
    [
        ((("same", "a "), ("removed", "b")), "a −b", ["", "old", "gone"]),
        (
            (("removed", "a "), ("added", "b "), ("same", "c")),
            "−a +b c",
            ["old", "gone", "", "new", "added", "", ""],
        ),
        ((("removed", " a"), ("added", " b")), " −a +b", ["", "old", "gone", "", "new", "added"]),
        ((("removed", "最"), ("added", "高")), "−最 +高", ["old", "gone", "", "new", "added"]),
        ((("added", "  "), ("same", "c")), "  c", ["", ""]),
        ((("removed", "a"), ("same", " b "), ("added", "c")), "−a b +c", ["old", "gone", "", "new", "added"]),
        ((), "", []),
    ],
)
def test_white_space_at_the_edge_of_a_change_is_neither_struck_out_nor_underlined(
    line: list[Segment], read: str, styles: list[str]
) -> None:
    spans = marked_spans(line)
    assert "".join(text for text, _ in spans) == read
    assert [style for _, style in spans] == styles


def test_what_changed_can_be_told_by_sign_and_line_where_there_is_no_colour() -> None:
    plain = Style()
    gone, came = (style_of(name, plain, (0, 0, 0), {}) for name in ("gone", "added"))
    assert (gone.strike, gone.underline) == (True, None)
    assert (came.strike, came.underline) == (None, True)


def test_a_long_value_of_the_front_matter_is_shown_like_the_text() -> None:
    facts: list[Fact] = [
        (("same", "status: live → pilot"),),
        (("same", "value: "), ("removed", "old"), ("added", "new")),
    ]
    first, second = fact_rows(facts, 60)
    assert first.spans == (("status: ", "change"), ("live → pilot", "change"))
    assert second.text == "value:  −old +new", "below the value above it"
    assert [style for _, style in second.spans] == ["change", "old", "gone", "change", "new", "added"]


def test_a_fact_that_needs_more_than_a_line_goes_on_below_its_value() -> None:
    facts: list[Fact] = [(("same", "buyers: " + "somebody who signs, " * 3),), (("same", "by: Lee"),)]
    assert [row.text.rstrip() for row in fact_rows(facts, 40)] == [
        "buyers: somebody who signs, somebody who",
        "        signs, somebody who signs,",
        "by:     Lee",
    ]


def test_a_change_is_shown_with_a_line_around_it_and_the_rest_left_out() -> None:
    old = "".join(f"line {n}\n" for n in range(12))
    new = old.replace("line 2\n", "line two\n").replace("line 9\n", "line nine\n")
    assert diff(old, new) == [
        "line 1",
        "line −“2” +two",
        "line 3",
        "…",
        "line 8",
        "line −“9” +nine",
        "line 10",
    ]


def test_lines_that_came_and_went_are_marked_whole() -> None:
    assert diff("a\nb\n", "a\nb\nnew line\n") == ["b", "+new line"]
    assert "−gone line" in diff("a\ngone line\nb\n", "a\nb\n")


def test_nothing_changed_is_nothing_to_show() -> None:
    assert diff("a\nb\n", "a\nb\n") == []
    assert diff("", "") == []


def test_a_change_of_white_space_alone_is_nothing_to_show() -> None:
    assert diff("a\n\nb\n", "a\n\n\nb\n") == []


def test_a_diff_folds_and_is_harmless() -> None:
    rows = diff_rows(word_diff("wort " * 60, "word " * 60 + "\x1b[2J\u202e[red]x[/]"), 30)
    assert max(width_of(row.text) for row in rows) <= 30
    assert not any(c in row.text for row in rows for c in "\x1b\u202e")


# A trace

PAGE = parse_page(
    "# C\n\n## Open\n\n- [ ] Ask how long\n\n### Who else?\n\n- Boss\n\n## Close\n\n> Bye.\n", "plays/c.md"
)


@pytest.mark.parametrize(
    ("step", "event", "words"),
    [
        ("open", "start", "began Open"),
        ("close", "enter", "on to Close"),
        ("close", "go", "jumped to Close"),
        ("open", "back", "back to Open"),
        ("open", "done", "done: Open"),
        ("open", "skip", "skipped: Open"),
        ("open", "reopen", "opened again: Open"),
        ("", "end", "end of the play"),
        ("", "finish", "finished"),
        ("open", "short", "short of time"),
        ("open", "tick:ask-how-long", "ticked Ask how long"),
        ("open", "untick:ask-how-long", "unticked Ask how long"),
        ("open", "tick:gone", "ticked gone"),
        ("open", "answer:open/who-else", "answered Who else?"),
        ("open", "clear:open/who-else", "took back the answer to Who else?"),
        ("open", "connect:no-answer", "no answer"),
        ("open", "connect:connected", "connected"),
        ("open", "open:objections/too-expensive", "looked up objections/too-expensive"),
        ("open", "settle:partly", "settled it: partly"),
        ("open", "switch:plays/other", "left for plays/other"),
        ("open", "gap", "searched and found nothing"),
        ("open", "note", "took a note"),
        ("open", "mark", "marked the moment"),
        ("open", "park", "parked"),
        ("open", "resume", "went on"),
        ("open", "undo", "undid"),
        ("open", "acknowledge:x", "understood the notice"),
        ("open", "reword:open/0", "said it another way"),
        ("open", "people", "said who is on the call"),
        ("gone", "done", "done: gone"),
        ("open", "undone:done", "done: Open (taken back)"),
        ("open", "of-a-newer-program:x", "of-a-newer-program"),
    ],
)
def test_each_event_of_a_run_is_said_in_the_plays_words(step: str, event: str, words: str) -> None:
    assert TraceWords(PAGE).of(step, event) == words


def test_other_pages_are_called_by_their_titles_where_those_are_known() -> None:
    words = TraceWords(PAGE, {"objections/too-expensive": "That's too expensive", "plays/other": "The other"})
    assert words.of("open", "open:objections/too-expensive") == "looked up That's too expensive"
    assert words.of("open", "switch:plays/other") == "left for The other"


def test_without_the_page_ids_are_said() -> None:
    assert TraceWords(None).of("open", "tick:ask-how-long") == "ticked ask-how-long"


def test_every_event_that_a_run_can_write_has_words() -> None:
    import playbook.runs.trace as trace

    assert trace.__doc__ is not None
    named = {name.split(":")[0] for name in re.findall(r"`([a-z]+(?::<[^`]*>)?)`", trace.__doc__)}
    named -= {"undone"}
    assert len(named) > 15
    assert named <= set(ACTS)


# Keys


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("enter", "⏎"), ("escape", "esc"), ("f1", "F1"), ("f12", "F12"), ("f", "f"), ("ctrl+p", "^p"),
        ("ctrl+n", "^n"), ("slash", "/"), ("question_mark", "?"), ("exclamation_mark", "!"), ("space", "space"),
        ("up", "↑"), ("right_square_bracket", "]"), ("G", "G"), ("tab", "tab"),
    ],
)  # fmt: skip
def test_a_key_is_written_as_it_stands_on_the_keyboard(key: str, written: str) -> None:
    assert key_name(key) == written


def test_no_key_of_any_screen_is_written_as_textual_names_it() -> None:
    from tests.tui.screens import every_command

    for command in every_command():
        assert "_" not in command.all_shown, command
        written = command.all_shown.replace("shift+tab", "").replace("alt+", "")
        assert "+" not in written or command.keys == "plus", command


def test_a_command_gives_its_key_its_method_and_its_help() -> None:
    command = Command("call.find-objection", "f2,o,f2", "objection", "Find an answer.")
    assert (command.verb, command.shown, command.all_shown) == ("find_objection", "F2", "F2 o")
    binding = command.binding()
    assert (binding.key, binding.action, binding.id, binding.tooltip, binding.show) == (
        "f2,o,f2", "command('call.find-objection')", "call.find-objection", "Find an answer.", False,
    )  # fmt: skip
    assert Command("help", "f1", "help", "x").verb == "help"


def test_every_command_has_a_method_a_sentence_and_a_key_of_its_own_on_its_screen() -> None:
    from tests.tui.screens import commands_of_screens

    for screen, commands in commands_of_screens().items():
        keys: list[str] = []
        for command in commands:
            assert callable(getattr(screen, f"do_{command.verb}", None)), (screen, command.id)
            assert command.help.endswith((".", "…")), command
            assert command.label == command.label.strip()
            keys += [key for key in command.keys.split(",") if key]  # none: in the palette alone
        assert len(keys) == len(set(keys)), (screen, sorted(key for key in keys if keys.count(key) > 1))
        assert len({command.id for command in commands}) == len(commands), screen
