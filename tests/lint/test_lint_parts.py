"""The parts of the linter: places of links, what is silenced, what is said, what edits do to a text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from playbook.plays.lint.across_rules import experiments
from playbook.plays.lint.context import Context
from playbook.plays.lint.link_rules import Targets, links
from playbook.plays.lint.mend import mend
from playbook.plays.lint.model import Edit, Finding
from playbook.plays.lint.run import look_at, report
from playbook.plays.lint.source import Source
from playbook.plays.lint.surface import Target
from playbook.plays.lint.words import folded
from playbook.plays.parse import parse_page
from playbook.plays.settings import parse_settings
from playbook.plays.settings_model import Experiment, Settings
from playbook.plays.spans import days_of

TODAY = date(2026, 11, 21)


def source(text: str, path: str = "a.md") -> Source:
    return Source(parse_page(text, path), text)


def found(text: str, toml: str = "[playbook]\nname = 'A'\n", path: str = "a.md") -> list[Finding]:
    """Return what is found in one page."""
    context = Context(parse_settings(toml), TODAY, frozenset({path}))
    return list(report([look_at(Source(parse_page(text, path), text), context)], context).findings)


# Links


def test_links_are_found_where_they_are_written() -> None:
    text = '# A\n\nSee [one](b.md#x) and ![two](c.png "t").\n\n[three]: <d e.md>\n'
    assert [(one.line, one.column, one.href) for one in source(text).links] == [
        (3, 11, "b.md#x"), (3, 30, "c.png"), (5, 10, "d e.md"),
    ]  # fmt: skip


def test_what_only_looks_like_a_link_is_none() -> None:
    text = (
        "---\nx: [a](front.md)\n---\n`[a](code.md)` \\[a](escaped.md) [a](two words.md)\n\n"
        "```\n[a](fence.md)\n```\n\n<!-- [a](comment.md)\n[b](comment.md) -->\n\n    [a](indented.md)\n"
    )
    assert source(text).links == ()


def test_a_picture_that_is_a_link_is_two_links() -> None:
    text = "[![shot](shot.png)](page.md)\n"
    assert [one.href for one in source(text).links] == ["shot.png", "page.md"]


TARGETS = Targets(
    frozenset(
        {"a.md", "know/prices.md", "docs/guide/index.md", "docs/guide/deep.md", "img/x.png", "README.md"}
    ),
    {
        "a.md": frozenset({"", "open"}),
        "know/prices.md": frozenset({"", "2-list-price", "who-pays"}),
        "docs/guide/index.md": frozenset({"", "start"}),
    },
    ".",
)


@pytest.mark.parametrize(
    "href",
    [
        "know/prices.md", "./know/prices.md", "know/prices", "know/prices.md#who-pays", "know/prices.md#Who-Pays",
        "#open", "#", "docs/guide", "docs/guide/", "docs/guide#start", "/know/prices.md", "img/x.png", "img/",
        "know/prices.md?id=_1", "#/know/prices", "https://example.com/a", "mailto:a@b.c", "//example.com",
        "know%2Fprices.md", "{{account.url}}", "README.md#anything", "know/prices.md#who--pays",
    ],
)  # fmt: skip
def test_a_link_that_arrives_is_no_finding(href: str) -> None:
    assert list(links("a.md", (Target(1, 1, href),), TARGETS)) == []


@pytest.mark.parametrize(
    ("href", "said", "fix"),
    [
        ("gone.md", "There is no file “gone.md”", ""),
        ("../out.md", "leads out of the playbook", ""),
        ("../../etc/passwd", "leads out of the playbook", ""),
        ("old/know/prices.md", "the only prices.md is know/prices.md", "“know/prices.md”"),
        ("old/prices.md", "the only prices.md is know/prices.md", ""),
        ("know/prices.md#list-price", "Did you mean “#2-list-price”?", "“know/prices.md#2-list-price”"),
        ("#opening", "There is no heading “#opening” on this page", ""),
        ("know/prices.md#who-pay", "Did you mean “#who-pays”?", "“know/prices.md#who-pays”"),
        ("docs/guide#end-of-it", "on docs/guide/index.md", ""),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_what_is_right(href: str, said: str, fix: str) -> None:
    [one] = links("a.md", (Target(3, 7, href),), TARGETS)
    assert (one.line, one.column, one.code, one.fix) == (3, 7, "PB007", fix)
    assert said in one.message


# Silence

CLAIM = "## One\n\n{before}> Cuts errors by 30 %.{after}\n\n## Two\n\n> And costs by 20 %.\n"


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("", "", [3, 7]),
        ("<!-- lint: PB013 because it is theirs -->\n\n", "", [9]),
        ("<!-- lint PB013: it is theirs -->\n", "", [8]),
        ("<!-- lint: PB012 because of another rule -->\n\n", "", [5, 9]),
        ("<!-- lint: PB012, PB013 because of both -->\n\n", "", [9]),
        ("", " <!-- lint: PB013 it is theirs -->", [7]),
        ("> <!-- lint: PB013 because it is theirs -->\n", "", [8]),
    ],
)
def test_a_silence_holds_for_the_block_below_it(before: str, after: str, lines: list[int]) -> None:
    text = CLAIM.format(before=before, after=after)
    assert [one.line for one in found(text) if one.code == "PB013"] == lines


def test_a_silence_without_a_reason_does_not_hold_and_says_so() -> None:
    first, _ = [
        one for one in found(CLAIM.format(before="<!-- lint: PB013 -->\n\n", after="")) if one.code == "PB013"
    ]
    assert "Line 3 silences this without a reason" in first.message


@pytest.mark.parametrize("head", ["", "---\nkind: page\n---\n\n"])
def test_a_silence_before_the_page_begins_holds_for_all_of_it(head: str) -> None:
    text = f"{head}<!-- lint: PB013 because the page quotes a study -->\n\n" + CLAIM.format(
        before="", after=""
    )
    assert [one for one in found(text) if one.code == "PB013"] == []


# Levels


def test_without_settings_everything_only_suggests() -> None:
    text = CLAIM.format(before="", after="")
    context = Context(parse_settings(""), TODAY)
    settings = parse_settings("")
    assert settings.present
    from playbook.plays.settings_model import Settings

    bare = Context(Settings(), TODAY)
    surface = look_at(Source(parse_page(text, "a.md"), text), bare)
    assert {one.severity for one in report([surface], bare).findings} == {"suggestion"}
    assert {one.severity for one in report([surface], context).findings} == {"warn"}


@pytest.mark.parametrize(
    ("level", "expected"), [("off", []), ("suggestion", ["suggestion"] * 2), ("error", ["error"] * 2)]
)
def test_the_settings_rate_a_rule(level: str, expected: list[str]) -> None:
    findings = found(CLAIM.format(before="", after=""), f'[lint]\nPB013 = "{level}"\n')
    assert [one.severity for one in findings if one.code == "PB013"] == expected


# Values


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ProblemAware", "problem-aware"), ("Mid Market", "mid-market"), ("segments", "segment"),
        ("new_cro", "New CRO"), ("policies", "policy"), ("boxes", "box"),
    ],
)  # fmt: skip
def test_spellings_of_one_word(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("smb", "enterprise"), ("status", "statu"), ("boss", "bos"), ("q1", "q2")]
)
def test_other_words(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_spans() -> None:
    assert [days_of(text) for text in ("90 days", "1 day", "2 weeks", "12 hours", "1 year", " 5  Days ")] == [
        90, 1, 14, 0.5, 365.25, 5,
    ]  # fmt: skip
    assert [days_of(text) for text in ("never", "", "soon", "90", "90 moons")] == [None] * 5


# Experiments


def planned(**changes: object) -> list[str]:
    """Return what is wrong with a plan whose pages are not there, but for that."""
    plan = Experiment("opener", ("a", "b"), baseline=0.3, smallest_lift=0.1, accounts_per_arm=356)
    settings = Settings(experiments={"opener": structs.replace(plan, **changes)})
    said = [one.message for one in experiments([], settings, {})]
    return [one.removeprefix("Experiment “opener”: ") for one in said if "there is no page" not in one]


def test_a_plan_that_can_decide() -> None:
    assert planned() == planned(measure="advance") == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"accounts_per_arm": 355},
            "355 accounts per arm cannot show a lift of 10% from 30%; it takes 356 per arm",
        ),
        ({"arms": ("a",)}, "needs two arms."),
        ({"arms": ("a", "b", "c")}, "can have two arms, not more: the bounds that judge it are for two."),
        ({"unit": "call"}, "unit “call” is not known; accounts are what is assigned to arms: “account”."),
        ({"measure": "smiles"}, "measure “smiles” is not known; there are “commitment” and “advance”."),
        ({"smallest_lift": 0.7}, "baseline and smallest-lift must be shares whose sum is below 1"),
    ],
)
def test_a_plan_that_cannot(changes: dict[str, object], said: str) -> None:
    [one] = planned(**changes)
    assert one.startswith(said)


# Mending


def edit(line: int, old: str, new: str, column: int = 0) -> Finding:
    return Finding("a.md", line, "PB002", "x", edits=(Edit(line, old, new, column),))


def test_edits_are_made_from_the_right_and_line_ends_stay() -> None:
    text = "a b a\r\nc\r\n"
    assert mend(text, [edit(1, "a", "xx", 1), edit(1, "a", "yy", 5), edit(2, "", "new: 1")]) == (
        "xx b yy\r\nnew: 1\r\nc\r\n", 3,
    )  # fmt: skip


def test_an_edit_whose_text_is_gone_or_taken_is_left() -> None:
    assert mend("abc\n", [edit(1, "abc", "x"), edit(1, "b", "y"), edit(1, "z", "y"), edit(9, "a", "y")]) == (
        "x\n",
        1,
    )


@given(st.text(alphabet="ab\r\n\t é", max_size=60))
def test_no_edit_means_no_change(text: str) -> None:
    assert mend(text, []) == (text, 0)


BROKEN = """\
---
title: First: the call
segments: [MidMarket]
---

