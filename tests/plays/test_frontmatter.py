"""Front matter: read where it is, told where it is broken, and never in the way."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.plays.frontmatter import MAX_FRONT, MAX_VALUES, front_lines, read_front
from playbook.plays.model import DatedNotice, Facts, Page, Pilot, Problem
from playbook.plays.parse import parse_page


def page(text: str, path: str = "notes/x.md") -> Page:
    return parse_page(dedent(text), path)


def facts(front: str) -> Facts:
    found = page(f"---\n{dedent(front)}\n---\n# T\n")
    assert found.problems == ()
    return found.facts


def problems(front: str) -> list[tuple[int, str]]:
    return [(each.line, each.message) for each in page(f"---\n{dedent(front)}\n---\n# T\n").problems]


def test_every_key_of_the_format() -> None:
    found = facts(
        """\
        title: First call
        kind: Play
        stage: discover
        segments: [mid-market, enterprise]
        personas:
          - vp-sales
        channels: phone, video
        triggers: [demo-request]
        tags: [a, 7, no]
        owners: {marketing: dana, sales: lee}
        status: Pilot
        pilot: {reps: [lee, kim], until: 2026-12-31}
        effective-from: 2026-01-02
        expires: "2027-01-02"
        must-read: true
        notices:
          - {text: Prices change., until: 2026-11-30, by: dana}
          - Plain
        approvals: [legal, price]
        verified: 2026-09-30 10:00:00
        verify-every: 30 days
        value: A costed
          picture.
        commitment: "Introduces: the owner."
        experiment: opener
        variant: no
        moved: {old: new, 1: two}
        moved-from: plays/old
        account: acme"""
    )
    assert found == Facts(
        title="First call",
        kind="play",
        stage="discover",
        segments=("mid-market", "enterprise"),
        personas=("vp-sales",),
        channels=("phone", "video"),
        triggers=("demo-request",),
        tags=("a", "7", "no"),
        owners={"marketing": "dana", "sales": "lee"},
        status="pilot",
        pilot=Pilot(("lee", "kim"), date(2026, 12, 31)),
        effective_from=date(2026, 1, 2),
        expires=date(2027, 1, 2),
        must_read=True,
        notices=(DatedNotice("Prices change.", date(2026, 11, 30), "dana"), DatedNotice("Plain")),
        approvals=("legal", "price"),
        verified=date(2026, 9, 30),
        verify_every="30 days",
        value="A costed picture.",
        commitment="Introduces: the owner.",
        experiment="opener",
        variant="no",
        moved={"old": "new", "1": "two"},
        moved_from=("plays/old",),
        account="acme",
        lines=found.lines,
    )
    assert found.lines["title"] == 2
    assert found.lines["channels"] == 8
    assert found.lines["account"] == 30
    assert len(found.lines) == 25


def test_unknown_keys_are_kept_as_json_could() -> None:
    found = facts(
        """\
        weight: 3
        ratio: 1.5
        hex: 0x10
        huge: 123456789012345678901234567890
        nan: .nan
        when: 2026-01-02
        on: true
        off: No
        empty:
        list: [1, {a: b}, null]
        map: {1: x, y: [z]}
        effective_from: 2026-01-01"""
    )
    assert found.extra == {
        "weight": 3,
        "ratio": 1.5,
        "hex": "0x10",
        "huge": "123456789012345678901234567890",
        "nan": ".nan",
        "when": "2026-01-02",
        "on": True,
        "off": False,
        "list": [1, {"a": "b"}, None],
        "map": {"1": "x", "y": ["z"]},
        "effective_from": "2026-01-01",
    }


def test_facts_survive_being_cached() -> None:
    found = page("---\nwhen: 2026-01-02\nverified: 2026-01-02\npilot: {until: 2026-01-01}\nx: [1.5]\n---\n")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Page) == found


def test_empty_values_are_unset() -> None:
    found = facts("title:\nsegments: []\nowners: {}\nstatus: ~\nvalue: ''\ntags: [a, '', ~, b]\nmoved: {a: }")
    assert found == Facts(tags=("a", "b"), lines=found.lines)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("title: [a]", "“title” should be one text, not a list or map."),
        ("segments: {a: b}", "“segments” should be a list such as [one, two]."),
        ("tags: [a, [b]]", "“tags” should be a list of words; what is not a word in it is left out."),
        ("owners: dana", "“owners” should be a map such as {marketing: dana, sales: lee}."),
        ("owners: {sales: [a, b]}", "“owners” should name one word for “sales”."),
        ("moved: [a]", "“moved” should be a map such as {old-id: new-id}."),
        ("verified: yesterday", "“verified” should be a date such as 2026-12-31."),
        ("expires: 2026-02-30", "“expires” should be a date such as 2026-12-31."),
        ("expires: [2026-02-03]", "“expires” should be a date such as 2026-12-31."),
        ("must-read: maybe", "“must-read” should be true or false."),
        ("pilot: lee", "“pilot” should be a map such as {reps: [lee], until: 2026-12-31}."),
        ("pilot: {until: soon}", "“pilot” should be a date such as 2026-12-31."),
        (
            "notices: [{until: 2026-01-01}]",
            "“notices” should be a list of {text: …, until: 2026-12-31, by: name}.",
        ),
        ("notices: [[a]]", "“notices” should be a list of {text: …, until: 2026-12-31, by: name}."),
        (
            "kind: plya",
            "“kind” is “plya”, which is none of: play, objection, battlecard, persona, scorecard, "
            "account-plan, page. Did you mean play?",
        ),
        (
            "status: drfat",
            "“status” is “drfat”, which is none of: draft, pilot, live, retired. It is read as draft.",
        ),
        (
            "status: 7",
            "“status” is “7”, which is none of: draft, pilot, live, retired. It is read as live.",
        ),
        ("title: a\ntitle: b", "“title” is given twice; the first counts."),
        ("[a]: b", "A key of the front matter is not a word; it is left out."),
    ],
)
def test_wrong_values_name_their_line_and_count_as_absent(line: str, message: str) -> None:
    at = 4 if line.startswith("title: a") else 3
    assert problems(f"stage: discover\n{line}") == [(at, message)]
    found = page(f"---\nstage: discover\n{line}\n---\n# T\n")
    assert found.facts.stage == "discover"
    assert found.title == ("a" if line.startswith("title: a") else "T")


def test_a_misspelt_status_hides_a_page_rather_than_offering_it() -> None:
    assert page("---\nstatus: Drafft\n---\n").facts.status == "draft"
    assert page("---\nstatus: retird\n---\n").facts.status == "retired"
    assert page("---\nstatus: x\n---\n").facts.status == "live"


def test_parts_of_wrong_lists_are_kept() -> None:
    found = page(
        "---\ntags: [a, [b], c]\nnotices: [{until: 2026-01-01}, {text: x}]\npilot: {reps: lee, until: x}\n---\n"
    )
    assert found.facts.tags == ("a", "c")
    assert found.facts.notices == (DatedNotice("x"),)
    assert found.facts.pilot == Pilot(("lee",))


def test_a_single_notice_need_not_be_a_list() -> None:
    assert facts("notices: {text: One, by: lee}").notices == (DatedNotice("One", None, "lee"),)
    assert facts("notices: One").notices == (DatedNotice("One"),)


def test_an_unquoted_colon_costs_one_warning_and_no_fact() -> None:
    found = page(
        """\
        ---
        title: Discovery: the first call
        stage: discover
        tags: [a,
          b]
        value: one: two: three
        status: live
        ---
        # Other
        """
    )
    assert found.title == "Discovery: the first call"
    assert found.facts.stage == "discover"
    assert found.facts.tags == ("a", "b")
    assert found.facts.value == "one: two: three"
    assert found.problems == (
        Problem(2, 'A colon in a value needs quotes: title: "Discovery: the first call"'),
        Problem(6, 'A colon in a value needs quotes: value: "one: two: three"'),
    )
    assert found.facts.lines == {"title": 2, "stage": 3, "tags": 4, "value": 6, "status": 7}


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("title: x\ntags: [a, b\nstage: y", 3),
        ("title: x\nvalue: 'open\nstage: y", 3),
        ("title: x\n\tvalue: y", 3),
        ("title: x\nvalue: @at", 3),
        ("title: x\nvalue: *unknown", 3),
        ("title: x\nvalue: !!python/object:os.system ls\nb: @", 4),
        ("title: x\nvalue: a\x07b", 3),
        ("title: x\n%bad", 3),
        ("title: x\nvalue:\n  - ok\n  - a\x07b", 5),
    ],
)
def test_broken_front_matter_opens_with_a_warning_that_names_the_line(front: str, line: int) -> None:
    found = parse_page(f"---\n{front}\n---\n# Heading\n\n## A\n\n## B\n", "x.md")
    assert [problem.line for problem in found.problems] == [line]
    assert found.title == "x"
    assert [step.id for step in found.steps] == ["a", "b"]
    assert found.steps[0].line == front.count("\n") + 6


def test_a_tag_is_data_and_runs_nothing() -> None:
    found = page("---\nx: !!python/object/apply:os.system [ls]\n---\n")
    assert found.facts.extra == {"x": ["ls"]}


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nSome text between rules.\n\n---\n\n## A\n",
        "---\n# Heading\n\nText\n\n---\n",
        "---\nTitle\n---\n",
        "---\n- a\n- b\n---\n",
        "---\nNote: this\nis prose\nof several lines\n---\n",
        "---\ntext only\n",
        "----\ntitle: x\n---\n",
        "--- \\\ntitle: x\n---\n",
        " ---\ntitle: x\n---\n",
        "text\n---\ntitle: x\n---\n",
        "---",
    ],
)
def test_a_leading_rule_is_no_front_matter(text: str) -> None:
    found = parse_page(text, "notes/x.md")
    assert found.facts == Facts()
    assert found.problems == ()
    shown = found.brief + "".join(f"{step.title} {step.blocks}" for step in found.steps) + found.title
    for word in ("text", "Text", "Heading", "prose", "Title"):
        assert (word in text) <= (word in shown)


@pytest.mark.parametrize("text", ["---\ntitle: x\n", "---\n\ntitle: x\n# T\n"])
def test_front_matter_without_an_end_is_told(text: str) -> None:
    found = parse_page(text, "notes/my-page.md")
    assert found.facts == Facts()
    assert found.problems == (
        Problem(1, "The front matter that begins here has no closing ---; it is not read."),
    )


@pytest.mark.parametrize(
    "text", ["---\n---\n# T\n", "---\n\n---\n# T\n", "--- \ntitle: T\n...\n", "---\n{title: T}\n---\n"]
)
def test_shapes_of_front_matter(text: str) -> None:
    found = parse_page(text, "notes/x.md")
    assert (found.title, found.brief, found.problems) == ("T", "", ())


def test_comments_and_quotes_belong_to_front_matter() -> None:
    assert facts('# by hand\n"title": x # really\n# end').title == "x"


def test_lines_count_from_the_top_of_the_file() -> None:
    found = page("---\ntitle: x\n---\n\n# T\n\n## A\n\n> Hi\n\n## B\n")
    assert [step.line for step in found.steps] == [7, 11]
    assert found.steps[0].talk_tracks[0].line == 9
    assert found.title == "x"


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("front", "message"),
    [
        (BOMB, f"The front matter holds more than {MAX_VALUES:,} values; it is not read."),
        ("a: &a [*a]\n", "The front matter repeats a part of itself without end; it is not read."),
        ("a: " + "[" * 30_000 + "\n", "The front matter is nested more than 20 deep; it is not read."),
        ("a: " + "{a: " * 3_000 + "\n", "The front matter is nested more than 20 deep; it is not read."),
        (
            "".join(f"k{number}: v\n" for number in range(MAX_VALUES // 2)),
            f"The front matter holds more than {MAX_VALUES:,} values; it is not read.",
        ),
    ],
    ids=["bomb", "loop", "brackets", "braces", "many"],
)
def test_traps_are_refused_and_the_page_opens(front: str, message: str) -> None:
    found = parse_page(f"---\n{front}---\n# T\n\n## A\n\n## B\n", "x.md")
    assert found.problems == (Problem(2, message),)
    assert (found.title, len(found.steps)) == ("T", 2)


def test_few_aliases_are_fine() -> None:
    found = facts("segments: &s [a, b]\npersonas: *s\nx: &t text\ntitle: *t")
    assert (found.segments, found.personas, found.title) == (("a", "b"), ("a", "b"), "text")


def test_huge_front_matter_is_told_and_not_read() -> None:
    text = "---\n" + "key: value\n" * (MAX_FRONT // 10) + "---\n# T\n"
    found = parse_page(text, "x.md")
    assert found.facts == Facts()
    assert found.problems == (
        Problem(
            1, f"The front matter that begins here is longer than {MAX_FRONT:,} letters; it is not read."
        ),
    )


@given(
    st.lists(
        st.sampled_from(["---", "...", "title: a", "Words.", "- b", "", "# c", "{a: 1}", " --- ", "a: [1"]),
        max_size=8,
    ).map("\n".join)
)
def test_where_it_ends_is_known_without_reading_it(text: str) -> None:
    assert front_lines(text) == read_front(text).lines
    assert front_lines(f"---\n{text}") == read_front(f"---\n{text}").lines
