"""What was typed, found: times, days, ids and people; and mistakes as one sentence."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import cast

import pytest

from playbook.cli.common import (
    day,
    find_feedback,
    find_id,
    find_person,
    is_since,
    moment,
    shown_at,
    since,
    words,
)
from playbook.cli.parser import Parser, UsageError, add_globals, add_noun, add_verb, nouns_of, verbs_of
from playbook.errors import NotFoundError, PlaybookError
from playbook.workspace import Workspace

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-21", datetime(2026, 11, 21, tzinfo=UTC)),
        ("2026-11-21T12:00:00Z", NOON),
        ("2026-11-21T13:00:00+01:00", NOON),
        ("2026-11-21 12:00", NOON),
        ("20261121T120000Z", NOON),
    ],
)
def test_a_time_is_understood_in_every_iso_form(typed: str, meant: datetime) -> None:
    assert moment(typed, "--now") == meant
    assert moment(typed, "--now").tzinfo is UTC


@pytest.mark.parametrize("typed", ["", "noon", "2026-13-01", "2026-11-31", "0001-01-01T00:00:00+23:00", "日"])
def test_what_is_no_time_is_shown_the_form(typed: str) -> None:
    with pytest.raises(PlaybookError) as told:
        moment(typed, "--since")
    assert str(told.value) == (
        f"--since: “{typed}” is not a time. Write it like 2026-11-21 or 2026-11-21T18:15:00Z."
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(None, None), ("", ""), ("+7", "2026-11-27"), ("fri", "2026-11-27"), ("2026-12-01", "2026-12-01")],
)
def test_a_day_is_kept_as_its_date_and_nothing_as_nothing(typed: str | None, meant: str | None) -> None:
    assert day(typed, TODAY) == meant


def test_what_is_no_day_is_said() -> None:
    with pytest.raises(PlaybookError, match="“someday” is not a day"):
        day("someday", TODAY)


@pytest.mark.parametrize(
    ("options", "meant"),
    [
        ({}, None),
        ({"since": None}, None),
        ({"since": ""}, None),
        ({"since": "2026-11-21T13:00:00+01:00"}, NOON),
    ],
)
def test_since_is_nothing_where_it_was_not_said(
    options: dict[str, str | None], meant: datetime | None
) -> None:
    assert since(argparse.Namespace(**options)) == meant


@pytest.mark.parametrize(
    ("stamp", "earliest", "counts"),
    [
        ("2026-11-21T12:00:00.000Z", NOON, True),
        ("2026-11-21T11:59:59.999Z", NOON, False),
        ("2026-11-21T12:30:00+01:00", NOON, False),
        ("2026-11-22", NOON, True),
        ("rubbish", NOON, False),
        ("", NOON, False),
        ("rubbish", None, True),
    ],
)
def test_a_record_counts_from_the_earliest_time_on(
    stamp: str, earliest: datetime | None, counts: bool
) -> None:
    assert is_since(stamp, earliest) is counts


@pytest.mark.parametrize(
    ("stamp", "clock", "shown"),
    [
        ("2026-11-21T14:05:59Z", "24h", "2026-11-21 14:05"),
        ("2026-11-21T14:05:59Z", "12h", "2026-11-21 2:05 pm"),
        ("2026-11-21T00:05:00Z", "12h", "2026-11-21 12:05 am"),
        ("2026-11-21T12:00:00Z", "12h", "2026-11-21 12:00 pm"),
        ("no time", "24h", "no time"),
        ("", "12h", ""),
    ],
)
def test_a_records_time_is_shown_on_my_clock_or_as_it_stands(stamp: str, clock: str, shown: str) -> None:
    assert shown_at(stamp, clock) == shown


@pytest.mark.parametrize(
    ("parts", "said"),
    [("  a b ", "a b"), (["a", "b"], "a b"), ([" a", "b  "], "a b"), ([], ""), ("", ""), (["", ""], "")],
)
def test_words_that_the_shell_took_apart_are_one_text(parts: str | Sequence[str], said: str) -> None:
    assert words(parts) == said


# Ids

IDS = ["7f3q8k0000000000", "7f3q9m0000000000", "abc0123456789def"]


@pytest.mark.parametrize(
    ("typed", "place"),
    [("7f3q8", 0), ("F-7F3Q8K", 0), ("f-7f3q9m", 1), (" abc ", 2), ("ABCO123", 2), ("abcol23", 2)],
)
def test_feedback_is_found_by_its_beginning_however_it_is_written(typed: str, place: int) -> None:
    assert find_feedback(IDS, typed) == IDS[place]


def test_a_beginning_of_several_asks_for_more() -> None:
    with pytest.raises(PlaybookError) as told:
        find_feedback(IDS, "7f3q")
    assert (
        str(told.value) == "“7f3q” could be 2 different feedbacks: 7F3Q8K, 7F3Q9M. Type more letters of it."
    )


def test_an_id_that_is_nearly_one_is_offered_as_it_is_shown() -> None:
    with pytest.raises(NotFoundError) as told:
        find_feedback(IDS, "abd012")
    assert str(told.value) == "There is no feedback “abd012”. Did you mean F-ABC012?"


@pytest.mark.parametrize("typed", ["zzzzzz", "", "   ", "日本", "\x1b[2J", "x" * 10_000])
def test_an_id_that_is_near_nothing_says_where_to_look(typed: str) -> None:
    with pytest.raises(PlaybookError) as told:
        find_id(typed, IDS, "run", listing="playbook runs list")
    assert str(told.value) == f"There is no run “{typed}”. `playbook runs list` shows what there is."


def test_among_nothing_nothing_is_found() -> None:
    with pytest.raises(PlaybookError, match="`playbook feedback list` shows what there is"):
        find_feedback([], "7f3q8k")


# People


def person(id_: str, name: str, email: str = "", also: tuple[str, ...] = ()) -> SimpleNamespace:
    return SimpleNamespace(id=id_, name=name, email=email, also=also)


PEOPLE = {
    one.id: one
    for one in (
        person("lee", "Lee Park", "lee@northwind.example"),
        person("straße", "Ada Straße", "ada@northwind.example", ("ada.old",)),
        person("mia", "Mia Novak"),
    )
}
TEAM = cast("Workspace", SimpleNamespace(people=PEOPLE))


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("lee", "lee"), ("LEE", "lee"), ("lee park", "lee"), ("Lee@Northwind.example", "lee"),
        ("ADA STRASSE", "straße"), ("ada.old", "straße"), ("ghost", "ghost"),
    ],
)  # fmt: skip
def test_a_person_is_found_by_id_name_or_address(typed: str, id_: str) -> None:
    assert find_person(TEAM, typed, ["ghost"]) == id_


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("leee", " Did you mean lee?"),
        ("Mia Novac", " Did you mean Mia Novak?"),
        ("ghots", " Did you mean ghost?"),
        ("nobody at all", " There are ghost, lee, straße, mia."),
    ],
)
def test_a_person_that_is_not_there_is_told_the_nearest(typed: str, hint: str) -> None:
    with pytest.raises(NotFoundError) as told:
        find_person(TEAM, typed, ["ghost"])
    assert str(told.value) == f"There is no person “{typed}”.{hint}"


# The parser


def parser(*typed: str) -> Parser:
    made = Parser(prog="playbook")
    add_globals(made)
    noun = add_noun(nouns_of(made), "runs", "what was run", meant=True)
    noun.words = frozenset(typed)
    verbs = verbs_of(noun)
    show = add_verb(verbs, "show", "show one run", lambda _: 7, ["RUN"])
    if "show" in typed:
        show.add_argument("--as-seen", choices=("brief", "whole"))
    add_verb(verbs, "list", "list them", lambda _: 8)
    return made


def parse(*typed: str) -> argparse.Namespace:
    return parser(*typed).parse_args(list(typed))


@pytest.mark.parametrize(
    "typed",
    [
        ("--as", "lee", "runs", "show", "r1"),
        ("runs", "show", "--as", "lee", "r1"),
        ("runs", "show", "r1", "--as", "lee"),
        ("--as", "mia", "runs", "show", "r1", "--as", "lee"),
    ],
)
def test_global_options_may_stand_anywhere_and_the_last_one_counts(typed: tuple[str, ...]) -> None:
    found = parse(*typed)
    assert (found.named, found.run, found.handler(found)) == ("lee", "r1", 7)


def test_a_flag_before_the_noun_is_not_forgotten_after_it() -> None:
    found = parse("--debug", "-C", "/pb", "runs", "list")
    assert (found.debug, found.folder, found.no_mouse, found.hub) == (True, "/pb", False, None)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("runs", "showw"), "“showw” is not a VERB. Did you mean show?"),
        (("runs", "zzz"), "“zzz” is not a VERB. Say one of: show, list."),
        (("ruins", "show"), "“ruins” is not a NOUN. Did you mean runs?"),
        (("runs", "show", "r", "--as-seen", "whol"), "“whol” is not a --as-seen. Did you mean whole?"),
        (("runs", "sh\x1b[2Jow"), "“sh␛[2Jow” is not a VERB."),
        (("runs", "show"), "RUN"),
        (("runs",), "VERB"),
        (("runs", "list", "--deb"), "--deb"),
    ],
)
def test_a_mistake_is_one_harmless_sentence_that_names_what_is_right(
    typed: tuple[str, ...], told: str
) -> None:
    with pytest.raises(UsageError) as error:
        parse(*typed)
    said = str(error.value)
    assert told in said
    assert said[0] in "TU“" and "--help`." in said
    assert "\n" not in said and "\x1b" not in said


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("bad thing", "Bad thing. See `playbook --help`."),
        ("bad thing.", "Bad thing. See `playbook --help`."),
        ("did you?", "Did you? See `playbook --help`."),
    ],
)
def test_a_sentence_ends_once(message: str, said: str) -> None:
    assert str(UsageError("playbook", message)) == said
