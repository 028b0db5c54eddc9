"""Which keys mean what: a person's own, what is refused, and that every key is a command that can be found."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from textual.screen import Screen

from tests.tui.pressed import Collector, Presses, missing
from tui.commands import Command, bindings, every_shown, first_shown
from tui.keymap import Keymap, Place, is_key, normal, problems, taken_by, why_not_key
from tui.registry import every_command, hosts, places
from tui.screens.mode import ModeScreen

SKIP = Command("call.skip", "f6,s", "skip", "Skip this step.")
UNDO = Command("call.undo", "u", "undo", "Take it back.")
LEAVE = Command("call.leave", "escape", "leave", "Leave.")
ANSWER = Command("call.answer", "1,2,3", "answer", "Answer.", each=True)
ACCEPT = Command("desk.accept", "a", "accept", "Take it in.")
PLACES = (Place("Call", (SKIP, UNDO, LEAVE, ANSWER)), Place("Desk", (ACCEPT,)))


def test_my_keys_stand_in_the_place_of_the_commands_own() -> None:
    keymap = Keymap({"call.skip": " F7 , ? ", "call.answer": "x", "call.leave": "q", "call.undo": ""})
    assert keymap.keys(SKIP) == "f7,question_mark"
    assert (keymap.shown(SKIP), keymap.all_shown(SKIP)) == ("F7", "F7 ?")
    assert keymap.keys(ANSWER) == "1,2,3"
    assert keymap.keys(LEAVE) == "escape"
    assert keymap.keys(UNDO) == "u"
    assert keymap.shown(ANSWER) == "1-3"


@pytest.mark.parametrize(
    ("typed", "named"),
    [("?", "question_mark"), (",", "comma"), ("G", "G"), ("F6,s", "f6,s"), ("Ctrl+G", "ctrl+g"), ("", ""),
     (" , ", "comma"), ("s,s", "s"), ("ü", "ü")],
)  # fmt: skip
def test_keys_are_named_as_textual_names_them(typed: str, named: str) -> None:
    assert normal(typed) == named


@pytest.mark.parametrize(
    ("key", "known"),
    [("f6", True), ("f24", True), ("f25", False), ("ctrl+g", True), ("alt+enter", True), ("question_mark", True),
     ("x", True), ("ü", True), ("hyper", False), ("ctrl+hyper", False), ("shift+tab", True)],
)  # fmt: skip
def test_only_keys_that_a_terminal_sends_are_keys(key: str, known: bool) -> None:
    assert is_key(key) is known


@pytest.mark.parametrize(
    ("command", "key", "why"),
    [
        (SKIP, "x", ""),
        (SKIP, "s", ""),
        (SKIP, "a", ""),  # of another place
        (SKIP, "u", "u already means “undo” (call.undo) in the same place."),
        (SKIP, "2", "2 already means “answer” (call.answer) in the same place."),
        (SKIP, "escape", "Escape always backs out."),
        (SKIP, "f1", "F1 is always help."),
        (SKIP, "ctrl+q", "^q always quits."),
        (SKIP, "ctrl+s", "^s is kept by many terminals and would not arrive."),
        (SKIP, "hyper", "No terminal sends a key called “hyper”."),
        (LEAVE, "x", "This key cannot be changed: it is the way out, or an answer."),
        (ANSWER, "x", "This key cannot be changed: it is the way out, or an answer."),
    ],
)
def test_a_key_is_refused_with_the_reason(command: Command, key: str, why: str) -> None:
    assert why_not_key(command, key, PLACES, Keymap()) == why


def test_a_key_that_was_given_away_is_free() -> None:
    assert why_not_key(SKIP, "u", PLACES, Keymap({"call.undo": "z"})) == ""
    assert taken_by(SKIP, "z", PLACES, Keymap({"call.undo": "z"})) == UNDO


def test_what_the_settings_say_wrong_is_told_one_by_one() -> None:
    assert problems({"call.skip": "x", "desk.accept": "f10"}, PLACES) == []
    assert problems({"call.skp": "x"}, PLACES) == [
        "No command is called “call.skp”; perhaps “call.skip” is meant."
    ]
    assert problems({"zzz": "x"}, PLACES) == ["No command is called “zzz”."]
    assert problems({"call.skip": "u,x,f1"}, PLACES) == [
        "call.skip: u already means “undo” (call.undo) in the same place.", "call.skip: F1 is always help.",
    ]  # fmt: skip
    assert problems({"call.skip": " "}, PLACES) == [
        "No key is named for call.skip; take the line out to have F6 s back."
    ]
    assert problems({"call.skip": "u", "call.undo": "s"}, PLACES) == []  # swapped


def test_a_command_told_its_key_has_a_binding_for_each() -> None:
    assert [(one.key, one.action, one.id) for one in bindings([ANSWER])] == [
        ("1", "command('call.answer', '1')", None),
        ("2", "command('call.answer', '2')", None),
        ("3", "command('call.answer', '3')", None),
    ]
    assert [(one.key, one.id) for one in bindings([SKIP, LEAVE])] == [("f6,s", "call.skip"), ("escape", None)]
    assert bindings([Command("app.x", "", "x", "X.")]) == []
    assert (first_shown("1,2,a,b,c", each=True), every_shown("j,down")) == ("1 2 a-c", "j ↓")


# Every command of the app


def test_each_id_means_one_thing_and_has_a_method_wherever_it_stands() -> None:
    known: dict[str, Command] = {}
    for host in hosts():
        for command in host.all_commands():
            assert known.setdefault(command.id, command) == command, (host, command.id)
            assert callable(getattr(host, f"do_{command.verb}", None)), (host, command.id)
            assert command.help.endswith((".", "…")), command.id
            assert command.label.strip()
            if command.each:
                assert len(inspect.signature(getattr(host, f"do_{command.verb}")).parameters) == 2, command.id
    assert len(every_command()) == len(known) > 200


def test_no_two_commands_share_a_key_in_one_place_but_on_purpose() -> None:
    for place in places():
        for host in hosts():
            if host.__name__ != place.name:
                continue
            keys = [key for command in host.all_commands() for key in command.keys.split(",") if key]
            twice = {key for key in keys if keys.count(key) > 1} - {"escape"}
            assert not twice, (place.name, twice)


def test_every_screen_has_a_way_out_in_its_bar() -> None:
    for host in hosts():
        if (
            issubclass(host, Screen)
            and not issubclass(host, ModeScreen)
            and host.__name__ != "FirstStartScreen"
        ):
            out = [command for command in host.all_commands() if "escape" in command.keys.split(",")]
            assert out, host.__name__


def test_no_key_is_taken_past_the_commands() -> None:
    """A key that is no command is in no help, no palette and no keymap."""
    root = Path(inspect.getfile(Command)).parent
    # Letters of a form where no text has them; the one question of the app that opens where there is no playbook.
    known = {"commands.py", "host.py", "form.py", "beginning.py"}
    for file in sorted(root.rglob("*.py")):
        if file.name not in known:
            found = re.findall(
                r"BINDINGS|Binding\(|def _?on_key\b|def key_\w+\(self, event", file.read_text("utf-8")
            )
            assert not found, (file.name, found)


# The judge of the tests


def test_a_key_counts_once_something_is_seen_that_was_not_there_before() -> None:
    presses = Presses()
    presses.pressed(["call.skip"], "Why skip?", None)
    presses.saw(["Why skip?"], there=True)  # it was there before the key
    assert presses.proved == set()
    presses.pressed(["call.undo"], "step 3", None)
    presses.saw(["step 2"], there=True)
    assert presses.proved == {"call.undo"}
    presses.pressed(["call.end"], "step 3", None)
    presses.saw(["step 4"], there=False)
    assert presses.proved == {"call.undo"}
    presses.pressed(["call.end"], "step 3", None)
    presses.saw(["step 3"], there=False)
    assert presses.proved == {"call.undo", "call.end"}


def test_what_is_seen_after_a_later_key_does_not_count_for_one_that_was_asserted_on() -> None:
    presses = Presses()
    presses.pressed(["a.a"], "one", None)
    presses.saw(["one"], there=True)
    presses.pressed(["b.b"], "one", None)
    presses.saw(["two"], there=True)
    assert presses.proved == {"b.b"}


def test_a_plain_assert_in_the_lines_that_follow_counts() -> None:
    presses = Presses()
    presses.pressed(["a.a"], "one", inspect.currentframe())
    assert presses.proved == {"a.a"}
    presses = Presses()
    presses.pressed(["b.b"], "one", None)
    assert presses.waiting


def test_whoever_is_not_proved_is_named() -> None:
    everybody = {command.id for command in every_command()}
    assert missing(everybody) == []
    assert missing(everybody - {"list.down"}) == ["list.down"]


def test_a_part_of_the_tests_is_not_judged() -> None:
    class Said:
        lines: list[str] = []  # noqa: RUF012

        def write_line(self, text: str) -> None:
            self.lines.append(text)

    collector = Collector(config=object())
    collector.proved = {"list.down"}
    collector.pytest_terminal_summary(Said())
    assert Said.lines == ["commands: 1 pressed and asserted; not judged, only some of the tests ran"]
    collector.missing = []
    collector.pytest_terminal_summary(Said())
    assert Said.lines[1] == "commands: all 1 pressed with a changed state asserted"