## Open

> What made you call?

## Close

- [ ] Send [prices](#opens)
"""


def test_mending_leaves_nothing_that_can_be_mended() -> None:
    toml = "[vocabulary]\nsegments = ['mid-market']\n"
    text, rounds = BROKEN, 0
    while any(one.edits for one in found(text, toml, "plays/a.md")) and rounds < 5:
        text, _ = mend(text, found(text, toml, "plays/a.md"))
        rounds += 1
    assert 'title: "First: the call"' in text
    assert "segments: [mid-market]" in text
    assert "(#open)" in text
    assert not {one.code for one in found(text, toml, "plays/a.md")} & {"PB001", "PB002", "PB007"}


@given(st.text(max_size=400))
def test_any_text_is_linted_without_an_error(text: str) -> None:
    for one in found(text, "[vocabulary]\ndo-not-say = ['a b']\nsegments = ['x']\n", "plays/a.md"):
        assert 1 <= one.line <= max(text.count("\n"), text.count("\r")) + 2
        assert one.message


# To-dos that are none


def asked(answers: str) -> list[Finding]:
    """Return what PB006 finds in a play whose question is followed by `answers`."""
    text = f"# Call\n\n## Open\n\n### When?\n\n{answers}\n\n## Close\n\n> Goodbye.\n"
    return [one for one in found(text, path="plays/call.md") if one.code == "PB006"]


@pytest.mark.parametrize("answers", [
    "- This week\n- Next week\n- [ ] Write it down",
    "- This week\n\n- [ ] Write it down\n- [ ] Send it",
    "* This week\n* [x] Write it down",
])  # fmt: skip
def test_a_to_do_below_a_question_s_bullets_is_told(answers: str) -> None:
    (one,) = asked(answers)
    assert one.line == 7 + answers.split("[")[0].count("\n")
    assert "“Write it down” stands in the list of answers to “When?”" in one.message
    assert one.severity == "warn"


@pytest.mark.parametrize("answers", [
    "- This week\n- Next week",
    "- [ ] This week\n- [ ] Next week",  # many may be chosen
    "- This week\n\n* [ ] Write it down",
    "- This week\n\n1. Write it down",
    "- [ ] This week\n- Never",  # a bullet that lacks its box is another fault
    "- [ ] One\n- Two\n- [ ] Three",
    "- This week\n  - [ ] Write it down",
    "- [ ]\n- Next week",
    "",
])  # fmt: skip
def test_boxes_that_are_what_they_look_like_are_not(answers: str) -> None:
    assert asked(answers) == []


def test_to_dos_behind_another_sign_are_to_dos() -> None:
    text = "# Call\n\n## Open\n\n### When?\n\n- This week\n\n* [ ] Write it down\n\n## Close\n\n> Goodbye.\n"
    step = parse_page(text, "plays/call.md").steps[0]
    assert [todo.text for todo in step.todos] == ["Write it down"]
    assert [answer.text for answer in step.questions[0].answers] == ["This week"]


def test_a_page_that_nobody_runs_has_no_to_dos() -> None:
    assert found("# Notes\n\n### When?\n\n- Now\n- [ ] Later\n") == []
